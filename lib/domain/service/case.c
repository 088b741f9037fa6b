/* Cases: what every case fulfils, however it came into the book, and the moves
 * that are kept of it. */
#include "service.h"

#include <crm/domain/own.h>

bool
case_is_open(const struct crm_record *c)
{
	struct crm_text status = text_of(c, "status");

	return !crm_text_is(status, "resolved") &&
	    !crm_text_is(status, "closed");
}

static void
put(const struct crm_saving *w, const char *field, struct crm_value v)
{
	crm_record_set(w->new, field_of(w->new->entity, field), v);
}

/* ---- whose it is ---- */

static bool
owner_changes(const struct crm_saving *w)
{
	return w->old == NULL ? value_of(w->new, "owner")->kind != CRM_NULL
			      : differs(w->old, w->new, "owner");
}

/* A new case that is given to somebody is assigned; one that is taken away again
 * waits as a new one.  Whoever says the status too knows what he does. */
static void
follow_owner(const struct crm_saving *w)
{
	bool owned = value_of(w->new, "owner")->kind != CRM_NULL;
	struct crm_text status = text_of(w->new, "status");

	if (!owner_changes(w) ||
	    (w->old != NULL && differs(w->old, w->new, "status")))
		return;
	if (owned && (status.n == 0 || crm_text_is(status, "new")))
		put(w, "status", crm_value_text(CRM_TEXT("assigned")));
	else if (!owned && crm_text_is(status, "assigned"))
		put(w, "status", crm_value_text(CRM_TEXT("new")));
}

/* One that is further on has a past, which comes by an import. */
static enum crm_status
check_begin(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status");
	struct crm_text word = word_of(w->new, "status");

	if (w->old != NULL || status.n == 0 || crm_text_is(status, "new") ||
	    crm_text_is(status, "assigned"))
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "status",
	    "a case begins as new, not as %.*s; verbs take it on, and an "
	    "import records what was elsewhere",
	    (int)word.n, word.p);
}

/* What is over may stay with whom it was. */
static enum crm_status
check_owner(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_record *was = w->old != NULL ? w->old : w->new;
	struct crm_value owner = *value_of(w->new, "owner");
	enum crm_status st;

	if (owner.kind == CRM_NULL || !owner_changes(w) ||
	    !case_is_open(w->new))
		return CRM_OK;
	if (w->old == NULL) {
		struct crm_record fresh = *w->new;

		fresh.id = 0;
		st = crm_may_own(w->store, &fresh, owner.i, err);
	} else
		st = crm_may_own(w->store, was, owner.i, err);
	if (st == CRM_RULE)
		crm_err_in_field(err, "owner");
	return st;
}

/* ---- what it belongs to ---- */

/* Whose contact it is. */
static enum crm_status
fill_customer(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value contact = *value_of(w->new, "contact"), customer;
	enum crm_status st;

	if (w->undo || contact.kind == CRM_NULL ||
	    value_of(w->new, "customer")->kind != CRM_NULL ||
	    (w->old != NULL && !differs(w->old, w->new, "contact")))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"customer\" FROM contact WHERE \"id\" = ?", &contact, 1,
	    &customer, err);
	if (st == CRM_OK && customer.kind != CRM_NULL)
		put(w, "customer", customer);
	return st;
}

/* Nothing is open below a closed case. */
static enum crm_status
check_parent(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_value parent = *value_of(w->new, "parent");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record above;
	enum crm_status st;

	if (parent.kind == CRM_NULL || !case_is_open(w->new) ||
	    (w->old != NULL && !differs(w->old, w->new, "parent") &&
		!differs(w->old, w->new, "status") &&
		!comes_back(w->old, w->new)))
		return CRM_OK;
	if ((st = crm_lock(w->store, e, parent.i, err)) == CRM_OK &&
	    (st = crm_load(w->store, e, parent.i, &a, &above, err)) == CRM_OK &&
	    crm_text_is(text_of(&above, "status"), "closed"))
		st = crm_fail_field(err, CRM_RULE, "parent",
		    "%s is closed, and nothing below it can be open",
		    typed_id(&a, e, parent.i));
	crm_arena_free(&a);
	return st;
}

/* ---- when ---- */

/* Opened, answered or resolved, closed: in that order, as far as it is said.  Steps that
 * verbs take are at the instant of now. */
static enum crm_status
check_order(const struct crm_record *c, const char *first, const char *then,
    struct crm_err *err)
{
	struct crm_value a = *value_of(c, first), b = *value_of(c, then);

