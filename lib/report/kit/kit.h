/*
 * What the files of lib/report share; nobody else may include it.
 *
 * A report streams the deals that its filter lets through, once, and groups
 * them while stepping: GROUP BY sorts, a hash does not.
 */
#ifndef CRM_REPORT_INTERNAL_H
#define CRM_REPORT_INTERNAL_H

#include <crm/report/report.h>
#include <crm/domain/sales.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- dimension.c: what --by names ---- */

enum period { WHOLE_VALUE, BY_MONTH, BY_QUARTER, BY_YEAR };

struct dimension {
	bool given;                  /* false: one group of all */
	const struct crm_entity *of; /* whose field it is, or of what that
					 * refers to */
	struct crm_path path;
	enum period period;
	int fiscal_start;
	const struct crm_entity *shown; /* a reference by name, or NULL */
	struct crm_column column;
};

/* "owner", "owner.region", "closed_on:month" of an entity; NULL gives one group
 * of all. */
enum crm_status dimension_parse(struct crm_store *s, const char *entity,
    const char *by, bool chinese, struct crm_arena *a, struct dimension *out,
    struct crm_err *err);
/* Appends ", value" to a select list over rows t of the entity; nothing where
 * there is no dimension. */
void dimension_sql(const struct dimension *d, struct crm_sql *out);
/* The group that a row of a statement belongs to: text lives until the next
 * step. */
struct crm_value
dimension_key(const struct dimension *d, const struct crm_stmt *q, int col);
/* The group that a value of the dimension's field belongs to. */
struct crm_value dimension_of(const struct dimension *d, struct crm_value v);
/* The first day of the period that a date lies in; quarters and years follow
 * the fiscal year. */
int64_t period_start(const struct dimension *d, int64_t date);
/* How many periods the one that begins on `to` is after that of `from`. */
int64_t periods_between(const struct dimension *d, int64_t from, int64_t to);
/* What is shown for a key; text lives in the arena. */
enum crm_status dimension_cell(struct crm_store *s, const struct dimension *d,
    struct crm_value key, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err);

/* ---- group.c: a hash from keys to sums ---- */

struct group {
	struct crm_value key, cell; /* the cell once groups_name was called */
	void *sums;                 /* zeroed when the group is made */
};

struct groups {
	struct crm_arena *arena;
	size_t size; /* of sums */
	struct group *all;
	size_t n, cap;
	size_t *slot; /* index + 1 into all, 0: free */
	size_t n_slots;
};

void groups_init(struct groups *g, struct crm_arena *a, size_t size);
/* The sums of a key, made where it is new. */
void *groups_at(struct groups *g, struct crm_value key);
enum crm_status groups_name(struct crm_store *s, const struct dimension *d,
    struct groups *g, struct crm_err *err);
/* Order of what is shown: numbers by value, text by code point, null last. */
int group_order(const struct group *a, const struct group *b);
void groups_sort(
    struct groups *g, int (*order)(const struct group *, const struct group *));

/* ---- stages.c: the stages, which are few, in memory ---- */

enum stage_type { STAGE_OPEN, STAGE_WON, STAGE_LOST };

struct stage {
	int64_t id, seq;
	enum stage_type type;
	struct crm_value probability;
	struct crm_text pipeline, name, code; /* code: its type's */
	size_t line; /* number of its pipeline, from 0 */
};

struct stages {
	struct stage *all; /* live and hidden; by pipeline, seq */
	bool *live;
	size_t n, lines;
};

enum crm_status stages_load(struct crm_store *s, struct crm_arena *a,
    struct stages *out, struct crm_err *err);
/* NULL for an id that is none. */
const struct stage *stages_find(const struct stages *all, int64_t id);
const struct stage *stages_first(const struct stages *all, size_t line);

/* ---- scan.c: the deals and their visits ---- */

/*
 * Opens the stream of live deals that the filter lets through, by id: columns
 * as SQL over t, then the dimension's.
 */
enum crm_status deals_open(struct crm_store *s, const struct crm_report_opts *o,
    const char *columns, const struct dimension *d, struct crm_arena *a,
    struct crm_stmt **out, struct crm_err *err);
/* Whether a date lies in the report's period; none does where it is null and
 * the period has an end. */
bool in_period(const struct crm_report_opts *o, struct crm_value date);

struct visits {
	struct crm_stmt *q;
	bool more;
	int64_t deal, stage;
	struct crm_value from, on; /* from_stage, moved_on */
};

/* The visits of all deals by deal, day and id, to be read beside the deals. */
enum crm_status
visits_open(struct crm_store *s, struct visits *v, struct crm_err *err);
/* Moves to the first visit of a deal; *found tells whether there is one. */
enum crm_status
visits_seek(struct visits *v, int64_t deal, bool *found, struct crm_err *err);
enum crm_status visits_next(struct visits *v, struct crm_err *err);
void visits_close(struct visits *v);

/* ---- sums.c ---- */

/* A sum that overflows is an error, never a wrong number. */
enum crm_status add_money(int64_t *sum, int64_t v, struct crm_err *err);
/* n / of as a percent with two decimals; null where of is 0. */
struct crm_value percent(int64_t n, int64_t of);
/* "low n" where an estimated rate rests on too few. */
struct crm_value low_n(int64_t n);

/* ---- unrated.c: what is in another currency and has no rate ---- */

struct unrated_sum {
	const char *currency;
	int64_t count, amount; /* in that currency */
};

/* One sum a currency, in the order met; begin with zeroes. */
struct unrated {
	struct unrated_sum *by;
	size_t n, cap;
};

