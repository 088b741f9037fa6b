#compdef crm-team
_crm_team() {
	local at=2 noun= name=
	case $words[2] in
	team|territory)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- list show add import set delete restore history fields template team territory
	elif (( CURRENT == at )) && [[ $noun == 'team' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'territory' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:add:) compadd -S '' -- login= name= role= team= manager= region= email= phone= skills= capacity= active= leave_from= leave_until= notes= ext= customer_capacity= ;;
		:add:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		:add:active) compadd -- yes no ;;
		:set:) compadd -S '' -- login= name= role= team= manager= region= email= phone= skills= capacity= active= leave_from= leave_until= notes= ext= customer_capacity= ;;
		:set:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		:set:active) compadd -- yes no ;;
		team:add:) compadd -S '' -- name= parent= manager= notes= ext= ;;
		team:set:) compadd -S '' -- name= parent= manager= notes= ext= ;;
		territory:add:) compadd -S '' -- owner= country= region= city= industry= size= notes= ;;
		territory:set:) compadd -S '' -- owner= country= region= city= industry= size= notes= ;;
		*) false ;;
		esac || _files
	fi
}
_crm_team "$@"
