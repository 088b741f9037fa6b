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

/* ---- dimension.c: what one word of --by names ---- */

enum period { WHOLE_VALUE, BY_DAY, BY_WEEK, BY_MONTH, BY_QUARTER, BY_YEAR };

struct dimension {
	bool given;                  /* false: one group of all */
	const struct crm_entity *of; /* whose field it is, or of what that
					 * refers to */
	struct crm_path path;
	enum period period;
	int fiscal_start;
	/* Of --compare: the dates of the other period, moved to this one. */
	int shift_months;
	int64_t shift_days;
	const struct crm_entity *shown; /* a reference by name, or NULL */
	struct crm_column column;
	struct period_memo *memo; /* of periods */
};

/* "owner", "owner.region", "closed_on:month" of an entity; NULL gives one group
 * of all. */
enum crm_status dimension_parse(struct crm_store *s, const char *entity,
    const char *by, bool chinese, struct crm_arena *a, struct dimension *out,
    struct crm_err *err);
/* Appends ", value" to a select list over rows t of the entity; nothing where
 * there is no dimension. */
void dimension_sql(const struct dimension *d, struct crm_sql *out);
/* Whether its values are text. */
bool dimension_is_text(const struct dimension *d);
/* Whether its groups are periods, which have an order and none of which may be
 * missing. */
bool dimension_is_time(const struct dimension *d);
/* The group that a row of a statement belongs to: text lives until the next
 * step. */
struct crm_value
dimension_key(const struct dimension *d, const struct crm_stmt *q, int col);
/* The group that a value of the dimension's field belongs to. */
struct crm_value dimension_of(const struct dimension *d, struct crm_value v);
/* The first day of the period that a date lies in, and of the next one;
 * quarters and years follow the fiscal year, weeks begin on Monday. */
int64_t period_start(const struct dimension *d, int64_t date);
int64_t period_next(const struct dimension *d, int64_t start);
/* How many periods the one that begins on `to` is after that of `from`. */
int64_t periods_between(const struct dimension *d, int64_t from, int64_t to);
/* What is shown for a key; text lives in the arena. */
enum crm_status dimension_cell(struct crm_store *s, const struct dimension *d,
    struct crm_value key, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err);

/* ---- dimensions.c: all that --by and --across name ---- */

enum { MOST_DIMENSIONS = 6 };

struct dimensions {
	struct dimension d[MOST_DIMENSIONS];
	size_t n;
	bool across; /* the last is laid out in columns */
};

/* "owner,closed_on:month" of --by, then --across. */
enum crm_status dimensions_parse(struct crm_store *s, const char *entity,
    const struct crm_report_opts *o, struct crm_arena *a,
    struct dimensions *out, struct crm_err *err);
void dimensions_sql(const struct dimensions *all, struct crm_sql *out);

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
/* Its place in all. */
size_t groups_index(struct groups *g, struct crm_value key);
/* The sums of a key that is there, or NULL. */
void *groups_find(struct groups *g, struct crm_value key);
/* Different values: a set is made with the first; null is none. */
void set_add(struct groups **set, struct crm_value v, struct crm_arena *a);
void
set_merge(struct groups **set, const struct groups *from, struct crm_arena *a);
int64_t set_size(const struct groups *set); /* NULL: none */
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
	struct crm_text forecast;             /* its category */
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

/* A deal enters a stage. */
struct visit {
	int64_t stage;
	struct crm_value from, on; /* from_stage, moved_on */
};

/* A deal as reports see it: as it is, or as it was on the day of --on by what is
 * known now. */
struct deal {
	int64_t id;
	const struct stage *stage;
	struct crm_value closed; /* null where that was later */
	struct crm_value opened;
	struct crm_value amount; /* in the base currency; null: none, or no
				  * rate, then: */
	struct crm_value own;
	struct crm_text currency;
	int64_t today;             /* the day that the report looks from */
	const struct visit *visit; /* where they are asked for, and with --on */
	size_t n_visits;
	const struct crm_value *more; /* the further columns that were asked
				       * for */
};

/* The visits of all deals, read beside these. */
struct visits {
	struct crm_stmt *q; /* NULL: not asked for */
	bool more;
	int64_t deal; /* whose the row at hand is */
	struct crm_arena *arena;
	struct visit *of_deal; /* of the deal at hand, by day and id */
	size_t n, cap;
};

struct deals {
	const struct crm_report_opts *o;
	struct stages stages;
	struct crm_stmt *q;
	struct visits visits;
	int64_t today;
	const struct stage *last;
	struct crm_value *cells;
	bool *text;
	size_t n, own; /* cells; those before the further ones */
	int at[8];     /* which cell a column of a deal's own has; -1: none */
	int by[MOST_DIMENSIONS]; /* that of a dimension */
};

/* Columns over t that a report needs beside a deal's own, and which of them are
 * text. */
struct more_columns {
	const char *sql; /* ", t.\"probability\"", or "" */
	bool text[8];
	size_t n;
	/* When dates of its own are looked at. */
	enum { READ_ALWAYS, READ_IN_PERIOD, READ_NEVER } opened, closed;
	bool money;     /* the amount; where it is null those of its own */
	bool visits;    /* the visits of each */
	unsigned types; /* only of stages of these types: 1 << STAGE_WON …; 0:
			 * of all */
};

