/*
 * Quotes: versions of an offer, until the customer takes or leaves it (DOMAIN, quotes).
 */
#ifndef CRM_QUOTE_H
#define CRM_QUOTE_H

#include <crm/store/write.h>

enum crm_quote_step {
	CRM_QUOTE_SUBMIT, /* a draft gets its number; who must agree is asked */
	CRM_QUOTE_SEND,   /* approved: the customer has it */
	CRM_QUOTE_ACCEPT, /* approved or sent, and still valid; or accepted, and
			   * what it became is cancelled */
	CRM_QUOTE_REJECT, /* so, and the customer does not want it */
	CRM_QUOTE_REVISE, /* the next version, a draft; this one is superseded */
	CRM_QUOTE_WITHDRAW, /* what was submitted is not offered any more */
};

struct crm_quote_move {
	enum crm_quote_step step;
	struct crm_text reason;   /* REJECT: needed */
	struct crm_text feedback; /* what the customer said; may be empty */
	bool contract; /* ACCEPT: it becomes a contract, not an order */
	int64_t until; /* REVISE: its last day; CRM_DATE_MIN: that of this
				   * one, where that is still to come */
};

/*
 * One step.  *made is what came of it: of ACCEPT an order or a contract, a draft with
 * its lines; of REVISE the next version; else 0.  CRM_RULE where the state does not allow it, or the
 * quote has expired.
 */
enum crm_status
crm_quote_move(struct crm_store *s, int64_t id, const struct crm_quote_move *m,
    int64_t *made, enum crm_action *done, struct crm_err *err);

/* What two quotes differ in: of a product, or of the whole (product empty). */
struct crm_quote_change {
	struct crm_text product; /* its name, else the line's description */
	const char *field;
	const char *old, *new; /* as CSV has them; "" where there is none */
};

/* The version that a quote revises; 0: none. */
enum crm_status crm_quote_previous(
    struct crm_store *s, int64_t id, int64_t *previous, struct crm_err *err);

/* Calls `each` for what `new` has otherwise than `old`: lines are matched by their
 * product, those of the same product in their order. */
enum crm_status crm_quote_diff(struct crm_store *s, int64_t old, int64_t new,
    struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_quote_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* Calls `each` for what the prices of a day have otherwise than the lines of a quote:
 * the price of its customer, of everybody, the floor; `new` is empty where there is
 * none any more.  Gifts and what is no product are left out. */
enum crm_status crm_quote_diff_prices(struct crm_store *s, int64_t id,
    int64_t day, struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_quote_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
