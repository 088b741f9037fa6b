/*
 * What stands behind a quote: the document that it became, and the version that took
 * its place.  Where these go it is as it was before.
 */
#include "quote.h"

#include <crm/domain/approval.h>
#include <crm/store/log.h>

#include <string.h>

/* ---- what it became ---- */

/* By its field that says so.  One that was signed was kept, however it ended. */
static const struct became {
	const char *kind, *over, *verb, *kept;
} became[] = {
	{ "order", "cancelled", "cancel", NULL },
	{ "contract", "terminated", "terminate", "signed_on" },
};

static bool
is_over(const struct became *b, const struct crm_record *r)
{
	return crm_text_is(text_of(r, "status"), b->over) &&
	    (b->kept == NULL || value_of(r, b->kept)->kind == CRM_NULL);
}

static enum crm_status
check_over(struct crm_store *s, const struct crm_record *quote,
    const struct became *b, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), b->kind);
	const char *id = typed_id(a, quote->entity, quote->id), *of;
	struct crm_record r;
	struct crm_text status;
	enum crm_status st = crm_load(
	    s, e, value_of(quote, b->kind)->i, a, &r, err);

	if (st == CRM_NOTFOUND) /* deleted */
		return CRM_OK;
	if (st != CRM_OK || is_over(b, &r))
		return st;
	of = typed_id(a, e, r.id);
	status = text_of(&r, "status");
	if (crm_text_is(status, b->over))
		return crm_fail_record(err, CRM_RULE,
		    "%s was accepted, and %s signed: what follows is offered "
		    "by a quote of its own",
		    id, of);
	/* An import tied it to that. */
	if (!crm_text_is(text_of(quote, "status"), "accepted"))
		return crm_fail_record(err, CRM_RULE,
		    "%s says that it became %s, which is %.*s; once that is "
		    "over it can go on: %s %s %s",
		    id, of, (int)word_of(&r, "status").n,
		    word_of(&r, "status").p, crm_entity_command(e, a), b->verb,
		    of);
	return crm_fail_record(err, CRM_RULE,
	    "%s was accepted and became %s, which is %.*s; once that is over "
	    "it can go on: %s %s %s",
	    id, of, (int)word_of(&r, "status").n, word_of(&r, "status").p,
	    crm_entity_command(e, a), b->verb, of);
}

enum crm_status
quote_fell_through(
    struct crm_store *s, const struct crm_record *quote, struct crm_err *err)
{
	bool accepted = crm_text_is(text_of(quote, "status"), "accepted");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	size_t i, n = 0;

	for (i = 0; i < COUNT(became) && st == CRM_OK; i++)
		if (value_of(quote, became[i].kind)->kind == CRM_INT) {
			n++;
			st = check_over(s, quote, &became[i], &a, err);
		}
	if (st == CRM_OK && n == 0 && accepted)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is accepted, and says of no order or contract",
		    typed_id(&a, quote->entity, quote->id));
	crm_arena_free(&a);
	return st;
}

/* What an accepted quote says that it became, where that is there; else empty. */
static enum crm_status
names_of(struct crm_store *s, const struct crm_record *quote,
    struct crm_arena *a, const char **id, struct crm_err *err)
{
	const struct crm_entity *e;
	const struct crm_value *of;
	enum crm_status st = CRM_OK;
	struct crm_record r;
	size_t i;

	for (*id = NULL, i = 0; i < COUNT(became) && st == CRM_OK; i++) {
		of = value_of(quote, became[i].kind);
		if (of->kind != CRM_INT)
			continue;
		e = crm_dict_find(crm_store_dict(s), became[i].kind);
		st = crm_load(s, e, of->i, a, &r, err);
		if (st == CRM_OK)
			*id = typed_id(a, e, of->i);
		else if (st == CRM_NOTFOUND)
			st = CRM_OK;
	}
	return st;
}

static enum crm_status
refuse_back(const struct crm_saving *w, const struct crm_record *quote,
    struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	const char *of = typed_id(w->arena, quote->entity, quote->id), *other;
	struct crm_text word = word_of(quote, "status");
	enum crm_status st = names_of(w->store, quote, w->arena, &other, err);

	if (st != CRM_OK)
		return st;
	if (other != NULL)
		return crm_fail_record(err, CRM_RULE,
		    "%s was made of %s, which became %s since", id, of, other);
	if (crm_text_is(text_of(quote, "status"), quote_consent.dropped))
		return crm_fail_record(err, CRM_RULE,
		    "%s was made of %s, which is %.*s by now", id, of,
		    (int)word.n, word.p);
	return crm_fail_record(err, CRM_RULE,
	    "%s was made of %s, which is %.*s again: its acceptance makes "
	    "another",
	    id, of, (int)word.n, word.p);
}

