/* What expressions are made of, and what may be joined with what. */
#include "expr.h"

#include <string.h>

enum sort
sort_of(enum crm_type type)
{
	switch (type) {
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_RATE:
		return SORT_NUMBER;
	case CRM_T_PERCENT:
		return SORT_PERCENT;
	case CRM_T_MONEY:
		return SORT_MONEY;
	case CRM_T_DATE:
		return SORT_DATE;
	case CRM_T_INSTANT:
		return SORT_INSTANT;
	case CRM_T_ENUM:
		return SORT_CHOICE;
	case CRM_T_BOOL:
		return SORT_BOOL;
	case CRM_T_REF:
	case CRM_T_ID:
		return SORT_REF;
	case CRM_T_ANY:
		return SORT_ANY;
	default:
		return SORT_TEXT;
	}
}

const char *
sort_name(enum sort s)
{
	static const char *const names[] = { [SORT_NUMBER] = N_("a number"),
		[SORT_PERCENT] = N_("a percent"),
		[SORT_MONEY] = N_("money"),
		[SORT_DATE] = N_("a date"),
		[SORT_INSTANT] = N_("a time"),
		[SORT_SPAN] = N_("a length of time"),
		[SORT_TEXT] = N_("text"),
		[SORT_CHOICE] = N_("one of a list of words"),
		[SORT_BOOL] = N_("yes or no"),
		[SORT_REF] = N_("a reference"),
		[SORT_ANY] = N_("a reference") };

	return crm_tr(names[s]);
}

/* Which pairs mean something; the first row that fits counts. */
static const struct {
	const char *ops;
	enum sort a, b, is;
} pairs[] = {
	{ "+-*/", SORT_NUMBER, SORT_NUMBER, SORT_NUMBER },
	{ "+-*/", SORT_NUMBER, SORT_PERCENT, SORT_NUMBER },
	{ "+-", SORT_PERCENT, SORT_PERCENT, SORT_PERCENT },
	{ "+-", SORT_PERCENT, SORT_NUMBER, SORT_NUMBER },
	{ "*/", SORT_PERCENT, SORT_NUMBER, SORT_PERCENT },
	{ "*", SORT_PERCENT, SORT_PERCENT, SORT_PERCENT },
	{ "/", SORT_PERCENT, SORT_PERCENT, SORT_NUMBER },
	{ "+-", SORT_MONEY, SORT_MONEY, SORT_MONEY },
	{ "+-*/", SORT_MONEY, SORT_NUMBER, SORT_MONEY },
	{ "+-*", SORT_NUMBER, SORT_MONEY, SORT_MONEY },
	{ "*/", SORT_MONEY, SORT_PERCENT, SORT_MONEY },
	{ "*", SORT_PERCENT, SORT_MONEY, SORT_MONEY },
	{ "/", SORT_MONEY, SORT_MONEY, SORT_NUMBER },
	{ "+-", SORT_DATE, SORT_SPAN, SORT_DATE },
	{ "+", SORT_SPAN, SORT_DATE, SORT_DATE },
	{ "-", SORT_DATE, SORT_DATE, SORT_NUMBER },
	{ "+-", SORT_INSTANT, SORT_SPAN, SORT_INSTANT },
	{ "+", SORT_SPAN, SORT_INSTANT, SORT_INSTANT },
	{ "+", SORT_TEXT, SORT_TEXT, SORT_TEXT },
};

/* Hours beside a date, which has none. */
static bool
lost_time(const struct expr_node *a, const struct expr_node *b)
{
	return (a->sort == SORT_DATE && b->c.span.seconds != 0) ||
	    (b->sort == SORT_DATE && a->c.span.seconds != 0);
}

bool
sort_of_pair(char op, const struct expr_node *a, const struct expr_node *b,
    enum sort *out)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].a == a->sort && pairs[i].b == b->sort &&
		    strchr(pairs[i].ops, op) != NULL && !lost_time(a, b)) {
			*out = pairs[i].is;
			return true;
		}
	return false;
}

/* Whose ids a reference of the expression has: it is a field as it is. */
static const char *
refers_to(const struct crm_expr *x)
{
	const struct crm_path *p = &x->field[x->root->field];
	const struct crm_field *f = path_field(p);

	return f->type == CRM_T_ID ? p->entity->def->name : f->ref;
}

bool
sort_fits(const struct crm_expr *x, const struct crm_field *target)
{
	enum sort s = x->root->sort, want = sort_of(target->type);

	switch (want) {
	case SORT_MONEY:
		return s == SORT_MONEY || s == SORT_NUMBER;
	case SORT_DATE:
	case SORT_INSTANT:
		return s == SORT_DATE || s == SORT_INSTANT;
	case SORT_TEXT:
	case SORT_CHOICE:
		return s == SORT_TEXT || s == SORT_CHOICE;
	case SORT_REF:
		return s == SORT_REF && strcmp(refers_to(x), target->ref) == 0;
	case SORT_ANY:
		return s == SORT_ANY || s == SORT_REF;
	default:
		return s == want;
	}
}
