/* What may be invoiced at all: what both sides agreed to. */
#include "invoice.h"

#include <string.h>

static bool
is_one_of(struct crm_text status, const char *const *words)
{
	for (; *words != NULL; words++)
		if (crm_text_is(status, *words))
			return true;
	return false;
}

static enum crm_status
check_order(const struct crm_record *r, bool amended, const char *id,
    struct crm_err *err)
{
	static const char *const agreed[] = { "confirmed", "on_hold", "closed",
		NULL };
	struct crm_text status = text_of(r, "status");
	struct crm_text word = word_of(r, "status");

	if (crm_text_is(status, "cancelled"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is cancelled: nothing of it is invoiced", id);
	if (status.n == 0 || is_one_of(status, agreed) ||
	    (amended && value_of(r, "confirmed_at")->kind == CRM_INT))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: what is confirmed is invoiced; crm-order submit and "
	    "crm-order confirm come before",
	    id, (int)word.n, word.p);
}

static enum crm_status
check_contract(const struct crm_record *r, bool charged, const char *id,
    struct crm_err *err)
{
	static const char *const open[] = { "draft", "in_review", "approved",
		NULL };
	struct crm_text word = word_of(r, "status");

	if (!charged && crm_text_is(text_of(r, "status"), "terminated"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is terminated: only what is charged of it is invoiced; "
		    "crm-order receivable add contract=%s charges what is owed",
		    id, id);
	return !is_one_of(text_of(r, "status"), open)
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is %.*s: what is signed is invoiced; crm-order contract "
		  "submit and crm-order contract sign come before",
		  id, (int)word.n, word.p);
}

enum crm_status
invoice_check_agreed(
    const struct crm_record *of, bool amended, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, of->entity, of->id);
	enum crm_status st = strcmp(of->entity->def->name, "order") == 0
	    ? check_order(of, amended, id, err)
	    : check_contract(of, amended, id, err);

	crm_arena_free(&a);
	return st;
}

enum crm_status
invoice_check_document(
    struct crm_store *s, const char *kind, int64_t id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(
	    s, crm_dict_find(crm_store_dict(s), kind), id, &a, &r, err);

	if (st == CRM_OK)
		st = invoice_check_agreed(&r, true, err);
	crm_arena_free(&a);
	return st;
}
