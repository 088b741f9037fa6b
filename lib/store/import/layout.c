/*
 * Exports of banks: what came in and what went out in two columns, or in one with
 * another that says which; several columns of texts and of days; what there was then,
 * which is compared with the amounts; lines to which the bank gave no number.
 */
#include "import.h"

#include <inttypes.h>
#include <string.h>

/* ---- the headers ---- */

static enum crm_layout_place
place_of(const struct import *im, size_t column, size_t *field, size_t *rank)
{
	return im->used[column]
	    ? CRM_LAYOUT_NONE
	    : crm_layout_find(im->e->def->layout,
		  crm_reader_column(im->r, column), field, rank);
}

static bool
is_fed(const struct import *im, int field)
{
	return im->by_field[field] >= 0 && im->feed[im->by_field[field]].n > 0;
}

/* The only column that has this place; -1: there is none, or are several. */
static int
only_at(const struct import *im, enum crm_layout_place place)
{
	size_t i, field, rank, n = crm_reader_columns(im->r);
	int found = -1;

	for (i = 0; i < n; i++) {
		if (place_of(im, i, &field, &rank) != place)
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

static void
take(struct import *im, int field, int column, bool out)
{
	struct feed *f;

	if (column < 0 || (f = feed_of(im, field))->n == JOIN_MAX)
		return;
	f->out[f->n] = out;
	f->column[f->n++] = column;
	im->used[column] = true;
}

static const char *
named(struct import *im, const struct feed *f)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *s;
	int i;

	for (i = 0; i < f->n; i++) {
		struct crm_text h = crm_reader_column(
		    im->r, (size_t)f->column[i]);

		crm_buf_printf(
		    &b, "%s'%.*s'", i > 0 ? ", " : "", (int)h.n, h.p);
	}
	s = crm_strdup(&im->arena, b.data);
	crm_buf_free(&b);
	return s;
}

static void
tell(struct import *im, const char *text)
{
	if (im->o->note != NULL)
		im->o->note(im->o->ctx, text);
}

/* Of the columns of a field the first, or all. */
static void
map_field(struct import *im, size_t at)
{
	const struct crm_layout_field *l = &im->e->def->layout->fields[at];
	size_t i, field, rank, best, n = crm_reader_columns(im->r);
	int to, column, taken = 0;

	if (l->name == NULL)
		return;
	to = crm_field_index(im->e, crm_text_of(l->name));
	if (is_fed(im, to))
		return;
	do {
		best = SIZE_MAX;
		column = -1;
		for (i = 0; i < n; i++)
			if (place_of(im, i, &field, &rank) ==
				CRM_LAYOUT_FIELD &&
			    field == at && rank < best) {
				best = rank;
				column = (int)i;
			}
		take(im, to, column, false);
	} while (l->all && column >= 0 && ++taken < JOIN_MAX);
	if (taken > 1)
		tell(im,
		    crm_sprintf(&im->arena, crm_tr("%s is joined from %s"),
			l->name, named(im, feed_of(im, to))));
}

/* The place of a field among those that several columns feed. */
static size_t
layout_field(const struct import *im, const char *name)
{
	const struct crm_layout_field *f = im->e->def->layout->fields;
	size_t i = 0;

	while (f[i].name != NULL && strcmp(f[i].name, name) != 0)
		i++;
	return i;
}

/* The amount: in two columns, or in its own with one that says its way. */
static void
map_amount(struct import *im)
{
	int field = crm_field_index(
	    im->e, crm_text_of(im->e->def->layout->amount));
	int in = only_at(im, CRM_LAYOUT_IN), out = only_at(im, CRM_LAYOUT_OUT);
	struct crm_text h[2];

	if (is_fed(im, field))
		return;
	if (in >= 0 || out >= 0) {
		take(im, field, in, false);
		take(im, field, out, true);
		if (in < 0 || out < 0)
			return;
		h[0] = crm_reader_column(im->r, (size_t)in);
		h[1] = crm_reader_column(im->r, (size_t)out);
		tell(im,
		    crm_sprintf(&im->arena,
			crm_tr("%s: '%.*s' is what came in, '%.*s' what went "
			       "out"),
			im->e->field[field]->name, (int)h[0].n, h[0].p,
			(int)h[1].n, h[1].p));
		return;
	}
	map_field(im, layout_field(im, im->e->def->layout->amount));
	if (is_fed(im, field) && only_at(im, CRM_LAYOUT_WAY) >= 0) {
		take(im, field, only_at(im, CRM_LAYOUT_WAY), false);
		feed_of(im, field)->way = true;
	}
}

/* Whether others have the header twice: that is told where each column is read. */
static bool
is_twice(const struct import *im, size_t column)
{
	struct crm_text h = crm_reader_column(im->r, column);
	int first = header_named(im, h, 0);

	return (size_t)first != column || header_named(im, h, column + 1) >= 0;
}

void
layout_map(struct import *im, struct crm_buf *left)
{
	const struct crm_layout *l = im->e->def->layout;
	size_t i, field, rank, n = crm_reader_columns(im->r);

	if (l == NULL)
		return;
	im->layout.balance = only_at(im, CRM_LAYOUT_BALANCE);
	map_amount(im);
	for (i = 0; l->fields[i].name != NULL; i++)
		map_field(im, i);
	for (i = 0; i < n; i++) {
		struct crm_text h = crm_reader_column(im->r, i);
		enum crm_layout_place p = place_of(im, i, &field, &rank);

		if (p == CRM_LAYOUT_NONE || p == CRM_LAYOUT_IN ||
		    p == CRM_LAYOUT_OUT || is_twice(im, i))
			continue;
		im->used[i] = true;
		/* It is read, though no field is fed by it. */
		if ((int)i != im->layout.balance)
			crm_buf_printf(left, "%s'%.*s'",
			    left->len > 0 ? ", " : "", (int)h.n, h.p);
	}
}

void
layout_key(struct import *im)
{
	const struct crm_layout *l = im->e->def->layout;
	int key = l == NULL ? -1 : crm_field_index(im->e, crm_text_of(l->key));

	if (key < 0 || is_fed(im, key) || is_fed(im, im->e->id) ||
	    !is_fed(im, crm_field_index(im->e, crm_text_of(l->amount))))
		return;
	im->layout.key = key;
	feed_of(im, key);
}

/* ---- the rows ---- */

enum crm_status
layout_way(struct import *im, const struct feed *f, const struct crm_row *row,
    struct crm_text *amount, struct crm_err *err)
{
	const struct crm_layout *l = im->e->def->layout;
	struct crm_text cell[2] = { { NULL, 0 }, { NULL, 0 } };
	const struct crm_choice *way;
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < 2; i++)
		if ((size_t)f->column[i] < row->n)
			cell[i] = crm_text_trim(row->cell[f->column[i]].text);
	*amount = cell[0];
	if (cell[0].n == 0 || cell[1].n == 0)
		return CRM_OK;
	if ((way = crm_choice_find(l->ways, cell[1])) == NULL)
		return crm_fail_field(err, CRM_INVALID,
		    im->e->field[f->field]->name,
		    "'%s' says neither that it came in nor that it went out "
		    "(贷, credit; 借, debit)",
		    crm_quote(quoted, cell[1]));
	if (strcmp(way->code, "out") == 0 && cell[0].p[0] != '-')
		*amount = crm_text_of(
		    crm_sprintf(&im->row, "-%.*s", (int)cell[0].n, cell[0].p));
	return CRM_OK;
}

