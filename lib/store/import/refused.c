/*
 * What an earlier import said of a row that it refused.
 *
 * A file of refused rows lacks the others, which say much of what these mean: which
 * sign is the decimal one, that an id is one of ours, who was there before the file
 * came.  The reasons are read again: what was nobody is not whom the good rows
 * made.
 */
#include "import.h"

#include <stdio.h>
#include <string.h>

enum { FIELD = 1, ERROR = 2 };

void
refused_start(struct import *im)
{
	im->refused.all = true;
	for (int i = 0; i < CRM_REJECT_COLUMNS; i++) {
		im->refused.column[i] = header_named(
		    im, crm_text_of(crm_reject_columns[i]), 0);
		im->refused.all &= im->refused.column[i] >= 0;
	}
}

static struct crm_text
cell_of(const struct import *im, const struct crm_row *row, int which)
{
	size_t at = (size_t)im->refused.column[which];

	return at < row->n ? row->cell[at].text : CRM_TEXT("");
}

void
refused_row(struct import *im, const struct crm_row *row)
{
	if (!im->refused.all)
		return;
	im->refused.field = cell_of(im, row, FIELD);
	im->refused.error = cell_of(im, row, ERROR);
}

static bool
has(struct crm_text t, const char *what, size_t n)
{
	return t.n > 0 && n > 0 && memmem(t.p, t.n, what, n) != NULL;
}

bool
refused_for(const struct import *im, int field)
{
	struct crm_text t = im->refused.field;
	const char *name = im->e->field[field]->name;
	size_t n = strlen(name), at = 0;

	while (im->refused.all && at + n <= t.n) {
		size_t end = at;

		while (end < t.n && t.p[end] != ',')
			end++;
		if (end - at == n && memcmp(t.p + at, name, n) == 0)
			return true;
		for (at = end + 1; at < t.n && t.p[at] == ' ';)
			at++;
	}
	return false;
}

bool
refused_id(struct import *im, int field, struct crm_text id)
{
	struct crm_text code;
	char quoted[CRM_QUOTE_SIZE], mark[CRM_QUOTE_SIZE + 3];
	int64_t number;

	if (!im->refused.all || !crm_id_split(id, &code, &number) ||
	    !refused_for(im, field))
		return false;
	snprintf(mark, sizeof mark, "'%s'", crm_quote(quoted, id));
	return has(im->refused.error, mark, strlen(mark));
}

/* Whether it is what a sheet shows of a number of too many digits, and the reason
 * names it: "B2 is a number of more than 15 digits (3.30102199001011E+17)", or, where
 * the row was refused again since, "'3.30102199001011E+17' is what …". */
static bool
was_cut(const struct import *im, struct crm_text t)
{
	static const char *const marks[] = { "(%.*s)", "'%.*s'" };
	struct crm_buf mark = CRM_BUF_INIT;
	bool yes = false;
	size_t i;

	t = crm_text_trim(t);
	if (t.n == 0 || memmem(t.p, t.n, "E+", 2) == NULL)
		return false;
	for (i = 0; i < sizeof marks / sizeof *marks && !yes; i++) {
		crm_buf_clear(&mark);
		crm_buf_printf(&mark, marks[i], (int)t.n, t.p);
		yes = has(im->refused.error, mark.data, mark.len);
	}
	crm_buf_free(&mark);
	return yes;
}

enum crm_status
refused_digits(const struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	int i;

	if (!refused_for(im, f->field))
		return CRM_OK;
	for (i = 0; i <= f->n; i++) {
		int column = i < f->n ? f->column[i] : f->id_column;

		if (column < 0 || (size_t)column >= row->n ||
		    !was_cut(im, row->cell[column].text))
			continue;
		return crm_fail_field(err, CRM_INVALID,
		    im->e->field[f->field]->name,
		    "'%s' is what a spreadsheet left of a number: enter all of "
		    "its digits; as it stands it is taken once its _error is "
		    "empty",
		    crm_quote(quoted, row->cell[column].text));
	}
	return CRM_OK;
}

/* What stands in a text in the place of the first conversion of the format. */
static bool
match(const char *format, struct crm_text t, struct crm_text *out)
{
	const char *mark = strchr(format, '%');
	size_t n = (size_t)(mark - format), end;

	if (t.n <= n || memcmp(t.p, format, n) != 0)
		return false;
	for (end = n; end < t.n && t.p[end] != ' ' && t.p[end] != ',' &&
	     (unsigned char)t.p[end] < 0x80;)
		end++;
	*out = (struct crm_text){ t.p + n, end - n };
	return end > n;
}

static bool
said(const struct import *im, const char *format, struct crm_text *out)
{
	return im->refused.all &&
	    (match(format, im->refused.error, out) ||
		match(crm_tr(format), im->refused.error, out));
}

static const char *const same_identity = N_(
    "the same identity as line %lld, with other values");

enum crm_status
refused_twice(int64_t before, struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID, same_identity, (long long)before);
}

enum crm_status
refused_otherwise(const struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, im->e, id);
	st = crm_fail(err, CRM_INVALID,
	    "is %s, which a row before has changed by another key of it, with "
	    "other values; make one row of both",
	    b.data);
	crm_buf_free(&b);
	return st;
}

bool
refused_was_twice(const struct import *im, struct crm_err *err)
{
	struct crm_text line;

	if (!said(im, same_identity, &line))
		return false;
	crm_fail(err, CRM_INVALID,
	    "the same identity as line %.*s of the file it was refused from, with "
	    "other values; it is taken once its _error is empty",
	    (int)line.n, line.p);
	return true;
}

static const char *const is_already = N_(
    "is %s already, with other values; "
    "--on-duplicate skip, fill or update says what to do");

enum crm_status
refused_is(const struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, im->e, id);
	st = crm_fail(err, CRM_INVALID, is_already, b.data);
	crm_buf_free(&b);
	return st;
}

int64_t
refused_as(const struct import *im)
{
	struct crm_text id, code;
	int64_t number;

	return said(im, is_already, &id) && crm_id_split(id, &code, &number) &&
		crm_text_is(code, im->e->def->code)
	    ? number
	    : 0;
}

/* "[amount --decimal-comma]": among the fields, for the reason is what people empty
 * when they have mended a row. */
static const char *
sign_mark(struct import *im, const struct feed *f, int sign)
{
	return crm_sprintf(&im->row, "[%s %s]", im->e->field[f->field]->name,
	    sign == CRM_NUM_COMMA       ? "--decimal-comma"
		: sign == CRM_NUM_POINT ? "--decimal-point"
					: "--decimal-comma?");
}

bool
refused_sign(struct import *im, const struct feed *f, const struct crm_row *row,
    int sign)
{
	const char *mark;

	if (!im->refused.all)
		return false;
	mark = sign_mark(im, f, sign);
	return has(cell_of(im, row, FIELD), mark, strlen(mark));
}

bool
refused_has_signs(const struct import *im)
{
	static const char mark[] = " --decimal-";

	return im->refused.all && has(im->refused.field, mark, sizeof mark - 1);
}

void
refused_keep_signs(struct import *im)
{
	for (size_t i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];
		struct crm_err e = { .status = CRM_INVALID };

		if (f->numbers == 0)
			continue;
		snprintf(e.field, sizeof e.field, "%s",
		    sign_mark(im, f, f->numbers));
		crm_err_why(&e, CRM_WHY_TOLD);
		mistakes_add(im, &e);
	}
}
