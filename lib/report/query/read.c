/* The measures of an ad-hoc query: which fields they are of, and their columns. */
#include "query.h"

#include <string.h>

const char *const crm_measure_names[CRM_MEASURES] = {
	"count",
	"sum",
	"mean",
	"median",
	"min",
	"max",
	"distinct",
};

static const char *const zh[CRM_MEASURES] = {
	"数量",
	"合计",
	"平均",
	"中位",
	"最小",
	"最大",
	"去重",
};

const char *
crm_query_date(const struct crm_entity *e)
{
	static const char *const dates[] = { "opened_on", "entered_on",
		"ordered_on", "moved_on", "at", "due" };
	size_t i;

	for (i = 0; i < COUNT(dates); i++)
		if (crm_field_index(e, crm_text_of(dates[i])) >= 0)
			return dates[i];
	return "created";
}

/* ---- what can be measured how ---- */

static bool
is_number(enum crm_type type)
{
	return type == CRM_T_INT || type == CRM_T_DECIMAL ||
	    type == CRM_T_PERCENT || type == CRM_T_MONEY || type == CRM_T_RATE;
}

static bool
is_time(enum crm_type type)
{
	return type == CRM_T_DATE || type == CRM_T_INSTANT;
}

static bool
can_be(enum crm_measure_how how, enum crm_type type)
{
	switch (how) {
	case CRM_COUNT:
	case CRM_DISTINCT:
		return true;
	case CRM_MIN:
	case CRM_MAX:
		return is_number(type) || is_time(type);
	default:
		return is_number(type);
	}
}

/* ---- money ---- */

/* Where the currency of an amount stands: beside it, else in the document that it
 * is a line of.  False: it is in the base currency. */
static bool
find_currency(const struct crm_dict *dict, const struct crm_path *amount,
    struct crm_path *out)
{
	const struct crm_entity *e = amount->entity;
	const struct crm_entity *whole;
	size_t i;

	*out = *amount;
	out->to = NULL;
	out->as_id = false;
	if (e->currency >= 0) {
		out->field = e->currency;
		return true;
	}
	for (i = 0; i < e->n; i++) {
		if ((e->field[i]->flags & CRM_F_OWNER) == 0 ||
		    out->steps == CRM_PATH_MOST)
			continue;
		whole = crm_dict_find(dict, e->field[i]->ref);
		if (whole == NULL || whole->currency < 0)
			continue;
		out->step[out->steps++] = (struct crm_step){ e, (int)i };
		out->entity = whole;
		out->field = whole->currency;
		return true;
	}
	return false;
}

/* All amounts of a row are in one currency, so they are of one record. */
static enum crm_status
join_currency(struct query *q, const struct crm_dict *dict, struct figure *f,
    struct crm_err *err)
{
	struct crm_path currency;

	if (f->field->type != CRM_T_MONEY || f->how == CRM_COUNT ||
	    f->how == CRM_DISTINCT)
		return CRM_OK;
	if (crm_field_in_base(f->field) ||
	    !find_currency(dict, &f->path, &currency)) {
		q->has_base = true;
		return CRM_OK;
	}
	if (q->has_currency && !crm_path_same_record(&currency, &q->currency))
		return crm_fail(err, CRM_USAGE,
		    "%s may be in another currency than the amount before it: "
		    "ask for it in a query of its own",
		    f->path.name);
	f->money = true;
	q->currency = currency;
	q->has_currency = true;
	return CRM_OK;
}

/* ---- columns ---- */

static enum crm_type
type_of(const struct figure *f)
{
	if (f->how == CRM_COUNT || f->how == CRM_DISTINCT)
		return CRM_T_INT;
	if (f->field->type == CRM_T_INT &&
	    (f->how == CRM_MEAN || f->how == CRM_MEDIAN))
		return CRM_T_DECIMAL;
	return f->field->type;
}

