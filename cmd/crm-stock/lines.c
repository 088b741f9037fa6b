/* The lines of a document, from the words of a command and the rows of a stream. */
#include "columns.h"

#include <string.h>

#define AT(member) offsetof(struct crm_stock_line, member)
#define TEXT_PART(word, entity, field) \
	{ \
#word, entity, field, true, AT(word) \
	}

static const struct line_part parts[] = {
	TEXT_PART(product, "move", "product"),
	TEXT_PART(unit, NULL, NULL),
	TEXT_PART(lot, "move", "lot"),
	TEXT_PART(supplier, NULL, NULL),
	{ "quantity", "move", "quantity", false, 0 },
	{ "on", "move", "moved_on", false, 0 },
	{ "warehouse", "move", "warehouse", false, 0 },
	{ "to", "move", "to", false, 0 },
	{ "of", "move", "of", false, 0 },
	{ "value", "move", "value", false, 0 },
	{ "price", "purchase-line", "price", false, 0 },
	{ "rate", "order", "rate", false, 0 },
	{ "expires", "lot", "expires_on", false, 0 },
	{ "days_left", "customer", "lot_days", false, 0 },
	{ "for", "move", "about", false, 0 },
	{ "reservation", "move", "reservation", false, 0 },
	{ "purchase_line", "move", "purchase_line", false, 0 },
	{ "reference", "move", "reference", false, 0 },
	{ "reason", "move", "reason", false, 0 },
	{ "notes", "move", "notes", false, 0 },
	{ "priority", "reservation", "priority", false, 0 },
	{ "since", "reservation", "confirmed_at", false, 0 },
	{ "until", "reservation", "until", false, 0 },
};
enum { PARTS = sizeof parts / sizeof *parts };

static size_t
part_of(const char *word)
{
	size_t i = 0;

	while (strcmp(parts[i].word, word) != 0)
		i++;
	return i;
}

/* ---- a line from its texts ---- */

/* The texts of a line, by parts; of a column with ids they begin with id:. */
struct texts {
	struct crm_text of[PARTS];
};

static enum crm_status
parse(struct crm_cmd *c, const struct line_part *p, struct crm_text text,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;
	int field;

	crm_record_init(&r, crm_dict_find(c->dict, p->entity), c->arena);
	field = crm_field_index(r.entity, crm_text_of(p->field));
	st = crm_assign_field(c, &r, p->field, text, err);
	*out = r.v[field];
	if (out->kind == CRM_STR)
		*out = crm_value_dup(c->arena, *out);
	return st;
}

static int64_t
id_of(const struct crm_value *v, const char *word)
{
	const struct crm_value *x = &v[part_of(word)];

	return x->kind == CRM_INT ? x->i : 0;
}

static struct crm_text
text_of(const struct crm_value *v, const char *word)
{
	const struct crm_value *x = &v[part_of(word)];

	return x->kind == CRM_STR ? x->t : (struct crm_text){ NULL, 0 };
}

/* A value is of the book's currency, with the decimals of that; where a rate or a purchase
 * may say another, which that is nobody knows yet. */
static enum crm_status
parse_value(struct crm_cmd *c, const struct texts *t, struct crm_value *out,
    int *digits, struct crm_err *err)
{
	static const struct line_part exact = { "value", "purchase-line",
		"price", false, 0 };
	const size_t at = part_of("value");
	bool base = t->of[part_of("rate")].n == 0 &&
	    t->of[part_of("purchase_line")].n == 0 &&
	    t->of[part_of("of")].n == 0;

	*digits = base ? crm_currency_digits(crm_store_currency(c->store))
		       : CRM_DECIMAL_DIGITS;
	return t->of[at].n == 0
	    ? CRM_OK
	    : parse(c, base ? &parts[at] : &exact, t->of[at], out, err);
}

static enum crm_status
make_line(struct crm_cmd *c, const char *kind, const struct texts *t,
    struct crm_stock_line *l, struct crm_err *err)
{
	struct crm_value v[PARTS];
	enum crm_status st;
	size_t i;

	memset(l, 0, sizeof *l);
	for (i = 0; i < PARTS; i++) {
		v[i] = CRM_VALUE_NULL;
		if (t->of[i].n == 0 || i == part_of("value"))
			continue;
		if (parts[i].text)
			memcpy((char *)l + parts[i].at, &t->of[i],
			    sizeof t->of[i]);
		else if ((st = parse(c, &parts[i], t->of[i], &v[i], err)) !=
		    CRM_OK)
			return st;
	}
	if ((st = parse_value(
		 c, t, &v[part_of("value")], &l->value_digits, err)) != CRM_OK)
		return st;
	l->kind = kind;
	l->quantity = v[part_of("quantity")];
	l->value = v[part_of("value")];
	l->price = v[part_of("price")];
	l->rate = v[part_of("rate")];
	l->expires_on = v[part_of("expires")];
	l->days_left = v[part_of("days_left")];
	l->day = v[part_of("on")];
	l->warehouse = id_of(v, "warehouse");
	l->to = id_of(v, "to");
	l->of = id_of(v, "of");
	l->reservation = id_of(v, "reservation");
	l->purchase_line = id_of(v, "purchase_line");
	l->about = text_of(v, "for");
	l->reference = text_of(v, "reference");
	l->reason = text_of(v, "reason");
	l->notes = text_of(v, "notes");
	l->priority = v[part_of("priority")];
	l->since = v[part_of("since")];
	l->until = v[part_of("until")];
	return CRM_OK;
}

