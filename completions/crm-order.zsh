#compdef crm-order
_crm_order() {
	local at=2 noun= name=
	case $words[2] in
	order-line)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- list show add import set delete restore history fields template order-line
	elif (( CURRENT == at )) && [[ $noun == 'order-line' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:add:) compadd -S '' -- number= customer= contact= deal= owner= status= ordered_on= requested_on= promised_on= shipped_on= currency= rate= amount= freight= carrier= ship_name= ship_address= ship_city= ship_region= ship_postcode= ship_country= notes= tags= ext= ;;
		:add:status) compadd -- draft submitted approved confirmed on_hold closed cancelled ;;
		:set:) compadd -S '' -- number= customer= contact= deal= owner= status= ordered_on= requested_on= promised_on= shipped_on= currency= rate= amount= freight= carrier= ship_name= ship_address= ship_city= ship_region= ship_postcode= ship_country= notes= tags= ext= ;;
		:set:status) compadd -- draft submitted approved confirmed on_hold closed cancelled ;;
		order-line:add:) compadd -S '' -- order= line= product= description= quantity= unit_price= discount= tax_rate= amount= requested_on= promised_on= notes= ext= ;;
		order-line:set:) compadd -S '' -- order= line= product= description= quantity= unit_price= discount= tax_rate= amount= requested_on= promised_on= notes= ext= ;;
		*) false ;;
		esac || _files
	fi
}
_crm_order "$@"
