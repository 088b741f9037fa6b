/*
 * Credit notes that somebody writes for an order or a contract: no more than is charged of
 * it and not credited yet, at the rate of that.
 */
#include "ledger.h"

#include <crm/store/log.h>

#include <string.h>

/* The document, and what is charged of it and not credited yet. */
struct noting {
	const struct crm_saving *w;
	const struct crm_entity *e;
	struct crm_record of;
	int64_t gross, net;
	bool any; /* something was charged of it */
};

/* What is owed in interest is beside it. */
#define LEFT(charged, credited) \
	"SELECT CAST(coalesce(sum(x.g), 0) AS BIGINT), " \
	"CAST(coalesce(sum(x.n), 0) AS BIGINT), " \
	"coalesce(max(x.c), 0) FROM (SELECT r.\"amount\" AS g, " \
	"coalesce(r.\"net\", r.\"amount\") AS n, 1 AS c " \
	"FROM receivable r WHERE " charged " AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL " \
	"AND coalesce(r.\"form\", '-') <> 'dunning' UNION ALL " \
	"SELECT -p.\"amount\", -coalesce(p.\"net\", p.\"amount\"), 0 " \
	"FROM payment p WHERE " credited " AND p.\"kind\" = 'credit' " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL) x"

static enum crm_status
read_left(struct noting *n, struct crm_err *err)
{
	const bool order = strcmp(n->e->def->name, "order") == 0;
	const struct crm_value id = crm_value_int(n->of.id);
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(n->w->store,
	    order ? LEFT("r.\"order\" = ?", "p.\"order\" = ?")
		  : LEFT("r.\"contract\" = ? AND r.\"order\" IS NULL",
			"coalesce((SELECT o.\"contract\" FROM sale_order o "
			"WHERE o.\"id\" = p.\"order\"), p.\"contract\") = ?"),
	    &q, err);

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, id);
	crm_bind(q, 2, id);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		n->gross = crm_col_int(q, 0);
		n->net = crm_col_int(q, 1);
		n->any = crm_col_int(q, 2) == 1;
		crm_reset(q);
	}
	return st;
}

/* *yes is false of what is of no document, or in another currency than that. */
static enum crm_status
load(struct noting *n, bool *yes, struct crm_err *err)
{
	const char *kind = given(n->w->new, "order") ? "order" : "contract";
	const struct crm_dict *d = crm_store_dict(n->w->store);
	enum crm_status st;

	*yes = given(n->w->new, kind) && given(n->w->new, "amount");
	if (!*yes)
		return CRM_OK;
	n->e = crm_dict_find(d, kind);
	st = crm_load(n->w->store, n->e, number(n->w->new, kind), n->w->arena,
	    &n->of, err);
	if (st == CRM_OK)
		*yes = crm_text_eq(text_of(&n->of, "currency"),
		    text_of(n->w->new, "currency"));
	return st == CRM_OK && *yes ? read_left(n, err) : st;
}

/* Whether it is held to what is charged: not what a file has of a document that was agreed
 * to elsewhere, as what is charged of that may come behind. */
static enum crm_status
is_held(const struct noting *n, bool *yes, struct crm_err *err)
{
	*yes = n->any;
	return n->w->import
	    ? crm_log_ever(n->w->store, n->e, n->of.id, "status", yes, err)
	    : CRM_OK;
}

static const char *
money(const struct noting *n, int64_t amount)
{
	struct crm_text currency = text_of(n->w->new, "currency");
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, amount,
	    currency.n > 0
		? crm_currency_digits_n(currency)
		: crm_currency_digits(crm_store_currency(n->w->store)),
	    true);
	text = crm_strdup(n->w->arena, b.data);
	crm_buf_free(&b);
	return text;
}

static enum crm_status
too_much(const struct noting *n, struct crm_err *err)
{
	return crm_fail_field(err, CRM_RULE, "amount",
	    "is more than is charged of %s and not credited yet: %s; without "
	    "order and contract it is credit for anything",
	    typed_id(n->w->arena, n->e, n->of.id),
	    money(n, n->gross > 0 ? n->gross : 0));
}

/* The last takes the rest. */
static void
fill_net(const struct noting *n, int64_t amount)
{
	int64_t net;

	if (given(n->w->new, "net") || n->gross <= 0 || amount > n->gross ||
	    n->net < 0 || n->net > n->gross)
		return;
	net = crm_div_round((__int128)n->net * amount, n->gross);
	crm_record_set(
	    n->w->new, field_of(n->w->new->entity, "net"), crm_value_int(net));
}

enum crm_status
noted_by_hand(const struct crm_saving *w, struct crm_err *err)
{
	struct noting n = { .w = w };
	int64_t amount = number(w->new, "amount");
	enum crm_status st;
	bool yes;

	if ((st = load(&n, &yes, err)) != CRM_OK || !yes)
		return st;
	if ((st = is_held(&n, &yes, err)) != CRM_OK)
		return st;
	if (yes && amount > n.gross)
		return too_much(&n, err);
	fill_net(&n, amount);
	return CRM_OK;
}