static const struct became *
became_of(const struct crm_record *r)
{
	size_t i;

	for (i = 0; i < COUNT(became); i++)
		if (strcmp(became[i].kind, r->entity->def->name) == 0)
			return &became[i];
	return NULL;
}

static bool
is_gone(const struct became *b, const struct crm_record *r)
{
	return r->v[r->entity->deleted].kind != CRM_NULL ||
	    crm_text_is(text_of(r, "status"), b->over);
}

/* Whether an accepted quote names this as what it became. */
static bool
still_says(const struct crm_record *quote, const struct became *b, int64_t id)
{
	const struct crm_value *of = value_of(quote, b->kind);

	return crm_text_is(text_of(quote, "status"), "accepted") &&
	    of->kind == CRM_INT && of->i == id;
}

enum crm_status
quote_back(const struct crm_saving *w, struct crm_err *err)
{
	const struct became *b = became_of(w->new);
	struct crm_record quote;
	enum crm_status st;
	int64_t id;

	if (b == NULL || w->old == NULL || w->import || !is_gone(b, w->old) ||
	    is_gone(b, w->new))
		return CRM_OK;
	st = crm_log_maker(w->store, w->new, "quote", b->kind, &id, err);
	/* One that an import tied to its quote. */
	if (st == CRM_OK && id == 0)
		st = crm_log_named(
		    w->store, w->new, "quote", b->kind, "customer", &id, err);
	if (st != CRM_OK || id == 0)
		return st;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "quote"), id, w->arena,
	    &quote, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	return still_says(&quote, b, w->new->id) ? CRM_OK
						 : refuse_back(w, &quote, err);
}

/* ---- the version that took its place ---- */

static enum crm_status
put_state(struct crm_store *s, const struct crm_record *quote,
    struct crm_text status, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, quote->entity, &a);
	patch.id = quote->id;
	crm_record_set(
	    &patch, field_of(quote->entity, "status"), crm_value_text(status));
	st = crm_update(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

/* One that was withdrawn before its next version was made stays so. */
static bool
was_withdrawn(const struct crm_record *quote, struct crm_text was)
{
	return value_of(quote, "decided_on")->kind == CRM_INT &&
	    !crm_text_is(was, "rejected") && !crm_text_is(was, "accepted");
}

/* As it was before; where it waited then nobody is asked any more, and it is a draft. */
static enum crm_status
give_back(struct crm_store *s, const struct crm_record *quote,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_text was;
	enum crm_status st = crm_log_was(s, quote, "status", a, &was, err);

	if (st != CRM_OK || was.n == 0 || was_withdrawn(quote, was))
		return st;
	if (crm_text_is(was, quote_consent.waits))
		was = crm_text_of(quote_consent.back);
	return put_state(s, quote, was, err);
}

/* Another took or takes its place. */
static enum crm_status
take_again(
    struct crm_store *s, const struct crm_record *quote, struct crm_err *err)
{
	enum crm_status st = quote_fell_through(s, quote, err);

	return st == CRM_OK
	    ? put_state(s, quote, crm_text_of(quote_consent.dropped), err)
	    : st;
}

enum crm_status
quote_version_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "previous");
	int deleted = w->new->entity->deleted;
	bool gone = w->new->v[deleted].kind != CRM_NULL, superseded;
	struct crm_record quote;
	enum crm_status st;

	if (w->old == NULL || w->undo || w->import || of->kind != CRM_INT ||
	    crm_value_eq(w->old->v[deleted], w->new->v[deleted]))
		return CRM_OK;
	st = crm_lock(w->store, w->new->entity, of->i, err);
	if (st == CRM_OK)
		st = crm_load(
		    w->store, w->new->entity, of->i, w->arena, &quote, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	superseded = crm_text_is(
	    text_of(&quote, "status"), quote_consent.dropped);
	if (gone == !superseded)
		return CRM_OK;
	return gone ? give_back(w->store, &quote, w->arena, err)
		    : take_again(w->store, &quote, err);
}
