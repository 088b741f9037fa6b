# fish completion for crm-lead; the program says what may stand where.
function __crm_lead_candidates
	set -l words (commandline -opc) (commandline -ct)
	for line in (crm-lead --candidates (string unescape -- $words[2..-1]) 2> /dev/null)
		if test "$line" = :files
			__fish_complete_path (commandline -ct)
		else
			echo $line
		end
	end
end
complete -c crm-lead -f -a '(__crm_lead_candidates)'
