/* How often the expected close of deals went to a later month, by the log. */
#include "pushes.h"

#include <crm/store/log.h>

struct pushing {
	struct groups *by_deal;
	struct crm_fallen fallen;
	int64_t today, now;
};

/* A close that moved to a later month, however many it went on; not what was undone. */
static enum crm_status
note_push(void *ctx, const struct crm_log_change *c, struct crm_err *err)
{
	struct pushing *p = ctx;
	struct crm_ymd a, b;

	(void)err;
	if (c->old.kind != CRM_INT || c->new.kind != CRM_INT ||
	    crm_instant_date(c->at) > p->today || c->at > p->now ||
	    !crm_log_stands(&p->fallen, c->batch))
		return CRM_OK;
	a = crm_date_ymd(c->old.i);
	b = crm_date_ymd(c->new.i);
	if (b.y > a.y || (b.y == a.y && b.m > a.m))
		++*(int64_t *)groups_at(p->by_deal, crm_value_int(c->record));
	return CRM_OK;
}

enum crm_status
pushes_read(struct crm_store *s, int64_t today, struct crm_arena *a,
    struct groups *out, struct crm_err *err)
{
	static const char *const close[] = { "expected_close", NULL };
	struct pushing p = {
		.by_deal = out, .today = today, .now = crm_store_clock(s)->now
	};
	enum crm_status st = crm_log_fallen(s, a, &p.fallen, err);

	groups_init(out, a, sizeof(int64_t));
	return st == CRM_OK
	    ? crm_log_fields(s, crm_dict_find(crm_store_dict(s), "deal"), close,
		  0, note_push, &p, err)
	    : st;
}

int64_t
pushes_of(struct groups *by_deal, int64_t deal)
{
	const int64_t *n = groups_find(by_deal, crm_value_int(deal));

	return n == NULL ? 0 : *n;
}
