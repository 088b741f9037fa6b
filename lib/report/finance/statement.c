/*
 * The statement of an account: what was open before, what came to it, what is open
 * behind that, and how old it is, by currency.
 *
 * A balance is what was booked less what was paid, so it is the net of the ageing: what
 * is paid and not allocated lowers it too.  What one customer paid for another, or one
 * currency for another, is moved between the two by a row on both sides.
 */
#include "statement.h"

static const struct heading headings[] = {
	{ "customer_id", "Customer ID", "客户ID", CRM_T_TEXT },
	{ "customer", "Customer", "客户", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
	{ "date", "Date", "日期", CRM_T_DATE },
	{ "kind", "Kind", "类别", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = statement_kinds },
	{ "document", "Document", "单据", CRM_T_TEXT },
	{ "due_on", "Due on", "到期日", CRM_T_DATE },
	{ "charged", "Charged", "应收", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "paid", "Paid", "已收", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "balance", "Balance", "余额", CRM_T_MONEY, CRM_ROLE_FIGURE },
};

struct account *
account_in(struct statement *x, struct crm_text currency)
{
	size_t i;

	for (i = 0; i < x->n; i++)
		if (crm_text_is(currency, x->account[i].currency))
			return &x->account[i];
	x->account = crm_grow(
	    x->arena, x->account, x->n, &x->cap, sizeof *x->account);
	x->account[x->n] = (struct account){ .currency = crm_strndup(x->arena,
						 currency.p, currency.n) };
	return &x->account[x->n++];
}

/* ---- how old it is ---- */

static enum crm_status
add_credit(struct tally_run *r, const struct crm_value *key,
    const struct credit *c, struct crm_err *err)
{
	struct account *a = account_in(r->ctx, c->currency);

	(void)key;
	return add_money(&a->credit, c->amount, err);
}

static enum crm_status
add_open(struct statement *x, const struct open_item *i, struct crm_err *err)
{
	struct account *a = account_in(x, i->currency);
	int64_t late = i->due.kind == CRM_INT ? x->to - i->due.i : 0;

	return add_money(i->disputed ? &a->disputed
		: i->retained        ? &a->retained
				     : &a->age[edges_age(&x->edges, late)],
	    i->open, err);
}

static enum crm_status
read_ages(struct statement *x, struct crm_err *err)
{
	const struct crm_filter_env env = crm_store_env(x->s);
	const char *text = crm_sprintf(
	    x->arena, "customer = C%lld", (long long)x->customer);
	struct crm_report_opts o = *x->o;
	const struct tally tally = { .entity = "receivable" };
	struct tally_run r = { .t = &tally,
		.s = x->s,
		.o = &o,
		.arena = x->arena,
		.base = x->base,
		.ctx = x };
	struct crm_value key[MOST_DIMENSIONS];
	struct crm_filter *where;
	struct open_items items = { .run = NULL };
	struct open_item i;
	enum crm_status st;
	bool found, fits;

	st = crm_filter_parse(crm_store_dict(x->s),
	    crm_dict_find(crm_store_dict(x->s), "receivable"), text, &env,
	    x->arena, &where, err);
	if (st != CRM_OK)
		return st;
	o.where = where;
	o.where_text = text;
	st = open_items_begin(&r, x->to, false, "", 0, &items, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&items, &i, key, &found, err)) == CRM_OK &&
	    found)
		st = add_open(x, &i, err);
	open_items_end(&items);
	return st == CRM_OK ? credit_each(&r, x->to, add_credit, &fits, err)
			    : st;
}

/* ---- rows ---- */

struct row {
	struct crm_value date, document, due, charged, paid, balance;
	enum statement_kind kind;
};

static enum crm_status
put(struct statement *x, struct crm_value customer, const struct account *a,
    const struct row *r, struct crm_err *err)
{
	return lines_put(&x->lines, NULL,
	    (struct crm_value[]){
		crm_value_text(crm_text_of(
		    crm_sprintf(x->arena, "C%lld", (long long)x->customer))),
		customer, crm_value_text(crm_text_of(a->currency)), r->date,
		crm_value_text(crm_text_of(statement_kinds[r->kind].code)),
		r->document, r->due, r->charged, r->paid, r->balance },
	    NULL, err);
}

static enum crm_status
put_balance(struct statement *x, struct crm_value customer,
    const struct account *a, enum statement_kind kind, int64_t day,
    int64_t amount, struct crm_err *err)
{
	return put(x, customer, a,
	    &(struct row){ .date = crm_value_int(day),
		.kind = kind,
		.balance = crm_value_int(amount) },
	    err);
}

static enum crm_status
put_movement(struct statement *x, struct crm_value customer,
    const struct account *a, const struct movement *m, int64_t *balance,
    struct crm_err *err)
{
	struct row r = { .date = crm_value_int(m->day),
		.kind = m->kind,
		.document = m->document[0] == '\0'
		    ? CRM_VALUE_NULL
		    : crm_value_text(crm_text_of(m->document)),
		.due = m->due };

