#compdef crm-report
_crm_report() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --by --from --to --define --since --follow --currency --completion
	elif (( CURRENT == 2 )); then
		compadd -- pipeline funnel win-rate sales cycle
	else
		_files
	fi
}
_crm_report "$@"
