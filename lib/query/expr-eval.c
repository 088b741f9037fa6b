/* Expressions over the values of a record. */
#include "expr.h"

#include <stdarg.h>
#include <string.h>

enum { EXPR_TEXT_MAX = 1000000 };

/* A value on the way. */
struct part {
	bool blank;
	struct ratio number; /* money in whole units of its currency */
	int64_t i;           /* date, instant, reference, yes or no */
	struct span span;
	struct crm_text text, currency; /* no currency: a bare number */
	const struct crm_entity *of;    /* of a reference: whose id it is */
};

struct evaluation {
	const struct crm_expr *x;
	const struct crm_operand *operand;
	struct crm_arena *arena;
	struct crm_err *err;
};

static enum crm_status
eval(struct evaluation *ev, const struct expr_node *n, struct part *out);

static enum crm_status bad(struct evaluation *ev, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static enum crm_status
bad(struct evaluation *ev, const char *fmt, ...)
{
	const struct crm_expr *x = ev->x;
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_vprintf(&text, crm_tr(fmt), ap);
	va_end(ap);
	crm_fail_field(ev->err, CRM_INVALID, x->target->name, "%s", text.data);
	crm_buf_free(&text);
	return CRM_INVALID;
}

static int
money_digits(struct crm_text currency)
{
	int digits = crm_currency_digits_n(currency);

	return digits < 0 ? 2 : digits;
}

/* ---- operands ---- */

static void
field_value(struct evaluation *ev, const struct expr_node *n, struct part *out)
{
	const struct crm_operand *o = &ev->operand[n->field];
	const struct crm_path *p = &ev->x->field[n->field];

	out->blank = o->v.kind == CRM_NULL;
	if (out->blank)
		return;
	switch (path_field(p)->type) {
	case CRM_T_INT:
		out->number = ratio_scaled(o->v.i, 0);
		break;
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
		out->number = ratio_scaled(o->v.i, CRM_DECIMAL_DIGITS);
		break;
	case CRM_T_RATE:
		out->number = ratio_scaled(o->v.i, CRM_RATE_DIGITS);
		break;
	case CRM_T_MONEY:
		out->currency = o->currency;
		out->number = ratio_scaled(o->v.i, money_digits(o->currency));
		break;
	default:
		if (o->v.kind == CRM_STR)
			out->text = o->v.t;
		else
			out->i = o->v.i;
		out->of = p->to != NULL ? p->to : p->entity;
	}
}

static void
constant(const struct expr_node *n, struct part *out)
{
	out->number = n->c.number;
	out->i = n->c.i;
	out->span = n->c.span;
	out->text = n->c.text;
}

/* ---- operators ---- */

static enum crm_status
one_currency(struct evaluation *ev, const struct part *a, const struct part *b,
    struct crm_text *out)
{
	*out = a->currency.n > 0 ? a->currency : b->currency;
	if (a->currency.n == 0 || b->currency.n == 0 ||
	    crm_text_eq(a->currency, b->currency))
		return CRM_OK;
	return bad(ev, "%.*s and %.*s do not meet: convert one of them",
	    (int)a->currency.n, a->currency.p, (int)b->currency.n,
	    b->currency.p);
}

static enum crm_status
arithmetic(struct evaluation *ev, const struct expr_node *n,
    const struct part *a, const struct part *b, struct part *out)
{
	enum crm_status st = one_currency(ev, a, b, &out->currency);
	bool fits;

	if (st != CRM_OK)
		return st;
	if (n->op == '/' && b->number.n == 0)
		return bad(ev, "division by nought");
	if (n->sort != SORT_MONEY)
		out->currency = CRM_TEXT("");
	if (n->op == '*')
		fits = ratio_multiply(a->number, b->number, &out->number);
	else if (n->op == '/')
		fits = ratio_divide(a->number, b->number, &out->number);
	else
		fits = ratio_add(a->number,
		    n->op == '-' ? ratio_negate(b->number) : b->number,
		    &out->number);
	return fits ? CRM_OK : bad(ev, "the numbers have too many digits");
}

static struct span
backwards(struct span s)
{
	return (struct span){ -s.months, -s.days, -s.seconds };
}

static bool
move_date(int64_t date, struct span s, int64_t *out)
{
	*out = date;
	if (s.months != 0)
		*out = crm_date_add_months(date, (int)s.months);
	*out += s.days;
	return *out >= CRM_DATE_MIN && *out <= CRM_DATE_MAX;
}

/* Days and months keep the time that clocks show. */
static bool
move_instant(int64_t at, struct span s, int64_t *out)
{
	int64_t day = crm_instant_date(at), to;
	int64_t second = at - crm_date_start(day);

	*out = at + s.seconds;
	if (s.months == 0 && s.days == 0)
		return true;
	if (!move_date(day, s, &to))
		return false;
	*out = crm_instant_at(to, (int)second);
	return true;
}

static enum crm_status
move(struct evaluation *ev, const struct expr_node *n, const struct part *a,
    const struct part *b, struct part *out)
{
	bool swapped = n->left->sort == SORT_SPAN;
	struct span s = swapped ? a->span : b->span;
	int64_t from = swapped ? b->i : a->i;
	bool there;

	if (n->op == '-')
		s = backwards(s);
	there = n->sort == SORT_DATE ? move_date(from, s, &out->i)
				     : move_instant(from, s, &out->i);
	return there ? CRM_OK : bad(ev, "it is no day of the years 1 to 9999");
}

/* A text that is joined to itself again and again soon fills the memory. */
static enum crm_status
join(struct evaluation *ev, const struct part *a, const struct part *b,
    struct part *out)
{
	if (a->text.n + b->text.n > EXPR_TEXT_MAX)
		return bad(
		    ev, "the text is longer than %d bytes", EXPR_TEXT_MAX);
	out->text = crm_text_of(crm_sprintf(ev->arena, "%.*s%.*s",
	    (int)a->text.n, a->text.p, (int)b->text.n, b->text.p));
	return CRM_OK;
}

static enum crm_status
combine(struct evaluation *ev, const struct expr_node *n, const struct part *a,
    const struct part *b, struct part *out)
{
	switch (n->sort) {
	case SORT_DATE:
	case SORT_INSTANT:
		return move(ev, n, a, b, out);
	case SORT_TEXT:
		return join(ev, a, b, out);
	default:
		if (n->left->sort == SORT_DATE) {
			out->number = ratio_scaled(a->i - b->i, 0);
			return CRM_OK;
		}
		return arithmetic(ev, n, a, b, out);
	}
}

static enum crm_status
eval(struct evaluation *ev, const struct expr_node *n, struct part *out)
{
	struct part a, b;
	enum crm_status st;

	memset(out, 0, sizeof *out);
	out->number.d = 1;
	if (n->op == 'f') {
		field_value(ev, n, out);
		return CRM_OK;
	}
	if (n->op == 'c') {
		constant(n, out);
		return CRM_OK;
	}
	if ((st = eval(ev, n->left, &a)) != CRM_OK)
		return st;
	if (n->op == 'n') {
		*out = a;
		out->number = ratio_negate(a.number);
		out->span = backwards(a.span);
		return CRM_OK;
	}
	if ((st = eval(ev, n->right, &b)) != CRM_OK)
		return st;
	out->blank = a.blank || b.blank;
	return out->blank ? CRM_OK : combine(ev, n, &a, &b, out);
}

/* ---- as the field holds it ---- */

static enum crm_status
as_number(struct evaluation *ev, const struct part *v, int digits, int64_t most,
    struct crm_value *out)
{
	int64_t i;

	if (!ratio_round(v->number, digits, &i) || i > most || i < -most)
		return bad(ev, "the result is too large");
	*out = crm_value_int(i);
	return CRM_OK;
}

static enum crm_status
as_money(struct evaluation *ev, const struct part *v, struct crm_text currency,
    struct crm_value *out)
{
	if (v->currency.n > 0 && !crm_text_eq(v->currency, currency))
		return bad(ev,
		    "the result is in %.*s, the record in %.*s: convert it",
		    (int)v->currency.n, v->currency.p, (int)currency.n,
		    currency.p);
	return as_number(ev, v, money_digits(currency), CRM_MONEY_MAX, out);
}

static struct crm_value
as_time(const struct crm_field *f, enum sort is, int64_t i)
{
	if (f->type == CRM_T_DATE && is == SORT_INSTANT)
		i = crm_instant_date(i);
	else if (f->type == CRM_T_INSTANT && is == SORT_DATE)
		i = crm_date_start(i);
	return crm_value_int(i);
}

enum crm_status
crm_expr_eval(const struct crm_expr *x, const struct crm_operand *operands,
    struct crm_text currency, struct crm_arena *arena, struct crm_value *out,
    struct crm_err *err)
{
	const struct crm_field *f = x->target;
	struct evaluation ev = { x, operands, arena, err };
	struct part v;
	enum crm_status st = eval(&ev, x->root, &v);

	*out = CRM_VALUE_NULL;
	if (st != CRM_OK || v.blank)
		return st;
	switch (f->type) {
	case CRM_T_INT:
		return as_number(&ev, &v, 0, INT64_MAX, out);
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
		return as_number(&ev, &v, CRM_DECIMAL_DIGITS, INT64_MAX, out);
	case CRM_T_RATE:
		return as_number(&ev, &v, CRM_RATE_DIGITS, INT64_MAX, out);
	case CRM_T_MONEY:
		return as_money(&ev, &v, currency, out);
	case CRM_T_DATE:
	case CRM_T_INSTANT:
		*out = as_time(f, x->root->sort, v.i);
		return CRM_OK;
	case CRM_T_BOOL:
	case CRM_T_REF:
		*out = crm_value_int(v.i);
		return CRM_OK;
	case CRM_T_ANY:
		if (x->root->sort == SORT_REF)
			v.text = crm_text_of(crm_sprintf(
			    arena, "%s%lld", v.of->def->code, (long long)v.i));
		*out = crm_value_text(v.text);
		return CRM_OK;
	default:
		*out = crm_value_text(v.text);
		return CRM_OK;
	}
}
