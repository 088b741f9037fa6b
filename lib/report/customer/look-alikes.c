/* Customers who are like those who bought a product, and have not bought it: by what
 * they are, not by what else they bought. */
#include "baskets.h"

#include <crm/domain/bayes.h>

#include <math.h>
#include <stdlib.h>

/* What customers are told by. */
static const char *const traits[] = { "industry", "size", "region", "grade" };
enum { TRAITS = COUNT(traits) };

static const struct heading headings[] = {
	{ "customer_id", "Customer ID", "客户ID", CRM_T_ID, .of = "customer" },
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "product_id", "Product ID", "产品ID", CRM_T_ID, .of = "product" },
	{ "product", "Product", "产品", CRM_T_TEXT },
	{ "chance", "Likeness to buyers", "与买家相似度", CRM_T_PERCENT,
	    CRM_ROLE_FIGURE },
	{ "trait", "Because of", "因为", CRM_T_TEXT },
	{ "value", "Which is", "其值", CRM_T_TEXT },
	{ "buyers", "Buyers alike", "同类买家数", CRM_T_INT, .overlaps = true },
	{ "share", "Share of those alike", "同类购买率", CRM_T_PERCENT,
	    .rate_of = { 8, 10 } },
	{ "n", "n", "样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
};

#define BLANK SIZE_MAX

/* How many have a value, and how many of those bought the product at hand. */
struct met {
	int64_t n, buyers;
};

struct one {
	int64_t id;
	struct crm_text name;
	size_t value[TRAITS]; /* a place in its groups; BLANK: none */
	bool bought;
};

struct like {
	const struct one *who;
	uint32_t product;
	int64_t chance; /* millionths */
	int trait;      /* that says most */
	struct met met;
};

struct alike {
	struct crm_arena *arena;
	struct one *all;
	size_t n, cap;
	struct groups value[TRAITS];
	struct like *found;
	size_t n_found, found_cap;
};

/* ---- what is read ---- */

static void
customers_sql(const struct crm_report_opts *o, struct crm_sql *q)
{
	size_t i;

	crm_buf_str(&q->text, "SELECT t.\"id\", t.\"name\"");
	for (i = 0; i < TRAITS; i++)
		crm_buf_printf(&q->text, ", t.\"%s\"", traits[i]);
	crm_buf_str(&q->text, " FROM customer t WHERE t.\"deleted\" IS NULL");
	where_sql(o, q);
	crm_buf_str(&q->text, " ORDER BY t.\"id\"");
}

static void
add_one(struct alike *x, const struct crm_stmt *q)
{
	struct crm_text name = crm_col_text(q, 1);
	struct one *c;
	int i;

	x->all = crm_grow(x->arena, x->all, x->n, &x->cap, sizeof *x->all);
	c = &x->all[x->n++];
	*c = (struct one){ .id = crm_col_int(q, 0),
		.name = { crm_strndup(x->arena, name.p, name.n), name.n } };
	for (i = 0; i < TRAITS; i++) {
		struct crm_text t = crm_col_text(q, 2 + i);
		struct crm_value key;

		c->value[i] = BLANK;
		if (t.n == 0)
			continue;
		t.p = crm_strndup(x->arena, t.p, t.n);
		key = crm_value_text(crm_fold_dup(x->arena, t));
		((struct met *)groups_at(&x->value[i], key))->n++;
		c->value[i] = groups_index(&x->value[i], key);
		x->value[i].all[c->value[i]].cell = crm_value_text(t);
	}
}

static enum crm_status
read_customers(struct crm_store *s, const struct crm_report_opts *o,
    struct alike *x, struct crm_err *err)
{
	struct crm_stmt *stmt;
	struct crm_sql q;
	enum crm_status st;
	bool row;
	int i;

	for (i = 0; i < TRAITS; i++)
		groups_init(&x->value[i], x->arena, sizeof(struct met));
	crm_sql_init(&q, x->arena);
	customers_sql(o, &q);
	if ((st = crm_sql(s, q.text.data, &stmt, err)) == CRM_OK) {
		crm_bind_all(stmt, q.bind, q.n);
		while ((st = crm_step(stmt, &row, err)) == CRM_OK && row)
			add_one(x, stmt);
	}
	crm_sql_free(&q);
	return st;
}

/* ---- what they have in common ---- */

static bool
has_bought(const struct baskets *b, const struct basket *of, uint32_t product)
{
	size_t i;

	for (i = 0; i < of->n; i++)
		if (b->item[of->first + i] == product)
			return true;
	return false;
}

static struct met *
met_of(const struct alike *x, const struct one *c, int trait)
{
	return c->value[trait] == BLANK
	    ? NULL
	    : x->value[trait].all[c->value[trait]].sums;
}

