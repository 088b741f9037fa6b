/*
 * What a book begins with.
 */
#ifndef CRM_BOOK_H
#define CRM_BOOK_H

#include <crm/store/write.h>

/* ---- book.c ---- */

/* What a new book begins with: settings, the caller as admin, and the defaults of
 * every area, named in its language, "en" or "zh".  Inside a transaction. */
enum crm_status crm_book_begin(struct crm_store *s, const char *login,
    const char *currency, const char *language, struct crm_err *err);

/* ---- setting-value.c: what settings that are lists have ---- */

enum { CRM_AGES_MAX = 8 };

/* ageing_edges: days that rise, "30,60,90,120"; false where it is none. */
bool crm_ages_parse(struct crm_text t, int64_t day[CRM_AGES_MAX], size_t *n);
/* allowance_percents: a share of each age, "0,1,5.5", in millionths; so too of what is
 * not due, and what is older than all. */
bool crm_percents_parse(
    struct crm_text t, int64_t percent[CRM_AGES_MAX + 2], size_t *n);

/* ---- defaults.c ---- */

/* What came with the schemas behind `schema`: working hours, response times,
 * grades, words; in the language of the book.  Inside a transaction. */
enum crm_status
crm_book_defaults(struct crm_store *s, int64_t schema, struct crm_err *err);

/* Whether the setting language says Chinese; without one *chinese is left. */
enum crm_status
crm_book_language(struct crm_store *s, bool *chinese, struct crm_err *err);

/* The types that a field of one's own may have. */
const enum crm_type *crm_field_types(size_t *n);

#endif
