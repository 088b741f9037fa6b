_crm_lead() {
	local cur=${COMP_WORDS[COMP_CWORD]} words
	case $cur in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --define --policy --strict --all --completion' ;;
	*)
		case $COMP_CWORD,${COMP_WORDS[1]} in
		1,*) words='work reject qualify disqualify recycle duplicate reopen convert capture assign response overdue claim release transfer dupes score lint merge list show add import set delete restore history fields template campaign campaign-member touch model model-value pool' ;;
		2,campaign) words='enroll list show add import set delete restore history fields template' ;;
		2,campaign-member) words='list show add import set delete restore history fields template' ;;
		2,touch) words='list show add import set delete restore history fields template' ;;
		2,model) words='train list show add import set delete restore history fields template' ;;
		2,model-value) words='list show add import set delete restore history fields template' ;;
		2,pool) words='list records due reclaim' ;;
		*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _crm_lead crm-lead
