#compdef crm-lead
_crm_lead() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --define --policy --strict --all --completion
	elif (( CURRENT == 2 )); then
		compadd -- work reject qualify disqualify recycle duplicate reopen convert capture assign response overdue claim release transfer dupes score lint merge list show add import set delete restore history fields template campaign campaign-member touch model model-value pool
	elif (( CURRENT == 3 )) && [[ $words[2] == campaign ]]; then
		compadd -- enroll list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == campaign-member ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == touch ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == model ]]; then
		compadd -- train list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == model-value ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == pool ]]; then
		compadd -- list records due reclaim
	else
		_files
	fi
}
_crm_lead "$@"
