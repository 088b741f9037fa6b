/*
 * The data dictionary: entities, fields, types, values, records.
 *
 * An entity is one table of field descriptors (lib/model/<program>.c).  From
 * it come the schema, the import mapping and validation, export columns, the
 * names and types of filters, `set field=value`, help, completion and the
 * manual's field list.  Adding a field is one line there; `crm-admin migrate`
 * adds the column to books that lack it.
 *
 * Fields that a user defines (crm-admin field add) join an entity at run time
 * behind the static ones; they differ only in where the store keeps them.
 */
#ifndef CRM_MODEL_H
#define CRM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <crm/base/date.h>
#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/number.h>
#include <crm/base/text.h>

/* What a field holds, how it is read, stored and shown. */
enum crm_type {
	CRM_T_ID,     /* the record's own id: int64, shown L12 */
	CRM_T_TEXT,   /* one line or more, as it came */
	CRM_T_NOTE,   /* long text: wraps in `show`, never on the short list */
	CRM_T_EMAIL,  /* stored trimmed and lower-cased */
	CRM_T_PHONE,  /* stored as crm_phone_norm gives it */
	CRM_T_TAGS,   /* words joined by ", ", sorted, each once */
	CRM_T_EMAILS, /* further addresses, joined by ", ", each once */
	CRM_T_PHONES, /* further numbers, so */
	CRM_T_CURRENCY, /* ISO 4217 code */
	CRM_T_ENUM,     /* code text, one of field->choices */
	CRM_T_ANY,      /* typed id of a record of any kind, as text "C12" */
	CRM_T_INT,
	CRM_T_DECIMAL, /* int64 x 10^-6 */
	CRM_T_PERCENT, /* int64 x 10^-6 of the share; read 15% or 15 */
	CRM_T_RATE,    /* int64 x 10^-8 */
	CRM_T_MONEY,   /* int64 minor units of the record's currency */
	CRM_T_BOOL, /* 0 or 1; shown yes, no; read yes/no true/false 1/0 是/否 */
	CRM_T_DATE,    /* days */
	CRM_T_INSTANT, /* UTC seconds */
	CRM_T_REF,     /* int64 id of a record of field->ref */
};

bool crm_type_is_text(enum crm_type type);   /* stored as text */
bool crm_type_is_list(enum crm_type type);   /* items joined by ", " */
bool crm_type_is_number(enum crm_type type); /* can be counted or multiplied */
const char *crm_type_name(enum crm_type type); /* "date", as in field add */
bool crm_type_find(const char *name, enum crm_type *out);

enum crm_field_flag {
	CRM_F_REQUIRED = 1 << 0,
	CRM_F_NAME = 1 << 1,   /* the display name of the record */
	CRM_F_FOLDED = 1 << 2, /* compared by a folded copy, column NAME_f */
	CRM_F_SHORT = 1 << 3,  /* on the short list (tables) */
	CRM_F_INDEX = 1 << 4,  /* has a secondary index */
	CRM_F_LIKE = 1 << 5, /* same value under another identity = likeness */
	CRM_F_VERB =
	    1 << 6, /* only verbs of the trade and imports change it … */
	CRM_F_BEGINS = 1 << 7,  /* … but who makes the record may say it */
	CRM_F_DERIVED = 1 << 8, /* SQL in field->sql; never stored or read */
	CRM_F_KEPT = 1 << 9,    /* stored, but kept by the write path's hooks */
	CRM_F_SYSTEM =
	    1 << 10, /* kept by the store itself: created, updated … */
	CRM_F_ASKED = 1 << 11, /* shown only when named (version) */
	CRM_F_CUSTOM =
	    1 << 12,         /* defined by the user; lives in the side table */
	CRM_F_EXT = 1 << 13, /* the external id; unique among live records */
	CRM_F_OWNER = 1 << 14, /* reference to the record it is a part of, which
				 * takes it along when it is deleted or restored */
	CRM_F_ALIAS = 1 << 15, /* reference of a deleted record to the one that
				 * stands for it: its ids and names lead there */
	CRM_F_PERSON = 1 << 16,    /* the name of a person */
	CRM_F_COMPANY = 1 << 17,   /* the name of a company */
	CRM_F_NO_FIGURE = 1 << 18, /* of a record with a day in the books: it
				    * moves no figure of that day, so that it
				    * is free when the day is closed */
	CRM_F_LATER = 1 << 19,     /* of a document: it may be edited once that
				    * is agreed to, sent, signed or booked, as
				    * remarks, addresses and promises may; no
				    * other field may but by a verb */
	CRM_F_CODE =
	    1 << 20, /* text that identifies (sku, tax number): 1.18E+11
				 * is refused there, and 18.0 is 18, as in an
				 * external id */
	CRM_F_BARE = 1 << 21, /* text that its record is known by: blanks
			       * around it are nobody's, and not kept */
	CRM_F_SITE = 1 << 22, /* the address of a website, which is one with its
			       * scheme and without */
	CRM_F_MAY_SHARE = 1 << 23, /* a decimal that may be a share in percent:
				    * 30% is 30 */
	CRM_F_PRICE = 1 << 24, /* decimal that is in the record's currency */
};

