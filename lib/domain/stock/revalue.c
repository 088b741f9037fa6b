/* What makes stock worth more or less, though nothing of it moves. */
#include "stock.h"

#include <crm/base/number.h>

enum crm_status
check_worth(
    struct crm_store *s, int64_t worth, int64_t change, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	if (change >= 0 || worth + change >= 0)
		return CRM_OK;
	crm_number_format(
	    &b, worth, crm_currency_digits(crm_store_currency(s)), true);
	st = crm_fail_field(err, CRM_RULE, "value",
	    "takes off more than what is left of it is worth, which is %s",
	    b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
check_revalued(struct crm_store *s, const struct goods *g,
    const struct place *p, const struct level *l, const struct crm_record *move,
    struct crm_err *err)
{
	if (g->fifo)
		return crm_fail_field(err, CRM_RULE, "of",
		    "is required: %s is kept first in, first out; name the "
		    "receipt that is worth more or less",
		    g->name);
	if (l->pool.on_hand <= 0)
		return crm_fail_field(err, CRM_RULE, "value",
		    "there is none of %s in %s that it could be of", g->name,
		    p->name);
	return check_worth(s, l->pool.value, value_of(move, "value")->i, err);
}
