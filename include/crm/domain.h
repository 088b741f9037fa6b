/*
 * Business concepts: one file each in lib/domain.  They decide and write
 * through the write path; they never print.
 */
#ifndef CRM_DOMAIN_H
#define CRM_DOMAIN_H

#include <crm/write.h>

/* The hook of every program: kept fields and what one record must fulfil,
 * by entity. */
enum crm_status crm_domain_hook(struct crm_store *s,
    const struct crm_record *old, struct crm_record *new, struct crm_err *err);

/* ---- deal.c ---- */

enum crm_deal_step {
	CRM_DEAL_ADVANCE,	/* to the next open stage of its pipeline */
	CRM_DEAL_MOVE,		/* to `stage` */
	CRM_DEAL_WIN, CRM_DEAL_LOSE, CRM_DEAL_REOPEN,
};

struct crm_deal_move {
	enum crm_deal_step step;
	int64_t stage;			/* CRM_DEAL_MOVE: id of the stage */
	struct crm_text reason;		/* why it was won, lost, reopened */
	int64_t on;			/* business date of the move */
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

/* ---- book.c ---- */

/* What a new book begins with: settings, the caller as admin, the default
 * pipeline of seven stages.  Inside a transaction. */
enum crm_status crm_book_begin(struct crm_store *s, const char *login,
    const char *currency, struct crm_err *err);

/* ---- defaults.c ---- */

/* What came with the schemas behind `schema`: working hours, response times,
 * grades, words.  Inside a transaction. */
enum crm_status crm_book_defaults(struct crm_store *s, int64_t schema,
    struct crm_err *err);

#endif
