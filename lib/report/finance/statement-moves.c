/* What moved an account: receivables, payments, what is given up, and what one account
 * did for another. */
#include "statement.h"

const struct crm_choice statement_kinds[KINDS + 1] = {
	[OPENING] = { "opening", "Opening balance", "期初余额", NULL },
	[RECEIVABLE] = { "receivable", "Receivable", "应收款", NULL },
	[VOIDED] = { "void", "Void", "作废", NULL },
	[RECEIPT] = { "receipt", "Receipt", "收款", NULL },
	[CREDIT] = { "credit", "Credit note", "贷项", NULL },
	[BILL] = { "bill", "Bill", "承兑汇票", NULL },
	[SET_OFF] = { "set_off", "Set-off", "对冲", NULL },
	[REFUND] = { "refund", "Refund", "退款", NULL },
	[DISCOUNT] = { "discount", "Discount", "现金折扣", NULL },
	[BAD_DEBT] = { "bad_debt", "Bad debt", "坏账", NULL },
	[ROUNDING] = { "rounding", "Rounding", "尾差", NULL },
	[PAID_BEFORE] = { "paid_before", "Paid before", "期初已付", NULL },
	[MOVED] = { "moved", "Moved between accounts", "账户间结转", NULL },
	[CLOSING] = { "closing", "Closing balance", "期末余额", NULL },
	[AGE] = { "age", "Of it", "账龄", NULL },
};

/* The side of the payment, whose amount is a decimal in its own currency. */
enum { GIVEN_OUT = 7 };

#define LIVE(t) t ".\"deleted\" IS NULL"
/* Void before it was booked it never was. */
#define WAS_BOOKED \
	LIVE("r") \
	" AND r.\"booked_on\" IS NOT NULL AND (r.\"void_on\" IS NULL " \
	"OR r.\"void_on\" >= r.\"booked_on\") "
#define PAID_SIGN \
	"CASE WHEN p.\"kind\" = 'refund' THEN 1 ELSE -1 END * p.\"amount\""
/* Of what is for nothing that is owed: used before the book began, or so little that
 * nobody asks for it. */
#define USED_SIGN \
	"CASE WHEN p.\"kind\" = 'refund' THEN -1 ELSE 1 END * a.\"amount\""
#define BASE "(SELECT \"code\" FROM base)"
#define OTHER_ACCOUNT \
	"(r.\"customer\" <> p.\"customer\" OR coalesce(r.\"currency\", " BASE \
	") <> coalesce(p.\"currency\", " BASE "))"
#define OF_BOTH \
	"FROM allocation a JOIN receivable r ON r.\"id\" = a.\"receivable\" " \
	"JOIN payment p ON p.\"id\" = a.\"payment\" WHERE " LIVE( \
	    "a") " AND " OTHER_ACCOUNT

/* What the customer knows it by: its invoice, else its order or contract. */
#define ITS_INVOICE \
	"(SELECT min(i.\"number\") FROM invoice_line l JOIN invoice i " \
	"ON i.\"id\" = l.\"invoice\" WHERE l.\"receivable\" = r.\"id\" " \
	"AND i.\"red_of\" IS NULL AND i.\"status\" IN ('issued', " \
	"'partly_red') AND " LIVE("i") " AND " LIVE("l") ")"
#define ORDER_OF(t) \
	"(SELECT o.\"number\" FROM sale_order o WHERE o.\"id\" = " t \
	".\"order\")"
#define OWED_BY \
	"coalesce(r.\"number\", " ITS_INVOICE \
	", " ORDER_OF("r") ", (SELECT k.\"number\" FROM contract k " \
			   "WHERE k.\"id\" = r.\"contract\"))"
/* A credit note by its red letter, else by its return or its order. */
#define PAID_BY \
	"coalesce(p.\"number\", p.\"reference\", (SELECT i.\"number\" " \
	"FROM invoice i WHERE i.\"id\" = p.\"invoice\"), " \
	"(SELECT t.\"number\" FROM sale_return t WHERE t.\"id\" = " \
	"p.\"return\"), CASE WHEN p.\"kind\" = 'credit' THEN " ORDER_OF( \
	    "p") " END)"

