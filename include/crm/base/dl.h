/*
 * Libraries that are loaded when a command needs them, because linking them
 * would cost every command its start-up time.
 */
#ifndef CRM_LOAD_H
#define CRM_LOAD_H

#include <stddef.h>

#include <crm/base/err.h>

/* A library, and what a message says where it cannot be had. */
struct crm_library {
	const char *soname;
	const char *package; /* that Debian has it in */
	const char *need;    /* "spreadsheets need" */
	const char *instead; /* ", or use -o csv", or "" */
};

/* A function, and the pointer that gets it. */
struct crm_symbol {
	const char *name;
	void *to;
};

/* Loads a library and n functions of it.  CRM_FAIL, with nothing loaded, where
 * it is not installed or lacks one of them. */
enum crm_status crm_library_load(void **handle, const struct crm_library *l,
    const struct crm_symbol *symbol, size_t n, struct crm_err *err);
void crm_library_close(void *handle); /* NULL is fine */

#endif
