/* A draft becomes a document: it gets its number, and who must agree is asked. */
#include "submit.h"

#include "totals.h"

#include <crm/domain/approval.h>
#include <crm/domain/numbering.h>

enum crm_status
document_number(struct stepping *v, const char *prefix, const char *day_field,
    struct crm_err *err)
{
	const struct crm_value *seller = value_of(&v->now, "seller");
	const struct crm_value *day = value_of(&v->now, day_field);
	struct crm_numbering n = { .prefix = prefix,
		.seller = seller->kind == CRM_INT ? seller->i : 0,
		.day = day->i };
	struct crm_text number;
	enum crm_status st;

	if (day->kind != CRM_INT) {
		if ((st = crm_document_day(v->s, &n.day, err)) != CRM_OK)
			return st;
		step_set(v, day_field, crm_value_int(n.day));
	}
	if (text_of(&v->now, "number").n > 0)
		return CRM_OK;
	st = crm_number_next(v->s, &n, &v->a, &number, err);
	if (st == CRM_OK)
		step_set(v, "number", crm_value_text(number));
	return st;
}

enum crm_status
document_ask(struct stepping *v, const struct crm_lines *k, struct crm_err *err)
{
	struct crm_text why = CRM_TEXT("");
	bool agreed, asked;
	int64_t id = v->now.id;
	enum crm_status st;

	/* Whatever its amount came to be: what is asked about is its lines. */
	if ((st = crm_lines_add_up(v->s, k, id, err)) == CRM_OK &&
	    (st = crm_load(v->s, v->e, id, &v->a, &v->now, err)) == CRM_OK)
		st = is_as_agreed(v->s, k, &v->now, &v->a, &agreed, err);
	if (st == CRM_OK && !agreed)
		st = discount_authority(v->s, k, &v->now, &v->a, &why, err);
	if (st == CRM_OK)
		st = crm_consent_submit(v->s, v->e, id, why, &asked, err);
	*v->done = CRM_ACT_UPDATED;
	return st;
}
