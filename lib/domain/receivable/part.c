/*
 * Parts of what a document comes to, which its plan made and which are not booked yet:
 * whose they are and of what stays, and what one is more another is less.
 */
#include "ledger.h"

#include <stdio.h>

/* By how much somebody changed the parts of a document. */
struct moved {
	const struct crm_entity *of;
	int64_t id, gross, net;
	int64_t last;     /* the part that was changed last */
	char currency[4]; /* of all of them */
	size_t parts;
};

struct moves {
	struct moved *m;
	size_t n, cap;
};

static struct moved *
moved_of(struct crm_store *s, const struct crm_entity *of, int64_t id)
{
	static const char owner;
	struct crm_arena *a;
	struct moves *x = crm_batch_memory(s, &owner, sizeof *x, &a);
	size_t i;

	for (i = 0; i < x->n; i++)
		if (x->m[i].of == of && x->m[i].id == id)
			return &x->m[i];
	x->m = crm_grow(a, x->m, x->n, &x->cap, sizeof *x->m);
	x->m[x->n] = (struct moved){ .of = of, .id = id };
	return &x->m[x->n++];
}

/* Whether it is agreed to as it is: what is amended makes its plan anew. */
static enum crm_status
is_agreed(struct crm_store *s, const struct crm_entity *of, int64_t id,
    bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	struct crm_text status;
	enum crm_status st = crm_load(s, of, id, &a, &r, err);

	*yes = false;
	if (st == CRM_OK) {
		status = text_of(&r, "status");
		*yes = crm_text_is(status, "confirmed") ||
		    crm_text_is(status, "on_hold") ||
		    crm_text_is(status, "closed") ||
		    crm_text_is(status, "signed") ||
		    crm_text_is(status, "completed");
	}
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* The document that it is a part of; *yes is false where it is of none, or booked. */
static enum crm_status
is_part(struct crm_store *s, const struct crm_record *r,
    const struct crm_entity **of, int64_t *id, bool *yes, struct crm_err *err)
{
	const char *kind = given(r, "order") ? "order" : "contract";
	const struct crm_value *day = value_of(r, "booked_on");

	*of = crm_dict_find(crm_store_dict(s), kind);
	*id = number(r, kind);
	*yes = *id != 0 && text_of(r, "form").n > 0 && !given(r, "void_on") &&
	    (day->kind != CRM_INT || day->i > crm_store_clock(s)->today);
	return *yes ? is_agreed(s, *of, *id, yes, err) : CRM_OK;
}

static bool
is_by_hand(const struct crm_saving *w)
{
	return !is_no_edit(w) && !side_writes(w->store) &&
	    !receivable_follows(w->store);
}

/* ---- of what it is ---- */

static enum crm_status
check_of(const struct crm_saving *w, const struct crm_entity *of, int64_t id,
    struct crm_err *err)
{
	static const char *const same[] = { "customer", "currency", "order",
		"contract", "form" };
	const char *document = typed_id(w->arena, of, id);
	size_t i;

	for (i = 0; i < COUNT(same); i++)
		if (differs(w->old, w->new, same[i]))
			return crm_fail_field(err, CRM_RULE, same[i],
			    "of %s stays, for it is a part of %s; what that "
			    "comes to is changed by an amendment",
			    typed_id(w->arena, w->new->entity, w->new->id),
			    document);
	return CRM_OK;
}

/* Of another amount the same share is net, unless that is said too. */
static void
follow_net(const struct crm_saving *w)
{
	const struct crm_value *net = value_of(w->old, "net");
	int64_t was = number(w->old, "amount"), share;

	if (differs(w->old, w->new, "amount") &&
	    !differs(w->old, w->new, "net") && net->kind == CRM_INT &&
	    was > 0 &&
	    crm_mul_div(net->i, number(w->new, "amount"), was, &share))
		set(w->new, "net", crm_value_int(share));
}

enum crm_status
part_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *of;
	enum crm_status st;
	int64_t id;
	bool yes;

	if (w->old == NULL || !is_by_hand(w))
		return CRM_OK;
	st = is_part(w->store, w->old, &of, &id, &yes, err);
	if (st != CRM_OK || !yes)
		return st;
	follow_net(w);
	return check_of(w, of, id, err);
}

