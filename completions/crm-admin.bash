_crm_admin() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	field|stage|mapping|setting|pool|assign-rule|score-rule|reclaim-rule|grade|calendar|holiday|sla|word|guard|approval|segment)
		[ "$COMP_CWORD" -eq 1 ] || noun=${COMP_WORDS[1]} at=2 ;;
	esac
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --all --since --follow --currency --deep --completion' ;;
	*,,0) words='init migrate check backup copy restore log undo feed field stage mapping setting pool assign-rule score-rule reclaim-rule grade calendar holiday sla word guard approval segment' ;;
	*,field,0) words='list show add import set delete restore history fields template' ;;
	*,stage,0) words='list show add import set delete restore history fields template' ;;
	*,mapping,0) words='list show add import set delete restore history fields template' ;;
	*,setting,0) words='list show add import set delete restore history fields template' ;;
	*,pool,0) words='list show add import set delete restore history fields template' ;;
	*,assign-rule,0) words='list show add import set delete restore history fields template' ;;
	*,score-rule,0) words='list show add import set delete restore history fields template' ;;
	*,reclaim-rule,0) words='list show add import set delete restore history fields template' ;;
	*,grade,0) words='list show add import set delete restore history fields template' ;;
	*,calendar,0) words='list show add import set delete restore history fields template' ;;
	*,holiday,0) words='list show add import set delete restore history fields template' ;;
	*,sla,0) words='list show add import set delete restore history fields template' ;;
	*,word,0) words='list show add import set delete restore history fields template' ;;
	*,guard,0) words='list show add import set delete restore history fields template' ;;
	*,approval,0) words='approve reject revoke list show add import set delete restore history fields template' ;;
	*,segment,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		field:add:) words='entity= name= type= label= label_zh= choices= ref= short= active=' ;;
		field:add:short) words='yes no' ;;
		field:add:active) words='yes no' ;;
		field:set:) words='entity= name= type= label= label_zh= choices= ref= short= active=' ;;
		field:set:short) words='yes no' ;;
		field:set:active) words='yes no' ;;
		stage:add:) words='pipeline= name= seq= type= probability= category= role= guide= checklist= rot_days= needs= exit_rule=' ;;
		stage:add:type) words='open won lost' ;;
		stage:add:category) words='omitted pipeline best_case commit closed' ;;
		stage:add:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		stage:set:) words='pipeline= name= seq= type= probability= category= role= guide= checklist= rot_days= needs= exit_rule=' ;;
		stage:set:type) words='open won lost' ;;
		stage:set:category) words='omitted pipeline best_case commit closed' ;;
		stage:set:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		mapping:add:) words='name= entity= map= options=' ;;
		mapping:set:) words='name= entity= map= options=' ;;
		setting:add:) words='name= value=' ;;
		setting:set:) words='name= value=' ;;
		pool:add:) words='name= kind= team= members= admins= claims_per_day= last_owner_days= frozen_days= exclude= mask= active= notes=' ;;
		pool:add:kind) words='lead customer' ;;
		pool:add:mask) words='yes no' ;;
		pool:add:active) words='yes no' ;;
		pool:set:) words='name= kind= team= members= admins= claims_per_day= last_owner_days= frozen_days= exclude= mask= active= notes=' ;;
		pool:set:kind) words='lead customer' ;;
		pool:set:mask) words='yes no' ;;
		pool:set:active) words='yes no' ;;
		assign-rule:add:) words='kind= seq= name= when= method= person= team= pool= skills= load_penalty= active= notes=' ;;
		assign-rule:add:kind) words='lead customer deal task' ;;
		assign-rule:add:method) words='person pool round_robin least_load weighted territory skill previous' ;;
		assign-rule:add:active) words='yes no' ;;
		assign-rule:set:) words='kind= seq= name= when= method= person= team= pool= skills= load_penalty= active= notes=' ;;
		assign-rule:set:kind) words='lead customer deal task' ;;
		assign-rule:set:method) words='person pool round_robin least_load weighted territory skill previous' ;;
		assign-rule:set:active) words='yes no' ;;
		score-rule:add:) words='kind= name= when= points= half_life= since= active= notes=' ;;
		score-rule:add:kind) words='lead deal' ;;
		score-rule:add:active) words='yes no' ;;
		score-rule:set:) words='kind= name= when= points= half_life= since= active= notes=' ;;
		score-rule:set:kind) words='lead deal' ;;
		score-rule:set:active) words='yes no' ;;
		reclaim-rule:add:) words='kind= seq= name= when= pool= missing= days= extend_days= max_days= activities= calendar= exempt= notice_days= from_on= active= notes=' ;;
		reclaim-rule:add:kind) words='lead customer' ;;
		reclaim-rule:add:missing) words='activity deal won' ;;
		reclaim-rule:add:active) words='yes no' ;;
		reclaim-rule:set:) words='kind= seq= name= when= pool= missing= days= extend_days= max_days= activities= calendar= exempt= notice_days= from_on= active= notes=' ;;
		reclaim-rule:set:kind) words='lead customer' ;;
		reclaim-rule:set:missing) words='activity deal won' ;;
		reclaim-rule:set:active) words='yes no' ;;
		grade:add:) words='kind= grade= at_least= top= when= care_days= notes=' ;;
		grade:add:kind) words='lead customer' ;;
		grade:add:grade) words='A B C D' ;;
		grade:set:) words='kind= grade= at_least= top= when= care_days= notes=' ;;
		grade:set:kind) words='lead customer' ;;
		grade:set:grade) words='A B C D' ;;
		calendar:add:) words='name= week= notes= tz=' ;;
		calendar:set:) words='name= week= notes= tz=' ;;
		holiday:add:) words='calendar= on= name= hours=' ;;
		holiday:set:) words='calendar= on= name= hours=' ;;
		sla:add:) words='kind= priority= response_minutes= calendar=' ;;
		sla:add:kind) words='lead' ;;
		sla:add:priority) words='low normal high urgent' ;;
		sla:set:) words='kind= priority= response_minutes= calendar=' ;;
		sla:set:kind) words='lead' ;;
		sla:set:priority) words='low normal high urgent' ;;
		word:add:) words='kind= word= notes=' ;;
		word:add:kind) words='legal_form flag region mail_domain' ;;
		word:set:) words='kind= word= notes=' ;;
		word:set:kind) words='legal_form flag region mail_domain' ;;
		guard:add:) words='entity= field= when= role= active= notes=' ;;
		guard:add:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		guard:add:active) words='yes no' ;;
		guard:set:) words='entity= field= when= role= active= notes=' ;;
		guard:set:role) words='admin manager rep marketing finance legal warehouse service analyst' ;;
		guard:set:active) words='yes no' ;;
		approval:approve:) words='comment=' ;;
		approval:reject:) words='comment=' ;;
		approval:revoke:) words='comment=' ;;
		segment:add:) words='entity= name= when= notes=' ;;
		segment:set:) words='entity= name= when= notes=' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_admin crm-admin
