/* What the files of the import share. */
#ifndef CRM_STORE_IMPORT_H
#define CRM_STORE_IMPORT_H

#include <crm/store/import.h>
#include <crm/store/like.h>

#include "store/internal.h"
#include "store/like.h"

enum {
	JOIN_MAX = 4,
	ABOUT_MAX = 8,
	FOREIGN_MAX = 1000,
	NO_PART = -1,
	FLAGS_MAX = 4
};

/* A text that stands for another, in one field. */
struct value_map {
	struct crm_text from, to;
	struct value_map *next;
};

/* A text that means blank, in one field. */
struct null_text {
	struct crm_text text;
	struct null_text *next;
};

/* What was met in a column, to be said once behind the last row. */
struct met_values {
	int64_t undressed, unseen, rounded, timed, several;
	int64_t outdone; /* dates of either.c that a column of its own beat */
	int64_t fractions, wholes; /* of a percent: under 1, and from 1 on */
};

/* An amount that the trade works out where a row has none. */
struct worked_out {
	int field;
	bool blank; /* in the row at hand */
	int64_t n;
};

/* What feeds one field. */
struct feed {
	int field;
	const struct crm_entity *ref; /* of a reference */
	int company; /* the row's reference that tells those of one name apart */
	int column[JOIN_MAX]; /* of the reader; joined by a blank */
	int n;                /* 0: only the default */
	int id_column;        /* a reference's id, or -1 */
	bool our_ids;         /* under NAME_id: ours come first */
	bool id_keyed;        /* its column has keys: "Customer Code" */
	int part_column;      /* of a reference by two fields the first,
				       * or -1 */
	int part_field; /* the derived field that it is, as --value names it */
	bool keyed;     /* its header is that of the record's key */
	const char *by; /* the field of a reference's record that
				       * --map says, or NULL */
	bool own_id;    /* the record's id; other ids go to ext */
	int64_t scale;
	struct value_map *values;
	struct null_text *nulls;
	struct crm_text def; /* p NULL: none */
	int numbers;         /* enum crm_number_flag: the decimal sign, where a
			      * look over the column settled it */
	bool any;            /* a reference to any kind: about.c */
	bool either;         /* a date for one of two fields: either.c */
	bool takes_more;     /* further.c has a place for more than one */
	bool parts;          /* of a person's name, given to family */
	bool prose;          /* text that is taken as it stands */
	struct met_values met;
	int64_t lost; /* cells of nothing but question marks */
};

/* Further addresses or numbers of the row at hand. */
struct further {
	int field; /* -1: the entity has none such */
	struct crm_text list;
};

/* Hashes, and what each stands for. */
struct keymap {
	struct key_slot {
		uint64_t hash; /* 0: free */
		int64_t what;
	} * slot;
	size_t n, cap;
};

/* The keys of a record: its identity, then its values that tell likeness.  Of a
 * merged record: one of its keys, or an empty text for its id. */
struct note {
	int64_t id;
	int64_t line; /* 0: it was in the book; of a merged
					 * record the id that it leads to */
	uint64_t who; /* a hash of the name that it has */
	struct crm_text *text;
};

/* Where notes are kept: those that came last here, those before in a file. */
struct notes {
	struct crm_buf tail, back;
	int64_t start; /* of the tail, behind what is written */
	bool file;
	int fd;
};

/* A kind of record that rows are compared with. */
struct like_kind {
	const struct crm_entity *e;
	struct like_field *field; /* those that tell likeness */
	size_t n;
	struct keymap noted; /* their values, of notes */
	struct keymap asked; /* values that the book was asked for */
};

/* What tells whether a row is new. */
enum { KIND_ID = 1, KIND_EXT, KIND_KEY, KIND_OTHER, KIND_PART };

struct identity {
	int kind; /* 0: none */
	int field[CRM_KEY_FIELDS];
	int n;
	int64_t place; /* KIND_PART: among its equals, from 1; 0: it is the
			* only one */
	uint64_t hash;
	struct crm_buf text; /* what is hashed: kind and values */
};

static inline struct crm_text
identity_text(const struct identity *x)
{
	return (struct crm_text){ x->text.data, x->text.len };
}

