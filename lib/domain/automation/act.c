/* What a rule does to a record: worked out first, so that what changes nothing is
 * left out, and what would be done can be told. */
#include "automation.h"
#include "domain/notice/notice.h"

#include <crm/domain/assign.h>
#include <crm/domain/own.h>
#include <crm/domain/playbook.h>
#include <crm/domain/pool.h>
#include <crm/store/news.h>

#include <string.h>

/* One rule at one record. */
struct doing {
	struct crm_store *s;
	const struct rule *r;
	const struct crm_record *now;
	struct crm_arena *a;
	struct deed *d;
};

static const struct crm_entity *
kind_of(const struct doing *k, const char *name)
{
	return crm_dict_find(crm_store_dict(k->s), name);
}

static const char *
id_of(const struct doing *k)
{
	return typed_id(k->a, k->now->entity, k->now->id);
}

/* ---- words ---- */

static int
digits_of(const struct doing *k, const struct crm_record *r)
{
	int i = r->entity->currency;
	int digits = i >= 0 && r->v[i].kind == CRM_STR
	    ? crm_currency_digits_n(r->v[i].t)
	    : -1;

	return digits >= 0 ? digits
			   : crm_currency_digits(crm_store_currency(k->s));
}

/* As a person reads it: references by name. */
static void
say_value(const struct doing *k, const struct crm_record *r, int field,
    struct crm_value v)
{
	const struct crm_field *f = r->entity->field[field];
	struct crm_buf *out = &k->d->words;
	struct crm_text shown;

	if (v.kind == CRM_NULL)
		crm_buf_str(out, "nothing");
	else if (f->type == CRM_T_REF &&
	    crm_display(k->s, kind_of(k, f->ref), v.i, &shown, NULL) == CRM_OK)
		crm_buf_add(out, shown.p, shown.n);
	else
		crm_value_format(out, crm_store_dict(k->s), r->entity, f, v,
		    digits_of(k, r));
}

static void
say_change(const struct doing *k, int field, struct crm_value to)
{
	crm_buf_printf(&k->d->words, "%s%s: ", k->d->words.len > 0 ? ", " : "",
	    k->now->entity->field[field]->name);
	say_value(k, k->now, field, k->now->v[field]);
	crm_buf_str(&k->d->words, " -> ");
	say_value(k, k->now, field, to);
}

/* ---- set ---- */

static enum crm_status
plan_set(const struct doing *k, bool say, struct crm_err *err)
{
	const struct crm_entity *e = k->now->entity;
	struct crm_record *patch = &k->d->r;
	enum crm_status st;

	crm_record_init(patch, e, k->a);
	patch->id = k->now->id;
	st = given_fill(k->s, &k->r->given, k->now, patch, k->a, err);
	k->d->nothing = true;
	for (size_t i = 0; i < e->n && st == CRM_OK; i++) {
		if (!patch->given[i] || crm_value_eq(patch->v[i], k->now->v[i]))
			continue;
		k->d->nothing = false;
		if (say)
			say_change(k, (int)i, patch->v[i]);
	}
	return st;
}

static enum crm_status
do_set(const struct doing *k, struct crm_err *err)
{
	enum crm_action done;

	return crm_update(k->s, &k->d->r, &done, err);
}

/* ---- task ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* For nobody else, it is for whoever owns the record. */
static void
give_owner(const struct doing *k, struct crm_record *task)
{
	static const char *const others[] = { "owner", "team", "role" };
	int owner = crm_field_index(k->now->entity, CRM_TEXT("owner"));

	for (size_t i = 0; i < COUNT(others); i++)
		if (given_has(&k->r->given, others[i]))
			return;
	if (owner >= 0)
		put(task, "owner", k->now->v[owner]);
}

