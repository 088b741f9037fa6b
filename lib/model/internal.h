/*
 * What the code of this folder shares: matching of words, and the readers of
 * the text types, which crm_value_parse dispatches to.
 */
#ifndef CRM_MODEL_INTERNAL_H
#define CRM_MODEL_INTERNAL_H

#include <crm/model/model.h>

/* Percent is stored as a share in millionths: 15 is a share of 0.15, and as a
 * percent it has two digits fewer behind the point. */
enum { PERCENT_DIGITS = CRM_DECIMAL_DIGITS - 2 };

/* Whether `word`, squeezed, is `squeezed`; word may be NULL. */
bool word_means(struct crm_text squeezed, const char *word);
/* The same for any of a list joined by |. */
bool list_means(struct crm_text squeezed, const char *list);

/* Readers of one cell.  `t` is trimmed and not empty, except for text, which
 * is as it came. */
enum crm_status read_text(const struct crm_field *f, struct crm_text t,
    struct crm_value *out, struct crm_err *err);
enum crm_status read_email(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err);
enum crm_status read_phone(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err);
enum crm_status read_contacts(struct crm_arena *a, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err);
enum crm_status read_currency(struct crm_arena *a, const struct crm_field *f,
    struct crm_text t, struct crm_value *out, struct crm_err *err);
enum crm_status read_enum(const struct crm_field *f, struct crm_text t,
    struct crm_value *out, struct crm_err *err);
/* dressed.c: t without what a spreadsheet put around it and characters that
 * nobody sees, which p->did is told. */
struct crm_text undressed(
    const struct crm_parse *p, const struct crm_field *f, struct crm_text t);
/* Whether the field holds a name that identifies, not prose. */
bool is_code(const struct crm_field *f);
/* 1.18E+11: what a spreadsheet leaves of a long number. */
bool is_destroyed(struct crm_text t);
struct crm_value read_tags(struct crm_arena *a, struct crm_text t);

#endif