/* Lines of documents, which are known by their place (part.c). */
struct parts {
	int owner, line, item;   /* fields; owner -1: they are no lines */
	bool numbered, itemized; /* which are fed */
	struct part_slot *slot;
	size_t n, cap;
};

/* A line that was made for one that is deleted. */
struct stand {
	int64_t new, old;
};

/* The lines that documents have (lines.c). */
struct lines {
	struct crm_arena arena;
	struct document *slot;
	size_t n, cap, kept; /* documents; their lines */
	struct stand *stand; /* by new */
	size_t n_stands;
	struct keymap fitted; /* ids of lines that rows gave a number */
};

/* What --map feeds. */
struct target {
	int field;
	const struct crm_entity *kind; /* of a reference to any, or NULL */
	const char *by;                /* the field it is found by, or NULL */
	bool id;                       /* it is another system's id */
};

/* The columns of a reference to any kind. */
struct about {
	struct about_column {
		int column;
		const struct crm_entity *kind; /* NULL: the row says it */
		const char *by;
		bool id;
	} col[ABOUT_MAX];
	int n;
	int kind_column; /* or -1 */
	int64_t left;    /* rows that name two records */
};

/* A reference of a row, as it is looked up. */
struct lookup {
	int field;
	const struct crm_entity *e;
	struct crm_reference ref;
	struct crm_text name; /* beside an id, or empty */
};

/* A reference to the same entity that is resolved behind the last row. */
struct deferred {
	int64_t id; /* of the record that refers; 0: its row was refused */
	bool made;  /* by its row */
	struct lookup look;
	int64_t row;
	struct deferred *next;
};

/* Rows that follow each other, about records whose ids do. */
struct self_run {
	int64_t low; /* the least of these ids */
	int64_t row; /* the first of these rows */
	int64_t n;
	bool made; /* by these rows; else they were there before */
};

struct import {
	struct worked_out *worked; /* NULL: not looked for yet */
	size_t n_worked;
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_reader *r;
	const struct crm_import_opts *o;
	struct crm_import_count *count;
	struct crm_arena arena; /* the import's */
	struct crm_arena row;   /* one row's */
	struct crm_parse parse;

	struct {
		bool ours;        /* a row had one of our ids */
		size_t n_foreign; /* rows that had another system's */
		int64_t foreign[FOREIGN_MAX]; /* the first: their rows */
	} own;

	struct {
		struct held_row *first, **end;
		bool given;   /* those held are records after all */
		bool apart;   /* a blank row is before the next */
		bool begun;   /* rows were read */
		int64_t left; /* rows left out, and what they say */
		struct crm_buf said;
	} held; /* of rows.c */

	struct crm_err *bad; /* mistakes of the row at hand */
	size_t n_bad, cap_bad;
	struct unknown_value *unknown; /* values that mean nothing here */
	size_t n_unknown, cap_unknown;
	struct keymap unknown_at;
	bool unknown_more;

	struct feed *feed;
	size_t n_feeds;
	int *order;               /* in which feeds are read */
	size_t ordered;           /* so many of them */
	int *by_field;            /* index into feed, or -1 */
	size_t mapped_columns;    /* reader columns seen so far */
	bool *used;               /* columns that feed something */
	int part[CRM_NAME_WHOLE]; /* columns of a person's name, or NO_PART */
	size_t cap_used;
	struct crm_buf kept_out; /* headers that the book keeps */

	struct crm_record rec;
	bool *cleared;              /* fields that \N clears */
	bool *retired, retires;     /* fields with a value of retired.c */
	unsigned did;               /* enum crm_did, of the cell at hand */
	struct crm_text more;       /* of the cell at hand */
	struct further further[2];  /* e-mail addresses, phones */
	const char **nulls;         /* --null for every field */
	struct crm_value either_on; /* the date for one of two fields */
	int either_closed, either_open, either_by; /* fields, or -1 */
	struct about about;
	struct stage_slot *stages; /* which are open, once asked */
	size_t n_stages;

