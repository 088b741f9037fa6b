/*
 * The way out of "not enough": where else there is some, which other lots are free, what
 * is there and has expired, and when more comes.
 */
#include "stock.h"

enum { MOST = 3 };

/* What is told of a lack, while it is put together. */
struct telling {
	struct crm_store *s;
	const struct lack *lack;
	struct crm_arena *a;
	struct crm_buf b;
};

/* One of a list, behind what leads to it. */
static void
tell(struct telling *t, const char *before, struct crm_text name,
    int64_t quantity)
{
	crm_buf_printf(&t->b, "%s%s %s", before, text_dup(t->a, name),
	    quantity_dup(t->a, quantity));
}

/* A lot in other places, whether these sell or not: it was asked for by its number. */
static enum crm_status
lot_places(struct telling *t, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	st = crm_sql(t->s,
	    "SELECT w.\"name\", CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "JOIN warehouse w ON w.\"id\" = y.\"warehouse\" "
	    "WHERE y.\"lot\" = ? AND y.\"open\" = 1 AND y.\"warehouse\" <> ? "
	    "GROUP BY w.\"name\" ORDER BY 2 DESC, w.\"name\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(t->lack->lot));
	crm_bind(q, 2, crm_value_int(t->lack->warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n < MOST)
			tell(t,
			    n++ == 0 ? crm_tr("; of this lot elsewhere: ")
				     : ", ",
			    crm_col_text(q, 0), crm_col_int(q, 1));
	return st;
}

/* What may be taken of all lots of a place together: others hold no lot of their
 * own. */
static enum crm_status
free_of_lots(struct telling *t, int64_t *free, struct crm_err *err)
{
	const struct lack *l = t->lack;
	struct place p;
	enum crm_status st = place_load(t->s, l->warehouse, t->a, &p, err);

	*free = INT64_MAX;
	return st == CRM_OK && p.sellable
	    ? stock_free(t->s, l->g, l->warehouse, free, err)
	    : st;
}

/* Lots of the place but the one that was named: those that last to the day, or, where
 * `expired`, those that are over. */
static enum crm_status
tell_lots(struct telling *t, bool expired, struct crm_err *err)
{
	static const char *const lots[] = { N_("; free of other lots there: "),
		N_("; expired there: ") };
	static const char *const serials[] = {
		N_("; other serial numbers there: "), N_("; expired there: ")
	};
	const struct lack *l = t->lack;
	const char *const *label = l->g->tracking == TRACK_SERIAL ? serials
								  : lots;
	int64_t free = INT64_MAX, left;
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	if (!expired && (st = free_of_lots(t, &free, err)) != CRM_OK)
		return st;
#define LOTS(lasts) \
	"SELECT t.\"number\", CAST(sum(y.\"left\") AS BIGINT) FROM layer y " \
	"JOIN lot t ON t.\"id\" = y.\"lot\" WHERE y.\"product\" = ? " \
	"AND y.\"warehouse\" = ? AND y.\"open\" = 1 AND y.\"left\" > 0 " \
	"AND y.\"lot\" <> ? AND " lasts " GROUP BY t.\"id\", t.\"number\", " \
	"t.\"expires_on\" ORDER BY coalesce(t.\"expires_on\", 9999999), " \
	"min(y.\"since\"), t.\"id\""
	st = crm_sql(t->s,
	    expired ? LOTS("t.\"expires_on\" < ?")
		    : LOTS("coalesce(t.\"expires_on\", 9999999) >= ?"),
	    &q, err);
#undef LOTS
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(l->g->id));
	crm_bind(q, 2, crm_value_int(l->warehouse));
	crm_bind(q, 3, crm_value_int(l->lot));
	crm_bind(q, 4,
	    crm_value_int(expired ? crm_store_clock(t->s)->today : l->until));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		left = crm_col_int(q, 1) < free ? crm_col_int(q, 1) : free;
		if (n >= MOST || left <= 0)
			continue;
		crm_buf_printf(&t->b, "%s%s",
		    n++ == 0 ? crm_tr(label[expired]) : ", ",
		    text_dup(t->a, crm_col_text(q, 0)));
		if (l->g->tracking != TRACK_SERIAL)
			crm_buf_printf(&t->b, " %s", quantity_dup(t->a, left));
		if (!expired && free != INT64_MAX)
			free -= left;
	}
	return st;
}

