/* pool due: whose protection ends when, and why. */
#include "pool.h"

#include <crm/domain/protect.h>

#include <string.h>

enum {
	KEY,
	NAME,
	OWNER,
	POOL,
	RECLAIM_ON,
	NOTICE_ON,
	LEFT,
	NOTICE,
	DUE,
	RULE,
	WHY,
	N_COLUMNS
};

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

static const struct crm_column columns[2][N_COLUMNS] = {
	{ [KEY] = COLUMN("", "", CRM_T_ID),
	    [NAME] = COLUMN("name", "Name", CRM_T_TEXT),
	    [OWNER] = COLUMN("owner", "Owner", CRM_T_TEXT),
	    [POOL] = COLUMN("pool", "Pool", CRM_T_TEXT),
	    [RECLAIM_ON] = COLUMN("reclaim_on", "Protected until", CRM_T_DATE),
	    [NOTICE_ON] = COLUMN("notice_on", "Notice on", CRM_T_DATE),
	    [LEFT] = COLUMN("days_left", "Days left", CRM_T_INT),
	    [NOTICE] = COLUMN("notice", "Notice", CRM_T_BOOL),
	    [DUE] = COLUMN("due", "Due", CRM_T_BOOL),
	    [RULE] = { .name = "reclaim_rule_id",
		.label = "Rule ID",
		.type = CRM_T_ID,
		.code = "RR",
		.currency = -1 },
	    [WHY] = COLUMN("why", "Why", CRM_T_TEXT) },
	{ [KEY] = COLUMN("", "", CRM_T_ID),
	    [NAME] = COLUMN("name", "名称", CRM_T_TEXT),
	    [OWNER] = COLUMN("owner", "负责人", CRM_T_TEXT),
	    [POOL] = COLUMN("pool", "公海", CRM_T_TEXT),
	    [RECLAIM_ON] = COLUMN("reclaim_on", "保护截止", CRM_T_DATE),
	    [NOTICE_ON] = COLUMN("notice_on", "提醒日期", CRM_T_DATE),
	    [LEFT] = COLUMN("days_left", "剩余天数", CRM_T_INT),
	    [NOTICE] = COLUMN("notice", "提醒", CRM_T_BOOL),
	    [DUE] = COLUMN("due", "到期", CRM_T_BOOL),
	    [RULE] = { .name = "reclaim_rule_id",
		.label = "回收规则ID",
		.type = CRM_T_ID,
		.code = "RR",
		.currency = -1 },
	    [WHY] = COLUMN("why", "依据", CRM_T_TEXT) },
};

/* One list while it is printed. */
struct due {
	struct crm_cmd *c;
	const struct crm_entity *e;
	struct crm_id_list pools;
	int64_t on;
	bool all;
	struct crm_rows *rows;
};

static bool
wanted(const struct due *d, const struct crm_protected *p)
{
	size_t i;

	if (!d->all && p->until >= d->on && p->notice_on > d->on)
		return false;
	for (i = 0; i < d->pools.n; i++)
		if (d->pools.id[i] == p->pool)
			return true;
	return d->pools.n == 0;
}

/* A name in an arena of the row: it lives until the next is asked for. */
static enum crm_status
name_cell(const struct due *d, struct crm_arena *a, const char *entity,
    int64_t id, struct crm_value *out, struct crm_err *err)
{
	struct crm_text t;
	enum crm_status st = crm_display(
	    d->c->store, crm_dict_find(d->c->dict, entity), id, &t, err);

	if (st == CRM_OK)
		*out = crm_value_text(
		    (struct crm_text){ crm_strndup(a, t.p, t.n), t.n });
	return st;
}

static enum crm_status
put_row(const struct due *d, const struct crm_protected *p, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_value v[N_COLUMNS];
	bool due = p->until < d->on;
	enum crm_status st;

	if ((st = name_cell(d, a, "user", p->owner, &v[OWNER], err)) !=
		CRM_OK ||
	    (st = name_cell(d, a, "pool", p->pool, &v[POOL], err)) != CRM_OK)
		return st;
	v[KEY] = crm_value_int(p->record);
	v[NAME] = crm_value_text(p->name);
	v[RECLAIM_ON] = crm_value_int(p->until);
	v[NOTICE_ON] = p->notice_on > p->until ? CRM_VALUE_NULL
					       : crm_value_int(p->notice_on);
	v[LEFT] = crm_value_int(p->until - d->on);
	v[NOTICE] = crm_value_int(!due && p->notice_on <= d->on);
	v[DUE] = crm_value_int(due);
	v[RULE] = crm_value_int(p->rule);
	v[WHY] = crm_value_text(crm_text_of(p->why));
	return crm_rows_put(d->rows, v, err);
}

static enum crm_status
open_rows(struct due *d, struct crm_err *err)
{
	struct crm_column *own = crm_alloc_n(
	    d->c->arena, N_COLUMNS, sizeof *own);
	const struct crm_field *key = d->e->field[d->e->id];

	memcpy(own, columns[d->c->chinese], N_COLUMNS * sizeof *own);
	own[KEY].name = key->name;
	own[KEY].label = crm_field_label(key, d->c->chinese);
	own[KEY].code = d->e->def->code;
	return crm_rows_open_hushed(d->c, own, N_COLUMNS, &d->rows, err);
}

static enum crm_status
read_options(struct due *d, struct crm_filter **filter, struct crm_err *err)
{
	struct crm_cmd *c = d->c;
	enum crm_status st;

	if ((st = pool_operands(c, &d->pools, err)) != CRM_OK)
		return st;
	c->entity = d->e;
	if (crm_has(c, CRM_OPT_ON) &&
	    (st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock,
		 &d->on, err)) != CRM_OK)
		return st;
	return crm_cmd_filter(c, d->e, filter, err);
}

enum crm_status
pool_due(struct crm_cmd *c, struct crm_err *err)
{
	struct due d = { .c = c,
		.e = pool_entity(c),
		.on = c->clock.today,
		.all = crm_has(c, CRM_OPT_ALL) };
	struct crm_arena one = CRM_ARENA_INIT;
	struct crm_protected *list = NULL;
	struct crm_filter *filter;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = read_options(&d, &filter, err)) != CRM_OK ||
	    (st = crm_protected_list(c->store, d.e, filter, CRM_DATE_MAX,
		 c->arena, &list, &n, err)) != CRM_OK)
		return st;
	st = open_rows(&d, err);
	for (i = 0; i < n && st == CRM_OK && !crm_out_closed(c->out); i++) {
		if (!wanted(&d, &list[i]))
			continue;
		st = put_row(&d, &list[i], &one, err);
		crm_arena_reset(&one);
	}
	crm_arena_free(&one);
	return crm_rows_end(d.rows, st, err);
}
