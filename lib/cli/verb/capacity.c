/* An import records owners as given; who ends up over capacity is told. */
#include "cli/internal.h"

static bool
has_capacity(const struct crm_cmd *c)
{
	return c->entity->owning.owner >= 0;
}

enum crm_status
capacity_before(struct crm_cmd *c, struct capacity *k, struct crm_err *err)
{
	k->n_before = k->n_after = 0;
	return !has_capacity(c) ? CRM_OK
				: crm_loads_limited(c->store, c->entity,
				      c->arena, &k->before, &k->n_before, err);
}

enum crm_status
capacity_after(struct crm_cmd *c, struct capacity *k, struct crm_err *err)
{
	return !has_capacity(c) ? CRM_OK
				: crm_loads_limited(c->store, c->entity,
				      c->arena, &k->after, &k->n_after, err);
}

static int64_t
load_before(const struct capacity *k, int64_t user)
{
	size_t i;

	for (i = 0; i < k->n_before; i++)
		if (k->before[i].user == user)
			return k->before[i].load;
	return 0;
}

void
capacity_note(const struct crm_cmd *c, const struct capacity *k)
{
	const struct crm_load *l = k->after, *end = l + k->n_after;

	for (; l != end; l++)
		if (l->limit >= 0 && l->load > l->limit &&
		    l->load > load_before(k, l->user))
			crm_note(c, "%.*s is over capacity: %lld of %lld %s",
			    (int)l->login.n, l->login.p, (long long)l->load,
			    (long long)l->limit, crm_load_words(c->entity));
}
