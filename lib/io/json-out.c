/*
 * JSON out: an array with one record a line, or NDJSON.  Written directly;
 * cJSON's printer costs twice as much and turns numbers into doubles.
 */
#include "wimpl.h"

#include <string.h>

/* Beyond it a double skips integers, and our reader refuses them. */
#define EXACT_MAX (INT64_C(1) << 53)

/* The letter behind the backslash; 'u' for \u00XX, 0 for no escape. */
static const char escape[256] = {
	[0] = 'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'b',
	't',
	'n',
	'u',
	'f',
	'r',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	'u',
	['"'] = '"',
	['\\'] = '\\',
};

static void
escaped(struct crm_buf *b, unsigned char c)
{
	static const char digit[] = "0123456789abcdef";

	crm_buf_char(b, '\\');
	crm_buf_char(b, escape[c]);
	if (escape[c] != 'u')
		return;
	crm_buf_str(b, "00");
	crm_buf_char(b, digit[c >> 4]);
	crm_buf_char(b, digit[c & 15]);
}

/* Eight bytes at once, each this one. */
#define EIGHT(c) (UINT64_C(0x0101010101010101) * (c))

/* Not zero where any of the eight is below c, at most 0x80. */
static uint64_t
any_below(uint64_t v, unsigned char c)
{
	return (v - EIGHT(c)) & ~v & EIGHT(0x80);
}

/* Whether any of eight bytes is escaped; most text has none. */
static bool
any_escaped(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return (any_below(v, ' ') | any_below(v ^ EIGHT('"'), 1) |
		   any_below(v ^ EIGHT('\\'), 1)) != 0;
}

/* Where the first byte is, from i on, that is escaped; else the end. */
static size_t
next_escape(struct crm_text t, size_t i)
{
	while (i + sizeof(uint64_t) <= t.n && !any_escaped(t.p + i))
		i += sizeof(uint64_t);
	while (i < t.n && escape[(unsigned char)t.p[i]] == '\0')
		i++;
	return i;
}

static void
string(struct crm_buf *b, struct crm_text t)
{
	size_t from = 0, i;

	crm_buf_char(b, '"');
	for (i = next_escape(t, 0); i < t.n; i = next_escape(t, i + 1)) {
		unsigned char c = (unsigned char)t.p[i];

		crm_buf_add(b, t.p + from, i - from);
		escaped(b, c);
		from = i + 1;
	}
	if (from < t.n)
		crm_buf_add(b, t.p + from, t.n - from);
	crm_buf_char(b, '"');
}

static bool
is_json_number(const struct crm_column *c, int64_t v)
{
	switch (c->type) {
	case CRM_T_ID:
	case CRM_T_REF:
	case CRM_T_DATE:
	case CRM_T_INSTANT:
		return false;
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
		return true;
	default:
		return v <= EXACT_MAX && v >= -EXACT_MAX;
	}
}

static void
value(struct crm_writer *w, size_t i, const struct crm_value *cells)
{
	const struct crm_column *c = &w->column[i];

	if (cells[i].kind == CRM_NULL) {
		crm_buf_add(w->buf, "null", 4);
	} else if (cells[i].kind == CRM_STR) {
		string(w->buf, cells[i].t);
	} else if (c->type == CRM_T_BOOL) {
		crm_buf_str(w->buf, cells[i].i != 0 ? "true" : "false");
	} else if (is_json_number(c, cells[i].i)) {
		crm_cell_plain(w, w->buf, i, cells);
	} else {
		crm_buf_char(w->buf, '"');
		crm_cell_plain(w, w->buf, i, cells);
		crm_buf_char(w->buf, '"');
	}
}

/* Without the closing bracket. */
static void
members(struct crm_writer *w, const struct crm_value *cells)
{
	crm_buf_char(w->buf, '{');
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			crm_buf_char(w->buf, ',');
		string(w->buf, crm_text_of(w->column[i].name));
		crm_buf_char(w->buf, ':');
		value(w, i, cells);
	}
}

static void
object(struct crm_writer *w, const struct crm_value *cells)
{
	members(w, cells);
	crm_buf_char(w->buf, '}');
}

void
crm_json_open(struct crm_buf *out, const struct crm_column *columns, size_t n,
    const struct crm_value *cells)
{
	struct crm_writer w = {
		.buf = out, .column = columns, .n = n, .currency_digits = 2
	};

	members(&w, cells);
}

void
crm_json_text(struct crm_buf *out, struct crm_text t)
{
	string(out, t);
}

static enum crm_status
json_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	(void)err;
	crm_buf_str(w->buf, w->rows == 0 ? "[\n" : ",\n");
	object(w, cells);
	return CRM_OK;
}

static enum crm_status
json_end(struct crm_writer *w, struct crm_err *err)
{
	(void)err;
	crm_buf_str(w->buf, w->rows == 0 ? "[]\n" : "\n]\n");
	return CRM_OK;
}

static enum crm_status
ndjson_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	(void)err;
	object(w, cells);
	crm_buf_char(w->buf, '\n');
	return CRM_OK;
}

const struct crm_writer_ops crm_json_writer = {
	NULL,
	json_row,
	json_end,
	NULL,
};

const struct crm_writer_ops crm_ndjson_writer = {
	NULL,
	ndjson_row,
	NULL,
	NULL,
};
