#compdef crm-customer
_crm_customer() {
	local at=2 noun= name=
	case $words[2] in
	contact|relation|pool)
		(( CURRENT == 2 )) || noun=$words[2] at=3 ;;
	esac
	if [[ $words[CURRENT] == -* ]]; then
		compadd -- --output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --define --policy --strict --all --completion
	elif (( CURRENT == at )) && [[ $noun == '' ]]; then
		compadd -- grade care group assign claim release transfer dupes lint merge list show add import set delete restore history fields template contact relation pool
	elif (( CURRENT == at )) && [[ $noun == 'contact' ]]; then
		compadd -- dupes lint merge list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'relation' ]]; then
		compadd -- list show add import set delete restore history fields template
	elif (( CURRENT == at )) && [[ $noun == 'pool' ]]; then
		compadd -- list records due reclaim
	else
		if [[ $words[CURRENT] == *=* ]]; then
			name=${words[CURRENT]%%=*}
			compset -P '*='
		fi
		case $noun:$words[at]:$name in
		:claim:) compadd -S '' -- reason= ;;
		:release:) compadd -S '' -- pool= reason= ;;
		:transfer:) compadd -S '' -- to= reason= ;;
		:merge:) compadd -S '' -- into= ;;
		:add:) compadd -S '' -- name= code= credit_code= kind= industry= size= employees= annual_revenue= founded= grade= level= parent= bill_address= ship_address= address= city= region= country= postcode= phone= email= fax= invoice_title= tax_no= invoice_address= invoice_phone= bank= bank_account= website= channel= currency= credit_limit= payment_terms= owner= tags= notes= ext= preferences= pool= owned_since= locked= grade_locked= entered_on= other_emails= other_phones= ;;
		:add:kind) compadd -- customer partner supplier ;;
		:add:grade) compadd -- A B C D ;;
		:add:channel) compadd -- direct distribution e-commerce ;;
		:add:locked) compadd -- yes no ;;
		:add:grade_locked) compadd -- yes no ;;
		:set:) compadd -S '' -- name= code= credit_code= kind= industry= size= employees= annual_revenue= founded= grade= level= parent= bill_address= ship_address= address= city= region= country= postcode= phone= email= fax= invoice_title= tax_no= invoice_address= invoice_phone= bank= bank_account= website= channel= currency= credit_limit= payment_terms= owner= tags= notes= ext= preferences= locked= grade_locked= entered_on= other_emails= other_phones= ;;
		:set:kind) compadd -- customer partner supplier ;;
		:set:grade) compadd -- A B C D ;;
		:set:channel) compadd -- direct distribution e-commerce ;;
		:set:locked) compadd -- yes no ;;
		:set:grade_locked) compadd -- yes no ;;
		contact:merge:) compadd -S '' -- into= ;;
		contact:add:) compadd -S '' -- customer= name= title= department= role= email= phone= mobile= wechat= address= postcode= city= country= birthday= primary= left= do_not_contact= consent_on= preferences= notes= ext= region= other_emails= other_phones= ;;
		contact:add:role) compadd -- decision_maker influencer user gatekeeper ;;
		contact:add:primary) compadd -- yes no ;;
		contact:add:left) compadd -- yes no ;;
		contact:add:do_not_contact) compadd -- yes no ;;
		contact:set:) compadd -S '' -- customer= name= title= department= role= email= phone= mobile= wechat= address= postcode= city= country= birthday= primary= left= do_not_contact= consent_on= preferences= notes= ext= region= other_emails= other_phones= ;;
		contact:set:role) compadd -- decision_maker influencer user gatekeeper ;;
		contact:set:primary) compadd -- yes no ;;
		contact:set:left) compadd -- yes no ;;
		contact:set:do_not_contact) compadd -- yes no ;;
		relation:add:) compadd -S '' -- customer= kind= other= notes= ext= ;;
		relation:add:kind) compadd -- partner supplier buyer competitor investor referrer other ;;
		relation:set:) compadd -S '' -- customer= kind= other= notes= ext= ;;
		relation:set:kind) compadd -- partner supplier buyer competitor investor referrer other ;;
		*) false ;;
		esac || _files
	fi
}
_crm_customer "$@"
