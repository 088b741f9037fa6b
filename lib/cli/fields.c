/* field=value on the command line: read once a command, whatever records it is
 * about; but amounts, which are read in the currency of each. */
#include "internal.h"

#include <crm/domain/area.h>
#include <crm/store/log.h>

#include <stdio.h>
#include <string.h>

enum { SHOWN = 60 };

/* A record of which every field is the verbs' own, like a stage visit. */
static bool
is_written_by_verbs(const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((int)i != e->id &&
		    (e->field[i]->flags &
			(CRM_F_READONLY | CRM_F_VERB | CRM_F_CUSTOM)) == 0)
			return false;
	return true;
}

bool
may_give(const struct crm_verb *v, const struct crm_entity *e, int field)
{
	unsigned flags = e->field[field]->flags;

	if (field == e->id || (flags & CRM_F_READONLY) != 0)
		return false;
	if ((flags & CRM_F_VERB) == 0)
		return true;
	if ((v->flags & CRM_V_MAKES) != 0 && (flags & CRM_F_BEGINS) == 0)
		return false;
	return (v->flags & CRM_V_UNMOVED) == 0 && !is_written_by_verbs(e);
}

static enum crm_status
check_given(const struct crm_cmd *c, const struct crm_entity *e, int field,
    struct crm_err *err)
{
	const struct crm_field *f = e->field[field];

	if (may_give(c->verb, e, field))
		return CRM_OK;
	if (field == e->id || (f->flags & CRM_F_READONLY) != 0)
		return crm_fail_field(err, CRM_USAGE, f->name,
		    "is kept by the "
		    "book itself and cannot be set");
	return crm_fail_field(err, CRM_RULE, f->name,
	    "is not set but "
	    "moved, so that its rules and its history are kept; see "
	    "the verbs in %s --help",
	    c->program->name);
}

static struct crm_text
record_currency(const struct crm_record *r)
{
	int i = r->entity->currency;

	if (i < 0 || r->v[i].kind != CRM_STR)
		return (struct crm_text){ NULL, 0 };
	return r->v[i].t;
}

/* `id`: the text stands behind NAME_id. */
static enum crm_status
parse_field(struct crm_cmd *c, const struct crm_field *f, bool id,
    struct crm_text text, struct crm_text currency, struct crm_value *out,
    struct crm_err *err)
{
	unsigned did = 0;
	struct crm_parse p = { .dict = c->dict,
		.clock = &c->clock,
		.numbers = CRM_NUM_DOUBT,
		.did = &did,
		.base_currency = crm_store_currency(c->store),
		.arena = c->arena };
	enum crm_status st = crm_value_read(c->store, &p, f,
	    id ? CRM_REFER_ID : CRM_REFER_NAME, text, currency, out, err);

	/* A bad date on a command line is usage, as everywhere. */
	if (st == CRM_INVALID &&
	    (f->type == CRM_T_DATE || f->type == CRM_T_INSTANT))
		err->status = st = CRM_USAGE;
	if (st != CRM_OK)
		crm_err_in_field(err, f->name);
	if (st == CRM_OK && (did & CRM_DID_TIME) != 0 && !c->told_time) {
		c->told_time = true;
		crm_note(c, "%s: the time of day is left out: it holds days",
		    f->name);
	}
	return st;
}

enum crm_status
crm_assign_field(struct crm_cmd *c, struct crm_record *r, const char *field,
    struct crm_text text, struct crm_err *err)
{
	int i = crm_field_index(r->entity, crm_text_of(field));
	struct crm_value v;
	enum crm_status st;

	st = parse_field(
	    c, r->entity->field[i], false, text, record_currency(r), &v, err);
	if (st == CRM_OK)
		crm_record_set(r, i, v);
	return st;
}

/* ---- those of the command ---- */

/* Where a time of day goes that is given for a date: to the instant beside it, also
 * one that is no time there, which says so then; without a time the field itself. */
static int
keeping_time(const struct crm_cmd *c, int field, struct crm_text text)
{
	const char *beside = c->entity->field[field]->time;
	struct crm_err ignored;
	int64_t at, date;
	struct crm_date_form form = { 0 };
	bool timed = false;

	if (beside == NULL)
		return field;
	text = crm_text_trim(text);
	if (crm_instant_expr(text, &c->clock, &at, &ignored) == CRM_OK)
		timed = at != crm_date_start(crm_instant_date(at));
	else if (crm_date_read(text, &form, &date, &timed, &ignored) != CRM_OK)
		timed = false;
	return timed ? crm_field_index(c->entity, crm_text_of(beside)) : field;
}

