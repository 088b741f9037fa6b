/*
 * A filter as SQL in the dialect that SQLite and PostgreSQL share.
 *
 * Negation stands at the tests only.  A positive test needs no guard against
 * null: null is not true, and above it are only AND, OR and the caller's
 * WHERE.  A negated test on a column is written so that an index still serves
 * (x <> ? OR x IS NULL); any other one is (...) IS NOT TRUE, which computes x
 * once.
 *
 * A test one step away, or on a custom field, is asked inside the scalar
 * subquery that finds the row (SELECT r_."x" = ? FROM ...), so that the row is
 * looked up once however often the test names its columns.
 */
#include "ast.h"

#include <string.h>

enum {
	LIKE_MAX = 10000, /* SQLite refuses patterns over 50000 bytes */
	FLAT_MAX = 128,   /* terms of a chain that is not parted */
};

/* Writing one test: x is the expression of its value. */
struct writer {
	const struct crm_filter *filter;
	const struct test *t;
	struct crm_sql *out;
	const char *x;
};

static void
put(struct writer *w, const char *s)
{
	crm_buf_str(&w->out->text, s);
}

static void
put_bind(struct writer *w, struct crm_value v)
{
	crm_buf_char(&w->out->text, '?');
	crm_sql_bind(w->out, v);
}

/* ---- the positive tests ---- */

static void
put_set(struct writer *w, bool negated)
{
	const struct test *t = w->t;

	if (t->n == 0) {
		put(w, negated ? "1 = 1" : "1 = 0");
		return;
	}
	put(w, w->x);
	if (t->n == 1) {
		put(w, negated ? " <> " : " = ");
		put_bind(w, t->v[0]);
		return;
	}
	put(w, negated ? " NOT IN (" : " IN (");
	for (size_t i = 0; i < t->n; i++) {
		put(w, i > 0 ? ", " : "");
		put_bind(w, t->v[i]);
	}
	put(w, ")");
}

static void
put_end(struct writer *w, const char *op, struct crm_value v)
{
	put(w, w->x);
	put(w, op);
	put_bind(w, v);
}

static void
put_range(struct writer *w, const struct range *r, bool negated)
{
	static const char *const lower[2][2] = {
		{ " >= ", " < " },
		{ " > ", " <= " },
	};
	static const char *const upper[2][2] = {
		{ " <= ", " > " },
		{ " < ", " >= " },
	};

	if (r->lo.kind != CRM_NULL && r->hi.kind != CRM_NULL) {
		put_end(w, negated ? " NOT BETWEEN " : " BETWEEN ", r->lo);
		put(w, " AND ");
		put_bind(w, r->hi);
	} else if (r->lo.kind != CRM_NULL) {
		put_end(w, lower[r->open][negated], r->lo);
	} else {
		put_end(w, upper[r->open][negated], r->hi);
	}
}

/* The base currency first: most records are in it, and one comparison is
 * cheaper than a look through the lists. */
static void
put_money(struct writer *w, const char *alias)
{
	const struct crm_entity *e = w->t->path.entity;
	const struct crm_field *currency = e->field[e->currency];
	struct crm_text base = w->filter->base_currency;

	put(w, "CASE WHEN ");
	sql_field(w->out, currency, FORM_VALUE, alias);
	put(w, " IS NULL");
	if (base.n > 0) {
		put(w, " OR ");
		sql_field(w->out, currency, FORM_VALUE, alias);
		put(w, " = ");
		put_bind(w, (struct crm_value){ CRM_STR, { .t = base } });
	}
	put(w, " THEN ");
	put_range(w, &w->t->range[money_class(base)], false);
	for (int i = 0; i < MONEY_CLASSES; i++) {
		if (money_classes[i].codes == NULL)
			continue;
		put(w, " WHEN ");
		sql_field(w->out, currency, FORM_VALUE, alias);
		crm_buf_printf(
		    &w->out->text, " IN (%s) THEN ", money_classes[i].codes);
		put_range(w, &w->t->range[i], false);
	}
	put(w, " ELSE ");
	put_range(w, &w->t->range[MONEY_USUAL], false);
	put(w, " END");
}

static struct crm_value
like_pattern(struct crm_arena *arena, struct crm_text t)
{
	char *s = crm_alloc(arena, t.n * 2 + 3), *to = s;

	*to++ = '%';
	for (size_t i = 0; i < t.n; i++) {
		if (strchr("%_\\", t.p[i]) != NULL)
			*to++ = '\\';
		*to++ = t.p[i];
	}
	*to++ = '%';
	return crm_value_text((struct crm_text){ s, (size_t)(to - s) });
}

/*
 * LIKE is twice as fast as replace() in SQLite, but knows no difference of
 * ASCII case there, and does in PostgreSQL.  Both agree where nothing has a
 * case, which is so in folded copies.
 */
static void
put_has(struct writer *w)
{
	struct crm_value v = w->t->v[0];

	put(w, w->x);
	if (field_folded(path_field(&w->t->path)) && v.t.n <= LIKE_MAX) {
		put(w, " LIKE ");
		put_bind(w, like_pattern(w->out->arena, v.t));
		put(w, " ESCAPE '\\'");
		return;
	}
	put(w, " <> replace(");
	put(w, w->x);
	put(w, ", ");
	put_bind(w, v);
	put(w, ", '')");
}

