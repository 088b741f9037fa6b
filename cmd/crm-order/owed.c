/* The verbs of what is owed: given up, disputed, promised. */
#include "order.h"

#include <crm/domain/receivable.h>

static const struct crm_choice kinds[] = {
	{ "discount", "Discount", "折扣", NULL },
	{ "bad_debt", "Bad debt", "坏账", "bad-debt" },
	{ "rounding", "Rounding", "尾差", NULL },
	{ NULL, NULL, NULL, NULL },
};

#define WORD_AMOUNT(h) \
	{ \
		.name = "amount", .type = CRM_T_TEXT, .arg = "N", .help = h \
	}
#define WORD_ON \
	{ \
		.name = "on", .type = CRM_T_DATE, \
		.help = "the business day; else today" \
	}

const struct crm_word write_off_words[] = {
	{ .name = "kind",
	    .type = CRM_T_ENUM,
	    .flags = CRM_W_NEEDED,
	    .choices = kinds,
	    .help = "what it is" },
	WORD_AMOUNT("how much; else all that is open"),
	WORD_ON,
	CRM_WORD_REASON,
	{ .name = NULL },
};

const struct crm_word write_off_back_words[] = {
	WORD_AMOUNT("how much; else all of it, which makes it void"),
	WORD_ON,
	CRM_WORD_REASON,
	{ .name = NULL },
};

const struct crm_word dispute_words[] = {
	CRM_WORD_REASON_RULED,
	WORD_ON,
	{ .name = NULL },
};

const struct crm_word undispute_words[] = {
	WORD_ON,
	{ .name = NULL },
};

const struct crm_word promise_words[] = {
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .flags = CRM_W_NEEDED,
	    .help = "the day on which it will be paid" },
	WORD_AMOUNT("how much; else all that is open"),
	{ .name = NULL },
};

/* The amount of a command, in the currency of the record; 0 where none is given. */
static enum crm_status
amount_of(struct crm_cmd *c, int64_t id, int64_t *out, struct crm_err *err)
{
	struct crm_text text = crm_arg_text(c, "amount");
	struct crm_record r;
	enum crm_status st = CRM_OK;

	*out = 0;
	if (text.n == 0)
		return CRM_OK;
	if ((st = crm_load(c->store, c->entity, id, c->arena, &r, err)) ==
		CRM_OK &&
	    (st = crm_assign_field(c, &r, "amount", text, err)) == CRM_OK)
		*out = r.v[crm_field_index(c->entity, CRM_TEXT("amount"))].i;
	return st == CRM_OK && *out <= 0
	    ? crm_fail_field(err, CRM_INVALID, "amount", "is above zero")
	    : st;
}

static int64_t
day_of(const struct crm_cmd *c)
{
	const struct crm_arg *on = crm_arg(c, "on");

	return on->given && on->v.kind == CRM_INT ? on->v.i : CRM_DATE_MIN;
}

enum crm_status
receivable_write_off(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_writing_off w = {
		.receivable = id,
		.kind = crm_strndup(c->arena, crm_arg(c, "kind")->v.t.p,
		    crm_arg(c, "kind")->v.t.n),
		.day = day_of(c),
		.reason = crm_arg_text(c, "reason"),
	};
	struct crm_record r;
	struct crm_text status;
	int64_t record;
	enum crm_status st;

	*done = CRM_ACT_UPDATED;
	if ((st = amount_of(c, id, &w.amount, err)) != CRM_OK ||
	    (st = crm_write_off(c->store, &w, &record, err)) != CRM_OK ||
	    (st = crm_load(c->store, crm_dict_find(c->dict, "write-off"),
		 record, c->arena, &r, err)) != CRM_OK)
		return st;
	status = r.v[crm_field_index(r.entity, CRM_TEXT("status"))].t;
	if (crm_text_is(status, "pending"))
		crm_note(c,
		    "WO%lld waits for consent; who is asked: crm-admin approval "
		    "list -w 'about = WO%lld'",
		    (long long)record, (long long)record);
	return CRM_OK;
}

enum crm_status
write_off_submit(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_write_off_submit(c->store, id, done, err);
}

enum crm_status
write_off_take_back(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t amount;
	enum crm_status st = amount_of(c, id, &amount, err);

	return st == CRM_OK
	    ? crm_write_off_back(c->store, id, amount, day_of(c), done, err)
	    : st;
}

enum crm_status
receivable_dispute(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_text why = crm_arg_text(c, "reason");

	if (why.n == 0)
		return crm_fail_field(
		    err, CRM_RULE, "reason", "says what the customer disputes");
	return crm_dispute(c->store, id, true, day_of(c), why, done, err);
}

enum crm_status
receivable_undispute(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_dispute(
	    c->store, id, false, day_of(c), CRM_TEXT(""), done, err);
}

enum crm_status
receivable_promise(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t amount;
	enum crm_status st = amount_of(c, id, &amount, err);

	return st == CRM_OK
	    ? crm_promise(c->store, id, day_of(c), amount, done, err)
	    : st;
}
