/* Notices that somebody enters: a level that is reached and was not told yet, with what
 * it claims; and what stays of one. */
#include "dunning.h"

/* Nobody was told yet what is to be told later. */
static enum crm_status
check_sent(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *sent = value_of(w->new, "sent_on");

	return sent->kind != CRM_INT ||
		sent->i <= crm_store_clock(w->store)->today
	    ? CRM_OK
	    : crm_fail_field(
		  err, CRM_RULE, "sent_on", "no notice is dated in the future");
}

/* ---- one that came from elsewhere ---- */

/* It says of whom and in which currency, too, and after how many days. */
static enum crm_status
fill_known(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const same[] = { "customer", "currency" };
	const struct crm_value *sent = value_of(w->new, "sent_on"), *due;
	struct crm_record r;
	enum crm_status st;
	size_t i;

	if (value_of(w->new, "receivable")->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "receivable"),
	    value_of(w->new, "receivable")->i, w->arena, &r, err);
	if (st == CRM_NOTFOUND) /* it is deleted: nothing is to be filled in */
		return CRM_OK;
	if (st != CRM_OK)
		return st;
	for (i = 0; i < COUNT(same); i++)
		if (value_of(w->new, same[i])->kind == CRM_NULL)
			crm_record_set(w->new,
			    field_of(w->new->entity, same[i]),
			    *value_of(&r, same[i]));
	due = value_of(&r, "due_on");
	if (value_of(w->new, "days")->kind == CRM_NULL &&
	    sent->kind == CRM_INT && due->kind == CRM_INT && due->i < sent->i)
		crm_record_set(w->new, field_of(w->new->entity, "days"),
		    crm_value_int(sent->i - due->i));
	return CRM_OK;
}

/* ---- one that somebody enters ---- */

struct said {
	const struct crm_saving *w;
	struct crm_dunned d;
	struct crm_dunning levels;
	const char *id; /* of the receivable */
	int64_t day;
};

static enum crm_status
not_reached(const struct said *x, const struct crm_dunning_level *reached,
    struct crm_err *err)
{
	if (reached == NULL)
		return crm_fail_field(err, CRM_RULE, "level",
		    "none is reached by %s on %s (days overdue: %lld)", x->id,
		    date_dup(x->w->arena, x->day), (long long)x->d.days);
	return crm_fail_field(err, CRM_RULE, "level",
	    "%s has reached %lld on %s, and no other above it; crm-order "
	    "dunning-notice run tells it",
	    x->id, (long long)reached->level, date_dup(x->w->arena, x->day));
}

/* The level that it tells: the one that is reached, or as it says. */
static enum crm_status
level_of(
    struct said *x, const struct crm_dunning_level **out, struct crm_err *err)
{
	const struct crm_dunning_level *reached = crm_dunning_reached(
	    &x->levels, x->d.days);
	const struct crm_value *said = value_of(x->w->new, "level");
	size_t i;

	*out = said->kind != CRM_INT ? reached : NULL;
	for (i = 0; i < x->levels.n && said->kind == CRM_INT; i++)
		if (x->levels.level[i].level == said->i &&
		    x->levels.level[i].days <= x->d.days)
			*out = &x->levels.level[i];
	if (*out == NULL)
		return not_reached(x, reached, err);
	return (*out)->level > x->d.noticed
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "level",
		  "%lld of %s was told already: each is told once, and none "
		  "below it any more",
		  (long long)x->d.noticed, x->id);
}

static enum crm_status
check_claims(const struct crm_record *r, struct crm_err *err)
{
	static const char *const claims[] = { "days", "amount", "fee",
		"interest" };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(claims) && st == CRM_OK; i++)
		st = check_at_least(r, claims[i], 0, err);
	return st;
}

static enum crm_status
check_entered(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "receivable");
	struct said x = { .w = w };
	const struct crm_dunning_level *l;
	enum crm_status st;
	int64_t id;
	bool yes;

	if (value_of(w->new, "receivable")->kind != CRM_INT)
		return CRM_OK;
	id = value_of(w->new, "receivable")->i;
	x.id = typed_id(w->arena, e, id);
	x.day = value_of(w->new, "sent_on")->kind == CRM_INT
	    ? value_of(w->new, "sent_on")->i
	    : crm_store_clock(w->store)->today;
	if ((st = check_claims(w->new, err)) != CRM_OK ||
	    (st = crm_lock(w->store, e, id, err)) != CRM_OK ||
	    (st = dunned_read(
		 w->store, id, x.day, w->arena, &x.d, &yes, err)) != CRM_OK)
		return st;
	if (!yes)
		return crm_fail_field(err, CRM_RULE, "receivable",
		    "nobody is reminded of %s on %s: it is not overdue then, or "
		    "it is paid, disputed, retained or void",
		    x.id, date_dup(w->arena, x.day));
	if ((st = crm_dunning_load(w->store, w->arena, &x.levels, err)) !=
		CRM_OK ||
	    (st = level_of(&x, &l, err)) != CRM_OK)
		return st;
	return notice_fill(w->store, &x.d, l, x.day, w->new, err);
}

/* It was sent about that, to that customer. */
static enum crm_status
check_about(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const about[] = { "receivable", "customer" };
	size_t i;

	for (i = 0; i < COUNT(about); i++)
		if (differs(w->old, w->new, about[i]))
			return crm_fail_field(err, CRM_RULE, about[i],
			    "of %s stays: it was sent about that; "
			    "without it: crm-order dunning-notice delete %s",
			    typed_id(w->arena, w->new->entity, w->new->id),
			    typed_id(w->arena, w->new->entity, w->new->id));
	return CRM_OK;
}

enum crm_status
notice_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (w->undo || crm_merge_moves(w->store) || notice_is_of_run(w->store))
		return CRM_OK;
	if ((st = check_sent(w, err)) != CRM_OK)
		return st;
	if (w->old != NULL &&
	    ((st = check_about(w, err)) != CRM_OK ||
		(st = check_booked(w, NULL, err)) != CRM_OK))
		return st;
	if (w->import && value_of(w->new, "level")->kind != CRM_INT)
		return crm_fail_field(err, CRM_INVALID, "level",
		    "is needed: which one the customer was told");
	if (w->import)
		return fill_known(w, err);
	return w->old == NULL ? check_entered(w, err) : CRM_OK;
}

/* ---- what stays ---- */

/* What its fee was booked as is owed for its sake. */
enum crm_status
notice_stays(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *charge = value_of(w->new, "charge");
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "receivable");
	struct crm_value stands;
	enum crm_status st;

	if (is_as_it_was(w) || charge->kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"id\" FROM receivable WHERE \"id\" = ? "
	    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL",
	    charge, 1, &stands, err);
	return st != CRM_OK || stands.kind != CRM_INT
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s stays, for its fee and interest are booked as %s; without "
		  "that: crm-order receivable void %s",
		  typed_id(w->arena, w->new->entity, w->new->id),
		  typed_id(w->arena, e, charge->i),
		  typed_id(w->arena, e, charge->i));
}