static struct crm_text
balance_of(const struct import *im, const struct crm_row *row)
{
	int i = im->layout.balance;

	return i >= 0 && (size_t)i < row->n ? crm_text_trim(row->cell[i].text)
					    : (struct crm_text){ NULL, 0 };
}

/* A line that has no number of the bank's is known by what it says, and its turn among
 * those that say the same. */
static void
make_key(struct import *im, const struct crm_row *row)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct key_slot *slot;
	struct crm_text t;
	uint64_t hash;
	size_t i, turn = 1;
	int on = crm_field_index(im->e, CRM_TEXT("booked_on"));

	for (i = 0; i < im->n_feeds; i++) {
		int field = im->feed[i].field;
		const struct crm_value *v = &im->rec.v[field];

		if (im->feed[i].n == 0 || v->kind == CRM_NULL)
			continue;
		crm_buf_printf(&b, "\n%s=", im->e->field[field]->name);
		if (v->kind == CRM_INT)
			crm_buf_printf(&b, "%" PRId64, v->i);
		else
			crm_buf_add(&b, v->t.p, v->t.n);
	}
	if ((t = balance_of(im, row)).n > 0) {
		crm_buf_char(&b, '\n');
		crm_buf_add(&b, t.p, t.n);
	}
	hash = key_hash(0, b.data == NULL ? "" : b.data, b.len);
	for (slot = keymap_first(&im->layout.keys, hash); slot != NULL;
	     slot = keymap_next(&im->layout.keys, hash, slot))
		turn++;
	keymap_add(&im->layout.keys, hash, (int64_t)turn);
	crm_buf_clear(&b);
	if (on >= 0 && im->rec.v[on].kind == CRM_INT)
		crm_date_format(&b, im->rec.v[on].i);
	crm_buf_printf(&b, "-%016" PRIx64, hash);
	if (turn > 1)
		crm_buf_printf(&b, "#%zu", turn);
	crm_record_set(&im->rec, im->layout.key,
	    crm_value_text((struct crm_text){
		crm_strndup(&im->row, b.data, b.len), b.len }));
	crm_buf_free(&b);
}

