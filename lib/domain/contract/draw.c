/* The text of a contract, drawn up by a template: its fields filled in. */
#include "contract.h"

#include <crm/domain/print.h>

static enum crm_status
put_body(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text body, enum crm_action *done, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_status st;

	if (body.n == 0)
		return crm_fail(err, CRM_RULE,
		    "the template prints nothing for CTR%lld: nothing is drawn "
		    "up by it",
		    (long long)id);
	crm_record_init(&patch, e, &a);
	patch.id = id;
	crm_record_set(&patch, field_of(e, "body"), crm_value_text(body));
	st = crm_update(s, &patch, done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_contract_draw(struct crm_store *s, int64_t id, int64_t template,
    bool chinese, enum crm_action *done, struct crm_err *err)
{
	const struct crm_print_ask ask = {
		.entity = crm_dict_find(crm_store_dict(s), "contract"),
		.format = CRM_TEMPLATE_TEXT,
		.chinese = chinese,
		.named = template,
	};
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_print *p = NULL;
	enum crm_status st = crm_lock(s, ask.entity, id, err);

	if (st == CRM_OK)
		st = crm_print_open(s, &ask, &a, &p, err);
	if (st == CRM_OK)
		st = crm_print_one(p, id, &text, err);
	if (st == CRM_OK)
		st = put_body(s, ask.entity, id,
		    crm_text_trim((struct crm_text){ text.data, text.len }),
		    done, err);
	crm_print_close(p);
	crm_buf_free(&text);
	crm_arena_free(&a);
	return st;
}
