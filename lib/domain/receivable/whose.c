/* Whose is what is allocated: an undo may give a receivable or a payment back to another
 * customer, as that of a merge does. */
#include "ledger.h"

#define PAIRS \
	"SELECT p.\"id\", p.\"customer\", x.\"id\", x.\"customer\" " \
	"FROM allocation a JOIN payment p ON p.\"id\" = a.\"payment\" JOIN "
#define OF_BOTH \
	" = ? AND a.\"deleted\" IS NULL AND x.\"customer\" <> p.\"customer\" " \
	"GROUP BY p.\"id\", p.\"customer\", x.\"id\", x.\"customer\" " \
	"HAVING sum(a.\"amount\") <> 0 ORDER BY 1, 3"

/* What a payment is for, or is paid back by, that is of another customer. */
struct pair {
	int64_t payment, payer, other, of;
};

static enum crm_status
no_more(
    struct crm_store *s, const struct pair *x, bool refund, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *of = crm_dict_find(d, "customer");
	const struct crm_entity *e = crm_dict_find(d, "payment");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *payment = typed_id(&a, e, x->payment);
	const char *other = typed_id(
	    &a, refund ? e : crm_dict_find(d, "receivable"), x->other);
	const char *way = refund
	    ? crm_sprintf(&a, "crm-order payment void %s", other)
	    : crm_sprintf(&a, "crm-order payment unallocate %s from=%s",
		  payment, other);
	enum crm_status st = crm_fail_record(err, CRM_RULE,
	    "%s would be of %s again, and %s, which it is allocated to, of %s; "
	    "take that back first: %s",
	    payment, typed_id(&a, of, x->payer), other, typed_id(&a, of, x->of),
	    way);

	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_pairs(struct crm_store *s, const char *sql, int64_t id, bool refund,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct pair *pair = NULL;
	struct crm_stmt *q;
	enum crm_status st;
	size_t n = 0, cap = 0, i;
	bool row, above;

	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		pair = crm_grow(&a, pair, n, &cap, sizeof *pair);
		pair[n++] = (struct pair){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2), crm_col_int(q, 3) };
	}
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = customer_is_above(
		    s, pair[i].payer, pair[i].of, &above, err);
		if (st == CRM_OK && !above)
			st = no_more(s, &pair[i], refund, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
whose_undone(const struct crm_saving *w, bool payment, struct crm_err *err)
{
	static const char *const of_payment[] = {
		PAIRS "receivable x ON x.\"id\" = a.\"receivable\" "
		      "WHERE a.\"payment\"" OF_BOTH,
		PAIRS "payment x ON x.\"id\" = a.\"refund\" "
		      "WHERE a.\"payment\"" OF_BOTH,
		PAIRS "payment x ON x.\"id\" = a.\"refund\" "
		      "WHERE a.\"refund\"" OF_BOTH,
	};
	enum crm_status st = CRM_OK;
	size_t i;

	if (!w->undo || w->old == NULL || !differs(w->old, w->new, "customer"))
		return CRM_OK;
	if (!payment)
		return check_pairs(w->store,
		    PAIRS "receivable x ON x.\"id\" = a.\"receivable\" "
			  "WHERE a.\"receivable\"" OF_BOTH,
		    w->new->id, false, err);
	for (i = 0; i < COUNT(of_payment) && st == CRM_OK; i++)
		st = check_pairs(
		    w->store, of_payment[i], w->new->id, i > 0, err);
	return st;
}
