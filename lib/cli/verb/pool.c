/* The verbs of pools; here: pool list, pool reclaim. */
#include "pool.h"

#include <crm/cli/verbs.h>

#include <string.h>

/* ---- list ---- */

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

#define WORD(n, l) \
	{ \
		.name = n, .label = l, .type = CRM_T_TEXT, .worded = true, \
		.currency = -1 \
	}

static const struct crm_column list_columns[2][6] = {
	{ { .name = "pool_id",
	      .label = "Pool ID",
	      .type = CRM_T_ID,
	      .code = "PL",
	      .currency = -1 },
	    COLUMN("name", "Name", CRM_T_TEXT), WORD("you", "You"),
	    COLUMN("records", "Records", CRM_T_INT),
	    COLUMN("claims_left", "Claims left today", CRM_T_INT),
	    COLUMN("active", "Active", CRM_T_BOOL) },
	{ { .name = "pool_id",
	      .label = "公海ID",
	      .type = CRM_T_ID,
	      .code = "PL",
	      .currency = -1 },
	    COLUMN("name", "公海名称", CRM_T_TEXT), WORD("you", "我的身份"),
	    COLUMN("records", "数量", CRM_T_INT),
	    COLUMN("claims_left", "今日剩余领取数", CRM_T_INT),
	    COLUMN("active", "启用", CRM_T_BOOL) },
};

static enum crm_status
count_records(struct crm_cmd *c, int64_t pool, int64_t *n, struct crm_err *err)
{
	struct crm_value id = crm_value_int(pool), found = CRM_VALUE_NULL;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT count(*) FROM \"%s\" WHERE \"pool\" = ? "
	    "AND \"deleted\" IS NULL",
	    pool_entity(c)->def->table);
	st = crm_get_int(c->store, sql.data, &id, 1, &found, err);
	*n = found.kind == CRM_INT ? found.i : 0;
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
list_row(struct crm_cmd *c, struct crm_rows *rows, const struct crm_pool *p,
    struct crm_err *err)
{
	int64_t records, claims;
	struct crm_value v[6];
	enum crm_status st;

	if ((st = count_records(c, p->id, &records, err)) != CRM_OK ||
	    (st = crm_pool_claims(
		 c->store, pool_entity(c), p->id, &claims, err)) != CRM_OK)
		return st;
	v[0] = crm_value_int(p->id);
	v[1] = crm_value_text(crm_text_of(p->name));
	v[2] = crm_value_text(crm_text_of(p->admin ? N_("admin")
		: p->member                        ? N_("member")
						   : ""));
	v[3] = crm_value_int(records);
	v[4] = p->per_day < 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(p->per_day > claims ? p->per_day - claims : 0);
	v[5] = crm_value_int(p->active);
	return crm_rows_put(rows, v, err);
}

static enum crm_status
pool_list(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	struct crm_pool *list;
	enum crm_status st;
	size_t i, n;

	if ((st = crm_pools(
		 c->store, pool_entity(c), c->arena, &list, &n, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, list_columns[c->chinese], 6, &rows, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = list_row(c, rows, &list[i], err);
	return crm_rows_end(rows, st, err);
}

/* ---- reclaim ---- */

static enum crm_status
reclaim_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_id_list *pools = c->state;
	int64_t *ids;
	enum crm_status st;
	size_t i, n;

	st = crm_reclaim(
	    c->store, c->entity, pools->id, pools->n, c->arena, &ids, &n, err);
	if (st != CRM_OK)
		return st;
	for (i = 0; i < n; i++)
		crm_id_list_add(&c->changed, c->arena, ids[i]);
	c->count[CRM_ACT_UPDATED] = n;
	return crm_cmd_print_changed(c, c->entity, err);
}

static enum crm_status
pool_reclaim(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_id_list pools = { NULL, 0, 0 };
	enum crm_status st = pool_operands(c, &pools, err);

	if (st != CRM_OK)
		return st;
	c->entity = pool_entity(c);
	c->state = &pools;
	if (c->batch.reason == NULL)
		c->batch.reason = "protection ended";
	st = crm_cmd_write(c, reclaim_body, err);
	c->state = NULL;
	return st;
}

const struct crm_verb crm_pool_verbs[] = {
	{ .name = "list",
	    .group = CRM_GROUP_OWNERS,
	    .groups = CRM_G_OUT,
	    .help =
		"the pools, what lies in them, what you may still claim today",
	    .run = pool_list },
	{ .name = "records",
	    .group = CRM_GROUP_OWNERS,
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_LIST,
	    .operands = "[POOL…]",
	    .help = "what lies in your pools; contact data masked",
	    .run = pool_records },
	{ .name = "due",
	    .group = CRM_GROUP_OWNERS,
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WHERE | CRM_G_ON | CRM_G_ALL_OF,
	    .operands = "[POOL…]",
	    .help = "whose protection ends when, and why; --all: of every "
		    "owned record",
	    .run = pool_due },
	{ .name = "reclaim",
	    .group = CRM_GROUP_OWNERS,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .operands = "[POOL…]",
	    .help = "put records into pools whose protection has ended",
	    .run = pool_reclaim },
	{ .name = NULL },
};
