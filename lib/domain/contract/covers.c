/*
 * What the plan of a contract charges its orders for: what it comes to, and no more.  An
 * order that comes to more would leave, and nobody would be charged that.
 */
#include "contract.h"

#include <crm/domain/document.h>

/* What a contract with a plan comes to, with its signed amendments. */
#define WORTH \
	"WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) UNION " \
	"SELECT n.\"id\" FROM contract n JOIN below b " \
	"ON n.\"amends\" = b.\"id\" WHERE n.\"deleted\" IS NULL " \
	"AND n.\"status\" IN ('signed', 'completed')) " \
	"SELECT CAST(sum(coalesce(k.\"gross\", k.\"amount\", 0)) AS BIGINT) " \
	"FROM contract k JOIN below b ON b.\"id\" = k.\"id\" " \
	"WHERE EXISTS (SELECT 1 FROM receivable r WHERE r.\"contract\" = ? " \
	"AND r.\"order\" IS NULL AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL)"
/* What its orders come to, this one among them, and how many lines were rounded. */
#define ORDERED \
	"SELECT CAST(sum(coalesce(l.g, o.\"gross\", o.\"amount\", 0)) " \
	"AS BIGINT), CAST(sum(coalesce(l.n, 0)) AS BIGINT) " \
	"FROM sale_order o LEFT JOIN (SELECT x.\"order\" AS o, count(*) AS n, " \
	"sum(coalesce(x.\"gross\", x.\"amount\", 0) - " \
	"coalesce(round(coalesce(x.\"gross\", x.\"amount\", 0) * 1.0 " \
	"* x.\"cancelled\" / nullif(x.\"quantity\", 0)), 0)) AS g " \
	"FROM sale_order y JOIN order_line x ON x.\"order\" = y.\"id\" " \
	"WHERE y.\"contract\" = ? AND x.\"deleted\" IS NULL " \
	"GROUP BY x.\"order\") l ON l.o = o.\"id\" " \
	"WHERE o.\"contract\" = ? AND o.\"deleted\" IS NULL " \
	"AND o.\"status\" <> 'cancelled' AND (o.\"id\" = ? " \
	"OR o.\"status\" <> 'draft' OR o.\"confirmed_at\" IS NOT NULL)"

static enum crm_status
read_over(struct crm_store *s, const struct crm_record *order, int64_t worth,
    int64_t *over, struct crm_err *err)
{
	const struct crm_value c = *value_of(order, "contract");
	const struct crm_value v[] = { c, c, crm_value_int(order->id) };
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, ORDERED, &q, err);
	bool row;

	*over = 0;
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t more = crm_col_int(q, 0) - worth;

		*over = more > crm_col_int(q, 1) ? more : 0;
		crm_reset(q);
	}
	return st;
}

static enum crm_status
refuse(struct crm_store *s, const struct crm_record *order, int64_t over,
    struct crm_err *err)
{
	struct crm_text currency = text_of(order, "currency");
	int digits = currency.n > 0
	    ? crm_currency_digits_n(currency)
	    : crm_currency_digits(crm_store_currency(s));
	struct crm_arena a = CRM_ARENA_INIT;
	const char *contract = typed_id(&a,
	    crm_dict_find(crm_store_dict(s), "contract"),
	    value_of(order, "contract")->i);
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_number_format(&b, over, digits, true);
	st = crm_fail_record(err, CRM_RULE,
	    "%s comes to %s more than %s has left, by whose plan it is "
	    "charged: crm-order contract amend %s raises that",
	    typed_id(&a, order->entity, order->id), b.data, contract, contract);
	crm_buf_free(&b);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_contract_covers(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	const struct crm_value c = *value_of(order, "contract");
	const struct crm_value v[] = { c, c };
	struct crm_value worth;
	int64_t over = 0;
	enum crm_status st;

	if (c.kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(s, WORTH, v, COUNT(v), &worth, err);
	if (st == CRM_OK && worth.kind == CRM_INT)
		st = read_over(s, order, worth.i, &over, err);
	return st == CRM_OK && over > 0 ? refuse(s, order, over, err) : st;
}
