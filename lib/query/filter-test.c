/* The tests of a filter: each operator becomes one of the few in ast.h. */
#include "ast.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum crm_status
bad_test(struct parser *p, const struct crm_path *path, size_t at,
    const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_vprintf(&text, crm_tr(fmt), ap);
	va_end(ap);
	crm_fail_field(p->err, CRM_USAGE, path->name, "%s", text.data);
	crm_buf_free(&text);
	return caret(p, CRM_USAGE, at);
}

int
value_cmp(struct crm_value a, struct crm_value b)
{
	if (a.kind == CRM_INT)
		return (a.i > b.i) - (a.i < b.i);
	return crm_text_cmp(a.t, b.t);
}

static int
by_value(const void *a, const void *b)
{
	return value_cmp(
	    *(const struct crm_value *)a, *(const struct crm_value *)b);
}

/* Sorted, each once: evaluation looks values up by halves. */
static void
settle(struct parser *p, struct test *t)
{
	size_t n = 0;

	if (t->n > 1)
		qsort(t->v, t->n, sizeof *t->v, by_value);
	for (size_t i = 0; i < t->n; i++)
		if (n == 0 || value_cmp(t->v[n - 1], t->v[i]) != 0)
			t->v[n++] = t->v[i];
	t->n = n;
	p->values += n;
}

/* These are ranges even when one value is named: a day is many instants, an
 * amount is another number of minor units in each currency, and a period is many
 * days. */
static bool
are_ranges(const struct parser *p, const struct crm_path *path,
    const struct literal *l, size_t n)
{
	enum crm_type type = path_field(path)->type;
	int64_t first, last;

	if (type == CRM_T_INSTANT || type == CRM_T_MONEY)
		return true;
	for (size_t i = 0; i < n && type == CRM_T_DATE; i++)
		if (crm_period_read(l[i].t, p->env->clock, &first, &last))
			return true;
	return false;
}

static enum crm_status
ordered(struct parser *p, const struct crm_path *path, size_t at)
{
	const char *name = path->name;

	switch (path_field(path)->type) {
	case CRM_T_REF:
		return bad_test(p, path, at,
		    "a reference has no order; use "
		    "= or in (...), or a field behind it (%s.FIELD)",
		    name);
	case CRM_T_ENUM:
		return bad_test(p, path, at,
		    "one of a list of words has no "
		    "order; use = or in (...)");
	case CRM_T_ANY:
	case CRM_T_TAGS:
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
	case CRM_T_BOOL:
		return bad_test(p, path, at, "%s has no order; use =",
		    crm_type_name(path_field(path)->type));
	default:
		return CRM_OK;
	}
}

static struct node *
test_node(struct parser *p, const struct crm_path *path, bool negated)
{
	enum crm_type type = path_field(path)->type;

	return node_test(
	    p, path, crm_type_is_list(type) ? TEST_TAG : TEST_SET, negated);
}

static enum crm_status
test_between(struct parser *p, const struct crm_path *path,
    const struct literal *lo, const struct literal *hi, bool open, bool negated,
    struct node **out)
{
	struct node *n = node_test(p, path, TEST_RANGE, negated);

	*out = n;
	return read_range(p, &n->test, lo, hi, open);
}

/* A reference contains what the name of its record contains. */
static enum crm_status
label_path(struct parser *p, const struct crm_path *path, size_t at,
    struct crm_path *out)
{
	*out = *path;
	if (path->to == NULL)
		return CRM_OK;
	out->step[out->steps++] = (struct crm_step){ path->entity,
		path->field };
	out->entity = path->to;
	out->field = path->to->name >= 0 ? path->to->name : path->to->shown;
	out->to = NULL;
	if (out->field < 0 || !crm_type_is_text(path_field(out)->type))
		return bad_test(p, path, at,
		    "a %s has no name that ~ could "
		    "look at",
		    path->to->def->name);
	return CRM_OK;
}

static enum crm_status
test_has(struct parser *p, const struct crm_path *path, const struct literal *l,
    bool negated, struct node **out)
{
	struct crm_path at;
	enum crm_status st = label_path(p, path, l->at, &at);

	if (st != CRM_OK)
		return st;
	switch (path_field(&at)->type) {
	case CRM_T_TEXT:
	case CRM_T_NOTE:
	case CRM_T_EMAIL:
	case CRM_T_PHONE:
	case CRM_T_TAGS:
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
		*out = node_test(p, &at, TEST_HAS, negated);
		return read_needle(p, &(*out)->test, l);
	default:
		return bad_test(p, path, l->at, "~ needs text, and this is %s",
		    crm_type_name(path_field(&at)->type));
	}
}

