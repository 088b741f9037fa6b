/* What the files of the verb merge share. */
#ifndef CRM_CLI_MERGE_H
#define CRM_CLI_MERGE_H

#include <crm/merge.h>

#include "internal.h"

/* One id that was given, as it was given. */
struct named {
	int64_t id;
	struct crm_text cluster;
	size_t at;			/* its place in the input */
};

/* Ids from `first` on that are merged together. */
struct cluster {
	size_t first, n;
	size_t at;
};

struct told {
	struct crm_value v[6];
	struct told *next;
};

struct merging {
	struct crm_cmd *c;
	struct crm_merge m;
	struct named *named;
	size_t n, cap;
	struct cluster *cluster;
	size_t n_clusters;
	int64_t into;
	struct crm_rows *rows;		/* of --explain, or NULL */
	struct told *told, **told_end;	/* by the group at hand */
	int64_t survivors;
};

/* merge-input.c: named, cluster and into. */
enum crm_status merge_input(struct merging *x, struct crm_err *err);

#endif
