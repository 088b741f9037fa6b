/*
 * What the columns of a stream mean to a verb.  Each is one of its words, in any case
 * and language, or one that a list of ours prints beside them, so that verbs chain;
 * any other is refused: what would be dropped is a price or a unit.
 */
#include "columns.h"

#include <crm/base/number.h>

#include <string.h>

/* Another field whose names a word has too; where `with` is given, for verbs that
 * take that word. */
struct also {
	const char *word, *entity, *field, *with;
};

static const struct also also[] = {
	{ "product", "product", "sku", NULL },
	{ "product", "product", "name", NULL },
	{ "product", "barcode", "code", NULL },
	{ "unit", "product", "unit", NULL },
	{ "unit", "barcode", "unit", NULL },
	{ "supplier", "purchase", "supplier", NULL },
	{ "on", "purchase-line", "due_on", "supplier" },
};
enum { ALSO = sizeof also / sizeof *also };

/* Names that no field has. */
struct called {
	const char *word, *names, *with;
};

static const struct called called[] = {
	{ "warehouse", "from|from warehouse|source warehouse|调出仓库", "to" },
	/* Of lists with what a reference leads to. */
	{ "product", "product sku|产品 产品编码", NULL },
	{ "unit", "product unit|产品 单位", NULL },
	{ "counted", "quantity|qty|数量|实盘|实盘数|盘点数", NULL },
	{ "count_line_id", "count line id|盘点明细ID", NULL },
	{ "price", "purchase price|cost price|采购价|采购单价|进价|价格",
	    NULL },
	{ "expires", "expiry|expiry date|expiration date|有效期|到期日", NULL },
};
enum { CALLED = sizeof called / sizeof *called };

bool
columns_takes(const struct crm_cmd *c, const char *word)
{
	const struct crm_word *w = c->verb->words;

	for (; w != NULL && w->name != NULL; w++)
		if (strcmp(w->name, word) == 0)
			return true;
	return false;
}

/* ---- the words as a kind of rows ---- */

static const struct crm_field *
field_called(const struct crm_cmd *c, const char *entity, const char *name)
{
	const struct crm_entity *e = crm_dict_find(c->dict, entity);

	return e->field[crm_field_index(e, crm_text_of(name))];
}

static void
add_names(struct crm_buf *b, const struct crm_field *f)
{
	crm_buf_printf(b, "|%s|%s", f->en, f->zh);
	if (f->aliases != NULL)
		crm_buf_printf(b, "|%s", f->aliases);
}

static const char *
names_of(struct crm_cmd *c, const struct line_part *p)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *names;
	size_t i;

	crm_buf_str(&b, p->word);
	if (p->field != NULL)
		add_names(&b, field_called(c, p->entity, p->field));
	for (i = 0; i < ALSO; i++)
		if (strcmp(also[i].word, p->word) == 0 &&
		    (also[i].with == NULL || columns_takes(c, also[i].with)))
			add_names(
			    &b, field_called(c, also[i].entity, also[i].field));
	for (i = 0; i < CALLED; i++)
		if (strcmp(called[i].word, p->word) == 0 &&
		    (called[i].with == NULL ||
			columns_takes(c, called[i].with)))
			crm_buf_printf(&b, "|%s", called[i].names);
	names = crm_strdup(c->arena, b.data);
	crm_buf_free(&b);
	return names;
}

void
columns_init(struct columns *l, struct crm_cmd *c, const struct line_part *part,
    size_t n, bool loose)
{
	struct crm_field *f = crm_alloc_n(c->arena, n + 1, sizeof *f);
	struct crm_entity_def *def = crm_alloc(c->arena, sizeof *def);
	size_t i, k = 0;

	memset(f, 0, (n + 1) * sizeof *f);
	for (i = 0; i < n; i++) {
		if (!loose && !columns_takes(c, part[i].word))
			continue;
		f[k] = (struct crm_field){ .name = part[i].word,
			.type = part[i].field == NULL
			    ? CRM_T_TEXT
			    : field_called(c, part[i].entity, part[i].field)
				  ->type,
			.en = part[i].word,
			.zh = part[i].word,
			.aliases = names_of(c, &part[i]),
			.ref = "move" };
		k++;
	}
	*def = (struct crm_entity_def){
		.name = "line", .en = "Line", .zh = "行", .fields = f
	};
	*l = (struct columns){ .part = part, .parts = n, .loose = loose };
	l->words = crm_entity_rows(def, c->arena);
}

/* ---- what lists of ours print ---- */

static bool
is_ours(struct crm_text header)
{
	return header.n > 0 && header.p[0] == '_';
}

