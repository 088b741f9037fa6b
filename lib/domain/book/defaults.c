/*
 * What the programs need to know and users may change: working hours, how soon
 * to answer, grades, the words that names are compared without.  A new book
 * begins with it; one that is migrated gets what came with the newer schema.
 */
#include "domain/core/core.h"

#include <string.h>

/* Fields of a kind of record, and values of one after another, in the same
 * order; a line ends with NULL. */
struct defaults {
	int schema; /* with which they came */
	const char *entity;
	const char *fields[5];
	const char *const *values;
};

static const char *const calendars[] = {
	"default",
	"mon-fri 09:00-12:00 13:00-18:00",
	NULL,
};

static const char *const slas[] = {
	"lead",
	"urgent",
	"60",
	"default",
	"lead",
	"high",
	"240",
	"default",
	"lead",
	"normal",
	"480",
	"default",
	"lead",
	"low",
	"960",
	"default",
	NULL,
};

static const char *const lead_grades[] = {
	"lead",
	"A",
	"80",
	"lead",
	"B",
	"60",
	"lead",
	"C",
	"40",
	"lead",
	"D",
	"0",
	NULL,
};

/* DOMAIN: an A customer is cared for every 7 days, B 14, C 30, D 90. */
static const char *const customer_grades[] = {
	"customer",
	"A",
	"20",
	"7",
	"customer",
	"B",
	"50",
	"14",
	"customer",
	"C",
	"80",
	"30",
	"customer",
	"D",
	"100",
	"90",
	NULL,
};

#define LEGAL(word) "legal_form", word
#define FLAG(word) "flag", word
#define REGION(word) "region", word
#define MAIL(word) "mail_domain", word

static const char *const words[] = {
	LEGAL("股份有限公司"),
	LEGAL("有限责任公司"),
	LEGAL("有限公司"),
	LEGAL("股份公司"),
	LEGAL("合伙企业"),
	LEGAL("个体工商户"),
	LEGAL("个人独资企业"),
	LEGAL("公司"),
	LEGAL("株式会社"),
	LEGAL("company"),
	LEGAL("co"),
	LEGAL("corporation"),
	LEGAL("corp"),
	LEGAL("incorporated"),
	LEGAL("inc"),
	LEGAL("limited"),
	LEGAL("ltd"),
	LEGAL("llc"),
	LEGAL("llp"),
	LEGAL("lp"),
	LEGAL("plc"),
	LEGAL("pte"),
	LEGAL("pty"),
	LEGAL("gmbh"),
	LEGAL("mbh"),
	LEGAL("ag"),
	LEGAL("kg"),
	LEGAL("ug"),
	LEGAL("ohg"),
	LEGAL("ev"),
	LEGAL("sa"),
	LEGAL("sas"),
	LEGAL("sarl"),
	LEGAL("srl"),
	LEGAL("spa"),
	LEGAL("sl"),
	LEGAL("bv"),
	LEGAL("nv"),
	LEGAL("ab"),
	LEGAL("as"),
	LEGAL("aps"),
	LEGAL("oy"),
	LEGAL("oyj"),
	LEGAL("kk"),
	LEGAL("pvt"),
	LEGAL("sdn"),
	LEGAL("bhd"),
	LEGAL("ltda"),
	LEGAL("zoo"),
	LEGAL("sro"),
	LEGAL("kft"),
	LEGAL("ooo"),

	FLAG("集团"),
	FLAG("分公司"),
	FLAG("子公司"),
	FLAG("总公司"),
	FLAG("控股"),
	FLAG("group"),
	FLAG("holding"),
	FLAG("holdings"),
	FLAG("branch"),

	REGION("中国"),
	REGION("北京"),
	REGION("上海"),
	REGION("天津"),
	REGION("重庆"),
	REGION("河北"),
	REGION("山西"),
	REGION("内蒙古"),
	REGION("辽宁"),
	REGION("吉林"),
	REGION("黑龙江"),
	REGION("江苏"),
	REGION("浙江"),
	REGION("安徽"),
	REGION("福建"),
	REGION("江西"),
	REGION("山东"),
	REGION("河南"),
	REGION("湖北"),
	REGION("湖南"),
	REGION("广东"),
	REGION("广西"),
	REGION("海南"),
	REGION("四川"),
	REGION("贵州"),
	REGION("云南"),
	REGION("西藏"),
	REGION("陕西"),
	REGION("甘肃"),
	REGION("青海"),
	REGION("宁夏"),
	REGION("新疆"),
	REGION("香港"),
	REGION("澳门"),
	REGION("台湾"),
	REGION("深圳"),
	REGION("广州"),
	REGION("杭州"),
	REGION("南京"),
	REGION("苏州"),
	REGION("成都"),
	REGION("武汉"),
	REGION("西安"),
	REGION("青岛"),
	REGION("大连"),
	REGION("宁波"),
	REGION("厦门"),
	REGION("郑州"),
	REGION("长沙"),
	REGION("沈阳"),
	REGION("东莞"),
	REGION("佛山"),

	MAIL("qq.com"),
	MAIL("163.com"),
	MAIL("126.com"),
	MAIL("139.com"),
	MAIL("189.cn"),
	MAIL("yeah.net"),
	MAIL("sina.com"),
	MAIL("sina.cn"),
	MAIL("sohu.com"),
	MAIL("foxmail.com"),
	MAIL("aliyun.com"),
	MAIL("21cn.com"),
	MAIL("tom.com"),
	MAIL("wo.cn"),
	MAIL("vip.qq.com"),
	MAIL("gmail.com"),
	MAIL("googlemail.com"),
	MAIL("outlook.com"),
	MAIL("hotmail.com"),
	MAIL("live.com"),
	MAIL("msn.com"),
	MAIL("yahoo.com"),
	MAIL("yahoo.co.uk"),
	MAIL("yahoo.co.jp"),
	MAIL("ymail.com"),
	MAIL("icloud.com"),
	MAIL("me.com"),
	MAIL("mac.com"),
	MAIL("aol.com"),
	MAIL("proton.me"),
	MAIL("protonmail.com"),
	MAIL("gmx.de"),
	MAIL("gmx.net"),
	MAIL("web.de"),
	MAIL("mail.com"),
	MAIL("mail.ru"),
	MAIL("yandex.ru"),
	MAIL("orange.fr"),
	MAIL("free.fr"),
	MAIL("naver.com"),
	NULL,
};

