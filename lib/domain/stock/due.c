/* What falls due of stock: to be ordered, to come, to expire, to be released. */
#include "stock.h"

#include <crm/base/number.h>
#include <crm/domain/plan.h>

enum { DAY = CLOCK_COLUMNS, NUMBER, NAME };

/* Days before a lot expires that it is told of. */
enum { EXPIRY_NOTICE = 30 };

static bool
by_day(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why, const char *before)
{
	struct crm_text name = crm_col_text(q, NAME);

	*day = crm_col_int(q, DAY);
	crm_number_format(
	    why, crm_col_int(q, NUMBER), CRM_DECIMAL_DIGITS, false);
	crm_buf_printf(
	    why, crm_tr(" of %.*s %s "), (int)name.n, name.p, crm_tr(before));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

static bool
purchase_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	return by_day(q, ask, day, why, "to come");
}

static bool
lot_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	return by_day(q, ask, day, why, "expire");
}

static bool
held_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	return by_day(q, ask, day, why, "held until");
}

static enum crm_status
rows(struct crm_store *s, const struct clock *k, const char *text,
    int64_t until, const struct crm_due_ask *ask, crm_due_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text, text);
	crm_sql_bind(&sql, crm_value_int(until));
	st = clock_rows(s, k, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

enum crm_status
purchase_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "purchase",
		.entity = "purchase-line",
		.owner = "0",
		.due = purchase_due };

	return rows(s, &clock,
	    "SELECT l.\"id\", 0, coalesce(l.\"due_on\", u.\"due_on\"), "
	    "l.\"quantity\" - coalesce(l.\"received\", 0), p.\"sku\" "
	    "FROM purchase_line l JOIN purchase u "
	    "ON u.\"id\" = l.\"purchase\" JOIN product p "
	    "ON p.\"id\" = l.\"product\" WHERE l.\"deleted\" IS NULL "
	    "AND u.\"deleted\" IS NULL AND u.\"status\" = 'ordered' "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "AND coalesce(l.\"due_on\", u.\"due_on\") <= ?",
	    ask->until, ask, each, ctx, err);
}

enum crm_status
lot_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "lot",
		.entity = "lot",
		.owner = "0",
		.due = lot_due,
		.notice = EXPIRY_NOTICE };

	return rows(s, &clock,
	    "SELECT t.\"id\", 0, t.\"expires_on\", (SELECT "
	    "CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "WHERE y.\"lot\" = t.\"id\" AND y.\"open\" = 1), p.\"sku\" "
	    "FROM lot t JOIN product p ON p.\"id\" = t.\"product\" "
	    "WHERE t.\"deleted\" IS NULL AND EXISTS (SELECT 1 FROM layer y "
	    "WHERE y.\"lot\" = t.\"id\" AND y.\"open\" = 1) "
	    "AND t.\"expires_on\" <= ?",
	    ask->until + EXPIRY_NOTICE, ask, each, ctx, err);
}

enum crm_status
reservation_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "reservation",
		.entity = "reservation",
		.owner = "0",
		.due = held_due };

	return rows(s, &clock,
	    "SELECT r.\"id\", 0, r.\"until\", r.\"held\", p.\"sku\" "
	    "FROM reservation r JOIN product p ON p.\"id\" = r.\"product\" "
	    "WHERE r.\"deleted\" IS NULL AND r.\"status\" = 'open' "
	    "AND r.\"until\" <= ?",
	    ask->until, ask, each, ctx, err);
}

/* A product is due to be ordered on the day it is looked at. */
enum crm_status
reorder_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	const struct crm_plan_ask all = { .n = 0 };
	struct crm_due d = { .kind = "reorder",
		.entity = crm_dict_find(crm_store_dict(s), "product"),
		.at = crm_date_start(crm_instant_date(ask->now)),
		.all_day = true };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_plan_row *r;
	enum crm_status st;
	size_t i, n;

	/* Nobody owns a product. */
	st = ask->owner != 0 ? CRM_OK : crm_plan(s, &all, &a, &r, &n, err);
	for (i = 0; ask->owner == 0 && st == CRM_OK && i < n; i++) {
		if (!r[i].time)
			continue;
		d.record = r[i].product;
		d.why = crm_sprintf(&a,
		    crm_tr("order %s for %.*s: %s projected, reorder at %s"),
		    quantity_dup(&a, r[i].quantity), (int)r[i].place.n,
		    r[i].place.p, quantity_dup(&a, r[i].projected),
		    quantity_dup(&a,
			r[i].ask.min > r[i].ask.reorder_point
			    ? r[i].ask.min
			    : r[i].ask.reorder_point));
		st = each(ctx, &d, err);
	}
	crm_arena_free(&a);
	return st;
}
