# fish completion for crm-team; the program says what may stand where.
function __crm_team_candidates
	set -l words (commandline -opc) (commandline -ct)
	for line in (crm-team --candidates (string unescape -- $words[2..-1]) 2> /dev/null)
		if test "$line" = :files
			__fish_complete_path (commandline -ct)
		else
			echo $line
		end
	end
end
complete -c crm-team -f -a '(__crm_team_candidates)'
