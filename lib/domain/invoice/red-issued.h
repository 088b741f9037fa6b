/* A red letter that is issued, and the credit that follows from it. */
#ifndef CRM_DOMAIN_INVOICE_RED_ISSUED_H
#define CRM_DOMAIN_INVOICE_RED_ISSUED_H

#include "invoice.h"

/* What the letter takes back of a line of an order, and what of that nobody got credit
 * for yet. */
struct of_line {
	int64_t line, order; /* 0: none that is named */
	int64_t gross, net, credit, credit_net;
};

struct crediting {
	struct crm_store *s;
	const struct crm_record *red;
	struct crm_arena a;
	bool returned, allowed; /* why */
	bool back_or_ended;
	int64_t gross, net; /* nobody got credit for yet */
	bool back;          /* some of it was credited before */
	bool bounded;       /* it is known what is charged: … */
	int64_t most;       /* … so much, and no more is credited */
	/* Of an invoice over several orders each is credited for itself: which
	 * (0: its lines of none), WHOLE, and what the letter says of it. */
	int64_t order, all, alls;
	struct of_line *line;
	size_t n;
};

enum { WHOLE = -1 };

/* red-left.c: what of it nobody got credit for yet, in all and of each line. */
enum crm_status red_find_left(struct crediting *k, struct crm_err *err);

#endif
