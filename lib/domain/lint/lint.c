/* The engine of lint: one statement for each check. */
#include "lint.h"

#include <stdlib.h>
#include <string.h>

/* So many ids go into one statement. */
enum { IDS_AT_ONCE = 256 };

const struct crm_lint_check *
crm_lint_checks(const struct crm_entity *e)
{
	return trade_of(e)->lint;
}

struct run {
	struct crm_store *s;
	const struct crm_entity *e;
	const struct crm_lint_opts *o;
	int64_t *ids; /* sorted */
	enum crm_status (*each)(
	    void *ctx, const struct crm_finding *f, struct crm_err *err);
	void *ctx;
};

/* ---- the statement ---- */

static void
add_condition(const char *sql, struct crm_sql *q)
{
	crm_buf_str(&q->text, " AND (");
	for (; *sql != '\0'; sql++)
		crm_buf_char(&q->text, *sql == '$' ? 't' : *sql);
	crm_buf_char(&q->text, ')');
}

static enum crm_status
statement(const struct run *r, const struct crm_lint_check *c,
    struct crm_sql *q, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	crm_buf_str(&q->text, "SELECT t.\"id\"");
	if (c->test != NULL) {
		crm_buf_str(&q->text, ", ");
		crm_sql_field(
		    q, r->e, r->e->field[field_of(r->e, c->field)], "t");
	}
	crm_buf_printf(&q->text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    r->e->def->table);
	if (c->where != NULL) {
		crm_buf_str(&q->text, " AND ");
		st = sql_is(r->s, r->e, c->where, q, err);
	}
	if (st != CRM_OK)
		return st;
	if (c->sql != NULL)
		add_condition(c->sql, q);
	if (r->o->where != NULL) {
		crm_buf_str(&q->text, " AND (");
		crm_filter_sql(r->o->where, "t", q);
		crm_buf_char(&q->text, ')');
	}
	if (r->ids != NULL) {
		crm_buf_str(&q->text, " AND t.\"id\" IN (?");
		for (i = 1; i < IDS_AT_ONCE; i++)
			crm_buf_str(&q->text, ", ?");
		crm_buf_char(&q->text, ')');
	}
	crm_buf_str(&q->text, " ORDER BY t.\"id\"");
	return CRM_OK;
}

/* ---- what it finds ---- */

/* "cannot be used: field: no field 'size' in lead" */
static bool
is_wrong(const struct run *r, const struct crm_lint_check *c,
    const struct crm_stmt *q, struct crm_buf *text)
{
	struct crm_buf why = CRM_BUF_INIT;
	bool found = c->record(r->s, r->e, crm_col_int(q, 0), &why);

	if (found)
		crm_buf_printf(text, ": %s", why.data);
	crm_buf_free(&why);
	return found;
}

/* "the phone number cannot be called: 123 (it is too short)" */
static bool
is_found(const struct run *r, const struct crm_lint_check *c,
    const struct crm_stmt *q, struct crm_buf *text)
{
	struct crm_buf why = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text value;
	bool found;

	crm_buf_clear(text);
	crm_buf_str(text, crm_tr(c->message));
	if (c->record != NULL)
		return is_wrong(r, c, q, text);
	if (c->test == NULL)
		return true;
	value = crm_col_text(q, 1);
	found = c->test(value, &why);
	if (found)
		crm_buf_printf(
		    text, ": %s (%s)", crm_quote(quoted, value), why.data);
	crm_buf_free(&why);
	return found;
}

static enum crm_status
tell_all(const struct run *r, const struct crm_lint_check *c,
    struct crm_stmt *q, struct crm_err *err)
{
	struct crm_finding f = {
		.code = c->code, .entity = r->e, .field = c->field
	};
	struct crm_buf text = CRM_BUF_INIT;
	enum crm_status st;
	bool row;

	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (!is_found(r, c, q, &text))
			continue;
		f.record = crm_col_int(q, 0);
		f.text = text.data;
		if ((st = r->each(r->ctx, &f, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	crm_buf_free(&text);
	return st;
}

/* The marks of ids stand last; where few are left the last one fills up. */
static void
bind_ids(const struct run *r, struct crm_stmt *q, int mark, size_t from)
{
	size_t i, last = r->o->n_ids - 1;

	for (i = 0; i < IDS_AT_ONCE; i++)
		crm_bind(q, mark + (int)i,
		    crm_value_int(r->ids[from + i < last ? from + i : last]));
}

static enum crm_status
run_check(
    const struct run *r, const struct crm_lint_check *c, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	size_t from = 0;

	crm_sql_init(&sql, &a);
	if ((st = statement(r, c, &sql, err)) != CRM_OK ||
	    (st = crm_sql(r->s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	do {
		crm_bind_all(q, sql.bind, sql.n);
		if (r->ids != NULL)
			bind_ids(r, q, (int)sql.n + 1, from);
		st = tell_all(r, c, q, err);
		from += IDS_AT_ONCE;
	} while (st == CRM_OK && r->ids != NULL && from < r->o->n_ids);
out:
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

static int
by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static int64_t *
sorted(const struct crm_lint_opts *o, struct crm_arena *a)
{
	int64_t *ids = crm_alloc_n(a, o->n_ids + 1, sizeof *ids);

	memcpy(ids, o->ids, o->n_ids * sizeof *ids);
	qsort(ids, o->n_ids, sizeof *ids, by_number);
	return ids;
}

enum crm_status
crm_lint(struct crm_store *s, const struct crm_entity *e,
    const struct crm_lint_opts *o,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct run r = { s, e, o, NULL, each, ctx };
	const struct crm_lint_check *c = crm_lint_checks(e);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;

	if (o->ids != NULL && o->n_ids == 0)
		return CRM_OK;
	if (o->ids != NULL)
		r.ids = sorted(o, &a);
	for (; c != NULL && c->code != NULL && st == CRM_OK; c++)
		st = run_check(&r, c, err);
	crm_arena_free(&a);
	return st;
}
