/* Deliveries once they are made: what is imported of them, what stays, what is undone. */
#include "order.h"

#include "domain/document/day.h"
#include "domain/document/numbered.h"

#include <crm/domain/numbering.h>

const char delivery_prefix[] = "DN";

const struct reached_by order_voided[] = { { "void", "crm-admin undo" },
	{ NULL, NULL } };

/* Nothing of it has come back before it left. */
static enum crm_status
check_returns(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(w->new->id),
		*value_of(w->new, "shipped_on") };
	struct crm_value back;
	enum crm_status st;

	if (w->old == NULL || w->undo || v[1].kind != CRM_INT ||
	    !differs(w->old, w->new, "shipped_on"))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT min(r.\"id\") FROM sale_return r JOIN delivery_line d "
	    "ON d.\"id\" = r.\"delivery_line\" WHERE d.\"delivery\" = ? "
	    "AND r.\"returned_on\" < ? AND r.\"status\" = 'received' "
	    "AND r.\"deleted\" IS NULL",
	    v, COUNT(v), &back, err);
	return st != CRM_OK || back.kind != CRM_INT
	    ? st
	    : crm_fail_field(err, CRM_RULE, "shipped_on",
		  "is behind the day on which goods of it came back with RT%lld",
		  (long long)back.i);
}

/* Nobody signs for what has not left; an import has what is. */
static enum crm_status
check_signed(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *left = value_of(w->new, "shipped_on");
	const struct crm_value *on = value_of(w->new, "signed_on");

	if (is_as_it_was(w) || on->kind != CRM_INT || left->kind != CRM_INT ||
	    on->i >= left->i)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "signed_on",
	    "%s is before it left, on %s", date_dup(w->arena, on->i),
	    date_dup(w->arena, left->i));
}

/* A file has what was shipped of orders that were confirmed once: of one that was
 * cancelled nothing was, nor of one that still is a draft or waits. */
static enum crm_status
check_state(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "order");
	static const char *const before[] = { "draft", "submitted",
		"approved" };
	const struct crm_value *of = value_of(w->new, "order");
	struct crm_record order;
	struct crm_text word;
	enum crm_status st;
	size_t i;

	if (!w->import || of->kind != CRM_INT ||
	    (w->old != NULL && !differs(w->old, w->new, "order")))
		return CRM_OK;
	st = crm_load(w->store, e, of->i, w->arena, &order, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	word = word_of(&order, "status");
	if (crm_text_is(text_of(&order, "status"), "cancelled"))
		return crm_fail_field(err, CRM_RULE, "order",
		    "%s is %.*s: nothing of it left",
		    typed_id(w->arena, e, order.id), (int)word.n, word.p);
	for (i = 0; i < COUNT(before); i++)
		if (crm_text_is(text_of(&order, "status"), before[i]))
			return crm_fail_field(err, CRM_RULE, "order",
			    "%s is %.*s, and ships once it is confirmed: what "
			    "was shipped elsewhere is of an order that came as "
			    "confirmed or closed",
			    typed_id(w->arena, e, order.id), (int)word.n,
			    word.p);
	return order_ships_here(w, order.id, err);
}

/* Nothing leaves before its order. */
static enum crm_status
check_ordered(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "order");
	const struct crm_value *day = value_of(w->new, "shipped_on");
	const struct crm_value *ordered;
	struct crm_record order;
	enum crm_status st;

	if (w->old != NULL || w->import || w->undo || of->kind != CRM_INT ||
	    day->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "order"), of->i, w->arena,
	    &order, err);
	if (st != CRM_OK)
		return st;
	ordered = value_of(&order, "ordered_on");
	return ordered->kind != CRM_INT || ordered->i <= day->i
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "shipped_on",
		  "%s is before %s was ordered, on %s",
		  date_dup(w->arena, day->i),
		  typed_id(w->arena, order.entity, order.id),
		  date_dup(w->arena, ordered->i));
}

enum crm_status
delivery_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_reached(w, order_voided, err);

	if (st == CRM_OK)
		st = document_day_past(w, "shipped_on", err);
	if (st == CRM_OK)
		st = document_day_past(w, "signed_on", err);
	if (st == CRM_OK)
		st = check_state(w, err);
	if (st == CRM_OK)
		st = check_returns(w, err);
	if (st == CRM_OK)
		st = check_signed(w, err);
	if (st == CRM_OK)
		st = delivery_stays(w, err);
	return st == CRM_OK ? check_ordered(w, err) : st;
}

/* An import brings numbers too. */
enum crm_status
delivery_saved(const struct crm_saving *w, struct crm_err *err)
{
	return document_number_saved(w, delivery_prefix, err);
}

