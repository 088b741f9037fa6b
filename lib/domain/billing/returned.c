/* Goods that came back: they come off what is planned, the rest is credited. */
#include "billing.h"

/* What is owed for them: first of the delivery that they left with, then of the
 * order. */
static enum crm_status
owed_for(struct bill *b, const struct crm_record *r, int64_t **out, size_t *n,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(b->order),
		crm_value_int(bill_int(r, "delivery_line")) };

	return crm_ids(b->s,
	    "SELECT r.\"id\" FROM receivable r WHERE r.\"order\" = ? "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL "
	    "AND r.\"open\" > 0 ORDER BY CASE WHEN r.\"delivery\" = (SELECT "
	    "d.\"delivery\" FROM delivery_line d WHERE d.\"id\" = ?) THEN 0 "
	    "ELSE 1 END, coalesce(r.\"retained\", 0), "
	    "coalesce(r.\"due_on\", 2932896), r.\"id\"",
	    v, COUNT(v), &b->a, out, n, err);
}

/* The line that came back, where it is charged. */
static const struct bill_line *
charged_line(const struct bill *b, int64_t line)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->line[i].id == line && b->line[i].form != FORM_NONE)
			return &b->line[i];
	return NULL;
}

/* What is only planned falls first: nobody was charged that, and nobody pays it back. */
static enum crm_status
take_off_plan(struct bill *b, const struct bill_line *l, struct money *credit,
    struct crm_err *err)
{
	return l->form == FORM_DELIVERY || l->form == FORM_SUBSCRIPTION
	    ? CRM_OK
	    : bill_lower_plan(b, l, credit, err);
}

/* How much of it was retained, where the deposit is for more than what left; else it is
 * its share of all. */
static enum crm_status
of_retained(struct bill *b, const struct crm_record *r, struct crm_crediting *c,
    struct crm_err *err)
{
	size_t i;
	enum crm_status st = bill_comes_to(b, err);

	if (st == CRM_OK)
		st = bill_groups(b, err);
	for (i = 0; i < b->n_groups && st == CRM_OK; i++)
		if (b->group[i].form == FORM_DELIVERY)
			st = bill_less_retained(b, &b->group[i], r->id,
			    c->gross, &c->retained, err);
	return st;
}

static enum crm_status
credit_return(struct bill *b, const struct crm_record *r, struct crm_err *err)
{
	const struct bill_line *l = charged_line(b, bill_int(r, "order_line"));
	struct crm_crediting c = {
		.customer = bill_int(&b->doc, "customer"),
		.seller = bill_int(&b->doc, "seller"),
		.order = b->order,
		.currency = *value_of(r, "currency"),
		.rate = *value_of(&b->doc, "rate"),
		.day = bill_int(r, "returned_on"),
		.returned = r->id,
	};
	struct money credit;
	bool by_contract;
	int64_t *owed, payment;
	enum crm_status st = bill_is_by_contract(b, &by_contract, err);

	if (st != CRM_OK || c.customer == 0 || (!by_contract && l == NULL))
		return st;
	if (by_contract)
		return bill_return_by_contract(b, r, &c, err);
	st = crm_return_credit(b->s, b->order, bill_int(r, "order_line"), r->id,
	    &credit.gross, &credit.net, err);
	if (st == CRM_OK)
		st = bill_creditable(b, &credit, err);
	if (st == CRM_OK)
		st = take_off_plan(b, l, &credit, err);
	if (st == CRM_OK)
		st = owed_for(b, r, &owed, &c.n, err);
	if (st != CRM_OK)
		return st;
	c.receivable = owed;
	c.gross = credit.gross;
	c.net = credit.net;
	if (l->form == FORM_DELIVERY && b->retention != 0 &&
	    bill_int(&b->doc, "deposit") > 0)
		st = of_retained(b, r, &c, err);
	return st == CRM_OK ? crm_credit_note(b->s, &c, &payment, err) : st;
}

enum crm_status
bill_return(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_entity *orders = crm_dict_find(
	    crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct bill b = { .n = 0 };
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);
	bool there;

	if (st != CRM_OK) {
		crm_arena_free(&a);
		return st == CRM_NOTFOUND ? CRM_OK : st;
	}
	st = bill_open(&b, s, orders, bill_int(&r, "order"), &there, err);
	if (st == CRM_OK && there && bill_int(&r, "credit") > 0 &&
	    crm_text_is(text_of(&r, "status"), "received"))
		st = credit_return(&b, &r, err);
	crm_arena_free(&b.a);
	crm_arena_free(&a);
	return st;
}