static enum crm_status
find_fields(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	bool *given = crm_alloc_n(c->arena, e->n, sizeof *given);
	enum crm_status st;
	size_t i;

	for (i = 0; i < c->n_assign; i++) {
		struct crm_assign *a = &c->assign[i];

		a->field = -1;
		if (crm_text_is(a->name, "version"))
			continue;
		if ((st = crm_field_named(e, a->name, &a->field, NULL, err)) !=
			CRM_OK ||
		    (st = check_given(c, e, a->field, err)) != CRM_OK)
			return st;
		a->field = keeping_time(c, a->field, a->value);
		if (given[a->field])
			return crm_fail_field(err, CRM_USAGE,
			    e->field[a->field]->name, "is given twice");
		given[a->field] = true;
	}
	return CRM_OK;
}

/* Whether a field may bear a currency: money, and prices. */
static bool
bears_currency(const struct crm_field *f)
{
	return f->type == CRM_T_MONEY || f->type == CRM_T_DECIMAL;
}

/* Whether amounts are in a currency of the record, or of that which it is a part of. */
static bool
has_currency(const struct crm_cmd *c)
{
	return c->entity->currency >= 0 ||
	    crm_currency_owner(c->store, c->entity) >= 0;
}

/* The currency that the command gives, if it does: amounts are read in it. */
static enum crm_status
read_currency(struct crm_cmd *c, const struct crm_assign **given,
    struct crm_text *currency, struct crm_err *err)
{
	struct crm_assign *a = c->assign, *end = a + c->n_assign;
	const struct crm_entity *e = c->entity;
	enum crm_status st;

	*given = NULL;
	*currency = (struct crm_text){ NULL, 0 };
	while (a != end &&
	    (a->field != e->currency || a->field < 0 || a->computed))
		a++;
	if (a == end)
		return CRM_OK;
	*given = a;
	st = parse_field(
	    c, e->field[a->field], false, a->value, *currency, &a->v, err);
	if (st == CRM_OK && a->v.kind == CRM_STR)
		*currency = a->v.t;
	return st;
}

/* Behind an error about a value that would be an expression: how that is written. */
static void
hint_expression(const struct crm_cmd *c, const struct crm_assign *a,
    const struct crm_field *f, struct crm_err *err)
{
	size_t n = strlen(err->text), name = 0;

	while (name < a->value.n &&
	    ((a->value.p[name] >= 'a' && a->value.p[name] <= 'z') ||
		a->value.p[name] == '_'))
		name++;
	if (crm_type_is_text(f->type) || name == a->value.n ||
	    strchr("*/+-", a->value.p[name]) == NULL ||
	    crm_field_index(c->entity, (struct crm_text){ a->value.p, name }) <
		0)
		return;
	snprintf(err->text + n, sizeof err->text - n,
	    crm_tr("; an expression stands behind := as in '%s:=%.*s'"),
	    f->name, (int)(a->value.n > SHOWN ? SHOWN : a->value.n),
	    a->value.p);
}

enum crm_status
read_fields(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	struct crm_assign *a = c->assign, *end = a + c->n_assign;
	const struct crm_assign *given;
	struct crm_text currency;
	enum crm_status st;

	if ((st = find_fields(c, err)) != CRM_OK)
		return st;
	st = read_currency(c, &given, &currency, err);
	for (; a != end && st == CRM_OK; a++) {
		const struct crm_field *f = a->field < 0 ? NULL
							 : e->field[a->field];

		if (a->computed) {
			st = computed_parse(c, a, err);
			c->by_record |= has_currency(c);
		} else if (f == NULL) {
			a->v.kind = CRM_INT;
			st = crm_batch_parse(c->store, a->value, &a->v.i, err);
		} else if (has_currency(c) && given == NULL &&
		    bears_currency(f))
			c->by_record = a->by_record = true;
		else if (a != given)
			st = parse_field(c, f,
			    (f->type == CRM_T_REF || f->type == CRM_T_ANY) &&
				!crm_text_is(a->name, f->name),
			    a->value, currency, &a->v, err);
		if (st != CRM_OK && f != NULL && !a->computed)
			hint_expression(c, a, f, err);
	}
	return st;
}

/* The value of an expression, as the field keeps it; what is blank changes
 * nothing. */
static enum crm_status
fill_computed(struct crm_cmd *c, const struct crm_assign *a,
    struct crm_text currency, struct crm_record *r, struct crm_err *err)
{
	const struct crm_field *f = r->entity->field[a->field];
	struct crm_value v;
	enum crm_status st = computed_value(c, a, currency, &v, err);

	if (st != CRM_OK || v.kind == CRM_NULL)
		return st;
	if (v.kind == CRM_STR && !crm_field_is_prose(f))
		/* A reference comes as the id of a record. */
		st = parse_field(c, f, true, v.t, currency, &v, err);
	if (st == CRM_OK)
		crm_record_set(r, a->field, v);
	return st;
}

