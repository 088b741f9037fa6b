/*
 * What an order should have of receivables as it stands, and has not: computed anew
 * whenever its state, its lines or its deposit changed.  What is only planned follows
 * the order; what is booked is left as it is, and credited as far as it is too much.
 */
#include "billing.h"

#include <crm/domain/receivable.h>

#include <string.h>

/* ---- a group ---- */

/* On which day its terms begin: that of the signature, where there is one. */
static enum crm_status
begins_on(
    struct bill *b, enum bill_form form, int64_t *day, struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(
	    b->contract != 0 ? b->contract : bill_int(&b->doc, "contract"));
	struct crm_value on = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	*day = b->day;
	if ((form == FORM_SIGNING || b->contract != 0))
		st = crm_get_int(b->s,
		    "SELECT \"signed_on\" FROM contract WHERE \"id\" = ?",
		    &contract, 1, &on, err);
	if (st == CRM_OK && on.kind == CRM_INT)
		*day = on.i;
	return st;
}

static enum crm_status
add_rows(struct bill *b, const struct bill_group *g, struct money sum,
    struct crm_err *err)
{
	struct bill_row row = { .form = g->form,
		.sum = sum,
		.milestone = g->milestone,
		.line = g->line,
		.booked_on = NO_DAY,
		.due_on = NO_DAY,
		.from = NO_DAY,
		.until = NO_DAY };
	int64_t day;
	enum crm_status st;

	if (g->form == FORM_MILESTONE)
		return bill_insert(b, &row, err);
	st = begins_on(b, g->form, &day, err);
	return st == CRM_OK
	    ? bill_insert_parts(b, &row, day, g->form != FORM_CONFIRMATION, err)
	    : st;
}

/* What is retained is booked with what it was taken off: with the order, when it is
 * due, or on acceptance. */
static enum crm_status
add_retained(struct bill *b, const struct bill_group *g, struct money sum,
    struct crm_err *err)
{
	struct bill_row row = { .form = FORM_RETENTION,
		.sum = sum,
		.milestone = g->milestone,
		.booked_on = NO_DAY,
		.due_on = NO_DAY,
		.from = NO_DAY,
		.until = NO_DAY };
	int64_t day;
	enum crm_status st = begins_on(b, g->form, &day, err);

	if (st != CRM_OK || g->form == FORM_MILESTONE)
		return st == CRM_OK ? bill_insert(b, &row, err) : st;
	row.due_on = day + b->retained_days;
	row.booked_on = g->form == FORM_CONFIRMATION ? day : row.due_on;
	return bill_insert(b, &row, err);
}

typedef enum crm_status add_fn(struct bill *b, const struct bill_group *g,
    struct money sum, struct crm_err *err);

/* What lacks of a sum is added, what is planned too much taken back; what is booked too
 * much is summed up. */
static enum crm_status
reach(struct bill *b, const struct bill_group *g, enum bill_form form,
    struct money want, add_fn *add, struct crm_err *err)
{
	const struct bill_of_group of = bill_of_group(b, form, g->milestone);
	struct money there, off;
	enum crm_status st = bill_there_is(b, &of, &there, err);

	off = (struct money){ want.gross - there.gross, want.net - there.net };
	if (st == CRM_OK && off.gross != 0 && there.gross != 0)
		st = bill_follow(b, &of, want.gross, &off, err);
	if (st == CRM_OK && off.gross < 0) {
		b->over.gross -= off.gross;
		b->over.net -= off.net;
		if (b->requested == 0)
			st = bill_requested(b, &of, &b->requested, err);
	}
	return st == CRM_OK && off.gross > 0 ? add(b, g, off, err) : st;
}

static enum crm_status
add_deposit(struct bill *b, const struct bill_group *g, struct money sum,
    struct crm_err *err)
{
	const struct bill_row row = { .form = FORM_DEPOSIT,
		.sum = sum,
		.booked_on = b->day,
		.due_on = b->day,
		.from = NO_DAY,
		.until = NO_DAY };

