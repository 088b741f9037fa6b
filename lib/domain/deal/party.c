/*
 * Who takes part in a deal: our team with its shares, their people, those who bid
 * against us.
 */
#include "deal.h"

/* What each role is: a user of ours, a contact of theirs, or another firm's name. */
static enum crm_status
check_who(const struct crm_record *r, struct crm_err *err)
{
	bool user = value_of(r, "user")->kind == CRM_INT;
	bool contact = value_of(r, "contact")->kind == CRM_INT;
	bool name = text_of(r, "name").n > 0;
	struct crm_text role = text_of(r, "role");

	if (crm_text_is(role, "member"))
		return user && !contact && !name
		    ? CRM_OK
		    : crm_fail_field(err, CRM_INVALID, "user",
			  "a member of the team is a user: user=LOGIN");
	if (crm_text_is(role, "competitor"))
		return name && !user && !contact
		    ? CRM_OK
		    : crm_fail_field(err, CRM_INVALID, "name",
			  "a competitor is a name: name=TEXT");
	return contact && !user && !name
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "contact",
		  "who decides or uses it there is a contact: contact=NAME");
}

enum crm_status
party_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *share = value_of(w->new, "share");
	enum crm_status st;

	if ((st = check_who(w->new, err)) != CRM_OK ||
	    (st = check_percent(w->new, "share", err)) != CRM_OK)
		return st;
	return share->kind == CRM_NULL ||
		crm_text_is(text_of(w->new, "role"), "member")
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "share",
		  "only members of the team share what is sold");
}

/* ---- the shares of a team are the whole ---- */

static enum crm_status
check_shares(struct crm_store *s, int64_t deal, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value id = crm_value_int(deal), sum;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT CAST(sum(\"share\") AS BIGINT) FROM deal_party "
	    "WHERE \"deal\" = ? AND \"deleted\" IS NULL",
	    &id, 1, &sum, err);
	if (st == CRM_OK && sum.kind == CRM_INT && sum.i != CRM_WHOLE) {
		crm_number_format(&b, sum.i * 100, CRM_DECIMAL_DIGITS, false);
		st = crm_fail(err, CRM_RULE,
		    "the shares of the team of %s come to %s %%, not to 100; "
		    "give all of them in one batch: crm-deal party import",
		    typed_id(
			&a, crm_dict_find(crm_store_dict(s), "deal"), deal),
		    b.data);
	}
	crm_buf_free(&b);
	crm_arena_free(&a);
	return st;
}

enum crm_status
party_settle(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, struct crm_err *err)
{
	struct crm_value id, deal;
	enum crm_status st = CRM_OK;
	int64_t last = 0;
	size_t i;

	(void)e;
	for (i = 0; i < n && st == CRM_OK; i++) {
		id = crm_value_int(ids[i]);
		st = crm_get_int(s,
		    "SELECT \"deal\" FROM deal_party WHERE \"id\" = ?", &id, 1,
		    &deal, err);
		if (st != CRM_OK || deal.kind != CRM_INT || deal.i == last)
			continue;
		last = deal.i;
		st = check_shares(s, deal.i, err);
	}
	return st;
}

/* The same of the whole book. */
enum crm_status
party_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_finding f = { .code = "deal-shares",
		.entity = crm_dict_find(crm_store_dict(s), "deal"),
		.text = crm_tr("the shares of its team are not 100 %") };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_ids(s,
	    "SELECT \"deal\" FROM deal_party WHERE \"deleted\" IS NULL "
	    "GROUP BY \"deal\" HAVING sum(\"share\") <> " CRM_SPELLED(
		CRM_WHOLE) " ORDER BY \"deal\"",
	    NULL, 0, &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		f.record = ids[i];
		st = each(ctx, &f, err);
	}
	crm_arena_free(&a);
	return st;
}
