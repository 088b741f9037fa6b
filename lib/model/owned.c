/*
 * Headers that say of which kind of record they are, as exports of other systems have
 * them where one file may hold several: "Deal - Title", "Record ID - Contact",
 * "(Do Not Modify) Opportunity".  Those of the kind at hand are read without that;
 * those of another are left as they are, for they mean that one's fields.
 */
#include "internal.h"

#include <string.h>

static const char between[] = " - ";
static const char kept[] = "(do not modify)";

static bool
is_kind(const struct crm_entity *e, struct crm_text t)
{
	const struct crm_entity_def *d = e->def;

	return crm_header_is(t, d->name) || crm_header_is(t, d->en) ||
	    crm_header_is(t, d->zh) ||
	    (d->aliases != NULL && crm_header_is(t, d->aliases)) ||
	    (d->exported != NULL && crm_header_is(t, d->exported));
}

struct crm_text
crm_header_own(const struct crm_entity *e, struct crm_text t)
{
	const size_t n = sizeof between - 1, k = sizeof kept - 1;
	const char *at;
	struct crm_text before, behind;

	if (t.n > k && strncasecmp(t.p, kept, k) == 0 && e->ext >= 0 &&
	    is_kind(e, crm_text_trim((struct crm_text){ t.p + k, t.n - k })))
		return crm_text_of(e->field[e->ext]->name);
	at = t.n > n ? memmem(t.p, t.n, between, n) : NULL;
	if (at == NULL)
		return t;
	before = (struct crm_text){ t.p, (size_t)(at - t.p) };
	behind = (struct crm_text){ at + n, t.n - before.n - n };
	if (is_kind(e, before))
		return crm_text_trim(behind);
	return is_kind(e, behind) ? crm_text_trim(before) : t;
}
