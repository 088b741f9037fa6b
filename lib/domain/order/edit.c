/*
 * What may be edited in which state: until it is agreed to an order is edited as it
 * is; later only what does not change what was agreed, until it is amended.  What has
 * left bounds what a line may become.
 */
#include "order.h"

#include "domain/document/day.h"
#include "domain/document/head.h"
#include "domain/document/numbered.h"
#include "domain/document/part.h"
#include "domain/document/partner.h"

#include <crm/domain/approval.h>
#include <crm/domain/contract.h>
#include <crm/domain/line.h>

static enum crm_status
lines_imported(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	(void)e;
	return crm_lines_add_up(s, &order_lines_kind, id, err);
}

const struct crm_lines order_lines_kind = { .kind = "order-line",
	.of = "order",
	.day = "ordered_on",
	.imported = lines_imported,
	.unpriced = true };

/* Whether an order in a state was agreed to in this book, or given up here: what came
 * finished is history, and is put right as any record is. */
static enum crm_status
is_fixed_in(struct crm_store *s, int64_t order, struct crm_text status,
    bool was_confirmed, bool *yes, struct crm_err *err)
{
	bool over = crm_text_is(status, "closed") ||
	    crm_text_is(status, "cancelled");

	*yes = crm_text_is(status, "confirmed") ||
	    crm_text_is(status, "on_hold") || (was_confirmed && over);
	return *yes || !over
	    ? CRM_OK
	    : moved_here(s, crm_dict_find(crm_store_dict(s), "order"), order,
		  yes, err);
}

static enum crm_status
refuse(struct crm_store *s, int64_t order, struct crm_text status,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_text word = word_for(e, "status", status);
	const char *id = typed_id(a, e, order);

	if (crm_text_is(status, "closed") || crm_text_is(status, "cancelled"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s: what is over is not edited", id, (int)word.n,
		    word.p);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: crm-order amend %s makes it a draft of the next "
	    "revision, which can be edited",
	    id, (int)word.n, word.p, id);
}

/* ---- orders ---- */

/* What has left, was charged or is invoiced is of whom it was for. */
static const char *const of_whom[] = { "customer", "currency", "rate", "seller",
	NULL };

/* "DV1", the first that is there; NULL: none. */
static enum crm_status
first_of(const struct crm_saving *w, const char *kind, const char *sql,
    const char **id, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(w->new->id);
	struct crm_value n;
	enum crm_status st;

	if (*id != NULL)
		return CRM_OK;
	st = crm_get_int(w->store, sql, &order, 1, &n, err);
	if (st == CRM_OK && n.kind == CRM_INT)
		*id = typed_id(w->arena,
		    crm_dict_find(crm_store_dict(w->store), kind), n.i);
	return st;
}

/* Where it says nothing of one yet, it may; but a contract may stand for what it is
 * charged. */
static bool
whom_differs(const struct crm_saving *w)
{
	size_t i;

	if (differs(w->old, w->new, "contract"))
		return true;
	for (i = 0; of_whom[i] != NULL; i++)
		if (value_of(w->old, of_whom[i])->kind != CRM_NULL &&
		    differs(w->old, w->new, of_whom[i]))
			return true;
	return false;
}

static enum crm_status
check_whom(const struct crm_saving *w, struct crm_err *err)
{
	const char *by = NULL, *id;
	enum crm_status st;

	if (w->old == NULL || is_as_it_was(w) || !whom_differs(w))
		return CRM_OK;
	st = first_of(w, "delivery",
	    "SELECT min(\"id\") FROM delivery WHERE \"order\" = ? "
	    "AND \"status\" = 'shipped' AND \"deleted\" IS NULL",
	    &by, err);
	if (st == CRM_OK)
		st = first_of(w, "receivable",
		    "SELECT min(\"id\") FROM receivable WHERE \"order\" = ? "
		    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL",
		    &by, err);
	if (st == CRM_OK)
		st = first_of(w, "invoice",
		    "SELECT min(\"id\") FROM invoice WHERE \"order\" = ? "
		    "AND \"status\" <> 'void' AND \"deleted\" IS NULL",
		    &by, err);
	if (st != CRM_OK || by == NULL)
		return st;
	id = typed_id(w->arena, w->new->entity, w->new->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is there: the customer, the contract, the currency, its rate and the seller of %s stay; "
	    "crm-order close %s rest=yes cancels what is left, and another "
	    "order has it for somebody else",
	    by, id, id);
}

