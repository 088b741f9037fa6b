/* Undo of what got a number. */
#include "numbered.h"

#include <crm/domain/numbering.h>
#include <crm/store/log.h>

/* Whether it stands as its submission left it, or as who agreed did. */
static bool
is_as_submitted(const struct crm_record *r)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;
	struct crm_text status = text_of(r, "status");

	return crm_text_is(status, c->waits) ||
	    crm_text_is(status, c->agreed) || crm_text_is(status, c->back);
}

enum crm_status
document_number_undo(const struct crm_undoing *u, const char *prefix,
    enum crm_undo_way *way, struct crm_err *err)
{
	struct crm_text status = text_of(u->now, "status");
	enum crm_status st = CRM_OK;
	bool given = false;

	if (!u->born && crm_number_ours(prefix, text_of(u->now, "number")))
		st = crm_log_gave(
		    u->store, u->now, "number", u->batch, &given, err);
	*way = given ? CRM_UNDO_VOIDED : CRM_UNDO_BACK;
	if (st == CRM_OK && given && !is_as_submitted(u->now))
		return crm_fail(
		    err, CRM_RULE, "is %.*s by now", (int)status.n, status.p);
	return st;
}

enum crm_status
document_void(
    const struct crm_undoing *u, const char *status, struct crm_err *err)
{
	const struct crm_entity *e = u->now->entity;
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, u->arena);
	patch.id = u->now->id;
	crm_record_set(
	    &patch, field_of(e, "status"), crm_value_text(crm_text_of(status)));
	return crm_update(u->store, &patch, &done, err);
}
