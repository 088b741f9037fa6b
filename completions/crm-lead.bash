_crm_lead() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	campaign|campaign-member|touch|model|model-value|pool)
		[ "$COMP_CWORD" -eq 1 ] || noun=${COMP_WORDS[1]} at=2 ;;
	esac
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --define --policy --strict --all --completion' ;;
	*,,0) words='work reject qualify disqualify recycle duplicate reopen convert capture assign claim release transfer response overdue score dupes lint merge list show add import set delete restore history fields template campaign campaign-member touch model model-value pool' ;;
	*,campaign,0) words='enroll list show add import set delete restore history fields template' ;;
	*,campaign-member,0) words='list show add import set delete restore history fields template' ;;
	*,touch,0) words='list show add import set delete restore history fields template' ;;
	*,model,0) words='train list show add import set delete restore history fields template' ;;
	*,model-value,0) words='list show add import set delete restore history fields template' ;;
	*,pool,0) words='list records due reclaim' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:work:) words='reason=' ;;
		:reject:) words='reason=' ;;
		:qualify:) words='reason=' ;;
		:disqualify:) words='reason=' ;;
		:recycle:) words='wake_on= reason=' ;;
		:duplicate:) words='of= reason=' ;;
		:reopen:) words='reason=' ;;
		:convert:) words='customer= contact= deal=' ;;
		:convert:contact) words='none' ;;
		:capture:) words='company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= status= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= reason= wake_on= duplicate_of= probability= pool= owned_since= locked= grade_locked= converted_on= converted_customer= converted_contact= converted_deal= entered_on= other_emails= other_phones=' ;;
		:capture:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		:capture:channel) words='direct distribution e-commerce' ;;
		:capture:status) words='new assigned working qualified converted unqualified duplicate recycled' ;;
		:capture:grade) words='A B C D' ;;
		:capture:do_not_contact) words='yes no' ;;
		:capture:priority) words='low normal high urgent' ;;
		:capture:locked) words='yes no' ;;
		:capture:grade_locked) words='yes no' ;;
		:claim:) words='reason=' ;;
		:release:) words='pool= reason=' ;;
		:transfer:) words='to= reason=' ;;
		:merge:) words='into=' ;;
		:add:) words='company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= status= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= reason= wake_on= duplicate_of= probability= pool= owned_since= locked= grade_locked= converted_on= converted_customer= converted_contact= converted_deal= entered_on= other_emails= other_phones=' ;;
		:add:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		:add:channel) words='direct distribution e-commerce' ;;
		:add:status) words='new assigned working qualified converted unqualified duplicate recycled' ;;
		:add:grade) words='A B C D' ;;
		:add:do_not_contact) words='yes no' ;;
		:add:priority) words='low normal high urgent' ;;
		:add:locked) words='yes no' ;;
		:add:grade_locked) words='yes no' ;;
		:set:) words='company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= locked= grade_locked= entered_on= other_emails= other_phones=' ;;
		:set:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		:set:channel) words='direct distribution e-commerce' ;;
		:set:grade) words='A B C D' ;;
		:set:do_not_contact) words='yes no' ;;
		:set:priority) words='low normal high urgent' ;;
		:set:locked) words='yes no' ;;
		:set:grade_locked) words='yes no' ;;
		campaign:enroll:) words='segment= of=' ;;
		campaign:enroll:of) words='lead contact' ;;
		campaign:add:) words='name= status= budget= cost= currency= starts_on= ends_on= owner= notes= ext=' ;;
		campaign:add:status) words='planned active paused completed cancelled' ;;
		campaign:set:) words='name= status= budget= cost= currency= starts_on= ends_on= owner= notes= ext=' ;;
		campaign:set:status) words='planned active paused completed cancelled' ;;
		campaign-member:add:) words='campaign= member= status= sent_at= responded_at= notes=' ;;
		campaign-member:add:status) words='planned sent responded bounced opted_out' ;;
		campaign-member:set:) words='campaign= member= status= sent_at= responded_at= notes=' ;;
		campaign-member:set:status) words='planned sent responded bounced opted_out' ;;
		touch:add:) words='lead= at= source= campaign= keyword= cost= currency= page= notes= ext=' ;;
		touch:add:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		touch:set:) words='lead= at= source= campaign= keyword= cost= currency= page= notes= ext=' ;;
		touch:set:source) words='web ad search email social event referral partner phone walk-in marketplace other' ;;
		model:train:) words='fields= won= lost= plain=' ;;
		model:train:plain) words='yes no' ;;
		model:add:) words='name= trained_at= won= lost= fields= won_when= lost_when= active= notes= intercept=' ;;
		model:add:active) words='yes no' ;;
		model:set:) words='name= trained_at= won= lost= fields= won_when= lost_when= active= notes= intercept=' ;;
		model:set:active) words='yes no' ;;
		model-value:add:) words='model= field= value= low= won= lost= part= weight=' ;;
		model-value:add:part) words='value bin blank rest' ;;
		model-value:set:) words='model= field= value= low= won= lost= part= weight=' ;;
		model-value:set:part) words='value bin blank rest' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_lead crm-lead