static enum crm_status
other_places(struct telling *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "level");
	struct crm_sql text;
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	crm_sql_init(&text, t->a);
	crm_buf_str(&text.text, "SELECT w.\"name\", ");
	crm_sql_field(&text, e, e->field[field_of(e, "available")], "v");
	crm_buf_str(&text.text,
	    " FROM level v JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "
	    "WHERE v.\"product\" = ? AND v.\"warehouse\" <> ? "
	    "AND w.\"kind\" = 'sellable' AND v.\"on_hand\" > 0 "
	    "ORDER BY 2 DESC, w.\"name\"");
	st = crm_sql(t->s, text.text.data, &q, err);
	crm_sql_free(&text);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(t->lack->g->id));
	crm_bind(q, 2, crm_value_int(t->lack->warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (n >= MOST || crm_col_int(q, 1) <= 0)
			continue;
		tell(t, n++ == 0 ? crm_tr("; free elsewhere: ") : ", ",
		    crm_col_text(q, 0), crm_col_int(q, 1));
	}
	return st;
}

/* What was sent and has not arrived: where it goes. */
static enum crm_status
on_its_way(struct telling *t, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	st = crm_sql(t->s,
	    "SELECT d.\"name\", CAST(sum(y.\"left\") AS BIGINT) "
	    "FROM warehouse w JOIN layer y ON y.\"product\" = ? "
	    "AND y.\"warehouse\" = w.\"id\" AND y.\"open\" = 1 "
	    "JOIN move m ON m.\"id\" = y.\"move\" "
	    "JOIN warehouse d ON d.\"id\" = m.\"destination\" "
	    "WHERE w.\"kind\" = 'transit' AND y.\"left\" > 0 "
	    "GROUP BY d.\"id\", d.\"name\" "
	    "ORDER BY CASE WHEN d.\"id\" = ? THEN 0 ELSE 1 END, 2 DESC, "
	    "d.\"name\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(t->lack->g->id));
	crm_bind(q, 2, crm_value_int(t->lack->warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n < MOST)
			tell(t, n++ == 0 ? crm_tr("; on its way to: ") : ", ",
			    crm_col_text(q, 0), crm_col_int(q, 1));
	return st;
}

static enum crm_status
more_comes(struct telling *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "purchase");
	struct crm_stmt *q;
	enum crm_status st;
	int n = 0;
	bool row;

	st = crm_sql(t->s,
	    "SELECT p.\"id\", l.\"quantity\" - coalesce(l.\"received\", 0), "
	    "coalesce(l.\"due_on\", p.\"due_on\") FROM purchase_line l "
	    "JOIN purchase p ON p.\"id\" = l.\"purchase\" "
	    "WHERE l.\"product\" = ? AND p.\"status\" = 'ordered' "
	    "AND p.\"drop_ship\" IS NULL "
	    "AND l.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "AND coalesce(l.\"due_on\", p.\"due_on\") IS NOT NULL "
	    "ORDER BY 3, p.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(t->lack->g->id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n < MOST)
			crm_buf_printf(&t->b, crm_tr("%s%s on %s (%s)"),
			    n++ == 0 ? crm_tr("; more comes: ") : ", ",
			    quantity_dup(t->a, crm_col_int(q, 1)),
			    date_dup(t->a, crm_col_int(q, 2)),
			    typed_id(t->a, e, crm_col_int(q, 0)));
	return st;
}

enum crm_status
stock_elsewhere(struct crm_store *s, const struct lack *lack,
    struct crm_arena *a, const char **out, struct crm_err *err)
{
	struct telling t = { s, lack, a, CRM_BUF_INIT };
	bool tracked = lack->g->tracking != TRACK_NONE;
	enum crm_status st = CRM_OK;

	/* Where the one piece of a serial number is says who asks. */
	if (lack->lot != 0 && lack->g->tracking == TRACK_LOT)
		st = lot_places(&t, err);
	if (st == CRM_OK && lack->by_lot)
		st = tell_lots(&t, false, err);
	if (st == CRM_OK && tracked && !lack->by_lot)
		st = tell_lots(&t, true, err);
	if (st == CRM_OK && (st = other_places(&t, err)) == CRM_OK &&
	    (st = on_its_way(&t, err)) == CRM_OK)
		st = more_comes(&t, err);
	*out = crm_strdup(a, t.b.data == NULL ? "" : t.b.data);
	crm_buf_free(&t.b);
	return st;
}
