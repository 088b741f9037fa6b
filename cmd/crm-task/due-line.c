/* A line of the due list: whether it is late, how high it went, what it shows. */
#include "task.h"

const char *const due_levels[] = {
	[CRM_TO_NOBODY] = NULL,
	[CRM_TO_OWNER] = N_("owner"),
	[CRM_TO_MANAGER] = N_("manager"),
	[CRM_TO_DIRECTOR] = N_("director"),
};

const struct crm_choice due_level_choices[] = {
	{ "owner", "Owner", "负责人", NULL },
	{ "manager", "Manager", "经理", NULL },
	{ "director", "Director", "总监", NULL },
	{ NULL, NULL, NULL, NULL },
};

enum { WHO, WHAT, ABOUT, WHEN, WHY, LEVEL, KEY };

const struct crm_column due_columns[DUE_CELLS] = {
	[WHO] = DUE_COLUMN("who", CRM_T_TEXT),
	[WHAT] = DUE_WORD("what"),
	[ABOUT] = DUE_COLUMN("about", CRM_T_TEXT),
	[WHEN] = DUE_COLUMN("when", CRM_T_INSTANT),
	[WHY] = DUE_COLUMN("why", CRM_T_TEXT),
	[LEVEL] = { .name = "level",
	    .label = "level",
	    .type = CRM_T_ENUM,
	    .choices = due_level_choices,
	    .currency = -1 },
	[KEY] = DUE_COLUMN("key", CRM_T_TEXT),
};

static struct crm_value
text(const char *s)
{
	return crm_value_text(crm_text_of(s));
}

bool
due_is_late(const struct crm_cmd *c, const struct crm_due *d)
{
	if (d->notice != 0)
		return false;
	return d->all_day ? crm_instant_date(d->at) < c->clock.today
			  : d->at < c->clock.now;
}

enum crm_status
due_cells(struct crm_cmd *c, const struct crm_due *d, struct crm_arena *a,
    struct crm_value *v, struct crm_err *err)
{
	const struct crm_entity *users = crm_dict_find(c->dict, "user");
	struct crm_text login = { NULL, 0 };
	enum crm_status st = CRM_OK;

	if (d->whom != 0)
		st = crm_display(c->store, users, d->whom, &login, err);
	v[WHO] = st == CRM_OK && login.n > 0
	    ? text(crm_strndup(a, login.p, login.n))
	    : CRM_VALUE_NULL;
	v[WHAT] = text(d->kind);
	v[ABOUT] = text(crm_sprintf(
	    a, "%s%lld", d->entity->def->code, (long long)d->record));
	v[WHEN] = crm_value_int(d->at);
	v[WHY] = text(d->why);
	v[LEVEL] = text(due_levels[d->level]);
	v[KEY] = text(d->key);
	return st;
}

enum crm_status
due_rows_open(struct crm_cmd *c, const struct crm_column *of, size_t n,
    struct crm_rows **out, struct crm_err *err)
{
	if (c->format == CRM_FMT_IDS && !crm_has(c, CRM_OPT_COLUMNS))
		c->opt[CRM_OPT_COLUMNS] = "about";
	return crm_rows_open(c, of, n, out, err);
}
