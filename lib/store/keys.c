/* Keys: what must be unique among live records, and who refers to whom. */
#include "internal.h"

static enum crm_status
key_taken(struct crm_store *s, const struct crm_record *r, const int *fields,
    size_t n, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_buf sql = CRM_BUF_INIT, id = CRM_BUF_INIT, fold;
	struct crm_value v[CRM_KEY_FIELDS + 1], found;
	const struct crm_field *f = NULL;
	enum crm_status st;
	size_t i;

	for (i = 0; i < n; i++)
		if (r->v[fields[i]].kind == CRM_NULL)
			return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" "
	    "IS NULL",
	    e->def->table);
	for (i = 0; i < n; i++) {
		struct crm_value x = r->v[fields[i]];

		f = e->field[fields[i]];
		if (f->flags & CRM_F_FOLDED)
			x.t = crm_fold_dup(s->scratch, x.t);
		v[i] = x;
		crm_buf_printf(&sql, " AND \"%s%s\" = ?", f->name,
		    f->flags & CRM_F_FOLDED ? "_f" : "");
	}
	crm_buf_str(&sql, " AND \"id\" <> ?");
	v[n] = crm_value_int(r->id);
	st = crm_get_int(s, sql.data, v, n + 1, &found, err);
	crm_buf_free(&sql);
	if (st != CRM_OK || found.kind == CRM_NULL)
		return st;
	fold = (struct crm_buf)CRM_BUF_INIT;
	crm_value_format(&id, s->dict, e, f, r->v[fields[n - 1]], 2);
	crm_escape(&fold, (struct crm_text){ id.data, id.len });
	crm_buf_clear(&id);
	crm_id_format(&id, e, found.i);
	st = crm_fail_field(err, CRM_RULE, f->name, "'%.60s' is taken by %s",
	    fold.data, id.data);
	crm_err_why(err, CRM_WHY_TAKEN);
	crm_buf_free(&fold);
	crm_buf_free(&id);
	return st;
}

enum crm_status
keys_free(struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	enum crm_status st = CRM_OK;
	size_t n = 0;

	if (e->ext >= 0)
		st = key_taken(s, r, &e->ext, 1, err);
	while (n < CRM_KEY_FIELDS && e->key[n] >= 0)
		n++;
	if (st == CRM_OK && n > 0)
		st = key_taken(s, r, e->key, n, err);
	return st;
}

/* A task may refer to a contact twice: as that and as what it is about. */
static bool
is_noted(const struct referrers *r, const struct crm_entity *from, int64_t id)
{
	size_t i;

	for (i = 0; i < r->n && i < REFERRERS_SHOWN; i++)
		if (r->first[i].entity == from && r->first[i].id == id)
			return true;
	return false;
}

/* Live records of `from`, but for the one that has the id `self`, whose field
 * refers to the record: the first are noted, and one more is counted. */
static enum crm_status
referrers(struct crm_store *s, const struct crm_entity *from,
    const struct crm_field *f, struct crm_value id, int64_t self,
    struct referrers *r, struct crm_err *err)
{
	struct crm_sql q;
	struct crm_stmt *st;
	enum crm_status status;
	bool row;

	crm_sql_init(&q, s->scratch);
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t "
	    "WHERE t.\"deleted\" IS NULL AND ",
	    from->def->table);
	crm_sql_field(&q, from, f, "t");
	crm_buf_printf(&q.text,
	    " = ? AND t.\"id\" <> ? ORDER BY t.\"id\" LIMIT %d",
	    REFERRERS_SHOWN + 1);
	status = crm_sql(s, q.text.data, &st, err);
	crm_sql_free(&q);
	if (status != CRM_OK)
		return status;
	crm_bind(st, 1, id);
	crm_bind(st, 2, crm_value_int(self));
	while ((status = crm_step(st, &row, err)) == CRM_OK && row) {
		int64_t by = crm_col_int(st, 0);

		if (is_noted(r, from, by))
			continue;
		if (r->n < REFERRERS_SHOWN)
			r->first[r->n] = (struct referrer){ from, f, by };
		r->n++;
	}
	return status;
}

