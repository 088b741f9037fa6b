/* Forms of mail: base64, encoded words, addresses, dates. */
#include "mime.h"

#include <crm/base/base64.h>
#include <crm/base/date.h>

#include <string.h>

enum {
	LINE = 76,       /* characters of a line with an encoded word */
	GROUP = 3,       /* bytes that four letters of base64 stand for */
	LINE_BYTES = 57, /* 76 letters of base64 */
	DAY = 86400,
	HOUR = 3600,
	MINUTE = 60,
};

static const char word_begin[] = "=?UTF-8?B?", word_end[] = "?=";

void
mime_base64(struct crm_buf *out, const void *p, size_t n, bool lines)
{
	const char *from = p;
	size_t most = lines ? LINE_BYTES : n, i, k;

	for (i = 0; i < n; i += k) {
		k = n - i < most ? n - i : most;
		crm_base64(out, from + i, k);
		if (lines)
			crm_buf_char(out, '\n');
	}
}

/* ---- headers ---- */

static bool
is_control(unsigned char c)
{
	return c < ' ' || c == 0x7f;
}

/* What may stand in a header as it is: ASCII, short, and nothing that reads as an
 * encoded word. */
static bool
is_plain(struct crm_text t, size_t room)
{
	if (t.n > room)
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (is_control((unsigned char)t.p[i]) || t.p[i] & 0x80 ||
		    (t.p[i] == '=' && i + 1 < t.n && t.p[i + 1] == '?'))
			return false;
	return t.n == 0 || (t.p[0] != ' ' && t.p[t.n - 1] != ' ');
}

static struct crm_text
without_controls(struct crm_buf *room, struct crm_text t)
{
	for (size_t i = 0; i < t.n; i++)
		crm_buf_char(
		    room, is_control((unsigned char)t.p[i]) ? ' ' : t.p[i]);
	return crm_text_trim((struct crm_text){ room->data, room->len });
}

/* Bytes of whole characters at the front that fill no more than `most`. */
static size_t
whole(struct crm_text t, size_t most)
{
	size_t n = most < t.n ? most : t.n;

	while (n > 0 && n < t.n && (t.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* `column`: characters of the line before them. */
static void
encoded_words(struct crm_buf *out, struct crm_text t, size_t column)
{
	const size_t around = sizeof word_begin + sizeof word_end - 2;

	while (t.n > 0) {
		size_t n = whole(t, (LINE - column - around) / 4 * GROUP);

		crm_buf_str(out, word_begin);
		mime_base64(out, t.p, n, false);
		crm_buf_str(out, word_end);
		t.p += n;
		t.n -= n;
		if (t.n > 0)
			crm_buf_str(out, "\n ");
		column = 1;
	}
}

void
mime_header(struct crm_buf *out, const char *name, struct crm_text value)
{
	struct crm_buf room = CRM_BUF_INIT;
	size_t column = strlen(name) + 2;

	value = without_controls(&room, value);
	crm_buf_printf(out, "%s: ", name);
	if (is_plain(value, LINE - column))
		crm_buf_add(out, value.p, value.n);
	else
		encoded_words(out, value, column);
	crm_buf_char(out, '\n');
	crm_buf_free(&room);
}

/* Letters, digits, blanks and what else an atom may have. */
static bool
is_atoms(struct crm_text t)
{
	for (size_t i = 0; i < t.n; i++)
		if (strchr("()<>[]:;@\\,.\"", t.p[i]) != NULL)
			return false;
	return true;
}

static void
quoted(struct crm_buf *out, struct crm_text t)
{
	crm_buf_char(out, '"');
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '"' || t.p[i] == '\\')
			crm_buf_char(out, '\\');
		crm_buf_char(out, t.p[i]);
	}
	crm_buf_char(out, '"');
}

void
mime_address_header(struct crm_buf *out, const char *name,
    struct crm_text person, struct crm_text address)
{
	struct crm_buf room = CRM_BUF_INIT;
	size_t from = out->len, column = strlen(name) + 2;

	person = without_controls(&room, person);
	crm_buf_printf(out, "%s: ", name);
	if (!is_plain(person, LINE - column - 2))
		encoded_words(out, person, column);
	else if (is_atoms(person))
		crm_buf_add(out, person.p, person.n);
	else
		quoted(out, person);
	if (person.n == 0)
		crm_buf_add(out, address.p, address.n);
	else
		crm_buf_printf(out, "%s<%.*s>",
		    out->len - from + address.n + 3 > LINE ? "\n " : " ",
		    (int)address.n, address.p);
	crm_buf_char(out, '\n');
	crm_buf_free(&room);
}

static const char days[] = "MonTueWedThuFriSatSun";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void
mime_date(struct crm_buf *out, int64_t instant)
{
	int64_t date = crm_instant_date(instant);
	struct crm_ymd on = crm_date_ymd(date);
	int offset = crm_instant_offset(NULL, instant);
	int of_day = (int)(instant + offset - date * DAY);
	int east = offset < 0 ? -offset : offset;

	crm_buf_printf(out, "%.3s, %d %.3s %04d %02d:%02d:%02d %c%02d%02d",
	    days + (size_t)(crm_weekday(date) - 1) * 3, on.d,
	    months + (size_t)(on.m - 1) * 3, on.y, of_day / HOUR,
	    of_day % HOUR / MINUTE, of_day % MINUTE, offset < 0 ? '-' : '+',
	    east / HOUR, east % HOUR / MINUTE);
}

void
mime_from_line(struct crm_buf *out, struct crm_text address, int64_t instant)
{
	int64_t date = instant / DAY - (instant % DAY < 0);
	int of_day = (int)(instant - date * DAY);
	struct crm_ymd on = crm_date_ymd(date);

	crm_buf_printf(out, "From %.*s %.3s %.3s %2d %02d:%02d:%02d %04d\n",
	    (int)address.n, address.p,
	    days + (size_t)(crm_weekday(date) - 1) * 3,
	    months + (size_t)(on.m - 1) * 3, on.d, of_day / HOUR,
	    of_day % HOUR / MINUTE, of_day % MINUTE, on.y);
}

/* ---- addresses that users give ---- */

enum crm_status
crm_mail_parse(struct crm_text t, struct crm_text *name,
    struct crm_text *address, struct crm_err *err)
{
	struct crm_buf room = CRM_BUF_INIT;
	char seen[CRM_QUOTE_SIZE];
	const char *open = NULL;
	bool good;

	*name = (struct crm_text){ "", 0 };
	*address = t = crm_text_trim(t);
	if (t.n > 0 && t.p[t.n - 1] == '>')
		open = memrchr(t.p, '<', t.n);
	if (open != NULL) {
		*name = crm_text_trim(
		    (struct crm_text){ t.p, (size_t)(open - t.p) });
		*address = (struct crm_text){ open + 1,
			(size_t)(t.p + t.n - open) - 2 };
	}
	if (name->n > 1 && name->p[0] == '"' && name->p[name->n - 1] == '"') {
		name->p++;
		name->n -= 2;
	}
	good = crm_email_norm(&room, *address) && is_plain(*address, LINE * 4);
	crm_buf_free(&room);
	return good ? CRM_OK
		    : crm_fail(err, CRM_USAGE,
			  "'%s' is no sender; expected an address such as "
			  "crm@example.com or 'Sales <crm@example.com>'",
			  crm_quote(seen, t));
}

bool
crm_mail_can(const char *address)
{
	return address != NULL && *address != '\0' &&
	    is_plain(crm_text_of(address), LINE * 4);
}
