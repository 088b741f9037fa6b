/*
 * Deals that move from stage to stage.
 */
#ifndef CRM_DEAL_H
#define CRM_DEAL_H

#include <crm/store/write.h>

enum crm_deal_step {
	CRM_DEAL_ADVANCE, /* to the next open stage of its pipeline */
	CRM_DEAL_MOVE,    /* to `stage` */
	CRM_DEAL_WIN,
	CRM_DEAL_LOSE,
	CRM_DEAL_REOPEN,
};

struct crm_deal_move {
	enum crm_deal_step step;
	int64_t stage;          /* CRM_DEAL_MOVE: id of the stage */
	struct crm_text reason; /* why it was won, lost, reopened */
	int64_t on;             /* business date of the move */
};

/*
 * Moves a deal: checks the gate of the stage it leaves (required fields, exit
 * expression), writes a visit, sets closed_on and close_reason.  Moving to the
 * same stage changes nothing.  CRM_RULE with all that is missing.
 */
enum crm_status crm_deal_move(struct crm_store *s, int64_t deal,
    const struct crm_deal_move *m, enum crm_action *done, struct crm_err *err);

/* The stage that `name` means for a deal: a stage of its own pipeline first,
 * then whatever names a stage. */
enum crm_status crm_deal_stage(struct crm_store *s, int64_t deal,
    struct crm_text name, int64_t *stage, struct crm_err *err);

#endif
