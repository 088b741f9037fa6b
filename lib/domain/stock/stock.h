/* What the files of stock share. */
#ifndef CRM_DOMAIN_STOCK_STOCK_H
#define CRM_DOMAIN_STOCK_STOCK_H

#include "domain/core/core.h"
#include "domain/stock/cost.h"

#include <crm/domain/stock.h>

/* ---- level.c: of what a move is, and how much of it there is ---- */

enum tracking { TRACK_NONE, TRACK_LOT, TRACK_SERIAL };

/* A product, as the ledger sees it.  Texts live in the arena. */
struct goods {
	int64_t id;
	const char *name; /* its sku */
	const char *unit;
	bool fifo;
	enum tracking tracking;
	int decimals;
	int64_t step; /* the least quantity of its unit */
	int64_t cost; /* of a unit, as a decimal; 0: not known */
	bool stocked; /* false: a service, of which there is nothing to move */
	bool kit;     /* its parts are, of which it is sold */
	bool active;
};

struct place {
	int64_t id;
	const char *name;
	bool sellable, transit, below_zero, active;
};

/* What is kept of a product in a warehouse; all 0 where there never was any. */
struct level {
	int64_t id;
	struct cost_pool pool;
	int64_t last_on;
	int64_t reserved;
	int64_t
	    promises;   /* that are open, whether they hold anything or wait */
	int64_t lapsed; /* of these: that hold, and whose last day is over */
};

enum crm_status goods_load(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct goods *g, struct crm_err *err);
enum crm_status place_load(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct place *p, struct crm_err *err);
/* Where it has no last known cost, it is the product's own, else that of another
 * place. */
enum crm_status level_load(struct crm_store *s, const struct goods *g,
    int64_t warehouse, struct level *l, struct crm_err *err);
/* What the promises lack that wait for it: as the batch knows it, or read. */
enum crm_status level_lacking(struct crm_store *s, int64_t product,
    int64_t warehouse, int64_t *lacking, struct crm_err *err);
/* What of it is expired on a day. */
enum crm_status level_expired(struct crm_store *s, int64_t product,
    int64_t warehouse, int64_t day, int64_t *quantity, struct crm_err *err);
/* Adds what a move did, to *l too; makes the record where there is none. */
enum crm_status level_add(struct crm_store *s, struct level *l,
    const struct crm_record *move, struct crm_err *err);

/* ---- rated.c ---- */

/* A decimal of a unit for a quantity, as money of the base currency; at a rate, unless
 * that is none. */
enum crm_status
price_value(struct crm_store *s, int64_t price, int64_t quantity,
    const struct crm_value *rate, int64_t *value, struct crm_err *err);
/* The value that a line says, likewise. */
enum crm_status said_value(struct crm_store *s, const struct crm_stock_line *l,
    struct crm_value *value, struct crm_err *err);

/* ---- desk.c ---- */

struct desk {
	struct goods g;
	struct place p;
	struct level l;
	int64_t lacking; /* what its promises lack */
	int64_t booked;  /* differences of an import: its file may have them */
	bool took_back;  /* an undo of the batch took goods out */
	bool known; /* the level is as it was read, or as moves made it since */
	/* Its oldest open layers (open.c). */
	struct open_layer *open;
	size_t n_open;
	bool open_known, open_all; /* these; and there are no others */
	struct desk *next;
};

/* What there is of a product, which this batch has locked, in a warehouse.  Lives as
 * long as the batch, or as the arena. */
enum crm_status
desk_load(struct crm_store *s, int64_t product, int64_t warehouse,
    struct crm_arena *a, struct desk **out, struct crm_err *err);
/* The same where the batch knows it already; NULL: it does not. */
const struct desk *
desk_known(struct crm_store *s, int64_t product, int64_t warehouse);
/* Whatever is known of it; NULL: nothing. */
struct desk *desk_at(struct crm_store *s, int64_t product, int64_t warehouse);
/* What a promise holds changes: its level is read anew. */
void desk_unsure(struct crm_store *s, const struct crm_record *reservation);
/* It was changed, by no undo and no import: what is known of its level follows. */
void desk_told(const struct crm_saving *w);
/* A product or a warehouse changes. */
void desk_forget(struct crm_store *s);

