/* activity agenda, activity minutes: before a meeting and behind it. */
#include "task.h"

#include <crm/domain/meeting.h>
#include <crm/io/card.h>

#include <string.h>

static enum crm_status
find_activity(struct crm_cmd *c, int64_t *id, struct crm_err *err)
{
	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE,
		    "%s needs an activity: crm-task activity %s A5",
		    c->verb->name, c->verb->name);
	return crm_resolve(
	    c->store, c->entity, crm_text_of(c->operand[0]), false, id, err);
}

/* ---- agenda ---- */

static enum crm_status
kind_of_agenda(
    struct crm_cmd *c, const struct crm_entity **of, struct crm_err *err)
{
	struct crm_text said = crm_arg_text(c, "of");
	char quoted[CRM_QUOTE_SIZE];

	*of = said.n == 0 ? crm_dict_find(c->dict, "deal")
			  : crm_dict_kind(c->dict, said);
	return *of != NULL
	    ? CRM_OK
	    : crm_fail(err, CRM_USAGE,
		  "of=%s is no kind of record, such as deal, task "
		  "or order",
		  crm_quote(quoted, said));
}

/* Both conditions; the user's by itself first, so that its errors point into it. */
static enum crm_status
filter_of(struct crm_cmd *c, const struct crm_entity *of,
    const char *expression, struct crm_filter **out, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(c->store);
	enum crm_status st = crm_cmd_filter(c, of, out, err);

	if (st != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_WHERE))
		expression = crm_sprintf(
		    c->arena, "%s and (%s)", expression, c->opt[CRM_OPT_WHERE]);
	return crm_filter_parse(
	    c->dict, of, expression, &env, c->arena, out, err);
}

enum crm_status
activity_agenda(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_view_opts o = { .chinese = c->chinese,
		.hidden = crm_has(c, CRM_OPT_DELETED) };
	const struct crm_entity *of;
	struct crm_columns columns;
	struct crm_filter *where;
	struct crm_sort sort;
	const char *expression;
	enum crm_status st;
	int64_t id;

	if ((st = find_activity(c, &id, err)) != CRM_OK ||
	    (st = kind_of_agenda(c, &of, err)) != CRM_OK ||
	    (st = crm_agenda(c->store, id, of, c->arena, &expression, err)) !=
		CRM_OK ||
	    (st = filter_of(c, of, expression, &where, err)) != CRM_OK ||
	    (st = crm_cmd_columns(c, of, &columns, err)) != CRM_OK ||
	    (st = crm_cmd_limit(c, &o.limit, err)) != CRM_OK ||
	    (st = crm_sort_parse(c->dict, of, c->opt[CRM_OPT_SORT], c->arena,
		 &sort, err)) != CRM_OK)
		return st;
	o.where = where;
	o.columns = &columns;
	if (crm_has(c, CRM_OPT_SORT))
		o.sort = &sort;
	return crm_cmd_print_view(c, of, &o, err);
}

/* ---- minutes ---- */

struct minutes {
	int64_t activity;
	struct crm_text text;
	const char *name;
	struct crm_action_item *item;
	size_t n;
};

static enum crm_status
take_minutes(struct crm_cmd *c, struct crm_err *err)
{
	const struct minutes *m = c->state;
	enum crm_action done;
	enum crm_status st;
	int64_t id;
	size_t i;

	st = crm_minutes_note(c->store, m->activity, m->text, err);
	for (i = 0; i < m->n && st == CRM_OK; i++) {
		st = crm_action_take(
		    c->store, m->activity, &m->item[i], &id, &done, err);
		if (st == CRM_OK)
			crm_cmd_count(c, id, done);
	}
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, m->name);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
activity_minutes(struct crm_cmd *c, struct crm_err *err)
{
	struct minutes *m = crm_alloc(c->arena, sizeof *m);
	const char *path = c->n_operands > 1 ? c->operand[1] : "-";
	enum crm_status st = find_activity(c, &m->activity, err);

	if (st != CRM_OK)
		return st;
	m->name = strcmp(path, "-") == 0 ? "stdin" : path;
	st = crm_text_read(
	    path, c->opt[CRM_OPT_ENCODING], c->arena, &m->text, err);
	if (st == CRM_OK)
		st = crm_text_check(m->text, 1, err);
	if (st != CRM_OK) {
		if (st != CRM_USAGE)
			crm_err_in_file(err, m->name);
		return st;
	}
	crm_action_items(m->text, c->arena, &m->item, &m->n);
	c->state = m;
	c->entity = crm_dict_find(c->dict, "task");
	return crm_cmd_write(c, take_minutes, err);
}
