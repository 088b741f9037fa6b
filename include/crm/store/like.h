/*
 * Likeness: another record that has the same e-mail address or phone number.
 * It is told, never decided: a house has one phone, a couple one address.
 */
#ifndef CRM_LIKE_H
#define CRM_LIKE_H

#include <crm/store/store.h>

enum {
	CRM_LIKE_KINDS = 4,  /* a kind of record, and the others that it is
				 * compared with */
	CRM_LIKE_SHARED = 3, /* a phone that more records have is a
				 * switchboard's, and says nothing */
};

struct crm_like {
	const struct crm_entity *entity;
	int64_t id;
	enum crm_type type; /* of what is the same: CRM_T_EMAIL, _PHONE, of a
			     * list too */
};

/* The kind itself, and those that its records are compared with; returns how
 * many. */
size_t crm_like_kinds(const struct crm_store *s, const struct crm_entity *e,
    const struct crm_entity *kind[CRM_LIKE_KINDS]);
/* Live records that a record is like, of each kind the first by id: at most
 * CRM_LIKE_KINDS of them. */
enum crm_status crm_like_find(struct crm_store *s, const struct crm_record *r,
    struct crm_like *out, size_t *n, struct crm_err *err);
/* Whether records of this kind are compared at all. */
bool crm_like_has(const struct crm_entity *e);
/* Appends "C5 CT7". */
void crm_like_names(struct crm_buf *out, const struct crm_like *like, size_t n);

#endif