/* ---- days.c ---- */

/* The least that there is on any day from one on, with all moves entered so far,
 * and the first such day; of one lot alone unless it is 0. */
enum crm_status level_lowest(struct crm_store *s, int64_t product,
    int64_t warehouse, int64_t lot, int64_t now, int64_t from, int64_t *least,
    int64_t *day, struct crm_err *err);
/* What there was of a product, or of one lot of it (else 0), at the end of a day; now
 * there is so much. */
struct level_ask {
	int64_t product, warehouse, lot, day;
};
enum crm_status level_on(struct crm_store *s, const struct level_ask *ask,
    int64_t now, int64_t *quantity, struct crm_err *err);
/* That least of a level, in *there. */
enum crm_status
level_from(struct crm_store *s, const struct goods *g, int64_t warehouse,
    const struct level *l, int64_t from, int64_t *there, struct crm_err *err);
/* Tells what is kept of days that a move was written. */
void days_add(struct crm_store *s, const struct crm_record *move);

/* ---- layer.c ---- */

/* Which layers a move takes from. */
struct layer_ask {
	int64_t product, warehouse;
	int64_t lot;  /* of this one alone; 0: any */
	int64_t move; /* of this move alone; 0: any */
	bool holes;   /* those below zero */
	bool newest;  /* the newest first */
};

/* Open layers until they make up a quantity, the oldest first. */
enum crm_status layers_read(struct crm_store *s, const struct layer_ask *ask,
    int64_t quantity, struct crm_arena *a, struct cost_layer **out, size_t *n,
    struct crm_err *err);

/* ---- open.c ---- */

/* The oldest open layers until they make up a quantity; false: not all of these are
 * known. */
bool open_read(const struct desk *x, int64_t quantity, struct crm_arena *a,
    struct cost_layer **out, size_t *n);
/* Reads them; *x knows them from now on. */
enum crm_status
open_learn(struct crm_store *s, struct desk *x, struct crm_err *err);
/* A layer was written: what is known follows. */
void open_follow(struct crm_store *s, const struct crm_record *layer);
enum crm_status layer_saved(const struct crm_saving *w, struct crm_err *err);

/* Parts as the field of a move has them, and back. */
struct crm_text
parts_write(struct crm_arena *a, const struct cost_part *p, size_t n);
struct cost_part *
parts_read(struct crm_arena *a, struct crm_text text, size_t *n);

/* Does to the layers what a move did, and makes its own; the level is as it was
 * before. */
enum crm_status layers_apply(struct crm_store *s, const struct goods *g,
    const struct level *before, const struct crm_record *move,
    int64_t *difference, struct crm_err *err);

/* ---- worth.c ---- */

/* Of goods that are first in, first out now: what takes a move back takes from layers, or
 * gives to them, as much as the move was worth, though it was made under average cost. */
enum crm_status parts_worth(struct crm_store *s, const struct crm_record *move,
    struct crm_arena *a, struct cost_part **part, size_t *n,
    struct crm_err *err);

/* ---- lot.c ---- */

/* How much of a lot there is: in one warehouse, or in all (0). */
enum crm_status lot_left(struct crm_store *s, int64_t lot, int64_t warehouse,
    int64_t *left, struct crm_err *err);
/* The lot that a record names, if any: CRM_INVALID where it names none of goods that
 * are kept by lots, CRM_RULE where it is of others. */
enum crm_status lot_of_goods(struct crm_store *s, const struct goods *g,
    const struct crm_record *r, struct crm_arena *a, struct crm_record *lot,
    struct crm_err *err);
/* What the lot of a move has to say: it is the product's, one serial is one
 * piece in one place, there is enough of it on every day, it has not expired. */
