/*
 * Rules that users write, read again: each with its expression, which could be
 * read when it was saved; what it names may have gone since.
 */
#include "core.h"

enum crm_status
rule_unusable(struct crm_store *s, const struct rule_ref *rule,
    const struct crm_err *why, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), rule->entity);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, e, rule->id);
	bool off = crm_field_index(e, CRM_TEXT("active")) >= 0;
	const char *change = off ? crm_tr(", or turn it off") : "";
	const char *to = off ? "active=no"
			     : crm_sprintf(&a, "%s='…'", rule->field);

	crm_fail(err, CRM_RULE,
	    "the %s %s cannot be used: %s%s%s; change it%s: %s set %s %s",
	    crm_entity_word(e), id, why->field,
	    why->field[0] != '\0' ? ": " : "", why->text, change,
	    crm_entity_command(e, &a), id, to);
	if (why->source[0] != '\0')
		crm_fail_at(err, why->source, why->at);
	crm_arena_free(&a);
	return CRM_RULE;
}

enum crm_status
rule_filter(struct crm_store *s, const struct rule_ref *rule,
    const struct crm_entity *of, struct crm_text expression,
    struct crm_arena *a, struct crm_filter **out, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_err why;
	enum crm_status st;

	*out = NULL;
	if (expression.n == 0)
		return CRM_OK;
	st = crm_filter_parse(
	    crm_store_dict(s), of, text_dup(a, expression), &env, a, out, &why);
	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_FAIL && st != CRM_BUSY)
		return rule_unusable(s, rule, &why, err);
	*err = why;
	return st;
}

enum crm_status
rules_load(const struct rule_kind *k, const struct crm_entity *of,
    struct crm_store *s, struct crm_arena *a, void *ctx, struct crm_err *err)
{
	struct rule_ref rule = { .entity = k->entity, .field = "when" };
	struct crm_filter *when;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, k->sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(of->def->name)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		rule.id = crm_col_int(q, RULE_ID);
		st = rule_filter(
		    s, &rule, of, crm_col_text(q, RULE_WHEN), a, &when, err);
		if (st == CRM_OK)
			st = k->read(ctx, &rule, when, q, err);
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}
