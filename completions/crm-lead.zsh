#compdef crm-lead
_crm_lead() {
	local at=2 noun= name=
	case $words[2] in
	campaign|campaign-member|touch|model|model-value|pool)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --define --policy --strict --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- work reject qualify disqualify recycle duplicate reopen convert capture assign claim release transfer response overdue score dupes lint merge list show add import set delete restore history fields template campaign campaign-member touch model model-value pool
	elif (( CURRENT == at )) && [[ $noun == 'campaign' ]]; then
		compadd -- enroll list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'campaign-member' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'touch' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'model' ]]; then
		compadd -- train list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'model-value' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'pool' ]]; then
		compadd -- list records due reclaim
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:work:) compadd -S '' -- reason= ;;
		:reject:) compadd -S '' -- reason= ;;
		:qualify:) compadd -S '' -- reason= ;;
		:disqualify:) compadd -S '' -- reason= ;;
		:recycle:) compadd -S '' -- wake_on= reason= ;;
		:duplicate:) compadd -S '' -- of= reason= ;;
		:reopen:) compadd -S '' -- reason= ;;
		:convert:) compadd -S '' -- customer= contact= deal= ;;
		:convert:contact) compadd -- none ;;
		:capture:) compadd -S '' -- company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= status= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= reason= wake_on= duplicate_of= probability= pool= owned_since= locked= grade_locked= converted_on= converted_customer= converted_contact= converted_deal= entered_on= other_emails= other_phones= ;;
		:capture:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		:capture:channel) compadd -- direct distribution e-commerce ;;
		:capture:status) compadd -- new assigned working qualified converted unqualified duplicate recycled ;;
		:capture:grade) compadd -- A B C D ;;
		:capture:do_not_contact) compadd -- yes no ;;
		:capture:priority) compadd -- low normal high urgent ;;
		:capture:locked) compadd -- yes no ;;
		:capture:grade_locked) compadd -- yes no ;;
		:claim:) compadd -S '' -- reason= ;;
		:release:) compadd -S '' -- pool= reason= ;;
		:transfer:) compadd -S '' -- to= reason= ;;
		:merge:) compadd -S '' -- into= ;;
		:add:) compadd -S '' -- company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= status= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= reason= wake_on= duplicate_of= probability= pool= owned_since= locked= grade_locked= converted_on= converted_customer= converted_contact= converted_deal= entered_on= other_emails= other_phones= ;;
		:add:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		:add:channel) compadd -- direct distribution e-commerce ;;
		:add:status) compadd -- new assigned working qualified converted unqualified duplicate recycled ;;
		:add:grade) compadd -- A B C D ;;
		:add:do_not_contact) compadd -- yes no ;;
		:add:priority) compadd -- low normal high urgent ;;
		:add:locked) compadd -- yes no ;;
		:add:grade_locked) compadd -- yes no ;;
		:set:) compadd -S '' -- company= name= title= department= email= phone= mobile= wechat= website= country= region= city= address= postcode= industry= size= source= channel= partner= campaign= keyword= interest= budget= currency= expected_close= score= grade= owner= tags= notes= do_not_contact= consent_on= ext= priority= locked= grade_locked= entered_on= other_emails= other_phones= ;;
		:set:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		:set:channel) compadd -- direct distribution e-commerce ;;
		:set:grade) compadd -- A B C D ;;
		:set:do_not_contact) compadd -- yes no ;;
		:set:priority) compadd -- low normal high urgent ;;
		:set:locked) compadd -- yes no ;;
		:set:grade_locked) compadd -- yes no ;;
		campaign:enroll:) compadd -S '' -- segment= of= ;;
		campaign:enroll:of) compadd -- lead contact ;;
		campaign:add:) compadd -S '' -- name= status= budget= cost= currency= starts_on= ends_on= owner= notes= ext= ;;
		campaign:add:status) compadd -- planned active paused completed cancelled ;;
		campaign:set:) compadd -S '' -- name= status= budget= cost= currency= starts_on= ends_on= owner= notes= ext= ;;
		campaign:set:status) compadd -- planned active paused completed cancelled ;;
		campaign-member:add:) compadd -S '' -- campaign= member= status= sent_at= responded_at= notes= ;;
		campaign-member:add:status) compadd -- planned sent responded bounced opted_out ;;
		campaign-member:set:) compadd -S '' -- campaign= member= status= sent_at= responded_at= notes= ;;
		campaign-member:set:status) compadd -- planned sent responded bounced opted_out ;;
		touch:add:) compadd -S '' -- lead= at= source= campaign= keyword= cost= currency= page= notes= ext= ;;
		touch:add:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		touch:set:) compadd -S '' -- lead= at= source= campaign= keyword= cost= currency= page= notes= ext= ;;
		touch:set:source) compadd -- web ad search email social event referral partner phone walk-in marketplace other ;;
		model:train:) compadd -S '' -- fields= won= lost= plain= ;;
		model:train:plain) compadd -- yes no ;;
		model:add:) compadd -S '' -- name= trained_at= won= lost= fields= won_when= lost_when= active= notes= intercept= ;;
		model:add:active) compadd -- yes no ;;
		model:set:) compadd -S '' -- name= trained_at= won= lost= fields= won_when= lost_when= active= notes= intercept= ;;
		model:set:active) compadd -- yes no ;;
		model-value:add:) compadd -S '' -- model= field= value= low= won= lost= part= weight= ;;
		model-value:add:part) compadd -- value bin blank rest ;;
		model-value:set:) compadd -S '' -- model= field= value= low= won= lost= part= weight= ;;
		model-value:set:part) compadd -- value bin blank rest ;;
		*) false ;;
		esac || _files
	fi
}
_crm_lead "$@"
