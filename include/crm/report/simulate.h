/*
 * What open deals may bring, by drawing again and again which of them are won; and
 * what is asked of such a simulation.  A draw is integers alone, and each deal has
 * random numbers of its own by its id: the same seed gives the same sums on every
 * machine, in whatever order deals come.
 */
#ifndef CRM_SIMULATE_H
#define CRM_SIMULATE_H

#include <crm/base/mem.h>
#include <crm/model/model.h>

#include <stdbool.h>

struct crm_chance {
	int64_t id;
	uint64_t below; /* of 2^64 numbers those that win it */
	bool sure;      /* all of them */
	int64_t amount; /* all amounts together must be money */
};

/* A chance of n in `of` (0 <= n <= of, of > 0), rounded down. */
void crm_chance_set(struct crm_chance *c, __int128 n, __int128 of);
/* The sums of so many draws, not sorted. */
void crm_simulate(const struct crm_chance *c, size_t n, uint64_t seed,
    size_t draws, int64_t *sum);
/* By closed form; the sum is in the order given. */
void crm_expect(
    const struct crm_chance *c, size_t n, double *mean, double *variance);
/* Of n sorted numbers, n > 0, the smallest that `percent` of a hundred do not
 * exceed. */
int64_t crm_quantile(const int64_t *sorted, size_t n, int percent);

/* ---- what is asked ---- */

/* A change: by a share of what is, or by points; in millionths. */
struct crm_lever {
	bool given, points;
	int64_t by;
};

/* A stage whose chance is told. */
struct crm_stage_lever {
	const char *stage; /* its name */
	int64_t chance;    /* in millionths */
};

struct crm_what_if {
	struct crm_value target; /* in minor units of the book's currency */
	int64_t draws;
	int64_t seed;
	struct crm_lever win_rate, amount;
	int64_t cycle; /* days that deals take longer; 0: as they do */
	const struct crm_stage_lever *stage;
	size_t n_stages;
};

#endif
