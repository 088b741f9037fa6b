/* Where else there is some, and when more comes: the way out of "not enough". */
#include "stock.h"

enum { MOST = 3 };

static enum crm_status
other_places(struct crm_store *s, const struct goods *g, int64_t but,
    struct crm_buf *b, struct crm_arena *a, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	st = crm_sql(s,
	    "SELECT w.\"name\", v.\"on_hand\" - coalesce((SELECT "
	    "CAST(sum(r.\"held\") AS BIGINT) FROM reservation r "
	    "WHERE r.\"product\" = v.\"product\" "
	    "AND r.\"warehouse\" = v.\"warehouse\" AND r.\"status\" = 'open' "
	    "AND r.\"deleted\" IS NULL), 0) - coalesce((SELECT "
	    "CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "JOIN lot t ON t.\"id\" = y.\"lot\" "
	    "WHERE y.\"product\" = v.\"product\" "
	    "AND y.\"warehouse\" = v.\"warehouse\" AND y.\"open\" = 1 "
	    "AND t.\"expires_on\" < {today}), 0) FROM level v "
	    "JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "
	    "WHERE v.\"product\" = ? AND v.\"warehouse\" <> ? "
	    "AND w.\"kind\" = 'sellable' AND v.\"on_hand\" > 0 "
	    "ORDER BY 2 DESC, w.\"name\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(g->id));
	crm_bind(q, 2, crm_value_int(but));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (n >= MOST || crm_col_int(q, 1) <= 0)
			continue;
		crm_buf_printf(b, "%s%s %s",
		    n++ == 0 ? crm_tr("; free elsewhere: ") : ", ",
		    text_dup(a, crm_col_text(q, 0)),
		    quantity_dup(a, crm_col_int(q, 1)));
	}
	return st;
}

static enum crm_status
more_comes(struct crm_store *s, const struct goods *g, struct crm_buf *b,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase");
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	st = crm_sql(s,
	    "SELECT p.\"id\", l.\"quantity\" - coalesce(l.\"received\", 0), "
	    "coalesce(l.\"due_on\", p.\"due_on\") FROM purchase_line l "
	    "JOIN purchase p ON p.\"id\" = l.\"purchase\" "
	    "WHERE l.\"product\" = ? AND p.\"status\" = 'ordered' "
	    "AND l.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "AND coalesce(l.\"due_on\", p.\"due_on\") IS NOT NULL "
	    "ORDER BY 3, p.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(g->id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n < MOST)
			crm_buf_printf(b, crm_tr("%s%s on %s (%s)"),
			    n++ == 0 ? crm_tr("; more comes: ") : ", ",
			    quantity_dup(a, crm_col_int(q, 1)),
			    date_dup(a, crm_col_int(q, 2)),
			    typed_id(a, e, crm_col_int(q, 0)));
	return st;
}

enum crm_status
stock_elsewhere(struct crm_store *s, const struct goods *g, int64_t but,
    struct crm_arena *a, const char **out, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = other_places(s, g, but, &b, a, err);

	if (st == CRM_OK)
		st = more_comes(s, g, &b, a, err);
	*out = crm_strdup(a, b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return st;
}
