/* claim, release, transfer: of leads and customers. */
#include "cli/internal.h"

#include <crm/domain/pool.h>
#include <crm/cli/verbs.h>

/* What the operands behind the ids say. */
struct owning {
	int64_t pool, to; /* 0: not said */
};

enum { TAKES_POOL = 1, TAKES_TO = 2 };

static enum crm_status
unknown(const struct crm_cmd *c, struct crm_text name, int takes,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_USAGE, "%s takes %s%sreason=TEXT, not '%s'",
	    c->verb->name, takes & TAKES_POOL ? "pool=NAME and " : "",
	    takes & TAKES_TO ? "to=USER and " : "", crm_quote(quoted, name));
}

static enum crm_status
read_user(
    struct crm_cmd *c, struct crm_text name, int64_t *user, struct crm_err *err)
{
	enum crm_status st = crm_resolve(c->store,
	    crm_dict_find(c->dict, "user"), crm_text_trim(name), false, user,
	    err);

	if (st != CRM_OK)
		crm_err_in_field(err, "to");
	return st;
}

/* The reason is the batch's, so it is read before the batch begins. */
static enum crm_status
read_operands(
    struct crm_cmd *c, int takes, struct owning *o, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->n_assign && st == CRM_OK; i++) {
		struct crm_text name = c->assign[i].name;
		struct crm_text value = c->assign[i].value;

		if (crm_text_is(name, "reason")) {
			if (c->batch.reason == NULL)
				c->batch.reason = value.p;
		} else if (crm_text_is(name, "pool") && takes & TAKES_POOL)
			st = crm_pool_find(
			    c->store, c->entity, value, &o->pool, err);
		else if (crm_text_is(name, "to") && takes & TAKES_TO)
			st = read_user(c, value, &o->to, err);
		else
			st = unknown(c, name, takes, err);
	}
	return st;
}

static enum crm_status
run(struct crm_cmd *c, int takes, struct crm_err *err)
{
	struct owning o = { 0, 0 };
	enum crm_status st = read_operands(c, takes, &o, err);

	if (st == CRM_OK && takes & TAKES_TO && o.to == 0)
		st = crm_fail(
		    err, CRM_USAGE, "%s needs to=USER", c->verb->name);
	c->state = &o;
	if (st == CRM_OK)
		st = crm_cmd_each(c, err);
	c->state = NULL;
	return st;
}

enum crm_status
crm_verb_claim(struct crm_cmd *c, struct crm_err *err)
{
	return run(c, 0, err);
}

enum crm_status
crm_verb_release(struct crm_cmd *c, struct crm_err *err)
{
	return run(c, TAKES_POOL, err);
}

enum crm_status
crm_verb_transfer(struct crm_cmd *c, struct crm_err *err)
{
	return run(c, TAKES_TO, err);
}

enum crm_status
crm_each_claim(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_claim(c->store, c->entity, id, done, err);
}

enum crm_status
crm_each_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct owning *o = c->state;

	return crm_release(c->store, c->entity, id, o->pool, done, err);
}

enum crm_status
crm_each_transfer(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct owning *o = c->state;

	return crm_transfer(c->store, c->entity, id, o->to, done, err);
}
