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

/* How many bought all of some products, in the order of their ids. */
struct itemset {
	uint32_t
	    before; /* the place of the set without the last; NO_SET: none */
	uint32_t product; /* the last */
	uint32_t place, size;
	int64_t n;
};
#define NO_SET UINT32_MAX

struct baskets {
	struct crm_arena *arena;
	struct basket *all;
	size_t n, cap;
	uint32_t *item;
	size_t items, items_cap;
	struct groups products; /* each with how many bought it, and its name */
	struct groups sets;     /* struct itemset, by `before` and `product` */
};

/* A rule: who bought what is on its left, `one`, bought `other`. */
struct together {
	int64_t both, one, other, all; /* customers */
};

/* With fewer who bought both nothing is said. */
enum { TOGETHER_LEAST = 5 };

/* Reads the customers that the filter lets through, and counts sets of up to `most`
 * products; one that grew from a set that fewer than TOGETHER_LEAST bought is left
 * out. */
enum crm_status
baskets_read(struct crm_store *s, const struct crm_report_opts *o, size_t most,
    struct crm_arena *a, struct baskets *out, struct crm_err *err);
/* Products by their place. */
int64_t bought_by(const struct baskets *b, uint32_t product);
struct crm_value product_id(const struct baskets *b, uint32_t product);
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

/* ---- itemsets.c ---- */

/* Counts them in what was read; CRM_RULE where they are too many. */
enum crm_status
itemsets_count(struct baskets *b, size_t most, struct crm_err *err);
const struct itemset *itemset_at(const struct baskets *b, size_t place);
/* The set without one of its products, which was counted if enough bought it. */
const struct itemset *itemset_without(
    const struct baskets *b, const struct itemset *set, uint32_t product);
/* Its products by name, a plus between them. */
struct crm_value
itemset_name(const struct baskets *b, const struct itemset *set);

#define BASKETS_COUNTED \
	"Counted: a basket is a customer with the different products of all " \
	"lines of its orders that are neither cancelled nor drafts without a " \
	"number or an external id; and of its deals that were won before the " \
	"first of them. Pairs that fewer than 5 customers " \
	"bought are left out.\n" \
	"Date: the day of the order, or the deal's closed_on, within --from " \
	"and --to, at most --on (today).\n" \
	"Whose: the customer's, whoever sold.\n"

#endif
