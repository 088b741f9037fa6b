/* case: the verbs that take a case through its states, and its clocks. */
#include "customer.h"

#include <crm/base/worktime.h>
#include <crm/domain/service.h>

#include <string.h>

/* ---- states ---- */

enum crm_status
case_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_case_move m = {
		.step = (enum crm_case_step)c->verb->step,
		.waiting_for = crm_arg_int(c, "for"),
		.resolution = crm_arg_text(c, "resolution"),
	};
	int64_t made;
	enum crm_status st = crm_case_move(c->store, id, &m, done, &made, err);

	if (st != CRM_OK || made == 0)
		return st;
	/* The old one stays as it was: the new one is what came of it. */
	crm_cmd_count(c, made, CRM_ACT_INSERTED);
	*done = CRM_ACT_NONE;
	return CRM_OK;
}

enum crm_status
case_split(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_record said;
	enum crm_status st;
	int64_t made;

	crm_record_init(&said, c->entity, c->arena);
	if ((st = crm_fill_fields(c, &said, err)) != CRM_OK ||
	    (st = crm_case_split(c->store, id, &said, &made, err)) != CRM_OK)
		return st;
	crm_cmd_count(c, made, CRM_ACT_INSERTED);
	*done = CRM_ACT_NONE;
	return CRM_OK;
}

/* ---- clocks ---- */

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

static const struct crm_column columns[] = {
	{ .name = "case_id",
	    .label = "case_id",
	    .type = CRM_T_ID,
	    .code = "CS",
	    .currency = -1 },
	COLUMN("subject", CRM_T_TEXT),
	COLUMN("priority", CRM_T_TEXT),
	COLUMN("status", CRM_T_TEXT),
	COLUMN("owner", CRM_T_TEXT),
	COLUMN("opened_at", CRM_T_INSTANT),
	COLUMN("response", CRM_T_INSTANT),
	COLUMN("response_due", CRM_T_INSTANT),
	COLUMN("response_seconds", CRM_T_INT),
	COLUMN("response_late", CRM_T_BOOL),
	COLUMN("resolution", CRM_T_INSTANT),
	COLUMN("resolution_due", CRM_T_INSTANT),
	COLUMN("resolution_seconds", CRM_T_INT),
	COLUMN("resolution_late", CRM_T_BOOL),
	COLUMN("reply_due", CRM_T_INSTANT),
	COLUMN("reply_late", CRM_T_BOOL),
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* Tables show the labels of what is chosen. */
static void
make_columns(const struct crm_entity *e, struct crm_column *out)
{
	static const char *const chosen[] = { "priority", "status" };

	memcpy(out, columns, sizeof columns);
	for (size_t i = 0; i < COLUMNS; i++)
		for (size_t j = 0; j < sizeof chosen / sizeof *chosen; j++)
			if (strcmp(out[i].name, chosen[j]) == 0) {
				out[i].type = CRM_T_ENUM;
				out[i].choices =
				    e->field[crm_field_index(
						 e, crm_text_of(chosen[j]))]
					->choices;
			}
}

static struct crm_value
instant_or_null(int64_t t)
{
	return t == 0 || t == CRM_CAL_NEVER ? CRM_VALUE_NULL : crm_value_int(t);
}

static struct crm_value
elapsed_or_null(const struct crm_case_clock *clock)
{
	return clock->unknown ? CRM_VALUE_NULL : crm_value_int(clock->elapsed);
}

static struct crm_value
is_late(const struct crm_case_clock *clock)
{
	return clock->target == 0 ? CRM_VALUE_NULL : crm_value_int(clock->late);
}

static enum crm_status
put(struct crm_cmd *c, struct crm_rows *rows, const struct crm_case *k,
    struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(c->dict, "user");
	struct crm_value owner = CRM_VALUE_NULL;
	struct crm_text login;
	enum crm_status st;

	if (k->owner != 0) {
		st = crm_display(c->store, user, k->owner, &login, err);
		if (st != CRM_OK)
			return st;
		owner = crm_value_text(login);
	}
	const struct crm_value v[COLUMNS] = { crm_value_int(k->id),
		crm_value_text(k->subject), crm_value_text(k->priority),
		crm_value_text(k->status), owner, crm_value_int(k->opened),
		instant_or_null(k->answered), instant_or_null(k->response.due),
		elapsed_or_null(&k->response), is_late(&k->response),
		instant_or_null(k->resolved),
		instant_or_null(k->resolution.due),
		elapsed_or_null(&k->resolution), is_late(&k->resolution),
		k->reply.target == 0 ? CRM_VALUE_NULL
				     : instant_or_null(k->reply.due),
		is_late(&k->reply) };

	return crm_rows_put(rows, v, err);
}

enum crm_status
case_sla(struct crm_cmd *c, struct crm_err *err)
{
	static const int64_t nothing[1];
	struct crm_case_ask ask = { .ids = c->n_operands == 0 ? NULL
		    : c->ids.n == 0                           ? nothing
							      : c->ids.id,
		.n = c->ids.n,
		.open = c->n_operands == 0 };
	struct crm_filter *where;
	struct crm_rows *rows = NULL;
	struct crm_cases *cases = NULL;
	struct crm_column shown[COLUMNS];
	struct crm_case k;
	enum crm_status st;
	bool row = true;

	make_columns(c->entity, shown);

	if ((st = crm_cmd_filter(c, c->entity, &where, err)) == CRM_OK) {
		ask.now = c->clock.now;
		ask.where = where;
		st = crm_cases_open(c->store, &ask, c->arena, &cases, err);
	}
	if (st == CRM_OK)
		st = crm_rows_open(c, shown, COLUMNS, &rows, err);
	while (st == CRM_OK && row && !crm_out_closed(c->out)) {
		st = crm_cases_next(cases, &k, &row, err);
		if (st == CRM_OK && row)
			st = put(c, rows, &k, err);
	}
	crm_cases_close(cases);
	return crm_rows_end(rows, st, err);
}
