/* The records that those read are parts of: the orders of lines. */
#ifndef CRM_REPORT_WHOLE_H
#define CRM_REPORT_WHOLE_H

#include "dimension.h"

/* What is read of it. */
struct whole {
	const char *by;     /* the reference of t to it; NULL: there is none */
	const char *as;     /* "o" */
	const char *counts; /* which are meant: a condition over it */
	const char *sql;    /* columns, or NULL: "o.\"currency\", o.\"rate\"" */
	bool text[8];       /* which of them are text */
	size_t n;
	bool few; /* few of them have parts that are read */
};

/* ---- whole.c: all of them, read once and kept by their ids ---- */

struct wholes {
	struct crm_value **row; /* by id; NULL: it does not count */
	int64_t n;              /* 0: they are not kept */
	size_t width;
	size_t dimensions; /* the first cells of a row */
	size_t at[MOST_DIMENSIONS];
	bool *met; /* by id: it has a part */
};

const struct crm_entity *whole_kind(const struct crm_dict *dict,
    const struct crm_entity *part, const struct whole *w);
/* Whether a dimension of its parts is behind the reference to it. */
bool whole_has(const struct whole *w, const struct dimension *d);
/* Appends its value, read over `as`. */
void whole_dimension(
    const struct whole *w, const struct dimension *d, struct crm_sql *q);
/* Reads them where that is worth it: of each a row of the dimensions that are behind
 * the reference, in their order, and of the columns. */
enum crm_status wholes_load(struct crm_store *s, const struct crm_entity *part,
    const struct whole *w, const struct dimensions *d, struct crm_arena *a,
    struct wholes *out, struct crm_err *err);
/* The row of the record that is referred to, or NULL: it does not count. */
const struct crm_value *
wholes_at(const struct wholes *all, struct crm_value reference);

/* Whether each of them that counts was met with a part. */
bool wholes_all_met(const struct wholes *all);

#endif
