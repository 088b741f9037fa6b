/* Exact fractions, for expressions. */
#ifndef CRM_QUERY_RATIO_H
#define CRM_QUERY_RATIO_H

#include <stdbool.h>
#include <stdint.h>

/* In lowest terms, d above nought. */
struct ratio {
	__int128 n, d;
};

/* v x 10^-digits. */
struct ratio ratio_scaled(int64_t v, int digits);
struct ratio ratio_negate(struct ratio a);
/* False where the result does not fit; of a division also where b is nought. */
bool ratio_add(struct ratio a, struct ratio b, struct ratio *out);
bool ratio_multiply(struct ratio a, struct ratio b, struct ratio *out);
bool ratio_divide(struct ratio a, struct ratio b, struct ratio *out);
/* a x 10^digits, rounded half away from nought. */
bool ratio_round(struct ratio a, int digits, int64_t *out);

#endif
