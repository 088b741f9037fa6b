/* Surveys and answers: what each fulfils, and what follows a low score. */
#include "service.h"

#include "domain/task/task.h"
#include "domain/team/stand-in.h"

#include <crm/base/random.h>
#include <crm/model/survey.h>

#include <string.h>

/* DOMAIN §2: the scales. */
static const struct scale {
	const char *metric, *name;
	int64_t from, to;
} scales[] = {
	{ "csat", "CSAT", 1, 5 },
	{ "nps", "NPS", 0, 10 },
	{ "ces", "CES", 1, 7 },
};

static const struct scale *
scale_of(struct crm_text metric)
{
	for (size_t i = 0; i < COUNT(scales); i++)
		if (crm_text_is(metric, scales[i].metric))
			return &scales[i];
	return &scales[0];
}

static enum crm_status
load_survey(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err)
{
	return crm_load(
	    s, crm_dict_find(crm_store_dict(s), "survey"), id, a, out, err);
}

/* ---- a survey ---- */

enum crm_status
survey_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const days[] = { "every_days", "answer_days",
		"follow_days" };
	const struct scale *scale = scale_of(text_of(w->new, "metric"));
	bool on_close = crm_text_is(text_of(w->new, "sent"), "close");
	bool moved = w->old != NULL && differs(w->old, w->new, "sent");
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < COUNT(days) && st == CRM_OK; i++)
		st = check_between(w->new, days[i], i == 0, DAYS_MAX, err);
	if (st == CRM_OK)
		st = check_between(
		    w->new, "low_at", scale->from, scale->to, err);
	if (st != CRM_OK)
		return st;
	if (crm_text_is(text_of(w->new, "sent"), "periodic") &&
	    value_of(w->new, "every_days")->kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, "every_days",
		    "a periodic survey needs them, as in every_days=90");
	return check_expression(w->store, moved ? NULL : w->old, w->new, "when",
	    on_close ? "case" : "contact", err);
}

/* ---- an answer ---- */

static void
put(const struct crm_saving *w, const char *field, struct crm_value v)
{
	crm_record_set(w->new, field_of(w->new->entity, field), v);
}

static enum crm_status
check_score(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value score = *value_of(w->new, "score");
	struct crm_value survey = *value_of(w->new, "survey");
	struct crm_arena a = CRM_ARENA_INIT;
	const struct scale *scale;
	struct crm_record r;
	enum crm_status st = CRM_OK;

	if (score.kind == CRM_NULL || survey.kind == CRM_NULL ||
	    (w->old != NULL && !differs(w->old, w->new, "score") &&
		!differs(w->old, w->new, "survey")))
		return CRM_OK;
	if ((st = load_survey(w->store, survey.i, &a, &r, err)) == CRM_OK) {
		scale = scale_of(text_of(&r, "metric"));
		if (score.i < scale->from || score.i > scale->to)
			st = crm_fail_field(err, CRM_INVALID, "score",
			    "%lld is not on the scale of %s, %lld to %lld",
			    (long long)score.i, scale->name,
			    (long long)scale->from, (long long)scale->to);
	}
	crm_arena_free(&a);
	return st;
}

/* What the other reference has, where it is blank. */
static enum crm_status
fill_from(const struct crm_saving *w, const char *field, const char *from,
    const char *sql, struct crm_err *err)
{
	struct crm_value of = *value_of(w->new, from), v;
	enum crm_status st;

	if (of.kind == CRM_NULL || value_of(w->new, field)->kind != CRM_NULL)
		return CRM_OK;
	st = crm_get_int(w->store, sql, &of, 1, &v, err);
	if (st == CRM_OK && v.kind != CRM_NULL)
		put(w, field, v);
	return st;
}

/* Who answers for it: whoever had the case, else whoever has the customer. */
static enum crm_status
fill(const struct crm_saving *w, struct crm_err *err)
{
	static const struct {
		const char *field, *from, *sql;
	} ways[] = {
		{ "contact", "case",
		    "SELECT \"contact\" FROM service_case WHERE \"id\" = ?" },
		{ "customer", "case",
		    "SELECT \"customer\" FROM service_case WHERE \"id\" = ?" },
		{ "customer", "contact",
		    "SELECT \"customer\" FROM contact WHERE \"id\" = ?" },
		{ "owner", "case",
		    "SELECT \"owner\" FROM service_case WHERE \"id\" = ?" },
		{ "owner", "customer",
		    "SELECT \"owner\" FROM customer WHERE \"id\" = ?" },
	};
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < COUNT(ways) && st == CRM_OK; i++)
		st = fill_from(
		    w, ways[i].field, ways[i].from, ways[i].sql, err);
	return st;
}

static enum crm_status
give_token(const struct crm_saving *w, struct crm_err *err)
{
	char token[CRM_TOKEN_SIZE];
	enum crm_status st;

	if (text_of(w->new, "token").n > 0)
		return CRM_OK;
	if ((st = crm_token_make(token, err)) == CRM_OK)
		put(w, "token",
		    crm_value_text(crm_text_of(crm_strdup(w->arena, token))));
	return st;
}

