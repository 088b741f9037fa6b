/*
 * What stands in the rows of a kind: values that their fields can have, folded
 * copies, seals; and whether all rows are there that the log's batches gave.
 * One pass over the table.
 */
#include "store/book/check.h"
#include "store/book/sealed.h"

#include <stdlib.h>
#include <string.h>

/* What a batch gave of this kind. */
struct given {
	int64_t batch, number, first, last, n, met;
};

struct row_check {
	struct check *k;
	struct sealed_rows rows;
	struct crm_buf fold;
	struct crm_arena arena;
	bool keeps; /* its kind works fields out of the record alone: */
	struct crm_value *made;
	bool *said;
	struct given *given; /* by batch */
	size_t n_given;
};

static enum crm_status
tell(struct row_check *c, const char *code, const struct crm_field *f,
    const char *text, struct crm_err *err)
{
	struct crm_finding lie = { .code = code,
		.entity = c->rows.e,
		.record = c->rows.id,
		.field = f == NULL ? NULL : f->name,
		.text = text };

	return check_tell(c->k, &lie, err);
}

/* ---- values ---- */

static bool
is_choice(const struct crm_field *f, struct crm_text t)
{
	const struct crm_choice *x;

	for (x = f->choices; x->code != NULL; x++)
		if (crm_text_is(t, x->code))
			return true;
	return false;
}

static bool
is_between(int64_t i, int64_t least, int64_t most)
{
	return i >= least && i <= most;
}

/* Why a number is none that the field can have, or NULL. */
static const char *
bad_number(const struct crm_field *f, int64_t i)
{
	switch (f->type) {
	case CRM_T_MONEY:
		return is_between(i, -CRM_MONEY_MAX, CRM_MONEY_MAX)
		    ? NULL
		    : N_("is beyond what an amount can be");
	case CRM_T_DATE:
		return is_between(i, CRM_DATE_MIN, CRM_DATE_MAX)
		    ? NULL
		    : N_("is no day of the years 1 to 9999");
	case CRM_T_INSTANT:
		return is_between(
			   crm_instant_date(i), CRM_DATE_MIN, CRM_DATE_MAX)
		    ? NULL
		    : N_("is no time of the years 1 to 9999");
	case CRM_T_BOOL:
		return is_between(i, 0, 1) ? NULL : N_("is neither yes nor no");
	default:
		return NULL;
	}
}

/* A code as older releases could keep it.  What is read today has no blanks around
 * it, and does not meet that. */
static bool
is_padded(
    const struct row_check *c, const struct crm_field *f, struct crm_text t)
{
	return (f->flags & (CRM_F_CODE | CRM_F_EXT)) != 0 &&
	    c->rows.v[c->rows.e->deleted].kind == CRM_NULL &&
	    crm_text_trim(t).n != t.n;
}

static enum crm_status
check_value(struct row_check *c, const struct crm_field *f, struct crm_value v,
    struct crm_err *err)
{
	const char *bad = NULL, *code = "range";

	if (v.kind == CRM_NULL && (f->flags & CRM_F_REQUIRED) != 0) {
		code = "required";
		bad = N_("is required and missing");
	} else if (v.kind == CRM_STR && f->type == CRM_T_ENUM &&
	    !is_choice(f, v.t)) {
		code = "choice";
		bad = N_("is none of the allowed values");
	} else if (v.kind == CRM_STR &&
	    (crm_utf8_valid(v.t) != v.t.n ||
		memchr(v.t.p, '\0', v.t.n) != NULL)) {
		code = "text";
		bad = N_("is no text in UTF-8");
	} else if (v.kind == CRM_STR && is_padded(c, f, v.t)) {
		code = "blanks";
		bad = N_("has blanks around it, so that no import meets it; "
			 "set it anew");
	} else if (v.kind == CRM_INT)
		bad = bad_number(f, v.i);
	return bad == NULL ? CRM_OK : tell(c, code, f, bad, err);
}

/* Folded copies are compared here: the database cannot fold. */
static enum crm_status
check_fold(struct row_check *c, const struct crm_field *f, struct crm_value v,
    struct crm_value fold, struct crm_err *err)
{
	crm_buf_clear(&c->fold);
	if (v.kind == CRM_STR)
		crm_fold(&c->fold, v.t);
	if (crm_value_eq(fold,
		crm_value_text((struct crm_text){ c->fold.data, c->fold.len })))
		return CRM_OK;
	return tell(c, "fold", f,
	    N_("its folded copy is wrong; migrate "
	       "makes it anew"),
	    err);
}

