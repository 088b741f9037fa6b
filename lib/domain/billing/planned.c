/*
 * What is only planned of a document, and how it follows: with an amendment each part
 * by its share, with what came back the last part first.
 */
#include "billing.h"

#include <crm/domain/document.h>

#include <stdlib.h>

/* ---- what there is ---- */

static const char *const codes[] = {
	[FORM_SIGNING] = "signing",
	[FORM_INSTALMENT] = "instalment",
	[FORM_CONFIRMATION] = "confirmation",
	[FORM_MILESTONE] = "milestone",
	[FORM_DEPOSIT] = "deposit",
	[FORM_RETENTION] = "retention",
};

/* Live receivables of a form that are of no delivery; a contract's of no order. */
#define BY_ORDER "r.\"order\" = ?"
#define OF_GROUP(of) \
	"FROM receivable r WHERE " of " AND r.\"form\" = ? " \
	"AND coalesce(r.\"milestone\", '-') = ? AND r.\"delivery\" IS NULL " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL "
#define SUMS \
	"SELECT CAST(coalesce(sum(r.\"amount\"), 0) AS BIGINT), " \
	"CAST(coalesce(sum(coalesce(r.\"net\", r.\"amount\")), 0) " \
	"AS BIGINT) "
#define ROWS \
	"SELECT r.\"id\", r.\"amount\", coalesce(r.\"net\", r.\"amount\"), " \
	"coalesce(r.\"due_on\", 2932896) "
#define BY_PART "ORDER BY r.\"id\""

struct bill_of_group
bill_of_group(const struct bill *b, enum bill_form form, const char *milestone)
{
	return (struct bill_of_group){
		{ crm_value_int(b->order != 0 ? b->order : b->contract),
		    crm_value_text(crm_text_of(codes[form])),
		    crm_value_text(
			crm_text_of(milestone != NULL ? milestone : "-")) }
	};
}

