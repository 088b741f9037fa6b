/*
 * Automation behind a write: which rules its event calls, in their order, each
 * once a record and batch, and what they call in turn.
 *
 * What a batch has of it - the rules, and the chain of those that run - lives as
 * long as the batch (crm_batch_memory).  Rules are read once; what a batch changes
 * in rules holds from the next one on.
 */
#include "automation.h"

#include <stdio.h>
#include <string.h>

struct kind {
	const struct crm_entity *e;
	struct rule *rules;
	struct kind *next;
};

struct work {
	bool ready;
	const struct crm_entity **automated;
	size_t n_automated;
	struct kind *kinds;
	struct link {
		const struct rule *r;
		int64_t id;
	} chain[CHAIN_MAX];
	int depth;
	bool named; /* the error at hand says which rule it is of */
};

static struct work *
work_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;

	return crm_batch_memory(s, &owner, sizeof(struct work), a);
}

/* ---- which rules ---- */

enum crm_status
crm_is_automated(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	struct crm_arena *a;
	struct work *w = work_of(s, &a);
	enum crm_status st = CRM_OK;

	if (!w->ready)
		st = automated_kinds(s, a, &w->automated, &w->n_automated, err);
	w->ready = st == CRM_OK;
	*yes = false;
	for (size_t i = 0; i < w->n_automated && !*yes; i++)
		*yes = w->automated[i] == e;
	return st;
}

/* With one that may be off. */
static enum crm_status
rules_about(struct crm_store *s, const struct crm_entity *e, int64_t also,
    struct rule **out, struct crm_err *err)
{
	struct crm_arena *a;
	struct work *w = work_of(s, &a);
	struct kind *k = w->kinds;
	enum crm_status st;

	while (k != NULL && k->e != e)
		k = k->next;
	if (k == NULL) {
		k = crm_alloc(a, sizeof *k);
		k->e = e;
		if ((st = rules_of(s, e, also, a, &k->rules, err)) != CRM_OK)
			return st;
		k->next = w->kinds;
		w->kinds = k;
	}
	*out = k->rules;
	return CRM_OK;
}

enum crm_status
rules_with(struct crm_store *s, const struct crm_entity *e, int64_t also,
    struct rule **out, struct crm_err *err)
{
	struct crm_arena *a;
	struct work *w = work_of(s, &a);
	const struct crm_entity **kind;
	enum crm_status st;
	bool automated;

	if ((st = crm_is_automated(s, e, &automated, err)) != CRM_OK)
		return st;
	if (!automated) {
		kind = crm_alloc_n(a, w->n_automated + 1, sizeof *kind);
		for (size_t i = 0; i < w->n_automated; i++)
			kind[i] = w->automated[i];
		kind[w->n_automated++] = e;
		w->automated = kind;
	}
	return rules_about(s, e, also, out, err);
}

/* ---- the event ---- */

/* Whether the day of a rule was reached before by a date: the tick has gone by it
 * already, and a write that brings a record behind it must do what that missed. */
static bool
is_past(const struct rule *r, struct crm_value date)
{
	return date.kind == CRM_INT && date.i - r->days <= r->ran_on;
}

/* A date that is over is an old one, recorded late. */
static bool
comes_too_late(const struct rule *r, const struct crm_saving *w)
{
	struct crm_value now = w->new->v[r->field];
	int64_t today = crm_store_clock(w->store)->today;

	return is_past(r, now) &&
	    (r->days < 0 ? now.i - r->days : now.i) >= today &&
	    (w->old == NULL || !is_past(r, w->old->v[r->field]));
}

static bool
is_called(const struct rule *r, const struct crm_saving *w)
{
	switch (r->event) {
	case ON_INSERT:
		return w->old == NULL;
	case ON_CHANGE:
	case ON_MOVE:
		return w->old != NULL &&
		    (r->field < 0 ||
			!crm_value_eq(
			    w->old->v[r->field], w->new->v[r->field]));
	case ON_BEFORE:
		return comes_too_late(r, w);
	default:
		return false;
	}
}

/* ---- one rule at one record ---- */

/* "AU1 (D1) -> AU2 (D1)", the last one too. */
static void
say_chain(struct crm_store *s, const struct work *w, const struct rule *last,
    int64_t id, struct crm_buf *out)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "automation");

	for (int i = 0; i <= w->depth; i++) {
		const struct rule *r = i < w->depth ? w->chain[i].r : last;

		crm_buf_str(out, i > 0 ? " -> " : "");
		crm_id_format(out, e, r->id);
		crm_buf_str(out, " on ");
		crm_id_format(out, r->of, i < w->depth ? w->chain[i].id : id);
	}
}