	int key; /* --key, or -1 */
	bool has_identity;
	bool bulk;
	struct keymap ident, merged, gone; /* of notes */
	struct keymap changed;             /* records that left their notes */
	struct notes notes;
	struct note note, found;    /* of the row at hand; one read back */
	struct identity who;        /* the row at hand */
	bool by_alias;              /* it has the key of a merged record, */
	struct crm_record survivor; /* and this one stands for that */
	int64_t gone_id,
	    gone_in; /* or of a deleted one: which, and the batch */
	struct parts parts;
	struct lines lines;
	int64_t stands_for; /* the deleted line that the row's is made for */
	struct {
		int column[FLAGS_MAX];
		bool day[FLAGS_MAX]; /* what it holds is when */
		size_t n;
	} flag; /* of flagged.c */

	struct like_kind kind[CRM_LIKE_KINDS]; /* e, then the others */
	size_t n_kinds;
	struct crm_text *like_value; /* of the row at hand, beside the fields
				      * of the first kind */
	struct like_item {
		enum crm_type type;
		struct crm_text text;
		uint64_t hash;
	} * item; /* the same, lists by their items */
	size_t n_items, cap_items, n_valued;
	bool like_mapped; /* the other kinds are noted */
	int like_asked;   /* rows before they were */

	struct met *met; /* records read ahead, by id */
	size_t n_met;
	int64_t met_ahead, met_next; /* how many; the id behind them */
	struct crm_arena met_arena;

	struct name_slot *names; /* references resolved before */
	size_t n_names, cap_names;
	/* Of rows that refer to records of their own kind (self.c). */
	struct deferred *deferred, **deferred_end, **deferred_row;
	bool defers;    /* the row at hand has such references */
	bool must_find; /* and is refused where one is not there yet */
	struct self_run *rows;
	size_t n_rows, cap_rows;
	const struct crm_late **late; /* of the options, by row */
	size_t n_late, late_at;
	enum crm_status worst; /* of the refused rows */
	bool *wanted;          /* columns that preloading reads */
	struct crm_buf join;
};

/* options.c: what feeds a field, made where nothing has fed it yet. */
struct feed *feed_of(struct import *im, int field);
/* The field that an option names; CRM_USAGE where there is none, or nobody may
 * import it. */
enum crm_status field_named(struct import *im, struct crm_text name,
    const char *option, int *field, struct crm_err *err);
/* Reads --value, --null, --scale and --default. */
enum crm_status import_options(struct import *im, struct crm_err *err);

/* header.c: the first column of exactly that name, from one on; -1: none. */
int header_named(const struct import *im, struct crm_text name, size_t from);
/* What is wrong with the headers, told all at once. */
struct header_faults {
	int *unknown; /* columns that match no field */
	size_t n, cap, others;
	struct crm_err first; /* of the others */
};
void header_unknown(struct import *im, struct header_faults *f, int column);
void header_fault(
    struct import *im, struct header_faults *f, const struct crm_err *err);
/* The failure, where there is one. */
enum crm_status header_tell(
    struct import *im, const struct header_faults *f, struct crm_err *err);
/* Two columns of one name; of one field. */
enum crm_status header_twice(const struct import *im, struct crm_text name,
    size_t a, size_t b, struct crm_err *err);
enum crm_status header_both_mean(
    const struct import *im, int a, int b, int field, struct crm_err *err);

/* map.c: what feeds what, from the headers and the options. */
enum crm_status import_map(struct import *im, struct crm_err *err);
/* JSON rows may bring new columns. */
enum crm_status import_map_more(struct import *im, struct crm_err *err);

/* flagged.c: whether a header says that rows are deleted where they come from; it is
 * kept in mind then. */
bool flagged_header(struct import *im, int column, struct crm_text header);
/* A column of yes and no, or of when. */
void flagged_add(struct import *im, int column, bool flag);
/* Whether the row is deleted there. */
enum crm_status flagged_row(struct import *im, const struct crm_row *row,
    bool *yes, struct crm_err *err);
/* Behind the last row. */
void flagged_tell(struct import *im);

/* keyed.c: the reference that a header names by the key of its record, as "Customer
 * Code" does, or -1. */
int keyed_header(struct import *im, struct crm_text header);

/* target.c: what a name behind = of --map means. */
enum crm_status import_target(struct import *im, struct crm_text text,
    struct target *out, struct crm_err *err);
