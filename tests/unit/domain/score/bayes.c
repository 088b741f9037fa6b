/* The arithmetic of the learned probability. */
#include <crm/domain/bayes.h>

#include "../../tap.h"

#include <math.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
log_odds(void)
{
	struct crm_bayes_sums all = { 100, 50, 2 };
	double want = log(60.1 / 100.2) - log(10.1 / 50.2);

	ok(fabs(crm_bayes_log_odds(60, 10, &all) - want) < 1e-12,
	    "counts begin with 0.1");
	ok(isfinite(crm_bayes_log_odds(0, 10, &all)), "never won is finite");
	is_int(crm_bayes_probability(0), 500000, "even odds");
	is_int(crm_bayes_probability(log(3)), 750000, "three to one");
	is_int(crm_bayes_probability(1000), 1000000, "certain");
	is_int(crm_bayes_probability(-1000), 0, "hopeless");
	ok(fabs(crm_bayes_surprise(0, true) - log(2)) < 1e-12,
	    "even odds surprise by ln 2");
	ok(fabs(crm_bayes_surprise(log(3), false) - log(4)) < 1e-12,
	    "lost at three to one: ln 4");
	ok(fabs(crm_bayes_surprise(-5000, true) - 5000) < 1e-9,
	    "what was all but impossible is finite");
	is_int(crm_bayes_prior(75, 25), 1098612, "ln 3");
	is_int(crm_bayes_millionths(0.0000005), 1, "half away from zero");
	is_int(crm_bayes_millionths(-0.0000005), -1, "either way");
}

static void
bins(void)
{
	int64_t v[100], edge[CRM_BAYES_EDGES];
	size_t n, i;

	is_int((int64_t)crm_bayes_edges(NULL, 0, false, edge), 0,
	    "nothing has no bins");
	for (i = 0; i < 100; i++)
		v[i] = (int64_t)i;
	n = crm_bayes_edges(v, 100, true, edge);
	is_int((int64_t)n, 9, "ten deciles");
	is_int(edge[0], 10, "the first ends");
	is_int(edge[8], 90, "the last begins");
	is_int((int64_t)crm_bayes_bin(edge, n, 9), 0, "below the first edge");
	is_int((int64_t)crm_bayes_bin(edge, n, 10), 1, "on an edge");
	is_int((int64_t)crm_bayes_bin(edge, n, INT64_MAX), 9, "above all");
	is_int((int64_t)crm_bayes_edges(v, 100, false, edge), 9,
	    "nothing is common: the same");

	/* 40 zeros, then 1 … 60. */
	for (i = 0; i < 100; i++)
		v[i] = i < 40 ? 0 : (int64_t)i - 39;
	n = crm_bayes_edges(v, 100, true, edge);
	is_int((int64_t)n, 6, "plain deciles fall together");
	is_int(edge[0], 1, "at 0");
	n = crm_bayes_edges(v, 100, false, edge);
	is_int((int64_t)n, 10, "a common number, and ten deciles of the rest");
	is_int(edge[0], 1, "the zeros are alone");
	is_int(edge[1], 7, "the rest is parted evenly");

	for (i = 0; i < 100; i++)
		v[i] = 5;
	is_int((int64_t)crm_bayes_edges(v, 100, false, edge), 0,
	    "one number is one bin");
	is_int((int64_t)crm_bayes_edges(v, 100, true, edge), 0, "plainly too");
	/* Ten numbers, each a tenth: the most edges there can be. */
	for (i = 0; i < 100; i++)
		v[i] = (int64_t)(i / 10);
	is_int((int64_t)crm_bayes_edges(v, 100, false, edge), 9,
	    "ten common numbers are ten bins");
}

/* Two fields that say the same, and one that says nothing. */
static void
weights(void)
{
	enum { N = 400, FIELDS = 3 };
	static uint32_t value[N * FIELDS];
	static bool won[N];
	struct crm_bayes_sums all = { 200, 200, 2 };
	double odds[2] = { crm_bayes_log_odds(150, 50, &all),
		crm_bayes_log_odds(50, 150, &all) };
	double none[2] = { 0, 0 };
	const double *table[FIELDS] = { odds, odds, none };
	struct crm_bayes_data d = { N, FIELDS, value, table, won };
	int64_t w[FIELDS + 1], again[FIELDS + 1];
	size_t i;

	for (i = 0; i < N; i++) {
		won[i] = i < 200;
		value[i * FIELDS] = value[i * FIELDS + 1] = won[i] ? i % 4 == 3
								   : i % 4 != 3;
		value[i * FIELDS + 2] = i % 2;
	}
	crm_bayes_fit(&d, false, w);
	ok(labs((long)w[0]) < 1000, "as many won as lost: intercept %lld",
	    (long long)w[0]);
	is_int(w[1], w[2], "the same fields weigh the same");
	ok(w[1] > 490000 && w[1] < 520000, "and count once together: %lld",
	    (long long)w[1]);
	is_int(w[3], 1000000, "what says nothing stays at 1");
	crm_bayes_fit(&d, false, again);
	for (i = 0; i <= FIELDS; i++)
		is_int(again[i], w[i], "the same again");
}

int
main(void)
{
	log_odds();
	bins();
	weights();
	return tap_done();
}
