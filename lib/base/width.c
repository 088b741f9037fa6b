/* How many columns of a terminal a text takes. */
#include <crm/base/text.h>

#include <utf8proc.h>

enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };

static size_t
char_width(unsigned c)
{
	int w;

	if (c < 0x80)
		return c >= ' ' && c != 0x7F;
	if (c >= HAN_FIRST && c <= HAN_LAST)
		return 2;
	w = utf8proc_charwidth((utf8proc_int32_t)c);
	return w > 0 ? (size_t)w : 0;
}

size_t
crm_width(struct crm_text t)
{
	const char *p = t.p, *end;
	size_t width = 0;

	if (t.n == 0)
		return 0;
	end = p + t.n;
	while (p < end)
		width += char_width(crm_utf8_next(&p, end));
	return width;
}

/* Whether a character joins the one before it. */
static bool
is_mark(unsigned c)
{
	if (c < 0x300) /* U+0300 is the first combining mark */
		return false;
	if (c >= HAN_FIRST && c <= HAN_LAST)
		return false;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return true;
	default:
		return char_width(c) == 0; /* joiners, selectors */
	}
}

/* Moves *p past a character and the marks behind it; gives their width. */
static size_t
next_cluster(const char **p, const char *end)
{
	size_t width = char_width(crm_utf8_next(p, end));

	while (*p < end && (unsigned char)**p >= 0x80) {
		const char *next = *p;
		unsigned c = crm_utf8_next(&next, end);

		if (!is_mark(c))
			break;
		width += char_width(c);
		*p = next;
	}
	return width;
}

size_t
crm_width_prefix(struct crm_text t, size_t width, size_t *got)
{
	const char *p = t.p, *next = p, *end;

	*got = 0;
	if (t.n == 0)
		return 0;
	end = p + t.n;
	for (; p < end; p = next) {
		size_t w = next_cluster(&next, end);

		if (w > width - *got)
			break;
		*got += w;
	}
	return (size_t)(p - t.p);
}
