/*
 * Sets of products that customers bought together, level by level: a set can be
 * frequent only if what it grew from is, so each level counts below the frequent
 * ones of the level before.  Sets hang on each other as a tree, kept in one hash.
 */
#include "baskets.h"

/* Two places in one key. */
enum { PLACE_BITS = 32 };
/* What is held at most, some 180 bytes each, and looked up at most: seconds. */
enum { MOST_SETS = 2000000, MOST_STEPS = 300000000 };

struct counting {
	struct baskets *b;
	int64_t steps;
};

static struct crm_value
set_key(uint32_t before, uint32_t product)
{
	uint64_t parent = before == NO_SET ? 0 : (uint64_t)before + 1;

	return crm_value_int((int64_t)(parent << PLACE_BITS | product));
}

const struct itemset *
itemset_at(const struct baskets *b, size_t place)
{
	return b->sets.all[place].sums;
}

static const struct itemset *
find(const struct baskets *b, uint32_t before, uint32_t product)
{
	return groups_find((struct groups *)&b->sets, set_key(before, product));
}

static void
count(struct baskets *b, uint32_t before, uint32_t product, uint32_t size)
{
	struct itemset *set = groups_at(&b->sets, set_key(before, product));

	if (set->n++ == 0) {
		set->before = before;
		set->product = product;
		set->place = (uint32_t)(b->sets.n - 1);
		set->size = size;
	}
}

static bool
too_many(const struct counting *c)
{
	return c->steps > MOST_STEPS || c->b->sets.n > MOST_SETS;
}

/* Counts the sets of so many products that are a set of `done` ones and `size - done`
 * of these. */
static void
count_within(struct counting *c, const uint32_t *item, size_t n,
    uint32_t before, uint32_t done, uint32_t size)
{
	size_t i;

	for (i = 0; i + (size - done) <= n && !too_many(c); i++) {
		const struct itemset *set;

		c->steps++;
		if (done + 1 == size) {
			count(c->b, before, item[i], size);
			continue;
		}
		set = find(c->b, before, item[i]);
		if (set != NULL && set->n >= TOGETHER_LEAST)
			count_within(c, item + i + 1, n - i - 1, set->place,
			    done + 1, size);
	}
}

enum crm_status
itemsets_count(struct baskets *b, size_t most, struct crm_err *err)
{
	struct counting c = { .b = b };
	uint32_t size;
	size_t i;

	for (size = 1; size <= most; size++)
		for (i = 0; i < b->n; i++)
			count_within(&c, b->item + b->all[i].first, b->all[i].n,
			    NO_SET, 0, size);
	if (too_many(&c))
		return crm_fail(err, CRM_RULE,
		    "customers bought too many products to count those that "
		    "go together; narrow it with -w, --from or a smaller "
		    "--left");
	return CRM_OK;
}

/* From the root down, so that what is left out is stepped over. */
const struct itemset *
itemset_without(
    const struct baskets *b, const struct itemset *set, uint32_t product)
{
	const struct itemset *before = set->before == NO_SET
	    ? NULL
	    : itemset_at(b, set->before);

	if (set->product == product)
		return before;
	if (before != NULL)
		before = itemset_without(b, before, product);
	return find(b, before == NULL ? NO_SET : before->place, set->product);
}

struct crm_value
product_id(const struct baskets *b, uint32_t product)
{
	return b->products.all[product].key;
}

struct crm_value
product_name(const struct baskets *b, uint32_t product)
{
	return b->products.all[product].cell;
}

struct crm_value
itemset_name(const struct baskets *b, const struct itemset *set)
{
	struct crm_text last = product_name(b, set->product).t, before;
	const char *all;

	if (set->before == NO_SET)
		return product_name(b, set->product);
	before = itemset_name(b, itemset_at(b, set->before)).t;
	all = crm_sprintf(b->arena, "%.*s + %.*s", (int)before.n, before.p,
	    (int)last.n, last.p);
	return crm_value_text(crm_text_of(all));
}
