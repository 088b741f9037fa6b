/*
 * What people say of goods, made moves: lots by their numbers, the lot that expires
 * first where none is named.
 */
#include "stock.h"

#include <string.h>

/* ---- a move ---- */

/* What is the same of all moves of a line. */
struct posting {
	struct crm_store *s;
	const struct crm_stock_line *line;
	struct said said;
	int64_t of;
	struct crm_arena a;
	void (*each)(void *ctx, int64_t move);
	void *ctx;
};

static void
set(struct crm_record *r, const char *name, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, name), v);
}

static void
set_id(struct crm_record *r, const char *name, int64_t id)
{
	if (id != 0)
		crm_record_set(r, field_of(r->entity, name), crm_value_int(id));
}

static bool
goes_out(const char *kind)
{
	return strcmp(kind, "issue") == 0 ||
	    strcmp(kind, "supplier-return") == 0 ||
	    strcmp(kind, "transfer") == 0;
}

/* The sum that the line gives: what the goods are worth; of goods that go back to
 * the supplier what that gives for them. */
static void
set_value(struct posting *p, struct crm_record *r)
{
	if (p->said.value.kind == CRM_NULL)
		return;
	set(r,
	    strcmp(p->said.kind, "supplier-return") == 0 ? "expense" : "value",
	    p->said.value);
}

static enum crm_status
post(struct posting *p, int64_t lot, int64_t quantity, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(p->s), "move");
	const struct crm_stock_line *l = p->line;
	bool scrap = strcmp(p->said.kind, "scrap") == 0;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &p->a);
	set(&r, "kind", crm_value_text(crm_text_of(p->said.kind)));
	set(&r, "moved_on", crm_value_int(p->said.day));
	set_id(&r, "product", p->said.g.id);
	set_id(&r, "warehouse", p->said.warehouse);
	set(&r, scrap ? "scrapped" : "quantity",
	    crm_value_int(goes_out(p->said.kind) ? -quantity : quantity));
	set_value(p, &r);
	set_id(&r, "lot", lot);
	set_id(&r, "of", p->of);
	set_id(&r, "to", l->to);
	set_id(&r, "destination", l->destination);
	set_id(&r, "reservation", l->reservation);
	set_id(&r, "purchase_line", l->purchase_line);
	set(&r, "about", crm_value_text(l->about));
	set(&r, "reference", crm_value_text(l->reference));
	set(&r, "reason", crm_value_text(l->reason));
	set(&r, "notes", crm_value_text(l->notes));
	if ((st = crm_insert(p->s, &r, err)) == CRM_OK)
		p->each(p->ctx, r.id);
	return st;
}

/* ---- what comes back ---- */

static bool
comes_back_by_none(const struct posting *p)
{
	return p->of == 0 &&
	    (strcmp(p->said.kind, "return") == 0 ||
		strcmp(p->said.kind, "scrap") == 0);
}

/* Nobody says by which issue it left: by those that are still out. */
static enum crm_status
post_back(struct posting *p, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(p->s), "move");
	struct still_out *out;
	struct crm_record r;
	enum crm_status st;
	size_t i, n;

	crm_record_init(&r, e, &p->a);
	set(&r, "kind", crm_value_text(crm_text_of(p->said.kind)));
	set(&r, "moved_on", crm_value_int(p->said.day));
	set_id(&r, "product", p->said.g.id);
	set_id(&r, "warehouse", p->said.warehouse);
	set_id(&r, "lot", p->said.lot);
	set(&r, "quantity", crm_value_int(p->said.quantity));
	set(&r, "about", crm_value_text(p->line->about));
	st = issues_out(p->s, &r, p->said.quantity, &p->a, &out, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		p->of = out[i].move;
		st = post(p, p->said.lot, out[i].quantity, err);
	}
	return st;
}

/* ---- lots ---- */

/* Whether all that ever moved of a lot was taken back: what is known of it is of
 * nothing. */
static enum crm_status
is_void(struct crm_store *s, int64_t lot, bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(lot), crm_value_int(lot) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM move a WHERE a.\"lot\" = ? AND NOT EXISTS "
	    "(SELECT 1 FROM move m WHERE m.\"lot\" = ? "
	    "AND m.\"kind\" <> 'reversal' AND " CRM_MOVE_STANDS("m") ")",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
set_expires(struct posting *p, int64_t lot, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(p->s), "lot");
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, &p->a);
	patch.id = lot;
	set(&patch, "expires_on", p->line->expires_on);
	return crm_update(p->s, &patch, &done, err);
}

