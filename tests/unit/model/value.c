/* Cells become values and values cells. */
#include "../tap.h"

#include <stdlib.h>
#include <sys/types.h>

#include <crm/model/model.h>

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_dict *dict;
static const struct crm_clock today = {
	.now = 1790000000, .today = 20717, .fiscal_start = 1
};
static struct crm_parse parse;
static struct crm_err err;

static const struct crm_field *
field(const char *entity, const char *name)
{
	const struct crm_entity *e = crm_dict_find(dict, entity);

	return e->field[crm_field_index(e, crm_text_of(name))];
}

/* The cell read and written again; for an error its text behind a "!". */
static const char *
cell(const char *entity, const char *name, const char *text,
    const char *currency)
{
	const struct crm_field *f = field(entity, name);
	struct crm_value v;
	struct crm_buf b = CRM_BUF_INIT;
	char *out;
	int digits = crm_currency_digits(currency);

	memset(&err, 0, sizeof err);
	if (crm_value_parse(&parse, f, crm_text_of(text), crm_text_of(currency),
		&v, &err) != CRM_OK) {
		if (strcmp(err.field, f->name) != 0)
			return "! without its field";
		return crm_sprintf(&arena, "!%s", err.text);
	}
	if (v.kind == CRM_NULL)
		return "null";
	if ((v.kind == CRM_STR) != crm_type_is_text(f->type))
		return "! of the wrong kind";
	crm_value_format(&b, dict, crm_dict_find(dict, entity), f, v,
	    digits < 0 ? 2 : digits);
	out = crm_strndup(&arena, b.data, b.len);
	crm_buf_free(&b);
	return out;
}

struct sample {
	const char *entity, *field, *text, *want, *currency;
};