/* Fields that no import, add or set may give. */
#define CRM_F_READONLY (CRM_F_DERIVED | CRM_F_KEPT | CRM_F_SYSTEM)

/* What a value says to whoever looks after the trade; tables colour it.  The
 * numbers stand in SQL, too. */
enum crm_tone {
	CRM_TONE_NONE = 0,
	CRM_TONE_GOOD,  /* won, paid, converted */
	CRM_TONE_BAD,   /* lost, refused, below zero */
	CRM_TONE_LATE,  /* overdue */
	CRM_TONE_FAINT, /* stale: no longer in play */
};

/* The tone of a deadline: late where `open` holds and the day is over. */
#define CRM_TONE_WHEN_LATE(field, open) \
	"(CASE WHEN " open " AND $.\"" field "\" < {today} THEN 3 END)"

struct crm_choice {
	const char *code, *en, *zh;
	const char *aliases; /* other labels, joined by |, or NULL */
	enum crm_tone tone;
};

/* What derived fields ask of many rows of other tables, said for all records of a
 * kind at once.  A list of many joins it instead of asking for each of them. */
struct crm_gather {
	const char *rows; /* a SELECT of "of", which record, and of the columns
			   * below, {now} and all as in a field's sql */
	const char *kept; /* of the rows with one "of": aggregates, each AS a
			   * column */
	const char *of;   /* of which "of" a record is; $ the row's alias */
};

/* What an import makes of a field that it leaves blank, where another one has a value. */
struct crm_came {
	const char *with;  /* the other, "shipped_on" */
	const char *value; /* as the book has it, "closed" */
	/* Or NULL: where this has one too, it may have begun again. */
	const char *again;
};

struct crm_field {
	const char *name;
	enum crm_type type;
	unsigned flags;
	const char *en, *zh; /* labels */
	const char *aliases; /* other headers, joined by |, or NULL */
	const char *def;     /* default, as a user would write it */
	const char *ref;     /* CRM_T_REF: the entity's name; CRM_T_ANY: the
			      * kinds that may be named without saying so,
			      * joined by |, or NULL */
	const struct crm_choice *choices; /* CRM_T_ENUM: ends with code NULL */
	const char *sql;   /* derived: expression, $ the row's alias,
					 * {today} and {now} the clock's */
	int64_t custom_id; /* custom: id of its FD record */
	const char *added; /* default that `add` gives, imports do not:
					 * they record what is */
	const struct crm_came *came; /* before `def`, the first that fits; ends
				      * with NULL */
	const char *time;  /* of a date: the instant beside it that keeps a
			    * time of day, where one is given; the kind's hook
			    * makes the date follow it */
	const char *tone;  /* expression of the value's enum crm_tone, or null;
			    * as `sql` */
	const char *batch; /* derived, and this column of the batch that the row
			    * is of, which a list joins once; or NULL */
	/* Derived, and the same value of what is gathered for all records: as
	 * `sql`, with @ for the row of `gather`, all of which may be null; or
	 * NULL. */
	const struct crm_gather *gather;
	const char *gathered;
};

