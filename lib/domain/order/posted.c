/*
 * What is posted stays: a delivery or a return is a document of goods that moved and of
 * what that was charged or credited.  Somebody who rewrote it, or added to it, would leave
 * those as they are; its batch is undone instead.
 */
#include "order.h"

#include <crm/domain/numbering.h>

/* ---- who posts ---- */

static bool *
posting_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(bool), &a);
}

void
order_post(struct crm_store *s, bool begin)
{
	*posting_of(s) = begin;
}

bool
order_posts(struct crm_store *s)
{
	return *posting_of(s);
}

/* Whether a write is none that could rewrite anything. */
static bool
is_let_be(const struct crm_saving *w)
{
	return w->undo || (w->old != NULL && comes_back(w->old, w->new)) ||
	    order_posts(w->store);
}

static bool
is_said(const struct crm_saving *w, const char *const *fixed)
{
	for (; *fixed != NULL; fixed++)
		if (differs(w->old, w->new, *fixed))
			return true;
	return false;
}

static enum crm_status
refuse(const struct crm_saving *w, const char *entity, int64_t id,
    struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s is posted and stays as it is: crm-admin undo of its batch "
	    "takes it back",
	    typed_id(
		w->arena, crm_dict_find(crm_store_dict(w->store), entity), id));
}

/* ---- what was posted here ---- */

#define MOVED(d) \
	"(" d ".\"move\" IS NOT NULL OR " d ".\"gross\" IS NOT NULL " \
	"OR EXISTS (SELECT 1 FROM delivery_line p WHERE p.\"part_of\" = " d \
	".\"id\" AND p.\"deleted\" IS NULL))"
#define OF_DELIVERY \
	"SELECT min(x.\"id\") FROM (SELECT d.\"id\" FROM delivery_line d " \
	"WHERE d.\"delivery\" = ? AND d.\"deleted\" IS NULL AND " MOVED( \
	    "d") " UNION ALL SELECT r.\"id\" FROM receivable r " \
		 "WHERE r.\"delivery\" = ? AND r.\"void_on\" IS NULL " \
		 "AND r.\"deleted\" IS NULL) x"
#define OF_RETURN \
	"SELECT min(x.\"id\") FROM (SELECT r.\"id\" FROM sale_return r " \
	"WHERE r.\"id\" = ? AND r.\"move\" IS NOT NULL UNION ALL " \
	"SELECT p.\"id\" FROM payment p WHERE p.\"return\" = ? " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL) x"
#define OF_ORDER_LINE \
	"SELECT min(d.\"id\") FROM delivery_line d " \
	"JOIN delivery v ON v.\"id\" = d.\"delivery\" " \
	"WHERE (d.\"order_line\" = ? OR d.\"id\" = ?) " \
	"AND d.\"deleted\" IS NULL AND v.\"deleted\" IS NULL " \
	"AND v.\"status\" = 'shipped' AND " MOVED("d")

static enum crm_status
any(struct crm_store *s, const char *sql, struct crm_value a,
    struct crm_value b, bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { a, b };
	struct crm_value n;
	enum crm_status st = crm_get_int(s, sql, v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

/* An import may put right what came from elsewhere under such a number. */
static bool
is_ours(
    const struct crm_saving *w, const struct crm_record *r, const char *prefix)
{
	return !w->import && crm_number_ours(prefix, text_of(r, "number"));
}

static enum crm_status
delivery_posted(const struct crm_saving *w, int64_t delivery, bool *yes,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(delivery);

	return any(w->store, OF_DELIVERY, id, id, yes, err);
}

static enum crm_status
return_posted(const struct crm_saving *w, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);

	*yes = is_ours(w, w->old, return_prefix);
	return *yes ? CRM_OK : any(w->store, OF_RETURN, id, id, yes, err);
}

/* ---- deliveries ---- */

/* A file does not make void what left, or came back, here. */
static bool
is_moved_by_file(const struct crm_saving *w)
{
	return w->met && differs(w->old, w->new, "status");
}

enum crm_status
delivery_stays(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "order", "shipped_on", NULL };
	enum crm_status st = CRM_OK;
	bool yes;

	if (!is_let_be(w) && w->old == NULL && !w->import)
		return crm_fail(err, CRM_RULE,
		    "what leaves is posted by crm-order ship and crm-order "
		    "order-line ship: a delivery that is typed moves and "
		    "charges nothing");
	if (is_let_be(w) || w->old == NULL ||
	    !(is_said(w, fixed) || is_moved_by_file(w)))
		return CRM_OK;
	yes = is_ours(w, w->old, delivery_prefix);
	if (!yes)
		st = delivery_posted(w, w->new->id, &yes, err);
	return st == CRM_OK && yes ? refuse(w, "delivery", w->new->id, err)
				   : st;
}

