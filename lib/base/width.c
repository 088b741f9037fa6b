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

/* ---- pictures of several characters are one, and wide ---- */

enum {
	JOINER = CRM_JOINER,
	AS_PICTURE = CRM_AS_PICTURE,
	TONE_FIRST = 0x1F3FB,
	TONE_LAST = 0x1F3FF,
	FLAG_FIRST = 0x1F1E6, /* letters that two and two are a flag */
	FLAG_LAST = 0x1F1FF,
	WIDE = 2,
};

static bool
is_picture(unsigned c)
{
	return c > 0xA0 && (c < HAN_FIRST || c > HAN_LAST) &&
	    utf8proc_get_property((utf8proc_int32_t)c)->boundclass ==
	    UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool
is_flag_letter(unsigned c)
{
	return c >= FLAG_FIRST && c <= FLAG_LAST;
}

/* Keys are digits in a frame. */
bool
crm_can_be_picture(unsigned c)
{
	return is_picture(c) || (c >= '0' && c <= '9') || c == '#' || c == '*';
}

/* Whether c, behind a character and what has joined that, `last` of all, belongs to
 * them; *width is that of all. */
static bool
joins(unsigned first, unsigned last, unsigned c, size_t *width)
{
	if (last == JOINER && is_picture(first) && is_picture(c))
		return true;
	if (c >= TONE_FIRST && c <= TONE_LAST)
		return is_picture(first);
	if (is_flag_letter(first) && *width < WIDE && is_flag_letter(c)) {
		*width = WIDE;
		return true;
	}
	if (!is_mark(c))
		return false;
	if (c == AS_PICTURE && crm_can_be_picture(first))
		*width = WIDE;
	else
		*width += char_width(c);
	return true;
}

size_t
crm_cluster(const char **p, const char *end)
{
	unsigned first = crm_utf8_next(p, end), last = first;
	size_t width = char_width(first);

	while (*p < end && (unsigned char)**p >= 0x80) {
		const char *next = *p;
		unsigned c = crm_utf8_next(&next, end);

		if (!joins(first, last, c, &width))
			break;
		last = c;
		*p = next;
	}
	return width;
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
		width += crm_cluster(&p, end);
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
		size_t w = crm_cluster(&next, end);

		if (w > width - *got)
			break;
		*got += w;
	}
	return (size_t)(p - t.p);
}
