/*
 * A dimension: any field of a record, or of one it refers to, and dates by day,
 * week, month, quarter or year.
 */
#include "kit.h"

#include <string.h>

static const struct {
	const char *name, *zh;
	enum period period;
	int months, days; /* about so many */
} periods[] = {
	{ "day", "日", BY_DAY, 0, 1 },
	{ "week", "周", BY_WEEK, 0, 7 },
	{ "month", "月", BY_MONTH, 1, 30 },
	{ "quarter", "季度", BY_QUARTER, 3, 91 },
	{ "year", "年", BY_YEAR, 12, 365 },
};

/* Which days were asked for last, and their periods: days are few. */
enum { MEMO = 4096 };

struct period_memo {
	int64_t day[MEMO], start[MEMO];
};

static struct period_memo *
make_memo(struct crm_arena *a)
{
	struct period_memo *m = crm_alloc(a, sizeof *m);
	size_t i;

	for (i = 0; i < MEMO; i++)
		m->day[i] = INT64_MIN;
	return m;
}

static const struct crm_field *
field_of(const struct dimension *d)
{
	return d->path.entity->field[d->path.field];
}

bool
dimension_is_text(const struct dimension *d)
{
	return crm_type_is_text(field_of(d)->type);
}

bool
dimension_is_time(const struct dimension *d)
{
	return d->period != WHOLE_VALUE;
}

static enum crm_status
read_period(struct dimension *d, const char *name, struct crm_err *err)
{
	enum crm_type type = field_of(d)->type;
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	if (type != CRM_T_DATE && type != CRM_T_INSTANT)
		return crm_fail(err, CRM_USAGE,
		    "%s is not a "
		    "date and has no :%s",
		    d->path.name, crm_quote(quoted, crm_text_of(name)));
	for (i = 0; i < COUNT(periods); i++)
		if (strcmp(name, periods[i].name) == 0 ||
		    strcmp(name, periods[i].zh) == 0) {
			d->period = periods[i].period;
			return CRM_OK;
		}
	return crm_fail(err, CRM_USAGE,
	    "'%s' is not day, week, month, quarter or year",
	    crm_quote(quoted, crm_text_of(name)));
}

/* As it is typed in Chinese: as it was, for a field bears several labels; else by
 * the first of them, and the period. */
static const char *
typed_name(const struct dimension *d, const char *by, struct crm_arena *a)
{
	const struct crm_path *p = &d->path;
	const char *name = field_of(d)->zh;
	size_t i;

	for (i = 0; by[i] != '\0'; i++)
		if ((unsigned char)by[i] >= 0x80)
			return by;
	for (i = p->steps; i-- > 0;)
		name = crm_sprintf(
		    a, "%s.%s", p->step[i].of->field[p->step[i].ref]->zh, name);
	for (i = 0; i < COUNT(periods); i++)
		if (d->period == periods[i].period)
			name = crm_sprintf(a, "%s:%s", name, periods[i].zh);
	return name;
}

static void
describe(const struct dimension *d, const char *by, bool chinese,
    struct crm_arena *a, struct crm_column *c)
{
	const struct crm_field *f = field_of(d);
	const char *name = d->path.name;
	const char *label = crm_path_label(&d->path, chinese, a);
	const char *zh = crm_path_label(&d->path, true, a);
	int days = 0;
	size_t i;

	for (i = 0; i < COUNT(periods); i++)
		if (d->period == periods[i].period) {
			days = periods[i].days;
			name = crm_sprintf(a, "%s:%s", name, periods[i].name);
			label = crm_sprintf(a, "%s (%s)", label,
			    chinese ? periods[i].zh : periods[i].name);
			zh = crm_sprintf(a, "%s (%s)", zh, periods[i].zh);
		}
	*c = (struct crm_column){ .name = name,
		.label = label,
		.zh = zh,
		.typed = typed_name(d, by, a),
		.type = f->type,
		.choices = f->choices,
		.currency = -1,
		.date = dimension_is_time(d) ? d->path.name : NULL,
		.days = days,
		.role = dimension_is_time(d) ? CRM_ROLE_TIME
					     : CRM_ROLE_DIMENSION };
	if (f->type == CRM_T_ID)
		c->code = d->path.entity->def->code;
	if (d->path.to != NULL)
		c->code = d->path.to->def->code;
	if (d->shown != NULL || d->period != WHOLE_VALUE)
		c->type = CRM_T_TEXT;
}

enum crm_status
dimension_parse(struct crm_store *s, const char *entity, const char *by,
    bool chinese, struct crm_arena *a, struct dimension *out,
    struct crm_err *err)
{
	const struct crm_dict *dict = crm_store_dict(s);
	const struct crm_entity *of = crm_dict_find(dict, entity);
	struct crm_text name = crm_text_of(by);
	enum crm_status st;
	const char *colon;

	*out = (struct dimension){ .given = by != NULL,
		.of = of,
		.fiscal_start = crm_store_clock(s)->fiscal_start };
	if (by == NULL)
		return CRM_OK;
	colon = strchr(by, ':');
	if (colon != NULL)
		name.n = (size_t)(colon - by);
	st = crm_path_parse(dict, of, name, a, &out->path, err);
	if (st != CRM_OK)
		return st;
	if (field_of(out)->type == CRM_T_MONEY ||
	    field_of(out)->type == CRM_T_NOTE)
		return crm_fail(err, CRM_USAGE,
		    "%s cannot be a "
		    "dimension: it is a %s",
		    out->path.name, crm_type_name(field_of(out)->type));
	if (out->path.to != NULL && !out->path.as_id)
		out->shown = out->path.to;
	if (colon != NULL && (st = read_period(out, colon + 1, err)) != CRM_OK)
		return st;
	if (dimension_is_time(out))
		out->memo = make_memo(a);
	describe(out, by, chinese, a, &out->column);
	return CRM_OK;
}