/* Opens the stream of live deals that the filter lets through, by id. */
enum crm_status deals_open(struct crm_store *s, const struct crm_report_opts *o,
    const struct more_columns *more, const struct dimensions *d,
    struct crm_arena *a, struct deals *out, struct crm_err *err);
/* The next one; with --on those alone that were there by then. */
enum crm_status
deals_next(struct deals *x, struct deal *out, bool *found, struct crm_err *err);
/* The i-th dimension's field of the deal at hand. */
struct crm_value deals_value(const struct deals *x, size_t i);
void deals_close(struct deals *x);
/* Appends " AND (…)" for the report's own filter over t. */
void where_sql(const struct crm_report_opts *o, struct crm_sql *q);
/* Whether a date lies in the report's period; none does where it is null and
 * the period has an end. */
bool in_period(const struct crm_report_opts *o, struct crm_value date);

/* ---- past.c: the stage of a deal on a day ---- */

struct past_deal {
	int64_t id;
	const struct stage *now;
	struct crm_value opened, closed;
	int64_t created;
	const struct visit *visit;
	size_t n;
};

/* *at is NULL where it was not there yet; *since is the day that it was opened. */
void past_stage(const struct past_deal *deal, const struct stages *stages,
    int64_t day, const struct stage **at, int64_t *since);

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

/* For numbers_rank. */
enum { THREE_QUARTERS = 75 };

/* The smallest that `percent_of` of a hundred do not exceed (nearest rank); null
 * where there are none. */
struct crm_value numbers_rank(const struct numbers *d, int percent_of);
/* Their mean in millionths, rounded to hundredths; null where there are none. */
struct crm_value numbers_mean(const struct numbers *d);
/* The same of n that come to a sum. */
struct crm_value mean_of(__int128 sum, int64_t n);
void numbers_merge(
    struct numbers *d, struct crm_arena *a, const struct numbers *from);
/* ---- counts.c: many numbers, few of which differ: how often each is met ---- */

/* Begin with zeroes. */
struct counts {
	struct groups of; /* a number -> how often */
	int64_t n;
	struct group *in_order; /* NULL until it is asked for */
};

void counts_add(struct counts *c, struct crm_arena *a, int64_t v);
void
counts_merge(struct counts *c, struct crm_arena *a, const struct counts *from);
/* As numbers_mean, numbers_median and numbers_rank. */
struct crm_value counts_mean(const struct counts *c);
struct crm_value counts_median(struct counts *c);
struct crm_value counts_rank(struct counts *c, int percent_of);

/* The largest whole number whose square is at most v. */
int64_t whole_root(__int128 v);
/* Wilson's interval of k in n at 95 %, as shares in millionths; null where n is
 * nothing. */
void
wilson(int64_t k, int64_t n, struct crm_value *low, struct crm_value *high);

/* ---- lines.c: columns and rows of figures ---- */

/* A column of a report, as its table says it. */
struct heading {
	const char *name, *en, *zh;
	enum crm_type type;
	enum crm_role role;
	/* A rate: the columns of the two counts that it is of, from 1, for its
	 * interval; else 0. */
	int rate_of[2];
	const struct crm_choice *choices; /* of an enumeration */
	bool in_base; /* money with its digits whatever the row's currency */
};

/* What a row says. */
enum row_kind { ROW_PLAIN, ROW_REST, ROW_SUBTOTAL, ROW_TOTAL };
extern const struct crm_choice row_kinds[];
/* The column that tells it. */
struct crm_column kind_column(const struct crm_report_opts *o);

struct lines {
	const struct crm_report_opts *o;
	const struct heading *h;
	size_t n_h, n_d; /* headings; dimensions before them */
	bool kinds;      /* the last column tells them */
	struct crm_value *cells;
	const struct crm_sink *sink;
};

/* Gives the sink the columns: the dimensions', the headings', with --interval
 * the ends of each rate's behind it, and where rows are of several kinds
 * `row`.  A heading of the role CRM_ROLE_CURRENCY names that of all money. */
enum crm_status lines_begin(struct lines *l, struct crm_store *s,
    const struct crm_report_opts *o, const struct dimensions *d,
    const struct heading *h, size_t n, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);
/* A row: a cell a dimension, a cell a heading. */
enum crm_status lines_put(struct lines *l, const struct crm_value *by,
    const struct crm_value *cells, const char *kind, struct crm_err *err);

/* A list of groups of one dimension that sums up by itself: the dimension's
 * column, where there is one, then the report's own; and a row, whose first cell is
 * the dimension's, dropped where there is none. */
enum crm_status begin_rows(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);
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
	struct crm_value key[MOST_DIMENSIONS]; /* the dimensions' */
	struct purchase *bought;               /* by day; never none */
	size_t n;
};