static const struct sample samples[] = {
	/* text: byte for byte */
	{ "lead", "company", "", "null", "" },
	{ "lead", "company", "  ", "  ", "" },
	{ "lead", "company", " a\tb\n", " a\tb\n", "" },
	{ "lead", "notes", "1.18E+11", "1.18E+11", "" },
	{ "lead", "ext", "00Q1", "00Q1", "" },
	{ "lead", "ext", "1E5", "1E5", "" },
	{ "lead", "ext", "1.18E+11",
	    "!'1.18E+11' was destroyed by a"
	    " spreadsheet; export the column as text",
	    "" },
	{ "product", "sku", " 2E+10",
	    "!'2E+10' was destroyed by a"
	    " spreadsheet; export the column as text",
	    "" },
	/* e-mail and phone */
	{ "lead", "email", " JOHN@Example.com", "john@example.com", "" },
	{ "lead", "email", "foo@", "!'foo@' is not an e-mail address", "" },
	{ "lead", "email", "  ", "null", "" },
	{ "lead", "phone", "138 0013 8000", "+8613800138000", "" },
	{ "lead", "phone", "+1 (415) 555-2671", "+14155552671", "" },
	{ "lead", "phone", "1.38E+10",
	    "!'1.38E+10' was destroyed by a"
	    " spreadsheet; export the column as text",
	    "" },
	{ "lead", "phone", "call me", "!'call me' is not a phone number", "" },
	/* tags */
	{ "lead", "tags", " vip ", "vip", "" },
	{ "lead", "tags", "b,a ; c、b，d；", "a, b, c, d", "" },
	{ "lead", "tags", "重点、VIP", "VIP, 重点", "" },
	{ "lead", "tags", " ,;", "null", "" },
	{ "lead", "tags", "x,x", "x", "" },
	/* currency */
	{ "lead", "currency", "usd", "USD", "" },
	{ "lead", "currency", "ZZZ",
	    "!'ZZZ' is not a currency code such as"
	    " CNY or USD",
	    "" },
	{ "lead", "currency", "US",
	    "!'US' is not a currency code such as"
	    " CNY or USD",
	    "" },
	/* enum */
	{ "lead", "status", "new", "new", "" },
	{ "lead", "status", "跟进中", "working", "" },
	{ "lead", "status", "Open - Not Contacted", "new", "" },
	{ "lead", "channel", "E-Commerce", "e-commerce", "" },
	{ "lead", "grade", "b", "B", "" },
	{ "lead", "channel", "foo",
	    "!'foo' is not one of direct,"
	    " distribution, e-commerce",
	    "" },
	{ "lead", "channel", "--",
	    "!'--' is not one of direct,"
	    " distribution, e-commerce",
	    "" },
	/* ids */
	{ "lead", "lead_id", "L12", "L12", "" },
	{ "lead", "lead_id", "C12",
	    "!expected a lead like L1, got customer C12", "" },
	{ "task", "about", " C12 ", "C12", "" },
	{ "task", "about", "ZZ12", "!'ZZ12' is not the id of a record (C12)",
	    "" },
	{ "task", "about", "acme", "!'acme' is not the id of a record (C12)",
	    "" },
	/* numbers */
	{ "lead", "score", "1,234", "1234", "" },
	{ "lead", "score", "(5)", "-5", "" },
	{ "lead", "score", "1.5", "!'1.5' is not a whole number", "" },
	{ "order-line", "quantity", "2.50", "2.5", "" },
	{ "order-line", "unit_price", "¥9.80", "9.8", "" },
	{ "order-line", "unit_price", "€9.80",
	    "!'€9.80' is not in CNY, the"
	    " currency of the record",
	    "" },
	{ "order-line", "discount", "15%", "15", "" },
	{ "order-line", "discount", "15", "15", "" },
	{ "order-line", "discount", "12.5", "12.5", "" },
	{ "order-line", "discount", "33.3333%", "33.3333", "" },
	{ "deal", "rate", "7.12345678", "7.12345678", "" },
	/* money */
	{ "deal", "amount", "1,500,000.00", "1500000.00", "" },
	{ "deal", "amount", "(1,234)", "-1234.00", "" },
	{ "deal", "amount", "¥1,234", "1234.00", "" },
	{ "deal", "amount", "12元", "12.00", "CNY" },
	{ "deal", "amount", "RMB 12", "12.00", "CNY" },
	{ "deal", "amount", "$12", "12.00", "USD" },
	{ "deal", "amount", "usd 12", "12.00", "USD" },
	{ "deal", "amount", "$12",
	    "!'$12' is not in CNY, the currency of the"
	    " record",
	    "" },
	{ "deal", "amount", "12 EUR",
	    "!'12 EUR' is not in USD, the currency"
	    " of the record",
	    "USD" },
	{ "deal", "amount", "12", "12", "JPY" },
	{ "deal", "amount", "12.5", "!'12.5' is not a whole number", "JPY" },
	{ "deal", "amount", "1.234", "1.234", "KWD" },
	{ "deal", "amount", "1",
	    "!'XQQ' is not a currency code such as CNY"
	    " or USD",
	    "XQQ" },
	{ "deal", "amount", "90000000000000.00", "90000000000000.00", "" },
	{ "deal", "amount", "90000000000000.01",
	    "!'90000000000000.01' is too"
	    " large an amount",
	    "" },
	{ "deal", "amount", "abc", "!'abc' is not a number", "" },
	/* yes and no */
	{ "contact", "primary", "TRUE", "yes", "" },
	{ "contact", "primary", "否", "no", "" },
	{ "contact", "primary", "0", "no", "" },
	{ "contact", "primary", "Maybe", "!'Maybe' is not yes or no", "" },
	/* dates */
	{ "deal", "closed_on", "2016-10-20", "2016-10-20", "" },
	{ "deal", "closed_on", "1996-07-04 00:00:00.000", "1996-07-04", "" },
	{ "deal", "closed_on", "2026年11月21日", "2026-11-21", "" },
	{ "deal", "closed_on", "today", "2026-09-21", "" },
	{ "deal", "closed_on", "+1m", "2026-10-21", "" },
	{ "deal", "closed_on", "som-1m", "2026-08-01", "" },
	{ "deal", "closed_on", " ", "null", "" },
	{ "activity", "at", "now", "2026-09-21T14:13:20Z", "" },
	{ "activity", "at", "2024-01-15 10:00:00", "2024-01-15T10:00:00Z", "" },
};

static void
test_samples(void)
{
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		const struct sample *s = &samples[i];

		is_str(cell(s->entity, s->field, s->text, s->currency), s->want,
		    s->field);
		if (err.status != CRM_OK)
			is_int(err.status, CRM_INVALID, "input rejected");
	}
	parse.numbers = CRM_NUM_COMMA;
	is_str(
	    cell("deal", "amount", "1.234,50", ""), "1234.50", "decimal comma");
	parse.numbers = 0;
	parse.dates.order = CRM_DMY;
	is_str(cell("deal", "closed_on", "01-03-2017", ""), "2017-03-01",
	    "day first");
	parse.dates.order = CRM_YMD;
	ok(cell("deal", "closed_on", "01-03-2017", "")[0] == '!',
	    "is not guessed");
	ok(cell("deal", "closed_on", "tomorow", "")[0] == '!', "a wrong word");
}

