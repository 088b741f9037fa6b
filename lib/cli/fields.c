/* field=value on the command line: text to a record's fields. */
#include "internal.h"

#include <crm/store/log.h>

#include <string.h>

/* Moves operands of the form name=value out of c->operand. */
enum crm_status
split_assignments(struct crm_cmd *c, struct crm_err *err)
{
	size_t i, kept = 0;

	c->assign = crm_alloc_n(c->arena, c->n_operands + 1, sizeof *c->assign);
	for (i = 0; i < c->n_operands; i++) {
		const char *o = c->operand[i], *eq = strchr(o, '=');
		struct crm_assign *a;

		if (eq == NULL || eq == o) {
			c->operand[kept++] = o;
			continue;
		}
		if (crm_utf8_valid(crm_text_of(o)) != strlen(o))
			return crm_fail(
			    err, CRM_USAGE, "'%.40s' is not UTF-8", o);
		a = &c->assign[c->n_assign++];
		a->name = (struct crm_text){ o, (size_t)(eq - o) };
		a->value = crm_text_of(eq + 1);
	}
	c->n_operands = kept;
	return CRM_OK;
}

static enum crm_status
find_field(struct crm_cmd *c, const struct crm_entity *e, struct crm_text name,
    int *field, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *near;

	*field = crm_field_index(e, name);
	if (*field >= 0)
		return CRM_OK;
	near = crm_field_nearest(e, name, c->arena);
	crm_quote(quoted, name);
	return crm_fail(err, CRM_USAGE, "no field '%s' in %s%s%s", quoted,
	    e->def->name, near[0] != '\0' ? "; nearest: " : "", near);
}

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

static enum crm_status
check_settable(const struct crm_cmd *c, const struct crm_entity *e, int field,
    struct crm_err *err)
{
	const struct crm_field *f = e->field[field];

	if (field == e->id || (f->flags & CRM_F_READONLY) != 0)
		return crm_fail_field(err, CRM_USAGE, f->name,
		    "is kept by the "
		    "book itself and cannot be set");
	if ((f->flags & CRM_F_VERB) != 0 &&
	    (strcmp(c->verb->name, "set") == 0 || is_written_by_verbs(e)))
		return crm_fail_field(err, CRM_RULE, f->name,
		    "is not set but "
		    "moved, so that its rules and its history are kept; see "
		    "the verbs in %s --help",
		    c->program->name);
	return CRM_OK;
}

/* A value that is a reference by name, or a record of any kind. */
static enum crm_status
parse_reference(struct crm_cmd *c, const struct crm_field *f,
    struct crm_text text, struct crm_value *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, f->ref);
	enum crm_status st;
	int64_t id;

	st = crm_resolve(c->store, e, crm_text_trim(text), false, &id, err);
	if (st == CRM_OK)
		*out = crm_value_int(id);
	return st;
}

static enum crm_status
parse_any(struct crm_cmd *c, struct crm_text text, struct crm_value *out,
    struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	const struct crm_entity *e;
	struct crm_text code;
	enum crm_status st;
	int64_t id;

	if (!crm_id_split(text, &code, &id) ||
	    (e = crm_dict_code(c->dict, code)) == NULL)
		return crm_fail(err, CRM_INVALID,
		    "'%.40s' is not an id like "
		    "L12 or C3",
		    text.p);
	st = crm_resolve(c->store, e, text, false, &id, err);
	if (st != CRM_OK)
		return st;
	/* Not the text: a merged record leads to another. */
	crm_id_format(&typed, e, id);
	*out = crm_value_text(crm_text_of(crm_strdup(c->arena, typed.data)));
	crm_buf_free(&typed);
	return CRM_OK;
}

static struct crm_text
record_currency(const struct crm_record *r)
{
	int i = r->entity->currency;

	if (i < 0 || r->v[i].kind != CRM_STR)
		return (struct crm_text){ NULL, 0 };
	return r->v[i].t;
}

enum crm_status
crm_assign_field(struct crm_cmd *c, struct crm_record *r, const char *field,
    struct crm_text text, struct crm_err *err)
{
	unsigned did = 0;
	struct crm_parse p = { .dict = c->dict,
		.clock = &c->clock,
		.numbers = CRM_NUM_DOUBT,
		.did = &did,
		.base_currency = crm_store_currency(c->store),
		.arena = c->arena };
	int i = crm_field_index(r->entity, crm_text_of(field));
	const struct crm_field *f = r->entity->field[i];
	struct crm_value v = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (crm_text_trim(text).n == 0 && !crm_type_is_text(f->type))
		text.n = 0;
	if (text.n == 0 || crm_text_is(text, "\\N"))
		v = CRM_VALUE_NULL;
	else if (f->type == CRM_T_REF)
		st = parse_reference(c, f, text, &v, err);
	else if (f->type == CRM_T_ANY)
		st = parse_any(c, crm_text_trim(text), &v, err);
	else
		st = crm_value_parse(&p, f, text, record_currency(r), &v, err);
	if (st != CRM_OK) {
		/* A bad date on a command line is usage, as everywhere. */
		if (st == CRM_INVALID &&
		    (f->type == CRM_T_DATE || f->type == CRM_T_INSTANT))
			err->status = st = CRM_USAGE;
		crm_err_in_field(err, f->name);
		return st;
	}
	if ((did & CRM_DID_TIME) != 0 && !c->told_time) {
		c->told_time = true;
		crm_note(c, "%s: the time of day is left out: it holds days",
		    f->name);
	}
	crm_record_set(r, i, v);
	return CRM_OK;
}

enum crm_status
crm_assign_record(struct crm_cmd *c, const struct crm_assign *a, size_t n,
    struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	enum crm_status st = CRM_OK;
	int pass, field;
	size_t i;

	/* The currency first: money is read in it. */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < n; i++) {
			if (crm_text_is(a[i].name, "version")) {
				st = crm_batch_parse(
				    c->store, a[i].value, &r->version, err);
				if (st != CRM_OK)
					return st;
				continue;
			}
			st = find_field(c, e, a[i].name, &field, err);
			if (st == CRM_OK)
				st = check_settable(c, e, field, err);
			if (st != CRM_OK)
				return st;
			if ((field == e->currency) != (pass == 0))
				continue;
			if (pass == 1 && r->given[field])
				return crm_fail_field(err, CRM_USAGE,
				    e->field[field]->name, "is given twice");
			st = crm_assign_field(
			    c, r, e->field[field]->name, a[i].value, err);
			if (st != CRM_OK)
				return st;
		}
	return st;
}
