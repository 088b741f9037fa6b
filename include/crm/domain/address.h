/* Where mail to a customer goes. */
#ifndef CRM_ADDRESS_H
#define CRM_ADDRESS_H

#include <crm/store/store.h>

struct crm_address {
	const char *name;  /* of the person, else of the customer */
	const char *email; /* NULL: there is none */
};

/* Its own e-mail, else that of its primary contact, else of the first one who has not
 * left and may be contacted.  Lives in the arena. */
enum crm_status crm_customer_address(struct crm_store *s, int64_t customer,
    struct crm_arena *a, struct crm_address *out, struct crm_err *err);

#endif