static enum crm_status
check_values(struct row_check *c, struct crm_err *err)
{
	const struct crm_entity *e = c->rows.e;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];

		if (!is_column(f))
			continue;
		st = check_value(c, f, c->rows.v[i], err);
		if (st == CRM_OK && (f->flags & CRM_F_FOLDED) != 0)
			st = check_fold(
			    c, f, c->rows.v[i], c->rows.fold[i], err);
	}
	return st;
}

/* The same of a user's field, whose values are in a table of their own. */
static enum crm_status
check_custom_value(struct row_check *c, const struct crm_field *f,
    const struct crm_stmt *q, struct crm_err *err)
{
	bool text = crm_type_is_text(f->type);
	struct crm_value v = crm_col(q, text ? 2 : 1, text);
	enum crm_status st;

	c->rows.id = crm_col_int(q, 0);
	st = check_value(c, f, v, err);
	if (st != CRM_OK)
		return st;
	return check_fold(c, f, f->flags & CRM_F_FOLDED ? v : CRM_VALUE_NULL,
	    crm_col(q, 3, true), err);
}

static enum crm_status
check_custom(
    struct row_check *c, const struct crm_field *f, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(c->k->s,
	    "SELECT \"record\", \"num\", \"txt\", \"txt_f\" FROM custom "
	    "WHERE \"field\" = ? ORDER BY \"record\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->custom_id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = check_custom_value(c, f, q, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	return st;
}

/* ---- seals and batches ---- */

static int
by_batch(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	return (x->batch > y->batch) - (x->batch < y->batch);
}

static enum crm_status
read_given(struct row_check *c, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(c->k->s,
	    "SELECT g.\"batch\", b.\"number\", g.\"first\", g.\"last\", "
	    "g.\"n\" FROM birth g JOIN batch b ON b.\"id\" = g.\"batch\" "
	    "WHERE g.\"entity\" = ? ORDER BY g.\"batch\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(c->rows.e->def->name)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		c->given = crm_grow(
		    &c->arena, c->given, c->n_given, &cap, sizeof *c->given);
		c->given[c->n_given++] = (struct given){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2), crm_col_int(q, 3),
			crm_col_int(q, 4), 0 };
	}
	return st;
}

static enum crm_status
check_born(struct row_check *c, struct crm_err *err)
{
	struct given key = { .batch = c->rows.born }, *g = NULL;

	if (c->n_given > 0)
		g = bsearch(&key, c->given, c->n_given, sizeof key, by_batch);
	if (g == NULL || !is_between(c->rows.id, g->first, g->last))
		return tell(c, "batch", NULL,
		    "was not given by the batch that it says it was born in",
		    err);
	g->met++;
	return CRM_OK;
}

static enum crm_status
check_seal(struct row_check *c, struct crm_err *err)
{
	const struct sealed_rows *r = &c->rows;

	if (r->stored.kind == CRM_INT && r->stored.i == r->seal)
		return CRM_OK;
	return tell(c, "changed", NULL,
	    "was changed by another program: it is not as it was written", err);
}

/* ---- what is worked out of the record ---- */

static void
format_kept(struct row_check *c, const struct crm_record *r, size_t field,
    struct crm_value v, struct crm_buf *out)
{
	int currency = r->entity->currency, digits = -1;
	const struct crm_field *f = r->entity->field[field];

	if (v.kind == CRM_NULL) {
		crm_buf_str(out, crm_tr("blank"));
		return;
	}
	if (!crm_field_in_base(f) && currency >= 0 &&
	    r->v[currency].kind == CRM_STR)
		digits = crm_currency_digits_n(r->v[currency].t);
	if (digits < 0)
		digits = crm_currency_digits(c->k->s->currency);
	crm_value_format(out, c->k->s->dict, r->entity, f, v, digits);
}

static enum crm_status
tell_kept(struct row_check *c, const struct crm_record *r, size_t field,
    struct crm_err *err)
{
	struct crm_buf is = CRM_BUF_INIT, should = CRM_BUF_INIT;
	enum crm_status st;

	format_kept(c, r, field, c->rows.v[field], &is);
	format_kept(c, r, field, r->v[field], &should);
	st = tell(c, "kept", r->entity->field[field],
	    crm_sprintf(&c->k->arena,
		crm_tr("is %s, and what it is worked out of makes it %s; the "
		       "next change of the record puts it right"),
		is.data, should.data),
	    err);
	crm_buf_free(&is);
	crm_buf_free(&should);
	return st;
}

