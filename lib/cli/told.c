/* What a write tells beside its rows: what waits, what went back, what stands behind. */
#include "internal.h"

/* Of rules that others come before so many are named. */
enum { SHOWN_BEHIND = 10 };

/* Changes that somebody must agree to first. */
static void
tell_asked(const struct crm_cmd *c)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "approval");
	struct crm_buf of = CRM_BUF_INIT, id = CRM_BUF_INIT;
	const struct crm_asked *asked;
	size_t i, n = crm_asked(c->store, &asked);

	for (i = 0; i < n; i++) {
		crm_buf_clear(&of);
		crm_buf_clear(&id);
		crm_id_format(&of, asked[i].entity, asked[i].record);
		crm_id_format(&id, e, asked[i].approval);
		crm_note(c,
		    "%s: a change waits for approval: %s; see it with: "
		    "crm-admin approval show %s",
		    of.data, id.data, id.data);
	}
	crm_buf_free(&of);
	crm_buf_free(&id);
}

/* Documents that an edit made drafts again. */
static void
tell_back(const struct crm_cmd *c)
{
	struct crm_buf id = CRM_BUF_INIT;
	const struct crm_back *back;
	size_t i, n = crm_back(c->store, &back);

	for (i = 0; i < n; i++) {
		crm_buf_clear(&id);
		crm_id_format(&id, back[i].entity, back[i].record);
		crm_note(c,
		    "%s is a draft again, as what was agreed to or asked about "
		    "was changed: submit it",
		    id.data);
	}
	crm_buf_free(&id);
}

/* Rules that stand behind others of their number. */
static void
tell_behind(const struct crm_cmd *c)
{
	struct crm_buf id = CRM_BUF_INIT, first = CRM_BUF_INIT;
	const struct crm_behind *behind;
	size_t i, n = crm_behind(c->store, &behind);

	for (i = 0; i < n && i < SHOWN_BEHIND; i++) {
		crm_buf_clear(&id);
		crm_buf_clear(&first);
		crm_id_format(&id, behind[i].entity, behind[i].record);
		crm_id_format(&first, behind[i].entity, behind[i].first);
		crm_note(c,
		    "%s stands behind %s, which has the same number and comes "
		    "first; to have it instead: crm-admin %s set %s active=no",
		    id.data, first.data, behind[i].entity->def->name,
		    first.data);
	}
	if (n > SHOWN_BEHIND)
		crm_note(
		    c, "and %zu more stand behind others", n - SHOWN_BEHIND);
	crm_buf_free(&id);
	crm_buf_free(&first);
}

void
tell_beside(const struct crm_cmd *c)
{
	tell_asked(c);
	tell_back(c);
	tell_behind(c);
}
