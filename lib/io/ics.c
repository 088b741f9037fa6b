/* Notices as a calendar. */
#include "mime.h"

#include <crm/base/date.h>

#include <string.h>

/* A line of a name and a text. */
static void
put_text(struct crm_buf *out, const char *name, const char *value)
{
	struct crm_buf line = CRM_BUF_INIT;

	crm_buf_printf(&line, "%s:", name);
	ics_text(&line, crm_text_of(value));
	ics_line(out, (struct crm_text){ line.data, line.len });
	crm_buf_free(&line);
}

static void
put(struct crm_buf *out, const char *line)
{
	ics_line(out, crm_text_of(line));
}

static void
put_when(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_notice *n, const char *name)
{
	struct crm_buf line = CRM_BUF_INIT;

	crm_buf_str(&line, name);
	if (n->all_day) {
		crm_buf_str(&line, ";VALUE=DATE:");
		ics_date(&line, crm_instant_date(n->at));
	} else if (d->zone == NULL) {
		crm_buf_char(&line, ':');
		ics_utc(&line, n->at);
	} else {
		crm_buf_char(&line, ';');
		ics_param(&line, "TZID", crm_text_of(d->zone));
		crm_buf_char(&line, ':');
		ics_local(&line, n->at);
	}
	ics_line(out, (struct crm_text){ line.data, line.len });
	crm_buf_free(&line);
}

/* At nine on the day, or a quarter of an hour before; of a task by its end, for
 * it has no beginning. */
static void
put_alarm(struct crm_buf *out, const struct crm_notice *n, bool is_task)
{
	put(out, "BEGIN:VALARM");
	put(out, "ACTION:DISPLAY");
	put_text(out, "DESCRIPTION", n->name[0] == '\0' ? n->about : n->name);
	crm_buf_printf(out, "TRIGGER%s:%s\r\n", is_task ? ";RELATED=END" : "",
	    n->all_day ? "PT9H" : "-PT15M");
	put(out, "END:VALARM");
}

static void
put_summary(struct crm_buf *out, const struct crm_notice *n)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_printf(
	    &text, "%s%s%s", n->about, n->name[0] == '\0' ? "" : " ", n->name);
	put_text(out, "SUMMARY", text.data);
	crm_buf_free(&text);
}

static void
put_notice(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_notice *n)
{
	bool is_task = strcmp(n->kind, "task") == 0;
	struct crm_buf line = CRM_BUF_INIT;

	put(out, is_task ? "BEGIN:VTODO" : "BEGIN:VEVENT");
	crm_buf_printf(&line, "UID:%s@%s", n->key, d->book);
	ics_line(out, (struct crm_text){ line.data, line.len });
	crm_buf_clear(&line);
	crm_buf_str(&line, "DTSTAMP:");
	ics_utc(&line, d->now);
	ics_line(out, (struct crm_text){ line.data, line.len });
	put_when(out, d, n, is_task ? "DUE" : "DTSTART");
	put_summary(out, n);
	put_text(out, "DESCRIPTION", n->why);
	put_text(out, "CATEGORIES", n->kind);
	put(out, is_task ? "STATUS:NEEDS-ACTION" : "TRANSP:TRANSPARENT");
	put_alarm(out, n, is_task);
	put(out, is_task ? "END:VTODO" : "END:VEVENT");
	crm_buf_free(&line);
}

/* ---- all of them ---- */

static void
put_zone(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_notice *o, size_t n)
{
	int64_t from = INT64_MAX, to = INT64_MIN;

	for (size_t i = 0; i < n; i++) {
		if (o[i].all_day)
			continue;
		from = o[i].at < from ? o[i].at : from;
		to = o[i].at > to ? o[i].at : to;
	}
	if (d->zone != NULL && from <= to)
		ics_zone(out, d->zone, from, to);
}

void
crm_ics_write(struct crm_buf *out, const struct crm_delivery *d,
    const struct crm_notice *o, size_t n)
{
	put(out, "BEGIN:VCALENDAR");
	put(out, "VERSION:2.0");
	put(out, "PRODID:-//crm//due//EN");
	put(out, "CALSCALE:GREGORIAN");
	put_zone(out, d, o, n);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || strcmp(o[i].key, o[i - 1].key) != 0)
			put_notice(out, d, &o[i]);
	put(out, "END:VCALENDAR");
}
