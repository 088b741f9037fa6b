/* Expressions, parsed and checked. */
#include "expr.h"

#include <stdarg.h>
#include <string.h>

/*
 * Brackets guard our own stack as it reads, operators as it computes, for each
 * is a level; SQLite reads no more than 2000 columns, two for an amount.
 */
enum { EXPR_DEPTH_MAX = 100, EXPR_OPERATORS_MAX = 500, NUMBER_DIGITS = 18 };

struct making {
	struct parser p; /* for words, places and errors */
	struct crm_expr *x;
	int depth, operators; /* so far */
};

static enum crm_status parse_sum(struct making *m, struct expr_node **out);
static enum crm_status parse_factor(struct making *m, struct expr_node **out);
static enum crm_status bad(struct making *m, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static enum crm_status
bad(struct making *m, size_t at, const char *fmt, ...)
{
	const char *field = m->x->target->name;
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_vprintf(&text, crm_tr(fmt), ap);
	va_end(ap);
	crm_fail_field(m->p.err, CRM_USAGE, field, "%s", text.data);
	crm_buf_free(&text);
	return caret(&m->p, CRM_USAGE, at);
}

static struct expr_node *
node(struct making *m, char op, enum sort sort, size_t at)
{
	struct expr_node *n = crm_alloc(m->p.arena, sizeof *n);

	n->op = op;
	n->sort = sort;
	n->at = at;
	return n;
}

/* ---- words ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
in_word(char c)
{
	return is_digit(c) || c == '_' || c == '.' || (c & 0x80) != 0 ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static struct crm_text
word(struct making *m)
{
	const char *from = m->p.at;

	while (in_word(*m->p.at))
		m->p.at++;
	return (struct crm_text){ from, (size_t)(m->p.at - from) };
}

/* A word of dates (eom), or one with an offset, which keeps the end of a month
 * (eom-1m). */
static bool
date_word(struct making *m, struct crm_text t, int64_t *day)
{
	const char *behind = m->p.at;
	struct crm_text whole = t;
	struct crm_err other;

	if (*behind == '+' || *behind == '-') {
		m->p.at++;
		(void)word(m);
		whole.n = (size_t)(m->p.at - t.p);
		if (crm_date_expr(whole, m->p.env->clock, day, &other) ==
		    CRM_OK)
			return true;
		m->p.at = behind;
	}
	return crm_date_expr(t, m->p.env->clock, day, &other) == CRM_OK;
}

static enum crm_status
name(struct making *m, struct expr_node **out)
{
	size_t at = lex_at(&m->p);
	struct crm_text t = word(m);
	struct crm_expr *x = m->x;
	struct crm_path path;
	enum crm_status st;
	int64_t i;

	st = crm_path_parse(
	    m->p.dict, x->entity, t, m->p.arena, &path, m->p.err);
	if (st == CRM_OK) {
		*out = node(m, 'f', sort_of(path_field(&path)->type), at);
		(*out)->field = x->n;
		path.as_id = path.to != NULL;
		x->field = crm_grow(
		    m->p.arena, x->field, x->n, &x->cap, sizeof *x->field);
		x->field[x->n++] = path;
		return CRM_OK;
	}
	if (crm_text_is(t, "now")) {
		*out = node(m, 'c', SORT_INSTANT, at);
		(*out)->c.i = m->p.env->clock->now;
	} else if (date_word(m, t, &i)) {
		*out = node(m, 'c', SORT_DATE, at);
		(*out)->c.i = i;
	} else {
		crm_err_in_field(m->p.err, x->target->name);
		return caret(&m->p, CRM_USAGE, at);
	}
	return CRM_OK;
}

/* 2026-11-21 */
static bool
is_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof form - 1; i++)
		if (form[i] == 'd' ? !is_digit(s[i]) : s[i] != form[i])
			return false;
	return true;
}

static enum crm_status
date(struct making *m, struct expr_node **out)
{
	size_t at = lex_at(&m->p);
	struct crm_text t = { m->p.at, 10 };
	struct crm_err other;

	*out = node(m, 'c', SORT_DATE, at);
	m->p.at += t.n;
	if (crm_date_parse(t, CRM_YMD, &(*out)->c.i, &other) != CRM_OK)
		return bad(m, at, "%s", other.text);
	return CRM_OK;
}