	*balance += m->amount;
	r.balance = crm_value_int(*balance);
	if (m->amount >= 0)
		r.charged = crm_value_int(m->amount);
	else
		r.paid = crm_value_int(-m->amount);
	return put(x, customer, a, &r, err);
}

static enum crm_status
put_age(struct statement *x, struct crm_value customer, const struct account *a,
    const char *label, int64_t amount, struct crm_err *err)
{
	if (amount == 0)
		return CRM_OK;
	return put(x, customer, a,
	    &(struct row){ .date = crm_value_int(x->to),
		.kind = AGE,
		.document = crm_value_text(crm_text_of(label)),
		.balance = crm_value_int(amount) },
	    err);
}

static enum crm_status
put_ages(struct statement *x, struct crm_value customer,
    const struct account *a, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i <= x->edges.n + 1 && st == CRM_OK; i++)
		st = put_age(x, customer, a,
		    edges_label(&x->edges, i, x->o->chinese, x->arena),
		    a->age[i], err);
	if (st == CRM_OK)
		st = put_age(
		    x, customer, a, crm_tr("Disputed"), a->disputed, err);
	if (st == CRM_OK)
		st = put_age(
		    x, customer, a, crm_tr("Retained"), a->retained, err);
	return st == CRM_OK
	    ? put_age(x, customer, a, crm_tr("Credit"), -a->credit, err)
	    : st;
}

static enum crm_status
put_account(struct statement *x, struct crm_value customer,
    const struct account *a, struct crm_err *err)
{
	int64_t balance = a->opening;
	enum crm_status st;
	size_t i;

	st = put_balance(x, customer, a, OPENING, x->from, a->opening, err);
	for (i = 0; i < a->n && st == CRM_OK; i++)
		st = put_movement(x, customer, a, &a->move[i], &balance, err);
	if (st == CRM_OK)
		st = put_balance(
		    x, customer, a, CLOSING, x->to, a->closing, err);
	return st == CRM_OK ? put_ages(x, customer, a, err) : st;
}

/* Of one among many nothing is said where nothing was. */
static bool
is_blank(const struct account *a)
{
	return a->n == 0 && a->opening == 0 && a->closing == 0;
}

static enum crm_status
put_customer(struct statement *x, int64_t id, bool asked, struct crm_err *err)
{
	struct crm_text name;
	struct crm_value customer;
	enum crm_status st;
	size_t i, said = 0;

	x->customer = id;
	x->account = NULL;
	x->n = x->cap = 0;
	if ((st = statement_moves(x, err)) != CRM_OK ||
	    (st = read_ages(x, err)) != CRM_OK ||
	    (st = crm_display(x->s,
		 crm_dict_find(crm_store_dict(x->s), "customer"), id, &name,
		 err)) != CRM_OK)
		return st;
	customer = crm_value_dup(x->arena, crm_value_text(name));
	for (i = 0; i < x->n && st == CRM_OK; i++) {
		if (is_blank(&x->account[i]))
			continue;
		said++;
		st = put_account(x, customer, &x->account[i], err);
	}
	if (st == CRM_OK && said == 0 && asked)
		st = put_account(
		    x, customer, &(struct account){ .currency = x->base }, err);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };
	const struct span span = span_of(s, o);
	struct statement x = { .s = s,
		.o = o,
		.arena = a,
		.to = span.to,
		.base = crm_store_currency(s) };
	enum crm_status st;
	size_t i;

	/* Without --from the month of its last day. */
	x.from = o->from != CRM_DATE_MIN ? o->from
					 : x.to - crm_date_ymd(x.to).d + 1;
	if ((st = edges_load(s, true, &x.edges, err)) != CRM_OK ||
	    (st = lines_begin(&x.lines, s, o, &none, headings, COUNT(headings),
		 a, sink, err)) != CRM_OK)
		return st;
	for (i = 0; i < o->n_ids && st == CRM_OK; i++)
		st = put_customer(&x, o->ids[i], o->n_ids == 1, err);
	return st;
}

const struct crm_report crm_report_statement = {
	.name = "statement",
	.group = "Receivables",
	.help = "the account of a customer: opening, movements, closing, and "
		"how old what is open is",
	.takes_on = true,
	.entity = "customer",
	.define =
	    "balance = what was booked, less what was paid and written off; it "
	    "is the net of the ageing, for what is paid and not allocated "
	    "lowers it. opening is that before --from, closing that at the end "
	    "of --to; behind it what of it is how old, by due_on, with what is "
	    "disputed, retained and credit. What one customer paid for "
	    "another, or one currency for another, is a row moved on both "
	    "sides, dated as its allocation. By currency, in its amounts; a "
	    "bill of exchange pays as it is received.\n"
	    "Counted: receivables from the day they are booked, payments and "
	    "refunds, write-offs, what is void from that day.\n"
	    "Date: booked_on, received_on, allocated_on, void_on, of --from to "
	    "--to; without --from the month of --to, --on or today.\n"
	    "Whose: the customer's.\n",
	.run = run,
};
