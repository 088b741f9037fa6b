/* Lines of documents: discounts, tax, spreading, capital figures. */
#include <crm/domain/document.h>

#include <stdlib.h>

#include "../../tap.h"

static const struct {
	const char *in;
	int64_t left; /* -1: refused */
} discounts[] = {
	{ "", CRM_LEFT_ALL },
	{ "15", 850000000000 },
	{ " 12.5% ", 875000000000 },
	{ "45+10+5", 470250000000 },
	{ "50 + 13", 435000000000 },
	{ "100", 0 },
	{ "0", CRM_LEFT_ALL },
	{ "101", -1 },
	{ "-1", -1 },
	{ "5+", -1 },
	{ "+5+", -1 },
	{ "a", -1 },
};

static void
test_discounts(void)
{
	size_t i;

	for (i = 0; i < sizeof discounts / sizeof *discounts; i++) {
		struct crm_err err;
		int64_t left;
		enum crm_status st = crm_discounts_parse(
		    crm_text_of(discounts[i].in), &left, &err);

		is_int(st == CRM_OK ? left : -1, discounts[i].left,
		    discounts[i].in);
	}
}

static void
test_value(void)
{
	int64_t v;

	ok(crm_line_value(3 * CRM_WHOLE, 5000, CRM_LEFT_ALL, 2, &v) && v == 2,
	    "half a cent goes away from zero");
	ok(crm_line_value(-3 * CRM_WHOLE, 5000, CRM_LEFT_ALL, 2, &v) && v == -2,
	    "and so does that of a return");
	ok(crm_line_value(3 * CRM_WHOLE, 1500000, CRM_LEFT_ALL, 0, &v) &&
		v == 5,
	    "a currency without decimals");
	ok(crm_line_value(INT64_C(1000000) * CRM_WHOLE,
	       INT64_C(90000000) * CRM_WHOLE, CRM_LEFT_ALL, 2, &v) &&
		v == CRM_MONEY_MAX,
	    "the largest");
	ok(!crm_line_value(INT64_C(1000000) * CRM_WHOLE,
	       INT64_C(90000001) * CRM_WHOLE, CRM_LEFT_ALL, 2, &v),
	    "beyond it is no money");
	ok(!crm_line_value(INT64_MAX, INT64_MAX, 0, 2, &v),
	    "nor is what nothing is left of");
}

static void
test_tax(void)
{
	struct crm_line_sums x;

	ok(crm_line_tax(10000, 130000, true, &x) && x.net == 8850 &&
		x.tax == 1150 && x.gross == 10000,
	    "100.00 with 13 %% in it");
	ok(crm_line_tax(5250, 120000, true, &x) && x.net == 4688,
	    "the net is rounded, the tax is the rest");
	ok(crm_line_tax(535066, 220000, false, &x) && x.tax == 117715 &&
		x.gross == 652781,
	    "tax of the rounded net");
	ok(crm_line_tax(-5250, 120000, true, &x) && x.net == -4688 &&
		x.tax == -562,
	    "a return is the mirror");
	ok(!crm_line_tax(CRM_MONEY_MAX, 1, false, &x), "more than money");
}

static void
test_spread(void)
{
	int64_t part[3];
	static const int64_t even[] = { 1, 1, 1 }, odd[] = { 3, 7 },
			     mixed[] = { 500, -200, 100 }, none[] = { 5, -5 };

	ok(crm_spread(100, even, 3, part) && part[0] == 34 && part[1] == 33 &&
		part[2] == 33,
	    "the earlier of equals takes the cent");
	ok(crm_spread(-100, even, 3, part) && part[0] == -34 && part[2] == -33,
	    "a negative sum is the mirror");
	ok(crm_spread(5, odd, 2, part) && part[0] == 2 && part[1] == 3,
	    "the larger loss takes it");
	ok(crm_spread(1000, mixed, 3, part) &&
		part[0] + part[1] + part[2] == 1000 && part[0] == 1250 &&
		part[1] == -500,
	    "goods that come back take their share back");
	ok(!crm_spread(1, none, 2, part), "nothing to spread over");
	ok(crm_spread(0, none, 2, part) && part[0] == 0, "nothing to spread");
}

/* Whatever the weights, the parts add up, and none is a unit off its share. */
static void
test_spread_random(void)
{
	unsigned seed = 20261128;
	int round, bad = 0;

	for (round = 0; round < 2000; round++) {
		int64_t w[20], part[20], sum = rand_r(&seed) % 100000, got = 0,
					 all = 0;
		size_t n = 1 + (size_t)rand_r(&seed) % 20, i;

		for (i = 0; i < n; i++)
			all += w[i] = 1 + rand_r(&seed) % 5000;
		if (!crm_spread(sum, w, n, part))
			bad++;
		for (i = 0; i < n; i++) {
			got += part[i];
			bad += llabs(part[i] * all - sum * w[i]) >= all;
		}
		bad += got != sum;
	}
	is_int(bad, 0, "parts add up to the sum, each within a unit");
}

static const struct {
	int64_t amount;
	int digits;
	const char *text;
} capitals[] = {
	{ 140950, 2, "壹仟肆佰零玖元伍角整" },
	{ 600714, 2, "陆仟零柒元壹角肆分" },
	{ 168032, 2, "壹仟陆佰捌拾元零叁角贰分" },
	{ 10700053, 2, "壹拾万柒仟元零伍角叁分" },
	{ 1640902, 2, "壹万陆仟肆佰零玖元零贰分" },
	{ 32504, 2, "叁佰贰拾伍元零肆分" },
	{ 0, 2, "零元整" },
	{ 5, 2, "伍分" },
	{ 50, 2, "伍角整" },
	{ 100, 2, "壹元整" },
	{ 1000, 2, "壹拾元整" },
	{ 10000000, 2, "壹拾万元整" },
	{ 10050000, 2, "壹拾万零伍佰元整" },
	{ 10000050000, 2, "壹亿零伍佰元整" },
	{ 100000500000, 2, "壹拾亿零伍仟元整" },
	{ 100500000000, 2, "壹拾亿零伍佰万元整" },
	{ 120000000000000, 2, "壹万贰仟亿元整" },
	{ 100000000000000, 2, "壹万亿元整" },
	{ 100000000000100, 2, "壹万亿零壹元整" },
	{ CRM_MONEY_MAX, 2, "玖拾万亿元整" },
	{ 1001, 0, "壹仟零壹元整" },
	{ -100, 2, "负壹元整" },
};

static void
test_capital(void)
{
	size_t i;

	for (i = 0; i < sizeof capitals / sizeof *capitals; i++) {
		struct crm_buf b = CRM_BUF_INIT;

		crm_capital(&b, capitals[i].amount, capitals[i].digits);
		is_str(b.data, capitals[i].text, capitals[i].text);
		crm_buf_free(&b);
	}
}

int
main(void)
{
	test_discounts();
	test_value();
	test_tax();
	test_spread();
	test_spread_random();
	test_capital();
	return tap_done();
}
