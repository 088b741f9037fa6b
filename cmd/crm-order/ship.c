/* The verbs by which goods leave and come back. */
#include "order.h"

#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}
#define WORD_ON \
	{ \
		.name = "on", .type = CRM_T_DATE, \
		.help = "the business day; else today" \
	}
#define WORD_CARRIER TEXT_WORD("carrier", "TEXT", "who brings it")
#define WORD_TRACKING TEXT_WORD("tracking", "NUMBER", "by which it is followed")
#define WORD_OVERRIDE \
	{ \
		.name = "override", .type = CRM_T_BOOL, \
		.help = "though a dunning notice holds it, by the right " \
			"dunning" \
	}

const struct crm_word order_ship_words[] = {
	WORD_ON,
	WORD_CARRIER,
	WORD_TRACKING,
	{ .name = "some",
	    .type = CRM_T_BOOL,
	    .help = "what is held for it; the rest stays to be shipped" },
	WORD_OVERRIDE,
	{ .name = NULL },
};

/* A stream may say these of each of its rows. */
#define ROW_WORD(n, f, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h, \
		.flags = CRM_W_ROW | (f) \
	}

const struct crm_word order_line_ship_words[] = {
	ROW_WORD(
	    "quantity", 0, "N", "how much; else all that is to be shipped"),
	ROW_WORD("lot", 0, "NUMBER", "the lot or serial number that leaves"),
	WORD_ON,
	WORD_CARRIER,
	WORD_TRACKING,
	WORD_OVERRIDE,
	{ .name = NULL },
};

const struct crm_word order_line_return_words[] = {
	ROW_WORD("quantity", CRM_W_RULED, "N", "how much comes back"),
	{ .name = "delivery_line",
	    .type = CRM_T_REF,
	    .entity = "delivery-line",
	    .help = "of this one; else of those that left first" },
	ROW_WORD(
	    "lot", 0, "NUMBER", "the lot or serial number that comes back"),
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "where to; else where it left, or to the supplier" },
	WORD_ON,
	{ .name = "scrap",
	    .type = CRM_T_BOOL,
	    .help = "it is thrown away, and comes into no stock" },
	{ .name = "exchange",
	    .type = CRM_T_BOOL,
	    .help = "it is sent anew, and nothing is credited" },
	CRM_WORD_REASON,
	{ .name = NULL },
};

static int64_t
day_of(const struct crm_cmd *c)
{
	const struct crm_arg *on = crm_arg(c, "on");

	return on->given && on->v.kind == CRM_INT ? on->v.i : CRM_DATE_MIN;
}

static struct crm_shipping
shipping(const struct crm_cmd *c)
{
	return (struct crm_shipping){
		.day = day_of(c),
		.carrier = crm_arg_text(c, "carrier"),
		.tracking = crm_arg_text(c, "tracking"),
		.some = crm_arg_int(c, "some") == 1,
		.reason = crm_text_of(
		    crm_has(c, CRM_OPT_REASON) ? c->opt[CRM_OPT_REASON] : ""),
		.override = crm_arg_int(c, "override") == 1,
	};
}

static enum crm_status
read_quantity(struct crm_text text, int64_t *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	*out = 0;
	if (text.n == 0)
		return CRM_OK;
	st = crm_number_parse(text, CRM_DECIMAL_DIGITS, 0, out, err);
	if (st == CRM_OK && *out <= 0)
		st = crm_fail(err, CRM_INVALID, "is above zero");
	if (st != CRM_OK)
		crm_err_in_field(err, "quantity");
	return st;
}

enum crm_status
order_quantity_of(const struct crm_cmd *c, int64_t *out, struct crm_err *err)
{
	return read_quantity(crm_arg_text(c, "quantity"), out, err);
}

enum crm_status
order_ship(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_shipping how = shipping(c);
	int64_t delivery;

	*done = CRM_ACT_UPDATED;
	return crm_order_ship(c->store, id, &how, &delivery, err);
}

/* As a row says, or the command.  A list of lines prints what they order, which says
 * nothing of how much leaves now. */
static enum crm_status
row_quantity(
    struct crm_cmd *c, int64_t id, size_t at, int64_t *out, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	struct crm_record line;
	enum crm_status st = read_quantity(
	    crm_row_text(c, at, "quantity"), out, err);

	if (st != CRM_OK || at == 0 || crm_row_text(c, at, "lot").n > 0 ||
	    crm_arg_text(c, "quantity").n > 0)
		return st;
	st = crm_load(c->store, e, id, c->arena, &line, err);
	if (st == CRM_OK &&
	    line.v[crm_field_index(e, CRM_TEXT("quantity"))].i == *out)
		*out = 0;
	return st;
}

static enum crm_status
ship_row(struct crm_cmd *c, int64_t id, size_t at,
    const struct crm_shipping *how, struct crm_err *err)
{
	int64_t quantity, delivery;
	enum crm_status st = row_quantity(c, id, at, &quantity, err);

	return st == CRM_OK
	    ? crm_order_ship_line(c->store, id, quantity,
		  crm_row_text(c, at, "lot"), how, &delivery, err)
	    : st;
}

enum crm_status
order_line_ship(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_shipping how = shipping(c);
	enum crm_status st = CRM_OK;
	size_t at = 0, n = 0;

	*done = CRM_ACT_UPDATED;
	for (; st == CRM_OK && crm_row_next(c, id, &at); n++)
		st = ship_row(c, id, at, &how, err);
	return st == CRM_OK && n == 0 ? ship_row(c, id, 0, &how, err) : st;
}

static void
ignore(void *ctx, int64_t id)
{
	(void)ctx;
	(void)id;
}

static enum crm_status
return_row(struct crm_cmd *c, int64_t id, size_t at, struct crm_err *err)
{
	bool away = false;
	struct crm_returning r = {
		.away = &away,
		.day = day_of(c),
		.delivery_line = crm_arg_int(c, "delivery_line"),
		.lot = crm_row_text(c, at, "lot"),
		.warehouse = crm_arg_int(c, "warehouse"),
		.reason = crm_arg_text(c, "reason"),
		.scrap = crm_arg_int(c, "scrap") == 1,
		.exchange = crm_arg_int(c, "exchange") == 1,
	};
	enum crm_status st = row_quantity(c, id, at, &r.quantity, err);

	/* A row with all that was ordered is of all that is out. */
	if (st == CRM_OK && r.quantity == 0 && r.lot.n == 0 &&
	    (at == 0 || crm_row_text(c, at, "quantity").n == 0))
		st = crm_fail(err, CRM_USAGE,
		    "%s needs quantity=N, or lot=NUMBER for all of that",
		    c->verb->name);
	if (st == CRM_OK)
		st = crm_order_return(c->store, id, &r, ignore, NULL, err);
	if (st == CRM_OK && away)
		crm_note(c,
		    "OL%lld left the supplier and goes back there; "
		    "warehouse=NAME takes it into our stock",
		    (long long)id);
	return st;
}

enum crm_status
order_line_return(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t at = 0, n = 0;

	*done = CRM_ACT_UPDATED;
	for (; st == CRM_OK && crm_row_next(c, id, &at); n++)
		st = return_row(c, id, at, err);
	return st == CRM_OK && n == 0 ? return_row(c, id, 0, err) : st;
}
