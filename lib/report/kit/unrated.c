/* What is in another currency and has no rate: summed up by itself, in its own
 * currency, for in the base currency it would be a silent zero. */
#include "kit.h"

#include <string.h>

static struct unrated_sum *
find(const struct unrated *u, struct crm_text currency)
{
	size_t i;

	for (i = 0; i < u->n; i++)
		if (crm_text_is(currency, u->by[i].currency))
			return &u->by[i];
	return NULL;
}

static struct unrated_sum *
sum_of(struct unrated *u, struct crm_arena *a, struct crm_text currency)
{
	struct unrated_sum *sum = find(u, currency);

	if (sum != NULL)
		return sum;
	u->by = crm_grow(a, u->by, u->n, &u->cap, sizeof *u->by);
	sum = &u->by[u->n++];
	*sum = (struct unrated_sum){ .currency = crm_strndup(
					 a, currency.p, currency.n) };
	return sum;
}

bool
unrated_has(const struct unrated *u, const char *currency)
{
	return find(u, crm_text_of(currency)) != NULL;
}

int64_t
unrated_in(const struct unrated *u, const char *currency)
{
	const struct unrated_sum *sum = find(u, crm_text_of(currency));

	return sum == NULL ? 0 : sum->amount;
}

enum crm_status
unrated_add(struct unrated *u, struct crm_arena *a, struct crm_text currency,
    int64_t amount, struct crm_err *err)
{
	struct unrated_sum *sum = sum_of(u, a, currency);

	sum->count++;
	return add_money(&sum->amount, amount, err);
}

enum crm_status
unrated_merge(struct unrated *u, struct crm_arena *a,
    const struct unrated *from, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct unrated_sum *sum;
	size_t i;

	u->deals += from->deals;
	for (i = 0; i < from->n && st == CRM_OK; i++) {
		sum = sum_of(u, a, crm_text_of(from->by[i].currency));
		sum->count += from->by[i].count;
		st = add_money(&sum->amount, from->by[i].amount, err);
	}
	return st;
}

enum crm_status
unrated_won(struct crm_store *s, int64_t from, int64_t to, struct crm_arena *a,
    struct unrated *u, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT t.\"currency\", t.\"amount\" FROM deal t "
	    "JOIN stage s ON s.\"id\" = t.\"stage\" AND s.\"type\" = 'won' "
	    "WHERE t.\"deleted\" IS NULL AND t.\"amount\" IS NOT NULL "
	    "AND t.\"amount_base\" IS NULL "
	    "AND t.\"closed_on\" BETWEEN ? AND ? AND " CLOSED_BEHIND_OPENED
	    " ORDER BY t.\"currency\"",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(from));
	crm_bind(q, 2, crm_value_int(to));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		st = unrated_add(
		    u, a, crm_col_text(q, 0), crm_col_int(q, 1), err);
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* Orders and deals are given theirs by different programs. */
static void
name_programs(
    const struct unrated *u, int64_t n, const char *program, struct crm_buf *b)
{
	bool deals = u->deals > 0, others = u->deals < n;

	/* What has no rate of its own takes that of the table. */
	if (strcmp(program, "crm-admin") == 0) {
		crm_buf_printf(b,
		    crm_tr("; a rate is given by: %s rate add currency=CODE "
			   "day=DATE rate=RATE"),
		    program);
		return;
	}
	crm_buf_printf(b, crm_tr("; a rate is given by: %s set ID rate=RATE"),
	    others ? program : "crm-deal");
	if (deals && others)
		crm_buf_str(b, ", crm-deal set ID rate=RATE");
}

void
unrated_sums(const struct unrated *u, struct crm_buf *b)
{
	size_t i;

	for (i = 0; i < u->n; i++) {
		const struct unrated_sum *sum = &u->by[i];

		crm_buf_printf(b, "%s%s ", i == 0 ? "" : ", ", sum->currency);
		crm_number_group(
		    b, sum->amount, crm_currency_digits(sum->currency), true);
		crm_buf_printf(b, " (%lld)", (long long)sum->count);
	}
}

void
unrated_note(const struct unrated *u, const char *what, const char *program,
    struct crm_arena *a, const struct crm_sink *sink)
{
	struct crm_buf b = CRM_BUF_INIT;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < u->n; i++)
		n += u->by[i].count;
	if (n == 0)
		return;
	crm_buf_printf(&b,
	    crm_tr("%lld %s%s in another currency without a rate %s not in the "
		   "amounts in the base currency:"),
	    (long long)n, crm_tr(what), n == 1 ? "" : "s",
	    n == 1 ? crm_tr("is") : crm_tr("are"));
	crm_buf_char(&b, ' ');
	unrated_sums(u, &b);
	if (program != NULL)
		name_programs(u, n, program, &b);
	sink->note(sink->ctx, crm_strndup(a, b.data, b.len));
	crm_buf_free(&b);
}
