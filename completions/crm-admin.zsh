#compdef crm-admin
_crm_admin() {
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --all --since --follow --currency --completion
	elif (( CURRENT == 2 )); then
		compadd -- init migrate check log undo feed backup copy restore field stage mapping setting pool assign-rule score-rule reclaim-rule grade calendar holiday sla word guard approval segment
	elif (( CURRENT == 3 )) && [[ $words[2] == field ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == stage ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == mapping ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == setting ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == pool ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == assign-rule ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == score-rule ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == reclaim-rule ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == grade ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == calendar ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == holiday ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == sla ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == word ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == guard ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == approval ]]; then
		compadd -- approve reject revoke list show add import set delete restore history fields template
	elif (( CURRENT == 3 )) && [[ $words[2] == segment ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		_files
	fi
}
_crm_admin "$@"
