/* Sums, rates, and what is asked of many numbers: their middle, their mean. */
#ifndef CRM_REPORT_KIT_FIGURES_H
#define CRM_REPORT_KIT_FIGURES_H

#include "group.h"

/* ---- sums.c ---- */

/* A sum that overflows is an error, never a wrong number. */
enum crm_status add_money(int64_t *sum, int64_t v, struct crm_err *err);
/* n / of as a percent with two decimals; null where of is 0. */
struct crm_value percent(int64_t n, int64_t of);
/* Says why shares are blank: some sums are below zero. */
void shares_note(const struct crm_sink *sink);
/* Says why shares have no interval. */
void interval_note(const struct crm_sink *sink);
/* "low n" where an estimated rate rests on too few. */
struct crm_value low_n(int64_t n);
#define NOTE_HEADING \
	{ \
		.name = "note", .en = "Note", .zh = "备注", \
		.type = CRM_T_TEXT, .worded = true \
	}

/* ---- sums.c: numbers in their order ---- */

/* Numbers of which the middle is asked. */
struct numbers {
	int64_t *v;
	size_t n, cap;
};

void numbers_add(struct numbers *d, struct crm_arena *a, int64_t v);
void numbers_sort(struct numbers *d);
/* Of sorted ones, in millionths: the mean of the two in the middle where their
 * number is even; null where there are none. */
struct crm_value numbers_median(const struct numbers *d);

/* For numbers_rank. */
enum { THREE_QUARTERS = 75 };

/* The smallest that `percent_of` of a hundred do not exceed (nearest rank); null
 * where there are none. */
struct crm_value numbers_rank(const struct numbers *d, int percent_of);
/* Their mean in millionths, rounded to hundredths; null where there are none. */
struct crm_value numbers_mean(const struct numbers *d);
/* The same of n that come to a sum. */
struct crm_value mean_of(__int128 sum, int64_t n);
void numbers_merge(
    struct numbers *d, struct crm_arena *a, const struct numbers *from);

/* ---- counts.c: many numbers, few of which differ: how often each is met ---- */

/* Begin with zeroes. */
struct counts {
	struct groups of; /* a number -> how often */
	int64_t n;
	struct group *in_order; /* NULL until it is asked for */
};

void counts_add(struct counts *c, struct crm_arena *a, int64_t v);
void
counts_merge(struct counts *c, struct crm_arena *a, const struct counts *from);
/* As numbers_mean, numbers_median and numbers_rank. */
struct crm_value counts_mean(const struct counts *c);
struct crm_value counts_median(struct counts *c);
struct crm_value counts_rank(struct counts *c, int percent_of);

/* ---- sums.c: roots and intervals ---- */

/* The largest whole number whose square is at most v. */
int64_t whole_root(__int128 v);
/* Wilson's interval of k in n at 95 %, as shares in millionths; null where n is
 * nothing. */
void
wilson(int64_t k, int64_t n, struct crm_value *low, struct crm_value *high);

#endif