static const struct defaults tables[] = {
	{ 2, "calendar", { "name", "week" }, calendars },
	{ 2, "sla", { "kind", "priority", "response_minutes", "calendar" },
	    slas },
	{ 2, "grade", { "kind", "grade", "at_least" }, lead_grades },
	{ 2, "grade", { "kind", "grade", "top", "care_days" },
	    customer_grades },
	{ 2, "word", { "kind", "word" }, words },
};

static enum crm_status
put_field(struct crm_store *s, struct crm_record *r, const char *name,
    const char *text, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_parse p = { .dict = crm_store_dict(s),
		.arena = a,
		.base_currency = crm_store_currency(s) };
	int i = field_of(r->entity, name);
	const struct crm_field *f = r->entity->field[i];
	struct crm_value v;
	enum crm_status st;
	int64_t id = 0;

	if (f->type == CRM_T_REF) {
		st = crm_resolve(s, crm_dict_find(p.dict, f->ref),
		    crm_text_of(text), false, &id, err);
		v = crm_value_int(id);
	} else
		st = crm_value_parse(
		    &p, f, crm_text_of(text), crm_text_of(NULL), &v, err);
	if (st == CRM_OK)
		crm_record_set(r, i, v);
	return st;
}

static enum crm_status
add_table(struct crm_store *s, const struct defaults *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), t->entity);
	const char *const *value = t->values;
	enum crm_status st = CRM_OK;

	while (*value != NULL && st == CRM_OK) {
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_record r;
		size_t i;

		crm_record_init(&r, e, &a);
		for (i = 0; t->fields[i] != NULL && st == CRM_OK; i++)
			st = put_field(s, &r, t->fields[i], *value++, &a, err);
		if (st == CRM_OK)
			st = crm_insert(s, &r, err);
		/* The user has one already. */
		if (st == CRM_RULE && err->why == CRM_WHY_TAKEN) {
			err->status = CRM_OK;
			st = CRM_OK;
		}
		crm_arena_free(&a);
	}
	return st;
}

enum crm_status
crm_book_defaults(struct crm_store *s, int64_t schema, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(tables) && st == CRM_OK; i++)
		if (tables[i].schema > schema)
			st = add_table(s, &tables[i], err);
	return st;
}
