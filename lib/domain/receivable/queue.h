/* What the files share that know what a customer owes. */
#ifndef CRM_DOMAIN_QUEUE_H
#define CRM_DOMAIN_QUEUE_H

#include "allocate.h"

/* How many are open with the same amount, and their places, each exclusive-or the
 * others: of one alone that is its place. */
struct same {
	int64_t open; /* 0: nobody uses it */
	size_t n, places;
};

struct of_order {
	int64_t order, receivable;
};

struct place {
	int64_t id;
	size_t at;
};

/* Of the payments of a customer in a currency, to a seller, on a day. */
struct queue {
	int64_t customer;
	bool subsidiaries;
	char currency[4];
	struct crm_value seller;
	int64_t day;
	struct candidate *c; /* in the order of their turn */
	size_t n, cap;
	size_t first;        /* nothing of those before it is open */
	struct place *place; /* by id */
	size_t places;
	size_t read;    /* the state of the queues it was read in; 0: not yet */
	size_t n_early; /* how many have terms that take something off */
	/* ---- lookup.c: built when first asked for, of what was read then ---- */
	struct same *same; /* by what is open; NULL: not yet */
	size_t n_same, cap_same;
	struct known_as *name; /* by the number, folded */
	size_t n_name, cap_name;
	struct of_order *of_order; /* by the order */
	size_t n_of_order, cap_of_order;
	size_t
	    named; /* the state of what is named in which it was read; 0: not yet */
	/* ---- */
	int64_t *given_up; /* receivables, in part or whole */
	size_t n_given_up, given_up_read;
	struct queue *next, *next_below;
};

/* Where one stands in a queue; SIZE_MAX: nowhere. */
size_t queue_place(const struct queue *x, int64_t receivable);
/* The state of what numbers name. */
size_t queue_names(struct crm_store *s, struct crm_arena **a);

/* ---- lookup.c ---- */

/* What was open of a receivable is not any more, but so much. */
void lookup_moved(struct queue *x, size_t place, int64_t was, int64_t open);

#endif
