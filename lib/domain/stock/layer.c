/* Layers: read for costing, and changed by what a move does. */
#include "stock.h"

#include <crm/base/number.h>

#include <stdlib.h>
#include <string.h>

static const char *
layers_sql(const struct layer_ask *ask)
{
#define LAYERS \
	"SELECT \"id\", \"left\", \"left_value\" FROM layer WHERE " \
	"\"product\" = ? AND \"warehouse\" = ? AND \"open\" = 1 AND "
	return ask->move != 0 ? LAYERS
	    "\"move\" = ? AND \"left\" > 0 ORDER BY \"since\", \"id\""
	    : ask->lot != 0 ? LAYERS
	    "\"lot\" = ? AND \"left\" > 0 ORDER BY \"since\", \"id\""
	    : ask->holes  ? LAYERS "\"left\" < 0 ORDER BY \"since\", \"id\""
	    : ask->newest ? LAYERS
	    "\"left\" > 0 ORDER BY \"since\" DESC, \"id\" DESC"
			  : LAYERS "\"left\" > 0 ORDER BY \"since\", \"id\"";
#undef LAYERS
}

/* CRM_NOTFOUND: these are more than the batch keeps. */
static enum crm_status
read_known(struct crm_store *s, const struct layer_ask *ask, int64_t quantity,
    struct crm_arena *a, struct cost_layer **out, size_t *n,
    struct crm_err *err)
{
	struct desk *x = desk_at(s, ask->product, ask->warehouse);
	enum crm_status st;

	if (x == NULL)
		return CRM_NOTFOUND;
	if (open_read(x, quantity, a, out, n))
		return CRM_OK;
	st = open_learn(s, x, err);
	return st != CRM_OK                     ? st
	    : open_read(x, quantity, a, out, n) ? CRM_OK
						: CRM_NOTFOUND;
}

enum crm_status
layers_read(struct crm_store *s, const struct layer_ask *ask, int64_t quantity,
    struct crm_arena *a, struct cost_layer **out, size_t *n,
    struct crm_err *err)
{
	int64_t one = ask->move != 0 ? ask->move : ask->lot;
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	if (one == 0 && !ask->holes && !ask->newest &&
	    (st = read_known(s, ask, quantity, a, out, n, err)) != CRM_NOTFOUND)
		return st;
	if ((st = crm_sql(s, layers_sql(ask), &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(ask->product));
	crm_bind(q, 2, crm_value_int(ask->warehouse));
	if (one != 0)
		crm_bind(q, 3, crm_value_int(one));
	while (quantity > 0 && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct cost_layer *l;

		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		l = &(*out)[(*n)++];
		*l = (struct cost_layer){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2) };
		quantity -= l->left < 0 ? -l->left : l->left;
	}
	if (st == CRM_OK)
		crm_reset(q);
	return st;
}

/* ---- parts, as a move keeps them ---- */

static void
write_int(struct crm_buf *b, int64_t i)
{
	crm_number_format(b, i, 0, false);
}

struct crm_text
parts_write(struct crm_arena *a, const struct cost_part *p, size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text text = { NULL, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			crm_buf_char(&b, ' ');
		write_int(&b, p[i].layer);
		crm_buf_char(&b, ':');
		write_int(&b, p[i].quantity);
		crm_buf_char(&b, ':');
		write_int(&b, p[i].value);
	}
	if (b.len > 0)
		text = (struct crm_text){ crm_strndup(a, b.data, b.len),
			b.len };
	crm_buf_free(&b);
	return text;
}

static bool
read_int(char **p, char end, int64_t *out)
{
	char *behind;

	*out = strtoll(*p, &behind, 10);
	if (behind == *p || (*behind != end && *behind != '\0'))
		return false;
	*p = behind + (*behind == end);
	return true;
}

struct cost_part *
parts_read(struct crm_arena *a, struct crm_text text, size_t *n)
{
	char *p = crm_strndup(a, text.n == 0 ? "" : text.p, text.n);
	struct cost_part *part = NULL, one;
	size_t cap = 0;

	*n = 0;
	while (*p != '\0' && read_int(&p, ':', &one.layer) &&
	    read_int(&p, ':', &one.quantity) && read_int(&p, ' ', &one.value)) {
		part = crm_grow(a, part, *n, &cap, sizeof *part);
		part[(*n)++] = one;
	}
	return part;
}

/* ---- what a move does ---- */

/* CRM_RULE where it would leave more of a layer than came, or less than
 * nothing. */
static enum crm_status
check_left(struct crm_store *s, const struct crm_record *layer, int64_t left,
    int64_t value, struct crm_arena *a, struct crm_err *err)
{
	int64_t quantity = value_of(layer, "quantity")->i;
	const struct crm_entity *m = crm_dict_find(crm_store_dict(s), "move");
	bool within = quantity >= 0 ? left >= 0 && left <= quantity
				    : left <= 0 && left >= quantity;

	if (within && (left != 0 || value == 0))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is used up by later moves; take it back with: crm-stock return "
	    "(sold), return-to-supplier (bought), or a count",
	    typed_id(a, m, value_of(layer, "move")->i));
}

static enum crm_status
take_part(struct crm_store *s, const struct goods *g,
    const struct cost_part *part, const struct crm_record *now,
    struct crm_record *patch, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	int64_t left = value_of(now, "left")->i + part->quantity;
	/* Under average cost what is there has no worth of its own, and what came in
	 * then has none. */
	bool worth = g->fifo || value_of(now, "quantity")->i < 0;
	int64_t value = worth ? part->value : 0;
	enum crm_status st;

	if (worth && value_of(now, "left_value")->kind != CRM_NULL)
		value += value_of(now, "left_value")->i;
	if ((st = check_left(s, now, left, value, a, err)) != CRM_OK)
		return st;
	crm_record_init(patch, e, a);
	patch->id = now->id;
	crm_record_set(patch, field_of(e, "left"), crm_value_int(left));
	if (worth)
		crm_record_set(
		    patch, field_of(e, "left_value"), crm_value_int(value));
	crm_record_set(patch, field_of(e, "open"), crm_value_int(left != 0));
	return CRM_OK;
}

