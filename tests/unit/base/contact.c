/* E-mail addresses and phone numbers in their stored form. */
#include <crm/base/text.h>

#include <stdlib.h>

#include "../tap.h"

#define NO "(refused)"

struct row {
	struct crm_text in;
	const char *want;
};

static const char *
norm(bool (*fn)(struct crm_buf *, struct crm_text), struct crm_text t)
{
	static struct crm_buf b;

	crm_buf_clear(&b);
	crm_buf_str(&b, "^");
	if (fn(&b, t))
		return b.data + 1;
	return strcmp(b.data, "^") == 0 ? NO : "(changed)";
}

static void
check(bool (*fn)(struct crm_buf *, struct crm_text), const struct row *row,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char first[512], q[CRM_QUOTE_SIZE];

		crm_quote(q, row[i].in);
		is_str(norm(fn, row[i].in), row[i].want, q);
		if (strcmp(row[i].want, NO) == 0)
			continue;
		snprintf(first, sizeof first, "%s", norm(fn, row[i].in));
		is_str(norm(fn, crm_text_of(first)), first, "is itself");
	}
}

static const struct row emails[] = {
	{ CRM_TEXT(" Li.Na@Example.COM\t"), "li.na@example.com" },
	{ CRM_TEXT("a@localhost"), "a@localhost" },
	{ CRM_TEXT("a+tag@b.co"), "a+tag@b.co" },
	{ CRM_TEXT("o'neil@b-c.co.uk"), "o'neil@b-c.co.uk" },
	{ CRM_TEXT("李娜@例子.中国"), "李娜@例子.中国" },
	{ CRM_TEXT("Z@LOCALHOST"), "z@localhost" },
	{ CRM_TEXT("li.na＠example．com"), "li.na@example.com" },
	{ CRM_TEXT("　ＬＩ＠ｅｘａｍｐｌｅ．ＣＯＭ　"), "li@example.com" },
	{ CRM_TEXT("li@example。com"), "li@example.com" },
	{ CRM_TEXT("李。娜@例子｡中国"), "李。娜@例子.中国" },
	{ CRM_TEXT("li＠na@example.com"), NO },
	{ CRM_TEXT("li@example．"), NO },
	{ CRM_TEXT(""), NO },
	{ CRM_TEXT("   "), NO },
	{ CRM_TEXT("foo"), NO },
	{ CRM_TEXT("foo@"), NO },
	{ CRM_TEXT("@foo.com"), NO },
	{ CRM_TEXT("a@b"), NO },
	{ CRM_TEXT("a@b@c.com"), NO },
	{ CRM_TEXT("a b@c.com"), NO },
	{ CRM_TEXT("a@b c.com"), NO },
	{ CRM_TEXT("a@.com"), NO },
	{ CRM_TEXT("a@com."), NO },
	{ CRM_TEXT("a@b..com"), NO },
	{ CRM_TEXT("a@b.com,c@d.com"), NO },
	{ CRM_TEXT("a@b.com;"), NO },
	{ CRM_TEXT("Li Na <li@b.com>"), NO },
	{ CRM_TEXT("<li@b.com>"), NO },
	{ CRM_TEXT("mailto:li@b.com"), NO },
	{ CRM_TEXT("a@b_c.com"), NO },
	{ CRM_TEXT("a\0@b.com"), NO },
	{ CRM_TEXT("a@b.com\0"), NO },
	{ CRM_TEXT("a\x7F@b.com"), NO },
	{ CRM_TEXT("a\xFF@b.com"), NO },
	{ CRM_TEXT("a\u200B@b.com"), NO },
	{ CRM_TEXT("a\u3000b@c.com"), NO },
};

