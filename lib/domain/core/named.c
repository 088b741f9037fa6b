/*
 * Documents that a text names by their numbers, as people write them: "XS-001货款",
 * "INV/7,INV/8".  Chinese has no blanks, so a number ends where it cannot go on: "12" is
 * not named by "XS-12", nor by "2026-12".
 */
#include "core.h"

#include <string.h>

int
named_cmp(const void *x, const void *y)
{
	const struct known_as *a = x, *b = y;
	int order = crm_text_cmp(a->number, b->number);

	return order != 0 ? order : a->id < b->id ? -1 : a->id > b->id;
}

/* ---- where a number ends ---- */

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether the character beside an edge, `step` away, goes on with what is inside of it:
 * at once, or behind what joins the parts of a number.  A slash parts them. */
static bool
goes_on(struct crm_text t, size_t edge, int step)
{
	const char *end = t.p + t.n, *at = t.p + edge + step;

	if (!is_alnum(t.p[edge]) || at < t.p || at >= end)
		return false;
	if (is_alnum(*at))
		return true;
	if (strchr("-_.#", *at) == NULL || *at == '\0')
		return false;
	at += step;
	return at >= t.p && at < end && is_alnum(*at);
}

/* ---- the longest number that begins somewhere ---- */

static bool
begins_with(struct crm_text t, struct crm_text front)
{
	return front.n <= t.n && memcmp(t.p, front.p, front.n) == 0;
}

/* How many numbers are not behind a text. */
static size_t
up_to(const struct known_as *list, size_t n, struct crm_text t)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (crm_text_cmp(list[mid].number, t) <= 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

static size_t
shared(struct crm_text a, struct crm_text b)
{
	size_t i = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	return i;
}

/* The last number that is not behind the text is a front of it, or shares all of it that
 * any number could. */
static size_t
longest(const struct known_as *list, size_t n, struct crm_text t, size_t from)
{
	struct crm_text key = { t.p + from, t.n - from };

	while (key.n > 0) {
		size_t at = up_to(list, n, key);
		struct crm_text number;

		if (at == 0)
			return 0;
		number = list[at - 1].number;
		if (number.n == 0)
			return 0;
		if (!begins_with(key, number))
			key.n = shared(key, number);
		else if (goes_on(t, from + number.n - 1, 1))
			key.n = number.n - 1;
		else
			return number.n;
	}
	return 0;
}

static void
tell(const struct known_as *list, size_t n, struct crm_text number,
    void (*each)(void *ctx, int64_t id), void *ctx)
{
	size_t i = up_to(list, n, number);

	while (i > 0 && crm_text_eq(list[i - 1].number, number))
		each(ctx, list[--i].id);
}

void
named_in(const struct known_as *list, size_t n, struct crm_text text,
    void (*each)(void *ctx, int64_t id), void *ctx)
{
	size_t i = 0, found;

	while (i < text.n) {
		bool begins = ((unsigned char)text.p[i] & 0xc0) != 0x80 &&
		    !goes_on(text, i, -1);

		found = begins ? longest(list, n, text, i) : 0;
		if (found > 0)
			tell(list, n, (struct crm_text){ text.p + i, found },
			    each, ctx);
		i += found > 0 ? found : 1;
	}
}
