/*
 * Refused rows of JSON as JSON: each record as it was written, whatever is wrong with
 * it, and the reason as three members behind its own.
 */
#include "cli/internal.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where the members begin that an earlier run put behind those of the record, or the
 * end.  Nowhere else is a quote before the name that no backslash is before. */
static size_t
own_at(struct crm_text t)
{
	static const char first[] = "\"_line\"";
	const size_t n = sizeof first - 1;
	size_t i, at;

	for (i = t.n; i > n; i--) {
		if (memcmp(t.p + i - n, first, n) != 0)
			continue;
		at = i - n;
		while (at > 0 && is_blank(t.p[at - 1]))
			at--;
		if (at > 0 && t.p[at - 1] == ',')
			return at - 1;
		if (at > 0 && t.p[at - 1] == '{')
			return at;
	}
	return t.n;
}

/* The record as it was written, without its closing bracket and what is ours. */
static struct crm_text
members(struct crm_text t)
{
	t = crm_text_trim(t);
	if (t.n > 0 && t.p[t.n - 1] == '}')
		t.n--;
	t.n = own_at(t);
	while (t.n > 0 && is_blank(t.p[t.n - 1]))
		t.n--;
	return t;
}

static void
put_member(struct crm_buf *out, size_t i, struct crm_text value)
{
	crm_buf_printf(out, ", \"%s\": ", crm_reject_columns[i]);
	crm_json_text(out, value);
}

void
rejects_json_row(struct crm_buf *out, const struct crm_row *row, bool first,
    bool list, struct crm_text fields, struct crm_text texts)
{
	struct crm_text t = members(row->raw);

	crm_buf_str(out, list && !first ? ",\n" : "");
	crm_buf_add(out, t.p, t.n);
	crm_buf_printf(out, "%s\"%s\": %lld",
	    t.n > 0 && t.p[t.n - 1] == '{' ? "" : ", ", crm_reject_columns[0],
	    (long long)row->line);
	put_member(out, 1, fields);
	put_member(out, 2, texts);
	crm_buf_str(out, list ? "}" : "}\n");
}
