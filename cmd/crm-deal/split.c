/* split: one deal becomes two. */
#include "deal.h"

#include <crm/domain/deal.h>

const struct crm_word deal_split_words[] = {
	{ .name = "amount",
	    .type = CRM_T_TEXT,
	    .arg = "AMOUNT",
	    .help = "what goes to the new deal" },
	{ .name = "lines",
	    .type = CRM_T_TEXT,
	    .arg = "ID,…",
	    .help = "the lines that go, of a deal that has any" },
	{ .name = "name",
	    .type = CRM_T_TEXT,
	    .arg = "NAME",
	    .help = "of the new deal; else that of the old one" },
	{ .name = NULL },
};

/* "PI3,PI4" */
static enum crm_status
read_lines(struct crm_cmd *c, struct crm_deal_split *how, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "deal-line");
	struct crm_text rest = crm_arg_text(c, "lines");
	int64_t *line = crm_alloc_n(c->arena, rest.n + 1, sizeof *line);
	enum crm_status st = CRM_OK;
	struct crm_text one;
	size_t i;

	how->line = line;
	while (st == CRM_OK && rest.n > 0) {
		for (i = 0; i < rest.n && rest.p[i] != ','; i++)
			;
		one = crm_text_trim((struct crm_text){ rest.p, i });
		i += i < rest.n;
		rest.p += i;
		rest.n -= i;
		st = crm_resolve(c->store, e, one, false, &line[how->n++], err);
	}
	return st;
}

/* In the deal's own currency. */
static enum crm_status
read_amount(struct crm_cmd *c, int64_t id, struct crm_deal_split *how,
    struct crm_err *err)
{
	struct crm_record deal, patch;
	enum crm_status st;
	int amount = crm_field_index(c->entity, CRM_TEXT("amount"));

	st = crm_load(c->store, c->entity, id, c->arena, &deal, err);
	if (st != CRM_OK || !crm_arg(c, "amount")->given)
		return st;
	crm_record_init(&patch, c->entity, c->arena);
	crm_record_set(
	    &patch, c->entity->currency, deal.v[c->entity->currency]);
	st = crm_assign_field(
	    c, &patch, "amount", crm_arg_text(c, "amount"), err);
	how->amount = patch.v[amount].i;
	return st;
}

enum crm_status
deal_split(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_deal_split how = { .name = crm_arg_text(c, "name") };
	enum crm_status st;
	int64_t other;

	if ((st = read_lines(c, &how, err)) != CRM_OK ||
	    (st = read_amount(c, id, &how, err)) != CRM_OK ||
	    (st = crm_deal_split(c->store, id, &how, &other, err)) != CRM_OK)
		return st;
	*done = CRM_ACT_UPDATED;
	crm_cmd_count(c, other, CRM_ACT_INSERTED);
	return CRM_OK;
}
