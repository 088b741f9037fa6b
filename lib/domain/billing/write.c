/* Receivables of a document, written: in parts by its terms, with what is retained. */
#include "billing.h"

#include <crm/domain/period.h>
#include <crm/domain/receivable.h>

#include <string.h>

static const char *const forms[] = {
	[FORM_NONE] = "other",
	[FORM_SIGNING] = "signing",
	[FORM_INSTALMENT] = "instalment",
	[FORM_CONFIRMATION] = "confirmation",
	[FORM_DELIVERY] = "delivery",
	[FORM_MILESTONE] = "milestone",
	[FORM_SUBSCRIPTION] = "subscription",
	[FORM_DEPOSIT] = "deposit",
	[FORM_RETENTION] = "retention",
};

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

static struct crm_value
day_value(int64_t day)
{
	return day == NO_DAY ? CRM_VALUE_NULL : crm_value_int(day);
}

static struct crm_value
ref_value(int64_t id)
{
	return id == 0 ? CRM_VALUE_NULL : crm_value_int(id);
}

static struct crm_value
text_value(const char *t)
{
	return t == NULL ? CRM_VALUE_NULL : crm_value_text(crm_text_of(t));
}

enum crm_status
bill_insert(struct bill *b, const struct bill_row *row, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "receivable");
	struct crm_record r;

	if (row->sum.gross == 0)
		return CRM_OK;
	crm_record_init(&r, e, &b->a);
	put(&r, "customer", *value_of(&b->doc, "customer"));
	put(&r, "order", ref_value(b->order));
	put(&r, "contract",
	    b->contract != 0 ? crm_value_int(b->contract)
			     : *value_of(&b->doc, "contract"));
	put(&r, "order_line", ref_value(row->line));
	put(&r, "delivery", ref_value(row->delivery));
	put(&r, "seller", *value_of(&b->doc, "seller"));
	put(&r, "form", text_value(forms[row->form]));
	put(&r, "milestone", text_value(row->milestone));
	/* In closed days nothing is booked any more. */
	put(&r, "booked_on",
	    row->booked_on == NO_DAY
		? CRM_VALUE_NULL
		: crm_value_int(crm_period_open_seller(b->s, "receivable",
		      bill_int(&b->doc, "seller"), row->booked_on)));
	put(&r, "due_on", day_value(row->due_on));
	put(&r, "currency", *value_of(&b->doc, "currency"));
	put(&r, "rate", *value_of(&b->doc, "rate"));
	put(&r, "amount", crm_value_int(row->sum.gross));
	put(&r, "net", crm_value_int(row->sum.net));
	put(&r, "retained", crm_value_int(row->form == FORM_RETENTION));
	put(&r, "accepted_on",
	    row->accepted_on == 0 ? CRM_VALUE_NULL
				  : crm_value_int(row->accepted_on));
	put(&r, "from", day_value(row->from));
	put(&r, "until", day_value(row->until));
	if (row->by_terms) {
		put(&r, "terms", ref_value(b->terms));
		put(&r, "early",
		    b->early.n > 0 ? crm_value_text(b->early) : CRM_VALUE_NULL);
	}
	return crm_receivable_charge(b->s, &r, err);
}

/* ---- by the terms ---- */

/* The parts of an amount; all at once where there are no terms. */
enum crm_status
bill_parts(struct bill *b, int64_t amount, int64_t day, struct crm_term **out,
    size_t *n, struct crm_err *err)
{
	struct crm_text currency = text_of(&b->doc, "currency"), early;
	int digits = currency.n > 0
	    ? crm_currency_digits_n(currency)
	    : crm_currency_digits(crm_store_currency(b->s));
	enum crm_status st;

	if (b->terms == 0) {
		*out = crm_alloc_n(&b->a, 1, sizeof **out);
		**out = (struct crm_term){ day, amount };
		*n = 1;
		return CRM_OK;
	}
	st = crm_terms_apply(
	    b->s, b->terms, amount, day, digits, &b->a, out, n, &early, err);
	b->early = early;
	return st;
}

enum crm_status
bill_insert_parts(struct bill *b, const struct bill_row *row, int64_t from,
    bool planned, struct crm_err *err)
{
	struct bill_row one = *row;
	struct money left = row->sum;
	struct crm_term *part;
	enum crm_status st;
	size_t i, n;

	if (row->sum.gross == 0)
		return CRM_OK;
	one.by_terms = true;
	st = bill_parts(b, row->sum.gross, from, &part, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		one.due_on = part[i].due;
		one.booked_on = planned ? part[i].due : from;
		one.sum = i + 1 == n
		    ? left
		    : bill_share(row->sum, part[i].amount, row->sum.gross);
		one.sum.gross = part[i].amount;
		left.gross -= one.sum.gross;
		left.net -= one.sum.net;
		st = bill_insert(b, &one, err);
	}
	return st;
}

/* ---- changed ---- */

enum crm_status
bill_change(struct bill *b, int64_t receivable, const struct money *sum,
    int64_t until, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "receivable");
	struct crm_record p;

	crm_record_init(&p, e, &b->a);
	p.id = receivable;
	if (sum != NULL) {
		put(&p, "amount", crm_value_int(sum->gross));
		put(&p, "net", crm_value_int(sum->net));
	}
	if (until != NO_DAY)
		put(&p, "until", crm_value_int(until));
	return crm_receivable_follow(b->s, &p, err);
}

/* What is served up to a day, and was to be up to another. */
enum crm_status
bill_end(struct bill *b, int64_t receivable, int64_t until, int64_t first,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "receivable");
	struct crm_record p;

	crm_record_init(&p, e, &b->a);
	p.id = receivable;
	put(&p, "until", crm_value_int(until));
	put(&p, "first_until", crm_value_int(first));
	return crm_receivable_follow(b->s, &p, err);
}

/* What is only planned has no day to be void from. */
enum crm_status
bill_void(struct bill *b, int64_t receivable, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "receivable");
	enum crm_action done;
	struct crm_record now, p;
	enum crm_status st = crm_load(b->s, e, receivable, &b->a, &now, err);

	if (st == CRM_OK && bill_int(&now, "booked_on") > b->day) {
		crm_record_init(&p, e, &b->a);
		p.id = receivable;
		put(&p, "booked_on", CRM_VALUE_NULL);
		st = crm_update(b->s, &p, &done, err);
	}
	return st == CRM_OK
	    ? crm_receivable_void(b->s, receivable, b->day, &done, err)
	    : st;
}
