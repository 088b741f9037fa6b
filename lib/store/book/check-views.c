/*
 * The views for SQL: where they were made all are there, and are what these programs
 * make.  An engine that keeps no more than their meaning is asked for that: the
 * columns, and as many rows as are live.
 */
#include "store/book/check.h"

#include <string.h>

static enum crm_status
tell(struct check *k, const char *text, const char *view, struct crm_err *err)
{
	struct crm_finding f = { .code = "view",
		.text = crm_sprintf(&k->arena,
		    "the view %s %s; crm-admin views makes it again", view,
		    text) };

	return check_tell(k, &f, err);
}

struct look {
	bool there, right;
};

/* ---- by what made it ---- */

/* A view that cannot be read has a text all the same. */
static enum crm_status
look_made(struct check *k, const struct crm_entity *e, const char *view,
    struct look *l, struct crm_err *err)
{
	struct crm_buf want = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st = views_sql(k->s, k->s->dict, e, &want, err);

	if (st == CRM_OK &&
	    (st = crm_sql(k->s, k->s->engine->view_sql, &q, err)) == CRM_OK) {
		crm_bind(q, 1, crm_value_text(crm_text_of(view)));
		if ((st = crm_step(q, &l->there, err)) == CRM_OK && l->there) {
			/* Without the ; that ends it. */
			l->right = crm_text_eq(crm_col_text(q, 0),
			    (struct crm_text){ want.data, want.len - 1 });
			crm_reset(q);
		}
	}
	crm_buf_free(&want);
	return st;
}

/* ---- by what it gives ---- */

static enum crm_status
has_columns(struct check *k, const struct crm_entity *e,
    const struct crm_buf *have, bool *yes, struct crm_err *err)
{
	struct crm_buf want = CRM_BUF_INIT;
	struct crm_columns c;
	enum crm_status st = crm_columns_parse(
	    k->s->dict, e, NULL, CRM_COLUMNS_VERSION, k->s->scratch, &c, err);

	if (st != CRM_OK)
		return st;
	crm_buf_char(&want, '\n');
	for (size_t i = 0; i < c.n; i++)
		crm_buf_printf(&want, "%s\n", c.path[i].name);
	*yes = want.len == have->len &&
	    memcmp(want.data, have->data, have->len) == 0;
	crm_buf_free(&want);
	return CRM_OK;
}

static enum crm_status
has_rows(struct check *k, const struct crm_entity *e, const char *view,
    bool *yes, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value n;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT (SELECT count(*) FROM \"%s\") - (SELECT count(*) "
	    "FROM \"%s\" WHERE \"deleted\" IS NULL)",
	    view, e->def->table);
	st = crm_get_int(k->s, sql.data, NULL, 0, &n, err);
	crm_buf_free(&sql);
	*yes = st == CRM_OK && n.kind == CRM_INT && n.i == 0;
	return st;
}

static enum crm_status
look_inside(struct check *k, const struct crm_entity *e, const char *view,
    struct look *l, struct crm_err *err)
{
	struct crm_buf have = CRM_BUF_INIT;
	enum crm_status st = schema_columns(k->s, view, &have, err);

	l->there = have.len > 0;
	if (st == CRM_OK && l->there &&
	    (st = has_columns(k, e, &have, &l->right, err)) == CRM_OK &&
	    l->right)
		st = has_rows(k, e, view, &l->right, err);
	crm_buf_free(&have);
	return st;
}

enum crm_status
check_views(struct check *k, struct crm_err *err)
{
	const struct crm_dict *d = k->s->dict;
	struct crm_arena a = CRM_ARENA_INIT;
	struct look *l = crm_alloc_n(&a, d->n, sizeof *l);
	enum crm_status st = CRM_OK;
	bool any = false;
	size_t i;

	for (i = 0; i < d->n && st == CRM_OK; i++) {
		const char *view = crm_view_name(d->entity[i], &a);

		st = k->s->engine->view_sql != NULL
		    ? look_made(k, d->entity[i], view, &l[i], err)
		    : look_inside(k, d->entity[i], view, &l[i], err);
		any = any || l[i].there;
	}
	for (i = 0; i < d->n && st == CRM_OK && any; i++)
		if (!l[i].right)
			st = tell(k,
			    l[i].there ? "is not as these programs make it"
				       : "is not there",
			    crm_view_name(d->entity[i], &a), err);
	crm_arena_free(&a);
	return st;
}
