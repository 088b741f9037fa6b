/* Numbers: what people write, what is stored, what is shown. */
#include <crm/base/number.h>

#include <stdlib.h>

#include "../tap.h"

enum {
	C = CRM_NUM_COMMA,
	P = CRM_NUM_PERCENT,
	M = CRM_NUM_MONEY,
	D = CRM_NUM_DOUBT,
	O = CRM_NUM_POINT,
	H = CRM_NUM_PEOPLE,
	R = CRM_NUM_ROUND,
	I = CRM_NUM_IMPORT,
};

#define HINT \
	" is not a number with thousands separators; a decimal comma" \
	" needs --decimal-comma"
#define TWO_WAYS \
	" can be read in two ways; --decimal-point says that its point is a" \
	" decimal sign, --decimal-comma that it parts thousands"
#define LOST " has an exponent; a spreadsheet may have destroyed the number"

static const struct {
	struct crm_text in;
	int digits, flags;
	int64_t want;
} good[] = {
	{ CRM_TEXT("0"), 2, 0, 0 },
	{ CRM_TEXT("12"), 2, 0, 1200 },
	{ CRM_TEXT("12.3"), 2, 0, 1230 },
	{ CRM_TEXT("12.34"), 2, 0, 1234 },
	{ CRM_TEXT("-12.34"), 2, 0, -1234 },
	{ CRM_TEXT("+12.34"), 2, 0, 1234 },
	{ CRM_TEXT("12.34-"), 2, 0, -1234 },
	{ CRM_TEXT("(12.34)"), 2, 0, -1234 },
	{ CRM_TEXT("( 1,234 )"), 0, 0, -1234 },
	{ CRM_TEXT("-0"), 2, 0, 0 },
	{ CRM_TEXT("5."), 2, 0, 500 },
	{ CRM_TEXT(".5"), 2, 0, 50 },
	{ CRM_TEXT("-.5"), 2, 0, -50 },
	{ CRM_TEXT("007"), 0, 0, 7 },
	{ CRM_TEXT("12.3400000"), 2, 0, 1234 },
	{ CRM_TEXT("12.000"), 0, 0, 12 },
	{ CRM_TEXT("1,500,000.00"), 2, 0, 150000000 },
	{ CRM_TEXT("1 500 000"), 0, 0, 1500000 },
	{ CRM_TEXT("1\u00A0500\u202F000"), 0, 0, 1500000 },
	{ CRM_TEXT("1'500'000.5"), 1, 0, 15000005 },
	{ CRM_TEXT("1’500"), 0, 0, 1500 },
	{ CRM_TEXT(" 42\t"), 0, 0, 42 },
	{ CRM_TEXT("１，２３４．５６"), 2, 0, 123456 },
	{ CRM_TEXT("－１２"), 0, 0, -12 },
	{ CRM_TEXT("\u221212"), 0, 0, -12 },
	{ CRM_TEXT("（１２）"), 0, 0, -12 },
	{ CRM_TEXT("1.234,56"), 2, C, 123456 },
	{ CRM_TEXT("1,5"), 2, C, 150 },
	{ CRM_TEXT("1.500"), 2, C, 150000 },
	{ CRM_TEXT("15%"), 6, P, 15000000 },
	{ CRM_TEXT("15 %"), 6, P, 15000000 },
	{ CRM_TEXT("-1.5％"), 6, P, -1500000 },
	{ CRM_TEXT("(15%)"), 0, P, -15 },
	{ CRM_TEXT("¥1,234"), 2, M, 123400 },
	{ CRM_TEXT("￥1,234.5"), 2, M, 123450 },
	{ CRM_TEXT("-¥5"), 2, M, -500 },
	{ CRM_TEXT("¥-5"), 2, M, -500 },
	{ CRM_TEXT("(¥5)"), 2, M, -500 },
	{ CRM_TEXT("€ 5"), 2, M, 500 },
	{ CRM_TEXT("5€"), 2, M, 500 },
	{ CRM_TEXT("5元"), 2, M, 500 },
	{ CRM_TEXT("CNY 1,234.00"), 2, M, 123400 },
	{ CRM_TEXT("1,234.00 usd"), 2, M, 123400 },
	{ CRM_TEXT("$5 USD"), 2, M, 500 },
	{ CRM_TEXT("RMB5"), 2, M, 500 },
	{ CRM_TEXT("9223372036854775807"), 0, 0, INT64_MAX },
	{ CRM_TEXT("-9223372036854775808"), 0, 0, INT64_MIN },
	{ CRM_TEXT("92233720368547758.07"), 2, 0, INT64_MAX },
	{ CRM_TEXT("000000000000000000000000000001"), 0, 0, 1 },
	{ CRM_TEXT("0.000000000000000000000000000000"), 2, 0, 0 },
	/* Three digits behind a point: what is in no doubt. */
	{ CRM_TEXT("0.000"), 2, D, 0 },
	{ CRM_TEXT("-0.000"), 2, D | M, 0 },
	{ CRM_TEXT("0.500"), 2, D, 50 },
	{ CRM_TEXT("12.50"), 2, D, 1250 },
	{ CRM_TEXT("12.5000"), 2, D, 1250 },
	{ CRM_TEXT("1234.500"), 2, D, 123450 },
	{ CRM_TEXT("1,234.500"), 2, D, 123450 },
	{ CRM_TEXT("25,000"), 2, D, 2500000 },
	{ CRM_TEXT("25.000"), 2, D | O, 2500 },
	{ CRM_TEXT("25.000"), 2, D | C, 2500000 },
	{ CRM_TEXT("25.000"), 0, D | C, 25000 },
	{ CRM_TEXT("1.500"), 3, D, 1500 },
	{ CRM_TEXT("1.234"), 6, D, 1234000 },
	{ CRM_TEXT("12.5"), 6, D, 12500000 },
	/* As people say it. */
	{ CRM_TEXT("3万"), 2, H, 3000000 },
	{ CRM_TEXT("1.2万元"), 2, H | M, 1200000 },
	{ CRM_TEXT("¥ 1.2 万"), 2, H | M, 1200000 },
	{ CRM_TEXT("1.23456万"), 2, H | M, 1234560 },
	{ CRM_TEXT("3亿"), 2, H, 30000000000 },
	{ CRM_TEXT("２．５億"), 0, H, 250000000 },
	{ CRM_TEXT("3百万"), 0, H, 3000000 },
	{ CRM_TEXT("5千"), 0, H, 5000 },
	{ CRM_TEXT("5k"), 2, H, 500000 },
	{ CRM_TEXT("-5K"), 2, H, -500000 },
	{ CRM_TEXT("(5k)"), 2, H, -500000 },
	{ CRM_TEXT("$1.5M"), 2, H | M, 150000000 },
	{ CRM_TEXT("1.5 million USD"), 2, H | M, 150000000 },
	{ CRM_TEXT("3w"), 0, H, 30000 },
	{ CRM_TEXT("2.5 lakh"), 2, H, 25000000 },
	{ CRM_TEXT("1 crore"), 0, H, 10000000 },
	{ CRM_TEXT("US$ 7"), 2, H | M, 700 },
	{ CRM_TEXT("HK$1,234.50"), 2, H | M, 123450 },
	{ CRM_TEXT("-US$7"), 2, H | M, -700 },
	{ CRM_TEXT("1,00,000"), 2, H, 10000000 },
	{ CRM_TEXT("12,34,567.89"), 2, H, 123456789 },
	{ CRM_TEXT("1,234,567"), 2, H, 123456700 },
	{ CRM_TEXT("1,234"), 2, H, 123400 },
	/* Rounded half away from zero. */
	{ CRM_TEXT("1234.567"), 2, R, 123457 },
	{ CRM_TEXT("0.005"), 2, R, 1 },
	{ CRM_TEXT("-0.005"), 2, R, -1 },
	{ CRM_TEXT("0.0049999"), 2, R, 0 },
	{ CRM_TEXT("99.999"), 2, R, 10000 },
	{ CRM_TEXT("2.5"), 0, R, 3 },
	{ CRM_TEXT("12.34"), 2, R, 1234 },
	{ CRM_TEXT("12.3456789012345678901234567890"), 2, R, 1235 },
};

