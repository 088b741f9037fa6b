/*
 * One cell as text.  crm_value_format (lib/model) does the same for a field;
 * a column also knows the currency beside it, and people's own form.
 */
#include "wimpl.h"

#include <crm/base/tr.h>

#include <string.h>

/* A share in millionths shown as percent has four decimals left. */
enum { PERCENT_DIGITS = CRM_DECIMAL_DIGITS - 2 };

enum { WORD_SIZE = 64 };

int
crm_row_kind(const struct crm_writer *w)
{
	if (w->opts.row_kind > 0)
		return (int)w->opts.row_kind - 1;
	for (size_t i = 0; i < w->n; i++)
		if (w->column[i].role == CRM_ROLE_ROW)
			return (int)i;
	return -1;
}

int
crm_column_digits(const struct crm_column *c, const struct crm_value *cells)
{
	int digits = -1;

	if (c->currency >= 0 && cells[c->currency].kind == CRM_STR)
		digits = crm_currency_digits_n(cells[c->currency].t);
	return digits >= 0 ? digits : c->money_digits;
}

int
crm_cell_digits(struct crm_writer *w, const struct crm_column *c,
    const struct crm_value *cells)
{
	struct crm_text code;

	if (c->currency < 0 || cells[c->currency].kind != CRM_STR)
		return c->money_digits;
	code = cells[c->currency].t;
	if (code.n == 3 && memcmp(code.p, w->currency, 3) == 0)
		return w->currency_digits;
	w->currency_digits = crm_column_digits(c, cells);
	memcpy(w->currency, code.p, code.n == 3 ? 3 : 0);
	return w->currency_digits;
}

bool
crm_column_is_number(const struct crm_column *c)
{
	return crm_type_is_number(c->type);
}

bool
crm_column_is_whole(const struct crm_column *c)
{
	switch (c->type) {
	case CRM_T_ID:
	case CRM_T_REF:
	case CRM_T_ANY:
	case CRM_T_PHONE:
	case CRM_T_CURRENCY:
	case CRM_T_BOOL:
	case CRM_T_DATE:
	case CRM_T_INSTANT:
		return true;
	default:
		return c->whole || crm_column_is_number(c);
	}
}

static enum crm_tone
choice_tone(const struct crm_choice *choice, struct crm_text code)
{
	for (; choice != NULL && choice->code != NULL; choice++)
		if (crm_text_is(code, choice->code))
			return choice->tone;
	return CRM_TONE_NONE;
}

enum crm_tone
crm_cell_tone(
    const struct crm_writer *w, size_t i, const struct crm_value *cells)
{
	const struct crm_column *c = &w->column[i];
	const struct crm_value *v = &cells[i];

	if (c->tone > 0 && cells[c->tone - 1].kind == CRM_INT)
		return (enum crm_tone)cells[c->tone - 1].i;
	if (v->kind == CRM_STR)
		return choice_tone(c->choices, v->t);
	return v->kind == CRM_INT && v->i < 0 && crm_column_is_number(c)
	    ? CRM_TONE_BAD
	    : CRM_TONE_NONE;
}

const char *
crm_column_label(const struct crm_column *c)
{
	return c->label != NULL ? c->label : c->name;
}

static const char *
yes_no(const struct crm_writer *w, bool pretty, int64_t v)
{
	if (pretty && w->opts.chinese)
		return v != 0 ? "是" : "否";
	return v != 0 ? "yes" : "no";
}

/* A word of ours in the reader's language. */
static struct crm_text
word(struct crm_text code)
{
	char text[WORD_SIZE];

	if (code.n == 0 || code.n >= sizeof text)
		return code;
	memcpy(text, code.p, code.n);
	text[code.n] = '\0';
	/* Without a translation it is what was asked for. */
	return crm_tr(text) == text ? code : crm_text_of(crm_tr(text));
}

struct crm_text
crm_cell_label(const struct crm_writer *w, const struct crm_column *c,
    struct crm_text code)
{
	const struct crm_choice *choice = c->choices;

	if (c->worded && w->opts.chinese)
		return word(code);
	if (choice == NULL)
		return code;
	for (; choice->code != NULL; choice++) {
		const char *label = w->opts.chinese ? choice->zh : choice->en;

		if (label != NULL && crm_text_is(code, choice->code))
			return crm_text_of(label);
	}
	return code;
}

static void
number(struct crm_buf *out, int64_t v, int digits, bool fixed, bool pretty)
{
	if (pretty)
		crm_number_group(out, v, digits, fixed);
	else
		crm_number_format(out, v, digits, fixed);
}

static void
integer_cell(struct crm_writer *w, struct crm_buf *out, size_t i,
    const struct crm_value *cells, bool pretty)
{
	const struct crm_column *c = &w->column[i];
	int64_t v = cells[i].i;

	switch (c->type) {
	case CRM_T_ID:
	case CRM_T_REF:
		if (c->code != NULL) {
			crm_buf_str(out, c->code);
			if (v < 0) { /* of a dry run */
				crm_buf_char(out, '+');
				/* The least number has no opposite. */
				v = v == INT64_MIN ? INT64_MAX : -v;
			}
		}
		crm_buf_int(out, v);
		break;
	case CRM_T_DECIMAL:
		number(out, v, CRM_DECIMAL_DIGITS, false, pretty);
		break;
	case CRM_T_PERCENT:
		number(out, v, PERCENT_DIGITS, false, pretty);
		if (pretty)
			crm_buf_char(out, '%');
		break;
	case CRM_T_RATE:
		number(out, v, CRM_RATE_DIGITS, false, pretty);
		break;
	case CRM_T_MONEY:
		number(out, v, crm_cell_digits(w, c, cells), true, pretty);
		break;
	case CRM_T_BOOL:
		crm_buf_str(out, yes_no(w, pretty, v));
		break;
	case CRM_T_DATE:
		crm_date_format(out, v);
		break;
	case CRM_T_INSTANT:
		if (pretty)
			crm_instant_short(out, v);
		else
			crm_instant_format(out, v);
		break;
	default:
		crm_buf_int(out, v);
	}
}

void
crm_cell_plain(struct crm_writer *w, struct crm_buf *out, size_t i,
    const struct crm_value *cells)
{
	if (cells[i].kind == CRM_STR)
		crm_buf_add(out, cells[i].t.p, cells[i].t.n);
	else if (cells[i].kind == CRM_INT)
		integer_cell(w, out, i, cells, false);
}

void
crm_cell_pretty(struct crm_writer *w, struct crm_buf *out, size_t i,
    const struct crm_value *cells)
{
	struct crm_text t;

	if (cells[i].kind == CRM_INT) {
		integer_cell(w, out, i, cells, true);
	} else if (cells[i].kind == CRM_STR) {
		t = crm_cell_label(w, &w->column[i], cells[i].t);
		crm_buf_add(out, t.p, t.n);
	}
}
