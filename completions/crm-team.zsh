#compdef crm-team
_crm_team() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --all --completion
	elif (( CURRENT == 2 )); then
		compadd -- list show add import set delete restore history fields template team territory
	elif (( CURRENT == 3 )) && [[ $words[2] == team ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == territory ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		_files
	fi
}
_crm_team "$@"
