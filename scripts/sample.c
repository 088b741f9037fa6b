/*
 * sample: a company's sales book, invented from a seed.
 *
 * Each record is a function of the seed, its kind and its number, so that
 * more deals do not change the customers.  The same arguments give the same
 * bytes on every machine: no floating point, no rand(), no clock, no locale.
 * No company, person, address or number here is meant to be a real one.
 */
#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char usage[] =
    "usage: sample book DIR [seed=1] [customers=120] [leads=300] [deals=400]\n"
    "           [today=2026-11-21]       CSV files of a company, into DIR\n"
    "       sample leads N [seed=1]      the bench file, 190 bytes a row\n"
    "       sample users N               its owners\n"
    "       sample customers N [seed=1]  customers, a tenth of them twice\n";

#define LEN(a) ((int)(sizeof(a) / sizeof *(a)))

enum {
	TEXT = 512, /* room for one cell */
	MAX_COUNT = 10000000,
	DAY = 24 * 60 * 60,
	HISTORY = 730,   /* days from the first deal to today */
	MAX_ORDERS = 8,  /* of one deal */
	ROW_BYTES = 190, /* of the bench file, on average */
	BENCH_OWNERS = 50,
	TWIN_STREETS = 900,
	TWIN_HOUSES = 120,
	TWIN_CITIES = 7,
	LEADS_FROM = 7000, /* so that their companies are not customers */
	EXIT_USAGE = 2,
};

/* ---- words of other companies ---- */

struct pair {
	const char *text;
	const char *ascii; /* for addresses; or a country, code, parent */
};

static const char *const zh_cities[] = { "杭州", "上海", "北京", "深圳", "广州",
	"苏州", "南京", "宁波", "成都", "武汉", "西安", "青岛", "天津", "长沙",
	"合肥", "厦门", "无锡", "大连" };
static const struct pair en_cities[] = { { "Hamburg", "DE" }, { "Lyon", "FR" },
	{ "Rotterdam", "NL" }, { "Leeds", "GB" }, { "Turin", "IT" },
	{ "Singapore", "SG" }, { "Penang", "MY" }, { "Denver", "US" },
	{ "Brno", "CZ" }, { "São Paulo", "BR" }, { "Zürich", "CH" } };
static const struct pair zh_words[] = { { "云帆", "yunfan" },
	{ "瑞禾", "ruihe" }, { "鼎新", "dingxin" }, { "恒越", "hengyue" },
	{ "启明达", "qimingda" }, { "华澜", "hualan" }, { "博远", "boyuan" },
	{ "星垣", "xingyuan" }, { "百川", "baichuan" }, { "青禾", "qinghe" },
	{ "金砺", "jinli" }, { "凌霄", "lingxiao" }, { "思拓", "situo" },
	{ "海岳", "haiyue" }, { "融泽", "rongze" }, { "天枢", "tianshu" },
	{ "木棉", "mumian" }, { "正弦", "zhengxian" }, { "悦行", "yuexing" } };
static const char *const en_heads[] = { "Vel", "Tarn", "Ost", "Brim", "Cald",
	"Dorr", "Fenn", "Hask", "Jorv", "Kess", "Lum", "Morv", "Nord", "Pell",
	"Quill", "Rask", "Selk", "Thal", "Ulm", "Wex", "Yarr", "Zell" };
static const char *const en_tails[] = { "mora", "wick", "rell", "dane", "vik",
	"lund", "hart", "stead", "nova", "mere", "aro", "quay", "bury", "eck" };
static const struct trade {
	const char *zh, *en, *industry;
} trades[] = { { "科技", "Systems", "software" }, { "食品", "Foods", "food" },
	{ "机械", "Tooling", "machinery" }, { "物流", "Freight", "logistics" },
	{ "医疗", "Medical", "healthcare" }, { "新能源", "Power", "energy" },
	{ "电子", "Circuits", "electronics" }, { "纺织", "Mills", "textiles" },
	{ "商贸", "Stores", "retail" }, { "化工", "Polymers", "chemicals" } };
static const char *const zh_forms[] = { "有限公司", "股份有限公司",
	"有限责任公司", "集团有限公司" };
static const char *const en_forms[] = { "Ltd", "Inc.", "GmbH", "LLC", "B.V.",
	"AB", "S.A.", "Co., Ltd" };
static const struct pair surnames[] = { { "王", "wang" }, { "李", "li" },
	{ "张", "zhang" }, { "刘", "liu" }, { "陈", "chen" }, { "杨", "yang" },
	{ "赵", "zhao" }, { "黄", "huang" }, { "周", "zhou" }, { "吴", "wu" },
	{ "徐", "xu" }, { "孙", "sun" }, { "欧阳", "ouyang" } };
static const struct pair given_names[] = { { "娜", "na" }, { "伟", "wei" },
	{ "芳", "fang" }, { "敏", "min" }, { "静", "jing" }, { "磊", "lei" },
	{ "建国", "jianguo" }, { "秀英", "xiuying" }, { "子涵", "zihan" },
	{ "浩然", "haoran" }, { "思远", "siyuan" }, { "文博", "wenbo" } };
static const char *const first_names[] = { "Anna", "Ben", "Carla", "David",
	"Elif", "Felix", "Grace", "Hugo", "Jonas", "Karin", "Liam", "Mia",
	"Noah", "Olga", "Pavel", "Rosa", "Samir", "Tessa" };
