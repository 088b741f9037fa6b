/*
 * Figures that are worked out of other fields when those are written, an amount of a
 * quantity and a price: what went into them goes back before they were made, or not at
 * all.
 */
#include "undo.h"

#include <string.h>

/* Whether no batch came behind it; asked once. */
static enum crm_status
is_last(struct undo *u, bool *yes, struct crm_err *err)
{
	struct crm_value v = crm_value_int(u->number), n;
	enum crm_status st;

	*yes = u->is_last;
	if (u->is_last_asked)
		return CRM_OK;
	st = crm_get_int(u->s,
	    "SELECT max(\"number\") FROM batch WHERE \"number\" > ?", &v, 1, &n,
	    err);

	*yes = u->is_last = st == CRM_OK && n.kind == CRM_NULL;
	u->is_last_asked = st == CRM_OK;
	return st;
}

/* Lines of the log about a record that came later, each field's first before its others;
 * not those of fields that the batch itself changed, of which it knows. */
static enum crm_status
changes_since(struct undo *u, const struct crm_record *now, struct crm_stmt **q,
    struct crm_err *err)
{
	struct crm_value v[] = {
		crm_value_text(crm_text_of(now->entity->def->name)),
		crm_value_int(now->id),
		crm_value_int(u->number),
		crm_value_int(u->batch),
	};
	enum crm_status st = crm_sql(u->s,
	    "SELECT c.\"field\", c.\"old\" FROM change c JOIN batch b "
	    "ON b.\"id\" = c.\"batch\" WHERE c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND b.\"number\" > ? "
	    "AND NOT EXISTS (SELECT 1 FROM change o WHERE o.\"batch\" = ? "
	    "AND o.\"entity\" = c.\"entity\" AND o.\"record\" = c.\"record\" "
	    "AND o.\"field\" = c.\"field\") "
	    "ORDER BY c.\"field\", b.\"number\", c.\"id\"",
	    q, err);

	if (st == CRM_OK)
		crm_bind_all(*q, v, sizeof v / sizeof *v);
	return st;
}

/* moved[i]: the field has another value than behind the batch, which let it be. */
static enum crm_status
find_moved(struct undo *u, const struct crm_record *now, bool *moved,
    struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	struct crm_stmt *q;
	enum crm_status st = changes_since(u, now, &q, err);
	int i, last = -1;
	bool row;

	memset(moved, 0, e->n * sizeof *moved);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		i = log_field_index(e, crm_col_text(q, 0));
		if (i >= 0 && i != last)
			moved[i] = !crm_value_eq(now->v[i],
			    log_value_read(e->field[i], crm_col(q, 1, true)));
		last = i;
	}
	return st;
}

enum crm_status
undo_moved(struct undo *u, const struct crm_record *now, size_t field,
    bool *yes, struct crm_err *err)
{
	bool *moved = crm_alloc_n(u->s->scratch, now->entity->n, sizeof *moved);
	enum crm_status st = find_moved(u, now, moved, err);

	*yes = st == CRM_OK && moved[field];
	return st;
}

/* ---- of the record ---- */

static bool
names(const char *const *list, const struct crm_entity *e, int field)
{
	for (; list != NULL && *list != NULL && field >= 0; list++)
		if (strcmp(*list, e->field[field]->name) == 0)
			return true;
	return false;
}

/* The first of the fields that go back that a list names, or NULL. */
static const char *
goes_back(const struct net *x, size_t n, const char *const *list)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (names(list, x->entity, x[i].field))
			return x[i].entity->field[x[i].field]->name;
	return NULL;
}

/* The first of a list that has moved, or NULL. */
static const char *
first_moved(
    const struct crm_entity *e, const bool *moved, const char *const *list)
{
	for (; *list != NULL; list++) {
		int i = crm_field_index(e, crm_text_of(*list));

		if (i >= 0 && moved[i])
			return *list;
	}
	return NULL;
}

/* Its inputs go back behind its figures, or its figures behind its inputs. */
static enum crm_status
check_own(struct undo *u, const struct crm_worked *k,
    const struct crm_record *now, const struct net *x, size_t n,
    struct crm_err *err)
{
	bool of = goes_back(x, n, k->of) != NULL;
	bool figures = goes_back(x, n, k->figures) != NULL;
	const char *name = NULL;
	enum crm_status st;
	bool *moved;

	if (!of && !figures)
		return CRM_OK;
	moved = crm_alloc_n(u->s->scratch, now->entity->n, sizeof *moved);
	st = find_moved(u, now, moved, err);
	if (st == CRM_OK && of)
		name = first_moved(now->entity, moved, k->figures);
	if (st == CRM_OK && figures && name == NULL)
		name = first_moved(now->entity, moved, k->of);
	if (name != NULL)
		undo_reason(
		    u, now->entity, now->id, name, "was changed again since");
	return st;
}

