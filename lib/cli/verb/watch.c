/* watch, unwatch: who acts hears of changes of records, or no more. */
#include "cli/internal.h"

#include <crm/domain/notice.h>

enum crm_status
each_watch(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_watch(c->store, c->entity, id, done, err);
}

enum crm_status
each_unwatch(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_unwatch(c->store, c->entity, id, done, err);
}
