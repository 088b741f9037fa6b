/* What the files of crm-stock share. */
#ifndef CRM_CMD_STOCK_H
#define CRM_CMD_STOCK_H

#include <crm/cli/cli.h>
#include <crm/domain/stock.h>

/* The lines of a document: rows of a stream or a file, else what the command
 * says; what a row leaves blank is as the command says. */
struct lines {
	struct crm_stock_line *line;
	int64_t *at; /* of the input, 0: of the command */
	size_t n, cap;
	const char *name; /* of the input, or NULL */
};

/* Reads them, of moves of a kind; c->entity is the kind `move` from then on. */
enum crm_status lines_read(struct crm_cmd *c, const char *kind,
    struct lines *out, struct crm_err *err);

/* The verbs that move goods; ends with name NULL. */
extern const struct crm_verb move_verbs[];

/* The rows of the table of verbs. */
enum crm_status stock_post(struct crm_cmd *c, struct crm_err *err);

#endif
