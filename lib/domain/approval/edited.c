/*
 * The hooks of documents that are submitted: what somebody must agree to gets no state
 * past that, and what was agreed to, or waits for it, is a draft again where it is edited
 * into something else.
 */
#include "approval.h"
#include "matrix.h"

static bool
is_edited(const struct crm_saving *w)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if (hash_counts(e->field[i]) &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return true;
	return false;
}

static bool
is_state(const struct crm_record *r, const char *word)
{
	return word != NULL && crm_text_is(text_of(r, "status"), word);
}

/* Whether somebody sets the state by hand to one that consent leads to. */
static bool
is_passed_by(const struct crm_saving *w)
{
	const struct crm_consent *c;

	if ((w->import && !w->met) || w->undo || consent_writes(w) ||
	    text_of(w->new, "status").n == 0 ||
	    (w->old != NULL && !differs(w->old, w->new, "status")))
		return false;
	c = trade_of(w->new->entity)->consent;
	if (is_state(w->new, c->back) || is_state(w->new, c->dropped))
		return false;
	return w->old == NULL || is_state(w->old, c->back) ||
	    is_state(w->old, c->waits) ||
	    (is_state(w->old, c->agreed) && is_edited(w));
}

/* Why somebody must agree to it as it stands, beside the matrix. */
static enum crm_status
judge(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;

	*why = CRM_TEXT("");
	return c->judge == NULL ? CRM_OK : c->judge(s, r, a, why, err);
}

/* Whether somebody would be asked about it as it stands. */
static enum crm_status
would_ask(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    bool *yes, struct crm_err *err)
{
	struct crm_chosen chosen;
	struct crm_route route;
	struct crm_text why;
	enum crm_status st = crm_route_of(s, r, a, &chosen, &route, err);

	*yes = st == CRM_OK && route.n > 0;
	if (st != CRM_OK || *yes)
		return st;
	st = judge(s, r, a, &why, err);
	*yes = st == CRM_OK && why.n > 0;
	return st;
}

static enum crm_status
asks_first(const struct crm_record *r, const char *who, struct crm_err *err)
{
	return crm_fail_field(err, CRM_RULE, "status",
	    "%s asks somebody first: leave it a %s, and submit it", who,
	    trade_of(r->entity)->consent->back);
}

/* That nobody has to be asked about what gets such a state by hand. */
static enum crm_status
check_unasked(
    const struct crm_saving *w, struct crm_arena *a, struct crm_err *err)
{
	struct crm_route route;
	struct crm_chosen chosen;
	struct crm_text why;
	enum crm_status st = crm_route_of(
	    w->store, w->new, a, &chosen, &route, err);

	if (st == CRM_OK && route.n > 0)
		return asks_first(w->new,
		    crm_sprintf(a, "APR%lld", (long long)chosen.rule), err);
	if (st != CRM_OK || w->old == NULL)
		return st;
	st = judge(w->store, w->new, a, &why, err);
	return st == CRM_OK && why.n > 0
	    ? asks_first(w->new, text_dup(a, why), err)
	    : st;
}

/* ---- an undo ---- */

/* What is agreed to once it is done is what somebody agreed to, or need not be. */
static enum crm_status
check_undone(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum consent_state state;
	enum crm_status st = CRM_OK;
	bool asked = false;

	if (is_state(r, trade_of(r->entity)->consent->agreed) &&
	    (st = consent_state_of(s, r, &a, &state, err)) == CRM_OK &&
	    state != CONSENT_AGREED)
		st = would_ask(s, r, &a, &asked, err);
	if (st == CRM_OK && asked)
		st = crm_fail(err, CRM_RULE,
		    "this would leave %s agreed to as nobody agreed to it: "
		    "change it by hand, and submit it again",
		    typed_id(&a, r->entity, r->id));
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_consent_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (w->undo)
		return w->old != NULL && is_edited(w)
		    ? check_undone(w->store, w->new, err)
		    : CRM_OK;
	if (!is_passed_by(w))
		return CRM_OK;
	/* Its lines are as they are in the book. */
	st = w->old != NULL && !w->met && !is_edited(w)
	    ? consent_needed(w->store, w->new, &a, err)
	    : check_unasked(w, &a, err);
	crm_arena_free(&a);
	return st;
}

/* Whether somebody was asked about a document as it was, or would be now. */
static enum crm_status
is_asked(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    bool *yes, struct crm_err *err)
{
	enum consent_state state;
	enum crm_status st;

	*yes = is_state(r, trade_of(r->entity)->consent->waits);
	if (*yes)
		return CRM_OK;
	if ((st = consent_state_of(s, r, a, &state, err)) != CRM_OK)
		return st;
	*yes = state == CONSENT_AGREED || state == CONSENT_OTHER;
	return *yes ? CRM_OK : would_ask(s, r, a, yes, err);
}

