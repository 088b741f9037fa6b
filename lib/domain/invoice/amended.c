/*
 * What is amended does not come to less than what is invoiced of it: a subscription comes
 * to all of its periods.
 */
#include "invoice.h"

static enum crm_status
invoiced_of_line(struct crm_store *s, int64_t line, const char *what,
    bool *known, int64_t *done, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(line);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    crm_sprintf(&a,
		"SELECT CAST(sum(l.\"%s\") AS BIGINT) FROM invoice_line l "
		"JOIN invoice i ON i.\"id\" = l.\"invoice\" "
		"WHERE l.\"order_line\" = ? AND l.\"deleted\" IS NULL "
		"AND " INVOICE_COUNTS("i"),
		what),
	    &id, 1, &sum, err);

	*known = st == CRM_OK && sum.kind == CRM_INT;
	*done = *known ? sum.i : 0;
	crm_arena_free(&a);
	return st;
}

static int64_t
gross_of(const struct crm_record *r)
{
	return value_of(r, "gross")->kind == CRM_INT ? invoice_int(r, "gross")
						     : invoice_int(r, "amount");
}

/* What the periods of subscriptions come to beyond the price of one, of an order or of a
 * line. */
#define BEYOND(of) \
	"SELECT CAST(sum(CASE WHEN x.r > x.g THEN x.r - x.g ELSE 0 END) " \
	"AS BIGINT) FROM (SELECT coalesce(l.\"gross\", l.\"amount\", 0) AS g, " \
	"(SELECT sum(r.\"amount\") FROM receivable r " \
	"WHERE r.\"order_line\" = l.\"id\" " \
	"AND r.\"form\" = 'subscription' AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL) AS r FROM order_line l " \
	"WHERE " of " = ? AND l.\"deleted\" IS NULL) x"

/* *known: it has such periods. */
static enum crm_status
comes_to(const struct crm_saving *w, const char *beyond, bool *known,
    int64_t *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_value sum;
	enum crm_status st = crm_get_int(w->store, beyond, &id, 1, &sum, err);

	*known = st == CRM_OK && sum.kind == CRM_INT && sum.i > 0;
	*out = gross_of(w->new) + (*known ? sum.i : 0);
	return st;
}

/* Each period is of the whole quantity. */
static enum crm_status
check_quantity(const struct crm_saving *w, struct crm_err *err)
{
	int64_t done, all;
	bool known, periods;
	enum crm_status st = invoiced_of_line(
	    w->store, w->new->id, "quantity", &known, &done, err);

	if (st != CRM_OK || !known || invoice_int(w->new, "quantity") >= done)
		return st;
	st = comes_to(w, BEYOND("l.\"id\""), &periods, &all, err);
	if (st != CRM_OK || periods)
		return st;
	return crm_fail_field(err, CRM_RULE, "quantity",
	    "of %s is not less than what is invoiced: %s; crm-order invoice "
	    "red takes that back",
	    typed_id(w->arena, w->new->entity, w->new->id),
	    quantity_dup(w->arena, done));
}

/* That it comes to no less than what is invoiced of it. */
static enum crm_status
check_invoiced(const struct crm_saving *w, const char *beyond, int64_t done,
    struct crm_err *err)
{
	struct crm_text currency = text_of(w->new, "currency");
	int64_t all;
	bool periods;
	enum crm_status st = comes_to(w, beyond, &periods, &all, err);

	if (st != CRM_OK || all >= done)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s would come to %s, less than the %s that are invoiced of it: "
	    "crm-order invoice red takes that back",
	    typed_id(w->arena, w->new->entity, w->new->id),
	    invoice_money(w->store, w->arena, currency, all),
	    invoice_money(w->store, w->arena, currency, done));
}

static enum crm_status
check_gross(const struct crm_saving *w, struct crm_err *err)
{
	int64_t done;
	bool known;
	enum crm_status st = invoiced_of_line(
	    w->store, w->new->id, "gross", &known, &done, err);

	return st != CRM_OK || !known || gross_of(w->new) >= done
	    ? st
	    : check_invoiced(w, BEYOND("l.\"id\""), done, err);
}

/* A line is not amended below what is invoiced of it. */
enum crm_status
limit_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (w->old == NULL)
		return CRM_OK;
	if (differs(w->old, w->new, "quantity"))
		st = check_quantity(w, err);
	return st == CRM_OK && gross_of(w->new) < gross_of(w->old)
	    ? check_gross(w, err)
	    : st;
}

/* Nor is an order: its lines may change in turn, so it is asked when they have. */
enum crm_status
limit_order_saved(const struct crm_saving *w, struct crm_err *err)
{
	int64_t done;
	enum crm_status st;

	if (w->old == NULL || gross_of(w->new) == 0 ||
	    !crm_text_is(text_of(w->old, "status"), "draft") ||
	    !differs(w->old, w->new, "status") ||
	    crm_text_is(text_of(w->new, "status"), "cancelled"))
		return CRM_OK;
	st = invoiced_of_order(w->store, w->new->id, &done, err);
	return st != CRM_OK || gross_of(w->new) >= done
	    ? st
	    : check_invoiced(w, BEYOND("l.\"order\""), done, err);
}
