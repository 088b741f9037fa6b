/*
 * A strict scanner of RFC 8259 over an input window.
 *
 * It finds where a value ends and what is wrong with it, and keeps the number
 * tokens as they were written.  Faults of syntax end the reading with line
 * and column; faults that only spoil the record (`problem`) do not.
 */
#ifndef CRM_IO_JSON_SCAN_H
#define CRM_IO_JSON_SCAN_H

#include <crm/base/err.h>

#include "source.h"

enum {
	CRM_JSON_END = -1, /* the input is over */
	CRM_JSON_DEPTH = 64,
	CRM_JSON_NUMBER_MAX = 63, /* bytes of a number that cJSON reads */
};

enum crm_json_problem {
	CRM_JSON_FINE,
	CRM_JSON_NUL,
	CRM_JSON_SURROGATE,
	CRM_JSON_UTF8,
	CRM_JSON_BIG,
	CRM_JSON_LONG,
};

struct crm_json_token {
	size_t at, n; /* at: from in->keep */
};

struct crm_json_scan {
	struct crm_input *in;
	struct crm_err *err;
	enum crm_status status; /* of reading more */
	int64_t line;           /* on which in->pos is, from 1 */
	int64_t line_start;     /* its offset in the text */
	int64_t behind;         /* its bytes that begin no character */
	int depth;
	struct crm_json_token *number;
	size_t numbers, numbers_cap;
	enum crm_json_problem problem; /* the first since _begin */
	struct crm_json_token key;     /* under which; n 0: none */
};

void crm_json_start(struct crm_json_scan *s, struct crm_input *in);
/* Forgets tokens and problems; in->keep is where the value begins. */
void crm_json_begin(struct crm_json_scan *s);
void crm_json_free(struct crm_json_scan *s);

/* The next byte behind white space, or CRM_JSON_END (look at status). */
int crm_json_peek(struct crm_json_scan *s, struct crm_err *err);
/* Moves in->pos behind the value that begins there. */
enum crm_status crm_json_value(struct crm_json_scan *s, struct crm_err *err);
/* "expected WHAT, found …" with the place of the byte at in->pos. */
enum crm_status crm_json_expected(
    struct crm_json_scan *s, const char *what, struct crm_err *err);
/* Where in->pos is: column counts characters. */
int64_t crm_json_column(const struct crm_json_scan *s);
const char *crm_json_problem_text(enum crm_json_problem p);

/* ---- json-window.c ---- */

/* True where n more bytes are in the window. */
bool crm_json_have(struct crm_json_scan *s, size_t n);
/* The byte at in->pos, or CRM_JSON_END. */
int crm_json_look(struct crm_json_scan *s);
/* The status of reading where that failed, else WHAT with its place. */
enum crm_status crm_json_bad(struct crm_json_scan *s, const char *what);
enum crm_status crm_json_found(struct crm_json_scan *s, const char *wanted);

/* ---- json-token.c ---- */

enum crm_status crm_json_string(struct crm_json_scan *s);
enum crm_status crm_json_number(struct crm_json_scan *s);

/* ---- json-exponent.c ---- */

/* Appends a number with an exponent as it is without one: 1.25E2 is 125.  False, and
 * nothing appended, where it has none, or is not exact to the last digit everywhere. */
bool crm_json_plain(struct crm_text t, struct crm_buf *out);

#endif
