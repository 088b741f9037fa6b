/* Members of campaigns: a lead or a contact, each once; who does not want to be
 * contacted is not enrolled. */
#include "lead.h"

#include <crm/domain/campaign.h>

static enum crm_status
find_member(struct crm_store *s, int64_t campaign, struct crm_value member,
    int64_t but, struct crm_value *out, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(campaign), member,
		crm_value_int(but) };

	return crm_get_int(s,
	    "SELECT min(\"id\") FROM campaign_member "
	    "WHERE \"campaign\" = ? AND \"member\" = ? AND \"id\" <> ? "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), out, err);
}

enum crm_status
campaign_member_same(struct crm_store *s, const struct crm_record *r,
    struct crm_value *same, struct crm_err *err)
{
	return find_member(s, value_of(r, "campaign")->i,
	    *value_of(r, "member"), r->id, same, err);
}

enum crm_status
campaign_member_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text member = text_of(w->new, "member"), code;
	const struct crm_value *campaign = value_of(w->new, "campaign");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value other;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int64_t id;

	if (member.n == 0 || campaign->kind == CRM_NULL)
		return CRM_OK; /* told as required */
	if (!crm_id_split(member, &code, &id) ||
	    (!crm_text_is(code, "L") && !crm_text_is(code, "CT")))
		return crm_fail_field(err, CRM_INVALID, "member",
		    "a member is "
		    "a lead or a contact, not '%s'",
		    crm_quote(quoted, member));
	if (w->old != NULL && !differs(w->old, w->new, "member") &&
	    !differs(w->old, w->new, "campaign") &&
	    !differs(w->old, w->new, "deleted"))
		return CRM_OK;
	st = campaign_member_same(w->store, w->new, &other, err);
	if (st == CRM_OK && other.kind != CRM_NULL)
		st = crm_fail_field(err, CRM_RULE, "member",
		    "%s is a member "
		    "of this campaign already: %s",
		    crm_quote(quoted, member),
		    typed_id(&a, w->new->entity, other.i));
	crm_arena_free(&a);
	return st;
}

/* ---- enrolling ---- */

static enum crm_status
has_segment(struct crm_store *s, const char *entity, struct crm_text folded,
    bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(entity)),
		crm_value_text(folded) },
			 n = CRM_VALUE_NULL;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM segment WHERE \"entity\" = ? "
	    "AND \"name_f\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* Whose segment it is where that was not said. */
static enum crm_status
segment_owner(struct crm_store *s, struct crm_text name, struct crm_arena *a,
    const char **of, struct crm_err *err)
{
	struct crm_text folded = crm_fold_dup(a, name);
	char quoted[CRM_QUOTE_SIZE];
	bool lead, contact;
	enum crm_status st;

	if ((st = has_segment(s, "lead", folded, &lead, err)) != CRM_OK ||
	    (st = has_segment(s, "contact", folded, &contact, err)) != CRM_OK)
		return st;
	*of = contact ? "contact" : "lead";
	return lead && contact
	    ? crm_fail(err, CRM_USAGE,
		  "there are segments '%s' of leads and of contacts; say "
		  "which: of=lead or of=contact",
		  crm_quote(quoted, name))
	    : CRM_OK;
}

enum crm_status
crm_enroll_segment(struct crm_store *s, struct crm_text name,
    struct crm_text of, struct crm_arena *arena, const struct crm_entity **e,
    struct crm_filter **where, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_filter_env env = crm_store_env(s);
	const char *kind = crm_text_is(of, "contact") ? "contact" : "lead";
	enum crm_status st = CRM_OK;

	if (of.n == 0)
		st = segment_owner(s, name, arena, &kind, err);
	if (st != CRM_OK)
		return st;
	*e = crm_dict_find(d, kind);
	return crm_filter_parse(d, *e,
	    crm_sprintf(arena, "@%s", filter_quote(arena, name)), &env, arena,
	    where, err);
}

enum crm_status
crm_enroll_begin(struct crm_store *s, int64_t campaign, struct crm_err *err)
{
	return crm_lock(
	    s, crm_dict_find(crm_store_dict(s), "campaign"), campaign, err);
}

static enum crm_status
insert_member(struct crm_store *s, int64_t campaign, struct crm_value member,
    struct crm_arena *a, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "campaign-member");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, a);
	crm_record_set(&r, field_of(e, "campaign"), crm_value_int(campaign));
	crm_record_set(&r, field_of(e, "member"), member);
	st = crm_insert(s, &r, err);
	*id = r.id;
	return st;
}

enum crm_status
crm_enroll(struct crm_store *s, int64_t campaign, const struct crm_entity *e,
    int64_t who, enum crm_enrolled *done, int64_t *id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value member, other;
	struct crm_record r;
	enum crm_status st;

	member = crm_value_text(crm_text_of(typed_id(&a, e, who)));
	if ((st = find_member(s, campaign, member, 0, &other, err)) != CRM_OK)
		goto out;
	*done = CRM_ENROLL_MEMBER;
	if (other.kind != CRM_NULL ||
	    (st = crm_load(s, e, who, &a, &r, err)) != CRM_OK)
		goto out;
	*done = CRM_ENROLL_OPTED_OUT;
	if (value_of(&r, "do_not_contact")->kind == CRM_INT &&
	    value_of(&r, "do_not_contact")->i != 0)
		goto out;
	*done = CRM_ENROLL_NEW;
	st = insert_member(s, campaign, member, &a, id, err);
out:
	crm_arena_free(&a);
	return st;
}
