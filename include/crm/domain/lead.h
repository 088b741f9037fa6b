/*
 * What happens to a lead (DOMAIN §1): its states and its conversion.
 *
 *	new -> assigned -> working -> qualified -> converted*
 *	any open one -> unqualified(reason), duplicate(of)*, recycled(wake_on)
 *
 * Recycled reads as new from wake_on; unqualified and recycled can be reopened;
 * an assigned one that is rejected returns to new and is nobody's.
 */
#ifndef CRM_LEAD_H
#define CRM_LEAD_H

#include <crm/store/write.h>

enum crm_lead_step {
	CRM_LEAD_WORK,
	CRM_LEAD_QUALIFY,
	CRM_LEAD_DISQUALIFY,
	CRM_LEAD_RECYCLE,
	CRM_LEAD_DUPLICATE,
	CRM_LEAD_REOPEN,
	CRM_LEAD_REJECT,
};

struct crm_lead_move {
	enum crm_lead_step step;
	struct crm_text reason; /* why; disqualify and reject need one */
	int64_t wake_on;        /* recycle: the day it reads as new */
	int64_t of;             /* duplicate: the lead it repeats */
};

/* CRM_RULE with the states that can follow where the step is not one of them.
 * A lead that is there already is unchanged. */
enum crm_status crm_lead_move(struct crm_store *s, int64_t lead,
    const struct crm_lead_move *m, enum crm_action *done, struct crm_err *err);

struct crm_conversion {
	int64_t customer, contact; /* existing ones to use, or 0: find them,
					 * else make them */
	bool no_contact;
	struct crm_text deal; /* name of the deal to make, or empty */
};

/*
 * Makes of a qualified lead a customer, a contact, and a deal where one is
 * asked for.  Customer and contact that are there already are found by e-mail
 * or mobile, then by the company's name, and only their blank fields are
 * filled.  Open tasks follow the lead to the deal, else to the customer.  The
 * lead keeps their ids and cannot be changed any more.  CRM_RULE where it is
 * converted already, or more than one customer has its company's name.
 */
enum crm_status crm_lead_convert(struct crm_store *s, int64_t lead,
    const struct crm_conversion *how, enum crm_action *done,
    struct crm_err *err);

#endif
