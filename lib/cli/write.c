/* Writing verbs: one batch, prepared output, commit, then print. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	RACES_MAX = 10,
	USUAL_S = 60,                /* a clock set back */
	USUAL_FIXED_S = 366 * 86400, /* CRM_NOW */
	RESTS_S = 366 * 86400,       /* a book that nobody writes */
};

void
end_summary(const struct crm_cmd *c)
{
	struct crm_buf *b = &c->notes->summary;
	const struct crm_asked *list;
	size_t asked = crm_asked(c->store, &list);

	/* Each is told by itself, too. */
	if (asked > 0 && b->len == 0)
		crm_buf_printf(b, crm_tr("asked %zu"), asked);
	if (c->refused > 0)
		crm_buf_printf(b, crm_tr("%srefused %zu"),
		    b->len > 0 ? crm_tr(", ") : "", c->refused);
	if (b->len == 0)
		crm_buf_str(b, crm_tr("nothing to do"));
	if (c->batch.dry_run)
		crm_buf_str(b, crm_tr(" (dry run: nothing was written)"));
	else if (c->committed > 0)
		crm_buf_printf(
		    b, crm_tr(" (batch B%lld)"), (long long)c->committed);
	crm_note(c, "%s", b->data);
}

/* "updated 3, unchanged 1 (batch B7)". */
static void
summary(struct crm_cmd *c)
{
	struct crm_buf *b = &c->notes->summary;
	size_t i;

	if (crm_has(c, CRM_OPT_QUIET) || c->quiet_summary)
		return;
	for (i = CRM_ACT_INSERTED; i < CRM_ACT_COUNT; i++)
		if (c->count[i] > 0)
			crm_buf_printf(b, "%s%s %zu",
			    b->len > 0 ? crm_tr(", ") : "",
			    crm_tr(crm_action_name((enum crm_action)i)),
			    c->count[i]);
	end_summary(c);
}

static enum crm_status
print_spool(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_err e;

	watch_hush(c, true);
	if (crm_out_copy(c->out, STDOUT_FILENO, &c->reader_gone, &e) == CRM_OK)
		return CRM_OK;
	if (c->committed > 0)
		return crm_fail(err, CRM_FAIL,
		    "%s; the change is committed as "
		    "batch B%lld",
		    e.text, (long long)c->committed);
	return crm_fail(err, CRM_FAIL, "%s", e.text);
}

static void
start_over(struct crm_cmd *c)
{
	c->changed.n = 0;
	memset(c->count, 0, sizeof c->count);
	c->refused = 0;
	c->worst = CRM_OK;
	c->run_again = c->told_time = false;
	c->attempt++;
	crm_buf_clear(c->held);
	crm_out_close(c->out);
	c->out = NULL;
}

/* --explain: what followed by itself. */
static enum crm_status
tell_ran(const struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "automation");
	struct crm_buf b = CRM_BUF_INIT;
	const struct crm_ran *ran;
	size_t i, n = crm_ran(c->store, &ran);
	struct crm_text name;
	enum crm_status st = CRM_OK;

	for (i = 0; i < n && crm_has(c, CRM_OPT_EXPLAIN); i++) {
		crm_buf_clear(&b);
		crm_id_format(&b, e, ran[i].rule);
		st = crm_display(c->store, e, ran[i].rule, &name, err);
		if (st != CRM_OK)
			break;
		if (!crm_text_is(name, b.data))
			crm_buf_printf(&b, " (%.*s)", (int)name.n, name.p);
		crm_buf_str(&b, crm_tr(" on "));
		crm_id_format(&b, ran[i].entity, ran[i].record);
		crm_note(c, "%s: %s", b.data, ran[i].what);
	}
	crm_buf_free(&b);
	return st;
}

/* "3 days and 2 hours": the two largest units. */
static void
put_span(struct crm_buf *b, int64_t s)
{
	static const struct {
		int64_t s;
		const char *name;
	} unit[] = { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" },
		{ 1, "second" } };
	size_t i = 0, n = sizeof unit / sizeof *unit, end;

	while (i + 1 < n && s < unit[i].s)
		i++;
	for (end = i + 2; i < end && i < n; i++) {
		int64_t k = s / unit[i].s;

		s %= unit[i].s;
		if (k > 0)
			crm_buf_printf(b, "%s%lld %s%s",
			    b->len > 0 ? " and " : "", (long long)k,
			    unit[i].name, k == 1 ? "" : "s");
	}
}

/* A clock that is wrong, or was.  Clocks are set back a little all the time, and
 * who says what time it is may well mean a day before yesterday's work; a book may
 * rest for a while, but hardly for years. */