/* How far it has come here no file says. */
static enum crm_status
check_came(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const days[] = { "shipped_on", "confirmed_at",
		"closed_on" };
	const struct crm_entity *e = w->new->entity;
	enum crm_status st = CRM_OK;
	bool moved = false;
	size_t i;

	for (i = 0; w->met && i < COUNT(days) && st == CRM_OK; i++) {
		if (!differs(w->old, w->new, days[i]))
			continue;
		st = moved_here(w->store, e, w->new->id, &moved, err);
		if (st == CRM_OK && moved)
			st = crm_fail_field(err, CRM_RULE, days[i],
			    "of %s stays: it is moved here, by verbs",
			    typed_id(w->arena, e, w->new->id));
	}
	return st;
}

/* An undo leads into confirmed by the same gate as the steps. */
static enum crm_status
check_back(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text is = text_of(w->new, "status");

	if (!w->undo || w->old == NULL || !differs(w->old, w->new, "status") ||
	    (!crm_text_is(is, "confirmed") &&
		(!crm_text_is(is, "on_hold") ||
		    crm_text_is(text_of(w->old, "status"), "confirmed"))))
		return CRM_OK;
	return order_credit_check(w->store, w->new, err);
}

/* Whether somebody edits an order that was agreed to, or is over. */
static enum crm_status
is_fixed(const struct crm_saving *w, bool *yes, struct crm_err *err)
{
	*yes = false;
	return w->old == NULL || is_as_it_was(w) ||
		comes_back(w->old, w->new) ||
		differs(w->old, w->new, "status") ||
		order_puts(w->store, w->new)
	    ? CRM_OK
	    : is_fixed_in(w->store, w->new->id, text_of(w->old, "status"),
		  value_of(w->old, "confirmed_at")->kind == CRM_INT, yes, err);
}

enum crm_status
order_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;
	bool fixed = false;

	st = is_fixed(w, &fixed, err);
	if (st == CRM_OK && fixed && edited_later(w) != NULL)
		return refuse(w->store, w->new->id, text_of(w->old, "status"),
		    w->arena, err);
	if (st == CRM_OK)
		st = step_check_first(&order_steps, w, err);
	if (st == CRM_OK)
		st = check_came(w, err);
	if (st == CRM_OK)
		st = order_charged_by(w, err);
	if (st == CRM_OK)
		st = document_head(w, err);
	if (st == CRM_OK)
		st = document_number_save(w, order_prefix, "ordered_on", err);
	if (st == CRM_OK)
		st = check_whom(w, err);
	if (st == CRM_OK)
		st = document_day_past(w, "ordered_on", err);
	if (st == CRM_OK)
		st = document_day_past(w, "shipped_on", err);
	if (st == CRM_OK)
		st = document_partner(w, err);
	if (st == CRM_OK)
		st = crm_lines_sum(&order_lines_kind, w, err);
	if (st == CRM_OK)
		st = crm_contract_kept(w, err);
	if (st == CRM_OK)
		st = crm_contract_hangs(w, err);
	if (st == CRM_OK)
		st = check_back(w, err);
	return st == CRM_OK ? crm_consent_save(w, err) : st;
}

/* A document with a number stays: one that is missing would have to be explained. */
enum crm_status
order_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status");
	struct crm_text word = word_of(w->new, "status");
	const char *id;

	/* What is over says that it is, whether it ever was confirmed or not. */
	if (is_as_it_was(w) ||
	    (!crm_text_is(status, "confirmed") &&
		!crm_text_is(status, "on_hold") &&
		value_of(w->new, "confirmed_at")->kind == CRM_NULL))
		return document_number_hide(w, order_prefix, "cancel", err);
	id = typed_id(w->arena, w->new->entity, w->new->id);
	if (crm_text_is(status, "cancelled") || crm_text_is(status, "closed"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s and stays, with its number", id, (int)word.n,
		    word.p);
	return crm_fail_record(err, CRM_RULE,
	    "%s was confirmed and is %.*s: it stays, with its number; "
	    "crm-order cancel %s takes it back where nothing was shipped",
	    id, (int)word.n, word.p, id);
}

/* ---- lines ---- */