bool
keys_is_part(const struct crm_store *s, const struct crm_field *f,
    const struct crm_entity *e)
{
	return (f->flags & CRM_F_OWNER) != 0 &&
	    crm_dict_find(s->dict, f->ref) == e;
}

bool
keys_may_refer(const struct crm_store *s, const struct crm_field *f,
    const struct crm_entity *e, bool owned)
{
	if (f->type == CRM_T_ANY)
		return true;
	return f->type == CRM_T_REF && (f->flags & CRM_F_DERIVED) == 0 &&
	    ((f->flags & CRM_F_OWNER) == 0 || owned) &&
	    crm_dict_find(s->dict, f->ref) == e;
}

/* Appends that a live record refers to this one by the field. */
static void
put_refers(struct crm_sql *q, const struct crm_entity *from,
    const struct crm_field *f, struct crm_value id, int64_t self)
{
	crm_buf_printf(&q->text,
	    "%sEXISTS (SELECT 1 FROM \"%s\" t "
	    "WHERE t.\"deleted\" IS NULL AND ",
	    q->n > 0 ? " OR " : "SELECT ", from->def->table);
	crm_sql_field(q, from, f, "t");
	crm_buf_str(&q->text, " = ? AND t.\"id\" <> ?)");
	crm_sql_bind(q, id);
	crm_sql_bind(q, crm_value_int(self));
}

/* Whether there is any: one question, for mostly there is none. */
static enum crm_status
is_referred(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool *yes, struct crm_err *err)
{
	struct crm_value any = CRM_VALUE_NULL;
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	struct crm_sql q;
	size_t i, j;

	crm_sql_init(&q, s->scratch);
	crm_id_format(&typed, e, id);
	for (i = 0; i < s->dict->n; i++)
		for (j = 0; j < s->dict->entity[i]->n; j++) {
			const struct crm_entity *from = s->dict->entity[i];
			const struct crm_field *f = from->field[j];

			if (keys_may_refer(s, f, e, false))
				put_refers(&q, from, f,
				    f->type == CRM_T_ANY
					? crm_value_text(
					      crm_text_of(typed.data))
					: crm_value_int(id),
				    from == e ? id : 0);
		}
	if (q.n > 0)
		st = crm_get_int(s, q.text.data, q.bind, q.n, &any, err);
	*yes = any.kind == CRM_INT && any.i != 0;
	crm_buf_free(&typed);
	crm_sql_free(&q);
	return st;
}

static enum crm_status
find_referrers(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool owned, struct referrers *r, struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i, j;

	r->n = 0;
	crm_id_format(&typed, e, id);
	for (i = 0; i < s->dict->n && st == CRM_OK; i++) {
		const struct crm_entity *from = s->dict->entity[i];

		for (j = 0; j < from->n && st == CRM_OK; j++) {
			const struct crm_field *f = from->field[j];
			struct crm_value v = crm_value_int(id);

			if (!keys_may_refer(s, f, e, owned))
				continue;
			if (f->type == CRM_T_ANY)
				v = crm_value_text(crm_text_of(typed.data));
			/* What refers to itself goes as a whole. */
			st = referrers(
			    s, from, f, v, from == e ? id : 0, r, err);
		}
	}
	crm_buf_free(&typed);
	return st;
}

static void
list_referrers(const struct referrers *r, struct crm_buf *list)
{
	size_t i;

	for (i = 0; i < r->n && i < REFERRERS_SHOWN; i++) {
		if (list->len > 0)
			crm_buf_str(list, ", ");
		crm_id_format(list, r->first[i].entity, r->first[i].id);
	}
	if (r->n > REFERRERS_SHOWN)
		crm_buf_str(list, crm_tr(" and more"));
}

