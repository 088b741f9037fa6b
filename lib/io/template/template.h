/*
 * What the files of this folder share.  A template is read into nodes:
 *
 *   read.c      text -> tags -> nodes, their names found    (name.c: a name)
 *   render.c    nodes and a record -> text
 *   filter.c    a value -> its text, step by step
 *   escape.c    a text -> what is harmless in the format
 *   table.c     rows between bars -> columns of one width
 *   wrap.c      a text -> lines that fit
 */
#ifndef IO_TEMPLATE_H
#define IO_TEMPLATE_H

#include <crm/io/template.h>

enum {
	TEMPLATE_BYTES = 1 << 20, /* of a template */
	TEMPLATE_DEEP = 16,       /* blocks within each other */
	TEMPLATE_STEPS = 6,       /* of a name */
	TEMPLATE_FILTERS = 8,     /* of a value */
	TEMPLATE_COLUMNS = 1000,  /* widest that a filter or table makes */
	TABLE_WIDTH = 80,
};

/* Parts the cells of a row; no value has one. */
#define CELL_SEP '\x1f'

/* ---- names ---- */

enum special { NOT_SPECIAL, AT_NO, AT_FIRST, AT_LAST, AT_TODAY };

struct name {
	enum special special;
	size_t up; /* how many blocks around it has the first step */
	struct crm_text step[TEMPLATE_STEPS];
	const void *shape[TEMPLATE_STEPS]; /* that each step is looked for in */
	size_t n;
	struct crm_template_name is; /* the last one */
};

/* ---- filters ---- */

enum filter_is {
	FILTER_MONEY,
	FILTER_NUMBER,
	FILTER_DATE,
	FILTER_CAPITAL,
	FILTER_CODE,
	FILTER_UPPER,
	FILTER_LOWER,
	FILTER_DEFAULT,
	FILTER_LEFT,
	FILTER_RIGHT,
	FILTER_CENTER,
	FILTER_WRAP,
	FILTER_INDENT,
};

struct filter {
	enum filter_is is;
	struct crm_text arg;
	int number; /* the argument, where it is one */
};

/* ---- nodes ---- */

enum node_is { NODE_TEXT, NODE_VALUE, NODE_LOOP, NODE_IF, NODE_TABLE };

struct node {
	enum node_is is;
	struct node *next, *first; /* the one behind it, the first within it */
	struct crm_text text;      /* TEXT; of VALUE: a quoted one */
	struct name name;
	struct filter filter[TEMPLATE_FILTERS];
	size_t n_filters;
	bool not ;            /* IF: where it does not hold */
	bool compares;        /* IF: with `text`, */
	bool differs;         /* and it must be another */
	size_t width;         /* TABLE */
	int64_t line, column; /* of its tag */
};

struct crm_template {
	enum crm_template_format format;
	struct crm_template_source source;
	struct node *first;
};

/* ---- reading ---- */

/* One tag while it is read. */
struct tag {
	struct crm_text text; /* what stands between {{ and }}, trimmed */
	const char *begin;    /* of the tag */
	int64_t line, column;
};

/* The blocks that are open, the template first. */
struct open {
	struct node *node; /* NULL: the template */
	struct node **end;
	const void *shape; /* of its records: the template's, a loop's */
	bool loop;
};

struct reader {
	struct crm_template *t;
	struct crm_arena *arena;
	struct open open[TEMPLATE_DEEP + 1];
	size_t n_open;
	bool raw; /* within <script> or <style> */
};

/* name.c: takes a name off the front and finds it. */
enum crm_status name_read(const struct reader *r, const struct tag *tag,
    struct crm_text *rest, struct name *out, struct crm_err *err);
/* The value that a comparison is with, as it is stored. */
enum crm_status name_compare(const struct name *n, const struct tag *tag,
    struct crm_text *value, struct crm_err *err);
/* Takes a word, or a text in quotes, off the front; false where there is none, or
 * its quote is not closed. */
bool
take_word(struct crm_arena *a, struct crm_text *rest, struct crm_text *out);

/* filter.c: the filters behind a |, for a value of that name (NULL: a text). */
enum crm_status filters_read(struct reader *r, const struct tag *tag,
    struct crm_text rest, struct node *node, struct crm_err *err);
/* Appends the text of a value, not escaped. */
void filters_apply(const struct node *node, const struct crm_template_value *v,
    const struct crm_template_opts *o, struct crm_buf *out);

/* ---- writing ---- */

/* What characters mean that stand before a text. */
struct escape {
	enum crm_template_format format;
	bool in_table;
};

/* Appends a text so that it is nothing but text there. */
void
escape_text(struct crm_buf *out, const struct escape *e, struct crm_text t);

/* Appends rows of cells as columns of one width. */
void table_put(struct crm_buf *out, enum crm_template_format format,
    struct crm_text rows, size_t width);

/* Takes the next line of at most `width` columns off the front of a text: cut
 * behind a word or a Chinese character, blanks at the cut left out; where it has a
 * line of its own, there. */
struct crm_text wrap_next(struct crm_text *rest, size_t width);

#endif
