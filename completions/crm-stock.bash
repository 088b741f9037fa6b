_crm_stock() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --completion' ;;
	*,,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:add:) words='sku= name= category= unit= list_price= currency= cost_method= tax_code= active= min_qty= max_qty= reorder_level= lead_time= supplier= tracking= notes= tags= ext=' ;;
		:add:cost_method) words='average fifo' ;;
		:add:active) words='yes no' ;;
		:add:tracking) words='none lot serial' ;;
		:set:) words='sku= name= category= unit= list_price= currency= cost_method= tax_code= active= min_qty= max_qty= reorder_level= lead_time= supplier= tracking= notes= tags= ext=' ;;
		:set:cost_method) words='average fifo' ;;
		:set:active) words='yes no' ;;
		:set:tracking) words='none lot serial' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_stock crm-stock