/* Columns of which one feeds the field, or all. */
struct crm_layout_field {
	const char *name;
	const char *headers; /* joined by |; of several the first is taken */
	bool all;            /* all are, joined */
};

/* How others lay out what is one record here: an amount in two columns, or in one with
 * another that says which way it went. */
struct crm_layout {
	const char *amount;            /* the field */
	const char *in, *out;          /* headers of its columns */
	const char *way;               /* headers of what says which, */
	const struct crm_choice *ways; /* by these words: "in", "out" */
	const char *balance;           /* headers of what there was then */
	const char *key;               /* made where no column feeds it */
	const struct crm_layout_field *fields; /* ends with name NULL */
	const char *aside; /* headers of what is not taken */
};

enum crm_layout_place {
	CRM_LAYOUT_NONE,
	CRM_LAYOUT_IN,
	CRM_LAYOUT_OUT,
	CRM_LAYOUT_WAY,
	CRM_LAYOUT_BALANCE,
	CRM_LAYOUT_FIELD,
	CRM_LAYOUT_ASIDE
};

enum { CRM_KEY_FIELDS = 2 };

/* Headers over either of two dates: of what is open the day it should close, of
 * what is closed the day it did. */
struct crm_either {
	const char *headers; /* joined by | */
	const char
	    *lone_headers; /* where no column before is of the open one */
	const char *open, *closed; /* the two fields */
	const char *by;            /* the reference that says which, */
	const char *state;         /* by this field of its record, */
	const char *is_open;       /* which has this value where it is open */
	const char *order;         /* the field that sorts these records */
	/* Headers of a column beside it that says how it ended, and its words;
	 * their codes are values of the state. */
	const char *end_headers;
	const struct crm_choice *ends;
	const char
	    *end_days; /* headers of the days of these, of which a row has
			       * one */
};

/* Records of another kind that are further names of these, as barcodes are of
 * products. */
struct crm_named_by {
	const char *kind;  /* "barcode" */
	const char *field; /* the name, "code", */
	const char *of;    /* and the reference to what it names, "product" */
	const char *where; /* SQL: those that are; n is the row */
};

/* An amount in the base currency, whatever that of its record is: its name ends in
 * "_base".  One of a kind without a currency is so, too. */
bool crm_field_in_base(const struct crm_field *f);

/* The static part, one in lib/model for each entity. */
struct crm_entity_def {
	const char *name; /* "order-line": as the subnoun is typed */
	const char
	    *table;       /* "order_line"; "sale_order": SQL reserves "order" */
	const char *code; /* "OL" */
	const char *program;            /* "crm-order" */
	const char *en, *zh;            /* labels, singular */
	const struct crm_field *fields; /* ends with name NULL */
	/* The natural key: one field, or two of which the last is what a
	 * reference names ("pipeline/name" where that is ambiguous). */
	const char *key[CRM_KEY_FIELDS];
	/* What a reference to such a record shows; NULL: the display name, else
	 * the key. */
	const char *shown;
	/* More secondary indexes: column lists joined by |, "owner,status". */
	const char *indexes;
	/* Its hook looks at other records of its kind, which must be in the
	 * table then, with its indexes: no import in bulk. */
	bool no_bulk;
	/* A batch writes one of them again and again: only what it comes to is written,
	 * once it is read, or at the end. */
	bool rewritten;
	/* Behind one record of a batch come others: their rows wait for one another, until
	 * somebody reads the table. */
	bool queued;
	/* Other kinds that its records are compared with for likeness, joined
	 * by |, or NULL. */
	const char *like;
	const struct crm_either *either;     /* or NULL */
	const struct crm_layout *layout;     /* or NULL */
	const struct crm_named_by *named_by; /* or NULL */
	/* What other systems call the records that a new book has, by their
	 * name; ends with code NULL.  NULL: nothing. */
	const struct crm_choice *words;
	/* Other words for the kind, as columns and cells of other systems have
	 * them, joined by |, or NULL. */
	const char *aliases;
	const char *exported; /* what headers of other systems call it, which
			       * here is another kind: "Activity - Type" */
	/* Of a line of a document (CRM_F_OWNER): the field of its number, and
	 * that of what it is about, which identifies it where it has none. */
	const char *line, *item;
	/* What tells its records apart where a row of a file has no id, of a kind
	 * without a key: fields joined by |, the one that a row must have last.
	 * Blank in both is the same. */
	const char *same;
};

