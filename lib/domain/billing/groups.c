/*
 * Lines of a document that are charged together, and what of them the deposit and the
 * retention take.
 */
#include "billing.h"

#include <crm/domain/document.h>
#include <crm/store/log.h>

#include <string.h>

static bool
is_same(const struct bill_group *g, const struct bill_line *l)
{
	if (g->form != l->form)
		return false;
	return g->milestone == NULL ||
	    (l->milestone != NULL && strcmp(g->milestone, l->milestone) == 0);
}

/* What a line comes to only because so much was credited of it. */
static struct money
beyond_of(const struct bill_line *l)
{
	const struct money sum = bill_line_sum(l);
	const struct money more = bill_less(
	    sum, bill_less(l->wanted_sum, l->off));

	return more.gross > 0 ? more : (struct money){ 0, 0 };
}

static void
add_to_group(struct bill *b, const struct bill_line *l)
{
	struct bill_group *g = NULL;
	size_t i;

	for (i = 0; i < b->n_groups && g == NULL; i++)
		if (is_same(&b->group[i], l))
			g = &b->group[i];
	if (g == NULL) {
		b->group = crm_grow(&b->a, b->group, b->n_groups,
		    &b->cap_groups, sizeof *b->group);
		g = &b->group[b->n_groups++];
		*g = (struct bill_group){ .form = l->form,
			.milestone = l->milestone,
			.line = l->id };
	} else {
		g->line = 0;
	}
	g->whole = bill_plus(
	    g->whole, bill_less(bill_line_sum(l), l->off_plan));
	g->beyond = bill_plus(g->beyond, beyond_of(l));
	g->noted = bill_plus(g->noted, bill_less(l->given, l->off_plan));
	g->goods = bill_plus(g->goods, l->wanted_sum);
	g->off = bill_plus(g->off, l->off);
	g->left_with = bill_plus(g->left_with, l->left_with);
}

/* Subscriptions are charged line by line, and nothing is taken off them. */
static void
make_groups(struct bill *b)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->line[i].form != FORM_NONE &&
		    b->line[i].form != FORM_SUBSCRIPTION &&
		    !b->line[i].takes_off)
			add_to_group(b, &b->line[i]);
}

/* Of what left rows take off their share. */
static void
take_rows_off(struct bill *b)
{
	size_t i;

	for (i = 0; i < b->n_groups; i++) {
		struct bill_group *g = &b->group[i];

		g->left_with = bill_less(g->left_with,
		    bill_share(g->off, g->left_with.gross, g->goods.gross));
	}
}

/* ---- the deposit ---- */

static enum crm_status
bad_deposit(struct bill *b, struct crm_err *err)
{
	const char *id = typed_id(&b->a, b->doc.entity, b->doc.id);

	return b->n_groups == 0
	    ? crm_fail_field(err, CRM_RULE, "deposit",
		  "of %s comes off what is charged later, and nothing says "
		  "how: set form of the order or its lines, or the setting "
		  "receivable_form",
		  id)
	    : crm_fail_field(err, CRM_RULE, "deposit",
		  "of %s is above zero and not more than what it comes off",
		  id);
}

