/*
 * Cases of after-sales service (DOMAIN §2): their states, and their clocks.
 *
 *	new -> assigned -> in_progress <-> waiting -> resolved -> closed*
 *
 * A resolved one is reopened within some days (setting case_reopen_days, 7
 * where nothing says so); after them, and from closed, a new case that continues
 * the old one begins instead.
 */
#ifndef CRM_SERVICE_H
#define CRM_SERVICE_H

#include <crm/domain/area.h>
#include <crm/query/filter.h>
#include <crm/store/write.h>

/* ---- move.c ---- */

enum crm_case_step {
	CRM_CASE_TAKE, /* one that nobody has becomes the actor's */
	CRM_CASE_WORK,
	CRM_CASE_WAIT,
	CRM_CASE_RESOLVE,
	CRM_CASE_CLOSE,
	CRM_CASE_REOPEN,
};

struct crm_case_move {
	enum crm_case_step step;
	int64_t waiting_for;        /* wait: a state of waiting, 0: not said */
	struct crm_text resolution; /* resolve: what was done, or empty */
};

/* CRM_RULE with the states that can follow where the step is not one of them;
 * where a case that others are part of would be closed over an open one; and
 * where somebody else has taken it.  A case that is there already is unchanged.
 * *made is the case that begins instead of reopening, else 0. */
enum crm_status
crm_case_move(struct crm_store *s, int64_t id, const struct crm_case_move *m,
    enum crm_action *done, int64_t *made, struct crm_err *err);

/* Parts a case: makes another one of the same customer, with what `said` gives
 * and the rest as in the old one.  The customer has waited since the old one was
 * opened, and so it is with the new one. */
enum crm_status crm_case_split(struct crm_store *s, int64_t id,
    const struct crm_record *said, int64_t *made, struct crm_err *err);

/* ---- clock.c ---- */

/* How much of a promise is used up when somebody is told, in percent. */
enum { CRM_CASE_LEVELS = 3 };
extern const int crm_case_levels[CRM_CASE_LEVELS]; /* 50, 75, 100 */

/* Seconds of working time. */
struct crm_case_clock {
	int64_t target;  /* 0: nothing is promised, and the rest is nothing */
	int64_t elapsed; /* until it stopped, or now */
	int64_t due;     /* CRM_CAL_NEVER: while the case waits, nothing is */
	bool stopped, late;
	bool
	    unknown; /* it has stopped, and nothing says when: only `due` is known */
	/* Of one that runs: when each level is reached. */
	int64_t at[CRM_CASE_LEVELS];
};

struct crm_case {
	int64_t id, customer, owner, team; /* 0: none */
	struct crm_text subject, priority, status;
	int64_t opened;
	int64_t answered, resolved; /* 0: not yet */
	int64_t asked;              /* the customer's first message that waits
				     * for a reply; 0: none does */
	int64_t reopened;           /* how often */
	bool open;
	/* `resolution.elapsed` and, as long as nobody has answered,
	 * `response.elapsed` are there without a promise too. */
	struct crm_case_clock response, resolution, reply;
};

struct crm_case_ask {
	const struct crm_filter *where; /* or NULL: all */
	const int64_t *ids;             /* these, in this order; NULL: by id */
	size_t n;
	bool open;   /* those alone that are not resolved */
	int64_t now; /* the instant it is asked for */
	/* More columns of a row t, each begun with a comma; or NULL. */
	void (*columns)(const void *ctx, struct crm_sql *sql);
	const void *ctx;
};

struct crm_cases;

/* The calendar of a case is its own, else that of its team or its owner's, else
 * that of the promise, else the default one.  Lives in the arena. */
enum crm_status
crm_cases_open(struct crm_store *s, const struct crm_case_ask *ask,
    struct crm_arena *arena, struct crm_cases **out, struct crm_err *err);
/* false in *row at the end.  Text lives until the next call. */
enum crm_status crm_cases_next(
    struct crm_cases *c, struct crm_case *out, bool *row, struct crm_err *err);
/* The row at hand and the first of the further columns. */
const struct crm_stmt *crm_cases_row(const struct crm_cases *c, int *col);
void crm_cases_close(struct crm_cases *c); /* NULL is fine */

#endif