enum crm_status
lot_check(struct crm_store *s, const struct goods *g, const struct place *p,
    const struct crm_record *move, bool import, struct crm_err *err);
/* Lots of which there is some, that last to a day at least: the first to expire
 * first. */
struct lot_left {
	int64_t lot, left;
};
enum crm_status lots_lasting(struct crm_store *s, int64_t product,
    int64_t warehouse, int64_t day, struct crm_arena *a, struct lot_left **out,
    size_t *n, struct crm_err *err);
bool
lot_expired(struct crm_store *s, int64_t lot, int64_t day, struct crm_err *err);

/* ---- place.c ---- */

/* A new move of no import that says no warehouse is where none is said. */
enum crm_status move_place(const struct crm_saving *w, struct crm_err *err);

/* ---- move.c, apply.c, reverse.c: the hooks of moves ---- */

crm_hook move_save, move_hide, move_saved;
crm_undo_hook move_undo, kept_undo, lot_undo;
crm_reverse_hook move_reverse;
crm_settle_hook level_settle;
/* Behind an undo that took goods out: what is left that has not expired is enough for
 * what is promised. */
crm_later_fn level_lasts;
/* Behind an undo that brought goods back: they are kept in stock still, and what is held of
 * them is held where they are for sale. */
crm_later_fn level_stays;

/* A move that follows from another: of the same goods, on the same day. */
void move_of_move(struct crm_record *r, const struct crm_record *of,
    const char *kind, struct crm_arena *a);

/* ---- hole.c ---- */

/* Behind a move that takes back another: goods that are there fill the holes that are
 * open, and the difference is a row of its own, with what it did to both. */
enum crm_status holes_close(
    struct crm_store *s, const struct crm_record *back, struct crm_err *err);

/* Of a difference in a file so much is booked as its receipt did not book already. */
enum crm_status
difference_said(const struct crm_saving *w, struct crm_err *err);

/* ---- consumed.c ---- */

/* How many moves that a list begins with stand: what took them back, and took that
 * back, counts with them. */
#define CRM_STANDING(begins) \
	"WITH RECURSIVE chain(\"first\", \"id\", \"q\", \"v\") AS (" \
	"SELECT \"id\", \"id\", \"quantity\", " \
	"\"value\" + coalesce(\"expense\", 0) FROM move WHERE " begins \
	" AND \"deleted\" IS NULL UNION ALL SELECT c.\"first\", m.\"id\", " \
	"m.\"quantity\", m.\"value\" + coalesce(m.\"expense\", 0) " \
	"FROM move m JOIN chain c ON m.\"of\" = c.\"id\" " \
	"WHERE m.\"kind\" = 'reversal' AND m.\"deleted\" IS NULL) " \
	"SELECT count(*) FROM (SELECT \"first\" FROM chain " \
	"GROUP BY \"first\" HAVING sum(\"q\") <> 0 OR sum(\"v\") <> 0) x"

/* Whether nothing left since a move, but what was taken back. */
enum crm_status
none_left_since(const struct crm_undoing *u, bool *yes, struct crm_err *err);
/* CRM_RULE where goods that came, under average cost, are part of what others left at. */
enum crm_status check_consumed(const struct crm_undoing *u,
    const struct crm_record *first, struct crm_err *err);
/* Behind an undo that took goods out: holes are worth what they were thought to cost. */
void holes_worth_later(struct crm_store *s, const struct crm_record *back);

/* ---- missed.c ---- */

/* The day on which the difference of a count line is booked: that of its freeze, or the
 * first behind it that is open and takes from no later one what is not there.  CRM_RULE
 * where less is there than is missing. */
enum crm_status missed_on(struct crm_store *s, const struct crm_record *line,
    const struct crm_record *move, struct crm_arena *a, int64_t *day,
    struct crm_err *err);

/* ---- elsewhere.c ---- */

/* Goods of which there is not enough in a place. */
struct lack {
	const struct goods *g;
	int64_t warehouse;
	bool by_lot;   /* a lot was named: others may do */
	int64_t lot;   /* which; 0: one that is not there */
	int64_t until; /* to which day others shall last */
};

