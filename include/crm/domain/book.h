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
