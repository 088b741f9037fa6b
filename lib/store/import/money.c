/*
 * The currency of a row that has no column for it, or nothing in that: an amount may
 * name it, "€8", "8 EUR", "100美元".  What can mean one currency only is that of the
 * record; what can mean several ("$7") is read as one of them until the record that
 * the row meets, or --default, says which.
 */
#include "import.h"

#include <stdio.h>
#include <string.h>

/* Money, and prices, which may bear a sign of it. */
bool
money_in_currency(const struct crm_field *f)
{
	return (f->type == CRM_T_MONEY || f->type == CRM_T_DECIMAL) &&
	    (f->flags & CRM_F_READONLY) == 0 && !crm_field_in_base(f);
}

struct crm_text
money_currency(const struct import *im)
{
	int i = im->e->currency;

	if (i >= 0 && im->rec.v[i].kind == CRM_STR)
		return im->rec.v[i].t;
	return crm_text_of(im->money.code);
}

static bool
is_plain_number(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && strchr("0123456789.,- ", t.p[i]) != NULL)
		i++;
	return i == t.n;
}

/* What the cells of a field say, or their header; *surely: it can mean no other. */
static bool
says(struct import *im, struct feed *f, const struct crm_row *row,
    char code[CRM_CURRENCY_SIZE], bool *surely, struct crm_text *t)
{
	bool clear, number;
	struct crm_err err;

	if (!import_plain(im, f, row, t) &&
	    import_text(im, f, row, &clear, &number, t, &err) != CRM_OK)
		return false; /* it is told where the field is read */
	if (t->n > 0 && f->values != NULL)
		*t = import_mapped(im, f, *t);
	if (t->n > 0 && f->in[0] != '\0') {
		memcpy(code, f->in, CRM_CURRENCY_SIZE);
		*surely = true;
		return true;
	}
	return t->n > 0 && !is_plain_number(*t) &&
	    crm_number_names(*t, code, surely);
}

/* The same, where that is another currency than the book's, in which a bare number is
 * read first, and not the usual one. */
static bool
names(struct import *im, struct feed *f, const struct crm_row *row,
    char code[CRM_CURRENCY_SIZE], bool *surely)
{
	struct crm_text t;

	if (!says(im, f, row, code, surely, &t))
		return false;
	if (f->in[0] != '\0')
		return strcmp(code, im->money.usual) != 0;
	if (crm_number_is_in(t, crm_text_of(im->money.usual))) {
		memcpy(code, im->money.usual, CRM_CURRENCY_SIZE);
		*surely = false;
	}
	return *surely || im->parse.base_currency == NULL ||
	    strcmp(code, im->parse.base_currency) != 0;
}

/* What --default says, else the currency of the book. */
static void
find_usual(struct import *im)
{
	int i = im->by_field[im->e->currency];

	if (im->money.usual[0] != '\0' ||
	    (i >= 0 && im->feed[i].def.p != NULL &&
		crm_currency_named(im->feed[i].def, im->money.usual)))
		return;
	snprintf(im->money.usual, sizeof im->money.usual, "%s",
	    im->parse.base_currency != NULL ? im->parse.base_currency : "");
}

/* Whether a row may have a currency, and has none. */
static bool
lacks_currency(const struct import *im)
{
	int i = im->e->currency;

	return i >= 0 && (im->e->field[i]->flags & CRM_F_READONLY) == 0 &&
	    im->rec.v[i].kind != CRM_STR && !im->cleared[i];
}

static void
take(struct import *im, const char *code)
{
	struct crm_text t = crm_text_of(crm_strdup(&im->row, code));

	feed_of(im, im->e->currency);
	crm_record_set(&im->rec, im->e->currency, crm_value_text(t));
	im->money.code[0] = '\0';
	im->money.named++;
}

/* ---- headers ---- */

bool
money_in_brackets(
    struct crm_text header, char code[CRM_CURRENCY_SIZE], struct crm_text *bare)
{
	static const char *const brackets[][2] = { { "(", ")" }, { "（", "）" },
		{ "[", "]" }, { "【", "】" } };
	struct crm_text t = crm_text_trim(header);
	size_t i, at;

	for (i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
		size_t no = strlen(brackets[i][0]), nc = strlen(brackets[i][1]);

		if (t.n <= no + nc ||
		    memcmp(t.p + t.n - nc, brackets[i][1], nc) != 0)
			continue;
		at = t.n - nc;
		while (at > 0 &&
		    (at + no > t.n - nc ||
			memcmp(t.p + at, brackets[i][0], no) != 0))
			at--;
		if (at == 0 ||
		    !crm_currency_named(
			(struct crm_text){ t.p + at + no, t.n - nc - at - no },
			code))
			continue;
		*bare = crm_text_trim((struct crm_text){ t.p, at });
		return true;
	}
	return false;
}

