#compdef crm-report
_crm_report() {
	local at=2 noun= name=
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --columns --where --quiet --verbose --as-of --on --excel --db --color --help --version --by --to --define --attribution --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- pipeline funnel win-rate sales cycle sources rfm churn cohorts repeat decline
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		*) false ;;
		esac || _files
	fi
}
_crm_report "$@"
