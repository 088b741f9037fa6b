/* Assignment rules and response times: what can be checked when they are
 * saved. */
#include "assign.h"

#include <string.h>

enum { WEIGHT_MAX = 1000 };

/* ---- skills ---- */

static enum crm_status
refuse_at(struct crm_text all, struct crm_text item, const char *why,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;

	crm_fail(err, CRM_INVALID, "%s", crm_tr(why));
	crm_fail_at(err, text_dup(&a, all), (size_t)(item.p - all.p));
	crm_arena_free(&a);
	return CRM_INVALID;
}

static enum crm_status
parse_skill(struct crm_text all, struct crm_text item, struct crm_arena *a,
    struct skill *out, struct crm_err *err)
{
	const char *colon = memchr(item.p, ':', item.n);
	struct crm_text name = item, weight;

	out->weight = CRM_WHOLE;
	if (colon != NULL) {
		name.n = (size_t)(colon - item.p);
		weight = (struct crm_text){ colon + 1, item.n - name.n - 1 };
		if (crm_number_parse(crm_text_trim(weight), CRM_DECIMAL_DIGITS,
			0, &out->weight, NULL) != CRM_OK ||
		    out->weight <= 0 ||
		    out->weight > (int64_t)WEIGHT_MAX * CRM_WHOLE)
			return refuse_at(all, weight,
			    "expected a weight "
			    "above 0, at most 1000, as in german:2",
			    err);
	}
	out->name = crm_fold_dup(a, crm_text_trim(name));
	if (out->name.n == 0)
		return refuse_at(all, item,
		    "expected a skill, as in "
		    "german:2, medical:1",
		    err);
	return CRM_OK;
}

enum crm_status
skills_parse(struct crm_text text, struct crm_arena *a, struct skill **out,
    size_t *n, struct crm_err *err)
{
	struct crm_text rest = text, item;
	enum crm_status st = CRM_OK;
	size_t most = 1, i;

	for (i = 0; i < text.n; i++)
		most += text.p[i] == ',';
	*out = crm_alloc_n(a, most, sizeof **out);
	*n = 0;
	while (st == CRM_OK && list_item(&rest, &item)) {
		st = parse_skill(text, item, a, &(*out)[*n], err);
		*n += st == CRM_OK;
	}
	return st;
}

/* ---- hooks ---- */

static enum crm_status
check_skills(const struct crm_record *r, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct skill *list;
	enum crm_status st;
	size_t n;

	st = skills_parse(text_of(r, "skills"), &a, &list, &n, err);
	crm_arena_free(&a);
	if (st != CRM_OK) {
		crm_err_in_field(err, "skills");
		return st;
	}
	if (n == 0 && crm_text_is(text_of(r, "method"), "skill"))
		return crm_fail_field(err, CRM_INVALID, "skills",
		    "the method "
		    "skill needs them, as in skills='german:2, medical:1'");
	return CRM_OK;
}

static enum crm_status
check_person(const struct crm_record *r, struct crm_err *err)
{
	if (!crm_text_is(text_of(r, "method"), "person") ||
	    value_of(r, "person")->kind != CRM_NULL)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "person",
	    "the method person "
	    "needs it, as in person=LOGIN");
}

/* Records lie in pools of their own kind. */
static enum crm_status
check_pool(struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	struct crm_value pool = *value_of(r, "pool"), same;
	struct crm_value v[2] = { pool, *value_of(r, "kind") };
	struct crm_arena a = CRM_ARENA_INIT;
	const char *kind = text_dup(&a, text_of(r, "kind"));
	enum crm_status st = CRM_OK;

	if (!crm_text_is(text_of(r, "method"), "pool"))
		goto out;
	if (crm_dict_find(crm_store_dict(s), kind)->owning.pool < 0)
		st = crm_fail_field(err, CRM_INVALID, "method",
		    "only leads "
		    "and customers lie in pools; a %s does not",
		    kind);
	else if (pool.kind == CRM_NULL)
		st = crm_fail_field(err, CRM_INVALID, "pool",
		    "the method "
		    "pool needs it, as in pool=NAME");
	if (st != CRM_OK)
		goto out;
	st = crm_get_int(s,
	    "SELECT 1 FROM pool WHERE \"id\" = ? AND "
	    "\"kind\" = ?",
	    v, COUNT(v), &same, err);
	if (st == CRM_OK && same.kind == CRM_NULL)
		st = crm_fail_field(err, CRM_INVALID, "pool",
		    "is not a pool "
		    "of %ss",
		    kind);
out:
	crm_arena_free(&a);
	return st;
}

enum crm_status
assign_rule_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_rule(w, err);

	if (st == CRM_OK)
		st = check_person(w->new, err);
	if (st == CRM_OK)
		st = check_pool(w->store, w->new, err);
	if (st == CRM_OK)
		st = check_skills(w->new, err);
	return st == CRM_OK ? check_at_least(w->new, "load_penalty", 0, err)
			    : st;
}
