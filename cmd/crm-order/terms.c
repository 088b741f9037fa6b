/* What payment terms make of an amount and a date, before anybody agrees to them. */
#include "order.h"

#include <crm/domain/terms.h>

const struct crm_word terms_test_words[] = {
	{ .name = "amount",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "N",
	    .help = "the total" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the date they count from; else today" },
	{ .name = "currency",
	    .type = CRM_T_TEXT,
	    .arg = "CODE",
	    .help = "of the amount; else the book's" },
	{ .name = "parts",
	    .type = CRM_T_TEXT,
	    .arg = "TEXT",
	    .help = "these, instead of terms of the book" },
	{ .name = NULL },
};

enum { COL_TERMS, COL_PART, COL_DUE, COL_CURRENCY, COL_AMOUNT, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
	[COL_TERMS] = { .name = "terms_id",
	    .label = "Terms ID",
	    .type = CRM_T_TEXT,
	    .currency = -1,
	    .whole = true },
	[COL_PART] = { .name = "part",
	    .label = "Part",
	    .type = CRM_T_INT,
	    .currency = -1 },
	[COL_DUE] = { .name = "due_on",
	    .label = "Due on",
	    .type = CRM_T_DATE,
	    .currency = -1 },
	[COL_CURRENCY] = { .name = "currency",
	    .label = "Currency",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	[COL_AMOUNT] = { .name = "amount",
	    .label = "Amount",
	    .type = CRM_T_MONEY,
	    .currency = COL_CURRENCY,
	    .total = true },
};

/* What is asked, read once. */
struct asked {
	struct crm_text currency;
	int64_t amount, date;
	int digits;
};

static enum crm_status
read_asked(struct crm_cmd *c, struct asked *k, struct crm_err *err)
{
	const struct crm_arg *on = crm_arg(c, "on");
	enum crm_status st;

	k->currency = crm_arg_text(c, "currency");
	if (k->currency.n == 0)
		k->currency = crm_text_of(crm_store_currency(c->store));
	k->digits = crm_currency_digits_n(k->currency);
	k->date = on->given ? on->v.i : c->clock.today;
	if (k->digits < 0)
		return crm_fail_field(err, CRM_USAGE, "currency",
		    "'%.*s' is not a currency code like CNY",
		    (int)k->currency.n, k->currency.p);
	st = crm_number_parse(
	    crm_arg_text(c, "amount"), k->digits, 0, &k->amount, err);
	if (st != CRM_OK)
		crm_err_in_field(err, "amount");
	return st;
}

static enum crm_status
put_parts(struct crm_cmd *c, struct crm_rows *rows, const struct asked *k,
    int64_t terms, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_term *part;
	struct crm_text early;
	enum crm_status st;
	size_t i, n = 0;

	st = terms != 0
	    ? crm_terms_apply(c->store, terms, k->amount, k->date, k->digits,
		  c->arena, &part, &n, &early, err)
	    : crm_terms_parts(crm_arg_text(c, "parts"), k->amount, k->date,
		  k->digits, NULL, c->arena, &part, &n, err);
	if (terms != 0)
		crm_id_format(&id, c->entity, terms);
	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_value cells[COLUMNS] = {
			[COL_TERMS] = crm_value_text(
			    (struct crm_text){ id.data, id.len }),
			[COL_PART] = crm_value_int((int64_t)i + 1),
			[COL_DUE] = crm_value_int(part[i].due),
			[COL_CURRENCY] = crm_value_text(k->currency),
			[COL_AMOUNT] = crm_value_int(part[i].amount),
		};

		st = crm_rows_put(rows, cells, err);
	}
	crm_buf_free(&id);
	return st;
}

enum crm_status
terms_test(struct crm_cmd *c, struct crm_err *err)
{
	bool own = crm_arg(c, "parts")->given;
	struct crm_rows *rows;
	struct asked k;
	enum crm_status st;
	size_t i;

	if (own == (c->ids.n > 0))
		return crm_fail(err, CRM_USAGE,
		    "test takes terms of the book, or others in parts=TEXT");
	if ((st = read_asked(c, &k, err)) != CRM_OK ||
	    (st = crm_rows_open(c, columns, COLUMNS, &rows, err)) != CRM_OK)
		return st;
	if (own && (st = put_parts(c, rows, &k, 0, err)) == CRM_INVALID)
		crm_err_in_field(err, "parts");
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = put_parts(c, rows, &k, c->ids.id[i], err);
	return crm_rows_end(rows, st, err);
}
