/* count: due, open, sheet, read, post, cancel. */
#include "stock.h"

#include <crm/base/date.h>

#include <string.h>

static const struct crm_word due_words[] = {
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "of it alone" },
	{ .name = "all", .type = CRM_T_BOOL, .help = "also what is due later" },
	{ .name = NULL },
};

static const struct crm_word open_words[] = {
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "what is counted" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the day of the count; else today" },
	{ .name = NULL },
};

/* ---- due ---- */

static const struct crm_column due_columns[] = {
	COLUMN("product_id", "Product ID", CRM_T_TEXT),
	COLUMN("sku", "SKU", CRM_T_TEXT),
	COLUMN("warehouse_id", "Warehouse ID", CRM_T_TEXT),
	COLUMN("warehouse", "Warehouse", CRM_T_TEXT),
	COLUMN("abc", "ABC", CRM_T_TEXT),
	COLUMN("counted_on", "Counted on", CRM_T_DATE),
	COLUMN("due_on", "Due on", CRM_T_DATE),
};
enum { DUE_COLUMNS = sizeof due_columns / sizeof *due_columns };

static enum crm_status
count_due(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_count_ask ask = { .warehouse = crm_arg_int(
					       c, "warehouse"),
		.until = crm_arg_int(c, "all") == 1 ? CRM_DATE_MAX
						    : c->clock.today };
	struct crm_count_due *r;
	struct crm_rows *rows;
	enum crm_status st;
	size_t i, n;

	if ((st = crm_count_due(c->store, &ask, c->arena, &r, &n, err)) !=
		CRM_OK ||
	    (st = crm_rows_open(c, due_columns, DUE_COLUMNS, &rows, err)) !=
		CRM_OK)
		return st;
	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_value cells[DUE_COLUMNS] = {
			stock_typed(c, "product", r[i].product),
			crm_value_text(r[i].sku),
			stock_typed(c, "warehouse", r[i].warehouse),
			crm_value_text(r[i].place),
			crm_value_text((struct crm_text){ &r[i].class, 1 }),
			r[i].counted,
			crm_value_int(r[i].day),
		};

		st = crm_rows_put(rows, cells, err);
	}
	return crm_rows_end(rows, st, err);
}

/* ---- open ---- */

/* The products of a stream; none without one. */
static enum crm_status
take_product(
    struct crm_cmd *c, void *ctx, struct crm_text cell, struct crm_err *err)
{
	struct crm_id_list *list = ctx;
	struct crm_text unit;
	enum crm_status st;
	int64_t id;

	st = crm_product_find(c->store, cell, c->arena, &id, &unit, err);
	if (st == CRM_OK)
		crm_id_list_add(list, c->arena, id);
	return st;
}

static enum crm_status
open_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_id_list *products = c->state;
	int64_t warehouse = crm_arg_int(c, "warehouse"), id;
	int64_t day = crm_arg(c, "on")->given ? crm_arg_int(c, "on")
					      : c->clock.today;
	enum crm_status st = CRM_OK;

	if (warehouse == 0)
		st = crm_warehouse_default(c->store, &warehouse, err);
	if (st == CRM_OK)
		st = crm_count_open(c->store, warehouse, day, products->id,
		    products->n, &id, err);
	if (st != CRM_OK)
		return st;
	crm_cmd_count(c, id, CRM_ACT_INSERTED);
	return crm_cmd_print_changed(c, c->entity, err);
}

static enum crm_status
count_open(struct crm_cmd *c, struct crm_err *err)
{
	static const char *const keys[] = { "product_id", "product", "sku",
		NULL };
	struct crm_id_list products = { NULL, 0, 0 };
	enum crm_status st;

	if (c->n_operands > 1 ||
	    (c->n_operands == 1 && strcmp(c->operand[0], "-") != 0))
		return crm_fail(err, CRM_USAGE,
		    "open reads products from a stream (-), not '%s'",
		    c->operand[0]);
	if (c->n_operands == 1) {
		st = crm_read_cells(c, keys, take_product, &products, err);
		if (st != CRM_OK)
			return st;
		if (products.n == 0)
			return CRM_OK;
	}
	c->state = &products;
	return crm_cmd_write(c, open_body, err);
}

/* ---- sheet ---- */

static enum crm_status
count_sheet(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *lines = crm_dict_find(c->dict, "count-line");
	struct crm_view_opts o = { .limit = -1, .chinese = c->chinese };
	struct crm_columns columns;
	enum crm_status st;
	int64_t *ids;

	st = crm_referring(c->store, lines,
	    crm_field_index(lines, CRM_TEXT("count")), c->entity, c->ids.id,
	    c->ids.n, false, c->arena, &ids, &o.n_ids, err);
	if (st != CRM_OK ||
	    (st = crm_cmd_columns(c, lines, &columns, err)) != CRM_OK)
		return st;
	o.ids = ids;
	o.columns = &columns;
	return crm_cmd_print_view(c, lines, &o, err);
}

/* ---- read ---- */

struct sheet {
	int64_t count;
	struct crm_record *line;
	int64_t *at;
	size_t n, cap, cap_at;
	const char *name;
};

