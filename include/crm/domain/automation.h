/*
 * Automation (DOMAIN §7): rules of the kind automation, each an event, a condition
 * and an action.
 *
 * They run behind the write that is their event, in its batch, by seq: later ones
 * see what earlier ones did, and an undo takes all of it back.  A rule runs once for
 * a record and batch.  What a rule writes is an event too; one that comes back to
 * its own record and would change something again is refused as a loop, with the
 * chain of rules, and so are more than eight behind one another.
 *
 * What is to be done each day, or so many days before a date, is done by
 * crm_automation_tick, once a day however often that is called.
 */
#ifndef CRM_AUTOMATION_H
#define CRM_AUTOMATION_H

#include <crm/store/rules.h>
#include <crm/store/write.h>

/* ---- what the write path asks (struct crm_hooks) ---- */

enum crm_status crm_is_automated(struct crm_store *s,
    const struct crm_entity *e, bool *yes, struct crm_err *err);
crm_hook crm_automate;

/* ---- each day ---- */

/* Of a record for which a rule was refused, or of a kind of which one cannot be
 * used: the text names them.  The rest goes on. */
typedef enum crm_status crm_tick_refused(void *ctx, const struct crm_err *why);

/* Runs what is to be done today and has not been: inside a transaction, each record
 * behind a savepoint.  What ran is in crm_ran(), which has its words where the
 * batch explains. */
enum crm_status crm_automation_tick(struct crm_store *s,
    crm_tick_refused *refused, void *ctx, struct crm_err *err);

/* ---- what would be done ----
 *
 * Inside the transaction of a dry run: each is done, with all that follows from it,
 * and taken back to a savepoint.
 */

struct crm_automation_case {
	int64_t rule;
	struct crm_text name; /* of the rule, or empty */
	const char *event;    /* "field status is changed" */
	const struct crm_entity *entity;
	int64_t record;
	bool fits;        /* it would run, were that to happen now */
	const char *why;  /* the condition that holds, or why it would not: what
			   * refuses it, such as a circle, too */
	const char *what; /* what it would do, or NULL */
};

typedef enum crm_status crm_automation_each(
    void *ctx, const struct crm_automation_case *c, struct crm_err *err);

/* Of every rule about a record that is on, by seq. */
enum crm_status
crm_automation_test(struct crm_store *s, const struct crm_entity *e,
    int64_t record, crm_automation_each *each, void *ctx, struct crm_err *err);
/* Of one rule, on or off: the records that it fits, by id, at most so many (-1:
 * all). */
enum crm_status crm_automation_test_rule(struct crm_store *s, int64_t rule,
    int64_t most, crm_automation_each *each, void *ctx, struct crm_err *err);

#endif
