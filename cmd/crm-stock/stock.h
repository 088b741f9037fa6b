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

/* Reads them, of moves of a kind. */
enum crm_status lines_read(struct crm_cmd *c, const char *kind,
    struct lines *out, struct crm_err *err);

/* What a line said in the input, of an error just made. */
void lines_place(const struct lines *l, size_t i, struct crm_err *err);

/* A column of a table that a verb prints. */
#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

/* "PR7", in the arena of the command. */
struct crm_value stock_typed(struct crm_cmd *c, const char *entity, int64_t id);

/* Words that several verbs take. */
#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}
#define WORD_PRODUCT TEXT_WORD("product", "PRODUCT", "sku, name or barcode")
#define WORD_QUANTITY TEXT_WORD("quantity", "N", "how much, above zero")
#define WORD_UNIT \
	TEXT_WORD("unit", "UNIT", "of the quantity; else the product's own")
#define WORD_ON TEXT_WORD("on", "DATE", "the business day; else today")
#define WORD_RATE \
	TEXT_WORD("rate", "RATE", "what one of its currency is on that day")
#define WORD_LOT TEXT_WORD("lot", "NUMBER", "its lot or serial number")
#define WORD_FOR TEXT_WORD("for", "ID", "the document that it is for")
#define WORD_REFERENCE TEXT_WORD("reference", "TEXT", "a number of others")
#define WORD_REASON TEXT_WORD("reason", "TEXT", "why")
#define WORD_NOTES TEXT_WORD("notes", "TEXT", "anything else")

/* What every move of goods says of these, and why it is made. */
#define WORDS_WHAT WORD_UNIT, WORD_ON, WORD_LOT
#define WORDS_WHY WORD_REFERENCE, WORD_REASON, WORD_NOTES

/* moves.c */
extern const struct crm_word stock_receive_words[], stock_issue_words[],
    stock_return_words[], stock_back_words[], stock_transfer_words[],
    stock_arrive_words[], stock_cost_words[];
/* What a verb of moves does with its lines: its step. */
enum stock_step {
	STOCK_RECEIVE,
	STOCK_ISSUE,
	STOCK_RETURN,
	STOCK_SEND_BACK,
	STOCK_TRANSFER,
	STOCK_SEND,
	STOCK_ARRIVE,
	STOCK_COST,
};
enum crm_status stock_post(struct crm_cmd *c, struct crm_err *err);

/* promises.c */
extern const struct crm_word stock_reserve_words[], stock_release_words[],
    stock_promise_words[];
enum crm_status stock_reserve(struct crm_cmd *c, struct crm_err *err);
enum crm_status stock_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status stock_promise(struct crm_cmd *c, struct crm_err *err);

/* plan.c */
extern const struct crm_word stock_plan_words[], stock_order_words[],
    stock_rebalance_words[];
enum crm_status stock_plan(struct crm_cmd *c, struct crm_err *err);
enum crm_status stock_order(struct crm_cmd *c, struct crm_err *err);
enum crm_status stock_rebalance(struct crm_cmd *c, struct crm_err *err);

/* pick.c */
extern const struct crm_word stock_pick_words[];
enum crm_status stock_pick(struct crm_cmd *c, struct crm_err *err);

/* What other verbs are fed with. */
extern const struct crm_column stock_plan_columns[], stock_rebalance_columns[],
    stock_pick_columns[], stock_promise_columns[];
extern const size_t stock_plan_n, stock_rebalance_n, stock_pick_n,
    stock_promise_n;

/* open.c */
extern const struct crm_word stock_open_words[];
extern const struct crm_word stock_read_words[];
enum crm_status stock_count_open(struct crm_cmd *c, struct crm_err *err);

/* sheet.c */
enum crm_status stock_count_sheet(struct crm_cmd *c, struct crm_err *err);
enum crm_status stock_count_read(struct crm_cmd *c, struct crm_err *err);

/* counts.c: the verbs of the noun count; ends with name NULL. */
extern const struct crm_verb stock_count_verbs[];

#endif
