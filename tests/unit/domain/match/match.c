/* Keys of names, and the likeness of two records. */
#include "domain/match/match.h"

#include <string.h>

#include "../../tap.h"

static struct crm_words *
words(struct crm_arena *a)
{
	static const char *const table[][2] = { { "legal_form", "有限公司" },
		{ "legal_form", "股份有限公司" }, { "legal_form", "公司" },
		{ "legal_form", "有限责任公司" }, { "legal_form", "株式会社" },
		{ "legal_form", "Co" }, { "legal_form", "ltd" },
		{ "legal_form", "inc" }, { "legal_form", "GmbH" },
		{ "legal_form", "kg" }, { "legal_form", "sa" },
		{ "legal_form", "zoo" }, { "legal_form", "bv" },
		{ "flag", "集团" }, { "flag", "分公司" }, { "flag", "group" },
		{ "region", "北京" }, { "region", "上海" },
		{ "region", "广东" }, { "region", "深圳" },
		{ "mail_domain", "qq.com" } };
	struct crm_words *w = crm_words_new(a);
	size_t i;

	for (i = 0; i < sizeof table / sizeof *table; i++)
		crm_words_add(w, table[i][0], crm_text_of(table[i][1]));
	return w;
}

/* ---- keys ---- */

static void
key(const struct crm_words *w, const char *name, const char *want)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company c;

	crm_company_read(w, crm_text_of(name), &a, &c);
	is_str(crm_strndup(&a, c.key.p, c.key.n), want, name);
	crm_arena_free(&a);
}

static void
test_keys(const struct crm_words *w)
{
	key(w, "云帆科技有限公司", "云帆科技");
	key(w, "云帆科技股份有限公司", "云帆科技");
	key(w, "云帆科技 有限责任公司", "云帆科技");
	key(w, "云帆科技（北京）有限公司", "云帆科技北京");
	key(w, "北京云帆科技有限公司", "北京云帆科技");
	key(w, "云帆集团有限公司", "云帆");
	key(w, "云帆有限公司上海分公司", "云帆上海");
	key(w, "株式会社山田", "山田");
	key(w, "公司宝科技有限公司", "公司宝科技");
	key(w, "有限公司", "有限公司");
	key(w, "Acme Co., Ltd", "acme");
	key(w, "ACME CO.,LTD.", "acme");
	key(w, "Müller & Söhne GmbH & Co. KG", "müllersöhne");
	key(w, "Vel-Mora S.A.", "velmora");
	key(w, "Velmora Sp. z o.o.", "velmorasp");
	key(w, "Acme Group Inc.", "acme");
	key(w, "Group Inc.", "group");
	key(w, "Ltd", "ltd");
	key(w, "Ａｃｍｅ　Ｌｔｄ．", "acme");
	key(w, "I.B.M. Inc", "ibm");
	key(w, "", "");
	key(w, "—", "");
	key(w, "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z 1 2 3 Ltd",
	    "abcdefghijklmnopqrstuvwx y z 1 2 3 ltd");
}

static void
company(const struct crm_words *w, const char *name, const char *bare,
    const char *region, bool flags)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company c;

	crm_company_read(w, crm_text_of(name), &a, &c);
	is_str(crm_strndup(&a, c.bare.p, c.bare.n), bare, name);
	is_str(crm_strndup(&a, c.region.p, c.region.n), region, "its region");
	is_int(c.flags != 0, flags, "its flags");
	crm_arena_free(&a);
}

static void
test_regions(const struct crm_words *w)
{
	company(w, "北京云帆科技有限公司", "云帆科技", "北京", false);
	company(w, "北京市云帆科技有限公司", "云帆科技", "北京", false);
	company(w, "云帆科技(北京)有限公司", "云帆科技", "北京", false);
	company(w, "广东省深圳市云帆有限公司", "云帆", "广东", false);
	company(w, "云帆科技", "云帆科技", "", false);
	company(w, "云帆集团", "云帆", "", true);
	company(w, "云帆有限公司北京分公司", "云帆北京", "", true);
	company(w, "北京有限公司", "北京", "", false);
	company(w, "Acme Group", "acme", "", true);
}

/* ---- two records ---- */

struct pair {
	struct crm_arena arena;
	const struct crm_dict *dict;
	const struct crm_words *w;
	struct crm_match m;
};

/* Fields of a record: name, value, …, NULL. */
static void
party(struct pair *p, const char *entity, const char *const *field,
    struct crm_party *out)
{
	const struct crm_entity *e = crm_dict_find(p->dict, entity);
	struct crm_record r;

