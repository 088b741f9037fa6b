/* The encodings that bytes which are not UTF-8 may be in, as errors name them. */
#include "source.h"

#include <iconv.h>

/* In the order of how likely they are; the last fits almost any bytes. */
static const char *const candidate[] = {
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

	for (size_t i = 0; i < sizeof candidate / sizeof candidate[0]; i++) {
		if (!fits(candidate[i], bytes))
			continue;
		if (out->len > start)
			crm_buf_str(out, ", ");
		crm_buf_str(out, candidate[i]);
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