static const char *const last_names[] = { "Abbott", "Berg", "Castro", "Evans",
	"Fischer", "Grant", "Hansen", "Ivanova", "Jansen", "Keller", "Lopez",
	"Novak", "Olsson", "Petit", "Rossi", "Silva", "Tan", "Weber" };
static const struct title {
	const char *zh, *en, *role;
} titles[] = { { "总经理", "Managing director", "decision_maker" },
	{ "采购经理", "Purchasing manager", "influencer" },
	{ "技术总监", "CTO", "influencer" }, { "行政助理", "PA", "gatekeeper" },
	{ "生产主管", "Head of production", "user" },
	{ "财务总监", "CFO, Finance", "decision_maker" } };
static const char *const zh_notes[] = { "展会上交换了名片，对网关很感兴趣。",
	"预算下季度批复。", "请周三下午回电。", "已寄样品，等待测试结果。",
	"目前用竞品，合同年底到期。", "要求含税报价，月结30天。" };
static const char *const en_notes[] = { "Met at the fair, wants a demo.",
	"Budget next quarter.", "Call back on Wednesday after 2 pm.",
	"Asked for \"all-in\" prices.", "Sample sent; waiting for results.",
	"Needs two offers, one with service." };

/* ---- the company that sells ---- */

static const struct pair teams[] = { { "Sales", "" }, { "East", "Sales" },
	{ "South", "Sales" }, { "Overseas", "Sales" }, { "Back office", "" } };
enum { REPS = 8, REPS_HOME = 5 }; /* at the head of: */
static const struct user {
	const char *login, *name, *role, *team, *manager;
} users[] = { { "wangwei", "王伟", "rep", "East", "chenjing" },
	{ "lina", "李娜", "rep", "East", "chenjing" },
	{ "zhaolei", "赵磊", "rep", "East", "chenjing" },
	{ "huangmin", "黄敏", "rep", "South", "linhai" },
	{ "xuyang", "徐洋", "rep", "South", "linhai" },
	{ "anna", "Anna Berg", "rep", "Overseas", "grace" },
	{ "felix", "Felix Novak", "rep", "Overseas", "grace" },
	{ "rosa", "Rosa Silva", "rep", "Overseas", "grace" },
	{ "chenjing", "陈静", "manager", "East", "yangfan" },
	{ "linhai", "林海", "manager", "South", "yangfan" },
	{ "grace", "Grace Tan", "manager", "Overseas", "yangfan" },
	{ "yangfan", "杨帆", "manager", "Sales", "" },
	{ "olga", "Olga Weber", "marketing", "Back office", "yangfan" },
	{ "hexue", "何雪", "finance", "Back office", "yangfan" },
	{ "liam", "Liam Grant", "service", "Back office", "yangfan" } };
static const struct product {
	const char *sku, *name, *category, *unit;
	int price, most; /* yuan; usual quantity */
} products[] = { { "GW-200", "智能网关 G2", "gateway", "pcs", 3200, 60 },
	{ "GW-500", "Edge gateway G5 \"Pro\"", "gateway", "pcs", 8600, 30 },
	{ "SN-T10", "温度传感器 T10", "sensor", "pcs", 260, 400 },
	{ "SN-V20", "Vibration sensor V20", "sensor", "pcs", 980, 150 },
	{ "CM-100", "工业相机 C1", "vision", "pcs", 12800, 12 },
	{ "CM-300", "Line-scan camera C3", "vision", "pcs", 36500, 6 },
	{ "SW-PLT", "云平台年费", "software", "year", 48000, 3 },
	{ "SW-ANA", "Analytics, per site", "software", "year", 18000, 8 },
	{ "SV-INS", "安装调试", "service", "day", 2400, 10 },
	{ "SV-TRN", "Training", "service", "day", 5200, 4 } };
static const struct source {
	const char *code, *label; /* ours; as another system spells it */
	int win;                  /* percent */
} sources[] = { { "web", "Web", 29 }, { "ad", "Advertisement", 25 },
	{ "event", "Trade Show", 36 }, { "referral", "Customer Referral", 54 },
	{ "partner", "Partner", 44 }, { "search", "Organic Search", 27 },
	{ "phone", "Phone Inquiry", 33 } };
static const struct pair lead_states[] = { { "Open - Not Contacted", "new" },
	{ "New", "new" }, { "Assigned", "assigned" },
	{ "Working - Contacted", "working" }, { "Qualified", "qualified" },
	{ "Closed - Not Converted", "unqualified" } };
static const struct campaign {
	const char *name;
	int begun, days, budget; /* days ago; yuan */
} campaigns[] = { { "Spring fair", 600, 5, 80000 },
	{ "智能制造巡展", 410, 60, 150000 }, { "Search ads", 330, 180, 96000 },
	{ "老客户转介绍", 40, 150, 30000 }, { "双十二 🎁", -20, 3, 45000 } };
static const char *const stages[] = { "qualification", "needs", "proposal",
	"negotiation", "contract", "won", "lost" };
enum { WON = 5, LOST };

struct book {
	int64_t seed, customers, leads, deals, today;
	bool bench; /* the leads are the bench file */
	struct order {
		int64_t on;
		int64_t id; /* deal x MAX_ORDERS + which of its orders */
		int seq;    /* within the day, from 1 */
	} * order;          /* by day */
	int n_orders;
};

