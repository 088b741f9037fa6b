_crm_order() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	order-line)
		[ "$COMP_CWORD" -eq 1 ] || noun=${COMP_WORDS[1]} at=2 ;;
	esac
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --completion' ;;
	*,,0) words='list show add import set delete restore history fields template order-line' ;;
	*,order-line,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:add:) words='number= customer= contact= deal= owner= status= ordered_on= requested_on= promised_on= shipped_on= currency= rate= amount= freight= carrier= ship_name= ship_address= ship_city= ship_region= ship_postcode= ship_country= notes= tags= ext=' ;;
		:add:status) words='draft submitted approved confirmed on_hold closed cancelled' ;;
		:set:) words='number= customer= contact= deal= owner= status= ordered_on= requested_on= promised_on= shipped_on= currency= rate= amount= freight= carrier= ship_name= ship_address= ship_city= ship_region= ship_postcode= ship_country= notes= tags= ext=' ;;
		:set:status) words='draft submitted approved confirmed on_hold closed cancelled' ;;
		order-line:add:) words='order= line= product= description= quantity= unit_price= discount= tax_rate= amount= requested_on= promised_on= notes= ext=' ;;
		order-line:set:) words='order= line= product= description= quantity= unit_price= discount= tax_rate= amount= requested_on= promised_on= notes= ext=' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_order crm-order
