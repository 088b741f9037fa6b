/* Zones of the system: their files (RFC 8536, TZif), a table of changes and a
 * rule for the years behind it. */
#include <crm/base/zone.h>

#include <stdio.h>
#include <string.h>

#include "zone-rule.h"

#define ZONES "/usr/share/zoneinfo/"

enum {
	PATH_ROOM = 512,
	HEAD = 44,      /* bytes of a header */
	COUNTS_AT = 20, /* of it, six numbers */
	TYPE = 6,       /* bytes of a kind of time */
	FILE_ROOM = 1 << 16,
};

struct crm_zone {
	const unsigned char *change; /* eight bytes each, in order */
	const unsigned char *kind;   /* of each, one byte */
	const unsigned char *type;   /* six bytes each */
	size_t changes, types;
	struct zone_rule rule;
	bool has_rule;
};

static int64_t
number(const unsigned char *p, int bytes)
{
	uint64_t n = p[0] & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < bytes; i++)
		n = n << 8 | p[i];
	return (int64_t)n;
}

/* What a header counts. */
struct counts {
	size_t utc, standard, leaps, changes, types, letters;
};

static bool
read_counts(const unsigned char *p, const unsigned char *end, struct counts *c)
{
	size_t *out[] = { &c->utc, &c->standard, &c->leaps, &c->changes,
		&c->types, &c->letters };

	if (end - p < HEAD || memcmp(p, "TZif", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
		int64_t n = number(p + COUNTS_AT + 4 * i, 4);

		if (n < 0 || n > FILE_ROOM)
			return false;
		*out[i] = (size_t)n;
	}
	return true;
}

/* Bytes of the data behind a header, whose times have `width` bytes. */
static size_t
data_size(const struct counts *c, size_t width)
{
	return c->changes * (width + 1) + c->types * TYPE + c->letters +
	    c->leaps * (width + 4) + c->standard + c->utc;
}

static bool
is_whole(const struct crm_zone *z)
{
	for (size_t i = 0; i < z->changes; i++)
		if (z->kind[i] >= z->types)
			return false;
	return z->types > 0;
}

/* The rule behind the second part, between two line ends. */
static void
read_rule(struct crm_zone *z, const unsigned char *p, const unsigned char *end)
{
	char text[128];
	const unsigned char *stop;
	size_t n;

	if (p >= end || *p++ != '\n')
		return;
	stop = memchr(p, '\n', (size_t)(end - p));
	n = stop == NULL ? 0 : (size_t)(stop - p);
	if (n == 0 || n >= sizeof text)
		return;
	memcpy(text, p, n);
	text[n] = '\0';
	z->has_rule = zone_rule_parse(text, &z->rule);
}

/* The second part of the file, whose times have eight bytes; files of the first
 * version are of the last century. */
static bool
read_zone(struct crm_zone *z, const unsigned char *p, size_t size)
{
	const unsigned char *end = p + size;
	struct counts c;

	if (!read_counts(p, end, &c) || p[4] < '2' ||
	    data_size(&c, 4) > size - HEAD)
		return false;
	p += HEAD + data_size(&c, 4);
	if (!read_counts(p, end, &c) ||
	    data_size(&c, 8) > (size_t)(end - p) - HEAD)
		return false;
	p += HEAD;
	z->changes = c.changes;
	z->types = c.types;
	z->change = p;
	z->kind = p + c.changes * 8;
	z->type = z->kind + c.changes;
	read_rule(z, p + data_size(&c, 8), end);
	return is_whole(z);
}

static bool
read_file(struct crm_arena *a, const char *path, struct crm_zone *z)
{
	FILE *f = fopen(path, "re");
	unsigned char *data;
	size_t n;

	if (f == NULL)
		return false;
	data = crm_alloc(a, FILE_ROOM);
	n = fread(data, 1, FILE_ROOM, f);
	fclose(f);
	return n < FILE_ROOM && read_zone(z, data, n);
}

enum crm_status
crm_zone_load(struct crm_arena *a, const char *name,
    const struct crm_zone **out, struct crm_err *err)
{
	struct crm_zone *z = crm_alloc(a, sizeof *z);
	char path[PATH_ROOM];

	*out = z;
	snprintf(path, sizeof path, "%s%s", ZONES, name);
	if (*name != '\0' && *name != '/' && strstr(name, "..") == NULL &&
	    read_file(a, path, z))
		return CRM_OK;
	/* UTC is known without any file: a system need not have them. */
	z->has_rule = zone_rule_parse(
	    strcmp(name, "UTC") == 0 ? "UTC0" : name, &z->rule);
	if (z->has_rule)
		return CRM_OK;
	return crm_fail(err, CRM_INVALID,
	    "'%.60s' is no time zone; expected a name such as Asia/Shanghai, or "
	    "a rule such as CST-8",
	    name);
}

/* How many changes there were until an instant. */
static size_t
changes_until(const struct crm_zone *z, int64_t instant)
{
	size_t low = 0, high = z->changes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (number(z->change + mid * 8, 8) <= instant)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

int
crm_zone_offset(const struct crm_zone *z, int64_t instant, bool *summer)
{
	size_t n = changes_until(z, instant);
	const unsigned char *type;
	bool forward;

	if (summer == NULL)
		summer = &forward;
	if (z->has_rule && n == z->changes)
		return zone_rule_offset(&z->rule, instant, summer);
	type = z->type + (n == 0 ? 0 : z->kind[n - 1]) * (size_t)TYPE;
	*summer = type[4] != 0;
	return (int)number(type, 4);
}
