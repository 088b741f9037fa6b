/*
 * A message to a command of the shell, as its standard input.  Whoever delivers says by
 * its exit status whether that was done; one that hangs is ended.
 */
#include "internal.h"

#include <crm/io/temp.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	NOT_STARTED =
	    126, /* what the shell answers where it cannot run something */
	SIGNALLED = 128, /* and where a signal ended it, plus that */
	FIRST_NAP_MS = 1,
	LONGEST_NAP_MS = 50,
	MS = 1000,
	NS_IN_MS = 1000000,
};

/* Never comes back.  In a group of its own, so that all of it can be ended. */
static void
become(const char *command, int from)
{
	sigset_t none;

	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	dup2(from, STDIN_FILENO);
	close(from);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(NOT_STARTED);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * MS + t.tv_nsec / NS_IN_MS;
}

/* Its exit status as the shell gives it; CRM_DELIVERY_TIMED_OUT. */
static int
wait_for(pid_t child, int limit_s)
{
	int64_t end = now_ms() + (int64_t)limit_s * MS;
	int nap = FIRST_NAP_MS, status = 0;
	pid_t got;

	while (
	    (got = waitpid(child, &status, WNOHANG)) == 0 && now_ms() < end) {
		struct timespec t = { 0, (long)nap * NS_IN_MS };

		nanosleep(&t, NULL);
		if (nap < LONGEST_NAP_MS)
			nap *= 2;
	}
	if (got == 0) {
		kill(-child, SIGKILL);
		while (waitpid(child, &status, 0) == -1 && errno == EINTR)
			;
		return CRM_DELIVERY_TIMED_OUT;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : SIGNALLED + WTERMSIG(status);
}

static enum crm_status
failed(const char *what, int error, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", what, strerror(error));
}

enum crm_status
crm_deliver(const char *command, struct crm_text message, int limit_s,
    int *ended, struct crm_err *err)
{
	int fd = crm_temp_file(err), error;
	pid_t child;

	if (fd == -1)
		return CRM_FAIL;
	error = crm_write_all(fd, message.p, message.n);
	if (error == 0 && lseek(fd, 0, SEEK_SET) == -1)
		error = errno;
	if (error != 0) {
		close(fd);
		return failed(crm_temp_dir(), error, err);
	}
	child = fork();
	error = errno;
	if (child == 0)
		become(command, fd);
	close(fd);
	if (child == -1)
		return failed("--pipe", error, err);
	*ended = wait_for(child, limit_s);
	return CRM_OK;
}