void
dimension_by_id(struct dimension *d)
{
	if (d->shown == NULL)
		return;
	d->shown = NULL;
	d->column.type = field_of(d)->type;
}

void
dimension_sql(const struct dimension *d, struct crm_sql *out)
{
	if (!d->given)
		return;
	crm_buf_str(&out->text, ", ");
	crm_path_sql(&d->path, "t", out);
}

static int
months_of(enum period period)
{
	size_t i;

	for (i = 0; i < COUNT(periods); i++)
		if (periods[i].period == period)
			return periods[i].months;
	return 1;
}

enum { WEEK = 7 };

int64_t
period_start(const struct dimension *d, int64_t date)
{
	struct crm_ymd y = crm_date_ymd(date);
	int64_t month = crm_date_from(y.y, y.m, 1);
	int behind;

	if (d->period == BY_DAY)
		return date;
	if (d->period == BY_WEEK)
		return date - crm_weekday(date) + 1;
	behind = (y.m - d->fiscal_start + 12) % 12 % months_of(d->period);
	return crm_date_add_months(month, -behind);
}

int64_t
period_next(const struct dimension *d, int64_t start)
{
	if (d->period == BY_DAY)
		return start + 1;
	if (d->period == BY_WEEK)
		return start + WEEK;
	return crm_date_add_months(start, months_of(d->period));
}

int64_t
periods_between(const struct dimension *d, int64_t from, int64_t to)
{
	struct crm_ymd a = crm_date_ymd(from), b = crm_date_ymd(to);

	if (d->period == BY_DAY || d->period == BY_WEEK)
		return (to - from) / (d->period == BY_WEEK ? WEEK : 1);
	return ((b.y - a.y) * 12 + b.m - a.m) / months_of(d->period);
}

int64_t
dimension_shifted(const struct dimension *d, int64_t day)
{
	if (d->shift_months != 0)
		day = crm_date_add_months(day, d->shift_months);
	return day + d->shift_days;
}

struct crm_value
dimension_of(const struct dimension *d, struct crm_value v)
{
	size_t at;

	if (v.kind != CRM_INT || d->period == WHOLE_VALUE)
		return v;
	if (field_of(d)->type == CRM_T_INSTANT)
		v.i = crm_instant_date(v.i);
	at = (uint64_t)v.i % MEMO;
	if (d->memo->day[at] != v.i) {
		d->memo->day[at] = v.i;
		d->memo->start[at] = period_start(d, dimension_shifted(d, v.i));
	}
	v.i = d->memo->start[at];
	return v;
}

struct crm_value
dimension_key(const struct dimension *d, const struct crm_stmt *q, int col)
{
	if (!d->given)
		return CRM_VALUE_NULL;
	return dimension_of(d, crm_col(q, col, dimension_is_text(d)));
}

/* 2026-W47 by ISO 8601: the week is of the year that its Thursday is in. */
static const char *
week_name(int64_t start, struct crm_arena *a)
{
	int64_t thursday = start + 3;
	int year = crm_date_ymd(thursday).y;

	return crm_sprintf(a, "%04d-W%02d", year,
	    (int)((thursday - crm_date_from(year, 1, 1)) / WEEK) + 1);
}

static const char *
day_name(int64_t day, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *name;

	crm_date_format(&b, day);
	name = crm_strndup(a, b.data, b.len);
	crm_buf_free(&b);
	return name;
}

const char *
month_name(int64_t day, struct crm_arena *a)
{
	struct crm_ymd y = crm_date_ymd(day);

	return crm_sprintf(a, "%04d-%02d", y.y, y.m);
}

/* 2026-11, 2026-Q4, 2026; where the fiscal year does not begin in January it
 * is named by the year it ends in: FY2027-Q1. */
static const char *
period_name(const struct dimension *d, int64_t start, struct crm_arena *a)
{
	struct crm_ymd y = crm_date_ymd(start);
	bool fiscal = d->fiscal_start != 1;
	int quarter = (y.m - d->fiscal_start + 12) % 12 / 3 + 1;
	int year = y.y + (fiscal && y.m >= d->fiscal_start);
	const char *fy = fiscal ? "FY" : "";

	if (d->period == BY_DAY)
		return day_name(start, a);
	if (d->period == BY_WEEK)
		return week_name(start, a);
	if (d->period == BY_MONTH)
		return month_name(start, a);
	if (d->period == BY_QUARTER)
		return crm_sprintf(a, "%s%04d-Q%d", fy, year, quarter);
	return crm_sprintf(a, "%s%04d", fy, year);
}

enum crm_status
dimension_cell(struct crm_store *s, const struct dimension *d,
    struct crm_value key, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err)
{
	struct crm_text t;
	enum crm_status st;

	*out = key;
	if (key.kind != CRM_INT)
		return CRM_OK;
	if (d->period != WHOLE_VALUE) {
		*out = crm_value_text(crm_text_of(period_name(d, key.i, a)));
		return CRM_OK;
	}
	if (d->shown == NULL)
		return CRM_OK;
	if ((st = crm_display(s, d->shown, key.i, &t, err)) != CRM_OK)
		return st;
	t.p = crm_strndup(a, t.p, t.n);
	*out = crm_value_text(t);
	return CRM_OK;
}