/* An entity of an open dictionary: fields of the definition, the system's and
 * the user's, in the order of columns. */
struct crm_entity {
	const struct crm_entity_def *def;
	const struct crm_field **field; /* field[0] is the id */
	size_t n;
	size_t place;                /* in its dictionary */
	unsigned char *found;        /* by crm_field_of; may be NULL */
	int id, name, ext, currency; /* indexes; -1 where it has none */
	int person, company;         /* whose name it has */
	int site;                    /* the address of its website */
	int shown;                   /* what references show and sort by */
	int created, deleted;
	int key[CRM_KEY_FIELDS]; /* -1 unused; all -1: no natural key */
	int alias;               /* CRM_F_ALIAS */
	/* Of what has an owner or lies in a pool; all -1 where nothing lies in
	 * pools. */
	struct crm_owning {
		int owner, since, last_owner, pool, pooled_at;
	} owning;
};

struct crm_dict {
	struct crm_entity **entity;
	size_t n;
	struct crm_entity **slot; /* the same by a hash of their names */
	size_t slots;             /* a power of two */
	struct crm_arena *arena;
};

/* The dictionary of the static definitions; lives in the arena. */
struct crm_dict *crm_dict_new(struct crm_arena *arena);
/* Adds a user's field; `field` must live as long as the dictionary, its labels
 * may be NULL.  CRM_INVALID where its name is taken or is none (lower-case
 * letters, digits, _), or it lacks what its type needs. */
enum crm_status crm_dict_add(struct crm_dict *d, const char *entity,
    const struct crm_field *field, struct crm_err *err);

/* A kind of rows that are no records of a book, such as lines of a list: its own
 * fields, which end with name NULL, and none that every record has.  Lives in the
 * arena. */
const struct crm_entity *
crm_entity_rows(const struct crm_entity_def *def, struct crm_arena *arena);

/* NULL where there is none. */
const struct crm_entity *
crm_dict_find(const struct crm_dict *d, const char *name);
const struct crm_entity *
crm_dict_code(const struct crm_dict *d, struct crm_text code);
/* The kind that a word means: its name, its labels, an alias, the plural of
 * them; NULL where there is none. */
const struct crm_entity *
crm_dict_kind(const struct crm_dict *d, struct crm_text word);
/* Index of a field by its exact name (also NAME_id of a reference), or -1. */
int crm_field_index(const struct crm_entity *e, struct crm_text name);
/* The same of exact names alone, for names that stand in the program: at once. */
int crm_field_of(const struct crm_entity *e, const char *name);
/* Index of the field a header means: name, label in either language, alias;
 * case, blanks and punctuation ignored, and what says whether a value has to be
 * there ("(required)", 必填); or -1.  A name outranks a label, a
 * label an alias.  *is_id (may be NULL) is set where the header names the typed
 * id of a reference: its name or label and "id" (customer_id, 客户ID). */
int crm_field_match(
    const struct crm_entity *e, struct crm_text header, bool *is_id);
/*
 * The field that a word of somebody at work means: its exact name, also NAME_id of
 * a reference; else, where the word is not all of ASCII, its label or an alias as
 * in a header, so that commands mean the same whatever labels in English come.
 * *is_id (may be NULL) says that it names the id of a reference.  CRM_USAGE where
 * no field bears it, with the nearest, or more than one, with two of them.
 */
