/* A Chinese number as it is dialled at home, and from abroad. */
#include <crm/base/text.h>

#include <string.h>

enum { LEAST = 10, MOST = 11 }; /* digits behind the 0, or behind +86 */

static size_t
digits(struct crm_text t, size_t from)
{
	size_t n = 0;

	while (from + n < t.n && t.p[from + n] >= '0' && t.p[from + n] <= '9')
		n++;
	return n;
}

bool
crm_phone_other(struct crm_buf *out, struct crm_text t)
{
	static const char home[] = "+86";
	const size_t code = sizeof home - 1;
	bool abroad = t.n > code && memcmp(t.p, home, code) == 0;
	size_t at = abroad ? code : 1, n;

	if (t.n <= at || (!abroad && t.p[0] != '0') || t.p[at] == '0')
		return false;
	n = digits(t, at);
	if (n < LEAST || n > MOST)
		return false;
	crm_buf_str(out, abroad ? "0" : home);
	crm_buf_add(out, t.p + at, t.n - at);
	return true;
}
