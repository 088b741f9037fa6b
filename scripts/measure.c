/* measure REPORT COMMAND…: runs it; its seconds, its peak memory in KiB and the
 * seconds of its processor time go to the file REPORT. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NO_COMMAND = 127 };

static double
seconds(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct timespec from, to;
	struct rusage use;
	FILE *report;
	int status;
	pid_t pid;

	if (argc < 3)
		errx(2, "usage: measure REPORT COMMAND [ARGUMENT…]");
	clock_gettime(CLOCK_MONOTONIC, &from);
	pid = fork();
	if (pid == -1)
		err(1, "fork");
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		warn("%s", argv[2]);
		_exit(EXIT_NO_COMMAND);
	}
	while (wait4(pid, &status, 0, &use) == -1)
		if (errno != EINTR)
			err(1, "wait");
	clock_gettime(CLOCK_MONOTONIC, &to);
	report = fopen(argv[1], "w");
	if (report == NULL)
		err(1, "%s", argv[1]);
	fprintf(report, "%.6f %ld %.6f\n",
	    (double)(to.tv_sec - from.tv_sec) +
		(double)(to.tv_nsec - from.tv_nsec) / 1e9,
	    use.ru_maxrss, seconds(&use.ru_utime) + seconds(&use.ru_stime));
	if (fclose(report) != 0)
		err(1, "%s", argv[1]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
