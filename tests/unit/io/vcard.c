/* vCards of three versions as programs write them, and what is broken. */
#include <crm/io/card.h>

#include <stdlib.h>

#include "../tap.h"

static struct crm_arena arena = CRM_ARENA_INIT;

/* "name=…|company=…" of all cards, a card a line. */
static const char *
shown(const struct crm_cards *c)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *s;

	crm_buf_str(&b, "");
	for (size_t i = 0; i < c->n; i++) {
		crm_buf_str(&b, i > 0 ? "\n" : "");
		for (int p = 0, any = 0; p < CRM_CARD_PARTS; p++) {
			struct crm_text t = c->card[i].part[p];

			if (t.n == 0)
				continue;
			crm_buf_printf(&b, "%s%s=%.*s", any++ ? "|" : "",
			    crm_card_field((enum crm_card_part)p), (int)t.n,
			    t.p);
		}
	}
	s = crm_strdup(&arena, b.data);
	crm_buf_free(&b);
	return s;
}

static const char *
said(const struct crm_err *err)
{
	char place[CRM_PLACE_SIZE];

	return crm_sprintf(
	    &arena, "%s%s", crm_err_place(err, place), err->text);
}

static void
reads(const char *text, const char *want, const char *what)
{
	struct crm_cards c = { NULL, 0, 0 };
	struct crm_err err = { .text = "" };
	enum crm_status st = crm_vcards_read(
	    crm_text_of(text), &arena, &c, &err);

	is_str(st == CRM_OK ? shown(&c) : said(&err), want, what);
}

#define CARD(body) "BEGIN:VCARD\n" body "END:VCARD\n"

static void
test_values(void)
{
	reads(CARD("VERSION:3.0\nN:Doe;Jane;;;\nFN:Jane Doe\n"),
	    "name=Jane Doe", "the full name");
	reads(CARD("N:Doe;Jane;Q.;Dr.;Jr.\n"), "name=Dr. Jane Q. Doe Jr.",
	    "made of its parts");
	reads(CARD("N:张;三;;;\n"), "name=张三", "in the Chinese order");
	reads(CARD("FN:A\\, B\\; C\\\\D\\nE\n"), "name=A, B; C\\D E",
	    "backslashes");
	reads(CARD("FN:A\\xB\\\n"), "name=A\\xB\\", "which are none");
	reads(CARD("NOTE:one\\ntwo\nFN:X\n"), "name=X|notes=one\ntwo",
	    "a note keeps its lines");
	reads(CARD("ORG:ABC\\; Inc.;East;Sales\n"),
	    "company=ABC; Inc.|department=East Sales",
	    "the units of a company");
	reads(CARD("FN:Acme\nORG:Acme\n"), "company=Acme", "a company's card");
	reads(CARD("KIND:org\nFN:Acme\n"), "company=Acme", "which says so");
	reads(CARD("FN:Acme\nORG:Acme\nN:Acme;;;;\n"), "name=Acme|company=Acme",
	    "a person named as their company");
	reads(CARD("ADR;TYPE=WORK:;;1 Main St;Springfield;IL;62701;USA\n"
		   "ADR;TYPE=HOME:;;2 Elm St;Ogden;;;\nFN:X\n"),
	    "name=X|country=USA|region=IL|city=Springfield|address=1 Main St|"
	    "postcode=62701|notes=address: 2 Elm St, Ogden",
	    "two places");
	reads(CARD("TITLE:Buyer\nURL:http://a.com\nX-WECHAT:abc\nFN:X\n"
		   "IMPP:weixin:abc\nIMPP:xmpp:x@a\n"),
	    "name=X|title=Buyer|wechat=abc|website=http://a.com|"
	    "notes=chat: xmpp:x@a",
	    "the small ones");
}

static void
test_reach(void)
{
	reads(CARD("TEL;CELL:13800138000\nTEL;WORK;FAX:010-1234567\n"
		   "TEL;WORK:010-7654321\nFN:X\n"),
	    "name=X|phone=0107654321|"
	    "mobile=+8613800138000|notes=fax: 010-1234567",
	    "kinds, 2.1");
	reads(CARD("TEL;TYPE=\"cell,voice\":0171 12345\n"
		   "TEL;TYPE=voice,work:0711 12345\nFN:X\n"),
	    "name=X|phone=071112345|mobile=017112345", "kinds, 4.0 and 3.0");
	reads(CARD("TEL:13800138000\nTEL:+86 139 0013 9000\nFN:X\n"),
	    "name=X|phone=+8613900139000|mobile=+8613800138000",
	    "of no kind: Chinese mobile ones are seen");
	reads(CARD("TEL;VALUE=uri:tel:+1-555-555-5555;ext=12\nFN:X\n"),
	    "name=X|phone=+15555555555x12", "as a link");
	reads(CARD("TEL:021-58880000-802\nFN:X\n"),
	    "name=X|phone=02158880000x802", "a Chinese extension");
	reads(CARD("TEL:call me\nEMAIL:none\nFN:X\n"),
	    "name=X|notes=phone: call me\nemail: none", "what is none is kept");
	reads(CARD("EMAIL:a@b.cn\nEMAIL;PREF:C@D.cn\nEMAIL:a@b.cn\nFN:X\n"),
	    "name=X|email=c@d.cn|notes=email: a@b.cn", "the preferred one");
	reads(CARD("item1.EMAIL;type=INTERNET:mailto:a@b.cn\n"
		   "item1.X-ABLabel:_$!<Work>!$_\n"),
	    "email=a@b.cn", "a group");
}

