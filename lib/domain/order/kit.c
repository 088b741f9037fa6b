/*
 * Kits that come back: what left for one lies in several lines of its delivery, each
 * with a move of a part, and of every part as great a share returns.
 */
#include "order.h"

/* What left of a part with one move. */
struct gone {
	int64_t move, product, quantity, left;
};

/* What of a move has not come back; what was reversed counts with its reversal. */
static enum crm_status
read_left(struct crm_store *s, struct gone *g, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(g->move);
	struct crm_value back;
	enum crm_status st = crm_get_int(s,
	    "WITH RECURSIVE back(\"id\", \"q\") AS (SELECT \"id\", "
	    "\"quantity\" + coalesce(\"scrapped\", 0) FROM move "
	    "WHERE \"of\" = ? AND \"deleted\" IS NULL UNION ALL "
	    "SELECT m.\"id\", m.\"quantity\" + coalesce(m.\"scrapped\", 0) "
	    "FROM move m JOIN back b ON m.\"of\" = b.\"id\" "
	    "WHERE m.\"kind\" = 'reversal' AND m.\"deleted\" IS NULL) "
	    "SELECT CAST(sum(\"q\") AS BIGINT) FROM back",
	    &of, 1, &back, err);

	g->left = g->quantity - (back.kind == CRM_INT ? back.i : 0);
	return st;
}

/* Those of a delivery line, by their products. */
static enum crm_status
read_gone(struct crm_store *s, int64_t delivery_line, struct crm_arena *a,
    struct gone **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT m.\"id\", m.\"product\", -m.\"quantity\" "
	    "FROM delivery_line d JOIN move m ON m.\"id\" = d.\"move\" "
	    "WHERE d.\"part_of\" = ? AND d.\"deleted\" IS NULL "
	    "ORDER BY m.\"product\", d.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(delivery_line));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct gone){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2), 0 };
	}
	for (i = 0; i < *n && st == CRM_OK; i++)
		st = read_left(s, &(*out)[i], err);
	return st;
}

static void
ignore_move(void *ctx, int64_t move)
{
	(void)ctx;
	(void)move;
}

/* So much of one product, those first that left first. */
static enum crm_status
part_back(struct crm_store *s, const struct gone *g, size_t n, int64_t quantity,
    const struct crm_stock_line *how, struct crm_err *err)
{
	struct crm_stock_line line = *how;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && quantity > 0 && st == CRM_OK; i++) {
		int64_t q = g[i].left < quantity ? g[i].left : quantity;

		if (q <= 0)
			continue;
		line.of = g[i].move;
		line.quantity = crm_value_int(q);
		st = crm_stock_post(s, &line, ignore_move, NULL, err);
		quantity -= q;
	}
	return st;
}

/* The share of a sum behind so many of all. */
static int64_t
share(int64_t sum, int64_t some, int64_t all)
{
	return crm_div_round((__int128)sum * some, all);
}

enum crm_status
order_kit_back(struct crm_store *s, int64_t delivery_line, int64_t all,
    int64_t before, int64_t quantity, const struct crm_stock_line *how,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct gone *g;
	enum crm_status st;
	int64_t sum;
	size_t i, end, n;

	st = read_gone(s, delivery_line, &a, &g, &n, err);
	for (i = 0; i < n && st == CRM_OK; i = end) {
		sum = 0;
		for (end = i; end < n && g[end].product == g[i].product; end++)
			sum += g[end].quantity;
		/* Shares of what came back until now, so that the parts of the
		 * last kit are all that is left. */
		st = part_back(s, g + i, end - i,
		    share(sum, before + quantity, all) -
			share(sum, before, all),
		    how, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
order_has_parts(
    struct crm_store *s, int64_t delivery_line, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(delivery_line);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM delivery_line WHERE \"part_of\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}