/* "; of this lot elsewhere: W2 3; free of other lots there: L2 4; expired there: L1 6; free
 * elsewhere: W2 5; on its way to: W1 2; more comes: 20 on 2026-12-01 (PU3)", of these
 * what there is, or "". */
enum crm_status stock_elsewhere(struct crm_store *s, const struct lack *lack,
    struct crm_arena *a, const char **out, struct crm_err *err);

/* ---- reserve.c ---- */

crm_hook reservation_save, reservation_hide, reservation_saved;
crm_undo_hook reservation_undo;
crm_reverse_hook reservation_reverse;
/* That so many of a reservation have left. */
enum crm_status reserve_ship(struct crm_store *s, int64_t reservation,
    int64_t quantity, struct crm_err *err);
/* What is free of a product in a warehouse: nothing where it does not sell. */
enum crm_status stock_free(struct crm_store *s, const struct goods *g,
    int64_t warehouse, int64_t *free, struct crm_err *err);
enum crm_status reserve_held(struct crm_store *s, int64_t reservation,
    int64_t *held, struct crm_err *err);

/* ---- waiting.c ---- */

void set_int(struct crm_record *r, const char *name, int64_t i);
/* Gives what is free to those that wait, by priority, then by time. */
enum crm_status reserve_fill(struct crm_store *s, const struct goods *g,
    int64_t warehouse, struct crm_err *err);
/* The same, behind all that the batch gives back. */
enum crm_status reserve_fill_later(struct crm_store *s, int64_t product,
    int64_t warehouse, struct crm_err *err);
/* Takes back what is not there any more, from the one confirmed last. */
enum crm_status reserve_shed(struct crm_store *s, const struct goods *g,
    int64_t warehouse, struct crm_err *err);
/* Both, by what the day makes of it: what was held until a day that is over is
 * held no more, what has expired is held for nobody, what was to come is there.
 * Days pass without a write: whoever moves or reserves goods asks. */
enum crm_status reserve_settle(struct crm_store *s, const struct goods *g,
    int64_t warehouse, struct crm_err *err);
/* Lets *held of a reservation be no more than is of lots that last as long as its
 * customer asks, and held for no other who asks such a thing. */
enum crm_status reserve_lasting(struct crm_store *s, const struct goods *g,
    int64_t warehouse, const struct crm_record *reservation,
    struct crm_arena *a, int64_t *held, struct crm_err *err);

/* ---- said.c ---- */

/* What a line says, looked up. */
struct said {
	const char *kind;
	struct goods g;
	int64_t warehouse, day, lot;
	int64_t days_left; /* that its lots shall last on that day */
	int64_t quantity;  /* above 0, of the product's own unit */
	struct crm_value value;
};

/* Fills in of the line what follows from the move that it is of. */
enum crm_status stock_said(struct crm_store *s, struct crm_stock_line *l,
    struct crm_arena *a, struct said *out, struct crm_err *err);

/* ---- source.c ---- */

struct crm_incoming;
/* What a warehouse can give: what is free and nobody waits for, and what comes or, below
 * zero, expires, by its day. */
struct source {
	int64_t warehouse, free, spare;
	struct crm_incoming *in;
	size_t n;
};
/* `unplaced`: what is ordered for no warehouse in particular comes there, too. */
enum crm_status
source_read(struct crm_store *s, const struct said *said, bool unplaced,
    struct crm_arena *a, struct source *out, struct crm_err *err);

/* ---- revalue.c ---- */

/* CRM_RULE where a change takes off more than something is worth. */
enum crm_status check_worth(
    struct crm_store *s, int64_t worth, int64_t change, struct crm_err *err);
/* CRM_RULE where a move of value alone, of no receipt, has nothing that it is of. */
enum crm_status check_revalued(struct crm_store *s, const struct goods *g,
    const struct place *p, const struct level *l, const struct crm_record *move,
    struct crm_err *err);