/* The reference that a derived field is a part of the key of, or -1. */
int qualified_by(const struct import *im, int field);
/* The field of that name, if it is such a one, or -1. */
int qualifier_named(const struct import *im, struct crm_text name);
/* Puts the part of the key that the row has before the name. */
enum crm_status qualify(struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *t, struct crm_err *err);

/* about.c: a reference to a record of any kind. */
/* A column of it; false where there are too many. */
bool about_add(struct import *im, int column, const struct target *t);
/* Whether the header is that of a kind, or of kinds; it then feeds it. */
bool about_header(struct import *im, int column, struct crm_text header);
enum crm_status about_convert(struct import *im, struct feed *f,
    const struct crm_row *row, struct crm_err *err);
/* The same of a default. */
enum crm_status about_text(
    struct import *im, struct feed *f, struct crm_text t, struct crm_err *err);
void about_told(struct import *im);

/* either.c: a header that stands over either of two dates, by the state of the
 * record. */
void either_start(struct import *im);
/* Whether the header is such a one; it then feeds im->either_on. */
bool either_header(struct import *im, struct crm_text header);
/* Puts the row's date, where it has one, into the field that the row or the record
 * says. */
enum crm_status
either_place(struct import *im, int64_t id, struct crm_err *err);

/* person.c: whether a column has a part of a person's name, which is kept in
 * mind. */
bool person_header(struct import *im, struct crm_text header, int column);
/* Once all columns are seen: they feed the name, or are added to those left out
 * where something else does. */
void person_map(struct import *im, struct crm_buf *left);
/* Chinese parts as one name, in im->join; false where they are no such. */
bool person_join(struct import *im, const struct crm_text *part, int n);

/* look.c: the decimal sign of each column, from all of its numbers. */
enum crm_status import_look(struct import *im, struct crm_err *err);
/* Whether another number of its column may settle how this one is read. */
bool
import_doubts(const struct import *im, const struct feed *f, struct crm_text t);

/* told.c: what was done to values, said once a column. */
void told_value(struct import *im, struct feed *f, struct crm_text t);
/* Around the insert of a row: amounts that were blank, and have a value behind it. */
void told_blank(struct import *im);
void told_worked_out(struct import *im);
void told_all(struct import *im);

/* further.c: of cells with several addresses or numbers. */
void further_start(struct import *im);
/* Whether there is a place for more than one of that type. */
bool further_has(const struct import *im, enum crm_type type);
/* Keeps those behind the first of the cell at hand. */
enum crm_status
further_take(struct import *im, const struct feed *f, struct crm_err *err);
/* Puts them into the row's record. */
enum crm_status further_put(struct import *im, struct crm_err *err);
/* Beside those that the record has. */
enum crm_status further_join(
    struct import *im, const struct crm_record *now, struct crm_err *err);

/* mistakes.c: one more of the row at hand; the failure that they are together,
 * where there are any. */
void mistakes_add(struct import *im, const struct crm_err *err);
enum crm_status mistakes_end(struct import *im, struct crm_err *err);
/* The error is that of a value which means nothing here. */
void mistakes_unknown(struct import *im, const struct feed *f,
    struct crm_text t, struct crm_err *err);
/* Behind the last row: each such value. */
void mistakes_tell(struct import *im);
void mistakes_free(struct import *im);

/* cell.c: the text that feeds a field: one cell, or several joined by a blank,
 * with single blanks in them.
 * *clear where a cell says so, *number where one is a number of JSON.  What a
 * spreadsheet shows for an error is refused. */
enum crm_status
import_text(struct import *im, const struct feed *f, const struct crm_row *row,
    bool *clear, bool *number, struct crm_text *out, struct crm_err *err);
/* Whether a text that is not empty may be what a spreadsheet shows of an error. */
static inline bool
begins_error(struct crm_text t)
{
	return t.p[0] == '#' || t.p[0] == 'E';
}

/* The same for the common cell, which is taken as it stands; false says nothing
 * but that the long way has to be taken. */
