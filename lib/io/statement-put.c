/* What the formats of statements need: lines, amounts, and a sum that must come out. */
#include "statement.h"

#include <crm/base/number.h>

#include <inttypes.h>
#include <string.h>

struct statement_line *
statement_add(struct statement *s)
{
	s->line = crm_grow(&s->a, s->line, s->n, &s->cap, sizeof *s->line);
	s->line[s->n] = (struct statement_line){ .line = 0 };
	return &s->line[s->n++];
}

bool
statement_amount(struct crm_text t, char mark, int64_t *out)
{
	enum { WHOLE_MAX = 12 };
	size_t i, whole = 0, part = 0;
	bool point = false;

	*out = 0;
	for (i = 0; i < t.n; i++) {
		if (t.p[i] == mark && !point) {
			point = true;
			continue;
		}
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		*(point ? &part : &whole) += 1;
		/* Zeros behind the smallest part say nothing. */
		if (part > ST_DECIMALS && t.p[i] == '0') {
			part--;
			continue;
		}
		if (whole > WHOLE_MAX || part > ST_DECIMALS)
			return false;
		*out = *out * 10 + (t.p[i] - '0');
	}
	for (; part < ST_DECIMALS; part++)
		*out *= 10;
	return whole > 0;
}

const char *
statement_dup(struct statement *s, struct crm_text t)
{
	char *out = crm_alloc_n(&s->a, t.n + 1, 1);
	size_t i, n = 0;

	for (i = 0; i < t.n; i++) {
		bool blank = strchr(" \t\r\n", t.p[i]) != NULL;

		if (blank && (n == 0 || out[n - 1] == ' '))
			continue;
		out[n++] = blank ? ' ' : t.p[i];
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n > 0 ? out : NULL;
}

const char *
statement_amount_text(struct statement *s, int64_t amount)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, amount, ST_DECIMALS, false);
	text = crm_strdup(&s->a, b.data);
	crm_buf_free(&b);
	return text;
}

void
statement_check(struct statement *s, const struct statement_balance *b)
{
	int64_t should;

	if (!b->opens || !b->closes ||
	    (!__builtin_add_overflow(b->opening, b->sum, &should) &&
		should == b->closing))
		return;
	crm_buf_printf(&s->note,
	    crm_tr(
		"%sstatement %s begins with %s, its lines come to %s, and it "
		"ends with %s: something is missing or twice"),
	    s->note.len > 0 ? "; " : "", b->name,
	    statement_amount_text(s, b->opening),
	    statement_amount_text(s, b->sum),
	    statement_amount_text(s, b->closing));
}
