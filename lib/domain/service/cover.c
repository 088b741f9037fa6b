/* What covers a case: the delivery that its serial number left with, whose customer,
 * product and warranty these are, and the service contract that is in force.  What
 * somebody says himself stays. */
#include "service.h"

/* What was delivered. */
struct delivered {
	struct crm_value line, product, customer;
	struct crm_value on;     /* signed for, else shipped */
	struct crm_value months; /* of warranty */
};

static void
put(const struct crm_saving *w, const char *field, struct crm_value v)
{
	crm_record_set(w->new, field_of(w->new->entity, field), v);
}

static bool
is_blank(const struct crm_saving *w, const char *field)
{
	return value_of(w->new, field)->kind == CRM_NULL;
}

static bool
changes(const struct crm_saving *w, const char *field)
{
	return w->old != NULL && differs(w->old, w->new, field);
}

static void
fill(const struct crm_saving *w, const char *field, struct crm_value v)
{
	if (is_blank(w, field) && v.kind != CRM_NULL)
		put(w, field, v);
}

/* What was found by another serial number is not so any more. */
static void
forget(const struct crm_saving *w)
{
	static const char *const found[] = { "delivery_line", "warranty_until",
		"entitlement" };

	for (size_t i = 0; i < COUNT(found); i++)
		if (changes(w, "serial") && !changes(w, found[i]))
			put(w, found[i], CRM_VALUE_NULL);
}

/* ---- what was delivered ---- */

#define DELIVERED \
	"SELECT l.\"id\", m.\"product\", o.\"customer\", " \
	"coalesce(d.\"signed_on\", d.\"shipped_on\"), p.\"warranty_months\" "
#define OF_DELIVERY \
	"JOIN delivery d ON d.\"id\" = l.\"delivery\" " \
	"JOIN sale_order o ON o.\"id\" = d.\"order\" "
#define IS_OUT \
	"AND d.\"status\" = 'shipped' AND d.\"deleted\" IS NULL " \
	"AND l.\"deleted\" IS NULL "

/* The number is of one product, unless the case says of which. */
static const char by_serial[] = DELIVERED
    "FROM lot t JOIN move m ON m.\"lot\" = t.\"id\" "
    "JOIN delivery_line l ON l.\"move\" = m.\"id\" " OF_DELIVERY
    "JOIN product p ON p.\"id\" = m.\"product\" "
    "WHERE t.\"number_f\" = ? AND t.\"deleted\" IS NULL "
    "AND coalesce(?, t.\"product\") = t.\"product\" " IS_OUT
    "ORDER BY d.\"shipped_on\" DESC, l.\"id\" DESC";

/* A line without a move is of what never lay in stock. */
static const char by_line[] =
    "SELECT l.\"id\", p.\"id\", o.\"customer\", "
    "coalesce(d.\"signed_on\", d.\"shipped_on\"), p.\"warranty_months\" "
    "FROM delivery_line l " OF_DELIVERY
    "LEFT JOIN move m ON m.\"id\" = l.\"move\" "
    "LEFT JOIN order_line ol ON ol.\"id\" = l.\"order_line\" "
    "LEFT JOIN product p "
    "ON p.\"id\" = coalesce(m.\"product\", ol.\"product\") "
    "WHERE l.\"id\" = ? " IS_OUT;

/* The first row, where all are of one product; else none. */
static enum crm_status
find(struct crm_store *s, const char *sql, const struct crm_value *v, size_t n,
    struct delivered *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row, first = true;

	*out = (struct delivered){ .line = CRM_VALUE_NULL };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_value product = crm_col(q, 1, false);

		if (first)
			*out = (struct delivered){ crm_col(q, 0, false),
				product, crm_col(q, 2, false),
				crm_col(q, 3, false), crm_col(q, 4, false) };
		else if (product.i != out->product.i) {
			*out = (struct delivered){ .line = CRM_VALUE_NULL };
			crm_reset(q);
			break;
		}
		first = false;
	}
	return st;
}

static enum crm_status
find_delivered(
    const struct crm_saving *w, struct delivered *out, struct crm_err *err)
{
	struct crm_text serial = text_of(w->new, "serial");
	struct crm_value line = *value_of(w->new, "delivery_line");

	if (line.kind != CRM_NULL)
		return find(w->store, by_line, &line, 1, out, err);
	if (serial.n > 0) {
		const struct crm_value v[] = { crm_value_text(crm_fold_dup(
						   w->arena, serial)),
			*value_of(w->new, "product") };

		return find(w->store, by_serial, v, COUNT(v), out, err);
	}
	*out = (struct delivered){ .line = CRM_VALUE_NULL };
	return CRM_OK;
}

/* That day still counts; from the 31st to the last of a short month. */
static struct crm_value
warranty_of(const struct delivered *d)
{
	if (d->on.kind != CRM_INT || d->months.kind != CRM_INT ||
	    d->months.i == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(crm_date_add_months(d->on.i, (int)d->months.i));
}

/* ---- what was agreed ---- */

static int64_t
day_of(const struct crm_saving *w)
{
	struct crm_value at = *value_of(w->new, "opened_at");

	return at.kind == CRM_INT ? crm_instant_date(at.i)
				  : crm_store_clock(w->store)->today;
}

/* Of two it is for somebody to say. */
static enum crm_status
fill_contract(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value day = crm_value_int(day_of(w));
	const struct crm_value v[] = { *value_of(w->new, "customer"), day,
		day };
	struct crm_value only;
	enum crm_status st;

	if (!is_blank(w, "contract") || v[0].kind == CRM_NULL ||
	    (w->old != NULL && !changes(w, "customer")))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT CASE WHEN count(*) = 1 THEN min(\"id\") END FROM contract "
	    "WHERE \"customer\" = ? AND \"kind\" = 'service' "
	    "AND \"status\" = 'signed' AND \"amends\" IS NULL "
	    "AND (\"starts_on\" IS NULL OR \"starts_on\" <= ?) "
	    "AND (\"ends_on\" IS NULL OR \"ends_on\" >= ?) "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), &only, err);
	if (st == CRM_OK)
		fill(w, "contract", only);
	return st;
}

/* Who pays, as far as the book knows it. */
static void
fill_entitlement(const struct crm_saving *w)
{
	struct crm_value until = *value_of(w->new, "warranty_until");
	const char *by = NULL;

	if (until.kind == CRM_INT && until.i >= day_of(w))
		by = "warranty";
	else if (!is_blank(w, "contract"))
		by = "contract";
	else if (until.kind == CRM_INT)
		by = "paid";
	if (by != NULL)
		fill(w, "entitlement", crm_value_text(crm_text_of(by)));
}

/* ---- the hook ---- */

static bool
is_about_something_else(const struct crm_saving *w)
{
	return w->old == NULL || changes(w, "serial") ||
	    changes(w, "delivery_line") || changes(w, "product") ||
	    changes(w, "customer") || changes(w, "contract") ||
	    changes(w, "warranty_until");
}

enum crm_status
fill_cover(const struct crm_saving *w, struct crm_err *err)
{
	struct delivered d;
	enum crm_status st;

	if (w->undo || !is_about_something_else(w) ||
	    (w->import && !case_is_open(w->new)))
		return CRM_OK;
	forget(w);
	if ((st = find_delivered(w, &d, err)) != CRM_OK)
		return st;
	fill(w, "delivery_line", d.line);
	fill(w, "product", d.product);
	fill(w, "customer", d.customer);
	fill(w, "warranty_until", warranty_of(&d));
	if ((st = fill_contract(w, err)) == CRM_OK)
		fill_entitlement(w);
	return st;
}