enum crm_status unrated_add(struct unrated *u, struct crm_arena *a,
    struct crm_text currency, int64_t amount, struct crm_err *err);
/* Adds the sums of another. */
enum crm_status unrated_merge(struct unrated *u, struct crm_arena *a,
    const struct unrated *from, struct crm_err *err);
/* The sum in a currency: whether there is one, and it, 0 where there is none. */
bool unrated_has(const struct unrated *u, const char *currency);
int64_t unrated_in(const struct unrated *u, const char *currency);
/* Says of how many deals or sales (`what`) the amounts are not among those in
 * the base currency, what they come to, and which program gives them a rate
 * (NULL: none does);
 * nothing where there are none. */
void unrated_note(const struct unrated *u, const char *what,
    const char *program, struct crm_arena *a, const struct crm_sink *sink);
/* Says that the amounts of these columns are in the currency of the last; both
 * count the report's own from 1, as cells do. */
void in_currency(struct crm_column *columns, const struct dimension *d,
    const int *money, size_t n, int currency);

/* Numbers of which the middle is asked. */
struct numbers {
	int64_t *v;
	size_t n, cap;
};

void numbers_add(struct numbers *d, struct crm_arena *a, int64_t v);
void numbers_sort(struct numbers *d);
/* Of sorted ones, in millionths: the mean of the two in the middle where their
 * number is even; null where there are none. */
struct crm_value numbers_median(const struct numbers *d);

/* A column of a report, as its table says it. */
struct heading {
	const char *name, *en, *zh;
	enum crm_type type;
	bool total; /* adds up over the rows */
};

/* The dimension's column, where there is one, then the report's own, whose
 * choices are those of a field of their name. */
struct crm_column *row_columns(struct crm_store *s,
    const struct crm_report_opts *o, const struct dimension *d,
    const struct heading *h, size_t n, struct crm_arena *a);
/* Gives the sink these columns. */
enum crm_status begin_rows(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);
/* A row whose first cell is the dimension's, dropped where there is none. */
enum crm_status
put_row(const struct dimension *d, const struct crm_value *cells,
    const struct crm_sink *sink, struct crm_err *err);

/* ---- buyers.c: customers who bought, each with what it bought ---- */

struct purchase {
	int64_t day, amount; /* in the base currency */
	bool no_rate;        /* then the amount is 0, and this counts: */
	int64_t own;
	char currency[8];
};

struct buyer {
	int64_t id;
	struct crm_text name;
	struct crm_value key;    /* the dimension's */
	struct purchase *bought; /* by day; never none */
	size_t n;
};

struct buyers {
	struct dimension d;
	struct crm_stmt *customers;
	struct crm_sales sales;
	struct crm_sale next;
	bool more; /* sales */
	struct crm_arena *arena;
	struct purchase *room;
	size_t cap;
	struct unrated unrated; /* of what was summed up */
};

/* What a sale is, for --define. */
#define SALES_COUNTED \
	"orders that are not cancelled, by the day they were ordered on; of a " \
	"customer without any, deals won, by the day they were closed on. An " \
	"order without an amount counts with that of its lines, a line " \
	"without one with quantity x unit price less its discount, rounded once."

/* The day that a report looks from: --on, else today. */
int64_t report_day(struct crm_store *s, const struct crm_report_opts *o);
/* The live customers that the filter lets through and who bought within the
 * days given, by id; `by` is a dimension of theirs, or NULL. */
enum crm_status buyers_open(struct crm_store *s,
    const struct crm_report_opts *o, const char *by, int64_t from, int64_t to,
    struct crm_arena *a, struct buyers *out, struct crm_err *err);
/* What it gives lives until the next call. */
enum crm_status buyers_next(
    struct buyers *b, struct buyer *out, bool *found, struct crm_err *err);
void buyers_close(struct buyers *b);
/* What purchases come to: in the base currency, and what has no rate into it. */
struct bought {
	int64_t amount, rated; /* how many are in the amount */
	struct unrated unrated;
};
/* Adds a purchase; what has no rate is noted for the buyers as a whole, too. */
enum crm_status add_purchase(struct buyers *all, const struct purchase *p,
    struct bought *sum, struct crm_err *err);
/* All that one bought, added to a sum that begins with zeroes. */
enum crm_status total_of(struct buyers *all, const struct buyer *b,
    struct bought *out, struct crm_err *err);

/* ---- tally.c: reports that sum deals up by a dimension ---- */

/* A deal as these reports see it. */
struct tallied {
	const struct stage *stage;
	struct crm_value closed, opened, amount; /* amount_base */
	struct crm_value own;                    /* amount */
	struct crm_text currency;
	int64_t today;
};

/* One cell of the dimension and what was summed up under it. */
struct tally_row {
	const struct dimension *d;
	struct crm_value cell;
	void *sums;
	const void *total; /* the same over all rows */
	const char *base;  /* the currency of the book */
};

struct tally {
	const struct heading *headings;
	size_t n_headings;
	size_t size; /* of the sums */
	/* Whether the deal counts. */
	bool (*counts)(
	    const struct crm_report_opts *o, const struct tallied *deal);
	enum crm_status (*add)(void *sums, const struct tallied *deal,
	    struct crm_arena *a, struct crm_err *err);
	enum crm_status (*print)(const struct tally_row *row,
	    const struct crm_sink *sink, struct crm_err *err);
	int (*order)(const struct group *a, const struct group *b);
	/* What the rows leave out, of the sums over all; or NULL. */
	void (*note)(const void *total, struct crm_arena *a,
	    const struct crm_sink *sink);
	/* Columns of money in the currency of another, 0: none. */
	int money[2], currency;
};

enum crm_status tally_run(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);

#endif
