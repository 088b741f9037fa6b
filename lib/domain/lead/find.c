/* What a lead becomes may be there already. */
#include "convert.h"

/* The only live record whose column has the value; 0 where there is none, and
 * *many where there are more. */
static enum crm_status
find_one(struct conversion *c, const char *table, const char *column,
    struct crm_value v, int64_t *id, bool *many, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	size_t n = 0;
	bool row;

	*id = 0;
	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\" LIMIT 2",
	    table, column);
	st = crm_sql(c->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n++ == 0)
			*id = crm_col_int(q, 0);
	*many = n > 1;
	return st;
}

/* By e-mail or mobile; a number or an address that several share tells
 * nothing. */
static enum crm_status
find_contact(struct conversion *c, struct crm_err *err)
{
	static const char *const keys[] = { "email", "mobile" };
	enum crm_status st = CRM_OK;
	bool many = false;
	size_t i;

	for (i = 0; i < COUNT(keys) && c->contact == 0 && st == CRM_OK; i++) {
		if (!lead_has(c, keys[i]))
			continue;
		st = find_one(c, "contact", keys[i], of_lead(c, keys[i]),
		    &c->contact, &many, err);
		if (many)
			c->contact = 0;
	}
	return st;
}

/* The customer whose contact it is.  One that was found, not named, and is
 * another customer's, is not meant. */
static enum crm_status
customer_of_contact(struct conversion *c, struct crm_err *err)
{
	struct crm_record contact;
	struct crm_value customer;
	enum crm_status st;

	if ((st = crm_load(c->s, c->contacts, c->contact, &c->arena, &contact,
		 err)) != CRM_OK)
		return st;
	customer = *value_of(&contact, "customer");
	if (customer.kind == CRM_NULL)
		return CRM_OK;
	if (c->customer == 0 || c->customer == customer.i) {
		c->customer = customer.i;
		return CRM_OK;
	}
	if (c->how->contact == 0) {
		c->contact = 0;
		return CRM_OK;
	}
	return crm_fail_record(err, CRM_RULE, "%s belongs to %s, not to %s",
	    typed_id(&c->arena, c->contacts, c->contact),
	    typed_id(&c->arena, c->customers, customer.i),
	    typed_id(&c->arena, c->customers, c->customer));
}

static enum crm_status
find_by_company(struct conversion *c, struct crm_err *err)
{
	struct crm_text company = text_of(&c->lead, "company");
	enum crm_status st;
	bool many;

	if (company.n == 0)
		return CRM_OK;
	st = find_one(c, "customer", "name_f",
	    crm_value_text(crm_fold_dup(&c->arena, company)), &c->customer,
	    &many, err);
	if (st != CRM_OK || !many)
		return st;
	return crm_fail(err, CRM_RULE,
	    "more than one customer is called "
	    "'%.60s'; say which: customer=ID",
	    text_dup(&c->arena, company));
}

enum crm_status
find_existing(struct conversion *c, struct crm_err *err)
{
	enum crm_status st;

	c->customer = c->how->customer;
	c->contact = c->how->contact;
	if (c->contact == 0 && !c->how->no_contact &&
	    (st = find_contact(c, err)) != CRM_OK)
		return st;
	if (c->contact != 0 && (st = customer_of_contact(c, err)) != CRM_OK)
		return st;
	return c->customer != 0 ? CRM_OK : find_by_company(c, err);
}
