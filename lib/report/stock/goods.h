/* What reports on stock share: the products that the filter lets through. */
#ifndef CRM_REPORT_STOCK_GOODS_H
#define CRM_REPORT_STOCK_GOODS_H

#include "report/kit/kit.h"

struct good {
	int64_t id;
	struct crm_value sku, name;
	bool fifo;
	void *own; /* the report's, zeroed */
};

/* The most cells that a row of such a report has. */
enum { MOST_GOODS_CELLS = 32 };

struct goods_list {
	struct good *all; /* by id */
	size_t n, cap;
};

/* `size` of what each has of its own; lives in the arena. */
enum crm_status
goods_read(struct crm_store *s, const struct crm_report_opts *o, size_t size,
    struct crm_arena *a, struct goods_list *out, struct crm_err *err);
/* NULL for a product that is left out. */
struct good *goods_at(const struct goods_list *l, int64_t id);

/* Steps through a statement of which the first column is a product and the marks
 * are `v`, for the products of the list. */
enum crm_status goods_each(struct crm_store *s, const struct goods_list *l,
    const char *sql, const struct crm_value *v, size_t n,
    enum crm_status (*take)(struct good *g, const struct crm_stmt *q, void *ctx,
	struct crm_err *err),
    void *ctx, struct crm_err *err);

/* The first and last day of the report: --from and --to, else the twelve months
 * up to today. */
void report_year(struct crm_store *s, const struct crm_report_opts *o,
    int64_t *from, int64_t *to);

/* Columns without a dimension, and rows whose first cell is the report's. */
enum crm_status plain_begin(struct crm_store *s,
    const struct crm_report_opts *o, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);
/* The same behind the id of the product that a row is of: rows join lists by it. */
enum crm_status goods_begin(struct crm_store *s,
    const struct crm_report_opts *o, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);
/* A row of a product, or of all where that is NULL: its `n` cells behind the id. */
enum crm_status goods_row(const struct crm_sink *sink, const struct good *g,
    const struct crm_value *cells, size_t n, struct crm_err *err);

/* A number of whole units or days, shown with two decimals; null for what is
 * none. */
struct crm_value rounded(double d);

#endif