static void
test_lines(void)
{
	reads("begin:vcard\r\nfn:Ja\r\n ne \r\n Doe\r\nend:vcard\r\n",
	    "name=Jane Doe", "folded, CRLF, any case");
	reads("BEGIN:VCARD\rFN:X\rEND:VCARD\r", "name=X", "old Mac lines");
	reads(CARD("FN:X\nNOTE:a\n\tb\n"), "name=X|notes=ab", "by a tab");
	reads(CARD("VERSION:2.1\nFN:Jane\n Doe\n"), "name=Jane Doe",
	    "in 2.1 the blank is the text's");
	reads(CARD("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=\n"
		   "=E4=B8=89\nN:;;;;\n"),
	    "name=张三", "quoted-printable goes on");
	reads(
	    CARD("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=GB2312:=D5=C5=C8=FD\n"),
	    "name=张三", "in another character set");
	reads(
	    CARD("FN;CHARSET=GBK:\xD5\xC5\xC8\xFD\n"), "name=张三", "as bytes");
	reads(CARD("FN;CHARSET=GBK:张三\n"), "name=张三",
	    "a file that was brought to UTF-8");
	reads(CARD("FN;QUOTED-PRINTABLE:a=3Db=ZZ=\n\nTEL:1234567\n"),
	    "name=a=b=ZZ|phone=1234567", "a soft end before nothing");
	reads(CARD("PHOTO;ENCODING=b:AAAA\n BBBB=\nFN:X\n"), "name=X",
	    "a picture is passed");
	reads(CARD("PHOTO;BASE64:AAAA\nBBBB=\n\nFN:X\n"), "name=X",
	    "a picture without folding too");
	reads(CARD("FN:X\n\nno property\n:\n;:\n.:y\n"), "name=X",
	    "lines that say nothing");
	reads("From: a\n\n" CARD("FN:X\n") "\n\n" CARD("FN:Y\n") "tail",
	    "name=X\nname=Y", "two cards, and what is around them");
	reads(CARD("FN:X\nAGENT:\n" CARD("FN:Y\nTEL:1234567\n") "TITLE:Boss\n"),
	    "name=X|title=Boss", "an agent's card within");
	reads(CARD(""), "", "a card of nothing");
	reads("", "", "nothing");
}

static void
test_errors(void)
{
	reads("\nBEGIN:VCARD\nFN:X\n",
	    "line 2: the card that begins here "
	    "never ends (END:VCARD)",
	    "no end");
	reads("FN:X\nEND:VCARD\n",
	    "line 2: END:VCARD without its "
	    "BEGIN:VCARD",
	    "no beginning");
	reads(CARD("FN:X\nTITLE:\xD5\xC5\n"),
	    "line 3: not UTF-8: give "
	    "--encoding, one of gb18030, big5, shift_jis, "
	    "windows-1252",
	    "not UTF-8");
	reads(CARD("FN;CHARSET=Klingon:\xD5\xC5\n"),
	    "line 2: is not in "
	    "Klingon",
	    "an unknown character set");
	ok(crm_is_vcards(CRM_TEXT("x\r\n begin:vcard \r\n")), "is one");
	ok(!crm_is_vcards(CRM_TEXT("BEGIN:VCALENDAR\n")), "is none");
}

static uint64_t state = 20261121;

static unsigned
rnd(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 11) % n);
}

/* Whatever comes in: an error with its line, or texts that are UTF-8. */
static void
test_garbage(void)
{
	static const char good[] = CARD(
	    "VERSION:2.1\nN;CHARSET=GBK:\xD5\xC5;"
	    "\xC8\xFD\nFN;ENCODING=QUOTED-PRINTABLE:=E5=BC=\n=A0\n"
	    "TEL;TYPE=\"cell,x\":tel:+86-138;ext=1\nADR:a\\;b;c;d;e;f;g;h;i\n"
	    "ORG:张\\n三;b\n NOTE\nEMAIL;PREF=1:a@b.cn\n");
	static const char odd[] = "\n\r:;=\\\",. \tBEGIN:VCARD\xFF\x80";
	struct crm_arena a = CRM_ARENA_INIT;
	char text[sizeof good + 64];
	int bad = 0, read = 0;

	for (int i = 0; i < 20000; i++) {
		struct crm_cards c = { NULL, 0, 0 };
		struct crm_err err = { .text = "" };
		size_t n = sizeof good - 1;

		memcpy(text, good, n);
		for (unsigned k = 1 + rnd(6); k > 0; k--)
			text[rnd((unsigned)n)] = rnd(2)
			    ? (char)rnd(256)
			    : odd[rnd(sizeof odd - 1)];
		n -= rnd(3) ? 0 : rnd((unsigned)n);
		if (crm_vcards_read(
			(struct crm_text){ text, n }, &a, &c, &err) != CRM_OK) {
			bad += err.line == 0;
			continue;
		}
		read++;
		for (size_t k = 0; k < c.n; k++)
			for (int p = 0; p < CRM_CARD_PARTS; p++) {
				struct crm_text t = c.card[k].part[p];

				bad += crm_utf8_valid(t) != t.n;
				bad += t.n > 0 && memchr(t.p, 0, t.n) != NULL;
			}
		crm_arena_reset(&a);
	}
	is_int(bad, 0, "garbage gives errors with lines, or texts");
	ok(read > 2000, "%d of 20000 could be read", read);
	crm_arena_free(&a);
}

int
main(void)
{
	test_values();
	test_reach();
	test_lines();
	test_errors();
	test_garbage();
	crm_arena_free(&arena);
	return tap_done();
}
