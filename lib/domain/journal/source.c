/*
 * The documents of the journal as one statement: a SELECT for each source, all with
 * the same columns, each by the index of its day, which the engine merges.
 */
#include "journal.h"

/* What one of them selects.  An integer that it does not have is null. */
#define NO_INT "CAST(NULL AS BIGINT)"
#define NO_TEXT "''"

struct one {
	const char *entity;
	const char *day, *id, *seller, *code, *currency, *other, *category,
	    *number, *who, *rate;
	const char *integers[6]; /* ends with NULL */
	const char *from, *where;
	const char *goods; /* joined where accounts ask for categories */
	/* Of what is earned month by month: the days that it is for. */
	const char *served_from, *served_until;
};

#define CUSTOMER(alias) \
	" LEFT JOIN customer c ON c.\"id\" = " alias ".\"customer\""
#define RECEIVABLE \
	.entity = "receivable", .id = "r.\"id\"", .seller = "r.\"seller\"", \
	.code = "r.\"form\"", .currency = "r.\"currency\"", \
	.category = "g.\"category\"", .number = "r.\"number\"", \
	.who = "c.\"name\"", .goods = GOODS_OF_RECEIVABLE
#define OF_RECEIVABLE "receivable r" CUSTOMER("r")
#define GOODS_OF_RECEIVABLE \
	" LEFT JOIN order_line l ON l.\"id\" = r.\"order_line\"" \
	" LEFT JOIN product g ON g.\"id\" = l.\"product\""
/* One that is void before it is booked never was. */
#define BOOKED \
	" WHERE r.\"deleted\" IS NULL AND r.\"booked_on\" IS NOT NULL" \
	" AND (r.\"void_on\" IS NULL OR r.\"void_on\" >= r.\"booked_on\")"
#define RECEIVABLE_SUMS \
	"r.\"amount\"", "coalesce(r.\"amount_base\", r.\"amount\")", \
	    "coalesce(r.\"net\", r.\"amount\")"
#define PAYMENT \
	.entity = "payment", .id = "p.\"id\"", .seller = "p.\"seller\"", \
	.code = "p.\"kind\"", .currency = "p.\"currency\"", \
	.category = "g.\"category\"", .number = "p.\"number\"", \
	.who = "c.\"name\"", .goods = GOODS_OF_PAYMENT
#define OF_PAYMENT "payment p" CUSTOMER("p")
#define GOODS_OF_PAYMENT \
	" LEFT JOIN sale_return t ON t.\"id\" = p.\"return\"" \
	" LEFT JOIN order_line l ON l.\"id\" = t.\"order_line\"" \
	" LEFT JOIN product g ON g.\"id\" = l.\"product\""
/* Of a note that cuts a subscription the line is that of the days. */
#define GOODS_OF_CUT \
	" LEFT JOIN order_line l ON l.\"id\" = (SELECT min(r.\"order_line\")" \
	" FROM receivable r WHERE r.\"order\" = p.\"order\"" \
	" AND r.\"form\" = 'subscription' AND r.\"deleted\" IS NULL" \
	" AND r.\"until\" < p.\"from\"" \
	" AND r.\"first_until\" >= p.\"from\")" \
	" LEFT JOIN product g ON g.\"id\" = l.\"product\""
#define CUT_NOTE \
	.entity = "payment", .id = "p.\"id\"", .seller = "p.\"seller\"", \
	.code = "p.\"kind\"", .currency = "p.\"currency\"", \
	.category = "g.\"category\"", .number = "p.\"number\"", \
	.who = "c.\"name\"", .goods = GOODS_OF_CUT
#define PAYMENT_SUMS \
	"p.\"amount\"", "coalesce(p.\"amount_base\", p.\"amount\")", \
	    "p.\"fee\"", "p.\"withheld\"", "coalesce(p.\"net\", p.\"amount\")"
/* What is credited of a subscription that ended early, for its days. */
#define CUT " WHERE p.\"deleted\" IS NULL AND p.\"until\" IS NOT NULL"
#define NO_CUT " WHERE p.\"deleted\" IS NULL AND p.\"until\" IS NULL"
#define CUT_SUMS \
	"p.\"amount\"", "coalesce(p.\"amount_base\", p.\"amount\")", \
	    "coalesce(p.\"net\", p.\"amount\")", "p.\"from\"", "p.\"until\""
#define BILL \
	.entity = "bill", .id = "b.\"id\"", .seller = "b.\"seller\"", \
	.currency = "b.\"currency\"", .number = "b.\"number\"", \
	.who = "c.\"name\""
