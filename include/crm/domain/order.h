/*
 * Orders: their steps, the credit of who buys, what is shipped and what comes back
 * (DOMAIN, orders).
 */
#ifndef CRM_ORDER_H
#define CRM_ORDER_H

#include <crm/store/write.h>

/* ---- steps ---- */

enum crm_order_step {
	CRM_ORDER_SUBMIT, /* a draft gets its number; who must agree is asked */
	CRM_ORDER_CONFIRM, /* approved: credit is checked, goods are reserved */
	CRM_ORDER_HOLD,    /* confirmed: nothing is shipped meanwhile */
	CRM_ORDER_RESUME,  /* on hold: credit is checked again */
	CRM_ORDER_CANCEL,  /* nothing was shipped */
	CRM_ORDER_CLOSE, /* nothing is left to ship, or the rest is cancelled */
	CRM_ORDER_REOPEN, /* closed: what was cancelled is to be shipped again */
	CRM_ORDER_AMEND,  /* a draft again, of the next revision */
	CRM_ORDER_WITHDRAW, /* what was amended is as it was before */
};

struct crm_order_move {
	enum crm_order_step step;
	struct crm_text reason; /* why; may be empty */
	bool rest;              /* CLOSE: what is not shipped is cancelled */
	/* CONFIRM, RESUME, REOPEN, WITHDRAW: over the credit limit, by the right `credit` and
	 * with a reason. */
	bool override;
	int64_t warehouse; /* so: from where its goods leave; 0: as it says */
};

/*
 * One step.  CRM_RULE where the state does not allow it, with those that do; where
 * credit does not reach, with the sum term by term; where goods were shipped or are
 * to be.  CRM_DENIED without the right to override.
 */
enum crm_status crm_order_move(struct crm_store *s, int64_t id,
    const struct crm_order_move *m, enum crm_action *done, struct crm_err *err);

/* CRM_ORDER_SUBMIT. */
enum crm_status crm_order_submit(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);

/* ---- credit ---- */

/* What an account and all below it owe or are about to, in the base currency. */
struct crm_credit {
	int64_t account;        /* the customer whose limit it is */
	struct crm_value limit; /* null: none */
	int64_t booked;         /* open receivables */
	int64_t orders;         /* confirmed, and not booked yet */
	int64_t shipped;        /* of closed orders, and not booked yet */
	int64_t bills;          /* of exchange, and not collected yet */
	int64_t own;            /* the order that is asked about */
	int64_t cash;           /* paid, and allocated to nothing */
	int64_t exposure;       /* all of it, less the cash */
	int64_t overdue;        /* booked, and due longer ago than may be */
};

/* Of the customer of an order (none: *n is 0) and of each account above it, the
 * nearest first; the order is a term of its own.  Lives in the arena.  CRM_RULE where
 * something is in a currency without a rate. */
enum crm_status
crm_credit_of(struct crm_store *s, int64_t order, struct crm_arena *a,
    struct crm_credit **out, size_t *n, struct crm_err *err);

/* ---- deliveries ---- */

struct crm_shipping {
	int64_t day; /* CRM_DATE_MIN: today */
	struct crm_text carrier, tracking, reason;
	bool some; /* what is there, of lines that cannot ship in full */
	bool
	    override; /* though something holds the customer's goods: by the right
			* `dunning`, and with a reason */
};

/* Ships all that an order has still to ship, as one delivery: *delivery.  CRM_RULE
 * where it is not confirmed, has nothing to ship, or goods lack. */
enum crm_status crm_order_ship(struct crm_store *s, int64_t id,
    const struct crm_shipping *how, int64_t *delivery, struct crm_err *err);

/* Ships so many of a line (0: all that it has still to ship), onto the delivery of its order that the batch has made
 * already, else a new one.  More than is to be shipped only within the tolerance of
 * the setting over_delivery. */
enum crm_status crm_order_ship_line(struct crm_store *s, int64_t line,
    int64_t quantity, struct crm_text lot, const struct crm_shipping *how,
    int64_t *delivery, struct crm_err *err);

