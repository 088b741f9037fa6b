/* What the files of the cube share. */
#ifndef CRM_REPORT_CUBE_H
#define CRM_REPORT_CUBE_H

#include "kit.h"

/* What finds a leaf: which value of each dimension, and what kind of row. */
struct place {
	uint32_t at[MOST_DIMENSIONS];
	uint32_t kind;
};

struct crm_value place_key(const struct place *p);
struct place place_of(const struct group *g);

/* When all is read. */
struct finish {
	struct cube *c;
	struct tally_run *run;
	const struct tally *t;
	const struct crm_report_opts *o;
	const struct dimensions *d;
	uint32_t *standing; /* of the first dimension's values, by weight */
};

/* cube-gaps.c: each combination of the other dimensions gets a leaf in each period of
 * the k-th, which is the finest of its date. */
void cube_fill_periods(struct finish *f, size_t k);

#endif
