/* A value of a field as text, as value.c holds it and parse.c reads it back. */
#include "internal.h"

static void
format_ref(struct crm_buf *out, const struct crm_dict *dict,
    const struct crm_field *f, int64_t id)
{
	const struct crm_entity *e = crm_dict_find(dict, f->ref);

	if (e != NULL)
		crm_id_format(out, e, id);
	else
		crm_buf_int(out, id);
}

static void
format_int(struct crm_buf *out, const struct crm_dict *dict,
    const struct crm_entity *e, const struct crm_field *f, int64_t i,
    int money_digits)
{
	switch (f->type) {
	case CRM_T_ID:
		crm_id_format(out, e, i);
		break;
	case CRM_T_REF:
		format_ref(out, dict, f, i);
		break;
	case CRM_T_DECIMAL:
		crm_number_format(out, i, CRM_DECIMAL_DIGITS, false);
		break;
	case CRM_T_PERCENT:
		crm_number_format(out, i, PERCENT_DIGITS, false);
		break;
	case CRM_T_RATE:
		crm_number_format(out, i, CRM_RATE_DIGITS, false);
		break;
	case CRM_T_MONEY:
		crm_number_format(out, i, money_digits, true);
		break;
	case CRM_T_BOOL:
		crm_buf_str(out, i != 0 ? "yes" : "no");
		break;
	case CRM_T_DATE:
		crm_date_format(out, i);
		break;
	case CRM_T_INSTANT:
		crm_instant_format(out, i);
		break;
	default:
		crm_buf_int(out, i);
		break;
	}
}

void
crm_value_format(struct crm_buf *out, const struct crm_dict *dict,
    const struct crm_entity *e, const struct crm_field *f, struct crm_value v,
    int money_digits)
{
	switch (v.kind) {
	case CRM_STR:
		crm_buf_add(out, v.t.p, v.t.n);
		break;
	case CRM_INT:
		format_int(out, dict, e, f, v.i, money_digits);
		break;
	default:
		break;
	}
}
