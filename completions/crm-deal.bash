_crm_deal() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	visit)
		[ "$COMP_CWORD" -eq 1 ] || noun=${COMP_WORDS[1]} at=2 ;;
	esac
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --strict --all --completion' ;;
	*,,0) words='advance move win lose reopen assign score list show add import set delete restore history fields template visit' ;;
	*,visit,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:advance:) words='reason= on=' ;;
		:move:) words='stage= reason= on=' ;;
		:win:) words='reason= on=' ;;
		:lose:) words='reason= on=' ;;
		:reopen:) words='reason= on=' ;;
		:add:) words='customer= contact= name= stage= product= amount= currency= rate= probability= category= opened_on= expected_close= closed_on= source= campaign= channel= region= partner= owner= competitors= criteria= decision_process= score= class= next_step= close_reason= tags= notes= ext=' ;;
		:add:category) words='omitted pipeline best_case commit closed' ;;
		:add:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		:add:channel) words='direct distribution e-commerce' ;;
		:set:) words='customer= contact= name= product= amount= currency= rate= probability= category= opened_on= expected_close= closed_on= source= campaign= channel= region= partner= owner= competitors= criteria= decision_process= score= class= next_step= close_reason= tags= notes= ext=' ;;
		:set:category) words='omitted pipeline best_case commit closed' ;;
		:set:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		:set:channel) words='direct distribution e-commerce' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_deal crm-deal
