/* What comes of a contract: one that changes it, one that follows it, an order. */
#include "contract.h"

#include "domain/document/copy.h"

static const struct document_lines_of lines = { "contract-line", "contract" };
static const struct document_lines_of order_lines = { "order-line", "order" };

/* What belongs to the one contract alone. */
static const char *const own[] = { "number", "status", "status_reason",
	"revision", "amends", "renews", "signed_on", "closed_on", "archive_no",
	"quote", "ext", NULL };

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* How many contracts name it by a field, deleted ones among them: their numbers were
 * given. */
static enum crm_status
count_of(struct crm_store *s, struct crm_arena *a, const char *field,
    int64_t contract, int64_t *n, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract);
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    crm_sprintf(
		a, "SELECT count(*) FROM contract WHERE \"%s\" = ?", field),
	    &id, 1, &found, err);

	*n = st == CRM_OK ? found.i : 0;
	return st;
}

/* CT-20261121-0001-A1: the first amendment. */
static enum crm_status
number_amendment(struct crm_store *s, const struct crm_record *contract,
    struct crm_record *r, struct crm_arena *a, struct crm_err *err)
{
	struct crm_text number = text_of(contract, "number");
	enum crm_status st;
	int64_t n;

	st = count_of(s, a, "amends", contract->id, &n, err);
	if (st == CRM_OK && number.n > 0)
		put(r, "number",
		    crm_value_text(crm_text_of(crm_sprintf(a, "%.*s-A%lld",
			(int)number.n, number.p, (long long)n + 1))));
	return st;
}

/* It has the same parties and terms, and no lines: what it adds or takes off is said
 * by its own. */
