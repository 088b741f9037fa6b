/*
 * The hooks of contracts and their parts: until it is signed a contract is edited as
 * it is, and goes back to a draft by that; then it is amended.
 */
#include "contract.h"

#include "domain/document/day.h"
#include "domain/document/head.h"
#include "domain/document/numbered.h"
#include "domain/document/part.h"

#include <crm/domain/approval.h>
#include <crm/domain/line.h>
#include <crm/domain/numbering.h>
#include <crm/store/log.h>

const struct crm_lines contract_lines_kind = { .kind = "contract-line",
	.of = "contract",
	.day = "drawn_on",
	.sums_imports = true,
	.unpriced = true };

static enum crm_status
refuse(struct crm_store *s, int64_t contract, struct crm_text status,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "contract");
	struct crm_text word = word_for(e, "status", status);
	const char *id = typed_id(a, e, contract);

	return crm_text_is(status, "signed")
	    ? crm_fail_record(err, CRM_RULE,
		  "%s is signed and is not edited: crm-order contract amend "
		  "%s makes a contract that changes it",
		  id, id)
	    : crm_fail_record(err, CRM_RULE,
		  "%s is %.*s: what is over is not edited", id, (int)word.n,
		  word.p);
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

/* That nobody signed it yet, as it was. */
static enum crm_status
check_edit(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status;

	if (is_as_it_was(w) || w->old == NULL ||
	    differs(w->old, w->new, "status") || edited_later(w) == NULL)
		return CRM_OK;
	status = text_of(w->old, "status");
	return contract_is_fixed(status)
	    ? refuse(w->store, w->new->id, status, w->arena, err)
	    : contract_unsigned(w->store, w->new->id, 0, w->arena, err);
}

enum crm_status
contract_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = step_check_first(&contract_steps, w, err);

	if (st == CRM_OK)
		st = document_head(w, err);
	if (st == CRM_OK)
		st = crm_contract_hangs(w, err);
	if (st == CRM_OK)
		st = document_number_save(w, contract_prefix, "drawn_on", err);
	if (st == CRM_OK)
		st = document_day_past(w, "drawn_on", err);
	if (st == CRM_OK)
		st = crm_consent_save(w, err);
	if (st == CRM_OK)
		st = crm_lines_sum(&contract_lines_kind, w, err);
	if (st == CRM_OK)
		st = check_days(w->new, err);
	if (st == CRM_OK)
		st = check_percent(w->new, "retention", err);
	return st == CRM_OK ? check_edit(w, err) : st;
}

enum crm_status
contract_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = document_number_saved(w, contract_prefix, err);

	if (st == CRM_OK)
		st = crm_lines_saved(&contract_lines_kind, w, err);
	if (st == CRM_OK)
		st = crm_consent_saved(w, err);
	return st == CRM_OK ? contract_agreed(w, err) : st;
}

enum crm_status
contract_hide(const struct crm_saving *w, struct crm_err *err)
{
	const char *id;

	if (is_as_it_was(w) || !contract_is_fixed(text_of(w->new, "status")))
		return document_number_hide(
		    w, contract_prefix, "terminate", err);
	id = typed_id(w->arena, w->new->entity, w->new->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: it stays, with its number; crm-order contract "
	    "terminate %s ends what is signed",
	    id, (int)word_of(w->new, "status").n, word_of(w->new, "status").p,
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
	bool is_free;

	/* Of an undo see contract_part_undo. */
	st = document_part_free(w, contract_lines_kind.of, &is_free, err);
	if (st != CRM_OK || is_free || w->undo)
		return st;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "contract"), of->i,
	    w->arena, &contract, err);
	if (st != CRM_OK)
		return st;
	status = text_of(&contract, "status");
	return contract_is_fixed(status)
	    ? refuse(w->store, of->i, status, w->arena, err)
	    : contract_unsigned(w->store, of->i, 0, w->arena, err);
}

static int64_t
quantity_of(const struct crm_record *line)
{
	const struct crm_value *v = value_of(line, "quantity");

	return v->kind == CRM_INT ? v->i : 0;
}

/* No less than orders have called off already, whoever writes it. */
static enum crm_status
check_called(const struct crm_saving *w, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	int64_t left, called;

	if (w->old == NULL || !differs(w->old, w->new, "quantity"))
		return CRM_OK;
	if ((st = contract_left(w->store, w->old, 0, &left, err)) != CRM_OK)
		return st;
	called = quantity_of(w->old) - left;
	if (called <= 0 || quantity_of(w->new) >= called)
		return CRM_OK;
	crm_number_format(&b, called, CRM_DECIMAL_DIGITS, false);
	st = crm_fail_field(err, CRM_RULE, "quantity",
	    "of %s is not less than what orders call off: %s", id, b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
contract_part_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_open(w, err);

	return st == CRM_OK ? crm_consent_part_save(w, err) : st;
}

enum crm_status
contract_part_hide(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_open(w, err);

	return st == CRM_OK ? crm_consent_part_save(w, err) : st;
}

enum crm_status
contract_line_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = contract_part_save(w, err);

	if (st == CRM_OK)
		st = check_called(w, err);
	return st == CRM_OK ? crm_line_save(&contract_lines_kind, w, err) : st;
}

enum crm_status
contract_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = crm_line_saved(&contract_lines_kind, w, err);

	return st == CRM_OK ? crm_consent_part(w, err) : st;
}

/* ---- undo ---- */

/* Whether somebody has signed behind a batch. */
static enum crm_status
signed_since(const struct crm_undoing *u, bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(u->now->id),
		crm_value_int(u->born_in) };
	struct crm_value n;
	enum crm_status st = crm_get_int(u->store,
	    "SELECT count(*) FROM signature WHERE \"contract\" = ? "
	    "AND \"born\" > ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* What it said before a party signed is what that one signed. */
static enum crm_status
check_signed(const struct crm_undoing *u, struct crm_err *err)
{
	static const char *const state[] = { "status", NULL };
	bool touched = false, yes = false;
	enum crm_status st = CRM_OK;

	if (!u->born)
		st = crm_log_touched(u->store, u->now,
		    fields_that_stay(u->now->entity, u->arena), u->batch,
		    &touched, err);
	if (st == CRM_OK && !u->born && !touched)
		st = crm_log_touched(
		    u->store, u->now, state, u->batch, &touched, err);
	if (st == CRM_OK && touched)
		st = signed_since(u, &yes, err);
	return st == CRM_OK && yes
	    ? crm_fail(err, CRM_RULE, "is a part of what was signed since")
	    : st;
}

/* What signed it stays while something hangs on that. */
enum crm_status
contract_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = document_number_undo(
	    u, contract_prefix, &contract_lines_kind, way, err);
	bool signs = false;

	if (st == CRM_OK)
		st = check_signed(u, err);
	if (st == CRM_OK && value_of(u->now, "signed_on")->kind == CRM_INT)
		st = crm_log_gave(
		    u->store, u->now, "signed_on", u->batch, &signs, err);
	return st == CRM_OK && signs ? contract_unused(u->store, u->now, err)
				     : st;
}

/* An edit from before a signature is a part of what was signed. */
enum crm_status
contract_part_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_value *of = value_of(u->now, "contract");
	enum crm_status st;

	*way = CRM_UNDO_BACK;
	if (of->kind != CRM_INT)
		return CRM_OK;
	st = contract_unsigned(u->store, of->i, u->born_in, u->arena, err);
	return st == CRM_RULE
	    ? crm_fail(err, CRM_RULE, "is a part of what was signed since")
	    : st;
}

enum crm_status
contract_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return document_void(u, "terminated", err);
}
