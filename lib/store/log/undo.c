/*
 * Undo: the inverse of a batch, itself a batch.  What has changed again since
 * is a reason against it.  Else the old values are written back, what the batch
 * inserted is hidden, and the result is looked at: keys, references and the
 * rules of the domain must hold.  The caller rolls back where they do not.
 */
#include "undo.h"

#include <string.h>

/* A field that the batch changed must still have the value it got. */
static void
check_net(struct undo *u, const struct net *x, const struct crm_record *now)
{
	const struct crm_field *f = x->entity->field[x->field];

	if (!crm_value_eq(now->v[x->field], log_value_read(f, x->new)))
		undo_reason(u, x->entity, x->record,
		    x->field == x->entity->deleted ? NULL : f->name,
		    "was changed again since");
}

/* ---- what the batch changed ---- */

/* What is live must refer to live records; what is hidden must be referred to
 * by none, its own parts included. */
static enum crm_status
verify_links(struct undo *u, const struct crm_record *new, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_err own;
	enum crm_status st = CRM_OK;

	own.field[0] = '\0';
	if (new->v[e->deleted].kind == CRM_NULL) {
		if (keys_refer_to_live(u->s, new, &own) != CRM_OK)
			undo_reason(u, e, new->id, own.field,
			    "would refer to a record that is deleted now");
		return CRM_OK;
	}
	st = keys_referrers(u->s, e, new->id, true, &list, err);
	if (st == CRM_OK && list.len > 0)
		undo_reason(
		    u, e, new->id, crm_tr("is referred to by"), list.data);
	crm_buf_free(&list);
	return st;
}

/* The rules of the domain, as for any other change. */
static enum crm_status
verify_rules(struct undo *u, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	struct crm_record copy = *new;
	enum crm_status st;
	struct crm_err own;

	copy.v = crm_alloc_n(u->s->scratch, new->entity->n, sizeof *copy.v);
	memcpy(copy.v, new->v, new->entity->n * sizeof *copy.v);
	own.field[0] = '\0';
	st = hooks_save(u->s, old, &copy, &own);
	if (st == CRM_DENIED)
		return crm_fail(err, st, "%s", own.text);
	if (st != CRM_OK)
		undo_refused(u, new->entity, new->id, &own);
	return CRM_OK;
}

/* What is worked out of the record alone may be so of what was given since. */
static void
keep_back(struct undo *u, const struct crm_record *now, struct crm_record *back,
    bool *changed)
{
	struct crm_err own;
	size_t i;

	own.field[0] = own.record[0] = '\0';
	if (hooks_keep(u->s, back, &own) != CRM_OK)
		undo_refused(u, now->entity, now->id, &own);
	for (i = 0; i < now->entity->n; i++)
		changed[i] |= !crm_value_eq(now->v[i], back->v[i]);
}

/* Writes one record back, unless its key is another's now. */
static enum crm_status
write_back(struct undo *u, const struct crm_record *now,
    struct crm_record *back, bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	bool lives = back->v[e->deleted].kind == CRM_NULL;
	struct crm_err own;
	enum crm_status st;

	keep_back(u, now, back, changed);
	own.field[0] = '\0';
	st = lives ? keys_free(u->s, back, &own) : CRM_OK;
	if (st == CRM_RULE) {
		undo_reason(
		    u, e, now->id, own.field, "has its key taken since");
		return CRM_OK;
	}
	if (st != CRM_OK)
		return crm_fail(err, st, "%s", own.text);
	st = update_fields(u->s, now, back, changed, err);
	if (st == CRM_OK)
		u->each(u->ctx, e, now->id,
		    !changed[e->deleted] ? CRM_ACT_UPDATED
			: lives          ? CRM_ACT_RESTORED
					 : CRM_ACT_DELETED);
	return st;
}

/* The record on the other side of the change: before it, or behind it where
 * it has been written back. */
static struct crm_record
other_side(struct undo *u, const struct crm_record *now, const struct net *x,
    size_t n, enum pass pass, bool *changed)
{
	const struct crm_entity *e = now->entity;
	struct crm_record other = *now;
	size_t i;

	other.v = crm_alloc_n(u->s->scratch, e->n, sizeof *other.v);
	memcpy(other.v, now->v, e->n * sizeof *other.v);
	for (i = 0; i < n; i++) {
		if (x[i].field < 0)
			continue;
		other.v[x[i].field] = log_value_read(e->field[x[i].field],
		    pass == PASS_WRITE ? x[i].old : x[i].new);
		changed[x[i].field] = true;
	}
	return other;
}

