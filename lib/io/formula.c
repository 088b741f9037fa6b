/* What a spreadsheet computes instead of showing it. */
#include "formula.h"

#include <string.h>

/* Programs with a Chinese or Japanese keyboard take the wide signs too. */
static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋",
	"－", "＠" };
static const char *const blanks[] = { " ", "\u00a0", "\u3000" };

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* Bytes of the word of the list that the text begins with, or 0. */
static size_t
begins(struct crm_text t, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(list[i]);

		if (t.n >= len && memcmp(t.p, list[i], len) == 0)
			return len;
	}
	return 0;
}

static struct crm_text
cut(struct crm_text t, size_t n)
{
	return (struct crm_text){ t.p + n, t.n - n };
}

/* The place behind the digits from i on. */
static size_t
behind_digits(struct crm_text t, size_t i)
{
	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return i;
}

/* +8613800138000, +8657188888888;ext=8001: its sign computes nothing that would
 * do harm. */
static bool
is_phone(struct crm_text t)
{
	enum { SHORTEST = 7, LONGEST = 15 }; /* ITU-T E.164 */
	static const char ext[] = ";ext=";
	size_t n = sizeof ext - 1, end = behind_digits(t, 1);

	if (t.p[0] != '+' || end <= SHORTEST || end > LONGEST + 1)
		return false;
	if (t.n > end + n && memcmp(t.p + end, ext, n) == 0)
		end = behind_digits(t, end + n);
	return end == t.n;
}

static bool
is_formula(struct crm_text t)
{
	size_t n;

	while ((n = begins(t, blanks, COUNT(blanks))) > 0)
		t = cut(t, n);
	return begins(t, signs, COUNT(signs)) > 0 && !is_phone(t);
}

bool
crm_formula_armed(struct crm_text t)
{
	while (t.n > 0 && t.p[0] == '\'')
		t = cut(t, 1);
	return is_formula(t);
}

struct crm_text
crm_formula_rearm(struct crm_text t)
{
	return t.n > 1 && t.p[0] == '\'' && crm_formula_armed(t) ? cut(t, 1)
								 : t;
}
