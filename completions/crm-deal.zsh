#compdef crm-deal
_crm_deal() {
	local at=2 noun= name=
	case $words[2] in
	visit)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --strict --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- advance move win lose reopen assign score list show add import set delete restore history fields template visit
	elif (( CURRENT == at )) && [[ $noun == 'visit' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:advance:) compadd -S '' -- reason= on= ;;
		:move:) compadd -S '' -- stage= reason= on= ;;
		:win:) compadd -S '' -- reason= on= ;;
		:lose:) compadd -S '' -- reason= on= ;;
		:reopen:) compadd -S '' -- reason= on= ;;
		:add:) compadd -S '' -- customer= contact= name= stage= product= amount= currency= rate= probability= category= opened_on= expected_close= closed_on= source= campaign= channel= region= partner= owner= competitors= criteria= decision_process= score= class= next_step= close_reason= tags= notes= ext= ;;
		:add:category) compadd -- omitted pipeline best_case commit closed ;;
		:add:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		:add:channel) compadd -- direct distribution e-commerce ;;
		:set:) compadd -S '' -- customer= contact= name= product= amount= currency= rate= probability= category= opened_on= expected_close= closed_on= source= campaign= channel= region= partner= owner= competitors= criteria= decision_process= score= class= next_step= close_reason= tags= notes= ext= ;;
		:set:category) compadd -- omitted pipeline best_case commit closed ;;
		:set:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		:set:channel) compadd -- direct distribution e-commerce ;;
		*) false ;;
		esac || _files
	fi
}
_crm_deal "$@"