static enum crm_status
refuse_chain(struct crm_store *s, struct work *w, const struct rule *r,
    int64_t id, bool loop, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "automation");
	struct crm_buf chain = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *rule = typed_id(&a, e, r->id);

	say_chain(s, w, r, id, &chain);
	if (loop)
		crm_fail(err, CRM_RULE,
		    "automation goes in a circle: %s; narrow the condition of "
		    "one, or turn it off: crm-admin automation set %s "
		    "active=no",
		    chain.data, rule);
	else
		crm_fail(err, CRM_RULE,
		    "more than %d automation rules behind one another: %s; "
		    "narrow the condition of one, or turn it off: crm-admin "
		    "automation set %s active=no",
		    CHAIN_MAX, chain.data, rule);
	w->named = true;
	crm_buf_free(&chain);
	crm_arena_free(&a);
	return CRM_RULE;
}

static bool
is_in_chain(const struct work *w, const struct rule *r, int64_t id)
{
	for (int i = 0; i < w->depth; i++)
		if (w->chain[i].r == r && w->chain[i].id == id)
			return true;
	return false;
}

enum crm_status
rule_fits(struct crm_store *s, const struct rule *r,
    const struct crm_record *now, bool *yes, struct crm_err *err)
{
	*yes = true;
	return r->filter == NULL ? CRM_OK
				 : record_holds(s, r->filter, now, yes, err);
}

/* Whoever reads the refusal must know that it came from a rule. */
static enum crm_status
of_rule(struct crm_store *s, struct work *w, const struct rule *r, int64_t id,
    enum crm_status st, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	char text[sizeof err->text];

	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY || w->named ||
	    err == NULL)
		return st;
	w->named = true;
	snprintf(text, sizeof text, "%s%s%.900s", err->field,
	    err->field[0] != '\0' ? ": " : "", err->text);
	snprintf(err->text, sizeof err->text,
	    crm_tr("the automation rule %s could not run for %s: %.800s"),
	    rule_title(s, r, &a), typed_id(&a, r->of, id), text);
	err->field[0] = err->record[0] = '\0';
	err->status = CRM_RULE;
	crm_arena_free(&a);
	return CRM_RULE;
}

static void
note(struct crm_store *s, const struct rule *r, int64_t id,
    const struct deed *d, struct crm_arena *a)
{
	struct crm_ran ran = { .rule = r->id, .entity = r->of, .record = id };

	if (crm_explains(s))
		ran.what = crm_sprintf(a, "%s%s%s: %s", event_words(r, a),
		    r->when[0] != '\0' ? " and " : "", r->when,
		    d->words.data == NULL ? "" : d->words.data);
	crm_note_ran(s, &ran);
}

static enum crm_status
run(struct crm_store *s, struct work *w, const struct rule *r,
    const struct crm_record *now, struct crm_arena *a, struct deed *d,
    struct crm_err *err)
{
	enum crm_status st;

	if (is_in_chain(w, r, now->id))
		return refuse_chain(s, w, r, now->id, true, err);
	if (crm_has_run(s, r->id, r->of, now->id))
		return CRM_OK;
	if (w->depth == CHAIN_MAX)
		return refuse_chain(s, w, r, now->id, false, err);
	note(s, r, now->id, d, a);
	w->chain[w->depth++] = (struct link){ r, now->id };
	st = deed_do(s, r, now, a, d, err);
	w->depth--;
	return of_rule(s, w, r, now->id, st, err);
}

enum crm_status
rule_run(
    struct crm_store *s, const struct rule *r, int64_t id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT, *kept;
	struct work *w = work_of(s, &kept);
	struct crm_record now;
	struct deed d = { .words = CRM_BUF_INIT };
	enum crm_status st;
	bool fits = false;

	if (w->depth == 0)
		w->named = false;
	if ((st = crm_load(s, r->of, id, &a, &now, err)) == CRM_OK)
		st = rule_fits(s, r, &now, &fits, err);
	if (st == CRM_OK && fits) {
		st = of_rule(s, w, r, id,
		    deed_plan(s, r, &now, crm_explains(s), &a, &d, err), err);
		if (st == CRM_OK && !d.nothing)
			st = run(s, w, r, &now, &a, &d, err);
	}
	crm_buf_free(&d.words);
	crm_arena_free(&a);
	/* A rule before it may have taken the record away. */
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* What is deleted and what comes back is no event. */
static bool
is_no_event(const struct crm_saving *w)
{
	int deleted = w->new->entity->deleted;

	return w->new->v[deleted].kind != CRM_NULL ||
	    (w->old != NULL && w->old->v[deleted].kind != CRM_NULL);
}

enum crm_status
crm_automate(const struct crm_saving *w, struct crm_err *err)
{
	struct rule *r = NULL;
	enum crm_status st;

	if (is_no_event(w))
		return CRM_OK;
	st = rules_about(w->store, w->new->entity, 0, &r, err);
	for (; r != NULL && st == CRM_OK; r = r->next)
		if (is_called(r, w))
			st = rule_run(w->store, r, w->new->id, err);
	return st;
}
