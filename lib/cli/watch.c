/*
 * What somebody is told while a command works: at a terminal that it lives, once
 * it lasts; and what it leaves behind where it is interrupted, by Ctrl-C or by
 * whoever ends a nightly job.  Files that it has not ended making go with it.
 *
 * A thread of its own does both, for the command may be deep in a query or in a
 * commit.  It waits for the signals, which the others block, and looks at the
 * count in between.  Who only reads, off a terminal, leaves nothing and needs
 * none.  Whoever holds `commit` decides whether anything is written:
 * the command while it commits, or for good who says that nothing was.
 */
#include "internal.h"

#include <crm/io/place.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER_MS = 1000, EVERY_MS = 200 };

/* What wakes the thread at the end. */
enum { WAKE = SIGALRM };

/* Those that end a command from outside. */
static const int ends[] = { SIGINT, SIGTERM, SIGHUP };

enum { ENDS = sizeof ends / sizeof *ends };

/* A file that the command makes. */
struct making {
	const char *path;
	const struct making *next;
};

struct crm_watch {
	const char *program, *verb;
	bool writes; /* all of what it does is one batch */
	bool draws;
	pthread_t thread;
	sigset_t signals, before;
	atomic_bool ending;
	int64_t began; /* ms */

	/* How far it is. */
	_Atomic(const char *) what; /* NULL: nothing is counted */
	atomic_llong records, bytes, size;

	pthread_mutex_t commit;
	int64_t committed; /* a batch, or 0 */

	_Atomic(const struct making *) making;