enum crm_status
contract_amendment(struct crm_store *s, const struct crm_record *contract,
    int64_t *id, struct crm_err *err)
{
	static const char *const sums[] = { "amount", "net", "tax", "gross",
		"discount", "body", NULL };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;
	size_t i;

	crm_record_init(&r, contract->entity, &a);
	document_copy(&r, contract, own);
	for (i = 0; sums[i] != NULL; i++) {
		int at = field_of(r.entity, sums[i]);

		r.v[at] = CRM_VALUE_NULL;
		r.given[at] = false;
	}
	put(&r, "amends", crm_value_int(contract->id));
	put(&r, "drawn_on", crm_value_int(crm_store_clock(s)->today));
	if ((st = number_amendment(s, contract, &r, &a, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

/* ---- renewed ---- */

/* Whether a day is so many months behind another; of a month that has no such day it is
 * the first of the next. */
static bool
is_months_on(int64_t day, int64_t from, int months)
{
	int64_t on = crm_date_add_months(from, months);
	bool cut = crm_date_ymd(on).d != crm_date_ymd(from).d;

	return on == day || (cut && on + 1 == day);
}

/* As long again, behind its last day: whole months where it was so. */
static void
set_term(struct crm_record *r, const struct crm_record *contract)
{
	const struct crm_value *from = value_of(contract, "starts_on");
	const struct crm_value *to = value_of(contract, "ends_on");
	int64_t start, end;
	int months;

	if (from->kind != CRM_INT || to->kind != CRM_INT)
		return;
	start = to->i + 1;
	end = to->i + (start - from->i);
	for (months = 1; months <= 1200; months++)
		if (is_months_on(start, from->i, months)) {
			end = crm_date_add_months(start, months) - 1;
			break;
		}
	put(r, "starts_on", crm_value_int(start));
	put(r, "ends_on", crm_value_int(end));
}

/* One contract stands behind it, and not two for the same time. */
static enum crm_status
check_not_renewed(struct crm_store *s, const struct crm_record *contract,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract->id);
	struct crm_value found;
	const char *next;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM contract WHERE \"renews\" = ? "
	    "AND \"deleted\" IS NULL AND \"status\" <> 'terminated'",
	    &id, 1, &found, err);

	if (st != CRM_OK || found.kind != CRM_INT)
		return st;
	next = typed_id(a, contract->entity, found.i);
	return crm_fail_record(err, CRM_RULE,
	    "%s renews %s already: crm-order contract renew %s makes the one "
	    "behind that",
	    next, typed_id(a, contract->entity, contract->id), next);
}

enum crm_status
contract_renewal(struct crm_store *s, const struct crm_record *contract,
    int64_t *id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	if ((st = check_not_renewed(s, contract, &a, err)) != CRM_OK)
		goto out;
	crm_record_init(&r, contract->entity, &a);
	document_copy(&r, contract, own);
	put(&r, "renews", crm_value_int(contract->id));
	put(&r, "drawn_on", crm_value_int(crm_store_clock(s)->today));
	set_term(&r, contract);
	if ((st = document_own_rate(s, &r, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	if (st == CRM_OK)
		st = document_copy_lines(
		    s, &lines, contract->id, &lines, r.id, NULL, NULL, err);
	*id = r.id;
out:
	crm_arena_free(&a);
	return st;
}

/* ---- called off ---- */

/* Whom it is sold through, and how, is the quote's that the contract was made of: it has
 * neither itself. */
static enum crm_status
put_way(struct crm_store *s, const struct crm_record *contract,
    struct crm_record *order, struct crm_arena *a, struct crm_err *err)
{
	static const char *const way[] = { "channel", "partner" };
	const struct crm_value *id = value_of(contract, "quote");
	struct crm_record quote;
	enum crm_status st;
	size_t i;

	if (id->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(s, crm_dict_find(crm_store_dict(s), "quote"), id->i, a,
	    &quote, err);
	for (i = 0; st == CRM_OK && i < COUNT(way); i++)
		if (value_of(&quote, way[i])->kind != CRM_NULL)
			put(order, way[i], *value_of(&quote, way[i]));
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

static enum crm_status
insert_order(struct crm_store *s, const struct crm_record *contract,
    struct crm_arena *a, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, a);
	document_copy(&r, contract, own);
	put(&r, "contract", crm_value_int(contract->id));
	put(&r, "ordered_on", crm_value_int(crm_store_clock(s)->today));
	if ((st = put_way(s, contract, &r, a, err)) == CRM_OK &&
	    (st = document_own_rate(s, &r, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	*id = r.id;
	return st;
}

/* What is left of a row without a quantity, such as what takes off the whole. */
static enum crm_status
row_left(struct crm_store *s, const struct crm_record *row, int64_t *left,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(row->id);
	const struct crm_value *amount = value_of(row, "amount");
	struct crm_value called;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(l.\"amount\") AS BIGINT) FROM order_line l "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE l.\"contract_line\" = ? AND l.\"deleted\" IS NULL "
	    "AND o.\"deleted\" IS NULL AND o.\"status\" <> 'cancelled'",
	    &id, 1, &called, err);

	*left = (amount->kind == CRM_INT ? amount->i : 0) -
	    (st == CRM_OK && called.kind == CRM_INT ? called.i : 0);
	return st;
}

static bool
is_row(const struct crm_record *line)
{
	return value_of(line, "quantity")->kind == CRM_NULL;
}

struct calling {
	struct crm_store *s;
	size_t n;
};

/* A row goes with the goods that are left. */
static enum crm_status
call_row(struct calling *c, struct crm_record *line,
    const struct crm_record *from, bool *take, struct crm_err *err)
{
	int64_t left;
	enum crm_status st = row_left(c->s, from, &left, err);

	*take = st == CRM_OK && left != 0;
	if (*take) {
		put(line, "contract_line", crm_value_int(from->id));
		put(line, "amount", crm_value_int(left));
	}
	return st;
}

/* A line of which something is left, for that. */
static enum crm_status
call_line(void *ctx, struct crm_record *line, const struct crm_record *from,
    bool *take, struct crm_err *err)
{
	struct calling *c = ctx;
	int64_t left;
	enum crm_status st;

	if (is_row(from))
		return call_row(c, line, from, take, err);
	st = contract_left(c->s, from, 0, &left, err);
	*take = st == CRM_OK && left > 0;
	if (!*take)
		return st;
	put(line, "contract_line", crm_value_int(from->id));
	put(line, "quantity", crm_value_int(left));
	c->n++;
	return CRM_OK;
}

enum crm_status
contract_order(struct crm_store *s, const struct crm_record *contract,
    int64_t *id, struct crm_err *err)
{
	struct calling c = { .s = s };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if ((st = insert_order(s, contract, &a, id, err)) == CRM_OK &&
	    (st = document_copy_lines(s, &lines, contract->id, &order_lines,
		 *id, call_line, &c, err)) == CRM_OK &&
	    c.n == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s has nothing left to call off",
		    typed_id(&a, contract->entity, contract->id));
	crm_arena_free(&a);
	return st;
}

/* Which order the batch has made for a contract already. */
struct made {
	int64_t contract, order;
	struct made *next;
};

/* The order that lines of a contract go onto. */
static enum crm_status
find_order(struct crm_store *s, const struct crm_record *contract,
    int64_t *order, struct crm_err *err)
{
	static const char owner;
	struct crm_arena *keep, a = CRM_ARENA_INIT;
	struct made **list = crm_batch_memory(
	    s, &owner, sizeof(struct made *), &keep);
	struct made *m;
	enum crm_status st;

	for (m = *list; m != NULL; m = m->next)
		if (m->contract == contract->id) {
			*order = m->order;
			return CRM_OK;
		}
	if ((st = insert_order(s, contract, &a, order, err)) == CRM_OK) {
		m = crm_alloc_n(keep, 1, sizeof *m);
		*m = (struct made){ contract->id, *order, *list };
		*list = m;
	}
	crm_arena_free(&a);
	return st;
}

/* Only rows: the goods are others' already. */
static enum crm_status
call_rows(void *ctx, struct crm_record *line, const struct crm_record *from,
    bool *take, struct crm_err *err)
{
	*take = false;
	return is_row(from) ? call_row(ctx, line, from, take, err) : CRM_OK;
}

static enum crm_status
goods_left(
    struct crm_store *s, int64_t contract, bool *any, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM contract_line c WHERE c.\"contract\" = ? "
	    "AND c.\"deleted\" IS NULL AND c.\"quantity\" > coalesce((SELECT "
	    "sum(l.\"quantity\" - coalesce(l.\"cancelled\", 0)) "
	    "FROM order_line l JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE l.\"contract_line\" = c.\"id\" AND l.\"deleted\" IS NULL "
	    "AND o.\"deleted\" IS NULL AND o.\"status\" <> 'cancelled'), 0)",
	    &id, 1, &n, err);

	*any = st == CRM_OK && n.i > 0;
	return st;
}

/* What takes the last of the goods takes the rows too. */
static enum crm_status
take_rows(struct crm_store *s, const struct crm_record *contract, int64_t order,
    struct crm_err *err)
{
	struct calling c = { .s = s };
	bool any;
	enum crm_status st = goods_left(s, contract->id, &any, err);

	return st == CRM_OK && !any
	    ? document_copy_lines(s, &lines, contract->id, &order_lines, order,
		  call_rows, &c, err)
	    : st;
}

enum crm_status
crm_contract_call_off(struct crm_store *s, int64_t id, int64_t quantity,
    int64_t *order, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "contract-line");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record line, contract, r;
	enum crm_status st;

	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &a, &line, err)) != CRM_OK ||
	    (st = crm_load(s, crm_dict_find(d, "contract"),
		 value_of(&line, "contract")->i, &a, &contract, err)) != CRM_OK)
		goto out;
	if (quantity == 0 &&
	    (st = contract_left(s, &line, 0, &quantity, err)) != CRM_OK)
		goto out;
	if (quantity <= 0) {
		st = crm_fail_record(err, CRM_RULE,
		    "%s has nothing left to call off", typed_id(&a, e, id));
		goto out;
	}
	if ((st = find_order(s, &contract, order, err)) != CRM_OK)
		goto out;
	crm_record_init(&r, crm_dict_find(d, "order-line"), &a);
	put(&r, "order", crm_value_int(*order));
	put(&r, "contract_line", crm_value_int(id));
	put(&r, "quantity", crm_value_int(quantity));
	if ((st = crm_insert(s, &r, err)) == CRM_OK)
		st = take_rows(s, &contract, *order, err);
out:
	crm_arena_free(&a);
	return st;
}
