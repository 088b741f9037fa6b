/* Characters that nobody sees: they come along when text is copied from pages,
 * chats and spreadsheets. */
#include <crm/base/text.h>

#include <string.h>

static const struct range {
	unsigned first, last;
	bool blank; /* it takes room, as a blank does */
} ranges[] = {
	{ 0x0080, 0x009F, false }, /* controls */
	{ 0x00A0, 0x00A0, true },  /* no-break space */
	{ 0x00AD, 0x00AD, false }, /* soft hyphen */
	{ 0x034F, 0x034F, false }, /* grapheme joiner */
	{ 0x061C, 0x061C, false }, /* Arabic mark of direction */
	{ 0x115F, 0x1160, false }, /* Hangul fillers */
	{ 0x1680, 0x1680, true },
	{ 0x17B4, 0x17B5, false }, /* Khmer vowels that are not written */
	{ 0x180B, 0x180F, false }, /* Mongolian selectors */
	{ 0x2000, 0x200A, true },  /* spaces of all widths */
	{ 0x200B, 0x200F, false }, /* zero width, marks of direction */
	{ 0x2028, 0x2029, true },  /* line and paragraph separators */
	{ 0x202A, 0x202E, false }, /* embedding and override of direction */
	{ 0x202F, 0x202F, true }, { 0x205F, 0x205F, true },
	{ 0x2060, 0x206F, false }, /* word joiner, isolates of direction */
	{ 0x2800, 0x2800, true },  /* braille without a dot */
	{ 0x3000, 0x3000, true },  /* ideographic space */
	{ 0x3164, 0x3164, false }, /* Hangul filler */
	{ 0xFE00, 0xFE0F, false }, /* variation selectors */
	{ 0xFEFF, 0xFEFF, false }, /* byte order mark */
	{ 0xFFA0, 0xFFA0, false }, { 0xFFF0, 0xFFFB, false },
	{ 0xE0000, 0xE0FFF, false }, /* tags, more selectors */
};

static const struct range *
find(unsigned c)
{
	size_t lo = 0, hi = sizeof ranges / sizeof ranges[0];

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (c > ranges[mid].last)
			lo = mid + 1;
		else if (c < ranges[mid].first)
			hi = mid;
		else
			return &ranges[mid];
	}
	return NULL;
}

bool
crm_is_unseen(unsigned c)
{
	return c >= 0x80 && find(c) != NULL;
}

bool
crm_is_nothing(struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;

	while (p < end) {
		unsigned c = crm_utf8_next(&p, end);

		if (c != ' ' && !(c >= '\t' && c <= '\r') && !crm_is_unseen(c))
			return false;
	}
	return true;
}

/* The first byte beyond ASCII, or the end. */
static size_t
ascii_run(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && (unsigned char)t.p[i] < 0x80)
		i++;
	return i;
}

/* A character, with what joins it, that is looked at sign by sign. */
struct cluster {
	const char *p, *end;
	bool picture; /* its joiners make one of several */
};

/* A digit is a picture as a key alone. */
static bool
is_key(struct cluster c)
{
	static const char frame[] = "\u20E3";
	size_t n = sizeof frame - 1;

	return (size_t)(c.end - c.p) > n && memcmp(c.end - n, frame, n) == 0;
}

static struct cluster
next_cluster(const char **p, const char *end)
{
	struct cluster c = { .p = *p };
	const char *first = *p;

	crm_cluster(p, end);
	c.end = *p;
	c.picture = crm_can_be_picture(crm_utf8_next(&first, c.end)) &&
	    ((unsigned char)*c.p >= 0x80 || is_key(c));
	return c;
}

/* Whether the next sign of it goes; moves past that. */
static bool
goes(struct cluster *in, bool blanks)
{
	unsigned c = crm_utf8_next(&in->p, in->end);
	const struct range *r = c < 0x80 ? NULL : find(c);

	if (r == NULL || (r->blank && !blanks))
		return false;
	return !in->picture ||
	    !(c == CRM_AS_PICTURE || (c == CRM_JOINER && in->p < in->end));
}

bool
crm_has_unseen(struct crm_text t, bool blanks)
{
	size_t i = ascii_run(t);
	const char *p, *end;
	struct cluster in;

	if (i == t.n)
		return false;
	end = t.p + t.n;
	/* The last before it may be a key. */
	for (p = t.p + (i > 0 ? i - 1 : 0); p < end;)
		for (in = next_cluster(&p, end); in.p < in.end;)
			if (goes(&in, blanks))
				return true;
	return false;
}

struct crm_text
crm_drop_unseen(struct crm_arena *a, struct crm_text t, bool blanks)
{
	char *to = crm_alloc(a, t.n + 1);
	const char *p = t.p, *from, *end = p + t.n;
	struct cluster in;
	size_t n = 0;

	while (p < end)
		for (in = next_cluster(&p, end); in.p < in.end;) {
			from = in.p;
			if (goes(&in, blanks))
				continue;
			memcpy(to + n, from, (size_t)(in.p - from));
			n += (size_t)(in.p - from);
		}
	return (struct crm_text){ to, n };
}
