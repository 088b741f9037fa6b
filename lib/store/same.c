/*
 * When two values of a field are the same though they are written otherwise: a Chinese
 * number with its 0 and with +86, a code in other letters, a site with its scheme and
 * without.
 */
#include "same.h"

#include "like.h"

#include <string.h>

enum same_form
same_form(const struct crm_field *f)
{
	if (f->type == CRM_T_PHONE)
		return SAME_PHONE;
	if (f->type != CRM_T_TEXT || (f->flags & CRM_F_FOLDED) != 0)
		return SAME_PLAIN;
	if ((f->flags & CRM_F_CODE) != 0)
		return SAME_CODE;
	return (f->flags & CRM_F_SITE) != 0 ? SAME_SITE : SAME_PLAIN;
}

/* Latin letters alone: what others are in small, engines do not agree on. */
static struct crm_text
in_small(struct crm_text t, struct crm_arena *a)
{
	char *p = crm_strndup(a, t.p, t.n);
	size_t i;

	for (i = 0; i < t.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct crm_text){ p, t.n };
}

static void
take_off(struct crm_text *t, const char *front)
{
	size_t n = strlen(front);

	if (t->n > n && memcmp(t->p, front, n) == 0) {
		t->p += n;
		t->n -= n;
	}
}

static struct crm_text
bare_site(struct crm_text t)
{
	take_off(&t, "http://");
	take_off(&t, "https://");
	take_off(&t, "www.");
	if (t.n > 1 && t.p[t.n - 1] == '/')
		t.n--;
	return t;
}

struct crm_text
same_text(const struct crm_field *f, struct crm_text t, struct crm_arena *a)
{
	struct crm_text other;

	switch (same_form(f)) {
	case SAME_PHONE:
		return t.p[0] == '0' && like_other(CRM_T_PHONE, t, a, &other)
		    ? other
		    : t;
	case SAME_CODE:
		return in_small(t, a);
	case SAME_SITE:
		return bare_site(in_small(t, a));
	default:
		return t;
	}
}
