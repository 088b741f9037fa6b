/* Ids, each once, and a number with each: to take every id of a stream once. */
#ifndef CRM_CLI_ID_SET_H
#define CRM_CLI_ID_SET_H

#include <crm/base/mem.h>

#include <stdbool.h>

/* Empty where all is 0.  Ids are not 0. */
struct id_set {
	int64_t *slot;  /* 0: free */
	int64_t *value; /* beside each */
	size_t n, cap;
};

/* False where it was there.  The memory is the arena's, always the same one. */
bool id_set_add(struct id_set *s, struct crm_arena *a, int64_t id);
/* Gives an id that is there its number; 0 until then, and for one that is not. */
void id_set_give(struct id_set *s, int64_t id, int64_t value);
int64_t id_set_value(const struct id_set *s, int64_t id);

#endif