/* Whoever could choose one could answer for others; a file that was exported here
 * brings its own back. */
static enum crm_status
check_token(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text token = text_of(w->new, "token");
	bool said = w->old == NULL ? token.n > 0
				   : differs(w->old, w->new, "token");
	char quoted[CRM_QUOTE_SIZE];

	/* An answer by its token alone, to what was never asked. */
	if (said && value_of(w->new, "survey")->kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, "token",
		    "no survey was sent with '%s'", crm_quote(quoted, token));
	if (!said || (w->import && token.n == CRM_TOKEN_CHARS))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "token",
	    "is made by the book, so that nobody can guess it; leave it out");
}

static bool
is_answered_now(const struct crm_saving *w)
{
	return value_of(w->new, "score")->kind != CRM_NULL &&
	    (w->old == NULL || differs(w->old, w->new, "score"));
}

enum crm_status
survey_answer_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_score(w, err)) != CRM_OK || w->undo ||
	    (st = check_token(w, err)) != CRM_OK)
		return st;
	if (w->old == NULL &&
	    ((st = fill(w, err)) != CRM_OK ||
		(st = give_token(w, err)) != CRM_OK))
		return st;
	/* Of an import that is what the file says, but where it answers what
	 * was asked here. */
	if (is_answered_now(w) && (w->old != NULL || !w->import) &&
	    (w->old == NULL ? value_of(w->new, "answered_at")->kind == CRM_NULL
			    : !differs(w->old, w->new, "answered_at")))
		put(w, "answered_at",
		    crm_value_int(crm_store_clock(w->store)->now));
	return CRM_OK;
}

/* ---- what follows a low score ---- */

/* Whether somebody follows it already. */
static enum crm_status
has_task(struct crm_store *s, const char *about, bool *yes, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(about)), n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM task WHERE \"about\" = ? "
	    "AND coalesce(\"status\", 'todo') <> 'cancelled' "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* For whom it is, or who stands in for one who is away. */
static enum crm_status
find_whom(struct crm_store *s, const struct crm_record *answer,
    struct crm_arena *a, struct crm_value *out, struct crm_err *err)
{
	struct crm_value owner = *value_of(answer, "owner");
	struct people people;
	struct stand_ins in;
	enum crm_status st;

	*out = owner;
	if (owner.kind == CRM_NULL)
		return CRM_OK;
	if ((st = people_load(s, a, &people, err)) != CRM_OK ||
	    (st = stand_ins_load(s, &people, a, &in, err)) != CRM_OK)
		return st;
	*out = crm_value_int(stand_in(&in, owner.i));
	return CRM_OK;
}

static enum crm_status
open_task(struct crm_store *s, const struct crm_record *answer,
    const char *about, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_value days, owner;
	struct crm_record survey, task;
	struct crm_text name = CRM_TEXT("");
	struct crm_value customer = *value_of(answer, "customer");
	const char *metric;
	enum crm_status st;

	if ((st = load_survey(s, value_of(answer, "survey")->i, a, &survey,
		 err)) != CRM_OK ||
	    (st = find_whom(s, answer, a, &owner, err)) != CRM_OK)
		return st;
	if (customer.kind != CRM_NULL &&
	    (st = crm_display(s, crm_dict_find(crm_store_dict(s), "customer"),
		 customer.i, &name, err)) != CRM_OK)
		return st;
	metric = scale_of(text_of(&survey, "metric"))->name;
	days = *value_of(&survey, "follow_days");
	crm_record_init(&task, e, a);
	crm_record_set(&task, field_of(e, "subject"),
	    crm_value_text(
		crm_text_of(crm_sprintf(a, "Follow up: %s %lld%s%.*s", metric,
		    (long long)value_of(answer, "score")->i,
		    name.n > 0 ? ", " : "", (int)name.n, name.p))));
	crm_record_set(
	    &task, field_of(e, "about"), crm_value_text(crm_text_of(about)));
	crm_record_set(&task, field_of(e, "owner"), owner);
	crm_record_set(
	    &task, field_of(e, "priority"), crm_value_text(CRM_TEXT("high")));
	crm_record_set(&task, field_of(e, "due"),
	    crm_value_int(crm_store_clock(s)->today +
		(days.kind == CRM_NULL ? 0 : days.i)));
	return crm_insert(s, &task, err);
}

/* Where it is low and nobody follows it. */
static enum crm_status
follow(struct crm_store *s, const struct crm_record *answer, bool *low,
    bool *opened, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *about = typed_id(&a, answer->entity, answer->id);
	enum crm_status st;
	bool followed = false;

	*opened = false;
	if ((st = record_is(s, "low", answer, low, err)) == CRM_OK && *low &&
	    (st = has_task(s, about, &followed, err)) == CRM_OK && !followed) {
		st = open_task(s, answer, about, &a, err);
		*opened = st == CRM_OK;
	}
	crm_arena_free(&a);
	return st;
}