enum crm_status
delivery_hide(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if (is_let_be(w))
		return CRM_OK;
	st = delivery_posted(w, w->new->id, &yes, err);
	return st == CRM_OK && yes ? refuse(w, "delivery", w->new->id, err)
				   : st;
}

/* ---- their lines ---- */

/* What leaves for an order that is moved here is posted here. */
enum crm_status
order_ships_here(const struct crm_saving *w, int64_t order, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "order");
	const char *id = typed_id(w->arena, e, order);
	bool yes;
	enum crm_status st = moved_here(w->store, e, order, &yes, err);

	return st == CRM_OK && yes
	    ? crm_fail_field(err, CRM_RULE, "order",
		  "%s is moved here: what leaves for it is posted by crm-order "
		  "ship %s",
		  id, id)
	    : st;
}

static enum crm_status
check_order_of(
    const struct crm_saving *w, int64_t delivery, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(delivery);
	struct crm_value order;
	enum crm_status st = crm_get_int(w->store,
	    "SELECT \"order\" FROM delivery WHERE \"id\" = ?", &id, 1, &order,
	    err);

	return st == CRM_OK && order.kind == CRM_INT
	    ? order_ships_here(w, order.i, err)
	    : st;
}

static enum crm_status
line_is_new(const struct crm_saving *w, int64_t delivery, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if (!w->import)
		return crm_fail(err, CRM_RULE,
		    "what leaves is posted by crm-order ship and crm-order "
		    "order-line ship: a line that is typed moves and charges "
		    "nothing");
	st = delivery_posted(w, delivery, &yes, err);
	if (st == CRM_OK && yes)
		return refuse(w, "delivery", delivery, err);
	return st == CRM_OK ? check_order_of(w, delivery, err) : st;
}

enum crm_status
delivery_line_stays(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "delivery", "order_line",
		"quantity", "move", "part_of", NULL };
	int64_t delivery =
	    value_of(w->old != NULL ? w->old : w->new, "delivery")->i;
	enum crm_status st;
	bool yes;

	if (is_let_be(w))
		return CRM_OK;
	if (w->old == NULL)
		return line_is_new(w, delivery, err);
	if (!is_said(w, fixed))
		return CRM_OK;
	st = delivery_posted(w, delivery, &yes, err);
	return st == CRM_OK && yes ? refuse(w, "delivery", delivery, err) : st;
}

/* ---- returns ---- */

static enum crm_status
return_is_new(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *line = value_of(w->new, "order_line");
	const char *id;
	enum crm_status st;
	bool yes;

	if (!w->import)
		return crm_fail(err, CRM_RULE,
		    "what comes back is posted by crm-order order-line return: "
		    "a return that is typed moves and credits nothing");
	st = any(w->store, OF_ORDER_LINE, *line,
	    *value_of(w->new, "delivery_line"), &yes, err);
	if (st != CRM_OK || !yes)
		return st;
	id = order_line_id(w->store, w->arena, line->i);
	return crm_fail_record(err, CRM_RULE,
	    "%s has goods that left here: crm-order order-line return %s takes "
	    "them back",
	    id, id);
}

enum crm_status
return_stays(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "order", "order_line",
		"delivery_line", "returned_on", "quantity", "scrap", "exchange",
		"net", "tax", "credit", "currency", "move", NULL };
	enum crm_status st;
	bool yes;

	if (is_let_be(w))
		return CRM_OK;
	if (w->old == NULL)
		return return_is_new(w, err);
	if (!is_said(w, fixed) && !is_moved_by_file(w))
		return CRM_OK;
	st = return_posted(w, &yes, err);
	return st == CRM_OK && yes ? refuse(w, "return", w->new->id, err) : st;
}

/* Also where goods of a kit came back, whose parts moved one by one. */
enum crm_status
return_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "delivery_line");
	const struct crm_value id = crm_value_int(w->new->id);
	enum crm_status st;
	bool yes;

	if (w->undo)
		return CRM_OK;
	st = any(w->store, OF_RETURN, id, id, &yes, err);
	if (st == CRM_OK && !yes && of->kind == CRM_INT)
		st = order_has_parts(w->store, of->i, &yes, err);
	if (st != CRM_OK || !yes)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "goods came back with %s: crm-admin undo of its batch takes that "
	    "back",
	    typed_id(w->arena, w->new->entity, w->new->id));
}

/* ---- their goods ---- */

