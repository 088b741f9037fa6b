/* A document and all its lines, read: what they come to, and their shares. */
#include "totals.h"

#include <string.h>

static const struct crm_entity *
kind_of_lines(const struct totals *t)
{
	return crm_dict_find(crm_store_dict(t->s), t->k->kind);
}

const struct crm_entity *
totals_kind(const struct totals *t)
{
	const struct crm_entity *e = kind_of_lines(t);

	return crm_dict_find(
	    crm_store_dict(t->s), e->field[field_of(e, t->k->of)]->ref);
}

enum crm_status
totals_too_large(struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID,
	    "all lines together are more than an amount can be");
}

struct crm_text
totals_currency(const struct totals *t, struct crm_text own)
{
	return own.n > 0 ? own : crm_text_of(crm_store_currency(t->s));
}

static struct crm_text
currency_of_line(const struct totals *t, const struct crm_record *line)
{
	struct crm_value v = line_get(line, "currency");

	return totals_currency(
	    t, v.kind == CRM_STR ? v.t : (struct crm_text){ NULL, 0 });
}

/* Its document is in another currency since, or it comes back out of a time when that
 * was: of what it comes to the number that people see stays. */
static enum crm_status
take_over(struct totals *t, size_t i, struct crm_err *err)
{
	static const char *const sums[] = { "amount", "net", "tax", "gross" };
	struct crm_record *r = &t->line[i];
	struct crm_text from = currency_of_line(t, r);
	struct crm_value v;
	size_t f;

	t->foreign[i] = crm_field_of(r->entity, "currency") >= 0 &&
	    !crm_text_eq(totals_currency(t, t->h.currency), from);
	for (f = 0; f < COUNT(sums) && t->foreign[i]; f++) {
		v = line_get(r, sums[f]);
		if (v.kind != CRM_INT)
			continue;
		if (!crm_mul_div(v.i, crm_pow10(t->h.digits),
			crm_pow10(crm_currency_digits_n(from)), &v.i))
			return totals_too_large(err);
		line_put(r, sums[f], v);
	}
	return CRM_OK;
}

/* What a line comes to before the discount on the whole. */
enum crm_status
totals_worth(struct totals *t, size_t i, struct crm_err *err)
{
	struct crm_value value;
	enum crm_status st = line_worth(&t->line[i], &t->h, &value, err);

	if (st != CRM_OK)
		return st;
	t->priced[i] = value.kind == CRM_INT;
	if (!t->priced[i])
		value = line_get(&t->line[i], "amount");
	t->value[i] = value.kind == CRM_INT ? value.i : 0;
	t->worth |= value.kind == CRM_INT;
	return CRM_OK;
}

/* For what is found of each line. */
static void
make_room(struct totals *t)
{
	t->value = crm_alloc_n(t->a, t->n + 1, sizeof *t->value);
	t->share = crm_alloc_n(t->a, t->n + 1, sizeof *t->share);
	t->priced = crm_alloc_n(t->a, t->n + 1, sizeof *t->priced);
	t->foreign = crm_alloc_n(t->a, t->n + 1, sizeof *t->foreign);
}

enum crm_status
totals_of_line(struct totals *t, struct crm_record *line, struct crm_err *err)
{
	t->n = 1;
	t->line = line;
	make_room(t);
	return totals_worth(t, 0, err);
}

/* The lines of a document whose head is known. */
enum crm_status
totals_load_lines(struct totals *t, struct crm_err *err)
{
	const struct crm_entity *e = kind_of_lines(t);
	enum crm_status st;
	int64_t *ids;
	size_t i;

	st = crm_referring(t->s, e, field_of(e, t->k->of), totals_kind(t),
	    &t->h.id, 1, false, t->a, &ids, &t->n, err);
	if (st != CRM_OK)
		return st;
	t->line = crm_alloc_n(t->a, t->n + 1, sizeof *t->line);
	make_room(t);
	for (i = 0; i < t->n && st == CRM_OK; i++) {
		st = crm_load(t->s, e, ids[i], t->a, &t->line[i], err);
		if (st == CRM_OK)
			st = take_over(t, i, err);
		if (st == CRM_OK)
			st = totals_worth(t, i, err);
	}
	return st;
}

enum crm_status
totals_load(struct totals *t, int64_t document, struct crm_err *err)
{
	enum crm_status st = head_load(t->s, t->k, document, t->a, &t->h, err);

	return st == CRM_OK ? totals_load_lines(t, err) : st;
}

bool
totals_add(int64_t *sum, int64_t v)
{
	*sum += v;
	return *sum <= CRM_MONEY_MAX && *sum >= -CRM_MONEY_MAX;
}

/* Each line's share of the discount on the whole. */
enum crm_status
totals_spread(struct totals *t, struct crm_err *err)
{
	int64_t *weight = crm_alloc_n(t->a, t->n + 1, sizeof *weight);
	int64_t sum = 0;
	size_t i;

	memset(t->share, 0, (t->n + 1) * sizeof *t->share);
	for (i = 0; i < t->n; i++) {
		weight[i] = t->priced[i] ? t->value[i] : 0;
		if (!totals_add(&sum, weight[i]))
			return totals_too_large(err);
	}
	if (t->h.discount != 0)
		(void)crm_spread(
		    crm_share_of(sum, t->h.discount), weight, t->n, t->share);
	return CRM_OK;
}

enum crm_status
totals_read(struct totals *t, int64_t document, struct crm_err *err)
{
	enum crm_status st = totals_load(t, document, err);

	return st == CRM_OK ? totals_spread(t, err) : st;
}