/* ---- what they come to ---- */

static enum crm_status
other_sum(const struct moved *m, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const int64_t off = m->gross > 0 ? m->gross : -m->gross;
	struct crm_buf sum = CRM_BUF_INIT;
	enum crm_status st;

	crm_number_format(&sum, off, crm_currency_digits(m->currency), true);
	crm_buf_printf(&sum, " %s", m->currency);
	st = crm_fail_record(err, CRM_RULE,
	    m->gross > 0
		? "the parts of %s would come to %s more than it: what one is "
		  "more another is less, in one command; or crm-order amend"
		: "the parts of %s would come to %s less than it: what one is "
		  "less another is more, in one command; or crm-order amend",
	    typed_id(&a, m->of, m->id), sum.data);
	crm_buf_free(&sum);
	crm_arena_free(&a);
	return st;
}

/* Shares of the net are rounded, each for itself: the last has the rest. */
static enum crm_status
settle_net(struct crm_store *s, const struct moved *m, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "receivable");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_status st = crm_load(s, e, m->last, &a, &now, err);

	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = m->last;
		set(&patch, "net", crm_value_int(number(&now, "net") - m->net));
		st = crm_receivable_follow(s, &patch, err);
	}
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_sum(struct crm_store *s, const struct crm_entity *of, int64_t id,
    struct crm_err *err)
{
	const struct moved m = *moved_of(s, of, id);
	int64_t off = m.net > 0 ? m.net : -m.net;

	*moved_of(s, of, id) = (struct moved){ .of = of, .id = id };
	if (m.gross != 0)
		return other_sum(&m, err);
	if (off == 0)
		return CRM_OK;
	return off <= (int64_t)m.parts
	    ? settle_net(s, &m, err)
	    : crm_fail_field(err, CRM_RULE, "net",
		  "of the parts together stays what it was");
}

static int64_t
net_of(const struct crm_record *r)
{
	return number(r, given(r, "net") ? "net" : "amount");
}

static void
note_move(const struct crm_saving *w, const struct crm_entity *of, int64_t id)
{
	struct crm_text currency = text_of(w->new, "currency");
	struct moved *m = moved_of(w->store, of, id);

	if (currency.n == 0)
		currency = crm_text_of(crm_store_currency(w->store));
	m->gross += number(w->new, "amount") - number(w->old, "amount");
	m->net += net_of(w->new) - net_of(w->old);
	m->last = w->new->id;
	m->parts++;
	snprintf(m->currency, sizeof m->currency, "%.*s", (int)currency.n,
	    currency.p);
	crm_later(w->store, check_sum, of, id);
}

enum crm_status
part_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *of;
	enum crm_status st;
	int64_t id;
	bool yes;

	if (w->old == NULL || !is_by_hand(w) ||
	    (!differs(w->old, w->new, "amount") &&
		!differs(w->old, w->new, "net")))
		return CRM_OK;
	st = is_part(w->store, w->old, &of, &id, &yes, err);
	if (st == CRM_OK && yes)
		note_move(w, of, id);
	return st;
}

enum crm_status
part_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *of;
	enum crm_status st;
	int64_t id;
	bool yes;

	if (!is_by_hand(w))
		return CRM_OK;
	st = is_part(w->store, w->new, &of, &id, &yes, err);
	return st != CRM_OK || !yes
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s stays, for it is a part of %s; what that comes to is "
		  "changed by an amendment",
		  typed_id(w->arena, w->new->entity, w->new->id),
		  typed_id(w->arena, of, id));
}