static const struct {
	const char *name;
	struct span one;
} units[] = {
	{ "d", { .days = 1 } },
	{ "w", { .days = 7 } },
	{ "m", { .months = 1 } },
	{ "q", { .months = 3 } },
	{ "y", { .months = 12 } },
	{ "h", { .seconds = 3600 } },
	{ "min", { .seconds = 60 } },
};

static enum crm_status
span(struct making *m, struct crm_text count, size_t at, struct expr_node **out)
{
	enum { MOST = 1000000 };
	struct crm_text unit = word(m);
	size_t i = 0;
	int64_t n;

	while (i < sizeof units / sizeof *units &&
	    !crm_text_is(unit, units[i].name))
		i++;
	if (i == sizeof units / sizeof *units)
		return bad(m, at,
		    "'%.*s%.*s' is not a length of time: 14d, 2w, 1m, 1q, 1y, "
		    "3h, 30min",
		    (int)count.n, count.p, (int)unit.n, unit.p);
	if (crm_number_parse(count, 0, 0, &n, NULL) != CRM_OK || n > MOST)
		return bad(m, at, "'%.*s' is not a whole number of %s",
		    (int)count.n, count.p, units[i].name);
	*out = node(m, 'c', SORT_SPAN, at);
	(*out)->c.span = (struct span){ units[i].one.months * n,
		units[i].one.days * n, units[i].one.seconds * n };
	return CRM_OK;
}

static enum crm_status
number(struct making *m, struct expr_node **out)
{
	const char *from = m->p.at, *dot;
	size_t at = lex_at(&m->p);
	struct crm_text t;
	int64_t v;
	int digits;

	while (is_digit(*m->p.at) || *m->p.at == '.')
		m->p.at++;
	t = (struct crm_text){ from, (size_t)(m->p.at - from) };
	if (in_word(*m->p.at))
		return span(m, t, at, out);
	dot = memchr(t.p, '.', t.n);
	digits = dot == NULL ? 0 : (int)(t.p + t.n - dot) - 1;
	if (digits > NUMBER_DIGITS ||
	    crm_number_parse(t, digits, 0, &v, NULL) != CRM_OK)
		return bad(m, at,
		    "'%.*s' is not a number, or has too many digits", (int)t.n,
		    t.p);
	*out = node(m, 'c', SORT_NUMBER, at);
	(*out)->c.number = ratio_scaled(v, digits);
	if (*m->p.at != '%')
		return CRM_OK;
	m->p.at++;
	(*out)->sort = SORT_PERCENT;
	if (digits + 2 > NUMBER_DIGITS)
		return bad(m, at, "too many digits");
	(*out)->c.number = ratio_scaled(v, digits + 2);
	return CRM_OK;
}

static enum crm_status
text(struct making *m, struct expr_node **out)
{
	struct literal l;
	enum crm_status st = lex_literal(&m->p, &l);

	if (st != CRM_OK)
		return st;
	*out = node(m, 'c', SORT_TEXT, l.at);
	(*out)->c.text = l.t;
	return CRM_OK;
}

/* ---- the grammar ---- */

static enum crm_status
brackets(struct making *m, struct expr_node **out)
{
	size_t at = lex_at(&m->p);
	enum crm_status st;

	m->p.at++;
	st = parse_sum(m, out);
	if (st == CRM_OK && !lex_char(&m->p, ')'))
		st = bad(m, at, "the bracket is never closed");
	return st;
}

static enum crm_status
minus(struct making *m, struct expr_node **out)
{
	size_t at = lex_at(&m->p);
	struct expr_node *of;
	enum crm_status st;

	m->p.at++;
	if ((st = parse_factor(m, &of)) != CRM_OK)
		return st;
	if (of->sort > SORT_MONEY && of->sort != SORT_SPAN)
		return bad(
		    m, at, "there is no minus before %s", sort_name(of->sort));
	*out = node(m, 'n', of->sort, at);
	(*out)->left = of;
	(*out)->c.span = (struct span){ -of->c.span.months, -of->c.span.days,
		-of->c.span.seconds };
	return CRM_OK;
}