static enum crm_status
plan_task(const struct doing *k, bool say, struct crm_err *err)
{
	struct crm_record *task = &k->d->r;
	struct crm_value due;
	enum crm_status st;

	crm_record_init(task, kind_of(k, "task"), k->a);
	st = given_fill(k->s, &k->r->given, k->now, task, k->a, err);
	if (st != CRM_OK)
		return st;
	if (text_of(task, "subject").n == 0)
		put(task, "subject",
		    crm_value_text(crm_text_of(rule_title(k->s, k->r, k->a))));
	if (!given_has(&k->r->given, "about"))
		put(task, "about", crm_value_text(crm_text_of(id_of(k))));
	give_owner(k, task);
	if (!say)
		return CRM_OK;
	crm_buf_printf(&k->d->words, crm_tr("a task: %.*s"),
	    (int)text_of(task, "subject").n, text_of(task, "subject").p);
	due = *value_of(task, "due");
	if (due.kind == CRM_INT)
		crm_buf_printf(
		    &k->d->words, crm_tr(", due %s"), date_dup(k->a, due.i));
	if (value_of(task, "owner")->kind == CRM_INT) {
		crm_buf_str(&k->d->words, crm_tr(", for "));
		say_value(k, task, field_of(task->entity, "owner"),
		    *value_of(task, "owner"));
	}
	return CRM_OK;
}

/* ---- assign ---- */

static enum crm_status
plan_assign(const struct doing *k, bool say, struct crm_err *err)
{
	int owner = field_of(k->now->entity, "owner");
	struct crm_value to = crm_value_int(k->r->person);

	(void)err;
	k->d->nothing = k->r->person != 0 && crm_value_eq(k->now->v[owner], to);
	if (say && k->r->person != 0)
		say_change(k, owner, to);
	else if (say)
		crm_buf_str(
		    &k->d->words, crm_tr("owner: by the assignment rules"));
	return CRM_OK;
}

