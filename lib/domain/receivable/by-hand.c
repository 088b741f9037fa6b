/*
 * What somebody charges by hand, or by a file, of an order or a contract that is charged
 * by itself: it says by which form, so that the same is not charged again, and no more by
 * that than the document comes to, or has sent.  What a file has of one that came from
 * elsewhere is a part of it, as it is.
 */
#include "ledger.h"

#include <crm/store/log.h>

#include <string.h>

/* The document, and what is charged of it by its own form. */
struct hand {
	const struct crm_saving *w;
	const struct crm_entity *e;
	struct crm_record of;
	struct crm_text form; /* by which it is charged */
	int64_t comes_to;
	int64_t charged; /* by any form */
	bool
	    elsewhere; /* of a file, of a document that was agreed to elsewhere */
};

static bool
is_agreed(struct crm_text status)
{
	return crm_text_is(status, "confirmed") ||
	    crm_text_is(status, "on_hold") || crm_text_is(status, "signed");
}

static enum crm_status
load(struct hand *h, bool *yes, struct crm_err *err)
{
	const char *kind = given(h->w->new, "order") ? "order" : "contract";
	const struct crm_value *sum;
	enum crm_status st;

	*yes = given(h->w->new, kind);
	if (!*yes)
		return CRM_OK;
	h->e = crm_dict_find(crm_store_dict(h->w->store), kind);
	st = crm_load(h->w->store, h->e, number(h->w->new, kind), h->w->arena,
	    &h->of, err);
	if (st != CRM_OK)
		return st;
	h->form = text_of(&h->of, "form");
	sum = value_of(&h->of, given(&h->of, "gross") ? "gross" : "amount");
	h->comes_to = sum->kind == CRM_INT ? sum->i : 0;
	*yes = h->form.n > 0 && sum->kind == CRM_INT &&
	    !crm_text_is(h->form, "subscription") &&
	    is_agreed(text_of(&h->of, "status"));
	return CRM_OK;
}

#define CHARGED_OF(of) \
	"SELECT CAST(coalesce(sum(\"amount\"), 0) AS BIGINT) FROM receivable " \
	"WHERE \"" of "\" = ? AND \"form\" IS NOT NULL " \
	"AND \"form\" NOT IN ('dunning', 'opening') " \
	"AND \"void_on\" IS NULL AND \"deleted\" IS NULL"

static enum crm_status
read_charged(struct hand *h, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(h->of.id);
	struct crm_value sum;
	enum crm_status st = crm_get_int(h->w->store,
	    strcmp(h->e->def->name, "order") == 0 ? CHARGED_OF("order")
						  : CHARGED_OF("contract"),
	    &id, 1, &sum, err);

	h->charged = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

/* With its deliveries no more is charged than those have sent. */
static enum crm_status
read_sent(struct hand *h, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(h->of.id);
	struct crm_value sum;
	enum crm_status st = crm_get_int(h->w->store,
	    "SELECT CAST(coalesce(sum(l.\"gross\"), 0) AS BIGINT) "
	    "FROM delivery_line l JOIN delivery d ON d.\"id\" = l.\"delivery\" "
	    "WHERE d.\"order\" = ? AND d.\"status\" = 'shipped' "
	    "AND l.\"deleted\" IS NULL AND d.\"deleted\" IS NULL",
	    &id, 1, &sum, err);

	if (st == CRM_OK && sum.kind == CRM_INT && sum.i < h->comes_to)
		h->comes_to = sum.i;
	return st;
}

/* Another is beside what the document comes to, once all of that is charged. */
static enum crm_status
check_none(const struct hand *h, struct crm_err *err)
{
	const char *id = typed_id(h->w->arena, h->e, h->of.id);

	if (h->charged >= h->comes_to)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "form",
	    "is needed, for %s is charged by itself and not all of it is yet: "
	    "form=%.*s is a part of that",
	    id, (int)h->form.n, h->form.p);
}

static enum crm_status
check_form(struct hand *h, struct crm_err *err)
{
	const struct crm_value *amount = value_of(h->w->new, "amount");
	struct crm_text word = word_of(h->w->new, "form");
	const char *id = typed_id(h->w->arena, h->e, h->of.id);
	bool leaves = crm_text_is(h->form, "delivery");
	enum crm_status st = leaves ? read_sent(h, err) : CRM_OK;

	if (st != CRM_OK || amount->kind != CRM_INT ||
	    amount->i <= h->comes_to - h->charged)
		return st;
	return crm_fail_field(err, CRM_RULE, "amount",
	    leaves
		? "with that more of %s would be charged (%.*s) than has left "
		  "of it; crm-order ship charges what leaves"
		: "with that more of %s would be charged (%.*s) than it comes "
		  "to; crm-order amend raises that",
	    id, (int)word.n, word.p);
}