	pthread_mutex_t line; /* of the terminal */
	bool shown;           /* something stands there */
	int hushed;           /* how many others write there now */
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the line ---- */

static void
clear_line(struct crm_watch *w)
{
	if (w->shown)
		dprintf(STDERR_FILENO, "\r\033[K");
	w->shown = false;
}

/* "imported 81000, 40500/s, 27 %, 5s left"; "check, 3 s". */
static void
draw_line(struct crm_watch *w, const char *what, int64_t spent)
{
	long long records = w->records, bytes = w->bytes, size = w->size;

	dprintf(STDERR_FILENO, "\r\033[K");
	if (what == NULL)
		dprintf(STDERR_FILENO, crm_tr("%s, %lld s"), w->verb,
		    (long long)(now_ms() - w->began) / 1000);
	else if (size > 0 && bytes > 0)
		dprintf(STDERR_FILENO,
		    crm_tr("%s %lld, %lld/s, %lld %%, %llds left"),
		    crm_tr(what), records, records * 1000 / spent,
		    bytes * 100 / size, spent * (size - bytes) / bytes / 1000);
	else
		dprintf(STDERR_FILENO, crm_tr("%s %lld, %lld/s"), crm_tr(what),
		    records, records * 1000 / spent);
	w->shown = true;
}

/* Once more the time is up.  *stage and *since: what was counted the last time,
 * and from when. */
static void
tick(struct crm_watch *w, const char **stage, int64_t *since)
{
	const char *what = w->what;
	int64_t now = now_ms();

	if (what != *stage) {
		*stage = what;
		*since = now;
	}
	if (now - w->began < FIRST_AFTER_MS)
		return;
	pthread_mutex_lock(&w->line);
	if (w->hushed == 0 && (what == NULL || now > *since))
		draw_line(w, what, now - *since);
	pthread_mutex_unlock(&w->line);
}

/* ---- Ctrl-C ---- */

static void
abandon(const struct crm_watch *w)
{
	const struct making *m;

	for (m = w->making; m != NULL; m = m->next)
		crm_part_abandon(m->path);
}

/* Never comes back, nor lets anybody commit any more. */
static void
interrupted(struct crm_watch *w, int sig)
{
	sigset_t only;

	pthread_mutex_lock(&w->commit);
	pthread_mutex_lock(&w->line);
	clear_line(w);
	if (w->committed > 0)
		dprintf(STDERR_FILENO,
		    crm_tr("%s: interrupted; batch B%lld is committed\n"),
		    w->program, (long long)w->committed);
	else
		dprintf(STDERR_FILENO,
		    w->writes ? crm_tr("%s: interrupted; nothing was written\n")
			      : crm_tr("%s: interrupted\n"),
		    w->program);
	abandon(w);
	/* As whoever started it expects: killed by the signal. */
	signal(sig, SIG_DFL);
	sigemptyset(&only);
	sigaddset(&only, sig);
	pthread_sigmask(SIG_UNBLOCK, &only, NULL);
	raise(sig);
}

static void *
watch(void *arg)
{
	struct crm_watch *w = arg;
	const struct timespec every = { 0, EVERY_MS * 1000000L };
	const char *stage = NULL;
	int64_t since = w->began;

	while (!w->ending) {
		int sig = w->draws ? sigtimedwait(&w->signals, NULL, &every)
				   : sigwaitinfo(&w->signals, NULL);

		if (sig != -1 && sig != WAKE)
			interrupted(w, sig);
		else if (sig == -1 && errno == EAGAIN)
			tick(w, &stage, &since);
	}
	return NULL;
}

/* ---- for the command ---- */

static bool
is_ignored(int sig)
{
	struct sigaction a;

	return sigaction(sig, NULL, &a) == 0 && a.sa_handler == SIG_IGN;
}

static void
wait_for(sigset_t *set)
{
	size_t i;

	sigemptyset(set);
	sigaddset(set, WAKE);
	for (i = 0; i < ENDS; i++)
		if (!is_ignored(ends[i]))
			sigaddset(set, ends[i]);
}

static void
start(struct crm_cmd *c)
{
	struct crm_watch *w = crm_alloc(c->whole, sizeof *w);

	w->program = c->program->name;
	w->verb = c->verb->name;
	w->writes = (c->verb->flags & CRM_V_WRITE) != 0 &&
	    (c->verb->flags & CRM_V_ANY_SCHEMA) == 0;
	/* Not between rows that go to the terminal as they come. */
	w->draws = c->tty_err && !crm_has(c, CRM_OPT_QUIET) &&
	    !(c->tty_out && streams_out(c));
	w->began = now_ms();
	pthread_mutex_init(&w->commit, NULL);
	pthread_mutex_init(&w->line, NULL);
	wait_for(&w->signals);
	pthread_sigmask(SIG_BLOCK, &w->signals, &w->before);
	if (pthread_create(&w->thread, NULL, watch, w) == 0)
		c->watch = w;
	else
		pthread_sigmask(SIG_SETMASK, &w->before, NULL);
}

void
watch_begin(struct crm_cmd *c)
{
	if (c->tty_err || (c->verb->flags & CRM_V_WRITE) != 0)
		start(c);
}

void
crm_makes(struct crm_cmd *c, const char *path)
{
	struct making *m;

	if (c->watch == NULL)
		start(c);
	if (c->watch == NULL)
		return;
	m = crm_alloc(c->whole, sizeof *m);
	m->path = path;
	m->next = c->watch->making;
	c->watch->making = m;
}

void
watch_end(struct crm_cmd *c)
{
	struct crm_watch *w = c->watch;

	if (w == NULL)
		return;
	c->watch = NULL;
	w->ending = true;
	pthread_kill(w->thread, WAKE);
	pthread_join(w->thread, NULL);
	clear_line(w);
	pthread_mutex_destroy(&w->line);
	pthread_mutex_destroy(&w->commit);
	pthread_sigmask(SIG_SETMASK, &w->before, NULL);
}

void
watch_hush(const struct crm_cmd *c, bool hushed)
{
	struct crm_watch *w = c->watch;

	if (w == NULL)
		return;
	pthread_mutex_lock(&w->line);
	w->hushed += hushed ? 1 : -1;
	clear_line(w);
	pthread_mutex_unlock(&w->line);
}

void
watch_commit(const struct crm_cmd *c)
{
	if (c->watch != NULL)
		pthread_mutex_lock(&c->watch->commit);
}

void
watch_committed(const struct crm_cmd *c)
{
	if (c->watch == NULL)
		return;
	c->watch->committed = c->committed;
	pthread_mutex_unlock(&c->watch->commit);
}

void
crm_progress(struct crm_cmd *c, const char *what, int64_t records,
    int64_t bytes, int64_t size)
{
	struct crm_watch *w = c->watch;

	if (w == NULL)
		return;
	atomic_store_explicit(&w->records, records, memory_order_relaxed);
	atomic_store_explicit(&w->bytes, bytes, memory_order_relaxed);
	atomic_store_explicit(&w->size, size, memory_order_relaxed);
	atomic_store_explicit(&w->what, what, memory_order_relaxed);
}

void
crm_progress_end(struct crm_cmd *c)
{
	if (c->watch != NULL)
		c->watch->what = NULL;
}
