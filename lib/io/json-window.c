/* Where the scan of JSON stands: what lies ahead, and what is wrong there. */
#include "json-scan.h"

#include <stdio.h>

int64_t
crm_json_column(const struct crm_json_scan *s)
{
	return s->in->base + (int64_t)s->in->pos - s->line_start - s->behind +
	    1;
}

bool
crm_json_have(struct crm_json_scan *s, size_t n)
{
	while (s->in->len - s->in->pos < n) {
		if (s->in->eof || s->status != CRM_OK)
			return false;
		s->status = crm_input_fill(s->in, s->err);
	}
	return true;
}

int
crm_json_look(struct crm_json_scan *s)
{
	if (s->in->pos == s->in->len && !crm_json_have(s, 1))
		return CRM_JSON_END;
	return (unsigned char)s->in->data[s->in->pos];
}

enum crm_status
crm_json_bad(struct crm_json_scan *s, const char *what)
{
	if (s->status != CRM_OK)
		return s->status;
	return crm_fail_line(
	    s->err, s->line, crm_json_column(s), "%s", crm_tr(what));
}

enum crm_status
crm_json_found(struct crm_json_scan *s, const char *what)
{
	int c = crm_json_look(s);
	char text[240], found[32];

	if (c == CRM_JSON_END)
		snprintf(found, sizeof found, "%s", crm_tr("the end"));
	else if (c > ' ' && c < 0x7f)
		snprintf(found, sizeof found, "'%c'", c);
	else
		snprintf(
		    found, sizeof found, crm_tr("byte 0x%02x"), (unsigned)c);
	snprintf(text, sizeof text, crm_tr("expected %s, found %s"),
	    crm_tr(what), found);
	return crm_json_bad(s, text);
}
