/*
 * Libraries that are loaded when a command needs them, because linking them
 * would cost every command its start-up time.
 */
#ifndef CRM_LOAD_H
#define CRM_LOAD_H

#include <stdbool.h>

/* NULL where the library is not installed. */
void *crm_library_open(const char *soname);
/* Puts a function into the pointer at `to`; false where the library lacks it. */
bool crm_library_find(void *library, const char *name, void *to);
void crm_library_close(void *library); /* NULL is fine */

#endif
