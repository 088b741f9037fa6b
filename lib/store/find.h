/* Finding records by a text; what names.c and refer.c share. */
#ifndef CRM_STORE_FIND_H
#define CRM_STORE_FIND_H

#include "internal.h"

/* Among which records is looked. */
enum among {
	AMONG_LIVE,
	AMONG_ALL,    /* deleted ones too */
	AMONG_MERGED, /* those that another stands for */
	AMONG_GONE,   /* those that were deleted: neither merged, nor undone */
};

/* What a text is of the records that it names. */
enum find_way { FOUND_KEY, FOUND_EXT, FOUND_REACH, FOUND_NAME, FOUND_OTHER };

/* Records, in the order of their ids. */
struct found {
	int64_t *ids;
	size_t n;
	enum find_way way;
	size_t elsewhere; /* so many that belong to another record than they
			   * should, */
	int64_t first;    /* and the first of them */
};

/* Whether a text reads as the typed id of a kind that there is; letters and
 * digits of full width count as what they are. */
bool find_id(const struct crm_dict *d, struct crm_text t,
    const struct crm_entity **e, int64_t *number);
enum crm_status find_exists(struct crm_store *s, const struct crm_entity *e,
    int64_t id, bool hidden, bool *yes, struct crm_err *err);

/* Those whose field has the value, an address or a number in any spelling. */
enum crm_status find_by_field(struct crm_store *s, const struct crm_entity *e,
    int field, struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err);
/*
 * Those that a text names: by the natural key, the external id, an address or a
 * number, the name, what else names it (struct crm_named_by); the first way that
 * finds any decides.  `ext_first`: the
 * external id comes before the key.  "=TEXT" is a key or a name, "ext:KEY" an
 * external id alone.
 */
enum crm_status find_named(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool ext_first, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err);
/* Those that a name says more of than which they are, as the barcode of a pack does of its
 * product: who looks for one has found it, who says how many of it means another number. */
enum crm_status find_by_more(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err);
/* Merged records become those that they lead to, each once; what leads nowhere
 * stays where `keep`, and falls out else. */
enum crm_status find_follow(struct crm_store *s, const struct crm_entity *e,
    bool keep, struct found *f, struct crm_err *err);

/* "there is no customer 'Acme'", or that it is deleted. */
enum crm_status find_nothing(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_err *err);
/* The same, or that the text says more than which it is (names.c). */
enum crm_status find_says_more(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_err *err);
/* "'Acme' names 2 customers: C1, C5; say which by its id". */
enum crm_status find_too_many(const struct crm_entity *e, struct crm_text text,
    const struct found *f, struct crm_err *err);

/* refer-many.c: whether a text that names no record (of a kind; NULL: of any) names
 * several; and the failure that it is then. */
bool refer_is_several(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r);
enum crm_status
refer_several(const char *kind, struct crm_text text, struct crm_err *err);

#endif