static struct heading
heading_of(const struct figure *f, struct crm_arena *a)
{
	const char *how = crm_measure_names[f->how];

	return (struct heading){
		.name = crm_sprintf(a, "%s_%s", how, f->path.name),
		.en = crm_sprintf(
		    a, "%s (%s)", crm_path_label(&f->path, false, a), how),
		.zh = crm_sprintf(a, "%s（%s）",
		    crm_path_label(&f->path, true, a), zh[f->how]),
		.type = type_of(f),
		.role = f->how <= CRM_SUM ? CRM_ROLE_MEASURE : CRM_ROLE_FIGURE,
		/* A line keeps the digits of the book's currency. */
		.in_base = !f->money || f->path.entity->currency < 0,
	};
}

static void
make_headings(struct query *q, struct crm_arena *a)
{
	size_t i;

	q->headings = crm_alloc_n(a, q->n + 3, sizeof *q->headings);
	q->headings[q->n_headings++] = (struct heading){ "records", "Records",
		"记录数", CRM_T_INT, CRM_ROLE_MEASURE };
	for (i = 0; i < q->n; i++)
		q->headings[q->n_headings++] = heading_of(&q->figure[i], a);
	if (q->has_currency || q->has_base)
		q->headings[q->n_headings++] = (struct heading){ "currency",
			"Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY };
	if (q->has_currency && q->has_base)
		q->headings[q->n_headings++] = (struct heading){
			"base_currency", "Base currency", "本位币", CRM_T_TEXT
		};
}

/* ---- all of them ---- */

static enum crm_status
read_figure(struct crm_store *s, struct query *q, const struct crm_measure *m,
    struct crm_arena *a, struct figure *f, struct crm_err *err)
{
	const struct crm_dict *dict = crm_store_dict(s);
	enum crm_status st;

	*f = (struct figure){ .how = m->how, .base_of = -1 };
	st = crm_path_parse(
	    dict, q->spec->entity, crm_text_of(m->field), a, &f->path, err);
	if (st != CRM_OK)
		return st;
	f->field = f->path.entity->field[f->path.field];
	if (!can_be(f->how, f->field->type))
		return crm_fail(err, CRM_USAGE,
		    is_time(f->field->type)
			? "%s is a %s: it can be counted (--count, --distinct), "
			  "and its first and last asked for (--min, --max)"
			: "%s is a %s: it can be counted (--count, --distinct)",
		    f->path.name, crm_type_name(f->field->type));
	if (f->path.steps == 0 && crm_field_in_base(f->field))
		f->base_of = crm_field_index(f->path.entity,
		    (struct crm_text){ f->field->name,
			strlen(f->field->name) - strlen("_base") });
	return join_currency(q, dict, f, err);
}

static enum crm_status
read_date(struct crm_store *s, struct query *q, struct crm_arena *a,
    struct crm_err *err)
{
	const char *name = q->spec->date == NULL
	    ? crm_query_date(q->spec->entity)
	    : q->spec->date;
	enum crm_status st = crm_path_parse(crm_store_dict(s), q->spec->entity,
	    crm_text_of(name), a, &q->date, err);

	if (st == CRM_OK &&
	    !is_time(q->date.entity->field[q->date.field]->type))
		st = crm_fail(err, CRM_USAGE, "%s is not a date", name);
	if (st != CRM_OK)
		crm_err_in_field(err, "--date");
	return st;
}

enum crm_status
query_read(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct query *out, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	*out = (struct query){ .spec = o->query, .n = o->query->n };
	out->figure = crm_alloc_n(a, out->n + 1, sizeof *out->figure);
	for (i = 0; i < out->n; i++) {
		const struct crm_measure *m = &o->query->measure[i];

		st = read_figure(s, out, m, a, &out->figure[i], err);
		if (st == CRM_OK)
			continue;
		crm_err_in_field(
		    err, crm_sprintf(a, "--%s", crm_measure_names[m->how]));
		return st;
	}
	make_headings(out, a);
	return read_date(s, out, a, err);
}
