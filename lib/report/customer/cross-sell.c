/* What customers buy together, and who may buy what next because others did. */
#include "baskets.h"

#include <stdlib.h>

/* ---- cross-sell: the rules ---- */

static const struct heading rule_headings[] = {
	{ "product_id", "Product ID", "产品ID", CRM_T_ID, .of = "product" },
	{ "product", "Product", "产品", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "also_id", "Also bought ID", "同时购买产品ID", CRM_T_ID,
	    .of = "product" },
	{ "also", "Also bought", "同时购买", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "customers", "Customers", "客户数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "both", "Both", "两者都买", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "support", "Support", "支持度", CRM_T_PERCENT },
	{ "confidence", "Confidence", "置信度", CRM_T_PERCENT,
	    .rate_of = { 6, 5 } },
	{ "lift", "Lift", "提升度", CRM_T_DECIMAL },
	NOTE_HEADING,
};

struct rule {
	const struct itemset *left;
	uint32_t other;
	struct together t;
};

struct rules {
	struct rule *all;
	size_t n, cap;
};

static int
by_rule(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;
	int order = surer(&x->t, &y->t);

	if (order == 0)
		order = (x->left->place > y->left->place) -
		    (x->left->place < y->left->place);
	return order != 0 ? order
			  : (x->other > y->other) - (x->other < y->other);
}

static void
add_rule(struct rules *r, const struct baskets *b, const struct itemset *set,
    uint32_t other)
{
	const struct itemset *left = itemset_without(b, set, other);

	r->all = crm_grow(b->arena, r->all, r->n, &r->cap, sizeof *r->all);
	r->all[r->n++] = (struct rule){ left, other,
		{ set->n, left->n, bought_by(b, other), (int64_t)b->n } };
}

/* Each product of each set that enough bought, by the others; the surest first. */
static struct rules
rules_of(const struct baskets *b)
{
	const struct itemset *set, *last;
	struct rules r = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < b->sets.n; i++) {
		set = itemset_at(b, i);
		if (set->size < 2 || set->n < TOGETHER_LEAST)
			continue;
		add_rule(&r, b, set, set->product);
		for (last = set; last->before != NO_SET;) {
			last = itemset_at(b, last->before);
			add_rule(&r, b, set, last->product);
		}
	}
	if (r.n > 0)
		qsort(r.all, r.n, sizeof *r.all, by_rule);
	return r;
}

static enum crm_status
run_rules(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };
	struct baskets b;
	struct rules r;
	struct lines l;
	enum crm_status st = baskets_read(
	    s, o, (size_t)o->left + 1, a, &b, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	r = rules_of(&b);
	st = lines_begin(
	    &l, s, o, &none, rule_headings, COUNT(rule_headings), a, sink, err);
	for (i = 0; i < r.n && st == CRM_OK; i++) {
		const struct rule *x = &r.all[i];

		st = lines_put(&l, NULL,
		    (struct crm_value[]){ x->left->size > 1
			    ? CRM_VALUE_NULL
			    : product_id(&b, x->left->product),
			itemset_name(&b, x->left), product_id(&b, x->other),
			product_name(&b, x->other), crm_value_int(x->t.one),
			crm_value_int(x->t.both), support_of(&x->t),
			confidence_of(&x->t), lift_of(&x->t), low_n(x->t.one) },
		    NULL, err);
	}
	if (st == CRM_OK)
		baskets_note(&b, r.n, a, sink);
	return st;
}

const struct crm_report report_cross_sell = {
	.name = "cross-sell",
	.group = "Customers",
	.help = "products that are bought together: support, confidence, lift",
	.takes_on = true,
	.takes_left = true,
	.entity = "customer",
	.drawn = "confidence",
	.define =
	    "customers = those who bought the product, with --left all of "
	    "its products; both = of these who also bought the other; support = both / all customers who bought "
	    "anything; confidence = both / customers; lift = confidence / the "
	    "share of all customers who bought the other: over 1 they go "
	    "together more than chance would have it. Under 20 customers the "
	    "note says low n. The surest first.\n" BASKETS_COUNTED,
	.run = run_rules,
};

/* ---- next-products: who may buy what ---- */

