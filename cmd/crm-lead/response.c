/* response, overdue: how soon leads are answered. */
#include "lead.h"

#include <crm/domain/response.h>

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}
#define LEAD_COLUMN \
	{ \
		.name = "lead_id", .label = "lead_id", .type = CRM_T_ID, \
		.code = "L", .currency = -1 \
	}

static struct crm_value
instant_or_null(int64_t t)
{
	return t == 0 || t == CRM_CAL_NEVER ? CRM_VALUE_NULL : crm_value_int(t);
}

/* The login of a user, in the command's arena. */
static enum crm_status
login_of(
    struct crm_cmd *c, int64_t user, struct crm_value *out, struct crm_err *err)
{
	struct crm_text login;
	enum crm_status st;

	*out = CRM_VALUE_NULL;
	if (user == 0)
		return CRM_OK;
	st = crm_display(
	    c->store, crm_dict_find(c->dict, "user"), user, &login, err);
	if (st == CRM_OK) {
		login.p = crm_strndup(c->arena, login.p, login.n);
		*out = crm_value_text(login);
	}
	return st;
}

/* ---- response ---- */

static const struct crm_column response_columns[] = {
	LEAD_COLUMN,
	COLUMN("company", CRM_T_TEXT),
	COLUMN("priority", CRM_T_TEXT),
	COLUMN("owner", CRM_T_TEXT),
	COLUMN("since", CRM_T_INSTANT),
	{ .name = "due",
	    .label = "due at",
	    .type = CRM_T_INSTANT,
	    .currency = -1 },
	COLUMN("response", CRM_T_INSTANT),
	COLUMN("minutes", CRM_T_INT),
	COLUMN("late", CRM_T_BOOL),
	COLUMN("remaining", CRM_T_INT),
};

enum { RESPONSE_COLUMNS = sizeof response_columns / sizeof *response_columns };

static enum crm_status
response_row(struct crm_cmd *c, struct crm_rows *rows,
    const struct crm_response *r, struct crm_err *err)
{
	struct crm_value v[RESPONSE_COLUMNS];
	bool known = r->due != CRM_CAL_NEVER && (r->waits || r->answered != 0);
	enum crm_status st = login_of(c, r->owner, &v[3], err);

	if (st != CRM_OK)
		return st;
	v[0] = crm_value_int(r->lead);
	v[1] = crm_value_text(r->company.n > 0 ? r->company : r->name);
	v[2] = crm_value_text(r->priority);
	v[4] = instant_or_null(r->from);
	v[5] = instant_or_null(r->due);
	v[6] = instant_or_null(r->answered);
	v[7] = r->answered == 0 ? CRM_VALUE_NULL : crm_value_int(r->minutes);
	v[8] = known ? crm_value_int(r->late) : CRM_VALUE_NULL;
	v[9] = r->waits && r->due != CRM_CAL_NEVER ? crm_value_int(r->remaining)
						   : CRM_VALUE_NULL;
	return crm_rows_put(rows, v, err);
}

enum crm_status
lead_response(struct crm_cmd *c, struct crm_err *err)
{
	const int64_t *ids = c->n_operands == 0 ? NULL : c->ids.id;
	static const int64_t nothing[1];
	struct crm_responses *list = NULL;
	struct crm_rows *rows = NULL;
	struct crm_filter *where;
	struct crm_response r;
	enum crm_status st;
	bool row = true;

	if (c->n_operands > 0 && c->ids.n == 0)
		ids = nothing; /* an empty stream chooses nothing */
	if ((st = crm_cmd_filter(c, c->entity, &where, err)) == CRM_OK &&
	    (st = crm_responses_open(c->store, where, ids, c->ids.n,
		 c->clock.now, c->arena, &list, err)) == CRM_OK)
		st = crm_rows_open(
		    c, response_columns, RESPONSE_COLUMNS, &rows, err);
	while (st == CRM_OK && row && !crm_out_closed(c->out)) {
		st = crm_responses_next(list, &r, &row, err);
		if (st == CRM_OK && row)
			st = response_row(c, rows, &r, err);
	}
	crm_responses_close(list);
	return crm_rows_end(rows, st, err);
}

/* ---- overdue ---- */

static const struct crm_column overdue_columns[] = {
	LEAD_COLUMN,
	COLUMN("company", CRM_T_TEXT),
	COLUMN("owner", CRM_T_TEXT),
	{ .name = "due",
	    .label = "due at",
	    .type = CRM_T_INSTANT,
	    .currency = -1 },
	COLUMN("overdue", CRM_T_INT),
	COLUMN("level", CRM_T_TEXT),
	COLUMN("whom", CRM_T_TEXT),
};

enum { OVERDUE_COLUMNS = sizeof overdue_columns / sizeof *overdue_columns };

static enum crm_status
overdue_row(struct crm_cmd *c, struct crm_rows *rows,
    const struct crm_overdue *o, struct crm_err *err)
{
	static const char *const level[] = {
		[CRM_TO_NOBODY] = NULL,
		[CRM_TO_OWNER] = "owner",
		[CRM_TO_MANAGER] = "manager",
		[CRM_TO_DIRECTOR] = "director",
	};
	struct crm_value v[OVERDUE_COLUMNS];
	enum crm_status st;

	if ((st = login_of(c, o->of.owner, &v[2], err)) != CRM_OK ||
	    (st = login_of(c, o->whom, &v[6], err)) != CRM_OK)
		return st;
	v[0] = crm_value_int(o->of.lead);
	v[1] = crm_value_text(o->of.company.n > 0 ? o->of.company : o->of.name);
	v[3] = crm_value_int(o->of.due);
	v[4] = crm_value_int(-o->of.remaining);
	v[5] = crm_value_text(crm_text_of(level[o->level]));
	return crm_rows_put(rows, v, err);
}

enum crm_status
lead_overdue(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_overdue *list;
	struct crm_rows *rows = NULL;
	struct crm_filter *where;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_cmd_filter(c, c->entity, &where, err)) == CRM_OK &&
	    (st = crm_overdue_list(c->store, where, c->clock.now, c->arena,
		 &list, &n, err)) == CRM_OK)
		st = crm_rows_open(
		    c, overdue_columns, OVERDUE_COLUMNS, &rows, err);
	for (i = 0; i < n && st == CRM_OK && !crm_out_closed(c->out); i++)
		st = overdue_row(c, rows, &list[i], err);
	return crm_rows_end(rows, st, err);
}