#define OF_BILL \
	"bill b LEFT JOIN payment p ON p.\"id\" = b.\"payment\"" CUSTOMER( \
	    "b") " WHERE b.\"deleted\" IS NULL"
#define BILL_SUMS "b.\"amount\"", "coalesce(p.\"amount_base\", b.\"amount\")"
#define REVALUED \
	.entity = "revaluation", .id = "v.\"id\"", .seller = "r.\"seller\"", \
	.number = "r.\"number\"", .who = "c.\"name\"", \
	.integers = { "v.\"gain_base\"" }, \
	.from = "revaluation v JOIN receivable r" \
		" ON r.\"id\" = v.\"receivable\"" CUSTOMER( \
		    "r") " WHERE v.\"deleted\" IS NULL"

#define LOST_WITH \
	"CASE WHEN b.\"passed_on\" IS NULL THEN 1" \
	" WHEN b.\"endorsed_to\" IS NULL THEN 3 ELSE 2 END"
/* When a month is over, or the service. */
#define EARNED_ON(until) \
	"CASE WHEN y.\"last\" < " until " THEN y.\"last\" ELSE " until " END"
/* … but not before it is booked. */
#define NOT_BEFORE(day, until) \
	"CASE WHEN " day \
	" > " EARNED_ON(until) " THEN " day " ELSE " EARNED_ON(until) " END"
#define SERVED_UNTIL "coalesce(r.\"first_until\", r.\"until\")"
#define EARNED_IN \
	BOOKED " AND r.\"form\" = 'subscription'" \
	       " AND (r.\"void_on\" IS NULL OR " EARNED_ON( \
		   SERVED_UNTIL) " <= r.\"void_on\")"
#define PAID_BASE "coalesce(a.\"paid_base\", a.\"relieved_base\", a.\"amount\")"
#define WHICH_THERE_ARE \
	"CASE WHEN a.\"payment\" IS NULL THEN 0 ELSE 1 END +" \
	" CASE WHEN a.\"receivable\" IS NULL THEN 0 ELSE 2 END +" \
	" CASE WHEN a.\"refund\" IS NULL THEN 0 ELSE 4 END +" \
	" CASE WHEN p.\"kind\" = 'refund' THEN 8 ELSE 0 END"

/* The order that goods left for or came back of, of a move that says so. */
#define MOVED_FOR \
	"CASE WHEN substr(m.\"about\", 1, 1) = 'O'" \
	" AND substr(m.\"about\", 2, 1) BETWEEN '0' AND '9'" \
	" THEN CAST(substr(m.\"about\", 2) AS BIGINT) END"

