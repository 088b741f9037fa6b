/* What response.c and overdue.c share. */
#ifndef CRM_DOMAIN_RESPONSE_H
#define CRM_DOMAIN_RESPONSE_H

#include "domain/core/core.h"

#include <crm/domain/response.h>

/* crm_responses_open; with `waiting` only of leads whose status still waits for
 * a response. */
enum crm_status
responses_open(struct crm_store *s, const struct crm_filter *where,
    const int64_t *ids, size_t n, int64_t now, bool waiting,
    struct crm_arena *arena, struct crm_responses **out, struct crm_err *err);

#endif
