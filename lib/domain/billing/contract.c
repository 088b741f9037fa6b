/*
 * The plan of a contract: what it comes to with its signed amendments, in parts by its
 * terms.  It stands for what its orders would be charged; a framework contract has
 * none, for its orders call off what it is worth.
 */
#include "billing.h"

/* What signed amendments add. */
static enum crm_status
add_amendments(struct bill *b, struct crm_err *err)
{
	const struct crm_value id[] = { crm_value_int(b->contract),
		crm_value_int(b->contract) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(b->s,
	    "WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) UNION "
	    "SELECT n.\"id\" FROM contract n JOIN below b "
	    "ON n.\"amends\" = b.\"id\" WHERE n.\"deleted\" IS NULL "
	    "AND n.\"status\" IN ('signed', 'completed')) "
	    "SELECT CAST(coalesce(sum(coalesce(k.\"gross\", k.\"amount\")), 0) "
	    "AS BIGINT), CAST(coalesce(sum(coalesce(k.\"net\", "
	    "k.\"amount\")), 0) AS BIGINT) FROM contract k "
	    "JOIN below b ON b.\"id\" = k.\"id\" WHERE k.\"id\" <> ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, id, COUNT(id));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		b->line->sum.gross += crm_col_int(q, 0);
		b->line->sum.net += crm_col_int(q, 1);
		b->line->wanted_sum = b->line->sum;
		crm_reset(q);
	}
	return st;
}

static bool
is_planned(enum bill_form f)
{
	return f == FORM_SIGNING || f == FORM_INSTALMENT;
}

/* Whether orders of it have receivables of their own. */
static enum crm_status
find_orders(struct bill *b, int64_t *order, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(b->contract);
	struct crm_value n;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(r.\"order\") FROM receivable r JOIN sale_order o "
	    "ON o.\"id\" = r.\"order\" WHERE o.\"contract\" = ? "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL",
	    &id, 1, &n, err);

	*order = st == CRM_OK && n.kind == CRM_INT ? n.i : 0;
	return st;
}

/* What came back before it was charged is not planned again. */
static enum crm_status
leave_out(struct bill *b, struct crm_err *err)
{
	struct bill_line *l = b->line;
	int64_t off;
	enum crm_status st = bill_off_plan(b->s, b->contract, &off, err);

	if (st == CRM_OK && off > 0)
		l->wanted_sum = bill_less(l->wanted_sum,
		    bill_share(l->wanted_sum, off, l->sum.gross));
	return st;
}

static enum crm_status
reach(struct bill *b, struct crm_err *err)
{
	enum crm_status st = add_amendments(b, err);

	if (st == CRM_OK)
		st = leave_out(b, err);
	return st == CRM_OK ? bill_reach(b, err) : st;
}

/* ---- terminated ---- */

/* What is planned goes; what is booked, paid of or invoiced stays.  What is only to be
 * invoiced would be owed with that: it is refused, naming the request. */
enum crm_status
bill_terminated(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(id);
	struct bill b;
	bool there;
	int64_t *row;
	size_t n, i;
	enum crm_status st = bill_open(&b, s, e, id, &there, err);

	if (st == CRM_OK && there)
		st = crm_ids(s,
		    "SELECT r.\"id\" FROM receivable r "
		    "WHERE " BILL_BY_CONTRACT BILL_NOT_BOOKED
		    "AND NOT " BILL_INVOICED_BY(
			"NOT IN ('void', 'requested')") "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL "
							"ORDER BY r.\"id\"",
		    &contract, 1, &b.a, &row, &n, err);
	for (i = 0; st == CRM_OK && there && i < n; i++)
		st = bill_void(&b, row[i], err);
	/* What it changed is as it was before. */
	if (st == CRM_OK && there && bill_int(&b.doc, "amends") != 0)
		crm_later(s, bill_contract, e, bill_int(&b.doc, "amends"));
	crm_arena_free(&b.a);
	return st;
}

/* ---- signed ---- */

/* What amends another is a part of that. */
enum crm_status
bill_reach_contract(struct bill *b, struct crm_err *err)
{
	int64_t order;
	enum crm_status st;

	if (!crm_text_is(text_of(&b->doc, "status"), "signed") ||
	    value_of(&b->doc, "customer")->kind != CRM_INT ||
	    crm_text_is(text_of(&b->doc, "kind"), "framework") ||
	    !is_planned(b->line->form))
		return CRM_OK;
	st = find_orders(b, &order, err);
	return st == CRM_OK && order == 0 ? reach(b, err) : st;
}

enum crm_status
bill_contract(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(&b, s, e, id, &there, err);

	if (st != CRM_OK || !there)
		goto out;
	if (value_of(&b.doc, "amends")->kind == CRM_INT)
		crm_later(s, bill_contract, e, bill_int(&b.doc, "amends"));
	else
		st = bill_reach_contract(&b, err);
out:
	crm_arena_free(&b.a);
	return st;
}

/* ---- by a verb ---- */

static enum crm_status
check(struct bill *b, struct crm_err *err)
{
	const char *id = typed_id(&b->a, b->doc.entity, b->contract);
	struct crm_text word = word_of(&b->doc, "status");
	int64_t order;
	enum crm_status st;

	if (!crm_text_is(text_of(&b->doc, "status"), "signed"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s; what is signed is planned", id, (int)word.n,
		    word.p);
	if (value_of(&b->doc, "amends")->kind == CRM_INT ||
	    crm_text_is(text_of(&b->doc, "kind"), "framework"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is an amendment or a framework contract: its main "
		    "contract, or its orders, are charged",
		    id);
	if (value_of(&b->doc, "customer")->kind != CRM_INT)
		return crm_fail_field(err, CRM_RULE, "customer", "is needed");
	st = find_orders(b, &order, err);
	if (st == CRM_OK && order != 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s is charged by its orders, %s among them: a plan hangs "
		    "on the contract or on its orders, never on both; "
		    "crm-order cancel takes an order back",
		    id,
		    typed_id(&b->a,
			crm_dict_find(crm_store_dict(b->s), "order"), order));
	return st;
}

enum crm_status
crm_contract_plan(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "contract");
	struct bill b = { .n = 0 };
	bool there = false;
	enum crm_status st;

	*done = CRM_ACT_UPDATED;
	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = bill_open(&b, s, e, id, &there, err)) != CRM_OK)
		goto out;
	if (!there) {
		st = crm_fail_record(
		    err, CRM_NOTFOUND, "there is no %s", typed_id(&b.a, e, id));
		goto out;
	}
	if (!is_planned(b.line->form))
		b.line->form = FORM_INSTALMENT;
	if ((st = check(&b, err)) == CRM_OK)
		st = reach(&b, err);
out:
	crm_arena_free(&b.a);
	return st;
}
