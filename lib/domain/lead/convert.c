/* A qualified lead becomes a customer, a contact and, where asked, a deal. */
#include "convert.h"

#include <crm/domain/own.h>

/* Which field of a lead goes where.  Those of the address go together or not
 * at all: half of one and half of another is no address. */
struct carry {
	const char *from, *to;
};

static const struct carry to_customer[] = {
	{ "website", "website" },
	{ "industry", "industry" },
	{ "size", "size" },
	{ "channel", "channel" },
	{ NULL, NULL },
};

static const struct carry to_contact[] = {
	{ "name", "name" },
	{ "title", "title" },
	{ "department", "department" },
	{ "email", "email" },
	{ "phone", "phone" },
	{ "mobile", "mobile" },
	{ "other_emails", "other_emails" },
	{ "other_phones", "other_phones" },
	{ "wechat", "wechat" },
	{ "do_not_contact", "do_not_contact" },
	{ "consent_on", "consent_on" },
	{ NULL, NULL },
};

static const struct carry to_deal[] = {
	{ "budget", "amount" },
	{ "currency", "currency" },
	{ "expected_close", "expected_close" },
	{ "source", "source" },
	{ "campaign", "campaign" },
	{ "channel", "channel" },
	{ "partner", "partner" },
	{ "owner", "owner" },
	{ NULL, NULL },
};

static const struct carry address[] = {
	{ "country", "country" },
	{ "region", "region" },
	{ "city", "city" },
	{ "address", "address" },
	{ "postcode", "postcode" },
	{ NULL, NULL },
};

/* ---- whether ---- */

