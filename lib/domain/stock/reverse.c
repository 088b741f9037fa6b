/*
 * Undo of moves: the ledger keeps them, and gets a row that takes them back, on
 * the same day where that is open.  Layers and levels follow from the moves.
 */
#include "stock.h"

#include <crm/base/number.h>
#include <crm/domain/period.h>

enum crm_status
kept_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)u;
	(void)err;
	*way = CRM_UNDO_STAYS;
	return CRM_OK;
}

/* A lot that moves name stays with them. */
enum crm_status
lot_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(u->now->id);
	struct crm_value n;
	enum crm_status st = crm_get_int(u->store,
	    "SELECT count(*) FROM move WHERE \"lot\" = ?", &v, 1, &n, err);

	*way = st == CRM_OK && u->born && n.i > 0 ? CRM_UNDO_STAYS
						  : CRM_UNDO_BACK;
	return st;
}

enum crm_status
move_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)err;
	*way = u->born ? CRM_UNDO_REVERSED : CRM_UNDO_BACK;
	return CRM_OK;
}

static enum crm_status
used_up(const struct crm_undoing *u, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s is used up by later moves, or cost was added to it; take it "
	    "back with: crm-stock return (sold), return-to-supplier (bought), "
	    "or a count",
	    typed_id(u->arena, u->now->entity, u->now->id));
}

/* What the move did to layers that were there, turned round. */
static struct cost_part *
turned(
    const struct crm_undoing *u, size_t *n, int64_t *quantity, int64_t *value)
{
	struct cost_part *part = parts_read(
	    u->arena, text_of(u->now, "parts"), n);
	size_t i;

	*quantity = *value = 0;
	for (i = 0; i < *n; i++) {
		part[i].quantity = -part[i].quantity;
		part[i].value = -part[i].value;
		*quantity += part[i].quantity;
		*value += part[i].value;
	}
	return part;
}

/* Its own layers, which must be as they came. */
static enum crm_status
own_layers(const struct crm_undoing *u, struct cost_part **part, size_t *n,
    int64_t *quantity, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(u->now->id);
	size_t cap = 0, i, had = *n;
	struct cost_part *list;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, whole = true;

	list = NULL;
	for (i = 0; i < had; i++) {
		list = crm_grow(u->arena, list, i, &cap, sizeof *list);
		list[i] = (*part)[i];
	}
	st = crm_sql(u->store,
	    "SELECT \"id\", \"quantity\", \"left\", \"left_value\" FROM layer "
	    "WHERE \"move\" = ? ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, of);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		list = crm_grow(u->arena, list, *n, &cap, sizeof *list);
		list[*n] = (struct cost_part){ crm_col_int(q, 0),
			-crm_col_int(q, 1), -crm_col_int(q, 3) };
		whole = whole && crm_col_int(q, 1) == crm_col_int(q, 2);
		*quantity += list[(*n)++].quantity;
	}
	*part = list;
	return st == CRM_OK && !whole ? used_up(u, err) : st;
}

/* Under FIFO its own layers are worth what it brought, unless cost was added. */
static bool
worth_is_same(const struct crm_undoing *u, const struct cost_part *part,
    size_t had, size_t n, int64_t turned_quantity)
{
	int64_t all = value_of(u->now, "quantity")->i;
	int64_t value = value_of(u->now, "value")->i, share = 0, worth = 0;
	size_t i;

	if (all <= 0 || had == n)
		return true;
	for (i = had; i < n; i++)
		worth -= part[i].value;
	if (turned_quantity != 0)
		cost_share(value, -turned_quantity, all, &share);
	return worth == 0 || worth == value - share;
}

/* The row that takes a move back. */
static void
make_row(const struct crm_undoing *u, struct crm_record *r)
{
	static const char *const same[] = { "product", "warehouse", "lot",
		"about", "reference", NULL };
	static const char *const turned_round[] = { "quantity", "value",
		"expense", "scrapped", NULL };
	const struct crm_entity *e = u->now->entity;
	const char *const *name;

	crm_record_init(r, e, u->arena);
	for (name = same; *name != NULL; name++)
		crm_record_set(r, field_of(e, *name), *value_of(u->now, *name));
	for (name = turned_round; *name != NULL; name++)
		if (value_of(u->now, *name)->kind != CRM_NULL)
			crm_record_set(r, field_of(e, *name),
			    crm_value_int(-value_of(u->now, *name)->i));
	crm_record_set(
	    r, field_of(e, "kind"), crm_value_text(CRM_TEXT("reversal")));
	crm_record_set(r, field_of(e, "moved_on"),
	    crm_value_int(crm_period_open(
		u->store, "stock", value_of(u->now, "moved_on")->i)));
	crm_record_set(r, field_of(e, "of"), crm_value_int(u->now->id));
}

