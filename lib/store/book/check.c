/* The check: is the book what it says? */
#include "store/internal.h"

#include <crm/store/upkeep.h>

struct check {
	struct crm_store *s;
	enum crm_status (*each)(
	    void *, const struct crm_finding *, struct crm_err *);
	void *ctx;
};

/* Every row of a query over (id) is a lie of this kind; told by their ids. */
static enum crm_status
find(struct check *k, const char *code, const struct crm_entity *e,
    const char *field, const char *text, const char *sql, struct crm_err *err)
{
	struct crm_finding f = {
		.code = code, .entity = e, .field = field, .text = text
	};
	struct crm_buf ordered = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&ordered, "%s ORDER BY 1", sql);
	st = crm_sql(k->s, ordered.data, &q, err);
	crm_buf_free(&ordered);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		f.record = crm_col_int(q, 0);
		if ((st = k->each(k->ctx, &f, err)) != CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	return st;
}

static enum crm_status
check_file(struct check *k, struct crm_err *err)
{
	struct crm_finding f = { .code = "file" };
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(k->s, k->s->engine->check_sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		if (crm_text_is(t, "ok"))
			continue;
		crm_buf_clear(&text);
		crm_buf_add(&text, t.p, t.n);
		f.text = text.data;
		if ((st = k->each(k->ctx, &f, err)) != CRM_OK)
			break;
	}
	crm_buf_free(&text);
	return st;
}

static enum crm_status
check_reference(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	const struct crm_entity *r = crm_dict_find(k->s->dict, f->ref);
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, k->s->scratch);
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE "
	    "t.\"deleted\" IS NULL AND ",
	    e->def->table);
	crm_sql_field(&q, e, f, "t");
	crm_buf_str(&q.text, " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ");
	crm_buf_printf(&q.text,
	    "\"%s\" r WHERE r.\"deleted\" IS NULL "
	    "AND r.\"id\" = ",
	    r->def->table);
	crm_sql_field(&q, e, f, "t");
	crm_buf_char(&q.text, ')');
	st = find(k, "reference", e, f->name,
	    "refers to a record that is not "
	    "there",
	    q.text.data, err);
	crm_sql_free(&q);
	return st;
}

