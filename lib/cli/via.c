/*
 * Pipes against the direction of references: a stream of customers gives the
 * deals whose customer is among them.
 */
#include "internal.h"

#include <stdio.h>
#include <string.h>

/* The kind of record whose key column has this name, or NULL. */
static const struct crm_entity *
keyed_by(const struct crm_dict *d, struct crm_text column)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct crm_entity *e = d->entity[i];

		if (crm_text_is(column, e->field[e->id]->name))
			return e;
	}
	return NULL;
}

static bool
may_lead_to(const struct crm_field *f, const struct crm_entity *to)
{
	if ((f->flags & CRM_F_ALIAS) != 0)
		return false;
	return f->type == CRM_T_ANY ||
	    (f->type == CRM_T_REF && strcmp(f->ref, to->def->name) == 0);
}

/* Fields of e that may lead to such a record; references to that kind alone
 * outrank those to any kind. */
static size_t
candidates(const struct crm_entity *e, const struct crm_entity *to,
    enum crm_type type, int *first, struct crm_buf *names)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (f->type != type || !may_lead_to(f, to))
			continue;
		if (n++ == 0)
			*first = (int)i;
		crm_buf_printf(names, "%s%s", n > 1 ? ", " : "", f->name);
	}
	return n;
}

/* The one of several that is meant where nobody says so: a deal's customer, not
 * its partner; a lead's owner, not its last one. */
static int
usual(const struct crm_entity *e, const struct crm_entity *to)
{
	int i = crm_field_index(e, crm_text_of(to->def->name));

	if (i < 0 || !may_lead_to(e->field[i], to))
		i = e->owning.owner;
	return i >= 0 && may_lead_to(e->field[i], to) ? i : -1;
}

static enum crm_status
say_which(const struct crm_cmd *c, const struct crm_entity *to,
    const char *names, struct crm_err *err)
{
	return crm_fail(err, CRM_USAGE,
	    "stdin has no column %s; its %s may be in several fields of a %s "
	    "(%s): say which with --via",
	    c->entity->field[c->entity->id]->name, to->field[to->id]->name,
	    crm_entity_word(c->entity), names);
}

static void
tell_choice(const struct crm_cmd *c, const struct via *v, const char *names)
{
	const struct crm_entity *e = c->entity;
	const char *name = e->field[v->field]->name;

	if (crm_has(c, CRM_OPT_QUIET))
		return;
	crm_note(c,
	    "stdin has no column %s; each %s whose %s is in its %s%s%s%s",
	    e->field[e->id]->name, crm_entity_word(e), name, v->column,
	    strchr(names, ',') != NULL ? crm_tr(" (--via picks one of ") : "",
	    strchr(names, ',') != NULL ? names : "",
	    strchr(names, ',') != NULL ? ")" : "");
}

/* Which field leads to `to`; false where none does. */
static enum crm_status
choose_field(const struct crm_cmd *c, const struct crm_entity *to,
    struct via *v, bool *found, struct crm_err *err)
{
	struct crm_buf names = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t n;

	n = candidates(c->entity, to, CRM_T_REF, &v->field, &names);
	if (n == 0)
		n = candidates(c->entity, to, CRM_T_ANY, &v->field, &names);
	else if (n > 1)
		v->field = usual(c->entity, to);
	*found = n > 0;
	if (n > 0) {
		v->to = to;
		v->column = to->field[to->id]->name;
		if (v->field < 0)
			st = say_which(c, to, names.data, err);
		else
			tell_choice(c, v, names.data);
	}
	crm_buf_free(&names);
	return st;
}