static enum crm_status
refuse_state(struct conversion *c, struct crm_err *err)
{
	struct crm_text status = text_of(&c->lead, "status");
	struct crm_text word = word_of(&c->lead, "status");
	struct crm_value became = of_lead(c, "converted_customer");

	if (!crm_text_is(status, "converted"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s; only a qualified "
		    "lead is converted",
		    c->id, (int)word.n, word.p);
	if (became.kind == CRM_NULL)
		return crm_fail_record(
		    err, CRM_RULE, "%s is converted already", c->id);
	return crm_fail_record(err, CRM_RULE, "%s is converted already, to %s",
	    c->id, typed_id(&c->arena, c->customers, became.i));
}

static enum crm_status
load(struct conversion *c, int64_t id, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(c->s);
	const struct crm_entity *leads = crm_dict_find(d, "lead");
	enum crm_status st;

	c->customers = crm_dict_find(d, "customer");
	c->contacts = crm_dict_find(d, "contact");
	c->deals = crm_dict_find(d, "deal");
	c->id = typed_id(&c->arena, leads, id);
	if ((st = crm_lock(c->s, leads, id, err)) != CRM_OK ||
	    (st = crm_load(c->s, leads, id, &c->arena, &c->lead, err)) !=
		CRM_OK)
		return st;
	return crm_text_is(text_of(&c->lead, "status"), "qualified")
	    ? CRM_OK
	    : refuse_state(c, err);
}

/* ---- what is made or filled ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* Fields of the lead into those that `now` (NULL: a new record) has blank. */
static void
carry(struct conversion *c, const struct carry *list,
    const struct crm_record *now, struct crm_record *r)
{
	for (; list->from != NULL; list++)
		if (lead_has(c, list->from) &&
		    (now == NULL || value_of(now, list->to)->kind == CRM_NULL))
			put(r, list->to, of_lead(c, list->from));
}

static void
carry_address(
    struct conversion *c, const struct crm_record *now, struct crm_record *r)
{
	const struct carry *a;

	for (a = address; a->from != NULL; a++)
		if (now != NULL && value_of(now, a->to)->kind != CRM_NULL)
			return;
	carry(c, address, now, r);
}

/* A customer that is nobody's goes to the lead's owner. */
static enum crm_status
fill_owner(struct conversion *c, const struct crm_record *now,
    struct crm_record *patch, struct crm_err *err)
{
	enum crm_status st;

	if (now->entity != c->customers || !lead_has(c, "owner") ||
	    value_of(now, "owner")->kind != CRM_NULL ||
	    value_of(now, "pool")->kind != CRM_NULL)
		return CRM_OK;
	st = crm_may_own(c->s, now, of_lead(c, "owner").i, err);
	if (st == CRM_OK)
		put(patch, "owner", of_lead(c, "owner"));
	return st;
}

static enum crm_status
fill(struct conversion *c, const struct crm_entity *e, int64_t id,
    const struct carry *list, struct crm_err *err)
{
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;

	if ((st = crm_lock(c->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(c->s, e, id, &c->arena, &now, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, e, &c->arena);
	patch.id = id;
	carry(c, list, &now, &patch);
	carry_address(c, &now, &patch);
	if (e == c->contacts && c->customer != 0 &&
	    value_of(&now, "customer")->kind == CRM_NULL)
		put(&patch, "customer", crm_value_int(c->customer));
	if ((st = fill_owner(c, &now, &patch, err)) != CRM_OK)
		return st;
	return crm_update(c->s, &patch, &done, err);
}

static enum crm_status
make_customer(struct conversion *c, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	if (c->customer != 0)
		return fill(c, c->customers, c->customer, to_customer, err);
	crm_record_init(&r, c->customers, &c->arena);
	put(&r, "name",
	    of_lead(c,
		lead_has(c, "company")      ? "company"
		    : lead_has(c, "name")   ? "name"
		    : lead_has(c, "email")  ? "email"
		    : lead_has(c, "mobile") ? "mobile"
					    : "phone"));
	put(&r, "entered_on", crm_value_int(crm_store_clock(c->s)->today));
	carry(c, to_customer, NULL, &r);
	carry_address(c, NULL, &r);
	if (lead_has(c, "owner")) {
		if ((st = crm_may_own(c->s, &r, of_lead(c, "owner").i, err)) !=
		    CRM_OK)
			return st;
		put(&r, "owner", of_lead(c, "owner"));
	}
	if ((st = crm_insert(c->s, &r, err)) == CRM_OK)
		c->customer = r.id;
	return st;
}

/* A lead that names nobody and no way to reach them makes no contact. */
static bool
has_person(const struct conversion *c)
{
	return lead_has(c, "name") || lead_has(c, "email") ||
	    lead_has(c, "mobile") || lead_has(c, "phone");
}

static enum crm_status
make_contact(struct conversion *c, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	if (c->contact != 0)
		return fill(c, c->contacts, c->contact, to_contact, err);
	if (c->how->no_contact || !has_person(c))
		return CRM_OK;
	crm_record_init(&r, c->contacts, &c->arena);
	put(&r, "customer", crm_value_int(c->customer));
	carry(c, to_contact, NULL, &r);
	carry_address(c, NULL, &r);
	if ((st = crm_insert(c->s, &r, err)) == CRM_OK)
		c->contact = r.id;
	return st;
}

static enum crm_status
make_deal(struct conversion *c, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	if (c->how->deal.n == 0)
		return CRM_OK;
	crm_record_init(&r, c->deals, &c->arena);
	put(&r, "name", crm_value_text(c->how->deal));
	put(&r, "customer", crm_value_int(c->customer));
	if (c->contact != 0)
		put(&r, "contact", crm_value_int(c->contact));
	put(&r, "opened_on", crm_value_int(crm_store_clock(c->s)->today));
	carry(c, to_deal, NULL, &r);
	if ((st = crm_insert(c->s, &r, err)) == CRM_OK)
		c->deal = r.id;
	return st;
}

/* ---- what follows ---- */

/* Ids of the open tasks about the lead; *n of them. */
static enum crm_status
open_tasks(struct conversion *c, int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_value about = crm_value_text(crm_text_of(c->id));

	return crm_ids(c->s,
	    "SELECT \"id\" FROM task WHERE \"about\" = ? "
	    "AND \"status\" IN ('todo', 'doing') AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &about, 1, &c->arena, ids, n, err);
}

static enum crm_status
move_tasks(struct conversion *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "task");
	const char *about = c->deal != 0
	    ? typed_id(&c->arena, c->deals, c->deal)
	    : typed_id(&c->arena, c->customers, c->customer);
	enum crm_action done;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = open_tasks(c, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_record patch;

		crm_record_init(&patch, e, &c->arena);
		patch.id = ids[i];
		put(&patch, "about", crm_value_text(crm_text_of(about)));
		if (c->contact != 0)
			put(&patch, "contact", crm_value_int(c->contact));
		st = crm_update(c->s, &patch, &done, err);
	}
	return st;
}

static enum crm_status
close_lead(struct conversion *c, enum crm_action *done, struct crm_err *err)
{
	struct crm_record patch;

	crm_record_init(&patch, c->lead.entity, &c->arena);
	patch.id = c->lead.id;
	patch.held = CRM_HELD_REFUSED;
	put(&patch, "status", crm_value_text(CRM_TEXT("converted")));
	put(&patch, "reason", CRM_VALUE_NULL);
	put(&patch, "converted_on",
	    crm_value_int(crm_store_clock(c->s)->today));
	put(&patch, "converted_customer", crm_value_int(c->customer));
	if (c->contact != 0)
		put(&patch, "converted_contact", crm_value_int(c->contact));
	if (c->deal != 0)
		put(&patch, "converted_deal", crm_value_int(c->deal));
	return crm_update(c->s, &patch, done, err);
}

enum crm_status
crm_lead_convert(struct crm_store *s, int64_t lead,
    const struct crm_conversion *how, enum crm_action *done,
    struct crm_err *err)
{
	struct conversion c = { .s = s, .how = how, .arena = CRM_ARENA_INIT };
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = load(&c, lead, err)) == CRM_OK &&
	    (st = find_existing(&c, err)) == CRM_OK &&
	    (st = make_customer(&c, err)) == CRM_OK &&
	    (st = make_contact(&c, err)) == CRM_OK &&
	    (st = make_deal(&c, err)) == CRM_OK &&
	    (st = move_tasks(&c, err)) == CRM_OK)
		st = close_lead(&c, done, err);
	crm_arena_free(&c.arena);
	return st;
}
