/*
 * What of the lines of an invoice was credited already: goods that came back, services
 * that ended and what was cancelled, which a red letter takes back before all else.
 */
#include "red.h"

#include <crm/domain/billing.h>

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Of a line of an order that is on several lines each has what is not served of its
 * receivable, or as much as goes. */
static enum crm_status
take_came_back(struct redding *v, int64_t order_line, int64_t sum, bool served,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t most;
	size_t i;

	for (i = 0; i < v->n && st == CRM_OK && sum > 0; i++) {
		struct blue_line *l = &v->line[i];

		if (l->order_line != order_line)
			continue;
		most = l->gross_left - l->came_back;
		if (served) {
			st = crm_receivable_cut(
			    v->s, l->receivable, &most, err);
			most = least(most - l->said, l->gross_left);
		}
		most = least(most, sum);
		if (most > 0) {
			l->came_back += most;
			sum -= most;
		}
	}
	return st == CRM_OK && served && sum > 0
	    ? take_came_back(v, order_line, sum, false, err)
	    : st;
}

static bool
has_line(const struct redding *v, int64_t order_line)
{
	size_t i;

	for (i = 0; i < v->n && v->line[i].order_line != order_line; i++)
		;
	return i < v->n;
}

/* What of an order was credited and is invoiced still, line by line. */
static enum crm_status
find_came_back(struct redding *v, int64_t order, struct crm_err *err)
{
	struct crm_line_owed *owed;
	size_t n, i;
	enum crm_status st = crm_order_owed(v->s, order, &v->a, &owed, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_line_owed *l = &owed[i];
		int64_t sum = l->over.gross > l->unsaid.gross ? l->over.gross
							      : l->unsaid.gross;

		if (has_line(v, l->line))
			st = take_came_back(v, l->line, sum, true, err);
	}
	return st;
}

enum crm_status
red_came_back(struct redding *v, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->blue.id);
	int64_t *order;
	size_t n, i;
	enum crm_status st = CRM_OK;

	if (!crm_text_is(v->r->reason, "returned") &&
	    !crm_text_is(v->r->reason, "service_ended"))
		return CRM_OK;
	st = crm_ids(v->s,
	    "SELECT DISTINCT o.\"order\" FROM invoice_line l "
	    "JOIN order_line o ON o.\"id\" = l.\"order_line\" "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL "
	    "ORDER BY o.\"order\"",
	    &id, 1, &v->a, &order, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = find_came_back(v, order[i], err);
	return st;
}
