/* A return while it is made: what the files share that make it. */
#ifndef CRM_DOMAIN_ORDER_RETURN_H
#define CRM_DOMAIN_ORDER_RETURN_H

#include "order.h"

/* A return while it is made. */
struct returning {
	struct crm_store *s;
	const struct crm_returning *r;
	struct crm_arena a;
	struct crm_record line, order;
	const char *id; /* of the line */
	int64_t day;
	/* Of the line, as far as no delivery says what it was charged: what left, less
	 * what is sent anew; what came back for credit, and what was credited for
	 * that. */
	int64_t shipped, returned, net, gross;
	bool all_charged; /* also what left beyond the order */
	int64_t move;     /* the one just made */
};

/* What can come back of a delivery line. */
struct left {
	int64_t id, left, move, all;
	bool told;                   /* it says what it was charged, … */
	struct crm_charge sum, anew; /* … and what of that is sent anew … */
	struct crm_charge off;       /* … or was credited */
	const char *lot;             /* its number; "": of none */
};

/* What of a sum of a delivery line came back to be sent anew, and what of it was
 * credited. */
#define BACK_OF(sum, which) \
	"coalesce((SELECT CAST(sum(" sum ") AS BIGINT) " \
	"FROM sale_return r WHERE r.\"delivery_line\" = d.\"id\" " \
	"AND d.\"quantity\" > 0 AND r.\"deleted\" IS NULL " \
	"AND " which "r.\"status\" = 'received'), 0)"
#define ANEW_OF(sum) \
	BACK_OF("round(d.\"" sum "\" * 1.0 * r.\"quantity\" " \
		"/ d.\"quantity\")", \
	    "r.\"exchange\" = 1 AND ")
#define CREDITED_OF(credited) \
	BACK_OF("coalesce(r.\"" credited "\", 0)", \
	    "coalesce(r.\"exchange\", 0) <> 1 AND ")

/* return-credit.c: what so many of a delivery line are credited, put into the return. */
enum crm_status return_credit(struct returning *v, struct crm_record *r,
    const struct left *of, int64_t quantity, struct crm_err *err);

#endif
