/* What the files of customers share. */
#ifndef CRM_DOMAIN_CUSTOMER_CUSTOMER_H
#define CRM_DOMAIN_CUSTOMER_CUSTOMER_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>
#include <crm/domain/sales.h>

crm_hook customer_save, contact_save, relation_save, grade_save;
crm_same relation_same;
extern const struct crm_lint_check lint_customer[], lint_contact[];
/* No customer stands above itself. */
crm_audit customer_audit;

/* ---- order-sum.c: what an order counts ---- */

/*
 * Selects of the columns of order_read behind the customer and the day, to be united
 * and put in order by these and the sale.  Of orders, which one without a total has a
 * row a line in; of what was cancelled of their lines, which is one more line, below
 * zero; and of what came back, which is a sale of its own, below zero too.  Each ends in
 * conditions.
 */
#define OF_ORDER(day, sale) \
	"SELECT o.\"customer\" AS \"customer\", " day " AS \"day\", " sale \
	" AS \"sale\", "
#define AT_RATE "o.\"currency\" AS \"currency\", o.\"rate\" AS \"rate\", "
#define ORDER_AMOUNT "coalesce(o.\"net\", o.\"amount\") AS \"amount\", " AT_RATE
#define LINE_PRICE \
	"l.\"unit_price\" AS \"price\", l.\"discount\" AS \"discount\" "
#define SELECT_ORDERS \
	OF_ORDER("o.\"ordered_on\"", "o.\"id\"") \
	ORDER_AMOUNT "coalesce(l.\"net\", l.\"amount\") AS \"line\", " \
		     "l.\"quantity\" AS \"quantity\", " LINE_PRICE \
		     "FROM sale_order o LEFT JOIN order_line l " \
		     "ON o.\"amount\" IS NULL AND l.\"order\" = o.\"id\" " \
		     "AND l.\"deleted\" IS NULL WHERE " CRM_IS_ORDERED
#define SELECT_CANCELLED \
	OF_ORDER("o.\"ordered_on\"", "o.\"id\"") \
	ORDER_AMOUNT \
	"-CAST(round(coalesce(l.\"net\", l.\"amount\") * 1.0 * " \
	"l.\"cancelled\" / l.\"quantity\") AS BIGINT), -l.\"cancelled\", " LINE_PRICE \
	"FROM order_line l JOIN sale_order o " \
	"ON o.\"id\" = l.\"order\" WHERE l.\"cancelled\" > 0 " \
	"AND l.\"quantity\" > 0 AND l.\"deleted\" IS NULL " \
	"AND " CRM_IS_ORDERED
/* Their ids are behind those of all orders. */
#define BACK_FIRST "4611686018427387904"
#define SELECT_BACK \
	OF_ORDER("b.\"returned_on\"", BACK_FIRST " + b.\"id\"") \
	"-coalesce(b.\"net\", b.\"credit\"), " AT_RATE \
	"NULL, NULL, NULL, NULL FROM sale_return b JOIN sale_order o " \
	"ON o.\"id\" = b.\"order\" WHERE b.\"deleted\" IS NULL " \
	"AND b.\"status\" = 'received' " \
	"AND coalesce(b.\"net\", b.\"credit\") IS NOT NULL " \
	"AND " CRM_IS_ORDERED

struct order_sum {
	bool
	    back; /* it came back: a return, or what comes to less than nothing */
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
