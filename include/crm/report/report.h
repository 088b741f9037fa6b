/*
 * Reports: rows out of the book, typed like any list, one file each in
 * lib/report.  They never print.
 */
#ifndef CRM_REPORT_H
#define CRM_REPORT_H

#include <crm/store/store.h>
#include <crm/io/writer.h>
#include <crm/report/simulate.h>

struct groups; /* known to reports alone */

struct crm_report_opts {
	const struct crm_filter *where; /* over the report's entity, or NULL */
	const char *where_text;         /* as given, for --define */
	const char *by;                 /* dimensions, or NULL */
	const char *across; /* the dimension laid out in columns, or NULL */
	int64_t from, to;   /* inclusive dates; open ends are
					 * CRM_DATE_MIN and CRM_DATE_MAX */
	int64_t on;         /* business date, or CRM_DATE_MAX: as far
					 * as known now */
	enum crm_attribution {
		CRM_FIRST_TOUCH,
		CRM_LAST_TOUCH,
		CRM_LINEAR,
	} attribution;       /* which touch of a lead has the credit */
	const char *date;    /* the date that counts, where the report takes
			      * it; NULL: its usual one */
	int64_t left;        /* where the report takes it: so many products, at
			      * most, on the left of a rule; 1 or more */
	int64_t top;         /* so many groups, the rest as one; 0: all */
	bool totals;         /* rows of sums behind */
	bool shares;         /* what each amount and count is of all of them */
	bool interval;       /* the ends of each rate's */
	int64_t limit;       /* so many rows; -1: all */
	const char *sort;    /* columns of the report, or NULL */
	const char *columns; /* those that are laid across; NULL: all */
	const char *compare; /* previous, year, A..B, or NULL */
	const struct crm_query *query; /* of the report `query` */
	const int64_t *ids; /* of the report `statement`: customers */
	size_t n_ids;
	const struct crm_what_if *what_if; /* where the report takes it */
	bool chinese;                      /* labels */
	bool by_id; /* what dimensions refer to is printed by its id, no name */
	/* Set by crm_report_run for the other period of a comparison: how far
	 * its dates are moved to stand beside this one's. */
	int shift_months;
	int64_t shift_days;
	/* And for --top: the groups of the first dimension that are on top now,
	 * which this run notes; those are in the other period, too. */
	struct groups *top_met, *top_kept;
};

/* Where rows go: columns once, then rows; and a line about what they leave
 * out. */
struct crm_sink {
	enum crm_status (*begin)(void *ctx, const struct crm_column *columns,
	    size_t n, struct crm_err *err);
	enum crm_status (*row)(
	    void *ctx, const struct crm_value *cells, struct crm_err *err);
	void (*note)(void *ctx, const char *text);
	void *ctx;
};

struct tally; /* known to reports alone */

struct crm_report {
	const char *name;
	const char *group; /* whom it is about, for help */
	const char *help;  /* one line */
	bool takes_by;
	bool takes_on;
	bool takes_attribution;
	bool takes_what_if;
	bool takes_left;    /* --left: rules of several products */
	bool takes_date;    /* --date: which of its dates counts */
	bool one_day;       /* is about a day (--on, else the present one), not
			    * --from and --to */
	bool this_quarter;  /* without --from and --to */
	bool ahead;         /* its days are such as are yet to come */
	bool of_closers;    /* asks whose closed deals are, whatever is asked */
	bool tallies;       /* does --by, --across, --top and --totals itself */
	const char *entity; /* what -w is about; NULL: deals */
	const char *default_by;
	/* Lines of further reports that stand beside it where the format has
	 * several tables; ends with NULL.  NULL: none. */
	const char *const *beside;
	/* Of a picture: what columns do not say. */
	enum crm_picture picture;
	const char *
	    drawn; /* the columns drawn, the first above all ("won,lost"); NULL: by their roles */
	const char *closes; /* the row that those before it add up to, by the
			     * code in its first column; NULL: none */
	/* --define: what is counted, which date counts, whose number it is. */
	const char *define;
	/* What it sums up, where that is all it does; else NULL, and it runs
	 * by its own. */
	const struct tally *tally;
	enum crm_status (*run)(struct crm_store *s,
	    const struct crm_report_opts *o, struct crm_arena *arena,
	    const struct crm_sink *sink, struct crm_err *err);
};

/*
 * Runs a report with all that its options say: the one way that rows come out.
 * CRM_USAGE for an option that the report cannot follow, with the way out.
 */
enum crm_status crm_report_run(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *arena,
    const struct crm_sink *sink, struct crm_err *err);

/* The statement of customers' accounts; no line of the list, for it is asked for by
 * customer. */
extern const struct crm_report crm_report_statement;

/* Whether it has a share of a sum for a column, asked for or not. */
bool
crm_report_shares(const struct crm_report *r, const struct crm_report_opts *o);

/* How many live records a filter lets through; NULL: all. */
enum crm_status crm_report_count(struct crm_store *s,
    const struct crm_entity *e, const struct crm_filter *where,
    struct crm_arena *arena, int64_t *n, struct crm_err *err);

/* All reports; ends with NULL. */
extern const struct crm_report *const crm_reports[];

#endif
