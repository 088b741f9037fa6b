/* What the columns of a stream mean: shared with lines.c alone. */
#ifndef CRM_CMD_STOCK_COLUMNS_H
#define CRM_CMD_STOCK_COLUMNS_H

#include "stock.h"

#include <stddef.h>

/* A word of these verbs, and the field that it is read as and whose names it has. */
struct line_part {
	const char *word;
	const char *entity, *field; /* NULL: plain text, of no field's names */
	bool text;                  /* of them the names alone */
	size_t at;                  /* place of a text in a line */
};

struct column {
	int part;      /* that it feeds, or -1 */
	bool id;       /* it holds typed ids */
	bool currency; /* of the amounts of its row */
};

struct columns {
	const struct line_part *part;
	size_t parts;
	const struct crm_entity *words; /* that the verb takes, as fields */
	struct column *of;
	size_t n;
};

void columns_init(struct columns *l, struct crm_cmd *c,
    const struct line_part *part, size_t n);
/* Reads those that are known by now.  CRM_USAGE for one that means nothing to the
 * verb and is of no list. */
enum crm_status columns_read(struct crm_cmd *c, struct columns *l,
    const struct crm_reader *in, struct crm_err *err);
/* What a row says of the currency of its amounts: CRM_INVALID for another than the
 * book's. */
enum crm_status
columns_currency(struct crm_cmd *c, struct crm_text cell, struct crm_err *err);

#endif