/* ---- what follows from it still stands ---- */

static bool
is_kind(const struct crm_record *r, const char *kind)
{
	return crm_text_is(text_of(r, "kind"), kind);
}

static int64_t
number(const struct crm_record *r, const char *name)
{
	const struct crm_value *v = value_of(r, name);

	return v->kind == CRM_INT ? v->i : 0;
}

/* The move that a row which takes back, perhaps what took it back, is of in the end. */
static enum crm_status
first_of(
    const struct crm_undoing *u, struct crm_record *first, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	*first = *u->now;
	while (st == CRM_OK && is_kind(first, "reversal") &&
	    value_of(first, "of")->kind == CRM_INT)
		st = crm_load(u->store, first->entity, number(first, "of"),
		    u->arena, first, err);
	return st;
}

/* Goods of an issue come back once: by returns, or by an undo. */
static enum crm_status
check_back(const struct crm_undoing *u, const struct crm_record *first,
    struct crm_err *err)
{
	int64_t back = -number(u->now, "quantity") - number(u->now, "scrapped");
	bool returned = is_kind(first, "return") || is_kind(first, "scrap");
	struct crm_record issue = *first;
	int64_t quantity, value;
	enum crm_status st = CRM_OK;

	if (back <= 0 || (!returned && !is_kind(first, "issue")) ||
	    (returned && value_of(first, "of")->kind != CRM_INT))
		return CRM_OK;
	if (returned)
		st = crm_load(u->store, first->entity, number(first, "of"),
		    u->arena, &issue, err);
	if (st != CRM_OK ||
	    (st = issue_left(u->store, &issue, &quantity, &value, err)) !=
		CRM_OK ||
	    back <= quantity)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "of %s %s came back already, and %s would come back again; undo "
	    "its returns first",
	    typed_id(u->arena, issue.entity, issue.id),
	    quantity_dup(u->arena, -number(&issue, "quantity") - quantity),
	    quantity_dup(u->arena, back));
}

/* Cost that was added to what came in goes first. */
static enum crm_status
check_bare(const struct crm_undoing *u, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(u->now->id);
	struct crm_value n;
	enum crm_status st;

	if (number(u->now, "quantity") <= 0)
		return CRM_OK;
	st = crm_get_int(u->store,
	    CRM_STANDING("\"of\" = ? AND \"kind\" = 'cost'"), &of, 1, &n, err);
	return st == CRM_OK && n.i > 0 ? used_up(u, err) : st;
}

/* ---- what is worth more or less ---- */

/* All of the cost that a row is of: what it says, and what followed from it. */
static enum crm_status
cost_of_all(const struct crm_undoing *u, const struct crm_record *first,
    int64_t receipt, int64_t *all, struct crm_err *err)
{
	struct crm_record cost = *first;
	enum crm_status st = CRM_OK;

	if (number(first, "of") != receipt)
		st = crm_load(u->store, first->entity, number(first, "of"),
		    u->arena, &cost, err);
	return st == CRM_OK ? cost_whole(u->store, &cost, all, err) : st;
}

static enum crm_status
part_has_left(const struct crm_undoing *u, const struct crm_record *first,
    struct crm_err *err)
{
	const char *id = typed_id(u->arena, u->now->entity, u->now->id);
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_record receipt;
	enum crm_status st;
	int64_t all;

	if (value_of(first, "of")->kind != CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s is part of what others left at; crm-stock move add "
		    "kind=cost values what is left anew",
		    id);
	if ((st = bears_cost(u->store, first, u->arena, &receipt, err)) !=
		CRM_OK ||
	    (st = cost_of_all(u, first, receipt.id, &all, err)) != CRM_OK)
		return st;
	/* What takes it back takes all of it back. */
	if (first->id != u->now->id &&
	    number(u->now, "value") == -number(first, "value"))
		all = -all;
	crm_number_format(
	    &b, -all, crm_currency_digits(crm_store_currency(u->store)), false);
	st = crm_fail_record(err, CRM_RULE,
	    "%s is part of what others left at; crm-stock add-cost of=%s "
	    "value=%s takes it off what is left, and off their cost",
	    id, typed_id(u->arena, first->entity, receipt.id), b.data);
	crm_buf_free(&b);
	return st;
}

