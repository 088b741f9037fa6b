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

/* ---- due ---- */

static const struct crm_column due_columns[] = {
	COLUMN("product_id", "Product ID", CRM_T_TEXT),
	COLUMN("sku", "SKU", CRM_T_TEXT),
	COLUMN("warehouse_id", "Warehouse ID", CRM_T_TEXT),
	COLUMN("warehouse", "Warehouse", CRM_T_TEXT),
	COLUMN("abc", "ABC", CRM_T_TEXT),
	COLUMN("counted_on", "Counted on", CRM_T_DATE),
	COLUMN("due_on", "To be counted on", CRM_T_DATE),
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
	    .operands = "[FILE | -]",
	    .words = stock_open_words,
	    .help = "freeze what there is, of all products or those of a "
		    "stream",
	    .run = stock_count_open },
	{ .name = "sheet",
	    COUNT_GROUP,
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "ID… | -",
	    .help = "the lines to be counted",
	    .run = stock_count_sheet },
	{ .name = "read",
	    COUNT_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ID [FILE | -]",
	    .example = "CN1 sheet.csv",
	    .words = stock_read_words,
	    .help = "take the sheet back, with what was counted, or what was "
		    "scanned",
	    .run = stock_count_read },
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
