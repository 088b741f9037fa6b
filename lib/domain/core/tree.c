/*
 * Trees: teams under teams, users under managers, customers under groups.  A
 * record may not stand above itself.
 *
 * A new record has nothing below it, so only a change of the parent can close
 * a circle; records that were right before stay right.
 */
#include "core.h"

/* Far beyond any real hierarchy; a circle that came in otherwise ends here. */
enum { DEPTH_MAX = 1000 };

static enum crm_status
parent_of(struct crm_store *s, const struct crm_entity *e, const char *field,
    int64_t id, struct crm_value *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = crm_value_int(id);
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"id\" = ?",
	    field, e->def->table);
	st = crm_get_int(s, sql.data, &v, 1, out, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
refuse(const struct crm_record *r, const char *field, int64_t above,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (above == r->id)
		st = crm_fail_field(err, CRM_INVALID, field,
		    "a %s cannot be "
		    "its own %s",
		    r->entity->def->name, field);
	else
		st = crm_fail_field(err, CRM_INVALID, field,
		    "%s already "
		    "stands below %s",
		    typed_id(&a, r->entity, above),
		    typed_id(&a, r->entity, r->id));
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_above(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const char *field, struct crm_err *err)
{
	struct crm_value up = *value_of(new, field);
	int64_t above = up.kind == CRM_INT ? up.i : 0;
	enum crm_status st;
	int depth;

	if (old == NULL || !differs(old, new, field))
		return CRM_OK;
	for (depth = 0; up.kind == CRM_INT; depth++) {
		if (up.i == new->id || depth == DEPTH_MAX)
			return refuse(new, field, above, err);
		st = parent_of(s, new->entity, field, up.i, &up, err);
		if (st != CRM_OK)
			return st;
	}
	return CRM_OK;
}

enum crm_status
customer_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	enum crm_status st = check_above(s, old, new, "parent", err);

	return st != CRM_OK ? st : owning_hook(s, old, new, err);
}

enum crm_status
team_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	return check_above(s, old, new, "parent", err);
}

static enum crm_status
refuse_self(const char *field, struct crm_err *err)
{
	static const char text[] = "that is you, and it would lock you out; "
				   "let another user of the book do it";

	return field == NULL ? crm_fail(err, CRM_RULE, "%s", text)
			     : crm_fail_field(err, CRM_RULE, field, "%s", text);
}

/* The last who may write could not take it back. */
static enum crm_status
check_self(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	struct crm_value active = *value_of(new, "active");

	if (old == NULL || new->id != crm_store_actor(s))
		return CRM_OK;
	if (differs(old, new, "active") && active.kind == CRM_INT &&
	    active.i == 0)
		return refuse_self("active", err);
	if (differs(old, new, "role") &&
	    crm_text_is(text_of(new, "role"), "analyst"))
		return refuse_self("role", err);
	return CRM_OK;
}

/* What own.c will go by. */
static enum crm_status
check_limits(const struct crm_record *new, struct crm_err *err)
{
	struct crm_value from = *value_of(new, "leave_from");
	struct crm_value until = *value_of(new, "leave_until");
	enum crm_status st;

	if ((st = check_at_least(new, "capacity", 0, err)) != CRM_OK ||
	    (st = check_at_least(new, "customer_capacity", 0, err)) != CRM_OK)
		return st;
	if (from.kind == CRM_INT && until.kind == CRM_INT && until.i < from.i)
		return crm_fail_field(err, CRM_INVALID, "leave_until",
		    "is "
		    "before leave_from");
	return CRM_OK;
}

enum crm_status
user_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	enum crm_status st = check_above(s, old, new, "manager", err);

	if (st == CRM_OK)
		st = check_limits(new, err);
	return st != CRM_OK ? st : check_self(s, old, new, err);
}

enum crm_status
user_delete_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	(void)old;
	return new->id == crm_store_actor(s) ? refuse_self(NULL, err) : CRM_OK;
}
