/*
 * Stock: moves of goods, what is promised, counted and bought.
 *
 * Every move is a record of the kind `move`, inserted through the write path:
 * its hooks cost it, keep layers and levels, and refuse what would fall below
 * zero.  What is here makes such records of what people say.
 */
#ifndef CRM_STOCK_H
#define CRM_STOCK_H

#include <crm/store/store.h>
#include <crm/store/write.h>

/*
 * Conditions of SQL on moves, by the name that the table has there.  What is sold: what
 * issues and returns move, less what was taken back of them, on the day of that.
 */
#define CRM_MOVE_SOLD(m) \
	"(" m ".\"kind\" IN ('issue', 'return') OR (" m \
	".\"kind\" = 'reversal' AND EXISTS (WITH RECURSIVE " \
	"x_back(\"kind\", \"of\") AS (SELECT x_mv.\"kind\", x_mv.\"of\" " \
	"FROM move x_mv WHERE x_mv.\"id\" = " m ".\"of\" UNION ALL " \
	"SELECT x_mv.\"kind\", x_mv.\"of\" FROM x_back JOIN move x_mv " \
	"ON x_mv.\"id\" = x_back.\"of\" WHERE x_back.\"kind\" = " \
	"'reversal') SELECT 1 FROM x_back WHERE x_back.\"kind\" IN " \
	"('issue', 'return'))))"
/* What was not taken back, or was and that again. */
#define CRM_MOVE_STANDS(m) \
	m ".\"id\" NOT IN (SELECT x_rv.\"of\" FROM move x_rv " \
	  "WHERE x_rv.\"kind\" = 'reversal' AND x_rv.\"of\" IS NOT NULL " \
	  "AND x_rv.\"deleted\" IS NULL AND NOT EXISTS (SELECT 1 " \
	  "FROM move x_mv WHERE x_mv.\"of\" = x_rv.\"id\" " \
	  "AND x_mv.\"kind\" = 'reversal' AND x_mv.\"deleted\" IS NULL))"

/* How much of each line of a purchase had come by each of its receipts: "line", "day",
 * "come".  What went back later came. */
#define CRM_CAME_BY_DAY \
	"SELECT m.\"purchase_line\" AS \"line\", m.\"moved_on\" AS \"day\", " \
	"CAST(sum(m.\"quantity\") OVER (PARTITION BY m.\"purchase_line\" " \
	"ORDER BY m.\"moved_on\", m.\"id\") AS BIGINT) AS \"come\" " \
	"FROM move m WHERE m.\"kind\" = 'receipt' " \
	"AND m.\"purchase_line\" IS NOT NULL AND m.\"deleted\" IS NULL " \
	"AND " CRM_MOVE_STANDS("m")

/* One line of a document, as it was said; what is 0 or blank was not. */
struct crm_stock_line {
	const char *kind; /* of the move: "receipt"; "promise": of none */
	struct crm_text product; /* sku, name or barcode */
	int64_t warehouse;
	struct crm_value quantity; /* above 0, of the unit */
	struct crm_text unit;      /* another than the product's own */
	struct crm_value value;    /* of all, in the base currency … */
	int value_digits;          /* so many behind the point of that */
	struct crm_value price;    /* … or of one of the unit, */
	struct crm_value rate;     /* in a currency of which one is so much */
	struct crm_text lot;       /* its number */
	struct crm_value expires_on;
	struct crm_value days_left; /* of an issue: that its lots shall last */
	struct crm_value day;
	int64_t of, to, destination, reservation, purchase_line;
	struct crm_text about; /* typed id */
	struct crm_text reference, reason, notes;
	struct crm_text supplier; /* of a purchase */
	bool scrap;               /* of a return: thrown away */
	/* ---- of a reservation ---- */
	struct crm_value priority, since, until;
	bool wait; /* it takes what is there, and waits for the rest */
	/* Of a promise: whose reservations it stands for, typed id; empty: none. */
	struct crm_text holder;
};

/*
 * Makes the moves of a line: one, or one for each lot where the line of a tracked
 * product that leaves does not name it, the lot that expires first first.  Calls
 * `each` with their ids.  CRM_RULE where there is not enough, with what is free
 * where and when more comes.
 */
enum crm_status
crm_stock_post(struct crm_store *s, const struct crm_stock_line *line,
    void (*each)(void *ctx, int64_t move), void *ctx, struct crm_err *err);

/* What moves behind a day did to a layer, by the ids of these. */
struct crm_layer_change {
	int64_t layer, quantity, value;
};
enum crm_status
crm_layers_since(struct crm_store *s, int64_t day, struct crm_arena *a,
    struct crm_layer_change **out, size_t *n, struct crm_err *err);

/* The sku of goods that are sold no more, and of which a move is; else NULL. */
enum crm_status crm_move_retired(struct crm_store *s, int64_t move,
    struct crm_arena *a, const char **sku, struct crm_err *err);

/* Reserves what a line says.  CRM_RULE where less is free, unless it waits. */
enum crm_status crm_stock_reserve(struct crm_store *s,
    const struct crm_stock_line *line, int64_t *id, struct crm_err *err);
/* Gives up for good what a reservation holds.  CRM_RULE where the documents of another
 * area do. */
enum crm_status crm_stock_give_up(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);
/* Gives up what a reservation holds: for good, or to be served behind all who
 * wait. */
enum crm_status crm_stock_release(struct crm_store *s, int64_t id, bool later,
    enum crm_action *done, struct crm_err *err);

