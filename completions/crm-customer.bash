_crm_customer() {
	local cur=${COMP_WORDS[COMP_CWORD]} words
	case $cur in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --on --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --define --policy --strict --all --completion' ;;
	*)
		case $COMP_CWORD,${COMP_WORDS[1]} in
		1,*) words='grade care assign claim release transfer dupes group lint merge list show add import set delete restore history fields template contact relation pool' ;;
		2,contact) words='dupes lint merge list show add import set delete restore history fields template' ;;
		2,relation) words='list show add import set delete restore history fields template' ;;
		2,pool) words='list records due reclaim' ;;
		*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _crm_customer crm-customer