static const struct {
	struct crm_text in;
	int digits, flags;
	const char *want;
} bad[] = {
	{ CRM_TEXT(""), 2, 0, "'' is not a number" },
	{ CRM_TEXT("  "), 2, 0, "'  ' is not a number" },
	{ CRM_TEXT("abc"), 2, 0, "'abc' is not a number" },
	{ CRM_TEXT("-"), 2, 0, "'-' is not a number" },
	{ CRM_TEXT("."), 2, 0, "'.' is not a number" },
	{ CRM_TEXT(","), 2, 0, "',' is not a number" },
	{ CRM_TEXT("()"), 2, 0, "'()' is not a number" },
	{ CRM_TEXT("--5"), 2, 0, "'--5' is not a number" },
	{ CRM_TEXT("(-5)"), 2, 0, "'(-5)' is not a number" },
	{ CRM_TEXT("(5"), 2, 0, "'(5' is not a number" },
	{ CRM_TEXT("12x"), 2, 0, "'12x' is not a number" },
	{ CRM_TEXT("0x10"), 2, 0, "'0x10' is not a number" },
	{ CRM_TEXT("nan"), 2, 0, "'nan' is not a number" },
	{ CRM_TEXT("inf"), 2, M, "'inf' is not a number" },
	{ CRM_TEXT("12\0"), 2, 0, "'12\\x00' is not a number" },
	{ CRM_TEXT("12\xFF"), 2, 0, "'12\\xff' is not a number" },
	{ CRM_TEXT("1\n2"), 2, 0, "'1\\n2' is not a number" },
	{ CRM_TEXT("12万"), 2, M, "'12万' is not a number" },
	{ CRM_TEXT("12 pcs"), 2, M, "'12 pcs' is not a number" },
	{ CRM_TEXT("$$5"), 2, M, "'$$5' is not a number" },
	{ CRM_TEXT("USDX 5"), 2, M, "'USDX 5' is not a number" },
	{ CRM_TEXT("1,50"), 2, I, "'1,50'" HINT },
	{ CRM_TEXT("1,50"), 2, 0,
	    "'1,50' is not a number with thousands separators; its decimals"
	    " stand behind a point" },
	{ CRM_TEXT("0,123"), 2, I, "'0,123'" HINT },
	{ CRM_TEXT("1.234,56"), 2, I, "'1.234,56'" HINT },
	{ CRM_TEXT("1.234.567"), 2, I, "'1.234.567'" HINT },
	{ CRM_TEXT("12,34,567"), 2, 0,
	    "'12,34,567' is not a number with thousands separators" },
	{ CRM_TEXT("1,234 567"), 2, 0,
	    "'1,234 567' is not a number with thousands separators" },
	{ CRM_TEXT("1,,234"), 2, 0,
	    "'1,,234' is not a number with thousands separators" },
	{ CRM_TEXT("1234,567"), 2, I, "'1234,567'" HINT },
	{ CRM_TEXT("1.50"), 2, C,
	    "'1.50' is not a number with thousands"
	    " separators; with --decimal-comma the dot is one" },
	{ CRM_TEXT("12.345"), 2, 0, "'12.345' has more than 2 decimals" },
	{ CRM_TEXT("12.34"), 1, 0, "'12.34' has more than 1 decimal" },
	{ CRM_TEXT("12.5"), 0, 0, "'12.5' is not a whole number" },
	{ CRM_TEXT("1.18E+11"), 2, 0, "'1.18E+11'" LOST },
	{ CRM_TEXT("1e5"), 2, 0, "'1e5'" LOST },
	{ CRM_TEXT("1e"), 2, 0, "'1e' is not a number" },
	{ CRM_TEXT("25.000"), 2, D | I, "'25.000'" TWO_WAYS },
	{ CRM_TEXT("-1.500"), 2, D | I, "'-1.500'" TWO_WAYS },
	{ CRM_TEXT("€ 25.000"), 2, D | I | M, "'€ 25.000'" TWO_WAYS },
	{ CRM_TEXT("12.345"), 2, D | I, "'12.345'" TWO_WAYS },
	{ CRM_TEXT("25.000"), 0, D | I, "'25.000'" TWO_WAYS },
	{ CRM_TEXT("1.500"), 6, D | I, "'1.500'" TWO_WAYS },
	{ CRM_TEXT("25.000"), 2, D,
	    "'25.000' can be read in two ways; write it without a point, or"
	    " with fewer decimals" },
	{ CRM_TEXT("12.345"), 2, D | O | I,
	    "'12.345' has more than 2 decimals; --round rounds it" },
	{ CRM_TEXT("2.5"), 0, I, "'2.5' is not a whole number" },
	{ CRM_TEXT("2.5"), 0, I | M,
	    "'2.5' is not a whole number; --round rounds it" },
	{ CRM_TEXT("3万"), 2, I,
	    "'3万' is not a plain number; say --numbers people to read it" },
	{ CRM_TEXT("US$ 7"), 2, I | M,
	    "'US$ 7' is not a plain number; say --numbers people to read it" },
	{ CRM_TEXT("1,00,000"), 2, I,
	    "'1,00,000' is not a number with thousands separators; say"
	    " --numbers people to read it" },
	{ CRM_TEXT("5k"), 2, 0, "'5k' is not a number" },
	{ CRM_TEXT("k"), 2, H, "'k' is not a number" },
	{ CRM_TEXT("万"), 2, H, "'万' is not a number" },
	{ CRM_TEXT("5kk"), 2, H, "'5kk' is not a number" },
	{ CRM_TEXT("3万5千"), 2, H, "'3万5千' is not a number" },
	{ CRM_TEXT("1,0,000"), 2, H,
	    "'1,0,000' is not a number with thousands separators" },
	{ CRM_TEXT("X$7"), 2, H | M, "'X$7' is not a number" },
	{ CRM_TEXT("9亿亿亿"), 2, H, "'9亿亿亿' is not a number" },
	{ CRM_TEXT("15%"), 2, 0,
	    "'15%' has a percent sign; a plain number is expected" },
	{ CRM_TEXT("¥15"), 2, 0,
	    "'¥15' has a currency; a plain number is expected" },
	{ CRM_TEXT("9223372036854775808"), 0, 0,
	    "'9223372036854775808' is too large a number" },
	{ CRM_TEXT("-9223372036854775809"), 0, 0,
	    "'-9223372036854775809' is too large a number" },
	{ CRM_TEXT("92233720368547758.08"), 2, 0,
	    "'92233720368547758.08' is too large a number" },
	{ CRM_TEXT("99999999999999999"), 6, 0,
	    "'99999999999999999' is too large a number" },
	{ CRM_TEXT("999999999999999999999999999999999999999999999999999999999"
		   "9999999"),
	    0, 0,
	    "'99999999999999999999999999999999999999999999"
	    "999999999999999…' is too large a number" },
};

