/*
 * A report's rows in memory, for what needs all of them: a comparison, shares,
 * what is laid across, an order.  Each step makes columns and rows of those
 * before it.
 */
#ifndef CRM_REPORT_SHEET_H
#define CRM_REPORT_SHEET_H

#include "kit.h"

struct sheet {
	struct crm_arena *arena;
	const struct crm_report_opts *o;
	struct crm_column *columns;
	size_t n;
	struct crm_value **row; /* n cells each, texts in the arena */
	size_t n_rows, cap;
	const struct crm_sink *notes; /* where notes go; NULL: nowhere */
};

/* A sink that fills it; `out` lives as long. */
struct crm_sink sheet_sink(struct sheet *out);
enum crm_status sheet_emit(
    const struct sheet *s, const struct crm_sink *sink, struct crm_err *err);
void sheet_add(struct sheet *s, struct crm_value *row);
/* The column of that role, or n. */
size_t sheet_role(const struct sheet *s, enum crm_role role);
/* By its name, or by its heading in Chinese. */
bool is_called(const struct crm_column *c, struct crm_text word);
/* Whether cells of a column say what a row is of, and are no figures. */
bool is_label(const struct crm_column *c);
/* Whether they are figures that a difference makes sense of. */
bool is_figure(const struct crm_column *c);
/* So, and a ratio: not of rates, whose difference is in points, nor of ranks. */
bool has_ratio(const struct crm_column *c);
/* Whether the sum over rows says something; and the share of one in it. */
bool adds_up(const struct crm_column *c);
bool has_share(const struct crm_column *c);
/* Whether the row is one of the report's own, and no sum of others. */
bool row_is_plain(const struct sheet *s, const struct crm_value *row);

/* sheet-totals.c: --top and --totals of a report that has no sums of its own:
 * what adds up is added, by currency. */
enum crm_status sheet_totals(struct sheet *s, struct crm_err *err);
/* Likewise of a report that has sums of its own, but none over its rows, as it is by
 * nothing: a total where several rows add up to one. */
enum crm_status sheet_total_rows(struct sheet *s, struct crm_err *err);
/* sheet-compare.c: the figures of the other period beside each, their
 * difference and ratio. */
enum crm_status
sheet_compare(struct sheet *s, const struct sheet *before, struct crm_err *err);
/* Of a row that was summed up of such rows: the ratios. */
void sheet_compare_sums(const struct sheet *s, struct crm_value *row);
/* sheet-shares.c: behind what adds up, its share of all rows of its currency. */
enum crm_status sheet_shares(struct sheet *s, struct crm_err *err);
/* sheet-across.c: one row for all rows that differ in the column `across` alone,
 * which is the last of the dimensions asked for. */
enum crm_status sheet_across(struct sheet *s, struct crm_err *err);
/* sheet-sort.c: by one column; sums behind. */
void sheet_order(struct sheet *s, size_t column);
/* By the columns that the user names; sums stay behind. */
enum crm_status sheet_sort(struct sheet *s, struct crm_err *err);

#endif