struct buyers {
	struct dimensions d;
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
 * days given, by id; `by` are dimensions of theirs, or NULL. */
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

/* ---- cube.c: sums by several dimensions ---- */

/* Stands for all values of a dimension, and for those outside of the top. */
#define ALL_MEMBERS UINT32_MAX
#define REST_MEMBERS (UINT32_MAX - 1)

struct leaf {
	uint32_t at[MOST_DIMENSIONS]; /* which value of each dimension */
	enum row_kind kind;
	void *sums;
};

struct cube {
	struct crm_arena *arena;
	size_t size; /* of sums */
	size_t n_dims;
	struct groups
	    dim[MOST_DIMENSIONS];        /* the values that were met, each with
					     * the sums over all that has it */
	uint32_t *rank[MOST_DIMENSIONS]; /* their order */
	struct groups leaves;            /* by which of each */
	void *only;  /* the sums where there is no dimension */
	void **grid; /* by two of them, while they have few values: the sums of
		      * each pair, or NULL */
	uint32_t rows, columns; /* its size, powers of two */
	struct leaf *leaf;      /* in the order of rows */
	size_t n;
};

struct tally_run;

void cube_init(struct cube *c, struct crm_arena *a, size_t n_dims, size_t size);
/* The sums of a row with these values. */
void *cube_at(struct cube *c, const struct crm_value *key);
/* When all is read: leaves in order, with --top the rest as one, with --totals
 * sums behind, without gaps between periods. */
enum crm_status
cube_finish(struct cube *c, struct tally_run *run, struct crm_err *err);

/* ---- tally.c: reports that sum records up by dimensions ---- */

struct tally_run {
	const struct tally *t;
	struct crm_store *s;
	const struct crm_report_opts *o;
	struct crm_arena *arena;
	struct dimensions d;
	struct cube cube;
	struct lines lines;
	void *total;            /* the sums over all */
	struct numbers weights; /* of groups, sorted */
	const char *base;       /* the currency of the book */
};

/* A group of records and what was summed up of them. */
struct tally_row {
	struct tally_run *run;
	const struct leaf *leaf;
	void *sums;
	const void *total;
	const char *base;
};

struct tally {
	const char *entity; /* whose fields dimensions are; NULL: deals */
	const char *date;   /* the field that --from and --to are about: its
			     * periods reach from end to end */
	const struct heading *headings;
	size_t n_headings;
	size_t size; /* of the sums */
	/* What else of a deal is needed. */
	struct more_columns more;
	/* Reads all; NULL: deals, of which each that counts is added. */
	enum crm_status (*scan)(struct tally_run *r, struct crm_err *err);
	bool (*counts)(
	    const struct crm_report_opts *o, const struct deal *deal);
	enum crm_status (*add)(struct tally_run *r, void *sums,
	    const struct deal *deal, struct crm_err *err);
	/* Adds the sums of another group. */
	enum crm_status (*merge)(struct tally_run *r, void *sums,
	    const void *from, struct crm_err *err);
	/* Prints the rows of a group by tally_put. */
	enum crm_status (*print)(
	    const struct tally_row *row, struct crm_err *err);
	/* How much it weighs: the most first of --top, and where `heavy_first`
	 * always; else groups are by name. */
	int64_t (*weight)(const struct tally_run *r, const void *sums);
	bool heavy_first;
	bool many_rows; /* a group has several, so that one total says more */
	/* What the rows leave out, of the sums over all; or NULL. */
	enum crm_status (*note)(struct tally_run *r, const void *total,
	    const struct crm_sink *sink, struct crm_err *err);
	void *ctx; /* the report's own */
};

/* ---- records.c: records of a kind, for a scan of its own ---- */

struct records {
	struct crm_stmt *q;
	struct crm_value *cell; /* the columns', then the dimensions' */
	bool *text;
	size_t n, own;
};

/* What is read: columns over t, at least one, and which of them are text. */
struct columns {
	const char *sql; /* "t.\"kind\", t.\"minutes\"" */
	bool text[12];
	size_t n;
	const char *from; /* what t is joined with, or NULL */
	const char *also; /* " AND …", or NULL */
	bool hidden;      /* deleted ones too */
};

/* Opens the live records of the tally's kind that the filter lets through, by
 * id. */
enum crm_status records_open(struct tally_run *r, const struct columns *c,
    struct records *out, struct crm_err *err);
/* The cells of the next one, and the values of its dimensions. */
enum crm_status records_next(struct tally_run *r, struct records *x,
    struct crm_value *key, bool *found, struct crm_err *err);
void records_close(struct records *x);
/* Whether a day, or the day of an instant, is of the period and not behind the
 * day of --on. */
bool within_days(const struct crm_report_opts *o, struct crm_value day);
bool within_instants(const struct crm_report_opts *o, struct crm_value at);

enum crm_status tally_run(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);
/* The same where the report's ctx gathers what has no rate: it is told behind the
 * rows, as `what` ("deal") whose rates are set by `program`. */
enum crm_status tally_run_unrated(struct tally t, const char *what,
    const char *program, struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);
/* Where a group stands by its weight: 1 2 2 4; null for sums of groups. */
struct crm_value tally_rank(const struct tally_row *row);
/* A row of a group: a cell a heading. */
enum crm_status tally_put(const struct tally_row *row,
    const struct crm_value *cells, struct crm_err *err);

#endif