enum crm_status crm_field_named(const struct crm_entity *e,
    struct crm_text name, int *field, bool *is_id, struct crm_err *err);
/* Whether a header is one of a list joined by |, compared so. */
bool crm_header_is(struct crm_text header, const char *list);
/* What a header is in a layout, NULL for none; of a field which, and the place of the
 * header in its list. */
enum crm_layout_place crm_layout_find(const struct crm_layout *l,
    struct crm_text header, size_t *field, size_t *rank);
/* Without a word in brackets, or in Chinese as it is, that says whether a value has
 * to be there, behind the name or before it: "Name (required)", "【必填】姓名",
 * "姓名必填"; the same where there is none. */
struct crm_text crm_header_bare(struct crm_text header);
/* Without the kind of record that a header names beside the field, where that is
 * this kind: "Deal - Title", "Record ID - Contact"; the same for any other.  The key
 * that one of them marks as not to be touched is the external id. */
struct crm_text
crm_header_own(const struct crm_entity *e, struct crm_text header);
/* Which part of a person's name stands below a header. */
enum crm_name_part {
	CRM_NAME_GIVEN,
	CRM_NAME_MIDDLE,
	CRM_NAME_FAMILY,
	CRM_NAME_WHOLE, /* it is no part */
};
enum crm_name_part crm_name_part(struct crm_text header);
/* The choice that a text is: its code, label in either language or alias, so;
 * NULL where there is none. */
const struct crm_choice *
crm_choice_find(const struct crm_choice *list, struct crm_text t);
/* The nearest names, for a message: "owner, owner_id"; at most three, "" where
 * nothing is near. */
const char *crm_field_nearest(
    const struct crm_entity *e, struct crm_text name, struct crm_arena *arena);
const char *crm_field_label(const struct crm_field *f, bool chinese);
/* What a message calls a record of the kind: "deal"; in Chinese its label. */
const char *crm_entity_word(const struct crm_entity *e);
/* What a message calls a choice of a field: its code; in Chinese its label, where it has
 * one.  What is to be typed is said by codes in every language. */
struct crm_text
crm_choice_word(const struct crm_field *f, struct crm_text code);
/* How its verbs are called: "crm-deal", "crm-deal visit". */
const char *crm_entity_command(const struct crm_entity *e, struct crm_arena *a);

/* Whether its values are texts without what nobody sees around them: codes, and
 * what a record is known by. */
bool crm_field_is_bare(const struct crm_field *f);
/* Whether they are text that stays as it came, byte for byte. */
bool crm_field_is_prose(const struct crm_field *f);

/* ---- ids ---- */

#define CRM_ID_MAX (INT64_C(1) << 53)
/* "C12": letters and a number without leading zero.  False for anything else,
 * or a number beyond CRM_ID_MAX. */
bool crm_id_split(struct crm_text t, struct crm_text *code, int64_t *number);
void
crm_id_format(struct crm_buf *out, const struct crm_entity *e, int64_t number);
/* The id as one of this entity.  A wrong kind is CRM_USAGE: "expected a deal,
 * got customer C12"; not an id at all is CRM_NOTFOUND. */
enum crm_status
crm_id_parse(const struct crm_dict *d, const struct crm_entity *e,
    struct crm_text t, int64_t *number, struct crm_err *err);

/* ---- values ---- */

enum crm_kind { CRM_NULL, CRM_INT, CRM_STR };

struct crm_value {
	enum crm_kind kind;
	union {
		int64_t i;
		struct crm_text t; /* not owned */
	};
};

#define CRM_VALUE_NULL ((struct crm_value){ CRM_NULL, { 0 } })
struct crm_value crm_value_int(int64_t i);
struct crm_value crm_value_text(struct crm_text t); /* empty gives null */
bool crm_value_eq(struct crm_value a, struct crm_value b);
/* The same value, its text in the arena. */
struct crm_value crm_value_dup(struct crm_arena *a, struct crm_value v);

