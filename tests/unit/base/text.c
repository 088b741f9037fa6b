/* Slices, trimming, UTF-8, escaping, quoting, distance. */
#include <crm/base/text.h>

#include <stdint.h>
#include <stdlib.h>

#include "../tap.h"

#define T(s) CRM_TEXT(s)

static void
slices(void)
{
	ok(crm_text_of(NULL).n == 0, "NULL is empty");
	ok(crm_text_eq((struct crm_text){ NULL, 0 }, T("")), "empty is empty");
	ok(crm_text_eq(T("a\0b"), T("a\0b")), "NUL bytes compare");
	ok(!crm_text_eq(T("a\0b"), T("a\0c")), "beyond a NUL");
	ok(crm_text_is(T("abc"), "abc") && !crm_text_is(T("abc"), "ab"), "is");
	ok(crm_text_cmp(T("a"), T("b")) < 0, "order");
	ok(crm_text_cmp(T("ab"), T("a")) > 0, "longer is later");
	ok(crm_text_cmp(T("中"), T("z")) > 0, "bytes are unsigned");
	is_int(crm_text_cmp(T(""), (struct crm_text){ NULL, 0 }), 0, "equal");
}

static void
trimming(void)
{
	static const struct {
		struct crm_text in;
		const char *want;
	} row[] = {
		{ CRM_TEXT(""), "" },
		{ CRM_TEXT(" \t\r\n\v\f"), "" },
		{ CRM_TEXT(" a b "), "a b" },
		{ CRM_TEXT("\u00A0\u3000 a\u3000\u00A0"), "a" },
		{ CRM_TEXT("\u3000"), "" },
		{ CRM_TEXT("\u00A0"), "" },
		{ CRM_TEXT("中 \xA0"), "中 \xA0" },
		{ CRM_TEXT("\x80\x80"), "\x80\x80" },
		{ CRM_TEXT("\xC2"), "\xC2" },
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		ok(crm_text_is(crm_text_trim(row[i].in), row[i].want),
		    "trim %zu", i);
	ok(crm_text_trim((struct crm_text){ NULL, 0 }).n == 0, "trim NULL");
}

static void
validity(void)
{
	static const struct {
		struct crm_text in;
		size_t want;
	} row[] = {
		{ CRM_TEXT(""), 0 },
		{ CRM_TEXT("plain text of some length"), 25 },
		{ CRM_TEXT("a\0b"), 3 },
		{ CRM_TEXT("12345678\xFF"), 8 },
		{ CRM_TEXT("1234567\xFF"), 7 },
		{ CRM_TEXT("中文\xE4\xB8"), 6 }, /* cut */
		{ CRM_TEXT("a\xC0\x80"), 1 },    /* overlong */
		{ CRM_TEXT("\xC1\xBF"), 0 },
		{ CRM_TEXT("\xE0\x80\x80"), 0 },
		{ CRM_TEXT("\xE0\x9F\xBF"), 0 },
		{ CRM_TEXT("\xF0\x8F\xBF\xBF"), 0 },
		{ CRM_TEXT("\xED\xA0\x80"), 0 }, /* surrogate */
		{ CRM_TEXT("\xED\x9F\xBF"), 3 },
		{ CRM_TEXT("\xEF\xBF\xBF"), 3 },
		{ CRM_TEXT("\xF4\x8F\xBF\xBF"), 4 },
		{ CRM_TEXT("\xF4\x90\x80\x80"), 0 }, /* too high */
		{ CRM_TEXT("\xF5\x80\x80\x80"), 0 },
		{ CRM_TEXT("\x80"), 0 },
		{ CRM_TEXT("😀"), 4 },
		{ CRM_TEXT("abcdefgh中ijklmnop\xC3\x28"), 19 },
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		is_int((long long)crm_utf8_valid(row[i].in),
		    (long long)row[i].want, "valid up to");
}

static size_t
encode(char *to, unsigned c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static void
decoding(void)
{
	int bad = 0;
	const char *p = "\xFFz";

	for (unsigned c = 0; c < 0x110000; c++) {
		char s[4];
		size_t n = encode(s, c);
		const char *at = s;
		bool surrogate = c >= 0xD800 && c < 0xE000;

		if (surrogate) {
			bad += crm_utf8_valid((struct crm_text){ s, n }) != 0;
			continue;
		}
		bad += crm_utf8_next(&at, s + n) != c || at != s + n ||
		    crm_utf8_valid((struct crm_text){ s, n }) != n;
	}
	is_int(bad, 0, "every code point decodes");
	is_int(crm_utf8_next(&p, p + 2), 0xFFFD, "a bad byte is replaced");
	is_int(*p, 'z', "and passed alone");
}

static const char *
escaped(struct crm_text t)
{
	static struct crm_buf b;

	crm_buf_clear(&b);
	crm_escape(&b, t);
	return b.data;
}

static void
escaping(void)
{
	char q[CRM_QUOTE_SIZE];
	char *big = malloc(1000000);

	is_str(escaped(T("plain 中")), "plain 中", "plain");
	is_str(escaped(T("")), "", "empty");
	is_str(escaped((struct crm_text){ NULL, 0 }), "", "NULL");
	is_str(escaped(T("a\nb\tc\\d\r")), "a\\nb\\tc\\\\d\\x0d", "controls");
	is_str(escaped(T("\0\x1B[31m\x7F")), "\\x00\\x1b[31m\\x7f", "ESC, DEL");
	is_str(escaped(T("中\xFF\xE4\xB8")), "中\\xff\\xe4\\xb8", "not UTF-8");
	is_str(escaped(T("\xC2\x9B"
			 "1m")),
	    "\\xc2\\x9b1m", "C1");
	is_str(crm_quote(q, T("a\nb")), "a\\nb", "quote escapes");
	is_str(crm_quote(q, T("")), "", "quote empty");
	is_str(crm_quote(q,
		   T("123456789012345678901234567890123456789012345678"
		     "901234567890")),
	    "1234567890123456789012345678901234567890123456"
	    "78901234567890",
	    "60 columns fit");
	is_str(crm_quote(q,
		   T("123456789012345678901234567890123456789012345678"
		     "9012345678901")),
	    "123456789012345678901234567890123456789012345"
	    "67890123456789…",
	    "61 are cut");
	for (size_t i = 0; i < 1000000; i += 2)
		memcpy(big + i, "\xCC\x81", 2); /* marks: no width at all */
	crm_quote(q, (struct crm_text){ big, 1000000 });
	ok(strlen(q) < CRM_QUOTE_SIZE, "a heap of marks is cut");
	ok(crm_utf8_valid(crm_text_of(q)) == strlen(q), "at a character");
	memset(big, 1, 1000000);
	crm_quote(q, (struct crm_text){ big, 1000000 });
	is_str(q + 56, "\\x0…", "a heap of controls is cut");
	free(big);
}

static void
distances(void)
{
	char longword[64], buf[2][8];
	int bad = 0;

	memset(longword, 'a', sizeof longword);
	is_int((long long)crm_distance(T("amount"), T("amuont")), 1, "swap");
	is_int((long long)crm_distance(T("kitten"), T("sitting")), 3, "edits");
	is_int((long long)crm_distance(T(""), T("abc")), 3, "empty");
	is_int((long long)crm_distance(T(""), T("")), 0, "both empty");
	is_int((long long)crm_distance(T("ca"), T("abc")), 3, "no edit twice");
	is_int(
	    (long long)crm_distance((struct crm_text){ longword, 64 }, T("a")),
	    64, "too long");
	is_int(
	    (long long)crm_distance((struct crm_text){ longword, 63 }, T("")),
	    63, "63 is not");
	srand(7);
	for (int i = 0; i < 20000; i++) {
		struct crm_text a = { buf[0], (size_t)rand() % 8 };
		struct crm_text b = { buf[1], (size_t)rand() % 8 };
		size_t d, most = a.n > b.n ? a.n : b.n;

		for (int j = 0; j < 8; j++) {
			buf[0][j] = (char)('a' + rand() % 3);
			buf[1][j] = (char)('a' + rand() % 3);
		}
		d = crm_distance(a, b);
		bad += d != crm_distance(b, a) || d > most ||
		    (d == 0) != crm_text_eq(a, b);
	}
	is_int(bad, 0, "distance is symmetric and bounded");
}

/* t without what nobody sees. */
static const char *
seen(struct crm_arena *a, struct crm_text t)
{
	t = crm_drop_unseen(a, t, false);
	return crm_strndup(a, t.p, t.n);
}

static void
test_unseen(void)
{
	struct crm_arena a = CRM_ARENA_INIT;

	is_str(seen(&a, T("a\u200Bb\u200Dc\uFE0F")), "abc", "joiners go");
	is_str(seen(&a, T("👩\u200D👧 ❤\uFE0F 1\uFE0F\u20E3")),
	    "👩\u200D👧 ❤\uFE0F 1\uFE0F\u20E3",
	    "but for those that make a picture");
	is_str(seen(&a, T("👩\u200D x\u200D👧 5\uFE0F")), "👩 x👧 5",
	    "with nothing to join they go");
	ok(!crm_has_unseen(T("1\uFE0F\u20E3 👩\u200D👧"), false),
	    "a picture has none");
	ok(crm_has_unseen(T("👩\u200D"), false), "an end has");
	ok(crm_has_unseen(T("5\uFE0F"), false), "a number has");
	crm_arena_free(&a);
}

int
main(void)
{
	slices();
	trimming();
	validity();
	decoding();
	escaping();
	distances();
	test_unseen();
	return tap_done();
}
