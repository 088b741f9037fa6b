/*
 * The command frame: a program is a table of nouns, a noun a table of verbs.
 * The frame parses options, opens the book, asks the policy, collects input
 * before a transaction begins, commits before it prints, and turns a status
 * into the exit status.  The only layer that prints, exits and reads the
 * environment.
 */
#ifndef CRM_CLI_H
#define CRM_CLI_H

#include <crm/cli/options.h>
#include <crm/cli/word.h>
#include <crm/query/expr.h>
#include <crm/query/filter.h>
#include <crm/io/message.h>
#include <crm/io/reader.h>
#include <crm/store/view.h>
#include <crm/store/write.h>
#include <crm/io/writer.h>

/* ---- programs ---- */

struct crm_cmd;

enum crm_verb_flag {
	CRM_V_WRITE = 1,       /* opens the book for writing */
	CRM_V_IDS = 2,         /* operands: ids, or - */
	CRM_V_FILE = 4,        /* one operand: a file */
	CRM_V_NO_BOOK = 8,     /* runs without a book */
	CRM_V_FREE = 16,       /* operands are the verb's own business */
	CRM_V_ANY_SCHEMA = 32, /* opens books of older schemas */
	CRM_V_LENIENT = 64,    /* opens books whose settings are senseless */
	CRM_V_HIDDEN = 128,    /* is about deleted records too */
	CRM_V_AGAIN = 256,     /* `each`: who is refused is tried again when the
			     * others are done */
	CRM_V_UNMOVED = 512,   /* gives no field that verbs of the trade move */
	CRM_V_ASKS = 1024,     /* `each`: of many a terminal is asked first */
	CRM_V_HIDES = 2048,    /* `each`: deletes its records */
	CRM_V_DRAWS = 4096,    /* prints figures, of which pictures are made */
	CRM_V_SEEN = 8192,     /* `each`: refuses who has moved on since the
				* stream that the id came in */
	CRM_V_ANY_CONFIG = 16384, /* runs whatever is wrong with the settings */
	CRM_V_PRINTS = 32768,     /* prints documents: text, md or html */
	CRM_V_MAKES =
	    65536, /* makes records: gives, of the fields that verbs move,
			      * what they begin with */
};

struct crm_verb {
	const char *name;
	const char *group; /* what help puts it under; NULL: generic */
	unsigned flags;
	uint64_t groups;      /* of options */
	const char *operands; /* for usage, before the words: "ID… | -"; NULL:
			       * none */
	const char *example;  /* operands and options of the help's example;
				* NULL: what the rest of the row says */
	const struct crm_word *words; /* ends with name NULL; NULL: none */
	const char *help;             /* one line */
	const char *hint;   /* behind the error of an unknown word, or NULL */
	const char *absent; /* the same of a record that is not there */
	const char
	    *told; /* N_(): what it did where the record itself is as it was
			   * ("watched"), or NULL */
	int step;  /* which of those that share a function */
	/* `each`: of which kind the records are that it makes, counts and prints
	 * in place of its own; NULL: it prints its own. */
	const char *makes;
	/* Does the whole verb … */
	enum crm_status (*run)(struct crm_cmd *c, struct crm_err *err);
	/* … or, for CRM_V_WRITE | CRM_V_IDS, one record of it; the frame does
	 * the rest.  With both, run prepares and calls crm_cmd_each. */
	enum crm_status (*each)(struct crm_cmd *c, int64_t id,
	    enum crm_action *done, struct crm_err *err);
};

struct crm_noun {
	const char *entity;           /* NULL: the program's own verbs */
	bool generic;                 /* has the verbs of every entity */
	const struct crm_verb *verbs; /* more; ends with name NULL */
	/* What stands behind `add` and `set` in their examples, where a record
	 * asks for more than its dictionary tells; or NULL. */
	const char *add, *set;
	/* What only the program knows of a record that a verb made or changed, asked
	 * before the commit; NULL: nothing.  What it refuses is not written. */
	enum crm_status (*judge)(
	    struct crm_cmd *c, int64_t id, struct crm_err *err);
};

struct crm_program {
	const char *name;             /* "crm-deal" */
	const char *help;             /* one line */
	const struct crm_noun *nouns; /* the first needs no subnoun; ends with
					 * neither entity nor verbs */
};

/* The whole of main: returns the exit status. */
int crm_main(const struct crm_program *p, int argc, char **argv);

/* ---- what a running verb has ---- */

