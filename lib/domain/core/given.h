/*
 * What a rule gives to the fields of a record, as on the command line, parted by
 * semicolons:
 *
 *	priority=high; next_step="call; then write"; expected_close:=expected_close+14d
 *
 * `=` gives a value, in quotes where it has a semicolon or blanks at its ends;
 * `:=` an expression over the record that the rule is about.
 */
#ifndef CRM_DOMAIN_GIVEN_H
#define CRM_DOMAIN_GIVEN_H

#include "core.h"

#include <crm/query/expr.h>

struct given {
	int field;
	struct crm_text text; /* the value; of an expression, that */
	struct crm_expr *expr;
};

struct given_list {
	const struct crm_entity *of; /* whose fields expressions read */
	const struct crm_entity *to; /* whose fields are given */
	struct given *item;
	size_t n;
};

/* Reads a list, into the arena; of and to are set.  Refused are fields that are kept
 * or moved, are given twice, and values that cannot be theirs; the text of the
 * error begins with the field. */
enum crm_status given_parse(struct crm_store *s, struct crm_text text,
    struct crm_arena *a, struct given_list *l, struct crm_err *err);
bool given_has(const struct given_list *l, const char *field);
/* Gives them, from a record as it is, to a patch or a new one.  An expression over
 * something blank gives nothing. */
enum crm_status given_fill(struct crm_store *s, const struct given_list *l,
    const struct crm_record *of, struct crm_record *to, struct crm_arena *a,
    struct crm_err *err);

#endif
