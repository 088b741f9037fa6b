#compdef crm-admin
_crm_admin() {
	local at=2 noun= name=
	case $words[2] in
	field|stage|mapping|setting|pool|assign-rule|score-rule|reclaim-rule|grade|calendar|holiday|sla|word|guard|approval|segment)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --since --follow --currency --deep --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- init migrate check backup copy restore log undo feed field stage mapping setting pool assign-rule score-rule reclaim-rule grade calendar holiday sla word guard approval segment
	elif (( CURRENT == at )) && [[ $noun == 'field' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'stage' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'mapping' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'setting' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'pool' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'assign-rule' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'score-rule' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'reclaim-rule' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'grade' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'calendar' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'holiday' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'sla' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'word' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'guard' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'approval' ]]; then
		compadd -- approve reject revoke list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'segment' ]]; then
		compadd -- list show add import set delete restore history fields template
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		field:add:) compadd -S '' -- entity= name= type= label= label_zh= choices= ref= short= active= ;;
		field:add:short) compadd -- yes no ;;
		field:add:active) compadd -- yes no ;;
		field:set:) compadd -S '' -- entity= name= type= label= label_zh= choices= ref= short= active= ;;
		field:set:short) compadd -- yes no ;;
		field:set:active) compadd -- yes no ;;
		stage:add:) compadd -S '' -- pipeline= name= seq= type= probability= category= role= guide= checklist= rot_days= needs= exit_rule= ;;
		stage:add:type) compadd -- open won lost ;;
		stage:add:category) compadd -- omitted pipeline best_case commit closed ;;
		stage:add:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		stage:set:) compadd -S '' -- pipeline= name= seq= type= probability= category= role= guide= checklist= rot_days= needs= exit_rule= ;;
		stage:set:type) compadd -- open won lost ;;
		stage:set:category) compadd -- omitted pipeline best_case commit closed ;;
		stage:set:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		mapping:add:) compadd -S '' -- name= entity= map= options= ;;
		mapping:set:) compadd -S '' -- name= entity= map= options= ;;
		setting:add:) compadd -S '' -- name= value= ;;
		setting:set:) compadd -S '' -- name= value= ;;
		pool:add:) compadd -S '' -- name= kind= team= members= admins= claims_per_day= last_owner_days= frozen_days= exclude= mask= active= notes= ;;
		pool:add:kind) compadd -- lead customer ;;
		pool:add:mask) compadd -- yes no ;;
		pool:add:active) compadd -- yes no ;;
		pool:set:) compadd -S '' -- name= kind= team= members= admins= claims_per_day= last_owner_days= frozen_days= exclude= mask= active= notes= ;;
		pool:set:kind) compadd -- lead customer ;;
		pool:set:mask) compadd -- yes no ;;
		pool:set:active) compadd -- yes no ;;
		assign-rule:add:) compadd -S '' -- kind= seq= name= when= method= person= team= pool= skills= load_penalty= active= notes= ;;
		assign-rule:add:kind) compadd -- lead customer deal task ;;
		assign-rule:add:method) compadd -- person pool round_robin least_load weighted territory skill previous ;;
		assign-rule:add:active) compadd -- yes no ;;
		assign-rule:set:) compadd -S '' -- kind= seq= name= when= method= person= team= pool= skills= load_penalty= active= notes= ;;
		assign-rule:set:kind) compadd -- lead customer deal task ;;
		assign-rule:set:method) compadd -- person pool round_robin least_load weighted territory skill previous ;;
		assign-rule:set:active) compadd -- yes no ;;
		score-rule:add:) compadd -S '' -- kind= name= when= points= half_life= since= active= notes= ;;
		score-rule:add:kind) compadd -- lead deal ;;
		score-rule:add:active) compadd -- yes no ;;
		score-rule:set:) compadd -S '' -- kind= name= when= points= half_life= since= active= notes= ;;
		score-rule:set:kind) compadd -- lead deal ;;
		score-rule:set:active) compadd -- yes no ;;
		reclaim-rule:add:) compadd -S '' -- kind= seq= name= when= pool= missing= days= extend_days= max_days= activities= calendar= exempt= notice_days= from_on= active= notes= ;;
		reclaim-rule:add:kind) compadd -- lead customer ;;
		reclaim-rule:add:missing) compadd -- activity deal won ;;
		reclaim-rule:add:active) compadd -- yes no ;;
		reclaim-rule:set:) compadd -S '' -- kind= seq= name= when= pool= missing= days= extend_days= max_days= activities= calendar= exempt= notice_days= from_on= active= notes= ;;
		reclaim-rule:set:kind) compadd -- lead customer ;;
		reclaim-rule:set:missing) compadd -- activity deal won ;;
		reclaim-rule:set:active) compadd -- yes no ;;
		grade:add:) compadd -S '' -- kind= grade= at_least= top= when= care_days= notes= ;;
		grade:add:kind) compadd -- lead customer ;;
		grade:add:grade) compadd -- A B C D ;;
		grade:set:) compadd -S '' -- kind= grade= at_least= top= when= care_days= notes= ;;
		grade:set:kind) compadd -- lead customer ;;
		grade:set:grade) compadd -- A B C D ;;
		calendar:add:) compadd -S '' -- name= week= notes= tz= ;;
		calendar:set:) compadd -S '' -- name= week= notes= tz= ;;
		holiday:add:) compadd -S '' -- calendar= on= name= hours= ;;
		holiday:set:) compadd -S '' -- calendar= on= name= hours= ;;
		sla:add:) compadd -S '' -- kind= priority= response_minutes= calendar= ;;
		sla:add:kind) compadd -- lead ;;
		sla:add:priority) compadd -- low normal high urgent ;;
		sla:set:) compadd -S '' -- kind= priority= response_minutes= calendar= ;;
		sla:set:kind) compadd -- lead ;;
		sla:set:priority) compadd -- low normal high urgent ;;
		word:add:) compadd -S '' -- kind= word= notes= ;;
		word:add:kind) compadd -- legal_form flag region mail_domain ;;
		word:set:) compadd -S '' -- kind= word= notes= ;;
		word:set:kind) compadd -- legal_form flag region mail_domain ;;
		guard:add:) compadd -S '' -- entity= field= when= role= active= notes= ;;
		guard:add:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		guard:add:active) compadd -- yes no ;;
		guard:set:) compadd -S '' -- entity= field= when= role= active= notes= ;;
		guard:set:role) compadd -- admin manager rep marketing finance legal warehouse service analyst ;;
		guard:set:active) compadd -- yes no ;;
		approval:approve:) compadd -S '' -- comment= ;;
		approval:reject:) compadd -S '' -- comment= ;;
		approval:revoke:) compadd -S '' -- comment= ;;
		segment:add:) compadd -S '' -- entity= name= when= notes= ;;
		segment:set:) compadd -S '' -- entity= name= when= notes= ;;
		*) false ;;
		esac || _files
	fi
}
_crm_admin "$@"
