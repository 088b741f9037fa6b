/* approval test: whom a record, or an amount, would be asked about. */
#include "admin.h"

#include <crm/domain/approval.h>

const struct crm_word route_words[] = {
	{ .name = "kind",
	    .type = CRM_T_TEXT,
	    .help = "of which kind of record; default order" },
	{ .name = "amount",
	    .type = CRM_T_TEXT,
	    .arg = "amount",
	    .help = "one that nobody has entered yet, with this amount" },
	{ .name = NULL },
};

enum { RECORD, RULE, STEP, HOW, WHO, COLUMNS };

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

static const struct crm_column columns[COLUMNS] = {
	[RECORD] = COLUMN("record", "Record", CRM_T_TEXT),
	[RULE] = { .name = "approval_rule_id",
	    .label = "Rule",
	    .type = CRM_T_ID,
	    .code = "APR",
	    .currency = -1 },
	[STEP] = COLUMN("step", "Step", CRM_T_INT),
	[HOW] = COLUMN("how", "How", CRM_T_TEXT),
	[WHO] = COLUMN("who", "Who", CRM_T_TEXT),
};

static enum crm_status
put_step(struct crm_rows *rows, const char *record, int64_t rule,
    const struct crm_route *route, size_t i, struct crm_err *err)
{
	const struct crm_approval_step *step = &route->step[i];
	struct crm_buf who = CRM_BUF_INIT;
	struct crm_value v[COLUMNS] = {
		[RECORD] = crm_value_text(crm_text_of(record)),
		[RULE] = rule != 0 ? crm_value_int(rule) : CRM_VALUE_NULL,
		[STEP] = crm_value_int((int64_t)i + 1),
		[HOW] = crm_value_text(crm_text_of(step->all ? "ALL" : "ANY")),
	};
	enum crm_status st;
	size_t j;

	for (j = 0; j < step->n; j++)
		crm_buf_printf(&who, "%s%.*s", j > 0 ? ", " : "",
		    (int)step->who[j].n, step->who[j].p);
	v[WHO] = crm_value_text((struct crm_text){ who.data, who.len });
	st = crm_rows_put(rows, v, err);
	crm_buf_free(&who);
	return st;
}

static enum crm_status
put_route(struct crm_cmd *c, struct crm_rows *rows, const char *record,
    const struct crm_record *r, struct crm_err *err)
{
	struct crm_route route;
	struct crm_chosen chosen;
	const char *must;
	enum crm_status st;
	size_t i;

	st = crm_consent_route(
	    c->store, r, c->arena, &chosen, &route, &must, err);
	for (i = 0; i < route.n && st == CRM_OK; i++)
		st = put_step(rows, record, chosen.rule, &route, i, err);
	if (st != CRM_OK)
		return st;
	if (must != NULL)
		crm_note(
		    c, "%s: %s, which you may not give alone", record, must);
	else if (chosen.rule == 0)
		crm_note(c, "%s: no rule fits, so nobody is asked", record);
	else if (route.n == 0)
		crm_note(c, "%s: APR%lld asks nobody", record,
		    (long long)chosen.rule);
	if (chosen.also != 0)
		crm_note(c, "%s: APR%lld fits too; the first wins", record,
		    (long long)chosen.also);
	return CRM_OK;
}

/* "O7": of whatever kind. */
static enum crm_status
test_record(struct crm_cmd *c, const char *operand, struct crm_rows *rows,
    struct crm_err *err)
{
	const struct crm_reference name = { .text = crm_text_of(operand),
		.how = CRM_REFER_ID };
	const struct crm_entity *e;
	struct crm_record r;
	enum crm_status st;
	int64_t id;

	st = crm_refer_any(c->store, "any", &name, &e, &id, err);
	if (st == CRM_OK)
		st = crm_load(c->store, e, id, c->arena, &r, err);
	return st == CRM_OK ? put_route(c, rows, operand, &r, err) : st;
}

static enum crm_status
test_amount(struct crm_cmd *c, struct crm_rows *rows, struct crm_err *err)
{
	struct crm_text amount = crm_arg_text(c, "amount");
	struct crm_text kind = crm_arg_text(c, "kind");
	const struct crm_entity *e = crm_dict_kind(
	    c->dict, kind.n > 0 ? kind : CRM_TEXT("order"));
	char quoted[CRM_QUOTE_SIZE];
	struct crm_record r;
	enum crm_status st;

	if (e == NULL || crm_field_index(e, CRM_TEXT("amount")) < 0)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is not a kind of record with an amount, like order",
		    crm_quote(quoted, kind));
	crm_record_init(&r, e, c->arena);
	st = crm_assign_field(c, &r, "amount", amount, err);
	return st == CRM_OK
	    ? put_route(
		  c, rows, crm_strndup(c->arena, amount.p, amount.n), &r, err)
	    : st;
}

enum crm_status
approval_test(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	enum crm_status st;
	size_t i;

	if ((c->n_operands == 0) != crm_arg(c, "amount")->given)
		return crm_fail(err, CRM_USAGE,
		    "test takes records, or amount=AMOUNT and kind=KIND");
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	if (st == CRM_OK && c->n_operands == 0)
		st = test_amount(c, rows, err);
	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = test_record(c, c->operand[i], rows, err);
	return crm_rows_end(rows, st, err);
}