static inline bool
import_plain(const struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *out)
{
	const struct crm_cell *c;

	if (f->n != 1 || f->id_column >= 0 || f->nulls != NULL ||
	    im->nulls[0] != NULL || (size_t)f->column[0] >= row->n)
		return false;
	c = &row->cell[f->column[0]];
	*out = c->text;
	return c->kind == CRM_CELL_TEXT &&
	    (c->text.n == 0 || !begins_error(c->text));
}

/* lost.c: question marks and blanks alone, of either width: what is left of a
 * text that went through an encoding without its characters. */
bool lost_wholly(struct crm_text t);
/* The same, with a look at how it begins, which tells of nearly all. */
static inline bool
lost_is(struct crm_text t)
{
	return t.n > 0 &&
	    (t.p[0] == '?' || t.p[0] == ' ' || t.p[0] == "？"[0]) &&
	    lost_wholly(t);
}
/* Counts and refuses such a one; in a note it may be meant, what names something
 * it is not. */
enum crm_status lost_refuse(struct feed *f, const struct crm_field *fd,
    struct crm_text t, struct crm_err *err);

/* One cell, whichever it is, so. */
enum crm_status
import_cell(struct import *im, const struct feed *f, const struct crm_row *row,
    int column, bool *clear, struct crm_text *out, struct crm_err *err);
/* The typed id beside a reference, so. */
enum crm_status import_id_text(struct import *im, const struct feed *f,
    const struct crm_row *row, bool *clear, struct crm_text *out,
    struct crm_err *err);
/* A name of a record, as it was before a spreadsheet had it; 18.0 is 18 only
 * where `numbers`. */
struct crm_text
import_bare(struct import *im, struct feed *f, struct crm_text t, bool numbers);

/* own-id.c: the record's own id, or another system's. */
/* Whether the file has versions, which only our lists have. */
bool is_our_list(const struct import *im);
enum crm_status
own_id(struct import *im, struct crm_text t, struct crm_err *err);
/* Behind the last row: those of another system among ours are too late. */
void own_id_end(struct import *im);

/* rows.c: the next row that is a record, as crm_reader_next gives it; it is valid
 * until the next call. */
enum crm_status
rows_next(struct import *im, struct crm_row **row, struct crm_err *err);
void rows_free(struct import *im);

/* Whether a failure is the row's fault. */
static inline bool
is_row_error(enum crm_status st)
{
	return st == CRM_INVALID || st == CRM_NOTFOUND || st == CRM_RULE;
}

/* row.c: a row's cells as im->rec. */
/* What --value makes of a text. */
struct crm_text
import_mapped(struct import *im, const struct feed *f, struct crm_text t);
enum crm_status import_convert(
    struct import *im, const struct crm_row *row, struct crm_err *err);
/* row-ref.c: a reference, by name or typed id or both; these must agree. */
enum crm_status import_convert_ref(struct import *im, struct feed *f,
    struct crm_text name, struct crm_text typed, struct crm_err *err);
/* Reads what is money again, where the row does not say in which currency and
 * its record is in another than the book. */
enum crm_status import_in_currency(struct import *im, const struct crm_row *row,
    struct crm_value currency, struct crm_err *err);
/* Defaults of the command line for a new record. */
enum crm_status import_defaults(
    struct import *im, const struct crm_row *row, struct crm_err *err);

/* refs.c */
/* How a row's name and id, of which one may be empty, are looked up. */
struct lookup import_lookup(struct import *im, const struct feed *f,
    struct crm_text name, struct crm_text id);
/* *later: it may stand further down. */
enum crm_status import_reference(struct import *im, const struct lookup *l,
    struct crm_value *out, bool *later, struct crm_err *err);
/* The record that a text names; CRM_INVALID where there is none, but with
 * `make` it is made where that was asked for. */
enum crm_status import_look_up(struct import *im, const struct lookup *l,
    bool make, int64_t *id, struct crm_err *err);
/* References that were found before; the record may be of another kind. */
bool import_known(struct import *im, const struct lookup *l,
    const struct crm_entity **e, int64_t *id);
void import_remember(struct import *im, const struct lookup *l,
    const struct crm_entity *e, int64_t id);
