#compdef crm-customer
_crm_customer() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --define --policy --strict --all --completion
	elif (( CURRENT == 2 )); then
		compadd -- grade care assign claim release transfer dupes group lint merge list show add import set delete restore history fields template contact relation pool
	elif (( CURRENT == 3 )) && [[ $words[2] == contact ]]; then
		compadd -- dupes lint merge list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == relation ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == pool ]]; then
		compadd -- list records due reclaim
	else
		_files
	fi
}
_crm_customer "$@"