/* Counts the buyers of a product by what they are.  Both lists are by id. */
static int64_t
count_buyers(struct alike *x, const struct baskets *b, uint32_t product)
{
	int64_t buyers = 0;
	size_t i, k = 0;
	int t;

	for (t = 0; t < TRAITS; t++)
		for (i = 0; i < x->value[t].n; i++)
			((struct met *)x->value[t].all[i].sums)->buyers = 0;
	for (i = 0; i < x->n; i++) {
		struct one *c = &x->all[i];

		while (k < b->n && b->all[k].id < c->id)
			k++;
		c->bought = k < b->n && b->all[k].id == c->id &&
		    has_bought(b, &b->all[k], product);
		buyers += c->bought;
		for (t = 0; t < TRAITS && c->bought; t++)
			if (c->value[t] != BLANK)
				met_of(x, c, t)->buyers++;
	}
	return buyers;
}

/* Adds a customer whose likeness is greater than that of anybody. */
static void
weigh(struct alike *x, const struct one *c, uint32_t product, int64_t buyers)
{
	int64_t rest = (int64_t)x->n - buyers;
	double sum = log((double)buyers / (double)rest), base = sum, most = 0;
	struct like like = { .who = c, .product = product, .trait = -1 };
	int t;

	for (t = 0; t < TRAITS; t++) {
		const struct crm_bayes_sums all = { buyers, rest,
			x->value[t].n };
		const struct met *m = met_of(x, c, t);
		double says;

		if (m == NULL || m->n < TOGETHER_LEAST)
			continue;
		says = crm_bayes_log_odds(m->buyers, m->n - m->buyers, &all);
		sum += says;
		if (says > most) {
			most = says;
			like.trait = t;
			like.met = *m;
		}
	}
	if (like.trait < 0 || sum <= base)
		return;
	like.chance = crm_bayes_probability(sum);
	x->found = crm_grow(
	    x->arena, x->found, x->n_found, &x->found_cap, sizeof *x->found);
	x->found[x->n_found++] = like;
}

static void
find_all(struct alike *x, const struct baskets *b)
{
	uint32_t product;
	int64_t buyers;
	size_t i;

	for (product = 0; product < b->products.n; product++) {
		if (bought_by(b, product) < TOGETHER_LEAST)
			continue;
		buyers = count_buyers(x, b, product);
		for (i = 0; i < x->n && buyers < (int64_t)x->n; i++)
			if (!x->all[i].bought)
				weigh(x, &x->all[i], product, buyers);
	}
}

static int
by_chance(const void *a, const void *b)
{
	const struct like *x = a, *y = b;

	if (x->chance != y->chance)
		return x->chance > y->chance ? -1 : 1;
	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	return (x->product > y->product) - (x->product < y->product);
}

/* ---- the report ---- */

static enum crm_status
put(struct lines *l, const struct alike *x, const struct baskets *b,
    const struct like *k, const struct crm_entity *e, bool chinese,
    struct crm_err *err)
{
	const struct crm_field *f =
	    e->field[crm_field_index(e, crm_text_of(traits[k->trait]))];
	size_t place = k->who->value[k->trait];

	return lines_put(l, NULL,
	    (struct crm_value[]){ crm_value_int(k->who->id),
		crm_value_text(k->who->name), product_id(b, k->product),
		product_name(b, k->product), percent(k->chance, CRM_WHOLE),
		crm_value_text(crm_text_of(chinese ? f->zh : f->en)),
		x->value[k->trait].all[place].cell,
		crm_value_int(k->met.buyers), percent(k->met.buyers, k->met.n),
		crm_value_int(k->met.n), low_n(k->met.n) },
	    NULL, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "customer");
	const struct dimensions none = { .n = 0 };
	struct alike x = { .arena = a };
	struct baskets b;
	struct lines l;
	enum crm_status st = baskets_read(s, o, 1, a, &b, err);
	size_t i;

	if (st != CRM_OK || (st = read_customers(s, o, &x, err)) != CRM_OK)
		return st;
	find_all(&x, &b);
	if (x.n_found > 0)
		qsort(x.found, x.n_found, sizeof *x.found, by_chance);
	st = lines_begin(
	    &l, s, o, &none, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < x.n_found && st == CRM_OK; i++)
		st = put(&l, &x, &b, &x.found[i], e, o->chinese, err);
	if (st == CRM_OK && x.n_found == 0)
		sink->note(sink->ctx,
		    crm_tr("no customer is like those who bought a product: it "
			   "takes 5 buyers, and 5 customers of the same "
			   "industry, size, region or grade"));
	return st;
}

const struct crm_report report_look_alikes = {
	.name = "look-alikes",
	.group = "Customers",
	.help = "customers like those who bought a product, who have not yet",
	.takes_on = true,
	.entity = "customer",
	.define =
	    "chance = of a product that 5 customers or more bought, the share "
	    "of customers who did, moved by industry, size, region and grade "
	    "of this one (naive Bayes; a value that fewer than 5 customers have "
	    "says nothing), where that makes it greater. trait, value = what "
	    "says most for it; of the n customers who have that, buyers bought "
	    "the product, which is the share. Under 20 the note says low n. The "
	    "likeliest first.\n" BASKETS_COUNTED,
	.run = run,
};