/* References to a record of any kind are text: each is looked up. */
static enum crm_status
check_any(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	struct crm_finding lie = { .code = "reference",
		.entity = e,
		.field = f->name,
		.text = "refers to a record that is not "
			"there" };
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, live;

	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" "
	    "WHERE \"deleted\" IS NULL AND \"%s\" IS NOT NULL "
	    "ORDER BY \"id\"",
	    f->name, e->def->table, f->name);
	st = crm_sql(k->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		st = keys_is_live(k->s, f, crm_col(q, 1, true), &live, err);
		if (st == CRM_OK && !live) {
			lie.record = crm_col_int(q, 0);
			st = k->each(k->ctx, &lie, err);
		}
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

/* Folded copies are compared in C: the database cannot fold. */
static enum crm_status
check_fold(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	struct crm_finding lie = { .code = "fold",
		.entity = e,
		.field = f->name,
		.text = "its folded copy is wrong" };
	struct crm_buf sql = CRM_BUF_INIT, fold = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\", \"%s_f\" FROM \"%s\" "
	    "ORDER BY \"id\"",
	    f->name, f->name, e->def->table);
	if ((st = crm_sql(k->s, sql.data, &q, err)) != CRM_OK)
		goto out;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		crm_buf_clear(&fold);
		if (!crm_col_null(q, 1))
			crm_fold(&fold, crm_col_text(q, 1));
		if (crm_col_null(q, 1) == crm_col_null(q, 2) &&
		    crm_text_eq((struct crm_text){ fold.data, fold.len },
			crm_col_text(q, 2)))
			continue;
		lie.record = crm_col_int(q, 0);
		if ((st = k->each(k->ctx, &lie, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
out:
	crm_buf_free(&sql);
	crm_buf_free(&fold);
	return st;
}

static enum crm_status
check_choices(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	const struct crm_choice *c;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"%s\" "
	    "IS NOT NULL AND \"%s\" NOT IN (",
	    e->def->table, f->name, f->name);
	for (c = f->choices; c->code != NULL; c++)
		crm_buf_printf(
		    &sql, "%s'%s'", c == f->choices ? "" : ", ", c->code);
	crm_buf_char(&sql, ')');
	st = find(k, "choice", e, f->name, "is none of the allowed values",
	    sql.data, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
check_field(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	if (f->type == CRM_T_REF && (f->flags & CRM_F_DERIVED) == 0)
		st = check_reference(k, e, f, err);
	if (st != CRM_OK || !is_column(f))
		return st;
	if (f->flags & CRM_F_FOLDED)
		st = check_fold(k, e, f, err);
	if (st == CRM_OK && f->type == CRM_T_ANY)
		st = check_any(k, e, f, err);
	if (st == CRM_OK && f->type == CRM_T_ENUM)
		st = check_choices(k, e, f, err);
	if (st == CRM_OK && (f->flags & CRM_F_REQUIRED) != 0) {
		crm_buf_printf(&sql,
		    "SELECT \"id\" FROM \"%s\" "
		    "WHERE \"%s\" IS NULL",
		    e->def->table, f->name);
		st = find(k, "required", e, f->name, "is required and missing",
		    sql.data, err);
		crm_buf_free(&sql);
	}
	return st;
}

/* A rule's text: $ is the table, % the entity, # the counter's last id. */
static void
rule_sql(struct check *k, const struct crm_entity *e, const char *text,
    struct crm_buf *sql)
{
	crm_buf_clear(sql);
	for (; *text != '\0'; text++)
		if (*text == '$')
			crm_buf_str(sql, e->def->table);
		else if (*text == '%')
			crm_buf_str(sql, e->def->name);
		else if (*text == '#')
			schema_put_name(
			    sql, k->s->engine->last_id_sql, e->def->name);
		else
			crm_buf_char(sql, *text);
}

/* The log and the counters. */
static enum crm_status
check_batches(struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	static const struct {
		const char *code, *text, *sql;
	} rules[] = {
		{ "batch", "was made or changed by a batch that is not there",
		    "SELECT \"id\" FROM \"$\" WHERE \"born\" NOT IN "
		    "(SELECT \"id\" FROM batch) OR \"version\" NOT IN "
		    "(SELECT \"id\" FROM batch)" },
		{ "batch", "is hidden by a batch that is not there",
		    "SELECT \"id\" FROM \"$\" WHERE \"deleted\" IS NOT NULL "
		    "AND \"deleted\" NOT IN (SELECT \"id\" FROM batch)" },
		{ "counter", "has an id beyond the counter's",
		    "SELECT \"id\" FROM \"$\" WHERE \"id\" > #" },
		{ "log", "has a version other than its last change in the log",
		    "SELECT t.\"id\" FROM \"$\" t LEFT JOIN (SELECT "
		    "c.\"record\" r, max(b.\"number\") n FROM change c "
		    "JOIN batch b ON b.\"id\" = c.\"batch\" "
		    "WHERE c.\"entity\" = '%' GROUP BY c.\"record\") l "
		    "ON l.r = t.\"id\" JOIN batch v "
		    "ON v.\"id\" = t.\"version\" JOIN batch o "
		    "ON o.\"id\" = t.\"born\" "
		    "WHERE v.\"number\" <> coalesce(l.n, o.\"number\")" },
		{ "log", "is hidden, and the log does not say so",
		    "SELECT t.\"id\" FROM \"$\" t WHERE t.\"deleted\" "
		    "IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change c "
		    "WHERE c.\"entity\" = '%' AND c.\"record\" = t.\"id\" "
		    "AND c.\"field\" = 'deleted' "
		    "AND c.\"batch\" = t.\"deleted\")" },
	};
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < sizeof rules / sizeof *rules && st == CRM_OK; i++) {
		rule_sql(k, e, rules[i].sql, &sql);
		st = find(
		    k, rules[i].code, e, NULL, rules[i].text, sql.data, err);
	}
	crm_buf_free(&sql);
	return st;
}

enum crm_status
crm_check(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct check k = { s, each, ctx };
	enum crm_status st = check_file(&k, err);
	size_t i, j;

	for (i = 0; i < s->dict->n && st == CRM_OK; i++) {
		const struct crm_entity *e = s->dict->entity[i];

		for (j = 0; j < e->n && st == CRM_OK; j++)
			st = check_field(&k, e, e->field[j], err);
		if (st == CRM_OK)
			st = check_batches(&k, e, err);
	}
	return st;
}
