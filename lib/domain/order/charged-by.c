/*
 * By what an order is charged: its form and deposit, and the milestones and periods of
 * its lines.  What is charged was so by what they said then; they change as far as its
 * receivables follow.
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
    const char *field, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const char *id = typed_id(w->arena, crm_dict_find(d, "order"), order);
	const struct crm_entity *e = crm_dict_find(d, "receivable");
	const char *of = typed_id(w->arena, e, receivable);
	struct crm_record r;
	enum crm_status st;

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

enum crm_status
order_charged_by(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(w->new->id);
	struct crm_value first;
	const char *field;
	enum crm_status st;

	if (w->old == NULL || is_as_it_was(w) || comes_back(w->old, w->new))
		return CRM_OK;
	field = form_differs(w)                  ? "form"
	    : differs(w->old, w->new, "deposit") ? "deposit"
						 : NULL;
	if (field == NULL)
		return CRM_OK;
	st = crm_get_int(
	    w->store, CHARGED(BUT_DEPOSITS), &order, 1, &first, err);
	return st == CRM_OK && first.kind == CRM_INT
	    ? way_out(w, first.i, order.i, field, err)
	    : st;
}

/* ---- its lines ---- */

/* What of the receivables is no mere plan. */
#define IN_THE_BOOKS \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL " \
	"AND (r.\"booked_on\" <= {today} " \
	"OR coalesce(r.\"open\", r.\"amount\") <> r.\"amount\" " \
	"OR EXISTS (SELECT 1 FROM invoice_line x JOIN invoice y " \
	"ON y.\"id\" = x.\"invoice\" WHERE x.\"receivable\" = r.\"id\" " \
	"AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL " \
	"AND y.\"status\" <> 'void'))"

/* Of a subscription whose days are charged the periods stay: only what is planned of one
 * is planned anew. */
#define SERVED \
	"SELECT min(r.\"id\") FROM receivable r WHERE r.\"order_line\" = ? " \
	"AND r.\"form\" = 'subscription' AND r.\"from\" IS NOT NULL " IN_THE_BOOKS
/* Of a milestone that was reached its name stays: of another nothing was. */
#define REACHED \
	"SELECT min(r.\"id\") FROM receivable r WHERE r.\"order\" = ? " \
	"AND r.\"form\" = 'milestone' AND r.\"milestone\" = ? " IN_THE_BOOKS

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

/* The name that a line is accepted by: without one it is its own. */
static struct crm_text
reached_by(const struct crm_saving *w, const struct crm_record *line)
{
	struct crm_text name = text_of(line, "milestone");

	return name.n > 0
	    ? name
	    : crm_text_of(typed_id(w->arena, line->entity, line->id));
}

static enum crm_status
milestone_stays(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(w->old, "order"),
		crm_value_text(reached_by(w, w->old)) };
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_value first;
	enum crm_status st;

	if (!differs(w->old, w->new, "milestone") || v[0].kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(w->store, REACHED, v, COUNT(v), &first, err);
	return st != CRM_OK || first.kind != CRM_INT
	    ? st
	    : crm_fail_field(err, CRM_RULE, "milestone",
		  "stays, for it was reached: %s is charged by it",
		  typed_id(w->arena, crm_dict_find(d, "receivable"), first.i));
}

/* Whether somebody edits a line of an order. */
static bool
is_line_edit(const struct crm_saving *w)
{
	return w->old != NULL && !is_as_it_was(w) &&
	    !comes_back(w->old, w->new) &&
	    value_of(w->new, "order")->kind == CRM_INT;
}

enum crm_status
order_line_reached(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (!is_line_edit(w))
		return CRM_OK;
	st = periods_stay(w, err);
	return st == CRM_OK ? milestone_stays(w, err) : st;
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

	if (!is_line_edit(w) || !differs(w->old, w->new, "form"))
		return CRM_OK;
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
	return st == CRM_OK && first.kind == CRM_INT
	    ? way_out(w, first.i, order->i, "form", err)
	    : st;
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
