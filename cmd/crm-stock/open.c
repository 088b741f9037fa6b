/* count open: of all that is there, or of the goods that a stream names. */
#include "columns.h"

#include <string.h>

const struct crm_word stock_open_words[] = {
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "what is counted" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the day of the count; else today" },
	{ .name = NULL },
};

enum part { PRODUCT, WAREHOUSE, PARTS };

static const struct line_part parts[PARTS] = {
	[PRODUCT] = { "product", "count-line", "product", false, 0 },
	[WAREHOUSE] = { "warehouse", "count", "warehouse", false, 0 },
};

/* The goods of a stream; none without one. */
struct opening {
	struct crm_id_list products;
	int64_t warehouse; /* 0: not said yet */
};

static enum crm_status
refer(struct crm_cmd *c, enum part part, const struct told *t, int64_t *id,
    struct crm_err *err)
{
	struct crm_text unit;

	return part == PRODUCT && !t->id
	    ? crm_product_find(c->store, t->text, c->arena, id, &unit, err)
	    : crm_refer(c->store, crm_dict_find(c->dict, parts[part].word),
		  &(struct crm_reference){ .text = t->text,
		      .how = t->id ? CRM_REFER_ID : CRM_REFER_NAME },
		  id, err);
}

/* A count is of one warehouse: what lies in another is counted by another. */
static enum crm_status
take_warehouse(struct crm_cmd *c, struct opening *o, const struct told *t,
    struct crm_err *err)
{
	enum crm_status st;
	int64_t id;

	if ((st = refer(c, WAREHOUSE, t, &id, err)) != CRM_OK)
		return st;
	if (o->warehouse == 0)
		o->warehouse = id;
	return id == o->warehouse
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "warehouse",
		  "'%.*s' is another than is counted; a count is of one: leave "
		  "out the rows of others",
		  (int)t->text.n, t->text.p);
}

static enum crm_status
take_row(struct crm_cmd *c, const struct columns *cols,
    const struct crm_reader *in, const struct crm_row *row, struct opening *o,
    struct crm_err *err)
{
	struct told told[PARTS] = { { .id = false } };
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;

	for (i = 0; i < row->n && i < cols->n && st == CRM_OK; i++) {
		struct told now = { crm_text_trim(row->cell[i].text),
			crm_reader_column(in, i), cols->of[i].id, false };
		int part = cols->of[i].part;

		if (part < 0 || now.text.n == 0)
			continue;
		if (told[part].text.n > 0)
			st = told_agree(
			    c, &parts[part], &told[part], &now, err);
		else
			told[part] = now;
	}
	if (st == CRM_OK && told[WAREHOUSE].text.n > 0)
		st = take_warehouse(c, o, &told[WAREHOUSE], err);
	if (st != CRM_OK || told[PRODUCT].text.n == 0)
		return st;
	if ((st = refer(c, PRODUCT, &told[PRODUCT], &id, err)) == CRM_OK)
		crm_id_list_add(&o->products, c->arena, id);
	return st;
}

/* The column that --ref names has the goods. */
static enum crm_status
know_columns(struct crm_cmd *c, struct columns *cols,
    const struct crm_reader *in, struct crm_err *err)
{
	const char *ref = crm_has(c, CRM_OPT_REF) ? c->opt[CRM_OPT_REF] : NULL;
	enum crm_status st = columns_read(c, cols, in, err);
	bool known = cols->n == 0;
	size_t i;

	for (i = 0; i < cols->n && st == CRM_OK; i++) {
		if (ref != NULL && cols->of[i].part == PRODUCT)
			cols->of[i].part = -1;
		if (ref != NULL && crm_text_is(crm_reader_column(in, i), ref))
			cols->of[i].part = PRODUCT;
		known |= cols->of[i].part == PRODUCT;
	}
	return st != CRM_OK || known
	    ? st
	    : crm_fail(err, CRM_USAGE,
		  "%s has no column product_id, product, sku or barcode; --ref "
		  "names another",
		  crm_reader_name(in));
}

static enum crm_status
read_rows(struct crm_cmd *c, struct columns *cols, struct crm_reader *in,
    struct opening *o, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_row *row;

	while (st == CRM_OK &&
	    (st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL &&
	    (st = know_columns(c, cols, in, err)) == CRM_OK)
		if ((st = crm_row_check(in, row, err)) != CRM_OK ||
		    (st = take_row(c, cols, in, row, o, err)) != CRM_OK)
			crm_err_in_line(err, row->line);
	return st == CRM_OK ? know_columns(c, cols, in, err) : st;
}

static enum crm_status
read_scans(struct crm_cmd *c, struct crm_reader *in, struct opening *o,
    struct crm_err *err)
{
	struct scans s;
	enum crm_status st = scans_read(c, in, false, &s, err);
	size_t i;

	for (i = 0; i < s.n && st == CRM_OK; i++)
		crm_id_list_add(&o->products, c->arena, s.of[i].product);
	return st;
}

static enum crm_status
read_stream(
    struct crm_cmd *c, const char *path, struct opening *o, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct columns cols;
	enum crm_status st;

	columns_init(&cols, c, parts, PARTS, true);
	if ((st = crm_cmd_open(c, path, &in, err)) != CRM_OK)
		return st;
	st = scans_are(c, &cols, in, (struct crm_text){ NULL, 0 })
	    ? read_scans(c, in, o, err)
	    : read_rows(c, &cols, in, o, err);
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, crm_reader_name(in));
	crm_reader_close(in);
	return st;
}

static enum crm_status
open_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct opening *o = c->state;
	int64_t warehouse = o->warehouse, id;
	int64_t day = crm_arg(c, "on")->given ? crm_arg_int(c, "on")
					      : c->clock.today;
	enum crm_status st = CRM_OK;

	if (warehouse == 0)
		st = crm_warehouse_default(c->store, &warehouse, err);
	if (st == CRM_OK)
		st = crm_count_open(c->store, warehouse, day, o->products.id,
		    o->products.n, &id, err);
	if (st != CRM_OK)
		return st;
	crm_cmd_count(c, id, CRM_ACT_INSERTED);
	return crm_cmd_print_changed(c, c->entity, err);
}

enum crm_status
stock_count_open(struct crm_cmd *c, struct crm_err *err)
{
	struct opening *o = crm_alloc(c->arena, sizeof *o);
	enum crm_status st;

	*o = (struct opening){ { NULL, 0, 0 }, crm_arg_int(c, "warehouse") };
	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "%s reads one stream or file, not '%s' too", c->verb->name,
		    c->operand[1]);
	if (c->n_operands == 1) {
		st = read_stream(c, c->operand[0], o, err);
		if (st != CRM_OK || o->products.n == 0)
			return st;
	}
	c->state = o;
	return crm_cmd_write(c, open_body, err);
}
