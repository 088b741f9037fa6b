/* Base64: what is written reads back; what is none is refused. */
#include <crm/base/base64.h>

#include "../tap.h"

#include <string.h>

static bool
round_trip(const char *p, size_t n, const char *letters)
{
	struct crm_buf text = CRM_BUF_INIT, back = CRM_BUF_INIT;
	bool same;

	crm_buf_str(&text, "");
	crm_base64(&text, p, n);
	same = strcmp(text.data, letters) == 0 &&
	    crm_base64_read(&back, (struct crm_text){ text.data, text.len }) &&
	    back.len == n && memcmp(back.data, p, n) == 0;
	crm_buf_free(&text);
	crm_buf_free(&back);
	return same;
}

static bool
refused(const char *letters)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool good;

	crm_buf_str(&b, "kept");
	good = !crm_base64_read(&b, crm_text_of(letters)) && b.len == 4;
	crm_buf_free(&b);
	return good;
}

int
main(void)
{
	/* RFC 4648, 10. */
	ok(round_trip("", 0, ""), "nothing");
	ok(round_trip("f", 1, "Zg=="), "one byte");
	ok(round_trip("fo", 2, "Zm8="), "two");
	ok(round_trip("foo", 3, "Zm9v"), "three");
	ok(round_trip("foobar", 6, "Zm9vYmFy"), "six");
	ok(round_trip("\0\xff\xfe", 3, "AP/+"), "any bytes");
	ok(refused("Zg="), "no group");
	ok(refused("Z==="), "too little in a group");
	ok(refused("Zm9v Zg="), "a blank");
	ok(refused("Zg==Zg=="), "an end in the middle");
	return tap_done();
}