	crm_record_init(&r, e, &p->arena);
	for (; *field != NULL; field += 2) {
		int i = crm_field_index(e, crm_text_of(field[0]));
		int y, m, d;

		if (strcmp(field[0], "birthday") == 0 &&
		    sscanf(field[1], "%d-%d-%d", &y, &m, &d) == 3)
			r.v[i] = crm_value_int(crm_date_from(y, m, d));
		else
			r.v[i] = crm_value_text(crm_text_of(field[1]));
	}
	crm_party_read(p->w, &r, crm_text_of(NULL), &p->arena, out);
}

#define FIELDS(...) \
	(const char *const[]) \
	{ \
		__VA_ARGS__, NULL \
	}

static const char *
compare(struct pair *p, const char *entity, const char *const *a,
    const char *const *b)
{
	struct crm_party x, y;
	struct crm_match back;

	party(p, entity, a, &x);
	party(p, entity, b, &y);
	party_compare(&x, &y, &p->m);
	party_compare(&y, &x, &back);
	ok(back.score == p->m.score && back.agree == p->m.agree,
	    "the same turned round");
	return p->m.sure                     ? "sure"
	    : p->m.score >= CRM_MATCH_REVIEW ? "review"
					     : "";
}

static void
test_people(struct pair *p)
{
	is_str(compare(p, "contact", FIELDS("name", "Ben Grant"),
		   FIELDS("name", "Grant, Ben")),
	    "review", "the same name alone");
	is_str(
	    compare(p, "contact", FIELDS("name", "Ben"), FIELDS("name", "BEN")),
	    "review", "one word of it");
	is_str(compare(p, "contact",
		   FIELDS("name", "Ben Grant", "email", "ben@acme.com"),
		   FIELDS("name", "Ben Grant", "email", "grant@velmora.com")),
	    "", "the same name, and something speaks against it");
	is_str(compare(p, "contact", FIELDS("name", "Ann Marie Louise Grant"),
		   FIELDS("name", "Ann Marie Louise Grant")),
	    "review", "a long name alone");
	is_str(compare(p, "contact",
		   FIELDS("name", "Ben Grant", "email", "ben@acme.com"),
		   FIELDS("name", "Grant, Ben", "email", "ben@acme.com")),
	    "sure", "e-mail, and the name turned round");
	is_str(compare(p, "contact",
		   FIELDS("name", "王芳", "mobile", "+8613800138000"),
		   FIELDS("name", "王 芳", "phone", "13800138000")),
	    "sure", "a mobile under phone");
	is_str(
	    compare(p, "contact", FIELDS("name", "王芳", "email", "a@qq.com"),
		FIELDS("name", "王芳", "email", "b@qq.com")),
	    "", "a public domain says nothing");
	is_str(compare(p, "contact",
		   FIELDS("name", "陈建国", "email", "a@yunfan.cn"),
		   FIELDS("name", "陈建华", "email", "b@yunfan.cn")),
	    "", "colleagues");
	is_str(compare(p, "contact",
		   FIELDS("name", "Ben Grant", "birthday", "1980-04-03",
		       "postcode", "4011"),
		   FIELDS("name", "Ben Grant", "birthday", "1980-03-04",
		       "postcode", "4011")),
	    "sure", "day and month changed places");
}

static void
test_households(struct pair *p)
{
#define AT "address", "8 Quay Road", "city", "Hull", "postcode", "8004"
	is_str(compare(p, "contact", FIELDS("name", "Karin Weber", AT),
		   FIELDS("name", "Karin Lindt", AT)),
	    "review", "who has married");
	is_str(compare(p, "contact", FIELDS("name", "Lindt, Karin", AT),
		   FIELDS("name", "Karin Weber", AT)),
	    "review", "the surname first, and a comma");
	is_str(compare(p, "contact", FIELDS("name", "Karin Weber", AT),
		   FIELDS("name", "Jonathan Weber", AT)),
	    "", "a family");
	is_str(compare(p, "contact", FIELDS("name", "Weber, Karin", AT),
		   FIELDS("name", "Weber, Jonathan", AT)),
	    "", "a family, the surname first");
	is_str(compare(p, "lead",
		   FIELDS("name", "Tom Weber", "company", "Acme", AT),
		   FIELDS("name", "Tom Lindt", "company", "Acme", AT)),
	    "review", "colleagues of one given name");
	is_str(compare(p, "lead",
		   FIELDS("name", "Tom Weber", "company", "Acme", AT),
		   FIELDS("name", "Tom Lindt", "company", "Apex", AT)),
	    "", "neighbours of one given name");
	is_str(compare(p, "lead", FIELDS("name", "王芳", "company", "云帆科技"),
		   FIELDS("name", "李雷", "company", "云帆科技有限公司")),
	    "review", "other people, one company");
	is_str(compare(p, "lead", FIELDS("name", "Li", "company", "Café Roma"),
		   FIELDS("name", "Wu", "company", "ＣＡＦÉ　ＲＯＭＡ")),
	    "review", "in other letters");
	is_str(compare(p, "lead",
		   FIELDS("name", "Li", "company", "Acme", "email",
		       "li@acme.com", "phone", "021-55556666", AT),
		   FIELDS("name", "Wu", "company", "Acme", "email",
		       "wu@acme.com", "phone", "021-55556666", AT)),
	    "review", "never sure, whatever they share");
	is_str(compare(p, "lead", FIELDS("name", "Li", "company", "Acme Group"),
		   FIELDS("name", "Wu", "company", "Acme")),
	    "", "a group is another company");
#undef AT
}