static enum crm_status
parse_factor(struct making *m, struct expr_node **out)
{
	enum crm_status st;
	char c;

	lex_blanks(&m->p);
	if (m->depth == EXPR_DEPTH_MAX)
		return bad(m, lex_at(&m->p), "more than %d brackets deep",
		    EXPR_DEPTH_MAX);
	m->depth++;
	c = *m->p.at;
	if (c == '(')
		st = brackets(m, out);
	else if (c == '-')
		st = minus(m, out);
	else if (c == '"' || c == '\'')
		st = text(m, out);
	else if (is_digit(c))
		st = is_date(m->p.at) ? date(m, out) : number(m, out);
	else if (in_word(c))
		st = name(m, out);
	else
		st = bad(m, lex_at(&m->p),
		    "a field, a number, a date or a text is expected%s",
		    c == '\0' ? crm_tr(" at the end") : "");
	m->depth--;
	return st;
}

/* a op b, of operators that bind alike, from the left. */
static enum crm_status
chain(struct making *m, const char *ops,
    enum crm_status (*part)(struct making *, struct expr_node **),
    struct expr_node **out)
{
	enum crm_status st = part(m, out);

	for (lex_blanks(&m->p);
	     st == CRM_OK && *m->p.at != '\0' && strchr(ops, *m->p.at) != NULL;
	     lex_blanks(&m->p)) {
		size_t at = lex_at(&m->p);
		struct expr_node *n = node(m, *m->p.at, SORT_NUMBER, at);

		if (m->operators++ == EXPR_OPERATORS_MAX)
			return bad(m, at, "more than %d of +, -, * and /",
			    EXPR_OPERATORS_MAX);
		m->p.at++;
		n->left = *out;
		if ((st = part(m, &n->right)) != CRM_OK)
			return st;
		if (!sort_of_pair(n->op, n->left, n->right, &n->sort))
			return bad(m, at, "%s %c %s is nothing",
			    sort_name(n->left->sort), n->op,
			    sort_name(n->right->sort));
		*out = n;
	}
	return st;
}

static enum crm_status
parse_product(struct making *m, struct expr_node **out)
{
	return chain(m, "*/", parse_factor, out);
}

static enum crm_status
parse_sum(struct making *m, struct expr_node **out)
{
	return chain(m, "+-", parse_product, out);
}

static enum crm_status
check_target(struct making *m)
{
	const struct crm_field *f = m->x->target;
	enum sort s = m->x->root->sort;

	if (sort_fits(m->x, f))
		return CRM_OK;
	if (f->type == CRM_T_REF && s == SORT_REF)
		return bad(
		    m, m->x->root->at, "a reference to a %s is needed", f->ref);
	if (f->type == CRM_T_PERCENT && s == SORT_NUMBER)
		return bad(m, m->x->root->at,
		    "a percent is needed, not a number: 10%% is ten percent");
	return bad(m, m->x->root->at, "%s is needed, not %s",
	    sort_name(sort_of(f->type)), sort_name(s));
}

enum crm_status
crm_expr_parse(const struct crm_dict *d, const struct crm_entity *e,
    const struct crm_field *target, const char *source,
    const struct crm_clock *clock, struct crm_arena *arena,
    struct crm_expr **out, struct crm_err *err)
{
	struct crm_filter_env env = { .clock = clock };
	struct making m = { .p = { .dict = d,
				.entity = e,
				.env = &env,
				.arena = arena,
				.err = err } };
	enum crm_status st;

	m.p.src = m.p.at = crm_strdup(arena, source);
	m.p.end = m.p.src + strlen(m.p.src);
	m.x = crm_alloc(arena, sizeof *m.x);
	m.x->entity = e;
	m.x->target = target;
	*out = NULL;
	if ((st = parse_sum(&m, &m.x->root)) != CRM_OK)
		return st;
	if (*m.p.at != '\0')
		return bad(&m, lex_at(&m.p), "+, -, * or / is expected");
	if ((st = check_target(&m)) == CRM_OK)
		*out = m.x;
	return st;
}

const struct crm_path *
crm_expr_fields(const struct crm_expr *x, size_t *n)
{
	*n = x->n;
	return x->field;
}