/* clang-format off */
static const struct one sources[FROM_N] = {
	/* amount, its base, net, from, until */
	[FROM_BOOKED] = { RECEIVABLE,
	    .day = "r.\"booked_on\"",
	    .integers = { RECEIVABLE_SUMS, "r.\"from\"", (SERVED_UNTIL) },
	    .from = OF_RECEIVABLE,
	    .where = BOOKED },
	[FROM_VOID] = { RECEIVABLE,
	    .day = "r.\"void_on\"",
	    .integers = { RECEIVABLE_SUMS, "r.\"from\"", (SERVED_UNTIL) },
	    .from = OF_RECEIVABLE,
	    .where = BOOKED " AND r.\"void_on\" IS NOT NULL" },
	/* amount, its base, net, from, until, and the month's last day */
	[FROM_EARNED] = { RECEIVABLE,
	    .day = NOT_BEFORE("r.\"booked_on\"", SERVED_UNTIL),
	    .integers = { RECEIVABLE_SUMS, "r.\"from\"", (SERVED_UNTIL),
		"y.\"last\"" },
	    .from = OF_RECEIVABLE,
	    .served_until = SERVED_UNTIL,
	    .served_from = "r.\"from\"",
	    .where = EARNED_IN },
	/* amount, its base, net, from, until; what of it is not earned */
	[FROM_CUT] = { CUT_NOTE,
	    .day = "p.\"received_on\"",
	    .integers = { CUT_SUMS },
	    .from = OF_PAYMENT,
	    .where = CUT },
	[FROM_CUT_VOID] = { CUT_NOTE,
	    .day = "p.\"void_on\"",
	    .integers = { CUT_SUMS },
	    .from = OF_PAYMENT,
	    .where = CUT " AND p.\"void_on\" IS NOT NULL" },
	/* and the month's last day */
	[FROM_UNEARNED] = { CUT_NOTE,
	    .day = NOT_BEFORE("p.\"received_on\"", "p.\"until\""),
	    .integers = { CUT_SUMS, "y.\"last\"" },
	    .from = OF_PAYMENT,
	    .served_until = "p.\"until\"",
	    .served_from = "p.\"from\"",
	    .where = CUT " AND (p.\"void_on\" IS NULL"
			 " OR " EARNED_ON("p.\"until\"") " <= p.\"void_on\")" },
	/* net, gross */
	[FROM_INVOICE] = { .entity = "invoice",
	    .day = "i.\"issued_on\"",
	    .id = "i.\"id\"",
	    .seller = "i.\"seller\"",
	    .currency = "i.\"currency\"",
	    .number = "i.\"number\"",
	    .who = "c.\"name\"",
	    .rate = "i.\"rate\"",
	    .integers = { "coalesce(i.\"net\", i.\"gross\")",
		"i.\"gross\"" },
	    .from = "invoice i" CUSTOMER("i")
		    " WHERE i.\"deleted\" IS NULL"
		    " AND i.\"issued_on\" IS NOT NULL"
		    " AND i.\"status\" <> 'requested'" },
	/* amount, its base, fee, withheld, net */
	[FROM_PAYMENT] = { PAYMENT,
	    .day = "p.\"received_on\"",
	    .integers = { PAYMENT_SUMS },
	    .from = OF_PAYMENT,
	    .where = NO_CUT },
	/* and of a bill: 1 with us, 2 endorsed, 3 discounted */
	[FROM_PAYMENT_VOID] = { PAYMENT,
	    .day = "p.\"void_on\"",
	    .integers = { PAYMENT_SUMS, (LOST_WITH) },
	    .from = OF_PAYMENT " LEFT JOIN bill b"
			       " ON b.\"payment\" = p.\"id\""
			       " AND b.\"deleted\" IS NULL",
	    .where = NO_CUT " AND p.\"void_on\" IS NOT NULL" },
	/* amount; paid, a decimal; relieved, paid in base; which there are: 1 a
	 * payment, 2 a receivable, 4 a refund; 8: the payment is one itself */
	[FROM_ALLOCATION] = { .entity = "allocation",
	    .day = "a.\"allocated_on\"",
	    .id = "a.\"id\"",
	    .seller = "coalesce(r.\"seller\", p.\"seller\")",
	    .code = "a.\"kind\"",
	    .currency = "a.\"currency\"",
	    .other = "p.\"currency\"",
	    .number = "coalesce(r.\"number\", p.\"number\")",
	    .who = "c.\"name\"",
	    .integers = { "a.\"amount\"", "a.\"paid\"",
		"coalesce(a.\"relieved_base\", a.\"amount\")",
		(PAID_BASE),
		(WHICH_THERE_ARE),
		"p.\"seller\"" },
	    .from = "allocation a"
		    " LEFT JOIN receivable r ON r.\"id\" = a.\"receivable\""
		    " LEFT JOIN payment p ON p.\"id\" = a.\"payment\""
		    " LEFT JOIN customer c ON c.\"id\" ="
		    " coalesce(r.\"customer\", p.\"customer\")"
		    " WHERE a.\"deleted\" IS NULL" },
	/* amount, its base, fee, interest, 1 where it was endorsed */
	[FROM_BILL_PASSED] = { BILL,
	    .day = "b.\"passed_on\"",
	    .integers = { BILL_SUMS, "b.\"fee\"", "b.\"interest\"",
		"CASE WHEN b.\"endorsed_to\" IS NULL THEN 0 ELSE 1 END" },
	    .from = OF_BILL " AND b.\"passed_on\" IS NOT NULL" },
	/* amount, its base, what it brought beside it */
	[FROM_BILL_COLLECTED] = { BILL,
	    .day = "b.\"ended_on\"",
	    .integers = { BILL_SUMS, "-b.\"interest\"" },
	    .from = OF_BILL " AND b.\"status\" = 'collected'"
			      " AND b.\"passed_on\" IS NULL" },
	/* amount, its base; of before the book began, which has no payment: what was
	 * over then, without a day of the book, is not with us */
	[FROM_BILL_OPENING] = { BILL,
	    .day = "b.\"received_on\"",
	    .rate = "b.\"rate\"",
	    .integers = { "b.\"amount\"" },
	    .from = OF_BILL " AND b.\"payment\" IS NULL"
			    " AND (b.\"status\" = 'received'"
			    " OR b.\"passed_on\" IS NOT NULL"
			    " OR b.\"ended_on\" IS NOT NULL)" },
	[FROM_BILL_LOST] = { BILL,
	    .day = "b.\"ended_on\"",
	    .rate = "b.\"rate\"",
	    .integers = { "b.\"amount\"" },
	    .from = OF_BILL " AND b.\"payment\" IS NULL"
			    " AND b.\"status\" = 'dishonoured'" },
	/* amount */
	[FROM_BANK] = { .entity = "bank-line",
	    .day = "k.\"booked_on\"",
	    .id = "k.\"id\"",
	    .code = "k.\"class\"",
	    .currency = "k.\"currency\"",
	    .number = "k.\"line_ref\"",
	    .who = "k.\"payer\"",
	    .rate = "k.\"rate\"",
	    .integers = { "k.\"amount\"" },
	    .from = "bank_line k WHERE k.\"deleted\" IS NULL"
		    " AND k.\"status\" = 'matched'"
		    " AND k.\"class\" IN ('fee', 'interest')"
		    " AND k.\"payment\" IS NULL" },
	/* the gain */
	[FROM_REVALUED] = { REVALUED, .day = "v.\"revalued_on\"" },
	[FROM_REVALUED_BACK] = { REVALUED, .day = "v.\"revalued_on\" + 1" },
	/* value, expense */
	[FROM_MOVE] = { .entity = "move",
	    .day = "m.\"moved_on\"",
	    .id = "m.\"id\"",
	    .seller = "o.\"seller\"",
	    .code = "coalesce(f.\"kind\", m.\"kind\")",
	    .category = "g.\"category\"",
	    .number = "m.\"reference\"",
	    .who = "g.\"sku\"",
	    .integers = { "m.\"value\"", "m.\"expense\"" },
	    .from = "move m LEFT JOIN product g ON g.\"id\" = m.\"product\""
		    " LEFT JOIN sale_order o ON o.\"id\" = " MOVED_FOR
		    " LEFT JOIN move f ON f.\"id\" = m.\"of\""
		    " AND m.\"kind\" = 'reversal'"
		    " WHERE m.\"deleted\" IS NULL AND m.\"kind\" <> 'transfer'"
		    " AND (m.\"value\" <> 0 OR m.\"expense\" <> 0)" },
};
/* clang-format on */

