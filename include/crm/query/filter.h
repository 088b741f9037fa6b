/*
 * The filter language: parsed once against the dictionary, compiled to bound
 * SQL, or evaluated against a record in memory, with the same answer.
 *
 *   stage in (proposal, negotiation) and amount >= 1000
 *     and expected_close in today..+30d and owner.team = east
 *     and not company ~ "test"
 *
 *   expr  := or ;  or := and {"or" and} ;  and := not {"and" not}
 *   not   := "not" not | "(" expr ")" | "@" segment | test
 *   test  := name op literal | name ["not"] "in" "(" literal {"," literal} ")"
 *          | name ["not"] "in" range | name "is" ["not"] "null"
 *          | name                                  (a yes/no field)
 *   op    := = != < <= > >= ~ !~
 *   name  := {reference "."} field                 (two steps at most)
 *   range := [literal] ".." [literal]              (ends included)
 *   segment := name | quoted text                  (a saved expression)
 *
 * A segment stands for its expression in brackets; it may name others.
 *
 * Keywords are matched without case.  Literals: bare words up to a blank,
 * comma or bracket, words for a period (last month, last 7 days), "..." or '...' with \ before a quote or backslash.  A bare
 * `null` behind an operator is refused, for it says something else than meant.
 *
 * Two-valued: a comparison with null is false, and !=, !~, not are its exact
 * complement.
 *
 * text       = exactly, or by the folded copy where the field is folded; < >
 *            by code point of the same.
 * ~          contains; folded where the field is folded, else exact case (for
 *            e-mail and phone in their stored form).  On a reference: the name
 *            of the record it leads to.
 * e-mail, phone  the literal is brought to the stored form first.
 * tags       = one of the tags is; in (...) one of them is one of these; ~
 *            contains, on the whole text.
 * enum       code, label or alias; = != in.  `open` of a status is whatever is
 *            open, where the resolver knows that.
 * money      in the record's own currency, exact: 0.005 equals no amount in
 *            dollars.  Where the entity has no currency and for names that end
 *            in _base: in the base currency.
 * date       crm_date_expr; also `in today`, one day.  A period
 *            (crm_period_read) is all of its days: = and in within it, < before
 *            its start, <= to its end, > after its end, >= from its start.  As
 *            the end of a range it is there to its own end.
 * instant    a date means that day in TZ, as a period its days.  A literal with
 *            a time (or now, +2h) is that second.
 * reference  = != in: whatever names a record, through the resolver; no order.
 * id, any    typed ids; ids also have an order, ids of any kind have none.
 *
 * No I/O here: what needs the book (the id behind a name) goes through the
 * resolver.
 */
#ifndef CRM_FILTER_H
#define CRM_FILTER_H

#include <crm/model/model.h>

struct crm_filter; /* lives in the arena it was parsed in */

/* Ids that `text` may name among the records of an entity (typed id, ext:KEY,
 * natural key, display name; a name that several bear gives all of them).  Gives
 * CRM_NOTFOUND where there is none. */
struct crm_resolver {
	enum crm_status (*find)(void *ctx, const struct crm_entity *e,
	    struct crm_text text, struct crm_arena *arena, int64_t **ids,
	    size_t *n, struct crm_err *err);
	void *ctx;
	/* The expression of the saved filter of these records that has this
	 * folded name; `text` is the name as it was written.  CRM_USAGE where
	 * there is none.  NULL: no segments. */
	enum crm_status (*segment)(void *ctx, const struct crm_entity *e,
	    struct crm_text text, struct crm_text folded,
	    struct crm_arena *arena, const char **expression,
	    struct crm_err *err);
	/* What a folded value of an enumerated field means beyond its choices,
	 * as an expression over that record (`open` of a status), one step at
	 * most; NULL: nothing.  NULL: no words. */
	const char *(*word)(void *ctx, const struct crm_entity *e,
	    const struct crm_field *f, struct crm_text folded);
};

