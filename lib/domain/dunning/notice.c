/* Notices: which are to be sent, each once, and what they claim. */
#include "dunning.h"

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	if (v.kind != CRM_NULL && value_of(r, field)->kind == CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), v);
}

/* ---- what one says ---- */

#define NOTICED \
	"coalesce((SELECT max(n.\"level\") FROM dunning_notice n " \
	"WHERE n.\"receivable\" = r.\"id\" AND n.\"deleted\" IS NULL), 0)"

enum crm_status
dunned_read(struct crm_store *s, int64_t receivable, int64_t day,
    struct crm_arena *a, struct crm_dunned *out, bool *yes, struct crm_err *err)
{
	enum { CUSTOMER, DUE, OPEN, BASE, CURRENCY, NOTICED_LEVEL };
	struct crm_stmt *q;
	enum crm_status st;

	st = crm_sql(s,
	    "SELECT r.\"customer\", r.\"due_on\", "
	    "coalesce(r.\"open\", r.\"amount\"), coalesce(r.\"open_base\", 0), "
	    "r.\"currency\", " NOTICED " FROM receivable r WHERE r.\"id\" = ? "
	    "AND r.\"booked_on\" <= ? AND r.\"due_on\" < ? AND " DUNNED,
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(receivable));
	crm_bind(q, 2, crm_value_int(day));
	crm_bind(q, 3, crm_value_int(day));
	if ((st = crm_step(q, yes, err)) != CRM_OK || !*yes)
		return st;
	*out = (struct crm_dunned){ .receivable = receivable,
		.customer = crm_col_int(q, CUSTOMER),
		.due = crm_col_int(q, DUE),
		.days = day - crm_col_int(q, DUE),
		.open = crm_col_int(q, OPEN),
		.open_base = crm_col_int(q, BASE),
		.currency = crm_value_dup(a, crm_col(q, CURRENCY, true)).t,
		.noticed = crm_col_int(q, NOTICED_LEVEL) };
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
notice_fill(struct crm_store *s, const struct crm_dunned *d,
    const struct crm_dunning_level *l, int64_t day, struct crm_record *r,
    struct crm_err *err)
{
	int64_t fee = crm_dunning_fee(l, d), interest;
	const struct crm_overdue over = {
		.due = d->due, .day = day, .open = d->open, .rate = l->interest
	};
	enum crm_status st = crm_dunning_interest(
	    s, d->receivable, &over, &interest, err);

	if (st != CRM_OK)
		return st;
	put(r, "receivable", crm_value_int(d->receivable));
	put(r, "customer", crm_value_int(d->customer));
	put(r, "level", crm_value_int(l->level));
	put(r, "sent_on", crm_value_int(day));
	put(r, "days", crm_value_int(d->days));
	put(r, "currency",
	    d->currency.n > 0 ? crm_value_text(d->currency) : CRM_VALUE_NULL);
	put(r, "amount", crm_value_int(d->open));
	put(r, "fee", fee > 0 ? crm_value_int(fee) : CRM_VALUE_NULL);
	put(r, "interest",
	    interest > 0 ? crm_value_int(interest) : CRM_VALUE_NULL);
	return CRM_OK;
}

/* ---- a run ---- */

struct running {
	struct crm_store *s;
	const struct crm_dunning_run *r;
	struct crm_dunning levels;
	int64_t day;
	struct crm_arena a;
};

/* Between the writing of a notice and its hook. */
struct of_run {
	bool now;
};

static struct of_run *
of_run(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct of_run), &a);
}

bool
notice_is_of_run(struct crm_store *s)
{
	return of_run(s)->now;
}

static enum crm_status
put_notice(struct running *x, const struct crm_dunned *d,
    const struct crm_dunning_level *l, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), "dunning-notice");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &x->a);
	if ((st = notice_fill(x->s, d, l, x->day, &r, err)) != CRM_OK)
		return st;
	put(&r, "channel",
	    x->r->channel.n > 0 ? crm_value_text(x->r->channel)
				: CRM_VALUE_NULL);
	of_run(x->s)->now = true;
	st = crm_insert(x->s, &r, err);
	of_run(x->s)->now = false;
	if (st == CRM_OK && x->r->each != NULL)
		x->r->each(x->r->ctx, r.id);
	return st;
}

/* Locked first: two runs at once tell it once. */
static enum crm_status
dun(struct running *x, int64_t id, struct crm_err *err)
{
	const struct crm_dunning_level *l;
	struct crm_dunned d;
	enum crm_status st;
	bool yes;

	st = crm_lock(
	    x->s, crm_dict_find(crm_store_dict(x->s), "receivable"), id, err);
	if (st != CRM_OK ||
	    (st = dunned_read(x->s, id, x->day, &x->a, &d, &yes, err)) !=
		CRM_OK ||
	    !yes)
		return st;
	l = crm_dunning_reached(&x->levels, d.days);
	return l == NULL || l->level <= d.noticed ? CRM_OK
						  : put_notice(x, &d, l, err);
}

/* What may have reached a level that is not told yet. */
static enum crm_status
candidates(struct running *x, int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(x->day),
		crm_value_int(x->levels.n == 0
			? CRM_DATE_MIN
			: x->day - x->levels.level[0].days),
		crm_value_int(x->r->customer), crm_value_int(x->r->customer) };

	return crm_ids(x->s,
	    "SELECT r.\"id\" FROM receivable r WHERE r.\"booked_on\" <= ? "
	    "AND r.\"due_on\" <= ? AND " DUNNED " AND (? = 0 OR "
	    "r.\"customer\" = ?) ORDER BY r.\"due_on\", r.\"id\"",
	    v, COUNT(v), &x->a, ids, n, err);
}

enum crm_status
crm_dunning_run(
    struct crm_store *s, const struct crm_dunning_run *r, struct crm_err *err)
{
	int64_t today = crm_store_clock(s)->today;
	struct running x = { .s = s,
		.r = r,
		.day = r->day == CRM_DATE_MIN ? today : r->day,
		.a = CRM_ARENA_INIT };
	enum crm_status st;
	int64_t *ids;
	size_t i, n = 0;

	if (x.day > today)
		return crm_fail_field(
		    err, CRM_RULE, "on", "no notice is dated in the future");
	st = crm_dunning_load(s, &x.a, &x.levels, err);
	if (st == CRM_OK && x.levels.n > 0)
		st = candidates(&x, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = dun(&x, ids[i], err);
	crm_arena_free(&x.a);
	return st;
}
