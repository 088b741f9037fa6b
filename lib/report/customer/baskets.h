/* Which products customers bought together: baskets.c. */
#ifndef CRM_REPORT_BASKETS_H
#define CRM_REPORT_BASKETS_H

#include "report/kit/kit.h"

/* A customer with the products that it bought, each once; by id. */
struct basket {
	int64_t id;
	struct crm_text name;
	size_t first, n; /* of `item` */
};

/* How many bought both of two products. */
struct pair {
	uint32_t one, other; /* places in products; one before other */
	int64_t n;
};

struct baskets {
	struct crm_arena *arena;
	struct basket *all;
	size_t n, cap;
	uint32_t *item;
	size_t items, items_cap;
	struct groups products; /* each with how many bought it, and its name */
	struct groups pairs;    /* struct pair, by both places in one number */
};

/* A rule: who bought `one` bought `other`. */
struct together {
	int64_t both, one, other, all; /* customers */
};

/* With fewer who bought both nothing is said. */
enum { TOGETHER_LEAST = 5 };

/* Reads the customers that the filter lets through. */
enum crm_status
baskets_read(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct baskets *out, struct crm_err *err);
struct together
together_of(const struct baskets *b, uint32_t one, uint32_t other);
/* Products by their place. */
int64_t bought_by(const struct baskets *b, uint32_t product);
struct crm_value product_name(const struct baskets *b, uint32_t product);
/* both / all, both / one; (both / one) / (other / all), in millionths with four
 * digits. */
struct crm_value support_of(const struct together *t);
struct crm_value confidence_of(const struct together *t);
struct crm_value lift_of(const struct together *t);
/* The surer first: confidence, then how many bought both. */
int surer(const struct together *a, const struct together *b);
/* Says where there is nothing to learn from. */
void baskets_note(const struct baskets *b, size_t rows, struct crm_arena *a,
    const struct crm_sink *sink);

#define BASKETS_COUNTED \
	"Counted: a basket is a customer with the different products of all " \
	"lines of its orders that are neither cancelled nor drafts without a " \
	"number or an external id; of a customer without any order, of its deals that were won. Pairs that fewer than 5 customers " \
	"bought are left out.\n" \
	"Date: the day of the order, or the deal's closed_on, within --from " \
	"and --to, at most --on (today).\n" \
	"Whose: the customer's, whoever sold.\n"

#endif
