/* The text of a cell: what stands for nothing, what is no value at all, and what
 * stands around a name. */
#include "import.h"

#include <string.h>

bool
cell_is_null(const struct import *im, const struct feed *f, struct crm_text t)
{
	const char **n = im->nulls;
	const struct null_text *own;

	for (; *n != NULL; n++)
		if (crm_text_is(t, *n))
			return true;
	for (own = f->nulls; own != NULL; own = own->next)
		if (crm_text_eq(own->text, crm_text_trim(t)))
			return true;
	return t.n > 0 && says_none(t);
}

bool
cell_is_nothing(struct crm_text t)
{
	return crm_is_nothing(t) || crm_text_is(crm_text_trim(t), "=\"\"");
}

/* Whether that is more than the blanks that pad a line. */
static bool
is_told(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && t.p[i] == ' ')
		i++;
	return i < t.n;
}

/* "Err:502" of one, and the marks of a column that was too narrow when its text was
 * copied. */
static bool
is_numbered_error(struct crm_text t)
{
	enum { NARROW = 3 };
	static const char word[] = "Err:";
	const size_t n = sizeof word - 1;
	size_t hashes = 0, digits = 0;

	while (hashes < t.n && t.p[hashes] == '#')
		hashes++;
	if (hashes == t.n)
		return t.n >= NARROW;
	if (t.n <= n || memcmp(t.p, word, n) != 0)
		return false;
	while (n + digits < t.n && t.p[n + digits] >= '0' &&
	    t.p[n + digits] <= '9')
		digits++;
	return n + digits == t.n;
}

/* What a spreadsheet shows where it could not work a value out, in the languages
 * that have words of their own for that. */
bool
cell_is_error(struct crm_text t)
{
	static const char *const errors[] = { "#REF!", "#N/A", "#VALUE!",
		"#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
		"#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
		"#GETTING_DATA", "#ERROR!", "#BEZUG!", "#NV", "#WERT!",
		"#ZAHL!", "#ÜBERLAUF!", "#VALEUR!", "#NOM?", "#NUL!",
		"#NOMBRE!", "#¡REF!", "#N/D", "#¡VALOR!", "#¡DIV/0!",
		"#¿NOMBRE?", "#¡NULO!", "#¡NUM!", "#VALOR!", "#NOME?", "#NULO!",
		"#NÚM!", "#RIF!", "#VALORE!", "#NULLO!", "#VERW!", "#N/B",
		"#WAARDE!", "#DEEL/0!", "#NAAM?", "#LEEG!", "#GETAL!" };
	size_t i;

	t = crm_text_trim(t);
	for (i = 0; t.p[0] == '#' && i < sizeof errors / sizeof errors[0]; i++)
		if (strlen(errors[i]) == t.n &&
		    strncasecmp(errors[i], t.p, t.n) == 0)
			return true;
	return is_numbered_error(t);
}

enum crm_status
cell_refuse_error(
    const struct crm_field *fd, struct crm_text t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	crm_quote(quoted, crm_text_trim(t));
	return crm_fail_field(err, CRM_INVALID, fd->name,
	    "'%s' is an error of a spreadsheet, not a value; mend it "
	    "there, or leave it blank: --null '%s'",
	    quoted, quoted);
}

/* The text of a cell, blank where it stands for nothing. */
static enum crm_status
cell_text(struct import *im, const struct feed *f, const struct crm_cell *c,
    struct crm_text *out, struct crm_err *err)
{
	*out = c->text;
	if (out->n == 0)
		return CRM_OK;
	if (cell_is_empty(c->text)) {
		im->met_nothing |= is_told(c->text);
		out->n = 0;
	} else if (cell_is_null(im, f, *out))
		out->n = 0;
	else if (begins_error(c->text) && cell_is_error(c->text))
		return cell_refuse_error(im->e->field[f->field], c->text, err);
	return CRM_OK;
}

/* Appends a text behind a blank, and each run of blanks in it as one. */
static void
join_cell(struct crm_buf *b, struct crm_text t)
{
	size_t i;

	if (b->len > 0)
		crm_buf_char(b, ' ');
	for (i = 0; i < t.n; i++)
		if (t.p[i] != ' ' || t.p[i - 1] != ' ')
			crm_buf_char(b, t.p[i]);
}

static struct crm_text
join_cells(
    struct import *im, const struct feed *f, const struct crm_text *part, int n)
{
	int i;

