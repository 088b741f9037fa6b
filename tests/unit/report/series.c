/* Series that are too short, constant, full of gaps, or all alike: a forecast is
 * a number, or says that there is none. */
#include <crm/base/prng.h>
#include <crm/report/series.h>

#include <math.h>

#include "../tap.h"

enum { MONTHS = 12, AHEAD = 3, ORIGINS = 12, MOST = 60 };

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-6 * fmax(1, fabs(b));
}

static void
look(const double *y, size_t n, struct crm_arena *a, struct crm_outlook *o)
{
	crm_outlook(y, n, MONTHS, AHEAD, ORIGINS, a, o);
}

static void
lengths(struct crm_arena *a)
{
	double y[MOST];
	struct crm_outlook o;
	size_t i;

	for (i = 0; i < MOST; i++)
		y[i] = 100 + (double)(i % MONTHS);
	look(y, 0, a, &o);
	ok(o.origins == 0, "nothing tells nothing");
	look(y, CRM_LEARN_VALUES + AHEAD - 1, a, &o);
	ok(o.origins == 0, "ten values are too few for three ahead");
	look(y, CRM_LEARN_VALUES + AHEAD, a, &o);
	ok(o.origins == 1 && o.period == 1, "eleven are enough, once");
	ok(!o.of[CRM_M_SEASONAL_NAIVE].fits, "without a season");
	look(y, 2 * MONTHS + AHEAD, a, &o);
	ok(o.origins == ORIGINS && o.period == 1,
	    "two years and one origin have none yet");
	look(y, 2 * MONTHS + AHEAD + CRM_FEW_ORIGINS - 1, a, &o);
	ok(o.origins == CRM_FEW_ORIGINS && o.period == MONTHS,
	    "six origins behind two years have a season");
	look(y, MOST, a, &o);
	ok(o.origins == ORIGINS, "no more origins than were asked for");
	ok(o.of[CRM_M_SEASONAL_NAIVE].wape == 0, "which repeats exactly");
	ok(o.of[CRM_M_SEASONAL_NAIVE].mase < 0,
	    "so that MASE has nothing to divide by");
	ok(near(o.ahead[0], 100) && near(o.ahead[2], 102),
	    "and goes on as it did");
	ok(o.deviation[0] < 1e-6, "without any error");
}

static void
odd_ones(struct crm_arena *a)
{
	double none[MOST] = { 0 }, same[MOST], gaps[MOST], falling[MOST];
	struct crm_outlook o;
	size_t i;

	for (i = 0; i < MOST; i++) {
		same[i] = 7;
		gaps[i] = i % 5 == 0 ? 10 : 0;
		falling[i] = fmax(0, 50 - 2 * (double)i);
	}
	look(none, MOST, a, &o);
	ok(o.origins == ORIGINS && o.ahead[AHEAD - 1] == 0,
	    "of nothing comes nothing");
	look(same, MOST, a, &o);
	ok(near(o.ahead[0], 7) && near(o.ahead[AHEAD - 1], 7),
	    "of the same the same");
	look(gaps, MOST, a, &o);
	ok(o.of[CRM_M_CROSTON].fits && o.of[CRM_M_TSB].fits,
	    "gaps have methods of their own");
	ok(!o.of[CRM_M_WINTERS_MUL].fits, "and nothing is divided by them");
	look(falling, 24, a, &o);
	ok(o.ahead[AHEAD - 1] >= 0, "nothing falls below 0 that never was");
}

static void
weights(struct crm_arena *a)
{
	double y[MOST], sum = 0;
	struct crm_outlook o;
	size_t i;

	for (i = 0; i < MOST; i++)
		y[i] = 100 + 3 * (double)(i % MONTHS) + (double)(i * 7 % 11);
	look(y, MOST, a, &o);
	for (i = 0; i < CRM_METHODS; i++)
		sum += o.weight[i];
	ok(near(sum, 1), "the weights are shares");
	ok(o.weight[CRM_M_NAIVE] == 0, "yardsticks have none");
	ok(o.deviation[0] > 0 && o.deviation[1] >= o.deviation[0],
	    "further ahead nothing is surer");
	ok(near(crm_moving_average((double[]){ 1, 2, 3, 4 }, 4, 2), 3.5),
	    "the mean of the last two");
	ok(near(crm_naive_error((double[]){ 3, 5, 4 }, 3, 1), 1.5),
	    "a step is 1.5 on the mean");
}

/* The bowl is lowest outside of the bounds. */
static double
bowl(const void *ctx, const double *x)
{
	(void)ctx;
	return (x[0] - 2) * (x[0] - 2) + (x[1] - 0.25) * (x[1] - 0.25);
}

/* A season that is there stays; what chance makes of months goes. */
static void
seasons(struct crm_arena *a)
{
	double y[MOST], index[MONTHS], out[AHEAD];
	uint64_t state = 1;
	size_t i;

	for (i = 0; i < MOST; i++)
		y[i] = i % MONTHS == 0 ? 200 : 100;
	crm_season_index(y, MOST, MONTHS, CRM_MULTIPLIED, a, index);
	crm_season_shrink(y, MOST, MONTHS, index);
	ok(near(index[0], 2 * index[1]), "a season without noise stays whole");
	for (i = 0; i < MOST; i++)
		y[i] = 100 + (double)(crm_splitmix(&state) % 50);
	crm_season_index(y, MOST, MONTHS, CRM_MULTIPLIED, a, index);
	crm_season_shrink(y, MOST, MONTHS, index);
	for (i = 0; i < MONTHS && fabs(index[i] - 1) < 0.05; i++)
		;
	ok(i == MONTHS, "of noise hardly a season is left");
	crm_season_index(y, 2 * MONTHS, MONTHS, CRM_MULTIPLIED, a, index);
	crm_season_shrink(y, 2 * MONTHS, MONTHS, index);
	ok(index[0] == 1 && index[MONTHS - 1] == 1,
	    "and none of places that were met once");
	for (i = 0; i < MOST; i++)
		y[i] = 100 * pow(2, (double)i / MONTHS);
	crm_method_ahead(CRM_M_YEARLY, y, MOST, MONTHS, AHEAD, out);
	ok(out[0] > 0.8 * y[MOST - 1] && out[AHEAD - 1] > out[0],
	    "what doubles each year goes on to grow");
	ok(!crm_method_fits(CRM_M_YEARLY, y, 2 * MONTHS - 1, MONTHS),
	    "under two seasons there is no trend of them");
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const double low[] = { 0, 0 }, high[] = { 1, 1 };
	double x[] = { 0.5, 0.5 };

	lengths(&a);
	odd_ones(&a);
	weights(&a);
	seasons(&a);
	ok(near(crm_search(bowl, NULL, 2, low, high, x), 1) && x[0] == 1 &&
		fabs(x[1] - 0.25) < 1e-2,
	    "a search ends at the bound");
	crm_arena_free(&a);
	return tap_done();
}