/* What an expression means beyond its text. */
struct crm_filter_env {
	const struct crm_clock *clock;
	/* NULL: references are named by typed ids alone, unchecked. */
	const struct crm_resolver *resolver;
	const char *base_currency; /* NULL or "": two digits */
	/* Name of the segment whose expression this is, so that one that leads
	 * back to it is refused; NULL: of none. */
	const char *segment;
};

/*
 * Errors are CRM_USAGE with the caret, or the resolver's with the caret.  Of a
 * source that is longer than an error holds, the error has the part around the
 * caret.  What SQLite could not take is refused here: and/or more than 16 deep
 * within each other, over 5000 tests, over 30000 values.  The filter points
 * into nothing but the arena and the dictionary.
 */
enum crm_status
crm_filter_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, const struct crm_filter_env *env, struct crm_arena *arena,
    struct crm_filter **out, struct crm_err *err);

/* What a statement gathers for all rows of `alias`, rather than for each. */
enum { CRM_GATHERS_MAX = 4 };
struct crm_gathers {
	const char *alias;
	const struct crm_gather *of[CRM_GATHERS_MAX];
	size_t n;
};

/* SQL text and the values of its ? marks, in order. */
struct crm_sql {
	struct crm_buf text;
	struct crm_value *bind; /* in the arena */
	size_t n, cap;
	struct crm_arena *arena;
	/* Where fields that can be gathered note how; NULL: they are asked for
	 * row by row. */
	struct crm_gathers *gathers;
};

void crm_sql_init(struct crm_sql *s, struct crm_arena *arena);
void crm_sql_bind(struct crm_sql *s, struct crm_value v); /* adds no text */
void crm_sql_free(struct crm_sql *s);
/* Appends a statement, {today} and {now} as the clock's numbers: derived fields
 * ask what day it is, and a statement sees one day from beginning to end.
 * {day EXPRESSION} is the day in TZ of an instant from now on. */
void crm_sql_clock(
    struct crm_buf *out, const char *sql, const struct crm_clock *clock);

/* Appends the stored or derived expression of a field for the row alias (not
 * quoted here; r_, n_ and c_ are taken). */
void crm_sql_field(struct crm_sql *s, const struct crm_entity *e,
    const struct crm_field *f, const char *alias);

/* Appends the joins of what the fields in it noted, for behind FROM. */
void crm_sql_gathered(struct crm_sql *s);

/*
 * Appends a boolean expression over the entity's table under `alias`.  It is
 * true for exactly the records that match; for others it is false or null, so
 * it may stand where only true counts: WHERE, HAVING, FILTER, CASE WHEN, and
 * these joined by AND and OR.  For its complement parse `not (...)`, or write
 * (...) IS NOT TRUE; never NOT (...).  Dates and days are fixed when parsed.
 */
void crm_filter_sql(
    const struct crm_filter *f, const char *alias, struct crm_sql *out);

/* Where evaluation gets values: of a field of where->entity, in the record at
 * hand or in the one that the steps of `where` lead to.  The value lives until
 * the next call. */
struct crm_path;
struct crm_getter {
	enum crm_status (*get)(void *ctx, const struct crm_path *where,
	    int field, struct crm_value *out, struct crm_err *err);
	void *ctx;
};

enum crm_status crm_filter_eval(const struct crm_filter *f,
    const struct crm_getter *getter, bool *out, struct crm_err *err);

/* Whether it tests nothing but stored fields of the record itself, so that no
 * other record can change the answer. */
bool crm_filter_is_own(const struct crm_filter *f);
/* Whether it tests a field of the record itself, or one behind that. */
bool crm_filter_asks(const struct crm_filter *f, const char *field);
/* Whether it tests nothing else. */
bool crm_filter_asks_only(const struct crm_filter *f, const char *field);

/* ---- paths, sort and columns ---- */

/* Through references to other records: so many steps a name may take.  What
 * looks into the name of a record at the end takes one more. */
