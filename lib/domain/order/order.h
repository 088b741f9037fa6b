/* What the files of orders share. */
#ifndef CRM_DOMAIN_ORDER_H
#define CRM_DOMAIN_ORDER_H

#include "domain/core/steps.h"

#include <crm/domain/line.h>
#include <crm/domain/order.h>
#include <crm/domain/stock.h>

/* ---- steps.c ---- */

extern const struct steps order_steps;

/* ---- submit.c ---- */

extern const struct crm_consent order_consent;
/* What precedes the numbers of orders: "SO". */
extern const char order_prefix[];
crm_hook order_saved;
crm_undo_hook order_undo;
crm_reverse_hook order_reverse;

/* ---- withdraw.c: an amendment is given up ---- */

/* The batch (its id) that amended an order; CRM_RULE where none did. */
enum crm_status order_amended_in(struct crm_store *s,
    const struct crm_record *order, int64_t *batch, struct crm_err *err);
/* Writes it, its lines and its state as they were before that. */
enum crm_status order_as_before(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);

/* ---- edit.c: what may be edited in which state ---- */

extern const struct crm_lines order_lines_kind;
crm_waits order_waits;
crm_hook order_save, order_hide, order_line_save, order_line_hide,
    order_line_saved;
/* What a change of the order means for its lines. */
crm_hook order_lines_saved;

/* ---- charged-by.c: by what it is charged ---- */

/* Parts of `save`: CRM_RULE where the form or the deposit change of an order, the form,
 * milestone or periods of a line, that is charged by them. */
enum crm_status
order_charged_by(const struct crm_saving *w, struct crm_err *err);
enum crm_status
order_line_reached(const struct crm_saving *w, struct crm_err *err);
enum crm_status
order_line_charged_by(const struct crm_saving *w, struct crm_err *err);
/* With its confirmation: the form that the setting receivable_form gives it is its own,
 * whatever that says later. */
void order_keep_form(struct stepping *v);

/* ---- credit.c ---- */

/* Locks the accounts above an order's customer; CRM_RULE where its limit or one of
 * theirs does not reach, or something is overdue for too long. */
enum crm_status order_credit_check(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);

/* ---- lines.c: the lines of an order, as they stand ---- */

struct order_line {
	int64_t id, product;  /* 0: of no product */
	int64_t warehouse;    /* its own, else the order's, else 0 */
	int64_t wanted;       /* ordered, less what was cancelled */
	int64_t shipped;      /* less what is to be sent anew … */
	int64_t anew;         /* … which is so much */
	int64_t quantity;     /* ordered */
	struct crm_text unit; /* of these; empty: the product's own */
	bool kit;             /* its parts lie in stock */
	bool stocked;         /* the product lies in stock, or it is a kit */
	bool drop_ship;
	int64_t bought; /* of a drop shipment: the line of its purchase, or 0 */
	bool promised;  /* it says a day */
};

/* What leaves the stock for so many of a line: its product, or of a kit its parts that
 * lie there, each in its own unit. */
enum crm_status order_parts(struct crm_store *s, const struct order_line *l,
    int64_t quantity, struct crm_arena *a, struct crm_kit_part **out, size_t *n,
    struct crm_err *err);
/* Those of an order, in their order; of one line alone unless it is 0. */
enum crm_status order_lines(struct crm_store *s, const struct crm_record *order,
    int64_t only, struct crm_arena *a, struct order_line **out, size_t *n,
    struct crm_err *err);
/* How receivables of a line arise: as it says, else as its order, else as the setting
 * receivable_form; empty: they do not. */
struct crm_text order_form(struct crm_store *s, const struct crm_record *order,
    const struct crm_record *line);
/* "OL3" */
const char *
order_line_id(struct crm_store *s, struct crm_arena *a, int64_t line);
/* Whether goods of an order have left. */
enum crm_status order_has_shipped(
    struct crm_store *s, int64_t order, bool *yes, struct crm_err *err);
/* Writes one field of a record, as a verb does: it is nobody's edit; and whether that is
 * what is written now. */
bool order_puts(struct crm_store *s, const struct crm_record *r);
enum crm_status order_put(struct crm_store *s, const char *entity, int64_t id,
    const char *field, struct crm_value v, struct crm_err *err);

/* ---- reserve.c: what is held for an order ---- */

/* Holds for each line what it has still to ship, or waits for it: no less and no
 * more; buys what goes straight to the customer; promises days. */
enum crm_status order_reserve(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);
/* CRM_RULE where somebody lets what is held for a line ask for other than that lacks. */
crm_hook order_reservation_saved;
/* Gives up all that is held for it. */
enum crm_status order_release(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err);
/* CRM_RULE where a unit, a part of a kit or a product changes what a confirmed order is
 * written in (written.c). */
crm_hook order_written;
/* A quantity of a line's unit as one of what left by a move, `all` of that unit, of which
 * so many came back before: whatever the unit contains now. */
