/* Users and teams as they are saved: nobody above themselves, nobody locked out
 * by their own hand. */
#include "team.h"

enum crm_status
team_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_above(w, "parent", err);

	return st != CRM_OK ? st : check_name_stays(w, err);
}

static enum crm_status
refuse_self(const char *field, struct crm_err *err)
{
	static const char text[] = N_("that is you, and it would lock you out; "
				      "let another user of the book do it");

	return field == NULL
	    ? crm_fail(err, CRM_RULE, "%s", crm_tr(text))
	    : crm_fail_field(err, CRM_RULE, field, "%s", crm_tr(text));
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

/* Whose clocks quiet hours are read from. */
static enum crm_status
check_zone(const struct crm_record *new, struct crm_err *err)
{
	struct crm_text tz = text_of(new, "tz");
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_zone *zone;
	enum crm_status st = CRM_OK;

	if (tz.n > 0)
		st = crm_zone_load(&a, text_dup(&a, tz), &zone, err);
	crm_arena_free(&a);
	if (st != CRM_OK)
		crm_err_in_field(err, "tz");
	return st;
}

/* Logins and names stand in lines, addresses and mentions. */
static enum crm_status
check_one_line(
    const struct crm_record *r, const char *field, struct crm_err *err)
{
	struct crm_text t = text_of(r, field);

	for (size_t i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] < ' ' || t.p[i] == 0x7f)
			return crm_fail_field(err, CRM_INVALID, field,
			    "is one line, without tabs");
	return CRM_OK;
}

enum crm_status
user_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_above(w, "manager", err);

	forget_active(w->store);
	if (st == CRM_OK && !w->undo)
		st = check_one_line(w->new, "login", err);
	if (st == CRM_OK && !w->undo)
		st = check_one_line(w->new, "name", err);
	if (st == CRM_OK)
		st = check_limits(w->new, err);
	if (st == CRM_OK)
		st = check_zone(w->new, err);
	if (st == CRM_OK)
		st = check_self(w->store, w->old, w->new, err);
	return st != CRM_OK ? st : check_name_stays(w, err);
}

enum crm_status
user_hide(const struct crm_saving *w, struct crm_err *err)
{
	forget_active(w->store);
	return w->new->id == crm_store_actor(w->store)
	    ? refuse_self(NULL, err)
	    : check_name_stays(w, err);
}

enum crm_status
team_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	enum crm_status st = tree_audit(s, "team", "parent", each, ctx, err);

	return st != CRM_OK ? st
			    : tree_audit(s, "user", "manager", each, ctx, err);
}

/* ---- lists of logins ---- */

enum crm_status
check_logins(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const char *field, struct crm_err *err)
{
	struct crm_text rest = text_of(new, field), item;
	struct crm_arena a = CRM_ARENA_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	if (old != NULL && !differs(old, new, field))
		return CRM_OK;
	while (st == CRM_OK && list_item(&rest, &item)) {
		struct crm_value login = crm_value_text(crm_fold_dup(&a, item)),
				 n;

		st = crm_get_int(s,
		    "SELECT count(*) FROM app_user "
		    "WHERE \"login_f\" = ? AND \"deleted\" IS NULL",
		    &login, 1, &n, err);
		if (st == CRM_OK && n.i == 0)
			st = crm_fail_field(err, CRM_INVALID, field,
			    "there is no user '%s'; see: crm-team list",
			    crm_quote(quoted, item));
	}
	crm_arena_free(&a);
	return st;
}
