/*
 * sums: works out documents by the library alone, for the tests that compare
 * with published cases (tests/cases).  Reads from standard input:
 *
 *   document DIGITS in|on            the tax is in the prices, or comes on top
 *   line QUANTITY PRICE RATE OFF     RATE and OFF in percent; OFF as 45+10+5
 *   percent P, amount A              a header discount
 *   end                              a line each: net, tax, gross, share of the
 *                                    header discount; then their totals
 *   spread AMOUNT WEIGHT…            the parts, of two decimals
 *   round VALUE DIGITS               half away from zero
 */
#include <crm/domain/document.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, FINE = 6 };

struct document {
	int digits;
	bool included;
	size_t n;
	int64_t value[MOST], rate[MOST], off[MOST];
};

static int64_t
number(const char *text, int digits)
{
	struct crm_err failure;
	int64_t v;

	if (text == NULL)
		errx(2, "a number is missing");
	if (crm_number_parse(crm_text_of(text), digits, CRM_NUM_PERCENT, &v,
		&failure) != CRM_OK)
		errx(2, "%s", failure.text);
	return v;
}

static const char *
word(void)
{
	return strtok(NULL, " \n");
}

static void
add_line(struct document *d)
{
	int64_t quantity = number(word(), FINE), price = number(word(), FINE);
	const char *off;
	struct crm_err failure;
	int64_t left;

	if (d->n == MOST)
		errx(2, "too many lines");
	d->rate[d->n] = number(word(), FINE) / 100;
	off = word();
	if (crm_discounts_parse(
		crm_text_of(off == NULL ? "" : off), &left, &failure) != CRM_OK)
		errx(2, "%s", failure.text);
	if (!crm_line_value(quantity, price, left, d->digits, &d->value[d->n]))
		errx(4, "no money");
	d->off[d->n++] = 0;
}

static int64_t
sum_of(const struct document *d)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < d->n; i++)
		sum += d->value[i];
	return sum;
}

static void
take_off(struct document *d, int64_t amount)
{
	size_t i;

	if (!crm_spread(amount, d->value, d->n, d->off))
		errx(4, "nothing to spread over");
	for (i = 0; i < d->n; i++)
		d->value[i] -= d->off[i];
}

static void
put(const int64_t *v, size_t n, int digits)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		crm_number_format(&b, v[i], digits, true);
		crm_buf_char(&b, i + 1 < n ? ' ' : '\n');
	}
	fwrite(b.data, 1, b.len, stdout);
	crm_buf_free(&b);
}

static void
end(const struct document *d)
{
	int64_t all[4] = { 0 };
	size_t i, k;

	for (i = 0; i < d->n; i++) {
		struct crm_line_sums s;
		int64_t v[4];

		if (!crm_line_tax(d->value[i], d->rate[i], d->included, &s))
			errx(4, "no money");
		v[0] = s.net;
		v[1] = s.tax;
		v[2] = s.gross;
		v[3] = d->off[i];
		put(v, 4, d->digits);
		for (k = 0; k < 4; k++)
			all[k] += v[k];
	}
	put(all, 4, d->digits);
}

static void
spread(void)
{
	int64_t sum = number(word(), 2), weight[MOST], part[MOST];
	const char *w;
	size_t n = 0;

	while ((w = word()) != NULL && n < MOST)
		weight[n++] = number(w, 0);
	if (!crm_spread(sum, weight, n, part))
		errx(4, "nothing to spread over");
	put(part, n, 2);
}

static void
round_one(void)
{
	int64_t fine = number(word(), FINE), v;
	int digits = (int)number(word(), 0);

	v = crm_div_round(fine, crm_pow10(FINE - digits));
	put(&v, 1, digits);
}

static void
obey(struct document *d, const char *what)
{
	if (strcmp(what, "document") == 0) {
		d->digits = (int)number(word(), 0);
		d->included = strcmp(word(), "in") == 0;
		d->n = 0;
	} else if (strcmp(what, "line") == 0)
		add_line(d);
	else if (strcmp(what, "percent") == 0)
		take_off(
		    d, crm_share_of(sum_of(d), number(word(), FINE) / 100));
	else if (strcmp(what, "amount") == 0)
		take_off(d, number(word(), d->digits));
	else if (strcmp(what, "end") == 0)
		end(d);
	else if (strcmp(what, "spread") == 0)
		spread();
	else if (strcmp(what, "round") == 0)
		round_one();
	else
		errx(2, "%s is unknown", what);
}

int
main(void)
{
	struct document d = { .digits = 2 };
	char line[1024];

	while (fgets(line, sizeof line, stdin) != NULL) {
		const char *what = strtok(line, " \n");

		if (what != NULL)
			obey(&d, what);
	}
	return 0;
}