static struct crm_stock_line *
add_line(struct crm_cmd *c, struct lines *l, int64_t at)
{
	size_t cap = l->cap;

	l->line = crm_grow(c->arena, l->line, l->n, &cap, sizeof *l->line);
	l->at = crm_grow(c->arena, l->at, l->n, &l->cap, sizeof *l->at);
	l->at[l->n] = at;
	return &l->line[l->n++];
}

/* ---- a stream ---- */

/* A lot is told by its number, which its id stands for. */
static enum crm_status
number_of_lot(struct crm_cmd *c, struct crm_text *cell, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "lot");
	enum crm_status st;
	int64_t id;

	st = crm_refer(c->store, e,
	    &(struct crm_reference){ .text = *cell, .how = CRM_REFER_ID }, &id,
	    err);
	if (st == CRM_OK)
		st = crm_display(c->store, e, id, cell, err);
	if (st == CRM_OK)
		*cell = crm_text_of(
		    crm_sprintf(c->arena, "%.*s", (int)cell->n, cell->p));
	return st;
}

static enum crm_status
cell_text(struct crm_cmd *c, const struct column *col, struct crm_text cell,
    struct crm_text *out, struct crm_err *err)
{
	if (col->moved && cell.p[0] == '-') {
		cell.p++;
		cell.n--;
	}
	*out = crm_text_of(crm_sprintf(c->arena, "%.*s", (int)cell.n, cell.p));
	if (!col->id)
		return CRM_OK;
	if (strcmp(parts[col->part].word, "lot") == 0)
		return number_of_lot(c, out, err);
	*out = crm_text_of(crm_sprintf(c->arena, "id:%s", out->p));
	return CRM_OK;
}

/* One of the book's own currency is one of it. */
static enum crm_status
check_base_rate(struct crm_cmd *c, struct crm_text rate, struct crm_err *err)
{
	int64_t r;

	return crm_number_parse(rate, CRM_RATE_DIGITS, 0, &r, NULL) != CRM_OK ||
		r == crm_pow10(CRM_RATE_DIGITS)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "rate",
		  "is %.*s, and the row is in %s, the currency of the book: "
		  "that is 1",
		  (int)rate.n, rate.p, crm_store_currency(c->store));
}

/* Amounts are in the book's currency, unless a rate says what they are in it; those of
 * a row that says that currency are, whatever the purchase is in. */
static enum crm_status
check_currency(struct crm_cmd *c, const struct columns *cols,
    const struct crm_row *row, struct texts *t, struct crm_err *err)
{
	struct crm_text *rate = &t->of[part_of("rate")];
	enum crm_status st = CRM_OK;
	bool base = false;
	size_t i;

	if (t->of[part_of("price")].n == 0 && t->of[part_of("value")].n == 0)
		return CRM_OK;
	for (i = 0; i < row->n && i < cols->n; i++) {
		if (!cols->of[i].currency ||
		    crm_text_trim(row->cell[i].text).n == 0)
			continue;
		st = columns_currency(c, row->cell[i].text, err);
		if (st != CRM_OK && rate->n == 0)
			return st;
		base = base || st == CRM_OK;
	}
	if (base && rate->n > 0)
		return check_base_rate(c, *rate, err);
	if (base && columns_takes(c, "rate"))
		*rate = CRM_TEXT("1");
	return CRM_OK;
}

/* Whether a cell goes before another of its part: an id does, and of goods the barcode
 * of a pack, which says the unit too. */
static bool
goes_first(const struct told *now, const struct told *before)
{
	return before->text.n == 0 ||
	    (!before->pack && (now->pack || (now->id && !before->id)));
}

/* What a cell tells of a part, beside what others of its row did. */
static enum crm_status
tell(struct crm_cmd *c, const struct line_part *p, struct told *now,
    struct told *before, bool *first, struct crm_err *err)
{
	enum crm_status st = before->text.n == 0
	    ? CRM_OK
	    : told_agree(c, p, before, now, err);

	*first = st == CRM_OK && goes_first(now, before);
	if (*first)
		*before = *now;
	return st;
}