static const struct row phones[] = {
	{ CRM_TEXT("13812345678"), "+8613812345678" },
	{ CRM_TEXT("138 1234 5678"), "+8613812345678" },
	{ CRM_TEXT("138-1234-5678"), "+8613812345678" },
	{ CRM_TEXT("8613812345678"), "+8613812345678" },
	{ CRM_TEXT("86-138-1234-5678"), "+8613812345678" },
	{ CRM_TEXT("0086 138 1234 5678"), "+8613812345678" },
	{ CRM_TEXT("+86 13812345678"), "+8613812345678" },
	{ CRM_TEXT("（+86）138-1234-5678"), "+8613812345678" },
	{ CRM_TEXT("１３８１２３４５６７８"), "+8613812345678" },
	{ CRM_TEXT("＋８６１３８１２３４５６７８"), "+8613812345678" },
	{ CRM_TEXT("12345678901"), "12345678901" },
	{ CRM_TEXT("010-62345678"), "01062345678" },
	{ CRM_TEXT("(010) 6234 5678 转 801"), "01062345678x801" },
	{ CRM_TEXT("010-62345678 分机801"), "01062345678x801" },
	{ CRM_TEXT("62345678#12"), "62345678x12" },
	{ CRM_TEXT("+1 (415) 555-2671"), "+14155552671" },
	{ CRM_TEXT("1-415-555-2671"), "+14155552671" },
	{ CRM_TEXT("1 (415) 555-2671"), "+14155552671" },
	{ CRM_TEXT("1 380 013 8000"), "+13800138000" },
	{ CRM_TEXT("(415) 555-2671 ext. 12"), "4155552671x12" },
	{ CRM_TEXT("415.555.2671 EXT12"), "4155552671x12" },
	{ CRM_TEXT("4155552671 X 12"), "4155552671x12" },
	{ CRM_TEXT("4155552671 Extension: 12"), "4155552671x12" },
	{ CRM_TEXT("13812345678转12"), "+8613812345678x12" },
	{ CRM_TEXT("+44 (0)20 7946 0000"), "+442079460000" },
	{ CRM_TEXT("+44（0）20 7946 0000"), "+442079460000" },
	{ CRM_TEXT("(0)20 7946 0000"), "02079460000" },
	{ CRM_TEXT("0044 20 7946 0000"), "+442079460000" },
	{ CRM_TEXT("+0044 20 7946 0000"), "+442079460000" },
	{ CRM_TEXT("+49–30–901820"), "+4930901820" },
	{ CRM_TEXT("110"), "110" },
	{ CRM_TEXT("400-820-8820"), "4008208820" },
	{ CRM_TEXT("12345678901234567890"), "12345678901234567890" },
	/* An extension behind the last dash. */
	{ CRM_TEXT("0571-88888888-8001"), "057188888888x8001" },
	{ CRM_TEXT("0571-8888-8888-8001"), "057188888888x8001" },
	{ CRM_TEXT("(0571)88888888-801"), "057188888888x801" },
	{ CRM_TEXT("0571 88888888 - 8001"), "057188888888x8001" },
	{ CRM_TEXT("010-62345678-1"), "01062345678x1" },
	{ CRM_TEXT("0312-7654321-802"), "03127654321x802" },
	{ CRM_TEXT("+86-571-88888888-8001"), "+8657188888888x8001" },
	{ CRM_TEXT("400-820-8820-12"), "4008208820x12" },
	{ CRM_TEXT("88888888-8001"), "88888888x8001" },
	{ CRM_TEXT("0312-765432-1"), "03127654321" },
	{ CRM_TEXT("0571-8888-8888"), "057188888888" },
	{ CRM_TEXT("030-1234567-89"), "030123456789" },
	{ CRM_TEXT("+49-341-1234567-89"), "+49341123456789" },
	{ CRM_TEXT("+19074864171;ext=101"), "+19074864171x101" },
	{ CRM_TEXT("+1-907-486-4171, ext. 101"), "+19074864171x101" },
	{ CRM_TEXT("0571-88888888 内线 8001"), "057188888888x8001" },
	/* The trunk 0 behind a country code. */
	{ CRM_TEXT("+86-0571-88888888"), "+8657188888888" },
	{ CRM_TEXT("+8657188888888"), "+8657188888888" },
	{ CRM_TEXT("+86057188888888"), "+8657188888888" },
	{ CRM_TEXT("0086-0571-88888888"), "+8657188888888" },
	{ CRM_TEXT("86-0571-88888888"), "+8657188888888" },
	{ CRM_TEXT("(86)571-88888888"), "+8657188888888" },
	{ CRM_TEXT("+86-0571-88888888-8001"), "+8657188888888x8001" },
	{ CRM_TEXT("+44 020 7946 0000"), "+442079460000" },
	{ CRM_TEXT("+49 030 901820"), "+4930901820" },
	{ CRM_TEXT("+852 0123 4567"), "+85201234567" },
	{ CRM_TEXT("+39 06 1234567"), "+39061234567" },
	{ CRM_TEXT("+225 07 12 34 56 78"), "+2250712345678" },
	/* What stands around it. */
	{ CRM_TEXT("13800138000.0"), "+8613800138000" },
	{ CRM_TEXT("8613800138000.0"), "+8613800138000" },
	{ CRM_TEXT("'13800138000"), "+8613800138000" },
	{ CRM_TEXT("电话：13800138001"), "+8613800138001" },
	{ CRM_TEXT("手机号: 138 0013 8001"), "+8613800138001" },
	{ CRM_TEXT("Tel. 13800138003"), "+8613800138003" },
	{ CRM_TEXT("tel:+49-151-1"), "+491511" },
	{ CRM_TEXT(""), NO },
	{ CRM_TEXT("n/a"), NO },
	{ CRM_TEXT("12"), NO },
	{ CRM_TEXT("123456789012345678901"), NO },
	{ CRM_TEXT("00 12"), NO },
	{ CRM_TEXT("000000"), NO },
	{ CRM_TEXT("1.18E+11"), NO },
	{ CRM_TEXT("13812345678,13912345678"), NO },
	{ CRM_TEXT("13812345678\n13912345678"), NO },
	{ CRM_TEXT("555-1234 ext"), NO },
	{ CRM_TEXT("x12"), NO },
	{ CRM_TEXT("12345x12x13"), NO },
	{ CRM_TEXT("+"), NO },
	{ CRM_TEXT("++8612345"), NO },
	{ CRM_TEXT("86+12345"), NO },
	{ CRM_TEXT("138\0"
		   "12345678"),
	    NO },
	{ CRM_TEXT("138\xFF"
		   "12345678"),
	    NO },
	{ CRM_TEXT("phone 12345"), NO },
};