/* The state of an order that is not edited any more; empty where it is. */
static enum crm_status
fixed_state(struct crm_store *s, int64_t order, struct crm_arena *a,
    struct crm_text *status, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_text is;
	enum crm_status st;
	bool row, confirmed, fixed;

	*status = (struct crm_text){ NULL, 0 };
	st = crm_sql(s,
	    "SELECT \"status\", \"confirmed_at\" FROM sale_order "
	    "WHERE \"id\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(order));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	is = crm_text_of(text_dup(a, crm_col_text(q, 0)));
	confirmed = !crm_col_null(q, 1);
	crm_reset(q);
	st = is_fixed_in(s, order, is, confirmed, &fixed, err);
	if (st == CRM_OK && fixed)
		*status = is;
	return st;
}

/* Its order must be one that can be edited. */
static enum crm_status
check_open(const struct crm_saving *w, const struct crm_record *line,
    struct crm_err *err)
{
	const struct crm_value *order = value_of(line, "order");
	struct crm_text status;
	enum crm_status st;

	if (order->kind != CRM_INT)
		return CRM_OK;
	st = fixed_state(w->store, order->i, w->arena, &status, err);
	return st == CRM_OK && status.n > 0
	    ? refuse(w->store, order->i, status, w->arena, err)
	    : st;
}

/* What has left for a line. */
static enum crm_status
shipped_of(struct crm_store *s, int64_t line, int64_t *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(line);
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(d.\"quantity\") AS BIGINT) FROM delivery_line d "
	    "JOIN delivery v ON v.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
	    "AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'",
	    &id, 1, &sum, err);

	*out = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

static enum crm_status
check_shipped(const struct crm_saving *w, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	const struct crm_value *quantity = value_of(w->new, "quantity");
	int64_t shipped;
	enum crm_status st = shipped_of(w->store, w->new->id, &shipped, err);

	if (st != CRM_OK || shipped == 0)
		return st;
	if (differs(w->old, w->new, "product") ||
	    differs(w->old, w->new, "order") ||
	    differs(w->old, w->new, "drop_ship"))
		return crm_fail_record(err, CRM_RULE,
		    "%s of %s have left: it stays the line that it is",
		    quantity_dup(w->arena, shipped), id);
	if (quantity->kind != CRM_INT || quantity->i < shipped)
		return crm_fail_field(err, CRM_RULE, "quantity",
		    "of %s is not less than what has left: %s", id,
		    quantity_dup(w->arena, shipped));
	return CRM_OK;
}

static enum crm_status
check_edit(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;
	bool is_free;

	if (w->old != NULL && !comes_back(w->old, w->new) &&
	    edited_later(w) == NULL)
		return CRM_OK;
	st = document_part_free(w, order_lines_kind.of, &is_free, err);
	if (st != CRM_OK || is_free)
		return st;
	if (w->old == NULL || w->undo || comes_back(w->old, w->new))
		return check_open(w, w->new, err);
	if ((st = check_open(w, w->old, err)) == CRM_OK &&
	    (st = check_open(w, w->new, err)) == CRM_OK)
		st = check_shipped(w, err);
	return st;
}

/* Nothing is served before it begins. */
static enum crm_status
check_served(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *from = value_of(w->new, "starts_on");
	const struct crm_value *until = value_of(w->new, "ends_on");

	if (w->undo || from->kind != CRM_INT || until->kind != CRM_INT ||
	    until->i >= from->i)
		return CRM_OK;
	return w->old == NULL || differs(w->old, w->new, "starts_on") ||
		differs(w->old, w->new, "ends_on")
	    ? crm_fail_field(err, CRM_RULE, "ends_on", "is before starts_on")
	    : CRM_OK;
}

enum crm_status
order_line_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = order_line_reached(w, err);

	if (st == CRM_OK)
		st = check_edit(w, err);
	if (st == CRM_OK)
		st = order_line_charged_by(w, err);
	if (st == CRM_OK)
		st = crm_consent_part_save(w, err);
	if (st == CRM_OK)
		st = check_served(w, err);
	if (st == CRM_OK)
		st = crm_contract_called(w, err);
	return st == CRM_OK ? crm_line_save(&order_lines_kind, w, err) : st;
}

enum crm_status
order_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = crm_line_saved(&order_lines_kind, w, err);

	if (st == CRM_OK)
		st = crm_contract_joined(w, err);
	return st == CRM_OK ? crm_consent_part(w, err) : st;
}

enum crm_status
order_lines_saved(const struct crm_saving *w, struct crm_err *err)
{
	return crm_lines_saved(&order_lines_kind, w, err);
}

enum crm_status
order_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status;
	enum crm_status st;
	bool is_free;

	if ((st = crm_consent_part_save(w, err)) == CRM_OK)
		st = document_part_free(w, order_lines_kind.of, &is_free, err);
	if (st != CRM_OK || is_free)
		return st;
	st = fixed_state(
	    w->store, value_of(w->new, "order")->i, w->arena, &status, err);
	if (st != CRM_OK)
		return st;
	/* What goes with its order was judged there. */
	return crm_text_is(status, "confirmed") ||
		crm_text_is(status, "on_hold")
	    ? refuse(
		  w->store, value_of(w->new, "order")->i, status, w->arena, err)
	    : CRM_OK;
}
