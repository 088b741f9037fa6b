/*
 * How receivables arise from orders and contracts (DOMAIN, receivables).
 *
 * An order or its lines say a form; where neither does, the setting
 * `receivable_form`, and where that says none either nothing arises by itself.  What
 * there should be is computed from the order as it stands, and what lacks is added:
 * what is booked already is never changed.
 */
#ifndef CRM_BILLING_H
#define CRM_BILLING_H

#include <crm/store/write.h>

/* ---- subscriptions ---- */

struct crm_subscription {
	int64_t price;    /* of a whole period, in minor units */
	int months;       /* of a period: 1, 3, 12 */
	int64_t from, to; /* days served, both counted */
	int anchor; /* the day of the month on which it is billed, 1 to 31, cut to
			   * the month's end and coming back; 0: the day of `from` */
};

struct crm_served {
	int64_t from, to, amount;
};

/* The periods of a subscription, and what each costs: a part of one the price by its
 * days.  They live in the arena; none where `to` is before `from`. */
void crm_subscription_periods(const struct crm_subscription *s,
    struct crm_arena *a, struct crm_served **out, size_t *n);

/* What of a line of an order was booked, without the tax, for days that are not served any
 * more: nothing of one that is no subscription. */
enum crm_status crm_subscription_cut(
    struct crm_store *s, int64_t line, int64_t *net, struct crm_err *err);

/* ---- orders ---- */

/* Books what an order or a contract's plan waited for: of the receivable the day on
 * which its milestone was accepted (CRM_DATE_MIN: today).  CRM_RULE where it is of no
 * milestone, or accepted already. */
enum crm_status crm_receivable_accept(struct crm_store *s, int64_t id,
    int64_t day, enum crm_action *done, struct crm_err *err);

/* Plans what a contract comes to, by its terms; CRM_RULE where its orders are charged
 * by themselves, or it has a plan. */
enum crm_status crm_contract_plan(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);

/* ---- for other areas ---- */

/* Money that a customer gets credit for. */
struct crm_crediting {
	int64_t customer, seller, order, contract; /* 0: none */
	struct crm_value currency, rate;
	int64_t gross, net;
	int64_t day; /* CRM_DATE_MIN: today */
	/* The return, the red letter, or the delivery it is for: that was charged, with
	 * those before, more than they came to. */
	int64_t returned, invoice, delivery;
	bool less; /* for what that became less: it may be charged again */
	/* Days of a subscription that it takes back; null: none. */
	struct crm_value from, until;
	/* How much of it is of what is retained; null: its share of what that has
	 * left. */
	struct crm_value retained;
	/* What it lowers first, one after another; the rest stays credit. */
	const int64_t *receivable;
	size_t n;
};
/* *payment is the credit note. */
enum crm_status crm_credit_note(struct crm_store *s,
    const struct crm_crediting *c, int64_t *payment, struct crm_err *err);

/* What of a return of a line of an order that has just been written nobody got credit for
 * yet: a red letter may have been ahead of it. */
enum crm_status
crm_return_credit(struct crm_store *s, int64_t order, int64_t line,
    int64_t returned, int64_t *gross, int64_t *net, struct crm_err *err);
/* What came back of a contract with a plan, behind a return of one of its orders, or, 0, behind a
 * red letter of its own: no more than it was charged.  *planned is false of one without
 * a plan. */
enum crm_status crm_contract_credit_left(struct crm_store *s, int64_t contract,
    int64_t returned, bool *planned, int64_t *gross, struct crm_err *err);
/* Of each line of an order what it comes to, what of that was credited for whatever reason,
 * what is invoiced or asked for, and what is left to invoice: never below zero, and
 * never a part of another line.  Lines in the arena; none of an order without any. */
struct crm_owed_sum {
	int64_t gross, net, quantity;
};
struct crm_line_owed {
	int64_t line;
	struct crm_owed_sum comes_to, credited, invoiced, left;
	/* Invoiced of it beyond what is left of it behind what was credited; and what
	 * of it can still be credited. */
	struct crm_owed_sum over, may;
	/* What came back or ended and no red letter says yet. */
	struct crm_owed_sum unsaid;
};
enum crm_status
crm_order_owed(struct crm_store *s, int64_t order, struct crm_arena *a,
    struct crm_line_owed **out, size_t *n, struct crm_err *err);
/* The same as it was before a red letter. */
enum crm_status crm_order_owed_before(struct crm_store *s, int64_t order,
    int64_t red, struct crm_arena *a, struct crm_line_owed **out, size_t *n,
    struct crm_err *err);
/* What of a receivable of a subscription is not served any more. */
enum crm_status crm_receivable_cut(struct crm_store *s, int64_t receivable,
    int64_t *gross, struct crm_err *err);
/* A red letter has just taken something of an order or a contract back: what that has too
 * much, and could not credit while it was invoiced, it credits now.  *gross, *net: that. */
enum crm_status crm_freed(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t red, int64_t *gross, int64_t *net, struct crm_err *err);

#endif
