#compdef crm-task
_crm_task() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --strict --all --completion
	elif (( CURRENT == 2 )); then
		compadd -- done assign list show add import set delete restore history fields template activity
	elif (( CURRENT == 3 )) && [[ $words[2] == activity ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		_files
	fi
}
_crm_task "$@"
