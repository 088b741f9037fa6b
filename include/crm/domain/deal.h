/*
 * Deals that move from stage to stage.
 */
#ifndef CRM_DEAL_H
#define CRM_DEAL_H

#include <crm/store/log.h>
#include <crm/store/write.h>

/* Whose a closed deal is: the owner who closed it.  A transfer moves the future only.
 * What came into the book closed is of whom it came with. */
extern const struct crm_ending crm_deal_ending;

enum crm_deal_step {
	CRM_DEAL_ADVANCE, /* to the next open stage of its pipeline */
	CRM_DEAL_MOVE,    /* to the stage of that name */
	CRM_DEAL_WIN,
	CRM_DEAL_LOSE,
	CRM_DEAL_REOPEN,
};

struct crm_deal_move {
	enum crm_deal_step step;
	struct crm_text stage;  /* CRM_DEAL_MOVE: a stage of its own pipeline
				 * first, then whatever names a stage */
	struct crm_text reason; /* why it was won, lost, reopened */
	int64_t on;             /* business date of the move … */
	bool on_said;           /* … which was not left to be today */
};

/*
 * Moves a deal: checks the gate of the stage it leaves (required fields, exit
 * expression), writes a visit, sets closed_on and close_reason.  Moving to the
 * same stage changes nothing; CRM_RULE where that would close it on another day or for
 * another reason than it was, and with all that is missing.
 */
enum crm_status crm_deal_move(struct crm_store *s, int64_t deal,
    const struct crm_deal_move *m, enum crm_action *done, struct crm_err *err);

/* What goes to the new deal: lines of one that has any, else a part of the amount. */
struct crm_deal_split {
	const int64_t *line;
	size_t n;
	int64_t amount;       /* in the deal's currency */
	struct crm_text name; /* of the new deal; empty: that of the old one */
};

/* One deal becomes two; the new one has its customer, stage and parties, and no
 * visits.  CRM_RULE where nothing would go, or nothing stay. */
enum crm_status crm_deal_split(struct crm_store *s, int64_t deal,
    const struct crm_deal_split *how, int64_t *other, struct crm_err *err);

#endif