static void
tell_clock(const struct crm_cmd *c)
{
	int64_t ahead = crm_clock_ahead(c->store), behind = -ahead;
	int64_t usual = c->clock.fixed ? USUAL_FIXED_S : USUAL_S;
	long long batch = (long long)c->committed;
	struct crm_buf b = CRM_BUF_INIT;

	if (c->committed == 0)
		return;
	if (behind > usual) {
		put_span(&b, behind);
		crm_note(c,
		    "the clock is %s behind the batch before; B%lld has the time "
		    "of that one (if that was wrong: crm-admin check names it, "
		    "crm-admin clock dates it again)",
		    b.data, batch);
	} else if (ahead > RESTS_S && !c->clock.fixed) {
		put_span(&b, ahead);
		crm_note(c,
		    "the clock is %s ahead of the batch before; if it is wrong, "
		    "set it right, and crm-admin clock B%lld dates this batch "
		    "again",
		    b.data, batch);
	}
	crm_buf_free(&b);
}

/* What the program has to say of a record: of each as it is done where what is kept
 * stands by itself, else of all, for one may need another. */
static enum crm_status
judge(struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	return c->noun->judge == NULL ? CRM_OK : c->noun->judge(c, id, err);
}

static enum crm_status
judge_all(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (c->verb->each != NULL && crm_has(c, CRM_OPT_KEEP_GOING))
		return CRM_OK;
	for (i = 0; i < c->changed.n && st == CRM_OK; i++)
		st = judge(c, c->changed.id[i], err);
	return st;
}

/* The body, and what it printed, up to the commit. */
static enum crm_status
run_body(struct crm_cmd *c,
    enum crm_status (*body)(struct crm_cmd *, struct crm_err *),
    struct crm_err *err)
{
	enum crm_status st;
	bool closed;

	if ((st = body(c, err)) != CRM_OK || c->run_again ||
	    (st = judge_all(c, err)) != CRM_OK ||
	    (st = tell_ran(c, err)) != CRM_OK ||
	    (st = crm_out_flush(c->out, &closed, err)) != CRM_OK)
		return st;
	reserve_notes(c->notes);
	watch_commit(c);
	st = crm_commit(c->store, &c->committed, err);
	watch_committed(c);
	return st;
}

enum crm_status
crm_cmd_write(struct crm_cmd *c,
    enum crm_status (*body)(struct crm_cmd *, struct crm_err *),
    struct crm_err *err)
{
	struct crm_buf said = CRM_BUF_INIT;
	enum crm_status st;
	int races = 0;
	bool again;

	c->held = &said;
	c->batch.explain |= crm_has(c, CRM_OPT_EXPLAIN);
	do {
		start_over(c);
		if ((st = crm_out_spool(&c->out, err)) != CRM_OK ||
		    (st = crm_begin(c->store, &c->batch, err)) != CRM_OK)
			break;
		st = run_body(c, body, err);
		again = c->run_again ||
		    (crm_lost_race(c->store, st) && races++ < RACES_MAX);
		if (st != CRM_OK || again)
			crm_rollback(c->store);
	} while (again);
	if (st == CRM_OK)
		tell_beside(c);
	crm_say_held(c);
	if (st != CRM_OK)
		return st;
	c->done = true;
	tell_clock(c);
	if ((st = print_spool(c, err)) != CRM_OK)
		return st;
	summary(c);
	return c->worst;
}

/* ---- verbs that do one record at a time ---- */

void
crm_cmd_count(struct crm_cmd *c, int64_t id, enum crm_action done)
{
	c->count[done]++;
	if (done != CRM_ACT_UNCHANGED && done != CRM_ACT_SKIPPED &&
	    done != CRM_ACT_NONE)
		crm_id_list_add(&c->changed, c->whole, id);
}

/* Whether a message begins with the id of the record: "D2 is closed". */
static bool
names_record(const struct crm_err *err, const struct crm_buf *id)
{
	return err->field[0] == '\0' && strcmp(err->record, id->data) == 0;
}

static void
refuse(struct crm_cmd *c, int64_t id, const struct crm_err *err)
{
	struct crm_buf place = CRM_BUF_INIT;

	crm_id_format(&place, c->entity, id);
	crm_print_err(c, names_record(err, &place) ? NULL : place.data, err);
	crm_buf_free(&place);
	c->refused++;
	c->worst = c->worst == CRM_OK ? CRM_RULE
				      : crm_status_worse(c->worst, CRM_RULE);
}

/* What the verb allocates for one record is not kept for a million. */
static enum crm_status
call_each(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_arena one = CRM_ARENA_INIT, *own = c->arena;
	enum crm_status st;

	c->arena = &one;
	st = c->verb->each(c, id, done, err);
	c->arena = own;
	crm_arena_free(&one);
	return st;
}

