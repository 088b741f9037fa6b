/* Automation rules, read from the book when they are used. */
#include "automation.h"

#include <string.h>

enum {
	NAME = RULE_COLUMNS,
	ACTIVE,
	EVENT,
	FIELD,
	DAYS,
	ACTION,
	WHAT,
	PERSON,
	PLAYBOOK,
	RAN_ON
};

#define SELECT \
	"SELECT \"id\", \"when\", \"name\", coalesce(\"active\", 1), " \
	"\"event\", \"field\", \"days\", \"action\", \"what\", \"person\", " \
	"\"playbook\", \"ran_on\" FROM automation WHERE \"kind\" = ? " \
	"AND \"deleted\" IS NULL "
#define BY_SEQ "ORDER BY coalesce(\"seq\", 0), \"id\""

struct loading {
	struct crm_store *s;
	const struct crm_entity *of;
	struct crm_arena *a;
	struct rule **last;
};

/* Words as the dictionary has them, in the order of the enumerations. */
static int
word_index(struct crm_text word, const char *const *words)
{
	int i = 0;

	while (words[i] != NULL && !crm_text_is(word, words[i]))
		i++;
	return i;
}

static int64_t
reference(const struct crm_stmt *q, int column)
{
	return crm_col_null(q, column) ? 0 : crm_col_int(q, column);
}

/* What it does, read into the arena. */
static enum crm_status
read_what(struct crm_store *s, struct rule *r, struct crm_text what,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_err why;
	const struct rule_ref ref = { "automation", r->id, "what" };
	enum crm_status st;

	r->given = (struct given_list){ .of = r->of,
		.to = r->action == DO_TASK ? crm_dict_find(d, "task") : r->of };
	if (r->action != DO_SET && r->action != DO_TASK)
		return CRM_OK;
	st = given_parse(s, what, a, &r->given, &why);
	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_FAIL && st != CRM_BUSY)
		return rule_unusable(s, &ref, &why, err);
	*err = why;
	return st;
}

/* The field of its event; one that is gone makes it unusable. */
static enum crm_status
read_field(const struct loading *l, struct rule *r, const struct rule_ref *ref,
    struct crm_text name, struct crm_err *err)
{
	struct crm_err why;

	r->field = r->event == ON_MOVE ? state_field(l->of) : -1;
	if (name.n == 0)
		return CRM_OK;
	if ((r->field = crm_field_index(l->of, name)) >= 0)
		return CRM_OK;
	crm_fail_field(&why, CRM_RULE, "field", "a %s has no field '%.*s'",
	    crm_entity_word(l->of), (int)name.n, name.p);
	return rule_unusable(l->s, ref, &why, err);
}

static enum crm_status
read_rule(void *ctx, const struct rule_ref *ref, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	static const char *const events[] = { "inserted", "changed", "moved",
		"daily", "before", NULL };
	static const char *const actions[] = { "set", "assign", "task",
		"playbook", "notice", "approval", NULL };
	struct loading *l = ctx;
	struct rule *r = crm_alloc(l->a, sizeof *r);
	struct crm_text what = crm_text_of(
	    text_dup(l->a, crm_col_text(q, WHAT)));
	enum crm_status st;

	*r = (struct rule){ .id = ref->id,
		.of = l->of,
		.name = text_dup(l->a, crm_col_text(q, NAME)),
		.active = crm_col_int(q, ACTIVE) != 0,
		.event = (enum event)word_index(crm_col_text(q, EVENT), events),
		.days = reference(q, DAYS),
		.when = text_dup(l->a, crm_col_text(q, RULE_WHEN)),
		.filter = when,
		.action = (enum action)word_index(
		    crm_col_text(q, ACTION), actions),
		.text = what.p,
		.person = reference(q, PERSON),
		.playbook = reference(q, PLAYBOOK),
		.ran_on = reference(q, RAN_ON) };
	if ((st = read_field(l, r, ref, crm_col_text(q, FIELD), err)) !=
		CRM_OK ||
	    (st = read_what(l->s, r, what, l->a, err)) != CRM_OK)
		return st;
	*l->last = r;
	l->last = &r->next;
	return CRM_OK;
}

enum crm_status
rules_of(struct crm_store *s, const struct crm_entity *e, int64_t also,
    struct crm_arena *a, struct rule **out, struct crm_err *err)
{
	struct loading l = { s, e, a, out };
	const struct rule_kind kind = { .entity = "automation",
		.sql = crm_sprintf(a,
		    SELECT
		    "AND (coalesce(\"active\", 1) <> 0 OR \"id\" = %lld) " BY_SEQ,
		    (long long)also),
		.read = read_rule };

	*out = NULL;
	return rules_load(&kind, e, s, a, &l, err);
}

enum crm_status
automated_kinds(struct crm_store *s, struct crm_arena *a,
    const struct crm_entity ***out, size_t *n, struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT DISTINCT \"kind\" FROM automation "
	    "WHERE coalesce(\"active\", 1) <> 0 AND \"deleted\" IS NULL "
	    "ORDER BY 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		const struct crm_entity *e = crm_dict_find(
		    crm_store_dict(s), text_dup(a, crm_col_text(q, 0)));

		if (e == NULL)
			continue;
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = e;
	}
	return st;
}
