/*
 * Undo of moves: the ledger keeps them, and gets a row that takes them back, on
 * the same day where that is open.  Layers and levels follow from the moves.
 */
#include "stock.h"

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

enum crm_status
move_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	int64_t quantity, value;
	struct cost_part *part;
	struct crm_record r;
	enum crm_status st;
	size_t n, had;

	(void)way;
	part = turned(u, &n, &quantity, &value);
	had = n;
	value = quantity;
	if ((st = own_layers(u, &part, &n, &quantity, err)) != CRM_OK)
		return st;
	if (!worth_is_same(u, part, had, n, value))
		return used_up(u, err);
	make_row(u, &r);
	crm_record_set(&r, field_of(r.entity, "parts"),
	    crm_value_text(parts_write(u->arena, part, n)));
	return move_follow(u->store, &r, err);
}