static void
test_companies(struct pair *p)
{
	is_str(compare(p, "customer", FIELDS("name", "云帆科技有限公司"),
		   FIELDS("name", "云帆科技股份有限公司")),
	    "review", "the same company name alone");
	is_str(compare(p, "customer", FIELDS("name", "Café Roma"),
		   FIELDS("name", "ＣＡＦÉ　ＲＯＭＡ Ltd")),
	    "review", "in capitals of full width");
	is_str(compare(p, "customer", FIELDS("name", "Zenith", "phone", "+441"),
		   FIELDS("name", "ZENITH", "phone", "+442")),
	    "review", "one word, and another number");
	is_str(compare(p, "customer",
		   FIELDS("name", "Le Colonial", "address", "8783 Beverly Blvd",
		       "city", "Los Angeles"),
		   FIELDS("name", "Le Colonial", "address", "149 E 57th St",
		       "city", "New York")),
	    "", "in another street of another town");
	is_str(compare(p, "customer", FIELDS("name", "Store 5"),
		   FIELDS("name", "Store 6")),
	    "", "another number in the name");
	ok(p->m.name < 0.8, "it is not like");
	is_str(compare(p, "customer",
		   FIELDS("name", "Alder Freight", "address", "88 Harbour Road",
		       "city", "Hull", "postcode", "HU1 2AB", "phone",
		       "+441482555000"),
		   FIELDS("name", "Corvid Analytics", "address",
		       "88 Harbour Road", "city", "Hull", "postcode", "HU1 2AB",
		       "phone", "+441482555000")),
	    "", "two tenants of a building with one reception");
	is_str(compare(p, "customer",
		   FIELDS("name", "Acme Ltd", "phone", "+4412345678"),
		   FIELDS("name", "ACME Co., Ltd.", "website", "acme.com",
		       "phone", "+4412345678")),
	    "sure", "the phone");
	is_str(
	    compare(p, "customer",
		FIELDS("name", "云帆有限公司", "website",
		    "https://www.yunfan.cn/about"),
		FIELDS("name", "北京云帆有限公司", "email", "info@yunfan.cn")),
	    "review", "website and e-mail of one domain, region said once");
	is_str(compare(p, "customer",
		   FIELDS("name", "云帆有限公司", "credit_code",
		       "91330100MA27X", "email", "a@b.cn"),
		   FIELDS("name", "云帆有限公司", "credit_code",
		       "91330100MA27Y", "email", "a@b.cn")),
	    "", "other credit codes veto");
	is_int(p->m.score == 0, true, "with nothing left");
	is_str(compare(p, "customer",
		   FIELDS("name", "云帆集团有限公司", "phone", "+8657112345678",
		       "email", "a@b.cn"),
		   FIELDS("name", "云帆有限公司", "phone", "+8657112345678",
		       "email", "a@b.cn")),
	    "review", "the group and one of it are never sure");
}

int
main(void)
{
	struct pair p = { .arena = CRM_ARENA_INIT };

	p.w = words(&p.arena);
	p.dict = crm_dict_new(&p.arena);
	test_keys(p.w);
	test_regions(p.w);
	ok(crm_words_public(p.w, CRM_TEXT("qq.com")), "a public domain");
	ok(!crm_words_public(p.w, CRM_TEXT("q.com")), "another one");
	test_people(&p);
	test_households(&p);
	test_companies(&p);
	crm_arena_free(&p.arena);
	return tap_done();
}
