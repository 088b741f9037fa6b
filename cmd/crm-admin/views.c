/* views: the book for those who want SQL. */
#include "admin.h"

#include <crm/store/upkeep.h>

#include <string.h>

static const struct crm_column columns[] = {
	{ .name = "view", .label = "view", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "kind", .label = "kind", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "program",
	    .label = "program",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static enum crm_status
print_views(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	enum crm_status st = crm_rows_open(c, columns, COLUMNS, &rows, err);

	for (size_t i = 0; i < c->dict->n && st == CRM_OK; i++) {
		const struct crm_entity *e = c->dict->entity[i];
		struct crm_value v[COLUMNS];

		v[0] = crm_value_text(crm_text_of(crm_view_name(e, c->arena)));
		v[1] = crm_value_text(crm_text_of(e->def->name));
		v[2] = crm_value_text(crm_text_of(e->def->program));
		st = crm_rows_put(rows, v, err);
	}
	return crm_rows_end(rows, st, err);
}

enum crm_status
admin_views(struct crm_cmd *c, struct crm_err *err)
{
	bool drop = c->n_operands == 1 && strcmp(c->operand[0], "drop") == 0;
	enum crm_status st;

	if (c->n_operands > 0 && !drop)
		return crm_fail(err, CRM_USAGE,
		    "views takes nothing, or drop, not '%s'", c->operand[0]);
	if ((st = crm_allow(c->store, CRM_ADMIN, NULL, err)) != CRM_OK)
		return st;
	if (drop)
		return crm_views_drop(c->store, err);
	st = crm_views_make(c->store, err);
	return st == CRM_OK ? print_views(c, err) : st;
}
