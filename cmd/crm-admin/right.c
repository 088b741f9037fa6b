/* explain: what a user may do beyond the role, and why. */
#include "admin.h"

#include <crm/domain/right.h>

static const struct crm_column columns[] = {
	{ .name = "right",
	    .label = "Right",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "may", .label = "May", .type = CRM_T_BOOL, .currency = -1 },
	{ .name = "limit",
	    .label = "Limit",
	    .type = CRM_T_DECIMAL,
	    .currency = -1 },
	{ .name = "why", .label = "Why", .type = CRM_T_TEXT, .currency = -1 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static enum crm_status
put_one(void *ctx, const struct crm_right_says *r, struct crm_err *err)
{
	struct crm_value v[COLUMNS] = {
		crm_value_text(crm_text_of(r->right)),
		crm_value_int(r->may),
		r->limit,
		crm_value_text(crm_text_of(r->why)),
	};

	return crm_rows_put(ctx, v, err);
}

/* The role of the user that is named; of who asks where none is. */
static enum crm_status
role_of(struct crm_cmd *c, struct crm_text *role, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "user");
	struct crm_record user;
	enum crm_status st;
	int64_t id;

	if (c->n_operands == 0) {
		*role = crm_text_of(crm_store_role(c->store));
		return CRM_OK;
	}
	st = crm_resolve(
	    c->store, e, crm_text_of(c->operand[0]), false, &id, err);
	if (st == CRM_OK)
		st = crm_load(c->store, e, id, c->arena, &user, err);
	if (st == CRM_OK)
		*role = user.v[crm_field_index(e, CRM_TEXT("role"))].t;
	return st;
}

enum crm_status
admin_explain(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	struct crm_text role;
	enum crm_status st;

	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "explain takes a user, or nothing for yourself");
	if ((st = role_of(c, &role, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	if (st == CRM_OK)
		st = crm_right_explain(c->store, role, put_one, rows, err);
	return crm_rows_end(rows, st, err);
}