	if (a.kind == CRM_NULL || b.kind == CRM_NULL || a.i <= b.i)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, then, "is before %s", first);
}

static enum crm_status
check_times(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const order[][2] = { { "opened_at", "answered_at" },
		{ "opened_at", "resolved_at" }, { "opened_at", "closed_at" },
		{ "resolved_at", "closed_at" } };
	enum crm_status st = CRM_OK;

	if (!w->import &&
	    (w->old == NULL || !differs(w->old, w->new, "opened_at")))
		return CRM_OK;
	for (size_t i = 0; i < COUNT(order) && st == CRM_OK; i++)
		st = check_order(w->new, order[i][0], order[i][1], err);
	return st;
}

/* ---- hooks ---- */

enum crm_status
case_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_above(w, "parent", err)) != CRM_OK ||
	    (st = fill_customer(w, err)) != CRM_OK ||
	    (st = fill_cover(w, err)) != CRM_OK ||
	    (!w->undo && (st = check_times(w, err)) != CRM_OK) || w->import)
		return st;
	if (!w->undo)
		follow_owner(w);
	if ((st = check_parent(w, err)) != CRM_OK ||
	    (st = check_contact(w, err)) != CRM_OK || w->undo ||
	    (st = check_begin(w, err)) != CRM_OK)
		return st;
	return check_owner(w, err);
}

/* An import records what is: its moves are in a file of their own. */
enum crm_status
case_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "case-move");
	struct crm_record move;
	enum crm_status st;

	if (w->import || w->undo || w->old == NULL ||
	    (!differs(w->old, w->new, "status") &&
		!differs(w->old, w->new, "waiting_for")))
		return CRM_OK;
	crm_record_init(&move, e, w->arena);
	crm_record_set(&move, field_of(e, "case"), crm_value_int(w->new->id));
	crm_record_set(
	    &move, field_of(e, "status"), *value_of(w->new, "status"));
	crm_record_set(&move, field_of(e, "at"),
	    crm_value_int(crm_store_clock(w->store)->now));
	crm_record_set(&move, field_of(e, "waiting_for"),
	    *value_of(w->new, "waiting_for"));
	st = crm_insert(w->store, &move, err);
	return st != CRM_OK ? st : surveys_on_close(w, err);
}

/* A name of a state belongs to that state. */
static enum crm_status
check_state(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value of = *value_of(w->new, "waiting_for"), same;
	struct crm_value v[] = { of, *value_of(w->new, "status") };
	enum crm_status st;

	if (of.kind == CRM_NULL)
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT 1 FROM case_state WHERE \"id\" = ? AND \"status\" = ?", v,
	    COUNT(v), &same, err);
	if (st == CRM_OK && same.kind == CRM_NULL)
		st = crm_fail_field(err, CRM_INVALID, "waiting_for",
		    "is no state of a case that is %.*s",
		    (int)word_of(w->new, "status").n,
		    word_of(w->new, "status").p);
	return st;
}

/* In a file: nothing happened to a case before it was opened, and what is to come has
 * not. */
static enum crm_status
check_moment(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value of = *value_of(w->new, "case");
	struct crm_value at = *value_of(w->new, "at"), opened;
	enum crm_status st;

	if (!w->import || at.kind == CRM_NULL ||
	    (w->old != NULL && !differs(w->old, w->new, "at")))
		return CRM_OK;
	if (at.i > crm_store_clock(w->store)->now)
		return crm_fail_field(
		    err, CRM_INVALID, "at", "is still to come");
	st = crm_get_int(w->store,
	    "SELECT \"opened_at\" FROM service_case WHERE \"id\" = ?", &of, 1,
	    &opened, err);
	if (st == CRM_OK && opened.kind == CRM_INT && at.i < opened.i)
		st = crm_fail_field(
		    err, CRM_INVALID, "at", "is before the case was opened");
	return st;
}

enum crm_status
case_move_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_moment(w, err);

	return st != CRM_OK ? st : check_state(w, err);
}

/* Moves that were made in a state know it by its id. */
enum crm_status
case_state_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value id = crm_value_int(w->new->id), used;
	enum crm_status st;

	if (w->old == NULL || !differs(w->old, w->new, "status"))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT min(\"case\") FROM case_move WHERE \"waiting_for\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &used, err);
	if (st == CRM_OK && used.kind != CRM_NULL)
		st = crm_fail_field(err, CRM_RULE, "status",
		    "cases have been in this state; add another one");
	return st;
}

enum crm_status
case_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	return tree_audit(s, "case", "parent", each, ctx, err);
}