struct crm_id_list {
	int64_t *id;
	size_t n, cap;
};

/* field=value of a command, for whatever records it is about. */
struct crm_assign {
	struct crm_text name, value;
	int field; /* -1: the version */
	struct crm_value v;
	bool by_record; /* an amount, which is read in each record's currency:
			 * v is nothing */
	bool computed;  /* name:=value, an expression: v is nothing */
	struct crm_expr *expr;
	size_t operands; /* where its own begin among those of the command */
};

struct id_set;

/* What a row of the stream says of a record, by the verb's words that are CRM_W_ROW. */
enum { CRM_ROW_WORDS = 2 };
struct crm_row_said {
	int64_t id;
	struct crm_text text[CRM_ROW_WORDS];
};

/* A day gone by that reports are run as on it. */
struct crm_past {
	int64_t day;
	size_t then; /* how many were, */
	size_t now;  /* and were not, for they know today alone */
};

struct crm_cmd {
	const struct crm_program *program;
	const struct crm_noun *noun;
	const struct crm_verb *verb;
	bool help;             /* was asked for as a verb */
	const char **opt;      /* by enum crm_opt; NULL: not given */
	const char ***opt_all; /* all values, ends with NULL */
	const char **operand;
	size_t n_operands;
	const char *args; /* the command line, for the log */

	struct crm_arena *arena; /* in `each`: the record's */
	struct crm_arena *whole; /* the command's */
	struct crm_clock clock;
	struct crm_store *store;
	int busy_ms; /* longest wait for a lock */
	const struct crm_dict *dict;
	const struct crm_entity *entity; /* the noun's, or NULL */
	struct crm_batch batch;

	bool chinese, tty_out, tty_err, color;
	const char *lent;       /* LANGUAGE, while Chinese is lent */
	bool color_err;         /* errors */
	size_t width;           /* of the terminal, 0: none */
	size_t err_width;       /* of that which errors go to, 0: none */
	enum crm_format format; /* of the output, */
	bool format_asked;      /* which was said, and is not the usual one */

	struct crm_id_list ids;         /* CRM_V_IDS */
	bool from_stdin;                /* they came through - */
	struct crm_row_said row, *rows; /* with what their rows say */
	size_t n_rows, cap_rows;
	struct id_set *seen; /* CRM_V_SEEN: their versions there, or NULL */
	struct crm_arg *arg; /* by the verb's words */
	struct crm_assign *assign; /* CRM_W_FIELDS */
	size_t n_assign;
	const char **pair; /* CRM_W_PAIRS, as they were given */
	size_t n_pair;
	bool by_record;            /* one of them is */
	struct computed *computed; /* what those that are computed need */

	struct crm_record *new_record; /* what add makes */
	size_t n_new, cap_new;

	struct crm_out *out; /* spooled in a writing verb */
	/* Of what a verb draws (struct crm_writer_opts). */
	enum crm_picture picture;
	const char *drawn, *closes, *about;
	const char *title; /* of the table; NULL: what the verb is about */
	bool paper;        /* it is one for somebody (struct crm_writer_opts) */
	bool picked, chosen, across;
	size_t row_kind;
	const struct crm_pictures *pictures; /* of a page that is mailed */
	struct crm_past *past;               /* NULL: it is run as today */
	/* Where several commands print one document its writer, NULL before the
	 * first; who began it ends and closes it.  NULL: each prints its own. */
	struct crm_writer **document;
	struct crm_id_list changed; /* records to print, in order */
	size_t count[CRM_ACT_COUNT];
	size_t refused, skipped;
	enum crm_status worst; /* of refused records: --keep-going */
	int64_t committed;     /* the batch, once it is committed */
	bool done;             /* its transaction ended well */
	bool reader_gone;
	struct crm_watch *watch; /* at a terminal, else NULL */
	struct config_entry *config, **config_end; /* in their order */
	int attempt;             /* which run of a body it is, from 1 */
	bool run_again;          /* set by a body: roll back, start over */
	struct crm_buf *held;    /* messages, while a body may run again */
	struct crm_notes *notes; /* what messages are made in */
	bool quiet_summary;      /* the verb sums up itself */
	bool told_time;          /* that a date keeps no time was said */
	void *state;             /* the verb's own */
};

static inline bool
crm_has(const struct crm_cmd *c, enum crm_opt o)
{
	return c->opt[o] != NULL;
}

