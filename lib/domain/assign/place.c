/* Assignment by what belongs together: the territory that a record lies in, and
 * the person who had it or its like before. */
#include "assign.h"

#include <string.h>

static const char *const place_names[PLACE_FIELDS] = {
	"country",
	"region",
	"city",
	"industry",
	"size",
};

/* Somebody of the rule's team, where it has one. */
static bool
is_asked(const struct rule *r, const struct person *p)
{
	size_t i;

	for (i = 0; r->team != 0 && i < r->n_who; i++)
		if (r->who[i] == p)
			return true;
	return r->team == 0;
}

/* Offers the record to a user: *out->to is set where they can take it. */
static enum crm_status
offer(struct run *u, const struct rule *r, int64_t id, struct choice *out,
    struct crm_err *err)
{
	struct person *p = run_person(u, id);
	enum crm_status st;
	bool yes;

	if (p == NULL || !is_asked(r, p)) {
		if (out->why[0] == '\0')
			out->why = p == NULL
			    ? crm_tr("its owner is no user any more")
			    : crm_sprintf(&u->one,
				  crm_tr("%s is not in the team"), p->login.p);
		return CRM_OK;
	}
	st = can_take(u, p, &yes, &out->why, err);
	if (st == CRM_OK && yes)
		out->to = p;
	return st;
}

/* ---- where a record lies ---- */

/* What a reference of a record leads to, and its id; NULL: to nothing. */
static const struct crm_entity *
leads_to(struct run *u, const struct crm_record *r, const char *reference,
    int64_t *id)
{
	const struct crm_dict *d = crm_store_dict(u->s);
	int i = field_of(r->entity, reference);
	struct crm_text code;

	if (r->v[i].kind == CRM_NULL)
		return NULL;
	if (r->entity->field[i]->type == CRM_T_ANY)
		return crm_id_split(r->v[i].t, &code, id)
		    ? crm_dict_code(d, code)
		    : NULL;
	*id = r->v[i].i;
	return crm_dict_find(d, r->entity->field[i]->ref);
}

static enum crm_status place_of(struct run *u, const struct crm_record *r,
    struct crm_text *place, struct crm_err *err);

static enum crm_status
place_behind(struct run *u, const struct crm_entity *e, int64_t id,
    struct crm_text *place, struct crm_err *err)
{
	struct crm_record *r = crm_alloc(&u->one, sizeof *r);
	enum crm_status st = crm_load(u->s, e, id, &u->one, r, err);

	if (st == CRM_NOTFOUND) /* deleted since: it lies nowhere */
		return CRM_OK;
	return st == CRM_OK ? place_of(u, r, place, err) : st;
}

/* A deal lies where its customer does, a task where what it is about does; what
 * a record says itself goes before that.  What is about its own kind lies
 * nowhere. */
static enum crm_status
place_of(struct run *u, const struct crm_record *r, struct crm_text *place,
    struct crm_err *err)
{
	const char *reference = trade_of(r->entity)->place;
	const struct crm_entity *e = NULL;
	enum crm_status st = CRM_OK;
	int64_t id;
	int i, f;

	if (reference != NULL)
		e = leads_to(u, r, reference, &id);
	if (e != NULL && e != r->entity && e != u->e)
		st = place_behind(u, e, id, place, err);
	for (i = 0; i < PLACE_FIELDS; i++) {
		f = crm_field_index(r->entity, crm_text_of(place_names[i]));
		if (f >= 0 && r->v[f].kind == CRM_STR)
			place[i] = crm_fold_dup(
			    &u->one, crm_text_trim(r->v[f].t));
	}
	return st;
}

/* ---- territory ---- */

/* Fields that a territory gives, where the place fulfils all; else -1. */
static int
fit(const struct territory *t, const struct crm_text *place)
{
	int i, n = 0;

	for (i = 0; i < PLACE_FIELDS; i++) {
		if (t->is[i].n == 0)
			continue;
		if (!crm_text_eq(t->is[i], place[i]))
			return -1;
		n++;
	}
	return n;
}