/* Whether the batch changed an amount, and left the currency. */
static bool
goes_back_alone(const struct crm_record *now, const struct crm_record *back,
    const bool *changed)
{
	size_t i;

	for (i = 0; i < now->entity->n; i++)
		if (money_bears(now, i) && changed[i] &&
		    !changed[now->entity->currency] &&
		    back->v[i].kind != CRM_NULL)
			return true;
	return false;
}

/* An amount goes back to a currency in which it was given: not one that was given since
 * in the one that goes, nor one that was in another than is kept. */
static enum crm_status
check_amounts(struct undo *u, const struct crm_record *now,
    const struct crm_record *back, const bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	enum crm_status st = CRM_OK;
	bool since = false;
	size_t i;

	if (goes_back_alone(now, back, changed))
		st = undo_moved(u, now, (size_t)e->currency, &since, err);
	if (since)
		undo_reason(u, e, now->id, e->field[e->currency]->name,
		    "was changed since");
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		if (changed[i] || !money_apart(u->s, now, back, i))
			continue;
		st = undo_moved(u, now, i, &since, err);
		if (since)
			undo_reason(u, e, now->id, e->field[i]->name,
			    "was given in another currency since");
	}
	return st;
}

/* Whether it has changed again since. */
static enum crm_status
check_record(struct undo *u, const struct crm_record *now, struct net *x,
    size_t n, struct crm_err *err)
{
	enum crm_status st = ask_way(u, now, false, &x->way, err);
	size_t i;

	for (i = 0; i < n && st == CRM_OK && x->way == CRM_UNDO_BACK; i++)
		if (x[i].field >= 0)
			check_net(u, &x[i], now);
		else if (!u->field_gone) {
			/* Once, however many records had it changed. */
			u->field_gone = true;
			undo_reason(u, now->entity, now->id, NULL,
			    "had a field changed that is deleted now");
		}
	return st == CRM_OK && x->way == CRM_UNDO_BACK
	    ? undo_check_worked(u, now, x, n, err)
	    : st;
}

/* One record; x[0] to x[n - 1] are its fields. */
static enum crm_status
undo_record(struct undo *u, struct net *x, size_t n, enum pass pass,
    struct crm_err *err)
{
	const struct crm_entity *e = x->entity;
	struct crm_record now, other;
	enum crm_status st;
	bool *changed;

	crm_arena_reset(u->s->scratch);
	if (pass == PASS_CHECK &&
	    (st = lock_to_hide(u->s, e, x->record, err)) != CRM_OK)
		return st;
	st = load_any(u->s, e, x->record, u->s->scratch, &now, err);
	if (st != CRM_OK)
		return st;
	if (pass == PASS_CHECK)
		return check_record(u, &now, x, n, err);
	if (x->way != CRM_UNDO_BACK)
		return pass == PASS_WRITE
		    ? write_way(u, &now, false, x->way, err)
		    : CRM_OK;
	changed = crm_alloc_n(u->s->scratch, e->n, sizeof *changed);
	other = other_side(u, &now, x, n, pass, changed);
	if (pass == PASS_WRITE) {
		st = check_amounts(u, &now, &other, changed, err);
		return st != CRM_OK ? st
				    : write_back(u, &now, &other, changed, err);
	}
	st = verify_rules(u, &other, &now, err);
	return st == CRM_OK ? verify_links(u, &now, err) : st;
}

static enum crm_status
undo_changes(struct undo *u, enum pass pass, struct crm_err *err)
{
	struct net *x = u->net;
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < u->n_net && st == CRM_OK; i = j) {
		for (j = i; j < u->n_net && x[j].entity == x[i].entity &&
		     x[j].record == x[i].record;
		     j++)
			;
		st = undo_record(u, &x[i], j - i, pass, err);
	}
	return st;
}

/* The last change first: a key that went from one record to another goes back
 * the same way, and no two have it in between. */
