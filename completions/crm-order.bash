# bash completion for crm-order; the program says what may stand where.
_crm_order() {
	local IFS=$'\n' i word glue= line cut cur words=() files=
	# To bash = and : are words of their own.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ -n $glue || $word == [=:]* ]] && ((${#words[@]} > 0)); then
			words[${#words[@]} - 1]+=$word
		else
			words+=("$word")
		fi
		glue=
		[[ $word != [=:] ]] || glue=1
	done
	cur=${words[${#words[@]} - 1]-}
	# Where a quote is open, what is behind it; its end is bash's.
	for ((i = 0; i < ${#words[@]}; i++)); do
		word=${words[i]}
		[[ $word != [\'\"]* ]] || word=${word:1}
		((i == ${#words[@]} - 1)) || word=${word%[\'\"]}
		words[i]=$word
	done
	COMPREPLY=()
	cut=
	if [[ $cur != [\'\"]* && $cur == *[=:]* ]]; then
		cut=${cur%"${cur##*[=:]}"}
	fi
	while read -r line; do
		if [[ $line == :files ]]; then
			files=1
			continue
		fi
		line=${line%%$'\t'*}
		line=${line#"$cut"}
		[[ $cur == [\'\"]* ]] || printf -v line %q "$line"
		COMPREPLY+=("$line")
	done < <(crm-order --candidates "${words[@]}" 2> /dev/null)
	if [[ -n $files ]]; then
		compopt -o filenames 2> /dev/null
		COMPREPLY+=($(compgen -f -- "${cur##*=}"))
	fi
	[[ ${COMPREPLY[0]-} != *[=:] ]] || compopt -o nospace 2> /dev/null
}
complete -F _crm_order crm-order
