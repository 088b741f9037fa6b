/* How a phone number or an address is shown to those who may not call it yet:
 * enough to recognise it, and nothing about its length. */
#include "domain/core/core.h"

#include <crm/domain/pool.h>

static void
mask_phone(struct crm_text t, struct crm_buf *out)
{
	size_t head = t.n * 2 / 5, tail = t.n / 4;

	if (head > 5)
		head = 5;
	if (tail > 3)
		tail = 3;
	crm_buf_add(out, t.p, head);
	crm_buf_str(out, "*****");
	crm_buf_add(out, t.p + t.n - tail, tail);
}

/* The first letter, and what is behind the @. */
static void
mask_word(struct crm_text t, struct crm_buf *out)
{
	const char *p = t.p, *end = t.p + t.n;
	size_t at = 0;

	if (t.n > 0)
		crm_utf8_next(&p, end);
	crm_buf_add(out, t.p, (size_t)(p - t.p));
	crm_buf_str(out, "***");
	while (at < t.n && t.p[at] != '@')
		at++;
	crm_buf_add(out, t.p + at, t.n - at);
}

/* A list shows only how many there are. */
static void
mask_list(struct crm_text t, struct crm_buf *out)
{
	size_t i, n = 1;

	for (i = 0; i < t.n; i++)
		n += t.p[i] == ',';
	for (i = 0; i < n; i++)
		crm_buf_printf(out, "%s***", i > 0 ? CRM_LIST_BETWEEN : "");
}

bool
crm_pool_mask(const struct crm_field *f, struct crm_text t, struct crm_buf *out)
{
	struct crm_text name = crm_text_of(f->name);

	if (f->type == CRM_T_PHONE || crm_text_is(name, "invoice_phone"))
		mask_phone(t, out);
	else if (f->type == CRM_T_EMAIL || crm_text_is(name, "wechat"))
		mask_word(t, out);
	else if (f->type == CRM_T_EMAILS || f->type == CRM_T_PHONES)
		mask_list(t, out);
	else
		return false;
	return true;
}