	if (f->clocked) {
		clock_join(im, part);
	} else if (!f->parts || !person_join(im, part, n)) {
		crm_buf_clear(&im->join);
		for (i = 0; i < n; i++)
			join_cell(&im->join, part[i]);
	}
	return (struct crm_text){
		crm_strndup(&im->row, im->join.data, im->join.len), im->join.len
	};
}

static bool
has_digit(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.p[i] >= '1' && t.p[i] <= '9')
			return true;
	return false;
}

/* Of the columns of an amount, what came in and what went out, one says it: the others
 * are blank or zero. */
static enum crm_status
one_amount(struct import *im, const struct feed *f, const struct crm_text *part,
    const bool *out, int n, struct crm_text *amount, struct crm_err *err)
{
	char one[CRM_QUOTE_SIZE], other[CRM_QUOTE_SIZE];
	int i, said = -1;

	for (i = 0; i < n; i++) {
		if (!has_digit(part[i]))
			continue;
		if (said >= 0)
			return crm_fail_field(err, CRM_INVALID,
			    im->e->field[f->field]->name,
			    "two columns have an amount: '%s' and '%s'",
			    crm_quote(one, part[said]),
			    crm_quote(other, part[i]));
		said = i;
	}
	if (said < 0)
		said = 0;
	*amount = part[said];
	if (out[said] && amount->n > 0 && amount->p[0] != '-')
		*amount = crm_text_of(
		    crm_sprintf(&im->row, "-%.*s", (int)amount->n, amount->p));
	return CRM_OK;
}

enum crm_status
import_text(struct import *im, const struct feed *f, const struct crm_row *row,
    bool *clear, bool *number, struct crm_text *out, struct crm_err *err)
{
	struct crm_text part[JOIN_MAX], cell;
	bool out_of[JOIN_MAX], any_out = false;
	enum crm_status st;
	int i, n = 0;

	*clear = *number = false;
	*out = (struct crm_text){ NULL, 0 };
	if (f->way)
		return layout_way(im, f, row, out, err);
	for (i = 0; i < f->n; i++) {
		const struct crm_cell *c;

		if ((size_t)f->column[i] >= row->n)
			continue;
		c = &row->cell[f->column[i]];
		if (c->kind == CRM_CELL_NULL)
			*clear = true;
		if (c->kind == CRM_CELL_NUMBER)
			*number = true;
		if ((st = cell_text(im, f, c, &cell, err)) != CRM_OK)
			return st;
		if (n == 0 && cell.n > 0)
			*out = cell;
		cell = crm_text_trim(cell);
		any_out |= f->out[i];
		if (cell.n > 0) {
			out_of[n] = f->out[i];
			part[n++] = cell;
		}
	}
	if (n > 0 && any_out)
		return one_amount(im, f, part, out_of, n, out, err);
	if (n > 1 && !f->first)
		*out = join_cells(im, f, part, n);
	else if (n > 0 && f->n > 1)
		*out = part[0];
	return CRM_OK;
}

enum crm_status
import_id_text(struct import *im, const struct feed *f,
    const struct crm_row *row, bool *clear, struct crm_text *out,
    struct crm_err *err)
{
	*out = (struct crm_text){ NULL, 0 };
	return f->id_column < 0
	    ? CRM_OK
	    : import_cell(im, f, row, f->id_column, clear, out, err);
}

enum crm_status
import_cell(struct import *im, const struct feed *f, const struct crm_row *row,
    int column, bool *clear, struct crm_text *out, struct crm_err *err)
{
	const struct crm_cell *c;
	enum crm_status st;

	*out = (struct crm_text){ NULL, 0 };
	if ((size_t)column >= row->n)
		return CRM_OK;
	st = crm_cell_check(im->r, row, (size_t)column, err);
	if (st != CRM_OK)
		return st;
	c = &row->cell[column];
	*clear |= c->kind == CRM_CELL_NULL;
	return cell_text(im, f, c, out, err);
}

struct crm_text
import_bare(struct import *im, struct feed *f, struct crm_text t, bool numbers)
{
	struct crm_text in = t;

	if (t.n == 0)
		return t;
	if (crm_has_unseen(in, false)) {
		in = crm_drop_unseen(&im->row, in, false);
		f->met.unseen++;
	}
	in = crm_text_trim(in);
	t = crm_undress(in, numbers);
	f->met.undressed += t.n != in.n;
	return t;
}
