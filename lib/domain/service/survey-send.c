/* Surveys: whom they ask. */
#include "service.h"

#include <string.h>

/* An occasion on which a survey asks somebody. */
struct occasion {
	struct crm_store *s;
	struct crm_record survey;
	struct crm_value contact, the_case;
	struct crm_arena arena;
};

static enum crm_status
load_survey(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err)
{
	return crm_load(
	    s, crm_dict_find(crm_store_dict(s), "survey"), id, a, out, err);
}

/* Sent before this instant counts no more; of a survey that is not periodic all
 * that was sent does. */
static int64_t
since(struct crm_store *s, const struct crm_record *survey)
{
	struct crm_value days = *value_of(survey, "every_days");

	return days.kind == CRM_NULL
	    ? INT64_MIN
	    : crm_date_start(crm_store_clock(s)->today - days.i + 1);
}

/* A case is an occasion of its own. */
static enum crm_status
was_asked(const struct occasion *o, bool *yes, struct crm_err *err)
{
	struct crm_value by_case[] = { crm_value_int(o->survey.id),
		o->the_case };
	struct crm_value by_time[] = { crm_value_int(o->survey.id), o->contact,
		crm_value_int(since(o->s, &o->survey)) };
	struct crm_value n;
	enum crm_status st = o->the_case.kind != CRM_NULL
	    ? crm_get_int(o->s,
		  "SELECT count(*) FROM survey_answer WHERE \"survey\" = ? "
		  "AND \"case\" = ? AND \"deleted\" IS NULL",
		  by_case, COUNT(by_case), &n, err)
	    : crm_get_int(o->s,
		  "SELECT count(*) FROM survey_answer WHERE \"survey\" = ? "
		  "AND \"contact\" = ? AND \"case\" IS NULL "
		  "AND coalesce(\"sent_at\", 0) >= ? AND \"deleted\" IS NULL",
		  by_time, COUNT(by_time), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
opted_out(const struct occasion *o, bool *yes, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st = crm_get_int(o->s,
	    "SELECT count(*) FROM contact WHERE \"id\" = ? "
	    "AND (coalesce(\"do_not_contact\", 0) = 1 "
	    "OR coalesce(\"left\", 0) = 1)",
	    &o->contact, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
insert(struct occasion *o, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(o->s), "survey-answer");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &o->arena);
	crm_record_set(&r, field_of(e, "survey"), crm_value_int(o->survey.id));
	crm_record_set(&r, field_of(e, "contact"), o->contact);
	crm_record_set(&r, field_of(e, "case"), o->the_case);
	crm_record_set(&r, field_of(e, "sent_at"),
	    crm_value_int(crm_store_clock(o->s)->now));
	st = crm_insert(o->s, &r, err);
	*id = r.id;
	return st;
}

static enum crm_status
ask(struct occasion *o, enum crm_asked_how *how, int64_t *id,
    struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	*how = CRM_SURVEY_NOBODY;
	if (o->contact.kind == CRM_NULL)
		return CRM_OK;
	*how = CRM_SURVEY_ALREADY;
	if ((st = was_asked(o, &yes, err)) != CRM_OK || yes)
		return st;
	*how = CRM_SURVEY_OPTED_OUT;
	if ((st = opted_out(o, &yes, err)) != CRM_OK || yes)
		return st;
	*how = CRM_SURVEY_SENT;
	return insert(o, id, err);
}

enum crm_status
crm_survey_begin(struct crm_store *s, int64_t survey, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "survey");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	if ((st = crm_lock(s, e, survey, err)) == CRM_OK &&
	    (st = load_survey(s, survey, &a, &r, err)) == CRM_OK &&
	    value_of(&r, "active")->kind == CRM_INT &&
	    value_of(&r, "active")->i == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is not active and asks nobody",
		    typed_id(&a, e, survey));
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_survey_send(struct crm_store *s, int64_t survey, const struct crm_entity *e,
    int64_t who, enum crm_asked_how *how, int64_t *id, struct crm_err *err)
{
	struct occasion o = { .s = s,
		.contact = crm_value_int(who),
		.the_case = CRM_VALUE_NULL,
		.arena = CRM_ARENA_INIT };
	enum crm_status st = load_survey(s, survey, &o.arena, &o.survey, err);

	if (st == CRM_OK && strcmp(e->def->name, "case") == 0) {
		o.the_case = o.contact;
		st = crm_get_int(s,
		    "SELECT \"contact\" FROM service_case WHERE \"id\" = ?",
		    &o.the_case, 1, &o.contact, err);
	}
	if (st == CRM_OK)
		st = ask(&o, how, id, err);
	crm_arena_free(&o.arena);
	return st;
}

/* ---- a round ---- */

static enum crm_status
round_sql(struct crm_store *s, const struct crm_record *survey,
    const struct crm_filter *when, struct crm_sql *sql)
{
	crm_buf_str(&sql->text,
	    "SELECT t.\"id\" FROM contact t WHERE t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"left\", 0) = 0 "
	    "AND coalesce(t.\"do_not_contact\", 0) = 0 AND NOT EXISTS ("
	    "SELECT 1 FROM survey_answer x WHERE x.\"contact\" = t.\"id\" "
	    "AND x.\"survey\" = ? AND x.\"case\" IS NULL "
	    "AND coalesce(x.\"sent_at\", 0) >= ? AND x.\"deleted\" IS NULL)");
	crm_sql_bind(sql, crm_value_int(survey->id));
	crm_sql_bind(sql, crm_value_int(since(s, survey)));
	if (when != NULL) {
		crm_buf_str(&sql->text, " AND (");
		crm_filter_sql(when, "t", sql);
		crm_buf_char(&sql->text, ')');
	}
	crm_buf_str(&sql->text, " ORDER BY t.\"id\"");
	return CRM_OK;
}

enum crm_status
crm_survey_round(struct crm_store *s, int64_t id, struct crm_arena *a,
    int64_t **contacts, size_t *n, struct crm_err *err)
{
	const struct rule_ref rule = { "survey", id, "when" };
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_filter *when;
	struct crm_record survey;
	struct crm_sql sql;
	enum crm_status st;

	*n = 0;
	if ((st = load_survey(s, id, a, &survey, err)) != CRM_OK)
		return st;
	if (!crm_text_is(text_of(&survey, "sent"), "periodic"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is not periodic: say whom it asks, contacts or cases, "
		    "by a stream: -",
		    typed_id(a, survey.entity, id));
	st = rule_filter(s, &rule, crm_dict_find(d, "contact"),
	    text_of(&survey, "when"), a, &when, err);
	crm_sql_init(&sql, a);
	if (st == CRM_OK && (st = round_sql(s, &survey, when, &sql)) == CRM_OK)
		st = crm_ids(
		    s, sql.text.data, sql.bind, sql.n, a, contacts, n, err);
	crm_sql_free(&sql);
	return st;
}

/* ---- on close ---- */

static enum crm_status
asks_of(
    const struct crm_saving *w, int64_t survey, bool *yes, struct crm_err *err)
{
	const struct rule_ref rule = { "survey", survey, "when" };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_filter *when;
	struct crm_record r;
	enum crm_status st = load_survey(w->store, survey, &a, &r, err);

	*yes = true;
	if (st == CRM_OK)
		st = rule_filter(w->store, &rule, w->new->entity,
		    text_of(&r, "when"), &a, &when, err);
	if (st == CRM_OK && when != NULL)
		st = record_holds(w->store, when, w->new, yes, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
surveys_on_close(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_asked_how how;
	enum crm_status st = CRM_OK;
	int64_t *survey, id;
	size_t i, n = 0;
	bool yes;

	if (!crm_text_is(text_of(w->new, "status"), "closed"))
		return CRM_OK;
	st = crm_ids(w->store,
	    "SELECT \"id\" FROM survey WHERE \"sent\" = 'close' "
	    "AND coalesce(\"active\", 1) = 1 AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    NULL, 0, &a, &survey, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = asks_of(w, survey[i], &yes, err);
		if (st == CRM_OK && yes)
			st = crm_survey_send(w->store, survey[i],
			    w->new->entity, w->new->id, &how, &id, err);
	}
	crm_arena_free(&a);
	return st;
}