/* Kept fields are what a write of the record would make of them. */
static enum crm_status
check_kept(struct row_check *c, struct crm_err *err)
{
	const struct crm_entity *e = c->rows.e;
	struct crm_record r = { .entity = e, .id = c->rows.id };
	struct crm_err own = { .status = CRM_OK };
	enum crm_status st = CRM_OK;
	size_t i;

	if (!c->keeps || c->rows.v[e->deleted].kind != CRM_NULL)
		return CRM_OK;
	memcpy(c->made, c->rows.v, e->n * sizeof *c->made);
	memset(c->said, 0, e->n * sizeof *c->said);
	r.v = c->made;
	r.given = c->said;
	if (hooks_keep(c->k->s, &r, &own) != CRM_OK)
		return tell(c, "kept",
		    own.field[0] == '\0'
			? NULL
			: e->field[crm_field_index(e, crm_text_of(own.field))],
		    own.text, err);
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (!crm_value_eq(r.v[i], c->rows.v[i]))
			st = tell_kept(c, &r, i, err);
	return st;
}

/* ---- what is gone ---- */

/* Ids from `from` to `to`, of which a batch gave all. */
static enum crm_status
tell_gone(struct row_check *c, const struct given *g, int64_t from, int64_t to,
    struct crm_err *err)
{
	const char *more = from == to
	    ? ""
	    : crm_sprintf(&c->k->arena,
		  crm_tr(", and so are those behind it, to %s%lld"),
		  c->rows.e->def->code, (long long)to);

	c->rows.id = from;
	return tell(c, "gone", NULL,
	    crm_sprintf(&c->k->arena,
		crm_tr(
		    "is gone: batch B%lld gave it, and nothing deleted it%s"),
		(long long)g->number, more),
	    err);
}

/* Where a batch gave all ids of its range, the gaps are what is gone. */
static enum crm_status
find_gaps(struct row_check *c, const struct given *g, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(g->first),
		crm_value_int(g->last) };
	struct crm_buf sql = CRM_BUF_INIT;
	int64_t next = g->first, *id;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	size_t i, n;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"id\" BETWEEN ? AND ? "
	    "ORDER BY \"id\"",
	    c->rows.e->def->table);
	st = crm_ids(c->k->s, sql.data, v, 2, &a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (id[i] > next)
			st = tell_gone(c, g, next, id[i] - 1, err);
		next = id[i] + 1;
	}
	if (st == CRM_OK && next <= g->last)
		st = tell_gone(c, g, next, g->last, err);
	crm_buf_free(&sql);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_given(struct row_check *c, const struct given *g, struct crm_err *err)
{
	struct crm_finding lie = { .code = "gone", .batch = g->number };

	if (g->met == g->n)
		return CRM_OK;
	if (g->met < g->n && is_between(g->first, 1, CRM_ID_MAX) &&
	    is_between(g->last, 1, CRM_ID_MAX) &&
	    g->last - g->first == g->n - 1)
		return find_gaps(c, g, err);
	lie.text = crm_sprintf(&c->k->arena,
	    crm_tr("gave %lld records of the kind %s, and %lld are there"),
	    (long long)g->n, c->rows.e->def->name, (long long)g->met);
	return check_tell(c->k, &lie, err);
}

/* ---- all of it ---- */

static enum crm_status
pass_rows(struct row_check *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool row;

	while (st == CRM_OK &&
	    (st = sealed_next(&c->rows, &row, err)) == CRM_OK && row)
		if ((st = check_values(c, err)) == CRM_OK &&
		    (st = check_seal(c, err)) == CRM_OK &&
		    (st = check_kept(c, err)) == CRM_OK)
			st = check_born(c, err);
	return st;
}

enum crm_status
check_rows(struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	struct row_check c = { .k = k, .fold = CRM_BUF_INIT };
	const struct crm_rules *rules = hooks_rules(k->s, e);
	enum crm_status st = sealed_begin(&c.rows, k->s, e, "", err);
	size_t i;

	c.keeps = rules != NULL && rules->keep != NULL;
	c.made = crm_alloc_n(&c.arena, e->n, sizeof *c.made);
	c.said = crm_alloc_n(&c.arena, e->n, sizeof *c.said);
	if (st == CRM_OK && (st = read_given(&c, err)) == CRM_OK)
		st = pass_rows(&c, err);
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (e->field[i]->flags & CRM_F_CUSTOM)
			st = check_custom(&c, e->field[i], err);
	for (i = 0; i < c.n_given && st == CRM_OK; i++)
		st = check_given(&c, &c.given[i], err);
	sealed_end(&c.rows);
	crm_buf_free(&c.fold);
	crm_arena_free(&c.arena);
	return st;
}
