/* The lines of a document, from the words of a command and the rows of a stream. */
#include "stock.h"

#include <stddef.h>
#include <string.h>

/* A word of these verbs: the field of a move that it is read as, or, where it is
 * none, of another kind. */
struct part {
	const char *word;
	const char *entity, *field; /* NULL: plain text */
	size_t text;                /* place of a text in a line */
};

#define AT(member) offsetof(struct crm_stock_line, member)

static const struct part parts[] = {
	{ "product", NULL, NULL, AT(product) },
	{ "unit", NULL, NULL, AT(unit) },
	{ "lot", NULL, NULL, AT(lot) },
	{ "supplier", NULL, NULL, AT(supplier) },
	{ "quantity", "move", "quantity", 0 },
	{ "on", "move", "moved_on", 0 },
	{ "warehouse", "move", "warehouse", 0 },
	{ "to", "move", "to", 0 },
	{ "of", "move", "of", 0 },
	{ "value", "move", "value", 0 },
	{ "price", "purchase-line", "price", 0 },
	{ "rate", "order", "rate", 0 },
	{ "expires", "lot", "expires_on", 0 },
	{ "days_left", "customer", "lot_days", 0 },
	{ "for", "move", "about", 0 },
	{ "reservation", "move", "reservation", 0 },
	{ "purchase_line", "move", "purchase_line", 0 },
	{ "reference", "move", "reference", 0 },
	{ "reason", "move", "reason", 0 },
	{ "notes", "move", "notes", 0 },
	{ "priority", "reservation", "priority", 0 },
	{ "since", "reservation", "confirmed_at", 0 },
	{ "until", "reservation", "until", 0 },
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
parse(struct crm_cmd *c, const struct part *p, struct crm_text text,
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
		if (t->of[i].n == 0)
			continue;
		if (parts[i].entity == NULL)
			memcpy((char *)l + parts[i].text, &t->of[i],
			    sizeof t->of[i]);
		else if ((st = parse(c, &parts[i], t->of[i], &v[i], err)) !=
		    CRM_OK)
			return st;
	}
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

/* Which part a column feeds, or -1; *id where it holds typed ids. */
static int
column_part(const struct crm_cmd *c, struct crm_text header, bool *id)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "move");
	int field;
	size_t i;

	*id = false;
	for (i = 0; i < PARTS; i++)
		if (crm_text_is(header, parts[i].word))
			return (int)i;
	field = crm_field_match(e, header, id);
	if (field < 0)
		return -1;
	if (field == e->id) {
		*id = true;
		return (int)part_of("of");
	}
	for (i = 0; i < PARTS; i++) {
		const char *name = parts[i].field == NULL ? parts[i].word
							  : parts[i].field;

		if (strcmp(e->field[field]->name, name) == 0)
			return (int)i;
	}
	return -1;
}

static bool
takes(const struct crm_cmd *c, const char *word)
{
	const struct crm_word *w = c->verb->words;

	for (; w->name != NULL; w++)
		if (strcmp(w->name, word) == 0)
			return true;
	return false;
}

static struct crm_text
cell_text(struct crm_cmd *c, struct crm_text cell, bool id)
{
	cell = crm_text_trim(cell);
	if (cell.n == 0)
		return cell;
	return crm_text_of(crm_sprintf(
	    c->arena, "%s%.*s", id ? "id:" : "", (int)cell.n, cell.p));
}

static enum crm_status
take_row(struct crm_cmd *c, const struct crm_reader *in,
    const struct crm_row *row, const struct texts *said, const char *kind,
    struct lines *l, struct crm_err *err)
{
	struct texts t = *said;
	struct crm_text cell;
	size_t col;
	bool id;
	int i;

	for (col = 0; col < row->n && col < crm_reader_columns(in); col++) {
		i = column_part(c, crm_reader_column(in, col), &id);
		if (i < 0 || !takes(c, parts[i].word))
			continue;
		cell = cell_text(c, row->cell[col].text, id);
		/* A name stands beside its id: that goes first. */
		if (cell.n > 0 && (id || t.of[i].n == said->of[i].n))
			t.of[i] = cell;
	}
	return make_line(c, kind, &t, add_line(c, l, row->line), err);
}

static enum crm_status
read_stream(struct crm_cmd *c, const char *path, const struct texts *said,
    const char *kind, struct lines *l, struct crm_err *err)
{
	struct crm_reader *in = NULL;
	struct crm_row *row;
	enum crm_status st;

	if ((st = crm_cmd_open(c, path, &in, err)) != CRM_OK)
		return st;
	l->name = crm_strdup(c->arena, crm_reader_name(in));
	while ((st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL)
		if ((st = crm_row_check(in, row, err)) != CRM_OK ||
		    (st = take_row(c, in, row, said, kind, l, err)) != CRM_OK) {
			crm_err_in_line(err, row->line);
			break;
		}
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