/* To standard error: "crm-lead: …", one line, control bytes escaped. */
void crm_note(const struct crm_cmd *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* An error, with its place ("leads.csv:17", or NULL) and caret. */
void crm_print_err(
    const struct crm_cmd *c, const char *place, const struct crm_err *err);

/* Now, by CRM_NOW or the system; c->clock has the instant of the start. */
int64_t crm_cmd_instant(const struct crm_cmd *c);

/* Gives a message to a command of the shell, as its standard input.  *ended is the
 * command's exit status, 0: it was delivered; a command that takes longer than the
 * limit is ended, with all that it began.  CRM_FAIL where none could be started. */
enum {
	CRM_DELIVERY_SECONDS = 300, /* shorter than what is taken is held */
	CRM_DELIVERY_TIMED_OUT = -1
};
enum crm_status crm_deliver(const char *command, struct crm_text message,
    int limit_s, int *ended, struct crm_err *err);

/* What stands behind the @ in ids of messages of this book. */
enum crm_status
crm_cmd_domain(struct crm_cmd *c, const char **out, struct crm_err *err);
/* What the messages of a command share; who sends them, where it has --from ADDRESS. */
enum crm_status
crm_cmd_sent(struct crm_cmd *c, struct crm_delivery *out, struct crm_err *err);
/* The same of mail, which somebody sends; CRM_USAGE without. */
enum crm_status crm_cmd_delivery(
    struct crm_cmd *c, struct crm_delivery *out, struct crm_err *err);

/* The zone that TZ names; NULL: UTC, or the system's own. */
const char *crm_cmd_zone(void);

/* Where the book is (NULL: nothing says so, which a verb is never run with), who
 * acts, and how the store is opened by default. */
const char *crm_cmd_book(const struct crm_cmd *c);
/* The same where it is a file, else NULL. */
const char *crm_book_file(const struct crm_cmd *c);
const char *crm_cmd_login(void);
void crm_cmd_store_opts(
    const struct crm_cmd *c, const char *where, struct crm_store_opts *o);
/* --from and --to: a day, or a period's first and its last; what is not given stays as
 * it is. */
enum crm_status crm_cmd_days(
    const struct crm_cmd *c, int64_t *from, int64_t *to, struct crm_err *err);
/* -l, or -1. */
enum crm_status
crm_cmd_limit(const struct crm_cmd *c, int64_t *limit, struct crm_err *err);

/* The cells of the key column of standard input, trimmed, but blank ones, which
 * are counted and told.  The column is the one that --ref names, the only one
 * of a list of ids, else the first of `keys` (ends with NULL) that is there. */
enum crm_status crm_read_cells(struct crm_cmd *c, const char *const *keys,
    enum crm_status (*take)(struct crm_cmd *c, void *ctx, struct crm_text cell,
	struct crm_err *err),
    void *ctx, struct crm_err *err);
/* Standard input (NULL, "-") or a file as records, with the options that say how
 * it is written. */
enum crm_status crm_cmd_open(struct crm_cmd *c, const char *path,
    struct crm_reader **r, struct crm_err *err);
void crm_id_list_add(struct crm_id_list *l, struct crm_arena *a, int64_t id);

/* -w, -s, -c of this command for an entity. */
enum crm_status crm_cmd_filter(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_filter **out, struct crm_err *err);
enum crm_status crm_cmd_columns(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_columns *out, struct crm_err *err);

/* A word of the verb by its name, as it was given.  Of a name that is not a
 * word of this verb nothing was: verbs share functions. */
const struct crm_arg *crm_arg(const struct crm_cmd *c, const char *name);
/* Its text, empty where it was not given; its integer, id, date or 0. */
struct crm_text crm_arg_text(const struct crm_cmd *c, const char *name);
int64_t crm_arg_int(const struct crm_cmd *c, const char *name);

/* The next row of the stream that says something of a record, from *at, which begins
 * with 0; false: there is no other. */
bool crm_row_next(const struct crm_cmd *c, int64_t id, size_t *at);
/* What that row says, else the command; of no row (0) what the command says. */
struct crm_text
crm_row_text(const struct crm_cmd *c, size_t at, const char *name);

/* What the field=value of the command say, into a record; amounts are read in
 * the currency that stands in it.  What is computed is so from the fields of the
 * record in the book, and is not given where something in it is blank. */
enum crm_status
crm_fill_fields(struct crm_cmd *c, struct crm_record *r, struct crm_err *err);
/* Defaults that only adding gives, where the record has nothing yet: an import
 * records what is. */
enum crm_status
crm_fill_added(struct crm_cmd *c, struct crm_record *r, struct crm_err *err);
/* One field of a record from a user's text: references by name too. */
enum crm_status crm_assign_field(struct crm_cmd *c, struct crm_record *r,
    const char *field, struct crm_text value, struct crm_err *err);

/*
 * The command that a line of words says, VERB and its options, of the program's
 * first noun: on the same book, printing to `out` in a format of its own.  Its run
 * is called by who asked for it.  CRM_USAGE where the words are none, or it would
 * write, or names a book or a time of the log of its own.
 */
enum crm_status
crm_cmd_inner(struct crm_cmd *c, const char *line, struct crm_out *out,
    enum crm_format format, struct crm_cmd *inner, struct crm_err *err);

/* A writer of this command's format over c->out. */
enum crm_status
crm_cmd_writer(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_writer **w, struct crm_err *err);
/* Rows whose columns stand, of which -c picks some.  crm_rows_end finishes where st
 * is CRM_OK, closes and gives the status; NULL is fine. */
struct crm_rows;
/* Appends "Activities": the labels of kinds are singular; Chinese has no plural. */
void crm_plural(struct crm_buf *b, const char *label);
/* The choices of a field, for a column that has its codes where the reader's language
 * is Chinese; NULL: there are none, or codes are for everybody. */
const struct crm_choice *
crm_choices_of(const struct crm_cmd *c, const char *kind, const char *name);
enum crm_status
crm_rows_open(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_rows **out, struct crm_err *err);
/* The same of what is looked for and is rather not there: without a row, --quiet
 * prints nothing at all, no heading either. */
enum crm_status
crm_rows_open_hushed(struct crm_cmd *c, const struct crm_column *columns,
    size_t n, struct crm_rows **out, struct crm_err *err);
enum crm_status crm_rows_put(
    struct crm_rows *r, const struct crm_value *cells, struct crm_err *err);
enum crm_status
crm_rows_end(struct crm_rows *r, enum crm_status st, struct crm_err *err);
/* All rows of a view. */
enum crm_status
crm_cmd_print_view(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_err *err);
/* The records in c->changed, with the columns of list. */
enum crm_status crm_cmd_print_changed(
    struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err);
/* Whether what a write did is told in lines: to people, who did not ask for anything
 * else; and the line of a record, with what the open batch changed of it. */
bool crm_cmd_tells(const struct crm_cmd *c);
enum crm_status crm_cmd_tell(struct crm_cmd *c, const struct crm_entity *e,
    int64_t id, struct crm_err *err);

/*
 * Runs `body` as one batch: begins, runs, prepares the output, commits,
 * prints.  The body may be run again after a lost race.
 */
enum crm_status crm_cmd_write(struct crm_cmd *c,
    enum crm_status (*body)(struct crm_cmd *c, struct crm_err *err),
    struct crm_err *err);

/* Inside of such a body: locks what it will write, and says to the store that it
 * will ask for these in this order. */
enum crm_status crm_cmd_lock_all(
    struct crm_cmd *c, const struct crm_id_list *ids, struct crm_err *err);

/* The loop over c->ids of a verb with `each`, as one batch. */
enum crm_status crm_cmd_each(struct crm_cmd *c, struct crm_err *err);

/* Ids of live records of a kind that fulfil both filters, in their order; NULL
 * holds always. */
enum crm_status crm_cmd_select(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_filter *a, const struct crm_filter *b,
    struct crm_id_list *out, struct crm_err *err);
/*
 * For verbs that do all records where none are named: the ids of the command
 * that fulfil -w, in their order; without ids those that fulfil `open` too, by
 * id.  A stream without ids names none, and nothing is done.
 */
enum crm_status crm_cmd_ids(struct crm_cmd *c, const char *open,
    struct crm_id_list *out, struct crm_err *err);
/* Counts what was done to a record, and keeps it to be printed. */
void crm_cmd_count(struct crm_cmd *c, int64_t id, enum crm_action done);

/* Progress on standard error, when it is a terminal and work lasts: records
 * done, and where the input's size is known how far it is read.  `what` stays
 * until the end. */
void crm_progress(struct crm_cmd *c, const char *what, int64_t records,
    int64_t bytes, int64_t size);
void crm_progress_end(struct crm_cmd *c);
/* The file of this path is made, as a part (crm/io/place.h) until it is whole: who
 * interrupts the command is not left with that.  The path stays. */
void crm_makes(struct crm_cmd *c, const char *path);

#endif