/* By the first key of the stream that is referred to. */
static enum crm_status
choose(struct crm_cmd *c, const struct crm_reader *r, struct via *v,
    int *column, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool found = false;

	for (size_t i = 0; i < crm_reader_columns(r) && !found; i++) {
		const struct crm_entity *to = keyed_by(
		    c->dict, crm_reader_column(r, i));

		if (to == NULL)
			continue;
		st = choose_field(c, to, v, &found, err);
		if (found)
			*column = (int)i;
		/* Records of that kind: what they refer to is not meant. */
		if (st != CRM_OK || i == 0)
			break;
	}
	return st;
}

enum crm_status
via_named(struct crm_cmd *c, struct via *v, struct crm_err *err)
{
	const char *name = c->opt[CRM_OPT_VIA];
	const struct crm_entity *e = c->entity;
	const struct crm_field *f;
	enum crm_status st = crm_field_named(
	    e, crm_text_of(name), &v->field, NULL, err);

	if (st != CRM_OK) {
		crm_err_in_field(err, "--via");
		return st;
	}
	f = e->field[v->field];
	if (f->type != CRM_T_REF && f->type != CRM_T_ANY)
		return crm_fail(err, CRM_USAGE,
		    "--via: %s of a %s refers to nothing", f->name,
		    crm_entity_word(e));
	if (f->type == CRM_T_REF) {
		v->to = crm_dict_find(c->dict, f->ref);
		v->column = v->to->field[v->to->id]->name;
	}
	return CRM_OK;
}

/* Of a field that may lead to any kind: by the first key of the stream. */
static enum crm_status
any_key(const struct crm_cmd *c, const struct crm_reader *r, struct via *v,
    int *column, struct crm_err *err)
{
	size_t n = crm_reader_format(r) == CRM_FMT_IDS ? 0
						       : crm_reader_columns(r);

	for (size_t i = 0; i < n && v->to == NULL; i++) {
		v->to = keyed_by(c->dict, crm_reader_column(r, i));
		*column = (int)i;
	}
	if (v->to == NULL)
		return crm_fail(err, CRM_USAGE,
		    "--via %s: %s has no column that is the key of a kind of "
		    "record, like customer_id",
		    c->entity->field[v->field]->name, crm_reader_name(r));
	v->column = v->to->field[v->to->id]->name;
	return CRM_OK;
}

enum crm_status
via_column(struct crm_cmd *c, const struct crm_reader *r, struct via *v,
    int *column, struct crm_err *err)
{
	if (v->to != NULL)
		return CRM_OK;
	if (v->field >= 0)
		return any_key(c, r, v, column, err);
	if (*column >= 0 || crm_has(c, CRM_OPT_REF))
		return CRM_OK;
	return choose(c, r, v, column, err);
}

void
via_hint(const struct crm_cmd *c, struct crm_text cell, struct crm_err *err)
{
	size_t n = strlen(err->text);
	struct crm_buf names = CRM_BUF_INIT;
	const struct crm_entity *to = NULL;
	struct crm_text code;
	int64_t number;
	int first;

	if (crm_id_split(cell, &code, &number))
		to = crm_dict_code(c->dict, code);
	if (to != NULL && to != c->entity &&
	    (candidates(c->entity, to, CRM_T_REF, &first, &names) > 0 ||
		candidates(c->entity, to, CRM_T_ANY, &first, &names) > 0))
		snprintf(err->text + n, sizeof err->text - n,
		    crm_tr("; for those that refer to it say by which field: "
			   "--via %s"),
		    names.data);
	crm_buf_free(&names);
}

enum crm_status
via_records(struct crm_cmd *c, const struct via *v,
    const struct crm_id_list *in, bool hidden, struct crm_id_list *out,
    struct crm_err *err)
{
	int64_t *ids = NULL;
	size_t n = 0;
	enum crm_status st = CRM_OK;

	if (in->n > 0)
		st = crm_referring(c->store, c->entity, v->field, v->to, in->id,
		    in->n, hidden, c->arena, &ids, &n, err);
	for (size_t i = 0; i < n && st == CRM_OK; i++)
		crm_id_list_add(out, c->arena, ids[i]);
	return st;
}
