/* The encodings that bytes which are not UTF-8 may be in, as errors name them. */
#include "source.h"

#include <crm/io/writer.h>

#include <errno.h>
#include <iconv.h>
#include <strings.h>

/* In the order of how likely they are; the last fits almost any bytes. */
const char *const crm_encodings[CRM_ENCODINGS] = {
	"gb18030",
	"big5",
	"shift_jis",
	"windows-1252",
};

static bool
fits(const char *name, struct crm_text bytes)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)bytes.p;
	size_t left = bytes.n;
	bool good = true;

	if (cd == (iconv_t)-1)
		return false;
	while (left > 0 && good) {
		char tmp[1024], *out = tmp;
		size_t room = sizeof tmp, before = left;

		/* A full buffer is no fault as long as there is progress. */
		if (iconv(cd, &in, &left, &out, &room) == (size_t)-1)
			good = left < before && out != tmp &&
			    room < sizeof tmp / 2;
	}
	iconv_close(cd);
	return good;
}

void
crm_encodings_fit(struct crm_buf *out, struct crm_text bytes)
{
	size_t start = out->len;

	for (size_t i = 0; i < CRM_ENCODINGS; i++) {
		if (!fits(crm_encodings[i], bytes))
			continue;
		if (out->len > start)
			crm_buf_str(out, ", ");
		crm_buf_str(out, crm_encodings[i]);
	}
}

bool
crm_recode(struct crm_buf *out, struct crm_text bytes, const char *encoding)
{
	iconv_t cd = iconv_open("UTF-8", encoding);
	char *in = (char *)bytes.p, *to;
	size_t left = bytes.n, room = 4 * bytes.n + 16;
	size_t rc;

	if (cd == (iconv_t)-1)
		return false;
	to = crm_buf_room(out, room);
	rc = iconv(cd, &in, &left, &to, &room);
	if (rc != (size_t)-1)
		rc = iconv(cd, NULL, NULL, &to, &room);
	iconv_close(cd);
	if (rc == (size_t)-1)
		return false;
	out->len = (size_t)(to - out->data);
	out->data[out->len] = '\0';
	return true;
}

/* Encodings that begin with a mark of their own: which of the two it is. */
static const char *
definite(const char *encoding)
{
	if (strcasecmp(encoding, "utf-16") == 0 ||
	    strcasecmp(encoding, "utf16") == 0)
		return "UTF-16LE";
	if (strcasecmp(encoding, "utf-32") == 0 ||
	    strcasecmp(encoding, "utf32") == 0)
		return "UTF-32LE";
	return encoding;
}

bool
crm_encoding_has_mark(const char *encoding)
{
	return definite(encoding) != encoding;
}

void
crm_encode(struct crm_buf *out, struct crm_text t, const char *encoding)
{
	iconv_t cd = iconv_open(definite(encoding), "UTF-8");
	char *in = (char *)t.p, *to, *start;
	size_t left = t.n, room;

	if (cd == (iconv_t)-1) { /* it was opened before, the other way */
		crm_buf_add(out, t.p, t.n);
		return;
	}
	while (left > 0) {
		room = 4 * left + 16;
		start = to = crm_buf_room(out, room);
		iconv(cd, &in, &left, &to, &room);
		if (left > 0 && errno != E2BIG) { /* what it lacks */
			const char *next = in;
			char question[] = "?", *mark = question;
			size_t one = 1;

			crm_utf8_next(&next, in + left);
			left -= (size_t)(next - in);
			in += next - in;
			iconv(cd, &mark, &one, &to, &room);
		}
		if (left == 0)
			iconv(cd, NULL, NULL, &to, &room);
		out->len += (size_t)(to - start);
	}
	iconv_close(cd);
}