static enum crm_status
take_row(struct crm_cmd *c, const struct columns *cols,
    const struct crm_reader *in, const struct crm_row *row,
    const struct texts *said, const char *kind, struct lines *l,
    struct crm_err *err)
{
	struct told told[PARTS] = { { .id = false } };
	struct texts t = *said;
	const struct column *col;
	struct crm_text cell;
	enum crm_status st;
	bool first;
	size_t i;

	for (i = 0; i < row->n && i < cols->n; i++) {
		col = &cols->of[i];
		cell = crm_text_trim(row->cell[i].text);
		if (col->part < 0 || cell.n == 0)
			continue;
		if ((st = tell(c, &parts[col->part],
			 &(struct told){
			     cell, crm_reader_column(in, i), col->id },
			 &told[col->part], &first, err)) != CRM_OK ||
		    (st = cell_text(c, col, cell, &cell, err)) != CRM_OK)
			return st;
		if (first)
			t.of[col->part] = cell;
	}
	if ((st = check_currency(c, cols, row, &t, err)) != CRM_OK)
		return st;
	return make_line(c, kind, &t, add_line(c, l, row->line), err);
}

/* Each code that was scanned counts as one. */
static enum crm_status
take_scans(struct crm_cmd *c, struct crm_reader *in, const struct texts *said,
    const char *kind, struct lines *l, struct crm_err *err)
{
	bool lots = scans_of_lots(c, said->of[part_of("product")]);
	const char *const word = lots ? "lot" : "product";
	struct texts t = *said;
	struct scans s;
	enum crm_status st;
	size_t i;

	if (t.of[part_of("quantity")].n > 0 || t.of[part_of(word)].n > 0)
		return crm_fail(err, CRM_USAGE,
		    "each code that is scanned counts as one; leave %s and "
		    "quantity out",
		    word);
	st = scans_read(c, in, lots, &s, err);
	for (i = 0; i < s.n && st == CRM_OK; i++) {
		t.of[part_of(word)] = s.of[i].code;
		t.of[part_of("quantity")] = crm_text_of(
		    crm_sprintf(c->arena, "%lld", (long long)s.of[i].times));
		st = make_line(c, kind, &t, add_line(c, l, s.of[i].line), err);
	}
	return st;
}

static enum crm_status
take_rows(struct crm_cmd *c, struct columns *cols, struct crm_reader *in,
    const struct texts *said, const char *kind, struct lines *l,
    struct crm_err *err)
{
	enum crm_status st = columns_read(c, cols, in, err);
	struct crm_row *row;

	while (st == CRM_OK &&
	    (st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL) {
		if ((st = columns_read(c, cols, in, err)) == CRM_OK &&
		    ((st = crm_row_check(in, row, err)) != CRM_OK ||
			(st = take_row(c, cols, in, row, said, kind, l, err)) !=
			    CRM_OK))
			crm_err_in_line(err, row->line);
	}
	return st;
}

static enum crm_status
read_stream(struct crm_cmd *c, const char *path, const struct texts *said,
    const char *kind, struct lines *l, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct columns cols;
	enum crm_status st;

	columns_init(&cols, c, parts, PARTS, false);
	if ((st = crm_cmd_open(c, path, &in, err)) != CRM_OK)
		return st;
	l->name = crm_strdup(c->arena, crm_reader_name(in));
	st = columns_takes(c, "product") &&
		scans_are(c, &cols, in, said->of[part_of("product")])
	    ? take_scans(c, in, said, kind, l, err)
	    : take_rows(c, &cols, in, said, kind, l, err);
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, l->name);
	crm_reader_close(in);
	return st;
}

enum crm_status
lines_read(
    struct crm_cmd *c, const char *kind, struct lines *out, struct crm_err *err)
{
	struct texts said;
	size_t i;

	memset(out, 0, sizeof *out);
	memset(&said, 0, sizeof said);
	for (i = 0; i < PARTS; i++)
		said.of[i] = crm_arg_text(c, parts[i].word);
	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "%s reads one stream or file, not '%s' too", c->verb->name,
		    c->operand[1]);
	if (c->n_operands == 1)
		return read_stream(c, c->operand[0], &said, kind, out, err);
	return make_line(c, kind, &said, add_line(c, out, 0), err);
}

void
lines_place(const struct lines *l, size_t i, struct crm_err *err)
{
	if (l->at[i] == 0)
		return;
	crm_err_in_line(err, l->at[i]);
	crm_err_in_file(err, l->name);
}

struct crm_value
stock_typed(struct crm_cmd *c, const char *entity, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value v;

	crm_id_format(&b, crm_dict_find(c->dict, entity), id);
	v = crm_value_text(crm_text_of(crm_strdup(c->arena, b.data)));
	crm_buf_free(&b);
	return v;
}