static bool
has_id(const struct crm_reader *in, const struct crm_entity *e)
{
	size_t i = 0, n = crm_reader_columns(in);

	while (i < n &&
	    crm_field_match(e, crm_reader_column(in, i), NULL) != e->id)
		i++;
	return i < n;
}

/* Whether all columns are those of a kind: nobody added one. */
static bool
is_list(const struct crm_reader *in, const struct crm_entity *e)
{
	size_t i = 0, n = crm_reader_columns(in);

	while (i < n &&
	    (is_ours(crm_reader_column(in, i)) ||
		crm_field_match(e, crm_reader_column(in, i), NULL) >= 0))
		i++;
	return i == n;
}

/* Whether a column comes from a list of a kind, beside its ids: what nobody fills in,
 * or any where the whole stream is that list. */
static bool
is_listed(const struct crm_reader *in, const struct crm_entity *e,
    struct crm_text header)
{
	bool id;
	int field = crm_field_match(e, header, &id);

	if (field < 0 || !has_id(in, e))
		return false;
	return id || field == e->id ||
	    (e->field[field]->flags & CRM_F_READONLY) != 0 || is_list(in, e);
}

/* What is behind a name at the start of a header, as in "Product SKU"; none: nothing. */
static struct crm_text
behind(struct crm_text header, const char *name)
{
	size_t n = strlen(name);
	struct crm_text head = { header.p, n };

	if (header.n <= n + 1 || (header.p[n] != '.' && header.p[n] != ' ') ||
	    !crm_header_is(head, name))
		return (struct crm_text){ NULL, 0 };
	return (struct crm_text){ header.p + n + 1, header.n - n - 1 };
}

/* Whether a header is that of a field of a kind, or of what its references lead to: the
 * columns that a list of it can have. */
static bool
leads(const struct crm_dict *d, const struct crm_entity *e,
    struct crm_text header)
{
	struct crm_text rest;
	size_t i;

	if (crm_field_match(e, header, NULL) >= 0)
		return true;
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (f->type != CRM_T_REF)
			continue;
		if (((rest = behind(header, f->name)).n > 0 ||
			(rest = behind(header, f->en)).n > 0 ||
			(rest = behind(header, f->zh)).n > 0) &&
		    leads(d, crm_dict_find(d, f->ref), rest))
			return true;
	}
	return false;
}

static bool
passes(const struct crm_cmd *c, const struct crm_reader *in,
    struct crm_text header)
{
	size_t i = 0;

	while (i < c->dict->n && !is_listed(in, c->dict->entity[i], header))
		i++;
	return i < c->dict->n || is_ours(header);
}

/* Which verb is fed with what another prints, that is no list of records. */
struct printed_by {
	const char *verb;
	const struct crm_column *column;
	const size_t *n;
};

static const struct printed_by printed_by[] = {
	{ "order", stock_plan_columns, &stock_plan_n },
	{ "transfer", stock_rebalance_columns, &stock_rebalance_n },
	{ "send", stock_rebalance_columns, &stock_rebalance_n },
	{ "issue", stock_pick_columns, &stock_pick_n },
	{ "reserve", stock_promise_columns, &stock_promise_n },
	{ NULL, NULL, NULL },
};

/* The name of a column that the verb in front of this one prints, in its table or
 * its workbook; NULL: it is none. */
static const char *
printed(const struct crm_cmd *c, struct crm_text header)
{
	const struct printed_by *p = printed_by;
	size_t i;

	for (; p->verb != NULL; p++)
		for (i = 0; i < *p->n && strcmp(p->verb, c->verb->name) == 0;
		     i++)
			if (crm_header_is(header, p->column[i].name) ||
			    crm_header_is(header, p->column[i].label) ||
			    crm_header_is(header, crm_tr(p->column[i].label)))
				return p->column[i].name;
	return NULL;
}

/* ---- a column ---- */

static enum crm_status
unknown(struct crm_cmd *c, const struct columns *l, const struct crm_reader *in,
    struct crm_text header, struct crm_err *err)
{
	const struct crm_word *w = c->verb->words;
	const char *near = crm_field_nearest(l->words, header, c->arena);
	char quoted[CRM_QUOTE_SIZE];

