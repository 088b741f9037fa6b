_crm_report() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --columns --where --quiet --verbose --as-of --on --excel --db --color --help --version --by --to --define --attribution --completion' ;;
	*,,0) words='pipeline funnel win-rate sales cycle sources rfm churn cohorts repeat decline' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_report crm-report