/* Something leaves, and no less than came back. */
static enum crm_status
check_quantity(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *quantity = value_of(w->new, "quantity");
	const struct crm_value v[] = { *value_of(w->new, "order_line"),
		*value_of(w->new, "order_line"), crm_value_int(w->new->id) };
	struct crm_value least;
	enum crm_status st;

	if (w->undo || order_posts(w->store) ||
	    (w->old != NULL && !differs(w->old, w->new, "quantity")))
		return CRM_OK;
	if (quantity->kind != CRM_INT || quantity->i <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if (w->old == NULL)
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT CAST(coalesce((SELECT sum(r.\"quantity\") "
	    "FROM sale_return r WHERE r.\"order_line\" = ? "
	    "AND r.\"deleted\" IS NULL AND r.\"status\" = 'received'), 0) - "
	    "coalesce((SELECT sum(d.\"quantity\") FROM delivery_line d "
	    "JOIN delivery e ON e.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = ? AND d.\"id\" <> ? "
	    "AND d.\"deleted\" IS NULL AND e.\"deleted\" IS NULL "
	    "AND e.\"status\" = 'shipped'), 0) AS BIGINT)",
	    v, COUNT(v), &least, err);
	return st != CRM_OK || quantity->i >= least.i
	    ? st
	    : crm_fail_field(err, CRM_RULE, "quantity",
		  "of %s is not less than what came back: %s",
		  typed_id(w->arena, w->new->entity, w->new->id),
		  quantity_dup(w->arena, least.i));
}

/* Every line is of a line of the order, or of a kit in the delivery. */
enum crm_status
delivery_line_save(const struct crm_saving *w, struct crm_err *err)
{
	bool of_line = value_of(w->new, "order_line")->kind == CRM_INT;
	enum crm_status st;

	if (!of_line && value_of(w->new, "part_of")->kind == CRM_NULL)
		return crm_fail_field(
		    err, CRM_INVALID, "order_line", "is needed");
	st = delivery_line_stays(w, err);
	if (st == CRM_OK)
		st = check_quantity(w, err);
	return st == CRM_OK && of_line && w->old == NULL && !w->import
	    ? order_keep_charge(w, err)
	    : st;
}

/* Whether goods left with a line of a delivery. */
static enum crm_status
has_left(struct crm_store *s, const struct crm_record *line, bool *yes,
    struct crm_err *err)
{
	*yes = value_of(line, "move")->kind == CRM_INT;
	return *yes ? CRM_OK : order_has_parts(s, line->id, yes, err);
}

/* Goods that left stay so; what was only told of them may go. */
enum crm_status
delivery_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "delivery");
	enum crm_status st = CRM_OK;
	bool left = false;

	if (!w->undo && value_of(w->new, "gross")->kind == CRM_INT)
		left = true;
	else if (!w->undo)
		st = has_left(w->store, w->new, &left, err);
	if (st != CRM_OK || !left)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "goods left the stock with %s: crm-admin undo of its batch takes "
	    "them back",
	    typed_id(w->arena, e, value_of(w->new, "delivery")->i));
}

/* A delivery whose batch is undone keeps its number, if that is ours, and is void. */
enum crm_status
delivery_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(u->now->id);
	struct crm_value back;
	enum crm_status st;

	*way = CRM_UNDO_BACK;
	if (!u->born || text_of(u->now, "number").n == 0)
		return CRM_OK;
	st = crm_get_int(u->store,
	    "SELECT min(r.\"id\") FROM sale_return r JOIN delivery_line d "
	    "ON d.\"id\" = r.\"delivery_line\" WHERE d.\"delivery\" = ? "
	    "AND r.\"status\" = 'received' AND r.\"deleted\" IS NULL",
	    &id, 1, &back, err);
	if (st == CRM_OK && back.kind == CRM_INT)
		st = crm_fail_record(err, CRM_RULE,
		    "goods of %s came back with RT%lld: crm-admin undo of its "
		    "batch takes that back first",
		    typed_id(u->arena, u->now->entity, u->now->id),
		    (long long)back.i);
	/* Another system's number leaves no gap in ours. */
	if (crm_number_ours(delivery_prefix, text_of(u->now, "number")))
		*way = CRM_UNDO_VOIDED;
	return st;
}

enum crm_status
delivery_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return order_put(u->store, "delivery", u->now->id, "status",
	    crm_value_text(CRM_TEXT("void")), err);
}

/* Its lines stay with it. */
enum crm_status
delivery_line_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	bool left = false;
	enum crm_status st = u->born ? has_left(u->store, u->now, &left, err)
				     : CRM_OK;

	*way = left ? CRM_UNDO_STAYS : CRM_UNDO_BACK;
	return st;
}