/* ---- random numbers ---- */

struct rng {
	uint64_t state;
};

enum kind {
	CUSTOMER = 1,
	ACCOUNT,
	CONTACT,
	PERSON,
	LEAD,
	DEAL,
	REASON,
	TASK,
	REPEAT,
	BASKET,
	STATUS,
	TWIN
};

/* splitmix64 (Steele, Lea, Flood 2014): any seed will do.  Never draw twice
 * where C does not say which comes first. */
static uint64_t
draw(struct rng *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static struct rng
rng_for(const struct book *b, enum kind kind, int64_t number)
{
	struct rng r = { (uint64_t)b->seed };

	r.state = draw(&r) + (uint64_t)kind;
	r.state = draw(&r) + (uint64_t)number;
	return r;
}

static int
below(struct rng *r, int64_t n)
{
	return (int)((draw(r) >> 32) * (uint64_t)n >> 32);
}

static bool
chance(struct rng *r, int percent)
{
	return below(r, 100) < percent;
}

#define PICK(r, words) ((words)[below(r, LEN(words))])

/* ---- days ---- */

static struct tm
civil(int64_t day)
{
	struct tm tm;
	time_t t = (time_t)day * DAY;

	gmtime_r(&t, &tm);
	return tm;
}

/* The day itself, or the Friday before a weekend. */
static int64_t
working_day(int64_t day)
{
	int weekday = (civil(day).tm_wday + 6) % 7; /* 0 is Monday */

	return weekday > 4 ? day - (weekday - 4) : day;
}

static int64_t
month_end(int64_t day)
{
	struct tm tm = civil(day);

	tm.tm_mon++;
	tm.tm_mday = 0;
	return timegm(&tm) / DAY;
}

static void
say_day(char out[TEXT], const char *fmt, int64_t day)
{
	struct tm tm = civil(day);

	strftime(out, TEXT, fmt, &tm);
}

/* ---- a CSV file ---- */

struct sheet {
	FILE *f;
	int64_t bytes;
};

__attribute__((format(printf, 2, 3))) static void
say(char out[TEXT], const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(out, TEXT, fmt, ap);
	va_end(ap);
}

static void
put(struct sheet *s, const char *text, size_t n)
{
	fwrite_unlocked(text, 1, n, s->f);
	s->bytes += (int64_t)n;
}

static void
cell(struct sheet *s, const char *text)
{
	size_t n = strcspn(text, ",\"\r\n");

	if (text[n] == '\0') {
		put(s, text, n);
		return;
	}
	put(s, "\"", 1);
	for (; n = strcspn(text, "\""), text[n] != '\0'; text += n + 1) {
		put(s, text, n);
		put(s, "\"\"", 2);
	}
	put(s, text, n);
	put(s, "\"", 1);
}

/* A row, a letter a cell: s text, d int, D int64_t day (0: none), m int64_t
 * fen, i.e. hundredths of a yuan. */
static void
row(struct sheet *s, const char *cells, ...)
{
	char text[TEXT];
	int64_t v;
	va_list ap;

	va_start(ap, cells);
	for (const char *c = cells; *c != '\0'; c++) {
		const char *out = text;

		text[0] = '\0';
		if (*c == 's')
			out = va_arg(ap, const char *);
		else if (*c == 'd')
			say(text, "%d", va_arg(ap, int));
		else if ((v = va_arg(ap, int64_t)) != 0 && *c == 'D')
			say_day(text, "%Y-%m-%d", v);
		else if (*c == 'm')
			say(text, "%lld.%02d", (long long)v / 100,
			    (int)(v % 100));
		cell(s, out);
		put(s, c[1] != '\0' ? "," : "\n", 1);
	}
	va_end(ap);
}

struct file {
	const char *name, *head;
	void (*fill)(struct sheet *, const struct book *, int64_t i);
	int64_t n; /* of calls */
};

static void
file_write(
    const struct file *file, FILE *f, const char *path, const struct book *b)
{
	static char buffer[1 << 20]; /* of one file at a time */
	struct sheet s = { f, 0 };
	bool bad;

	if (f == NULL)
		err(EXIT_FAILURE, "%s", path);
	setvbuf(f, buffer, _IOFBF, sizeof buffer);
	put(&s, file->head, strlen(file->head));
	put(&s, "\n", 1);
	for (int64_t i = 0; i < file->n; i++)
		file->fill(&s, b, i);
	bad = ferror(f) != 0;
	if (fclose(f) != 0 || bad)
		err(EXIT_FAILURE, "%s", path);
}

/* ---- companies and people ---- */

struct company {
	bool latin;
	const char *city, *country, *industry;
	char name[TEXT];
	char brief[TEXT]; /* without city, trade and legal form */
	char domain[TEXT];
};

struct person {
	const char *title, *role;
	char name[TEXT];
	char email[TEXT];
	char phone[TEXT];
};

/* Takes one digit of a number in mixed radix. */
static int
digit(uint64_t *u, int radix)
{
	int d = (int)(*u % (uint64_t)radix);

	*u /= (uint64_t)radix;
	return d;
}

#define TURN(u, words) ((words)[digit(u, LEN(words))])

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

/* Names come again only when all combinations are used up: the step is a prime
 * that no number of words is a multiple of. */
static void
company_make(struct company *c, bool latin, int64_t number)
{
	uint64_t u = (uint64_t)number * 100057;
	const struct trade *t = &TURN(&u, trades);

	c->latin = latin;
	c->industry = t->industry;
	if (latin) {
		const char *head = TURN(&u, en_heads);
		const char *tail = TURN(&u, en_tails);
		const struct pair *city;

		say(c->brief, "%s%s", head, tail);
		say(c->name, "%s %s %s", c->brief, t->en, TURN(&u, en_forms));
		say(c->domain, "%s-%s.example.com", c->brief, t->en);
		city = &TURN(&u, en_cities);
		c->city = city->text;
		c->country = city->ascii;
	} else {
		const struct pair *word = &TURN(&u, zh_words);

		c->city = TURN(&u, zh_cities);
		c->country = "CN";
		say(c->brief, "%s%s", word->text, t->zh);
		say(c->name, "%s%s%s", c->city, c->brief, TURN(&u, zh_forms));
		say(c->domain, "%s-%s.example.cn", word->ascii, t->industry);
	}
	lower(c->domain);
}

/* Each id below 7 million has a number of its own: the multiplier shares no
 * factor with the moduli.  555 is an exchange for fiction. */
static void
phone_make(char out[TEXT], bool latin, int64_t id, int style)
{
	static const char *const zh[] = { "+86%03d%04d%04d",
		"+86 %03d %04d %04d", "%03d-%04d-%04d", "0086%03d%04d%04d" };
	static const char *const en[] = { "+1%03d%03d%04d", "+1 %03d %03d %04d",
		"+1 (%03d) %03d-%04d", "+1-%03d-%03d-%04d" };
	int n = (int)(id * 7368787 % (latin ? 7000000 : 100000000));

	if (latin)
		say(out, en[style], 201 + n / 10000, 555, n % 10000);
	else
		say(out, zh[style], 130 + (int)(id % 10), n / 10000, n % 10000);
}

/* A person of the company; the id makes address and number unique. */
static void
person_make(struct person *p, struct rng *r, const struct company *c,
    int64_t id, int style)
{
	const struct pair *given = &PICK(r, given_names);
	const struct pair *family = &PICK(r, surnames);
	const struct title *title = &PICK(r, titles);
	const char *first = PICK(r, first_names), *last = PICK(r, last_names);

	if (c->latin)
		say(p->name, "%s %s", first, last);
	else
		say(p->name, "%s%s", family->text, given->text);
	say(p->email, "%s.%s%lld@%s", c->latin ? first : given->ascii,
	    c->latin ? last : family->ascii, (long long)id, c->domain);
	lower(p->email);
	phone_make(p->phone, c->latin, id, style);
	p->title = c->latin ? title->en : title->zh;
	p->role = title->role;
}

static const struct user *
rep(struct rng *r, bool latin)
{
	return &users[latin ? REPS_HOME + below(r, REPS - REPS_HOME)
			    : below(r, REPS_HOME)];
}

/* ---- leads ---- */

/* Sentences until the text is `want` bytes long or its room is full. */
static void
say_notes(char out[TEXT], struct rng *r, bool latin, int64_t want)
{
	out[0] = '\0';
	for (size_t n = 0; (int64_t)n < want; n = strlen(out)) {
		const char *note = latin ? PICK(r, en_notes)
					 : PICK(r, zh_notes);

		if (n + strlen(note) + 2 > TEXT)
			return;
		if (latin && n > 0)
			out[n++] = ' ';
		memcpy(out + n, note, strlen(note) + 1);
	}
}

/* Half have none; some as people type them. */
static void
say_budget(char out[TEXT], struct rng *r)
{
	int n = 1 + below(r, 40);

	say(out,
	    PICK(r,
		((const char *const[]){
		    "", "", "¥%d0000", "%d0000", "%d,500.00" })),
	    n);
}

/* Some are the person of an earlier row under another ext.  In the bench file
 * notes take what is missing so that rows come to ROW_BYTES on average. */
static void
fill_lead(struct sheet *s, const struct book *b, int64_t i)
{
	struct rng own = rng_for(b, LEAD, i), r;
	bool twin = i > 0 && chance(&own, b->bench ? 1 : 3);
	int64_t who = twin ? below(&own, i) : i;
	const struct source *source = &PICK(&own, sources);
	const struct pair *state = &PICK(&own, lead_states);
	struct company c;
	struct person p;
	char ext[TEXT], owner[TEXT], last[TEXT];

	r = rng_for(b, PERSON, who);
	company_make(&c, chance(&r, b->bench ? 50 : 40),
	    b->seed * 97 + LEADS_FROM + who);
	person_make(&p, &r, &c, b->bench ? who : who * 8 + 7,
	    b->bench ? 0 : below(&r, 4));
	if (b->bench) {
		int64_t missing = ROW_BYTES * (i + 1) - s->bytes;

		say(ext, "L%08lld", (long long)i + 1);
		say(owner, "u%02d", 1 + below(&own, BENCH_OWNERS));
		say_notes(last, &own, c.latin,
		    missing > 0 ? below(&own, missing) : 0);
	} else {
		say(ext, "WEB-%06lld", (long long)i + 1);
		say(owner, "%s", rep(&own, c.latin)->login);
		say_budget(last, &own);
		if (twin)
			p.email[0] = (char)(p.email[0] - 'a' + 'A');
	}
	row(s, "ssssssssssss", ext, c.name, p.name, p.title, p.email, p.phone,
	    c.city, c.country, b->bench ? source->code : source->label,
	    b->bench ? state->ascii : state->text, owner, last);
}

/* ---- customers ---- */

struct customer {
	struct company co;
	const struct user *owner;
	int grade; /* 0 is A */
	char code[TEXT];
};

static void
customer_make(struct customer *c, const struct book *b, int64_t i)
{
	struct rng r = rng_for(b, CUSTOMER, i);

	company_make(&c->co, chance(&r, 40), b->seed * 97 + i);
	c->owner = rep(&r, c->co.latin);
	c->grade = below(&r, 4);
	c->grade = (c->grade + below(&r, 4) + 1) / 2;
	say(c->code, "KH-%05lld", (long long)i + 1);
}

static void
fill_customer(struct sheet *s, const struct book *b, int64_t i)
{
	static const char *const grades[] = { "A", "B", "C", "D" };
	static const char *const terms[] = { "月结60天", "月结30天", "货到付款",
		"款到发货" };
	struct rng r = rng_for(b, ACCOUNT, i);
	bool partner = chance(&r, 8), noted = chance(&r, 5);
	struct customer c;
	char parent[TEXT], phone[TEXT], email[TEXT], site[TEXT], ext[TEXT];

	customer_make(&c, b, i);
	say(parent, "KH-%05d", 1 + below(&r, i));
	if (i == 0 || !chance(&r, 6))
		parent[0] = '\0';
	phone_make(phone, c.co.latin, i * 8, below(&r, 4));
	say(email, "info@%s", c.co.domain);
	say(site, "https://www.%s", c.co.domain);
	say(ext, "ERP-%lld", 70001 + (long long)i);
	row(s, "sssssssssssssss", c.code, c.co.name,
	    partner ? "合作伙伴" : "客户", c.co.industry, grades[c.grade],
	    parent, c.co.city, c.co.country, phone, email, site, c.owner->login,
	    terms[c.grade], ext,
	    noted ? "开票资料已核对\n地址: 见合同, \"附件二\"" : "");
}

static void
fill_contact(struct sheet *s, const struct book *b, int64_t i)
{
	struct rng r = rng_for(b, CONTACT, i);
	struct customer c;
	struct person p;
	char ext[TEXT];

	customer_make(&c, b, i);
	for (int k = 0, n = 1 + below(&r, 3); k < n; k++) {
		person_make(&p, &r, &c.co, i * 8 + 1 + k, below(&r, 4));
		say(ext, "CON-%lld", 1001 + (long long)i * 8 + k);
		row(s, "ssssssss", c.code, p.name, p.title, p.role, p.email,
		    p.phone, k == 0 ? "yes" : "no", ext);
	}
}

/* ---- deals ---- */

struct line {
	const struct product *product;
	int quantity, discount; /* percent */
};

struct deal {
	struct customer customer;
	const struct source *source;
	struct line line[3];
	int n_lines, stage;
	int64_t amount;
	int64_t opened, expected, closed; /* days; closed 0: open */
};

static int64_t
line_amount(const struct line *l) /* yuan x percent is fen */
{
	return (int64_t)l->quantity * l->product->price * (100 - l->discount);
}

static void
basket_make(struct deal *d, struct rng *r, int times)
{
	static const int discounts[] = { 0, 0, 0, 3, 5, 8, 10, 15 };
	int first = below(r, LEN(products));

	d->n_lines = 1 + below(r, LEN(d->line));
	d->amount = 0;
	for (int i = 0; i < d->n_lines; i++) {
		struct line *l = &d->line[i];

		l->product = &products[(first + i * 3) % LEN(products)];
		l->quantity = times * (1 + below(r, l->product->most));
		l->discount = PICK(r, discounts);
		d->amount += line_amount(l);
	}
}

/* Many of late and in the fourth quarter, few at the Spring Festival. */
static int64_t
opening_day(struct rng *r, int64_t today)
{
	static const int season[] = { 70, 35, 80, 85, 80, 90, 70, 65, 90, 75,
		95, 100 };
	int64_t day;

	do
		day = today - below(r, chance(r, 25) ? 120 : HISTORY);
	while (!chance(r, season[civil(day).tm_mon]));
	return working_day(day);
}

static void
deal_make(struct deal *d, const struct book *b, int64_t i)
{
	struct rng r = rng_for(b, DEAL, i);
	int times = chance(&r, 5) ? 3 + below(&r, 6) : 1, span;
	int64_t age;
	bool win;

	customer_make(&d->customer, b, below(&r, b->customers));
	d->source = &PICK(&r, sources);
	basket_make(d, &r, times);
	d->opened = opening_day(&r, b->today);
	span = 10 + times * 5 + below(&r, 40);
	span += below(&r, 60);
	d->expected = working_day(d->opened + span);
	win = chance(&r, d->source->win + 12 - 4 * d->customer.grade);
	span += win ? below(&r, 31) - 8 : below(&r, span) - span * 2 / 3;
	d->closed = d->opened + span;
	if (win && chance(&r, 40))
		d->closed = month_end(d->closed);
	d->closed = working_day(d->closed);
	span = (int)(d->closed - d->opened);
	d->stage = win ? WON : LOST;
	if (d->closed > b->today) {
		age = b->today - d->opened;
		d->stage = (int)(age * age * WON / (span * span));
		d->closed = 0;
	}
}

static void
fill_deal(struct sheet *s, const struct book *b, int64_t i)
{
	static const char *const won[] = { "product fit", "service", "price" };
	static const char *const lost[] = { "price", "price", "no budget",
		"competitor", "no decision", "timing" };
	struct rng r = rng_for(b, REASON, i);
	const struct product *p;
	struct deal d;
	char ext[TEXT], name[TEXT];

	deal_make(&d, b, i);
	p = d.line[0].product;
	say(ext, "OPP-%05lld", (long long)i + 1);
	say(name, d.customer.co.latin ? "%s, %s%s" : "%s %s%s",
	    d.customer.co.brief, p->name, chance(&r, 1) ? " 🔥" : "");
	row(s, "sssssmssDDDss", ext, name, d.customer.code, p->sku,
	    stages[d.stage], d.amount, "CNY", d.customer.owner->login, d.opened,
	    d.expected, d.closed, d.source->code,
	    d.stage == WON        ? PICK(&r, won)
		: d.stage == LOST ? PICK(&r, lost)
				  : "");
}

static void
fill_task(struct sheet *s, const struct book *b, int64_t i)
{
	static const struct {
		const char *kind, *zh, *en;
	} jobs[] = { { "call", "致电 %s 确认需求", "Call %s back" },
		{ "visit", "拜访 %s", "Visit %s, bring samples" },
		{ "email", "给 %s 发报价", "Send %s the offer" },
		{ "demo", "为 %s 演示平台", "Demo for %s" } };
	static const char *const ranks[] = { "low", "normal", "high" };
	static const char *const future[] = { "todo", "todo", "todo", "doing" };
	struct rng r = rng_for(b, TASK, i);
	int job = below(&r, LEN(jobs)), late = below(&r, 40) - 20;
	const char *rank = PICK(&r, ranks), *state = PICK(&r, future);
	struct deal d;
	char subject[TEXT];

	deal_make(&d, b, below(&r, b->deals));
	say(subject, d.customer.co.latin ? jobs[job].en : jobs[job].zh,
	    d.customer.co.brief);
	row(s, "ssDsss", subject, jobs[job].kind, working_day(b->today - late),
	    rank, d.customer.owner->login,
	    late > 0 && chance(&r, 85) ? "done" : state);
}

/* ---- orders ---- */

static int
order_cmp(const void *pa, const void *pb)
{
	const struct order *a = pa, *b = pb;

	if (a->on != b->on)
		return a->on < b->on ? -1 : 1;
	return a->id < b->id ? -1 : 1;
}

/* Won deals bring an order, and more after it as long as the customer stays. */
static void
orders_make(struct book *b)
{
	struct deal d;
	int n = 0;

	b->order = calloc((size_t)b->deals * MAX_ORDERS, sizeof *b->order);
	if (b->order == NULL)
		err(EXIT_FAILURE, "orders");
	for (int64_t i = 0; i < b->deals; i++) {
		struct rng r = rng_for(b, REPEAT, i);

		deal_make(&d, b, i);
		for (int nth = 0; d.stage == WON && nth < MAX_ORDERS; nth++) {
			b->order[n++] = (struct order){ d.closed,
				i * MAX_ORDERS + nth, 1 };
			d.closed = working_day(d.closed + 20 + below(&r, 70));
			if (d.closed > b->today ||
			    !chance(&r, 75 - 10 * d.customer.grade))
				break;
		}
	}
	qsort(b->order, (size_t)n, sizeof *b->order, order_cmp);
	for (int i = 1; i < n; i++)
		if (b->order[i].on == b->order[i - 1].on)
			b->order[i].seq = b->order[i - 1].seq + 1;
	b->n_orders = n;
}

/* What was ordered and by whom; its number. */
static void
order_read(struct deal *d, char number[TEXT], const struct book *b, int64_t i)
{
	const struct order *o = &b->order[i];
	struct rng r = rng_for(b, BASKET, o->id);
	char day[TEXT];

	deal_make(d, b, o->id / MAX_ORDERS);
	if (o->id % MAX_ORDERS > 0)
		basket_make(d, &r, 1);
	say_day(day, "%Y%m%d", o->on);
	say(number, "SO-%s-%04d", day, o->seq);
}

static void
fill_order(struct sheet *s, const struct book *b, int64_t i)
{
	static const char *const fresh[] = { "submitted", "approved",
		"confirmed" };
	const struct order *o = &b->order[i];
	struct rng r = rng_for(b, STATUS, o->id);
	int64_t age = b->today - o->on, due = o->on + 10 + below(&r, 35);
	const char *status = age < 10 ? PICK(&r, fresh)
	    : age < 60                ? "confirmed"
				      : "closed";
	struct deal d;
	char number[TEXT];

	order_read(&d, number, b, i);
	row(s, "ssssDDms", number, d.customer.code, d.customer.owner->login,
	    chance(&r, 3) ? "cancelled" : status, o->on, working_day(due),
	    d.amount, d.customer.co.city);
}

static void
fill_order_lines(struct sheet *s, const struct book *b, int64_t i)
{
	struct deal d;
	char number[TEXT];

	order_read(&d, number, b, i);
	for (int k = 0; k < d.n_lines; k++) {
		const struct line *l = &d.line[k];

		row(s, "sdsdddm", number, k + 1, l->product->sku, l->quantity,
		    l->product->price, l->discount, line_amount(l));
	}
}

/* ---- the small tables, and all files ---- */

static void
fill_team(struct sheet *s, const struct book *b, int64_t i)
{
	(void)b;
	row(s, "ss", teams[i].text, teams[i].ascii);
}

static void
fill_user(struct sheet *s, const struct book *b, int64_t i)
{
	const struct user *u = &users[i];
	char email[TEXT], phone[TEXT];

	(void)b;
	say(email, "%s@example.com", u->login);
	say(phone, "+86 571 5550 01%02d", (int)i);
	row(s, "ssssssssd", u->login, u->name, u->role, u->team, u->manager,
	    i < REPS ? u->team : "", email, phone, 60);
}

static void
fill_product(struct sheet *s, const struct book *b, int64_t i)
{
	const struct product *p = &products[i];

	(void)b;
	row(s, "ssssds", p->sku, p->name, p->category, p->unit, p->price,
	    "CNY");
}

static void
fill_campaign(struct sheet *s, const struct book *b, int64_t i)
{
	const struct campaign *c = &campaigns[i];
	int64_t begun = b->today - c->begun;

	row(s, "ssdDD", c->name,
	    c->begun < 0             ? "planned"
		: c->begun < c->days ? "active"
				     : "completed",
	    c->budget, begun, begun + c->days);
}

static void
fill_bench_user(struct sheet *s, const struct book *b, int64_t i)
{
	char login[TEXT], name[TEXT];

	(void)b;
	say(login, "u%02d", (int)i + 1);
	say(name, "User %02d", (int)i + 1);
	row(s, "ss", login, name);
}

/* ---- the bench of duplicates ---- */

struct unique {
	bool latin;
	const char *city, *form;
	char name[TEXT]; /* nobody else's, without its legal form */
	char domain[TEXT], phone[TEXT], street[TEXT], postcode[TEXT];
};

/* Names come again after a million: a prime step, as in company_make. */
static void
unique_make(struct unique *c, const struct book *b, int64_t i)
{
	static const char *const zh_chars[] = { "安", "邦", "昌", "诚", "达",
		"德", "鼎", "东", "丰", "福", "光", "广", "海", "浩", "和",
		"恒", "弘", "华", "辉", "嘉", "建", "金", "锦", "康", "乐",
		"利", "隆", "美", "明", "宁", "鹏", "启", "荣", "瑞", "盛",
		"泰", "天", "通", "旺", "祥", "欣", "新", "信", "兴", "旭",
		"益", "源", "正" };
	struct rng r = rng_for(b, TWIN, i);
	uint64_t u = (uint64_t)i * 100057;
	const struct trade *t = &TURN(&u, trades);
	int street, house;

	c->latin = chance(&r, 50);
	street = below(&r, TWIN_STREETS);
	house = 1 + below(&r, TWIN_HOUSES);
	phone_make(c->phone, c->latin, i, 0);
	if (c->latin) {
		const struct pair *city = &PICK(&r, en_cities);
		const char *head = TURN(&u, en_heads);
		const char *tail = TURN(&u, en_tails);
		const char *then = TURN(&u, en_heads);

		c->city = city->text;
		c->form = PICK(&r, en_forms);
		say(c->name, "%s%s %s%s %s", head, tail, then,
		    TURN(&u, en_tails), t->en);
		say(c->street, "%d %s%s street", house,
		    en_heads[street % LEN(en_heads)],
		    en_tails[street % LEN(en_tails)]);
	} else {
		const char *one = TURN(&u, zh_chars);
		const char *two = TURN(&u, zh_chars);

		c->city = PICK(&r, zh_cities);
		c->form = PICK(&r, zh_forms);
		say(c->name, "%s%s%s%s%s", c->city, one, two,
		    TURN(&u, zh_chars), t->zh);
		say(c->street, "%s%s路%d号", zh_chars[street % LEN(zh_chars)],
		    zh_chars[street / LEN(zh_chars)], house);
	}
	say(c->postcode, "%06d", 100000 + street * TWIN_CITIES);
	say(c->domain, "c%lld.example.com", (long long)i);
}

/* A letter in the middle of a Latin name goes. */
static void
misspell(char *name, struct rng *r)
{
	size_t n = strlen(name), at = n / 3 + (size_t)below(r, (int64_t)n / 3);

	memmove(name + at, name + at + 1, n - at);
}

/* A tenth are a company of an earlier row as somebody else would type it; the
 * code says which. */
static void
fill_twin(struct sheet *s, const struct book *b, int64_t i)
{
	struct rng r = rng_for(b, REPEAT, i);
	bool twin = i > 0 && chance(&r, 10), mail;
	int64_t who = i;
	struct unique c;
	char code[TEXT], name[TEXT], email[TEXT] = "";

	/* Of rows that are companies of their own. */
	while (twin) {
		struct rng other;

		who = below(&r, i);
		other = rng_for(b, REPEAT, who);
		if (who == 0 || !chance(&other, 10))
			break;
	}
	unique_make(&c, b, who);
	mail = chance(&r, 70);
	if (twin) {
		c.form = c.latin ? PICK(&r, en_forms) : PICK(&r, zh_forms);
		if (c.latin && chance(&r, 50))
			misspell(c.name, &r);
		if (chance(&r, 50))
			c.phone[0] = '\0';
		mail = chance(&r, 40);
	}
	if (mail)
		say(email, "info@%s", c.domain);
	say(code, twin ? "K%07lld-%07lld" : "K%07lld", (long long)who,
	    (long long)i);
	say(name, c.latin ? "%s %s" : "%s%s", c.name, c.form);
	row(s, "sssssss", code, name, c.phone, email, c.street, c.city,
	    twin && chance(&r, 30) ? "" : c.postcode);
}

static void
write_book(const struct book *b, const char *dir)
{
	const struct file files[] = {
		{ "teams", "name,parent", fill_team, LEN(teams) },
		{ "users",
		    "login,name,role,team,manager,region,email,phone,"
		    "capacity",
		    fill_user, LEN(users) },
		{ "products", "sku,name,category,unit,list_price,currency",
		    fill_product, LEN(products) },
		{ "campaigns", "name,status,budget,starts_on,ends_on",
		    fill_campaign, LEN(campaigns) },
		{ "customers",
		    "客户编码,客户名称,客户类型,行业,等级,上级客户,"
		    "城市,国家,电话,邮箱,网站,负责人,付款条件,外部编号,备注",
		    fill_customer, b->customers },
		{ "contacts",
		    "customer,name,title,role,email,mobile,primary,"
		    "ext",
		    fill_contact, b->customers },
		{ "leads",
		    "Record ID,Company,Contact name,Title,Email,Phone,"
		    "City,Country,Lead source,Lead status,Lead owner,Budget",
		    fill_lead, b->leads },
		{ "deals",
		    "ext,name,customer,product,stage,amount,currency,"
		    "owner,opened_on,expected_close,closed_on,source,"
		    "close_reason",
		    fill_deal, b->deals },
		{ "tasks", "subject,kind,due,priority,owner,status", fill_task,
		    b->deals / 2 },
		{ "orders",
		    "number,customer,owner,status,ordered_on,"
		    "requested_on,amount,ship_city",
		    fill_order, b->n_orders },
		{ "order_lines",
		    "order,line,product,quantity,unit_price,"
		    "discount,amount",
		    fill_order_lines, b->n_orders },
	};
	char path[TEXT];

	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		err(EXIT_FAILURE, "%s", dir);
	for (int i = 0; i < LEN(files); i++) {
		say(path, "%s/%s.csv", dir, files[i].name);
		file_write(&files[i], fopen(path, "w"), path, b);
	}
}

/* ---- the command line ---- */

static int64_t
parse_count(const char *text)
{
	char *end;
	long long v;

	errno = 0;
	v = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0' || v < 1 || v > MAX_COUNT)
		errx(EXIT_USAGE, "'%s' is not a number from 1 to %d", text,
		    MAX_COUNT);
	return v;
}

static int64_t
parse_day(const char *text)
{
	struct tm tm = { 0 };
	char back[TEXT] = "";

	if (strptime(text, "%Y-%m-%d", &tm) != NULL)
		say_day(back, "%Y-%m-%d", timegm(&tm) / DAY);
	if (strcmp(back, text) != 0 || tm.tm_year < 80)
		errx(EXIT_USAGE, "'%s' is not a day like 2026-11-21", text);
	return timegm(&tm) / DAY;
}

static void
parse_option(struct book *b, const char *arg, int allowed)
{
	const struct {
		const char *name;
		int64_t *to;
	} options[] = { { "seed=", &b->seed }, { "customers=", &b->customers },
		{ "leads=", &b->leads }, { "deals=", &b->deals },
		{ "today=", &b->today } };

	for (int i = 0; i < allowed; i++) {
		const char *value = arg + strlen(options[i].name);

		if (strncmp(arg, options[i].name, (size_t)(value - arg)) != 0)
			continue;
		*options[i].to = options[i].to == &b->today
		    ? parse_day(value)
		    : parse_count(value);
		return;
	}
	errx(EXIT_USAGE, "unknown operand '%s'\n%s", arg, usage);
}

int
main(int argc, char **argv)
{
	struct book b = { .seed = 1,
		.customers = 120,
		.leads = 300,
		.deals = 400,
		.today = parse_day("2026-11-21") };
	const char *verb = argc > 2 ? argv[1] : "";
	bool book = strcmp(verb, "book") == 0;
	struct file file = { "stdout", "login,name", fill_bench_user, 0 };

	b.bench = strcmp(verb, "leads") == 0;
	if (b.bench) {
		file.head = "ext,company,name,title,email,phone,city,country,"
			    "source,status,owner,notes";
		file.fill = fill_lead;
	} else if (strcmp(verb, "customers") == 0) {
		file.head = "code,name,phone,email,address,city,postcode";
		file.fill = fill_twin;
	} else if (!book && strcmp(verb, "users") != 0) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	for (int i = 3; i < argc; i++)
		parse_option(
		    &b, argv[i], book ? 5 : file.fill != fill_bench_user);
	if (book) {
		orders_make(&b);
		write_book(&b, argv[2]);
		free(b.order);
	} else {
		file.n = parse_count(argv[2]);
		file_write(&file, stdout, file.name, &b);
	}
	return EXIT_SUCCESS;
}
