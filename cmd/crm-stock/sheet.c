/*
 * count: sheet, read.  A sheet goes out in the order of the way through the warehouse, and
 * comes back by its own ids, by product or barcode, or as what a scanner read.
 */
#include "columns.h"

#include <string.h>

enum { PRODUCTS = 8 }; /* columns that may name one */

static const char sheet_columns[] =
    "count_line_id,count,place,product_id,product.sku,product,barcode,"
    "product.unit,lot,lot.expires_on,frozen,counted,price,notes";

const struct crm_word stock_read_words[] = {
	TEXT_WORD(
	    "product", "PRODUCT", "whose lots or serial numbers were scanned"),
	{ .name = NULL },
};

enum crm_status
stock_count_sheet(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *lines = crm_dict_find(c->dict, "count-line");
	struct crm_view_opts o = { .limit = -1, .chinese = c->chinese };
	struct crm_columns columns;
	struct crm_sort sort;
	enum crm_status st;
	int64_t *ids;

	if (!crm_has(c, CRM_OPT_COLUMNS))
		c->opt[CRM_OPT_COLUMNS] = sheet_columns;
	if ((st = crm_referring(c->store, lines,
		 crm_field_index(lines, CRM_TEXT("count")), c->entity,
		 c->ids.id, c->ids.n, false, c->arena, &ids, &o.n_ids, err)) !=
		CRM_OK ||
	    (st = crm_sort_parse(c->dict, lines, "count_id,place", c->arena,
		 &sort, err)) != CRM_OK ||
	    (st = crm_cmd_columns(c, lines, &columns, err)) != CRM_OK)
		return st;
	o.ids = ids;
	o.columns = &columns;
	o.sort = &sort;
	return crm_cmd_print_view(c, lines, &o, err);
}

/* ---- what a row says ---- */

enum part { LINE, COUNT, PRODUCT, LOT, UNIT, COUNTED, PRICE, NOTES, PARTS };

static const struct line_part parts[PARTS] = {
	[LINE] = { "count_line_id", NULL, NULL, true, 0 },
	[COUNT] = { "count", "count-line", "count", false, 0 },
	[PRODUCT] = { "product", "count-line", "product", false, 0 },
	[LOT] = { "lot", "move", "lot", false, 0 },
	[UNIT] = { "unit", NULL, NULL, true, 0 },
	[COUNTED] = { "counted", "count-line", "counted", false, 0 },
	[PRICE] = { "price", "count-line", "price", false, 0 },
	[NOTES] = { "notes", "count-line", "notes", false, 0 },
};

/* What a row says; a product in as many ways as there are columns for it. */
struct counted {
	struct told of[PARTS];
	struct told product[PRODUCTS];
	size_t products;
};

/* Lines that come back. */
struct sheet {
	int64_t count;
	struct crm_record *line;
	struct given *of;
	size_t n, cap, cap_of;
	const char *name;
};

struct given {
	int64_t at;   /* of the input */
	bool by_name; /* so that others of the same goods add up */
};

static enum crm_status
tell(struct crm_cmd *c, enum part part, const struct told *t,
    struct counted *out, struct crm_err *err)
{
	struct told now = *t;

	now.text = crm_text_of(crm_strndup(c->arena, t->text.p, t->text.n));
	if (part == PRODUCT && out->products < PRODUCTS)
		out->product[out->products++] = now;
	if (out->of[part].text.n == 0) {
		out->of[part] = now;
		return CRM_OK;
	}
	return told_agree(c, &parts[part], &out->of[part], &now, err);
}

static enum crm_status
read_cells(struct crm_cmd *c, const struct columns *cols,
    const struct crm_reader *in, const struct crm_row *row, struct counted *out,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	memset(out, 0, sizeof *out);
	for (i = 0; i < row->n && i < cols->n && st == CRM_OK; i++) {
		const struct told t = { crm_text_trim(row->cell[i].text),
			crm_reader_column(in, i), cols->of[i].id, false };

		if (cols->of[i].part >= 0 && t.text.n > 0)
			st = tell(c, (enum part)cols->of[i].part, &t, out, err);
	}
	return st;
}

/* ---- which line it is ---- */

static enum crm_status
refer(struct crm_cmd *c, const char *entity, const struct told *t,
    int64_t product, int64_t *id, struct crm_err *err)
{
	return crm_refer(c->store, crm_dict_find(c->dict, entity),
	    &(struct crm_reference){ .text = t->text,
		.how = t->id ? CRM_REFER_ID : CRM_REFER_NAME,
		.within = product == 0 ? NULL : "product",
		.within_id = product },
	    id, err);
}