static const struct {
	const char *in;
	enum crm_separators want;
} says[] = {
	{ "", CRM_SEP_PLAIN },
	{ "abc", CRM_SEP_PLAIN },
	{ "1500", CRM_SEP_PLAIN },
	{ "0.000", CRM_SEP_PLAIN },
	{ "25,000", CRM_SEP_PLAIN },
	{ "1 500", CRM_SEP_PLAIN },
	{ "12.5", CRM_SEP_POINT },
	{ "0.500", CRM_SEP_POINT },
	{ "1234.567", CRM_SEP_POINT },
	{ "1,234.5", CRM_SEP_POINT },
	{ "1,234,567", CRM_SEP_POINT },
	{ "1 234.567", CRM_SEP_POINT },
	{ "12,5", CRM_SEP_COMMA },
	{ "0,500", CRM_SEP_COMMA },
	{ "1.234,56", CRM_SEP_COMMA },
	{ "1.234.567", CRM_SEP_COMMA },
	{ "(€ 12,50)", CRM_SEP_COMMA },
	{ "25.000", CRM_SEP_EITHER },
	{ "-1.500 €", CRM_SEP_EITHER },
	{ "31.12.2024", CRM_SEP_PLAIN },
	{ "3.50.", CRM_SEP_PLAIN },
	{ "1,2,3", CRM_SEP_PLAIN },
	{ "192.168.1.10", CRM_SEP_PLAIN },
};

