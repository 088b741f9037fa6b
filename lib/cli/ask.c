/* Asking somebody at the terminal before much is done. */
#include "internal.h"

#include <stdio.h>
#include <unistd.h>

enum { A_FEW = 3 };

/* The first letter of a line of standard input, or 0. */
static char
read_answer(void)
{
	char c, first = '\0';

	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		if (first == '\0' && c != ' ')
			first = c;
	return first;
}

enum crm_status
ask_first(struct crm_cmd *c, struct crm_err *err)
{
	char answer;

	if ((c->verb->flags & CRM_V_ASKS) == 0 || c->ids.n <= A_FEW ||
	    crm_has(c, CRM_OPT_YES) || c->batch.dry_run || !c->tty_err ||
	    !isatty(STDIN_FILENO))
		return CRM_OK;
	watch_hush(c, true);
	dprintf(STDERR_FILENO,
	    crm_tr(
		"%s: %s %zu records of the kind %s? crm-admin undo brings them "
		"back [y/N] "),
	    c->program->name, c->verb->name, c->ids.n, c->entity->def->name);
	answer = read_answer();
	watch_hush(c, false);
	if (answer == 'y' || answer == 'Y')
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "not agreed to; nothing was written (-y does not ask)");
}
