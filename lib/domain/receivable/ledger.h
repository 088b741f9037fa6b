/* What the files of receivables and payments share. */
#ifndef CRM_DOMAIN_LEDGER_H
#define CRM_DOMAIN_LEDGER_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/receivable.h>

/* ---- fields by name ---- */

static inline void
set(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

static inline bool
given(const struct crm_record *r, const char *field)
{
	return value_of(r, field)->kind != CRM_NULL;
}

/* Zero where nothing is given. */
static inline int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* ---- side.c: what a row of the ledger lies between ---- */

/* A receivable or a payment as it stands. */
struct side {
	int64_t id;
	bool payment;
	int64_t customer, seller; /* 0: of none */
	int64_t amount, left;     /* minor units of its currency */
	struct crm_value base;    /* the amount in the base currency; null: no
				   * rate is known */
	int64_t left_base;
	struct crm_value day; /* booked_on, received_on */
	bool void_;
	char currency[4]; /* as it is written; the base currency where that is
			   * blank */
	int digits;
	char kind[8]; /* of a payment */
};

/* Locks one and reads it; CRM_NOTFOUND. */
enum crm_status side_load(struct crm_store *s, bool payment, int64_t id,
    struct side *out, struct crm_err *err);
/* "R3", "P1" */
const char *
side_id(struct crm_store *s, struct crm_arena *a, const struct side *x);
/* What goes with so much of it in the base currency: all that is left where it takes
 * all that is left. */
int64_t side_base(const struct side *x, int64_t amount);
/* The first day from one on on which something of it can be booked. */
int64_t side_open_day(struct crm_store *s, const struct side *x, int64_t day);
/* Writes what is left of it, which rows of the ledger change alone; `day` is that of
 * the row. */
enum crm_status side_put(struct crm_store *s, const struct side *x, int64_t day,
    struct crm_err *err);
/* It is void no more, and all of it is left. */
enum crm_status
side_revive(struct crm_store *s, bool payment, int64_t id, struct crm_err *err);
/* Whether side_put or side_revive writes what a hook is asked about. */
bool side_writes(struct crm_store *s);
/* Whether any row of the ledger names it; *net is what they come to. */
enum crm_status side_rows(struct crm_store *s, bool payment, int64_t id,
    int64_t *rows, int64_t *net, struct crm_err *err);
/* CRM_RULE where a row of so much, dated `day`, would leave less than nothing of it,
 * or more than there is, on any day from then on. */
enum crm_status side_days(struct crm_store *s, const struct side *x,
    int64_t amount, int64_t day, struct crm_err *err);
/* "500.00 USD" */
const char *
side_money(struct crm_arena *a, const struct side *x, int64_t amount);

/* Whether a write is nobody's edit: an undo, a merge, what comes back. */
bool is_no_edit(const struct crm_saving *w);

/* Minor units of a currency as a decimal and back. */
int64_t money_decimal(int64_t minor, int digits);
int64_t decimal_money(int64_t decimal, int digits);

/* ---- queue.c: what a batch knows of who owes what ---- */

/* A row of the ledger left so much of a receivable: more than before it, or less. */
void queue_note(struct crm_store *s, const struct side *owed, bool more);
/* Something else of a receivable changed. */
void queue_stale(struct crm_store *s);
/* What is given up as a bad debt changed. */
void queue_given_up_stale(struct crm_store *s);
crm_hook queue_customer_saved;

/* ---- exposed.c ---- */

crm_exposure_slot receivable_exposed;

/* ---- allocation.c: the rows ---- */

crm_hook allocation_save, allocation_hide, allocation_saved;
crm_undo_hook allocation_undo;
crm_reverse_hook allocation_reverse;

/* ---- row.c ---- */

/* A row to be written. */
struct row {
	const char *kind;
	int64_t payment, receivable, refund, write_off; /* 0: none */
	int64_t amount;
	int64_t paid; /* decimal, of a payment in another currency; 0: amount */
	int64_t day;
	int64_t reverses;
};
enum crm_status row_insert(
    struct crm_store *s, const struct row *r, int64_t *id, struct crm_err *err);
/* Whether the row at hand is written by the areas, who have judged it. */
bool row_is_ours(struct crm_store *s);
/* What is left of a row, behind those that took of it. */
struct rest {
	int64_t amount, paid, relieved, paid_base;
};
enum crm_status
rest_of(struct crm_store *s, int64_t id, struct rest *out, struct crm_err *err);
/* Takes so much of a row back; 0: all that is left of it. */
enum crm_status row_back(struct crm_store *s, int64_t allocation,
    int64_t amount, int64_t day, int64_t *id, struct crm_err *err);
/* Of each_id: what is left of each row is taken back. */
struct rows_back {
	struct crm_store *s;
	int64_t day;
	size_t n; /* of how many something was left */
};
id_hook row_back_rest;

/* ---- record.c, undo.c: what receivables and payments have in common ---- */

/* What differs between the two kinds. */
struct owed_kind {
	bool payment;
	const char *left, *left_base, *day;
	/* What is not edited once the ledger names it; ends with NULL. */
	const char *const *fixed;
	/* By which days it is earned, and was to be: what it comes from writes them
	 * of a booked one too; ends with NULL. */
	const char *const *served;
};
extern const struct owed_kind receivable_kind, payment_kind;

/* Of what somebody says, not of what a file records: its net is a part of it. */
enum crm_status owed_check_net(const struct crm_saving *w, struct crm_err *err);
/* In `save`: base amount, what is left, what stays, what is void. */
enum crm_status owed_save(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err);
/* In `saved`: what was paid or used before the record came becomes a row. */
enum crm_status owed_saved(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err);
enum crm_status owed_hide(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err);
enum crm_status owed_undo(const struct owed_kind *k,
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err);
enum crm_status owed_reverse(const struct owed_kind *k,
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err);
/* From a day on it is void. */
enum crm_status owed_void(struct crm_store *s, const struct owed_kind *k,
    int64_t id, int64_t day, enum crm_action *done, struct crm_err *err);

/* ---- whose.c ---- */

/* In `save`: what an undo gives back to another customer is allocated between the same
 * still, once all of it is there. */
enum crm_status
whose_undone(const struct crm_saving *w, bool payment, struct crm_err *err);
/* allowed.c: whether a customer is the other one, or above it. */
enum crm_status customer_is_above(struct crm_store *s, int64_t above,
    int64_t customer, bool *yes, struct crm_err *err);

/* ---- receivable.c, payment.c: the records ---- */

crm_hook receivable_save, receivable_hide, receivable_saved, payment_save,
    payment_hide, payment_saved;
crm_undo_hook receivable_undo, payment_undo;
crm_reverse_hook receivable_reverse, payment_reverse;

/* ---- write-off.c ---- */

extern const struct crm_consent write_off_consent;
crm_hook write_off_save, write_off_hide, write_off_saved;
crm_undo_hook write_off_undo;
crm_reverse_hook write_off_reverse;
/* Whether who acts may write off so much more of a receivable, or so much of what is
 * left of a payment; *sum is what that makes in all, in the base currency. */
enum crm_status write_off_authority(struct crm_store *s, const struct side *x,
    int64_t amount, bool *may, int64_t *sum, struct crm_err *err);
/* The same where nobody can be asked: CRM_DENIED. */
enum crm_status write_off_judged(struct crm_store *s, const struct side *x,
    int64_t amount, struct crm_err *err);
/* The same of so much of the base currency, which is a sum of its own. */
enum crm_status
write_off_base_judged(struct crm_store *s, int64_t base, struct crm_err *err);
/* crm_write_off, and whether somebody has to agree. */
enum crm_status
write_off_asked(struct crm_store *s, const struct crm_writing_off *w,
    int64_t *id, bool *asked, struct crm_err *err);
/* One that is not posted is void. */
enum crm_status
write_off_drop(struct crm_store *s, int64_t id, struct crm_err *err);
/* Posts one at once, which was agreed to by other means. */
enum crm_status write_off_agreed(
    struct crm_store *s, const struct crm_writing_off *w, struct crm_err *err);

/* ---- by-hand.c ---- */

/* Part of `save`: CRM_RULE where somebody charges an order or a contract by hand what it
 * is charged by itself. */
crm_hook receivable_by_hand;
/* noted.c: of a credit note that somebody writes or a file brings. */
crm_hook noted_by_hand;

/* ---- part.c: what is planned of a document, as somebody edits it ---- */

/* Whether a document writes it (crm_receivable_follow). */
bool receivable_follows(struct crm_store *s);
/* Parts of `save`, `saved` and `hide`: it stays a part of its document, and all parts
 * together what they were. */
crm_hook part_save, part_saved, part_hide;

/* Behind a row of one: where nothing of it is in the ledger any more it is void, and
 * posted where something is again. */
enum crm_status
write_off_follow(struct crm_store *s, int64_t id, struct crm_err *err);

/* The row of one, what is left of it, and the last day that says something of it. */
enum crm_status write_off_left(struct crm_store *s, int64_t id, int64_t *row,
    int64_t *left, int64_t *day, struct crm_err *err);

/* ---- settle.c: what goes with an allocation ---- */

/* What early payment takes off a receivable on a day. */
enum crm_status early_of(struct crm_store *s, int64_t receivable, int64_t day,
    int64_t *share, int64_t *until, struct crm_err *err);
/* What is written off of a receivable as a bad debt comes back, as far as it was
 * written off, and at most so much; *back is how much.  *day is moved to the last on
 * which some of it was given up. */
enum crm_status recover(struct crm_store *s, int64_t receivable, int64_t most,
    int64_t *day, int64_t *back, struct crm_err *err);
/* Behind a row that took so much of an allocation back: what was recovered for its sake
 * is given up again, as far as that reaches. */
enum crm_status give_up_again(struct crm_store *s, int64_t allocation,
    int64_t amount, int64_t day, struct crm_err *err);
/* The last receivable that a payment was allocated to, by that row, or what is left of
 * the payment, is so little that nobody asks for it: it is written off. */
enum crm_status take_small(struct crm_store *s, int64_t payment,
    int64_t receivable, int64_t allocation, int64_t day, struct crm_err *err);
/* Behind a row that took (some of) an allocation of a payment back: what was written
 * off for its sake, as early payment or as small, comes back with it. */
enum crm_status take_small_back(struct crm_store *s, int64_t allocation,
    int64_t payment, int64_t day, struct crm_err *err);

/* ---- early.c, terms.c ---- */

/* That a text is steps of an early-payment discount, of which none takes off more than
 * one before it does; CRM_INVALID, in the field early. */
enum crm_status early_check(struct crm_text text, struct crm_err *err);

crm_hook terms_save;

/* ---- audit.c ---- */

crm_audit receivable_audit;

#endif
