#compdef crm-task
_crm_task() {
	local at=2 noun= name=
	case $words[2] in
	activity)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --until --strict --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- done due assign list show add import set delete restore history fields template activity
	elif (( CURRENT == at )) && [[ $noun == 'activity' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:done:) compadd -S '' -- done_on= subject= status= kind= due= priority= owner= team= about= notes= tags= ext= ;;
		:done:status) compadd -- todo doing done cancelled ;;
		:done:kind) compadd -- call visit email meeting note chat demo other ;;
		:done:priority) compadd -- low normal high urgent ;;
		:add:) compadd -S '' -- subject= status= kind= due= priority= owner= team= about= done_on= notes= tags= ext= ;;
		:add:status) compadd -- todo doing done cancelled ;;
		:add:kind) compadd -- call visit email meeting note chat demo other ;;
		:add:priority) compadd -- low normal high urgent ;;
		:set:) compadd -S '' -- subject= status= kind= due= priority= owner= team= about= done_on= notes= tags= ext= ;;
		:set:status) compadd -- todo doing done cancelled ;;
		:set:kind) compadd -- call visit email meeting note chat demo other ;;
		:set:priority) compadd -- low normal high urgent ;;
		activity:add:) compadd -S '' -- kind= about= at= owner= subject= outcome= minutes= next_step= notes= ext= ;;
		activity:add:kind) compadd -- call visit email meeting note chat demo other ;;
		activity:set:) compadd -S '' -- kind= about= at= owner= subject= outcome= minutes= next_step= notes= ext= ;;
		activity:set:kind) compadd -- call visit email meeting note chat demo other ;;
		*) false ;;
		esac || _files
	fi
}
_crm_task "$@"
