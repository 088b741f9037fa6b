/* due: what falls due, of every area's clocks, one line a thing. */
#include "task.h"

#include <crm/domain/area.h>

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

enum { WHO, WHAT, ABOUT, WHEN, WHY, LEVEL, KEY, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
	[WHO] = COLUMN("who", CRM_T_TEXT),
	[WHAT] = COLUMN("what", CRM_T_TEXT),
	[ABOUT] = COLUMN("about", CRM_T_TEXT),
	[WHEN] = COLUMN("when", CRM_T_INSTANT),
	[WHY] = COLUMN("why", CRM_T_TEXT),
	[LEVEL] = COLUMN("level", CRM_T_TEXT),
	[KEY] = COLUMN("key", CRM_T_TEXT),
};

static struct crm_value
text(const char *s)
{
	return crm_value_text(crm_text_of(s));
}

static enum crm_status
put(struct crm_cmd *c, struct crm_rows *rows, const struct crm_due *d,
    struct crm_err *err)
{
	static const char *const levels[] = {
		[CRM_TO_NOBODY] = NULL,
		[CRM_TO_OWNER] = "owner",
		[CRM_TO_MANAGER] = "manager",
		[CRM_TO_DIRECTOR] = "director",
	};
	const struct crm_entity *users = crm_dict_find(c->dict, "user");
	struct crm_buf about = CRM_BUF_INIT, key = CRM_BUF_INIT;
	struct crm_value v[COLUMNS] = { CRM_VALUE_NULL };
	struct crm_text login;
	enum crm_status st = CRM_OK;

	if (d->whom != 0 &&
	    (st = crm_display(c->store, users, d->whom, &login, err)) == CRM_OK)
		v[WHO] = crm_value_text(login);
	crm_id_format(&about, d->entity, d->record);
	crm_buf_printf(&key, "%s:%s", d->kind, about.data);
	v[WHAT] = text(d->kind);
	v[ABOUT] = text(about.data);
	v[WHEN] = crm_value_int(d->at);
	v[WHY] = text(d->why);
	v[LEVEL] = text(levels[d->level]);
	v[KEY] = text(key.data);
	if (st == CRM_OK)
		st = crm_rows_put(rows, v, err);
	crm_buf_free(&about);
	crm_buf_free(&key);
	return st;
}

enum crm_status
task_due(struct crm_cmd *c, struct crm_err *err)
{
	int64_t until = c->clock.today;
	const char *said = c->opt[CRM_OPT_UNTIL];
	struct crm_rows *rows = NULL;
	struct crm_due *list;
	enum crm_status st;
	size_t i, n;

	if (said != NULL) {
		st = crm_date_expr(crm_text_of(said), &c->clock, &until, err);
		if (st != CRM_OK)
			return st;
	}
	st = crm_due_list(
	    c->store, c->clock.now, until, c->arena, &list, &n, err);
	if (st != CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put(c, rows, &list[i], err);
	return crm_rows_end(rows, st, err);
}
