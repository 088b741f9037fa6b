/*
 * An amendment is given up: the order says again what both sides agreed to before it,
 * line by line, as the log has it.  Nothing of it moved goods or money meanwhile, for
 * only what is confirmed does.
 */
#include "order.h"

#include <crm/domain/approval.h>
#include <crm/store/log.h>

#include <string.h>

enum crm_status
order_amended_in(struct crm_store *s, const struct crm_record *order,
    int64_t *batch, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, order->entity, order->id);
	enum crm_status st = CRM_OK;

	*batch = 0;
	if (value_of(order, "revision")->kind == CRM_INT)
		st = crm_log_since(s, order, "revision", batch, err);
	if (st == CRM_OK && *batch == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s was not amended, and has nothing to go back to: "
		    "crm-order cancel %s gives it up",
		    id, id);
	crm_arena_free(&a);
	return st;
}

/* What was said of it to whoever works on it stays; so does whose it is. */
static bool
is_agreed(const struct crm_field *f)
{
	return (f->flags & (CRM_F_READONLY | CRM_F_EXT)) == 0 &&
	    f->type != CRM_T_ID && f->type != CRM_T_TAGS &&
	    strcmp(f->name, "notes") != 0 && strcmp(f->name, "owner") != 0 &&
	    strcmp(f->name, "status") != 0;
}

static bool
is_state(const struct crm_field *f)
{
	return strcmp(f->name, "status") == 0;
}

/* What a head says beside its lines, which add up to the rest. */
static bool
is_of_head(const struct crm_field *f)
{
	static const char *const sums[] = { "amount", "net", "tax", "gross",
		"off_list", "below_floor" };
	size_t i;

	for (i = 0; i < COUNT(sums); i++)
		if (strcmp(f->name, sums[i]) == 0)
			return false;
	return is_agreed(f);
}

/* The price of a line is said with the rest, or another quantity would ask for it; what
 * it comes to follows from both, and from the discount of the whole. */
static enum crm_status
say_price(struct crm_store *s, struct crm_record *patch, struct crm_arena *a,
    struct crm_err *err)
{
	int i = crm_field_index(patch->entity, CRM_TEXT("unit_price"));
	struct crm_record now;
	enum crm_status st = CRM_OK;

	if (i < 0)
		return CRM_OK;
	if (!patch->given[i] &&
	    (st = crm_load(s, patch->entity, patch->id, a, &now, err)) ==
		CRM_OK &&
	    now.v[i].kind == CRM_INT)
		crm_record_set(patch, i, now.v[i]);
	if (patch->v[i].kind == CRM_INT)
		patch->given[crm_field_index(
		    patch->entity, CRM_TEXT("amount"))] = false;
	return st;
}

/* Net, tax and gross of a line follow from these. */
static bool
is_of_line(const struct crm_field *f)
{
	return strcmp(f->name, "amount") == 0 || is_of_head(f);
}

static enum crm_status
write_before(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t batch, bool (*takes)(const struct crm_field *f),
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, e, &a);
	patch.id = id;
	st = crm_log_before(s, &patch, batch, takes, &a, err);
	if (st == CRM_OK)
		st = say_price(s, &patch, &a, err);
	if (st == CRM_OK)
		st = crm_update(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

/* ---- its lines ---- */

struct line {
	int64_t id;
	bool came, gone; /* it was not there then; it is not there now */
};

/* Those that were written since the batch. */
static enum crm_status
lines_since(struct crm_store *s, int64_t order, int64_t batch,
    struct crm_arena *a, struct line **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"id\", \"born\", \"deleted\" FROM order_line "
	    "WHERE \"order\" = ? AND \"version\" > ? ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(order));
	crm_bind(q, 2, crm_value_int(batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct line){ crm_col_int(q, 0),
			crm_col_int(q, 1) > batch, !crm_col_null(q, 2) };
	}
	return st;
}

/* What came goes, what went comes back, and says what it said. */
static enum crm_status
line_before(struct crm_store *s, const struct crm_entity *e,
    const struct line *l, int64_t batch, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (l->came)
		return l->gone ? CRM_OK : crm_hide(s, e, l->id, err);
	if (l->gone)
		st = crm_unhide(s, e, l->id, err);
	return st == CRM_OK ? write_before(s, e, l->id, batch, is_of_line, err)
			    : st;
}

static enum crm_status
lines_before(struct crm_store *s, const struct crm_record *order, int64_t batch,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "order-line");
	struct crm_arena a = CRM_ARENA_INIT;
	struct line *l;
	enum crm_status st;
	size_t i, n;

	st = lines_since(s, order->id, batch, &a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = line_before(s, e, &l[i], batch, err);
	crm_arena_free(&a);
	return st;
}

/* ---- all of it ---- */

static enum crm_status
head_before(struct crm_store *s, const struct crm_record *order, int64_t batch,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(order->id);
	struct crm_value lines;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM order_line WHERE \"order\" = ?", &id, 1,
	    &lines, err);

	if (st != CRM_OK)
		return st;
	st = write_before(s, order->entity, order->id, batch,
	    lines.i > 0 ? is_of_head : is_agreed, err);
	/* Now, for what is confirmed stays as it is. */
	return st == CRM_OK && lines.i > 0
	    ? crm_lines_add_up(s, &order_lines_kind, order->id, err)
	    : st;
}

static enum crm_status
state_before(struct crm_store *s, const struct crm_record *order, int64_t batch,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record was, now;
	enum crm_status st;

	crm_record_init(&was, order->entity, &a);
	was.id = order->id;
	st = crm_log_before(s, &was, batch, is_state, &a, err);
	if (st == CRM_OK)
		st = crm_load(s, order->entity, order->id, &a, &now, err);
	if (st == CRM_OK)
		st = crm_consent_again(
		    s, &now, text_dup(&a, text_of(&was, "status")), err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
order_as_before(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	enum crm_status st;
	int64_t batch;

	if ((st = order_amended_in(s, order, &batch, err)) != CRM_OK ||
	    (st = lines_before(s, order, batch, err)) != CRM_OK ||
	    (st = head_before(s, order, batch, err)) != CRM_OK)
		return st;
	return state_before(s, order, batch, err);
}