/* One record under a savepoint, so that a refused one leaves nothing. */
static enum crm_status
do_one(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st, end;
	struct crm_err e;

	if ((st = crm_savepoint(c->store, err)) != CRM_OK)
		return st;
	st = call_each(c, id, done, err);
	/* What is kept stands by itself; else all are looked at together. */
	if (st == CRM_OK && crm_has(c, CRM_OPT_KEEP_GOING) &&
	    (st = crm_settle(c->store, err)) == CRM_OK)
		st = judge(c, id, err);
	if ((end = crm_savepoint_end(c->store, st == CRM_OK, &e)) != CRM_OK) {
		*err = e;
		return end;
	}
	return st;
}

static enum crm_status
try_one(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st = do_one(c, id, done, err);

	if (st == CRM_FAIL || st == CRM_BUSY || st == CRM_OK)
		return st;
	refuse(c, id, err);
	err->status = CRM_OK; /* it is told already */
	*done = CRM_ACT_NONE;
	return CRM_OK;
}

static enum crm_status
name_record(struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	char text[sizeof err->text];

	if (err->status != CRM_FAIL && c->ids.n > 1) {
		crm_id_format(&b, c->entity, id);
		snprintf(text, sizeof text, "%s", err->text);
		if (!names_record(err, &b))
			snprintf(err->text, sizeof err->text, "%.900s (%s)",
			    text, b.data);
		crm_buf_free(&b);
	}
	return err->status;
}

/*
 * CRM_V_AGAIN: records that refer to one another are deleted and restored
 * together, in whatever order they come: who is refused waits until the others
 * are done.
 * *ids is left with those that nothing helps.
 */
static enum crm_status
do_in_order(struct crm_cmd *c, struct crm_id_list *ids, struct crm_err *err)
{
	enum crm_action done;
	enum crm_status st;
	size_t i, before;

	if (ids->n < 2 || !(c->verb->flags & CRM_V_AGAIN))
		return CRM_OK;
	do {
		before = ids->n;
		ids->n = 0;
		for (i = 0; i < before; i++) {
			int64_t id = ids->id[i];

			done = CRM_ACT_NONE;
			st = do_one(c, id, &done, err);
			if (st == CRM_FAIL || st == CRM_BUSY)
				return st;
			if (st != CRM_OK)
				ids->id[ids->n++] = id;
			else
				crm_cmd_count(c, id, done);
		}
	} while (ids->n > 0 && ids->n < before);
	err->status = CRM_OK;
	return CRM_OK;
}

/* In the order of ids, whatever order they are done in: two commands that want
 * the same records wait for each other in turn, not both at once.  Outside the
 * savepoints, which would give the locks of a refused record back. */
enum crm_status
crm_cmd_lock_all(
    struct crm_cmd *c, const struct crm_id_list *ids, struct crm_err *err)
{
	enum crm_status st;
	int64_t *sorted;

	if (ids->n < 2)
		return CRM_OK;
	sorted = crm_alloc_n(c->arena, ids->n, sizeof *sorted);
	memcpy(sorted, ids->id, ids->n * sizeof *sorted);
	qsort(sorted, ids->n, sizeof *sorted, crm_by_int64);
	st = crm_lock_all(c->store, c->entity, sorted, ids->n,
	    (c->verb->flags & CRM_V_HIDES) != 0, err);
	if (st == CRM_OK)
		crm_read_ahead(c->store, c->entity, ids->id, ids->n);
	return st;
}

static enum crm_status
each_body(struct crm_cmd *c, struct crm_err *err)
{
	bool keep = crm_has(c, CRM_OPT_KEEP_GOING);
	struct crm_id_list ids = { NULL, 0, 0 };
	enum crm_action done;
	enum crm_status st;
	size_t i;

	/* A copy: the body may run again. */
	for (i = 0; i < c->ids.n; i++)
		crm_id_list_add(&ids, c->arena, c->ids.id[i]);
	if ((st = crm_cmd_lock_all(c, &ids, err)) != CRM_OK ||
	    (st = do_in_order(c, &ids, err)) != CRM_OK)
		return st;
	for (i = 0; i < ids.n; i++) {
		int64_t id = ids.id[i];

		done = CRM_ACT_NONE;
		st = keep ? try_one(c, id, &done, err)
			  : call_each(c, id, &done, err);
		if (st != CRM_OK) {
			crm_progress_end(c);
			return name_record(c, id, err);
		}
		if (c->verb->makes == NULL)
			crm_cmd_count(c, id, done);
		crm_progress(c, c->verb->name, (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)ids.n);
	}
	crm_progress_end(c);
	return crm_cmd_print_changed(c,
	    c->verb->makes != NULL ? crm_dict_find(c->dict, c->verb->makes)
				   : c->entity,
	    err);
}

enum crm_status
crm_cmd_each(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;

	if (c->ids.n == 0 && !c->from_stdin)
		return crm_fail(err, CRM_USAGE,
		    "%s needs ids, or - to read "
		    "them from standard input",
		    c->verb->name);
	if ((st = ask_first(c, err)) != CRM_OK)
		return st;
	c->batch.records = c->ids.n;
	return crm_cmd_write(c, each_body, err);
}
