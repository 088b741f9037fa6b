/*
 * What is amiss in good data: gaps, contradictions, neglect.  Nothing of it is
 * forbidden, and none of it is a lie that crm_check would find.
 */
#ifndef CRM_LINT_H
#define CRM_LINT_H

#include <crm/store/store.h>
#include <crm/store/upkeep.h>

/* One thing that is looked for.  All of `where`, `sql`, `test` and `record` that are
 * given must hold. */
struct crm_lint_check {
	const char *code;  /* stable: "no-owner" */
	const char *field; /* what to mend */
	const char *where; /* in the filter language */
	const char *sql;   /* a condition, $ the row's alias: what the filter
				 * language cannot say */
	/* Whether the field's text is wrong; says why. */
	bool (*test)(struct crm_text value, struct crm_buf *why);
	const char *message; /* what it means */
	/* Whether the record is wrong as a whole; says why. */
	bool (*record)(struct crm_store *s, const struct crm_entity *e,
	    int64_t id, struct crm_buf *why);
};

/* The checks of an entity; the last has code NULL.  NULL where there are
 * none. */
const struct crm_lint_check *crm_lint_checks(const struct crm_entity *e);

struct crm_lint_opts {
	const struct crm_filter *where; /* only these records; or NULL */
	const int64_t *ids;             /* only these, or NULL: all */
	size_t n_ids;
};

/* Calls `each` for everything that is found, by check, then by id. */
enum crm_status crm_lint(struct crm_store *s, const struct crm_entity *e,
    const struct crm_lint_opts *o,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
