/*
 * Buy X get Y: what a line gives is a line of its own, which costs nothing, is shipped
 * and costs us.  It follows the line that gives: by how much that gives more or less
 * than it did, so that what somebody added or took away by hand stays so.
 */
#include "line.h"

static bool *
copying(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(bool), &a);
}

void
crm_lines_copying(struct crm_store *s, bool yes)
{
	*copying(s) = yes;
}

struct given {
	int64_t document;
	int64_t product, quantity; /* 0: none */
};

static bool
is_live(const struct crm_record *line)
{
	return line != NULL && line->v[line->entity->deleted].kind == CRM_NULL;
}

/* What the rules give with a line as it is, or was. */
static enum crm_status
given_with(struct crm_store *s, const struct crm_record *line,
    const struct head *h, struct given *out, struct crm_err *err)
{
	struct crm_price_ask ask;
	struct crm_price price;
	enum crm_status st;

	/* What a contract gives is a line of it, which is called off as any other. */
	if (line_get(line, "gift").i != 0 || line_is_called_off(line) ||
	    !line_asks(line, h, &ask))
		return CRM_OK;
	st = crm_price_of(s, &ask, &price, err);
	if (st == CRM_OK && price.gift_quantity > 0) {
		out->product = price.gift;
		out->quantity = price.gift_quantity;
	}
	return st == CRM_RULE ? CRM_OK : st;
}

/* The line that gives a product away, in the product's own unit; 0: none. */
static enum crm_status
line_of(struct crm_store *s, const struct crm_lines *k,
    const struct crm_entity *e, const struct given *g, struct crm_arena *a,
    struct crm_record *out, int64_t *id, struct crm_err *err)
{
	const char *sql = crm_sprintf(a,
	    "SELECT min(\"id\") FROM \"%s\" WHERE \"%s\" = ? "
	    "AND \"product\" = ? AND \"gift\" = 1 AND \"unit\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    e->def->table, k->of);
	struct crm_value by[] = { crm_value_int(g->document),
		crm_value_int(g->product) };
	struct crm_value found;
	enum crm_status st = crm_get_int(s, sql, by, COUNT(by), &found, err);

	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return *id != 0 ? crm_load(s, e, *id, a, out, err) : st;
}

static enum crm_status
begin(struct crm_store *s, const struct crm_lines *k,
    const struct crm_entity *e, const struct given *g, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_record r;

	crm_record_init(&r, e, a);
	crm_record_set(&r, field_of(e, k->of), crm_value_int(g->document));
	line_put(&r, "product", crm_value_int(g->product));
	line_put(&r, "quantity", crm_value_int(g->quantity));
	line_put(&r, "gift", crm_value_int(1));
	return crm_insert(s, &r, err);
}

/* Gives so much more of a product, or less. */
static enum crm_status
give(struct crm_store *s, const struct crm_lines *k, const struct given *more,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), k->kind);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	int64_t id, left;

	st = line_of(s, k, e, more, &a, &now, &id, err);
	if (st != CRM_OK)
		goto out;
	left = more->quantity + (id != 0 ? line_get(&now, "quantity").i : 0);
	if (id != 0 && left > 0) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		line_put(&patch, "quantity", crm_value_int(left));
		st = crm_update(s, &patch, &done, err);
	} else if (id != 0)
		st = crm_hide(s, e, id, err);
	else if (left > 0)
		st = begin(s, k, e, more, &a, err);
out:
	crm_arena_free(&a);
	return st;
}

static bool
is_same(const struct crm_saving *w, const char *of)
{
	const char *const fields[] = { of, "product", "quantity", "unit",
		"gift", NULL };
	const char *const *f;

	if (w->old == NULL || is_live(w->old) != is_live(w->new))
		return false;
	for (f = fields; *f != NULL; f++)
		if (!crm_value_eq(line_get(w->old, *f), line_get(w->new, *f)))
			return false;
	return true;
}

/* What a line gives in the document that it is, or was, of. */
static enum crm_status
give_with(const struct crm_lines *k, struct crm_store *s,
    const struct crm_record *line, int sign, struct given *g,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct head h;
	enum crm_status st;

	*g = (struct given){ 0 };
	if (!is_live(line) || line_get(line, k->of).kind != CRM_INT)
		return CRM_OK;
	st = head_load(s, k, line_get(line, k->of).i, &a, &h, err);
	if (st == CRM_OK)
		st = given_with(s, line, &h, g, err);
	g->document = h.id;
	g->quantity *= sign;
	crm_arena_free(&a);
	/* The whole goes, and its lines with it. */
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
gift_follow(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	struct given was, is;
	enum crm_status st;

	if (*copying(w->store) || is_same(w, k->of))
		return CRM_OK;
	if ((st = give_with(k, w->store, w->old, -1, &was, err)) != CRM_OK ||
	    (st = give_with(k, w->store, w->new, 1, &is, err)) != CRM_OK)
		return st;
	if (was.product == is.product && was.document == is.document) {
		is.quantity += was.quantity;
		was.quantity = 0;
	}
	if (was.quantity != 0)
		st = give(w->store, k, &was, err);
	if (st == CRM_OK && is.quantity != 0)
		st = give(w->store, k, &is, err);
	return st;
}
