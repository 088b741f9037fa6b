/* Whom a document waits for. */
#include "approval.h"

/* "anna", else "manager". */
static enum crm_status
put_who(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, struct crm_buf *out, struct crm_err *err)
{
	struct crm_text who = word_for(e, "role", crm_col_text(q, 1));
	enum crm_status st = CRM_OK;

	if (!crm_col_null(q, 2))
		st = crm_display(s, crm_dict_find(crm_store_dict(s), "user"),
		    crm_col_int(q, 2), &who, err);
	if (st == CRM_OK)
		crm_buf_printf(out, " (%.*s)", (int)who.n, who.p);
	return st;
}

enum crm_status
consent_asked_now(struct crm_store *s, struct crm_text about,
    struct crm_arena *a, struct crm_buf *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "approval");
	const struct crm_value v = crm_value_text(about);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT \"id\", \"role\", \"person\" FROM approval "
	    "WHERE \"about\" = ? AND \"status\" = 'pending' "
	    "AND \"changes\" IS NULL AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		crm_buf_printf(out, "%s%s", out->len > 0 ? ", " : "",
		    typed_id(a, e, crm_col_int(q, 0)));
		st = put_who(s, e, q, out, err);
	}
	crm_reset(q);
	return st;
}

enum crm_status
crm_consent_waits(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;
	struct crm_text status = text_of(r, "status");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf who = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	const char *id;

	if (crm_text_is(status, c->waits)) {
		id = typed_id(&a, r->entity, r->id);
		st = consent_asked_now(s, crm_text_of(id), &a, &who, err);
		if (st == CRM_OK && who.len > 0)
			st = crm_fail_record(err, CRM_RULE,
			    "%s is %.*s and waits for %s; crm-admin approval "
			    "approve decides",
			    id, (int)word_of(r, "status").n,
			    word_of(r, "status").p, who.data);
	}
	crm_buf_free(&who);
	crm_arena_free(&a);
	return st;
}
