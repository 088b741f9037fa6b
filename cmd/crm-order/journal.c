/*
 * The journal: as the plain text that hledger and ledger read, or with -o as rows, one
 * a posting, for ledgers that want those.
 */
#include "books.h"

#include <crm/domain/journal.h>

/* ---- what is asked ---- */

static enum crm_status
read_ask(
    const struct crm_cmd *c, struct crm_journal_ask *out, struct crm_err *err)
{
	enum crm_status st;

	/* What is to come is asked for by its day. */
	*out = (struct crm_journal_ask){ .from = CRM_DATE_MIN,
		.to = c->clock.today };
	if ((st = crm_cmd_days(c, &out->from, &out->to, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_TO) && out->from > out->to)
		return crm_fail(err, CRM_USAGE, "--from is after --to");
	if (!crm_has(c, CRM_OPT_SELLER))
		return st;
	return crm_resolve(c->store, crm_dict_find(c->dict, "seller"),
	    crm_text_of(c->opt[CRM_OPT_SELLER]), false, &out->seller, err);
}

/* ---- as text ---- */

enum { CURRENCIES_MAX = 64, WORDS_MAX = 16 };

struct text {
	struct crm_cmd *c;
	struct crm_buf *b;
	struct crm_text own; /* the base currency */
	struct crm_buf on;   /* the day, as it is written */
	int64_t day;
	const char *word[WORDS_MAX], *said[WORDS_MAX]; /* and translated */
	size_t words;
	char known[CURRENCIES_MAX][4]; /* currencies that were declared */
	size_t n;
};

/* On one line, and nothing that begins a remark or parts it. */
static void
put_plain(struct crm_buf *b, struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++) {
		unsigned char ch = (unsigned char)t.p[i];

		crm_buf_char(b,
		    ch < ' ' || ch == 0x7f ? ' '
			: ch == ';'        ? ','
			: ch == '|'        ? '/'
					   : (char)ch);
	}
}

static void
put_amount(struct crm_buf *b, int64_t amount, struct crm_text currency)
{
	crm_number_format(b, amount, crm_currency_digits_n(currency), true);
	crm_buf_char(b, ' ');
	crm_buf_add(b, currency.p, currency.n);
}

/* How many decimals it has, before it is met. */
static void
declare(struct text *t, struct crm_text currency)
{
	size_t i;
	int digits;

	for (i = 0; i < t->n; i++)
		if (crm_text_is(currency, t->known[i]))
			return;
	if (currency.n >= sizeof t->known[0] || t->n == CURRENCIES_MAX)
		return;
	memcpy(t->known[t->n++], currency.p, currency.n);
	digits = crm_currency_digits_n(currency);
	crm_buf_str(t->b, "commodity ");
	crm_number_format(t->b, 1000 * crm_pow10(digits), digits, true);
	crm_buf_printf(t->b, "%s %.*s\n\n", digits == 0 ? "." : "",
	    (int)currency.n, currency.p);
}

/* What an entry is, in the reader's language, asked for once each. */
static const char *
say(struct text *t, const char *what)
{
	size_t i;

	for (i = 0; i < t->words; i++)
		if (t->word[i] == what)
			return t->said[i];
	if (t->words == WORDS_MAX)
		return crm_tr(what);
	t->word[t->words] = what;
	return t->said[t->words++] = crm_tr(what);
}

static void
put_day(struct text *t, int64_t day)
{
	if (t->on.len == 0 || t->day != day) {
		crm_buf_clear(&t->on);
		crm_date_format(&t->on, t->day = day);
	}
	crm_buf_add(t->b, t->on.data, t->on.len);
}

/* "    assets:bank  100.00 USD @@ 712.00 CNY" */
static void
put_posting(struct text *t, const struct crm_posting *p)
{
	const char *own = crm_store_currency(t->c->store);

	crm_buf_str(t->b, "    ");
	crm_buf_add(t->b, p->account.p, p->account.n);
	crm_buf_str(t->b, "  ");
	put_amount(t->b, p->amount, p->currency);
	if (!crm_text_is(p->currency, own)) {
		crm_buf_str(t->b, " @@ ");
		put_amount(
		    t->b, p->base < 0 ? -p->base : p->base, crm_text_of(own));
	}
	crm_buf_char(t->b, '\n');
}