/* What a line says of the day on which a lot expires holds of one that is there. */
static enum crm_status
check_expires(struct posting *p, int64_t lot, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(p->s), "lot");
	const char *id, *day;
	struct crm_value there;
	struct crm_record r;
	enum crm_status st;
	bool nothing;

	if (p->line->expires_on.kind == CRM_NULL)
		return CRM_OK;
	if ((st = crm_load(p->s, e, lot, &p->a, &r, err)) != CRM_OK)
		return st;
	there = *value_of(&r, "expires_on");
	if (crm_value_eq(there, p->line->expires_on))
		return CRM_OK;
	if ((st = is_void(p->s, lot, &nothing, err)) != CRM_OK)
		return st;
	if (nothing && strcmp(p->said.kind, "receipt") == 0)
		return set_expires(p, lot, err);
	id = typed_id(&p->a, e, lot);
	day = date_dup(&p->a, p->line->expires_on.i);
	return there.kind == CRM_NULL
	    ? crm_fail_field(err, CRM_RULE, "expires",
		  "%s is there already, and does not expire; crm-stock lot set "
		  "%s expires_on=%s changes that",
		  text_dup(&p->a, p->line->lot), id, day)
	    : crm_fail_field(err, CRM_RULE, "expires",
		  "%s is there already, and expires on %s; crm-stock lot set "
		  "%s expires_on=%s changes that",
		  text_dup(&p->a, p->line->lot), date_dup(&p->a, there.i), id,
		  day);
}

static enum crm_status
not_by_lots(const struct posting *p, const char *field, struct crm_err *err)
{
	return crm_fail_field(err, CRM_RULE, field,
	    "%s is not kept by lots; crm-stock set %s tracking=lot changes "
	    "that",
	    p->said.g.name, p->said.g.name);
}

/* A number that no lot has. */
static enum crm_status
no_lot(struct posting *p, struct crm_err *err)
{
	const int64_t today = crm_store_clock(p->s)->today;
	const struct lack lack = { .g = &p->said.g,
		.warehouse = p->said.warehouse,
		.by_lot = true,
		.until = p->said.day > today ? p->said.day : today };
	const char *more = "";
	enum crm_status st = goes_out(p->said.kind)
	    ? stock_elsewhere(p->s, &lack, &p->a, &more, err)
	    : CRM_OK;

	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_NOTFOUND, "lot", "there is no %s of %s%s",
		  text_dup(&p->a, p->line->lot), p->said.g.name, more);
}

/* The lot of a number; one that comes in is made where there is none. */
static enum crm_status
find_lot(struct posting *p, int64_t *lot, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(p->s), "lot");
	const struct crm_value v[] = { crm_value_int(p->said.g.id),
		crm_value_text(crm_fold_dup(&p->a, p->line->lot)) };
	struct crm_value id;
	struct crm_record r;
	enum crm_status st;

	if (p->said.g.tracking == TRACK_NONE)
		return not_by_lots(p, "lot", err);
	st = crm_get_int(p->s,
	    "SELECT \"id\" FROM lot WHERE \"product\" = ? AND "
	    "\"number_f\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &id, err);
	if (st == CRM_OK && id.kind == CRM_INT) {
		*lot = id.i;
		return check_expires(p, id.i, err);
	}
	if (st != CRM_OK)
		return st;
	if (strcmp(p->said.kind, "receipt") != 0)
		return no_lot(p, err);
	crm_record_init(&r, e, &p->a);
	set_id(&r, "product", p->said.g.id);
	set(&r, "number", crm_value_text(p->line->lot));
	set(&r, "expires_on", p->line->expires_on);
	st = crm_insert(p->s, &r, err);
	*lot = r.id;
	return st;
}

