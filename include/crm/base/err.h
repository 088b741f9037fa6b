/*
 * Status and errors.
 *
 * Every function that can fail returns an enum crm_status and fills the last
 * parameter.  The library never prints and never exits; the command frame
 * prints an error once and turns its status into the exit status.
 *
 * The one exception is memory: the arena and the buffer end the process with
 * "out of memory" and exit status 1 (crm_oom).  Nothing is half done then,
 * for a transaction that is not committed vanishes with its process.
 */
#ifndef CRM_ERR_H
#define CRM_ERR_H

#include <stddef.h>

enum crm_status {
	CRM_OK = 0,
	CRM_FAIL, /* 1: I/O, database */
	CRM_USAGE, /* 2: unknown option, column, field, verb; bad filter or date */
	CRM_NOTFOUND, /* 3: a record named does not exist */
	CRM_INVALID,  /* 4: input rejected */
	CRM_RULE,     /* 5: a business rule or a conflict */
	CRM_DENIED,   /* 6: the access policy says no */
	CRM_BUSY,     /* 75: lock held longer than the wait */
};

struct crm_err {
	enum crm_status status;
	char field[64];   /* field or column it is about, or "" */
	char text[1024];  /* the message, without program and place */
	char source[512]; /* expression that `at` points into, or "" */
	size_t at;        /* byte offset of the caret in source */
};

/* Exit status of a command that ended with `status`. */
int crm_status_exit(enum crm_status status);

/* The graver of two statuses where several apply: 6, 5, 3, 4; any other
 * failure is graver than these. */
enum crm_status crm_status_worse(enum crm_status a, enum crm_status b);

/* Fills `err` (may be NULL) and returns `status`.  Clears field and source. */
enum crm_status crm_fail(struct crm_err *err, enum crm_status status,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The same, and names the field. */
enum crm_status
crm_fail_field(struct crm_err *err, enum crm_status status, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Adds the expression and the place in it to an error just made. */
enum crm_status crm_fail_at(struct crm_err *err, const char *source, size_t at);

/* Writes "out of memory" to standard error and ends the process with 1. */
_Noreturn void crm_oom(void);

#endif
