/* Groups: what is summed up, by a key. */
#ifndef CRM_REPORT_GROUP_H
#define CRM_REPORT_GROUP_H

#include "dimension.h"

/* ---- group.c: a hash from keys to sums ---- */

struct group {
	struct crm_value key, cell; /* the cell once groups_name was called */
	void *sums;                 /* zeroed when the group is made */
};

struct groups {
	struct crm_arena *arena;
	size_t size; /* of sums */
	struct group *all;
	size_t n, cap;
	size_t *slot; /* index + 1 into all, 0: free */
	size_t n_slots;
};

void groups_init(struct groups *g, struct crm_arena *a, size_t size);
/* The sums of a key, made where it is new. */
void *groups_at(struct groups *g, struct crm_value key);
/* Its place in all. */
size_t groups_index(struct groups *g, struct crm_value key);
/* The sums of a key that is there, or NULL. */
void *groups_find(struct groups *g, struct crm_value key);
enum crm_status groups_name(struct crm_store *s, const struct dimension *d,
    struct groups *g, struct crm_err *err);
/* Order of what is shown: numbers by value, text by code point, null last. */
int group_order(const struct group *a, const struct group *b);
void groups_sort(
    struct groups *g, int (*order)(const struct group *, const struct group *));

#endif