/* The line that a promise is for; id 0: it is for none. */
static enum crm_status
line_of(const struct crm_saving *w, const struct crm_record *promise,
    struct crm_record *line, struct crm_err *err)
{
	const struct crm_entity *lines = crm_dict_find(
	    crm_store_dict(w->store), "order-line");
	struct crm_text code;
	int64_t id;

	line->id = 0;
	return crm_id_split(text_of(promise, "about"), &code, &id) &&
		crm_text_is(code, lines->def->code)
	    ? crm_load(w->store, lines, id, w->arena, line, err)
	    : CRM_OK;
}

static const char *
order_of(const struct crm_saving *w, const struct crm_record *line)
{
	return typed_id(w->arena,
	    crm_dict_find(crm_store_dict(w->store), "order"),
	    value_of(line, "order")->i);
}

/* What is held for a line leaves with it, so that it counts as shipped. */
static enum crm_status
leaves_with_line(
    const struct crm_saving *w, int64_t reservation, struct crm_err *err)
{
	struct crm_record held, line;
	enum crm_status st;
	const char *id;

	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "reservation"), reservation,
	    w->arena, &held, err);
	if (st != CRM_OK || (st = line_of(w, &held, &line, err)) != CRM_OK ||
	    line.id == 0)
		return st;
	id = typed_id(w->arena, line.entity, line.id);
	return crm_fail_field(err, CRM_RULE, "reservation",
	    "%s is held for %s: crm-order ship %s ships it, crm-order "
	    "order-line ship %s this line alone",
	    typed_id(w->arena, held.entity, held.id), id, order_of(w, &line),
	    id);
}

/* What is held for a line is what it orders. */
static enum crm_status
is_held_for_line(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record line;
	enum crm_status st = line_of(w, w->old, &line, err);

	return st != CRM_OK || line.id == 0
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s is held for %s: crm-order amend %s changes what that "
		  "orders",
		  typed_id(w->arena, w->old->entity, w->old->id),
		  typed_id(w->arena, line.entity, line.id), order_of(w, &line));
}

/* What left with a line comes back with it, so that it is credited. */
static enum crm_status
comes_with_line(const struct crm_saving *w, int64_t of, struct crm_err *err)
{
	const struct crm_value move = crm_value_int(of);
	struct crm_value line;
	enum crm_status st = crm_get_int(w->store,
	    "SELECT coalesce(d.\"order_line\", k.\"order_line\") "
	    "FROM delivery_line d JOIN delivery v ON v.\"id\" = d.\"delivery\" "
	    "LEFT JOIN delivery_line k ON k.\"id\" = d.\"part_of\" "
	    "WHERE d.\"move\" = ? AND d.\"deleted\" IS NULL "
	    "AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'",
	    &move, 1, &line, err);
	const char *id;

	if (st != CRM_OK || line.kind != CRM_INT)
		return st;
	id = order_line_id(w->store, w->arena, line.i);
	return crm_fail_field(err, CRM_RULE, "of",
	    "%s was shipped for %s: crm-order order-line return %s takes it "
	    "back",
	    typed_id(w->arena, w->new->entity, of), id, id);
}

enum crm_status
order_moves(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *reservation, *of;
	struct crm_text kind;

	if (strcmp(w->new->entity->def->name, "move") != 0 &&
	    strcmp(w->new->entity->def->name, "reservation") != 0)
		return order_written(w, err);
	if (is_let_be(w))
		return CRM_OK;
	if (strcmp(w->new->entity->def->name, "reservation") == 0)
		return is_held_for_line(w, err);
	reservation = value_of(w->new, "reservation");
	of = value_of(w->new, "of");
	kind = text_of(w->new, "kind");
	if (reservation->kind == CRM_INT)
		return leaves_with_line(w, reservation->i, err);
	return of->kind == CRM_INT &&
		(crm_text_is(kind, "return") || crm_text_is(kind, "scrap"))
	    ? comes_with_line(w, of->i, err)
	    : CRM_OK;
}

/* ---- what is not posted yet ---- */

/* The draft of a next revision posts nothing: what it charges or credits once it is
 * confirmed is of that day, and what was charged before says what it was. */
enum crm_status
order_waits(struct crm_store *s, const struct crm_record *order, bool *yes,
    struct crm_err *err)
{
	struct crm_text status = text_of(order, "status");

	(void)s;
	(void)err;
	*yes = value_of(order, "confirmed_at")->kind == CRM_INT &&
	    (crm_text_is(status, "draft") || crm_text_is(status, "submitted") ||
		crm_text_is(status, "approved"));
	return CRM_OK;
}
