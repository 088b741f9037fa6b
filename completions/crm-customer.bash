_crm_customer() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	contact|relation|pool)
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
	*,,0) words='grade care group assign claim release transfer dupes lint merge list show add import set delete restore history fields template contact relation pool' ;;
	*,contact,0) words='dupes lint merge list show add import set delete restore history fields template' ;;
	*,relation,0) words='list show add import set delete restore history fields template' ;;
	*,pool,0) words='list records due reclaim' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:claim:) words='reason=' ;;
		:release:) words='pool= reason=' ;;
		:transfer:) words='to= reason=' ;;
		:merge:) words='into=' ;;
		:add:) words='name= code= credit_code= kind= industry= size= employees= annual_revenue= founded= grade= level= parent= bill_address= ship_address= address= city= region= country= postcode= phone= email= fax= invoice_title= tax_no= invoice_address= invoice_phone= bank= bank_account= website= channel= currency= credit_limit= payment_terms= owner= tags= notes= ext= preferences= pool= owned_since= locked= grade_locked= entered_on= other_emails= other_phones=' ;;
		:add:kind) words='customer partner supplier' ;;
		:add:grade) words='A B C D' ;;
		:add:channel) words='direct distribution e-commerce' ;;
		:add:locked) words='yes no' ;;
		:add:grade_locked) words='yes no' ;;
		:set:) words='name= code= credit_code= kind= industry= size= employees= annual_revenue= founded= grade= level= parent= bill_address= ship_address= address= city= region= country= postcode= phone= email= fax= invoice_title= tax_no= invoice_address= invoice_phone= bank= bank_account= website= channel= currency= credit_limit= payment_terms= owner= tags= notes= ext= preferences= locked= grade_locked= entered_on= other_emails= other_phones=' ;;
		:set:kind) words='customer partner supplier' ;;
		:set:grade) words='A B C D' ;;
		:set:channel) words='direct distribution e-commerce' ;;
		:set:locked) words='yes no' ;;
		:set:grade_locked) words='yes no' ;;
		contact:merge:) words='into=' ;;
		contact:add:) words='customer= name= title= department= role= email= phone= mobile= wechat= address= postcode= city= country= birthday= primary= left= do_not_contact= consent_on= preferences= notes= ext= region= other_emails= other_phones=' ;;
		contact:add:role) words='decision_maker influencer user gatekeeper' ;;
		contact:add:primary) words='yes no' ;;
		contact:add:left) words='yes no' ;;
		contact:add:do_not_contact) words='yes no' ;;
		contact:set:) words='customer= name= title= department= role= email= phone= mobile= wechat= address= postcode= city= country= birthday= primary= left= do_not_contact= consent_on= preferences= notes= ext= region= other_emails= other_phones=' ;;
		contact:set:role) words='decision_maker influencer user gatekeeper' ;;
		contact:set:primary) words='yes no' ;;
		contact:set:left) words='yes no' ;;
		contact:set:do_not_contact) words='yes no' ;;
		relation:add:) words='customer= kind= other= notes= ext=' ;;
		relation:add:kind) words='partner supplier buyer competitor investor referrer other' ;;
		relation:set:) words='customer= kind= other= notes= ext=' ;;
		relation:set:kind) words='partner supplier buyer competitor investor referrer other' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_customer crm-customer