/* Whether the score that it had was: the row has another one already. */
static enum crm_status
was_low(const struct crm_saving *w, bool *was, struct crm_err *err)
{
	struct crm_value v[] = { *value_of(w->new, "survey"),
		*value_of(w->old, "score") };
	struct crm_value found = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (v[1].kind == CRM_INT)
		st = crm_get_int(w->store,
		    "SELECT 1 FROM survey x_survey WHERE x_survey.\"id\" = ? "
		    "AND " CRM_SURVEY_LOW_AT " >= ?",
		    v, COUNT(v), &found, err);
	*was = found.kind == CRM_INT;
	return st;
}

/* A score that was corrected needs no follow-up: tasks for that which are open go. */
static enum crm_status
drop_tasks(
    struct crm_store *s, const struct crm_record *answer, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value about = crm_value_text(
	    crm_text_of(typed_id(&a, answer->entity, answer->id)));
	enum crm_action done;
	enum crm_status st;
	int64_t *ids;
	size_t n;

	st = crm_ids(s,
	    "SELECT \"id\" FROM task WHERE \"about\" = ? "
	    "AND coalesce(\"status\", 'todo') IN ('todo', 'doing') "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &about, 1, &a, &ids, &n, err);
	for (size_t i = 0; i < n && st == CRM_OK; i++)
		st = task_cancel(s, e, ids[i], &done, err);
	crm_arena_free(&a);
	return st;
}

/* Answers that were given elsewhere and come in as history open no task; those
 * to what was asked here do, whichever way they come. */
enum crm_status
survey_answer_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;
	bool low, opened, was;

	if (w->undo || !is_answered_now(w) || (w->import && w->old == NULL))
		return CRM_OK;
	st = follow(w->store, w->new, &low, &opened, err);
	if (st != CRM_OK || low || w->old == NULL)
		return st;
	st = was_low(w, &was, err);
	return st == CRM_OK && was ? drop_tasks(w->store, w->new, err) : st;
}

enum crm_status
crm_survey_follow(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "survey-answer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record answer;
	enum crm_status st;
	bool low = true, opened = false;

	if ((st = crm_lock(s, e, id, err)) == CRM_OK &&
	    (st = crm_load(s, e, id, &a, &answer, err)) == CRM_OK)
		st = follow(s, &answer, &low, &opened, err);
	if (st == CRM_OK && !low)
		st = crm_fail_record(err, CRM_RULE,
		    "%s has no low score, and needs no follow-up",
		    typed_id(&a, e, id));
	*done = opened ? CRM_ACT_UPDATED : CRM_ACT_UNCHANGED;
	crm_arena_free(&a);
	return st;
}

/* ---- answering ---- */

static enum crm_status
find_token(struct crm_store *s, struct crm_text token, int64_t *id,
    struct crm_err *err)
{
	struct crm_value v = crm_value_text(token), found = CRM_VALUE_NULL;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	if (token.n > 0)
		st = crm_get_int(s,
		    "SELECT \"id\" FROM survey_answer WHERE \"token\" = ? "
		    "AND \"deleted\" IS NULL",
		    &v, 1, &found, err);
	if (st == CRM_OK && found.kind == CRM_NULL)
		st = crm_fail_field(err, CRM_NOTFOUND, "token",
		    "no survey was sent with '%s'", crm_quote(quoted, token));
	*id = found.kind == CRM_NULL ? 0 : found.i;
	return st;
}

static enum crm_status
check_unused(const struct crm_record *answer,
    const struct crm_survey_said *said, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_value score = *value_of(answer, "score");

	if (score.kind == CRM_NULL || said->again)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is answered already, with %lld; again=yes puts another answer "
	    "in its place",
	    typed_id(a, answer->entity, answer->id), (long long)score.i);
}

enum crm_status
crm_survey_answer(struct crm_store *s, struct crm_text token,
    const struct crm_survey_said *said, int64_t *id, enum crm_action *done,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "survey-answer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record answer, patch;
	enum crm_status st;

	if ((st = find_token(s, token, id, err)) != CRM_OK ||
	    (st = crm_lock(s, e, *id, err)) != CRM_OK ||
	    (st = crm_load(s, e, *id, &a, &answer, err)) != CRM_OK ||
	    (st = check_unused(&answer, said, &a, err)) != CRM_OK)
		goto out;
	crm_record_init(&patch, e, &a);
	patch.id = *id;
	crm_record_set(
	    &patch, field_of(e, "score"), crm_value_int(said->score));
	if (said->comment.n > 0)
		crm_record_set(&patch, field_of(e, "comment"),
		    crm_value_text(said->comment));
	st = crm_update(s, &patch, done, err);
out:
	crm_arena_free(&a);
	return st;
}
