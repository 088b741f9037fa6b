/* Automation rules as they are written: what can be checked when one is saved. */
#include "automation.h"

#include <string.h>

/* ---- what words mean ---- */

int
state_field(const struct crm_entity *e)
{
	const struct crm_trade *t = trade_of(e);
	const char *name = t->moves != NULL ? t->moves
	    : t->state != NULL              ? t->state
					    : t->status;

	return name == NULL ? -1 : crm_field_index(e, crm_text_of(name));
}

const char *
rule_title(struct crm_store *s, const struct rule *r, struct crm_arena *a)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "automation");
	const char *id = typed_id(a, e, r->id);

	return r->name[0] == '\0' ? id : crm_sprintf(a, "%s (%s)", id, r->name);
}

const char *
event_words(const struct rule *r, struct crm_arena *a)
{
	const char *field = r->field < 0 ? "" : r->of->field[r->field]->name;

	switch (r->event) {
	case ON_INSERT:
		return crm_tr("it is made");
	case ON_CHANGE:
		return r->field < 0
		    ? crm_tr("something is changed")
		    : crm_sprintf(a, crm_tr("%s is changed"), field);
	case ON_MOVE:
		return crm_sprintf(a, crm_tr("its %s is changed"), field);
	case ON_DAY:
		return crm_tr("each day");
	default:
		return r->days < 0
		    ? crm_sprintf(a, crm_tr("%lld days after %s"),
			  (long long)-r->days, field)
		    : crm_sprintf(a, crm_tr("%lld days before %s"),
			  (long long)r->days, field);
	}
}

/* ---- the event ---- */

static enum crm_status
no_field(const struct crm_record *r, const char *field, const char *only,
    struct crm_err *err)
{
	return value_of(r, field)->kind == CRM_NULL
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, field, "is for %s alone", only);
}

static enum crm_status
check_field(const struct crm_record *r, const struct crm_entity *e, int *field,
    struct crm_err *err)
{
	struct crm_text name = text_of(r, "field");
	struct crm_arena a = CRM_ARENA_INIT;
	char quoted[CRM_QUOTE_SIZE];
	const char *near;
	enum crm_status st = CRM_OK;

	*field = crm_field_index(e, name);
	if (*field < 0) {
		near = crm_field_nearest(e, name, &a);
		st = crm_fail_field(err, CRM_INVALID, "field",
		    "no field '%s' in %s%s%s", crm_quote(quoted, name),
		    crm_entity_word(e),
		    near[0] != '\0' ? crm_tr("; nearest: ") : "", near);
	} else if (e->field[*field]->flags & CRM_F_DERIVED)
		st = crm_fail_field(err, CRM_INVALID, "field",
		    "%s is derived from other records, and nothing changes "
		    "it; use event=daily and a condition",
		    e->field[*field]->name);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_event(
    const struct crm_record *r, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_text event = text_of(r, "event");
	bool before = crm_text_is(event, "before");
	enum crm_status st;
	int field = -1;

	if (!before &&
	    (st = no_field(r, "days", "event=before", err)) != CRM_OK)
		return st;
	if (!before && !crm_text_is(event, "changed") &&
	    (st = no_field(
		 r, "field", "event=changed and event=before", err)) != CRM_OK)
		return st;
	if (crm_text_is(event, "moved") && state_field(e) < 0)
		return crm_fail_field(err, CRM_INVALID, "event",
		    "a %s has no states; use event=changed and a field",
		    crm_entity_word(e));
	if (before && text_of(r, "field").n == 0)
		return crm_fail_field(err, CRM_INVALID, "field",
		    "is needed: the date before which it is to run");
	if (text_of(r, "field").n > 0 &&
	    (st = check_field(r, e, &field, err)) != CRM_OK)
		return st;
	if (before && e->field[field]->type != CRM_T_DATE)
		return crm_fail_field(err, CRM_INVALID, "field",
		    "%s is not a date", e->field[field]->name);
	return check_between(r, "days", -DAYS_MAX, DAYS_MAX, err);
}

/* ---- the action ---- */

/* Whether the fields that it gives can be given. */
static enum crm_status
check_given(const struct crm_saving *w, const struct crm_entity *e,
    const char *to, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct given_list l = { .of = e,
		.to = crm_dict_find(crm_store_dict(w->store), to) };
	enum crm_status st = given_parse(
	    w->store, text_of(w->new, "what"), &a, &l, err);

	st = bad_expression(st, "what", err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_playbook(
    const struct crm_saving *w, const struct crm_entity *e, struct crm_err *err)
{
	const struct crm_entity *books = crm_dict_find(
	    crm_store_dict(w->store), "playbook");
	struct crm_value id = *value_of(w->new, "playbook");
	struct crm_record book;
	struct crm_text kind;
	enum crm_status st;

	if (id.kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, "playbook",
		    "is needed: the one to start");
	if ((st = crm_load(w->store, books, id.i, w->arena, &book, err)) !=
	    CRM_OK)
		return st;
	kind = text_of(&book, "kind");
	if (kind.n == 0 || crm_text_is(kind, e->def->name))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "playbook",
	    "is for a %s, and this rule is about a %s",
	    kind_word(w->arena, w->store, kind), crm_entity_word(e));
}

static enum crm_status
check_notice(
    const struct crm_record *r, const struct crm_entity *e, struct crm_err *err)
{
	if (text_of(r, "what").n == 0)
		return crm_fail_field(err, CRM_INVALID, "what",
		    "is needed: what there is to be said");
	if (value_of(r, "person")->kind == CRM_NULL &&
	    crm_field_index(e, CRM_TEXT("owner")) < 0)
		return crm_fail_field(err, CRM_INVALID, "person",
		    "is needed: a %s has no owner who is told",
		    crm_entity_word(e));
	return CRM_OK;
}

static enum crm_status
check_approval(const struct crm_entity *e, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(e)->consent;

	return c != NULL && c->submit != NULL
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "action",
		  "a %s is not submitted for approval", crm_entity_word(e));
}

static enum crm_status
check_action(
    const struct crm_saving *w, const struct crm_entity *e, struct crm_err *err)
{
	const struct crm_record *r = w->new;
	struct crm_text action = text_of(r, "action");
	bool assign = crm_text_is(action, "assign");
	bool playbook = crm_text_is(action, "playbook");
	bool notice = crm_text_is(action, "notice");
	bool approval = crm_text_is(action, "approval");
	enum crm_status st;

	if (!assign && !notice &&
	    (st = no_field(r, "person", "action=assign and action=notice",
		 err)) != CRM_OK)
		return st;
	if (!playbook &&
	    (st = no_field(r, "playbook", "action=playbook", err)) != CRM_OK)
		return st;
	if ((assign || playbook || approval) &&
	    (st = no_field(r, "what",
		 "action=set, action=task and action=notice", err)) != CRM_OK)
		return st;
	if (playbook)
		return check_playbook(w, e, err);
	if (approval)
		return check_approval(e, err);
	if (assign)
		return crm_field_index(e, CRM_TEXT("owner")) >= 0
		    ? CRM_OK
		    : crm_fail_field(err, CRM_INVALID, "action",
			  "a %s has no owner", crm_entity_word(e));
	if (crm_text_is(action, "task"))
		return check_given(w, e, "task", err);
	if (notice)
		return check_notice(r, e, err);
	if (text_of(r, "what").n == 0)
		return crm_fail_field(err, CRM_INVALID, "what",
		    "is needed: the fields to set, such as priority=high; "
		    "expected_close:=expected_close+14d");
	return check_given(w, e, e->def->name, err);
}

/* ---- all of it ---- */

/* What decides whether it can be used. */
static const char *const parts[] = { "kind", "event", "field", "days", "when",
	"action", "what", "person", "playbook" };

/* One that is only turned off need not be right. */
static bool
is_to_check(const struct crm_saving *w)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (w->old == NULL || differs(w->old, w->new, parts[i]))
			return true;
	return false;
}

