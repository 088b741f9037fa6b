/*
 * Records as they were while their end was not known: a row for each first of a
 * month on which one was open.  So a model learns from what it will be asked about,
 * and from nothing that only the end filled in.
 */
#include "bayes.h"

#include <crm/store/log.h>

#include <string.h>

enum { MONTHS_MOST = 240 }; /* what is older tells nothing of today */

static bool
is_among(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

bool
bayes_is_late(const struct crm_entity *e, const char *field)
{
	const struct crm_life *life = trade_of(e)->life;

	return life != NULL && is_among(life->late, field);
}

/* A value of the record's own, as it was at the end of the day.  What is filled in
 * at the end is not known of records that were closed when they came into the
 * book. */
static void
value_then(const struct crm_entity *e, const struct crm_life *life,
    const struct crm_field *f, struct crm_sql *sql)
{
	bool end = is_among(life->final, f->name);

	if (end) {
		crm_buf_str(&sql->text, "CASE WHEN ");
		crm_changed_sql(e, life->closed, sql);
		crm_buf_str(&sql->text, " THEN ");
	}
	crm_value_then_sql(e, f, "m.column2", sql);
	if (end)
		crm_buf_str(&sql->text, " END");
}

void
bayes_value_sql(const struct crm_entity *e, const struct crm_life *life,
    const struct bayes_field *f, struct crm_sql *sql)
{
	if (life == NULL || f->path.steps > 0 ||
	    (f->field->flags & (CRM_F_CUSTOM | CRM_F_SYSTEM)) != 0)
		crm_path_sql(&f->path, "t", sql);
	else if (strcmp(f->field->name, life->age) == 0)
		crm_buf_printf(
		    &sql->text, "(m.column1 - t.\"%s\")", life->opened);
	else if ((f->field->flags & CRM_F_DERIVED) != 0)
		crm_path_sql(&f->path, "t", sql);
	else
		value_then(e, life, f->field, sql);
}

void
bayes_time_sql(struct crm_store *s, const struct crm_entity *e,
    const struct crm_life *life, struct crm_sql *sql)
{
	const struct crm_field *step;

	if (life == NULL) {
		crm_buf_str(&sql->text, ", 0, 0, CAST(NULL AS BIGINT)");
		return;
	}
	step = e->field[field_of(e, life->step)];
	crm_buf_printf(
	    &sql->text, ", m.column1, t.\"%s\", CASE WHEN ", life->closed);
	crm_changed_sql(e, life->closed, sql);
	crm_buf_printf(&sql->text,
	    " THEN (SELECT z.\"%s\" FROM \"%s\" z WHERE z.\"id\" = ",
	    life->share,
	    crm_dict_find(crm_store_dict(s), step->ref)->def->table);
	crm_value_then_sql(e, step, "m.column2", sql);
	crm_buf_str(&sql->text, ") END");
}

static int64_t
first_of_next(int64_t day)
{
	struct crm_ymd of = crm_date_ymd(day);

	return crm_date_add_months(crm_date_from(of.y, of.m, 1), 1);
}

/* From which day on there is something to learn, and until when. */
static enum crm_status
range(struct crm_store *s, const struct crm_entity *e, int64_t *from,
    int64_t *to, struct crm_err *err)
{
	const struct crm_life *life = trade_of(e)->life;
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT min(\"%s\") FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "AND \"%s\" IS NOT NULL",
	    life->opened, e->def->table, life->closed);
	if ((st = crm_get_int(s, sql.data, NULL, 0, &v, err)) == CRM_OK) {
		int64_t today = crm_store_clock(s)->today;
		int64_t oldest = crm_date_add_months(today, -MONTHS_MOST);

		*to = today;
		*from = v.kind == CRM_NULL || v.i > today ? today
		    : v.i < oldest                        ? oldest
							  : v.i;
	}
	crm_buf_free(&sql);
	return st;
}

enum crm_status
bayes_from(struct crm_store *s, const struct crm_entity *e,
    const struct crm_life *life, struct crm_sql *sql, struct crm_err *err)
{
	int64_t from, to, day;
	enum crm_status st;
	bool any = false;

	crm_buf_printf(&sql->text, " FROM \"%s\" t", e->def->table);
	if (life == NULL)
		return CRM_OK;
	if ((st = range(s, e, &from, &to, err)) != CRM_OK)
		return st;
	crm_buf_str(&sql->text, " JOIN (VALUES ");
	for (day = first_of_next(from); day <= to || !any;
	     day = first_of_next(day)) {
		crm_buf_printf(&sql->text, "%s(%lld, %lld)", any ? ", " : "",
		    (long long)day, (long long)crm_date_start(day + 1));
		any = true;
	}
	crm_buf_printf(&sql->text,
	    ") m ON t.\"%s\" <= m.column1 AND m.column1 < t.\"%s\"",
	    life->opened, life->closed);
	return CRM_OK;
}
