/*
 * Which days are open: the one place that is asked before something is booked.
 *
 * Records of the kind `period` close days, of everything or of an area ("stock",
 * "order"), of all sellers or of one; the latest of those that apply counts.  In a
 * closed one books who has the right `period` and says why; in one that is closed
 * for good, nobody.
 */
#ifndef CRM_PERIOD_H
#define CRM_PERIOD_H

#include <crm/store/rules.h>
#include <crm/store/store.h>
#include <crm/store/write.h>

/* Whether something of an area, of no seller in particular, may be booked on a day.
 * CRM_RULE with the first open day where that is closed and nobody said why,
 * CRM_DENIED where who says so has not the right. */
enum crm_status crm_period_check(
    struct crm_store *s, const char *area, int64_t day, struct crm_err *err);
/* The same of a seller; 0: of none. */
enum crm_status crm_period_check_seller(struct crm_store *s, const char *area,
    int64_t seller, int64_t day, struct crm_err *err);

/* The day itself where it is open, else the first that is. */
int64_t crm_period_open(struct crm_store *s, const char *area, int64_t day);
/* The same of a seller; 0: of none. */
int64_t crm_period_open_seller(
    struct crm_store *s, const char *area, int64_t seller, int64_t day);

/* What the write path asks of every kind with a day in the books: both the day that
 * a record had and the one that it gets must be open, unless it is a remark alone
 * that changes. */
crm_hook crm_period_dated;
/* Whether any day of a kind's area is closed, of whatever seller. */
enum crm_status crm_period_is_closed(struct crm_store *s,
    const struct crm_entity *e, bool *yes, struct crm_err *err);

/* ---- verbs ---- */

struct crm_period_of {
	struct crm_text area; /* empty: of all */
	int64_t seller;       /* 0: of all */
	int64_t day;          /* the last that is closed */
	bool hard;            /* for good */
};

/* Closes days, or moves a lock: *id is its record.  CRM_RULE for a day that is not
 * over, or where a lock moves back without a reason; CRM_DENIED without the
 * right. */
enum crm_status
crm_period_close(struct crm_store *s, const struct crm_period_of *p,
    int64_t *id, enum crm_action *done, struct crm_err *err);

/* Opens a lock's days again, from one on; all of them where that is
 * CRM_DATE_MIN. */
enum crm_status crm_period_reopen(struct crm_store *s, int64_t id, int64_t from,
    enum crm_action *done, struct crm_err *err);

/* A record that is dated on a day or before, and not posted yet. */
struct crm_unposted {
	const char *area;
	const struct crm_entity *entity;
	int64_t id, day;
};

/* Calls `each` for those of an area (empty: of all), by kind, day and id. */
enum crm_status
crm_period_unposted(struct crm_store *s, struct crm_text area, int64_t day,
    enum crm_status (*each)(
	void *ctx, const struct crm_unposted *u, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