enum crm_status order_as_it_left(struct crm_store *s, int64_t move, int64_t all,
    int64_t before, int64_t *quantity, struct crm_err *err);
/* So much of the product's own leaves with so many of a line's unit: as much as all that
 * left is by then, less what did before, so that parts come to what the whole does. */
enum crm_status order_leaves(struct crm_store *s, const struct order_line *l,
    int64_t quantity, int64_t *own, struct crm_err *err);
/* Whether a product is kept by serial numbers. */
enum crm_status order_serial(
    struct crm_store *s, int64_t product, bool *yes, struct crm_err *err);
/* The open reservation of a product for a line, or 0. */
enum crm_status order_held(struct crm_store *s, int64_t line, int64_t product,
    int64_t *reservation, struct crm_err *err);
/* "id:PR5", as lines of stock name it. */
struct crm_text
order_product(struct crm_store *s, struct crm_arena *a, int64_t product);
/* Whether goods are kept: there is a warehouse. */
enum crm_status
order_keeps_stock(struct crm_store *s, bool *yes, struct crm_err *err);

/* ---- drop-ship.c: what goes straight from the supplier to the customer ---- */

/* Buys so many of a line in all, for the order's customer: a purchase that was made
 * becomes as much, and is given up where nothing of it is wanted. */
enum crm_status order_buy(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, int64_t quantity, struct crm_purchasing *p,
    struct crm_err *err);
/* So many of a line went from the supplier to the customer: of what was bought for him
 * they have come. */
enum crm_status
order_bought_sent(struct crm_store *s, const struct order_line *l,
    int64_t quantity, struct crm_arena *a, struct crm_err *err);
/* What one of a purchase line costs in the base currency; null where it does not say. */
enum crm_status order_bought_at(struct crm_store *s, int64_t line,
    struct crm_value *price, struct crm_err *err);

/* ---- charge.c: what goods were charged when they left ---- */

/* Whether a line is charged with its deliveries, and by no plan of the contract. */
enum crm_status
order_charged_so(struct crm_store *s, const struct crm_record *order,
    const struct crm_record *line, bool *yes, struct crm_err *err);
/* A line of a delivery that is made says what its goods are charged; part of its
 * `save`. */
enum crm_status
order_keep_charge(const struct crm_saving *w, struct crm_err *err);

/* ---- audit.c, due.c ---- */

crm_audit order_audit;
enum crm_status
delivery_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* ---- posted.c: deliveries and returns that are posted stay ---- */

/* Between these, `crm_order_ship` and `crm_order_return` write what they post. */
void order_post(struct crm_store *s, bool begin);
bool order_posts(struct crm_store *s);
/* CRM_RULE where verbs moved an order: what leaves for it is posted here. */
enum crm_status order_ships_here(
    const struct crm_saving *w, int64_t order, struct crm_err *err);
/* Parts of `save`: CRM_RULE where somebody would rewrite what is posted, with
 * what takes it back.  An import adds what came from elsewhere, and nothing to what was
 * posted here. */
crm_hook delivery_stays, delivery_line_stays, return_stays;
/* CRM_RULE where a move that is typed takes what is held for a line, or brings back what
 * left with one: the line would not know. */
crm_hook order_moves;

/* ---- left.c ---- */

/* What of a line may be credited, as the areas say that charge it. */
enum crm_status order_left(struct crm_store *s, int64_t line,
    struct crm_line_left *out, struct crm_err *err);
/* A sum of the line less what rows take off that. */
struct crm_charge
order_less_rows(const struct crm_line_left *l, struct crm_charge sum);
/* A credit of what comes back, as far as nobody got it: what takes all that is left takes
 * the rest of its net. */
void order_no_more(const struct crm_line_left *l, struct crm_charge *c);

/* ---- ship.c, delivery.c, return.c, kit.c ---- */

/* What precedes the numbers of deliveries and returns: "DN", "RT". */
extern const char delivery_prefix[], return_prefix[];
/* How a delivery or a return comes to be void. */
extern const struct reached_by order_voided[];

/* Takes back a share of what left for a kit: quantity kits more behind `before`, of
 * `all` that left with a delivery line.  `how` says where to and why. */
enum crm_status order_kit_back(struct crm_store *s, int64_t delivery_line,
    int64_t all, int64_t before, int64_t quantity,
    const struct crm_stock_line *how, struct crm_err *err);
/* Whether a delivery line is of a kit whose parts left the stock. */
enum crm_status order_has_parts(
    struct crm_store *s, int64_t delivery_line, bool *yes, struct crm_err *err);

/* ---- came.c ---- */

/* In `save` of a return that is not posted here: CRM_RULE where more comes back than has
 * left, or is credited than its line comes to; what it does not say of its credit is
 * worked out. */
crm_hook return_came;

crm_hook delivery_save, delivery_hide, delivery_saved, delivery_line_save,
    delivery_line_hide, return_save, return_saved, return_hide;
crm_undo_hook delivery_undo, delivery_line_undo, return_undo;
crm_reverse_hook delivery_reverse, return_reverse;

#endif