/* clang-format off */
#define NO_DAY "CAST(NULL AS BIGINT)"
#define AND_ALL "UNION ALL "
static const char moves_sql[] =
    "WITH base(\"code\") AS (SELECT CAST(? AS TEXT)) "
    "SELECT \"currency\", \"day\", \"seq\", \"kind\", \"number\", \"due\", "
    "\"amount\", \"id\" FROM ("

    "SELECT r.\"currency\", r.\"booked_on\" AS \"day\", 1 AS \"seq\", "
    "'receivable' AS \"kind\", " OWED_BY " AS \"number\", "
    "r.\"due_on\" AS \"due\", r.\"amount\", r.\"id\" "
    "FROM receivable r WHERE r.\"customer\" = ? AND " WAS_BOOKED

    AND_ALL
    "SELECT r.\"currency\", r.\"void_on\", 2, 'void', " OWED_BY ", "
    NO_DAY ", -r.\"amount\", r.\"id\" "
    "FROM receivable r WHERE r.\"customer\" = ? "
    "AND r.\"void_on\" IS NOT NULL AND " WAS_BOOKED

    AND_ALL
    "SELECT p.\"currency\", p.\"received_on\", 3, "
    "coalesce(p.\"kind\", 'receipt'), " PAID_BY ", "
    NO_DAY ", " PAID_SIGN ", p.\"id\" "
    "FROM payment p WHERE p.\"customer\" = ? AND " LIVE("p") " "

    AND_ALL
    "SELECT p.\"currency\", p.\"void_on\", 4, 'void', " PAID_BY ", "
    NO_DAY ", -(" PAID_SIGN "), p.\"id\" "
    "FROM payment p WHERE p.\"customer\" = ? "
    "AND p.\"void_on\" IS NOT NULL AND " LIVE("p") " "

    AND_ALL
    "SELECT r.\"currency\", a.\"allocated_on\", 5, a.\"kind\", " OWED_BY ", "
    NO_DAY ", -a.\"amount\", a.\"id\" "
    "FROM receivable r JOIN allocation a ON a.\"receivable\" = r.\"id\" "
    "WHERE r.\"customer\" = ? AND a.\"payment\" IS NULL AND " LIVE("a") " "

    AND_ALL
    "SELECT p.\"currency\", a.\"allocated_on\", 5, a.\"kind\", " PAID_BY ", "
    NO_DAY ", " USED_SIGN ", a.\"id\" "
    "FROM payment p JOIN allocation a ON a.\"payment\" = p.\"id\" "
    "WHERE p.\"customer\" = ? AND a.\"receivable\" IS NULL "
    "AND a.\"refund\" IS NULL AND " LIVE("a") " "

    AND_ALL
    "SELECT r.\"currency\", a.\"allocated_on\", 6, 'moved', " PAID_BY ", "
    NO_DAY ", -a.\"amount\", a.\"id\" " OF_BOTH " AND r.\"customer\" = ? "

    AND_ALL
    "SELECT p.\"currency\", a.\"allocated_on\", 7, 'moved', " OWED_BY ", "
    NO_DAY ", a.\"paid\", a.\"id\" " OF_BOTH " AND p.\"customer\" = ? "

    ") x WHERE \"day\" <= ? "
    "ORDER BY coalesce(\"currency\", " BASE "), \"day\", \"seq\", \"id\"";
/* clang-format on */
enum { CUSTOMER_MARKS = 8 };

static enum statement_kind
kind_of(struct crm_text code)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (crm_text_is(code, statement_kinds[i].code))
			return (enum statement_kind)i;
	return PAID_BEFORE; /* an allocation of the kind opening */
}

static struct movement
read_movement(
    struct statement *x, const struct crm_stmt *q, struct crm_text currency)
{
	enum { CURRENCY, DAY, SEQ, KIND, NUMBER, DUE, AMOUNT };
	struct crm_text number = crm_col_text(q, NUMBER);
	struct movement m = { .day = crm_col_int(q, DAY),
		.amount = crm_col_int(q, AMOUNT),
		.due = crm_col(q, DUE, false),
		.document = crm_strndup(x->arena, number.p, number.n) };
	int digits = crm_currency_digits_n(currency);
	int64_t unit = CRM_WHOLE;

	m.kind = kind_of(crm_col_text(q, KIND));
	if (m.kind == OPENING)
		m.kind = PAID_BEFORE;
	for (; crm_col_int(q, SEQ) == GIVEN_OUT && digits > 0; digits--)
		unit /= 10;
	if (crm_col_int(q, SEQ) == GIVEN_OUT)
		m.amount = crm_div_round(m.amount, unit);
	return m;
}

static enum crm_status
add_movement(struct statement *x, struct account *a, const struct movement *m,
    struct crm_err *err)
{
	enum crm_status st = add_money(&a->closing, m->amount, err);

	if (st != CRM_OK)
		return st;
	if (m->day < x->from)
		return add_money(&a->opening, m->amount, err);
	a->move = crm_grow(x->arena, a->move, a->n, &a->cap, sizeof *a->move);
	a->move[a->n++] = *m;
	return CRM_OK;
}

enum crm_status
statement_moves(struct statement *x, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(x->s, moves_sql, &q, err);
	bool row;
	int i;

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(x->base)));
	for (i = 0; i < CUSTOMER_MARKS; i++)
		crm_bind(q, i + 2, crm_value_int(x->customer));
	crm_bind(q, i + 2, crm_value_int(x->to));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text currency = crm_col_null(q, 0)
		    ? crm_text_of(x->base)
		    : crm_col_text(q, 0);
		struct account *a = account_in(x, currency);
		struct movement m = read_movement(
		    x, q, crm_text_of(a->currency));

		st = add_movement(x, a, &m, err);
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}
