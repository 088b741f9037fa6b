/* The cells of one column of a stream of records. */
#ifndef CRM_CLI_SOURCE_H
#define CRM_CLI_SOURCE_H

#include "internal.h"

/* Where the cells of a stream come from and go to. */
struct source {
	const char *const *keys; /* names of columns; ends with NULL */
	struct via *via;         /* where none of them is there, or NULL */
	int64_t *version;        /* of the row, before it is taken, or NULL */
	enum crm_status (*take)(struct crm_cmd *c, void *ctx,
	    struct crm_text cell, struct crm_err *err);
	void *ctx;
};

/* Reads standard input to its end; rows without a key are skipped, and told. */
enum crm_status
read_source(struct crm_cmd *c, const struct source *s, struct crm_err *err);

/* The column of that name, or -1. */
int column_index(const struct crm_reader *r, const char *name);

/* ---- row-said.c ---- */

/* Reads what a row says beside its key; keeps it for the record that the key is of. */
void row_said(
    struct crm_cmd *c, const struct crm_reader *r, const struct crm_row *row);
void row_keep(struct crm_cmd *c, int64_t id);

#endif