/* A cell, and its parts joined by |. */
static const struct row many_phones[] = {
	{ CRM_TEXT("13800138000/13900139000"), "13800138000|13900139000" },
	{ CRM_TEXT("13800138000、13900139000"), "13800138000|13900139000" },
	{ CRM_TEXT("13800138000；13900139000"), "13800138000|13900139000" },
	{ CRM_TEXT("13800138000,13900139000;"), "13800138000|13900139000" },
	{ CRM_TEXT("13800138000 13900139000"), "13800138000|13900139000" },
	{ CRM_TEXT("0571-88888888/88888889"), "0571-88888888|88888889" },
	{ CRM_TEXT("0571-88888888-1 或 138 0013 8000"),
	    "0571-88888888-1|138 0013 8000" },
	{ CRM_TEXT("+49 30 123456\n+49 30 1234567"),
	    "+49 30 123456|+49 30 1234567" },
	{ CRM_TEXT("1234567, 2345678, 3456789"), "1234567|2345678|3456789" },
	{ CRM_TEXT("138 0013 8000"), "138 0013 8000" },
	{ CRM_TEXT("030/1234567"), "030/1234567" },
	{ CRM_TEXT("+1 907 486 4171, ext. 101"), "+1 907 486 4171, ext. 101" },
	{ CRM_TEXT("13800138000, n/a"), "13800138000, n/a" },
	{ CRM_TEXT("0571-88888888/9"), "" },
	{ CRM_TEXT(""), "" },
};

static const struct row many_emails[] = {
	{ CRM_TEXT("a@b.cn"), "a@b.cn" },
	{ CRM_TEXT("a@b.cn;"), "a@b.cn" },
	{ CRM_TEXT("a@b.cn; c@d.cn"), "a@b.cn|c@d.cn" },
	{ CRM_TEXT("a@b.cn,c@d.cn"), "a@b.cn|c@d.cn" },
	{ CRM_TEXT("a@b.cn、c@d.cn"), "a@b.cn|c@d.cn" },
	{ CRM_TEXT("a@b.cn/c@d.cn"), "a@b.cn|c@d.cn" },
	{ CRM_TEXT("a@b.cn c@d.cn"), "a@b.cn|c@d.cn" },
	{ CRM_TEXT("a/x@b.cn"), "a/x@b.cn" },
	{ CRM_TEXT("Li Na <li@b.cn>"), "li@b.cn" },
	{ CRM_TEXT("\"Li, Na\" <li@b.cn>"), "li@b.cn" },
	{ CRM_TEXT("Li, Na <li@b.cn>"), "li@b.cn" },
	{ CRM_TEXT("李娜<li@b.cn>；王芳 <w@b.cn>"), "li@b.cn|w@b.cn" },
	{ CRM_TEXT("<li@b.cn>"), "li@b.cn" },
	{ CRM_TEXT("mailto:li@b.cn"), "li@b.cn" },
	{ CRM_TEXT("Li Na <mailto:li@b.cn>"), "li@b.cn" },
	{ CRM_TEXT("o <和a@b.cn>"), "o <和a@b.cn>" },
	{ CRM_TEXT("c@d.cn, o <a@b，cn>"), "c@d.cn, o <a@b，cn>" },
	{ CRM_TEXT("Li Na <a&b@c.cn>"), "a&b@c.cn" },
	{ CRM_TEXT("a b@c.cn"), "a b@c.cn" },
	{ CRM_TEXT("a@b.cn, none"), "a@b.cn, none" },
	{ CRM_TEXT("none"), "none" },
	{ CRM_TEXT(""), "" },
};

static void
split(size_t (*fn)(struct crm_text, struct crm_text *, size_t),
    const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_text part[8];
		size_t parts = fn(row[i].in, part, 8);
		char all[256] = "", q[CRM_QUOTE_SIZE];

		for (size_t j = 0; j < parts; j++) {
			strcat(all, j > 0 ? "|" : "");
			strncat(all, part[j].p, part[j].n);
		}
		is_str(all, row[i].want, crm_quote(q, row[i].in));
	}
}

