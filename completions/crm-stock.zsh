#compdef crm-stock
# zsh completion for crm-stock; the program says what may stand where.
_crm_stock() {
	local line value
	local -a plain plain_shown open open_shown
	local -i files=0
	set -- "${(@Q)words[2,CURRENT]}"
	# A quote that is open stays.
	argv[-1]=${argv[-1]#[\'\"]}
	for line in "${(@f)$(crm-stock --candidates "$@" 2> /dev/null)}"; do
		value=${line%%$'\t'*}
		case $line in
		'') continue ;;
		:files) files=1; continue ;;
		esac
		line=${line/$'\t'/  -- }
		if [[ $value == *[=:] ]]; then
			open+=("$value") open_shown+=("$line")
		else
			plain+=("$value") plain_shown+=("$line")
		fi
	done
	# -U: the program has chosen, whatever the case of the letters.
	(( $#open )) && compadd -U -l -S '' -d open_shown -a open
	(( $#plain )) && compadd -U -l -d plain_shown -a plain
	(( files )) && _files
	(( $#open + $#plain + files ))
}
_crm_stock "$@"
