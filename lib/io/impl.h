/* What the readers of the formats share; reader.c holds the public face. */
#ifndef CRM_IO_IMPL_H
#define CRM_IO_IMPL_H

#include <crm/io/reader.h>

#include "source.h"

/* More columns than this is no table of records but an attack or a mistake. */
enum { CRM_COLUMNS_MAX = 4096 };

/* One format.  `open` reads a header where there is one.  What is below close
 * may be NULL. */
struct crm_reader_ops {
	enum crm_status (*open)(struct crm_reader *r, struct crm_err *err);
	enum crm_status (*next)(
	    struct crm_reader *r, struct crm_row **row, struct crm_err *err);
	enum crm_status (*rewind)(struct crm_reader *r, struct crm_err *err);
	void (*close)(struct crm_reader *r);
	/* How much of the source is read, where it does not know itself. */
	int64_t (*offset)(const struct crm_reader *r);
	/* What a message calls column i; NULL: its number. */
	void (*place)(
	    const struct crm_reader *r, size_t i, struct crm_buf *out);
	const char *(*note)(const struct crm_reader *r, bool at_end);
	const char *(*sheet)(const struct crm_reader *r);
	bool no_text; /* reads the source itself, not the window of its text */
	bool ahead;   /* `next` uses nothing that others use meanwhile */
};

extern const struct crm_reader_ops crm_csv_ops, crm_json_ops, crm_ids_ops,
    crm_xlsx_ops, crm_statement_ops;

struct crm_reader {
	const struct crm_reader_ops *ops;
	struct crm_source *src;
	struct crm_input in;
	enum crm_format format;
	char delimiter;
	const char *ids_column;
	const char *sheet; /* as asked for, or NULL; valid in `open` */
	const struct crm_reader_opts *opts; /* so, too */
	bool excel;              /* apostrophes that disarm are taken off */
	const char *eol;         /* what ends the header's line */
	bool bom;                /* the text begins with a byte order mark */
	int64_t skip;            /* lines or rows before the header */
	struct crm_buf head;     /* these lines, as they stand */
	struct crm_buf note;     /* what is said of them */
	struct crm_arena names;  /* names of columns */
	struct crm_text *column; /* as they stand in the input */
	size_t columns, columns_cap;
	size_t named; /* those up to the last one that the header names */
	struct crm_text *called; /* what whoever reads calls them */
	size_t called_cap;
	crm_naming *naming; /* NULL: as they stand */
	void *naming_ctx;
	uint32_t *place; /* of names by hash: their index + 1, or 0 */
	size_t places;
	struct crm_row row;
	size_t cells_cap;
	void *state;             /* the format's own */
	struct crm_ahead *ahead; /* a thread that cuts rows, or NULL */
};

/* How much of the input is read, by whoever reads. */
static inline int64_t
crm_reader_here(const struct crm_reader *r)
{
	return r->ops->offset != NULL ? r->ops->offset(r)
				      : crm_source_offset(r->src);
}

/* ---- columns.c ---- */

/* Appends a column; its name, which no other has, is copied. */
enum crm_status crm_reader_add_column(
    struct crm_reader *r, struct crm_text name, struct crm_err *err);
/* Columns from the first n cells of a header, trimmed; those behind the last
 * name are dropped.  CRM_INVALID where none has a name, one before others lacks
 * it, or one is there twice; where names may be alike they may lack, too, and
 * nothing is dropped. */
enum crm_status crm_reader_header(struct crm_reader *r,
    const struct crm_cell *cell, size_t n, struct crm_err *err);
/* Index of a column, or columns where there is none; looks at `hint` first. */
size_t crm_reader_find_column(
    const struct crm_reader *r, struct crm_text name, size_t hint);
/* Makes room for n cells in the row. */
void crm_reader_room(struct crm_reader *r, size_t n);

/* The next place of one byte in an input.  It is searched far ahead and
 * remembered, so that a million short lines cost one pass at full speed. */
struct crm_finder {
	char byte;
	int64_t hit;  /* offset in the text, where found */
	int64_t seen; /* bytes before it were looked at */
};

enum { CRM_NOWHERE = -1 };

void crm_finder_init(struct crm_finder *f, char byte);
/* Offset in the window of the byte at or behind `from`, or in->len. */
static inline size_t
crm_finder_next(struct crm_finder *f, const struct crm_input *in, size_t from);
size_t crm_finder_search(
    struct crm_finder *f, const struct crm_input *in, size_t from);

static inline size_t
crm_finder_next(struct crm_finder *f, const struct crm_input *in, size_t from)
{
	if (f->hit >= in->base + (int64_t)from)
		return (size_t)(f->hit - in->base);
	return crm_finder_search(f, in, from);
}

/* Physical lines, ended by LF, CRLF or CR. */
struct crm_lines {
	struct crm_finder lf, cr;
	int64_t number; /* of the line last given, from 1 */
};

struct crm_line {
	size_t at, n; /* in the window, without its end */
	size_t end;   /* bytes of the line end, 0 for the last line */
};

void crm_lines_init(struct crm_lines *l);
/* The line at in->pos, which moves behind it.  False in *more at the end. */
enum crm_status crm_lines_next(struct crm_lines *l, struct crm_input *in,
    struct crm_line *line, bool *more, struct crm_err *err);

/* ---- preamble.c: what stands before the header ---- */

/* The cells of a row that are not blank, and those that are names which whoever
 * reads it knows. */
struct crm_known {
	size_t cells, known;
};

/* One more cell. */
struct crm_known crm_known_count(
    const struct crm_reader_opts *o, struct crm_text name, struct crm_known k);
/* Whether the first row is the header, or a later one is where the first is
 * not. */
bool crm_known_is_header(struct crm_known k);
bool crm_known_is_later_header(struct crm_known k, struct crm_known first);
/* Notes that the header is in line or row n, with what stands in the first. */
void crm_head_note(
    struct crm_reader *r, const char *what, int64_t n, struct crm_text title);
/* Of a csv or tsv: sets skip, and what the lines say of the delimiter. */
enum crm_status crm_preamble(struct crm_reader *r,
    const struct crm_reader_opts *opts, struct crm_err *err);

/* Comma where a header has one outside quotes, else ; or tab, whichever it has
 * more of, else |. */
char crm_guess_delimiter(struct crm_text line);
/* AUTO: what the first line of the input says; sets format and delimiter. */
enum crm_status crm_detect(struct crm_reader *r,
    const struct crm_reader_opts *opts, struct crm_err *err);

#endif
