# fish completion for crm-admin; the program says what may stand where.
function __crm_admin_candidates
	set -l words (commandline -opc) (commandline -ct)
	for line in (crm-admin --candidates (string unescape -- $words[2..-1]) 2> /dev/null)
		if test "$line" = :files
			__fish_complete_path (commandline -ct)
		else
			echo $line
		end
	end
end
complete -c crm-admin -f -a '(__crm_admin_candidates)'
