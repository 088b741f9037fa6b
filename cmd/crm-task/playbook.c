/* Playbooks: start and stop them about records, and what runs. */
#include "task.h"

#include <crm/domain/playbook.h>

/* What a command is about, found before the batch. */
struct about {
	int64_t playbook;
	struct {
		const struct crm_entity *e;
		int64_t id;
	} * record;
	size_t n, cap;
};

const struct crm_word playbook_start_words[] = {
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the day of the start, if not today" },
	{ .name = NULL },
};

const struct crm_word playbook_run_words[] = {
	{ .name = "all",
	    .type = CRM_T_BOOL,
	    .help = "also those that are done or were stopped" },
	{ .name = NULL },
};

/* ---- operands ---- */

static enum crm_status
take_record(
    struct crm_cmd *c, void *ctx, struct crm_text text, struct crm_err *err)
{
	struct about *x = ctx;
	const struct crm_reference r = { .text = text, .how = CRM_REFER_ID };
	const struct crm_entity *e;
	enum crm_status st;
	int64_t id;

	st = crm_refer_any(c->store, "lead|customer|contact|deal|order|case",
	    &r, &e, &id, err);
	if (st != CRM_OK)
		return st;
	for (size_t i = 0; i < x->n; i++)
		if (x->record[i].e == e && x->record[i].id == id)
			return CRM_OK;
	x->record = crm_grow(
	    c->whole, x->record, x->n, &x->cap, sizeof *x->record);
	x->record[x->n].e = e;
	x->record[x->n++].id = id;
	return CRM_OK;
}

/* The id columns of all kinds, for streams. */
static const char *const *
key_columns(struct crm_cmd *c)
{
	const char **keys = crm_alloc_n(c->arena, c->dict->n + 1, sizeof *keys);

	for (size_t i = 0; i < c->dict->n; i++)
		keys[i] = c->dict->entity[i]->field[0]->name;
	return keys;
}

static enum crm_status
find_records(struct crm_cmd *c, struct about *x, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (c->n_operands < 2)
		return crm_fail(err, CRM_USAGE,
		    "%s needs a playbook and the records that it is about, or "
		    "- to read them from standard input",
		    c->verb->name);
	if ((st = crm_resolve(c->store, c->entity, crm_text_of(c->operand[0]),
		 false, &x->playbook, err)) != CRM_OK)
		return st;
	if (c->n_operands == 2 && crm_text_is(crm_text_of(c->operand[1]), "-"))
		return crm_read_cells(c, key_columns(c), take_record, x, err);
	for (size_t i = 1; i < c->n_operands && st == CRM_OK; i++)
		st = take_record(c, x, crm_text_of(c->operand[i]), err);
	return st;
}

/* ---- start, stop ---- */

static enum crm_status
each_record(struct crm_cmd *c, struct crm_err *err)
{
	const struct about *x = c->state;
	bool start = c->verb->step == PLAYBOOK_START;
	int64_t on = crm_arg(c, "on")->given ? crm_arg_int(c, "on")
					     : c->clock.today;
	enum crm_status st = CRM_OK;
	int64_t *task;
	size_t n;

	for (size_t i = 0; i < x->n && st == CRM_OK; i++) {
		const struct crm_entity *e = x->record[i].e;
		int64_t id = x->record[i].id;

		st = start ? crm_playbook_start(c->store, x->playbook, e, id,
				 on, c->arena, &task, &n, err)
			   : crm_playbook_stop(c->store, x->playbook, e, id,
				 c->arena, &task, &n, err);
		for (size_t k = 0; k < n && st == CRM_OK; k++)
			crm_cmd_count(c, task[k],
			    start ? CRM_ACT_INSERTED : CRM_ACT_UPDATED);
	}
	return st != CRM_OK
	    ? st
	    : crm_cmd_print_changed(c, crm_dict_find(c->dict, "task"), err);
}

