/*
 * What of the lines of an order was credited, and for what: goods that came back, and red
 * letters, in the order in which they did.  Whoever credits anything of a line asks here
 * first, so that nothing is credited twice and nothing beyond what was charged.
 *
 * A letter credits what nothing else has credited of its lines; goods that come back behind
 * it are credited as far as it was not ahead of them.
 */
#include "billing.h"

#include <crm/model/charged.h>

struct bill_event {
	int64_t line;              /* 0: none that is named */
	int64_t returned;          /* the return; 0: a letter */
	bool fresh;                /* of the open batch */
	bool back, ended, allowed; /* why a letter was issued */
	struct money credit; /* what came back, or was credited by the letter */
	struct money letter; /* what that took back */
};

/* clang-format off */
#define RETURNS \
	"SELECT t.\"born\" AS b, 0 AS k, t.\"id\" AS i, " \
	"coalesce(t.\"order_line\", 0) AS l, '' AS r, " \
	"coalesce(t.\"credit\", 0) AS g, coalesce(t.\"net\", 0) AS n, " \
	"0 AS x, 0 AS y FROM sale_return t WHERE t.\"order\" = ? " \
	"AND t.\"deleted\" IS NULL AND t.\"status\" = 'received'"
#define LETTERS(order) \
	"SELECT i.\"born\" AS b, 1 AS k, i.\"id\" AS i, " \
	"coalesce(l.\"order_line\", 0) AS l, i.\"red_reason\" AS r, " \
	CRM_SQL_LETTER_CREDIT("l", "i", order, "gross", "credit") " AS g, " \
	CRM_SQL_LETTER_CREDIT("l", "i", order, "net", "credit_net") " AS n, " \
	"-coalesce(l.\"gross\", 0) AS x, " \
	"-coalesce(l.\"net\", l.\"gross\", 0) AS y "
#define CREDITED \
	"l.\"deleted\" IS NULL AND " CRM_SQL_IS_CREDITED_LETTER("i") \
	" AND i.\"id\" <> ?"
#define EVENTS \
	"SELECT e.l, CASE WHEN e.k = 0 THEN e.i ELSE 0 END, e.r, " \
	"CAST(e.g AS BIGINT), CAST(e.n AS BIGINT), CAST(e.x AS BIGINT), " \
	"CAST(e.y AS BIGINT) FROM (" RETURNS " UNION ALL " \
	LETTERS("z.\"order\"") "FROM order_line z JOIN invoice_line l " \
	"ON l.\"order_line\" = z.\"id\" JOIN invoice i " \
	"ON i.\"id\" = l.\"invoice\" WHERE z.\"order\" = ? AND " CREDITED \
	" UNION ALL " LETTERS("i.\"order\"") "FROM invoice i " \
	"JOIN invoice_line l ON l.\"invoice\" = i.\"id\" " \
	"AND l.\"order_line\" IS NULL WHERE i.\"order\" = ? AND " CREDITED \
	") e ORDER BY e.b, e.k, e.i, e.l"
/* clang-format on */

static void
take(struct crm_store *s, struct bill_events *to, struct crm_arena *a,
    const struct crm_stmt *q)
{
	enum { LINE, RETURNED, REASON, GROSS, NET, LETTER_GROSS, LETTER_NET };
	const struct crm_entity *returns = crm_dict_find(
	    crm_store_dict(s), "return");
	struct crm_text why = crm_col_text(q, REASON);
	int64_t returned = crm_col_int(q, RETURNED);

	to->returns |= returned != 0;
	to->event = crm_grow(a, to->event, to->n, &to->cap, sizeof *to->event);
	to->event[to->n++] = (struct bill_event){ .line = crm_col_int(q, LINE),
		.returned = returned,
		.fresh = returned != 0 && crm_is_new(s, returns, returned),
		.back = crm_text_is(why, "returned"),
		.ended = crm_text_is(why, "service_ended"),
		.allowed = crm_text_is(why, "allowance"),
		.credit = { crm_col_int(q, GROSS), crm_col_int(q, NET) },
		.letter = { crm_col_int(q, LETTER_GROSS),
		    crm_col_int(q, LETTER_NET) } };
}

enum crm_status
bill_events(struct crm_store *s, int64_t order, int64_t but,
    struct crm_arena *a, struct bill_events *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(order);
	const struct crm_value v[] = { id, id, crm_value_int(but), id,
		crm_value_int(but) };
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(s, EVENTS, &q, err);

	*out = (struct bill_events){ 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		take(s, out, a, q);
	return st;
}

/* ---- of a line ---- */

static struct money
least(struct money a, struct money b)
{
	return a.gross < b.gross ? a : b;
}

/* What came back, of which letters had credited a part before it did. */
static void
come_back(struct bill_gone *g, const struct bill_event *e)
{
	const struct money sum = e->credit;

	g->before = least(g->ahead, sum);
	if (e->fresh)
		g->to_come = bill_plus(g->to_come, bill_less(sum, g->before));
	g->back = bill_plus(g->back, sum);
	g->ahead = bill_less(g->ahead, g->before);
	g->met = bill_plus(g->met, g->before);
}

static void
take_letter(struct bill_gone *g, const struct bill_event *e)
{
	if (e->back || e->ended)
		g->red = bill_plus(g->red, e->letter);
	if (e->back)
		g->ahead = bill_plus(g->ahead, e->credit);
	else if (e->allowed)
		g->allowed = bill_plus(g->allowed, e->credit);
	else if (e->ended)
		g->ended = bill_plus(g->ended, e->credit);
	else
		g->other = bill_plus(g->other, e->credit);
}

struct bill_gone
bill_gone_of(const struct bill_events *of, int64_t line, int64_t returned)
{
	struct bill_gone g = { .back = { 0, 0 } };
	size_t i;

	for (i = 0; i < of->n; i++) {
		const struct bill_event *e = &of->event[i];

		if (e->line == line && e->returned == 0)
			take_letter(&g, e);
		else if (e->line == line)
			come_back(&g, e);
		if (e->returned != 0 && e->returned == returned)
			break;
	}
	return g;
}

/* Of goods what came back, and what letters credited beside that; of a service what is not
 * served, or letters say so of it. */
struct money
bill_gone_sum(const struct bill_gone *g, bool subscribed, struct money cut)
{
	struct money given = bill_plus(g->allowed, g->other);

	if (!subscribed)
		return bill_plus(
		    bill_plus(given, g->ended), bill_plus(g->back, g->ahead));
	return bill_plus(given, g->red.gross > cut.gross ? g->red : cut);
}

/* ---- goods that came back ---- */

enum crm_status
crm_return_credit(struct crm_store *s, int64_t order, int64_t line,
    int64_t returned, int64_t *gross, int64_t *net, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(returned);
	struct crm_arena a = CRM_ARENA_INIT;
	struct bill_events events;
	struct bill_gone g;
	struct crm_value sum[2];
	enum crm_status st = bill_events(s, order, 0, &a, &events, err);

	*gross = *net = 0;
	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT coalesce(\"credit\", 0) FROM sale_return "
		    "WHERE \"id\" = ?",
		    &id, 1, &sum[0], err);
	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT coalesce(\"net\", 0) FROM sale_return "
		    "WHERE \"id\" = ?",
		    &id, 1, &sum[1], err);
	if (st == CRM_OK) {
		g = bill_gone_of(&events, line, returned);
		*gross = sum[0].i - g.before.gross;
		*net = sum[1].i - g.before.net;
	}
	crm_arena_free(&a);
	return st;
}
