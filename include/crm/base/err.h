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

#include <crm/base/tr.h>

#include <stddef.h>
#include <stdint.h>

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

/* What code may want to know of an error beyond its status; texts are for
 * people. */
enum crm_why {
	CRM_WHY_OTHER,
	CRM_WHY_STALE,  /* the record has moved on from the version named */
	CRM_WHY_TAKEN,  /* the key is another record's */
	CRM_WHY_CIRCLE, /* a record would stand below itself */
	CRM_WHY_TOLD,   /* of a row: its value was in one before it */
};

struct crm_err {
	enum crm_status status;
	enum crm_why why;
	char field[64];   /* field or column it is about, or "" */
	char record[24];  /* typed id that the text begins with, or "" */
	int64_t line;     /* of the input, from 1; 0: of none, or in the text */
	int64_t column;   /* characters, from 1; 0: the line as a whole */
	char text[1024];  /* the message, without program and place */
	char source[512]; /* expression that `at` points into, or "" */
	size_t at;        /* byte offset of the caret in source */
};

/* Exit status of a command that ended with `status`. */
int crm_status_exit(enum crm_status status);

/* The graver of two statuses where several apply: 6, 5, 3, 4; any other
 * failure is graver than these. */
enum crm_status crm_status_worse(enum crm_status a, enum crm_status b);

/* Fills `err` (may be NULL) and returns `status`.  Clears all the rest.  The format
 * is translated here, as in those below; texts among the arguments are not. */
enum crm_status crm_fail(struct crm_err *err, enum crm_status status,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The same, and names the field. */
enum crm_status
crm_fail_field(struct crm_err *err, enum crm_status status, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same, about one record: `fmt` begins with %s, and that is its typed id. */
enum crm_status crm_fail_record(struct crm_err *err, enum crm_status status,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The same for input that is rejected (CRM_INVALID), with its place. */
enum crm_status crm_fail_line(struct crm_err *err, int64_t line, int64_t column,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Adds the expression and the place in it to an error just made. */
enum crm_status crm_fail_at(struct crm_err *err, const char *source, size_t at);

/* More about an error just made; `err` may be NULL. */
void crm_err_why(struct crm_err *err, enum crm_why why);
/* The field it is about, unless it names one. */
void crm_err_in_field(struct crm_err *err, const char *field);
/* The line it is about, unless it names one. */
void crm_err_in_line(struct crm_err *err, int64_t line);
/* Puts the file before the text, with the line, which is in the text from then
 * on: "leads.csv:3: ..." or "leads.json: line 3, column 7: ...". */
void crm_err_in_file(struct crm_err *err, const char *name);

/* Writes the place as it stands before the text, "line 3: ", "line 3, column
 * 7: " or nothing.  Returns out. */
#define CRM_PLACE_SIZE 64
const char *crm_err_place(const struct crm_err *err, char out[CRM_PLACE_SIZE]);

/* Writes "out of memory" to standard error and ends the process with 1. */
_Noreturn void crm_oom(void);

#endif
