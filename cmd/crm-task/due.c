/* due: what falls due, of every area's clocks, one line a thing. */
#include "task.h"

#include <string.h>

/* ---- what is asked for ---- */

static enum crm_status
read_kind(struct crm_cmd *c, struct crm_due_ask *ask, struct crm_err *err)
{
	struct crm_buf all = CRM_BUF_INIT;
	const struct crm_area *const *area;
	const struct crm_alarm *a;
	enum crm_status st;

	ask->kind = c->opt[CRM_OPT_KIND];
	if (ask->kind == NULL || crm_alarm_find(ask->kind) != NULL)
		return CRM_OK;
	for (area = crm_areas; *area != NULL; area++)
		for (a = (*area)->alarms; a != NULL && a->kind != NULL; a++)
			crm_buf_printf(
			    &all, "%s%s", all.len > 0 ? ", " : "", a->kind);
	st = crm_fail(err, CRM_USAGE,
	    "--kind: nothing is called '%s'; it is one of %s", ask->kind,
	    all.data);
	crm_buf_free(&all);
	return st;
}

static enum crm_status
my_team(struct crm_cmd *c, int64_t *team, struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(c->dict, "user");
	struct crm_record r;
	struct crm_value v;
	enum crm_status st = crm_load(
	    c->store, user, crm_store_actor(c->store), c->arena, &r, err);

	if (st != CRM_OK)
		return st;
	v = r.v[crm_field_index(user, CRM_TEXT("team"))];
	if (v.kind == CRM_NULL)
		return crm_fail(err, CRM_RULE,
		    "--for team: %s is in no team; name one, or: crm-team set "
		    "%s team=NAME",
		    crm_store_login(c->store), crm_store_login(c->store));
	*team = v.i;
	return CRM_OK;
}

enum crm_status
due_read_for(struct crm_cmd *c, struct crm_due_ask *ask, struct crm_err *err)
{
	struct crm_text whom = crm_text_of(c->opt[CRM_OPT_FOR]);
	const struct crm_entity *team = crm_dict_find(c->dict, "team");
	struct crm_err no_team;
	enum crm_status st;

	if (!crm_has(c, CRM_OPT_FOR))
		return CRM_OK;
	if (crm_text_is(whom, "me")) {
		ask->user = crm_store_actor(c->store);
		return CRM_OK;
	}
	if (crm_text_is(whom, "team"))
		return my_team(c, &ask->team, err);
	st = crm_resolve(c->store, crm_dict_find(c->dict, "user"), whom, false,
	    &ask->user, err);
	if ((st == CRM_NOTFOUND || st == CRM_USAGE) &&
	    crm_resolve(c->store, team, whom, false, &ask->team, &no_team) ==
		CRM_OK)
		return CRM_OK;
	return st;
}

static enum crm_status
read_ask(struct crm_cmd *c, struct crm_due_ask *ask, struct crm_err *err)
{
	const char *until = c->opt[CRM_OPT_UNTIL];
	enum crm_status st;

	*ask = (struct crm_due_ask){ .now = c->clock.now,
		.until = c->clock.today,
		.ahead = until == NULL,
		.channel = c->opt[CRM_OPT_MARK] };
	if (until != NULL &&
	    (st = crm_date_expr(
		 crm_text_of(until), &c->clock, &ask->until, err)) != CRM_OK)
		return st;
	if ((st = read_kind(c, ask, err)) != CRM_OK)
		return st;
	return due_read_for(c, ask, err);
}

static enum crm_status
keep_level(const struct crm_cmd *c, struct crm_due **list, size_t *n,
    struct crm_err *err)
{
	const char *level = c->opt[CRM_OPT_LEVEL];
	int wanted = CRM_TO_OWNER;
	size_t i, kept = 0;

	if (level == NULL)
		return CRM_OK;
	while (strcmp(due_levels[wanted], level) != 0)
		if (wanted++ == CRM_TO_DIRECTOR)
			return crm_fail(err, CRM_USAGE,
			    "--level: '%s' is not one of owner, manager, "
			    "director",
			    level);
	for (i = 0; i < *n; i++)
		if (list[i]->level == (enum crm_level)wanted)
			list[kept++] = list[i];
	*n = kept;
	return CRM_OK;
}

