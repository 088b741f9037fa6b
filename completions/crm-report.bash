_crm_report() {
	local cur=${COMP_WORDS[COMP_CWORD]} words
	case $cur in
	-*) words='--output --columns --where --quiet --verbose --as-of --on --excel --db --color --help --version --by --from --to --define --attribution --completion' ;;
	*)
		case $COMP_CWORD,${COMP_WORDS[1]} in
		1,*) words='pipeline funnel win-rate sales cycle sources rfm churn cohorts repeat decline' ;;
		*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _crm_report crm-report
