/*
 * An invoice is what it is for: with the same customer, in the same currency, and each
 * line at the same rate.
 */
#include "invoice.h"

/* ---- its customer and its currency ---- */

#define ITS_RECEIVABLES \
	"SELECT 1 AS k, r.\"id\", r.\"customer\", r.\"currency\" " \
	"FROM invoice_line l JOIN receivable r ON r.\"id\" = l.\"receivable\" " \
	"WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL"
#define ITS_ORDERS \
	"SELECT 2, o.\"id\", o.\"customer\", o.\"currency\" " \
	"FROM invoice_line l JOIN order_line x ON x.\"id\" = l.\"order_line\" " \
	"JOIN sale_order o ON o.\"id\" = x.\"order\" " \
	"WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL " \
	"UNION SELECT 2, o.\"id\", o.\"customer\", o.\"currency\" " \
	"FROM invoice n JOIN sale_order o ON o.\"id\" = n.\"order\" " \
	"WHERE n.\"id\" = ?"
#define ITS_CONTRACT \
	"SELECT 3, c.\"id\", c.\"customer\", c.\"currency\" " \
	"FROM invoice n JOIN contract c ON c.\"id\" = n.\"contract\" " \
	"WHERE n.\"id\" = ?"

static enum crm_status
refuse(struct crm_store *s, const struct crm_record *invoice, const char *kind,
    int64_t id, bool customer, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *of = typed_id(
	    &a, crm_dict_find(crm_store_dict(s), kind), id);
	const char *by = typed_id(&a, invoice->entity, invoice->id);
	enum crm_status st = customer
	    ? crm_fail_field(err, CRM_RULE, "customer",
		  "is another than that of %s, which %s is for: crm-order "
		  "invoice void %s drops the request",
		  of, by, by)
	    : crm_fail_field(err, CRM_RULE, "currency",
		  "is another than that of %s, which %s is for: crm-order "
		  "invoice void %s drops the request",
		  of, by, by);

	crm_arena_free(&a);
	return st;
}

enum crm_status
invoice_check_same(
    struct crm_store *s, const struct crm_record *invoice, struct crm_err *err)
{
	static const char *const kinds[] = { NULL, "receivable", "order",
		"contract" };
	const struct crm_value id = crm_value_int(invoice->id);
	const struct crm_value base = crm_value_text(
	    crm_text_of(crm_store_currency(s)));
	const struct crm_value v[] = { id, id, id, id, id, base, base };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT x.k, x.\"id\", CASE WHEN x.\"customer\" <> i.\"customer\" "
	    "THEN 1 ELSE 0 END FROM (" ITS_RECEIVABLES " UNION " ITS_ORDERS
	    " UNION " ITS_CONTRACT ") x JOIN invoice i ON i.\"id\" = ? "
	    "WHERE x.\"customer\" <> i.\"customer\" "
	    "OR coalesce(x.\"currency\", ?) <> coalesce(i.\"currency\", ?) "
	    "ORDER BY 1, 2",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t of = crm_col_int(q, 1);
		const char *kind = kinds[crm_col_int(q, 0)];
		bool customer = crm_col_int(q, 2) == 1;

		crm_reset(q);
		return refuse(s, invoice, kind, of, customer, err);
	}
	return st;
}

static enum crm_status
check_later(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);

	if (st == CRM_OK && !invoice_is_fixed(text_of(&r, "status")))
		st = invoice_check_same(s, &r, err);
	else if (st == CRM_NOTFOUND)
		st = CRM_OK;
	crm_arena_free(&a);
	return st;
}

/* Where two customers become one what it is for follows in the same batch. */
void
invoice_stays_same(const struct crm_saving *w)
{
	if (w->old != NULL && !w->undo && !w->import &&
	    (differs(w->old, w->new, "customer") ||
		differs(w->old, w->new, "currency")))
		crm_later(w->store, check_later, w->new->entity, w->new->id);
}

/* ---- the rate of a line ---- */

/* Whether something says its net: a receivable may not. */
static enum crm_status
is_told(const struct crm_saving *w, bool *yes, struct crm_err *err)
{
	const struct crm_value r = *value_of(w->new, "receivable");
	struct crm_value net;
	enum crm_status st;

	*yes = value_of(w->new, "order_line")->kind == CRM_INT;
	if (*yes || r.kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"net\" FROM receivable WHERE \"id\" = ?", &r, 1, &net,
	    err);
	*yes = st == CRM_OK && net.kind == CRM_INT;
	return st;
}

static enum crm_status
other_rate(const struct crm_saving *w, int64_t net, struct crm_err *err)
{
	struct crm_text currency = text_of(w->new, "currency");

	return crm_fail_field(err, CRM_RULE, "net",
	    "is %s of %s, by the rate of what %s is for; gross= says how much "
	    "of that is invoiced",
	    invoice_money(w->store, w->arena, currency, net),
	    invoice_money(
		w->store, w->arena, currency, invoice_int(w->new, "gross")),
	    typed_id(w->arena, w->new->entity, w->new->id));
}

/* Its net goes with its gross; what was rounded may be said otherwise. */
enum crm_status
invoice_line_rate(const struct crm_saving *w, struct crm_err *err)
{
	int64_t gross = invoice_int(w->new, "gross"), was, net, off;
	bool told;
	enum crm_status st;

	if (w->old == NULL || (was = invoice_int(w->old, "gross")) == 0 ||
	    !crm_text_eq(
		text_of(w->old, "currency"), text_of(w->new, "currency")))
		return CRM_OK;
	net = crm_div_round((__int128)invoice_int(w->old, "net") * gross, was);
	if (differs(w->old, w->new, "gross") &&
	    !differs(w->old, w->new, "net")) {
		invoice_put(w->new, "net", crm_value_int(net));
		return CRM_OK;
	}
	if (!differs(w->old, w->new, "net") && !differs(w->old, w->new, "tax"))
		return CRM_OK;
	st = is_told(w, &told, err);
	off = differs(w->old, w->new, "net")
	    ? invoice_int(w->new, "net") - net
	    : gross - invoice_int(w->new, "tax") - net;
	return st == CRM_OK && told && (off < -1 || off > 1)
	    ? other_rate(w, net, err)
	    : st;
}