enum crm_status
playbook_change(struct crm_cmd *c, struct crm_err *err)
{
	struct about x = { .n = 0 };
	enum crm_status st;

	if ((st = find_records(c, &x, err)) != CRM_OK)
		return st;
	c->state = &x;
	st = crm_cmd_write(c, each_record, err);
	c->state = NULL;
	return st;
}

/* ---- what runs ---- */

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

enum {
	PLAYBOOK_ID,
	PLAYBOOK,
	ABOUT,
	STARTED,
	STATE,
	STEPS,
	DONE,
	OPEN,
	OVERDUE,
	NEXT_ID,
	NEXT,
	DUE,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
	[PLAYBOOK_ID] = { .name = "playbook_id",
	    .label = "playbook_id",
	    .type = CRM_T_ID,
	    .code = "PB",
	    .currency = -1 },
	[PLAYBOOK] = COLUMN("playbook", CRM_T_TEXT),
	[ABOUT] = COLUMN("about", CRM_T_TEXT),
	[STARTED] = COLUMN("started", CRM_T_INSTANT),
	[STATE] = COLUMN("state", CRM_T_TEXT),
	[STEPS] = COLUMN("steps", CRM_T_INT),
	[DONE] = COLUMN("done", CRM_T_INT),
	[OPEN] = COLUMN("open", CRM_T_INT),
	[OVERDUE] = COLUMN("overdue", CRM_T_INT),
	[NEXT_ID] = { .name = "task_id",
	    .label = "task_id",
	    .type = CRM_T_ID,
	    .code = "T",
	    .currency = -1 },
	[NEXT] = COLUMN("next", CRM_T_TEXT),
	[DUE] = COLUMN("due", CRM_T_DATE),
};

struct listing {
	struct crm_cmd *c;
	struct crm_rows *rows;
};

static enum crm_status
put_run(void *ctx, const struct crm_playbook_run *r, struct crm_err *err)
{
	const struct listing *l = ctx;
	struct crm_cmd *c = l->c;
	const struct crm_entity *task = crm_dict_find(c->dict, "task");
	struct crm_value v[COLUMNS] = { [PLAYBOOK_ID] = crm_value_int(
					    r->playbook),
		[ABOUT] = crm_value_dup(c->arena, crm_value_text(r->about)),
		[STARTED] = crm_value_int(r->started),
		[STATE] = crm_value_text(crm_text_of(r->state)),
		[STEPS] = crm_value_int(r->steps),
		[DONE] = crm_value_int(r->done),
		[OPEN] = crm_value_int(r->open),
		[OVERDUE] = crm_value_int(r->overdue),
		[NEXT_ID] = r->next,
		[DUE] = r->due };
	struct crm_text name;
	enum crm_status st;

	st = crm_display(c->store, c->entity, r->playbook, &name, err);
	if (st != CRM_OK)
		return st;
	v[PLAYBOOK] = crm_value_dup(c->arena, crm_value_text(name));
	if (r->next.kind == CRM_INT) {
		st = crm_display(c->store, task, r->next.i, &name, err);
		if (st != CRM_OK)
			return st;
		v[NEXT] = crm_value_dup(c->arena, crm_value_text(name));
	}
	return crm_rows_put(l->rows, v, err);
}

enum crm_status
playbook_runs(struct crm_cmd *c, struct crm_err *err)
{
	struct listing l = { .c = c };
	bool all = crm_arg_int(c, "all") != 0;
	int64_t playbook = 0;
	enum crm_status st = CRM_OK;

	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "runs takes one playbook, or none for all of them");
	if (c->n_operands == 1)
		st = crm_resolve(c->store, c->entity,
		    crm_text_of(c->operand[0]), false, &playbook, err);
	if (st != CRM_OK ||
	    (st = crm_rows_open(c, columns, COLUMNS, &l.rows, err)) != CRM_OK)
		return st;
	st = crm_playbook_runs(c->store, playbook, all, put_run, &l, err);
	return crm_rows_end(l.rows, st, err);
}
