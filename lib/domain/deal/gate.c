/* The gate of a stage: what a deal must have before it moves on. */
#include "deal.h"

/* Names of the needed fields that are blank, joined by ", ". */
static enum crm_status
list_missing(struct crm_store *s, const struct crm_record *deal,
    struct crm_text needs, struct crm_arena *a, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_text name;
	struct crm_value v;
	enum crm_status st;
	int field;

	while (list_item(&needs, &name)) {
		/* A field that the book has no more cannot be asked for. */
		if ((field = crm_field_index(deal->entity, name)) < 0)
			continue;
		st = record_value(s, deal, -1, deal->entity, field, a, &v, err);
		if (st != CRM_OK)
			return st;
		if (v.kind != CRM_NULL)
			continue;
		if (out->len > 0)
			crm_buf_str(out, ", ");
		crm_buf_add(out, name.p, name.n);
	}
	return CRM_OK;
}

static enum crm_status
gate_rule(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, bool *holds,
    struct crm_err *err)
{
	struct crm_text rule = text_of(stage, "exit_rule");
	struct crm_filter_env env = crm_store_env(s);
	const char *id = typed_id(a, stage->entity, stage->id);
	struct crm_filter *f;
	struct crm_err e;
	enum crm_status st;

	*holds = true;
	if (rule.n == 0)
		return CRM_OK;
	st = crm_filter_parse(crm_store_dict(s), deal->entity,
	    text_dup(a, rule), &env, a, &f, &e);
	if (st == CRM_OK)
		return record_holds(s, f, deal, holds, err);
	/* It could be read when it was saved; what it names has gone since. */
	return crm_fail(err, CRM_RULE,
	    "the exit rule of %s cannot be read "
	    "any more: %s; change it with: crm-admin stage set %s "
	    "exit_rule=…",
	    id, e.text, id);
}

enum crm_status
deal_gate(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, deal->entity, deal->id);
	struct crm_buf missing = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_text name = text_of(stage, "name");
	struct crm_text rule = text_of(stage, "exit_rule");
	enum crm_status st;
	bool holds;

	st = list_missing(s, deal, text_of(stage, "needs"), a, &missing, err);
	if (st == CRM_OK)
		st = gate_rule(s, deal, stage, a, &holds, err);
	if (st != CRM_OK || (missing.len == 0 && holds))
		goto out;
	crm_buf_printf(&text, "cannot leave %.*s yet:", (int)name.n, name.p);
	if (missing.len > 0)
		crm_buf_printf(&text, " it needs %s", missing.data);
	if (!holds)
		crm_buf_printf(&text, "%s its exit rule does not hold: %.*s",
		    missing.len > 0 ? ";" : "", (int)rule.n, rule.p);
	st = crm_fail_record(err, CRM_RULE,
	    "%s %s; give what is missing with: crm-deal "
	    "set %s field=value",
	    id, text.data, id);
out:
	crm_buf_free(&missing);
	crm_buf_free(&text);
	return st;
}
