/* What the columns of a stream mean: shared by those that read lines and sheets. */
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
	bool
	    moved; /* a quantity of a move that is listed: how much of it, above zero */
};

struct columns {
	const struct line_part *part;
	size_t parts;
	const struct crm_entity *words; /* that the verb takes, as fields */
	bool loose; /* what means nothing is left out, … */
	const struct crm_entity *sheet; /* … else what a sheet of these has */
	struct column *of;
	size_t n;
};

/* Whether the verb takes a word. */
bool columns_takes(const struct crm_cmd *c, const char *word);
/* The parts are the words of the verb, or all of them where it is loose. */
void columns_init(struct columns *l, struct crm_cmd *c,
    const struct line_part *part, size_t n, bool loose);
/* Reads those that are known by now.  CRM_USAGE for one that means nothing to the
 * verb and is of no list. */
enum crm_status columns_read(struct crm_cmd *c, struct columns *l,
    const struct crm_reader *in, struct crm_err *err);
/* What a row says of the currency of its amounts: CRM_INVALID for another than the
 * book's. */
enum crm_status
columns_currency(struct crm_cmd *c, struct crm_text cell, struct crm_err *err);

/* ---- agree.c ---- */

/* What a cell says of a part of its row. */
struct told {
	struct crm_text text;   /* none: nothing */
	struct crm_text header; /* of its column */
	bool id;                /* a typed one */
	bool pack; /* the barcode of one: it says the unit too, once it is held
		    * against another */
};

/* Two cells of a row say the same of a part: CRM_INVALID, with both, where they do
 * not. */
enum crm_status told_agree(struct crm_cmd *c, const struct line_part *p,
    struct told *a, struct told *b, struct crm_err *err);
/* A cell names goods that are known, those of a record that is shown: CRM_INVALID
 * where it does not. */
enum crm_status told_of_product(struct crm_cmd *c, int64_t product,
    struct crm_text shown, struct told *t, struct crm_err *err);

/* ---- scan.c ---- */

/* What was scanned, once a code and unit: so many of it. */
struct scan {
	struct crm_text code, unit; /* unit: of its barcode, or none */
	int64_t product, times;
	int64_t line; /* of the first */
};
struct scans {
	struct scan *of;
	size_t n, cap;
};

/* Whether a stream is a bare list of codes: one column, whose header means nothing to
 * the verb and names a product, or is a number of those that are said. */
bool scans_are(struct crm_cmd *c, const struct columns *l,
    const struct crm_reader *in, struct crm_text product);
/* Reads all of them, the header too; of lots, which are not looked up. */
enum crm_status scans_read(struct crm_cmd *c, struct crm_reader *in, bool lots,
    struct scans *out, struct crm_err *err);
/* Whether goods that are named are kept by lots or serial numbers. */
bool scans_of_lots(struct crm_cmd *c, struct crm_text product);

#endif
