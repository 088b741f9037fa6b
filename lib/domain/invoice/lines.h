/* What an amount of an invoice is of: the lines that it is charged for. */
#ifndef CRM_DOMAIN_INVOICE_LINES_H
#define CRM_DOMAIN_INVOICE_LINES_H

#include "invoice.h"

#include <crm/domain/billing.h>

/* A line of an order, as an invoice has it; of a contract its lines of one rate. */
struct of_line {
	int64_t id, product, tax_rate;
	bool rated;
	const char *description, *unit, *tax_class;
	/* What it comes to, of a delivery what left with it and is kept … */
	int64_t quantity, gross, net;
	struct crm_owed_sum left; /* … and what of that is left to invoice */
	int64_t over; /* it is invoiced so much beyond what it comes to */
};

struct adding {
	struct crm_store *s;
	struct crm_arena a;
	const struct invoice_part *p;
	int64_t invoice, number;          /* of the last line */
	struct crm_record to, receivable; /* the invoice; what is charged */
	struct of_line *line;
	size_t n, cap;
};

/* ---- of-lines.c ---- */

/* The part, the lines that it is of, and what of them is left. */
enum crm_status invoice_read_part(struct adding *v, struct crm_err *err);
/* Whether a receivable arose by itself, and is charged for lines. */
bool invoice_arises(const struct crm_record *receivable);

/* ---- owed.c ---- */

/* What of a receivable `of` is left to ask for, which the part names. */
enum crm_status
invoice_left_to_ask(struct crm_store *s, const struct crm_record *of,
    const struct invoice_part *p, int64_t *left, struct crm_err *err);

/* ---- by-rate.c ---- */

/* What a contract comes to at each rate of tax, as lines without a name. */
enum crm_status invoice_contract_rates(struct crm_store *s, int64_t contract,
    struct crm_arena *a, struct of_line **out, size_t *n, struct crm_err *err);

#endif
