/* The draws of a simulation, and what can be told without any. */
#include <crm/base/prng.h>
#include <crm/report/simulate.h>

#include <math.h>

void
crm_chance_set(struct crm_chance *c, __int128 n, __int128 of)
{
	unsigned __int128 left = (unsigned __int128)n;
	int bit;

	c->sure = n >= of;
	c->below = 0;
	/* Long division: bit after bit of the fraction. */
	for (bit = 0; bit < 64 && !c->sure; bit++) {
		left *= 2;
		c->below = c->below << 1 | (left >= (unsigned __int128)of);
		if (left >= (unsigned __int128)of)
			left -= (unsigned __int128)of;
	}
}

static void
draw(const struct crm_chance *c, uint64_t seed, size_t draws, int64_t *sum)
{
	struct crm_prng p = crm_prng_of(seed, (uint64_t)c->id);
	size_t i;

	for (i = 0; i < draws; i++)
		sum[i] += c->amount & -(int64_t)(crm_prng_next(&p) < c->below);
}

void
crm_simulate(const struct crm_chance *c, size_t n, uint64_t seed, size_t draws,
    int64_t *sum)
{
	int64_t sure = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sure += c[i].sure ? c[i].amount : 0;
	for (i = 0; i < draws; i++)
		sum[i] = sure;
	for (i = 0; i < n; i++)
		if (!c[i].sure && c[i].below > 0 && c[i].amount != 0)
			draw(&c[i], seed, draws, sum);
}

void
crm_expect(const struct crm_chance *c, size_t n, double *mean, double *variance)
{
	const double all = 18446744073709551616.0; /* 2^64 */
	double chance, amount;
	size_t i;

	*mean = *variance = 0;
	for (i = 0; i < n; i++) {
		chance = c[i].sure ? 1 : (double)c[i].below / all;
		amount = (double)c[i].amount;
		*mean += chance * amount;
		*variance += chance * (1 - chance) * amount * amount;
	}
}

int64_t
crm_quantile(const int64_t *sorted, size_t n, int percent)
{
	size_t at = (n * (size_t)percent + 99) / 100;

	return sorted[at > 0 ? at - 1 : 0];
}
