/* Charges: fee and interest, which are a claim until what is dunned is paid. */
#include "dunning.h"

#include <crm/domain/receivable.h>

struct charging {
	struct crm_store *s;
	struct crm_arena a;
	struct crm_record notice, receivable;
	struct crm_dunning levels;
	int64_t day;
};

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), v);
}

static const struct crm_entity *
kind(const struct charging *x, const char *name)
{
	return crm_dict_find(crm_store_dict(x->s), name);
}

/* The receivable that the notice is about; CRM_RULE where it is not paid. */
static enum crm_status
load(struct charging *x, int64_t notice, struct crm_err *err)
{
	const struct crm_entity *e = kind(x, "receivable");
	enum crm_status st;
	int64_t id;

	if ((st = crm_load(x->s, kind(x, "dunning-notice"), notice, &x->a,
		 &x->notice, err)) != CRM_OK)
		return st;
	id = value_of(&x->notice, "receivable")->i;
	if ((st = crm_lock(x->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(x->s, e, id, &x->a, &x->receivable, err)) != CRM_OK)
		return st;
	return value_of(&x->receivable, "settled_on")->kind == CRM_INT
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is not paid yet; its fee and interest are booked when it "
		  "is",
		  typed_id(&x->a, e, id));
}

/* Interest until it was paid, less what was charged of it before. */
static enum crm_status
interest_of(struct charging *x, int64_t *sum, struct crm_err *err)
{
	const struct crm_value *due = value_of(&x->receivable, "due_on");
	int64_t settled = value_of(&x->receivable, "settled_on")->i;
	struct crm_overdue over = { .due = due->i, .day = settled };
	const struct crm_dunning_level *l;
	int64_t interest, fees, charged;
	enum crm_status st;

	if ((st = crm_dunning_load(x->s, &x->a, &x->levels, err)) != CRM_OK ||
	    due->kind != CRM_INT ||
	    (l = crm_dunning_reached(&x->levels, settled - due->i)) == NULL)
		return st;
	over.rate = l->interest;
	if ((st = crm_dunning_interest(
		 x->s, x->receivable.id, &over, &interest, err)) == CRM_OK)
		st = crm_dunning_charged(
		    x->s, x->receivable.id, x->day, &fees, &charged, err);
	if (st == CRM_OK && interest > charged)
		*sum += interest - charged;
	return st;
}

/* What is to be charged of a notice n: nothing was, or that is void since. */
#define TO_CHARGE \
	" FROM dunning_notice n WHERE n.\"receivable\" = ? " \
	"AND n.\"deleted\" IS NULL AND NOT EXISTS (SELECT 1 FROM receivable c " \
	"WHERE c.\"id\" = n.\"charge\" AND c.\"void_on\" IS NULL " \
	"AND c.\"deleted\" IS NULL)"

/* The fees of the notices that are not booked yet, and interest. */
static enum crm_status
claim(struct charging *x, int64_t **notices, size_t *n, int64_t *sum,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(x->receivable.id);
	struct crm_value fees;
	enum crm_status st;

	st = crm_ids(x->s, "SELECT n.\"id\"" TO_CHARGE " ORDER BY n.\"id\"", &v,
	    1, &x->a, notices, n, err);
	if (st != CRM_OK || *n == 0)
		return st;
	st = crm_get_int(x->s,
	    "SELECT CAST(sum(n.\"fee\") AS BIGINT)" TO_CHARGE, &v, 1, &fees,
	    err);
	if (st != CRM_OK)
		return st;
	*sum = fees.kind == CRM_INT ? fees.i : 0;
	return interest_of(x, sum, err);
}

static enum crm_status
book(struct charging *x, int64_t sum, int64_t *id, struct crm_err *err)
{
	static const char *const same[] = { "customer", "order", "contract",
		"seller", "currency", "rate" };
	struct crm_record r;
	enum crm_status st;
	size_t i;

	crm_record_init(&r, kind(x, "receivable"), &x->a);
	for (i = 0; i < COUNT(same); i++)
		put(&r, same[i], *value_of(&x->receivable, same[i]));
	put(&r, "form", crm_value_text(CRM_TEXT("dunning")));
	put(&r, "booked_on", crm_value_int(x->day));
	put(&r, "due_on", crm_value_int(x->day));
	put(&r, "amount", crm_value_int(sum));
	put(&r, "net", crm_value_int(sum));
	st = crm_insert(x->s, &r, err);
	*id = r.id;
	return st;
}

static enum crm_status
mark(struct charging *x, int64_t notice, int64_t charge, struct crm_err *err)
{
	struct crm_record r;
	enum crm_action done;

	crm_record_init(&r, kind(x, "dunning-notice"), &x->a);
	r.id = notice;
	put(&r, "charge", crm_value_int(charge));
	return crm_update(x->s, &r, &done, err);
}

static enum crm_status
charge(struct charging *x, int64_t payment, int64_t *id, enum crm_action *done,
    struct crm_err *err)
{
	int64_t *notices = NULL, sum = 0;
	enum crm_status st;
	size_t i, n = 0;

	*done = CRM_ACT_UNCHANGED;
	*id = 0;
	if ((st = claim(x, &notices, &n, &sum, err)) != CRM_OK || sum <= 0)
		return st;
	st = book(x, sum, id, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = mark(x, notices[i], *id, err);
	if (st == CRM_OK && payment != 0)
		st = crm_allocate_to(x->s, payment, *id, 0, x->day, NULL, err);
	*done = CRM_ACT_UPDATED;
	return st;
}

enum crm_status
crm_dunning_charge(struct crm_store *s, int64_t notice, int64_t payment,
    int64_t day, int64_t *id, enum crm_action *done, struct crm_err *err)
{
	struct charging x = { .s = s,
		.day = day == CRM_DATE_MIN ? crm_store_clock(s)->today : day,
		.a = CRM_ARENA_INIT };
	enum crm_status st = load(&x, notice, err);

	if (st == CRM_OK)
		st = charge(&x, payment, id, done, err);
	crm_arena_free(&x.a);
	return st;
}
