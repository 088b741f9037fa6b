/* One posting of an entry, and what goes with an amount in the base currency. */
#include "post.h"

int64_t
post_int(const struct posting *p, int column)
{
	return crm_col_null(p->q, column) ? 0 : crm_col_int(p->q, column);
}

/* In a currency; empty: the base currency, of which the base is the amount. */
enum crm_status
post_in(struct posting *p, enum role role, struct crm_text currency,
    int64_t amount, int64_t base, struct crm_err *err)
{
	struct crm_posting *to = &p->e.posting[p->e.n];

	if (amount == 0 && base == 0)
		return CRM_OK;
	/* What is left of the base of nothing is of no other currency. */
	if (amount == 0 || currency.n == 0 || crm_text_eq(currency, p->base)) {
		currency = p->base;
		amount = base;
	}
	*to = (struct crm_posting){
		.currency = currency, .amount = amount, .base = base
	};
	p->e.n++;
	return accounts_find(
	    p->accounts, role, p->seller, p->category, &to->account, err);
}

enum crm_status
post(struct posting *p, enum role role, int64_t base, struct crm_err *err)
{
	return post_in(p, role, p->base, base, base, err);
}

void
post_to(struct posting *p, struct crm_text account, int64_t base)
{
	if (base != 0)
		p->e.posting[p->e.n++] = (struct crm_posting){
			.account = account,
			.currency = p->base,
			.amount = base,
			.base = base
		};
}

/* A part of an amount, in the base currency as the whole is. */
int64_t
post_part(int64_t some, int64_t amount, int64_t base)
{
	int64_t out;

	return amount != 0 && crm_mul_div(some, base, amount, &out) ? out
								    : some;
}

int64_t
post_net(const struct posting *p)
{
	return post_part(
	    post_int(p, COL_C), post_int(p, COL_A), post_int(p, COL_B));
}

enum crm_status
post_base(
    const struct posting *p, int64_t amount, int64_t *out, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	enum in_base got = base_amount(p->s, crm_value_int(amount), currency,
	    crm_col(p->q, COL_RATE, false), out);
	enum crm_status st = CRM_OK;

	if (got == NO_RATE || got == TOO_LARGE) {
		const char *id = typed_id(&a, p->e.entity, p->e.id);

		st = crm_fail_record(err, CRM_RULE,
		    "%s is in %.*s, and its rate says no amount in %.*s: %s "
		    "set %s rate=RATE",
		    id, (int)currency.n, currency.p, (int)p->base.n, p->base.p,
		    crm_entity_command(p->e.entity, &a), id);
	}
	crm_arena_free(&a);
	return st;
}