/* ---- once a day and channel ---- */

/* Takes the keys of the lines, and drops those that somebody has. */
static enum crm_status
take_keys(struct crm_cmd *c, struct crm_due **list, size_t *n,
    struct crm_said **keys, struct crm_err *err)
{
	struct crm_said *k = crm_alloc_n(c->arena, *n, sizeof *k);
	size_t i, kept = 0;
	enum crm_status st;

	for (i = 0; i < *n; i++)
		k[i] = (struct crm_said){ .key = list[i]->key,
			.whom = list[i]->whom,
			.once = list[i]->notice != 0 };
	st = crm_notices_take(
	    c->store, c->opt[CRM_OPT_MARK], crm_cmd_instant(c), k, *n, err);
	if (st != CRM_OK)
		return st;
	for (i = 0; i < *n; i++)
		if (k[i].taken) {
			list[kept] = list[i];
			k[kept++] = k[i];
		}
	*n = kept;
	*keys = k;
	return CRM_OK;
}

/* What has left the program is said; where nobody read it, nothing was. */
static enum crm_status
note_said(struct crm_cmd *c, struct crm_said *keys, const bool *said, size_t n,
    enum crm_status printed, struct crm_err *err)
{
	struct crm_err own;
	enum crm_status st;
	bool closed = false, good;
	size_t i;

	st = crm_out_flush(c->out, &closed, &own);
	good = st == CRM_OK && !closed &&
	    (printed == CRM_OK || printed == CRM_RULE);
	for (i = 0; i < n; i++)
		keys[i].said = good && said[i];
	if (printed == CRM_OK && st != CRM_OK) {
		*err = own;
		printed = st;
	}
	st = crm_notices_said(
	    c->store, c->opt[CRM_OPT_MARK], crm_cmd_instant(c), keys, n, &own);
	if (printed == CRM_OK && st != CRM_OK) {
		*err = own;
		printed = st;
	}
	return printed;
}

/* ---- out ---- */

static enum crm_status
print_rows(struct crm_cmd *c, const struct due_post *post, struct crm_err *err)
{
	struct crm_arena row = CRM_ARENA_INIT;
	struct crm_value v[DUE_CELLS];
	struct crm_rows *rows = NULL;
	enum crm_status st = due_rows_open(
	    c, due_columns, DUE_CELLS, &rows, err);

	for (size_t i = 0; i < post->n && st == CRM_OK; i++) {
		crm_arena_reset(&row);
		st = due_cells(c, post->due[i], &row, v, err);
		if (st == CRM_OK)
			st = crm_rows_put(rows, v, err);
		post->said[i] = true;
	}
	crm_arena_free(&row);
	return crm_rows_end(rows, st, err);
}

enum crm_status
task_due(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_said *keys = NULL;
	struct crm_due_ask ask;
	struct crm_due **list;
	enum crm_status st;
	struct due_post post;
	size_t n;

	if (crm_has(c, CRM_OPT_MARK) && c->opt[CRM_OPT_MARK][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "--mark needs the name of a channel, such as mail");
	if ((st = due_send_check(c, err)) != CRM_OK ||
	    (st = read_ask(c, &ask, err)) != CRM_OK ||
	    (st = crm_due_list(c->store, &ask, c->arena, &list, &n, err)) !=
		CRM_OK ||
	    (st = keep_level(c, list, &n, err)) != CRM_OK ||
	    (st = due_where(c, list, &n, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_MARK) &&
	    (st = take_keys(c, list, &n, &keys, err)) != CRM_OK)
		return st;
	post = (struct due_post){ .due = list,
		.n = n,
		.alone = ask.user != 0,
		.said = crm_alloc_n(c->arena, n, sizeof(bool)),
		.keys = keys };
	st = c->format >= CRM_FMT_MAIL ? due_send(c, &post, err)
				       : print_rows(c, &post, err);
	return keys == NULL ? st : note_said(c, keys, post.said, n, st, err);
}