/* A document that was edited, or of which a part was. */
static enum crm_status
edited(struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	bool asked;

	if (!is_state(r, c->waits) && !is_state(r, c->agreed))
		return CRM_OK;
	st = is_asked(s, r, &a, &asked, err);
	if (st == CRM_OK && asked)
		st = round_drop_all(s, r->entity, r->id, "stale", err);
	if (st == CRM_OK && asked &&
	    (st = consent_decided(s, r, false, err)) == CRM_OK)
		crm_note_back(s, r->entity, r->id);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
edited_by_import(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);

	if (st == CRM_OK)
		st = edited(s, &r, err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* Its lines are added up in the round before. */
static enum crm_status
behind_its_sums(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	(void)err;
	crm_later(s, edited_by_import, e, id);
	return CRM_OK;
}

/* Merged with another its customer is the same to the trade, and what was seen of it is
 * what it says now. */
static enum crm_status
seen_still(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "approval");
	struct crm_value was[2];
	struct crm_record patch;
	enum crm_action done;
	const char *seen, *now;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	if ((st = hash_of(w->store, w->old, w->arena, &seen, err)) != CRM_OK ||
	    (st = hash_of(w->store, w->new, w->arena, &now, err)) != CRM_OK)
		return st;
	was[0] = crm_value_text(
	    crm_text_of(typed_id(w->arena, w->new->entity, w->new->id)));
	was[1] = crm_value_text(crm_text_of(seen));
	st = crm_ids(w->store,
	    "SELECT \"id\" FROM approval WHERE \"about\" = ? "
	    "AND \"seen\" = ? AND \"deleted\" IS NULL ORDER BY \"id\"",
	    was, COUNT(was), w->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		crm_record_init(&patch, e, w->arena);
		patch.id = ids[i];
		crm_record_set(&patch, field_of(e, "seen"),
		    crm_value_text(crm_text_of(now)));
		st = crm_update_agreed(w->store, &patch, &done, err);
	}
	return st;
}

enum crm_status
crm_consent_saved(const struct crm_saving *w, struct crm_err *err)
{
	if (w->old == NULL || (w->import && !w->met) || w->undo ||
	    consent_writes(w))
		return CRM_OK;
	if (differs(w->old, w->new, "status"))
		return is_state(
			   w->old, trade_of(w->old->entity)->consent->waits)
		    ? round_drop_all(
			  w->store, w->new->entity, w->new->id, "revoked", err)
		    : CRM_OK;
	if (!is_edited(w))
		return CRM_OK;
	if (crm_merge_moves(w->store))
		return seen_still(w, err);
	if (!w->import)
		return edited(w->store, w->new, err);
	crm_later(w->store, behind_its_sums, w->new->entity, w->new->id);
	return CRM_OK;
}

/* The field of a part that says of which document it is. */
static const struct crm_field *
owner_field(const struct crm_entity *e, int *at)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_OWNER) != 0) {
			*at = (int)i;
			return e->field[i];
		}
	return NULL;
}

/* The document of a part that is edited, comes or goes; NULL where that is no edit of
 * it. */
static const struct crm_entity *
edited_document(const struct crm_saving *w, int64_t *id)
{
	int deleted = w->new->entity->deleted, at;
	const struct crm_field *f;

	if ((w->import && !w->met && w->old != NULL) ||
	    (w->old != NULL && !is_edited(w) &&
		crm_value_eq(w->old->v[deleted], w->new->v[deleted])) ||
	    (f = owner_field(w->new->entity, &at)) == NULL ||
	    w->new->v[at].kind != CRM_INT)
		return NULL;
	*id = w->new->v[at].i;
	return crm_dict_find(crm_store_dict(w->store), f->ref);
}

/* Behind the last part that an undo brought back, or took away again. */
static enum crm_status
undone_parts(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);

	if (st == CRM_OK)
		st = check_undone(s, &r, err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
crm_consent_part_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e;
	int64_t id;

	(void)err;
	/* Once for all its parts, however many of them come back. */
	if (w->undo && (e = edited_document(w, &id)) != NULL)
		crm_later(w->store, undone_parts, e, id);
	return CRM_OK;
}

/* What a file brings of documents that nobody moved here is as they came. */
static enum crm_status
imported_part(const struct crm_saving *w, const struct crm_entity *e,
    int64_t id, struct crm_err *err)
{
	bool moved;
	enum crm_status st = moved_here(w->store, e, id, &moved, err);

	if (st == CRM_OK && moved)
		crm_later(w->store, behind_its_sums, e, id);
	return st;
}

enum crm_status
crm_consent_part(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e;
	struct crm_record r;
	enum crm_status st;
	int64_t id;

	if (w->undo || (e = edited_document(w, &id)) == NULL)
		return CRM_OK;
	if (w->import)
		return imported_part(w, e, id, err);
	if ((st = crm_lock(w->store, e, id, err)) == CRM_OK &&
	    (st = crm_load(w->store, e, id, &a, &r, err)) == CRM_OK)
		st = edited(w->store, &r, err);
	crm_arena_free(&a);
	/* The whole document goes, and its parts with it. */
	return st == CRM_NOTFOUND ? CRM_OK : st;
}
