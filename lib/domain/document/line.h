/* What the files about lines share. */
#ifndef DOCUMENT_LINE_H
#define DOCUMENT_LINE_H

#include "document.h"

#include <crm/domain/line.h>
#include <crm/domain/price.h>

/* Of a document what its lines need. */
struct head {
	int64_t id, day;
	int64_t customer; /* whose prices: the partner's, where it names one */
	struct crm_text currency; /* empty: the base */
	int64_t rate;             /* into the base; 0: none */
	int digits;
	bool included;    /* prices have the tax in them */
	int64_t discount; /* a share of the sum */
	struct crm_value tax_rate;
	bool
	    other_day; /* of a draft that is of another day since: `day` is not asked */
};

/* A field by its name, null where the kind has none such. */
struct crm_value line_get(const struct crm_record *r, const char *field);
/* Sets it where the kind has it. */
void line_put(struct crm_record *r, const char *field, struct crm_value v);

enum crm_status head_load(struct crm_store *s, const struct crm_lines *k,
    int64_t id, struct crm_arena *a, struct head *out, struct crm_err *err);

/* The same, of an import of lines: that of the last document is kept. */
enum crm_status head_of_import(struct crm_store *s, const struct crm_lines *k,
    int64_t id, struct crm_arena *a, struct head *out, struct crm_err *err);
/* The same, of a document as it is given. */
enum crm_status head_of(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a, struct head *out,
    struct crm_err *err);

/* What a line asks about its price; false where it has no product. */
bool line_asks(const struct crm_record *line, const struct head *h,
    struct crm_price_ask *out);
/* What everybody pays, and the floor; with `fill` its own price where none is said.
 * CRM_RULE where it is to be filled, and there is none. */
enum crm_status line_price(struct crm_store *s, struct crm_record *line,
    const struct head *h, bool fill, struct crm_err *err);
/* quantity x price less its own discounts, null where it says neither; CRM_INVALID. */
enum crm_status line_worth(const struct crm_record *line, const struct head *h,
    struct crm_value *out, struct crm_err *err);
/* Whether the lines of a document are being written because it is added up. */
bool
totals_write(struct crm_store *s, const struct crm_lines *k, int64_t document);

/* That neither a quantity nor the price of a product is below zero, but for what an import
 * has; in whole.c. */
enum crm_status line_not_below(const struct crm_saving *w, struct crm_err *err);
/* That a quantity of a product that is kept has no more decimals than its unit.  In
 * whole.c. */
enum crm_status line_whole(
    struct crm_store *s, const struct crm_record *line, struct crm_err *err);
/* An amount alone of no product, of a document with a discount on the whole, is one at
 * that price: what it is before the discount stays known so.  One that takes off stays
 * as it is said.  In as-one.c. */
void line_as_one(struct crm_record *line, const struct head *h);

/* An amount that was said of a line before it was known what currency its document is in:
 * the same figure in that.  CRM_INVALID where it is `said` with more decimals than that
 * has. */
enum crm_status line_take_currency(const struct crm_saving *w,
    const struct head *h, bool said, struct crm_err *err);

/* Of a line that comes back: its document may be in another currency by now.  What it
 * comes to is the same number in that; an undo, which is no edit, is refused: CRM_RULE. */
enum crm_status line_come_over(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);

/* Parts a value into net, tax and gross, and writes all of them. */
enum crm_status line_write(struct crm_record *line, const struct head *h,
    int64_t value, struct crm_err *err);

/* The rate of the tax that a record names; null: none. */
enum crm_status tax_of(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, struct crm_value *rate, struct crm_err *err);

/* ---- asked.c ---- */

/* Whether its price is one that the lists have for it, or had when it got it, in whatever
 * quantity, as that may be another since: nobody can tell one that was typed from the same
 * one of a list. */
enum crm_status line_listed(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct head *h, bool *yes,
    struct crm_err *err);
/* A line that says no rate has that of the tax of its product, unless its document
 * has one. */
enum crm_status line_take_tax(struct crm_store *s, struct crm_record *line,
    const struct head *h, struct crm_err *err);
/* Blanks what a line had from the product that it was of; *asked: its price too. */
enum crm_status
line_other_product(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, bool *asked, struct crm_err *err);

/* *yes: the lists have a price for a line of a document as it is, and the line has the one
 * that they had for it as it was. */
enum crm_status
line_other_document(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct head *was,
    const struct head *is, bool *yes, struct crm_err *err);

/* Whether it calls off what a contract says, at its price. */
bool line_is_called_off(const struct crm_record *line);
/* Blanks the price of a line where nobody typed it, as another quantity of it may have
 * another; *asked: it did. */
enum crm_status
line_other_quantity(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, bool *asked, struct crm_err *err);

/* ---- gift.c ---- */

/* Behind a line: the lines of what rules give with it. */
enum crm_status gift_follow(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err);

#endif