enum crm_status
test_compare(struct parser *p, const struct crm_path *path, enum op op,
    const struct literal *l, bool negated, struct node **out)
{
	enum crm_status st;

	if (op == OP_HAS)
		return test_has(p, path, l, negated, out);
	if (op == OP_EQ)
		return test_list(p, path, l, 1, negated, out);
	st = ordered(p, path, l->at);
	if (st != CRM_OK)
		return st;
	if (op == OP_GT || op == OP_GE)
		return test_between(
		    p, path, l, NULL, op == OP_GT, negated, out);
	return test_between(p, path, NULL, l, op == OP_LT, negated, out);
}

/* Any of several ranges; none of them where negated. */
static enum crm_status
list_of_ranges(struct parser *p, const struct crm_path *path,
    const struct literal *l, size_t n, bool negated, struct node **out)
{
	struct node *kid;
	enum crm_status st = CRM_OK;

	if (n == 1)
		return test_between(p, path, l, l, false, negated, out);
	*out = node_new(p, negated ? NODE_ALL : NODE_ANY);
	for (size_t i = 0; i < n && st == CRM_OK; i++) {
		st = test_between(p, path, &l[i], &l[i], false, negated, &kid);
		node_add(p, *out, kid);
	}
	return st;
}

static enum crm_status
list_of_values(struct parser *p, const struct crm_path *path,
    const struct literal *l, size_t n, bool negated, struct node **out)
{
	enum crm_status st = CRM_OK;

	if (are_ranges(p, path, l, n))
		return list_of_ranges(p, path, l, n, negated, out);
	*out = test_node(p, path, negated);
	for (size_t i = 0; i < n && st == CRM_OK; i++)
		st = read_values(p, &(*out)->test, &l[i]);
	settle(p, &(*out)->test);
	return st;
}

/* Those of a list that mean an expression, and the others. */
static enum crm_status
list_with_words(struct parser *p, const struct crm_path *path,
    struct literal *l, size_t n, bool negated, struct node **out)
{
	struct node *kid, *any = node_new(p, negated ? NODE_ALL : NODE_ANY);
	size_t values = 0;
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < n && st == CRM_OK; i++) {
		const char *text = parse_word(p, path, &l[i]);

		if (text == NULL) {
			l[values++] = l[i];
			continue;
		}
		st = parse_meaning(p, path, text, negated, &kid);
		if (st == CRM_OK)
			node_add(p, any, kid);
	}
	if (st == CRM_OK && values > 0) {
		st = list_of_values(p, path, l, values, negated, &kid);
		if (st == CRM_OK)
			node_add(p, any, kid);
	}
	*out = any->n == 1 ? any->kid[0] : any;
	return st;
}

enum crm_status
test_list(struct parser *p, const struct crm_path *path,
    const struct literal *l, size_t n, bool negated, struct node **out)
{
	struct literal *copy;

	for (size_t i = 0; i < n; i++) {
		if (parse_word(p, path, &l[i]) == NULL)
			continue;
		copy = crm_alloc_n(p->arena, n, sizeof *copy);
		memcpy(copy, l, n * sizeof *copy);
		return list_with_words(p, path, copy, n, negated, out);
	}
	return list_of_values(p, path, l, n, negated, out);
}

static bool
is_absent(const struct literal *l)
{
	return l->t.n == 0 && !l->quoted;
}

enum crm_status
test_range(struct parser *p, const struct crm_path *path,
    const struct literal *a, const struct literal *b, bool negated,
    struct node **out)
{
	enum crm_type type = path_field(path)->type;
	enum crm_status st = ordered(p, path, a->at);

	if (st != CRM_OK)
		return st;
	if (b == NULL && type != CRM_T_DATE && type != CRM_T_INSTANT)
		return bad_test(p, path, a->at,
		    "a list in brackets or a range A..B is expected");
	if (b == NULL)
		return test_between(p, path, a, a, false, negated, out);
	if (is_absent(a) && is_absent(b))
		return bad_test(p, path, a->at,
		    "a range needs an end; for "
		    "any value write 'is not null'");
	return test_between(p, path, is_absent(a) ? NULL : a,
	    is_absent(b) ? NULL : b, false, negated, out);
}
