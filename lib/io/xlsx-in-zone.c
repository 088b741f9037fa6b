/*
 * Times of a workbook.  Its cells hold what clocks showed, and not where; one that we
 * wrote says so in a property, which spreadsheets keep.
 */
#include "xlsx-in.h"

#include <crm/base/date.h>
#include <crm/base/tr.h>

#include <string.h>

enum { DAY = 86400, MINUTE = 60, NAME_ROOM = 128 };

/* The property, while its part is read. */
struct property {
	struct xlsx_in *x;
	bool ours;
	char text[NAME_ROOM];
	size_t n;
};

static void
property_start(void *ctx, struct xlsx_part *p, const char *name,
    const char **attr, int depth)
{
	struct property *z = ctx;
	const char *called = xlsx_attr(attr, "name");

	(void)p;
	if (depth == 2)
		z->ours = strcmp(name, "property") == 0 && called != NULL &&
		    strcmp(called, CRM_XLSX_ZONE) == 0;
}

static void
property_text(void *ctx, struct xlsx_part *p, const char *s, int n)
{
	struct property *z = ctx;

	(void)p;
	if (!z->ours || z->n + (size_t)n >= sizeof z->text)
		return;
	memcpy(z->text + z->n, s, (size_t)n);
	z->n += (size_t)n;
}

enum crm_status
xlsx_zone_read(struct xlsx_in *x, struct crm_err *err)
{
	static const struct xlsx_handler handler = { property_start, NULL,
		property_text };
	struct property z = { .x = x };
	struct crm_buf here = CRM_BUF_INIT;
	struct crm_text name;
	struct crm_err unknown;
	enum crm_status status = xlsx_part_read(
	    x, x->properties_part, &handler, &z, err);

	if (status != CRM_OK)
		return status;
	name = crm_text_trim((struct crm_text){ z.text, z.n });
	if (name.n > 0 &&
	    (!crm_zone_here(&here) ||
		!crm_text_eq(name, (struct crm_text){ here.data, here.len }))) {
		x->zone_name = crm_strndup(&x->arena, name.p, name.n);
		if (crm_zone_load(
			&x->arena, x->zone_name, &x->zone, &unknown) != CRM_OK)
			x->zone = NULL;
	}
	crm_buf_free(&here);
	return CRM_OK;
}

static int64_t
floor_day(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

void
xlsx_zone_put(struct xlsx_in *x, struct crm_buf *out, double serial,
    enum xlsx_shown shown)
{
	int64_t local, day, instant, east;
	int minutes;

	if (!xlsx_serial_time(serial, shown, x->epoch_1904, &local))
		return;
	day = floor_day(local);
	instant = crm_instant_reached_in(
	    x->zone, day, (int)(local - day * DAY));
	east = local - instant;
	if (east == crm_instant_offset(NULL, instant) || east % MINUTE != 0)
		return;
	minutes = (int)(east < 0 ? -east : east) / MINUTE;
	crm_buf_printf(out, "%c%02d:%02d", east < 0 ? '-' : '+', minutes / 60,
	    minutes % 60);
	x->zoned = true;
}

void
xlsx_zone_note(struct xlsx_in *x, struct crm_buf *out)
{
	char quoted[CRM_QUOTE_SIZE];

	if (x->zone_name == NULL || (x->zone != NULL && !x->zoned))
		return;
	crm_quote(quoted, crm_text_of(x->zone_name));
	crm_buf_str(out, out->len > 0 ? "; " : "");
	crm_buf_printf(out,
	    x->zone != NULL
		? crm_tr("its times are read as those of %s, where it was "
			 "written")
		: crm_tr("was written in the time zone %s, which is not known "
			 "here: its times are read as those of TZ"),
	    quoted);
}
