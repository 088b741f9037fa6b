/* The verbs that move goods: one line, or a stream of them, as one batch. */
#include "stock.h"

#include <string.h>

#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}
#define WORD_PRODUCT TEXT_WORD("product", "PRODUCT", "sku, name or barcode")
#define WORD_QUANTITY TEXT_WORD("quantity", "N", "how much, above zero")
#define WORD_UNIT \
	TEXT_WORD("unit", "UNIT", "of the quantity; else the product's own")
#define WORD_ON TEXT_WORD("on", "DATE", "the business day; else today")
#define WORD_LOT TEXT_WORD("lot", "NUMBER", "its lot or serial number")
#define WORD_FOR TEXT_WORD("for", "ID", "the document that it is for")
#define WORD_REFERENCE TEXT_WORD("reference", "TEXT", "a number of others")
#define WORD_REASON TEXT_WORD("reason", "TEXT", "why")
#define WORD_NOTES TEXT_WORD("notes", "TEXT", "anything else")

static const struct crm_word receive_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it comes in"),
	TEXT_WORD("price", "PRICE", "of one, in the base currency"),
	TEXT_WORD("value", "AMOUNT", "of all, instead of a price"),
	WORD_UNIT,
	WORD_ON,
	WORD_LOT,
	TEXT_WORD("expires", "DATE", "of a lot that is new"),
	TEXT_WORD("purchase_line", "ID", "the line of a purchase that comes"),
	WORD_FOR,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = NULL },
};

static const struct crm_word issue_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	WORD_UNIT,
	WORD_ON,
	WORD_LOT,
	TEXT_WORD("reservation", "ID", "the reservation that it fulfils"),
	WORD_FOR,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = NULL },
};

static const struct crm_word return_words[] = {
	TEXT_WORD("of", "MOVE", "the issue that comes back"),
	WORD_QUANTITY,
	WORD_PRODUCT,
	TEXT_WORD("warehouse", "WAREHOUSE", "where to; else where it left"),
	WORD_UNIT,
	WORD_ON,
	WORD_LOT,
	WORD_FOR,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = "scrap",
	    .type = CRM_T_BOOL,
	    .help = "it is thrown away, and comes into no stock" },
	{ .name = NULL },
};

static const struct crm_word back_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	TEXT_WORD("price", "PRICE", "credited for one"),
	TEXT_WORD("value", "AMOUNT", "credited for all, instead of a price"),
	WORD_UNIT,
	WORD_ON,
	WORD_LOT,
	WORD_FOR,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = NULL },
};

static const struct crm_word transfer_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	TEXT_WORD("to", "WAREHOUSE", "where it goes"),
	WORD_UNIT,
	WORD_ON,
	WORD_LOT,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = NULL },
};

static const struct crm_word arrive_words[] = {
	TEXT_WORD("of", "MOVE", "the move that brought it there"),
	WORD_QUANTITY,
	WORD_ON,
	TEXT_WORD("to", "WAREHOUSE", "else where it was sent"),
	WORD_REFERENCE,
	WORD_NOTES,
	{ .name = NULL },
};

static const struct crm_word cost_words[] = {
	TEXT_WORD("of", "MOVE", "the receipt that bears it"),
	TEXT_WORD("value", "AMOUNT", "freight, duty, the rest of a bill"),
	WORD_ON,
	WORD_REFERENCE,
	WORD_REASON,
	WORD_NOTES,
	{ .name = NULL },
};

/* What a verb does to its lines: a step of the table. */
enum step { RECEIVE, ISSUE, RETURN, SEND_BACK, TRANSFER, SEND, ARRIVE, COST };

static const char *const kinds[] = {
	[RECEIVE] = "receipt",
	[ISSUE] = "issue",
	[RETURN] = "return",
	[SEND_BACK] = "supplier-return",
	[TRANSFER] = "transfer",
	[SEND] = "transfer",
	[ARRIVE] = "transfer",
	[COST] = "cost",
};

