/*
 * The row of totals below a sheet, of the columns whose sum over all rows means
 * something: a formula that follows what is filtered, and its value, for readers
 * that compute nothing.
 */
#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

enum { SUM_OF_VISIBLE = 109, LETTERS = 26 };

void
crm_xlsx_total_begin(struct crm_writer *w)
{
	struct xlsx *x = w->state;

	free(x->total);
	x->total = calloc(w->n + 1, sizeof *x->total);
	if (x->total == NULL)
		crm_oom();
	x->first = x->row + 1;
}

static struct crm_text
currency_of(const struct crm_column *c, const struct crm_value *cells)
{
	return c->currency < 0 || cells[c->currency].kind != CRM_STR
	    ? CRM_TEXT("")
	    : cells[c->currency].t;
}

void
crm_xlsx_total_add(struct crm_writer *w, const struct crm_value *cells)
{
	struct xlsx *x = w->state;

	for (size_t i = 0; i < w->n; i++) {
		const struct crm_column *c = &w->column[i];
		struct xlsx_total *t = &x->total[i];
		struct crm_text currency;

		if (!c->total || cells[i].kind != CRM_INT)
			continue;
		currency = currency_of(c, cells);
		if (!t->any && currency.n < sizeof t->currency) {
			memcpy(t->currency, currency.p, currency.n);
			t->digits = c->type == CRM_T_MONEY
			    ? crm_cell_digits(w, c, cells)
			    : c->type == CRM_T_DECIMAL ? CRM_DECIMAL_DIGITS
						       : 0;
		}
		t->any = true;
		t->none |= !crm_text_is(currency, t->currency) ||
		    __builtin_add_overflow(t->sum, cells[i].i, &t->sum);
	}
}

/* "AB" of the column 27. */
static void
put_letters(struct crm_buf *b, size_t column)
{
	if (column >= LETTERS)
		put_letters(b, column / LETTERS - 1);
	crm_buf_char(b, (char)('A' + column % LETTERS));
}

static void
put_total(struct crm_writer *w, size_t i)
{
	struct xlsx *x = w->state;
	const struct xlsx_total *t = &x->total[i];
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_printf(&b, "=SUBTOTAL(%d,", SUM_OF_VISIBLE);
	put_letters(&b, i);
	crm_buf_printf(&b, "%llu:", (unsigned long long)x->first + 1);
	put_letters(&b, i);
	crm_buf_printf(&b, "%llu)", (unsigned long long)x->row);
	x->lib.worksheet_write_formula_num(x->sheet, x->row, (lxw_col_t)i,
	    b.data,
	    w->column[i].type == CRM_T_MONEY ? crm_xlsx_money(x, t->digits)
					     : NULL,
	    (double)t->sum / (double)crm_pow10(t->digits));
	crm_buf_free(&b);
}

enum crm_status
crm_xlsx_total_end(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = CRM_OK;
	bool any = false;

	for (size_t i = 0; i < w->n; i++)
		any |= x->total[i].any && !x->total[i].none;
	if (!any || x->row <= x->first)
		return CRM_OK; /* of one row it would say the same again */
	x->row++;
	for (size_t i = 0; i < w->n && status == CRM_OK; i++)
		if (x->total[i].any && !x->total[i].none)
			put_total(w, i);
		else if (i == 0)
			status = crm_xlsx_text(x, 0,
			    crm_text_of(w->opts.chinese ? "合计" : "Total"),
			    x->bold, err);
	return status;
}
