/*
 * What may stand against hiding records or bringing them back, asked of some
 * hundred that were read ahead (ahead.c) with one statement.  Mostly nothing
 * does; where something may, the record is asked about by itself, which says
 * what it is.  So an answer may be too careful, and what is written meanwhile
 * only adds doubts.  Others cannot take an answer back: who comes to refer to a
 * record, and who hides what it refers to, meets our locks (refs.c).
 */
#include "internal.h"

#include <string.h>

/* Appends " OR EXISTS (SELECT 1 FROM TABLE t WHERE ", the first without OR. */
static void
put_exists(struct crm_sql *q, bool *any, const char * not, const char *table)
{
	crm_buf_printf(&q->text, "%s%sEXISTS (SELECT 1 FROM \"%s\" t WHERE ",
	    *any ? " OR " : "", not, table);
	*any = true;
}

/* Live records that refer to x, or parts that it ever had. */
static void
put_referrers(const struct crm_store *s, const struct crm_entity *e, bool parts,
    struct crm_sql *q, bool *any)
{
	size_t i, j;

	for (i = 0; i < s->dict->n; i++) {
		const struct crm_entity *from = s->dict->entity[i];

		for (j = 0; j < from->n; j++) {
			const struct crm_field *f = from->field[j];

			if (parts ? !keys_is_part(s, f, e)
				  : !keys_may_refer(s, f, e, false))
				continue;
			put_exists(q, any, "", from->def->table);
			if (!parts)
				crm_buf_str(
				    &q->text, "t.\"deleted\" IS NULL AND ");
			crm_sql_field(q, from, f, "t");
			if (f->type == CRM_T_ANY)
				crm_buf_printf(&q->text, " = '%s' || x.\"id\"",
				    e->def->code);
			else
				crm_buf_str(&q->text, " = x.\"id\"");
			if (from == e)
				crm_buf_str(
				    &q->text, " AND t.\"id\" <> x.\"id\"");
			crm_buf_char(&q->text, ')');
		}
	}
}

/* What x refers to and is not live.  Of any kind: no index would find it. */
static void
put_dead(const struct crm_store *s, const struct crm_entity *e,
    struct crm_sql *q, bool *any)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		const struct crm_entity *to = f->type == CRM_T_REF
		    ? crm_dict_find(s->dict, f->ref)
		    : NULL;

		if ((f->flags & CRM_F_DERIVED) != 0 ||
		    (to == NULL && f->type != CRM_T_ANY))
			continue;
		crm_buf_str(&q->text, *any ? " OR (" : "(");
		crm_sql_field(q, e, f, "x");
		crm_buf_str(&q->text, " IS NOT NULL");
		*any = false;
		if (to != NULL) {
			crm_buf_str(&q->text, " AND ");
			put_exists(q, any, "NOT ", to->def->table);
			crm_buf_str(&q->text, "t.\"id\" = ");
			crm_sql_field(q, e, f, "x");
			crm_buf_str(&q->text, " AND t.\"deleted\" IS NULL)");
		}
		crm_buf_char(&q->text, ')');
		*any = true;
	}
}

static void
put_column(struct crm_sql *q, const struct crm_field *f, const char *alias)
{
	crm_buf_printf(&q->text, "%s.\"%s%s\"", alias, f->name,
	    f->flags & CRM_F_FOLDED ? "_f" : "");
}

/* A live record, or another of these, that has x's values of a key. */
static void
put_key(const struct crm_entity *e, const int *field, size_t n,
    struct crm_sql *q, bool *any)
{
	size_t i;