static void
separators(void)
{
	for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
		is_int(crm_number_separators(crm_text_of(says[i].in), M),
		    says[i].want, says[i].in);
}

static void
rounding(void)
{
	bool rounded = true;
	int64_t v;

	is_int(crm_number_read(CRM_TEXT("1.50"), 2, R, 1, &v, &rounded, NULL),
	    CRM_OK, "nothing to round");
	ok(!rounded, "is not told");
	crm_number_read(CRM_TEXT("1.505"), 2, R, 1, &v, &rounded, NULL);
	ok(rounded, "what was rounded is");
	crm_number_read(CRM_TEXT("1.500000"), 2, R, 1, &v, &rounded, NULL);
	ok(!rounded, "noughts are not");
}

/* Whose currency a number says that it is in. */
static void
said_currency(void)
{
	static const struct {
		const char *in, *currency;
		bool is;
	} said[] = {
		{ "7", "CNY", true },
		{ "7k", "CNY", true },
		{ "7 mln", "CNY", true },
		{ "CNY 7", "CNY", true },
		{ "7 rmb", "CNY", true },
		{ "RMB 7", "USD", false },
		{ "USD 7 CNY", "CNY", false },
		{ "USD 7 CNY", "USD", false },
		{ "CNY 7 CNY", "CNY", true },
		{ "7k USD", "CNY", false },
		{ "7k USD", "USD", true },
		{ "EUR 2 million", "CNY", false },
		{ " -us$ 7", "USD", true },
		{ " -us$ 7", "CAD", false },
		{ "US$ 7 CNY", "USD", false },
		{ "HK$7", "HKD", true },
		{ "$7", "CAD", true },
		{ "$7", "CNY", false },
		{ "\uff047", "CNY", false },
		{ "\uff35\uff33\uff24 7", "CNY", false },
		{ "\uff35\uff33\uff047", "CAD", false },
		{ "\u00a57", "JPY", true },
		{ "7k\u5143", "CNY", true },
		{ "7k\u5143", "JPY", false },
		{ "JP\u00a57", "CNY", false },
		{ "\u20ac7", "CNY", false },
	};

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
		is_int(crm_number_is_in(crm_text_of(said[i].in),
			   crm_text_of(said[i].currency)),
		    said[i].is, said[i].in);
}

