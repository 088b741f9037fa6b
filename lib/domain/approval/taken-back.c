/*
 * Undo of a decision: who decided takes it back, and only while its document still
 * waits, or came by that decision to where it is.
 */
#include "approval.h"

#include <crm/domain/area.h>
#include <crm/store/log.h>

/* ---- by whom ---- */

static enum crm_status
is_admin(struct crm_store *s, bool *yes, struct crm_err *err)
{
	const struct crm_value who = crm_value_int(crm_store_actor(s));
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM app_user WHERE \"id\" = ? "
	    "AND \"role\" = 'admin'",
	    &who, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
check_who(const struct crm_undoing *u, struct crm_err *err)
{
	struct crm_text shown = CRM_TEXT("");
	enum crm_status st;
	int64_t who;
	bool admin;

	/* Of a redo that is whose decision would come back. */
	st = crm_log_other(u->store, u->now, "decided_by", u->batch,
	    crm_store_actor(u->store), &who, err);
	if (st != CRM_OK || who == 0 ||
	    (st = is_admin(u->store, &admin, err)) != CRM_OK || admin)
		return st;
	(void)crm_display(u->store,
	    crm_dict_find(crm_store_dict(u->store), "user"), who, &shown, NULL);
	return crm_fail(err, CRM_RULE,
	    "was decided by %.*s, who takes it back, or an admin", (int)shown.n,
	    shown.p);
}

/* ---- about what ---- */

/* What it was decided about as it stands, where that is there and is submitted. */
static enum crm_status
load_about(const struct crm_undoing *u, struct crm_record *about, bool *any,
    struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_text code;
	enum crm_status st;
	int64_t id;

	*any = is_consent(u->now) &&
	    crm_id_split(text_of(u->now, "about"), &code, &id) &&
	    (e = crm_dict_code(crm_store_dict(u->store), code)) != NULL &&
	    trade_of(e)->consent != NULL;
	if (!*any)
		return CRM_OK;
	st = crm_load(u->store, e, id, u->arena, about, err);
	*any = st == CRM_OK;
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

static enum crm_status
check_about(const struct crm_undoing *u, struct crm_err *err)
{
	struct crm_record about;
	struct crm_text status;
	enum crm_status st;
	bool any, moved = false;

	if ((st = load_about(u, &about, &any, err)) != CRM_OK || !any)
		return st;
	status = text_of(&about, "status");
	if (crm_text_is(status, trade_of(about.entity)->consent->waits))
		return CRM_OK;
	st = crm_log_moved(u->store, &about, "status", u->batch, &moved, err);
	return st != CRM_OK || moved
	    ? st
	    : crm_fail(err, CRM_RULE, "was decided before %s was %.*s",
		  typed_id(u->arena, about.entity, about.id),
		  (int)word_of(&about, "status").n,
		  word_of(&about, "status").p);
}

enum crm_status
approval_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	bool decides = false;
	enum crm_status st;

	*way = CRM_UNDO_BACK;
	if (u->born)
		return CRM_OK;
	st = crm_log_moved(u->store, u->now, "status", u->batch, &decides, err);
	if (st == CRM_OK && decides)
		st = check_who(u, err);
	return st == CRM_OK && decides ? check_about(u, err) : st;
}
