/*
 * The grammar of filters: a tree without `not`, which goes down to the tests.
 */
#include "ast.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

static enum crm_status
parse_or(struct parser *p, bool negated, int depth, struct node **out);

struct node *
node_new(struct parser *p, enum node_kind kind)
{
	struct node *n = crm_alloc(p->arena, sizeof *n);

	n->kind = kind;
	return n;
}

/* (a and b) and c is a and b and c. */
static void
add_all(struct parser *p, struct node *n, const struct node *kid)
{
	for (size_t i = 0; i < kid->n; i++)
		node_add(p, n, kid->kid[i]);
}

void
node_add(struct parser *p, struct node *n, struct node *kid)
{
	if (kid->kind == n->kind) {
		add_all(p, n, kid);
		return;
	}
	n->kid = crm_grow(p->arena, n->kid, n->n, &n->cap, sizeof *n->kid);
	n->kid[n->n++] = kid;
	if (n->depth <= kid->depth)
		n->depth = kid->depth + 1;
}

struct node *
node_test(struct parser *p, const struct crm_path *path, enum test_op op,
    bool negated)
{
	struct node *n = node_new(p, NODE_TEST);

	p->tests++;
	n->test.op = op;
	n->test.negated = negated;
	n->test.path = *path;
	return n;
}

static enum crm_status
expected(struct parser *p, const char *what, size_t at)
{
	const char *from;
	struct crm_text found;

	p->at = p->src + at;
	found = lex_name(p);
	from = found.n > 0 ? found.p : p->at;
	if (*from == '\0')
		crm_fail(
		    p->err, CRM_USAGE, "%s expected at the end", crm_tr(what));
	else if (found.n == 0)
		crm_fail(p->err, CRM_USAGE, "%s expected before '%c'",
		    crm_tr(what), *from);
	else
		crm_fail(p->err, CRM_USAGE, "%s expected before '%.*s'",
		    crm_tr(what), found.n < 60 ? (int)found.n : 60, found.p);
	return caret(p, CRM_USAGE, (size_t)(from - p->src));
}

/* What people write who come from other languages. */
static enum crm_status
foreign(struct parser *p, const char *seen, const char *instead)
{
	crm_fail(p->err, CRM_USAGE, "'%s' is not an operator here; write %s",
	    seen, instead);
	return caret(p, CRM_USAGE, lex_at(p));
}

static const struct operator
{
	const char *sign;
	enum op op;
	bool negative;
	const char *instead;
}
operators[] = {
	/* The longer ones first. */
	{ "==", OP_EQ, false, "=" },
	{ "<>", OP_EQ, false, "!=" },
	{ "=~", OP_EQ, false, "~" },
	{ "!=", OP_EQ, true, NULL },
	{ "!~", OP_HAS, true, NULL },
	{ "<=", OP_LE, false, NULL },
	{ ">=", OP_GE, false, NULL },
	{ "=", OP_EQ, false, NULL },
	{ "<", OP_LT, false, NULL },
	{ ">", OP_GT, false, NULL },
	{ "~", OP_HAS, false, NULL },
};

static const struct operator* find_operator(struct parser *p)
{
	lex_blanks(p);
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (strncmp(p->at, operators[i].sign,
			strlen(operators[i].sign)) == 0)
			return &operators[i];
	return NULL;
}

static enum crm_status
parse_comparison(struct parser *p, const struct crm_path *path,
    const struct operator* o, bool negated, struct node **out)
{
	struct literal l;
	enum crm_status st;

	if (o->instead != NULL)
		return foreign(p, o->sign, o->instead);
	p->at += strlen(o->sign);
	st = lex_literal(p, &l);
	if (st != CRM_OK)
		return st;
	if (!l.quoted && l.t.n == 4 && strncasecmp(l.t.p, "null", 4) == 0) {
		crm_fail(p->err, CRM_USAGE,
		    "nothing equals null; write "
		    "'is null' or 'is not null'");
		return caret(p, CRM_USAGE, l.at);
	}
	return test_compare(p, path, o->op, &l, negated != o->negative, out);
}

static enum crm_status
parse_list(struct parser *p, const struct crm_path *path, bool negated,
    struct node **out)
{
	struct literal *l = NULL;
	size_t n = 0, cap = 0;
	enum crm_status st;