/* "Amount (USD)", "金额（元）": what the header says of all its cells. */
static void
find_headers(struct import *im)
{
	struct crm_text bare;
	size_t i;

	im->money.looked = true;
	im->money.owner = crm_currency_owner(im->s, im->e);
	for (i = 0; i < im->n_feeds; i++) {
		struct feed *f = &im->feed[i];

		/* Of several what came in and what went out is in one. */
		if (f->n < 1 || !money_in_currency(im->e->field[f->field]) ||
		    !money_in_brackets(
			crm_reader_column(im->r, (size_t)f->column[0]), f->in,
			&bare))
			f->in[0] = '\0';
	}
}

/* The row says another currency than the header of one of its amounts. */
enum crm_status
money_headers(struct import *im, const struct crm_row *row, struct crm_err *err)
{
	struct crm_text is = money_currency(im);
	size_t i;

	for (i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];

		if (f->in[0] != '\0' && is.n > 0 && !crm_text_is(is, f->in) &&
		    (size_t)f->column[0] < row->n &&
		    crm_text_trim(row->cell[f->column[0]].text).n > 0)
			return crm_fail_field(err, CRM_INVALID,
			    im->e->field[f->field]->name,
			    "is in %s by its header, and the row is in %.*s; "
			    "--map '#%d=' leaves it out",
			    f->in, (int)is.n, is.p, f->column[0] + 1);
	}
	return CRM_OK;
}

/* ---- kinds without a currency of their own ---- */

/* What a row that is a part of another record says of the currency: its amounts are
 * read in that until it is known which the other has. */
static void
say_of_owner(struct import *im, const struct crm_row *row)
{
	char code[CRM_CURRENCY_SIZE];
	struct crm_text t;
	bool surely;
	size_t i;

	im->money.says = false;
	for (i = 0; i < im->n_feeds && !im->money.says; i++)
		if (money_in_currency(im->e->field[im->feed[i].field]) &&
		    says(im, &im->feed[i], row, code, &surely, &t)) {
			memcpy(im->money.code, code, sizeof code);
			im->money.says = true;
		}
}

enum crm_status
money_of_owner(struct import *im, const struct crm_row *row,
    const struct crm_record *now, struct crm_err *err)
{
	const struct crm_value *of = &im->rec.v[im->money.owner];
	struct crm_text currency;
	enum crm_status st;

	if (im->money.owner < 0 || !im->money.says)
		return CRM_OK;
	if (of->kind != CRM_INT && now != NULL)
		of = &now->v[im->money.owner];
	if (of->kind != CRM_INT)
		return CRM_OK;
	if (of->i != im->money.last || im->money.of[0] == '\0') {
		st = crm_currency_from(im->s, im->e, im->money.owner, of->i,
		    &im->row, &currency, err);
		if (st != CRM_OK)
			return st;
		im->money.last = of->i;
		snprintf(im->money.of, sizeof im->money.of, "%.*s",
		    (int)currency.n, currency.p);
	}
	memcpy(im->money.code, im->money.of, sizeof im->money.code);
	if (im->e->currency >= 0)
		im->rec.v[im->e->currency] = crm_value_text(
		    crm_text_of(im->money.of));
	st = import_amounts(im, row, err);
	im->money.code[0] = '\0';
	return st;
}

enum crm_status
money_named(struct import *im, const struct crm_row *row, struct crm_err *err)
{
	char code[CRM_CURRENCY_SIZE];
	bool surely = false;
	size_t i;

	im->money.code[0] = '\0';
	if (!im->money.looked)
		find_headers(im);
	if (im->money.owner >= 0)
		say_of_owner(im, row);
	if (im->e->currency < 0 || im->money.owner >= 0)
		return CRM_OK;
	if (!lacks_currency(im))
		return money_headers(im, row, err);
	find_usual(im);
	for (i = 0; i < im->n_feeds && !surely; i++) {
		int field = im->feed[i].field;

		if (!money_in_currency(im->e->field[field]) ||
		    !names(im, &im->feed[i], row, code, &surely)) {
			surely = false;
			continue;
		}
		if (surely) {
			take(im, code);
		} else if (im->money.code[0] == '\0') {
			memcpy(im->money.code, code, sizeof code);
			im->money.field = field;
		}
	}
	return money_headers(im, row, err);
}

enum crm_status
money_settled(const struct import *im, struct crm_err *err)
{
	if (im->money.code[0] == '\0')
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID,
	    im->e->field[im->money.field]->name,
	    "its sign is of several currencies: a column currency says which, "
	    "or --default currency=%s",
	    im->money.code);
}

void
money_hint(const struct import *im, const struct crm_field *f,
    struct crm_text t, struct crm_err *err)
{
	size_t n = strlen(err->text);
	struct crm_text currency = money_currency(im);
	char code[CRM_CURRENCY_SIZE];
	bool surely;
	int i = im->e->currency;

	if (currency.n == 0 && im->parse.base_currency != NULL)
		currency = crm_text_of(im->parse.base_currency);
	if (!money_in_currency(f) || crm_number_is_in(t, currency) ||
	    !crm_number_names(t, code, &surely) ||
	    (i >= 0 && (im->e->field[i]->flags & CRM_F_READONLY) == 0))
		return;
	snprintf(err->text + n, sizeof err->text - n, "%s",
	    crm_tr(
		"; a line is in the currency of what it belongs to: leave the "
		"sign away"));
}