static void
put_tags(struct writer *w)
{
	const struct test *t = w->t;

	for (size_t i = 0; i < t->n; i++) {
		struct crm_text tag = t->v[i].t;
		const char *s = crm_sprintf(
		    w->out->arena, ", %.*s, ", (int)tag.n, tag.p);

		put(w, i > 0 ? " OR ', ' || " : "', ' || ");
		put(w, w->x);
		put(w, " || ', ' <> replace(', ' || ");
		put(w, w->x);
		put(w, " || ', ', ");
		put_bind(w, crm_value_text(crm_text_of(s)));
		put(w, ", '')");
	}
}

static void
put_test(struct writer *w, const char *alias, bool negated)
{
	switch (w->t->op) {
	case TEST_SET:
		put_set(w, negated);
		break;
	case TEST_RANGE:
		if (w->t->money)
			put_money(w, alias);
		else
			put_range(w, w->t->range, negated);
		break;
	case TEST_HAS:
		put_has(w);
		break;
	case TEST_TAG:
		put_tags(w);
		break;
	case TEST_NULL:
		break;
	}
}

/* ---- where its value is found ---- */

/* The test in the row `alias` of the path's entity. */
static void
put_in_row(struct writer *w, const char *alias, bool negated)
{
	const struct crm_field *f = path_field(&w->t->path);
	bool custom = (f->flags & CRM_F_CUSTOM) != 0;
	struct crm_sql x;

	crm_sql_init(&x, w->out->arena);
	x.gathers = w->out->gathers;
	if (custom)
		sql_custom_column(&x, f, FORM_KEY);
	else
		sql_field(&x, f, FORM_KEY, alias);
	w->x = x.text.data;
	put(w, custom ? "(SELECT " : "");
	put_test(w, alias, negated);
	if (custom) {
		sql_custom_from(w->out, f, alias);
		put(w, ")");
	}
	crm_sql_free(&x);
}

static void
put_found(struct writer *w, const char *alias)
{
	const struct crm_path *path = &w->t->path;

	if (path->steps == 0) {
		put_in_row(w, alias, false);
		return;
	}
	put(w, "(SELECT ");
	put_in_row(w, ALIAS_STEP, false);
	sql_step_from(w->out, path, alias);
	put(w, ")");
}

/* A test that can be negated by its operator so that an index still serves. */
static bool
on_column(const struct test *t)
{
	return t->path.steps == 0 && !t->money &&
	    (t->op == TEST_SET || t->op == TEST_RANGE) &&
	    (path_field(&t->path)->flags & (CRM_F_CUSTOM | CRM_F_DERIVED)) == 0;
}

static void
put_leaf(struct writer *w, const char *alias)
{
	const struct test *t = w->t;

	if (t->op == TEST_NULL) {
		sql_path(w->out, &t->path, FORM_VALUE, alias);
		put(w, t->negated ? " IS NOT NULL" : " IS NULL");
	} else if (!t->negated) {
		put(w, t->op == TEST_TAG && t->n > 1 ? "(" : "");
		put_found(w, alias);
		put(w, t->op == TEST_TAG && t->n > 1 ? ")" : "");
	} else if (on_column(t)) {
		put(w, "(");
		put_in_row(w, alias, true);
		put(w, " OR ");
		sql_path(w->out, &t->path, FORM_VALUE, alias);
		put(w, " IS NULL)");
	} else {
		put(w, "(");
		put_found(w, alias);
		put(w, ") IS NOT TRUE");
	}
}

/* ---- the tree ---- */

static void put_node(struct writer *w, const struct node *n, const char *alias);

/*
 * A long chain is parted: SQLite takes trees up to 1000 deep, and reads
 * a AND b AND c as deep as it is long.  IS TRUE hides it from the planner,
 * which gives up on very many terms.
 */
static void
put_chain(struct writer *w, const struct node *n, size_t from, size_t to,
    const char *alias)
{
	const char *word = n->kind == NODE_ALL ? " AND " : " OR ";
	size_t step = 1;

	while ((to - from) / step > FLAT_MAX)
		step *= FLAT_MAX;
	put(w, "(");
	for (size_t i = from; i < to; i += step) {
		put(w, i > from ? word : "");
		if (step > 1)
			put_chain(
			    w, n, i, to - i < step ? to : i + step, alias);
		else
			put_node(w, n->kid[i], alias);
	}
	put(w, step > 1 ? ") IS TRUE" : ")");
}

static void
put_node(struct writer *w, const struct node *n, const char *alias)
{
	if (n->kind != NODE_TEST) {
		put_chain(w, n, 0, n->n, alias);
		return;
	}
	w->t = &n->test;
	put_leaf(w, alias);
}

void
crm_filter_sql(
    const struct crm_filter *f, const char *alias, struct crm_sql *out)
{
	struct writer w = { .filter = f, .out = out };

	put_node(&w, f->root, alias);
}
