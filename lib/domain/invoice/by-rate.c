/*
 * What a contract comes to at each rate of tax, with what amends it and is signed, and
 * what of that was credited and is invoiced: what is left of one rate is never a part of
 * another.
 */
#include "lines.h"

#include <crm/domain/document.h>

/* clang-format off */
#define FAMILY \
	"WITH RECURSIVE up(\"id\", \"amends\") AS (" \
	"SELECT m.\"id\", m.\"amends\" FROM contract m WHERE m.\"id\" = ? " \
	"UNION SELECT m.\"id\", m.\"amends\" FROM contract m " \
	"JOIN up ON up.\"amends\" = m.\"id\"), k(\"id\") AS (" \
	"SELECT \"id\" FROM up WHERE \"amends\" IS NULL " \
	"UNION SELECT m.\"id\" FROM contract m " \
	"JOIN k ON m.\"amends\" = k.\"id\" WHERE m.\"deleted\" IS NULL " \
	"AND m.\"status\" IN ('signed', 'completed')) "
/* What amends another, invoiced by itself. */
#define ALONE "WITH k(\"id\") AS (SELECT CAST(? AS BIGINT)) "
#define EACH(sql) { FAMILY sql, ALONE sql }
/* Its lines, and what it comes to beside them. */
#define OF_LINES(what) \
	"coalesce(l.\"" what "\", l.\"amount\", 0)"
#define WORTH(what) \
	"coalesce(c.\"" what "\", c.\"amount\", 0) - coalesce((SELECT sum(" \
	OF_LINES(what) ") FROM contract_line l WHERE l.\"contract\" = c.\"id\" " \
	"AND l.\"deleted\" IS NULL), 0)"
#define COMES_TO \
	"SELECT x.r, CAST(sum(x.g) AS BIGINT), CAST(sum(x.n) AS BIGINT) " \
	"FROM (SELECT coalesce(l.\"tax_rate\", -1) AS r, " OF_LINES("gross") \
	" AS g, " OF_LINES("net") " AS n FROM k JOIN contract_line l " \
	"ON l.\"contract\" = k.\"id\" WHERE l.\"deleted\" IS NULL " \
	"UNION ALL SELECT -1, " WORTH("gross") ", " WORTH("net") \
	" FROM k JOIN contract c ON c.\"id\" = k.\"id\" " \
	"WHERE c.\"deleted\" IS NULL) x GROUP BY x.r ORDER BY x.r DESC"

/* Of invoices of the contract itself or its orders, and of several. */
#define INVOICED(which, sign) \
	"SELECT x.r, CAST(" sign "sum(x.g) AS BIGINT), CAST(" sign \
	"sum(x.n) AS BIGINT) FROM (" \
	"SELECT coalesce(l.\"tax_rate\", o.\"tax_rate\", -1) AS r, " \
	"l.\"gross\" AS g, coalesce(l.\"net\", l.\"gross\") AS n FROM k " \
	"JOIN invoice i ON i.\"contract\" = k.\"id\" " \
	"JOIN invoice_line l ON l.\"invoice\" = i.\"id\" " \
	"LEFT JOIN order_line o ON o.\"id\" = l.\"order_line\" " \
	"WHERE l.\"deleted\" IS NULL AND " which \
	" UNION ALL SELECT coalesce(l.\"tax_rate\", o.\"tax_rate\", -1), " \
	"l.\"gross\", coalesce(l.\"net\", l.\"gross\") FROM k " \
	"JOIN sale_order s ON s.\"contract\" = k.\"id\" " \
	"JOIN order_line o ON o.\"order\" = s.\"id\" " \
	"JOIN invoice_line l ON l.\"order_line\" = o.\"id\" " \
	"JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"WHERE i.\"contract\" IS NULL AND l.\"deleted\" IS NULL AND " which \
	" UNION ALL SELECT coalesce(l.\"tax_rate\", -1), l.\"gross\", " \
	"coalesce(l.\"net\", l.\"gross\") FROM k " \
	"JOIN receivable r ON r.\"contract\" = k.\"id\" " \
	"JOIN invoice_line l ON l.\"receivable\" = r.\"id\" " \
	"JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"WHERE i.\"contract\" IS NULL AND l.\"order_line\" IS NULL " \
	"AND l.\"deleted\" IS NULL AND " which ") x GROUP BY x.r"
#define CAME_BACK \
	"SELECT coalesce(o.\"tax_rate\", -1), " \
	"CAST(sum(coalesce(t.\"credit\", 0)) AS BIGINT), " \
	"CAST(sum(coalesce(t.\"net\", t.\"credit\", 0)) AS BIGINT) FROM k " \
	"JOIN sale_order s ON s.\"contract\" = k.\"id\" " \
	"JOIN order_line o ON o.\"order\" = s.\"id\" " \
	"JOIN sale_return t ON t.\"order_line\" = o.\"id\" " \
	"WHERE t.\"deleted\" IS NULL AND t.\"status\" = 'received' GROUP BY 1"
#define RED(which) \
	"i.\"status\" = 'issued' AND i.\"deleted\" IS NULL AND " \
	INVOICE_CREDITED("i") " AND coalesce(i.\"red_reason\", '') " which
