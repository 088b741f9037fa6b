/*
 * The hooks of contracts and their parts: until it is signed a contract is edited as
 * it is, and goes back to a draft by that; then it is amended.
 */
#include "contract.h"

#include "domain/document/head.h"
#include "domain/document/numbered.h"

#include <crm/domain/approval.h>
#include <crm/domain/line.h>
#include <crm/domain/numbering.h>

const struct crm_lines contract_lines_kind = { .kind = "contract-line",
	.of = "contract",
	.day = "drawn_on",
	.sums_imports = true,
	.unpriced = true };

/* What the parties signed. */
static const char *const agreed[] = { "customer", "parties", "kind", "currency",
	"rate", "seller", "tax_included", "discount", "amount", "starts_on",
	"ends_on", "renewal", "payment_terms", "retention", "retention_days",
	"terms", "body", NULL };

static bool
is_fixed(struct crm_text status)
{
	return crm_text_is(status, "signed") ||
	    crm_text_is(status, "completed") ||
	    crm_text_is(status, "terminated");
}

static bool
is_no_edit(const struct crm_saving *w)
{
	return w->import || w->undo ||
	    (w->old != NULL && comes_back(w->old, w->new));
}

static enum crm_status
refuse(struct crm_store *s, int64_t contract, struct crm_text status,
    struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(
	    a, crm_dict_find(crm_store_dict(s), "contract"), contract);

	return crm_text_is(status, "signed")
	    ? crm_fail_record(err, CRM_RULE,
		  "%s is signed and is not edited: crm-order contract amend "
		  "%s makes a contract that changes it",
		  id, id)
	    : crm_fail_record(err, CRM_RULE,
		  "%s is %.*s: what is over is not edited", id, (int)status.n,
		  status.p);
}

/* ---- contracts ---- */

/* It does not end before it begins. */
static enum crm_status
check_days(const struct crm_record *r, struct crm_err *err)
{
	const struct crm_value *from = value_of(r, "starts_on");
	const struct crm_value *to = value_of(r, "ends_on");

	if (from->kind != CRM_INT || to->kind != CRM_INT || from->i <= to->i)
		return check_between(r, "notice_days", 0, DAYS_MAX, err);
	return crm_fail_field(
	    err, CRM_INVALID, "ends_on", "is before starts_on");
}

enum crm_status
contract_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = step_check_first(&contract_steps, w, err);
	size_t i;

	if (st == CRM_OK)
		st = document_head(w, err);
	if (st == CRM_OK)
		st = crm_consent_save(w, err);
	if (st == CRM_OK)
		st = crm_lines_sum(&contract_lines_kind, w, err);
	if (st == CRM_OK)
		st = check_days(w->new, err);
	if (st == CRM_OK)
		st = check_percent(w->new, "retention", err);
	if (st != CRM_OK || is_no_edit(w) || w->old == NULL ||
	    differs(w->old, w->new, "status") ||
	    !is_fixed(text_of(w->old, "status")))
		return st;
	for (i = 0; agreed[i] != NULL; i++)
		if (differs(w->old, w->new, agreed[i]))
			return refuse(w->store, w->new->id,
			    text_of(w->old, "status"), w->arena, err);
	return CRM_OK;
}

enum crm_status
contract_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (w->old == NULL || differs(w->old, w->new, "number"))
		st = crm_number_seen(
		    w->store, contract_prefix, text_of(w->new, "number"), err);
	if (st == CRM_OK)
		st = crm_lines_saved(&contract_lines_kind, w, err);
	return st == CRM_OK ? crm_consent_saved(w, err) : st;
}

enum crm_status
contract_hide(const struct crm_saving *w, struct crm_err *err)
{
	const char *id;

	if (is_no_edit(w) || !is_fixed(text_of(w->new, "status")))
		return CRM_OK;
	id = typed_id(w->arena, w->new->entity, w->new->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: it stays, with its number; crm-order contract "
	    "terminate %s ends what is signed",
	    id, (int)text_of(w->new, "status").n, text_of(w->new, "status").p,
	    id);
}

/* ---- its parts ---- */

/* Where it is one that can be edited, or was never: CRM_OK. */
static enum crm_status
check_open(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "contract");
	struct crm_record contract;
	struct crm_text status;
	enum crm_status st;

	if (is_no_edit(w) || of->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "contract"), of->i,
	    w->arena, &contract, err);
	if (st != CRM_OK)
		return st;
	status = text_of(&contract, "status");
	return is_fixed(status) ? refuse(w->store, of->i, status, w->arena, err)
				: CRM_OK;
}

enum crm_status
contract_part_save(const struct crm_saving *w, struct crm_err *err)
{
	return check_open(w, err);
}

enum crm_status
contract_part_hide(const struct crm_saving *w, struct crm_err *err)
{
	return check_open(w, err);
}

enum crm_status
contract_line_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_open(w, err);

	return st == CRM_OK ? crm_line_save(&contract_lines_kind, w, err) : st;
}

enum crm_status
contract_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = crm_line_saved(&contract_lines_kind, w, err);

	return st == CRM_OK ? crm_consent_part(w, err) : st;
}

/* ---- undo ---- */

enum crm_status
contract_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	return document_number_undo(u, contract_prefix, way, err);
}

enum crm_status
contract_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return document_void(u, "terminated", err);
}
