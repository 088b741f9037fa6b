/* A row that meets a record. */
#include "import.h"

/* Whether every field the row gives is what the record has.  A record that is
 * still to come is none that it has. */
static bool
agrees(const struct import *im, const struct crm_record *now)
{
	size_t i;

	if (im->defers)
		return false;
	for (i = 0; i < im->e->n; i++)
		if (im->rec.given[i] && !crm_value_eq(im->rec.v[i], now->v[i]))
			return false;
	return true;
}

static enum crm_status
as_kept(struct import *im, const struct crm_record *now, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(im->s, im->e);

	return rules == NULL || rules->met == NULL
	    ? CRM_OK
	    : rules->met(im->s, now, &im->rec, err);
}

/* Whether the row is in another currency than the record. */
static bool
other_currency(const struct import *im, const struct crm_record *now)
{
	int i = im->e->currency;
	struct crm_text own;

	if (i < 0 || !im->rec.given[i] || im->rec.v[i].kind != CRM_STR)
		return false;
	own = now->v[i].kind == CRM_STR ? now->v[i].t
					: crm_text_of(im->s->currency);
	return !crm_text_eq(im->rec.v[i].t, own);
}

/* Only what the record lacks.  A record without amounts lacks their currency;
 * beside those that it has no amount in another one fits. */
static enum crm_status
keep_blank_only(
    struct import *im, const struct crm_record *now, struct crm_err *err)
{
	bool other = other_currency(im, now), has = false;
	int wants = -1;
	size_t i;

	for (i = 0; i < im->e->n; i++) {
		const struct crm_field *f = im->e->field[i];
		bool money = f->type == CRM_T_MONEY && !crm_field_in_base(f);

		has |= money && now->v[i].kind != CRM_NULL;
		if (money && im->rec.given[i] && now->v[i].kind == CRM_NULL)
			wants = (int)i;
		if (now->v[i].kind != CRM_NULL &&
		    ((int)i != im->e->currency || !other))
			im->rec.given[i] = false;
	}
	if (other && has && wants >= 0)
		return crm_fail_field(err, CRM_INVALID,
		    im->e->field[wants]->name,
		    "is in another currency than the amounts that the record "
		    "has");
	if (other && now->v[im->e->currency].kind != CRM_NULL && wants < 0)
		im->rec.given[im->e->currency] = false;
	return CRM_OK;
}

/* Writes what the row has into the record that it meets: an edit of that. */
static enum crm_status
change(
    struct import *im, int64_t id, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st;

	if (im->by_alias)
		note_changed(im, id);
	else
		note_updated(im, id);
	import_meets(im, id);
	st = crm_update(im->s, &im->rec, done, err);
	import_meets(im, 0);
	return st;
}

/* Where the row says nothing and the record has nothing, --default says it; and in
 * which currency the row's amounts are, where they come without one. */
static enum crm_status
say_defaults(struct import *im, const struct crm_row *row,
    const struct crm_record *now, struct crm_err *err)
{
	enum crm_status st;

	if (im->money.owner >= 0 &&
	    (st = money_of_owner(im, row, now, err)) != CRM_OK)
		return st;
	if (im->e->currency >= 0 && !im->rec.given[im->e->currency]) {
		if ((st = import_default_currency(im, row, err)) != CRM_OK ||
		    (!im->rec.given[im->e->currency] &&
			(st = import_in_currency(
			     im, row, now->v[im->e->currency], err)) != CRM_OK))
			return st;
	}
	return im->o->on_duplicate == CRM_DUP_ERROR ||
		im->o->on_duplicate == CRM_DUP_SKIP
	    ? CRM_OK
	    : import_fill_defaults(im, row, now, err);
}

/* What the policy makes of a row that says something else than the record. */
static enum crm_status
apply(struct import *im, int64_t id, const struct crm_record *now,
    enum crm_action *done, struct crm_err *err)
{
	enum crm_on_duplicate policy = im->o->on_duplicate;
	enum crm_status st;

	/* It was asked for to come back as the row has it. */
	if (im->gone_id != 0 && policy == CRM_DUP_ERROR)
		policy = CRM_DUP_UPDATE;
	/* The survivor has a row of its own that says more. */
	if (im->by_alias && policy != CRM_DUP_ERROR && policy != CRM_DUP_SKIP)
		policy = CRM_DUP_FILL;
	switch (policy) {
	case CRM_DUP_ERROR:
		return im->by_alias ? merged_refuse(im, id, err)
				    : refused_is(im, id, err);
	case CRM_DUP_SKIP:
		*done = CRM_ACT_SKIPPED;
		return CRM_OK;
	case CRM_DUP_FILL:
		if (im->by_alias)
			merged_count(im, now);
		if ((st = keep_blank_only(im, now, err)) != CRM_OK)
			return st;
		st = change(im, id, done, err);
		if (*done == CRM_ACT_UPDATED)
			*done = CRM_ACT_FILLED;
		else if (im->by_alias && *done == CRM_ACT_UNCHANGED)
			*done = CRM_ACT_SKIPPED;
		return st;
	case CRM_DUP_UPDATE:
	case CRM_DUP_UPDATE_ONLY:
		return change(im, id, done, err);
	}
	return CRM_OK;
}

/* Whether what the row says goes over what is there. */
static bool
takes_over(const struct import *im)
{
	return im->o->on_duplicate == CRM_DUP_UPDATE ||
	    im->o->on_duplicate == CRM_DUP_UPDATE_ONLY;
}

enum crm_status
meet_record(struct import *im, const struct crm_row *row, int64_t id,
    int64_t before, enum crm_action *done, struct crm_err *err)
{
	struct crm_record now;
	enum crm_status st;

	if (im->by_alias) {
		now = im->survivor;
		ident_leave_keys(im);
	} else if ((st = met_load(im, id, &now, err)) != CRM_OK) {
		return st;
	} else
		same_key_leave(im, &now);
	if ((st = say_defaults(im, row, &now, err)) != CRM_OK ||
	    (st = odd_stay(im, &now, err)) != CRM_OK ||
	    (st = further_join(im, &now, err)) != CRM_OK)
		return st;
	if ((st = either_reopen(im, &now, err)) != CRM_OK)
		return st;
	if ((st = as_kept(im, &now, err)) != CRM_OK)
		return st;
	*done = CRM_ACT_UNCHANGED;
	if (agrees(im, &now))
		return CRM_OK;
	if (before != 0)
		return refused_twice(before, err);
	if (refused_was_twice(im, err))
		return CRM_INVALID;
	if (!im->by_alias && takes_over(im) && note_was_updated(im, id))
		return refused_otherwise(im, id, err);
	im->rec.id = id;
	return apply(im, id, &now, done, err);
}
