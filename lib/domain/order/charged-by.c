/*
 * By what an order is charged: its form, deposit, retained share and terms.  What is
 * charged was so by what they said then, so they stay from then on; of a draft of the
 * next revision they change as far as its receivables follow.
 */
#include "order.h"

/* Receivables that arise by themselves and are there. */
#define CHARGED(but) \
	"SELECT min(r.\"id\") FROM receivable r WHERE r.\"order\" = ? " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL " \
	"AND r.\"form\" IS NOT NULL AND r.\"form\" <> 'dunning' " but

/* What a revision changes by itself: a deposit is charged anew, as long as it is all. */
#define BUT_DEPOSITS "AND r.\"form\" <> 'deposit' "
#define OF_LINE "AND (r.\"order_line\" IS NULL OR r.\"order_line\" = ?) "

static struct crm_text
usual_form(struct crm_store *s)
{
	const char *said = crm_setting(s, "receivable_form");

	return said != NULL ? crm_text_of(said) : (struct crm_text){ NULL, 0 };
}

/* ---- what is charged ---- */

static enum crm_status
way_out(const struct crm_saving *w, int64_t receivable, int64_t order,
    bool fixed, const char *field, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const char *id = typed_id(w->arena, crm_dict_find(d, "order"), order);
	const struct crm_entity *e = crm_dict_find(d, "receivable");
	const char *of = typed_id(w->arena, e, receivable);
	struct crm_record r;
	enum crm_status st;

	if (fixed)
		return crm_fail_field(err, CRM_RULE, field,
		    "stays while %s is charged of %s by it: crm-order amend %s "
		    "makes that a draft of the next revision",
		    of, id, id);
	if ((st = crm_load(w->store, e, receivable, w->arena, &r, err)) !=
	    CRM_OK)
		return st;
	return value_of(&r, "booked_on")->kind == CRM_NULL
	    ? crm_fail_field(err, CRM_RULE, field,
		  "stays while %s is planned of %s by it; without that it can "
		  "change: crm-order receivable delete %s",
		  of, id, of)
	    : crm_fail_field(err, CRM_RULE, field,
		  "stays while %s is charged of %s by it; without that it can "
		  "change: crm-order receivable void %s",
		  of, id, of);
}

/* What is confirmed becomes no subscription, nor the other way round: its periods come to
 * another sum than was agreed to and judged. */
static enum crm_status
stays_agreed(const struct crm_saving *w, const struct crm_record *order,
    struct crm_text was, struct crm_text is, struct crm_err *err)
{
	const char *id = typed_id(w->arena, order->entity, order->id);

	if (crm_text_is(was, "subscription") == crm_text_is(is, "subscription"))
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "form",
	    "stays a subscription or none of what is confirmed: crm-order "
	    "amend %s makes it a draft of the next revision",
	    id);
}

/* ---- the order ---- */

/* Whether lines that say no form of their own are charged by another. */
static bool
form_differs(const struct crm_saving *w)
{
	struct crm_text was = text_of(w->old, "form");
	struct crm_text is = text_of(w->new, "form");

	if (was.n == 0)
		was = usual_form(w->store);
	if (is.n == 0)
		is = usual_form(w->store);
	return !crm_text_eq(was, is);
}

/* The field that changes and must not; NULL: none. */
static const char *
changed(const struct crm_saving *w, bool fixed)
{
	static const char *const amended[] = { "retention", "retention_days",
		"payment_terms" };
	size_t i;

	if (form_differs(w))
		return "form";
	if (differs(w->old, w->new, "deposit"))
		return "deposit";
	for (i = 0; fixed && i < COUNT(amended); i++)
		if (differs(w->old, w->new, amended[i]))
			return amended[i];
	return NULL;
}

