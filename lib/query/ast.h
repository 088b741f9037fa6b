/*
 * What the files of lib/query share; nobody else may include it.
 *
 * A filter is parsed straight into negation normal form: `not` and the
 * negative operators are pushed down to the tests (De Morgan), so a tree has
 * no node for `not` and a test says itself whether it is negated.  Tests are
 * few: set, range, contains, tag, null.  All other operators become one of
 * them when they are parsed, so that SQL and evaluation have little to agree
 * on.
 */
#ifndef CRM_QUERY_AST_H
#define CRM_QUERY_AST_H

#include <crm/query/filter.h>

/* Aliases used inside expressions; no caller may use them for its own. */
#define ALIAS_STEP \
	"r_"                /* the record that a step leads to; within it the
			   * step before is asked, of another r_ */
#define ALIAS_FAR "n_"      /* the record that this one refers to */
#define ALIAS_PLACE "y_"    /* the places of texts by pinyin */
#define ALIAS_CUSTOM "c_"   /* the side table of custom fields */
#define ALIAS_GATHERED "g_" /* with a number: what is gathered for all rows */

/* ---- paths and SQL of fields ---- */

/* How a value is wanted: as stored, or the copy that comparisons use. */
enum form { FORM_VALUE, FORM_KEY };

/* The field has a folded copy. */
bool field_folded(const struct crm_field *f);
/* Appends the expression of a custom field's column of the side table. */
void
sql_custom_column(struct crm_sql *s, const struct crm_field *f, enum form form);
/* Appends " FROM custom ... WHERE ..." of a custom field of the alias's row. */
void sql_custom_from(
    struct crm_sql *s, const struct crm_field *f, const char *alias);
void sql_field(struct crm_sql *s, const struct crm_field *f, enum form form,
    const char *alias);
/* Appends " FROM "table" r_ WHERE r_."id" = ref" of a path with steps. */
void
sql_step_from(struct crm_sql *s, const struct crm_path *p, const char *alias);
void sql_path(struct crm_sql *s, const struct crm_path *p, enum form form,
    const char *alias);

const struct crm_field *path_field(const struct crm_path *p);
/* Sets where the path's field leads. */
void path_target(const struct crm_dict *d, struct crm_path *p);
/* Next item of a list parted by commas, without blanks around it; false at
 * the end.  An empty item is given as such. */
bool list_next(const char **rest, struct crm_text *item);

/* ---- the tree ---- */

enum test_op {
	TEST_NULL,  /* is null */
	TEST_SET,   /* is one of v */
	TEST_RANGE, /* lies in range */
	TEST_HAS,   /* contains v[0] */
	TEST_TAG,   /* is a list of tags with one of v in it */
};

/* Null bounds are open ends.  Bounds of numbers are always inclusive. */
struct range {
	struct crm_value lo, hi;
	bool open; /* text: the ends themselves lie outside */
};

/*
 * Money in the record's own currency: the bounds in minor units differ with
 * the digits of the currency, so such a test holds one range for each number
 * of digits.  No amount is ever multiplied, so nothing can overflow.
 */
enum { MONEY_USUAL = 0, MONEY_CLASSES = 4 };

struct money_class {
	int digits;
	const char *codes; /* as a list for SQL; NULL for the usual one */
};

extern const struct money_class money_classes[MONEY_CLASSES];
/* Class of a currency; empty or unknown counts as usual. */
int money_class(struct crm_text code);

struct test {
	enum test_op op;
	bool negated;
	bool money; /* MONEY_CLASSES ranges */
	struct crm_path path;
	struct crm_value *v; /* sorted, each once */
	size_t n, cap;
	struct range *range;
};

enum node_kind { NODE_TEST, NODE_ALL, NODE_ANY };

struct node {
	enum node_kind kind;
	struct test test;
	struct node **kid; /* none of the same kind */
	size_t n, cap;
	int depth; /* of and/or; a test has 0 */
};

struct crm_filter {
	const struct crm_entity *entity;
	struct crm_text base_currency; /* empty: not known */
	struct node *root;
};

/* Order of two values of the same kind. */
int value_cmp(struct crm_value a, struct crm_value b);

/* ---- the parser ---- */

/*
 * Brackets guard our own stack, the rest what SQLite can take: its parser holds
 * 100 symbols, three for each and/or within another (20 were possible, with
 * the longest test inside of a subquery), its planner needs the square of the
 * tests (5000: 0.2 s), and it binds 32766 values.
 */
enum {
	FILTER_BRACKETS_MAX = 200,
	FILTER_DEPTH_MAX = 16,
	FILTER_TESTS_MAX = 5000,
	FILTER_VALUES_MAX = 30000,
};