enum { CRM_PATH_STEPS = 2, CRM_PATH_MOST = CRM_PATH_STEPS + 1 };

struct crm_step {
	const struct crm_entity *of;
	int ref; /* index of the reference */
};

/* A field of a record, or of one that it leads to. */
struct crm_path {
	struct crm_step step[CRM_PATH_MOST];
	size_t steps;
	const struct crm_entity *entity; /* whose field it is */
	int field;
	bool as_id;                  /* named NAME_id: print the typed id */
	const struct crm_entity *to; /* a reference: where it leads; or NULL */
	const char *name;            /* as the user wrote it: a column's name */
};

enum crm_status crm_path_parse(const struct crm_dict *d,
    const struct crm_entity *e, struct crm_text text, struct crm_arena *arena,
    struct crm_path *out, struct crm_err *err);
/* The same field, from the record that the first step leads to. */
struct crm_path crm_path_behind(const struct crm_path *p);
/* Whether it is this field of the record, or leads through it. */
bool crm_path_begins(const struct crm_path *p, const char *field);
/* Whether both are fields of the same record. */
bool crm_path_same_record(const struct crm_path *a, const struct crm_path *b);
/* Codes of the currencies with so many digits, as a list for SQL; NULL for the
 * usual number, which all others have. */
const char *crm_currency_codes(int digits);
/* "Customer Owner Team". */
const char *
crm_path_label(const struct crm_path *p, bool chinese, struct crm_arena *arena);
/* Appends its value as SQL (scalar subqueries for the steps).  The value of a
 * reference is the id of its record, whether as_id or not. */
void
crm_path_sql(const struct crm_path *p, const char *alias, struct crm_sql *out);

struct crm_sort {
	struct crm_path *path;
	bool *descending;
	bool *pinyin; /* Chinese by how it sounds */
	size_t n;
};

/* "-score,company:pinyin": '-' descending, '+' or nothing ascending; texts, and
 * references by the name of their record, by pinyin where it is said.  NULL or ""
 * gives the empty list. */
enum crm_status crm_sort_parse(const struct crm_dict *d,
    const struct crm_entity *e, const char *text, struct crm_arena *arena,
    struct crm_sort *out, struct crm_err *err);
/* Appends the list behind ORDER BY: by code point of the value (folded copy
 * where there is one, references by the name of their record, or by its id
 * where named as NAME_id), nulls last either way, the id at the end so that
 * the order is total.  Money sorts by the number that people see, whatever the
 * digits of its currency; that of a record without one is the book's. */
void crm_sort_sql(const struct crm_entity *e, const struct crm_sort *s,
    struct crm_text base_currency, const char *alias, struct crm_sql *out);
/* Appends what one of them sorts by, whose place by pinyin the temporary table
 * pinyin has ("text" -> "n"). */
void crm_sort_key_sql(const struct crm_sort *s, size_t key, const char *alias,
    struct crm_sql *out);

struct crm_columns {
	struct crm_path *path;
	size_t n;
};

/* What stands for the columns that nobody names. */
enum crm_columns_flag {
	CRM_COLUMNS_SHORT = 1,   /* the short list instead of all */
	CRM_COLUMNS_VERSION = 2, /* all of them end with the version */
	CRM_COLUMNS_KEYS = 4,    /* the short list, and the ids of all that the
				  * record refers to */
};

/* -c: NULL gives the default (short: fields with CRM_F_SHORT and the id;
 * else all but CRM_F_ASKED, a reference as NAME_id and NAME); "all"; "a,b";
 * "+a,b" adds to the default, "-a" takes from it; a sign holds for the names
 * behind it ("all,-note,zip" takes both).  Each name comes once.  The version
 * that comes with all of them stands behind what is added. */
enum crm_status crm_columns_parse(const struct crm_dict *d,
    const struct crm_entity *e, const char *text, unsigned flags,
    struct crm_arena *arena, struct crm_columns *out, struct crm_err *err);

#endif
