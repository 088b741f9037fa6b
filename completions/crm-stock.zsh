#compdef crm-stock
_crm_stock() {
	local at=2 noun= name=
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:add:) compadd -S '' -- sku= name= category= unit= list_price= currency= cost_method= tax_code= active= min_qty= max_qty= reorder_level= lead_time= supplier= tracking= notes= tags= ext= ;;
		:add:cost_method) compadd -- average fifo ;;
		:add:active) compadd -- yes no ;;
		:add:tracking) compadd -- none lot serial ;;
		:set:) compadd -S '' -- sku= name= category= unit= list_price= currency= cost_method= tax_code= active= min_qty= max_qty= reorder_level= lead_time= supplier= tracking= notes= tags= ext= ;;
		:set:cost_method) compadd -- average fifo ;;
		:set:active) compadd -- yes no ;;
		:set:tracking) compadd -- none lot serial ;;
		*) false ;;
		esac || _files
	fi
}
_crm_stock "$@"
