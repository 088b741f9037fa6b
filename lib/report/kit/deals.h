/* Deals one after another, as they are or were on a day, with their stages. */
#ifndef CRM_REPORT_DEALS_H
#define CRM_REPORT_DEALS_H

#include "dimension.h"

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

/* What the days of a deal cannot be. */
enum closed_when {
	CLOSED_WELL,
	CLOSED_BACKWARDS, /* before that on which it was opened */
	CLOSED_AHEAD,     /* behind that which the report looks from */
	OPENED_AHEAD,     /* so, and not closed as far as is known */
};

/* Mostly a deal was opened and closed on days that can be. */
enum closed_when
closed_when(struct crm_value opened, struct crm_value closed, int64_t today);

/* A deal as reports see it: as it is, or as it was on the day of --on by what is
 * known now. */
struct deal {
	int64_t id;
	const struct stage *stage;
	struct crm_value closed; /* null where that was later */
	struct crm_value opened;
	enum closed_when wrong;  /* as far as its days are read */
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
	int64_t known; /* a closing behind that day is not known yet */
	const struct stage *met[64]; /* by the end of their ids */
	const struct stage *only;    /* that all are in, or NULL */
	struct crm_value *cells;
	bool *text;
	size_t n, own; /* cells; those before the further ones */
	int at[8];     /* which cell a column of a deal's own has; -1: none */
	int by[MOST_DIMENSIONS]; /* that of a dimension, or of its reference */
	struct behind behind[MOST_DIMENSIONS];
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
	bool unnamed;   /* its id is not looked at, and may be 0 */
	bool closings;  /* it is about these: where a day cannot be, a tally
			 * leaves the deal out */
	bool days;      /* and asks on which days, whatever `date` is */
	bool at_end;    /* and about what was open when the period ended */
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
/* What a deal was at the end of the report's period: one that was decided behind it
 * was open then. */
enum stage_type
type_then(const struct crm_report_opts *o, const struct deal *deal);
/* Whether it was there by then. */
bool opened_by_then(const struct crm_report_opts *o, const struct deal *deal);
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

#endif
