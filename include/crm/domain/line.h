/*
 * Lines of documents: what they cost and come to.  One engine for the lines of deals,
 * quotes, contracts and orders; a kind of line says which fields it has by having
 * them.  By name:
 *
 *   product, unit, quantity
 *   unit_price   of one of the unit; filled from crm_price_of() where it is blank
 *   list_price   kept: what everybody pays; floor_price kept
 *   discount     a percent; or discounts, a text: "45+10+5", one behind the other
 *   tax_rate     a percent; blank: that of the document's `tax`, where it has one
 *   gift         yes: it costs nothing, whatever its price
 *   net, tax, gross, amount   kept: rounded once; amount is the net, or, where the
 *                document says tax_included, the gross
 *
 * and of the document:
 *
 *   customer, currency, tax_included
 *   partner      whose prices it has, where it is sold through one
 *   discount     a percent, once on the sum of the lines, spread over them
 *   amount, net, tax, gross   kept: sums of the lines, where there are any
 *   off_list     kept: percent that the whole is below the list prices
 *   below_floor  kept: whether any line is below its floor
 */
#ifndef CRM_LINE_H
#define CRM_LINE_H

#include <crm/store/rules.h>
#include <crm/store/store.h>
#include <crm/store/write.h>

struct crm_lines {
	const char *kind; /* of the lines: "quote-line" */
	const char *of;   /* their reference to the document: "quote" */
	const char *day;  /* the document's day; today where that is blank */
	/* An import of lines adds their documents up too, with each line: for kinds of
	 * which few are imported, for that costs a look at all lines of the document. */
	bool sums_imports;
	/* For those of which many are: crm_lines_add_up() for this kind, which is put
	 * off until all lines are there; these stay as they came.  NULL: not so. */
	crm_later_fn *imported;
	/* A line that has no price anywhere stays without one, for its document says
	 * what it is worth; else it is refused. */
	bool unpriced;
};

/* What a line comes to, and what that is worked out of: for the row of every kind of
 * lines. */
extern const struct crm_worked crm_line_worked;

/* In `save` of a line: fills, computes, refuses.  An import's amount that is not
 * quantity x price less the discount, to a cent a line, is refused with all three;
 * a blank one is computed. */
enum crm_status crm_line_save(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);
/* In `saved` of a line: what rules give with it (buy X get Y), as lines of their own,
 * and the sums of its document. */
enum crm_status crm_line_saved(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);
/* In `saved` of the document: where its customer, currency, day or discount changed,
 * all its lines anew. */
enum crm_status crm_lines_saved(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);

/* A document as its lines stand, which are records of what was: it is their sum, and
 * only what came without its share of the discount on the whole gets that. */
enum crm_status crm_lines_add_up(struct crm_store *s, const struct crm_lines *k,
    int64_t document, struct crm_err *err);

/* What the discounts of a line leave of CRM_LEFT_ALL: a percent, or several behind each
 * other; CRM_INVALID. */
enum crm_status crm_line_left(
    const struct crm_record *line, int64_t *left, struct crm_err *err);

/* Until it is said otherwise in the batch, lines are copied from another document,
 * its gifts among them: no rule gives any. */
void crm_lines_copying(struct crm_store *s, bool yes);

/* In `save` of the document: its amount is not set by hand where it has lines, but
 * with another currency, in which they are added up anew. */
enum crm_status crm_lines_sum(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);

/* What is reserved and shipped where one of a product is sold: its parts by their
 * records, less those that lie in no stock; none of what is no kit.  They live in the
 * arena. */
struct crm_kit_part {
	int64_t product, quantity; /* millionths of its own unit, for one kit */
};
enum crm_status
crm_kit_parts(struct crm_store *s, int64_t product, struct crm_arena *a,
    struct crm_kit_part **out, size_t *n, struct crm_err *err);

#endif
