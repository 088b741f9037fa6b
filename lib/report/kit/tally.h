/* Reports that sum records up by any dimensions. */
#ifndef CRM_REPORT_TALLY_H
#define CRM_REPORT_TALLY_H

#include "cannot.h"
#include "closings.h"
#include "deals.h"
#include "figures.h"
#include "group.h"
#include "lines.h"
#include "unrated.h"
#include "whole.h"

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
	size_t put;              /* rows of the group at hand */
	void *total;             /* the sums over all */
	struct numbers weights;  /* of groups, sorted */
	const char *base;        /* the currency of the book */
	struct unrated unrated;  /* where the sums do not have it */
	struct closings wrong;   /* those left out */
	int64_t nobodys;         /* won of no customer, left out too */
	bool mixed;              /* sums below zero left shares blank */
	int64_t ahead;           /* activities still to come */
	int64_t answered_early;  /* leads, before they came in */
	int64_t cannot[CANNOTS]; /* other days that cannot be */
	int64_t too_many;        /* periods, so that empty ones are no rows */
	size_t size;             /* of the sums */
	void *ctx;               /* the report's own */
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
	size_t line; /* else of the line that they have for each stage */
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
	bool
	    own_total; /* without dimensions it has a total that its rows do not
			 * add up to */
	/* What the rows leave out, of the sums over all; or NULL. */
	enum crm_status (*note)(struct tally_run *r, const void *total,
	    const struct crm_sink *sink, struct crm_err *err);
	/* What is in no amount for want of a rate is told behind all: as `what`
	 * ("deal"; NULL: it is not) whose rates are set by `program`. */
	struct {
		const char *what, *program;
		size_t at; /* where the sums have it; 0: the run has it */
	} unrated;
	/* The run's ctx: zeroes of this size, which `begin` fills before all
	 * else; or that of who calls tally_run.  With lines it is the stages. */
	size_t ctx_size;
	enum crm_status (*begin)(struct tally_run *r, struct crm_err *err);
	void *ctx;
};

enum crm_status tally_run(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);
/* The stages of a tally with a line for each, in their order. */
const struct stages *stages_of(const struct tally_run *r);
/* Adds all deals that count: what is done without a scan, for one that does it
 * too. */
enum crm_status tally_scan_deals(struct tally_run *r, struct crm_err *err);
/* Where a group stands by its weight: 1 2 2 4; null for sums of groups. */
struct crm_value tally_rank(const struct tally_row *row);
/* What a group's weight, or sums of groups, is of that of all; null where any is below
 * zero, for then parts do not make up a whole, and it is said. */
struct crm_value
tally_share(const struct tally_row *row, int64_t part, int64_t whole);
/* A row of a group: a cell a heading. */
enum crm_status tally_put(const struct tally_row *row,
    const struct crm_value *cells, struct crm_err *err);

/* ---- records.c: records of a kind, for a scan of its own ---- */

struct records {
	struct crm_stmt *q;
	struct crm_value *cell; /* the whole's columns, then the own */
	/* All cells: those of a whole that is kept begin with dimensions. */
	struct crm_value *all;
	bool *text;
	size_t first, n; /* which of them the statement gives */
	size_t at[MOST_DIMENSIONS];
	struct behind behind[MOST_DIMENSIONS];
	struct wholes wholes;
};

/* What is read: columns over t, at least one, and which of them are text. */
struct columns {
	const char *sql; /* "t.\"kind\", t.\"minutes\"" */
	bool text[16];
	size_t n;
	const char *from;   /* what t is joined with, or NULL */
	struct whole whole; /* and what it is a part of */
	const char *also;   /* " AND …", or NULL */
	bool hidden;        /* deleted ones too */
	/* Not the parts, but of each whole that has none, and an amount, a part that
	 * comes to that and says nothing else. */
	bool bare;
};

/* Opens the live records of the tally's kind that the filter lets through, by
 * id. */
enum crm_status records_open(struct tally_run *r, const struct columns *c,
    struct records *out, struct crm_err *err);
/* The cells of the next one, and the values of its dimensions. */
enum crm_status records_next(struct tally_run *r, struct records *x,
    struct crm_value *key, bool *found, struct crm_err *err);
void records_close(struct records *x);
/* All of that: calls `take` for each, which may change the key. */
typedef enum crm_status records_take(struct tally_run *r,
    const struct crm_value *cell, struct crm_value *key, struct crm_err *err);
enum crm_status records_each(struct tally_run *r, const struct columns *c,
    records_take *take, struct crm_err *err);
/* The same, then those of `bare`, which are not looked for where each whole that was read
 * has a part. */
enum crm_status records_and_bare(struct tally_run *r, const struct columns *c,
    const struct columns *bare, records_take *take, struct crm_err *err);
/* Whether a day, or the day of an instant, is of the period and not behind the
 * day of --on. */
bool within_days(const struct crm_report_opts *o, struct crm_value day);
bool within_instants(const struct crm_report_opts *o, struct crm_value at);

#endif