/* Whether what bore a cost is still there. */
static enum crm_status
is_borne(const struct crm_undoing *u, const struct goods *g,
    const struct crm_record *first, bool *yes, struct crm_err *err)
{
	const int64_t here = number(u->now, "warehouse");
	int64_t value = number(u->now, "value"), share, all, worth = 0;
	struct crm_record receipt;
	struct bearers b;
	enum crm_status st;
	size_t i;

	if ((st = bears_cost(u->store, first, u->arena, &receipt, err)) !=
		CRM_OK ||
	    (st = bearers_read(u->store, &receipt, u->arena, &b, err)) !=
		CRM_OK ||
	    (st = cost_of_all(u, first, receipt.id, &all, err)) != CRM_OK)
		return st;
	if ((all < 0) != (value < 0))
		all = -all;
	for (i = 0; i < b.n; i++)
		worth += b.one[i].warehouse == here ? b.one[i].value : 0;
	*yes = bearers_left(&b, here) > 0 &&
	    cost_share(all, bearers_left(&b, here),
		number(&receipt, "quantity"), &share) &&
	    /* Shares of several warehouses are rounded together. */
	    (value < 0 ? share - 1 <= value : share + 1 >= value) &&
	    (!g->fifo || worth - value >= 0);
	return CRM_OK;
}

/* Value that was added, or taken off, is taken back while all that bore it is there. */
static enum crm_status
check_cost(const struct crm_undoing *u, const struct crm_record *first,
    struct crm_err *err)
{
	struct goods g;
	enum crm_status st;
	bool yes = true;

	if (!is_kind(first, "cost") || number(u->now, "value") == 0)
		return CRM_OK;
	st = goods_load(u->store, number(u->now, "product"), u->arena, &g, err);
	if (st == CRM_OK && value_of(first, "of")->kind == CRM_INT)
		st = is_borne(u, &g, first, &yes, err);
	if (st == CRM_OK && yes &&
	    (!g.fifo || value_of(first, "of")->kind != CRM_INT))
		st = none_left_since(u, &yes, err);
	return st == CRM_OK && !yes ? part_has_left(u, first, err) : st;
}

static enum crm_status
check_standing(const struct crm_undoing *u, const struct crm_record *first,
    struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_back(u, first, err)) == CRM_OK &&
	    (st = check_bare(u, err)) == CRM_OK &&
	    (st = check_consumed(u, first, err)) == CRM_OK)
		st = check_cost(u, first, err);
	return st;
}

/* What filled a hole leaves it open so that what the hole was of can be taken back; where
 * that is taken back too, the hole is closed with it (hole.c), and not once more. */
static bool
opens_hole(
    const struct crm_undoing *u, const struct cost_part *turned, size_t n)
{
	return number(u->now, "quantity") == 0 && n > 0 &&
	    turned[0].quantity > 0;
}

static enum crm_status
take_back(const struct crm_undoing *u, struct crm_err *err)
{
	int64_t quantity, value;
	struct cost_part *part;
	struct crm_record first, r;
	enum crm_status st;
	size_t n, had;

	if ((st = first_of(u, &first, err)) != CRM_OK ||
	    (st = check_standing(u, &first, err)) != CRM_OK)
		return st;
	part = turned(u, &n, &quantity, &value);
	if (opens_hole(u, part, n))
		return CRM_OK;
	had = n;
	value = quantity;
	if ((st = own_layers(u, &part, &n, &quantity, err)) != CRM_OK)
		return st;
	if (!worth_is_same(u, part, had, n, value))
		return used_up(u, err);
	if (!is_kind(&first, "difference") &&
	    (st = parts_worth(u->store, u->now, u->arena, &part, &n, err)) !=
		CRM_OK)
		return st;
	make_row(u, &r);
	crm_record_set(&r, field_of(r.entity, "parts"),
	    crm_value_text(parts_write(u->arena, part, n)));
	if ((st = move_follow(u->store, &r, err)) != CRM_OK ||
	    value_of(&r, "quantity")->i == 0)
		return st;
	holes_worth_later(u->store, &r);
	return holes_close(u->store, &r, err);
}

/* What is taken back is another system's move no more: its file may bring it anew. */
static enum crm_status
give_up_ext(const struct crm_undoing *u, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_action done;

	if (text_of(u->now, "ext").n == 0)
		return CRM_OK;
	crm_record_init(&patch, u->now->entity, u->arena);
	patch.id = u->now->id;
	crm_record_set(&patch, field_of(patch.entity, "ext"),
	    (struct crm_value){ .kind = CRM_NULL });
	return crm_update(u->store, &patch, &done, err);
}

enum crm_status
move_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	enum crm_status st = take_back(u, err);

	(void)way;
	return st == CRM_OK ? give_up_ext(u, err) : st;
}