/* The failure of a reference as that of its row. */
enum crm_status import_row_error(
    enum crm_status st, const struct crm_field *f, struct crm_err *err);
void import_forget_names(struct import *im);

/* self.c: references of rows to records of their own kind. */
bool self_refers(const struct import *im);
void self_start(struct import *im);
/* Whether an earlier run found the next row bad, and why; or that what it refers
 * to is refused itself. */
enum crm_status self_known(struct import *im, int64_t row, struct crm_err *err);
/* A reference of the row at hand, to be resolved behind the last one. */
void self_defer(struct import *im, const struct lookup *l);
/* What became of a row; id 0: nothing. */
void self_row(struct import *im, int64_t row, int64_t id, bool made);
enum crm_status self_resolve(struct import *im, struct crm_err *err);
void self_free(struct import *im);

/* missing.c: records that are referred to and made by the way. */
/* Whether what the lookup names may be made, and that was asked for. */
bool missing_may(struct import *im, const struct lookup *l);
enum crm_status missing_make(struct import *im, const struct lookup *l,
    int64_t *id, struct crm_err *err);
/* Appends the way out to the error of a lookup that found nothing. */
void
missing_way_out(struct import *im, const struct lookup *l, struct crm_err *err);
/* What tells records of one name apart, and the row has, too: of a person the reference
 * to a company, of a lot that to its product.  The field of the row, or -1. */
int missing_company(const struct import *im, const struct crm_entity *e);

/* ident.c */
/* The identity of that kind that im->rec has; false where it has none. */
bool ident_set(struct import *im, struct identity *x, int kind);
/* The row's own, once it is a record. */
void ident_row(struct import *im);
/* The record that the row's identity names: 0 for a new one; *line is where
 * the same identity stood before in this file, or 0. */
enum crm_status
ident_find(struct import *im, int64_t *id, int64_t *line, struct crm_err *err);
/* A merged record keeps its keys: the row at hand leaves them alone. */
void ident_leave_keys(struct import *im);

/* note.c */
/* Notes of what the book has, before the first row. */
enum crm_status note_start(struct import *im, struct crm_err *err);
/* Once the row is a record, before anything else of this: its keys, and word
 * to the memory behind them that they will be asked for. */
void note_row(struct import *im);
/* Notes what a row with a known identity became. */
enum crm_status
note_met(struct import *im, int64_t id, int64_t line, struct crm_err *err);
/* Notes a new record: its identity and its likeness. */
enum crm_status
note_new(struct import *im, int64_t id, int64_t line, struct crm_err *err);
/* A record was changed: what was noted of it may be no longer so. */
void note_changed(struct import *im, int64_t id);
bool note_was_changed(const struct import *im, int64_t id);
/* Reads a note back, into im->found, as many texts as it has. */
enum crm_status
note_read(struct import *im, int64_t at, size_t texts, struct crm_err *err);
uint64_t note_id_hash(int64_t id);
/* Notes one thing that a record of the book is found by, in a map of its own, and a
 * number that is wanted with it; or its id and all keys of im->rec. */
enum crm_status note_name(struct import *im, struct keymap *map, int64_t id,
    int64_t line, struct crm_text text, uint64_t hash, struct crm_err *err);
enum crm_status note_names(struct import *im, struct keymap *map, int64_t id,
    int64_t line, struct crm_err *err);
void note_free(struct import *im);

/* merged.c */
/* Notes the keys of a merged record, which is im->rec. */
enum crm_status merged_note(struct import *im, int64_t id, struct crm_err *err);
/* The record that stands for the one with the row's identity, or with the id;
 * 0 for none.  It is im->survivor then. */
enum crm_status
merged_find(struct import *im, int64_t *id, struct crm_err *err);
enum crm_status merged_find_id(
    struct import *im, int64_t merged, int64_t *id, struct crm_err *err);

/* gone.c: deleted records. */
/* The condition for those that are noted. */
const char *gone_where(struct import *im);
/* Notes the keys of one, which is im->rec. */
enum crm_status gone_note(struct import *im, int64_t id, struct crm_err *err);
/* Whether a record is one of those that were noted; then gone_id and gone_in are
 * its, else gone_id is 0. */
