/* How long what leaves shall last, by the wish of its customer. */
#include "stock.h"

#include <string.h>

/* The reference of a record that leads to a customer: its own, else what it is a
 * part of; -1: none. */
static int
way_to_customer(const struct crm_entity *e)
{
	size_t i;
	int part = -1;

	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (f->ref == NULL)
			continue;
		if (strcmp(f->name, "customer") == 0)
			return (int)i;
		if ((f->flags & CRM_F_OWNER) != 0)
			part = (int)i;
	}
	return part;
}

/* The customer of a document, by its typed id; 0: it has none. */
static enum crm_status
customer_of(struct crm_store *s, struct crm_text document, struct crm_arena *a,
    int64_t *customer, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = NULL;
	struct crm_text code;
	struct crm_record r;
	enum crm_status st;
	int64_t id;
	int way;

	*customer = 0;
	if (document.n > 0 && crm_id_split(document, &code, &id))
		e = crm_dict_code(d, code);
	while (e != NULL && strcmp(e->def->name, "customer") != 0) {
		way = way_to_customer(e);
		if (way < 0 || e->field[way]->ref == NULL)
			return CRM_OK;
		if ((st = crm_load(s, e, id, a, &r, err)) != CRM_OK)
			return st;
		if (r.v[way].kind != CRM_INT)
			return CRM_OK;
		id = r.v[way].i;
		e = crm_dict_find(d, e->field[way]->ref);
	}
	*customer = e == NULL ? 0 : id;
	return CRM_OK;
}

static enum crm_status
lot_named(struct crm_store *s, const struct crm_stock_line *l,
    const struct said *said, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(said->lot);
	const struct lack lack = { .g = &said->g,
		.warehouse = said->warehouse,
		.by_lot = true,
		.lot = said->lot,
		.until = said->day + said->days_left };
	struct crm_value expires;
	const char *more;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"expires_on\" FROM lot WHERE \"id\" = ?", &v, 1, &expires,
	    err);

	if (st != CRM_OK || expires.kind != CRM_INT || l->reason.n > 0 ||
	    expires.i < said->day || expires.i >= lack.until ||
	    (st = stock_elsewhere(s, &lack, a, &more, err)) != CRM_OK)
		return st;
	return crm_fail_field(err, CRM_RULE, "lot",
	    "%s lasts until %s, and %lld days from %s are asked for; it leaves "
	    "only with reason=TEXT%s",
	    text_dup(a, l->lot), date_dup(a, expires.i),
	    (long long)said->days_left, date_dup(a, said->day), more);
}

/* The document that a reservation is for. */
static enum crm_status
holder_of(struct crm_store *s, int64_t reservation, struct crm_arena *a,
    struct crm_text *about, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = crm_load(s,
	    crm_dict_find(crm_store_dict(s), "reservation"), reservation, a, &r,
	    err);

	if (st == CRM_OK)
		*about = text_of(&r, "about");
	return st;
}

enum crm_status
lot_days(struct crm_store *s, const struct crm_stock_line *l,
    struct crm_arena *a, struct said *out, struct crm_err *err)
{
	struct crm_value v, days = l->days_left;
	struct crm_text about = l->about;
	enum crm_status st = CRM_OK;

	if (about.n == 0 && l->reservation != 0)
		st = holder_of(s, l->reservation, a, &about, err);
	if (st != CRM_OK)
		return st;
	if (days.kind == CRM_NULL) {
		st = customer_of(s, about, a, &v.i, err);
		v.kind = CRM_INT;
		if (st != CRM_OK || v.i == 0)
			return st;
		st = crm_get_int(s,
		    "SELECT \"lot_days\" FROM customer WHERE \"id\" = ?", &v, 1,
		    &days, err);
	}
	out->days_left = st == CRM_OK && days.kind == CRM_INT ? days.i : 0;
	return st == CRM_OK && out->lot != 0 && out->days_left > 0
	    ? lot_named(s, l, out, a, err)
	    : st;
}