static enum crm_status
put_text(void *ctx, const struct crm_entry *e, struct crm_err *err)
{
	struct text *t = ctx;
	size_t i;

	(void)err;
	for (i = 0; i < e->n; i++)
		declare(t, e->posting[i].currency);
	put_day(t, e->day);
	crm_buf_add(t->b, " (", 2);
	crm_id_format(t->b, e->entity, e->id);
	crm_buf_add(t->b, ") ", 2);
	put_plain(t->b, e->who);
	crm_buf_add(t->b, " | ", 3);
	crm_buf_str(t->b, say(t, e->what));
	if (e->number.n > 0)
		crm_buf_char(t->b, ' ');
	put_plain(t->b, e->number);
	crm_buf_char(t->b, '\n');
	for (i = 0; i < e->n; i++)
		put_posting(t, &e->posting[i]);
	crm_buf_char(t->b, '\n');
	crm_out_check(t->c->out);
	return CRM_OK;
}

static enum crm_status
put_account(void *ctx, struct crm_text account, struct crm_err *err)
{
	struct text *t = ctx;

	(void)err;
	crm_buf_printf(t->b, "account %.*s\n", (int)account.n, account.p);
	return CRM_OK;
}

static enum crm_status
print_text(
    struct crm_cmd *c, const struct crm_journal_ask *ask, struct crm_err *err)
{
	struct text t = { .c = c,
		.b = crm_out_buf(c->out),
		.own = crm_text_of(crm_store_currency(c->store)),
		.on = CRM_BUF_INIT };
	enum crm_status st;

	if ((st = crm_journal_accounts(c->store, put_account, &t, err)) !=
	    CRM_OK)
		return st;
	crm_buf_char(t.b, '\n');
	declare(&t, t.own);
	st = crm_journal(c->store, ask, put_text, &t, err);
	crm_buf_free(&t.on);
	return st;
}

/* ---- as rows ---- */

enum { ROW_CURRENCY = 6, ROW_COLUMNS = 10 };

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

static const struct crm_column row_columns[ROW_COLUMNS] = {
	COLUMN("date", "Date", CRM_T_DATE),
	COLUMN("document_id", "Document ID", CRM_T_TEXT),
	COLUMN("number", "Number", CRM_T_TEXT),
	COLUMN("customer", "Customer", CRM_T_TEXT),
	COLUMN("what", "What", CRM_T_TEXT),
	COLUMN("account", "Account", CRM_T_TEXT),
	COLUMN("currency", "Currency", CRM_T_TEXT),
	{ .name = "amount",
	    .label = "Amount",
	    .type = CRM_T_MONEY,
	    .currency = ROW_CURRENCY },
	COLUMN("debit", "Debit", CRM_T_MONEY),
	COLUMN("credit", "Credit", CRM_T_MONEY),
};

struct table {
	struct crm_cmd *c;
	struct crm_rows *rows;
	struct crm_buf id;
};

static enum crm_status
put_rows(void *ctx, const struct crm_entry *e, struct crm_err *err)
{
	struct table *t = ctx;
	enum crm_status st = CRM_OK;
	size_t i;

	crm_buf_clear(&t->id);
	crm_id_format(&t->id, e->entity, e->id);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_posting *p = &e->posting[i];
		const struct crm_value cells[ROW_COLUMNS] = {
			crm_value_int(e->day),
			crm_value_text(
			    (struct crm_text){ t->id.data, t->id.len }),
			crm_value_text(e->number),
			crm_value_text(e->who),
			crm_value_text(crm_text_of(e->what)),
			crm_value_text(p->account),
			crm_value_text(p->currency),
			crm_value_int(p->amount),
			p->base >= 0 ? crm_value_int(p->base) : CRM_VALUE_NULL,
			p->base < 0 ? crm_value_int(-p->base) : CRM_VALUE_NULL,
		};

		st = crm_rows_put(t->rows, cells, err);
	}
	return st;
}

static enum crm_status
print_rows(
    struct crm_cmd *c, const struct crm_journal_ask *ask, struct crm_err *err)
{
	int digits = crm_currency_digits(crm_store_currency(c->store));
	struct crm_column columns[ROW_COLUMNS];
	struct table t = { .c = c, .id = CRM_BUF_INIT };
	enum crm_status st;
	size_t i;

	for (i = 0; i < ROW_COLUMNS; i++) {
		columns[i] = row_columns[i];
		columns[i].money_digits = digits;
		columns[i].worded = i == 4;
	}
	st = crm_rows_open(c, columns, ROW_COLUMNS, &t.rows, err);
	if (st == CRM_OK)
		st = crm_journal(c->store, ask, put_rows, &t, err);
	crm_buf_free(&t.id);
	return crm_rows_end(t.rows, st, err);
}

enum crm_status
order_journal(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_journal_ask ask;
	enum crm_status st = read_ask(c, &ask, err);

	if (st != CRM_OK)
		return st;
	return crm_has(c, CRM_OPT_OUTPUT) || crm_has(c, CRM_OPT_COLUMNS)
	    ? print_rows(c, &ask, err)
	    : print_text(c, &ask, err);
}
