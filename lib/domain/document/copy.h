/* ---- for other areas ---- */
/* What one document becomes: another of its fields and lines. */
#ifndef DOCUMENT_COPY_H
#define DOCUMENT_COPY_H

#include "domain/core/core.h"

/* Sets the fields that both kinds have by name and type and somebody may give, but
 * those listed (ends with NULL), and users' own. */
void document_copy(struct crm_record *to, const struct crm_record *from,
    const char *const *but);

/* What became of another is of its own day: a rate that nobody typed is not taken along,
 * so that it gets that of its day. */
enum crm_status document_own_rate(
    struct crm_store *s, struct crm_record *to, struct crm_err *err);

/* Lines of a document: ids of the records of `kind` whose reference `of` leads to it,
 * in their order. */
enum crm_status document_lines(struct crm_store *s, const char *kind,
    const char *of, int64_t document, struct crm_arena *a, int64_t **ids,
    size_t *n, struct crm_err *err);

/* Where lines are copied from and to. */
struct document_lines_of {
	const char *kind, *of; /* "quote-line", "quote" */
};

/* A line before it is inserted: what else it needs; *take false leaves it out. */
typedef enum crm_status document_line_hook(void *ctx, struct crm_record *line,
    const struct crm_record *from, bool *take, struct crm_err *err);

/* The lines of one document as those of another.  Where quantity and price are there,
 * the amount is worked out anew, for a share of the discount on the whole is in it.
 * `each` may be NULL. */
enum crm_status
document_copy_lines(struct crm_store *s, const struct document_lines_of *from,
    int64_t source, const struct document_lines_of *to, int64_t target,
    document_line_hook *each, void *ctx, struct crm_err *err);

#endif
