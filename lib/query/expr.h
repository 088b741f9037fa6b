/* What the files of expressions share; nobody else may include it. */
#ifndef CRM_QUERY_EXPR_INTERNAL_H
#define CRM_QUERY_EXPR_INTERNAL_H

#include "ast.h"
#include "ratio.h"

#include <crm/query/expr.h>

/* What a part of an expression is. */
enum sort {
	SORT_NUMBER,
	SORT_PERCENT, /* as a share */
	SORT_MONEY,
	SORT_DATE,
	SORT_INSTANT,
	SORT_SPAN,
	SORT_TEXT,
	SORT_CHOICE,
	SORT_BOOL,
	SORT_REF,
	SORT_ANY, /* the id of a record of any kind */
};

/* A length of time. */
struct span {
	int64_t months, days, seconds;
};

struct expr_node {
	char op; /* + - * / of two, n: minus, f: a field, c: a constant */
	enum sort sort;
	size_t at; /* where its operator or word is */
	struct expr_node *left, *right;
	size_t field; /* f: which of the expression's */
	struct {      /* c: by the sort */
		struct ratio number;
		int64_t i;
		struct span span;
		struct crm_text text;
	} c;
};

struct crm_expr {
	const struct crm_entity *entity;
	const struct crm_field *target;
	struct expr_node *root;
	struct crm_path *field;
	size_t n, cap;
};

/* expr-type.c */

/* What a field of this type is. */
enum sort sort_of(enum crm_type type);
/* "a date" */
const char *sort_name(enum sort s);
/* What `a op b` is; false where that is nothing. */
bool sort_of_pair(char op, const struct expr_node *a, const struct expr_node *b,
    enum sort *out);
/* Whether a field takes it; `x` is what it comes from. */
bool sort_fits(const struct crm_expr *x, const struct crm_field *target);

#endif
