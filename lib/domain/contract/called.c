/* What orders call off the lines of contracts. */
#include "contract.h"

#include <crm/domain/document.h>

#include <string.h>

enum crm_status
contract_left(struct crm_store *s, const struct crm_record *line, int64_t but,
    int64_t *left, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(line->id),
		crm_value_int(but) };
	const struct crm_value *quantity = value_of(line, "quantity");
	struct crm_value called;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(l.\"quantity\" - coalesce(l.\"cancelled\", 0)) "
	    "AS BIGINT) FROM order_line l JOIN sale_order o "
	    "ON o.\"id\" = l.\"order\" WHERE l.\"contract_line\" = ? "
	    "AND l.\"id\" <> ? AND l.\"deleted\" IS NULL "
	    "AND o.\"deleted\" IS NULL AND o.\"status\" <> 'cancelled'",
	    v, COUNT(v), &called, err);

	*left = (quantity->kind == CRM_INT ? quantity->i : 0) -
	    (st == CRM_OK && called.kind == CRM_INT ? called.i : 0);
	return st;
}

enum crm_status
contract_unused(
    struct crm_store *s, const struct crm_record *contract, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(contract->id),
		crm_value_int(contract->id) };
	enum crm_status st;
	struct crm_stmt *q;
	bool row;

	st = crm_sql(s,
	    "SELECT (SELECT min(o.\"id\") FROM sale_order o "
	    "JOIN order_line l ON l.\"order\" = o.\"id\" "
	    "JOIN contract_line c ON c.\"id\" = l.\"contract_line\" "
	    "WHERE c.\"contract\" = ? AND l.\"deleted\" IS NULL "
	    "AND o.\"deleted\" IS NULL AND o.\"status\" <> 'cancelled'), "
	    "(SELECT min(x.\"id\") FROM contract x WHERE x.\"amends\" = ? "
	    "AND x.\"deleted\" IS NULL AND x.\"status\" <> 'terminated')",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 0))
		st = crm_fail(err, CRM_RULE,
		    "is called off by O%lld: that is cancelled first",
		    (long long)crm_col_int(q, 0));
	else if (!crm_col_null(q, 1))
		st = crm_fail(err, CRM_RULE,
		    "is amended by CTR%lld: that is deleted or terminated "
		    "first",
		    (long long)crm_col_int(q, 1));
	crm_reset(q);
	return st;
}

/* ---- an order line that calls something off ---- */

struct call {
	struct crm_store *s;
	struct crm_arena *a;
	const struct crm_record *called; /* the line of the order */
	const char *id;                  /* of the contract */
	bool keeps; /* the order is edited, and has the line */
	struct crm_record line, contract, order;
};

static enum crm_status
load_contract(struct call *c, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(c->s);
	const struct crm_entity *lines = crm_dict_find(d, "contract-line");
	int64_t id = value_of(c->called, "contract_line")->i;
	enum crm_status st;

	/* Two who call off the last of it wait for each other. */
	if ((st = crm_lock(c->s, lines, id, err)) != CRM_OK ||
	    (st = crm_load(c->s, lines, id, c->a, &c->line, err)) != CRM_OK ||
	    (st = crm_load(c->s, crm_dict_find(d, "contract"),
		 value_of(&c->line, "contract")->i, c->a, &c->contract, err)) !=
		CRM_OK)
		return st;
	c->id = typed_id(c->a, c->contract.entity, c->contract.id);
	return CRM_OK;
}

static enum crm_status
load(struct call *c, struct crm_err *err)
{
	enum crm_status st = load_contract(c, err);

	return st == CRM_OK
	    ? crm_load(c->s, crm_dict_find(crm_store_dict(c->s), "order"),
		  value_of(c->called, "order")->i, c->a, &c->order, err)
	    : st;
}