const char *
source_entity(enum source source)
{
	return sources[source].entity;
}

/* ---- months in which subscriptions are earned ---- */

/* The months are a table of their own. */
#define MONTHS \
	" JOIN (SELECT column1 AS \"first\", column2 AS \"last\" FROM (VALUES "
#define MONTHS_END ") w) y ON y.\"first\" <= %s AND y.\"last\" >= %s"

enum { SERVED_DAYS_MAX = 36525 };

static enum crm_status
served(struct crm_store *s, int64_t *first, int64_t *last, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*first = 0;
	*last = -1;
	/* What is credited lies within what was booked. */
	st = crm_sql(s,
	    "SELECT min(r.\"from\"), max(" SERVED_UNTIL ") FROM receivable r "
	    "WHERE r.\"form\" = 'subscription' AND r.\"deleted\" IS NULL "
	    "AND r.\"from\" <= " SERVED_UNTIL
	    " AND r.\"booked_on\" IS NOT NULL",
	    &q, err);
	if (st != CRM_OK || (st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 0)) {
		*first = crm_col_int(q, 0);
		*last = crm_col_int(q, 1);
	}
	crm_reset(q);
	if (*last - *first > SERVED_DAYS_MAX)
		return crm_fail(err, CRM_RULE,
		    "subscriptions are served over more than a hundred years: "
		    "crm-order receivable list -w 'form = subscription' -s "
		    "until");
	return CRM_OK;
}

/* The months from one day to another, each as its first and last day. */
static void
put_months(struct crm_buf *b, int64_t first, int64_t last)
{
	int64_t day = first - crm_date_ymd(first).d + 1;

	for (; day <= last; day = month_last(day) + 1)
		crm_buf_printf(b, "%s(%lld, %lld)", day <= first ? "" : ", ",
		    (long long)day, (long long)month_last(day));
}

static void
put_earned(struct crm_buf *b, const struct one *o, int64_t first, int64_t last)
{
	crm_buf_clear(b);
	crm_buf_str(b, o->from);
	crm_buf_str(b, MONTHS);
	put_months(b, first, last);
	crm_buf_printf(b, MONTHS_END, o->served_until, o->served_from);
}

