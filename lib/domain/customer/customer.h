/* What the files of customers share. */
#ifndef CRM_DOMAIN_CUSTOMER_CUSTOMER_H
#define CRM_DOMAIN_CUSTOMER_CUSTOMER_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>

crm_hook customer_save, contact_save, relation_save, grade_save;
crm_same relation_same;
extern const struct crm_lint_check lint_customer[], lint_contact[];
/* No customer stands above itself. */
crm_audit customer_audit;

/* ---- order-sum.c: what an order counts ---- */

/* The end of a select over orders o, which an order without a total has a row a
 * line in: columns of order_read, and what they need behind FROM. */
#define ORDER_COLUMNS \
	"o.\"id\" AS \"sale\", o.\"amount\" AS \"amount\", " \
	"o.\"currency\" AS \"currency\", o.\"rate\" AS \"rate\", " \
	"l.\"amount\" AS \"line\", l.\"quantity\" AS \"quantity\", " \
	"l.\"unit_price\" AS \"price\", l.\"discount\" AS \"discount\" "
#define ORDER_LINES \
	"LEFT JOIN order_line l ON o.\"amount\" IS NULL " \
	"AND l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL "

struct order_sum {
	int64_t amount; /* in the base currency; 0 for what has no rate */
	bool no_rate;
	int64_t own;      /* what has none, in its own currency */
	char currency[8]; /* its own, else the book's */
};

/* Reads the rows of the order at hand, whose columns begin with `at`, and steps to
 * the first behind them; *more is false where there is none.  CRM_FAIL where that is
 * more than money can be. */
enum crm_status order_read(struct crm_store *s, struct crm_stmt *q, int at,
    int64_t customer, bool *more, struct order_sum *out, struct crm_err *err);

/* ---- due.c: clocks ---- */

enum crm_status care_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
birthday_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
