/*
 * series: forecasts by the library alone, for the tests that compare with
 * published cases (tests/cases) and the bench of 1,428 series (tests/bench/m3).
 * Reads from standard input, a line a question; answers with a line:
 *
 *   y V…                          the series that the next lines are about
 *   smooth none|add|mul A B G PHI LEVEL TREND H [INDEX…]
 *   simple H, damped              fitted; the sum of squares, then H ahead
 *   winters add|mul PERIOD        the sum of squares
 *   ma K, theta PERIOD H, snaive PERIOD H
 *   gaps croston|sba|tsb A B
 *   scale PERIOD                  the mean size of a seasonal naive error, and
 *                                 the root of their mean square
 *   errors N CAME… SAID…          of forecasts: ME (said less came), MAE, RMSE,
 *                                 WAPE, MAPE, sMAPE; nan where there is none
 *   outlook PERIOD H MOST         the chosen method, then H ahead
 *   methods PERIOD H              a line each: name, H ahead
 *   judge PERIOD H MOST           a line each: name, WAPE, MASE
 */
#include <crm/report/series.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 };

struct series {
	double y[MOST], out[MOST];
	size_t n;
	struct crm_arena a;
};

static const char *
word(void)
{
	const char *w = strtok(NULL, " \n");

	if (w == NULL)
		errx(2, "a word is missing");
	return w;
}

static double
number(void)
{
	return strtod(word(), NULL);
}

static size_t
count(void)
{
	size_t n = strtoul(word(), NULL, 10);

	if (n > MOST)
		errx(2, "%zu is too many", n);
	return n;
}

static size_t
rest(double *out)
{
	const char *w;
	size_t n = 0;

	while ((w = strtok(NULL, " \n")) != NULL && n < MOST)
		out[n++] = strtod(w, NULL);
	return n;
}

static void
put(const char *what, double first, const double *v, size_t n)
{
	size_t i;

	if (what != NULL)
		printf("%s", what);
	else
		printf("%.12g", first);
	for (i = 0; i < n; i++)
		printf(" %.12g", v[i]);
	putchar('\n');
}

static enum crm_season
season(void)
{
	const char *w = word();

	return strcmp(w, "add") == 0 ? CRM_ADDED
	    : strcmp(w, "mul") == 0  ? CRM_MULTIPLIED
				     : CRM_NO_SEASON;
}

static void
smooth(struct series *s)
{
	struct crm_smooth m = { .season = season() };
	double index[MOST], squares;
	size_t h;

	m.alpha = number();
	m.beta = number();
	m.gamma = number();
	m.phi = number();
	m.level = number();
	m.trend = number();
	h = count();
	m.period = rest(index);
	m.index = index;
	squares = crm_smooth(&m, s->y, s->n);
	crm_smooth_ahead(&m, h, s->out);
	put(NULL, squares, s->out, h);
}

/* What a fit comes to: from its own start again. */
static void
fitted(struct series *s, const char *what)
{
	struct crm_smooth m;
	double squares;
	size_t h = 0;

	if (strcmp(what, "simple") == 0) {
		squares = crm_fit_simple(s->y, s->n, &m);
		h = count();
	} else if (strcmp(what, "damped") == 0) {
		squares = crm_fit_trend(s->y, s->n, true, &m);
	} else {
		enum crm_season how = season();

		squares = crm_fit_seasons(s->y, s->n, count(), how, &s->a, &m);
	}
	crm_smooth_ahead(&m, h, s->out);
	put(NULL, squares, s->out, h);
}

static void
ahead(struct series *s, enum crm_method m)
{
	size_t period = count(), h = count();

	crm_method_ahead(m, s->y, s->n, period, h, s->out);
	put(crm_method_names[m], 0, s->out, h);
}

static void
methods(struct series *s)
{
	size_t period = count(), h = count();
	enum crm_method m;

	for (m = 0; m < CRM_M_COMBINED; m++) {
		if (!crm_method_fits(m, s->y, s->n, period))
			continue;
		crm_method_ahead(m, s->y, s->n, period, h, s->out);
		put(crm_method_names[m], 0, s->out, h);
	}
}

static void
outlook(struct series *s)
{
	size_t period = count(), h = count();
	struct crm_outlook o;

	crm_outlook(s->y, s->n, period, h, count(), &s->a, &o);
	if (o.origins == 0)
		put("short", 0, NULL, 0);
	else
		put(crm_method_names[o.chosen], 0, o.ahead, h);
}

static void
judge(struct series *s)
{
	size_t period = count(), h = count();
	struct crm_outlook o;
	enum crm_method m;

	crm_outlook(s->y, s->n, period, h, count(), &s->a, &o);
	for (m = 0; m < CRM_METHODS; m++)
		if (o.of[m].fits)
			put(crm_method_names[m], 0,
			    (double[]){ o.of[m].wape, o.of[m].mase }, 2);
}

static void
gaps(const struct series *s)
{
	const char *w = word();
	enum crm_gaps how = strcmp(w, "sba") == 0 ? CRM_SBA
	    : strcmp(w, "tsb") == 0               ? CRM_TSB
						  : CRM_CROSTON;
	double alpha = number();

	put(NULL, crm_gaps(s->y, s->n, how, alpha, number()), NULL, 0);
}

static void
scale(const struct series *s)
{
	size_t period = count();

	put(NULL, crm_naive_error(s->y, s->n, period),
	    (double[]){ crm_naive_root(s->y, s->n, period) }, 1);
}

static void
errors(void)
{
	static double v[2 * MOST];
	size_t n = count(), i;
	struct crm_errors e = { 0 };
	struct crm_error_figures f;

	for (i = 0; i < 2 * n; i++)
		v[i] = number();
	for (i = 0; i < n; i++)
		crm_errors_add(&e, v[i], v[n + i]);
	f = crm_errors_figures(&e);
	put(NULL, f.mean, (double[]){ f.size, f.root, f.wape, f.mape, f.smape },
	    5);
}

static void
obey(struct series *s, const char *what)
{
	if (strcmp(what, "y") == 0)
		s->n = rest(s->y);
	else if (strcmp(what, "smooth") == 0)
		smooth(s);
	else if (strcmp(what, "simple") == 0 || strcmp(what, "damped") == 0 ||
	    strcmp(what, "winters") == 0)
		fitted(s, what);
	else if (strcmp(what, "ma") == 0)
		put(NULL, crm_moving_average(s->y, s->n, count()), NULL, 0);
	else if (strcmp(what, "theta") == 0)
		ahead(s, CRM_M_THETA);
	else if (strcmp(what, "snaive") == 0)
		ahead(s, CRM_M_SEASONAL_NAIVE);
	else if (strcmp(what, "gaps") == 0)
		gaps(s);
	else if (strcmp(what, "scale") == 0)
		scale(s);
	else if (strcmp(what, "errors") == 0)
		errors();
	else if (strcmp(what, "outlook") == 0)
		outlook(s);
	else if (strcmp(what, "judge") == 0)
		judge(s);
	else if (strcmp(what, "methods") == 0)
		methods(s);
	else
		errx(2, "%s is unknown", what);
}

int
main(void)
{
	static struct series s;
	static char line[1 << 16];

	while (fgets(line, sizeof line, stdin) != NULL) {
		const char *what = strtok(line, " \n");

		if (what != NULL)
			obey(&s, what);
		crm_arena_reset(&s.a);
	}
	crm_arena_free(&s.a);
	return 0;
}
