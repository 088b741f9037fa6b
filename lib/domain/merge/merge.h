/* What the files of merging share. */
#ifndef CRM_DOMAIN_MERGE_H
#define CRM_DOMAIN_MERGE_H

#include <crm/domain/merge.h>

#include "domain/core/core.h"

/* One record of a group. */
struct member {
	struct crm_record rec;
	int64_t about;  /* live records that refer to it */
	int64_t filled; /* fields that have a value */
	bool last;      /* said to be a duplicate of another here */
};

struct group {
	struct crm_store *s;
	struct crm_merge *m;
	const struct crm_entity *e;
	struct crm_arena *a;
	struct member *member; /* by rank: the survivor first */
	size_t n;
	bool **linked; /* by kind and field: it refers to one */
};

/* ---- group.c ---- */

/* Whether a field's value is a reference to one of the group. */
bool refers_inside(const struct group *g, const struct crm_entity *e,
    const struct crm_field *f, struct crm_value v);
enum crm_status tell_step(const struct group *g, const struct crm_entity *e,
    int64_t record, int field, struct crm_value v, int64_t from,
    const char *how, struct crm_err *err);

/* ---- policy.c ---- */

enum { ADDRESS_FIELDS = 5 };

/* The i-th field of the address, the street first; or -1. */
int address_field(const struct crm_entity *e, size_t i);
bool in_address(const struct crm_entity *e, int field);
bool in_invoice(const struct crm_entity *e, int field);
bool in_owning(const struct crm_entity *e, int field);
/* Whether a merge decides about the field; else it is the survivor's. */
bool is_merged(const struct crm_entity *e, int field);

/* The fields of the survivor in the making. */
struct fields {
	struct group *g;
	struct crm_record *patch; /* changes of the survivor */
	struct crm_record *keys;  /* those that wait for a free key */
	size_t money;             /* the member whose currency counts */
	struct crm_buf numbers;   /* phones that found no place, as lines */
};

/* ---- value.c ---- */

struct crm_value value_in(const struct group *g, size_t member, int field);
/* Whether a member has any amount. */
bool has_money(const struct group *g, size_t member);
/* The member whose value stays; g->n where there is none. */
size_t choose_value(const struct fields *x, int field, enum crm_merge_how how);
/* Gives the survivor a value, which may be its own, and tells it. */
enum crm_status put_value(struct fields *x, int field, struct crm_value v,
    int64_t from, const char *how, struct crm_err *err);
enum crm_status
put_from(struct fields *x, int field, size_t member, struct crm_err *err);
enum crm_status one_field(struct fields *x, int field, struct crm_err *err);

/* ---- union.c ---- */

enum crm_status put_list(struct fields *x, int field, struct crm_err *err);
/* A note, and below `notes` the phones that found no place: these first. */
enum crm_status put_note(struct fields *x, int field, struct crm_err *err);
enum crm_status put_phones(struct fields *x, struct crm_err *err);

/* fields.c: the survivor's fields; what is a key stands in *keys, since
 * it is free only once the others are deleted. */
enum crm_status merge_fields(struct group *g, struct crm_record *patch,
    struct crm_record *keys, struct crm_err *err);

/* links.c: how many live records refer to one; and these, led to the
 * survivor, once all members are counted. */
enum crm_status
count_links(struct group *g, int64_t id, int64_t *n, struct crm_err *err);
enum crm_status move_links(struct group *g, int64_t id, struct crm_err *err);

/* ---- double.c ---- */

/* Where a record, moved to the survivor, would say what another one says of it
 * already: hides it, and gives what it knows more to that one.  Else *done is
 * false and nothing was written. */
enum crm_status fold_double(struct group *g, const struct crm_entity *from,
    int field, int64_t id, bool *done, struct crm_err *err);

#endif