/* ---- round trips of random values ---- */

static uint64_t seed = 42;

static uint64_t
chance(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

static int64_t
between(int64_t low, int64_t high)
{
	return low + (int64_t)chance((uint64_t)(high - low) + 1);
}

static const char *
random_text(void)
{
	static const char *const bits[] = { "a", "Z", "0", " ", "\t", "\n",
		"\"", ",", ";", "、", "公", "司", "é", "😀", "+", "@", ".", "E",
		"-", "'", "\\", "ß", "Ａ" };
	const size_t n = sizeof bits / sizeof bits[0];
	struct crm_buf b = CRM_BUF_INIT;
	char *s;

	for (uint64_t i = chance(12) + 1; i > 0; i--)
		crm_buf_str(&b, bits[chance(n)]);
	s = crm_strndup(&arena, b.data, b.len);
	crm_buf_free(&b);
	return s;
}

static struct crm_value
random_value(const struct crm_field *f)
{
	const int64_t most = INT64_MAX - 1;
	size_t n = 0;

	switch (f->type) {
	case CRM_T_ID:
		return crm_value_int(between(1, INT64_C(1) << 53));
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
		return crm_value_int((between(0, most) >> chance(63)) *
		    (chance(2) == 0 ? 1 : -1));
	case CRM_T_MONEY:
		return crm_value_int(
		    between(0, 2 * CRM_MONEY_MAX) - CRM_MONEY_MAX);
	case CRM_T_BOOL:
		return crm_value_int((int64_t)chance(2));
	case CRM_T_DATE:
		return crm_value_int(between(CRM_DATE_MIN, CRM_DATE_MAX));
	case CRM_T_INSTANT:
		return crm_value_int(
		    between(CRM_DATE_MIN * 86400, CRM_DATE_MAX * 86400));
	case CRM_T_ENUM:
		while (f->choices[n].code != NULL)
			n++;
		return crm_value_text(crm_text_of(f->choices[chance(n)].code));
	case CRM_T_CURRENCY:
		return crm_value_text(CRM_TEXT("KWD"));
	case CRM_T_ANY:
		return crm_value_text(crm_text_of(crm_sprintf(&arena, "OL%llu",
		    (unsigned long long)chance(1000000) + 1)));
	case CRM_T_EMAIL:
		return crm_value_text(crm_text_of(crm_sprintf(&arena,
		    "a%llu.b@x-%llu.example", (unsigned long long)chance(99),
		    (unsigned long long)chance(99))));
	case CRM_T_PHONE:
		return crm_value_text(crm_text_of(crm_sprintf(&arena, "+%lld",
		    (long long)between(10000000, 999999999999999))));
	case CRM_T_EMAILS:
		return crm_value_text(crm_text_of(
		    crm_sprintf(&arena, "a%llu@x.example, b%llu@y.example",
			(unsigned long long)chance(99),
			(unsigned long long)chance(99))));
	case CRM_T_PHONES:
		return crm_value_text(crm_text_of(crm_sprintf(&arena,
		    "+4930%lld, %lld", (long long)between(10000, 99999),
		    (long long)between(110, 99999999))));
	default:
		return crm_value_text(crm_text_of(random_text()));
	}
}

static bool
is_normalised(const struct crm_field *f)
{
	return crm_field_is_bare(f) || f->type == CRM_T_TAGS ||
	    f->type == CRM_T_PHONE;
}

/* A value written and read is the value; of what had to be normalised (tags,
 * numbers, codes, names) the second reading is the first. */
static int
trip_fails(const struct crm_entity *e, const struct crm_field *f)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value v = random_value(f), got = CRM_VALUE_NULL;
	struct crm_text digits = CRM_TEXT("KWD");
	enum crm_status st = CRM_OK;
	int bad;

	if (is_normalised(f))
		st = crm_value_parse(&parse, f, v.t, digits, &v, &err);
	/* The dinar has three decimals, the base currency two. */
	crm_value_format(&b, dict, e, f, v,
	    f->type == CRM_T_MONEY && crm_field_in_base(f) ? 2 : 3);
	if (st == CRM_OK)
		st = crm_value_parse(&parse, f,
		    (struct crm_text){ b.data, b.len }, digits, &got, &err);
	bad = st != CRM_OK || !crm_value_eq(v, got);
	if (bad)
		printf("# %s.%s: '%s' %s\n", e->def->name, f->name,
		    b.len > 0 ? b.data : "",
		    st == CRM_OK ? "is another value" : err.text);
	crm_buf_free(&b);
	return bad;
}