/* When a quantity can ship: *day is 0 where nothing that is known of does it.
 * *free is what is free today, *warehouse where. */
struct crm_stock_promise {
	int64_t product, warehouse, quantity, free;
	int64_t day; /* or CRM_DATE_MIN: nobody knows */
};
enum crm_status
crm_stock_promise(struct crm_store *s, const struct crm_stock_line *line,
    struct crm_stock_promise *out, struct crm_err *err);

/* The same from wherever there is some: the first day on which all places that sell
 * have it together, from as few of them as can be, a promise each.  Where they never
 * have it, one of the whole, in no warehouse. */
enum crm_status crm_stock_promise_anywhere(struct crm_store *s,
    const struct crm_stock_line *line, struct crm_arena *a,
    struct crm_stock_promise **out, size_t *n, struct crm_err *err);

/* A line of the pick list: what is held for a reservation, by where it lies. */
struct crm_pick {
	struct crm_text warehouse, place, sku, name, lot, about;
	struct crm_value expires_on;
	int64_t quantity, reservation;
	int64_t product, held_in; /* which warehouse */
};
enum crm_status crm_pick_list(struct crm_store *s, struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_pick *p, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* Whether a document is another, or a part of it as a line is of its order; both by
 * their typed ids. */
enum crm_status crm_document_part(struct crm_store *s, struct crm_text part,
    struct crm_text whole, struct crm_arena *a, bool *yes, struct crm_err *err);

/* ---- purchases ---- */

/* The purchases that a command makes, one a supplier. */
struct crm_purchase_of {
	struct crm_text supplier;
	int64_t id, lines;
};
struct crm_purchasing {
	struct crm_arena *arena;
	struct crm_purchase_of *of;
	size_t n, cap;
};

/* A line of the purchase of its supplier, else of the product's: *made tells
 * whether that is new.  It is due on the line's day, else after the product's
 * lead time. */
enum crm_status crm_stock_order(struct crm_store *s,
    const struct crm_stock_line *line, struct crm_text supplier,
    struct crm_purchasing *p, int64_t *id, bool *made, struct crm_err *err);

/* ---- counts ---- */

/* Freezes what there is in a warehouse, a line a product (and lot): of these
 * products, or of all that are there or have a shelf (n 0). */
enum crm_status
crm_count_open(struct crm_store *s, int64_t warehouse, int64_t day,
    const int64_t *product, size_t n, int64_t *id, struct crm_err *err);
/* The line that goods have on its sheet, of one lot or of the only one (0).  CRM_RULE
 * where they are not on it, CRM_INVALID where it has several. */
enum crm_status crm_count_line(struct crm_store *s, int64_t count,
    int64_t product, int64_t lot, int64_t *line, struct crm_err *err);
/* A line of a sheet that comes back. */
enum crm_status crm_count_read(struct crm_store *s, int64_t count,
    const struct crm_record *line, enum crm_action *done, struct crm_err *err);
/* Books the differences against what was frozen; *waits where the matrix of approvals
 * names somebody who has to agree before, which is asked then. */
enum crm_status crm_count_post(struct crm_store *s, int64_t count, bool *waits,
    void (*each)(void *ctx, int64_t move), void *ctx, struct crm_err *err);
/* What is to be counted again, in a warehouse or in all (0), by a day: A every month,
 * B every quarter, C every year, or as the settings count_months_a, _b, _c say; what
 * was never counted is due today. */
struct crm_count_ask {
	int64_t warehouse, until;
};
struct crm_count_due {
	int64_t product, warehouse;
	struct crm_text sku, place;
	char class; /* by what was sold in twelve months */
	struct crm_value counted;
	int64_t day;
};
enum crm_status crm_count_due(struct crm_store *s,
    const struct crm_count_ask *ask, struct crm_arena *a,
    struct crm_count_due **out, size_t *n, struct crm_err *err);
enum crm_status crm_count_cancel(struct crm_store *s, int64_t count,
    enum crm_action *done, struct crm_err *err);

/* The product that a text names: its sku or name, else a barcode, whose unit then
 * is *unit (which may be empty).  The text of the unit lives in the arena. */
enum crm_status
crm_product_find(struct crm_store *s, struct crm_text text, struct crm_arena *a,
    int64_t *product, struct crm_text *unit, struct crm_err *err);

/* Whether a text names that product; *unit as above. */
enum crm_status
crm_product_named(struct crm_store *s, int64_t product, struct crm_text text,
    struct crm_arena *a, struct crm_text *unit, bool *yes, struct crm_err *err);

/* A quantity of a unit (empty: the product's own) in the product's own unit, to that
 * one's decimals.  CRM_RULE where nothing says how many of these it is. */
enum crm_status crm_stock_quantity(struct crm_store *s, int64_t product,
    struct crm_text unit, int64_t *quantity, struct crm_err *err);

/* The warehouse where none is said: the setting stock_warehouse, else the only
 * active one that sells.  CRM_USAGE where it cannot be told. */
enum crm_status crm_warehouse_default(
    struct crm_store *s, int64_t *warehouse, struct crm_err *err);

/* The place in transit: the setting stock_transit, else the only one. */
enum crm_status crm_warehouse_transit(
    struct crm_store *s, int64_t *warehouse, struct crm_err *err);

/* Of a line that says what arrives (`of`: the move that sent it, or the one that
 * brought it onto its way; else the goods, which one brought alone) fills in the move
 * and the quantity, where it says none: what is left of it there. */
enum crm_status crm_stock_arriving(
    struct crm_store *s, struct crm_stock_line *line, struct crm_err *err);

#endif
