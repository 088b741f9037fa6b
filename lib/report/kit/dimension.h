/* What figures are by: a field, of a record or behind a reference, and periods. */
#ifndef CRM_REPORT_DIMENSION_H
#define CRM_REPORT_DIMENSION_H

#include "base.h"

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
/* What it refers to is shown by its id. */
void dimension_by_id(struct dimension *d);
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
/* A day of the other period of --compare, moved to this one. */
int64_t dimension_shifted(const struct dimension *d, int64_t day);
/* The first day of the period that a date lies in, and of the next one;
 * quarters and years follow the fiscal year, weeks begin on Monday. */
int64_t period_start(const struct dimension *d, int64_t date);
int64_t period_next(const struct dimension *d, int64_t start);
/* How many periods the one that begins on `to` is after that of `from`. */
int64_t periods_between(const struct dimension *d, int64_t from, int64_t to);
/* What is shown for a key; text lives in the arena. */
/* The name of a day's month: 2026-11. */
const char *month_name(int64_t day, struct crm_arena *a);
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
/* Whether two of them are of one date, and whether none of the date of one is finer:
 * a year has its own quarters and no others. */
bool dimensions_same_date(const struct dimensions *all, size_t x, size_t y);
bool dimensions_finest(const struct dimensions *all, size_t which);

/* ---- behind.c: dimensions behind a reference ---- */

/* The values of what is referred to, by its id. */
struct behind {
	struct crm_value *of; /* NULL: they are not kept */
	int64_t n;
};

/* The highest id that a record of the kind has: about how many there are. */
enum crm_status last_id(struct crm_store *s, const struct crm_entity *e,
    int64_t *out, struct crm_err *err);
/* Reads them where that is worth it. */
enum crm_status behind_load(struct crm_store *s, const struct dimension *d,
    struct crm_arena *a, struct behind *out, struct crm_err *err);
/* Where they are kept: appends ", reference" over rows t, whose value is then
 * what the reference leads to. */
void behind_sql(const struct dimension *d, struct crm_sql *q);
struct crm_value
behind_value(const struct behind *b, struct crm_value reference);

#endif