/* Calls `each` for what is held for lines of these orders, by where it lies; of tracked
 * products the lots that expire first, and none that another order is given. */
struct crm_pick;
typedef enum crm_status crm_order_pick_each(void *ctx, int64_t order,
    int64_t line, const struct crm_pick *pick, struct crm_err *err);
enum crm_status crm_order_pick(struct crm_store *s, const int64_t *orders,
    size_t n, struct crm_arena *a, crm_order_pick_each *each, void *ctx,
    struct crm_err *err);

/* Whether something of it is to be shipped, or sent anew. */
enum crm_status crm_order_is_open(struct crm_store *s,
    const struct crm_record *order, bool *yes, struct crm_err *err);

/* ---- what a delivery is charged ---- */

/* What a line comes to, as it is delivered bit by bit. */
struct crm_delivered {
	int64_t sum;     /* of the line */
	int64_t ordered; /* for which it is */
	int64_t wanted;  /* ordered, less what was cancelled */
	int64_t before;  /* quantity that was charged before … */
	int64_t charged; /* … with this */
};

/* What so many more come to: a share of the sum; where nothing is left behind them,
 * or they are more than was ordered, what is left of it. */
int64_t crm_delivered_share(const struct crm_delivered *d, int64_t quantity);

struct crm_charge {
	int64_t gross, net;
};

/* A line that is charged as it is delivered. */
struct crm_charged {
	int64_t line, ordered, wanted;
	struct crm_charge
	    sum; /* of what was ordered, at the price that it has now */
	/* ---- crm_order_charged ---- */
	int64_t quantity;      /* that was charged, once each */
	struct crm_charge all; /* with that, at the price that it had then */
	struct crm_charge
	    share; /* of that with the delivery that was asked about */
	struct crm_charge elsewhere; /* of that with what left elsewhere */
};

/*
 * What a line was charged with its deliveries up to one.  Each says what its goods were
 * charged; what came from elsewhere and says nothing was charged its share of the line
 * as it stands.  Goods that are sent anew were charged when they left first.
 */
enum crm_status crm_order_charged(struct crm_store *s, struct crm_charged *l,
    int64_t delivery, struct crm_err *err);

/* What a line is charged in the end: what left and is kept or sent anew, and what is
 * still to leave.  What came back to be sent anew and is not wanted any more was charged
 * for nothing. */
struct crm_comes_to {
	struct crm_charge left, rest;
};
enum crm_status crm_order_comes_to(struct crm_store *s,
    const struct crm_charged *l, struct crm_comes_to *out, struct crm_err *err);

/* What of a line may be credited: one measure, whoever credits it; what the open batch
 * credited counts, also where no note says it yet. */
struct crm_line_left {
	/* What is wanted of it comes to by its price, and what of that rows take off. */
	struct crm_charge goods, off;
	struct crm_charge
	    allowed; /* by red letters, for no goods that came back */
	/* What nobody got credit for: of what has left of it, and of all that its order
	 * is charged; INT64_MAX where that is charged nothing by itself. */
	struct crm_charge line, order;
};

/* ---- returns ---- */

struct crm_returning {
	int64_t quantity; /* 0: all that is out, of the lot that is named */
	int64_t day;      /* CRM_DATE_MIN: today */
	int64_t delivery_line; /* of this one; 0: of those that left first */
	struct crm_text lot;   /* of this one alone */
	int64_t warehouse;     /* where to; 0: where it left */
	struct crm_text reason;
	bool scrap;    /* it is thrown away */
	bool exchange; /* it is sent anew, and nothing is credited */
	bool *away;    /* set: they left the supplier and go back there, as no
			* warehouse is said; or NULL */
};

/* So many of a line come back: a return for each delivery line that they left with,
 * of which `each` is told.  CRM_RULE where more than has left and not come back. */
enum crm_status crm_order_return(struct crm_store *s, int64_t line,
    const struct crm_returning *r, void (*each)(void *ctx, int64_t id),
    void *ctx, struct crm_err *err);

#endif