	do {
		l = crm_grow(p->arena, l, n, &cap, sizeof *l);
		st = lex_literal(p, &l[n++]);
		if (st != CRM_OK)
			return st;
	} while (lex_char(p, ','));
	if (!lex_char(p, ')'))
		return expected(p, "a comma or ')'", lex_at(p));
	return test_list(p, path, l, n, negated, out);
}

static enum crm_status
parse_in(struct parser *p, const struct crm_path *path, bool negated,
    struct node **out)
{
	struct literal a, b;
	bool single;
	enum crm_status st;

	if (lex_char(p, '('))
		return parse_list(p, path, negated, out);
	st = lex_range(p, &a, &b, &single);
	if (st != CRM_OK)
		return st;
	return test_range(p, path, &a, single ? NULL : &b, negated, out);
}

static enum crm_status
parse_is(struct parser *p, const struct crm_path *path, bool negated,
    struct node **out)
{
	if (lex_keyword(p, "not"))
		negated = !negated;
	if (!lex_keyword(p, "null")) {
		lex_blanks(p);
		return expected(p, "null", lex_at(p));
	}
	*out = node_test(p, path, TEST_NULL, negated);
	return CRM_OK;
}

/* A yes/no field alone. */
static enum crm_status
parse_bare(struct parser *p, const struct crm_path *path, bool negated,
    struct node **out)
{
	if (path_field(path)->type != CRM_T_BOOL) {
		lex_blanks(p);
		return expected(p, "an operator", lex_at(p));
	}
	*out = node_test(p, path, TEST_SET, negated);
	(*out)->test.v = crm_alloc(p->arena, sizeof *(*out)->test.v);
	(*out)->test.v[0] = crm_value_int(1);
	(*out)->test.n = 1;
	p->values++;
	return CRM_OK;
}

/* A path from the record that the steps of `base` lead to, from where they
 * begin: what we say ourselves is one step at most. */
static void
path_behind_base(const struct crm_path *base, struct crm_path *path)
{
	assert(base->steps + path->steps <= CRM_PATH_MOST);
	memmove(path->step + base->steps, path->step,
	    path->steps * sizeof *path->step);
	memcpy(path->step, base->step, base->steps * sizeof *base->step);
	path->steps += base->steps;
}

static enum crm_status
parse_name(struct parser *p, struct crm_path *path)
{
	struct crm_text name = lex_name(p);
	size_t at = (size_t)(name.p - p->src);
	enum crm_status st;

	if (name.n == 0)
		return expected(p, "a field", at);
	st = crm_path_parse(p->dict, p->entity, name, p->arena, path, p->err);
	if (st != CRM_OK)
		return caret(p, st, at);
	if (p->base != NULL)
		path_behind_base(p->base, path);
	return CRM_OK;
}

static enum crm_status
parse_test(struct parser *p, bool negated, struct node **out)
{
	const struct operator* o;
	struct crm_path path;
	const char *behind;
	enum crm_status st;

	st = parse_name(p, &path);
	if (st != CRM_OK)
		return st;
	o = find_operator(p);
	if (o != NULL)
		return parse_comparison(p, &path, o, negated, out);
	if (lex_keyword(p, "is"))
		return parse_is(p, &path, negated, out);
	if (lex_keyword(p, "in"))
		return parse_in(p, &path, negated, out);
	behind = p->at;
	if (lex_keyword(p, "not") && lex_keyword(p, "in"))
		return parse_in(p, &path, !negated, out);
	p->at = behind;
	return parse_bare(p, &path, negated, out);
}

static enum crm_status
parse_not(struct parser *p, bool negated, int depth, struct node **out)
{
	enum crm_status st;
	size_t at;

	while (lex_keyword(p, "not"))
		negated = !negated;
	lex_blanks(p);
	at = lex_at(p);
	if (*p->at == '@')
		return parse_segment(p, negated, depth, out);
	if (!lex_char(p, '('))
		return parse_test(p, negated, out);
	if (depth == FILTER_BRACKETS_MAX) {
		crm_fail(p->err, CRM_USAGE, "more than %d brackets deep",
		    FILTER_BRACKETS_MAX);
		return caret(p, CRM_USAGE, at);
	}
	st = parse_or(p, negated, depth + 1, out);
	if (st != CRM_OK || lex_char(p, ')'))
		return st;
	if (*p->at != '\0')
		return expected(p, "'and', 'or' or ')'", lex_at(p));
	crm_fail(p->err, CRM_USAGE, "the bracket is never closed");
	return caret(p, CRM_USAGE, at);
}