/* A milestone is one that lines of the order wait for. */
static enum crm_status
check_milestone(const struct hand *h, struct crm_err *err)
{
	struct crm_text name = text_of(h->w->new, "milestone");
	const char *id = typed_id(h->w->arena, h->e, h->of.id);
	const struct crm_value v[] = { crm_value_int(h->of.id),
		crm_value_text(name), crm_value_text(name),
		crm_value_text(crm_text_of(id)), crm_value_text(name) };
	struct crm_value n;
	enum crm_status st;

	if (!crm_text_is(h->form, "milestone"))
		return CRM_OK;
	st = crm_get_int(h->w->store,
	    "SELECT count(*) FROM sale_order o LEFT JOIN order_line l "
	    "ON l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL "
	    "WHERE o.\"id\" = ? AND (l.\"milestone\" = ? "
	    "OR (l.\"milestone\" IS NULL "
	    "AND 'OL' || CAST(l.\"id\" AS TEXT) = ?) "
	    "OR (l.\"id\" IS NULL AND CAST(? AS TEXT) = ?))",
	    v, COUNT(v), &n, err);
	return st != CRM_OK || n.i > 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "milestone",
		  "is one that lines of %s wait for: crm-order order-line list "
		  "-w 'order = %s' -c milestone",
		  id, id);
}

/* Whether it was agreed to in another book. */
static enum crm_status
find_elsewhere(struct hand *h, struct crm_err *err)
{
	bool here = true;
	enum crm_status st = h->w->import
	    ? crm_log_ever(h->w->store, h->e, h->of.id, "status", &here, err)
	    : CRM_OK;

	h->elsewhere = st == CRM_OK && !here;
	return st;
}

/* Once it is amended here it is charged by the form of those: what was charged by then is
 * a part of that. */
static void
take_form(const struct hand *h)
{
	static const char *const at_once[] = { "signing", "instalment",
		"confirmation" };
	size_t i;

	for (i = 0; i < COUNT(at_once); i++)
		if (crm_text_is(h->form, at_once[i]) &&
		    number(h->w->new, "amount") <= h->comes_to - h->charged)
			crm_record_set(h->w->new,
			    field_of(h->w->new->entity, "form"),
			    crm_value_text(h->form));
}

/* What says no net has the document's. */
static void
fill_net(const struct hand *h)
{
	const struct crm_value *amount = value_of(h->w->new, "amount");
	const struct crm_value *gross = value_of(&h->of, "gross");
	const struct crm_value *net = value_of(&h->of, "net");

	if (given(h->w->new, "net") || amount->kind != CRM_INT ||
	    gross->kind != CRM_INT || net->kind != CRM_INT || gross->i <= 0 ||
	    !crm_text_eq(text_of(h->w->new, "form"), h->form))
		return;
	crm_record_set(h->w->new, field_of(h->w->new->entity, "net"),
	    crm_value_int(
		crm_div_round((__int128)amount->i * net->i, gross->i)));
}

static enum crm_status
check(struct hand *h, struct crm_err *err)
{
	struct crm_text form = text_of(h->w->new, "form");
	enum crm_status st;

	if (form.n == 0)
		return check_none(h, err);
	if (!crm_text_eq(form, h->form))
		return CRM_OK;
	st = check_form(h, err);
	return st == CRM_OK ? check_milestone(h, err) : st;
}

enum crm_status
receivable_by_hand(const struct crm_saving *w, struct crm_err *err)
{
	struct hand h = { .w = w };
	enum crm_status st;
	bool yes;

	if (w->old != NULL || is_no_edit(w) || receivable_follows(w->store) ||
	    given(w->new, "void_on"))
		return CRM_OK;
	if ((st = load(&h, &yes, err)) != CRM_OK || !yes)
		return st;
	if ((st = read_charged(&h, err)) != CRM_OK ||
	    (st = find_elsewhere(&h, err)) != CRM_OK)
		return st;
	if (!h.elsewhere)
		st = check(&h, err);
	else if (text_of(w->new, "form").n == 0)
		take_form(&h);
	if (st == CRM_OK)
		fill_net(&h);
	return st;
}
