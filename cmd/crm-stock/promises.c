/* reserve, release, promise. */
#include "stock.h"

#include <crm/base/date.h>

#include <string.h>

const struct crm_word stock_reserve_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it is held"),
	WORD_UNIT,
	WORD_FOR,
	TEXT_WORD("priority", "N", "1 is served first; else 3"),
	TEXT_WORD("since", "TIME", "when it was confirmed; else now"),
	TEXT_WORD("until", "DATE", "the last day that it is held"),
	{ .name = "wait",
	    .type = CRM_T_BOOL,
	    .help = "take what is free, and wait for the rest" },
	WORD_NOTES,
	{ .name = NULL },
};

const struct crm_word stock_release_words[] = {
	{ .name = "later",
	    .type = CRM_T_BOOL,
	    .help = "keep it open, to be served behind all who wait" },
	{ .name = NULL },
};

const struct crm_word stock_promise_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it would leave"),
	{ .name = "anywhere",
	    .type = CRM_T_BOOL,
	    .help = "from several warehouses, where that is earlier" },
	WORD_UNIT,
	{ .name = NULL },
};

/* ---- reserve ---- */

static enum crm_status
reserve_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct lines *l = c->state;
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		st = crm_stock_reserve(c->store, &l->line[i], &id, err);
		if (st == CRM_OK)
			crm_cmd_count(c, id, CRM_ACT_INSERTED);
		else
			lines_place(l, i, err);
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
stock_reserve(struct crm_cmd *c, struct crm_err *err)
{
	struct lines l;
	enum crm_status st;
	size_t i;

	c->entity = crm_dict_find(c->dict, "reservation");
	if ((st = lines_read(c, "promise", &l, err)) != CRM_OK)
		return st;
	for (i = 0; i < l.n; i++)
		l.line[i].wait = crm_arg_int(c, "wait") == 1;
	c->state = &l;
	return crm_cmd_write(c, reserve_all, err);
}

/* ---- release ---- */

enum crm_status
stock_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_arg_int(c, "later") == 1
	    ? crm_stock_release(c->store, id, true, done, err)
	    : crm_stock_give_up(c->store, id, done, err);
}

/* ---- promise ---- */

const struct crm_column stock_promise_columns[] = {
	COLUMN("product", "Product", CRM_T_TEXT),
	COLUMN("warehouse", "Warehouse", CRM_T_TEXT),
	COLUMN("quantity", "Quantity", CRM_T_DECIMAL),
	COLUMN("free", "Free", CRM_T_DECIMAL),
	COLUMN("ships_on", "Ships on", CRM_T_DATE),
};
enum {
	PROMISE_COLUMNS = sizeof stock_promise_columns /
	    sizeof *stock_promise_columns
};
const size_t stock_promise_n = PROMISE_COLUMNS;

/* The name of a record, in the arena. */
static enum crm_status
name_of(struct crm_cmd *c, const char *entity, int64_t id,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_text t;
	enum crm_status st = crm_display(
	    c->store, crm_dict_find(c->dict, entity), id, &t, err);

	if (st == CRM_OK)
		*out = crm_value_dup(c->arena, crm_value_text(t));
	return st;
}

static enum crm_status
put_promise(struct crm_cmd *c, struct crm_rows *rows,
    const struct crm_stock_promise *p, struct crm_err *err)
{
	struct crm_value cells[PROMISE_COLUMNS];
	enum crm_status st;

	cells[1] = CRM_VALUE_NULL;
	st = name_of(c, "product", p->product, &cells[0], err);
	if (st == CRM_OK && p->warehouse != 0)
		st = name_of(c, "warehouse", p->warehouse, &cells[1], err);
	if (st != CRM_OK)
		return st;
	cells[2] = crm_value_int(p->quantity);
	cells[3] = crm_value_int(p->free);
	cells[4] = p->day == CRM_DATE_MIN ? CRM_VALUE_NULL
					  : crm_value_int(p->day);
	return crm_rows_put(rows, cells, err);
}

/* What all lines are promised, before any of it is printed. */
struct promised {
	struct crm_stock_promise *of;
	size_t n, cap;
};

static void
keep(struct crm_cmd *c, struct promised *all, const struct crm_stock_promise *p,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		all->of = crm_grow(
		    c->arena, all->of, all->n, &all->cap, sizeof *all->of);
		all->of[all->n++] = p[i];
	}
}

/* What a line is promised: from one warehouse, or from several. */
static enum crm_status
promise_line(struct crm_cmd *c, const struct crm_stock_line *l,
    struct promised *all, struct crm_err *err)
{
	struct crm_stock_promise one, *p = &one;
	enum crm_status st;
	size_t n = 1;

	if (crm_arg_int(c, "anywhere") != 1)
		st = crm_stock_promise(c->store, l, p, err);
	else if (l->warehouse != 0)
		st = crm_fail(err, CRM_USAGE,
		    "anywhere=yes asks all warehouses that sell; leave "
		    "warehouse out");
	else
		st = crm_stock_promise_anywhere(
		    c->store, l, c->arena, &p, &n, err);
	if (st == CRM_OK)
		keep(c, all, p, n);
	return st;
}

enum crm_status
stock_promise(struct crm_cmd *c, struct crm_err *err)
{
	struct promised all = { NULL, 0, 0 };
	struct crm_rows *rows;
	struct lines l;
	enum crm_status st;
	size_t i;

	c->entity = crm_dict_find(c->dict, "reservation");
	st = lines_read(c, "promise", &l, err);
	for (i = 0; i < l.n && st == CRM_OK; i++) {
		st = promise_line(c, &l.line[i], &all, err);
		if (st != CRM_OK)
			lines_place(&l, i, err);
	}
	if (st != CRM_OK ||
	    (st = crm_rows_open(c, stock_promise_columns, PROMISE_COLUMNS,
		 &rows, err)) != CRM_OK)
		return st;
	for (i = 0; i < all.n && st == CRM_OK; i++)
		st = put_promise(c, rows, &all.of[i], err);
	return crm_rows_end(rows, st, err);
}
