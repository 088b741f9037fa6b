#compdef crm-report
_crm_report() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --columns --where --quiet --verbose --as-of --on --excel --db --color --help --version --by --from --to --define --attribution --completion
	elif (( CURRENT == 2 )); then
		compadd -- pipeline funnel win-rate sales cycle sources rfm churn cohorts repeat decline
	else
		_files
	fi
}
_crm_report "$@"
