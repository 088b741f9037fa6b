_crm_team() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	team|territory)
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
	*,,0) words='list show add import set delete restore history fields template team territory' ;;
	*,team,0) words='list show add import set delete restore history fields template' ;;
	*,territory,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:add:) words='login= name= role= team= manager= region= email= phone= skills= capacity= active= leave_from= leave_until= notes= ext= customer_capacity=' ;;
		:add:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		:add:active) words='yes no' ;;
		:set:) words='login= name= role= team= manager= region= email= phone= skills= capacity= active= leave_from= leave_until= notes= ext= customer_capacity=' ;;
		:set:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		:set:active) words='yes no' ;;
		team:add:) words='name= parent= manager= notes= ext=' ;;
		team:set:) words='name= parent= manager= notes= ext=' ;;
		territory:add:) words='owner= country= region= city= industry= size= notes=' ;;
		territory:set:) words='owner= country= region= city= industry= size= notes=' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_team crm-team