enum crm_status
bill_there_is(struct bill *b, const struct bill_of_group *of, struct money *sum,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*sum = (struct money){ 0, 0 };
	st = crm_sql(b->s,
	    b->order != 0 ? SUMS OF_GROUP(BY_ORDER)
			  : SUMS OF_GROUP(BILL_BY_CONTRACT),
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, of->v, COUNT(of->v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		sum->gross = crm_col_int(q, 0);
		sum->net = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* ---- less than there was ---- */

struct planned {
	int64_t id;
	struct money sum;
	int64_t due;
};

/* Its rows, or only those that are planned, in the order of their parts. */
static enum crm_status
read_rows(struct bill *b, const struct bill_of_group *of, bool only_planned,
    struct planned **out, size_t *n, struct crm_err *err)
{
	static const char *const sql[2][2] = {
		{ ROWS OF_GROUP(BILL_BY_CONTRACT) BY_PART,
		    ROWS OF_GROUP(BY_ORDER) BY_PART },
		{ ROWS OF_GROUP(BILL_BY_CONTRACT) BILL_ONLY_PLANNED BY_PART,
		    ROWS OF_GROUP(BY_ORDER) BILL_ONLY_PLANNED BY_PART }
	};
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(b->s, sql[only_planned][b->order != 0], &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, of->v, COUNT(of->v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(&b->a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct planned){ crm_col_int(q, 0),
			{ crm_col_int(q, 1), crm_col_int(q, 2) },
			crm_col_int(q, 3) };
	}
	return st;
}

static struct money
sum_of(const struct planned *row, size_t n)
{
	struct money sum = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++)
		sum = bill_plus(sum, row[i].sum);
	return sum;
}

enum crm_status
bill_planned(struct bill *b, const struct bill_of_group *of, struct money *sum,
    struct crm_err *err)
{
	struct planned *row;
	size_t n;
	enum crm_status st = read_rows(b, of, true, &row, &n, err);

	*sum = st == CRM_OK ? sum_of(row, n) : (struct money){ 0, 0 };
	return st;
}

static int
last_first(const void *x, const void *y)
{
	const struct planned *a = x, *b = y;

	if (a->due != b->due)
		return a->due < b->due ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

enum crm_status
bill_take_off(struct bill *b, const struct bill_of_group *of, struct money *off,
    struct crm_err *err)
{
	struct planned *row;
	size_t i, n;
	enum crm_status st = read_rows(b, of, true, &row, &n, err);

	if (st == CRM_OK && n > 0)
		qsort(row, n, sizeof *row, last_first);
	for (i = 0; i < n && st == CRM_OK && off->gross != 0; i++) {
		struct money now = bill_plus(row[i].sum, *off);

		if (now.gross <= 0) {
			*off = now;
			st = bill_void(b, row[i].id, err);
			continue;
		}
		*off = (struct money){ 0, 0 };
		st = bill_change(b, row[i].id, &now, NO_DAY, err);
	}
	return st;
}

/* ---- what is to be invoiced ---- */

#define FIRST "SELECT min(r.\"id\") "

enum crm_status
bill_requested(struct bill *b, const struct bill_of_group *of,
    int64_t *receivable, struct crm_err *err)
{
	struct crm_value id;
	enum crm_status st = crm_get_int(b->s,
	    b->order != 0 ? FIRST OF_GROUP(BY_ORDER) BILL_REQUESTED
			  : FIRST OF_GROUP(BILL_BY_CONTRACT) BILL_REQUESTED,
	    of->v, COUNT(of->v), &id, err);

	*receivable = st == CRM_OK && id.kind == CRM_INT ? id.i : 0;
	return st;
}

/* Nothing that is to be invoiced becomes void. */
enum crm_status
bill_keep_requested(struct bill *b, int64_t receivable, struct crm_err *err)
{
	return receivable != 0 ? bill_void(b, receivable, err) : CRM_OK;
}

/* ---- another sum ---- */

/* What the terms make of a sum, by part; false: other parts than these rows. */
static bool
parts_of(struct bill *b, int64_t sum, size_t n, int64_t *out)
{
	struct crm_term *part;
	struct crm_err no;
	size_t n_parts, i;

	if (sum <= 0 ||
	    bill_parts(b, sum, b->day, &part, &n_parts, &no) != CRM_OK ||
	    n_parts != n)
		return false;
	for (i = 0; i < n; i++)
		out[i] = part[i].amount;
	return true;
}

static bool
is_planned(const struct planned *row, size_t n, int64_t id)
{
	size_t i;

	for (i = 0; i < n && row[i].id != id; i++)
		;
	return i < n;
}

/* By what shares a sum goes to parts that are planned: by those of the terms where all
 * parts are as these made them, else by what the parts are. */
static enum crm_status
weigh(struct bill *b, const struct bill_of_group *of, int64_t all,
    const struct planned *row, size_t n, int64_t *weight, struct crm_err *err)
{
	struct planned *every;
	size_t n_all, i, k;
	int64_t *was, *is;
	enum crm_status st = read_rows(b, of, false, &every, &n_all, err);
	bool same;

	if (st != CRM_OK)
		return st;
	was = crm_alloc_n(&b->a, n_all + 1, sizeof *was);
	is = crm_alloc_n(&b->a, n_all + 1, sizeof *is);
	same = parts_of(b, sum_of(every, n_all).gross, n_all, was) &&
	    parts_of(b, all, n_all, is);
	for (i = 0; i < n_all && same; i++)
		same = every[i].sum.gross == was[i];
	for (i = k = 0; i < n_all && same; i++)
		if (is_planned(row, n, every[i].id))
			weight[k++] = is[i];
	for (i = 0; i < n && !same; i++)
		weight[i] = row[i].sum.gross;
	return CRM_OK;
}

/* Parts that are planned come to a sum, each by its share of it. */
static enum crm_status
spread(struct bill *b, const struct planned *row, size_t n,
    const int64_t *weight, struct money sum, struct crm_err *err)
{
	int64_t *part = crm_alloc_n(&b->a, n + 1, sizeof *part);
	struct money left = sum;
	enum crm_status st = CRM_OK;
	size_t i;

	/* Where the terms leave nothing to them, they take it as they are. */
	if (!crm_spread(sum.gross, weight, n, part))
		part[n - 1] = sum.gross;
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct money now = i + 1 == n
		    ? left
		    : bill_share(sum, part[i], sum.gross);

		now.gross = part[i];
		left = bill_less(left, now);
		st = now.gross == 0
		    ? bill_void(b, row[i].id, err)
		    : bill_change(b, row[i].id, &now, NO_DAY, err);
	}
	return st;
}

enum crm_status
bill_follow(struct bill *b, const struct bill_of_group *of, int64_t all,
    struct money *off, struct crm_err *err)
{
	struct planned *row;
	struct money sum;
	int64_t *weight;
	size_t n;
	enum crm_status st = read_rows(b, of, true, &row, &n, err);

	if (st != CRM_OK || n == 0)
		return st;
	sum = bill_plus(sum_of(row, n), *off);
	if (sum.gross <= 0)
		return bill_take_off(b, of, off, err);
	weight = crm_alloc_n(&b->a, n, sizeof *weight);
	st = weigh(b, of, all, row, n, weight, err);
	*off = (struct money){ 0, 0 };
	return st == CRM_OK ? spread(b, row, n, weight, sum, err) : st;
}
