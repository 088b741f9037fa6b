/*
 * What was open at the end of a day: what is open now, and what was taken off it
 * since, by the dates of the allocations.  So what is paid today was open before, and
 * what was taken back since was paid.
 */
#include "finance.h"

#include <string.h>

enum {
	ID,
	CUSTOMER,
	BOOKED,
	DUE,
	CURRENCY,
	AMOUNT,
	OPEN,
	OPEN_BASE,
	DISPUTED,
	RETAINED,
	VOID,
	AMOUNT_BASE,
	OWN_COLUMNS,
};

#define OWN_SQL \
	"t.\"id\", t.\"customer\", t.\"booked_on\", " \
	"coalesce(t.\"due_on\", t.\"booked_on\"), t.\"currency\", " \
	"t.\"amount\", coalesce(t.\"open\", t.\"amount\"), t.\"open_base\", " \
	"%s, coalesce(t.\"retained\", 0), " \
	"t.\"void_on\", t.\"amount_base\""

/* On a day: what was marked by then, and was not resolved by then. */
#define DISPUTED_SQL \
	"CASE WHEN (t.\"disputed\" = 1 " \
	"AND coalesce(t.\"disputed_on\", %lld) <= %lld) " \
	"OR (t.\"disputed_on\" <= %lld AND t.\"resolved_on\" > %lld) " \
	"THEN 1 ELSE 0 END"

struct taken {
	int64_t amount, base;
};

/* What was allocated behind the day, by receivable. */
static enum crm_status
read_later(struct open_items *x, struct crm_err *err)
{
	enum { RECEIVABLE, OF, BASE };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	groups_init(&x->later, x->run->arena, sizeof(struct taken));
	st = crm_sql(x->run->s,
	    "SELECT \"receivable\", \"amount\", "
	    "coalesce(\"relieved_base\", \"amount\") FROM allocation "
	    "WHERE \"allocated_on\" > ? AND \"receivable\" IS NOT NULL "
	    "AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(x->day));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct taken *t = groups_at(
		    &x->later, crm_col(q, RECEIVABLE, false));

		st = add_money(&t->amount, crm_col_int(q, OF), err);
		if (st == CRM_OK)
			st = add_money(&t->base, crm_col_int(q, BASE), err);
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* Those of which something was open, as far as the row says so: where anything was
 * taken off since, all may be. */
static const char *
conditions(const struct open_items *x, bool planned)
{
	struct crm_arena *a = x->run->arena;
	const char *booked = planned
	    ? ""
	    : crm_sprintf(a, " AND t.\"booked_on\" <= %lld", (long long)x->day);

	return x->later.n > 0
	    ? booked
	    : crm_sprintf(a,
		  "%s AND (coalesce(t.\"open\", t.\"amount\") <> 0 "
		  "OR t.\"void_on\" IS NOT NULL)",
		  booked);
}

static const char *
disputed_by(struct crm_arena *a, int64_t day)
{
	long long d = (long long)day;

	return crm_sprintf(a, DISPUTED_SQL, d, d, d, d);
}

enum crm_status
open_items_begin(struct tally_run *r, int64_t day, bool planned,
    const char *more, size_t n_more, struct open_items *out,
    struct crm_err *err)
{
	struct columns columns = { .text = { [CURRENCY] = true },
		.n = OWN_COLUMNS + n_more };
	enum crm_status st;

	*out = (struct open_items){ .run = r, .day = day };
	if ((st = read_later(out, err)) != CRM_OK)
		return st;
	columns.sql = crm_sprintf(
	    r->arena, OWN_SQL "%s", disputed_by(r->arena, day), more);
	columns.also = conditions(out, planned);
	return records_open(r, &columns, &out->x, err);
}

struct crm_text
currency_or_base(struct crm_value currency, const struct tally_run *r)
{
	return currency.kind == CRM_STR ? currency.t : crm_text_of(r->base);
}

/* One that is void by now had nothing allocated to it then: all of it was open. */
static struct open_item
read_item(const struct open_items *x)
{
	const struct crm_value *c = x->x.cell;
	bool was_whole = c[VOID].kind == CRM_INT;

	return (struct open_item){ .id = c[ID].i,
		.customer = c[CUSTOMER].kind == CRM_INT ? c[CUSTOMER].i : 0,
		.amount = c[AMOUNT].i,
		.open = c[was_whole ? AMOUNT : OPEN].i,
		.open_base = c[was_whole ? AMOUNT_BASE : OPEN_BASE],
		.booked = c[BOOKED],
		.due = c[DUE],
		.currency = currency_or_base(c[CURRENCY], x->run),
		.disputed = c[DISPUTED].i != 0,
		.retained = c[RETAINED].i != 0,
		.more = c + OWN_COLUMNS };
}

static bool
was_void(const struct open_items *x)
{
	const struct crm_value v = x->x.cell[VOID];

	return v.kind == CRM_INT && v.i <= x->day;
}

/* What was taken off since is open again. */
static enum crm_status
give_back(struct open_items *x, struct open_item *i, struct crm_err *err)
{
	const struct taken *t = x->later.n == 0
	    ? NULL
	    : groups_find(&x->later, crm_value_int(i->id));
	enum crm_status st = CRM_OK;

	if (i->open_base.kind != CRM_INT &&
	    crm_text_is(i->currency, x->run->base))
		i->open_base = crm_value_int(i->open);
	if (t == NULL)
		return CRM_OK;
	st = add_money(&i->open, t->amount, err);
	if (st == CRM_OK && i->open_base.kind == CRM_INT)
		st = add_money(&i->open_base.i, t->base, err);
	return st;
}

enum crm_status
open_items_next(struct open_items *x, struct open_item *out,
    struct crm_value *key, bool *found, struct crm_err *err)
{
	enum crm_status st;

	while ((st = records_next(x->run, &x->x, key, found, err)) == CRM_OK &&
	    *found) {
		if (was_void(x))
			continue;
		*out = read_item(x);
		if ((st = give_back(x, out, err)) != CRM_OK || out->open != 0)
			break;
	}
	if (st == CRM_OK && *found && out->open_base.kind != CRM_INT)
		st = unrated_add(
		    &x->unrated, x->run->arena, out->currency, out->open, err);
	return st;
}

void
open_items_end(struct open_items *x)
{
	records_close(&x->x);
}

int
dimension_named(const struct dimensions *d, const char *field)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->d[i].path.steps == 0 &&
		    strcmp(d->d[i].path.entity->field[d->d[i].path.field]->name,
			field) == 0)
			return (int)i;
	return -1;
}