/* ---- kind.c ---- */

/* CRM_INVALID where a quantity, which the field names, has more decimals than the unit. */
enum crm_status check_decimals(const struct goods *g, const char *field,
    int64_t quantity, struct crm_err *err);

/* CRM_INVALID where a move says what its kind does not: a quantity of the wrong sign,
 * or of more decimals than the unit has, a sum below zero, no way to go. */
enum crm_status move_says(const struct goods *g, const struct crm_record *move,
    bool import, struct crm_err *err);

/* ---- added.c ---- */

/* What is left of a receipt, in one layer of it: where it came, or where a transfer
 * brought it. */
struct bearer {
	int64_t layer, warehouse, quantity, left, value;
};
struct bearers {
	struct bearer *one;
	size_t n, cap;
};
enum crm_status
bearers_read(struct crm_store *s, const struct crm_record *receipt,
    struct crm_arena *a, struct bearers *out, struct crm_err *err);
/* How much of it is left in a warehouse, or in all (0). */
int64_t bearers_left(const struct bearers *b, int64_t warehouse);
/* The receipt that a cost is of, be it by way of the cost that it follows from. */
enum crm_status bears_cost(struct crm_store *s, const struct crm_record *cost,
    struct crm_arena *a, struct crm_record *receipt, struct crm_err *err);
/* Shares a cost that is added to a receipt: what is left where that came is worth more,
 * and what transfers carried elsewhere, by rows of its own; the rest is expense. */
enum crm_status cost_added(
    const struct crm_saving *w, const struct goods *g, struct crm_err *err);
/* All that was added: the row, what went as expense, and its rows elsewhere. */
enum crm_status cost_whole(struct crm_store *s, const struct crm_record *cost,
    int64_t *whole, struct crm_err *err);
crm_met_hook move_met;
/* Behind its row: those of the other warehouses. */
enum crm_status cost_follows(
    struct crm_store *s, const struct crm_record *cost, struct crm_err *err);

/* ---- back.c ---- */

/* Of an issue so much comes back. */
struct still_out {
	int64_t move, quantity;
};
/* The issues that what comes back left by, which says its goods, its lot, its day, and
 * perhaps its place and its document.  CRM_RULE where fewer are out, or documents of
 * others take them back. */
enum crm_status issues_out(struct crm_store *s, const struct crm_record *back,
    int64_t quantity, struct crm_arena *a, struct still_out **out, size_t *n,
    struct crm_err *err);
/* A new move that brings goods back names the issue. */
enum crm_status back_of_issue(const struct crm_saving *w, struct crm_err *err);

/* ---- filed.c ---- */

/* CRM_INVALID, CRM_RULE where a file says of a move what none can be; *filed: it is of a
 * file, and follows from no other. */
enum crm_status
move_filed(const struct crm_saving *w, bool *filed, struct crm_err *err);
/* Where its cost is known: of nothing that is there, or of what is worth less than
 * nothing, no ledger is. */
enum crm_status move_filed_worth(const struct crm_saving *w,
    const struct goods *g, const struct cost_pool *pool, struct crm_err *err);
/* Behind a file: what left by a transfer has come. */
crm_later_fn transfer_arrived;

/* ---- stocked.c ---- */

/* CRM_RULE where goods are not kept in stock. */
enum crm_status check_stocked(const struct goods *g, struct crm_err *err);
/* CRM_RULE where a place, which the field names, is not in use. */
enum crm_status
check_place_open(const struct place *p, const char *field, struct crm_err *err);
/* CRM_RULE where a new move of no import is of goods that are not kept in stock, or comes
 * into a place that is not in use. */
enum crm_status check_in_use(const struct goods *g, const struct place *p,
    const struct crm_record *move, struct crm_err *err);
/* CRM_RULE where goods are bought no more. */
enum crm_status check_bought(const struct goods *g, struct crm_err *err);

/* ---- of.c ---- */

