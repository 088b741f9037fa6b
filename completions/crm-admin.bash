_crm_admin() {
	local cur=${COMP_WORDS[COMP_CWORD]} words
	case $cur in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --reason --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --all --since --follow --currency --completion' ;;
	*)
		case $COMP_CWORD,${COMP_WORDS[1]} in
		1,*) words='init migrate check log undo feed backup copy restore field stage mapping setting pool assign-rule score-rule reclaim-rule grade calendar holiday sla word guard approval segment' ;;
		2,field) words='list show add import set delete restore history fields template' ;;
		2,stage) words='list show add import set delete restore history fields template' ;;
		2,mapping) words='list show add import set delete restore history fields template' ;;
		2,setting) words='list show add import set delete restore history fields template' ;;
		2,pool) words='list show add import set delete restore history fields template' ;;
		2,assign-rule) words='list show add import set delete restore history fields template' ;;
		2,score-rule) words='list show add import set delete restore history fields template' ;;
		2,reclaim-rule) words='list show add import set delete restore history fields template' ;;
		2,grade) words='list show add import set delete restore history fields template' ;;
		2,calendar) words='list show add import set delete restore history fields template' ;;
		2,holiday) words='list show add import set delete restore history fields template' ;;
		2,sla) words='list show add import set delete restore history fields template' ;;
		2,word) words='list show add import set delete restore history fields template' ;;
		2,guard) words='list show add import set delete restore history fields template' ;;
		2,approval) words='approve reject revoke list show add import set delete restore history fields template' ;;
		2,segment) words='list show add import set delete restore history fields template' ;;
		*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _crm_admin crm-admin
