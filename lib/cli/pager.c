/*
 * What goes to a terminal at once, behind the work: it is longer than the
 * screen where it is through a pager, as git does.  CRM_PAGER is one, empty for
 * none; else PAGER.
 */
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the shell answers where the pager cannot be started. */
enum { NOT_STARTED = 126 };

/* Never comes back.  less: leaves short text, keeps colours and the screen. */
static void
become_pager(const char *pager, int from)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	dup2(from, STDIN_FILENO);
	close(from);
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	_exit(NOT_STARTED);
}

static enum crm_status
feed_pager(
    struct crm_cmd *c, pid_t pager, int to, bool *ran, struct crm_err *err)
{
	enum crm_status st;
	int status = 0;

	st = crm_out_copy(c->out, to, &c->reader_gone, err);
	close(to);
	while (waitpid(pager, &status, 0) == -1 && errno == EINTR)
		;
	*ran = !WIFEXITED(status) || WEXITSTATUS(status) < NOT_STARTED;
	return st;
}

/* *ran where there was one. */
static enum crm_status
page(struct crm_cmd *c, const char *pager, bool *ran, struct crm_err *err)
{
	void (*before)(int);
	enum crm_status st;
	int ends[2];
	pid_t child;

	*ran = false;
	if (pipe(ends) != 0)
		return CRM_OK;
	if ((child = fork()) == 0) {
		close(ends[1]);
		become_pager(pager, ends[0]);
	}
	close(ends[0]);
	if (child == -1) {
		close(ends[1]);
		return CRM_OK;
	}
	/* Ctrl-C is the pager's. */
	before = signal(SIGINT, SIG_IGN);
	st = feed_pager(c, child, ends[1], ran, err);
	signal(SIGINT, before);
	return st;
}

enum crm_status
print_to_terminal(struct crm_cmd *c, struct crm_err *err)
{
	const char *pager = env_pager(config_value(c, "pager", NULL));
	enum crm_status st;
	bool ran = false;

	watch_end(c);
	if (pager != NULL && crm_out_lines(c->out) >= env_height()) {
		st = page(c, pager, &ran, err);
		if (ran || st != CRM_OK)
			return st;
	}
	return crm_out_copy(c->out, STDOUT_FILENO, &c->reader_gone, err);
}
