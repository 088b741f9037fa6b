/* Progress: count, rate, percent and time left, once the work lasts. */
#include "internal.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER_MS = 1000, EVERY_MS = 200, CALLS_BETWEEN = 256 };

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
crm_progress(struct crm_cmd *c, const char *what, int64_t records,
    int64_t bytes, int64_t size)
{
	struct crm_progress *p = &c->progress;
	int64_t now, spent;

	if (!c->tty_err || crm_has(c, CRM_OPT_QUIET) ||
	    p->calls++ % CALLS_BETWEEN != 0)
		return;
	now = now_ms();
	if (p->started == 0)
		p->started = now;
	spent = now - p->started;
	if (spent < FIRST_AFTER_MS || now - p->shown < EVERY_MS)
		return;
	p->shown = now;
	if (size > 0 && bytes > 0)
		dprintf(STDERR_FILENO,
		    "\r\033[K%s %lld, %lld/s, %d %%, %llds "
		    "left",
		    what, (long long)records,
		    (long long)(records * 1000 / spent),
		    (int)(bytes * 100 / size),
		    (long long)(spent * (size - bytes) / bytes / 1000));
	else
		dprintf(STDERR_FILENO, "\r\033[K%s %lld, %lld/s", what,
		    (long long)records, (long long)(records * 1000 / spent));
}

void
crm_progress_end(struct crm_cmd *c)
{
	if (c->progress.shown != 0)
		dprintf(STDERR_FILENO, "\r\033[K");
	c->progress = (struct crm_progress){ 0 };
}
