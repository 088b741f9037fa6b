/* A red letter while it is written. */
#ifndef CRM_DOMAIN_INVOICE_RED_H
#define CRM_DOMAIN_INVOICE_RED_H

#include "invoice.h"

/* A line of the blue invoice, and what is left of it. */
struct blue_line {
	int64_t id, number, order_line;
	bool counted; /* it has a quantity */
	int64_t quantity, gross, net;
	int64_t quantity_left, gross_left, net_left;
	int64_t receivable; /* 0: none */
	int64_t said;       /* of that red letters say so */
	int64_t came_back;  /* or is not served, and no red letter says so */
	/* What the red letter takes. */
	int64_t q, g, n;
};

struct redding {
	struct crm_store *s;
	const struct crm_red *r;
	struct crm_arena a;
	struct crm_record blue;
	const char *id;
	struct blue_line *line;
	size_t n, cap;
	int64_t left;  /* of all of it */
	int64_t gross; /* that was said; 0: nothing */
	int64_t red;
};

/* red-back.c: of each line what came back or ended, and no red letter says so. */
enum crm_status red_came_back(struct redding *v, struct crm_err *err);

#endif