static enum crm_status
apply_part(struct crm_store *s, const struct goods *g,
    const struct cost_part *part, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "layer");
	const struct crm_record *kept = crm_kept(s, e, part->layer);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st = CRM_OK;

	if (kept == NULL)
		st = crm_load(s, e, part->layer, &a, &now, err);
	if (st == CRM_OK)
		st = take_part(
		    s, g, part, kept != NULL ? kept : &now, &patch, &a, err);
	if (st == CRM_OK && kept == NULL)
		st = crm_update_loaded(s, &now, &patch, &done, err);
	else if (st == CRM_OK) {
		crm_keep(s, &patch);
		open_follow(s, kept);
	}
	crm_arena_free(&a);
	return st;
}

/* A new layer of a move: of a lot and a day, so many, for so much. */
static enum crm_status
new_layer(struct crm_store *s, const struct goods *g,
    const struct crm_record *move, int64_t since, int64_t quantity,
    int64_t value, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "layer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "product"), crm_value_int(g->id));
	crm_record_set(
	    &r, field_of(e, "warehouse"), *value_of(move, "warehouse"));
	crm_record_set(&r, field_of(e, "lot"), *value_of(move, "lot"));
	crm_record_set(&r, field_of(e, "since"), crm_value_int(since));
	crm_record_set(&r, field_of(e, "quantity"), crm_value_int(quantity));
	crm_record_set(&r, field_of(e, "left"), crm_value_int(quantity));
	if (g->fifo || quantity < 0)
		crm_record_set(
		    &r, field_of(e, "left_value"), crm_value_int(value));
	crm_record_set(&r, field_of(e, "open"), crm_value_int(1));
	crm_record_set(&r, field_of(e, "move"), crm_value_int(move->id));
	st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* What came in by a transfer keeps its layers and their age; what filled holes is
 * the oldest of it, and what was lacking where it left is of its own day. */
static enum crm_status
carry_layers(struct crm_store *s, const struct goods *g,
    const struct crm_record *move, int64_t quantity, int64_t value,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "layer");
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t skip = value_of(move, "quantity")->i - quantity, q, v;
	struct crm_record out, from;
	struct cost_part *part;
	enum crm_status st;
	size_t i, n;

	st = crm_load(s, move->entity, value_of(move, "of")->i, &a, &out, err);
	if (st != CRM_OK)
		goto done;
	part = parts_read(&a, text_of(&out, "parts"), &n);
	for (i = 0; i < n && quantity > 0 && st == CRM_OK; i++) {
		q = -part[i].quantity;
		if (skip >= q) {
			skip -= q;
			continue;
		}
		v = -part[i].value;
		if (skip > 0 || v > value) {
			cost_share(v, q - skip, q, &v);
			q -= skip;
			skip = 0;
		}
		if (q >= quantity)
			v = value;
		st = crm_load(s, e, part[i].layer, &a, &from, err);
		if (st == CRM_OK)
			st = new_layer(s, g, move, value_of(&from, "since")->i,
			    q, g->fifo ? v : 0, err);
		quantity -= q;
		value -= v;
	}
	if (quantity > 0 && st == CRM_OK)
		st = new_layer(s, g, move, value_of(move, "moved_on")->i,
		    quantity, value, err);
done:
	crm_arena_free(&a);
	return st;
}

/* What the new layer of a move is worth: what it brought less what filled holes;
 * of a hole what was missing of what left. */
static int64_t
fresh_value(const struct level *before, const struct crm_record *move,
    int64_t quantity, int64_t filled, int64_t parts_value)
{
	int64_t value = value_of(move, "value")->i, share = 0;
	int64_t all = value_of(move, "quantity")->i;

	if (quantity < 0)
		return before->pool.fifo       ? value - parts_value
		    : before->pool.on_hand > 0 ? value + before->pool.value
					       : value;
	if (filled > 0)
		cost_share(value, filled, all, &share);
	return value - share;
}

enum crm_status
layers_apply(struct crm_store *s, const struct goods *g,
    const struct level *before, const struct crm_record *move,
    int64_t *difference, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t all = value_of(move, "quantity")->i, fresh = all, worth;
	int64_t parts_value = 0;
	struct cost_part *part;
	enum crm_status st = CRM_OK;
	size_t i, n;

	*difference = 0;
	part = parts_read(&a, text_of(move, "parts"), &n);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = apply_part(s, g, &part[i], err);
		fresh -= part[i].quantity;
		parts_value += part[i].value;
	}
	if (st == CRM_OK && fresh != 0) {
		worth = fresh_value(before, move, fresh,
		    all > 0 ? all - fresh : 0, parts_value);
		st = all > 0 &&
			crm_text_is(text_of(move, "kind"), "transfer") &&
			value_of(move, "of")->kind == CRM_INT
		    ? carry_layers(s, g, move, fresh, worth, err)
		    : new_layer(s, g, move, value_of(move, "moved_on")->i,
			  fresh, worth, err);
	} else
		worth = 0;
	/* What filled holes had been thought to cost, less what it cost. */
	if (all > 0 && fresh != all &&
	    !crm_text_is(text_of(move, "kind"), "reversal"))
		*difference = parts_value -
		    (value_of(move, "value")->i - worth);
	crm_arena_free(&a);
	return st;
}