static void
unseen(void)
{
	static const unsigned seen[] = { 'a', 0xE9, 0x4E2D, 0x1F600, 0x2026 };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text t = CRM_TEXT("\u200Ba\u00A0b\u00ADc\uFEFF\u202Ad");
	char q[CRM_QUOTE_SIZE];

	for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
		ok(!crm_is_unseen(seen[i]), "U+%04X is seen", seen[i]);
	ok(crm_is_unseen(0xE0001) && crm_is_unseen(0x180E), "tags, selectors");
	ok(crm_has_unseen(t, false), "there are some");
	ok(!crm_has_unseen(CRM_TEXT("中\u3000文"), false), "a blank is seen");
	ok(crm_has_unseen(CRM_TEXT("中\u3000文"), true), "unless asked for");
	ok(crm_text_is(crm_drop_unseen(&a, t, true), "abcd"), "all dropped");
	ok(crm_text_is(crm_drop_unseen(&a, t, false), "a\u00A0bcd"),
	    "a blank stays");
	is_str(crm_quote(q, t), "\\u200ba\\u00a0b\\u00adc\\ufeff\\u202ad",
	    "quoted");
	is_str(crm_quote(q, CRM_TEXT("姓\u3000名")), "姓\u3000名",
	    "an ideographic space as it is");
	crm_arena_free(&a);
}

/* Whatever is accepted is its own norm. */
static void
random_inputs(bool (*fn)(struct crm_buf *, struct crm_text),
    const char *const *parts, int n_parts, const char *name)
{
	struct crm_buf one = CRM_BUF_INIT, two = CRM_BUF_INIT;
	int bad = 0, accepted = 0;

	srand(5);
	for (int i = 0; i < 200000; i++) {
		char s[256] = "";

		for (int j = 1 + rand() % 16; j > 0; j--)
			strcat(s, parts[rand() % n_parts]);
		crm_buf_clear(&one);
		crm_buf_clear(&two);
		if (!fn(&one, crm_text_of(s)))
			continue;
		accepted++;
		if (fn(&two, (struct crm_text){ one.data, one.len }) &&
		    strcmp(one.data, two.data) == 0)
			continue;
		if (bad++ < 5)
			printf("# '%s' '%s' '%s'\n", s, one.data,
			    two.len > 0 ? two.data : "");
	}
	is_int(bad, 0, name);
	ok(accepted > 1000, "%d accepted", accepted);
	crm_buf_free(&one);
	crm_buf_free(&two);
}

/* A number at home and from abroad: each is the other of the other. */
static void
other_form(void)
{
	static const char *const pairs[][2] = { { "057188888888",
						    "+8657188888888" },
		{ "01066667777", "+861066667777" },
		{ "03737777777x12", "+863737777777x12" },
		{ "013800138000", "+8613800138000" } };
	static const char *const none[] = { "+49301234567", "88888888",
		"00571888888", "+860571888888", "+86571888888", "0571888888",
		"05718888888888", "4008208820", "+86", "0", "" };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		is_str(norm(crm_phone_other, crm_text_of(pairs[i][0])),
		    pairs[i][1], "from abroad");
		is_str(norm(crm_phone_other, crm_text_of(pairs[i][1])),
		    pairs[i][0], "at home");
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		is_str(
		    norm(crm_phone_other, crm_text_of(none[i])), NO, none[i]);
}

int
main(void)
{
	static const char *const phone_parts[] = { "0", "1", "3", "8", "86",
		"00", "138", "1234", "5678", "-", " ", ".", "(", ")", "(0)",
		"+", "x", "ext.", "转", "５", "/", "6" };
	static const char *const mail_parts[] = { "a", "B", "@", ".", "com",
		"@b.c", "É", "-", "+", "中", "_" };

	check(crm_email_norm, emails, sizeof emails / sizeof emails[0]);
	check(crm_phone_norm, phones, sizeof phones / sizeof phones[0]);
	split(crm_phones_split, many_phones,
	    sizeof many_phones / sizeof many_phones[0]);
	split(crm_emails_split, many_emails,
	    sizeof many_emails / sizeof many_emails[0]);
	unseen();
	other_form();
	is_str(norm(crm_phone_norm, (struct crm_text){ NULL, 0 }), NO, "NULL");
	is_str(norm(crm_email_norm, (struct crm_text){ NULL, 0 }), NO, "NULL");
	random_inputs(crm_phone_norm, phone_parts, 22, "phone of phone");
	random_inputs(crm_email_norm, mail_parts, 11, "e-mail of e-mail");
	return tap_done();
}