static void
tables(void)
{
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct crm_err err = { 0 };
		int64_t v = -77;
		char q[CRM_QUOTE_SIZE];
		enum crm_status status = crm_number_parse(
		    good[i].in, good[i].digits, good[i].flags, &v, &err);

		ok(status == CRM_OK && v == good[i].want,
		    "%s is %lld (%lld %s)", crm_quote(q, good[i].in),
		    (long long)good[i].want, (long long)v, err.text);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct crm_err err = { 0 };
		int64_t v;

		is_int(crm_number_parse(
			   bad[i].in, bad[i].digits, bad[i].flags, &v, &err),
		    CRM_INVALID, "refused");
		is_str(err.text, bad[i].want, "message");
	}
}

static void
hostile(void)
{
	size_t size = 1 << 20;
	char *big = malloc(size);
	struct crm_err err;
	int64_t v;

	memset(big, '9', size);
	is_int(crm_number_parse((struct crm_text){ big, size }, 2, 0, &v, &err),
	    CRM_INVALID, "a million nines");
	memset(big, '(', size);
	is_int(crm_number_parse((struct crm_text){ big, size }, 2, M, &v, &err),
	    CRM_INVALID, "a million brackets");
	is_int(crm_number_parse((struct crm_text){ NULL, 0 }, 2, 0, &v, NULL),
	    CRM_INVALID, "NULL, and no error wanted");
	free(big);
	srand(3);
	for (int i = 0; i < 300000; i++) {
		static const char from[] = "0123456789.,-+()%' eE$UD\xFF\xC2";
		char s[24];
		size_t n = (size_t)rand() % sizeof s;

		for (size_t j = 0; j < n; j++)
			s[j] = from[(size_t)rand() % sizeof from];
		crm_number_parse((struct crm_text){ s, n }, rand() % 9,
		    rand() % 8, &v, &err);
	}
	ok(1, "noise is survived");
}