/* Terms joined by one word.  Under a `not` all becomes any and the other way
 * round, and so down to the tests: there is no node for `not`. */
static enum crm_status
parse_chain(struct parser *p, const char *word, enum node_kind kind,
    enum crm_status (*term)(struct parser *, bool, int, struct node **),
    bool negated, int depth, struct node **out)
{
	struct node *first, *all = NULL, *next;
	enum crm_status st;
	size_t at;

	lex_blanks(p);
	at = lex_at(p);
	st = term(p, negated, depth, &first);
	while (st == CRM_OK && lex_keyword(p, word)) {
		if (all == NULL) {
			all = node_new(p, kind);
			node_add(p, all, first);
		}
		st = term(p, negated, depth, &next);
		if (st == CRM_OK)
			node_add(p, all, next);
	}
	if (st != CRM_OK)
		return st;
	*out = all != NULL ? all : first;
	if ((*out)->depth <= FILTER_DEPTH_MAX)
		return CRM_OK;
	crm_fail(p->err, CRM_USAGE,
	    "'and' within 'or' within 'and' more than "
	    "%d deep",
	    FILTER_DEPTH_MAX);
	return caret(p, CRM_USAGE, at);
}

static enum crm_status
parse_and(struct parser *p, bool negated, int depth, struct node **out)
{
	return parse_chain(p, "and", negated ? NODE_ANY : NODE_ALL, parse_not,
	    negated, depth, out);
}

static enum crm_status
parse_or(struct parser *p, bool negated, int depth, struct node **out)
{
	return parse_chain(p, "or", negated ? NODE_ALL : NODE_ANY, parse_and,
	    negated, depth, out);
}

static enum crm_status
too_many(
    struct parser *p, size_t n, const char *what, int most, const char *instead)
{
	crm_fail(p->err, CRM_USAGE,
	    "%zu %s are more than the %d a filter can "
	    "hold; %s",
	    n, crm_tr(what), most, crm_tr(instead));
	return caret(p, CRM_USAGE, 0);
}

enum crm_status
check_size(struct parser *p)
{
	if (p->tests > FILTER_TESTS_MAX)
		return too_many(p, p->tests, "tests", FILTER_TESTS_MAX,
		    "put values of one field in a list: in (...)");
	if (p->values > FILTER_VALUES_MAX)
		return too_many(p, p->values, "values", FILTER_VALUES_MAX,
		    "feed ids through a pipe instead");
	return CRM_OK;
}

enum crm_status
parse_source(struct parser *p, bool negated, int depth, struct node **out)
{
	size_t bad = crm_utf8_valid(
	    (struct crm_text){ p->src, (size_t)(p->end - p->src) });
	enum crm_status st;

	if (p->src[bad] != '\0') {
		crm_fail(p->err, CRM_USAGE, "the expression is not UTF-8");
		return caret(p, CRM_USAGE, bad);
	}
	st = parse_or(p, negated, depth, out);
	if (st != CRM_OK)
		return st;
	lex_blanks(p);
	if (p->at < p->end)
		return expected(p,
		    "'and' or 'or' (or quotes round a value "
		    "with blanks)",
		    lex_at(p));
	return check_size(p);
}

enum crm_status
crm_filter_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, const struct crm_filter_env *env, struct crm_arena *arena,
    struct crm_filter **out, struct crm_err *err)
{
	struct crm_err unwanted;
	struct parser p = { .dict = d,
		.entity = e,
		.env = env,
		.arena = arena,
		.err = err != NULL ? err : &unwanted };
	enum crm_status st;

	p.src = p.at = crm_strdup(arena, text);
	p.end = p.src + strlen(p.src);
	p.filter = crm_alloc(arena, sizeof *p.filter);
	p.filter->entity = e;
	if (env->base_currency != NULL)
		p.filter->base_currency = crm_text_of(
		    crm_strdup(arena, env->base_currency));
	if (env->segment != NULL)
		begin_segment(&p, env->segment);
	st = parse_source(&p, false, 0, &p.filter->root);
	*out = st == CRM_OK ? p.filter : NULL;
	return st;
}
