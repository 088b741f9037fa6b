/*
 * Rights beyond what a role may do by itself: records of the kind `right`, each a
 * role, a right and how far it goes.  An admin has every right.
 */
#ifndef CRM_RIGHT_H
#define CRM_RIGHT_H

#include <crm/store/store.h>

/* CRM_DENIED where the role of who acts has not the right, or not for so much (in
 * millionths of what the right counts: days of the right `period`). */
enum crm_status crm_right_check(
    struct crm_store *s, const char *right, int64_t much, struct crm_err *err);

/* How far a right of who acts goes for one group of products: null where the role has
 * no limit of its own for that. */
enum crm_status crm_right_group(struct crm_store *s, const char *right,
    struct crm_text group, struct crm_value *limit, struct crm_err *err);

/* What a role may, of one right. */
struct crm_right_says {
	const char *right;
	bool may;
	struct crm_value limit; /* null: none */
	const char *why;        /* until the call returns */
};

/* Calls `each` for every right there is. */
enum crm_status crm_right_explain(struct crm_store *s, struct crm_text role,
    enum crm_status (*each)(
	void *ctx, const struct crm_right_says *r, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