static bool
is_on(const struct crm_record *r)
{
	struct crm_value active = *value_of(r, "active");

	return active.kind == CRM_NULL || active.i != 0;
}

/* From then on its days count: what fell due while it was off, or before it was
 * what it is, is not made up for. */
static void
keep_ran_on(const struct crm_saving *w)
{
	bool again = w->old == NULL || (!is_on(w->old) && is_on(w->new));

	for (size_t i = 0; i < 4 && !again; i++)
		again = differs(w->old, w->new, parts[i]);
	if (again)
		*value_of(w->new, "ran_on") = crm_value_int(
		    crm_store_clock(w->store)->today - 1);
}

enum crm_status
automation_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;

	if (!is_to_check(w)) {
		keep_ran_on(w);
		return CRM_OK;
	}
	if ((st = check_kind(w, "kind", err)) != CRM_OK ||
	    text_of(w->new, "kind").n == 0)
		return st; /* what is required, the book says */
	e = crm_dict_find(
	    crm_store_dict(w->store), text_dup(&a, text_of(w->new, "kind")));
	if (strcmp(e->def->program, "crm-admin") == 0)
		st = crm_fail_field(err, CRM_INVALID, "kind",
		    "a %s is no record of the trade; automation is for leads, "
		    "customers, deals and the like",
		    crm_entity_word(e));
	if (st == CRM_OK && (st = check_event(w->new, e, err)) == CRM_OK &&
	    (st = check_expression(
		 w->store, NULL, w->new, "when", e->def->name, err)) == CRM_OK)
		st = check_action(w, e, err);
	if (st == CRM_OK)
		keep_ran_on(w);
	crm_arena_free(&a);
	return st;
}

/* ---- as it stands today ---- */

/* What it names may have gone since. */
static bool
cannot_be_used(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *why)
{
	struct crm_err found;

	if (rule_could_be_saved(s, e, id, &found) == CRM_OK)
		return false;
	crm_buf_printf(why, "%s%s%s", found.field,
	    found.field[0] != '\0' ? ": " : "", found.text);
	return true;
}

const struct crm_lint_check lint_automation[] = {
	{ .code = "unusable",
	    .field = "when",
	    .record = cannot_be_used,
	    .message = "could not be saved today" },
	{ .code = "person-inactive",
	    .field = "person",
	    .where = "active = yes and person.active = no",
	    .message = "gives records to somebody who is not active any more" },
	{ .code = "playbook-off",
	    .field = "playbook",
	    .where = "active = yes and playbook.active = no",
	    .message = "starts a playbook that is off" },
	{ .code = NULL },
};
