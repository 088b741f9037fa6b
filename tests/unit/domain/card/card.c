/* The text of scanned cards: what is certain, what is guessed, and garbage. */
#include <crm/domain/capture.h>

#include <stdlib.h>

#include "../../tap.h"

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_words *words;

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

			if (t.n > 0)
				crm_buf_printf(&b, "%s%s=%.*s",
				    any++ ? "|" : "",
				    crm_card_field((enum crm_card_part)p),
				    (int)t.n, t.p);
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
	enum crm_status st = crm_cards_read(
	    words, crm_text_of(text), &arena, &c, &err);

	is_str(st == CRM_OK ? shown(&c) : said(&err), want, what);
}

static void
test_cards(void)
{
	reads("张三  销售经理\n上海云帆科技有限公司\n市场部\n"
	      "地址：上海市浦东新区张江路88号3楼\n邮编：201203\n"
	      "电 话：021-58880000-802  传真：021-58880001\n"
	      "手机：138 0013 8000\nE-mail: Zhang.San@yunfan.cn\n"
	      "微信：zs_138\nwww.yunfan.cn\n",
	    "name=张三|company=上海云帆科技有限公司|title=销售经理|"
	    "department=市场部|email=zhang.san@yunfan.cn|"
	    "phone=02158880000x802|mobile=+8613800138000|wechat=zs_138|"
	    "website=www.yunfan.cn|address=上海市浦东新区张江路88号3楼|"
	    "postcode=201203|notes=fax: 021-58880001",
	    "a Chinese card");
	reads("姓名：赵六\n职务：工程师\n公司：广州白云机械厂\n"
	      "电话：020-87654321\n地址：广州市白云区机场路1号\n",
	    "name=赵六|company=广州白云机械厂|title=工程师|phone=02087654321|"
	    "address=广州市白云区机场路1号",
	    "labels for all of it");
	reads("李 娜\n北京华信集团 采购部经理\n13900139000\nlina@qq.com\n",
	    "name=李娜|company=北京华信集团|title=经理|department=采购部|"
	    "email=lina@qq.com|mobile=+8613900139000",
	    "without any");
	reads("王小明 Wang Xiaoming\n总经理\n深圳市蓝海电子有限公司\n",
	    "name=王小明|company=深圳市蓝海电子有限公司|title=总经理|"
	    "notes=name: Wang Xiaoming",
	    "a name in two scripts");
	reads("ACME SYSTEMS\n\nJohn R. Smith\nSenior Sales Manager\n\n"
	      "Acme Systems, Inc.\n1200 Main Street, Suite 400\n"
	      "Springfield, IL 62701\nT +1 217 555 0123   M +1 (217) 555-0199\n"
	      "F: +1 217 555 0124\njohn.smith@acme-systems.com | "
	      "www.acme-systems.com\n",
	    "name=John R. Smith|company=Acme Systems, Inc.|"
	    "title=Senior Sales Manager|email=john.smith@acme-systems.com|"
	    "phone=+12175550123|mobile=+12175550199|"
	    "website=www.acme-systems.com|region=IL|city=Springfield|"
	    "address=1200 Main Street, Suite 400|postcode=62701|"
	    "notes=fax: +1 217 555 0124\nACME SYSTEMS",
	    "an American one");
	reads("Dr. Anna Müller\nLeiterin Vertrieb\nMüller Maschinenbau GmbH\n"
	      "Industriestr. 5\n70565 Stuttgart\nTel.: 0711 123456-78\n"
	      "Mobil: 0171 2345678\na.mueller@mueller-mb.de\n",
	    "name=Dr. Anna Müller|company=Müller Maschinenbau GmbH|"
	    "title=Leiterin Vertrieb|email=a.mueller@mueller-mb.de|"
	    "phone=071112345678|mobile=01712345678|city=Stuttgart|"
	    "address=Industriestr. 5|postcode=70565",
	    "a German one");
	reads("Jane Doe, Account Executive\nWe make things better\nGlobex\n"
	      "jane@globex.com\n415.555.0132\n",
	    "name=Jane Doe|company=Globex|title=Account Executive|"
	    "email=jane@globex.com|phone=4155550132|"
	    "notes=We make things better",
	    "the company is the e-mail's");
	reads("Blue Sky\nMary Major\nmary@gmail.com\n",
	    "name=Mary Major|company=Blue Sky|email=mary@gmail.com",
	    "the name is the e-mail's");
}

