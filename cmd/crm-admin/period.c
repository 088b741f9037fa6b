/* period: days of the books are closed, and opened again. */
#include "admin.h"

#include <crm/domain/period.h>

const struct crm_word period_close_words[] = {
	{ .name = "seller",
	    .type = CRM_T_REF,
	    .entity = "seller",
	    .help = "of this seller alone" },
	{ .name = "hard",
	    .type = CRM_T_BOOL,
	    .help = "for good: nobody opens it, nor books in it" },
	{ .name = NULL },
};

const struct crm_word period_reopen_words[] = {
	{ .name = "from",
	    .type = CRM_T_DATE,
	    .help = "the first day that is open again; default: all of them" },
	{ .name = NULL },
};

/* PERIOD [AREA]: its last day, and the area as the dictionary has it. */
static enum crm_status
read_operands(struct crm_cmd *c, struct crm_period_of *p, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "period");
	const struct crm_parse how = {
		.dict = c->dict, .arena = c->arena, .clock = &c->clock
	};
	int area = crm_field_index(e, CRM_TEXT("area"));
	struct crm_value v = CRM_VALUE_NULL;
	enum crm_status st;
	struct crm_text t;
	int64_t first;

	if (c->n_operands < 1 || c->n_operands > 2)
		return crm_fail(err, CRM_USAGE,
		    "%s takes a period or its last day, and an area: 2026-10 "
		    "stock",
		    c->verb->name);
	t = crm_text_of(c->operand[0]);
	if ((st = crm_days_expr(t, &c->clock, &first, &p->day, err)) != CRM_OK)
		return st;
	if (c->n_operands == 1)
		return CRM_OK;
	st = crm_value_parse(&how, e->field[area], crm_text_of(c->operand[1]),
	    crm_text_of(NULL), &v, err);
	p->area = v.kind == CRM_STR ? v.t : crm_text_of(NULL);
	return st;
}

/* ---- close ---- */

static enum crm_status
count_one(void *ctx, const struct crm_unposted *u, struct crm_err *err)
{
	(void)u;
	(void)err;
	++*(size_t *)ctx;
	return CRM_OK;
}

static enum crm_status
tell_unposted(
    struct crm_cmd *c, const struct crm_period_of *p, struct crm_err *err)
{
	size_t n = 0;
	enum crm_status st = crm_period_unposted(
	    c->store, p->area, p->day, count_one, &n, err);

	if (st == CRM_OK && n > 0)
		crm_note(c,
		    "%zu of these days wait still; see: crm-admin period "
		    "check %s%s%.*s",
		    n, c->operand[0], p->area.n > 0 ? " " : "", (int)p->area.n,
		    p->area.p);
	return st;
}

static enum crm_status
close_body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_period_of *p = c->state;
	enum crm_action done;
	enum crm_status st;
	int64_t id;

	st = crm_period_close(c->store, p, &id, &done, err);
	if (st != CRM_OK)
		return st;
	crm_cmd_count(c, id, done);
	if ((st = tell_unposted(c, p, err)) != CRM_OK)
		return st;
	return crm_cmd_print_changed(c, c->entity, err);
}

enum crm_status
period_close(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_period_of *p = crm_alloc(c->arena, sizeof *p);
	enum crm_status st = read_operands(c, p, err);

	p->seller = crm_arg_int(c, "seller");
	p->hard = crm_arg_int(c, "hard") != 0;
	c->state = p;
	return st == CRM_OK ? crm_cmd_write(c, close_body, err) : st;
}

/* ---- reopen ---- */

enum crm_status
period_reopen(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *from = crm_arg(c, "from");

	return crm_period_reopen(
	    c->store, id, from->given ? from->v.i : CRM_DATE_MIN, done, err);
}

/* ---- check ---- */

static const struct crm_column columns[] = {
	{ .name = "area", .label = "Area", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "record",
	    .label = "Record",
	    .type = CRM_T_TEXT,
	    .currency = -1,
	    .whole = true },
	{ .name = "dated",
	    .label = "Dated",
	    .type = CRM_T_DATE,
	    .currency = -1 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static enum crm_status
put_one(void *ctx, const struct crm_unposted *u, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_value v[COLUMNS];
	enum crm_status st;

	crm_id_format(&id, u->entity, u->id);
	v[0] = crm_value_text(crm_text_of(u->area));
	v[1] = crm_value_text(crm_text_of(id.data));
	v[2] = crm_value_int(u->day);
	st = crm_rows_put(ctx, v, err);
	crm_buf_free(&id);
	return st;
}

enum crm_status
period_check(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_period_of p = { .seller = 0 };
	struct crm_rows *rows = NULL;
	enum crm_status st;

	if ((st = read_operands(c, &p, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	if (st == CRM_OK)
		st = crm_period_unposted(
		    c->store, p.area, p.day, put_one, rows, err);
	return crm_rows_end(rows, st, err);
}
