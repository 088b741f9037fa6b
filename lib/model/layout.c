/* Which column of an export says what, where several say what is one field here. */
#include "internal.h"

#include <string.h>

/* The header without what stands in brackets at its end: "借方发生额（支取）",
 * "Amount [ Trade Amount ]"; whole where it has none. */
static struct crm_text
without_brackets(struct crm_text t)
{
	static const char *const brackets[][2] = { { "(", ")" }, { "[", "]" },
		{ "（", "）" }, { "【", "】" } };
	size_t i, at;

	t = crm_text_trim(t);
	for (i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
		size_t no = strlen(brackets[i][0]), nc = strlen(brackets[i][1]);

		if (t.n <= no + nc ||
		    memcmp(t.p + t.n - nc, brackets[i][1], nc) != 0)
			continue;
		for (at = t.n - nc - no; at > 0; at--)
			if (memcmp(t.p + at, brackets[i][0], no) == 0)
				return crm_text_trim(
				    (struct crm_text){ t.p, at });
	}
	return t;
}

/* The place of a squeezed header in a list; false where it is not in it. */
static bool
place_in(struct crm_text squeezed, const char *list, size_t *place)
{
	for (*place = 0; list != NULL && *list != '\0'; ++*place) {
		size_t n = strcspn(list, "|");
		struct crm_buf b = CRM_BUF_INIT;
		bool same;

		crm_squeeze(&b, (struct crm_text){ list, n });
		same = crm_text_eq(
		    squeezed, (struct crm_text){ b.data, b.len });
		crm_buf_free(&b);
		if (same)
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

static enum crm_layout_place
find_squeezed(
    const struct crm_layout *l, struct crm_text t, size_t *field, size_t *rank)
{
	const struct crm_layout_field *f;

	if (list_means(t, l->in))
		return CRM_LAYOUT_IN;
	if (list_means(t, l->out))
		return CRM_LAYOUT_OUT;
	if (list_means(t, l->way))
		return CRM_LAYOUT_WAY;
	if (list_means(t, l->balance))
		return CRM_LAYOUT_BALANCE;
	for (f = l->fields; f->name != NULL; f++)
		if (place_in(t, f->headers, rank)) {
			*field = (size_t)(f - l->fields);
			return CRM_LAYOUT_FIELD;
		}
	return list_means(t, l->aside) ? CRM_LAYOUT_ASIDE : CRM_LAYOUT_NONE;
}

enum crm_layout_place
crm_layout_find(const struct crm_layout *l, struct crm_text header,
    size_t *field, size_t *rank)
{
	enum crm_layout_place place = CRM_LAYOUT_NONE;
	struct crm_buf b = CRM_BUF_INIT;
	size_t i, ignored;

	for (i = 0; l != NULL && i < 2 && place == CRM_LAYOUT_NONE; i++) {
		crm_buf_clear(&b);
		crm_squeeze(&b, i == 0 ? header : without_brackets(header));
		if (b.len > 0)
			place = find_squeezed(l,
			    (struct crm_text){ b.data, b.len },
			    field != NULL ? field : &ignored,
			    rank != NULL ? rank : &ignored);
	}
	crm_buf_free(&b);
	return place;
}
