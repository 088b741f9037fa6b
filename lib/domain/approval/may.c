/* Who decides what was asked for, and never who asked. */
#include "approval.h"

#include "domain/team/stand-in.h"

static bool
is_overdue(struct crm_store *s, const struct crm_record *row)
{
	const struct crm_value *due = value_of(row, "due_on");

	return due->kind == CRM_INT && due->i < crm_store_clock(s)->today;
}

/* Whoever is told in the place of one who is away decides in that place, and behind
 * the time limit whoever that one answers to. */
static enum crm_status
stands_in(struct crm_store *s, const struct crm_record *row, bool *yes,
    struct crm_err *err)
{
	struct crm_value v[] = { *value_of(row, "role"),
		*value_of(row, "person") };
	int64_t actor = crm_store_actor(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct people people;
	const struct crm_value *asked = value_of(row, "asked_by");
	int64_t asker = asked->kind == CRM_INT ? asked->i : 0;
	struct stand_ins ins;
	enum crm_status st;
	int64_t *ids;
	size_t n = 0, i;

	if ((st = people_load(s, &a, &people, err)) == CRM_OK &&
	    (st = stand_ins_load(s, &people, &a, &ins, err)) == CRM_OK)
		st = crm_ids(s,
		    "SELECT \"id\" FROM app_user WHERE (\"role\" = ? "
		    "OR \"id\" = ?) AND \"deleted\" IS NULL",
		    v, COUNT(v), &a, &ids, &n, err);
	for (i = 0; st == CRM_OK && i < n && !*yes; i++)
		*yes = stand_in_but(&ins, ids[i], asker) == actor ||
		    (is_overdue(s, row) &&
			people_manager(&people, ids[i]) == actor);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
has_the_role(struct crm_store *s, const struct crm_record *row, bool *yes,
    struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(crm_store_actor(s)),
		*value_of(row, "role"), *value_of(row, "person") };
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT count(*) FROM app_user WHERE \"id\" = ? "
	    "AND (\"role\" IN (?, 'admin') OR \"id\" = ?)",
	    v, COUNT(v), &n, err);
	*yes = st == CRM_OK && n.i > 0;
	return st != CRM_OK || *yes || v[0].i == 0
	    ? st
	    : stands_in(s, row, yes, err);
}

/* The role, or the login of whom it is for. */
static const char *
decider(struct crm_store *s, const struct crm_record *row, struct crm_arena *a)
{
	const struct crm_value *person = value_of(row, "person");
	struct crm_text shown;

	if (person->kind == CRM_INT &&
	    crm_display(s, crm_dict_find(crm_store_dict(s), "user"), person->i,
		&shown, NULL) == CRM_OK)
		return text_dup(a, shown);
	return text_dup(a, word_of(row, "role"));
}

enum crm_status
may_decide(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err)
{
	const struct crm_value *by = value_of(row, "asked_by");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, row->entity, row->id);
	const char *who = decider(s, row, &a);
	bool person = value_of(row, "person")->kind == CRM_INT, yes = false;
	enum crm_status st;

	if (by->kind == CRM_INT && by->i == crm_store_actor(s))
		st = person
		    ? crm_fail_record(err, CRM_RULE,
			  "%s is your own: an administrator decides it, or "
			  "delegates it to somebody else",
			  id)
		    : crm_fail_record(err, CRM_RULE,
			  "%s is your own: somebody else of role %s decides it",
			  id, who);
	else if ((st = has_the_role(s, row, &yes, err)) == CRM_OK && !yes)
		st = person ? crm_fail_record(err, CRM_DENIED,
				  "%s is decided by %s", id, who)
			    : crm_fail_record(err, CRM_DENIED,
				  "%s is decided by role %s", id, who);
	crm_arena_free(&a);
	return st;
}
