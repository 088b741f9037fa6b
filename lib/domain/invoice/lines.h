/* What an amount of an invoice is of: the lines that it is charged for. */
#ifndef CRM_DOMAIN_INVOICE_LINES_H
#define CRM_DOMAIN_INVOICE_LINES_H

#include "invoice.h"

#include <crm/domain/billing.h>

/* A line of an order, as an invoice has it. */
struct of_line {
	int64_t id, product, tax_rate;
	bool rated;
	const char *description, *unit, *tax_class;
	/* What it comes to, of a delivery what left with it and is kept … */
	int64_t quantity, gross, net;
	struct crm_owed_sum left; /* … and what of that is left to invoice */
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

#endif
