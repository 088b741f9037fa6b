/* Who may give how much away: beyond that it is asked for, not refused. */
#include "line.h"

#include <crm/domain/right.h>

/* Whether the book says of anybody that he may, and who acts may not. */
static enum crm_status
lacks(struct crm_store *s, const char *right, int64_t much, bool *yes,
    struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(right)), n;
	struct crm_err why;
	enum crm_status st;

	*yes = false;
	st = crm_get_int(s,
	    "SELECT count(*) FROM role_right WHERE \"right\" = ? "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &n, err);
	if (st != CRM_OK || n.i == 0)
		return st;
	st = crm_right_check(s, right, much, &why);
	*yes = st == CRM_DENIED;
	if (st != CRM_OK && st != CRM_DENIED)
		*err = why;
	return st == CRM_DENIED ? CRM_OK : st;
}

enum crm_status
crm_discount_authority(struct crm_store *s, const struct crm_record *document,
    struct crm_arena *a, struct crm_text *why, struct crm_err *err)
{
	struct crm_value off = line_get(document, "off_list");
	struct crm_value below = line_get(document, "below_floor");
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	bool yes = false;

	*why = CRM_TEXT("");
	if (below.kind == CRM_INT && below.i != 0) {
		struct crm_err ignored;

		yes = crm_right_check(s, "floor", 0, &ignored) != CRM_OK;
		if (yes)
			*why = CRM_TEXT("below the floor price");
	}
	if (yes || off.kind != CRM_INT || off.i == 0)
		return CRM_OK;
	/* A share of 0.125 is 12.5 of the right. */
	if ((st = lacks(s, "discount", off.i * 100, &yes, err)) != CRM_OK ||
	    !yes)
		return st;
	crm_number_format(&b, off.i * 100, CRM_DECIMAL_DIGITS, false);
	*why = crm_text_of(
	    crm_sprintf(a, "%s %% below the list prices", b.data));
	crm_buf_free(&b);
	return CRM_OK;
}
