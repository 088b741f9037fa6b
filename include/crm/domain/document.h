/*
 * The arithmetic of what is sold: the lines of quotes, contracts, orders and
 * invoices.  Money is in minor units of the document's currency, quantities and
 * prices are in millionths, shares too (13 % is 130000); see crm/base/number.h.
 *
 * A line is rounded once, when it is computed, half away from zero; a total is
 * the sum of its lines.
 */
#ifndef CRM_DOCUMENT_H
#define CRM_DOCUMENT_H

#include <crm/base/number.h>

/* What discounts leave of a price, in 10^-12: exact for three discounts of two
 * decimals each. */
#define CRM_LEFT_ALL INT64_C(1000000000000)

/* Reads discounts that follow each other, in percent: "15", "45+10+5", "12.5%".
 * Each is 0 to 100; the empty text is none.  *left is what they leave. */
enum crm_status
crm_discounts_parse(struct crm_text t, int64_t *left, struct crm_err *err);

/* quantity x price x left in a currency of so many digits.  False where that is
 * no money (CRM_MONEY_MAX). */
bool crm_line_value(
    int64_t quantity, int64_t price, int64_t left, int digits, int64_t *value);

struct crm_line_sums {
	int64_t net, tax, gross;
};

/* Parts the value of a line, which contains the tax or not.  Contained: net =
 * value / (1 + rate), and the tax is the rest; else the tax is that of the
 * rounded net.  False where the gross is no money.  rate >= 0. */
bool crm_line_tax(
    int64_t value, int64_t rate, bool included, struct crm_line_sums *out);

/* A share of a sum, rounded: a header discount in percent is taken once, from
 * the sum of the lines.  |share| <= CRM_WHOLE. */
int64_t crm_share_of(int64_t sum, int64_t share);

/* Spreads a sum over weights by largest remainder, so that the parts add up to
 * it: each gets its share rounded down, and what is left goes a unit each to
 * those that lost most, the earlier of equals first.  A weight may be negative
 * (goods that come back).  False where the weights add up to 0 and the sum does
 * not. */
bool crm_spread(int64_t sum, const int64_t *weight, size_t n, int64_t *part);

#endif