static const char *
fit_text(struct run *u, const struct territory *t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	int i;

	for (i = 0; i < PLACE_FIELDS; i++)
		if (t->is[i].n > 0)
			crm_buf_printf(
			    &b, "%s%s", b.len > 0 ? ", " : "", place_names[i]);
	text = crm_sprintf(&u->one, crm_tr("TE%lld: %s"), (long long)t->id,
	    b.len > 0 ? b.data : crm_tr("everything"));
	crm_buf_free(&b);
	return text;
}

enum crm_status
choose_territory(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	struct crm_text place[PLACE_FIELDS] = { { "", 0 } };
	enum crm_status st = place_of(u, &u->record, place, err);
	int *fits = crm_alloc_n(&u->one, u->n_territories + 1, sizeof *fits);
	int fields;
	size_t i;

	for (i = 0; i < u->n_territories; i++)
		fits[i] = fit(&u->territory[i], place);
	for (fields = PLACE_FIELDS; fields >= 0; fields--)
		for (i = 0; i < u->n_territories && st == CRM_OK; i++) {
			if (fits[i] != fields)
				continue;
			st = offer(u, r, u->territory[i].owner, out, err);
			if (st == CRM_OK && out->to != NULL) {
				out->why = fit_text(u, &u->territory[i]);
				return CRM_OK;
			}
		}
	if (out->why[0] == '\0')
		out->why = crm_tr("it lies in no territory");
	return st;
}

/* ---- previous ---- */

static enum crm_status
offer_before(struct run *u, const struct rule *r, const struct crm_before *b,
    struct choice *out, struct crm_err *err)
{
	struct crm_value v[2] = { crm_value_int(u->record.id),
		crm_value_int(u->record.id) };
	int64_t owner = 0, id = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (b->field != NULL) {
		int i = field_of(u->e, b->field);

		v[0] = u->record.v[i];
		if (v[0].kind == CRM_STR &&
		    (u->e->field[i]->flags & CRM_F_FOLDED) != 0)
			v[0].t = crm_fold_dup(&u->one, v[0].t);
	}
	if (v[0].kind == CRM_NULL)
		return CRM_OK;
	if ((st = crm_sql(u->s, b->sql, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, (size_t)b->marks);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	owner = crm_col_int(q, 0);
	id = crm_col_int(q, 1);
	crm_reset(q);
	st = offer(u, r, owner, out, err);
	if (st == CRM_OK && out->to != NULL)
		out->why = crm_sprintf(&u->one, crm_tr("owner of %s%lld%s"),
		    b->code, (long long)id, crm_tr(b->words));
	return st;
}

/* The owner of what a record is about. */
static enum crm_status
offer_about(struct run *u, const struct rule *r, struct choice *out,
    struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_value v, owner;
	enum crm_status st;
	int64_t id;

	if (crm_field_index(u->e, CRM_TEXT("about")) < 0 ||
	    (e = leads_to(u, &u->record, "about", &id)) == NULL ||
	    crm_field_index(e, CRM_TEXT("owner")) < 0)
		return CRM_OK;
	v = crm_value_int(id);
	st = crm_get_int(u->s,
	    crm_sprintf(&u->one,
		"SELECT \"owner\" FROM \"%s\" "
		"WHERE \"id\" = ? AND \"deleted\" IS NULL",
		e->def->table),
	    &v, 1, &owner, err);
	if (st != CRM_OK || owner.kind != CRM_INT)
		return st;
	st = offer(u, r, owner.i, out, err);
	if (st == CRM_OK && out->to != NULL)
		out->why = crm_sprintf(
		    &u->one, crm_tr("owner of %s"), typed_id(&u->one, e, id));
	return st;
}

enum crm_status
choose_previous(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	const struct crm_before *b = trade_of(u->e)->before;
	int last = u->e->owning.last_owner;
	enum crm_status st = CRM_OK;

	if (last >= 0 && u->record.v[last].kind == CRM_INT) {
		st = offer(u, r, u->record.v[last].i, out, err);
		if (st == CRM_OK && out->to != NULL)
			out->why = crm_tr("last owner");
	}
	for (; b != NULL && b->sql != NULL && st == CRM_OK && out->to == NULL;
	     b++)
		st = offer_before(u, r, b, out, err);
	if (st == CRM_OK && out->to == NULL)
		st = offer_about(u, r, out, err);
	if (out->why[0] == '\0')
		out->why = crm_tr("nobody had it or its like");
	return st;
}
