/*
 * All rows of a kind, hidden ones too, by their ids: with every stored value,
 * users' fields' among them, and the seal that they lead to.
 */
#ifndef CRM_STORE_SEALED_H
#define CRM_STORE_SEALED_H

#include "store/internal.h"

struct sealed_rows {
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_arena arena;
	struct crm_stmt *q, *custom;
	bool more; /* `custom` stands on a value that is not taken yet */
	int *column;
	uint64_t *seed;
	/* Of the row: */
	int64_t id, born;
	struct crm_value stored; /* its seal */
	int64_t seal;            /* what it should be */
	struct crm_value *v;    /* as in the dictionary; valid until the next */
	struct crm_value *fold; /* folded copies */
};

/* `where`: only some, "WHERE …"; may be "".  _end belongs to every _begin. */
enum crm_status sealed_begin(struct sealed_rows *r, struct crm_store *s,
    const struct crm_entity *e, const char *where, struct crm_err *err);
enum crm_status
sealed_next(struct sealed_rows *r, bool *row, struct crm_err *err);
void sealed_end(struct sealed_rows *r);

#endif