/* Inserts a move that follows from another: the other end of a transfer, a difference of
 * cost, what takes a move back.  Nobody else makes these, but an import. */
enum crm_status
move_follow(struct crm_store *s, struct crm_record *move, struct crm_err *err);
/* Whether the move that is saved follows so; asked once. */
bool move_follows(struct crm_store *s);

/* What is left of an issue: so much can still come back, for so much. */
enum crm_status issue_left(struct crm_store *s, const struct crm_record *issue,
    int64_t *quantity, int64_t *value, struct crm_err *err);
/* CRM_RULE where all that a move brought was taken back. */
enum crm_status move_there(
    struct crm_store *s, const struct crm_record *move, struct crm_err *err);
/* CRM_RULE where a move, of no import, is dated before the one that it is of. */
enum crm_status move_behind(const struct crm_saving *w,
    const struct crm_record *of, struct crm_err *err);
/* CRM_RULE where a new move of no import is one that follows from others, names the
 * purchase or the promise of other goods, goes nowhere, or comes into a place in transit
 * other than from a warehouse or a supplier. */
enum crm_status move_of_check(struct crm_store *s, const struct place *p,
    const struct crm_record *move, struct crm_err *err);
/* CRM_RULE where the documents of another area move such goods themselves. */
enum crm_status move_of_others(const struct crm_saving *w, struct crm_err *err);
/* Fills in what a line leaves out and the line of a purchase or the promise that it
 * names has: the goods, the place, and as many as are open. */
enum crm_status said_of_document(struct crm_store *s, struct crm_stock_line *l,
    struct crm_arena *a, struct said *out, struct crm_err *err);

/* ---- sheet.c ---- */

extern const struct crm_consent count_consent;
crm_hook count_save, count_hide, count_line_save, count_line_hide;

bool count_is_in(const struct crm_record *count, const char *status);
bool count_is_open(const struct crm_record *count);

/* What a count freezes of a product, or of one lot of it: what there was when its day
 * ended.  Locks the product. */
enum crm_status count_freeze(struct crm_store *s, const struct level_ask *ask,
    int64_t *frozen, struct crm_err *err);

/* CRM_RULE: says of one that is not open why, and what to do. */
enum crm_status count_not_open(
    const struct crm_record *count, struct crm_arena *a, struct crm_err *err);

/* ---- counted.c ---- */

/* CRM_RULE where the goods of a line, or one of those of a count, are on a sheet of the
 * same warehouse already whose differences are still to be booked: both would book what
 * is missing.  Locks the product of the line, so that of two who open at once one is
 * told. */
enum crm_status
counted_once(struct crm_store *s, const struct crm_record *count,
    const struct crm_record *line, struct crm_arena *a, struct crm_err *err);
enum crm_status counted_once_all(struct crm_store *s,
    const struct crm_record *count, struct crm_arena *a, struct crm_err *err);

/* ---- lasting.c ---- */

/* How long the lots of an issue shall last: as the line says, else as the customer
 * asks whom its document is for.  CRM_RULE where the lot that the line names does
 * not, and no reason is given. */
enum crm_status lot_days(struct crm_store *s, const struct crm_stock_line *l,
    struct crm_arena *a, struct said *out, struct crm_err *err);

/* ---- barcode.c ---- */

/* CRM_RULE where the sku of a product is a barcode of another. */
enum crm_status check_sku(const struct crm_saving *w, struct crm_err *err);
crm_hook barcode_save;

/* ---- the rest ---- */

crm_hook kept_save, kept_hide, shelf_save, product_save, warehouse_save,
    warehouse_saved, lot_save, unit_save, price_save, kit_save, purchase_save,
    purchase_line_save, purchase_line_saved;
crm_undo_hook purchase_undo, purchase_line_undo;
crm_reverse_hook purchase_line_reverse;
crm_audit stock_audit;

/* ---- due.c: clocks ---- */

typedef enum crm_status
stock_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
stock_alarm purchase_alarm, lot_alarm, reservation_alarm, reorder_alarm,
    count_alarm;

#endif
