/* Lines of a calendar: folding, escaping, dates (RFC 5545, 6868). */
#include "mime.h"

#include <crm/base/date.h>

#include <string.h>

enum { OCTETS = 75, DAY = 86400, HOUR = 3600, MINUTE = 60 };

void
ics_line(struct crm_buf *out, struct crm_text line)
{
	size_t room = OCTETS;

	while (line.n > room) {
		size_t n = room;

		while (n > 1 && (line.p[n] & 0xc0) == 0x80)
			n--;
		crm_buf_add(out, line.p, n);
		crm_buf_str(out, "\r\n ");
		line.p += n;
		line.n -= n;
		room = OCTETS - 1; /* the blank counts */
	}
	crm_buf_add(out, line.p, line.n);
	crm_buf_str(out, "\r\n");
}

void
ics_text(struct crm_buf *out, struct crm_text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '\r' && i + 1 < t.n && t.p[i + 1] == '\n')
			continue;
		if (c == '\n' || c == '\r')
			crm_buf_str(out, "\\n");
		else if (c == '\\' || c == ',' || c == ';')
			crm_buf_printf(out, "\\%c", c);
		else if (c >= ' ' ? c != 0x7f : c == '\t')
			crm_buf_char(out, (char)c);
	}
}

void
ics_param(struct crm_buf *out, const char *name, struct crm_text value)
{
	bool quote = false;

	for (size_t i = 0; i < value.n; i++)
		quote = quote || strchr(":;,\"^\n", value.p[i]) != NULL;
	crm_buf_printf(out, "%s=%s", name, quote ? "\"" : "");
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if (c == '"')
			crm_buf_str(out, "^'");
		else if (c == '^')
			crm_buf_str(out, "^^");
		else if (c == '\n')
			crm_buf_str(out, "^n");
		else if (c >= ' ' && c != 0x7f)
			crm_buf_char(out, (char)c);
	}
	if (quote)
		crm_buf_char(out, '"');
}

void
ics_date(struct crm_buf *out, int64_t date)
{
	struct crm_ymd on = crm_date_ymd(date);

	crm_buf_printf(out, "%04d%02d%02d", on.y, on.m, on.d);
}

static void
stamp(struct crm_buf *out, int64_t local)
{
	int64_t date = local / DAY - (local % DAY < 0);
	int of_day = (int)(local - date * DAY);

	ics_date(out, date);
	crm_buf_printf(out, "T%02d%02d%02d", of_day / HOUR,
	    of_day % HOUR / MINUTE, of_day % MINUTE);
}

void
ics_utc(struct crm_buf *out, int64_t instant)
{
	stamp(out, instant);
	crm_buf_char(out, 'Z');
}

void
ics_local(struct crm_buf *out, int64_t instant)
{
	stamp(out, instant + crm_instant_offset(NULL, instant));
}