static const struct heading next_headings[] = {
	{ "customer_id", "Customer ID", "客户ID", CRM_T_ID, .of = "customer" },
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "product_id", "Product ID", "产品ID", CRM_T_ID, .of = "product" },
	{ "product", "Product", "产品", CRM_T_TEXT },
	{ "because", "Because it bought", "因为买过", CRM_T_TEXT },
	{ "confidence", "Confidence", "置信度", CRM_T_PERCENT },
	{ "lift", "Lift", "提升度", CRM_T_DECIMAL },
	{ "n", "n", "n", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
};

struct advice {
	size_t customer; /* its place */
	const struct rule *why;
};

struct advices {
	struct advice *all;
	size_t n, cap;
};

static int
by_advice(const void *a, const void *b)
{
	const struct advice *x = a, *y = b;
	int order = by_rule(x->why, y->why);

	return order != 0
	    ? order
	    : (x->customer > y->customer) - (x->customer < y->customer);
}

static bool
says_more_than_chance(const struct together *t)
{
	return (__int128)t->both * t->all > (__int128)t->one * t->other;
}

/* What one customer lacks, by the surest rule each; `best` has a place a product,
 * NULL between customers. */
static void
advise(const struct baskets *b, size_t customer, const struct rules *r,
    bool *has, const struct rule **best, struct advices *out)
{
	const uint32_t *item = b->item + b->all[customer].first;
	size_t n = b->all[customer].n, i;

	for (i = 0; i < n; i++)
		has[item[i]] = true;
	for (i = 0; i < r->n; i++) {
		const struct rule *x = &r->all[i];

		if (!has[x->left->product] || has[x->other] ||
		    best[x->other] != NULL || !says_more_than_chance(&x->t))
			continue;
		best[x->other] = x;
		out->all = crm_grow(
		    b->arena, out->all, out->n, &out->cap, sizeof *out->all);
		out->all[out->n++] = (struct advice){ customer, x };
	}
	for (i = 0; i < n; i++)
		has[item[i]] = false;
	for (i = 0; i < b->products.n; i++)
		best[i] = NULL;
}

static struct advices
advise_all(const struct baskets *b, const struct rules *r)
{
	bool *has = crm_alloc_n(b->arena, b->products.n + 1, sizeof *has);
	const struct rule **best = crm_alloc_n(
	    b->arena, b->products.n + 1, sizeof *best);
	struct advices out = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < b->n; i++)
		advise(b, i, r, has, best, &out);
	if (out.n > 0)
		qsort(out.all, out.n, sizeof *out.all, by_advice);
	return out;
}

static enum crm_status
run_next(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };
	struct baskets b;
	struct advices advices;
	struct rules r;
	struct lines l;
	enum crm_status st = baskets_read(s, o, 2, a, &b, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	r = rules_of(&b);
	advices = advise_all(&b, &r);
	st = lines_begin(
	    &l, s, o, &none, next_headings, COUNT(next_headings), a, sink, err);
	for (i = 0; i < advices.n && st == CRM_OK; i++) {
		const struct rule *x = advices.all[i].why;

		st = lines_put(&l, NULL,
		    (struct crm_value[]){
			crm_value_int(b.all[advices.all[i].customer].id),
			crm_value_text(b.all[advices.all[i].customer].name),
			product_id(&b, x->other), product_name(&b, x->other),
			itemset_name(&b, x->left), confidence_of(&x->t),
			lift_of(&x->t), crm_value_int(x->t.one),
			low_n(x->t.one) },
		    NULL, err);
	}
	if (st == CRM_OK)
		baskets_note(&b, r.n, a, sink);
	return st;
}

const struct crm_report report_next_products = {
	.name = "next-products",
	.group = "Customers",
	.help = "which product which customer may buy next, and why",
	.takes_on = true,
	.entity = "customer",
	.define =
	    "Of each product that a customer has not bought, the surest rule "
	    "of crm-report cross-sell from one that it has, where its lift is "
	    "over 1. confidence = of the n customers who bought what it has, "
	    "those who bought the product too. The surest first.\n" BASKETS_COUNTED,
	.run = run_next,
};