static void
test_trips(void)
{
	for (size_t i = 0; i < dict->n; i++) {
		const struct crm_entity *e = dict->entity[i];
		int bad = 0;

		for (size_t j = 0; j < e->n; j++) {
			if (e->field[j]->type == CRM_T_REF)
				continue;
			for (int k = 0; k < 200; k++)
				bad += trip_fails(e, e->field[j]);
			crm_arena_reset(&arena);
			dict = crm_dict_new(&arena);
			parse.dict = dict;
			e = dict->entity[i];
		}
		is_int(bad, 0, "values survive their text");
	}
}

/* What the quick paths take as normal is so for the slow ones. */
static void
test_quick_paths(void)
{
	static const char letters[] = "ab9._+-@A c";
	const struct crm_field *email = field("lead", "email");
	const struct crm_field *phone = field("lead", "phone");
	struct crm_buf b = CRM_BUF_INIT;
	int bad = 0;

	for (int i = 0; i < 200000; i++) {
		char s[24];
		size_t n = chance(14) + 3;
		struct crm_value v;
		struct crm_text t = { s, n };
		bool good, norm;

		for (size_t j = 0; j < n; j++)
			s[j] = letters[chance(sizeof letters - 1)];
		if (i % 2 == 0)
			memcpy(s + chance(n - 2), "@b.", 3);
		good = crm_value_parse(&parse, email, t, CRM_TEXT(""), &v,
			   NULL) == CRM_OK &&
		    v.kind == CRM_STR;
		crm_buf_clear(&b);
		norm = crm_email_norm(&b, t);
		bad += good != norm ||
		    (good &&
			!crm_text_eq(v.t, (struct crm_text){ b.data, b.len }));
		n = (size_t)snprintf(s, sizeof s, "+%lld",
		    (long long)between(1000000, 99999999999999999));
		t.n = n;
		good = crm_value_parse(
			   &parse, phone, t, CRM_TEXT(""), &v, NULL) == CRM_OK;
		crm_buf_clear(&b);
		norm = crm_phone_norm(&b, t);
		bad += good != norm ||
		    (good &&
			!crm_text_eq(v.t, (struct crm_text){ b.data, b.len }));
		if (bad == 1 && b.len < 200) {
			printf("# %.*s\n", (int)n, s);
			bad++;
		}
	}
	is_int(bad, 0, "the quick paths agree");
	crm_buf_free(&b);
}

static void
test_values(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text in = CRM_TEXT("plain"), key;
	struct crm_value v;
	enum crm_type type;
	struct crm_record r;

	crm_value_parse(
	    &parse, field("lead", "name"), in, CRM_TEXT(""), &v, NULL);
	ok(v.t.p == in.p, "text points into the input");
	ok(crm_value_text(CRM_TEXT("")).kind == CRM_NULL, "empty is null");
	ok(crm_value_eq(CRM_VALUE_NULL, CRM_VALUE_NULL) &&
		!crm_value_eq(CRM_VALUE_NULL, crm_value_int(0)) &&
		!crm_value_eq(crm_value_int(1), crm_value_int(2)),
	    "equality");
	key = crm_value_key(field("lead", "name"), CRM_TEXT("Äb"), &b);
	ok(crm_text_is(key, "äb"), "a folded key");
	key = crm_value_key(field("lead", "city"), CRM_TEXT("Äb"), &b);
	ok(crm_text_is(key, "Äb"), "an exact key");
	crm_buf_clear(&b);
	crm_value_format(&b, dict, crm_dict_find(dict, "deal"),
	    field("deal", "owner"), crm_value_int(3), 2);
	is_str(b.data, "U3", "a reference shows its typed id");
	crm_buf_free(&b);
	ok(crm_type_find("money", &type) && type == CRM_T_MONEY &&
		!crm_type_find("float", &type),
	    "types by name");
	crm_record_init(&r, crm_dict_find(dict, "lead"), &arena);
	crm_record_set(&r, 1, v);
	ok(r.given[1] && crm_value_eq(r.v[1], v) && !r.given[2], "a record");
	crm_record_clear(&r);
	ok(!r.given[1] && r.v[1].kind == CRM_NULL, "cleared");
}

int
main(void)
{
	setenv("TZ", "UTC", 1);
	dict = crm_dict_new(&arena);
	parse = (struct crm_parse){ .dict = dict,
		.clock = &today,
		.base_currency = "CNY",
		.arena = &arena };
	test_samples();
	test_values();
	test_trips();
	test_quick_paths();
	crm_arena_free(&arena);
	return tap_done();
}