/* The currency that the command gives, else that of the record. */
static struct crm_text
new_currency(const struct crm_cmd *c, const struct crm_record *r)
{
	for (size_t i = 0; i < c->n_assign; i++)
		if (c->assign[i].field >= 0 && !c->assign[i].computed &&
		    c->assign[i].field == r->entity->currency &&
		    c->assign[i].v.kind == CRM_STR)
			return c->assign[i].v.t;
	return record_currency(r);
}

/* Behind an error about an amount that names another currency: how the record gets
 * that. */
static void
hint_currency(const struct crm_entity *e, const struct crm_field *f,
    struct crm_text text, struct crm_text currency, struct crm_err *err)
{
	size_t n = strlen(err->text);
	char code[CRM_CURRENCY_SIZE];
	bool surely;

	if (crm_field_in_base(f) || crm_number_is_in(text, currency) ||
	    !crm_number_names(text, code, &surely))
		return;
	if (e->currency >= 0 &&
	    (e->field[e->currency]->flags & CRM_F_READONLY) == 0)
		snprintf(err->text + n, sizeof err->text - n,
		    crm_tr("; currency=%s beside it says that it is in that"),
		    code);
}

/* An amount, in the currency of the record. */
static enum crm_status
fill_by_record(struct crm_cmd *c, const struct crm_assign *a,
    struct crm_text currency, struct crm_record *r, struct crm_err *err)
{
	const struct crm_field *f = r->entity->field[a->field];
	struct crm_value v;
	enum crm_status st = parse_field(
	    c, f, false, a->value, currency, &v, err);

	if (st == CRM_OK)
		crm_record_set(r, a->field, v);
	else {
		if (currency.n == 0)
			currency = crm_text_of(crm_store_currency(c->store));
		hint_currency(r->entity, f, a->value, currency, err);
		hint_expression(c, a, f, err);
	}
	return st;
}

/* The currency of what the record is a part of, where it has none of its own to say. */
static enum crm_status
take_from_owner(struct crm_cmd *c, struct crm_record *r,
    struct crm_text *currency, struct crm_err *err)
{
	int owner = crm_currency_owner(c->store, r->entity);
	enum crm_status st;

	if (owner < 0 || r->v[owner].kind != CRM_INT ||
	    record_currency(r).n > 0)
		return CRM_OK;
	st = crm_currency_from(
	    c->store, r->entity, owner, r->v[owner].i, c->arena, currency, err);
	if (st == CRM_OK && r->entity->currency >= 0)
		r->v[r->entity->currency] = crm_value_text(*currency);
	return st;
}

/* What needs no currency, or what does: that is read behind it, as it may say of what the
 * record is a part. */
static enum crm_status
fill_those(struct crm_cmd *c, bool by_record, struct crm_text currency,
    struct crm_record *r, struct crm_err *err)
{
	const struct crm_assign *a = c->assign, *end = a + c->n_assign;
	enum crm_status st = CRM_OK;

	for (; a != end && st == CRM_OK; a++) {
		if ((a->computed || a->by_record) != by_record)
			continue;
		if (a->computed)
			st = fill_computed(c, a, currency, r, err);
		else if (a->field < 0)
			r->version = a->v.i;
		else if (a->by_record)
			st = fill_by_record(c, a, currency, r, err);
		else
			crm_record_set(r, a->field, a->v);
	}
	return st;
}

enum crm_status
crm_fill_fields(struct crm_cmd *c, struct crm_record *r, struct crm_err *err)
{
	struct crm_text currency = new_currency(c, r);
	enum crm_status st = computed_load(c, r->id, err);

	if (st == CRM_OK)
		st = fill_those(c, false, currency, r, err);
	if (st == CRM_OK && c->by_record)
		st = take_from_owner(c, r, &currency, err);
	return st == CRM_OK ? fill_those(c, true, currency, r, err) : st;
}

/* When it began is not known of a record that is entered ended: today would be
 * behind that. */
static bool
came_ended(const struct crm_record *r, const struct crm_field *f)
{
	const struct crm_trade *t = crm_trade(r->entity->def->name);

	return t != NULL && t->life != NULL &&
	    strcmp(f->name, t->life->opened) == 0 &&
	    r->given[crm_field_index(r->entity, crm_text_of(t->life->closed))];
}

enum crm_status
crm_fill_added(struct crm_cmd *c, struct crm_record *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < r->entity->n && st == CRM_OK; i++) {
		const struct crm_field *f = r->entity->field[i];

		if (f->added != NULL && !r->given[i] && !came_ended(r, f))
			st = crm_assign_field(
			    c, r, f->name, crm_text_of(f->added), err);
	}
	return st;
}
