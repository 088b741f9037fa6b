/* What the files of the verb merge share. */
#ifndef CRM_CLI_MERGE_H
#define CRM_CLI_MERGE_H

#include <crm/domain/merge.h>

#include "cli/internal.h"

/* One id that was given, as it was given. */
struct named {
	int64_t id;
	struct crm_text cluster; /* as it is called, or empty */
	size_t at;               /* its place in the input */
	size_t up;               /* a place before it in its group */
};

/* Ids from `first` on that are merged together. */
struct cluster {
	size_t first, n;
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
	bool paired;               /* the stream holds pairs */
	size_t review, other_kind; /* pairs that were left out */
	struct cluster *cluster;
	size_t n_clusters;
	int64_t into;
	struct crm_rows *rows;         /* of --explain, or NULL */
	struct told *told, **told_end; /* by the group at hand */
	int64_t survivors;
};

/* merge-input.c: named, cluster and into. */
enum crm_status merge_input(struct merging *x, struct crm_err *err);

#endif