static void
count(void *ctx, int64_t move)
{
	crm_cmd_count(ctx, move, CRM_ACT_INSERTED);
}

static enum crm_status
post_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct lines *l = c->state;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		st = crm_stock_post(c->store, &l->line[i], count, c, err);
		if (st != CRM_OK && l->at[i] > 0) {
			crm_err_in_line(err, l->at[i]);
			crm_err_in_file(err, l->name);
		}
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

/* What a step needs beyond what every move does. */
static enum crm_status
prepare(struct crm_cmd *c, struct crm_stock_line *l, struct crm_err *err)
{
	enum crm_status st;

	switch ((enum step)c->verb->step) {
	case RETURN:
		l->scrap = crm_arg_int(c, "scrap") == 1;
		return CRM_OK;
	case TRANSFER:
		return l->to != 0
		    ? CRM_OK
		    : crm_fail(err, CRM_USAGE, "transfer needs to=WAREHOUSE");
	case SEND:
		if (l->to == 0)
			return crm_fail(
			    err, CRM_USAGE, "send needs to=WAREHOUSE");
		l->destination = l->to;
		return crm_warehouse_transit(c->store, &l->to, err);
	case ARRIVE:
	case COST:
		if (l->of == 0)
			return crm_fail(
			    err, CRM_USAGE, "%s needs of=MOVE", c->verb->name);
		st = CRM_OK;
		if (c->verb->step == ARRIVE)
			st = crm_stock_arriving(c->store, l, err);
		else if (l->value.kind == CRM_NULL)
			st = crm_fail(
			    err, CRM_USAGE, "add-cost needs value=AMOUNT");
		return st;
	default:
		return CRM_OK;
	}
}

enum crm_status
stock_post(struct crm_cmd *c, struct crm_err *err)
{
	struct lines l;
	enum crm_status st;
	size_t i;

	st = lines_read(c, kinds[c->verb->step], &l, err);
	for (i = 0; i < l.n && st == CRM_OK; i++) {
		st = prepare(c, &l.line[i], err);
		if (st != CRM_OK && l.at[i] > 0) {
			crm_err_in_line(err, l.at[i]);
			crm_err_in_file(err, l.name);
		}
	}
	if (st != CRM_OK)
		return st;
	c->state = &l;
	return crm_cmd_write(c, post_all, err);
}

#define MOVE_ROW \
	.group = "Goods", .flags = CRM_V_WRITE | CRM_V_FREE, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE, \
	.operands = "[FILE | -]", .run = stock_post

const struct crm_verb move_verbs[] = {
	{ .name = "receive",
	    MOVE_ROW,
	    .words = receive_words,
	    .step = RECEIVE,
	    .help = "goods come in, at a price" },
	{ .name = "issue",
	    MOVE_ROW,
	    .words = issue_words,
	    .step = ISSUE,
	    .help = "goods leave, at what they cost" },
	{ .name = "return",
	    MOVE_ROW,
	    .words = return_words,
	    .step = RETURN,
	    .help = "what was issued comes back, at what it had cost" },
	{ .name = "return-to-supplier",
	    MOVE_ROW,
	    .words = back_words,
	    .step = SEND_BACK,
	    .help = "goods go back to where they were bought" },
	{ .name = "transfer",
	    MOVE_ROW,
	    .words = transfer_words,
	    .step = TRANSFER,
	    .help = "from one warehouse to another, in one step" },
	{ .name = "send",
	    MOVE_ROW,
	    .words = transfer_words,
	    .step = SEND,
	    .help =
		"onto the way to another warehouse, where it arrives later" },
	{ .name = "arrive",
	    MOVE_ROW,
	    .words = arrive_words,
	    .step = ARRIVE,
	    .help = "what was sent comes in" },
	{ .name = "add-cost",
	    MOVE_ROW,
	    .words = cost_words,
	    .step = COST,
	    .help = "freight, duty or a dearer bill, onto a receipt" },
	{ .name = NULL },
};
