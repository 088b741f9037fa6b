/*
 * Invoices and their red letters (DOMAIN, invoices): requested for what is owed,
 * issued with the tax authority's number, taken back by red letters alone.
 */
#ifndef CRM_INVOICE_H
#define CRM_INVOICE_H

#include <crm/store/write.h>

/* ---- requested ---- */

struct crm_invoicing {
	struct crm_text kind; /* "special" …; empty: nobody said */
	int64_t
	    amount; /* gross, of an order or a contract; 0: all that is left */
	bool each;  /* one invoice each, not one for all of a customer */
};

/* Puts what is not invoiced of one onto the invoice that the batch has requested of
 * its customer, seller, currency and kind, else a new one: *invoice.  An order's and
 * a delivery's receivables that are booked or planned; an order or a contract without
 * any by its amount.  CRM_RULE where nothing is left, with what it is invoiced by. */
enum crm_status crm_invoice_receivable(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err);
enum crm_status crm_invoice_order(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err);
enum crm_status crm_invoice_contract(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err);
enum crm_status crm_invoice_delivery(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err);

/* ---- steps ---- */

enum crm_invoice_step {
	CRM_INVOICE_ISSUE, /* requested: with its number and the authority's */
	CRM_INVOICE_VOID,  /* requested, and not wanted any more */
};

struct crm_invoice_move {
	enum crm_invoice_step step;
	struct crm_text reason;
	struct crm_text official_no;     /* ISSUE: the authority's number */
	struct crm_text confirmation_no; /* ISSUE, of a red letter */
	int64_t day;                     /* ISSUE; CRM_DATE_MIN: today */
	struct crm_value credit;         /* as struct crm_red has it */
};

/* CRM_RULE where the state does not allow it, the day is in the future, the number is
 * another's, or more would be invoiced than the order or the contract comes to. */
enum crm_status crm_invoice_move(struct crm_store *s, int64_t id,
    const struct crm_invoice_move *m, enum crm_action *done,
    struct crm_err *err);

/* ---- red letters ---- */

struct crm_red {
	struct crm_text reason;          /* "wrong" … */
	struct crm_text confirmation_no; /* of the authority's confirmation */
	struct crm_text official_no;
	bool applied; /* it waits for that: it is requested, and issued then */
	int64_t line; /* number of a line; 0: of all, or the only one */
	int64_t quantity; /* of the line; 0: all that is left */
	int64_t
	    gross;   /* instead of a quantity, a decimal; 0: all that is left */
	int64_t day; /* CRM_DATE_MIN: today */
	struct crm_value
	    credit; /* whether the customer gets credit for it; null:
				  * but for what was wrong, which is still owed */
};

/* Takes so much of an invoice back: *red.  CRM_RULE where less is left of it. */
enum crm_status crm_invoice_red(struct crm_store *s, int64_t id,
    const struct crm_red *r, int64_t *red, struct crm_err *err);

#endif