enum crm_status
order_charged_by(const struct crm_saving *w, bool fixed, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(w->new->id);
	struct crm_value first;
	const char *field;
	enum crm_status st;

	if (w->old == NULL || is_as_it_was(w) || comes_back(w->old, w->new) ||
	    (field = changed(w, fixed)) == NULL)
		return CRM_OK;
	st = crm_get_int(w->store, fixed ? CHARGED("") : CHARGED(BUT_DEPOSITS),
	    &order, 1, &first, err);
	if (st != CRM_OK || first.kind == CRM_INT)
		return st == CRM_OK
		    ? way_out(w, first.i, order.i, fixed, field, err)
		    : st;
	return fixed ? stays_agreed(w, w->new, text_of(w->old, "form"),
			   text_of(w->new, "form"), err)
		     : CRM_OK;
}

/* ---- its lines ---- */

/* Of a subscription whose days are charged the periods stay: only what is planned of one
 * is planned anew. */
#define SERVED \
	"SELECT min(r.\"id\") FROM receivable r WHERE r.\"order_line\" = ? " \
	"AND r.\"form\" = 'subscription' AND r.\"from\" IS NOT NULL " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL " \
	"AND (r.\"booked_on\" <= {today} " \
	"OR coalesce(r.\"open\", r.\"amount\") <> r.\"amount\" " \
	"OR EXISTS (SELECT 1 FROM invoice_line x JOIN invoice y " \
	"ON y.\"id\" = x.\"invoice\" WHERE x.\"receivable\" = r.\"id\" " \
	"AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL " \
	"AND y.\"status\" <> 'void'))"

static enum crm_status
periods_stay(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fields[] = { "starts_on", "anchor_day",
		"period" };
	const struct crm_value line = crm_value_int(w->new->id);
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_value first = CRM_VALUE_NULL;
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	enum crm_status st;
	size_t i;

	for (i = 0; i < COUNT(fields); i++)
		if (differs(w->old, w->new, fields[i]))
			break;
	if (i == COUNT(fields))
		return CRM_OK;
	st = crm_get_int(w->store, SERVED, &line, 1, &first, err);
	if (st != CRM_OK || first.kind != CRM_INT)
		return st;
	return crm_fail_field(err, CRM_RULE, fields[i],
	    "stays, for %s is charged of %s by its periods: ends_on ends it, "
	    "and another line goes on",
	    typed_id(w->arena, crm_dict_find(d, "receivable"), first.i), id);
}

enum crm_status
order_line_charged_by(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *order = value_of(w->new, "order");
	const struct crm_value v[] = { *order, crm_value_int(w->new->id) };
	struct crm_text was, is;
	struct crm_record of;
	struct crm_value first;
	enum crm_status st;
	bool fixed;

	if (w->old == NULL || is_as_it_was(w) || comes_back(w->old, w->new) ||
	    order->kind != CRM_INT)
		return CRM_OK;
	st = periods_stay(w, err);
	if (st != CRM_OK || !differs(w->old, w->new, "form"))
		return st;
	if ((st = crm_load(w->store,
		 crm_dict_find(crm_store_dict(w->store), "order"), order->i,
		 w->arena, &of, err)) != CRM_OK)
		return st;
	was = order_form(w->store, &of, w->old);
	is = order_form(w->store, &of, w->new);
	if (crm_text_eq(was, is))
		return CRM_OK;
	st = crm_get_int(
	    w->store, CHARGED(BUT_DEPOSITS OF_LINE), v, COUNT(v), &first, err);
	fixed = order_is_fixed(text_of(&of, "status"),
	    value_of(&of, "confirmed_at")->kind == CRM_INT);
	if (st == CRM_OK && first.kind == CRM_INT)
		return way_out(w, first.i, order->i, fixed, "form", err);
	return st == CRM_OK && fixed ? stays_agreed(w, &of, was, is, err) : st;
}

/* ---- confirmed ---- */

void
order_keep_form(struct stepping *v)
{
	struct crm_text usual = usual_form(v->s);

	/* "none" is no form of an order. */
	if (text_of(&v->now, "form").n == 0 && usual.n > 0 &&
	    !crm_text_is(usual, "none"))
		step_set(v, "form",
		    crm_value_text(crm_text_of(text_dup(&v->a, usual))));
}