/* Whether one was charged already: the order was amended since. */
static enum crm_status
was_charged(const struct bill *b, bool *yes, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_value id;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(\"id\") FROM receivable WHERE \"order\" = ? "
	    "AND \"form\" = 'deposit' AND \"void_on\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    &order, 1, &id, err);

	*yes = st == CRM_OK && id.kind == CRM_INT;
	return st;
}

/* So much comes off: of an order that has become less than its deposit, all. */
static enum crm_status
comes_off(struct bill *b, int64_t said, int64_t all, int64_t *off,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool charged = false;

	*off = said;
	if (said > all && b->n_groups > 0)
		st = was_charged(b, &charged, err);
	if (charged)
		*off = all;
	return st;
}

/* The tax that is left of a group behind its part of the deposit. */
static int64_t
tax_left(const struct bill_group *g)
{
	const struct money left = bill_less(g->whole, g->deposit);

	return left.gross - left.net;
}

/* One that is booked comes off at the net that it was booked with, whatever rates the order
 * has since: what that is more or less is of the group with the most tax. */
static enum crm_status
as_booked(struct bill *b, struct crm_err *err)
{
	const struct bill_of_group of = bill_of_group(b, FORM_DEPOSIT, NULL);
	struct bill_group *most = NULL;
	struct money there;
	size_t i;
	enum crm_status st = bill_there_is(b, &of, &there, err);

	if (st != CRM_OK || there.gross != b->deposit.gross)
		return st;
	for (i = 0; i < b->n_groups; i++)
		if (b->group[i].deposit.gross != 0 &&
		    (most == NULL || tax_left(&b->group[i]) >= tax_left(most)))
			most = &b->group[i];
	if (most != NULL)
		most->deposit.net += there.net - b->deposit.net;
	b->deposit.net = there.net;
	return CRM_OK;
}

/* It comes off each group by what that comes to. */
static enum crm_status
spread_deposit(struct bill *b, struct crm_err *err)
{
	const struct crm_value *v = b->order != 0 ? value_of(&b->doc, "deposit")
						  : &CRM_VALUE_NULL;
	int64_t *weight = crm_alloc_n(&b->a, b->n_groups + 1, sizeof *weight);
	int64_t *share = crm_alloc_n(&b->a, b->n_groups + 1, sizeof *share);
	int64_t all = 0, off;
	enum crm_status st;
	size_t i;

	if (v->kind != CRM_INT || v->i == 0)
		return CRM_OK;
	for (i = 0; i < b->n_groups; i++)
		all += weight[i] = b->group[i].whole.gross;
	if ((st = comes_off(b, v->i, all, &off, err)) != CRM_OK)
		return st;
	if (off == 0)
		return CRM_OK;
	if (off < 0 || off > all ||
	    !crm_spread(off, weight, b->n_groups, share))
		return bad_deposit(b, err);
	for (i = 0; i < b->n_groups; i++) {
		struct bill_group *g = &b->group[i];

		g->deposit = bill_share(g->whole, share[i], g->whole.gross);
		b->deposit.gross += g->deposit.gross;
		b->deposit.net += g->deposit.net;
	}
	return as_booked(b, err);
}

/* Whether a part of it is booked: notes then took their share off that. */
static enum crm_status
is_retained(struct bill *b, bool *yes, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_value id;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(\"id\") FROM receivable WHERE \"order\" = ? "
	    "AND \"form\" = 'retention' AND \"delivery\" IS NULL "
	    "AND \"booked_on\" <= {today} AND \"void_on\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    &order, 1, &id, err);

	*yes = st == CRM_OK && id.kind == CRM_INT;
	return st;
}

/* Of deliveries a share is retained one by one; of a plan no share of what notes took off
 * the rest of it. */
static void
retain(const struct bill *b, struct bill_group *g, bool booked)
{
	const struct money of = bill_less(
	    g->whole, booked ? g->beyond : g->noted);

	g->left = (struct money){ g->whole.gross - g->deposit.gross,
		g->whole.net - g->deposit.net };
	if (g->form == FORM_DELIVERY || b->retention == 0)
		return;
	g->retained = bill_share(of, b->retention, CRM_WHOLE);
	if (g->retained.gross > g->left.gross)
		g->retained = g->left;
	g->left.gross -= g->retained.gross;
	g->left.net -= g->retained.net;
}

static bool
has_group(const struct bill *b, const struct bill_line *l)
{
	size_t i;

	for (i = 0; i < b->n_groups; i++)
		if (is_same(&b->group[i], l))
			return true;
	return false;
}

/* Whether a batch charged the order: it confirmed it, or gave a line another form or
 * milestone. */
static enum crm_status
is_charged_in(
    const struct bill *b, int64_t batch, bool *yes, struct crm_err *err)
{
	static const char *const fields[] = { "form", "milestone" };
	const struct crm_entity *lines = crm_dict_find(
	    crm_store_dict(b->s), "order-line");
	enum crm_status st = crm_log_in(
	    b->s, b->doc.entity, b->order, "status", batch, yes, err);
	size_t i, k;

	for (i = 0; i < b->n; i++)
		for (k = 0; k < COUNT(fields) && st == CRM_OK && !*yes; k++)
			st = crm_log_in(b->s, lines, b->line[i].id, fields[k],
			    batch, yes, err);
	return st;
}

/* What was charged for lines, by a form and a milestone that none has any more, is a group
 * of nothing; what somebody entered is none. */
static enum crm_status
add_gone(struct bill *b, struct crm_err *err)
{
	enum { FORM, MILESTONE, BORN };
	const struct crm_value order = crm_value_int(b->order);
	struct crm_stmt *q;
	enum crm_status st;
	bool row, made;

	st = crm_sql(b->s,
	    "SELECT r.\"form\", r.\"milestone\", min(r.\"born\") "
	    "FROM receivable r WHERE r.\"order\" = ? AND (r.\"form\" IN "
	    "('signing', 'instalment', 'confirmation') OR "
	    "(r.\"form\" = 'milestone' AND r.\"milestone\" IS NOT NULL)) "
	    "AND r.\"delivery\" IS NULL AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL GROUP BY r.\"form\", "
	    "r.\"milestone\" ORDER BY r.\"form\", r.\"milestone\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, order);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct bill_line l = { .form = bill_form_named(
					   crm_col_text(q, FORM)) };

		if (l.form == FORM_MILESTONE)
			l.milestone = text_dup(
			    &b->a, crm_col_text(q, MILESTONE));
		if (has_group(b, &l))
			continue;
		st = is_charged_in(b, crm_col_int(q, BORN), &made, err);
		if (st == CRM_OK && made)
			add_to_group(b, &l);
		if (st != CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	return st;
}

enum crm_status
bill_groups(struct bill *b, struct crm_err *err)
{
	enum crm_status st;
	bool booked = false;
	size_t i;

	bill_rows(b);
	make_groups(b);
	take_rows_off(b);
	st = spread_deposit(b, err);
	if (st == CRM_OK && b->retention != 0)
		st = is_retained(b, &booked, err);
	for (i = 0; i < b->n_groups; i++)
		retain(b, &b->group[i], booked);
	return st == CRM_OK && b->order != 0 ? add_gone(b, err) : st;
}
