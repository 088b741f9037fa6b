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

static bool
is_kind(const struct run *u, const char *name)
{
	return strcmp(u->e->def->name, name) == 0;
}

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
			    ? "its owner is no user any more"
			    : crm_sprintf(
				  &u->one, "%s is not in the team", p->login.p);
		return CRM_OK;
	}
	st = can_take(u, p, &yes, &out->why, err);
	if (st == CRM_OK && yes)
		out->to = p;
	return st;
}

/* ---- where a record lies ---- */

/* "D12" of a task, and what it says, as a kind and a number. */
static const struct crm_entity *
about_what(struct run *u, int64_t *id)
{
	struct crm_text code;

	if (!crm_id_split(text_of(&u->record, "about"), &code, id))
		return NULL;
	return crm_dict_code(crm_store_dict(u->s), code);
}

static void
put_field(
    struct run *u, const struct crm_record *r, int i, struct crm_text *place)
{
	struct crm_text t = text_of(r, place_names[i]);

	if (t.n > 0)
		place[i] = crm_fold_dup(&u->one, crm_text_trim(t));
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

/* A deal lies where its customer does, a task where what it is about does. */
static enum crm_status
place_of(struct run *u, const struct crm_record *r, struct crm_text *place,
    struct crm_err *err)
{
	const char *kind = r->entity->def->name;
	const struct crm_entity *e;
	struct crm_value customer;
	enum crm_status st = CRM_OK;
	int64_t id;
	int i;

	if (strcmp(kind, "task") == 0) {
		e = about_what(u, &id);
		/* A task about a task lies nowhere. */
		return e == NULL || e == u->e
		    ? CRM_OK
		    : place_behind(u, e, id, place, err);
	}
	if (strcmp(kind, "deal") == 0) {
		customer = *value_of(r, "customer");
		if (customer.kind == CRM_INT)
			st = place_behind(u,
			    crm_dict_find(crm_store_dict(u->s), "customer"),
			    customer.i, place, err);
		put_field(u, r, 1, place); /* its region is its own */
	} else if (strcmp(kind, "lead") == 0 || strcmp(kind, "customer") == 0)
		for (i = 0; i < PLACE_FIELDS; i++)
			put_field(u, r, i, place);
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
	text = crm_sprintf(&u->one, "TE%lld: %s", (long long)t->id,
	    b.len > 0 ? b.data : "everything");
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
		out->why = "it lies in no territory";
	return st;
}

/* ---- previous ---- */

/* Who had what belongs to the record: SQL that gives owner and id, of the kind
 * `code`, for the value of a field and, as a second mark, the record's id. */
struct before {
	const char *kind;  /* of the record at hand */
	const char *field; /* its value; NULL: its own id */
	const char *sql;
	int marks;
	const char *code, *words;
};

#define EARLIER(column) \
	"SELECT \"owner\", \"id\" FROM lead WHERE \"" column "\" = ? AND " \
	"\"owner\" IS NOT NULL AND \"id\" <> ? AND \"deleted\" IS NULL " \
	"ORDER BY \"id\" DESC LIMIT 1"

static const struct before befores[] = {
	{ "lead", "email", EARLIER("email"), 2, "L", " with its e-mail" },
	{ "lead", "mobile", EARLIER("mobile"), 2, "L", " with its mobile" },
	{ "lead", "phone", EARLIER("phone"), 2, "L", " with its phone" },
	{ "lead", "company",
	    "SELECT \"owner\", \"id\" FROM customer WHERE "
	    "\"name_f\" = ? AND \"owner\" IS NOT NULL AND \"deleted\" IS NULL "
	    "ORDER BY \"id\" DESC LIMIT 1",
	    1, "C", " with its company" },
	{ "customer", NULL,
	    "SELECT \"owner\", \"id\" FROM lead WHERE "
	    "\"converted_customer\" = ? AND \"owner\" IS NOT NULL AND "
	    "\"deleted\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
	    1, "L", ", which became it" },
	{ "deal", "customer",
	    "SELECT \"owner\", \"id\" FROM customer WHERE "
	    "\"id\" = ? AND \"owner\" IS NOT NULL AND \"deleted\" IS NULL",
	    1, "C", ", its customer" },
	{ "deal", "customer",
	    "SELECT \"owner\", \"id\" FROM deal WHERE "
	    "\"customer\" = ? AND \"owner\" IS NOT NULL AND \"id\" <> ? AND "
	    "\"deleted\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
	    2, "D", " of the same customer" },
};

static enum crm_status
offer_before(struct run *u, const struct rule *r, const struct before *b,
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
		out->why = crm_sprintf(&u->one, "owner of %s%lld%s", b->code,
		    (long long)id, b->words);
	return st;
}

/* The owner of what a task is about. */
static enum crm_status
offer_about(struct run *u, const struct rule *r, struct choice *out,
    struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_value v, owner;
	enum crm_status st;
	int64_t id;

	if ((e = about_what(u, &id)) == NULL ||
	    crm_field_index(e, CRM_TEXT("owner")) < 0)
		return CRM_OK;
	v = crm_value_int(id);
	st = crm_get_int(u->s,
	    crm_sprintf(&u->one,
		"SELECT \"owner\" FROM "
		"\"%s\" WHERE \"id\" = ? AND \"deleted\" IS NULL",
		e->def->table),
	    &v, 1, &owner, err);
	if (st != CRM_OK || owner.kind != CRM_INT)
		return st;
	st = offer(u, r, owner.i, out, err);
	if (st == CRM_OK && out->to != NULL)
		out->why = crm_sprintf(
		    &u->one, "owner of %s", typed_id(&u->one, e, id));
	return st;
}

enum crm_status
choose_previous(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	int last = u->e->owning.last_owner;
	enum crm_status st = CRM_OK;
	size_t i;

	if (last >= 0 && u->record.v[last].kind == CRM_INT) {
		st = offer(u, r, u->record.v[last].i, out, err);
		if (st == CRM_OK && out->to != NULL)
			out->why = "last owner";
	}
	for (i = 0; i < COUNT(befores) && st == CRM_OK && out->to == NULL; i++)
		if (is_kind(u, befores[i].kind))
			st = offer_before(u, r, &befores[i], out, err);
	if (st == CRM_OK && out->to == NULL && is_kind(u, "task"))
		st = offer_about(u, r, out, err);
	if (out->why[0] == '\0')
		out->why = "nobody had it or its like";
	return st;
}