enum crm_status
gone_is(struct import *im, int64_t id, bool *yes, struct crm_err *err);
/* Notes a deleted line by its place, where it was noted by its id. */
enum crm_status
gone_note_place(struct import *im, int64_t id, struct crm_err *err);
/* The deleted record that the row is, as im->gone_id. */
enum crm_status gone_find(struct import *im, struct crm_err *err);
/* What --deleted says of it: *id where it is back; gone_id is 0 where the row is
 * a new one. */
enum crm_status
gone_decide(struct import *im, int64_t *id, struct crm_err *err);

/* part.c: lines of documents. */
void parts_start(struct import *im);
/* The identity that a line has by its place; false for none. */
bool parts_place(struct import *im, struct identity *x);
/* The same for a row with a number, as if it had none: its next place among the
 * lines without one. */
void parts_fit(struct import *im, struct identity *x);
/* The places begin anew. */
void parts_forget(struct import *im);

/* lines.c: what stands for what, before the first row; and one more. */
enum crm_status lines_start(struct import *im, struct crm_err *err);
enum crm_status lines_note_stand(
    struct import *im, int64_t new, int64_t old, struct crm_err *err);
/* The line in a place; *n: how many live ones are.  A deleted one is im->gone_id. */
enum crm_status lines_find(struct import *im, const struct identity *x,
    int64_t *id, int *n, struct crm_err *err);
/* A line without a number was found for a row that has one. */
void lines_fitted(struct import *im, int64_t id);
/* They are not as they were read. */
void lines_forget(struct import *im);

/* like.c */
enum crm_status like_start(struct import *im, struct crm_err *err);
/* Gathers the values of the row at hand; word to the memory behind them. */
void like_row(struct import *im);
/* Keeps what the row at hand is compared by in a note, which is then at a place
 * from where it can be found. */
void like_fill(struct import *im, struct note *note);
enum crm_status like_note(struct import *im, int64_t at, struct crm_err *err);
/* Records like the row's, at most one of each kind. */
enum crm_status like_find(
    struct import *im, struct crm_like *out, size_t *n, struct crm_err *err);

/* seen.c: a file whose rows have no identity is known by its hash.  Other texts may be
 * kept beside these. */
enum crm_status
seen_before(struct import *im, char hash[65], struct crm_err *err);
enum crm_status
seen_note(struct import *im, const char *text, struct crm_err *err);

/* met.c: the record that a row meets, without its version.  It stays until the
 * next one. */
enum crm_status met_load(
    struct import *im, int64_t id, struct crm_record *out, struct crm_err *err);
/* It is about to be changed. */
void met_changed(struct import *im, int64_t id);

/* keys.c */
uint64_t key_hash(uint64_t seed, const char *p, size_t n);
void keymap_add(struct keymap *m, uint64_t hash, int64_t what);
/* Word to the memory behind a hash that it will be asked for. */
static inline void
keymap_prefetch(const struct keymap *m, uint64_t hash)
{
	if (m->cap > 0)
		__builtin_prefetch(&m->slot[hash & (m->cap - 1)]);
}
/* The slots of a hash, one after another; NULL behind the last. */
const struct key_slot *keymap_first(const struct keymap *m, uint64_t hash);
const struct key_slot *
keymap_next(const struct keymap *m, uint64_t hash, const struct key_slot *s);
void keymap_free(struct keymap *m);
enum crm_status notes_add(struct notes *n, const struct note *note,
    size_t texts, int64_t *at, struct crm_err *err);
/* Its texts stay until the next call. */
enum crm_status notes_read(struct notes *n, int64_t at, struct note *note,
    size_t texts, struct crm_err *err);
void notes_free(struct notes *n);

/* ---- retired.c ---- */

/* Takes a text that is no choice of an enumeration for the value of a record,
 * until that is known; false where it cannot be one. */
bool retired_take(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_value *out);
/* CRM_INVALID where such a value is not what the record has; NULL: it is new. */
enum crm_status retired_stay(
    struct import *im, const struct crm_record *now, struct crm_err *err);
/* row.c: the way out of a label of another system, behind an error. */
void import_say_value(
    const struct crm_field *f, struct crm_text t, struct crm_err *err);

#endif
