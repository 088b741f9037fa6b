/* What an import is while it runs: its columns, what it has met, the row at hand. */
#ifndef CRM_IMPORT_STATE_H
#define CRM_IMPORT_STATE_H

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
	int64_t clocks;  /* of minutes.c */
	int64_t outdone; /* dates of either.c that a column of its own beat */
	int64_t fractions, wholes; /* of a percent: under 1, and from 1 on */
};

/* An amount that the trade works out where a row has none. */
struct worked_out {
	int field;
	bool blank; /* in the row at hand */
	int64_t n;
};

/* What a column had last, and what that is. */
enum { LAST_MOST = 40 };

struct last_value {
	bool asked, may; /* whether its values may be kept */
	size_t n;        /* of the text; 0: none is known */
	struct crm_value v;
	char text[LAST_MOST], value[LAST_MOST];
};

/* What feeds one field. */
struct feed {
	int field;
	const struct crm_entity *ref; /* of a reference */
	int company; /* the row's reference that tells those of one name apart */
	int column[JOIN_MAX]; /* of the reader; joined by a blank */
	bool out[JOIN_MAX];   /* an amount of it went out: it is below zero */
	int n;                /* 0: only the default */
	int id_column;        /* a reference's id, or -1 */
	bool our_ids;         /* under NAME_id: ours come first */
	bool labelled;        /* under the label of that: ours are possible */
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
	bool beside;         /* and one that it tells apart */
	bool either;         /* a date for one of two fields: either.c */
	bool way;     /* its second column says which way it went: layout.c */
	bool minutes; /* minutes.c may know its text */
	bool first;   /* of its columns the first that is not blank */
	bool takes_more; /* further.c has a place for more than one */
	char in
	    [CRM_CURRENCY_SIZE]; /* the currency that its header names, or "" */
	bool clocked;            /* a day and its time: clock.c */
	bool parts;              /* of a person's name, given to family */
	bool prose;              /* text that is taken as it stands */
	struct met_values met;
	struct last_value last;
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
enum { KIND_ID = 1, KIND_EXT, KIND_KEY, KIND_OTHER, KIND_PART, KIND_SAME };

/* More tell no kind apart. */
enum { IDENTITY_FIELDS = 10 };

struct identity {
	int kind; /* 0: none */
	int field[IDENTITY_FIELDS];
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
	bool labelled;        /* the header is that of our own lists */
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

/* A column that a saved mapping names, and what it would feed. */
struct absent {
	struct crm_text header;
	int field;
	struct absent *next;
};

/* What there was behind a line, and by what it came to that. */
struct layout_balance {
	bool begun;
	int64_t balance, amount; /* in millionths */
	uint64_t account;        /* a hash */
};

/* In which order the lines of a file follow each other, and whether what came in is what
 * the file says went out. */
enum {
	LAYOUT_DOWN,
	LAYOUT_UP,
	LAYOUT_SWAPPED,
	LAYOUT_DOWN_SWAPPED = LAYOUT_SWAPPED,
	LAYOUT_UP_SWAPPED,
	LAYOUT_ORDERS
};

struct layout {
	int key, balance; /* the field that is made; a column; or -1 */
	struct keymap keys;
	struct layout_balance now;
	int64_t pairs, fit[LAYOUT_ORDERS], miss[LAYOUT_ORDERS]; /* lines */
};

/* Columns without a header, of unnamed.c. */
struct unnamed {
	struct unnamed_column {
		int at;
		bool valued;
	} * column;
	size_t n, cap;
	size_t between; /* so many have a named one behind them */
};

/* Sums of the columns, of footing.c. */
enum {
	COLUMN_OF_NUMBERS = 1 << 0,
	COLUMN_OF_TEXT = 1 << 1,  /* text, references, days */
	COLUMN_OF_NAMES = 1 << 2, /* of these what may say who or what it is */
	COLUMN_OF_IDENTITY = 1 << 3 /* an id, a code, the key of rows */
};
struct footing {
	unsigned char *column;
	size_t columns; /* whose kind is known */
	bool worded;    /* a record had more than figures; */
	bool figures;   /* one had none but these */
	struct column_sum {
		int field;
		int64_t all, part;       /* part: behind the last sum */
		int64_t rows, rows_part; /* that had a value */
	} * of;
	size_t n;
	int *key;
	size_t n_keys;
	bool own_ids; /* ours are in the file */
	bool keyless; /* records may lack theirs: that says nothing */
	bool unnamed; /* so may they all names */
	bool lone;    /* a record had its first cell alone */
	bool off;
	int64_t left;
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
		bool records; /* one was given */
		bool over;    /* all were read */
		/* Above the first record and perhaps the sum of all: given, and
		 * judged, behind the last. */
		struct held_row *top, **top_end;
		int64_t left; /* rows left out, and what they say */
		/* Of a document the kind of its lines, and how many rows say
		 * nothing but them (continued.c). */
		const struct crm_entity *parts;
		int64_t continued;
		struct crm_buf said;
	} held; /* of rows.c */
	struct footing footing;
	struct unnamed unnamed;

