/* Counts that a transaction keeps (crm/store/counts.h). */
#include "internal.h"

/* An earlier value, for the way back to the savepoint. */
struct count_step {
	size_t at;
	int64_t was;
};

static struct kept_count *
kept(const struct crm_store *s, size_t *n)
{
	*n = s->counts.kept.len / sizeof(struct kept_count);
	return (struct kept_count *)(void *)s->counts.kept.data;
}

/* They are as many as users who get something from one command. */
static struct kept_count *
find(const struct crm_store *s, struct crm_count_of of)
{
	size_t i, n;
	struct kept_count *k = kept(s, &n);

	for (i = 0; i < n; i++)
		if (k[i].of.whom == of.whom && k[i].of.what == of.what &&
		    k[i].of.entity == of.entity)
			return &k[i];
	return NULL;
}

bool
crm_count_kept(const struct crm_store *s, struct crm_count_of of, int64_t *n)
{
	const struct kept_count *k = find(s, of);

	if (k != NULL)
		*n = k->n;
	return k != NULL;
}

void
crm_count_keep(struct crm_store *s, struct crm_count_of of, int64_t n)
{
	struct kept_count x = { of, n };

	if (!s->tx.open)
		return;
	crm_buf_add(&s->counts.kept, &x, sizeof x);
	/* What is taken back would be in it; and where rows are locked one by
	 * one the lock that it was counted under goes with the savepoint. */
	if (!s->counts.wrote && s->engine->to_change == NULL)
		s->counts.firm = s->counts.kept.len;
}

void
crm_count_add(struct crm_store *s, struct crm_count_of of, int64_t by)
{
	struct kept_count *k = find(s, of);
	struct count_step step;
	size_t n;

	if (k == NULL)
		return;
	step = (struct count_step){ (size_t)(k - kept(s, &n)), k->n };
	crm_buf_add(&s->counts.steps, &step, sizeof step);
	k->n += by;
}

void
crm_counts_forget(struct crm_store *s)
{
	crm_buf_clear(&s->counts.kept);
	crm_buf_clear(&s->counts.steps);
	s->counts.firm = 0;
}

enum crm_status
counts_wrote(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;

	s->counts.wrote = true;
	if (s->counts.kept.len == 0 || h == NULL || h->wrote == NULL)
		return CRM_OK;
	return h->wrote(s, old, new, err);
}

void
counts_mark(struct crm_store *s)
{
	crm_buf_clear(&s->counts.steps);
	s->counts.firm = s->counts.kept.len;
	s->counts.wrote = false;
}

void
counts_go_back(struct crm_store *s)
{
	size_t n, i = s->counts.steps.len / sizeof(struct count_step);
	const struct count_step *step =
	    (const struct count_step *)(const void *)s->counts.steps.data;
	struct kept_count *k = kept(s, &n);

	while (i-- > 0)
		k[step[i].at].n = step[i].was;
	s->counts.kept.len = s->counts.firm;
	counts_mark(s);
}
