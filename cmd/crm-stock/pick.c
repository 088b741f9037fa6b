/*
 * pick: what is to be fetched, by where it lies; and what a scanner says was fetched, as
 * lines of that list, which an issue is fed with.
 */
#include "columns.h"

#include <crm/base/number.h>
#include <crm/cli/pick.h>

const struct crm_word stock_pick_words[] = {
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "what is held in it alone" },
	TEXT_WORD("for", "ID", "what is held for that document alone"),
	{ .name = NULL },
};

const struct crm_column stock_pick_columns[] = {
	CRM_PICK_COLUMNS,
	COLUMN("reservation_id", "Reservation ID", CRM_T_TEXT),
	COLUMN("for", "Held for", CRM_T_TEXT),
};
enum { PICK_COLUMNS = sizeof stock_pick_columns / sizeof *stock_pick_columns };
const size_t stock_pick_n = PICK_COLUMNS;

/* What was scanned, in the units that the goods are kept in. */
struct fetched {
	struct crm_text code;
	int64_t product, all, left, line;
};

struct picking {
	struct crm_cmd *c;
	struct crm_pick *of; /* the lines that are printed */
	size_t n, cap;
	int64_t warehouse;
	struct crm_text about;
	bool scanned;
	struct fetched *fetched;
	size_t n_fetched, cap_fetched;
	const char *name; /* of the stream */
};

/* ---- what was scanned ---- */

static struct fetched *
fetched_of(struct picking *p, int64_t product)
{
	size_t i = 0;

	while (i < p->n_fetched && p->fetched[i].product != product)
		i++;
	return i < p->n_fetched ? &p->fetched[i] : NULL;
}

static enum crm_status
add_scan(struct picking *p, const struct scan *s, struct crm_err *err)
{
	struct fetched *f = fetched_of(p, s->product);
	int64_t quantity = s->times * crm_pow10(CRM_DECIMAL_DIGITS);
	enum crm_status st = crm_stock_quantity(
	    p->c->store, s->product, s->unit, &quantity, err);

	if (st != CRM_OK) {
		crm_err_in_line(err, s->line);
		return st;
	}
	if (f == NULL) {
		p->fetched = crm_grow(p->c->arena, p->fetched, p->n_fetched,
		    &p->cap_fetched, sizeof *p->fetched);
		f = &p->fetched[p->n_fetched++];
		*f = (struct fetched){ s->code, s->product, 0, 0, s->line };
	}
	f->all += quantity;
	f->left += quantity;
	return CRM_OK;
}

static enum crm_status
read_scans(struct picking *p, const char *path, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct columns none;
	struct scans s = { NULL, 0, 0 };
	enum crm_status st;
	size_t i;

	columns_init(&none, p->c, NULL, 0, true);
	if ((st = crm_cmd_open(p->c, path, &in, err)) != CRM_OK)
		return st;
	p->name = crm_strdup(p->c->arena, crm_reader_name(in));
	if (scans_are(p->c, &none, in, (struct crm_text){ NULL, 0 }))
		st = scans_read(p->c, in, false, &s, err);
	else if (crm_reader_columns(in) > 0)
		st = crm_fail(err, CRM_USAGE,
		    "%s: pick reads what was scanned: a sku, name or barcode a "
		    "line, and no header",
		    p->name);
	for (i = 0; i < s.n && st == CRM_OK; i++)
		st = add_scan(p, &s.of[i], err);
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, p->name);
	crm_reader_close(in);
	return st;
}

static const char *
text_of(const struct picking *p, int64_t quantity)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, quantity, CRM_DECIMAL_DIGITS, false);
	text = crm_strdup(p->c->arena, b.data);
	crm_buf_free(&b);
	return text;
}

/* All that was scanned is held for somebody. */
static enum crm_status
check_fetched(const struct picking *p, struct crm_err *err)
{
	const struct fetched *f = p->fetched;
	size_t i = 0;

	while (i < p->n_fetched && f[i].left == 0)
		i++;
	if (i == p->n_fetched)
		return CRM_OK;
	crm_fail(err, CRM_RULE, "'%.*s': %s were scanned, %s are to be fetched",
	    (int)f[i].code.n, f[i].code.p, text_of(p, f[i].all),
	    text_of(p, f[i].all - f[i].left));
	crm_err_in_line(err, f[i].line);
	crm_err_in_file(err, p->name);
	return CRM_RULE;
}

/* ---- the list ---- */

static enum crm_status
take(void *ctx, const struct crm_pick *pick, struct crm_err *err)
{
	struct picking *p = ctx;
	struct fetched *f = fetched_of(p, pick->product);
	struct crm_pick *to;
	enum crm_status st;
	bool wanted;

	if ((p->warehouse != 0 && pick->held_in != p->warehouse) ||
	    (p->scanned && (f == NULL || f->left == 0)))
		return CRM_OK;
	if (p->about.n > 0 &&
	    ((st = crm_document_part(p->c->store, pick->about, p->about,
		  p->c->arena, &wanted, err)) != CRM_OK ||
		!wanted))
		return st;
	p->of = crm_grow(p->c->arena, p->of, p->n, &p->cap, sizeof *p->of);
	to = &p->of[p->n++];
	*to = *pick;
	if (p->scanned) {
		if (to->quantity > f->left)
			to->quantity = f->left;
		f->left -= to->quantity;
	}
	return CRM_OK;
}

static enum crm_status
print(struct picking *p, struct crm_err *err)
{
	struct crm_rows *rows;
	enum crm_status st = crm_rows_open(
	    p->c, stock_pick_columns, PICK_COLUMNS, &rows, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	for (i = 0; i < p->n && st == CRM_OK; i++) {
		const struct crm_pick *x = &p->of[i];
		const struct crm_value cells[PICK_COLUMNS] = {
			CRM_PICK_CELLS(x),
			stock_typed(p->c, "reservation", x->reservation),
			crm_value_text(x->about),
		};

		st = crm_rows_put(rows, cells, err);
	}
	return crm_rows_end(rows, st, err);
}

/* The document, as reservations name it. */
static enum crm_status
read_about(struct picking *p, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(p->c->dict, "reservation");
	struct crm_text said = crm_arg_text(p->c, "for");
	struct crm_record r;
	enum crm_status st;

	if (said.n == 0)
		return CRM_OK;
	crm_record_init(&r, e, p->c->arena);
	st = crm_assign_field(p->c, &r, "about", said, err);
	if (st == CRM_OK)
		p->about = r.v[crm_field_index(e, CRM_TEXT("about"))].t;
	return st;
}

enum crm_status
stock_pick(struct crm_cmd *c, struct crm_err *err)
{
	struct picking p = { .c = c,
		.warehouse = crm_arg_int(c, "warehouse"),
		.scanned = c->n_operands > 0 };
	enum crm_status st;

	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "%s reads one stream or file, not '%s' too", c->verb->name,
		    c->operand[1]);
	if ((st = read_about(&p, err)) != CRM_OK ||
	    (p.scanned &&
		(st = read_scans(&p, c->operand[0], err)) != CRM_OK) ||
	    (st = crm_pick_list(c->store, c->arena, take, &p, err)) != CRM_OK ||
	    (st = check_fetched(&p, err)) != CRM_OK)
		return st;
	return print(&p, err);
}
