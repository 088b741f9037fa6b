/* What the files of allocation share: a payment, and the receivables it may be for. */
#ifndef CRM_DOMAIN_ALLOCATE_H
#define CRM_DOMAIN_ALLOCATE_H

#include "ledger.h"

/* A receivable that a payment may be for, and what it gets. */
struct candidate {
	int64_t id, open, day; /* booked on */
	bool early;            /* its terms may take something off */
	int64_t share;         /* that early payment takes off */
	int64_t take;
};

struct allocating {
	struct crm_store *s;
	const struct crm_allocating *how;
	struct crm_arena *a;
	struct side paid;
	struct crm_value seller; /* of the payment */
	struct crm_text reference;
	int64_t order;
	struct queue *queue; /* of the customer's open receivables */
	struct candidate *c; /* of it, in the order of their turn */
	size_t n, cap;
	int64_t rate; /* of the receivable at hand; 0: of the same currency */
	int64_t last; /* the receivable that got something last; 0: none did */
	int64_t row;  /* of the ledger, by which it got it */
	int64_t day;  /* of that row; CRM_DATE_MIN: the first that is open */
};

/* The customers whose receivables a payment may be for. */
#define PAYS_FOR \
	"WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) " \
	"UNION SELECT c.\"id\" FROM customer c JOIN below b " \
	"ON c.\"parent\" = b.\"id\" WHERE c.\"deleted\" IS NULL " \
	"AND CAST(? AS BIGINT) = 1) "

/* ---- queue.c: what a customer owes, as a batch goes through it ---- */

enum crm_status
queue_open(struct allocating *k, struct queue **out, struct crm_err *err);
/* The next of which something is open, from *at on, which is moved behind it; NULL behind
 * the last. */
const struct candidate *queue_next(struct queue *q, size_t *at);
/* Whether a receivable was among the open ones when they were read. */
bool queue_has(const struct queue *q, int64_t receivable);
/* The receivables of the customer that were given up as bad debts; they live until what
 * is given up changes. */
enum crm_status queue_given_up(struct crm_store *s, struct queue *q,
    const int64_t **ids, size_t *n, struct crm_err *err);

/* ---- lookup.c ---- */

/* The only one that is open with just that amount; NULL: none is, or several. */
const struct candidate *
queue_exact(struct crm_store *s, struct queue *q, int64_t open);
/* Whether terms may take something off any. */
bool queue_takes_off(const struct queue *q);
/* The open ones that a text names, by their number, that of their order or of an invoice
 * that covers them, and those of an order (0: of none), in the order of their turn. */
enum crm_status
queue_named(struct allocating *k, struct crm_text reference, int64_t order,
    const struct candidate ***out, size_t *n, struct crm_err *err);

/* ---- turn.c: who may get something, and how much by a method ---- */

int64_t least_of(int64_t a, int64_t b);
/* Whether a receivable is among those that are meant. */
bool turn_is_meant(const struct crm_allocating *how, int64_t id);
/* All who may get something, but where the oldest do, who are found one by one. */
enum crm_status turn_find(struct allocating *k, struct crm_err *err);
/* The day on which something would be allocated to what is booked on `booked`. */
int64_t turn_day(const struct allocating *k, int64_t booked);
/* What early payment takes off: asked for, or offered. */
enum crm_status
turn_early(struct allocating *k, struct candidate *c, struct crm_err *err);
/* What a candidate costs in cash. */
int64_t turn_price(const struct candidate *c);
/* Of the payment, by how->by: what each takes, less what early payment takes off. */
enum crm_status turn_take(struct allocating *k, struct crm_err *err);

#endif