static enum crm_status
give(const struct doing *k, struct crm_err *err)
{
	const struct crm_entity *e = k->now->entity;
	enum crm_action done;
	struct crm_record patch;
	enum crm_status st;

	if (e->owning.owner >= 0)
		return crm_transfer(
		    k->s, e, k->now->id, k->r->person, &done, err);
	if ((st = crm_may_own(k->s, k->now, k->r->person, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, e, k->a);
	patch.id = k->now->id;
	put(&patch, "owner", crm_value_int(k->r->person));
	return crm_update(k->s, &patch, &done, err);
}

static enum crm_status
tell_assigned(void *ctx, const struct crm_assigned *a, struct crm_err *err)
{
	const struct doing *k = ctx;
	struct crm_text who = a->owner != 0 ? a->login : a->pool_name;

	(void)err;
	if (!crm_explains(k->s))
		return CRM_OK;
	crm_buf_clear(&k->d->words);
	crm_buf_printf(&k->d->words, "owner: %.*s%s%s%s",
	    a->rule == 0 ? 6 : (int)who.n, a->rule == 0 ? "nobody" : who.p,
	    a->rule == 0 || a->owner != 0 ? "" : ", a pool",
	    a->why[0] != '\0' ? ", " : "", a->why);
	return CRM_OK;
}

static enum crm_status
do_assign(struct doing *k, struct crm_err *err)
{
	return k->r->person != 0 ? give(k, err)
				 : crm_assign(k->s, k->now->entity, &k->now->id,
				       1, tell_assigned, k, err);
}

/* ---- playbook ---- */

static enum crm_status
plan_playbook(const struct doing *k, bool say, struct crm_err *err)
{
	struct crm_text name;
	enum crm_status st;

	st = crm_playbook_is_running(
	    k->s, k->r->playbook, crm_text_of(id_of(k)), &k->d->nothing, err);
	if (st != CRM_OK || !say)
		return st;
	st = crm_display(
	    k->s, kind_of(k, "playbook"), k->r->playbook, &name, err);
	if (st == CRM_OK)
		crm_buf_printf(&k->d->words, crm_tr("the playbook %.*s"),
		    (int)name.n, name.p);
	return st;
}

static enum crm_status
do_playbook(const struct doing *k, struct crm_err *err)
{
	enum crm_status st;
	int64_t *task;
	size_t n;

	st = crm_playbook_start(k->s, k->r->playbook, k->now->entity,
	    k->now->id, crm_store_clock(k->s)->today, k->a, &task, &n, err);
	if (st == CRM_OK && crm_explains(k->s))
		crm_buf_printf(&k->d->words, crm_tr(", %zu tasks"), n);
	return st;
}

/* ---- notice ---- */

/* The person of the rule, else whoever owns the record; 0: nobody. */
static int64_t
whom(const struct doing *k)
{
	int owner = crm_field_index(k->now->entity, CRM_TEXT("owner"));

	if (k->r->person != 0)
		return k->r->person;
	return owner >= 0 && k->now->v[owner].kind == CRM_INT
	    ? k->now->v[owner].i
	    : 0;
}

static enum crm_status
plan_notice(const struct doing *k, bool say, struct crm_err *err)
{
	int64_t to = whom(k);
	struct crm_text login;
	enum crm_status st;

	k->d->nothing = to == 0;
	if (!say || to == 0)
		return CRM_OK;
	st = crm_display(k->s, kind_of(k, "user"), to, &login, err);
	if (st == CRM_OK)
		crm_buf_printf(&k->d->words, "a notice to %.*s: %s",
		    (int)login.n, login.p, k->r->text);
	return st;
}

/* Told with what else there is to hear of the batch: many records of one kind are
 * one notice.  Whoever made the change is told too: the rule was asked for. */
static enum crm_status
do_notice(const struct doing *k)
{
	const struct crm_news one = { .whom = whom(k),
		.event = NEWS_RULE,
		.entity = k->now->entity,
		.record = k->now->id,
		.what = k->r->text,
		.apart = true };

	crm_news_add(k->s, &one);
	return CRM_OK;
}

/* ---- approval ---- */

/* What waits already, or is agreed to, is left as it is. */
static enum crm_status
plan_approval(const struct doing *k, bool say)
{
	const struct crm_consent *c = trade_of(k->now->entity)->consent;

	k->d->nothing = !crm_text_is(text_of(k->now, "status"), c->back);
	if (say && !k->d->nothing)
		crm_buf_str(
		    &k->d->words, crm_tr("it is submitted for approval"));
	return CRM_OK;
}

static enum crm_status
do_approval(const struct doing *k, struct crm_err *err)
{
	enum crm_action done;

	return trade_of(k->now->entity)
	    ->consent->submit(k->s, k->now->id, &done, err);
}

/* ---- all of them ---- */

enum crm_status
deed_plan(struct crm_store *s, const struct rule *r,
    const struct crm_record *now, bool say, struct crm_arena *a, struct deed *d,
    struct crm_err *err)
{
	const struct doing k = { s, r, now, a, d };

	*d = (struct deed){ .words = CRM_BUF_INIT };
	switch (r->action) {
	case DO_SET:
		return plan_set(&k, say, err);
	case DO_ASSIGN:
		return plan_assign(&k, say, err);
	case DO_TASK:
		return plan_task(&k, say, err);
	case DO_NOTICE:
		return plan_notice(&k, say, err);
	case DO_APPROVAL:
		return plan_approval(&k, say);
	default:
		return plan_playbook(&k, say, err);
	}
}

enum crm_status
deed_do(struct crm_store *s, const struct rule *r, const struct crm_record *now,
    struct crm_arena *a, struct deed *d, struct crm_err *err)
{
	struct doing k = { s, r, now, a, d };

	switch (r->action) {
	case DO_SET:
		return do_set(&k, err);
	case DO_ASSIGN:
		return do_assign(&k, err);
	case DO_TASK:
		return crm_insert(s, &d->r, err);
	case DO_NOTICE:
		return do_notice(&k);
	case DO_APPROVAL:
		return do_approval(&k, err);
	default:
		return do_playbook(&k, err);
	}
}