/* One row: the line by its id, and what was counted. */
static enum crm_status
take_row(struct crm_cmd *c, const struct crm_reader *in,
    const struct crm_row *row, struct sheet *s, struct crm_err *err)
{
	static const char *const taken[] = { "counted", "price", "notes" };
	const struct crm_entity *e = c->entity;
	struct crm_record r;
	enum crm_status st = CRM_OK;
	size_t col, i;
	bool id;

	crm_record_init(&r, e, c->arena);
	for (col = 0;
	     col < row->n && col < crm_reader_columns(in) && st == CRM_OK;
	     col++) {
		int f = crm_field_match(e, crm_reader_column(in, col), &id);
		struct crm_text cell = crm_text_trim(row->cell[col].text);

		if (f < 0 || cell.n == 0)
			continue;
		cell = crm_text_of(crm_strndup(c->arena, cell.p, cell.n));
		if (f == e->id)
			st = crm_id_parse(c->dict, e, cell, &r.id, err);
		for (i = 0; i < sizeof taken / sizeof *taken; i++)
			if (strcmp(e->field[f]->name, taken[i]) == 0)
				st = crm_assign_field(
				    c, &r, taken[i], cell, err);
	}
	if (st == CRM_OK && r.id == 0)
		st = crm_fail(err, CRM_INVALID,
		    "count_line_id is blank: a sheet comes back with the ids "
		    "of its lines");
	/* What nobody has counted yet is left for another sheet. */
	if (st != CRM_OK || !r.given[crm_field_index(e, CRM_TEXT("counted"))])
		return st;
	s->line = crm_grow(c->arena, s->line, s->n, &s->cap, sizeof *s->line);
	s->at = crm_grow(c->arena, s->at, s->n, &s->cap_at, sizeof *s->at);
	s->at[s->n] = row->line;
	s->line[s->n++] = r;
	return CRM_OK;
}

static enum crm_status
read_sheet(
    struct crm_cmd *c, const char *path, struct sheet *s, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct crm_row *row;
	enum crm_status st;

	if ((st = crm_cmd_open(c, path, &in, err)) != CRM_OK)
		return st;
	s->name = crm_strdup(c->arena, crm_reader_name(in));
	while ((st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL)
		if ((st = crm_row_check(in, row, err)) != CRM_OK ||
		    (st = take_row(c, in, row, s, err)) != CRM_OK) {
			crm_err_in_line(err, row->line);
			break;
		}
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, s->name);
	crm_reader_close(in);
	return st;
}

static enum crm_status
read_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct sheet *s = c->state;
	enum crm_action done = CRM_ACT_UPDATED;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < s->n && st == CRM_OK; i++) {
		st = crm_count_read(
		    c->store, s->count, &s->line[i], &done, err);
		if (st == CRM_OK)
			crm_cmd_count(c, s->line[i].id, done);
		else {
			crm_err_in_line(err, s->at[i]);
			crm_err_in_file(err, s->name);
		}
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

static enum crm_status
count_read(struct crm_cmd *c, struct crm_err *err)
{
	struct sheet *s = crm_alloc(c->arena, sizeof *s);
	enum crm_status st;

	if (c->n_operands < 1 || c->n_operands > 2)
		return crm_fail(err, CRM_USAGE,
		    "read needs the count and its sheet: ID [FILE | -]");
	st = crm_resolve(c->store, c->entity, crm_text_of(c->operand[0]), false,
	    &s->count, err);
	if (st != CRM_OK)
		return st;
	c->entity = crm_dict_find(c->dict, "count-line");
	st = read_sheet(c, c->n_operands > 1 ? c->operand[1] : "-", s, err);
	c->state = s;
	return st == CRM_OK ? crm_cmd_write(c, read_body, err) : st;
}

/* ---- post, cancel ---- */

static void
count_move(void *ctx, int64_t move)
{
	crm_cmd_count(ctx, move, CRM_ACT_INSERTED);
}

/* Its status changed, and no move is printed. */
static void
say_waits(struct crm_cmd *c, int64_t count)
{
	struct crm_buf id = CRM_BUF_INIT;

	c->count[CRM_ACT_UPDATED]++;
	crm_id_format(&id, c->entity, count);
	crm_note(c,
	    "%s waits for approval of its differences; once that is given, "
	    "crm-stock count post %s books them",
	    id.data, id.data);
	crm_buf_free(&id);
}

static enum crm_status
post_body(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool waits;
	size_t i;

	for (i = 0; i < c->ids.n && st == CRM_OK; i++) {
		st = crm_count_post(
		    c->store, c->ids.id[i], &waits, count_move, c, err);
		if (st == CRM_OK && waits)
			say_waits(c, c->ids.id[i]);
	}
	return st == CRM_OK
	    ? crm_cmd_print_changed(c, crm_dict_find(c->dict, "move"), err)
	    : st;
}

static enum crm_status
count_post(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, post_body, err);
}

static enum crm_status
each_cancel(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_count_cancel(c->store, id, done, err);
}

#define COUNT_GROUP .group = "Counting"

const struct crm_verb stock_count_verbs[] = {
	{ .name = "due",
	    COUNT_GROUP,
	    .groups = CRM_G_OUT,
	    .words = due_words,
	    .help = "what is to be counted again: A monthly, B quarterly, C "
		    "yearly",
	    .run = count_due },
	{ .name = "open",
	    COUNT_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "[-]",
	    .words = open_words,
	    .help = "freeze what there is, of all products or those of a "
		    "stream",
	    .run = count_open },
	{ .name = "sheet",
	    COUNT_GROUP,
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "ID… | -",
	    .help = "the lines to be counted",
	    .run = count_sheet },
	{ .name = "read",
	    COUNT_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ID [FILE | -]",
	    .example = "CN1 sheet.csv",
	    .help = "take the sheet back, with what was counted",
	    .run = count_read },
	{ .name = "post",
	    COUNT_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ID… | -",
	    .help = "book the differences against what was frozen",
	    .run = count_post },
	{ .name = "cancel",
	    COUNT_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "give a count up",
	    .each = each_cancel },
	{ .name = NULL },
};