static enum crm_status
check_lot(struct crm_cmd *c, const struct counted *row,
    const struct crm_record *line, int64_t product, struct crm_err *err)
{
	const struct crm_value *lot =
	    &line->v[crm_field_index(line->entity, CRM_TEXT("lot"))];
	enum crm_status st;
	int64_t said;

	if (row->of[LOT].text.n == 0)
		return CRM_OK;
	st = refer(c, "lot", &row->of[LOT], product, &said, err);
	return st != CRM_OK || (lot->kind == CRM_INT && lot->i == said)
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "lot",
		  "'%.*s' is not what %.*s is of", (int)row->of[LOT].text.n,
		  row->of[LOT].text.p, (int)row->of[LINE].text.n,
		  row->of[LINE].text.p);
}

/* The row of a line that is named by its id is of that line. */
static enum crm_status
check_line(struct crm_cmd *c, struct counted *row, const struct crm_record *r,
    int64_t *product, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	int field = crm_field_index(e, CRM_TEXT("product"));
	struct crm_record line;
	enum crm_status st;
	size_t i;

	if ((st = crm_load(c->store, e, r->id, c->arena, &line, err)) != CRM_OK)
		return st;
	*product = line.v[field].i;
	for (i = 0; i < row->products && st == CRM_OK; i++)
		st = told_of_product(
		    c, *product, row->of[LINE].text, &row->product[i], err);
	return st == CRM_OK ? check_lot(c, row, &line, *product, err) : st;
}

/* The line of the goods that a row names. */
static enum crm_status
find_line(struct crm_cmd *c, const struct sheet *s, struct counted *row,
    struct crm_record *r, int64_t *product, struct crm_err *err)
{
	struct crm_text unit;
	int64_t lot = 0, count = s->count;
	enum crm_status st;

	if (row->products == 0)
		return crm_fail(err, CRM_INVALID,
		    "the row names no line: count_line_id, product or barcode "
		    "says what was counted");
	st = row->product[0].id
	    ? refer(c, "product", &row->product[0], 0, product, err)
	    : crm_product_find(c->store, row->product[0].text, c->arena,
		  product, &unit, err);
	if (st == CRM_OK && row->of[LOT].text.n > 0)
		st = refer(c, "lot", &row->of[LOT], *product, &lot, err);
	if (st == CRM_OK && row->of[COUNT].text.n > 0)
		st = refer(c, "count", &row->of[COUNT], 0, &count, err);
	if (st != CRM_OK)
		return st;
	return count != s->count
	    ? crm_fail(err, CRM_RULE, "the row is of the sheet of %.*s",
		  (int)row->of[COUNT].text.n, row->of[COUNT].text.p)
	    : crm_count_line(c->store, s->count, *product, lot, &r->id, err);
}

/* ---- how much ---- */

/* The unit that a row says, or the barcode of a pack in it. */
static enum crm_status
unit_of(struct crm_cmd *c, const struct counted *row, struct crm_text *unit)
{
	int64_t product;
	size_t i;

	*unit = row->of[UNIT].text;
	for (i = 0; i < row->products && unit->n == 0; i++)
		if (!row->product[i].id)
			crm_product_find(c->store, row->product[i].text,
			    c->arena, &product, unit, NULL);
	return CRM_OK;
}

static enum crm_status
set_counted(struct crm_cmd *c, const struct counted *row, int64_t product,
    struct crm_record *r, struct crm_err *err)
{
	struct crm_value *v =
	    &r->v[crm_field_index(r->entity, CRM_TEXT("counted"))];
	int64_t said = v->i;
	struct crm_text unit;
	enum crm_status st;

	unit_of(c, row, &unit);
	if (v->kind != CRM_INT || v->i < 0 ||
	    (st = crm_stock_quantity(c->store, product, unit, &v->i, err)) ==
		CRM_OK)
		return v->i != said && row->of[PRICE].text.n > 0
		    ? crm_fail_field(err, CRM_INVALID, "price",
			  "is of one of the product's own unit: say in that "
			  "what was counted, too")
		    : CRM_OK;
	return st;
}

static enum crm_status
assign(struct crm_cmd *c, const struct counted *row, struct crm_record *r,
    struct crm_err *err)
{
	static const enum part taken[] = { COUNTED, PRICE, NOTES };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < sizeof taken / sizeof *taken && st == CRM_OK; i++)
		if (row->of[taken[i]].text.n > 0)
			st = crm_assign_field(c, r, parts[taken[i]].field,
			    row->of[taken[i]].text, err);
	return st;
}

/* ---- the sheet ---- */

/* What was found of the same goods in several places, or in packs too, adds up. */
static bool
add_up(struct sheet *s, const struct crm_record *r)
{
	int counted = crm_field_index(r->entity, CRM_TEXT("counted"));
	size_t i = 0;

	while (i < s->n && (s->line[i].id != r->id || !s->of[i].by_name))
		i++;
	if (i < s->n)
		s->line[i].v[counted].i += r->v[counted].i;
	return i < s->n;
}

