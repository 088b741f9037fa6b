# fish completion for crm-stock; the program says what may stand where.
function __crm_stock_candidates
	set -l words (commandline -opc) (commandline -ct)
	for line in (crm-stock --candidates (string unescape -- $words[2..-1]) 2> /dev/null)
		if test "$line" = :files
			__fish_complete_path (commandline -ct)
		else
			echo $line
		end
	end
end
complete -c crm-stock -f -a '(__crm_stock_candidates)'