	if (n == 0)
		return;
	put_exists(q, any, "", e->def->table);
	crm_buf_str(&q->text, "t.\"deleted\" IS NULL AND t.\"id\" <> x.\"id\"");
	for (i = 0; i < n; i++) {
		crm_buf_str(&q->text, " AND ");
		put_column(q, e->field[field[i]], "t");
		crm_buf_str(&q->text, " = ");
		put_column(q, e->field[field[i]], "x");
	}
	crm_buf_str(&q->text, ") OR (");
	for (i = 0; i < n; i++) {
		put_column(q, e->field[field[i]], "x");
		crm_buf_str(&q->text, " IS NOT NULL AND ");
	}
	crm_buf_str(&q->text, "count(*) OVER (PARTITION BY ");
	for (i = 0; i < n; i++) {
		if (i > 0)
			crm_buf_str(&q->text, ", ");
		put_column(q, e->field[field[i]], "x");
	}
	crm_buf_str(&q->text, ") > 1)");
}

/* Live records of one kind that are about x. */
static void
put_about(const struct crm_entity *from, const struct crm_entity *e,
    struct crm_sql *q, bool *any)
{
	size_t i;

	for (i = 0; i < from->n; i++) {
		const struct crm_field *f = from->field[i];

		if (f->type != CRM_T_ANY || (f->flags & CRM_F_DERIVED) != 0)
			continue;
		put_exists(q, any, "", from->def->table);
		crm_buf_str(&q->text, "t.\"deleted\" IS NULL AND ");
		crm_sql_field(q, from, f, "t");
		crm_buf_printf(&q->text, " = '%s' || x.\"id\")", e->def->code);
	}
}

static void
put_condition(const struct crm_store *s, const struct crm_entity *e,
    enum doubt what, struct crm_sql *q)
{
	bool any = false;
	size_t n = 0;

	while (n < CRM_KEY_FIELDS && e->key[n] >= 0)
		n++;
	switch (what) {
	case DOUBT_REFERRED:
	case DOUBT_PARTS:
		put_referrers(s, e, what == DOUBT_PARTS, q, &any);
		break;
	case DOUBT_KEY:
		put_key(e, &e->ext, e->ext >= 0, q, &any);
		put_key(e, e->key, n, q, &any);
		break;
	case DOUBT_DEAD:
		put_dead(s, e, q, &any);
		break;
	case DOUBT_ABOUT:
		put_about(s->ahead.about, e, q, &any);
		break;
	}
	if (!any)
		crm_buf_str(&q->text, "1 = 0");
}

/* Notes of which of those that were read there is a doubt. */
static enum crm_status
ask(struct crm_store *s, enum doubt what, struct crm_err *err)
{
	struct ahead *h = &s->ahead;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, s->scratch);
	crm_buf_str(&sql.text, "SELECT x.\"id\", CASE WHEN ");
	put_condition(s, h->entity, what, &sql);
	crm_buf_printf(&sql.text,
	    " THEN 1 ELSE 0 END FROM \"%s\" x WHERE x.\"id\" IN (",
	    h->entity->def->table);
	ahead_put_marks(&sql.text);
	crm_buf_char(&sql.text, ')');
	st = crm_sql_few(s, sql.text.data, &q, err);
	if (st == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		ahead_bind(h, q, (int)sql.n + 1);
	}
	crm_sql_free(&sql);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if (crm_col_int(q, 1) != 0)
			ahead_doubt(s, h->entity, crm_col_int(q, 0), what);
	if (st != CRM_OK)
		return st;
	h->asked |= what;
	h->behind |= s->counts.wrote;
	return CRM_OK;
}

enum crm_status
doubt_any(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum doubt what, bool *any, struct crm_err *err)
{
	enum crm_status st;
	unsigned doubts;

	*any = true;
	if (!ahead_has(s, e, id))
		return CRM_OK;
	if (!(s->ahead.asked & what) && (st = ask(s, what, err)) != CRM_OK)
		return st;
	doubts = ahead_doubts(s, e, id);
	*any = (doubts & what) != 0;
	return CRM_OK;
}

enum crm_status
crm_may_have(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const struct crm_entity *from, bool *any, struct crm_err *err)
{
	if (s->ahead.about != from) {
		s->ahead.about = from;
		s->ahead.asked &= ~(unsigned)DOUBT_ABOUT;
	}
	return doubt_any(s, e, id, DOUBT_ABOUT, any, err);
}
