/* What the files of invoices share. */
#ifndef CRM_DOMAIN_INVOICE_H
#define CRM_DOMAIN_INVOICE_H

#include "domain/core/core.h"
#include "domain/core/steps.h"

#include <crm/domain/invoice.h>

/* What is in SQL an invoice that counts: `blue` those that are requested too. */
#define INVOICE_ISSUED(i) \
	i ".\"deleted\" IS NULL AND " i \
	  ".\"status\" IN ('issued', 'partly_red', 'red') "
/* A red letter of which the customer got credit: what it takes back is not owed, and is
 * not invoiced anew. */
#define INVOICE_CREDITED(i) \
	"(" i ".\"red_of\" IS NOT NULL AND coalesce(" i ".\"credited\", 1) = 1)"
#define INVOICE_COUNTS(i) \
	i ".\"deleted\" IS NULL AND (" i \
	  ".\"status\" IN ('issued', 'partly_red', 'red') OR (" i \
	  ".\"status\" = 'requested' AND " i ".\"red_of\" IS NULL)) "

/* A contract, what amends it and what amends that are worth one sum, whichever of them
 * is invoiced. */
#define INVOICE_FAMILY \
	"k.\"id\" IN (WITH RECURSIVE up(\"id\", \"amends\") AS (" \
	"SELECT m.\"id\", m.\"amends\" FROM contract m WHERE m.\"id\" = ? " \
	"UNION SELECT m.\"id\", m.\"amends\" FROM contract m " \
	"JOIN up ON up.\"amends\" = m.\"id\"), below(\"id\") AS (" \
	"SELECT \"id\" FROM up WHERE \"amends\" IS NULL " \
	"UNION SELECT m.\"id\" FROM contract m " \
	"JOIN below ON m.\"amends\" = below.\"id\" " \
	"WHERE m.\"deleted\" IS NULL " \
	"AND m.\"status\" IN ('signed', 'completed')) " \
	"SELECT \"id\" FROM below)"

/* ---- values.c ---- */

int64_t invoice_int(const struct crm_record *r, const char *field);
void invoice_put(struct crm_record *r, const char *field, struct crm_value v);
/* "1,130.00" of a currency; the base currency where that is blank. */
const char *invoice_money(struct crm_store *s, struct crm_arena *a,
    struct crm_text currency, int64_t amount);

/* A decimal that was typed, in minor units; CRM_INVALID where the currency has not so
 * many digits, or it is below zero. */
enum crm_status
invoice_minor(struct crm_store *s, const char *field, struct crm_text currency,
    int64_t decimal, int64_t *out, struct crm_err *err);

/* ---- limit.c: how much may be invoiced ---- */

/* What an order may be invoiced for in all, as the dictionary has it. */
enum crm_status invoice_of_order(struct crm_store *s, int64_t order,
    bool *known, int64_t *out, struct crm_err *err);
/* What lines of it are invoiced beyond what they come to, but for those that an invoice
 * is of (0: none); and what the others have left. */
enum crm_status invoice_over_of_order(struct crm_store *s, int64_t order,
    int64_t invoice, int64_t *over, int64_t *others, struct crm_err *err);
/* What of it is invoiced or asked for. */
enum crm_status invoiced_of_order(
    struct crm_store *s, int64_t order, int64_t *done, struct crm_err *err);
/* What is left to invoice of an order, a contract or a receivable; below zero where
 * it is too much already.  *known is false where nobody said what it comes to.  What lines
 * of an order are over, but for those of `invoice`, takes nothing from the others. */
enum crm_status invoice_left_of_order(struct crm_store *s, int64_t order,
    int64_t invoice, bool *known, int64_t *left, struct crm_err *err);
enum crm_status invoice_left_of_contract(struct crm_store *s, int64_t contract,
    bool *known, int64_t *left, struct crm_err *err);
/* The same, less what was credited of it, of each rate of tax for itself: what is to be
 * asked for. */
enum crm_status invoice_owed_of_contract(struct crm_store *s, int64_t contract,
    bool *known, int64_t *left, struct crm_err *err);
enum crm_status invoice_left_of_receivable(struct crm_store *s,
    int64_t receivable, int64_t *left, struct crm_err *err);
