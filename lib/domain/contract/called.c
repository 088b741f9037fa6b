/* What orders call off the lines of contracts. */
#include "contract.h"

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
	const struct crm_saving *w;
	const char *id; /* of the contract */
	struct crm_record line, contract, order;
};

static enum crm_status
load(struct call *c, struct crm_err *err)
{
	struct crm_store *s = c->w->store;
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *lines = crm_dict_find(d, "contract-line");
	int64_t id = value_of(c->w->new, "contract_line")->i;
	enum crm_status st;

	/* Two who call off the last of it wait for each other. */
	if ((st = crm_lock(s, lines, id, err)) != CRM_OK ||
	    (st = crm_load(s, lines, id, c->w->arena, &c->line, err)) !=
		CRM_OK ||
	    (st = crm_load(s, crm_dict_find(d, "contract"),
		 value_of(&c->line, "contract")->i, c->w->arena, &c->contract,
		 err)) != CRM_OK ||
	    (st = crm_load(s, crm_dict_find(d, "order"),
		 value_of(c->w->new, "order")->i, c->w->arena, &c->order,
		 err)) != CRM_OK)
		return st;
	c->id = typed_id(c->w->arena, c->contract.entity, c->contract.id);
	return CRM_OK;
}

static enum crm_status
check_contract(const struct call *c, struct crm_err *err)
{
	struct crm_text status = text_of(&c->contract, "status");
	const struct crm_value *end = value_of(&c->contract, "ends_on");
	const struct crm_value *day = value_of(&c->order, "ordered_on");
	int64_t on = day->kind == CRM_INT ? day->i
					  : crm_store_clock(c->w->store)->today;

	if (!crm_text_is(status, "signed"))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which is %.*s: what is signed is called off",
		    c->id, (int)status.n, status.p);
	if (end->kind == CRM_INT && on > end->i)
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which ended on %s; crm-order contract renew %s "
		    "makes the next",
		    c->id, date_dup(c->w->arena, end->i), c->id);
	if (differs(&c->order, &c->contract, "customer"))
		return crm_fail_field(err, CRM_RULE, "contract_line",
		    "is of %s, which is with another customer", c->id);
	return CRM_OK;
}

static enum crm_status
check_left(const struct call *c, struct crm_err *err)
{
	const struct crm_value *quantity = value_of(c->w->new, "quantity");
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	int64_t left;

	st = contract_left(c->w->store, &c->line,
	    c->w->old == NULL ? 0 : c->w->new->id, &left, err);
	if (st != CRM_OK || quantity->kind != CRM_INT || quantity->i <= left)
		return st;
	crm_number_format(&b, left > 0 ? left : 0, CRM_DECIMAL_DIGITS, false);
	st = crm_fail_field(err, CRM_RULE, "quantity",
	    "is more than is left of %s: %s; crm-order contract amend %s adds "
	    "to it",
	    typed_id(c->w->arena, c->line.entity, c->line.id), b.data, c->id);
	crm_buf_free(&b);
	return st;
}

/* What the line does not say is as it was agreed. */
static void
take_over(const struct call *c)
{
	static const char *const fields[] = { "product", "description", "unit",
		"unit_price", "discount", "discounts", "tax_rate", NULL };
	size_t i;

	for (i = 0; fields[i] != NULL; i++) {
		int at = field_of(c->w->new->entity, fields[i]);

		if (c->w->new->v[at].kind == CRM_NULL)
			crm_record_set(
			    c->w->new, at, *value_of(&c->line, fields[i]));
	}
}

enum crm_status
crm_contract_called(const struct crm_saving *w, struct crm_err *err)
{
	struct call c = { .w = w };
	enum crm_status st;

	if (value_of(w->new, "contract_line")->kind != CRM_INT || w->import ||
	    w->undo ||
	    (w->old != NULL && !differs(w->old, w->new, "contract_line") &&
		!differs(w->old, w->new, "quantity")))
		return CRM_OK;
	if ((st = load(&c, err)) != CRM_OK ||
	    (st = check_contract(&c, err)) != CRM_OK)
		return st;
	take_over(&c);
	if (differs(w->new, &c.line, "product"))
		return crm_fail_field(
		    err, CRM_RULE, "contract_line", "is of another product");
	return check_left(&c, err);
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