enum crm_status
keys_referrers(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool owned, struct crm_buf *list, struct crm_err *err)
{
	struct referrers r;
	enum crm_status st = find_referrers(s, e, id, owned, &r, err);

	if (st == CRM_OK)
		list_referrers(&r, list);
	return st;
}

enum crm_status
keys_unreferred(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct referrers r;
	enum crm_status st;
	bool referred;

	if ((st = doubt_any(s, e, id, DOUBT_REFERRED, &referred, err)) !=
		CRM_OK ||
	    !referred ||
	    (st = is_referred(s, e, id, &referred, err)) != CRM_OK || !referred)
		return st;
	st = find_referrers(s, e, id, false, &r, err);
	if (st == CRM_OK && r.n > 0) {
		list_referrers(&r, &list);
		st = stays_referred(s, e, id, &r, list.data, err);
	}
	crm_buf_free(&list);
	return st;
}

/* ---- what a record refers to ---- */

bool
keys_target(const struct crm_store *s, const struct crm_field *f,
    struct crm_value v, const struct crm_entity **e, int64_t *id)
{
	struct crm_text code;

	if (v.kind == CRM_NULL || (f->flags & CRM_F_DERIVED) != 0)
		return false;
	if (f->type == CRM_T_REF) {
		*e = crm_dict_find(s->dict, f->ref);
		*id = v.i;
		return *e != NULL;
	}
	return f->type == CRM_T_ANY && crm_id_split(v.t, &code, id) &&
	    (*e = crm_dict_code(s->dict, code)) != NULL;
}

static enum crm_status
is_live(struct crm_store *s, const struct crm_entity *e, int64_t id, bool *yes,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = crm_value_int(id), found;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"id\" = ? "
	    "AND \"deleted\" IS NULL",
	    e->def->table);
	st = crm_get_int(s, sql.data, &v, 1, &found, err);
	crm_buf_free(&sql);
	*yes = found.kind == CRM_INT;
	return st;
}

enum crm_status
keys_is_live(struct crm_store *s, const struct crm_field *f, struct crm_value v,
    bool *yes, struct crm_err *err)
{
	const struct crm_entity *e;
	int64_t id;

	*yes = false;
	return keys_target(s, f, v, &e, &id) ? is_live(s, e, id, yes, err)
					     : CRM_OK;
}

enum crm_status
keys_refer_to_live(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity, *to;
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;
	bool live;

	for (i = 0; i < e->n && st == CRM_OK; i++) {
		if (!keys_target(s, e->field[i], r->v[i], &to, &id) ||
		    (to == e && id == r->id) ||
		    (st = is_live(s, to, id, &live, err)) != CRM_OK || live)
			continue;
		crm_id_format(&typed, to, id);
		st = crm_fail_field(err, CRM_RULE, e->field[i]->name,
		    "%s is deleted; bring it back first: %s restore %s",
		    typed.data, crm_entity_command(to, s->scratch), typed.data);
	}
	crm_buf_free(&typed);
	return st;
}

enum crm_status
crm_custom_to_deleted(struct crm_store *s, int64_t field,
    const struct crm_entity *e, const struct crm_entity *to, int64_t *record,
    int64_t *target, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*record = *target = 0;
	crm_buf_printf(&sql,
	    "SELECT t.\"id\", x.\"id\" "
	    "FROM custom c JOIN \"%s\" t ON t.\"id\" = c.\"record\" "
	    "JOIN \"%s\" x ON x.\"id\" = c.\"num\" WHERE c.\"field\" = ? "
	    "AND t.\"deleted\" IS NULL AND x.\"deleted\" IS NOT NULL "
	    "ORDER BY t.\"id\" LIMIT 1",
	    e->def->table, to->def->table);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(field));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*record = crm_col_int(q, 0);
	*target = crm_col_int(q, 1);
	crm_reset(q);
	return CRM_OK;
}
