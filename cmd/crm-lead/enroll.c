/* enroll: members of a campaign, by a segment or by the ids of a stream. */
#include "lead.h"

#include <crm/domain/campaign.h>

#include <string.h>

/* Whom the command is about, before the batch. */
struct enrolling {
	int64_t campaign;
	struct crm_id_list id;
	struct crm_id_list contact; /* 1 where the id is a contact's */
};

static const struct crm_choice kinds[] = { { "lead" }, { "contact" },
	{ NULL } };

const struct crm_word lead_enroll_words[] = {
	{ .name = "segment",
	    .type = CRM_T_TEXT,
	    .arg = "NAME",
	    .help = "those that it holds for, instead of a stream" },
	{ .name = "of",
	    .type = CRM_T_ENUM,
	    .choices = kinds,
	    .help = "whose segment, where both have one of that name" },
	{ .name = NULL },
};

/* ---- by a segment ---- */

static enum crm_status
select_segment(struct crm_cmd *c, struct enrolling *x, struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_filter *where;
	enum crm_status st;
	int64_t is_contact;

	if ((st = crm_enroll_segment(c->store, crm_arg_text(c, "segment"),
		 crm_arg_text(c, "of"), c->arena, &e, &where, err)) != CRM_OK ||
	    (st = crm_cmd_select(c, e, where, NULL, &x->id, err)) != CRM_OK)
		return st;
	is_contact = strcmp(e->def->name, "contact") == 0;
	while (x->contact.n < x->id.n)
		crm_id_list_add(&x->contact, c->arena, is_contact);
	return CRM_OK;
}

/* ---- by a stream ---- */

static enum crm_status
take_cell(
    struct crm_cmd *c, void *ctx, struct crm_text text, struct crm_err *err)
{
	struct enrolling *x = ctx;
	const struct crm_entity *e = NULL;
	struct crm_text code;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int64_t id;
	size_t kind = 0;

	if (crm_id_split(text, &code, &id))
		e = crm_dict_code(c->dict, code);
	while (kinds[kind].code != NULL &&
	    (e == NULL || strcmp(e->def->name, kinds[kind].code) != 0))
		kind++;
	if (kinds[kind].code == NULL)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is not the id of a lead "
		    "or a contact",
		    crm_quote(quoted, text));
	if ((st = crm_resolve(c->store, e, text, false, &id, err)) != CRM_OK)
		return st;
	crm_id_list_add(&x->id, c->arena, id);
	crm_id_list_add(&x->contact, c->arena, kind == 1);
	return CRM_OK;
}

/* ---- the batch ---- */

static void
sum_up(struct crm_cmd *c, size_t members, size_t opted_out)
{
	if (crm_has(c, CRM_OPT_QUIET))
		return;
	if (opted_out > 0)
		crm_note(c,
		    opted_out == 1
			? "left out: %zu does not want to be contacted"
			: "left out: %zu do not want to be contacted",
		    opted_out);
	if (members > 0)
		crm_note(c,
		    members == 1 ? "left out: %zu is a member already"
				 : "left out: %zu are members already",
		    members);
}

static enum crm_status
enroll_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct enrolling *x = c->state;
	const struct crm_entity *e[] = { crm_dict_find(c->dict, kinds[0].code),
		crm_dict_find(c->dict, kinds[1].code) };
	size_t i, count[CRM_ENROLL_OPTED_OUT + 1] = { 0 };
	enum crm_enrolled done;
	enum crm_status st = crm_enroll_begin(c->store, x->campaign, err);
	int64_t id;

	for (i = 0; i < x->id.n && st == CRM_OK; i++) {
		st = crm_enroll(c->store, x->campaign, e[x->contact.id[i]],
		    x->id.id[i], &done, &id, err);
		if (st != CRM_OK)
			break;
		count[done]++;
		if (done == CRM_ENROLL_NEW)
			crm_cmd_count(c, id, CRM_ACT_INSERTED);
		crm_progress(c, "enrolled", (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)x->id.n);
	}
	crm_progress_end(c);
	if (st != CRM_OK)
		return st;
	sum_up(c, count[CRM_ENROLL_MEMBER], count[CRM_ENROLL_OPTED_OUT]);
	return crm_cmd_print_changed(
	    c, crm_dict_find(c->dict, "campaign-member"), err);
}

/* A campaign, and a segment or a stream. */
static enum crm_status
check_operands(const struct crm_cmd *c, bool *stream, struct crm_err *err)
{
	*stream = c->n_operands == 2 && strcmp(c->operand[1], "-") == 0;
	if (c->n_operands == 0 || c->n_operands > 2 ||
	    (c->n_operands == 2 && !*stream))
		return crm_fail(err, CRM_USAGE,
		    "enroll needs one campaign, "
		    "and segment=NAME or - for the ids of a stream");
	if (*stream == crm_arg(c, "segment")->given)
		return crm_fail(err, CRM_USAGE,
		    "enroll needs segment=NAME or "
		    "-%s",
		    *stream ? crm_tr(", not both")
			    : crm_tr(" for the ids of a stream"));
	return CRM_OK;
}

enum crm_status
lead_enroll(struct crm_cmd *c, struct crm_err *err)
{
	static const char *const keys[] = { "lead_id", "contact_id", NULL };
	struct enrolling x = { .campaign = 0 };
	enum crm_status st;
	bool stream = false;

	if ((st = check_operands(c, &stream, err)) != CRM_OK ||
	    (st = crm_resolve(c->store, c->entity, crm_text_of(c->operand[0]),
		 false, &x.campaign, err)) != CRM_OK)
		return st;
	st = stream ? crm_read_cells(c, keys, take_cell, &x, err)
		    : select_segment(c, &x, err);
	c->state = &x;
	if (st == CRM_OK)
		st = crm_cmd_write(c, enroll_all, err);
	c->state = NULL;
	return st;
}
