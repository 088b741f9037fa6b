/*
 * Forecasts of a series: values of one period after another, as doubles, and
 * what the next ones may be.  Pure functions; they know no book.
 *
 * A season is so many periods long (12 of months); 1 is none.  Where a contract
 * names an arena, it is for what the function works with and gives back.
 */
#ifndef CRM_SERIES_H
#define CRM_SERIES_H

#include <crm/base/mem.h>

#include <stdbool.h>
#include <stddef.h>

/* ---- smooth.c: exponential smoothing in all its forms ---- */

enum crm_season { CRM_NO_SEASON, CRM_ADDED, CRM_MULTIPLIED };

/*
 * The state behind the values so far.  With e the error of a forecast one ahead,
 * and for multiplied seasons the values divided by their index:
 *
 *     level = level + phi trend + alpha e
 *     trend = beta (level - level before) + (1 - beta) phi trend
 *     index = gamma (y - level before - phi trend before) + (1 - gamma) index
 *
 * Simple smoothing has beta and trend 0; phi below 1 damps the trend.
 */
struct crm_smooth {
	enum crm_season season;
	size_t period, at; /* of the index; the next value's */
	double alpha, beta, gamma, phi;
	double level, trend;
	double *index; /* the caller's; NULL without a season */
};

/* Takes in n values; gives the sum of the squared errors one ahead. */
double crm_smooth(struct crm_smooth *s, const double *y, size_t n);
/* What it says of the next h. */
void crm_smooth_ahead(const struct crm_smooth *s, size_t h, double *out);

/* ---- fit.c: the same with parameters and start of its own choice ---- */

/* All give the sum of the squared errors one ahead. */

/* Simple smoothing whose start is the best for its alpha. */
double crm_fit_simple(const double *y, size_t n, struct crm_smooth *out);
/* Holt's, with a trend that may be damped; at least four values. */
double
crm_fit_trend(const double *y, size_t n, bool damped, struct crm_smooth *out);
/* Holt-Winters', damped; at least two seasons, multiplied ones above 0 alone.
 * The index is the arena's. */
double crm_fit_seasons(const double *y, size_t n, size_t period,
    enum crm_season season, struct crm_arena *a, struct crm_smooth *out);

/* ---- search.c ---- */

enum { CRM_SEARCH_MOST = 6 };

/* Makes f small over n numbers within bounds, from x, by the simplex of Nelder
 * and Mead; gives what f has come to.  The same way every time. */
double
crm_search(double (*f)(const void *ctx, const double *x), const void *ctx,
    size_t n, const double *low, const double *high, double *x);

/* ---- season.c ---- */

/* The index of each place of a season, of mean 1 (or 0), by classical
 * decomposition of at least two seasons. */
void crm_season_index(const double *y, size_t n, size_t period,
    enum crm_season season, struct crm_arena *a, double *index);
/* Pulls a multiplied index of values above 0 towards 1, by the share of what its
 * places differ by that chance explains (after Miller and Williams 2003); all the
 * way where none was met twice. */
void crm_season_shrink(const double *y, size_t n, size_t period, double *index);
/* Whether values a season apart go together more than chance would have it (nine
 * in ten), by more than two seasons. */
bool crm_has_season(const double *y, size_t n, size_t period);

/* ---- gaps.c: series that are nothing most of the time ---- */

enum crm_gaps { CRM_CROSTON, CRM_SBA, CRM_TSB };

/* What a period brings, by size and interval of what came; 0 where nothing did.
 * Both start with the first of them; the chance of TSB, which beta smooths, with
 * the share of periods that brought any. */
double crm_gaps(
    const double *y, size_t n, enum crm_gaps how, double alpha, double beta);

/* ---- method.c ---- */

enum crm_method {
	CRM_M_NAIVE,
	CRM_M_SEASONAL_NAIVE,
	CRM_M_AVERAGE, /* of the last three */
	CRM_M_SIMPLE,
	CRM_M_HOLT,
	CRM_M_DAMPED,
	CRM_M_WINTERS_ADD, /* damped */
	CRM_M_WINTERS_MUL,
	CRM_M_THETA,
	CRM_M_YEARLY, /* theta over the means of whole seasons */
	CRM_M_CROSTON,
	CRM_M_SBA,
	CRM_M_TSB,
	CRM_M_COMBINED, /* a weighted mean */
	CRM_METHODS,
};

extern const char *const crm_method_names[CRM_METHODS];

/* Whether a method can say something about these values. */
bool
crm_method_fits(enum crm_method m, const double *y, size_t n, size_t period);
/* The next h by a method that fits, but not by the combined one.  Nothing is
 * below 0 that never was. */
void crm_method_ahead(enum crm_method m, const double *y, size_t n,
    size_t period, size_t h, double *out);
/* The mean of the last k. */
double crm_moving_average(const double *y, size_t n, size_t k);
void crm_theta(const double *y, size_t n, size_t period, struct crm_arena *a,
    size_t h, double *out);

/* ---- errors.c: how wrong forecasts were ---- */

/* Sums; begin with zeroes. */
struct crm_errors {
	size_t n;
	double sum, size, squares, values, parts, even;
};

/* NAN: there is none. */
struct crm_error_figures {
	double mean;       /* above 0: too much was said */
	double size, root; /* mean absolute error, root of the mean square */
	double bias, wape; /* sum of errors, of their sizes, in that of the
			    * values; none where all are 0 */
	double mape;       /* mean part of the value; none where one is 0 */
	double smape;      /* mean of 2 x size / (|said| + |came|) */
};

void crm_errors_add(struct crm_errors *e, double came, double said);
/* Of one at least. */
struct crm_error_figures crm_errors_figures(const struct crm_errors *e);
/* What MASE and RMSSE divide by: the mean size, and the root of the mean square, of
 * seasonal naive errors within y; 0 where it makes none. */
double crm_naive_error(const double *y, size_t n, size_t period);
double crm_naive_root(const double *y, size_t n, size_t period);

/* ---- judge.c: which method would have been right ---- */

/* The least that is learned from: without a season, and with one; and of how many
 * errors a choice and a range are no chance. */
enum { CRM_LEARN_VALUES = 8, CRM_LEARN_SEASONS = 2, CRM_FEW_ORIGINS = 6 };

struct crm_judged {
	bool fits;
	double
	    wape; /* the sum of errors in that of the values; < 0: all are 0 */
	double mase; /* the mean error in that of the seasonal naive method
		      * within the series; < 0: it makes none */
	double bias, mape, smape; /* NAN: there is none */
	double rmsse;             /* as mase, of the squares; NAN */
};

struct crm_outlook {
	size_t period;  /* the season that was used: 1 where it is too short */
	size_t origins; /* how often a forecast was tried; 0: too short */
	struct crm_judged of[CRM_METHODS];
	double weight[CRM_METHODS]; /* in the combined one; they sum to 1 */
	enum crm_method chosen;
	/* By period ahead, h of each, the arena's. */
	double *ahead, *deviation; /* the root of the mean squared error that
				    * the chosen one made so far ahead */
};

/*
 * Tries all methods from up to `most` origins, the last first, each with all h
 * periods behind it and enough before it, and looks ahead with the combined
 * method, or with a single one whose MASE (WAPE where there is none) is less than
 * half of the combined one's.  Seasons are tried where that leaves CRM_FEW_ORIGINS.
 * At least CRM_LEARN_VALUES + h values, else origins
 * is 0 and nothing else is filled.
 */
void crm_outlook(const double *y, size_t n, size_t period, size_t h,
    size_t most, struct crm_arena *a, struct crm_outlook *out);

#endif
