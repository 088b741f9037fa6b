_crm_task() {
	local cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= words= files=
	case ${COMP_WORDS[1]} in
	activity)
		[ "$COMP_CWORD" -eq 1 ] || noun=${COMP_WORDS[1]} at=2 ;;
	esac
	# To bash = is a word of its own.
	if [ "$cur" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 1]} cur=
	elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
		name=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $cur,$noun,$((COMP_CWORD - at)) in
	-*) words='--output --input --columns --where --sort --limit --dry-run --quiet --verbose --yes --ref --via --keep-going --as-of --reason --explain --excel --db --color --help --version --deleted --map --mapping --value --null --scale --default --key --on-duplicate --duplicates --rejects --encoding --date-format --decimal-comma --decimal-point --numbers --round --century --delimiter --blank --create-missing --ignore-unknown --again --save-mapping --sheet --skip --guarded --until --strict --all --completion' ;;
	*,,0) words='done due assign list show add import set delete restore history fields template activity' ;;
	*,activity,0) words='list show add import set delete restore history fields template' ;;
	*)
		files=1
		case $noun:${COMP_WORDS[at]}:$name in
		:done:) words='done_on= subject= status= kind= due= priority= owner= team= about= notes= tags= ext=' ;;
		:done:status) words='todo doing done cancelled' ;;
		:done:kind) words='call visit email meeting note chat demo other' ;;
		:done:priority) words='low normal high urgent' ;;
		:add:) words='subject= status= kind= due= priority= owner= team= about= done_on= notes= tags= ext=' ;;
		:add:status) words='todo doing done cancelled' ;;
		:add:kind) words='call visit email meeting note chat demo other' ;;
		:add:priority) words='low normal high urgent' ;;
		:set:) words='subject= status= kind= due= priority= owner= team= about= done_on= notes= tags= ext=' ;;
		:set:status) words='todo doing done cancelled' ;;
		:set:kind) words='call visit email meeting note chat demo other' ;;
		:set:priority) words='low normal high urgent' ;;
		activity:add:) words='kind= about= at= owner= subject= outcome= minutes= next_step= notes= ext=' ;;
		activity:add:kind) words='call visit email meeting note chat demo other' ;;
		activity:set:) words='kind= about= at= owner= subject= outcome= minutes= next_step= notes= ext=' ;;
		activity:set:kind) words='call visit email meeting note chat demo other' ;;
		esac ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	case ${COMPREPLY[0]-}$files in
	1) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*=1) compopt -o nospace 2> /dev/null ;;
	esac
}
complete -F _crm_task crm-task