static enum crm_status
post_by_expiry(struct posting *p, struct crm_err *err)
{
	const struct lack lack = { .g = &p->said.g,
		.warehouse = p->said.warehouse };
	int64_t left = p->said.quantity, q;
	struct lot_left *pick;
	enum crm_status st;
	struct place place;
	const char *more;
	size_t i, n;

	st = lots_lasting(p->s, p->said.g.id, p->said.warehouse,
	    p->said.day + p->said.days_left, &p->a, &pick, &n, err);
	for (i = 0; i < n && left > 0 && st == CRM_OK; i++) {
		q = pick[i].left < left ? pick[i].left : left;
		st = post(p, pick[i].lot, q, err);
		left -= q;
	}
	if (st != CRM_OK || left == 0 ||
	    (st = place_load(p->s, p->said.warehouse, &p->a, &place, err)) !=
		CRM_OK ||
	    (st = stock_elsewhere(p->s, &lack, &p->a, &more, err)) != CRM_OK)
		return st;
	return p->said.days_left > 0
	    ? crm_fail(err, CRM_RULE,
		  "%s: %s are to leave %s, %s that last %lld days more are "
		  "there%s",
		  p->said.g.name, quantity_dup(&p->a, p->said.quantity),
		  place.name, quantity_dup(&p->a, p->said.quantity - left),
		  (long long)p->said.days_left, more)
	    : crm_fail(err, CRM_RULE,
		  "%s: %s are to leave %s, %s that have not expired are "
		  "there%s",
		  p->said.g.name, quantity_dup(&p->a, p->said.quantity),
		  place.name, quantity_dup(&p->a, p->said.quantity - left),
		  more);
}

/* What is held is so by what the day has made of it: of what has expired nothing is. */
static enum crm_status
settle_promise(
    struct posting *p, const struct crm_stock_line *l, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(p->s);
	struct crm_record r;
	struct goods g;
	enum crm_status st;

	if (l->reservation == 0 || l->quantity.kind != CRM_NULL)
		return CRM_OK;
	if ((st = crm_load(p->s, crm_dict_find(d, "reservation"),
		 l->reservation, &p->a, &r, err)) != CRM_OK ||
	    (st = crm_lock(p->s, crm_dict_find(d, "product"),
		 value_of(&r, "product")->i, err)) != CRM_OK ||
	    (st = goods_load(
		 p->s, value_of(&r, "product")->i, &p->a, &g, err)) != CRM_OK)
		return st;
	return reserve_settle(p->s, &g, value_of(&r, "warehouse")->i, err);
}

enum crm_status
crm_stock_post(struct crm_store *s, const struct crm_stock_line *line,
    void (*each)(void *ctx, int64_t move), void *ctx, struct crm_err *err)
{
	struct crm_stock_line l = *line;
	struct posting p = { .s = s,
		.line = &l,
		.a = CRM_ARENA_INIT,
		.each = each,
		.ctx = ctx };
	const struct crm_entity *product = crm_dict_find(
	    crm_store_dict(s), "product");
	enum crm_status st;

	if (l.scrap)
		l.kind = "scrap";
	p.of = l.of;
	if ((st = settle_promise(&p, &l, err)) == CRM_OK)
		st = stock_said(s, &l, &p.a, &p.said, err);
	/* What is chosen below must still be there when it is written. */
	if (st == CRM_OK)
		st = crm_lock(s, product, p.said.g.id, err);
	if (st == CRM_OK && goes_out(p.said.kind))
		st = reserve_settle(s, &p.said.g, p.said.warehouse, err);
	if (st == CRM_OK && l.lot.n > 0)
		st = find_lot(&p, &p.said.lot, err);
	else if (st == CRM_OK && l.expires_on.kind != CRM_NULL &&
	    p.said.g.tracking == TRACK_NONE)
		st = not_by_lots(&p, "expires", err);
	if (st == CRM_OK && p.said.g.tracking != TRACK_NONE &&
	    strcmp(p.said.kind, "issue") == 0)
		st = lot_days(s, &l, &p.a, &p.said, err);
	if (st == CRM_OK)
		st = comes_back_by_none(&p) ? post_back(&p, err)
		    : p.said.lot == 0 && p.said.g.tracking != TRACK_NONE &&
			goes_out(p.said.kind)
		    ? post_by_expiry(&p, err)
		    : post(&p, p.said.lot, p.said.quantity, err);
	crm_arena_free(&p.a);
	return st;
}