static void
test_parts(void)
{
	reads("a@b.cn c@d.cn\n", "email=a@b.cn|notes=email: c@d.cn",
	    "two e-mails");
	reads("Ann Li\n010-12345678/87654321\n",
	    "name=Ann Li|phone=01012345678|notes=phone: 87654321",
	    "two numbers in one");
	reads("Ann Li\nTel: (0755) 2600-1234 ext. 88\n",
	    "name=Ann Li|phone=075526001234x88", "an extension");
	reads("Ann Li\nOffice 1204, Tower A\n",
	    "name=Ann Li|address=Office 1204, Tower A",
	    "a label's word without a number is none");
	reads("Li Sa\nAcme SA\n", "name=Li Sa|company=Acme SA",
	    "a name that ends as a legal form");
	reads("Ann Li\nQQ：123456\n", "name=Ann Li|notes=QQ: 123456",
	    "what leads have no field for");
	reads("Ann Li\nE: ann at acme\n",
	    "name=Ann Li|notes=email: ann at acme", "an e-mail that is none");
	reads("Ann Li\nhttps://acme.com/x?y=1\n",
	    "name=Ann Li|website=https://acme.com/x?y=1", "a link");
	reads("Ann Li\nBolt Co.Ltd\n", "name=Ann Li|company=Bolt Co.Ltd",
	    "no website");
	reads("市场部部长 张三\n", "name=张三|title=部长|department=市场部",
	    "the head of a department");
	reads("~~ -- |\n\n   \nAnn Li\n..\n", "name=Ann Li", "lines of dirt");
	reads("Ann Li\r\nVP Sales\r\n\fBob Wu\n\f\n",
	    "name=Ann Li|"
	    "title=VP Sales\nname=Bob Wu",
	    "a page is a card");
	reads("", "", "nothing");
	reads(" \n\f\n", "", "blank pages");
	reads("Ann\n\xD5\xC5\xC8\xFD\n",
	    "line 2: not UTF-8: give --encoding, "
	    "one of gb18030, big5, windows-1252",
	    "not UTF-8");
}

static char *
lines(int n, int length)
{
	char *s = crm_alloc(&arena, (size_t)n * ((size_t)length + 1) + 1);

	for (int i = 0; i < n; i++) {
		memset(s + i * (length + 1), 'a', (size_t)length);
		s[i * (length + 1) + length] = '\n';
	}
	return s;
}

static void
test_long(void)
{
	reads(lines(1, 501),
	    "line 1: longer than any card; cards are parted "
	    "by form feeds",
	    "a line of 501 bytes");
	reads(lines(300, 5),
	    "line 201: longer than any card; cards are parted "
	    "by form feeds",
	    "300 lines");
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

/* Whatever is on a card, it is read, and all that comes of it is UTF-8. */
static void
test_garbage(void)
{
	static const char *const bits[] = { "电话：", "Tel", ":", " ", "  ",
		"\n", "13800138000", "+1 (2", "a@b.cn", "@", "www.", "acme.com",
		"张", "三", "部", "经理", "有限公司", "Ltd", "Li", "Ann", "|",
		",", "、", "　", "路", "88", "号", "E-mail:", "M ", "x12", "-",
		"\f", "T +", "62701", "IL", "\r", "\t", "\xC2\xA0", "ÄÖ", "..",
		"Manager", "转", "(", "/", "：", "地 址", "QQ:", "\x01" };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf b = CRM_BUF_INIT;
	int bad = 0, cards = 0;

	for (int i = 0; i < 20000; i++) {
		struct crm_cards c = { NULL, 0, 0 };
		struct crm_err err;

		crm_buf_clear(&b);
		crm_buf_str(&b, "");
		for (unsigned n = rnd(30); n > 0; n--)
			crm_buf_str(&b, bits[rnd(sizeof bits / sizeof *bits)]);
		if (crm_cards_read(words, (struct crm_text){ b.data, b.len },
			&a, &c, &err) != CRM_OK)
			bad++;
		cards += (int)c.n;
		for (size_t k = 0; k < c.n; k++)
			for (int p = 0; p < CRM_CARD_PARTS; p++) {
				struct crm_text t = c.card[k].part[p];

				bad += crm_utf8_valid(t) != t.n;
			}
		crm_arena_reset(&a);
	}
	is_int(bad, 0, "garbage gives texts");
	ok(cards > 20000, "%d cards", cards);
	crm_buf_free(&b);
	crm_arena_free(&a);
}

int
main(void)
{
	static const char *const forms[] = { "股份有限公司", "有限公司", "公司",
		"co", "inc", "ltd", "gmbh", "sa", "corp" };

	words = crm_words_new(&arena);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		crm_words_add(words, "legal_form", crm_text_of(forms[i]));
	crm_words_add(words, "flag", CRM_TEXT("集团"));
	crm_words_add(words, "region", CRM_TEXT("上海"));
	crm_words_add(words, "mail_domain", CRM_TEXT("gmail.com"));
	test_cards();
	test_parts();
	test_long();
	test_garbage();
	crm_arena_free(&arena);
	return tap_done();
}
