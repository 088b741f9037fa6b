/*
 * Rows that take off: a discount, a coupon, what is rounded away.  Nothing of them leaves,
 * comes back or is accepted: they come off the lines that are charged as they are, each
 * line by what it comes to.
 */
#include "billing.h"

#include <crm/domain/document.h>

#include <string.h>

/* ---- which lines a row comes off ---- */

/* One that names a milestone comes off that alone. */
bool
bill_comes_off(const struct bill_line *row, const struct bill_line *l)
{
	if (l->takes_off || l->form != row->form || l->sum.gross <= 0)
		return false;
	return row->milestone == NULL ||
	    (l->milestone != NULL && strcmp(l->milestone, row->milestone) == 0);
}

static bool
is_like(const struct bill_line *a, const struct bill_line *b)
{
	if (a->form != b->form)
		return false;
	return a->milestone == NULL || b->milestone == NULL
	    ? a->milestone == b->milestone
	    : strcmp(a->milestone, b->milestone) == 0;
}

/* The first of rows that come off the same. */
static bool
is_first(const struct bill *b, size_t row)
{
	size_t i;

	for (i = 0; i < row; i++)
		if (b->line[i].takes_off && is_like(&b->line[i], &b->line[row]))
			return false;
	return true;
}

/* ---- how much ---- */

static struct money
taken_off(const struct bill *b, const struct bill_line *row)
{
	struct money off = { 0, 0 };
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->line[i].takes_off && is_like(&b->line[i], row))
			off = bill_less(off, b->line[i].wanted_sum);
	return off;
}

/* Where a part of the lines is not wanted any more, nor is so much of what takes off;
 * where nothing is charged, nobody does that. */
static struct money
wanted_of(const struct bill *b, const struct bill_line *row, struct money off)
{
	int64_t wanted = 0, ordered = 0;
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (!bill_comes_off(row, &b->line[i]))
			continue;
		wanted += b->line[i].wanted_sum.gross;
		ordered += b->line[i].sum.gross;
	}
	return row->form == FORM_NONE ? off : bill_share(off, wanted, ordered);
}

static void
take_off(struct bill *b, const struct bill_line *row)
{
	int64_t *weight = crm_alloc_n(&b->a, b->n + 1, sizeof *weight);
	int64_t *gross = crm_alloc_n(&b->a, b->n + 1, sizeof *gross);
	int64_t *net = crm_alloc_n(&b->a, b->n + 1, sizeof *net);
	const struct money off = wanted_of(b, row, taken_off(b, row));
	size_t i;

	for (i = 0; i < b->n; i++)
		weight[i] = bill_comes_off(row, &b->line[i])
		    ? b->line[i].wanted_sum.gross
		    : 0;
	if (!crm_spread(off.gross, weight, b->n, gross) ||
	    !crm_spread(off.net, weight, b->n, net))
		return;
	for (i = 0; i < b->n; i++)
		b->line[i].off = bill_plus(
		    b->line[i].off, (struct money){ gross[i], net[i] });
}

void
bill_rows(struct bill *b)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		b->line[i].off = (struct money){ 0, 0 };
	for (i = 0; i < b->n; i++)
		if (b->line[i].takes_off && is_first(b, i))
			take_off(b, &b->line[i]);
}

struct money
bill_left_with(const struct bill_line *l)
{
	return bill_less(l->left_with,
	    bill_share(l->off, l->left_with.gross, l->wanted_sum.gross));
}

/* What is cancelled of a line that was credited for good gives nothing back that is of
 * others. */
struct money
bill_line_sum(const struct bill_line *l)
{
	const struct money sum = bill_less(l->wanted_sum, l->off);

	if (l->all_back)
		return l->given;
	return l->given.gross > sum.gross && l->given.gross > 0 ? l->given
								: sum;
}

/* ---- which rows there are ---- */

static bool
comes_off_any(const struct bill *b, const struct bill_line *row)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (bill_comes_off(row, &b->line[i]))
			return true;
	return false;
}

/* What most of the goods are charged by, or none. */
static enum bill_form
form_of_most(const struct bill *b)
{
	const struct bill_line *most = NULL;
	size_t i;

	for (i = 0; i < b->n; i++) {
		const struct bill_line *l = &b->line[i];

		if (!l->takes_off && l->sum.gross > 0 && l->form != FORM_NONE &&
		    l->form != FORM_SUBSCRIPTION &&
		    (most == NULL || l->sum.gross > most->sum.gross))
			most = l;
	}
	return most == NULL ? FORM_NONE : most->form;
}

/* Where nothing is charged by its form that a row could come off, it comes off what is
 * charged when the order is confirmed, else what most of the goods are charged by, or is
 * charged by itself. */
void
bill_settle_rows(struct bill *b)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "order-line");
	size_t i;

	for (i = 0; i < b->n; i++) {
		struct bill_line *l = &b->line[i];

		if (!l->takes_off || comes_off_any(b, l))
			continue;
		if (l->form == FORM_DELIVERY)
			l->form = FORM_CONFIRMATION;
		if (comes_off_any(b, l))
			continue;
		if (l->milestone == NULL && form_of_most(b) != FORM_NONE) {
			l->form = form_of_most(b);
			continue;
		}
		l->takes_off = false;
		if (l->form == FORM_MILESTONE && l->milestone == NULL)
			l->milestone = typed_id(&b->a, e, l->id);
	}
}
