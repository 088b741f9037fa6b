/*
 * Expressions that compute a field's new value from the record as it is:
 *
 *   expected_close + 14d      amount * 1.05      customer.owner
 *
 *   expr := term { ("+"|"-") term }    term := factor { ("*"|"/") factor }
 *   factor := "-" factor | "(" expr ")" | number ["%"] | number unit
 *           | "text" | date | name
 *   unit := d w m q y h min            date := 2026-11-21 | today | now | eom …
 *   name := { reference "." } field    (two steps at most)
 *
 * Types are checked when it is parsed.  Numbers are fractions, exact until the
 * end, where the value is rounded once, half away from nought, to what its field
 * holds.  Money keeps its currency: amounts of two currencies do not meet, a bare
 * number beside money is an amount.  A percent is a share where it multiplies;
 * a product is of the kind of its left side, but for money, which stays money.  A
 * date and a span is a date, two dates are days apart, texts are joined by +.
 *
 * A blank operand makes the value blank.
 */
#ifndef CRM_EXPR_H
#define CRM_EXPR_H

#include <crm/query/filter.h>

struct crm_expr; /* lives in the arena it was parsed in */

/* Over the fields of e, for the field `target`, of it or of another kind.  Errors
 * are CRM_USAGE with the caret. */
enum crm_status crm_expr_parse(const struct crm_dict *d,
    const struct crm_entity *e, const struct crm_field *target,
    const char *text, const struct crm_clock *clock, struct crm_arena *arena,
    struct crm_expr **out, struct crm_err *err);

/* The fields that it looks at, references as ids. */
const struct crm_path *crm_expr_fields(const struct crm_expr *x, size_t *n);

/* Their values, and of money the currency, in the same order. */
struct crm_operand {
	struct crm_value v;
	struct crm_text currency;
};

/*
 * The value, as the field holds it; text is of a form that crm_value_parse
 * reads, and may have to be brought to the stored one.  `currency` is that of
 * the record.  CRM_INVALID, with the field: two currencies, division by nought,
 * too large a number.  Texts live in the arena.
 */
enum crm_status crm_expr_eval(const struct crm_expr *x,
    const struct crm_operand *operands, struct crm_text currency,
    struct crm_arena *arena, struct crm_value *out, struct crm_err *err);

#endif
