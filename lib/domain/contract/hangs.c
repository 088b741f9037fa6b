/*
 * What hangs on a contract or an order: an amendment and a renewal, an order, a
 * receivable.  Their sums are added up, so they are of one customer, in one currency and
 * of one seller, whoever writes which of them.
 */
#include "contract.h"

#include <string.h>

/* Records of a kind lead to others by a reference; which of them count. */
struct tie {
	const char *kind, *field, *on, *lives;
};

static const struct tie ties[] = {
	{ "contract", "amends", "contract", "\"status\" <> 'terminated'" },
	{ "contract", "renews", "contract", "\"status\" <> 'terminated'" },
	{ "order", "contract", "contract", "\"status\" <> 'cancelled'" },
	{ "receivable", "order", "order", "\"void_on\" IS NULL" },
	{ "receivable", "contract", "contract", "\"void_on\" IS NULL" },
};

static const char *const whose[] = { "customer", "currency", "seller" };

static bool
is_kind(const struct crm_record *r, const char *kind)
{
	return strcmp(r->entity->def->name, kind) == 0;
}

static bool
changes(const struct crm_saving *w, const char *field)
{
	return w->old == NULL || comes_back(w->old, w->new) ||
	    differs(w->old, w->new, field);
}

static bool
changes_whose(const struct crm_saving *w)
{
	size_t i;

	for (i = 0; i < COUNT(whose); i++)
		if (changes(w, whose[i]))
			return true;
	return false;
}

static struct crm_text
currency_of(const struct crm_saving *w, const struct crm_record *r)
{
	struct crm_text t = text_of(r, "currency");

	return t.n > 0 ? t : crm_text_of(crm_store_currency(w->store));
}

/* By which of these they are apart; NULL: by none.  Who says none may be anybody's. */
static const char *
apart_by(const struct crm_saving *w, const struct crm_record *r,
    const struct crm_record *on)
{
	size_t i;

	for (i = 0; i < COUNT(whose); i++) {
		const struct crm_value *x = value_of(r, whose[i]);
		const struct crm_value *y = value_of(on, whose[i]);

		if (strcmp(whose[i], "currency") == 0
			? !crm_text_eq(currency_of(w, r), currency_of(w, on))
			: x->kind == CRM_INT && y->kind == CRM_INT &&
			    x->i != y->i)
			return whose[i];
	}
	return NULL;
}

/* ---- what it hangs on ---- */

static enum crm_status
refuse_up(const struct crm_saving *w, const struct tie *t,
    const struct crm_record *on, const char *by, struct crm_err *err)
{
	const char *id = typed_id(w->arena, on->entity, on->id);

	if (strcmp(by, "customer") == 0)
		return crm_fail_field(err, CRM_RULE, t->field,
		    "%s is with another customer, and so is what hangs on it",
		    id);
	if (strcmp(by, "currency") == 0)
		return crm_fail_field(err, CRM_RULE, t->field,
		    "%s is in another currency, and so is what hangs on it",
		    id);
	return crm_fail_field(err, CRM_RULE, t->field,
	    "%s is of another seller, and so is what hangs on it", id);
}

/* What is charged of an order hangs on the contract of that by the order alone. */
static enum crm_status
check_up(const struct crm_saving *w, const struct tie *t, int64_t *contract,
    struct crm_err *err)
{
	const struct crm_value *ref = value_of(w->new, t->field);
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), t->on);
	struct crm_record on;
	enum crm_status st;
	const char *by;

	if (ref->kind != CRM_INT || ref->i == *contract ||
	    (!changes(w, t->field) && !changes_whose(w)))
		return CRM_OK;
	/* Who changes that waits. */
	st = w->import ? CRM_OK : crm_lock(w->store, e, ref->i, err);
	if (st == CRM_OK)
		st = crm_load(w->store, e, ref->i, w->arena, &on, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	if (strcmp(t->on, "order") == 0 &&
	    value_of(&on, "contract")->kind == CRM_INT)
		*contract = value_of(&on, "contract")->i;
	by = apart_by(w, w->new, &on);
	return by != NULL ? refuse_up(w, t, &on, by, err) : CRM_OK;
}

/* ---- what hangs on it ---- */

