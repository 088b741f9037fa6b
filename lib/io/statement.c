/*
 * Statements of a bank as rows: the whole file is read before the first row is given, so
 * that what is wrong with it is known before anything is written.
 */
#include "statement.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[ST_COLUMNS] = {
	[ST_ACCOUNT] = "account",
	[ST_LINE_REF] = "line_ref",
	[ST_BOOKED_ON] = "booked_on",
	[ST_AMOUNT] = "amount",
	[ST_CURRENCY] = "currency",
	[ST_PAYER] = "payer",
	[ST_PAYER_ACCOUNT] = "payer_account",
	[ST_TEXT] = "text",
};

/* ---- the key of a line ---- */

/* FNV-1a: what tells lines apart of which the bank gave no reference. */
static uint64_t
hash_of(const struct statement_line *l)
{
	enum { BYTE = 8 };
	uint64_t h = 14695981039346656037U;
	size_t c, i;

	for (c = 0; c < ST_COLUMNS; c++)
		for (i = 0; l->text[c] != NULL && l->text[c][i] != '\0'; i++)
			h = (h ^ (unsigned char)l->text[c][i]) * 1099511628211U;
	for (i = 0; i < sizeof l->amount; i++)
		h = (h ^ ((uint64_t)l->amount >> (i * BYTE) & 0xff)) *
		    1099511628211U;
	return h;
}

struct keyed {
	const char *account, *ref;
	size_t at;
};

static int
by_key(const void *x, const void *y)
{
	const struct keyed *a = x, *b = y;
	int by = strcmp(a->account, b->account);

	by = by != 0 ? by : strcmp(a->ref, b->ref);
	return by != 0 ? by : (a->at > b->at) - (a->at < b->at);
}

/* Lines without a reference are told by what they say; what has the same one as a line
 * before it of its account gets its turn behind it. */
static void
name_lines(struct statement *s)
{
	struct keyed *k = crm_alloc_n(&s->a, s->n, sizeof *k);
	size_t i, turn = 1;

	for (i = 0; i < s->n; i++) {
		struct statement_line *l = &s->line[i];

		if (l->text[ST_LINE_REF] == NULL)
			l->text[ST_LINE_REF] = crm_sprintf(&s->a,
			    "%s-%016" PRIx64,
			    l->text[ST_BOOKED_ON] != NULL
				? l->text[ST_BOOKED_ON]
				: "",
			    hash_of(l));
		k[i] = (struct keyed){
			l->text[ST_ACCOUNT] != NULL ? l->text[ST_ACCOUNT] : "",
			l->text[ST_LINE_REF], i
		};
	}
	if (s->n > 1)
		qsort(k, s->n, sizeof *k, by_key);
	for (i = 1; i < s->n; i++) {
		turn = strcmp(k[i].account, k[i - 1].account) == 0 &&
			strcmp(k[i].ref, k[i - 1].ref) == 0
		    ? turn + 1
		    : 1;
		if (turn > 1)
			s->line[k[i].at].text[ST_LINE_REF] = crm_sprintf(
			    &s->a, "%s#%zu", k[i].ref, turn);
	}
}

/* ---- the reader ---- */

/* All of the text. */
static enum crm_status
read_all(struct crm_reader *r, struct crm_text *all, struct crm_err *err)
{
	struct crm_input *in = &r->in;
	enum crm_status st = CRM_OK;

	in->keep = in->pos;
	while (st == CRM_OK && !in->eof) {
		if (in->len - in->keep > CRM_RECORD_MAX)
			return crm_fail(err, CRM_INVALID,
			    "it is more than %d MB, which no statement is",
			    CRM_RECORD_MAX / (1024 * 1024));
		in->pos = in->keep;
		st = crm_input_fill(in, err);
	}
	*all = (struct crm_text){ in->data + in->keep, in->len - in->keep };
	return st;
}

static enum crm_status
parse(struct crm_reader *r, struct statement *s, struct crm_err *err)
{
	struct crm_text all;
	enum crm_status st = read_all(r, &all, err);

	if (st == CRM_OK && crm_utf8_valid(all) < all.n)
		st = crm_fail(
		    err, CRM_INVALID, "not UTF-8: --encoding says what it is");
	if (st == CRM_OK && memchr(all.p, '\0', all.n) != NULL)
		st = crm_fail(err, CRM_INVALID, "a NUL byte");
	if (st == CRM_OK)
		st = r->format == CRM_FMT_MT940 ? mt940_parse(s, all, err)
						: camt_parse(s, all, err);
	if (st == CRM_OK)
		name_lines(s);
	if (st == CRM_OK && s->left > 0)
		crm_buf_printf(&s->note,
		    crm_tr("%sleft out, as not booked yet: %lld"),
		    s->note.len > 0 ? "; " : "", (long long)s->left);
	return st;
}

static enum crm_status
statement_open(struct crm_reader *r, struct crm_err *err)
{
	struct statement *s = calloc(1, sizeof *s);
	enum crm_status st = CRM_OK;
	size_t i;

	if (s == NULL)
		crm_oom();
	r->state = s;
	crm_reader_room(r, ST_COLUMNS);
	r->row.n = ST_COLUMNS;
	for (i = 0; i < ST_COLUMNS && st == CRM_OK; i++)
		st = crm_reader_add_column(r, crm_text_of(columns[i]), err);
	return st == CRM_OK ? parse(r, s, err) : st;
}

static enum crm_status
statement_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	struct statement *s = r->state;
	const struct statement_line *l = &s->line[s->at];
	size_t i;

	(void)err;
	*row = NULL;
	if (s->at == s->n)
		return CRM_OK;
	for (i = 0; i < ST_COLUMNS; i++)
		r->row.cell[i] = (struct crm_cell){
			crm_text_of(l->text[i] != NULL ? l->text[i] : ""),
			CRM_CELL_TEXT
		};
	r->row.cell[ST_AMOUNT] = (struct crm_cell){
		crm_text_of(statement_amount_text(s, l->amount)),
		CRM_CELL_NUMBER
	};
	r->row.line = l->line;
	*row = &r->row;
	s->at++;
	return CRM_OK;
}

static enum crm_status
statement_rewind(struct crm_reader *r, struct crm_err *err)
{
	struct statement *s = r->state;

	(void)err;
	s->at = 0;
	return CRM_OK;
}

static void
statement_close(struct crm_reader *r)
{
	struct statement *s = r->state;

	if (s == NULL)
		return;
	crm_buf_free(&s->note);
	crm_arena_free(&s->a);
	free(s);
}

static const char *
statement_note(const struct crm_reader *r, bool at_end)
{
	const struct statement *s = r->state;

	return at_end || s->note.len == 0 ? NULL : s->note.data;
}

const struct crm_reader_ops crm_statement_ops = {
	.open = statement_open,
	.next = statement_next,
	.rewind = statement_rewind,
	.close = statement_close,
	.note = statement_note,
};