static enum crm_status
read_changes(struct undo *u, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;

	st = crm_sql(u->s,
	    "SELECT c.\"entity\", c.\"record\", c.\"field\", "
	    "c.\"old\", c.\"new\" FROM change c JOIN (SELECT \"entity\", "
	    "\"record\", max(\"id\") m FROM change WHERE \"batch\" = ? "
	    "GROUP BY \"entity\", \"record\") l "
	    "ON l.\"entity\" = c.\"entity\" AND l.\"record\" = c.\"record\" "
	    "WHERE c.\"batch\" = ? ORDER BY l.m DESC, c.\"field\", c.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(u->batch));
	crm_bind(q, 2, crm_value_int(u->batch));
	return read_nets(u, q, &u->net, &u->n_net, err);
}

/* Both parts of the batch; CRM_RULE with the reasons that came up. */
static enum crm_status
undo_all(struct undo *u, int64_t number, enum pass pass, struct crm_err *err)
{
	enum crm_status st;

	if ((st = undo_births(u, pass, err)) != CRM_OK ||
	    (st = undo_changes(u, pass, err)) != CRM_OK || u->n_reasons == 0)
		return st;
	return crm_fail(err, CRM_RULE,
	    "B%lld cannot be undone: %s%s; "
	    "undo what came later first",
	    (long long)number, u->reasons.data,
	    u->n_reasons > REASONS ? crm_tr("; and more") : "");
}

/* Whoever undoes must still be there when it is done. */
static void
verify_actor(struct undo *u)
{
	const struct crm_entity *e = crm_dict_find(u->s->dict, "user");
	size_t i;

	for (i = 0; i < u->n_birth; i++)
		if (u->birth[i].entity == e &&
		    u->s->actor >= u->birth[i].first &&
		    u->s->actor <= u->birth[i].last)
			undo_reason(u, e, u->s->actor, NULL, "is you");
}

/* The last batch that undoes this one; 0: none. */
static enum crm_status
last_undo(struct undo *u, int64_t number, int64_t *undo, struct crm_err *err)
{
	struct crm_value v = crm_value_int(number), by;
	enum crm_status st = crm_get_int(u->s,
	    "SELECT max(\"number\") FROM batch WHERE \"undoes\" = ?", &v, 1,
	    &by, err);

	*undo = st == CRM_OK && by.kind == CRM_INT ? by.i : 0;
	return st;
}

/* What is undone for a batch: where that was undone and done again, the last batch
 * that did it, for what stands is of that. */
static enum crm_status
find_standing(struct undo *u, int64_t number, int64_t *out, struct crm_err *err)
{
	int64_t undo, redo = number;
	enum crm_status st = CRM_OK;

	do {
		*out = redo;
		if ((st = last_undo(u, *out, &undo, err)) != CRM_OK ||
		    undo == 0)
			return st;
		st = last_undo(u, undo, &redo, err);
	} while (st == CRM_OK && redo != 0);
	return st != CRM_OK
	    ? st
	    : crm_fail(err, CRM_RULE,
		  "B%lld was undone by B%lld; to "
		  "redo it: crm-admin undo B%lld",
		  (long long)number, (long long)undo, (long long)undo);
}

enum crm_status
crm_undo(struct crm_store *s, int64_t number,
    void (*each)(void *ctx, const struct crm_entity *e, int64_t id,
	enum crm_action done),
    void *ctx, struct crm_err *err)
{
	struct undo u = { .s = s, .each = each, .ctx = ctx };
	struct crm_value v, id;
	enum pass pass;
	enum crm_status st;

	if ((st = crm_allow(s, CRM_WRITE, NULL, err)) != CRM_OK ||
	    (st = find_standing(&u, number, &number, err)) != CRM_OK)
		return st;
	v = crm_value_int(number);
	if ((st = crm_get_int(s,
		 "SELECT \"id\" FROM batch WHERE \"number\" = ?", &v, 1, &id,
		 err)) != CRM_OK)
		return st;
	if (id.kind == CRM_NULL)
		return crm_fail(err, CRM_NOTFOUND, "there is no batch B%lld",
		    (long long)number);
	if (number == 1)
		return crm_fail(err, CRM_RULE,
		    "B1 made the book; it cannot be "
		    "undone");
	u.batch = id.i;
	u.number = s->tx.undoes = number;
	if ((st = read_births(&u, err)) == CRM_OK)
		st = read_changes(&u, err);
	verify_actor(&u);
	for (pass = PASS_CHECK; pass <= PASS_VERIFY && st == CRM_OK; pass++) {
		/* What hooks read while rows were written back is as it was. */
		if ((s->tx.verifies = pass == PASS_VERIFY))
			ran_forget(s);
		st = undo_all(&u, number, pass, err);
	}
	s->tx.verifies = false;
	store_forget_names(s);
	crm_buf_free(&u.reasons);
	crm_arena_free(&u.arena);
	return st;
}