/* What there was behind the line follows from what there was before it, in a file that
 * begins with the first line, or from the line below, in one that begins with the last. */
static void
follow_balance(struct import *im, const struct crm_row *row)
{
	struct layout_balance *b = &im->layout.now;
	int amount_field = crm_field_index(
	    im->e, crm_text_of(im->e->def->layout->amount));
	int own = crm_field_index(im->e, CRM_TEXT("account"));
	const struct feed *f = feed_of(im, amount_field);
	struct crm_text t = balance_of(im, row), amount;
	struct crm_err ignored;
	bool clear, number;
	int64_t now, by;
	uint64_t account = own >= 0 && im->rec.v[own].kind == CRM_STR
	    ? crm_text_hash(im->rec.v[own].t)
	    : 0;
	int flags = f->numbers | CRM_NUM_MONEY | CRM_NUM_PEOPLE;
	size_t i;

	if (t.n == 0 || f->n == 0 ||
	    import_text(im, f, row, &clear, &number, &amount, &ignored) !=
		CRM_OK ||
	    crm_number_parse(t, CRM_DECIMAL_DIGITS, flags, &now, &ignored) !=
		CRM_OK ||
	    crm_number_parse(
		amount, CRM_DECIMAL_DIGITS, flags, &by, &ignored) != CRM_OK)
		return;
	if (b->begun && b->account == account) {
		const bool fits[LAYOUT_ORDERS] = {
			[LAYOUT_DOWN] = now == b->balance + by,
			[LAYOUT_UP] = b->balance == now + b->amount,
			[LAYOUT_DOWN_SWAPPED] = now == b->balance - by,
			[LAYOUT_UP_SWAPPED] = b->balance == now - b->amount,
		};

		im->layout.pairs++;
		for (i = 0; i < LAYOUT_ORDERS; i++) {
			im->layout.fit[i] += fits[i];
			if (!fits[i] && im->layout.miss[i] == 0)
				im->layout.miss[i] = row->line;
		}
	}
	*b = (struct layout_balance){ true, now, by, account };
}

void
layout_row(struct import *im, const struct crm_row *row)
{
	if (im->e->def->layout == NULL)
		return;
	if (im->layout.key >= 0)
		make_key(im, row);
	if (im->layout.balance >= 0)
		follow_balance(im, row);
}

/* All of it says that the columns are the other way round than a bank's are. */
static void
tell_swapped(struct import *im)
{
	const struct feed *f = feed_of(im,
	    crm_field_index(im->e, crm_text_of(im->e->def->layout->amount)));
	struct crm_text h[2];

	if (f->n != 2 || f->out[0] || !f->out[1]) {
		tell(im,
		    crm_tr(
			"by the balances each amount came in that is said to "
			"have gone out, and the reverse"));
		return;
	}
	h[0] = crm_reader_column(im->r, (size_t)f->column[0]);
	h[1] = crm_reader_column(im->r, (size_t)f->column[1]);
	tell(im,
	    crm_sprintf(&im->arena,
		crm_tr("by the balances '%.*s' is what came in; --map "
		       "'%.*s+-%.*s=amount' takes it so"),
		(int)h[1].n, h[1].p, (int)h[1].n, h[1].p, (int)h[0].n, h[0].p));
}

void
layout_tell(struct import *im)
{
	struct layout *l = &im->layout;
	size_t i, best = 0;

	for (i = 1; i < LAYOUT_ORDERS; i++)
		if (l->fit[i] > l->fit[best])
			best = i;
	if (l->pairs == 0 ||
	    (best < LAYOUT_SWAPPED && l->fit[best] == l->pairs))
		return;
	if (l->fit[best] == l->pairs)
		tell_swapped(im);
	else
		tell(im,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "line %lld: the balance does not follow from the "
			    "line beside it; something is missing or twice"),
			(long long)l->miss[best]));
}