	crm_quote(quoted, header);
	if (crm_reader_columns(in) == 1 && columns_takes(c, "product"))
		return crm_fail(err, CRM_USAGE,
		    "%s: '%s' is no column of %s, and no sku, name or barcode "
		    "of a product",
		    crm_reader_name(in), quoted, c->verb->name);
	for (; w != NULL && w->name != NULL; w++)
		if (crm_header_is(header, w->name))
			return crm_fail(err, CRM_USAGE,
			    "%s: column '%s': %s=yes is said once, for all "
			    "rows, on the command line",
			    crm_reader_name(in), quoted, w->name);
	return crm_fail(err, CRM_USAGE,
	    "%s: column '%s' matches no word of %s%s%s; rename it, or leave it "
	    "out",
	    crm_reader_name(in), quoted, c->verb->name,
	    near[0] != '\0' ? crm_tr("; nearest: ") : "", near);
}

/* Whether it says in which currency the prices of its row are. */
static bool
is_currency(const struct crm_cmd *c, struct crm_text header)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "purchase");

	return crm_field_match(e, header, NULL) == e->currency &&
	    (columns_takes(c, "price") || columns_takes(c, "value"));
}

/* Whether a stream is a list of moves, each of which is what a verb of moves is about. */
static bool
lists_moves(const struct crm_cmd *c, const struct crm_reader *in)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "move");
	int kind = crm_field_index(e, CRM_TEXT("kind"));
	size_t i = 0, n = crm_reader_columns(in);

	while (
	    i < n && crm_field_match(e, crm_reader_column(in, i), NULL) != kind)
		i++;
	return i < n && columns_takes(c, "of") && has_id(in, e) &&
	    is_list(in, e);
}

/* Of a listed move what it was itself of, its day and its value say nothing of what
 * becomes of it. */
static bool
is_its_own(const struct crm_entity *move, int field)
{
	static const char *const own[] = { "of", "moved_on", "value", NULL };
	const char *const *name = own;

	while (*name != NULL && strcmp(move->field[field]->name, *name) != 0)
		name++;
	return *name != NULL;
}

static enum crm_status
read_column(struct crm_cmd *c, const struct columns *l,
    const struct crm_reader *in, size_t i, struct column *out,
    struct crm_err *err)
{
	const struct crm_entity *move = crm_dict_find(c->dict, "move");
	struct crm_text header = crm_reader_column(in, i);
	const char *name = printed(c, header);
	struct crm_text as = name == NULL ? header : crm_text_of(name);
	int field = crm_field_match(l->words, as, &out->id);
	int own = crm_field_match(move, header, NULL);
	size_t k = 0;

	out->part = -1;
	if (own >= 0 && lists_moves(c, in)) {
		if (is_its_own(move, own))
			return CRM_OK;
		out->moved = strcmp(move->field[own]->name, "quantity") == 0;
	}
	if (field < 0 && columns_takes(c, "of") && own == move->id) {
		out->id = true;
		field = crm_field_index(l->words, CRM_TEXT("of"));
	}
	if (field >= 0) {
		while (
		    strcmp(l->part[k].word, l->words->field[field]->name) != 0)
			k++;
		out->part = (int)k;
		return CRM_OK;
	}
	out->currency = is_currency(c, header);
	return l->loose || out->currency || name != NULL ||
		(l->sheet != NULL && leads(c->dict, l->sheet, header)) ||
		passes(c, in, header)
	    ? CRM_OK
	    : unknown(c, l, in, header, err);
}

enum crm_status
columns_read(struct crm_cmd *c, struct columns *l, const struct crm_reader *in,
    struct crm_err *err)
{
	size_t i, n = crm_reader_columns(in);
	enum crm_status st = CRM_OK;

	if (n == l->n)
		return CRM_OK;
	/* A column that comes late may show that the others are no list. */
	l->of = crm_alloc_n(c->arena, n, sizeof *l->of);
	memset(l->of, 0, n * sizeof *l->of);
	l->n = n;
	for (i = 0; i < n && st == CRM_OK; i++)
		st = read_column(c, l, in, i, &l->of[i], err);
	return st;
}

enum crm_status
columns_currency(struct crm_cmd *c, struct crm_text cell, struct crm_err *err)
{
	const char *base = crm_store_currency(c->store);
	char code[CRM_CURRENCY_SIZE], quoted[CRM_QUOTE_SIZE];

	cell = crm_text_trim(cell);
	if (cell.n == 0 ||
	    (crm_currency_named(cell, code) && strcmp(code, base) == 0))
		return CRM_OK;
	return columns_takes(c, "rate")
	    ? crm_fail_field(err, CRM_INVALID, "currency",
		  "is %s, and amounts are in %s; rate says what one of it is",
		  crm_quote(quoted, cell), base)
	    : crm_fail_field(err, CRM_INVALID, "currency",
		  "is %s, and amounts are in %s", crm_quote(quoted, cell),
		  base);
}
