/*
 * A filter against a record in memory: what filter-sql.c says in SQL, said in
 * C.  A null value fails every test but `is null`, and a negated test is the
 * complement of the test.
 */
#include "ast.h"

#include <string.h>

struct evaluation {
	const struct crm_filter *filter;
	const struct crm_getter *getter;
	struct crm_buf key; /* folded copy of the value at hand */
	struct crm_err *err;
};

static bool
in_set(const struct test *t, struct crm_value v)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = value_cmp(v, t->v[mid]);

		if (order == 0)
			return true;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

static bool
in_range(const struct range *r, struct crm_value v)
{
	int inside = r->open ? 1 : 0;

	if (r->lo.kind != CRM_NULL && value_cmp(v, r->lo) < inside)
		return false;
	return r->hi.kind == CRM_NULL || value_cmp(r->hi, v) >= inside;
}

static bool
has(struct crm_text t, struct crm_text part)
{
	return memmem(t.p, t.n, part.p, part.n) != NULL;
}

static bool
ends_tag(const char *p, const char *end)
{
	return p == end || (end - p >= 2 && memcmp(p, ", ", 2) == 0);
}

/* Tags are joined by ", ": the tag stands between two of these or an end. */
static bool
has_tag(struct crm_text t, struct crm_text tag)
{
	const char *end = t.p + t.n, *p = t.p;

	for (; (p = memmem(p, (size_t)(end - p), tag.p, tag.n)) != NULL; p++)
		if (ends_tag(p + tag.n, end) &&
		    (p == t.p || (p - t.p >= 2 && memcmp(p - 2, ", ", 2) == 0)))
			return true;
	return false;
}

static bool
has_any_tag(const struct test *t, struct crm_text tags)
{
	for (size_t i = 0; i < t->n; i++)
		if (has_tag(tags, t->v[i].t))
			return true;
	return false;
}

/* The range that counts for the record's currency. */
static enum crm_status
money_range(
    struct evaluation *ev, const struct test *t, const struct range **out)
{
	const struct crm_path *p = &t->path;
	struct crm_text code = ev->filter->base_currency;
	struct crm_value v;
	enum crm_status st;

	*out = &t->range[0];
	if (!t->money)
		return CRM_OK;
	st = ev->getter->get(
	    ev->getter->ctx, p, p->entity->currency, &v, ev->err);
	if (st != CRM_OK)
		return st;
	if (v.kind == CRM_STR)
		code = v.t;
	*out = &t->range[money_class(code)];
	return CRM_OK;
}

/* A value that is not null. */
static enum crm_status
eval_value(
    struct evaluation *ev, const struct test *t, struct crm_value v, bool *out)
{
	const struct crm_field *f = path_field(&t->path);
	const struct range *r;
	enum crm_status st;

	if (v.kind == CRM_STR && field_folded(f))
		v.t = crm_value_key(f, v.t, &ev->key);
	switch (t->op) {
	case TEST_SET:
		*out = in_set(t, v);
		break;
	case TEST_RANGE:
		st = money_range(ev, t, &r);
		if (st != CRM_OK)
			return st;
		*out = in_range(r, v);
		break;
	case TEST_HAS:
		*out = has(v.t, t->v[0].t);
		break;
	case TEST_TAG:
		*out = has_any_tag(t, v.t);
		break;
	case TEST_NULL:
		*out = false;
		break;
	}
	return CRM_OK;
}

static enum crm_status
eval_test(struct evaluation *ev, const struct test *t, bool *out)
{
	const struct crm_path *p = &t->path;
	struct crm_value v;
	bool positive;
	enum crm_status st;

	st = ev->getter->get(ev->getter->ctx, p, p->field, &v, ev->err);
	if (st != CRM_OK)
		return st;
	positive = t->op == TEST_NULL;
	if (v.kind != CRM_NULL) {
		st = eval_value(ev, t, v, &positive);
		if (st != CRM_OK)
			return st;
	}
	*out = positive != t->negated;
	return CRM_OK;
}

static enum crm_status
eval_node(struct evaluation *ev, const struct node *n, bool *out)
{
	/* Any ends at the first that is true, all at the first that is not. */
	bool enough = n->kind == NODE_ANY;

	if (n->kind == NODE_TEST)
		return eval_test(ev, &n->test, out);
	for (size_t i = 0; i < n->n; i++) {
		enum crm_status st = eval_node(ev, n->kid[i], out);

		if (st != CRM_OK || *out == enough)
			return st;
	}
	return CRM_OK;
}

enum crm_status
crm_filter_eval(const struct crm_filter *f, const struct crm_getter *getter,
    bool *out, struct crm_err *err)
{
	struct evaluation ev = { f, getter, CRM_BUF_INIT, err };
	enum crm_status st = eval_node(&ev, f->root, out);

	crm_buf_free(&ev.key);
	return st;
}

static bool
node_is_own(const struct node *n)
{
	const struct crm_path *p = &n->test.path;
	size_t i;

	if (n->kind == NODE_TEST)
		return p->steps == 0 &&
		    (path_field(p)->flags & CRM_F_DERIVED) == 0;
	for (i = 0; i < n->n; i++)
		if (!node_is_own(n->kid[i]))
			return false;
	return true;
}

bool
crm_filter_is_own(const struct crm_filter *f)
{
	return node_is_own(f->root);
}

static bool
node_asks(const struct node *n, const char *field)
{
	size_t i;

	if (n->kind == NODE_TEST)
		return crm_path_begins(&n->test.path, field);
	for (i = 0; i < n->n; i++)
		if (node_asks(n->kid[i], field))
			return true;
	return false;
}

bool
crm_filter_asks(const struct crm_filter *f, const char *field)
{
	return node_asks(f->root, field);
}

static bool
node_asks_only(const struct node *n, const char *field)
{
	size_t i;

	if (n->kind == NODE_TEST)
		return crm_path_begins(&n->test.path, field);
	for (i = 0; i < n->n; i++)
		if (!node_asks_only(n->kid[i], field))
			return false;
	return true;
}

bool
crm_filter_asks_only(const struct crm_filter *f, const char *field)
{
	return node_asks_only(f->root, field);
}