	(void)g;
	return bill_insert(b, &row, err);
}

struct freed {
	int64_t *payment;
	size_t n;
};

/* A deposit that is less than what is booked takes that one's place, and what was paid
 * of it: the rest of that is credit. */
static enum crm_status
lower_deposit(struct bill *b, struct freed *f, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	enum crm_status st;
	int64_t *id;
	size_t n, i;

	st = crm_ids(b->s,
	    "SELECT DISTINCT a.\"payment\" FROM allocation a "
	    "JOIN receivable r ON r.\"id\" = a.\"receivable\" "
	    "WHERE r.\"order\" = ? AND r.\"form\" = 'deposit' "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL "
	    "AND a.\"payment\" IS NOT NULL AND a.\"deleted\" IS NULL "
	    "ORDER BY a.\"payment\"",
	    &order, 1, &b->a, &f->payment, &f->n, err);
	if (st == CRM_OK)
		st = crm_ids(b->s,
		    "SELECT \"id\" FROM receivable WHERE \"order\" = ? "
		    "AND \"form\" = 'deposit' AND \"void_on\" IS NULL "
		    "AND \"deleted\" IS NULL ORDER BY \"id\"",
		    &order, 1, &b->a, &id, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++)
		st = bill_give_back(b, id[i], err);
	return st;
}

