/*
 * Merging: several records of one kind become one of them, the survivor.  The
 * others are deleted and lead to it; what referred to them refers to it.
 */
#ifndef CRM_MERGE_H
#define CRM_MERGE_H

#include <crm/store/write.h>

/* Which value of a field stays. */
enum crm_merge_how {
	CRM_MERGE_FIRST,    /* the survivor's, else the first by rank */
	CRM_MERGE_SURVIVOR, /* the survivor's, blank or not */
	CRM_MERGE_LATEST,   /* of the record that changed last */
	CRM_MERGE_LONGEST,  /* the longest text */
	CRM_MERGE_MAX,      /* the highest */
	CRM_MERGE_UNION,    /* all of them: tags, notes, phones */
};
const char *crm_merge_how_name(enum crm_merge_how how);

/* One thing that a merge does, for --explain. */
struct crm_merge_step {
	const struct crm_entity *entity; /* of the record that it happens to */
	int64_t record;
	int64_t survivor;
	const struct crm_field *field;
	struct crm_text value; /* formatted; empty: none */
	int64_t from;          /* whose value it is; 0: of several */
	const char *how;       /* a policy, or "moved", "hidden" … */
};

struct crm_merge {
	const struct crm_entity *entity;
	enum crm_merge_how *how; /* by field; crm_merge_open fills it */
	int64_t into;            /* the survivor; 0: by rank */
	enum crm_status (*step)(void *ctx, const struct crm_merge_step *x,
	    struct crm_err *err); /* or NULL */
	void *ctx;
	/* What was done, added up. */
	int64_t merged, moved;
};

/* How the fields of a kind of record are merged; `policy` are texts like
 * "phone=latest" and ends with NULL, or is NULL.  CRM_USAGE for a field or a
 * word that is none, and for what a field cannot do. */
enum crm_status
crm_merge_open(const struct crm_entity *e, const char *const *policy,
    struct crm_arena *a, struct crm_merge *out, struct crm_err *err);

/*
 * Merges n records, inside a transaction.  The survivor has the most records
 * about it, then the most fields filled, then the lowest id.  CRM_USAGE for
 * fewer than two; CRM_RULE where credit codes differ, and for leads that are
 * converted, unless all became the same.
 */
enum crm_status crm_merge_records(struct crm_store *s, struct crm_merge *m,
    const int64_t *id, size_t n, int64_t *survivor, struct crm_err *err);

#endif
