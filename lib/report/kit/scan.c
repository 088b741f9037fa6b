/* The streams that reports read: deals, and visits beside them. */
#include "kit.h"

enum crm_status
deals_open(struct crm_store *s, const struct crm_report_opts *o,
    const char *columns, const struct dimension *d, struct crm_arena *a,
    struct crm_stmt **out, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, a);
	crm_buf_printf(&q.text, "SELECT %s", columns);
	dimension_sql(d, &q);
	crm_buf_str(&q.text, " FROM deal t WHERE t.\"deleted\" IS NULL");
	if (o->where != NULL) {
		crm_buf_str(&q.text, " AND (");
		crm_filter_sql(o->where, "t", &q);
		crm_buf_char(&q.text, ')');
	}
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(s, q.text.data, out, err)) == CRM_OK)
		crm_bind_all(*out, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

bool
in_period(const struct crm_report_opts *o, struct crm_value date)
{
	if (date.kind != CRM_INT)
		return o->from == CRM_DATE_MIN && o->to == CRM_DATE_MAX;
	return date.i >= o->from && date.i <= o->to;
}

enum crm_status
visits_next(struct visits *v, struct crm_err *err)
{
	enum crm_status st;

	if ((st = crm_step(v->q, &v->more, err)) != CRM_OK || !v->more)
		return st;
	v->deal = crm_col_int(v->q, 0);
	v->from = crm_col(v->q, 1, false);
	v->stage = crm_col_int(v->q, 2);
	v->on = crm_col(v->q, 3, false);
	return CRM_OK;
}

enum crm_status
visits_open(struct crm_store *s, struct visits *v, struct crm_err *err)
{
	enum crm_status st;

	*v = (struct visits){ .q = NULL };
	st = crm_sql(s,
	    "SELECT \"deal\", \"from_stage\", \"stage\", "
	    "\"moved_on\" FROM visit WHERE \"deleted\" IS NULL "
	    "AND \"deal\" IS NOT NULL ORDER BY \"deal\", "
	    "coalesce(\"moved_on\", -1000000), \"id\"",
	    &v->q, err);
	return st == CRM_OK ? visits_next(v, err) : st;
}

enum crm_status
visits_seek(struct visits *v, int64_t deal, bool *found, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	while (st == CRM_OK && v->more && v->deal < deal)
		st = visits_next(v, err);
	*found = st == CRM_OK && v->more && v->deal == deal;
	return st;
}

void
visits_close(struct visits *v)
{
	if (v->q != NULL)
		crm_reset(v->q);
}
