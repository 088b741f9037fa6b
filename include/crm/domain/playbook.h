/*
 * Playbooks (DOMAIN §7): steps that are started together about one record.
 *
 * Each step becomes a task: due so many working days from the start, for a person,
 * a team's or a role's queue, else for whoever owns the record, and behind the
 * tasks of the steps that it comes after.  A playbook runs about a record as long
 * as one of these tasks is open; one that runs is not started again.
 */
#ifndef CRM_PLAYBOOK_H
#define CRM_PLAYBOOK_H

#include <crm/store/write.h>

/* Makes the tasks, in the order of the steps; their ids are in the arena.
 * CRM_RULE where the playbook is not active, has no steps, is not for such
 * records, or runs already. */
enum crm_status crm_playbook_start(struct crm_store *s, int64_t playbook,
    const struct crm_entity *e, int64_t about, int64_t on, struct crm_arena *a,
    int64_t **tasks, size_t *n, struct crm_err *err);

/* Whether it runs about a record, by the name "L1". */
enum crm_status crm_playbook_is_running(struct crm_store *s, int64_t playbook,
    struct crm_text about, bool *yes, struct crm_err *err);

/* Cancels the open tasks of a playbook about a record.  CRM_RULE where it does not
 * run. */
enum crm_status crm_playbook_stop(struct crm_store *s, int64_t playbook,
    const struct crm_entity *e, int64_t about, struct crm_arena *a,
    int64_t **tasks, size_t *n, struct crm_err *err);

/* One start of a playbook, as it stands. */
struct crm_playbook_run {
	int64_t run; /* its first task */
	int64_t playbook;
	struct crm_text about;
	int64_t started; /* instant */
	int64_t steps, done, open, overdue;
	const char *state;     /* running, done, stopped */
	struct crm_value next; /* the open task that is due first */
	struct crm_value due;  /* and when */
};

/* All starts, of one playbook (0: of any), running ones only or all, in their
 * order; texts are valid during the call. */
enum crm_status
crm_playbook_runs(struct crm_store *s, int64_t playbook, bool all,
    enum crm_status (*each)(
	void *ctx, const struct crm_playbook_run *r, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