/* ---- the statement ---- */

static void
put_column(struct crm_buf *b, const char *sql, const char *none)
{
	crm_buf_str(b, ", ");
	crm_buf_str(b, sql != NULL ? sql : none);
}

static void
put_columns(struct crm_buf *b, const struct one *o, int source, bool goods)
{
	size_t i;

	crm_buf_printf(b,
	    "SELECT %s AS \"day\", %d AS \"source\", %s AS \"id\"", o->day,
	    source, o->id);
	put_column(b, o->seller, NO_INT);
	put_column(b, o->code, NO_TEXT);
	put_column(b, o->currency, NO_TEXT);
	put_column(b, o->other, NO_TEXT);
	put_column(b, o->goods == NULL || goods ? o->category : NULL, NO_TEXT);
	put_column(b, o->number, NO_TEXT);
	put_column(b, o->who, NO_TEXT);
	put_column(b, o->rate, NO_INT);
	for (i = 0; i < COUNT(o->integers); i++)
		put_column(b, o->integers[i], NO_INT);
}

static void
put_one(struct crm_sql *sql, const struct one *o, int source,
    const struct crm_journal_ask *ask, bool goods)
{
	put_columns(&sql->text, o, source, goods);
	crm_buf_printf(&sql->text, " FROM %s%s%s", o->from,
	    goods && o->goods != NULL ? o->goods : "",
	    o->where != NULL ? o->where : "");
	if (ask->from > CRM_DATE_MIN) {
		crm_buf_printf(&sql->text, " AND %s >= ?", o->day);
		crm_sql_bind(sql, crm_value_int(ask->from));
	}
	if (ask->to < CRM_DATE_MAX) {
		crm_buf_printf(&sql->text, " AND %s <= ?", o->day);
		crm_sql_bind(sql, crm_value_int(ask->to));
	}
	if (ask->seller != 0) {
		crm_buf_printf(&sql->text, " AND %s = ?",
		    o->seller != NULL ? o->seller : NO_INT);
		crm_sql_bind(sql, crm_value_int(ask->seller));
	}
}

/* Their order in the statement: a row passes as many merges as there are sources
 * behind its own, so those with the most rows are the last. */
static const enum source order[] = { FROM_VOID, FROM_PAYMENT_VOID,
	FROM_BILL_OPENING, FROM_BILL_LOST, FROM_BILL_PASSED,
	FROM_BILL_COLLECTED, FROM_BANK, FROM_REVALUED, FROM_REVALUED_BACK,
	FROM_CUT_VOID, FROM_CUT, FROM_UNEARNED, FROM_EARNED, FROM_INVOICE,
	FROM_BOOKED, FROM_PAYMENT, FROM_ALLOCATION, FROM_MOVE };

/* Whether there are any documents of a kind. */
static enum crm_status
has_rows(
    struct crm_store *s, enum source source, bool *yes, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), source_entity(source));
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value id;
	enum crm_status st = crm_get_int(s,
	    crm_sprintf(&a, "SELECT \"id\" FROM %s LIMIT 1", e->def->table),
	    NULL, 0, &id, err);

	*yes = id.kind == CRM_INT;
	crm_arena_free(&a);
	return st;
}

enum crm_status
source_sql(struct crm_store *s, const struct crm_journal_ask *ask, bool goods,
    struct crm_sql *out, struct crm_err *err)
{
	struct crm_buf months = CRM_BUF_INIT;
	int64_t first, last;
	enum crm_status st;
	struct one o;
	bool any, monthly;
	size_t i;

	if ((st = served(s, &first, &last, err)) != CRM_OK)
		return st;
	for (i = 0; i < COUNT(order); i++) {
		o = sources[order[i]];
		if ((st = has_rows(s, order[i], &any, err)) != CRM_OK)
			break;
		/* One stays: a statement of none is none. */
		monthly = o.served_from != NULL;
		if (order[i] != FROM_MOVE &&
		    (!any || (monthly && last < first)))
			continue;
		if (monthly) {
			put_earned(&months, &o, first, last);
			o.from = months.data;
		}
		if (out->text.len > 0)
			crm_buf_str(&out->text, " UNION ALL ");
		put_one(out, &o, (int)order[i], ask, goods);
	}
	crm_buf_str(&out->text, " ORDER BY 1, 2, 3");
	crm_buf_free(&months);
	return st;
}
