/* A move behind its row: its layers, its level, and the moves that follow. */
#include "stock.h"

#include <string.h>

static bool
given(const struct crm_record *r, const char *name)
{
	return value_of(r, name)->kind != CRM_NULL;
}

void
move_of_move(struct crm_record *r, const struct crm_record *of,
    const char *kind, struct crm_arena *a)
{
	static const char *const same[] = { "moved_on", "product", "warehouse",
		"lot", "about", "reference", "destination", NULL };
	const char *const *name;

	crm_record_init(r, of->entity, a);
	for (name = same; *name != NULL; name++)
		crm_record_set(
		    r, field_of(r->entity, *name), *value_of(of, *name));
	crm_record_set(
	    r, field_of(r->entity, "kind"), crm_value_text(crm_text_of(kind)));
	crm_record_set(r, field_of(r->entity, "of"), crm_value_int(of->id));
}

/* What filled a hole cost other than it had been thought to. */
static enum crm_status
book_difference(struct crm_store *s, const struct crm_record *move,
    int64_t difference, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	move_of_move(&r, move, "difference", &a);
	crm_record_set(
	    &r, field_of(r.entity, "value"), crm_value_int(difference));
	st = move_follow(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* What left one warehouse arrives in the other. */
static enum crm_status
arrive(struct crm_store *s, const struct crm_record *move, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	move_of_move(&r, move, "transfer", &a);
	crm_record_set(
	    &r, field_of(r.entity, "warehouse"), *value_of(move, "to"));
	crm_record_set(&r, field_of(r.entity, "quantity"),
	    crm_value_int(-value_of(move, "quantity")->i));
	crm_record_set(&r, field_of(r.entity, "value"),
	    crm_value_int(-value_of(move, "value")->i));
	st = move_follow(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* A line of a purchase that has come. */
static enum crm_status
keep_received(
    struct crm_store *s, int64_t line, int64_t quantity, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase-line");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;

	if ((st = crm_lock(s, e, line, err)) == CRM_OK &&
	    (st = crm_load(s, e, line, &a, &now, err)) == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = line;
		crm_record_set(&patch, field_of(e, "received"),
		    crm_value_int(value_of(&now, "received")->i + quantity));
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* Promises follow what is there: an issue fulfils one, what comes goes to those
 * that wait, what a count misses is taken from the last.  What an undo brings back goes
 * first to those whose promises it brings back, and what it leaves over-promised is
 * refused by the level. */
static enum crm_status
keep_promises(struct crm_store *s, const struct desk *d,
    const struct crm_record *move, struct crm_err *err)
{
	int64_t quantity = value_of(move, "quantity")->i;
	bool back = crm_text_is(text_of(move, "kind"), "reversal");

	if (given(move, "reservation") && quantity < 0)
		return reserve_ship(
		    s, value_of(move, "reservation")->i, -quantity, err);
	if (back && quantity < 0 && d->g.tracking != TRACK_NONE)
		crm_later(s, level_lasts,
		    crm_dict_find(crm_store_dict(s), "level"), d->l.id);
	if (back && quantity > 0)
		crm_later(s, level_stays,
		    crm_dict_find(crm_store_dict(s), "level"), d->l.id);
	if (back && quantity > 0)
		return reserve_fill_later(s, d->g.id, d->p.id, err);
	if (!back && quantity != 0)
		return reserve_settle(s, &d->g, d->p.id, err);
	return CRM_OK;
}

enum crm_status
move_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_record *move = w->new;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_store *s = w->store;
	int64_t quantity = value_of(move, "quantity")->i, difference;
	bool received = given(move, "purchase_line");
	struct desk *d;
	enum crm_status st;

	if (w->old != NULL)
		return CRM_OK;
	days_add(s, move);
	if ((st = desk_load(s, value_of(move, "product")->i,
		 value_of(move, "warehouse")->i, &a, &d, err)) == CRM_OK &&
	    (st = layers_apply(s, &d->g, &d->l, move, &difference, err)) ==
		CRM_OK)
		st = level_add(s, &d->l, move, err);
	if (st == CRM_OK && difference != 0) {
		st = book_difference(s, move, difference, err);
		d->booked += w->import ? difference : 0;
	}
	if (st == CRM_OK && quantity < 0 &&
	    crm_text_is(text_of(move, "kind"), "transfer")) {
		if (w->import)
			crm_later(s, transfer_arrived, move->entity, move->id);
		else
			st = arrive(s, move, err);
	}
	if (st == CRM_OK && crm_text_is(text_of(move, "kind"), "cost") &&
	    given(move, "of"))
		st = cost_follows(s, move, err);
	if (st == CRM_OK && received && quantity != 0)
		st = keep_received(
		    s, value_of(move, "purchase_line")->i, quantity, err);
	/* Rows that it hid before are told to nobody. */
	if (w->undo)
		desk_unsure(s, move);
	if (st == CRM_OK)
		st = keep_promises(s, d, move, err);
	crm_arena_free(&a);
	return st;
}
