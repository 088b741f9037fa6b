/* What asking for likeness and an import's own way to it share. */
#ifndef CRM_STORE_LIKE_H
#define CRM_STORE_LIKE_H

#include <crm/store/like.h>

/* A field that tells likeness. */
bool is_like(const struct crm_field *f);
/* What such a field holds, one or a list of them: CRM_T_EMAIL or CRM_T_PHONE. */
enum crm_type like_type(const struct crm_field *f);
/* Whether a value of such a field is the text, or has it among others. */
bool
like_has(const struct crm_field *f, struct crm_text value, struct crm_text t);
/* The kind itself, and those that its records are compared with. */
size_t like_kinds(const struct crm_store *s, const struct crm_entity *e,
    const struct crm_entity *kind[CRM_LIKE_KINDS]);
/* The first live record with the text in a field of the type, and how many
 * there are, at most one more than share a phone; `only` asks for that one, and
 * `self` is left out. */
enum crm_status like_ask(struct crm_store *s, const struct crm_entity *e,
    enum crm_type type, struct crm_text t, int64_t only, int64_t self,
    int64_t *id, size_t *n, struct crm_err *err);
/* The first of a kind that the record is like, appended to out. */
enum crm_status like_of_kind(struct crm_store *s, const struct crm_record *r,
    const struct crm_entity *kind, struct crm_like *out, size_t *n,
    struct crm_err *err);

#endif