/* ---- of its parts ---- */

static bool
has_figures(const struct crm_worked *k, const struct crm_record *part)
{
	const char *const *f;

	for (f = k->figures; *f != NULL; f++) {
		int i = crm_field_index(part->entity, crm_text_of(*f));

		if (i >= 0 && part->v[i].kind != CRM_NULL)
			return true;
	}
	return false;
}

/* A part that was made, or worked out anew, since. */
static enum crm_status
check_part(struct undo *u, const struct crm_worked *k,
    const struct crm_entity *e, int64_t id, bool later, const char *why,
    struct crm_err *err)
{
	struct crm_arena *a = u->s->scratch;
	struct crm_record part;
	enum crm_status st = crm_load(u->s, e, id, a, &part, err);
	bool *moved;

	if (st != CRM_OK || later) {
		if (st == CRM_OK && has_figures(k, &part))
			undo_reason(u, e, id, NULL, why);
		return st;
	}
	moved = crm_alloc_n(a, e->n, sizeof *moved);
	if ((st = find_moved(u, &part, moved, err)) == CRM_OK &&
	    first_moved(e, moved, k->figures) != NULL)
		undo_reason(u, e, id, NULL, why);
	return st;
}

/* Live parts of a kind, and whether each was made later. */
static enum crm_status
read_parts(struct undo *u, const struct crm_entity *e,
    const struct crm_field *of, const struct crm_value *v, int64_t **ids,
    bool **later, size_t *n, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	size_t cap = 0, room = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*n = 0;
	*ids = NULL;
	*later = NULL;
	crm_buf_printf(&sql,
	    "SELECT t.\"id\", CASE WHEN b.\"number\" > ? THEN 1 ELSE 0 END "
	    "FROM \"%s\" t JOIN batch b ON b.\"id\" = t.\"born\" "
	    "WHERE t.\"%s\" = ? AND t.\"deleted\" IS NULL ORDER BY t.\"id\"",
	    e->def->table, of->name);
	st = crm_sql(u->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st == CRM_OK)
		crm_bind_all(q, v, 2);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		*ids = crm_grow(u->s->scratch, *ids, *n, &cap, sizeof **ids);
		*later = crm_grow(
		    u->s->scratch, *later, *n, &room, sizeof **later);
		(*ids)[*n] = crm_col_int(q, 0);
		(*later)[(*n)++] = crm_col_int(q, 1) != 0;
	}
	return st;
}

/* The parts of one kind, where what they are worked out of goes back. */
static enum crm_status
check_parts_of(struct undo *u, const struct crm_record *now,
    const struct crm_entity *e, const struct crm_worked *k, const struct net *x,
    size_t n, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(u->number),
		crm_value_int(now->id) };
	const char *field = goes_back(x, n, k->whole), *why;
	enum crm_status st = CRM_OK;
	size_t i, j, parts;
	int64_t *ids;
	bool *later;

	for (i = 0; i < e->n && st == CRM_OK && field != NULL; i++) {
		if (!keys_is_part(u->s, e->field[i], now->entity))
			continue;
		why = crm_sprintf(u->s->scratch,
		    crm_tr("was worked out since with the %s that would go "
			   "back"),
		    field);
		st = read_parts(
		    u, e, e->field[i], v, &ids, &later, &parts, err);
		for (j = 0; j < parts && st == CRM_OK; j++)
			st = check_part(u, k, e, ids[j], later[j], why, err);
	}
	return st;
}

enum crm_status
undo_check_worked(struct undo *u, const struct crm_record *now,
    const struct net *x, size_t n, struct crm_err *err)
{
	const struct crm_dict *d = u->s->dict;
	const struct crm_rules *own = hooks_rules(u->s, now->entity);
	int before = u->n_reasons;
	enum crm_status st;
	size_t i;
	bool last;

	if ((st = is_last(u, &last, err)) != CRM_OK || last)
		return st;
	if (own != NULL && own->worked != NULL)
		st = check_own(u, own->worked, now, x, n, err);
	for (i = 0; i < d->n && st == CRM_OK && u->n_reasons == before; i++) {
		const struct crm_entity *e = d->entity[i];
		const struct crm_rules *rules = hooks_rules(u->s, e);

		if (rules != NULL && rules->worked != NULL)
			st = check_parts_of(
			    u, now, e, rules->worked, x, n, err);
	}
	return st;
}
