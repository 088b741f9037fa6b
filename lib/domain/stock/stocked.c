/*
 * What goods are moved at all.  Of a service there is no stock.  Goods that are sold no
 * more are sold off, moved and counted like others, and come in, which is said; they are
 * not ordered.  A warehouse that is not in use is emptied, and nothing comes into it.
 */
#include "stock.h"

/* What is sold of a kit are its parts: of what would lie there itself nothing ever
 * left. */
static enum crm_status
check_no_kit(const struct goods *g, struct crm_err *err)
{
	return !g->kit
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "product",
		  "%s is a kit, of which its parts are kept in stock; "
		  "crm-stock kit-part delete makes it none",
		  g->name);
}

enum crm_status
check_stocked(const struct goods *g, struct crm_err *err)
{
	enum crm_status st = check_no_kit(g, err);

	return st != CRM_OK || g->stocked
	    ? st
	    : crm_fail_field(err, CRM_RULE, "product",
		  "%s is not kept in stock; crm-stock set %s stocked=yes "
		  "changes that",
		  g->name, g->name);
}

static bool
brings(const struct crm_record *move)
{
	return value_of(move, "quantity")->i > 0;
}

/* What follows from a move that was made, or corrects what is there, is. */
static bool
comes_in(const struct crm_record *move)
{
	return brings(move) && !crm_text_is(text_of(move, "kind"), "count");
}

static bool
takes_back(const struct crm_record *move)
{
	struct crm_text kind = text_of(move, "kind");

	return crm_text_is(kind, "reversal") || crm_text_is(kind, "difference");
}

enum crm_status
check_place_open(const struct place *p, const char *field, struct crm_err *err)
{
	return p->active
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, field,
		  "%s is not active; crm-stock warehouse set %s active=yes "
		  "changes that",
		  p->name, p->name);
}

enum crm_status
check_in_use(const struct goods *g, const struct place *p,
    const struct crm_record *move, struct crm_err *err)
{
	enum crm_status st;

	if (takes_back(move))
		return CRM_OK;
	/* What lies there since before it was a kit leaves. */
	if ((!g->kit || brings(move)) && (st = check_stocked(g, err)) != CRM_OK)
		return st;
	return comes_in(move) ? check_place_open(p, "warehouse", err) : CRM_OK;
}

enum crm_status
check_bought(const struct goods *g, struct crm_err *err)
{
	enum crm_status st = check_no_kit(g, err);

	return st != CRM_OK || g->active
	    ? st
	    : crm_fail_field(err, CRM_RULE, "product",
		  "%s is not active, and is not ordered; crm-stock set %s "
		  "active=yes changes that",
		  g->name, g->name);
}

enum crm_status
crm_move_retired(struct crm_store *s, int64_t move, struct crm_arena *a,
    const char **sku, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*sku = NULL;
	st = crm_sql(s,
	    "SELECT p.\"sku\" FROM move m JOIN product p "
	    "ON p.\"id\" = m.\"product\" WHERE m.\"id\" = ? "
	    "AND p.\"active\" = 0",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(move));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*sku = text_dup(a, crm_col_text(q, 0));
	crm_reset(q);
	return CRM_OK;
}