static uint64_t state = 88172645463325252u;

static int64_t
random_int(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)state >> (state >> 5) % 64;
}

static void
round_trips(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	int wrong = 0, grouped = 0;

	for (int i = 0; i < 300000; i++) {
		int64_t v = i == 0 ? INT64_MIN
		    : i == 1       ? INT64_MAX
				   : random_int();
		int64_t back = 0;
		int digits = i % 9;
		bool fixed = i / 9 % 2;

		crm_buf_clear(&b);
		crm_number_format(&b, v, digits, fixed);
		wrong += crm_number_parse((struct crm_text){ b.data, b.len },
			     digits, 0, &back, NULL) != CRM_OK ||
		    back != v;
		crm_buf_clear(&b);
		crm_number_group(&b, v, digits, fixed);
		grouped += crm_number_parse((struct crm_text){ b.data, b.len },
			       digits, 0, &back, NULL) != CRM_OK ||
		    back != v;
	}
	is_int(wrong, 0, "parse of format is identity");
	is_int(grouped, 0, "parse of group is identity");
	crm_buf_free(&b);
}

static const char *
shown(int64_t v, int digits, bool fixed, bool group)
{
	static struct crm_buf b;

	crm_buf_clear(&b);
	(group ? crm_number_group : crm_number_format)(&b, v, digits, fixed);
	return b.data;
}

static void
formats(void)
{
	is_str(shown(1200, 2, true, false), "12.00", "fixed");
	is_str(shown(1200, 2, false, false), "12", "short");
	is_str(shown(150000, 6, false, false), "0.15", "share");
	is_str(shown(-5, 2, true, false), "-0.05", "below one");
	is_str(shown(0, 2, true, false), "0.00", "zero");
	is_str(shown(0, 6, false, false), "0", "short zero");
	is_str(shown(100, 0, false, false), "100", "zeros before the point");
	is_str(shown(INT64_MIN, 0, true, false), "-9223372036854775808",
	    "the least");
	is_str(shown(INT64_MIN, 2, true, true), "-92,233,720,368,547,758.08",
	    "grouped");
	is_str(shown(99999, 2, true, true), "999.99", "no group");
	is_str(shown(100000, 2, true, true), "1,000.00", "one group");
	is_str(shown(1, 18, true, false), "0.000000000000000001", "18 digits");
}

