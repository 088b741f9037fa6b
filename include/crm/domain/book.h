/*
 * Business concepts: one file each in lib/domain.  They decide and write
 * through the write path; they never print.
 */
#ifndef CRM_DOMAIN_H
#define CRM_DOMAIN_H

#include <crm/store/write.h>

/* The hook of every program: kept fields and what one record must fulfil,
 * by entity. */
enum crm_status crm_domain_hook(struct crm_store *s,
    const struct crm_record *old, struct crm_record *new, struct crm_err *err);

/* ---- book.c ---- */

/* What a new book begins with: settings, the caller as admin, the default
 * pipeline of seven stages.  Inside a transaction. */
enum crm_status crm_book_begin(struct crm_store *s, const char *login,
    const char *currency, struct crm_err *err);

/* ---- defaults.c ---- */

/* What came with the schemas behind `schema`: working hours, response times,
 * grades, words.  Inside a transaction. */
enum crm_status
crm_book_defaults(struct crm_store *s, int64_t schema, struct crm_err *err);

#endif
