/*
 * simulate: random numbers and draws by the library alone, for the tests that
 * compare with published cases (tests/cases).  Reads from standard input:
 *
 *   splitmix SEED N, xoshiro S S S S N     the numbers, a line
 *   draws SEED N TARGET [ID CHANCE AMOUNT]…
 *       a line: mean, variance, p10, p50, p90, draws that reach the target, the
 *       mean of the draws, then each sum that came and how often
 */
#include <crm/base/number.h>
#include <crm/base/prng.h>
#include <crm/model/model.h>
#include <crm/report/simulate.h>

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static const char *
word(void)
{
	const char *w = strtok(NULL, " \n");

	if (w == NULL)
		errx(2, "a word is missing");
	return w;
}

static uint64_t
number(void)
{
	return strtoull(word(), NULL, 10);
}

static void
splitmix(void)
{
	uint64_t state = number(), n = number();

	while (n-- > 0)
		printf("%llu%c", (unsigned long long)crm_splitmix(&state),
		    n > 0 ? ' ' : '\n');
}

static void
xoshiro(void)
{
	struct crm_prng p;
	uint64_t n;
	int i;

	for (i = 0; i < 4; i++)
		p.s[i] = number();
	for (n = number(); n-- > 0;)
		printf("%llu%c", (unsigned long long)crm_prng_next(&p),
		    n > 0 ? ' ' : '\n');
}

static size_t
chances(struct crm_chance *c)
{
	const double fine = 1000000;
	const char *id;
	size_t n = 0;

	for (; n < MOST && (id = strtok(NULL, " \n")) != NULL; n++) {
		c[n] = (struct crm_chance){ .id = strtoll(id, NULL, 10) };
		crm_chance_set(
		    &c[n], llround(strtod(word(), NULL) * fine), (int64_t)fine);
		c[n].amount = (int64_t)number();
	}
	return n;
}

static void
put_sums(const int64_t *sum, size_t n)
{
	size_t i, from;

	for (from = i = 0; i < n; from = i) {
		while (i < n && sum[i] == sum[from])
			i++;
		printf(" %lld %zu", (long long)sum[from], i - from);
	}
	putchar('\n');
}

static void
draws(void)
{
	struct crm_chance c[MOST];
	uint64_t seed = number(), n = number();
	int64_t target = (int64_t)number(), *sum = calloc(n + 1, sizeof *sum);
	size_t deals = chances(c), i, met = 0;
	double mean, variance, all = 0;

	if (sum == NULL)
		errx(2, "no memory");
	crm_expect(c, deals, &mean, &variance);
	crm_simulate(c, deals, seed, n, sum);
	qsort(sum, n, sizeof *sum, crm_by_int64);
	for (i = 0; i < n; i++) {
		met += sum[i] >= target;
		all += (double)sum[i];
	}
	printf("%.10g %.10g %lld %lld %lld %zu %.10g", mean, variance,
	    (long long)crm_quantile(sum, n, 10),
	    (long long)crm_quantile(sum, n, 50),
	    (long long)crm_quantile(sum, n, 90), met, all / (double)n);
	put_sums(sum, n);
	free(sum);
}

int
main(void)
{
	static char line[1 << 14];

	while (fgets(line, sizeof line, stdin) != NULL) {
		const char *what = strtok(line, " \n");

		if (what == NULL)
			continue;
		if (strcmp(what, "splitmix") == 0)
			splitmix();
		else if (strcmp(what, "xoshiro") == 0)
			xoshiro();
		else if (strcmp(what, "draws") == 0)
			draws();
		else
			errx(2, "%s is unknown", what);
	}
	return 0;
}