/* Whether another that is signed goes on with it. */
static enum crm_status
is_renewed(const struct call *c, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(c->contract.id);
	struct crm_value n;
	enum crm_status st = crm_get_int(c->s,
	    "SELECT count(*) FROM contract WHERE \"renews\" = ? "
	    "AND \"status\" IN ('signed', 'completed') "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
check_contract(const struct call *c, struct crm_err *err)
{
	enum crm_status st;
	bool renewed = true;
	struct crm_text status = text_of(&c->contract, "status");
	struct crm_text word = word_of(&c->contract, "status");
	const struct crm_value *begin = value_of(&c->contract, "starts_on");
	const struct crm_value *end = value_of(&c->contract, "ends_on");
	const struct crm_value *day = value_of(&c->order, "ordered_on");
	int64_t on = day->kind == CRM_INT ? day->i
					  : crm_store_clock(c->s)->today;

	if (!crm_text_is(status, "signed"))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which is %.*s: what is signed is called off",
		    c->id, (int)word.n, word.p);
	if (begin->kind == CRM_INT && on < begin->i)
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which begins on %s: nothing is called off before",
		    c->id, date_dup(c->a, begin->i));
	/* What is renewed by itself goes on, as long as nothing takes its place. */
	if (crm_text_is(text_of(&c->contract, "renewal"), "automatic") &&
	    (st = is_renewed(c, &renewed, err)) != CRM_OK)
		return st;
	if (end->kind == CRM_INT && on > end->i && renewed)
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which ended on %s; crm-order contract renew %s "
		    "makes the next",
		    c->id, date_dup(c->a, end->i), c->id);
	return CRM_OK;
}

/* ---- it stays what was agreed ---- */

static int64_t
number_of(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

static bool
other_currency(const struct call *c)
{
	struct crm_text own = crm_text_of(crm_store_currency(c->s));
	struct crm_text x = text_of(&c->order, "currency");
	struct crm_text y = text_of(&c->contract, "currency");

	return !crm_text_eq(x.n > 0 ? x : own, y.n > 0 ? y : own);
}

/* What calls off is an order of the contract, of one that amends it, or of none yet:
 * what the contract is charged is not charged again. */
static enum crm_status
check_order_of(const struct call *c, struct crm_err *err)
{
	const struct crm_value *of = value_of(&c->order, "contract");
	enum crm_status st;
	int64_t x = 0, y;

	st = contract_main(c->s, c->contract.id, &y, err);
	if (st == CRM_OK && of->kind == CRM_INT)
		st = contract_main(c->s, of->i, &x, err);
	return st != CRM_OK || x == y || (x == 0 && !c->keeps)
	    ? st
	    : crm_fail_field(err, CRM_RULE, "contract_line",
		  "is of %s, which is another contract than that of %s", c->id,
		  typed_id(c->a, c->order.entity, c->order.id));
}

static enum crm_status
check_head(const struct call *c, struct crm_err *err)
{
	enum crm_status st = check_order_of(c, err);

	if (st != CRM_OK)
		return st;
	if (differs(&c->order, &c->contract, "customer"))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which is with another customer", c->id);
	if (other_currency(c))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which is in another currency", c->id);
	if (number_of(&c->order, "tax_included") !=
	    number_of(&c->contract, "tax_included"))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s: only one of the two has the tax in its prices",
		    c->id);
	return CRM_OK;
}

/* The unit it is counted in: where it says none, the product's own. */
static enum crm_status
unit_of(const struct call *c, const struct crm_record *line,
    struct crm_text *out, struct crm_err *err)
{
	const struct crm_value *product = value_of(line, "product");
	struct crm_record p;
	enum crm_status st;

