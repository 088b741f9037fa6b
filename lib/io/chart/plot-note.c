/* What a plot says in words. */
#include "plot.h"

#include <crm/base/tr.h>

const char *
chart_label(struct crm_arena *a, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_escape(&b, crm_drop_unseen(a, crm_text_trim(t), false));
	text = b.len == 0 ? crm_tr("(blank)") : crm_strndup(a, b.data, b.len);
	crm_buf_free(&b);
	return text;
}

void
plot_note(struct plot *p, const char *text)
{
	if (p->notes < CHART_NOTES)
		p->note[p->notes++] = text;
}
