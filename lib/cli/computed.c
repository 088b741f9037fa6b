/*
 * field:=expression on the command line: parsed once, computed for each record
 * from its fields as they are when it is changed.
 */
#include "internal.h"

#include <string.h>

/* The fields that all expressions of a command look at, as one view. */
struct computed {
	struct crm_arena *arena; /* the command's: a record has its own */
	struct crm_columns columns;
	size_t cap;
	struct crm_view *view;
	struct crm_operand *operand; /* of the record at hand */
};

static struct computed *
computed_of(struct crm_cmd *c)
{
	if (c->computed == NULL) {
		c->computed = crm_alloc(c->arena, sizeof *c->computed);
		c->computed->arena = c->arena;
	}
	return c->computed;
}

/* Behind those of the expressions before it. */
static void
add_fields(struct crm_cmd *c, struct crm_assign *a)
{
	struct computed *x = computed_of(c);
	struct crm_columns *l = &x->columns;
	size_t n;
	const struct crm_path *p = crm_expr_fields(a->expr, &n);

	a->operands = l->n;
	for (size_t i = 0; i < n; i++) {
		l->path = crm_grow(
		    c->arena, l->path, l->n, &x->cap, sizeof *l->path);
		l->path[l->n++] = p[i];
	}
}

enum crm_status
computed_parse(struct crm_cmd *c, struct crm_assign *a, struct crm_err *err)
{
	enum crm_status st;

	if (c->verb->each == NULL)
		return crm_fail(err, CRM_USAGE,
		    "%s has no record yet to compute from; give a value: "
		    "%.*s=",
		    c->verb->name, (int)a->name.n, a->name.p);
	if (a->field < 0)
		return crm_fail_field(
		    err, CRM_USAGE, "version", "is given, not computed");
	st = crm_expr_parse(c->dict, c->entity, c->entity->field[a->field],
	    crm_strndup(c->arena, a->value.p, a->value.n), &c->clock, c->arena,
	    &a->expr, err);
	if (st == CRM_OK)
		add_fields(c, a);
	return st;
}

static enum crm_status
open_fields(struct crm_cmd *c, struct computed *x, struct crm_err *err)
{
	const struct crm_view_opts o = { .columns = &x->columns,
		.by_id = true };

	x->operand = crm_alloc_n(x->arena, x->columns.n, sizeof *x->operand);
	return crm_view_open(c->store, c->entity, &o, x->arena, &x->view, err);
}

enum crm_status
computed_load(struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	struct computed *x = c->computed;
	const struct crm_column *column;
	struct crm_value *cell;
	enum crm_status st;
	size_t n;

	if (x == NULL || x->columns.n == 0)
		return CRM_OK;
	if (x->view == NULL && (st = open_fields(c, x, err)) != CRM_OK)
		return st;
	if ((st = crm_view_seek(x->view, id, &cell, err)) != CRM_OK)
		return st;
	column = crm_view_columns(x->view, &n);
	for (size_t i = 0; i < n; i++) {
		int currency = column[i].currency;

		/* The row goes with the next statement. */
		x->operand[i].v = crm_value_dup(c->arena, cell[i]);
		x->operand[i].currency = crm_text_of(
		    crm_store_currency(c->store));
		if (currency >= 0 && cell[currency].kind == CRM_STR)
			x->operand[i].currency =
			    crm_value_dup(c->arena, cell[currency]).t;
	}
	return CRM_OK;
}

enum crm_status
computed_value(struct crm_cmd *c, const struct crm_assign *a,
    struct crm_text currency, struct crm_value *out, struct crm_err *err)
{
	const struct computed *x = c->computed;

	if (currency.n == 0)
		currency = crm_text_of(crm_store_currency(c->store));
	return crm_expr_eval(a->expr,
	    x->operand == NULL ? NULL : x->operand + a->operands, currency,
	    c->arena, out, err);
}

void
computed_close(struct crm_cmd *c)
{
	if (c->computed != NULL)
		crm_view_close(c->computed->view);
}
