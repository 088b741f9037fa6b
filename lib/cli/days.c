/* --from and --to. */
#include "internal.h"

static enum crm_status
read_end(const struct crm_cmd *c, enum crm_opt o, const char *name,
    int64_t *out, struct crm_err *err)
{
	enum crm_status st;
	int64_t first, last;

	if (!crm_has(c, o))
		return CRM_OK;
	st = crm_days_expr(
	    crm_text_of(c->opt[o]), &c->clock, &first, &last, err);
	if (st == CRM_OK)
		*out = o == CRM_OPT_FROM ? first : last;
	else
		crm_err_in_field(err, name);
	return st;
}

enum crm_status
crm_cmd_days(
    const struct crm_cmd *c, int64_t *from, int64_t *to, struct crm_err *err)
{
	enum crm_status st = read_end(c, CRM_OPT_FROM, "--from", from, err);

	return st == CRM_OK ? read_end(c, CRM_OPT_TO, "--to", to, err) : st;
}
