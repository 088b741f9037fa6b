_crm_task() {
	local cur=${COMP_WORDS[COMP_CWORD]} words
	case $cur in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --strict --all --completion' ;;
	*)
		case $COMP_CWORD,${COMP_WORDS[1]} in
		1,*) words='done assign list show add import set delete restore history fields template activity' ;;
		2,activity) words='list show add import set delete restore history fields template' ;;
		*) COMPREPLY=($(compgen -f -- "$cur")); return ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _crm_task crm-task
