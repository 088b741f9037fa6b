/*
 * Asking somebody at the terminal before much is done.  Where the ids come
 * through a pipe, standard input is that; whoever typed the line is still there.
 */
#include "internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { A_FEW = 3 };

/* Where an answer would come from; -1: nobody is there. */
static int
open_answers(const struct crm_cmd *c)
{
	if (!c->tty_err)
		return -1;
	return isatty(STDIN_FILENO)
	    ? STDIN_FILENO
	    : open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
}

/* The first letter of a line, or 0.  Ctrl-D leaves the question without the end of
 * its line. */
static char
read_answer(int fd)
{
	char c = '\0', first = '\0';

	while (read(fd, &c, 1) == 1 && c != '\n')
		if (first == '\0' && c != ' ')
			first = c;
	if (c != '\n')
		dprintf(STDERR_FILENO, "\n");
	return first;
}

static char
ask(const struct crm_cmd *c, int fd)
{
	char answer;

	watch_hush(c, true);
	dprintf(STDERR_FILENO,
	    crm_tr(
		"%s: %s %zu records of the kind %s? crm-admin undo brings them "
		"back [y/N] "),
	    c->program->name, c->verb->name, c->ids.n,
	    crm_entity_word(c->entity));
	answer = read_answer(fd);
	watch_hush(c, false);
	return answer;
}

enum crm_status
ask_first(struct crm_cmd *c, struct crm_err *err)
{
	char answer;
	int fd;

	if ((c->verb->flags & CRM_V_ASKS) == 0 || c->ids.n <= A_FEW ||
	    crm_has(c, CRM_OPT_YES) || c->batch.dry_run ||
	    (fd = open_answers(c)) == -1)
		return CRM_OK;
	answer = ask(c, fd);
	if (fd != STDIN_FILENO)
		close(fd);
	if (answer == 'y' || answer == 'Y')
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "not agreed to; nothing was written (-y does not ask)");
}
