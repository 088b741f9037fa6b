/* claim, release, transfer: of leads and customers. */
#include "cli/internal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/pool.h>

/* Why it changes hands is kept with the batch, as --reason is. */
#define WORD_REASON \
	{ \
		.name = "reason", .type = CRM_T_TEXT, .flags = CRM_W_BATCH, \
		.help = "why; as --reason says it" \
	}

const struct crm_word crm_claim_words[] = {
	WORD_REASON,
	{ .name = NULL },
};

const struct crm_word crm_release_words[] = {
	{ .name = "pool",
	    .type = CRM_T_REF,
	    .arg = "NAME",
	    .entity = "pool",
	    .find = crm_pool_find,
	    .help = "into this one; else where the rules put it" },
	WORD_REASON,
	{ .name = NULL },
};

const struct crm_word crm_transfer_words[] = {
	{ .name = "to",
	    .type = CRM_T_REF,
	    .flags = CRM_W_NEEDED,
	    .arg = "USER",
	    .entity = "user",
	    .help = "who owns it from now on" },
	WORD_REASON,
	{ .name = NULL },
};

/* What was claimed, in the attempt that it was claimed in. */
struct claiming {
	struct crm_claims claims;
	int attempt;
};

enum crm_status
crm_verb_claim(struct crm_cmd *c, struct crm_err *err)
{
	struct claiming x = { .claims = CRM_CLAIMS_INIT };
	enum crm_status st;

	c->state = &x;
	st = crm_cmd_each(c, err);
	c->state = NULL;
	crm_claims_forget(&x.claims);
	return st;
}

enum crm_status
crm_each_claim(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct claiming *x = c->state;

	if (x->attempt != c->attempt)
		crm_claims_forget(&x->claims);
	x->attempt = c->attempt;
	return crm_claim(c->store, c->entity, id, &x->claims, done, err);
}

enum crm_status
crm_each_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_release(
	    c->store, c->entity, id, crm_arg_int(c, "pool"), done, err);
}

enum crm_status
crm_each_transfer(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_transfer(
	    c->store, c->entity, id, crm_arg_int(c, "to"), done, err);
}