static enum crm_status
check_down(const struct crm_saving *w, const struct tie *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), t->kind);
	const struct crm_value own = crm_value_text(
	    crm_text_of(crm_store_currency(w->store)));
	const struct crm_value v[] = { crm_value_int(w->new->id),
		*value_of(w->new, "customer"), own,
		crm_value_text(currency_of(w, w->new)),
		*value_of(w->new, "seller") };
	struct crm_value first;
	enum crm_status st = crm_get_int(w->store,
	    crm_sprintf(w->arena,
		"SELECT min(\"id\") FROM %s WHERE \"%s\" = ? "
		"AND \"deleted\" IS NULL AND %s AND (\"customer\" <> ? "
		"OR coalesce(\"currency\", ?) <> ? OR \"seller\" <> ?)",
		e->def->table, t->field, t->lives),
	    v, COUNT(v), &first, err);
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);

	return st == CRM_OK && first.kind == CRM_INT
	    ? crm_fail_record(err, CRM_RULE,
		  "%s hangs on %s: the customer, the currency and the seller "
		  "of %s stay",
		  typed_id(w->arena, e, first.i), id, id)
	    : st;
}

enum crm_status
crm_contract_hangs(const struct crm_saving *w, struct crm_err *err)
{
	bool edited = w->old != NULL && changes_whose(w);
	enum crm_status st = CRM_OK;
	int64_t contract = 0;
	size_t i;

	/* Of what is written back, and of two that become one, all follow. */
	if ((w->undo && !w->verified) || crm_merge_moves(w->store))
		return CRM_OK;
	for (i = 0; i < COUNT(ties) && st == CRM_OK; i++) {
		if (is_kind(w->new, ties[i].kind))
			st = check_up(w, &ties[i], &contract, err);
		if (st == CRM_OK && edited && is_kind(w->new, ties[i].on))
			st = check_down(w, &ties[i], err);
	}
	return st;
}

enum crm_status
contract_main(
    struct crm_store *s, int64_t contract, int64_t *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "WITH RECURSIVE up(\"id\", \"amends\") AS (SELECT c.\"id\", "
	    "c.\"amends\" FROM contract c WHERE c.\"id\" = ? UNION "
	    "SELECT c.\"id\", c.\"amends\" FROM contract c "
	    "JOIN up u ON c.\"id\" = u.\"amends\") "
	    "SELECT min(\"id\") FROM up WHERE \"amends\" IS NULL",
	    &id, 1, &n, err);

	*out = st == CRM_OK && n.kind == CRM_INT ? n.i : contract;
	return st;
}

/* ---- whether an order may be of it ---- */

/* Neither its contract nor what that amends is over. */
enum crm_status
crm_contract_lives(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(order, "contract"),
		crm_value_int(order->id) };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value over;
	enum crm_status st = crm_get_int(s,
	    "WITH RECURSIVE \"up\"(\"id\") AS ("
	    "SELECT c.\"id\" FROM contract c WHERE c.\"id\" = ? "
	    "OR c.\"id\" IN (SELECT t.\"contract\" FROM contract_line t "
	    "JOIN order_line l ON l.\"contract_line\" = t.\"id\" "
	    "WHERE l.\"order\" = ? AND l.\"deleted\" IS NULL) "
	    "UNION SELECT c.\"amends\" FROM contract c "
	    "JOIN \"up\" u ON c.\"id\" = u.\"id\" "
	    "WHERE c.\"amends\" IS NOT NULL) "
	    "SELECT min(c.\"id\") FROM contract c "
	    "JOIN \"up\" u ON u.\"id\" = c.\"id\" "
	    "WHERE c.\"status\" = 'terminated' AND c.\"deleted\" IS NULL",
	    v, COUNT(v), &over, err);
	const char *id = typed_id(&a, order->entity, order->id);

	if (st == CRM_OK && over.kind == CRM_INT)
		st = crm_text_is(text_of(order, "status"), "closed")
		    ? crm_fail_record(err, CRM_RULE,
			  "%s is of CTR%lld, which is terminated: it stays "
			  "closed",
			  id, (long long)over.i)
		    : crm_fail_record(err, CRM_RULE,
			  "%s is of CTR%lld, which is terminated: crm-order "
			  "cancel %s takes it back",
			  id, (long long)over.i, id);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_contract_binds(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	const struct crm_value *of = value_of(order, "contract");
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "contract");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record contract;
	struct crm_text word;
	enum crm_status st = crm_contract_lives(s, order, err);

	if (st != CRM_OK || of->kind != CRM_INT ||
	    value_of(order, "confirmed_at")->kind != CRM_NULL)
		return st;
	st = crm_load(s, e, of->i, &a, &contract, err);
	if (st == CRM_OK &&
	    !crm_text_is(text_of(&contract, "status"), "signed")) {
		word = word_of(&contract, "status");
		st = crm_fail_record(err, CRM_RULE,
		    "%s is of %s, which is %.*s: an order of what is signed is "
		    "confirmed",
		    typed_id(&a, order->entity, order->id),
		    typed_id(&a, e, of->i), (int)word.n, word.p);
	}
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}
