/*
 * Projects (DOMAIN §7): work of several people with one end.
 *
 *	planned -> active <-> on_hold -> done* | cancelled*
 *
 * A planned one can be cancelled, too; what is done or cancelled can be opened
 * again.  Progress is derived from the tasks that name the project.
 */
#ifndef CRM_PROJECT_H
#define CRM_PROJECT_H

#include <crm/store/write.h>

enum crm_project_step {
	CRM_PROJECT_START,
	CRM_PROJECT_HOLD,
	CRM_PROJECT_CLOSE,
	CRM_PROJECT_CANCEL, /* its open tasks are cancelled with it */
	CRM_PROJECT_REOPEN,
};

/* CRM_RULE with the states from which the step leads on; of CLOSE also with the
 * tasks that are open.  A project that is there already is unchanged. */
enum crm_status crm_project_move(struct crm_store *s, int64_t project,
    enum crm_project_step step, enum crm_action *done, struct crm_err *err);

/* A user becomes a member of a project, or is none any more. */
enum crm_status crm_project_member(struct crm_store *s, int64_t project,
    int64_t user, bool member, enum crm_action *done, struct crm_err *err);

/* A note of the acting user about a record: an activity, now. */
enum crm_status crm_comment(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_text text, int64_t *activity, struct crm_err *err);

#endif