	*out = text_of(line, "unit");
	if (out->n > 0 || product->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(c->s, crm_dict_find(crm_store_dict(c->s), "product"),
	    product->i, c->a, &p, err);
	if (st == CRM_OK)
		*out = text_of(&p, "unit");
	return st;
}

static enum crm_status
check_product(const struct call *c, struct crm_err *err)
{
	struct crm_text unit, agreed;
	enum crm_status st;

	if (differs(c->called, &c->line, "product"))
		return crm_fail_field(
		    err, CRM_RULE, "contract_line", "is of another product");
	if (!differs(c->called, &c->line, "unit"))
		return CRM_OK;
	if ((st = unit_of(c, c->called, &unit, err)) != CRM_OK ||
	    (st = unit_of(c, &c->line, &agreed, err)) != CRM_OK ||
	    crm_text_eq(unit, agreed))
		return st;
	return crm_fail_field(err, CRM_RULE, "unit",
	    "is another than that which %s agreed to", c->id);
}

/* What a piece comes to: of its price what the discounts leave, those of the line and
 * that of the whole. */
static enum crm_status
piece_of(const struct crm_record *line, const struct crm_record *of,
    __int128 *out, struct crm_err *err)
{
	enum crm_status st;
	int64_t left;

	*out = 0;
	if (number_of(line, "gift") != 0)
		return CRM_OK;
	if ((st = crm_line_left(line, &left, err)) == CRM_OK)
		*out = (__int128)number_of(line, "unit_price") * left *
		    (CRM_WHOLE - number_of(of, "discount"));
	return st;
}

/* Dearer is no harm: what was agreed to is the least. */
static enum crm_status
check_price(const struct call *c, struct crm_err *err)
{
	__int128 piece, agreed;
	enum crm_status st;

	if (value_of(&c->line, "unit_price")->kind != CRM_INT)
		return CRM_OK;
	if ((st = piece_of(c->called, &c->order, &piece, err)) != CRM_OK ||
	    (st = piece_of(&c->line, &c->contract, &agreed, err)) != CRM_OK ||
	    piece >= agreed)
		return st;
	return crm_fail_field(err, CRM_RULE, "unit_price",
	    "comes, less discounts, to less a piece than %s agreed to; "
	    "crm-order contract amend %s makes a contract that changes it",
	    c->id, c->id);
}

static enum crm_status
check_agreed(const struct call *c, struct crm_err *err)
{
	enum crm_status st = check_head(c, err);

	if (st == CRM_OK)
		st = check_product(c, err);
	return st == CRM_OK ? check_price(c, err) : st;
}

static enum crm_status
check_left(const struct call *c, int64_t but, struct crm_err *err)
{
	const struct crm_value *quantity = value_of(c->called, "quantity");
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	int64_t left;

	st = contract_left(c->s, &c->line, but, &left, err);
	if (st != CRM_OK || quantity->kind != CRM_INT ||
	    quantity->i - number_of(c->called, "cancelled") <= left)
		return st;
	crm_number_format(&b, left > 0 ? left : 0, CRM_DECIMAL_DIGITS, false);
	st = crm_fail_field(err, CRM_RULE, "quantity",
	    "is more than is left of %s: %s; crm-order contract amend %s adds "
	    "to it",
	    typed_id(c->a, c->line.entity, c->line.id), b.data, c->id);
	crm_buf_free(&b);
	return st;
}

/* Whoever brings the line: no more is called off than there is. */
static enum crm_status
check_taken(struct call *c, struct crm_err *err)
{
	enum crm_status st = load(c, err);

	if (st == CRM_NOTFOUND ||
	    (st == CRM_OK &&
		crm_text_is(text_of(&c->order, "status"), "cancelled")))
		return CRM_OK;
	return st == CRM_OK ? check_left(c, c->called->id, err) : st;
}

/* What the line does not say is as it was agreed. */
static void
take_over(const struct call *c, struct crm_record *called)
{
	static const char *const fields[] = { "product", "description", "unit",
		"unit_price", "discount", "discounts", "tax_rate", "gift",
		NULL };
	bool discounted = value_of(called, "discount")->kind != CRM_NULL ||
	    value_of(called, "discounts")->kind != CRM_NULL;
	size_t i;

	for (i = 0; fields[i] != NULL; i++) {
		int at = field_of(called->entity, fields[i]);

		if (called->v[at].kind == CRM_NULL &&
		    !(discounted && strncmp(fields[i], "discount", 8) == 0))
			crm_record_set(
			    called, at, *value_of(&c->line, fields[i]));
	}
}

static bool
any_differs(const struct crm_saving *w, const char *const *fields)
{
	for (; w->old != NULL && *fields != NULL; fields++)
		if (differs(w->old, w->new, *fields))
			return true;
	return w->old == NULL;
}

/* What was closed short is to come after all. */
static bool
wants_more(const struct crm_saving *w)
{
	return w->old != NULL &&
	    number_of(w->new, "cancelled") < number_of(w->old, "cancelled");
}

enum crm_status
crm_contract_called(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const taken[] = { "contract_line", "order",
		"quantity", NULL };
	static const char *const priced[] = { "contract_line", "order",
		"quantity", "product", "unit", "unit_price", "discount",
		"discounts", "gift", NULL };
	struct call c = { .s = w->store, .a = w->arena, .called = w->new };
	bool back = comes_back(w->old, w->new);
	enum crm_status st;

	if (value_of(w->new, "contract_line")->kind != CRM_INT ||
	    (!back && !any_differs(w, priced) && !wants_more(w)))
		return CRM_OK;
	if (!back && !any_differs(w, priced))
		return check_taken(&c, err);
	if (is_as_it_was(w) || back)
		return back || any_differs(w, taken) ? check_taken(&c, err)
						     : CRM_OK;
	if ((st = load(&c, err)) != CRM_OK ||
	    (any_differs(w, taken) && (st = check_contract(&c, err)) != CRM_OK))
		return st;
	take_over(&c, w->new);
	if ((st = check_agreed(&c, err)) != CRM_OK || !any_differs(w, taken))
		return st;
	return check_left(&c, w->old == NULL ? 0 : w->new->id, err);
}

enum crm_status
crm_contract_joined(const struct crm_saving *w, struct crm_err *err)
{
	struct call c = { .s = w->store, .a = w->arena, .called = w->new };
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	if (value_of(w->new, "contract_line")->kind != CRM_INT || w->import ||
	    is_as_it_was(w) ||
	    !any_differs(
		w, (const char *const[]){ "contract_line", "order", NULL }))
		return CRM_OK;
	if ((st = load(&c, err)) != CRM_OK ||
	    value_of(&c.order, "contract")->kind == CRM_INT)
		return st;
	crm_record_init(&patch, c.order.entity, w->arena);
	patch.id = c.order.id;
	crm_record_set(&patch, field_of(c.order.entity, "contract"),
	    crm_value_int(c.contract.id));
	return crm_update(w->store, &patch, &done, err);
}

enum crm_status
crm_contract_kept(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fields[] = { "customer", "currency",
		"contract", "tax_included", "discount", NULL };
	const struct crm_entity *lines = crm_dict_find(
	    crm_store_dict(w->store), "order-line");
	const struct crm_value id = crm_value_int(w->new->id);
	struct call c = { .s = w->store, .a = w->arena, .order = *w->new };
	struct crm_record called;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;
	bool back;

	back = w->old != NULL && differs(w->old, w->new, "status") &&
	    crm_text_is(text_of(w->old, "status"), "cancelled");
	if (!back &&
	    (w->old == NULL || is_as_it_was(w) || !any_differs(w, fields)))
		return CRM_OK;
	c.called = &called;
	c.keeps = true;
	st = crm_ids(w->store,
	    "SELECT \"id\" FROM order_line WHERE \"order\" = ? "
	    "AND \"contract_line\" IS NOT NULL AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &id, 1, w->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if ((st = crm_load(w->store, lines, ids[i], w->arena, &called,
			 err)) == CRM_OK &&
		    (st = load_contract(&c, err)) == CRM_OK)
			st = back ? check_left(&c, called.id, err)
				  : check_agreed(&c, err);
	return st;
}

enum crm_status
contract_origin(struct crm_store *s, const struct crm_record *document,
    struct crm_origin *out, struct crm_err *err)
{
	const struct crm_entity *e = document->entity;
	int at = crm_field_index(e, CRM_TEXT("contract"));

	(void)err;
	if (crm_dict_find(crm_store_dict(s), "order") == e &&
	    document->v[at].kind == CRM_INT)
		*out = (struct crm_origin){ document->v[at].i,
			&contract_lines_kind, true };
	return CRM_OK;
}
