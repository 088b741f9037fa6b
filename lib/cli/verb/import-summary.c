/* What an import did: the line that it ends with. */
#include "cli/internal.h"

#include <crm/store/import.h>

/* "made 3 missing: customer (Acme), 2 products (Box, Lid)". */
static void
say_made(struct crm_buf *b, const struct crm_import_count *n)
{
	const struct crm_import_made *m;
	int64_t all = 0, i;

	for (m = n->made; m < n->made + n->n_made; m++)
		all += m->n;
	if (all > 0)
		crm_buf_printf(
		    b, crm_tr(", made %lld missing:"), (long long)all);
	for (m = n->made; m < n->made + n->n_made; m++) {
		crm_buf_str(b, m == n->made ? " " : ", ");
		if (m->n > 1)
			crm_buf_printf(b, "%lld ", (long long)m->n);
		crm_buf_printf(
		    b, "%s%s (", m->kind->def->name, m->n > 1 ? "s" : "");
		for (i = 0; i < m->n && i < CRM_MADE_SHOWN; i++)
			crm_buf_printf(
			    b, "%s%s", i > 0 ? ", " : "", m->first[i]);
		crm_buf_str(b, m->n > CRM_MADE_SHOWN ? ", …)" : ")");
	}
}

void
import_summary(
    struct crm_cmd *c, const struct crm_import_count *n, bool written)
{
	struct crm_buf *b = &c->notes->summary;
	size_t i;

	crm_buf_printf(b, crm_tr("read %lld"), (long long)(n->read - n->sums));
	for (i = CRM_ACT_INSERTED; written && i < CRM_ACT_COUNT; i++)
		if (n->done[i] > 0)
			crm_buf_printf(b, crm_tr(", %s %lld"),
			    crm_tr(crm_action_name((enum crm_action)i)),
			    (long long)n->done[i]);
	if (n->unmade > 0)
		crm_buf_printf(
		    b, crm_tr(", new and not made %lld"), (long long)n->unmade);
	if (n->flagged > 0)
		crm_buf_printf(b, crm_tr(", deleted there and left out %lld"),
		    (long long)n->flagged);
	if (written)
		say_made(b, n);
	if (crm_recorded(c->store) > 0 && written)
		crm_buf_printf(b,
		    crm_tr(", guarded changes recorded as given %zu"),
		    crm_recorded(c->store));
	if (n->like > 0)
		crm_buf_printf(
		    b, crm_tr(", like others %lld"), (long long)n->like);
	if (n->like_name > 0)
		crm_buf_printf(b, crm_tr(" (%lld by the company name alone)"),
		    (long long)n->like_name);
	if (n->rejected > 0)
		crm_buf_printf(
		    b, crm_tr(", rejected %lld"), (long long)n->rejected);
	if (n->stale > 0)
		crm_buf_printf(b,
		    crm_tr(" (%lld held back: changed since they were listed)"),
		    (long long)n->stale);
	if (n->blank > 0)
		crm_buf_printf(b, crm_tr(", blank %lld"), (long long)n->blank);
	if (!written)
		crm_buf_str(b, crm_tr("; nothing was written"));
	else if (c->batch.dry_run)
		crm_buf_str(b, crm_tr(" (dry run: nothing was written)"));
	else if (c->committed > 0)
		crm_buf_printf(
		    b, crm_tr(" (batch B%lld)"), (long long)c->committed);
	crm_note(c, "%s", b->data);
}
