/* A milestone is accepted: what waited for it is booked on that day. */
#include "billing.h"

#include <crm/domain/receivable.h>

struct accepting {
	struct bill b;
	struct crm_record r;
	int64_t day;
};

static enum crm_status
check(struct accepting *v, struct crm_err *err)
{
	const struct crm_entity *e = v->r.entity;
	const char *id = typed_id(&v->b.a, e, v->r.id);

	if (text_of(&v->r, "milestone").n == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s waits for no milestone: what does is of the form "
		    "milestone",
		    id);
	if (value_of(&v->r, "void_on")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE, "%s is void", id);
	if (value_of(&v->r, "accepted_on")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE, "%s was accepted on %s",
		    id, date_dup(&v->b.a, bill_int(&v->r, "accepted_on")));
	if (v->day > v->b.day)
		return crm_fail_field(err, CRM_RULE, "on",
		    "%s is in the future: what is not accepted yet is not "
		    "booked",
		    date_dup(&v->b.a, v->day));
	return CRM_OK;
}

static enum crm_status
book(struct accepting *v, int64_t id, int64_t due_on, struct crm_err *err)
{
	const struct crm_entity *e = v->r.entity;
	enum crm_action done;
	struct crm_record p;

	crm_record_init(&p, e, &v->b.a);
	p.id = id;
	crm_record_set(&p, field_of(e, "accepted_on"), crm_value_int(v->day));
	crm_record_set(&p, field_of(e, "booked_on"), crm_value_int(v->day));
	crm_record_set(&p, field_of(e, "due_on"), crm_value_int(due_on));
	return crm_update(v->b.s, &p, &done, err);
}

/* What was retained of it is due so many days behind. */
static enum crm_status
book_retained(struct accepting *v, struct crm_err *err)
{
	const struct crm_value w[] = { crm_value_int(v->b.order),
		crm_value_text(text_of(&v->r, "milestone")) };
	enum crm_status st;
	int64_t *id;
	size_t n, i;

	st = crm_ids(v->b.s,
	    "SELECT \"id\" FROM receivable WHERE \"order\" = ? "
	    "AND \"milestone\" = ? AND \"form\" = 'retention' "
	    "AND \"accepted_on\" IS NULL AND \"void_on\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    w, COUNT(w), &v->b.a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if (id[i] != v->r.id)
			st = book(v, id[i], v->day + v->b.retained_days, err);
	return st;
}

static enum crm_status
accept(struct accepting *v, struct crm_err *err)
{
	struct crm_term *part;
	struct money left = { bill_int(&v->r, "amount"),
		value_of(&v->r, "net")->kind == CRM_INT
		    ? bill_int(&v->r, "net")
		    : bill_int(&v->r, "amount") };
	const struct money all = left;
	enum crm_status st;
	size_t n, i;

	st = bill_parts(&v->b, all.gross, v->day, &part, &n, err);
	/* The first is what waited; further parts are receivables of their own. */
	if (st == CRM_OK && n > 1) {
		struct money first = bill_share(all, part[0].amount, all.gross);

		left = (struct money){ all.gross - first.gross,
			all.net - first.net };
		st = bill_change(&v->b, v->r.id, &first, NO_DAY, err);
	}
	if (st == CRM_OK)
		st = book(v, v->r.id, part[0].due, err);
	for (i = 1; i < n && st == CRM_OK; i++) {
		struct bill_row row = { .form = FORM_MILESTONE,
			.sum = i + 1 == n
			    ? left
			    : bill_share(all, part[i].amount, all.gross),
			.milestone = text_dup(
			    &v->b.a, text_of(&v->r, "milestone")),
			.line = bill_int(&v->r, "order_line"),
			.booked_on = v->day,
			.due_on = part[i].due,
			.accepted_on = v->day,
			.from = NO_DAY,
			.until = NO_DAY,
			.by_terms = true };

		left.gross -= row.sum.gross;
		left.net -= row.sum.net;
		st = bill_insert(&v->b, &row, err);
	}
	return st == CRM_OK ? book_retained(v, err) : st;
}

enum crm_status
crm_receivable_accept(struct crm_store *s, int64_t id, int64_t day,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "receivable");
	struct crm_arena a = CRM_ARENA_INIT;
	struct accepting v = { .day = day };
	enum crm_status st;
	bool there = false;

	if ((st = crm_lock(s, e, id, err)) == CRM_OK)
		st = crm_load(s, e, id, &a, &v.r, err);
	if (st == CRM_OK)
		st = bill_open(&v.b, s, crm_dict_find(d, "order"),
		    bill_int(&v.r, "order"), &there, err);
	if (st == CRM_OK && !there)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is of no order: what waits for a milestone is",
		    typed_id(&a, e, id));
	if (st == CRM_OK) {
		if (v.day == CRM_DATE_MIN)
			v.day = v.b.day;
		if ((st = check(&v, err)) == CRM_OK)
			st = accept(&v, err);
	}
	*done = st == CRM_OK ? CRM_ACT_UPDATED : CRM_ACT_UNCHANGED;
	crm_arena_free(&v.b.a);
	crm_arena_free(&a);
	return st;
}
