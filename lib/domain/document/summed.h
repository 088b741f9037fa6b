/* What a document gets of its lines; kept, of an import of them: summed.c. */
#ifndef DOCUMENT_SUMMED_H
#define DOCUMENT_SUMMED_H

#include "totals.h"

/* Amount, net, tax, gross; how far that is below the lists. */
enum { SUMS = 4 };
struct sums {
	int64_t of[SUMS];
	struct off_list off;
	bool worth; /* any line says what it comes to */
};

/* Adds a line to all of them; CRM_INVALID where that is too much. */
enum crm_status sums_add(
    const struct totals *t, size_t line, struct sums *x, struct crm_err *err);
void sums_put(const struct sums *x, struct crm_record *patch);
void sums_blank(struct crm_record *patch);

/* Behind a line: one that an import brings is added to the sums that are kept of its
 * document, and one that is changed or goes ends these. */
void summed_line(const struct crm_lines *k, const struct crm_saving *w);
/* Writes a document from them; *done is false where its lines are to be read: it has
 * others, or a discount on the whole. */
enum crm_status summed_write(struct crm_store *s, const struct crm_lines *k,
    int64_t document, bool *done, struct crm_err *err);

#endif
