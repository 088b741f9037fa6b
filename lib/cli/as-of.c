/* The instant that clocks are asked for. */
#include "internal.h"

#include <crm/store/log.h>

enum crm_status
crm_cmd_now(struct crm_cmd *c, int64_t *now, struct crm_err *err)
{
	struct crm_text text = crm_text_of(c->opt[CRM_OPT_AS_OF]);
	struct crm_value at;
	enum crm_status st;
	struct crm_err none;
	int64_t last, number;

	*now = c->clock.now;
	if (text.n == 0)
		return CRM_OK;
	if (crm_as_of_last(text, &c->clock, &last, &none) == CRM_OK) {
		if (last < *now)
			*now = last;
		return CRM_OK;
	}
	if ((st = crm_batch_parse(c->store, text, &number, err)) != CRM_OK)
		return st;
	st = crm_batch_at(c->store, number, &at, err);
	if (st == CRM_OK && at.kind == CRM_INT)
		*now = at.i;
	return st;
}