/* A segment whose expression is being read, and the one that named it. */
struct segment {
	struct crm_text name; /* folded */
	struct crm_text shown;
	const struct segment *outer;
};

struct parser {
	const struct crm_dict *dict;
	const struct crm_entity *entity; /* that names are fields of */
	const struct crm_filter_env *env;
	struct crm_arena *arena;
	struct crm_err *err;
	const char *src, *end, *at;
	struct crm_filter *filter;
	size_t tests, values;         /* so far */
	const struct segment *within; /* or NULL */
	/* Whose steps lead to the record that names are of, or NULL: to that of
	 * the filter. */
	const struct crm_path *base;
};

/* A literal: its text, unescaped, and where it began. */
struct literal {
	struct crm_text t;
	size_t at;
	bool quoted;
};

/* lex.c: reading moves p->at; skipping blanks is done by each. */
void lex_blanks(struct parser *p);
bool lex_char(struct parser *p, char c);
bool lex_keyword(struct parser *p, const char *word);
/* A name, or a word for a message: up to a blank, comma, bracket, operator. */
struct crm_text lex_name(struct parser *p);
enum crm_status lex_literal(struct parser *p, struct literal *out);
/* A..B; *single where there is no "..": A holds all of it then. */
enum crm_status
lex_range(struct parser *p, struct literal *a, struct literal *b, bool *single);
/* Puts the caret under the byte `at` of the source into the error made. */
enum crm_status caret(struct parser *p, enum crm_status status, size_t at);
size_t lex_at(const struct parser *p);

/* filter-parse.c: all of the source as one expression, under a `not` where
 * negated, so many brackets deep. */
enum crm_status
parse_source(struct parser *p, bool negated, int depth, struct node **out);
enum crm_status check_size(struct parser *p);

/* filter-segment.c: what is behind the @ at p->at. */
enum crm_status
parse_segment(struct parser *p, bool negated, int depth, struct node **out);
/* What a value of this field means as an expression over the field's record, or
 * NULL: it is a value. */
const char *parse_word(
    struct parser *p, const struct crm_path *path, const struct literal *l);
/* Reads such an expression, of the record that the path leads to. */
enum crm_status parse_meaning(struct parser *p, const struct crm_path *path,
    const char *expression, bool negated, struct node **out);
/* Notes the segment that the whole source is the expression of. */
void begin_segment(struct parser *p, const char *name);

/* filter-test.c: builds the tests of a field from what was read. */

enum op { OP_EQ, OP_LT, OP_LE, OP_GT, OP_GE, OP_HAS };

struct node *node_new(struct parser *p, enum node_kind kind);
void node_add(struct parser *p, struct node *n, struct node *kid);
struct node *node_test(struct parser *p, const struct crm_path *path,
    enum test_op op, bool negated);
/* The caret goes under `at`, the field's name before the message. */
enum crm_status bad_test(struct parser *p, const struct crm_path *path,
    size_t at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* path op literal */
enum crm_status test_compare(struct parser *p, const struct crm_path *path,
    enum op op, const struct literal *l, bool negated, struct node **out);
/* path in (literals) */
enum crm_status test_list(struct parser *p, const struct crm_path *path,
    const struct literal *l, size_t n, bool negated, struct node **out);
/* path in a..b; b NULL for a single expression */
enum crm_status test_range(struct parser *p, const struct crm_path *path,
    const struct literal *a, const struct literal *b, bool negated,
    struct node **out);

/* filter-value.c: literals by the type of the field. */

/* The values that a literal means for = (several for a reference), appended
 * to those of the test. */
enum crm_status
read_values(struct parser *p, struct test *t, const struct literal *l);
/* The one value of a field that is no reference. */
enum crm_status read_value(struct parser *p, struct test *t,
    const struct literal *l, struct crm_value *out);
/* The days of a literal: of a period, or one. */
enum crm_status read_days(struct parser *p, const struct test *t,
    const struct literal *l, int64_t *first, int64_t *last);
/* The text that ~ looks for. */
enum crm_status
read_needle(struct parser *p, struct test *t, const struct literal *l);
/* Brings an error of a value's own reader into the form of a filter's. */
enum crm_status
bad_value(struct parser *p, const struct test *t, const struct literal *l);
enum crm_status
no_blank(struct parser *p, const struct test *t, const struct literal *l);

/* filter-range.c */

/* The range between two literals of which either may be NULL; `open` tells
 * that the ends themselves lie outside. */
enum crm_status read_range(struct parser *p, struct test *t,
    const struct literal *lo, const struct literal *hi, bool open);

#endif
