/*
 * What guard.c and approval.c share: values of fields as text, one line a field,
 * "credit_limit=5000.00", with \n and \\ for line ends and backslashes.
 */
#ifndef CRM_DOMAIN_APPROVAL_H
#define CRM_DOMAIN_APPROVAL_H

#include "domain/core/core.h"

#include <crm/domain/approval.h>
#include <crm/domain/matrix.h>

crm_hook guard_save, approval_save, approval_hide, approval_saved;

/* ---- taken-back.c ---- */

crm_undo_hook approval_undo;

/* ---- due.c: clocks ---- */

enum crm_status
approval_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* ---- hash.c ---- */

/* Whether a change to a field makes another document of it: remarks, its state and
 * what follows from the rest do not. */
bool hash_counts(const struct crm_field *f);
/* Of a record and its lines as they stand, in hexadecimal. */
enum crm_status hash_of(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, const char **out, struct crm_err *err);

/* ---- round.c: all that is asked at once about a record ---- */

/* What the steps are asked. */
struct question {
	const struct crm_record *about;
	const char *what;              /* NULL: by whom it is decided */
	struct crm_text changes, seen; /* as in the kind approval */
	int64_t rule;                  /* of the matrix; 0: none */
	int64_t days;                  /* to decide; 0: no limit */
};

/* Asks all steps of a route as a new round, the first of which waits; *first is its
 * first approval. */
enum crm_status round_ask(struct crm_store *s, const struct question *q,
    const struct crm_route *route, int64_t *first, struct crm_err *err);
/* One more who is asked in a round, as a row of it is; behind that one's step where
 * `step` is another. */
enum crm_status round_join(struct crm_store *s, const struct crm_record *row,
    struct crm_text who, int64_t step, bool all, struct crm_err *err);
/* Makes room for n steps behind one. */
enum crm_status round_shift(struct crm_store *s, const struct crm_record *row,
    int64_t n, struct crm_err *err);
/* Nobody of a row's round is asked any more: their rows get that status. */
enum crm_status round_drop(struct crm_store *s, const struct crm_record *row,
    const char *to, struct crm_err *err);
/* The same of all rounds about a document itself, not of changes to its fields. */
enum crm_status round_drop_all(struct crm_store *s, const struct crm_entity *e,
    int64_t id, const char *to, struct crm_err *err);
/* Behind a row that is agreed to: the rest of its step, or the next.  *over where that
 * was the last. */
enum crm_status round_go_on(struct crm_store *s, const struct crm_record *row,
    bool *over, struct crm_err *err);
/* Whether somebody has agreed in the same step. */
enum crm_status round_agreed(struct crm_store *s, const struct crm_record *row,
    int64_t user, bool *yes, struct crm_err *err);
/* That who acts has not; CRM_RULE. */
enum crm_status round_not_both(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err);

/* ---- consent.c: whole documents ---- */

/* Appends "AP3 (manager), AP4 (anna)": those who are asked now about a document.  In
 * waits.c. */
enum crm_status consent_asked_now(struct crm_store *s, struct crm_text about,
    struct crm_arena *a, struct crm_buf *out, struct crm_err *err);

/* It is to a whole record, and not to a change of its fields. */
bool is_consent(const struct crm_record *row);
/* The record gets the state that a decision leads to, and what follows. */
enum crm_status consent_decided(struct crm_store *s,
    const struct crm_record *about, bool agreed, struct crm_err *err);

/* How the last round about a record ended. */
enum consent_state {
	CONSENT_NONE,   /* it was never submitted, or nobody was asked */
	CONSENT_WAITS,  /* somebody has not decided yet */
	CONSENT_AGREED, /* to the record as it stands */
	CONSENT_OTHER,  /* it was edited since: nobody agreed to that */
	CONSENT_BACK,   /* rejected, sent back, or taken back */
};

enum crm_status
consent_state_of(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, enum consent_state *out, struct crm_err *err);
/* CRM_RULE where somebody must agree to a record first, and has not. */
enum crm_status consent_needed(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, struct crm_err *err);
/* Whether the engine itself writes the state. */
bool consent_writes(const struct crm_saving *w);

/* ---- may.c: who decides ---- */

/* CRM_OK where who acts may decide a row; CRM_RULE, CRM_DENIED. */
enum crm_status may_decide(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err);

/* ---- text.c ---- */

void approval_put(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v);
/* As a person reads it: references by name. */
void approval_show(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v);
/* The next line of such a text; false at the end. */
bool approval_next(struct crm_text *rest, struct crm_arena *a,
    struct crm_text *name, struct crm_text *value);
/* The value back. */
enum crm_status approval_parse(struct crm_store *s, const struct crm_record *r,
    int field, struct crm_text text, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err);

#endif
