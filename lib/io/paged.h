/*
 * Bytes that are appended and then read from anywhere, in bounded memory: the
 * pages that do not fit are in a temporary file.
 */
#ifndef CRM_IO_PAGED_H
#define CRM_IO_PAGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <crm/base/err.h>

enum { CRM_PAGE = 4096, CRM_PAGES = 4096 };

struct crm_page {
	int64_t number;
	bool changed; /* not in the file yet */
	char *data;   /* NULL: none */
};

struct crm_paged {
	int64_t size;
	int fd;                /* valid once has_file */
	bool has_file;         /* it is made when a page has to go */
	struct crm_page *slot; /* CRM_PAGES; a page has but one it may be in */
};

/* A zeroed struct is an empty store.  CRM_FAIL where the file fails. */
enum crm_status crm_paged_add(
    struct crm_paged *s, const void *p, size_t n, struct crm_err *err);
/* n bytes from `at`, all of which were added. */
enum crm_status crm_paged_read(
    struct crm_paged *s, int64_t at, void *p, size_t n, struct crm_err *err);
void crm_paged_free(struct crm_paged *s);

#endif
