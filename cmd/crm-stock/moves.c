/* The verbs that move goods: one line, or a stream of them, as one batch. */
#include "stock.h"

#include <string.h>

enum { NOTED = 200 }; /* bytes of a note that lists goods */

const struct crm_word stock_receive_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it comes in"),
	TEXT_WORD("price", "PRICE", "of one"),
	TEXT_WORD("value", "AMOUNT", "of all, instead of a price"),
	WORD_RATE,
	WORDS_WHAT,
	TEXT_WORD("expires", "DATE", "of a lot that is new"),
	TEXT_WORD("purchase_line", "ID", "the line of a purchase that comes"),
	WORD_FOR,
	WORDS_WHY,
	{ .name = NULL },
};

const struct crm_word stock_issue_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	WORDS_WHAT,
	TEXT_WORD("days_left", "N",
	    "days that its lots last; else as the customer asks"),
	TEXT_WORD("reservation", "ID", "the reservation that it fulfils"),
	WORD_FOR,
	WORDS_WHY,
	{ .name = NULL },
};

const struct crm_word stock_return_words[] = {
	TEXT_WORD("of", "MOVE", "the issue that comes back"),
	WORD_QUANTITY,
	WORD_PRODUCT,
	TEXT_WORD("warehouse", "WAREHOUSE", "where to; else where it left"),
	WORDS_WHAT,
	WORD_FOR,
	WORDS_WHY,
	{ .name = "scrap",
	    .type = CRM_T_BOOL,
	    .help = "it is thrown away, and comes into no stock" },
	{ .name = NULL },
};

const struct crm_word stock_back_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	TEXT_WORD("price", "PRICE", "credited for one"),
	TEXT_WORD("value", "AMOUNT", "credited for all, instead of a price"),
	WORD_RATE,
	WORDS_WHAT,
	TEXT_WORD("purchase_line", "ID",
	    "the line of a purchase that it came by, and is open for again"),
	WORD_FOR,
	WORDS_WHY,
	{ .name = NULL },
};

const struct crm_word stock_transfer_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it leaves"),
	TEXT_WORD("to", "WAREHOUSE", "where it goes"),
	WORDS_WHAT,
	WORDS_WHY,
	{ .name = NULL },
};

const struct crm_word stock_arrive_words[] = {
	TEXT_WORD("of", "MOVE", "the move that brought it there"),
	TEXT_WORD(
	    "product", "PRODUCT", "what arrives, where one move brought it"),
	TEXT_WORD("lot", "NUMBER", "of it, the lot or serial number"),
	WORD_QUANTITY,
	WORD_ON,
	TEXT_WORD("to", "WAREHOUSE", "else where it was sent"),
	WORD_REFERENCE,
	WORD_NOTES,
	{ .name = NULL },
};

const struct crm_word stock_cost_words[] = {
	TEXT_WORD("of", "MOVE", "the receipt that bears it"),
	TEXT_WORD("value", "AMOUNT", "freight, duty, the rest of a bill"),
	WORD_RATE,
	WORD_ON,
	WORDS_WHY,
	{ .name = NULL },
};

static const char *const kinds[] = {
	[STOCK_RECEIVE] = "receipt",
	[STOCK_ISSUE] = "issue",
	[STOCK_RETURN] = "return",
	[STOCK_SEND_BACK] = "supplier-return",
	[STOCK_TRANSFER] = "transfer",
	[STOCK_SEND] = "transfer",
	[STOCK_ARRIVE] = "transfer",
	[STOCK_COST] = "cost",
};

/* What one try of a batch posts. */
struct posted {
	struct crm_cmd *c;
	int64_t last; /* the move */
	struct crm_buf retired;
};

static void
count(void *ctx, int64_t move)
{
	struct posted *p = ctx;

	p->last = move;
	crm_cmd_count(p->c, move, CRM_ACT_INSERTED);
}

/* Goods that are sold no more may come in: whoever takes them in hears of it. */
static enum crm_status
note_retired(struct posted *p, struct crm_err *err)
{
	const char *sku;
	enum crm_status st;

	if (p->c->verb->step != STOCK_RECEIVE)
		return CRM_OK;
	st = crm_move_retired(p->c->store, p->last, p->c->arena, &sku, err);
	if (st == CRM_OK && sku != NULL && p->retired.len < NOTED)
		crm_buf_printf(
		    &p->retired, "%s%s", p->retired.len > 0 ? ", " : "", sku);
	return st;
}

static void
tell_retired(struct posted *p)
{
	if (p->retired.len > 0 && !crm_has(p->c, CRM_OPT_QUIET))
		crm_note(p->c,
		    "came in, and is not active: %s; crm-stock set SKU "
		    "active=yes, where it is sold again",
		    p->retired.data);
	crm_buf_free(&p->retired);
}

static enum crm_status
post_all(struct crm_cmd *c, struct crm_err *err)
{
	struct posted p = { c, 0, CRM_BUF_INIT };
	const struct lines *l = c->state;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		st = crm_stock_post(c->store, &l->line[i], count, &p, err);
		if (st == CRM_OK)
			st = note_retired(&p, err);
		if (st != CRM_OK)
			lines_place(l, i, err);
	}
	tell_retired(&p);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

/* What a step needs beyond what every move does. */
static enum crm_status
prepare(struct crm_cmd *c, struct crm_stock_line *l, struct crm_err *err)
{
	switch ((enum stock_step)c->verb->step) {
	case STOCK_RETURN:
		l->scrap = crm_arg_int(c, "scrap") == 1;
		return CRM_OK;
	case STOCK_TRANSFER:
		return l->to != 0
		    ? CRM_OK
		    : crm_fail(err, CRM_USAGE, "transfer needs to=WAREHOUSE");
	case STOCK_SEND:
		if (l->to == 0)
			return crm_fail(
			    err, CRM_USAGE, "send needs to=WAREHOUSE");
		l->destination = l->to;
		return crm_warehouse_transit(c->store, &l->to, err);
	case STOCK_ARRIVE:
		return l->of == 0 && l->product.n == 0
		    ? crm_fail(
			  err, CRM_USAGE, "arrive needs of=MOVE or product=")
		    : crm_stock_arriving(c->store, l, err);
	case STOCK_COST:
		if (l->of == 0)
			return crm_fail(
			    err, CRM_USAGE, "%s needs of=MOVE", c->verb->name);
		return l->value.kind != CRM_NULL
		    ? CRM_OK
		    : crm_fail(err, CRM_USAGE, "add-cost needs value=AMOUNT");
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

	c->entity = crm_dict_find(c->dict, "move");
	st = lines_read(c, kinds[c->verb->step], &l, err);
	for (i = 0; i < l.n && st == CRM_OK; i++) {
		st = prepare(c, &l.line[i], err);
		if (st != CRM_OK)
			lines_place(&l, i, err);
	}
	if (st != CRM_OK)
		return st;
	c->state = &l;
	return crm_cmd_write(c, post_all, err);
}