static void
keep(struct crm_cmd *c, struct sheet *s, const struct crm_record *r,
    const struct given *g)
{
	if (g->by_name && add_up(s, r))
		return;
	s->line = crm_grow(c->arena, s->line, s->n, &s->cap, sizeof *s->line);
	s->of = crm_grow(c->arena, s->of, s->n, &s->cap_of, sizeof *s->of);
	s->of[s->n] = *g;
	s->line[s->n++] = *r;
}

static enum crm_status
take(struct crm_cmd *c, struct sheet *s, struct counted *row, int64_t at,
    struct crm_err *err)
{
	struct given g = { at, row->of[LINE].text.n == 0 };
	struct crm_record r;
	enum crm_status st;
	int64_t product;

	/* What nobody has counted yet is left for another sheet. */
	if (row->of[COUNTED].text.n == 0)
		return CRM_OK;
	crm_record_init(&r, c->entity, c->arena);
	if (g.by_name)
		st = find_line(c, s, row, &r, &product, err);
	else if ((st = crm_id_parse(c->dict, c->entity, row->of[LINE].text,
		      &r.id, err)) == CRM_OK)
		st = check_line(c, row, &r, &product, err);
	if (st == CRM_OK && (st = assign(c, row, &r, err)) == CRM_OK)
		st = set_counted(c, row, product, &r, err);
	if (st == CRM_OK)
		keep(c, s, &r, &g);
	return st;
}

/* A sheet without a column for it would be taken for one that nobody filled in. */
static enum crm_status
check_counted(const struct columns *cols, const struct crm_reader *in,
    struct crm_err *err)
{
	size_t i = 0;

	while (i < cols->n && cols->of[i].part != COUNTED)
		i++;
	return cols->n == 0 || i < cols->n
	    ? CRM_OK
	    : crm_fail(err, CRM_USAGE,
		  "%s: no column is named counted: it says what was counted",
		  crm_reader_name(in));
}

static enum crm_status
read_rows(struct crm_cmd *c, struct columns *cols, struct crm_reader *in,
    struct sheet *s, struct crm_err *err)
{
	struct crm_row *row;
	struct counted said;
	enum crm_status st = columns_read(c, cols, in, err);

	while (st == CRM_OK &&
	    (st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL)
		if ((st = columns_read(c, cols, in, err)) != CRM_OK ||
		    (st = crm_row_check(in, row, err)) != CRM_OK ||
		    (st = read_cells(c, cols, in, row, &said, err)) != CRM_OK ||
		    (st = take(c, s, &said, row->line, err)) != CRM_OK) {
			crm_err_in_line(err, row->line);
			break;
		}
	return st == CRM_OK ? check_counted(cols, in, err) : st;
}

/* What a scanner read: goods or, of a product that is said, its lots. */
static enum crm_status
read_scans(struct crm_cmd *c, struct crm_reader *in, struct sheet *s,
    struct crm_err *err)
{
	const struct crm_text product = crm_arg_text(c, "product");
	const bool lots = scans_of_lots(c, product);
	struct counted row = { .products = 1 };
	struct scans x;
	enum crm_status st = scans_read(c, in, lots, &x, err);
	size_t i;

	row.product[0].text = product;
	for (i = 0; i < x.n && st == CRM_OK; i++) {
		if (lots)
			row.of[LOT].text = x.of[i].code;
		else
			row.product[0].text = x.of[i].code;
		row.of[COUNTED].text = crm_text_of(
		    crm_sprintf(c->arena, "%lld", (long long)x.of[i].times));
		st = take(c, s, &row, x.of[i].line, err);
		if (st != CRM_OK)
			crm_err_in_line(err, x.of[i].line);
	}
	return st;
}

static enum crm_status
read_sheet(
    struct crm_cmd *c, const char *path, struct sheet *s, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	const struct crm_text product = crm_arg_text(c, "product");
	struct columns cols;
	enum crm_status st;
	bool scans;

	columns_init(&cols, c, parts, PARTS, true);
	cols.loose = false;
	cols.sheet = c->entity;
	if ((st = crm_cmd_open(c, path, &in, err)) != CRM_OK)
		return st;
	s->name = crm_strdup(c->arena, crm_reader_name(in));
	scans = scans_are(c, &cols, in, product);
	st = product.n > 0 && !(scans && scans_of_lots(c, product))
	    ? crm_fail_field(err, CRM_USAGE, "product",
		  "says of what the lots or serial numbers are that were "
		  "scanned, a code a line")
	    : scans ? read_scans(c, in, s, err)
		    : read_rows(c, &cols, in, s, err);
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
			crm_err_in_line(err, s->of[i].at);
			crm_err_in_file(err, s->name);
		}
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
stock_count_read(struct crm_cmd *c, struct crm_err *err)
{
	struct sheet *s = crm_alloc(c->arena, sizeof *s);
	enum crm_status st;

	memset(s, 0, sizeof *s);
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
