/*
 * stock-cases WHAT NUMBER…: works out one figure of planning or analysis by the
 * library alone, for tests/cases/stock.py.
 *
 *   safety Z MEAN DEVIATION DAYS DAYS-DEVIATION   sigma, safety stock, reorder point
 *   order PROJECTED MIN MAX REORDER-POINT LEAST PACK DEMAND   the quantity
 *   runout HAVE DAY DAILY                         the day
 *   demand HISTORY WITHOUT DEALS
 *   eoq YEAR ORDER HOLDING
 *   promise TODAY FREE ASK [DAY QUANTITY]…        the day, or none
 *   abc VALUE…                                    a class each, descending values
 *   xyz VALUE…                                    variation and class
 */
#include <crm/base/date.h>
#include <crm/base/number.h>
#include <crm/domain/planning.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static double
real(const char *text)
{
	char *end;
	double d = strtod(text, &end);

	if (*text == '\0' || *end != '\0')
		errx(2, "'%s' is not a number", text);
	return d;
}

static int64_t
exact(const char *text)
{
	int64_t n;

	if (crm_number_parse(
		crm_text_of(text), CRM_DECIMAL_DIGITS, 0, &n, NULL) != CRM_OK)
		errx(2, "'%s' is not a quantity", text);
	return n;
}

static int64_t
day(const char *text)
{
	int64_t d;

	if (crm_date_parse(crm_text_of(text), CRM_YMD, &d, NULL) != CRM_OK)
		errx(2, "'%s' is not a day", text);
	return d;
}

static void
print_day(int64_t d)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_date_format(&b, d);
	puts(d == CRM_DATE_MIN ? "none" : b.data);
	crm_buf_free(&b);
}

static void
print_quantity(int64_t q)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_number_format(&b, q, CRM_DECIMAL_DIGITS, false);
	puts(b.data);
	crm_buf_free(&b);
}

static void
safety(char **v)
{
	const struct crm_need n = { real(v[1]), real(v[2]), real(v[3]),
		real(v[4]) };
	double z = real(v[0]);

	printf("%.2f %.2f %.2f\n", crm_need_sigma(&n), crm_safety_stock(&n, z),
	    crm_reorder_point(&n, z));
}

static void
order(char **v)
{
	const struct crm_order_ask a = { .projected = exact(v[0]),
		.min = exact(v[1]),
		.max = exact(v[2]),
		.reorder_point = exact(v[3]),
		.least = exact(v[4]),
		.pack = exact(v[5]),
		.demand = exact(v[6]) > 0 };

	print_quantity(crm_order_quantity(&a));
}

static void
promise(int n, char **v)
{
	struct crm_incoming in[MOST];
	int i;

	for (i = 0; 3 + 2 * i + 1 < n && i < MOST; i++) {
		in[i].day = day(v[3 + 2 * i]);
		in[i].quantity = exact(v[4 + 2 * i]);
	}
	print_day(crm_promise_day(
	    day(v[0]), exact(v[1]), in, (size_t)i, exact(v[2])));
}

static void
abc(int n, char **v)
{
	double all = 0, before = 0;
	int i;

	for (i = 0; i < n; i++)
		all += real(v[i]);
	for (i = 0; i < n; i++) {
		/* Sums of what is given: of shares they would be off. */
		printf("%c %.1f\n", crm_abc(before / all),
		    100 * (before + real(v[i])) / all);
		before += real(v[i]);
	}
}

static void
xyz(int n, char **v)
{
	double x[MOST];
	int i;

	for (i = 0; i < n && i < MOST; i++)
		x[i] = real(v[i]);
	printf("%.4f %c\n", crm_variation(x, (size_t)i),
	    crm_xyz(crm_variation(x, (size_t)i)));
}

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	char **v = argv + 2;
	int n = argc - 2;

	if (strcmp(what, "safety") == 0 && n == 5)
		safety(v);
	else if (strcmp(what, "order") == 0 && n == 7)
		order(v);
	else if (strcmp(what, "runout") == 0 && n == 3)
		print_day(crm_run_out(day(v[1]), real(v[0]), real(v[2])));
	else if (strcmp(what, "demand") == 0 && n == 3)
		printf("%g\n", crm_demand(real(v[0]), real(v[1]), real(v[2])));
	else if (strcmp(what, "eoq") == 0 && n == 3)
		printf("%.2f\n",
		    crm_economic_lot(real(v[0]), real(v[1]), real(v[2])));
	else if (strcmp(what, "promise") == 0 && n >= 3)
		promise(n, v);
	else if (strcmp(what, "abc") == 0 && n > 0)
		abc(n, v);
	else if (strcmp(what, "xyz") == 0 && n > 0)
		xyz(n, v);
	else
		errx(2, "stock-cases: what is '%s' with %d numbers?", what, n);
	return 0;
}