/* That nothing an invoice is for is invoiced beyond what it comes to. */
enum crm_status invoice_check_limits(
    struct crm_store *s, const struct crm_record *invoice, struct crm_err *err);

/* ---- amended.c ---- */

/* Behind a line of an order, and behind an order that is no draft any more: it is not
 * below what is invoiced of it. */
crm_hook limit_line_saved, limit_order_saved;

/* ---- booked.c ---- */

/* What of it is booked and not credited, at least nothing. */
enum crm_status invoice_booked_of_order(
    struct crm_store *s, int64_t order, int64_t *left, struct crm_err *err);
enum crm_status invoice_booked_of_contract(
    struct crm_store *s, int64_t contract, int64_t *left, struct crm_err *err);

/* ---- agreed.c: what may be invoiced at all ---- */

/* That an order is confirmed, or was until it was amended, where that will do; that a
 * contract is signed.  CRM_RULE with what comes before. */
enum crm_status invoice_check_agreed(
    const struct crm_record *of, bool amended, struct crm_err *err);
/* The same of an order or a contract by its id, amended or not. */
enum crm_status invoice_check_document(
    struct crm_store *s, const char *kind, int64_t id, struct crm_err *err);

/* ---- lines.c: of what an amount consists ---- */

struct invoice_part {
	int64_t receivable, order, contract; /* 0: none */
	int64_t amount, of;                  /* so much of what it comes to */
	int64_t net;                         /* of `of` */
	bool
	    any; /* of whatever line has something left, where its own have not */
};
/* Writes lines for an amount: one for each line of the order that it is of, which
 * add up to it. */
enum crm_status invoice_add_lines(struct crm_store *s, int64_t invoice,
    const struct invoice_part *p, struct crm_err *err);

/* Lowers what is left of a receivable to what is left of the lines that it is charged
 * for. */
enum crm_status invoice_lower_to_lines(struct crm_store *s,
    const struct invoice_part *p, int64_t *left, struct crm_err *err);

/* ---- save.c ---- */

/* Whether an invoice in a state is issued, and stays. */
bool invoice_is_fixed(struct crm_text status);
/* CRM_RULE: what stays, and what takes it back. */
enum crm_status invoice_stays(const struct crm_saving *w, int64_t id,
    struct crm_text status, struct crm_err *err);
/* That an invoice or a line that comes back is not beyond what may be invoiced, which
 * another may ask for meanwhile. */
enum crm_status invoice_check_back(
    const struct crm_saving *w, int64_t invoice, struct crm_err *err);
crm_hook invoice_save, invoice_hide, invoice_saved;
/* Behind red letters that a file brings: together they are not over the blue one of that
 * id, by their heads or by their lines. */
crm_later_fn invoice_check_red;

/* ---- line.c ---- */

crm_hook invoice_line_save, invoice_line_hide, invoice_line_saved;
/* In another currency its figures are the same, and so are those of its lines. */
enum crm_status
invoice_lines_follow(const struct crm_saving *w, struct crm_err *err);

/* ---- same.c: what an invoice shares with what it is for ---- */

/* CRM_RULE where its customer or its currency is another. */
enum crm_status invoice_check_same(
    struct crm_store *s, const struct crm_record *invoice, struct crm_err *err);
/* The same when the batch is done, where that changed. */
void invoice_stays_same(const struct crm_saving *w);
/* In `save` of a line: it keeps the rate of what it is for. */
enum crm_status
invoice_line_rate(const struct crm_saving *w, struct crm_err *err);

/* ---- save.c, steps.c ---- */

crm_undo_hook invoice_undo;
extern const struct steps invoice_steps;
extern const char invoice_prefix[];

/* ---- red-issued.c ---- */

/* What follows from a red letter that is issued: the state of the invoice that it
 * takes back, and the customer's credit. */
enum crm_status invoice_red_issued(struct crm_store *s,
    const struct crm_record *red, bool credit, struct crm_err *err);

/* ---- stand.c: what is not void while it is invoiced ---- */

crm_hook stand_order_saved, stand_receivable_saved;

/* ---- close.c: orders that are done ---- */

crm_hook close_receivable_saved, close_delivery_saved, close_invoice_saved;

crm_audit invoice_audit;

#endif
