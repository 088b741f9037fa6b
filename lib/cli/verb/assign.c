/* assign: a verb of leads, customers, deals and tasks. */
#include "cli/internal.h"

#include <crm/domain/assign.h>
#include <crm/cli/verbs.h>

#define TEXT_COLUMN(n) \
	{ \
		.name = n, .label = n, .type = CRM_T_TEXT, .currency = -1 \
	}

enum {
	COL_RECORD,
	COL_RULE,
	COL_RULE_NAME,
	COL_METHOD,
	COL_OWNER,
	COL_POOL,
	COL_WHY,
	COLUMNS,
};

static const struct crm_column columns[COLUMNS] = {
	[COL_RECORD] = { .type = CRM_T_ID, .currency = -1 },
	[COL_RULE] = { .name = "rule",
	    .label = "rule",
	    .type = CRM_T_ID,
	    .code = "RA",
	    .currency = -1 },
	[COL_RULE_NAME] = TEXT_COLUMN("rule_name"),
	[COL_METHOD] = TEXT_COLUMN("method"),
	[COL_OWNER] = TEXT_COLUMN("owner"),
	[COL_POOL] = TEXT_COLUMN("pool"),
	[COL_WHY] = TEXT_COLUMN("why"),
};

/* A record that nobody can take. */
struct left {
	int64_t id;
	const char *why;
	struct left *next;
};

struct told {
	struct crm_cmd *c;
	struct crm_rows *rows; /* NULL: the records are printed */
	int64_t n;
	struct left *first, **last;
};

static struct crm_value
id_or_null(int64_t id)
{
	return id == 0 ? CRM_VALUE_NULL : crm_value_int(id);
}

static enum crm_status
print_row(
    struct crm_rows *rows, const struct crm_assigned *a, struct crm_err *err)
{
	struct crm_value v[COLUMNS];

	v[COL_RECORD] = crm_value_int(a->record);
	v[COL_RULE] = id_or_null(a->rule);
	v[COL_RULE_NAME] = crm_value_text(a->rule_name);
	v[COL_METHOD] = crm_value_text(crm_text_of(a->method));
	v[COL_OWNER] = crm_value_text(a->login);
	v[COL_POOL] = crm_value_text(a->pool_name);
	v[COL_WHY] = crm_value_text(crm_text_of(a->why));
	return crm_rows_put(rows, v, err);
}

/* Told at the end: a body that lost a race says nothing. */
static void
keep_left(struct told *t, const struct crm_assigned *a)
{
	struct left *l = crm_alloc(t->c->arena, sizeof *l);

	l->id = a->record;
	l->why = crm_strdup(t->c->arena, a->why);
	*t->last = l;
	t->last = &l->next;
	t->c->refused++;
	if (crm_has(t->c, CRM_OPT_STRICT))
		t->c->worst = CRM_RULE;
}

static void
tell_left(struct crm_cmd *c, const struct left *l)
{
	struct crm_buf id = CRM_BUF_INIT;

	for (; l != NULL; l = l->next) {
		crm_buf_clear(&id);
		crm_id_format(&id, c->entity, l->id);
		crm_note(c, "%s: nobody can take it: %s", id.data, l->why);
	}
	crm_buf_free(&id);
}

static enum crm_status
tell(void *ctx, const struct crm_assigned *a, struct crm_err *err)
{
	struct told *t = ctx;

	crm_progress(t->c, "assigned", ++t->n, 0, 0);
	if (a->rule == 0)
		keep_left(t, a);
	else
		t->c->count[a->done]++;
	if (t->rows != NULL)
		return print_row(t->rows, a, err);
	if (a->done == CRM_ACT_UPDATED)
		crm_id_list_add(&t->c->changed, t->c->arena, a->record);
	return CRM_OK;
}

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	bool rows = crm_has(c, CRM_OPT_EXPLAIN);
	struct crm_column own[COLUMNS];
	struct told t = { .c = c };
	static const int64_t nothing[1];
	const int64_t *ids = c->n_operands == 0 ? NULL
	    : c->ids.n == 0                     ? nothing
						: c->ids.id;
	enum crm_status st = CRM_OK;
	size_t i;

	t.last = &t.first;
	for (i = 0; i < COLUMNS; i++)
		own[i] = columns[i];
	own[COL_RECORD].name = own[COL_RECORD].label =
	    c->entity->field[c->entity->id]->name;
	own[COL_RECORD].code = c->entity->def->code;
	own[COL_METHOD].choices = crm_choices_of(c, "assign-rule", "method");
	if (rows)
		st = crm_rows_open(c, own, COLUMNS, &t.rows, err);
	if (st == CRM_OK)
		st = crm_assign(
		    c->store, c->entity, ids, c->ids.n, tell, &t, err);
	crm_progress_end(c);
	if (st == CRM_OK)
		tell_left(c, t.first);
	if (rows)
		return crm_rows_end(t.rows, st, err);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
crm_verb_assign(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, body, err);
}