/* clang-format on */

enum { UNRATED = -1 };

/* What is said of a rate. */
struct at_rate {
	int64_t rate;
	struct crm_owed_sum comes_to, invoiced, back, red, other;
};

struct by_rate {
	struct crm_store *s;
	struct crm_arena *a;
	int64_t contract;
	struct at_rate *at;
	size_t n, cap;
};

static struct at_rate *
at_of(struct by_rate *b, int64_t rate)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->at[i].rate == rate)
			return &b->at[i];
	b->at = crm_grow(b->a, b->at, b->n, &b->cap, sizeof *b->at);
	b->at[b->n] = (struct at_rate){ .rate = rate };
	return &b->at[b->n++];
}

static enum crm_status
read_sums(struct by_rate *b, const char *sql, size_t field, struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(b->s, sql, &q, err);

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(b->contract));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct at_rate *at = at_of(b, crm_col_int(q, 0));
		struct crm_owed_sum *of =
		    (struct crm_owed_sum *)(void *)((char *)at + field);

		*of = (struct crm_owed_sum){ crm_col_int(q, 1),
			crm_col_int(q, 2), 0 };
	}
	return st;
}

/* What lines say that have no rate is of all that have one, by what these come to. */
static void
share_unrated(struct by_rate *b)
{
	int64_t *weight = crm_alloc_n(b->a, b->n + 1, sizeof *weight);
	int64_t *gross = crm_alloc_n(b->a, b->n + 1, sizeof *gross);
	int64_t *net = crm_alloc_n(b->a, b->n + 1, sizeof *net);
	struct crm_owed_sum *of = NULL;
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->at[i].rate == UNRATED && b->at[i].comes_to.gross == 0)
			of = &b->at[i].invoiced;
		else if (b->at[i].comes_to.gross > 0)
			weight[i] = b->at[i].comes_to.gross;
	}
	if (of == NULL || of->gross <= 0 ||
	    !crm_spread(of->gross, weight, b->n, gross) ||
	    !crm_spread(of->net, weight, b->n, net))
		return;
	*of = (struct crm_owed_sum){ 0, 0, 0 };
	for (i = 0; i < b->n; i++) {
		b->at[i].invoiced.gross += gross[i];
		b->at[i].invoiced.net += net[i];
	}
}

/* What came back is credited once, by whichever says more of it. */
static struct crm_owed_sum
kept_of(const struct at_rate *at)
{
	struct crm_owed_sum back = at->back.gross > at->red.gross ? at->back
								  : at->red;

	return (struct crm_owed_sum){ at->comes_to.gross - back.gross -
		    at->other.gross,
		at->comes_to.net - back.net - at->other.net, 0 };
}

static enum crm_status
read_all(struct by_rate *b, struct crm_err *err)
{
	static const struct sums {
		const char *sql[2];
		size_t field;
	} sums[] = {
		{ EACH(COMES_TO), offsetof(struct at_rate, comes_to) },
		{ EACH(INVOICED(INVOICE_COUNTS("i"), "")),
		    offsetof(struct at_rate, invoiced) },
		{ EACH(CAME_BACK), offsetof(struct at_rate, back) },
		{ EACH(INVOICED(RED("= 'returned'"), "-")),
		    offsetof(struct at_rate, red) },
		{ EACH(INVOICED(RED("<> 'returned'"), "-")),
		    offsetof(struct at_rate, other) },
	};
	const struct crm_value id = crm_value_int(b->contract);
	struct crm_value amends;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT \"amends\" FROM contract WHERE \"id\" = ?", &id, 1, &amends,
	    err);
	size_t i;

	for (i = 0; i < COUNT(sums) && st == CRM_OK; i++)
		st = read_sums(
		    b, sums[i].sql[amends.kind == CRM_INT], sums[i].field, err);
	if (st == CRM_OK)
		share_unrated(b);
	return st;
}

enum crm_status
invoice_contract_rates(struct crm_store *s, int64_t contract,
    struct crm_arena *a, struct of_line **out, size_t *n, struct crm_err *err)
{
	struct by_rate b = { .s = s, .a = a, .contract = contract };
	enum crm_status st = read_all(&b, err);
	size_t i;

	*n = 0;
	*out = crm_alloc_n(a, b.n + 1, sizeof **out);
	for (i = 0; i < b.n && st == CRM_OK; i++) {
		const struct at_rate *at = &b.at[i];
		const struct crm_owed_sum kept = kept_of(at);
		struct of_line *l = &(*out)[*n];

		*l = (struct of_line){ .rated = at->rate != UNRATED,
			.tax_rate = at->rate,
			.gross = at->comes_to.gross,
			.net = at->comes_to.net,
			.left = { kept.gross - at->invoiced.gross,
			    kept.net - at->invoiced.net, 0 } };
		if (l->left.gross < 0 && at->invoiced.gross > 0)
			l->over = -l->left.gross < at->invoiced.gross
			    ? -l->left.gross
			    : at->invoiced.gross;
		if (l->left.gross <= 0)
			l->left = (struct crm_owed_sum){ 0, 0, 0 };
		if (l->gross != 0 || l->over != 0)
			(*n)++;
	}
	return st;
}