/* What was freed pays it, as far as it goes. */
static enum crm_status
pay_deposit(struct bill *b, const struct freed *f, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_value id;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(\"id\") FROM receivable WHERE \"order\" = ? "
	    "AND \"form\" = 'deposit' AND \"void_on\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    &order, 1, &id, err);
	size_t i;

	for (i = 0; i < f->n && st == CRM_OK && id.kind == CRM_INT; i++)
		st = bill_pay(b->s, f->payment[i], id.i, b->day, err);
	return st;
}

/* What red letters credited ahead of it is not given back once more, nor anything that was
 * credited: so much stays. */
static enum crm_status
deposit_stays(struct bill *b, const struct money *there, struct money *want,
    struct crm_err *err)
{
	struct money red;
	int64_t left, stays = want->gross;
	enum crm_status st = bill_red(b, &red, err);

	if (st == CRM_OK)
		st = bill_booked_left(b, &left, err);
	if (st != CRM_OK)
		return st;
	if (red.gross > there->gross)
		red = *there;
	if (red.gross > stays) {
		b->stays = bill_less(red, *want);
		stays = red.gross;
	}
	if (there->gross - left > stays)
		stays = there->gross - left;
	if (stays > want->gross)
		*want = bill_share(*there, stays, there->gross);
	return CRM_OK;
}

static enum crm_status
reach_deposit(struct bill *b, struct crm_err *err)
{
	const struct bill_group g = { .form = FORM_DEPOSIT };
	const struct bill_of_group of = bill_of_group(b, FORM_DEPOSIT, NULL);
	struct freed freed = { NULL, 0 };
	struct money there, want = b->deposit;
	enum crm_status st = bill_there_is(b, &of, &there, err);

	if (st == CRM_OK && there.gross > want.gross)
		st = deposit_stays(b, &there, &want, err);
	if (st == CRM_OK && there.gross > want.gross)
		st = lower_deposit(b, &freed, err);
	if (st == CRM_OK)
		st = reach(b, &g, FORM_DEPOSIT, want, add_deposit, err);
	return st == CRM_OK ? pay_deposit(b, &freed, err) : st;
}

static bool
retains_with(const struct bill_group *a, const struct bill_group *b)
{
	if (a->form == FORM_DELIVERY || b->form == FORM_DELIVERY)
		return false;
	if (a->milestone == NULL || b->milestone == NULL)
		return a->milestone == b->milestone;
	return strcmp(a->milestone, b->milestone) == 0;
}

/* What all groups without a milestone retain is told apart by nothing: together it is
 * what there is, and was nothing there, each adds its own. */
static enum crm_status
reach_retained(struct bill *b, size_t first, struct crm_err *err)
{
	const struct bill_group *g = &b->group[first];
	const struct bill_of_group of = bill_of_group(
	    b, FORM_RETENTION, g->milestone);
	struct money all = { 0, 0 }, there;
	enum crm_status st = bill_there_is(b, &of, &there, err);
	size_t i;

	for (i = 0; i < first; i++)
		if (retains_with(&b->group[i], g))
			return st;
	for (i = first; i < b->n_groups && st == CRM_OK; i++) {
		if (!retains_with(&b->group[i], g))
			continue;
		all = bill_plus(all, b->group[i].retained);
		if (there.gross == 0)
			st = add_retained(
			    b, &b->group[i], b->group[i].retained, err);
	}
	return st == CRM_OK && there.gross != 0
	    ? reach(b, g, FORM_RETENTION, all, add_retained, err)
	    : st;
}

static enum crm_status
reach_group(struct bill *b, size_t at, struct crm_err *err)
{
	const struct bill_group *g = &b->group[at];
	enum crm_status st;

	if (g->form == FORM_DELIVERY)
		return CRM_OK;
	st = reach(b, g, g->form, g->left, add_rows, err);
	return st == CRM_OK ? reach_retained(b, at, err) : st;
}

/* What was credited of it and is charged again; where all is charged with deliveries, with
 * those. */
static enum crm_status
charge_again(struct bill *b, struct money sum, struct bill_lowered *l,
    struct crm_err *err)
{
	size_t i;

	for (i = 0; i < b->n_groups; i++)
		if (b->group[i].form != FORM_DELIVERY &&
		    b->group[i].whole.gross > 0)
			return add_rows(b, &b->group[i], sum, err);
	l->delivered = bill_plus(l->delivered, sum);
	return CRM_OK;
}

/* What is booked too much is credited, unless a red letter did; what was credited and is
 * not too much any more is charged again. */
static enum crm_status
reach_credit(struct bill *b, struct bill_lowered *l, struct crm_err *err)
{
	struct money more = bill_less(b->over, l->own);
	enum crm_status st;

	if (more.gross == 0)
		return CRM_OK;
	if (more.gross < 0)
		return charge_again(b, bill_less(l->own, b->over), l, err);
	more = bill_beyond(more, &l->red);
	if (more.gross <= 0)
		return CRM_OK;
	st = bill_keep_requested(b, b->requested, err);
	return st == CRM_OK ? bill_lower(b, more, 0, CRM_VALUE_NULL, err) : st;
}

/* The same of what was charged with deliveries, by what they came to. */
static enum crm_status
reach_credits(struct bill *b, struct crm_err *err)
{
	struct bill_lowered l;
	enum crm_status st = bill_lowered(b, &l, err);
	size_t i;

	bill_beyond(b->stays, &l.red);
	if (st == CRM_OK)
		st = reach_credit(b, &l, err);
	for (i = 0; i < b->n_groups && st == CRM_OK; i++)
		if (b->group[i].form == FORM_DELIVERY)
			st = bill_delivered(b, &b->group[i], &l, err);
	return st;
}

/* ---- what came back ---- */

/* What is retained takes its share of it: as much as the order retains, to the cent
 * that what is planned has in it. */
static enum crm_status
share_retained(struct bill *b, const struct bill_of_group *of,
    const struct bill_of_group *retained, struct money *off,
    struct crm_err *err)
{
	struct money part, rest, kept, share;
	int64_t exact;
	enum crm_status st;

	if ((st = bill_planned(b, of, &part, err)) != CRM_OK ||
	    (st = bill_planned(b, retained, &kept, err)) != CRM_OK ||
	    kept.gross == 0)
		return st;
	share = bill_share(*off, b->retention, CRM_WHOLE);
	exact = crm_div_round(
	    (__int128)off->gross * kept.gross, part.gross + kept.gross);
	if (exact - share.gross == 1 || share.gross - exact == 1)
		share = bill_share(*off, exact, off->gross);
	rest = share;
	st = bill_take_off(b, retained, &rest, err);
	*off = bill_plus(bill_less(*off, share), rest);
	return st;
}

/* What is left of it, where nothing of the rest is booked that it could be credited
 * of. */
static enum crm_status
all_retained(struct bill *b, const struct bill_of_group *of,
    const struct bill_of_group *retained, struct money *off,
    struct crm_err *err)
{
	struct money there = { 0, 0 };
	enum crm_status st = off->gross < 0 ? bill_there_is(b, of, &there, err)
					    : CRM_OK;

	return st == CRM_OK && off->gross < 0 && there.gross == 0
	    ? bill_take_off(b, retained, off, err)
	    : st;
}

enum crm_status
bill_lower_plan(struct bill *b, const struct bill_line *l, struct money *credit,
    struct crm_err *err)
{
	const struct bill_of_group of[] = {
		bill_of_group(b, l->form, l->milestone),
		bill_of_group(b, FORM_RETENTION, l->milestone),
	};
	struct money off = { -credit->gross, -credit->net };
	enum crm_status st;
	int64_t requested = 0;
	size_t i;

	if ((st = share_retained(b, &of[0], &of[1], &off, err)) != CRM_OK ||
	    (st = bill_take_off(b, &of[0], &off, err)) != CRM_OK ||
	    (st = all_retained(b, &of[0], &of[1], &off, err)) != CRM_OK)
		return st;
	for (i = 0;
	     i < COUNT(of) && st == CRM_OK && off.gross < 0 && requested == 0;
	     i++)
		st = bill_requested(b, &of[i], &requested, err);
	if (st == CRM_OK && off.gross < 0)
		st = bill_keep_requested(b, requested, err);
	*credit = (struct money){ -off.gross, -off.net };
	return st;
}

/* ---- all of it ---- */

enum crm_status
bill_reach(struct bill *b, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	st = bill_comes_to(b, err);
	if (st == CRM_OK)
		st = bill_groups(b, err);
	if (st == CRM_OK && b->order != 0)
		st = reach_deposit(b, err);
	for (i = 0; i < b->n_groups && st == CRM_OK; i++)
		st = reach_group(b, i, err);
	if (st == CRM_OK)
		st = reach_credits(b, err);
	for (i = 0; i < b->n && st == CRM_OK; i++)
		if (b->line[i].form == FORM_SUBSCRIPTION)
			st = bill_subscription(b, &b->line[i], err);
	return st;
}

/* ---- an order ---- */

static bool
is_under_way(struct crm_text status)
{
	return crm_text_is(status, "confirmed") ||
	    crm_text_is(status, "on_hold") || crm_text_is(status, "closed");
}

/* What came finished is history: only what was confirmed here is charged. */
enum crm_status
bill_reach_order(struct bill *b, struct crm_err *err)
{
	struct crm_text status = text_of(&b->doc, "status");
	bool by_contract;
	enum crm_status st;

	if (value_of(&b->doc, "confirmed_at")->kind == CRM_NULL)
		return CRM_OK;
	if (crm_text_is(status, "cancelled"))
		return bill_drop(b, err);
	if (!is_under_way(status) ||
	    value_of(&b->doc, "customer")->kind != CRM_INT)
		return CRM_OK;
	st = bill_is_by_contract(b, &by_contract, err);
	return st == CRM_OK && !by_contract ? bill_reach(b, err) : st;
}

enum crm_status
bill_order(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(&b, s, e, id, &there, err);

	if (st == CRM_OK && there)
		st = bill_reach_order(&b, err);
	crm_arena_free(&b.a);
	return st;
}
