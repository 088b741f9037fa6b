/*
 * Templates of documents: a text with names in it, and values by these names, make
 * another text.  Pure: whoever asks says by a table of functions what a name means.
 *
 *   {{name}}            the value; {{customer.owner.name}} leads through records
 *   {{name | filter}}   another form of it; filters follow each other
 *   {{"text"}}          itself: {{"{{"}}
 *   {{#name}}…{{/name}} once for each record of a list, or for one that is there;
 *                       names within are looked for in it, then around it
 *   {{?name}}…{{/name}} where it says something: there is one, and it is neither
 *                       nought nor no; {{?name = value}} and != compare it
 *   {{^name}}…{{/name}} where {{?name}} is not
 *   {{=table N}}…{{/table}}  rows of cells between bars, in columns of one width; a
 *                       row |---|--:| says how they stand; of plain text at most N
 *                       columns of a terminal wide (80)
 *   {{!…}}              nothing
 *
 * and of the whole @today, of a loop @no (from 1), @first and @last.  {{/}} ends the
 * block that is open.  A line that has nothing but tags of blocks leaves no line.
 *
 * Filters: money, money sign, money code; number N; date, date long, date "D.M.YYYY";
 * capital; code (of a choice what programs read); upper, lower; default "text";
 * left N, right N, center N (columns of a terminal), wrap N, indent N.
 *
 * What comes of a value is harmless in the format: no value makes a tag of HTML, a
 * heading of Markdown, or a control character.  Names are all looked up when the
 * template is read: whatever it says of records that are not there is known then.
 */
#ifndef CRM_TEMPLATE_H
#define CRM_TEMPLATE_H

#include <crm/io/writer.h>

enum crm_template_format {
	CRM_TEMPLATE_TEXT,
	CRM_TEMPLATE_MD,
	CRM_TEMPLATE_HTML,
};

/* What a name is among others of its shape.  A record has a value of its own too,
 * the name that people know it by. */
struct crm_template_name {
	enum { CRM_NAMES_CELL, CRM_NAMES_RECORD, CRM_NAMES_LIST } what;
	const void *shape;  /* of a record, or those of a list: its names */
	enum crm_type type; /* of a cell */
	const struct crm_choice *choices; /* of a cell, or NULL */
};

/* What it is of one record.  Texts live as long as the rendering. */
struct crm_template_value {
	struct crm_value v;
	struct crm_column column; /* how it is shown; its currency is -1 */
	struct crm_text currency; /* of an amount; empty: none is known */
	const void *const
	    *record; /* those of a list; one, or none, of a record */
	size_t n;
};

/* Where names and values come from. */
struct crm_template_source {
	/* False where nothing of the shape is called so. */
	bool (*name)(void *ctx, const void *shape, struct crm_text name,
	    struct crm_template_name *out);
	/* The names of a shape, for messages; NULL behind the last. */
	const char *(*nth)(void *ctx, const void *shape, size_t i);
	/* Of a name that `name` knows.  *out is zeroed before. */
	enum crm_status (*get)(void *ctx, const void *shape, const void *record,
	    struct crm_text name, struct crm_template_value *out,
	    struct crm_err *err);
	void *ctx;
};

struct crm_template; /* lives in the arena it was read in */

/* Reads a text of UTF-8, whose root has names of a shape.  CRM_INVALID with line and
 * column. */
enum crm_status
crm_template_read(struct crm_text text, enum crm_template_format format,
    const struct crm_template_source *source, const void *shape,
    struct crm_arena *arena, struct crm_template **out, struct crm_err *err);

struct crm_template_opts {
	bool chinese; /* of labels, and of dates in words */
	int64_t today;
};

/* Appends what it makes of a record.  CRM_INVALID where that is more than
 * CRM_TEMPLATE_MOST bytes; else only what the source failed with. */
#define CRM_TEMPLATE_MOST ((size_t)64 << 20)
enum crm_status crm_template_render(const struct crm_template *t,
    const void *record, const struct crm_template_opts *o, struct crm_buf *out,
    struct crm_err *err);

#endif
