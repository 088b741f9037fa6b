/* Calendars: what a week and a day may say, and loading them. */
#include "book.h"

#include <crm/domain/calendar.h>

/* Its clocks; those of TZ where it names none. */
static enum crm_status
load_zone(struct crm_cal *cal, struct crm_text name, struct crm_err *err)
{
	cal->zone = NULL;
	return name.n == 0 ? CRM_OK
			   : crm_zone_load(cal->arena,
				 text_dup(cal->arena, name), &cal->zone, err);
}

enum crm_status
calendar_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_cal cal;
	const char *field = "week";
	enum crm_status st;

	st = crm_cal_init(&cal, text_of(w->new, field), &a, err);
	if (st == CRM_OK) {
		field = "tz";
		st = load_zone(&cal, text_of(w->new, field), err);
	}
	crm_arena_free(&a);
	if (st != CRM_OK)
		crm_err_in_field(err, field);
	return st;
}

/* Two rows of one day would contradict each other. */
static enum crm_status
check_only_one(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	struct crm_value v[3] = { *value_of(r, "calendar"), *value_of(r, "on"),
		crm_value_int(r->id) };
	struct crm_value other;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf day = CRM_BUF_INIT;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT \"id\" FROM holiday WHERE \"calendar\" = ? "
	    "AND \"on\" = ? AND \"id\" <> ? AND \"deleted\" IS NULL LIMIT 1",
	    v, COUNT(v), &other, err);
	if (st == CRM_OK && other.kind != CRM_NULL) {
		crm_date_format(&day, v[1].i);
		st = crm_fail_field(err, CRM_RULE, "on",
		    "%s is %s already in "
		    "this calendar; change that one",
		    day.data, typed_id(&a, r->entity, other.i));
		crm_buf_free(&day);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
holiday_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_hours hours;
	enum crm_status st = crm_cal_hours(
	    NULL, text_of(w->new, "hours"), &hours, err);

	if (st != CRM_OK) {
		crm_err_in_field(err, "hours");
		return st;
	}
	/* A restored one was away meanwhile. */
	if (w->old != NULL &&
	    w->old->v[w->old->entity->deleted].kind == CRM_NULL &&
	    !differs(w->old, w->new, "on") &&
	    !differs(w->old, w->new, "calendar"))
		return CRM_OK;
	return check_only_one(w->store, w->new, err);
}

/* ---- loading ---- */

static enum crm_status
find_default(struct crm_store *s, int64_t *id, struct crm_err *err)
{
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"id\" FROM calendar WHERE "
	    "\"name_f\" = 'default' AND \"deleted\" IS NULL",
	    NULL, 0, &found, err);

	if (st != CRM_OK)
		return st;
	if (found.kind == CRM_NULL)
		return crm_fail(err, CRM_RULE,
		    "there is no calendar named "
		    "default; add it: crm-admin calendar add name=default "
		    "week='mon-fri 09:00-12:00 13:00-18:00'");
	*id = found.i;
	return CRM_OK;
}

static enum crm_status
load_week(struct crm_store *s, int64_t id, struct crm_arena *arena,
    struct crm_cal *out, struct crm_err *err)
{
	struct crm_value v = crm_value_int(id);
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"week\", \"tz\" FROM calendar WHERE "
	    "\"id\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind_all(q, &v, 1);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail(err, CRM_NOTFOUND,
		    "calendar CA%lld does not "
		    "exist",
		    (long long)id);
	st = crm_cal_init(out, crm_col_text(q, 0), arena, err);
	if (st == CRM_OK)
		st = load_zone(out, crm_col_text(q, 1), err);
	crm_reset(q);
	return st;
}

static enum crm_status
load_days(
    struct crm_store *s, int64_t id, struct crm_cal *out, struct crm_err *err)
{
	struct crm_value v = crm_value_int(id);
	struct crm_hours hours;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"on\", \"hours\" FROM holiday "
	    "WHERE \"calendar\" = ? AND \"deleted\" IS NULL ORDER BY \"on\", "
	    "\"id\"",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind_all(q, &v, 1);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		st = crm_cal_hours(out, crm_col_text(q, 1), &hours, err);
		if (st != CRM_OK) {
			crm_reset(q);
			return st;
		}
		crm_cal_except(out, crm_col_int(q, 0), &hours);
	}
	return st;
}

enum crm_status
crm_calendar_load(struct crm_store *s, int64_t id, struct crm_arena *arena,
    struct crm_cal *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (id == 0)
		st = find_default(s, &id, err);
	if (st == CRM_OK)
		st = load_week(s, id, arena, out, err);
	if (st == CRM_OK)
		st = load_days(s, id, out, err);
	return st;
}

enum crm_status
crm_calendars_find(struct crm_store *s, struct crm_calendars *all, int64_t id,
    struct crm_cal **out, struct crm_err *err)
{
	struct crm_known_calendar *k;
	enum crm_status st;

	for (k = all->first; k != NULL && k->id != id; k = k->next)
		;
	if (k == NULL) {
		k = crm_alloc(all->arena, sizeof *k);
		k->id = id;
		if ((st = crm_calendar_load(s, id, all->arena, &k->cal, err)) !=
		    CRM_OK)
			return st;
		k->next = all->first;
		all->first = k;
	}
	*out = &k->cal;
	return CRM_OK;
}

enum crm_status
sla_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const minutes[] = { "response_minutes",
		"resolution_minutes", "reply_minutes" };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(minutes) && st == CRM_OK; i++)
		st = check_between(w->new, minutes[i], 1, MINUTES_MAX, err);
	return st;
}