	struct {
		bool all; /* the input has our columns of refused rows */
		int column[CRM_REJECT_COLUMNS];
		struct crm_text field, error; /* of the row at hand */
	} refused;                            /* of refused.c */

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
	struct absent *absent;   /* columns of a mapping that are not there */
	struct crm_buf kept_out; /* headers that the book keeps */

	int same[IDENTITY_FIELDS]; /* of def->same */
	int n_same;

	struct crm_record rec;
	bool *cleared;             /* fields that \N clears */
	struct crm_text *odd;      /* by field, what odd.c holds, or p NULL */
	bool odds;                 /* some are */
	bool met_nothing;          /* a cell had nothing that anybody sees */
	unsigned did;              /* enum crm_did, of the cell at hand */
	struct crm_text more;      /* of the cell at hand */
	struct further further[2]; /* e-mail addresses, phones */
	const char **nulls;        /* --null for every field */
	struct {
		size_t
		    from; /* the place in `order` behind the currency's column */
		char usual[CRM_CURRENCY_SIZE]; /* of bare numbers, once asked */
		char code[CRM_CURRENCY_SIZE]; /* one of several that the amounts
					       * may be in, or "" */
		bool looked;                  /* at the headers */
		int field;                    /* whose cell says so */
		int owner; /* crm_currency_owner() of the kind */
		bool
		    says; /* a cell of this row names one, or its header does */
		int64_t
		    last; /* the owner that was asked last, and its currency */
		char of[CRM_CURRENCY_SIZE];
		int64_t named; /* rows whose currency is in their amounts */
	} money;               /* of money.c */
	struct crm_value either_on; /* the date for one of two fields */
	int64_t undated; /* rows of what is closed, without the day */
	int either_closed, either_open, either_by; /* fields, or -1 */
	struct {
		int column;
		struct verdict_slot *slot; /* NULL: there is no such column */
		size_t n;
		int64_t moved; /* rows */
	} verdict;             /* of verdict.c */
	struct layout layout;
	struct about about;
	struct stage_slot *stages; /* which are open, once asked */
	size_t n_stages;

	struct {
		bool row;    /* one is at hand, which may come to nothing */
		bool made;   /* a record for it, by the way */
		bool marked; /* there is a savepoint */
		struct crm_import_made before[CRM_MADE_KINDS]; /* the count */
		size_t n_before;
	} way_back; /* of way-back.c */

	struct crm_text word; /* of the row at hand, of beside.c */
	bool points; /* a column has a decimal point, and none the comma */
	int key;     /* --key, or -1 */
	bool has_identity;
	bool bulk;
	struct keymap ident, merged, gone; /* of notes */
	struct keymap changed;             /* records that left their notes */
	struct keymap updated; /* … because a row of theirs says so */
	struct notes notes;
	struct note note, found;    /* of the row at hand; one read back */
	struct identity who;        /* the row at hand */
	bool by_alias;              /* it has the key of a merged record, */
	struct crm_record survivor; /* and this one stands for that */
	struct {
		int64_t n, into; /* rows that differ from it; the first one's */
	} former;
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
		bool
		    other; /* another form of the one before: looked for, not noted */
	} * item;          /* the same, lists by their items */
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

#endif
