/* Kits: one product that is sold, and the parts of it that are kept in stock. */
#include "stock.h"

static enum crm_status
any_of(struct crm_store *s, const char *sql, int64_t product, bool *any,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(product), n;
	enum crm_status st = crm_get_int(s, sql, &v, 1, &n, err);

	*any = st == CRM_OK && n.i > 0;
	return st;
}

/* What lies in stock, or is promised, is sold as it is, and its parts would be no more. */
static enum crm_status
check_unstocked(const struct crm_saving *w, struct crm_err *err)
{
	const int64_t kit = value_of(w->new, "kit")->i;
	struct goods g;
	enum crm_status st;
	bool stocked = false, held = false;

	if (w->undo ||
	    (w->old != NULL && !differs(w->old, w->new, "kit") &&
		!comes_back(w->old, w->new)))
		return CRM_OK;
	st = any_of(w->store,
	    "SELECT count(*) FROM level WHERE \"product\" = ? "
	    "AND \"on_hand\" <> 0",
	    kit, &stocked, err);
	if (st == CRM_OK && !stocked)
		st = any_of(w->store,
		    "SELECT count(*) FROM reservation WHERE \"product\" = ? "
		    "AND \"status\" = 'open' AND \"deleted\" IS NULL",
		    kit, &held, err);
	if (st != CRM_OK || (!stocked && !held) ||
	    (st = goods_load(w->store, kit, w->arena, &g, err)) != CRM_OK)
		return st;
	return crm_fail_field(err, CRM_RULE, "kit",
	    stocked ? N_("some of %s is in stock, and of a kit its parts are: "
			 "issue it, or count it away, first")
		    : N_("some of %s is promised, and of a kit its parts are: "
			 "ship or release it first"),
	    g.name);
}

/* A kit is of goods, not of kits: what is reserved is known by one look. */
enum crm_status
kit_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *kit = value_of(w->new, "kit");
	const struct crm_value *part = value_of(w->new, "product");
	enum crm_status st = check_at_least(w->new, "quantity", 1, err);
	bool is_kit = kit->i == part->i, is_part = false;

	if (st != CRM_OK || kit->kind != CRM_INT || part->kind != CRM_INT)
		return st;
	if (!is_kit)
		st = any_of(w->store,
		    "SELECT count(*) FROM kit_part WHERE \"kit\" = ? "
		    "AND \"deleted\" IS NULL",
		    part->i, &is_kit, err);
	if (st == CRM_OK && !is_kit)
		st = any_of(w->store,
		    "SELECT count(*) FROM kit_part WHERE \"product\" = ? "
		    "AND \"deleted\" IS NULL",
		    kit->i, &is_part, err);
	if (st == CRM_OK && (is_kit || is_part))
		st = crm_fail_field(err, CRM_RULE, "product",
		    "a kit is no part of a kit: name its parts instead");
	if (st == CRM_OK)
		st = check_unstocked(w, err);
	return st == CRM_OK ? move_of_others(w, err) : st;
}