/* What was done to a text to make a value of it, where somebody should know. */
enum crm_did {
	CRM_DID_UNDRESS = 1, /* of what a spreadsheet put around it: ="00018",
			      * '00018, 18.0 */
	CRM_DID_UNSEEN = 2,  /* characters that nobody sees were taken out */
	CRM_DID_ROUND = 4,   /* decimals were rounded away */
	CRM_DID_TIME = 8,    /* a date had a time, which it cannot keep */
};

/* How text becomes values. */
struct crm_parse {
	const struct crm_dict *dict;
	const struct crm_clock *clock;
	struct crm_date_form dates;
	int numbers; /* enum crm_number_flag: of those that say how numbers are
		      * written */
	int64_t scale; /* what numbers are multiplied by; 0: nothing */
	bool file;     /* the text is of a file: words such as +30d are refused,
		      * and messages name the options of an import */
	const char *base_currency;
	struct crm_arena *arena; /* what values point to, reset by the caller */
	unsigned *did;           /* NULL, or enum crm_did is added to it */
	/* Of a cell with several addresses or numbers the further ones, as a
	 * list; NULL: such a cell is refused. */
	struct crm_text *more;
};

/* A text as it was before a spreadsheet dressed it to keep it text, or made a
 * number of it: ="00018", =T("00018") and '00018 are 00018, in the quotes of a word
 * processor too, and where `numbers` 18.0 is 18. */
struct crm_text crm_undress(struct crm_text t, bool numbers);

/*
 * Reads one cell of a field that is not a reference.  `currency` is the
 * record's, for money and prices (empty: the base currency); a sign or code in
 * the text that is another's is refused.  Blank text is null; of CRM_T_TEXT and
 * CRM_T_NOTE, which stay as they came byte for byte, only the empty one.  Fails
 * with CRM_INVALID and fills err->field.  Text values point into `text` where
 * nothing had to be changed, else into the arena or the dictionary.  Text must
 * be valid UTF-8 without NUL.
 * Dates: the forms of crm_date_read; else, where the text begins with a letter or
 * a sign, there is a clock and it is not of a file, crm_date_expr.
 * Of everything but plain text, what a spreadsheet put around it and characters
 * that nobody sees are taken off first.
 */
enum crm_status crm_value_parse(const struct crm_parse *p,
    const struct crm_field *f, struct crm_text text, struct crm_text currency,
    struct crm_value *out, struct crm_err *err);

/* Appends the value as CSV and JSON carry it (dates ISO, money with the
 * currency's digits, percent x 100, enum code, yes/no, id with its letters);
 * references as their typed id. */
void crm_value_format(struct crm_buf *out, const struct crm_dict *dict,
    const struct crm_entity *e, const struct crm_field *f, struct crm_value v,
    int money_digits);

/* The key by which a text value is compared: folded where the field says so,
 * else the text itself.  `tmp` may be used for the copy. */
struct crm_text crm_value_key(
    const struct crm_field *f, struct crm_text t, struct crm_buf *tmp);

/* ---- records ---- */

/* What becomes of a patch where a guard holds one of its fields. */
enum crm_held {
	CRM_HELD_ALONE,    /* that field waits, the rest is written */
	CRM_HELD_TOGETHER, /* all of it waits */
	CRM_HELD_REFUSED,  /* it cannot wait: a step of a state machine */
};

/* Values by field index of the entity.  `given` marks the fields that a patch
 * sets; a full record has all stored fields set. */
struct crm_record {
	const struct crm_entity *entity;
	int64_t id;          /* 0: not yet */
	int64_t version;     /* batch number it must still have, 0: any */
	struct crm_value *v; /* entity->n */
	bool *given;         /* entity->n */
	enum crm_held held;  /* of a patch */
};

void crm_record_init(
    struct crm_record *r, const struct crm_entity *e, struct crm_arena *arena);
void crm_record_clear(struct crm_record *r); /* all null, none given */
void crm_record_set(struct crm_record *r, int field, struct crm_value v);

#endif
