/* history: who changed what, when and why. */
#include "cli/internal.h"

#include <crm/store/log.h>

#include <string.h>

static const struct crm_column history_columns[] = {
	{ .name = "id", .label = "id", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "batch",
	    .label = "batch",
	    .type = CRM_T_ID,
	    .code = "B",
	    .currency = -1 },
	{ .name = "at", .label = "at", .type = CRM_T_INSTANT, .currency = -1 },
	{ .name = "actor",
	    .label = "actor",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "program",
	    .label = "program",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "action",
	    .label = "action",
	    .type = CRM_T_TEXT,
	    .worded = true,
	    .whole = true,
	    .currency = -1 },
	{ .name = "field",
	    .label = "field",
	    .type = CRM_T_TEXT,
	    .whole = true,
	    .currency = -1 },
	{ .name = "old", .label = "old", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "new", .label = "new", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "reason",
	    .label = "reason",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
};

enum { HISTORY_COLUMNS = sizeof history_columns / sizeof *history_columns };

/* Which changes are listed. */
struct history {
	struct crm_rows *rows;
	int64_t since;      /* only of later batches */
	const char **field; /* only of these; NULL: of all */
	size_t fields;
	bool labels; /* for people who read Chinese */
};

static bool
is_listed(const struct history *h, const struct crm_change *c)
{
	if (c->batch <= h->since)
		return false;
	if (h->field == NULL)
		return true;
	for (size_t i = 0; i < h->fields && c->field != NULL; i++)
		if (strcmp(h->field[i], c->field->name) == 0)
			return true;
	return false;
}

/* In a Chinese table a code has its label; programs read codes. */
static struct crm_value
for_people(
    const struct history *l, const struct crm_field *f, struct crm_text t)
{
	const struct crm_choice *choice = l->labels && f != NULL &&
		f->choices != NULL
	    ? crm_choice_find(f->choices, t)
	    : NULL;

	return crm_value_text(choice == NULL ? t : crm_text_of(choice->zh));
}

static enum crm_status
put_change(void *ctx, const struct crm_change *h, struct crm_err *err)
{
	const struct history *l = ctx;
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_value v[HISTORY_COLUMNS];
	enum crm_status st;

	if (!is_listed(l, h))
		return CRM_OK;
	crm_id_format(&id, h->entity, h->record);
	v[0] = crm_value_text(crm_text_of(id.data));
	v[1] = crm_value_int(h->batch);
	v[2] = crm_value_int(h->at);
	v[3] = crm_value_text(h->actor);
	v[4] = crm_value_text(h->program);
	v[5] = crm_value_text(crm_text_of(crm_action_name(h->action)));
	v[6] = h->field == NULL ? CRM_VALUE_NULL
				: crm_value_text(crm_text_of(h->field->name));
	v[7] = for_people(l, h->field, h->old);
	v[8] = for_people(l, h->field, h->new);
	v[9] = crm_value_text(h->reason);
	st = crm_rows_put(l->rows, v, err);
	crm_buf_free(&id);
	return st;
}

/* The fields of --field, by their names. */
static enum crm_status
read_names(struct crm_cmd *c, struct history *h, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	struct crm_columns list;
	enum crm_status st;

	if (!crm_has(c, CRM_OPT_FIELD))
		return CRM_OK;
	st = crm_columns_parse(
	    c->dict, e, c->opt[CRM_OPT_FIELD], 0, c->arena, &list, err);
	if (st != CRM_OK) {
		crm_err_in_field(err, "--field");
		return st;
	}
	h->field = crm_alloc_n(c->arena, list.n, sizeof *h->field);
	for (; h->fields < list.n; h->fields++) {
		const struct crm_path *p = &list.path[h->fields];

		if (p->steps > 0)
			return crm_fail(err, CRM_USAGE,
			    "--field: %s is no field of a %s itself", p->name,
			    crm_entity_word(e));
		h->field[h->fields] = e->field[p->field]->name;
	}
	return CRM_OK;
}

enum crm_status
verb_history(struct crm_cmd *c, struct crm_err *err)
{
	struct history h = { .labels = c->chinese &&
		    c->format == CRM_FMT_TABLE };
	enum crm_status st;
	size_t i;

	if (c->ids.n == 0 && !c->from_stdin)
		return crm_fail(err, CRM_USAGE, "history needs ids, or -");
	if (crm_has(c, CRM_OPT_SINCE) &&
	    (st = crm_since_parse(
		 c->store, c->opt[CRM_OPT_SINCE], &h.since, err)) != CRM_OK)
		return st;
	if ((st = read_names(c, &h, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, history_columns, HISTORY_COLUMNS, &h.rows, err);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = crm_history(
		    c->store, c->entity, c->ids.id[i], put_change, &h, err);
	return crm_rows_end(h.rows, st, err);
}