static void
arithmetic(void)
{
	int64_t v;
	int wrong = 0;

	is_int(crm_div_round(5, 2), 3, "half up");
	is_int(crm_div_round(-5, 2), -3, "half down below zero");
	is_int(crm_div_round(5, -2), -3, "negative divisor");
	is_int(crm_div_round(-5, -2), 3, "both negative");
	is_int(crm_div_round(4, 3), 1, "down");
	is_int(crm_div_round(-4, 3), -1, "toward zero");
	is_int(crm_div_round(0, 7), 0, "zero");
	is_int(crm_div_round((__int128)INT64_MAX * INT64_MAX, INT64_MAX),
	    INT64_MAX, "wide");
	ok(crm_mul_div(INT64_MAX, INT64_MAX, INT64_MAX, &v) && v == INT64_MAX,
	    "product beyond 64 bits");
	ok(crm_mul_div(INT64_MIN, INT64_MIN, INT64_MIN, &v) && v == INT64_MIN,
	    "the least");
	ok(!crm_mul_div(INT64_MAX, 2, 1, &v), "quotient beyond 64 bits");
	ok(!crm_mul_div(INT64_MIN, -1, 1, &v), "by one");
	ok(crm_mul_div(1, 1, 2, &v) && v == 1, "a half");
	ok(crm_mul_div(-1, 1, 2, &v) && v == -1, "minus a half");
	for (int a = -50; a <= 50; a++) {
		for (int b = -9; b <= 9; b++) {
			int64_t q;

			if (b == 0)
				continue;
			q = crm_div_round(a, b);
			/* |a - q b| <= |b| / 2, and away where equal. */
			wrong += 2 * llabs(a - q * b) > llabs(b) ||
			    (2 * llabs(a - q * b) == llabs(b) &&
				llabs(q * b) < llabs(a));
		}
	}
	is_int(wrong, 0, "nearest, half away from zero");
	is_int(crm_by_int64(&(int64_t){ INT64_MIN }, &(int64_t){ INT64_MAX }),
	    -1, "the order of the farthest");
	is_int(crm_by_int64(&(int64_t){ 2 }, &(int64_t){ 1 }), 1, "2, 1");
	is_int(crm_by_int64(&(int64_t){ 1 }, &(int64_t){ 1 }), 0, "1, 1");
	is_int(crm_pow10(0), 1, "10^0");
	is_int(crm_pow10(18), INT64_C(1000000000000000000), "10^18");
}

static void
currencies(void)
{
	is_int(crm_currency_digits("CNY"), 2, "CNY");
	is_int(crm_currency_digits("JPY"), 0, "JPY");
	is_int(crm_currency_digits("KWD"), 3, "KWD");
	is_int(crm_currency_digits("CLF"), 4, "CLF");
	is_int(crm_currency_digits("AED"), 2, "the first");
	is_int(crm_currency_digits("ZWL"), 2, "the last");
	is_int(crm_currency_digits("XYZ"), -1, "unknown");
	is_int(crm_currency_digits("cny"), -1, "lower case");
	is_int(crm_currency_digits("CNYX"), -1, "too long");
	is_int(crm_currency_digits("XAU"), -1, "gold has no minor unit");
	is_int(crm_currency_digits(NULL), 2, "NULL");
	is_int(crm_currency_digits(""), 2, "empty");
	is_int(crm_currency_digits_n((struct crm_text){ "EURO", 3 }), 2, "EUR");
	for (const char *p =
		 "AEDAFNARSAUDBRLCADCHFCZKDKKEURGBPHKDIDRINRKRWMOP"
		 "MXNMYRNOKNZDPHPPLNRUBSARSEKSGDTHBTRYTWDUAHUSDVNDZAR";
	     *p; p += 3)
		ok(crm_currency_digits_n((struct crm_text){ p, 3 }) >= 0,
		    "%.3s", p);
}

int
main(void)
{
	tables();
	separators();
	rounding();
	said_currency();
	hostile();
	round_trips();
	formats();
	arithmetic();
	currencies();
	return tap_done();
}
