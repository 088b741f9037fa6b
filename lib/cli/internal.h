/* What the files of lib/cli share. */
#ifndef CRM_CLI_INTERNAL_H
#define CRM_CLI_INTERNAL_H

#include <crm/io/place.h>
#include <crm/cli/cli.h>
#include <crm/domain/own.h>
#include <crm/store/like.h>

enum { OPT_COUNT = CRM_OPT_N };

/* options.c: fills opt, opt_all, operands (noun and verb already taken). */
enum crm_status
options_parse(struct crm_cmd *c, int argc, char **argv, struct crm_err *err);
/* option-table.c: by enum crm_opt. */
extern const struct crm_option option_table[OPT_COUNT];
/* What an option is for, of a verb; NULL: of all. */
const char *option_help(const struct crm_option *o, const struct crm_verb *v);
/* Whether a verb takes an option. */
bool option_fits(const struct crm_option *o, const struct crm_verb *v);

/* nouns.c: NULL where there is none. */
const struct crm_noun *find_noun(const struct crm_program *p, const char *name);
/* verb/generic.c: the verbs of every entity. */
const struct crm_verb *generic_verbs(void);
/* The verb of a noun by name: its own, else a generic one. */
const struct crm_verb *find_verb(const struct crm_noun *n, const char *name);

/* config.c: what the user's own file says, and the one beside the book, of which
 * the own goes first. */
struct config_entry {
	const char *name, *value;
	const char *file;
	int line;                    /* 0: the whole file */
	const struct crm_err *wrong; /* NULL: it holds */
	struct config_entry *next;
};
/* What is wrong in a file is kept with its line, and said by config_sound. */
void config_read_own(struct crm_cmd *c);
void config_read_beside(struct crm_cmd *c);
/* The first thing that is wrong in what was read. */
enum crm_status config_sound(const struct crm_cmd *c, struct crm_err *err);
/* config-check.c: whether what a line names is there. */
enum crm_status config_check_entry(
    struct crm_cmd *c, const struct config_entry *e, struct crm_err *err);
/* "@sales" is a book of the settings, never a file. */
enum crm_status config_check_book(const struct crm_cmd *c, struct crm_err *err);
/* "columns." of "lead", or "pager" of NULL; NULL where it is not set. */
const struct config_entry *
config_find(const struct crm_cmd *c, const char *name, const char *of);
const char *
config_value(const struct crm_cmd *c, const char *name, const char *of);
/* The path of the file beside the book, or NULL where that is no file. */
const char *config_beside(const struct crm_cmd *c);
/* "@sales" as the book of that name; anything else is itself. */
const char *config_book(const struct crm_cmd *c, const char *said);
/* A word that stands for others is these, also behind help; false where nothing
 * knows it. */
bool config_expand(struct crm_cmd *c, int *argc, char ***argv);
/* The next word as a shell would take it, or NULL; *p moves behind it. */
char *config_word(struct crm_arena *a, const char **p);
/* Whether a line ends within a quote, as config_word would read it. */
bool config_quote_open(const char *line);

/* spoken.c: what people type who come from elsewhere: the verb that a word is
 * ours for, or NULL; the option, and the value that it says by itself or NULL. */
const char *spoken_verb(const char *word);
bool spoken_option(
    const char *word, size_t n, enum crm_opt *out, const char **value);
/* The noun that a word is another form of: contacts, order_line; or NULL. */
const struct crm_noun *
spoken_noun(const struct crm_program *p, const char *word);
/* The name that the kind would have here; lives in the arena. */
const char *spoken_kind(struct crm_arena *a, const char *word);
/* The verb of a word: its name, or what people elsewhere call one that only
 * reads. */
const struct crm_verb *verb_by_word(const struct crm_noun *n, const char *word);
/* The noun that a word is, before the next (or NULL); NULL: it is none.  One that
 * is a verb of the program, too (crm-task watch), is the noun before a verb of
 * that. */
const struct crm_noun *
noun_by_word(const struct crm_program *p, const char *word, const char *next);
/* CRM_USAGE where an operand is a condition that belongs behind -w. */
enum crm_status
refuse_condition(const struct crm_cmd *c, size_t operand, struct crm_err *err);
/* frame.c: takes the words of the verb out of its operands, and refuses what it does
 * not take. */
enum crm_status check_operands(struct crm_cmd *c, struct crm_err *err);
/* unknown.c: what was meant; never CRM_OK. */
enum crm_status
unknown_verb(const struct crm_cmd *c, const char *name, struct crm_err *err);
enum crm_status
unknown_option(const struct crm_cmd *c, const char *arg, struct crm_err *err);

/* help.c */
void print_help(const struct crm_cmd *c);
/* What stands before a verb of the noun; "" where that need not be said. */
const char *noun_name(const struct crm_program *p, const struct crm_noun *n);
/* example.c: an example of c->verb, which can be typed as it stands. */
void print_example(const struct crm_cmd *c);

/* candidates.c: prints what the last of the words may be, which stand behind the
 * name of the program. */
void print_candidates(struct crm_cmd *c, int n, char **word);

/* completion.c: false where the shell is unknown. */
bool print_completion(const struct crm_cmd *c, const char *shell);

/* manual.c: mdoc of "program" or "formats"; false for another part. */
bool print_manual(const struct crm_cmd *c, const char *part);

/* language.c */
/* The language of labels and messages, by the settings read so far, else by the
 * environment; it holds from then on. */
void read_language(struct crm_cmd *c);
/* Notes a locale that is neither one of ours nor one of the system's. */
void check_language(const struct crm_cmd *c);
/* Texts are in Chinese until it is called again, whatever the language: for headings
 * that somebody typed.  Where it is Chinese anyway nothing happens. */
void lend_chinese(struct crm_cmd *c, bool on);

/* book.c: CRM_USAGE where nothing says which book. */
enum crm_status find_book(const struct crm_cmd *c, struct crm_err *err);

/* rows.c: whose records the verb is about; of a report those that it counts. */
const struct crm_entity *
verb_entity(const struct crm_cmd *c, const struct crm_dict *d);

/* environment.c */
enum crm_status read_environment(struct crm_cmd *c, struct crm_err *err);
/* Where the book is by the environment, or NULL where nothing says so. */
const char *env_book(struct crm_arena *a);
/* Where the user's own settings are, or NULL where there is no home. */
const char *env_config(struct crm_arena *a);
/* The variable, or NULL where it is not set or empty. */
const char *env_said(const char *name);
const char *env_login(void);
const char *env_user(void); /* CRM_USER, or NULL */

/* The pager that CRM_PAGER, `set` of the settings, or PAGER names, or NULL; lines of
 * the terminal. */
const char *env_pager(const char *set);
size_t env_height(void);

/* watch.c: begins to tell a terminal that the command lives, and what it leaves
 * where it is interrupted; nothing where nobody looks and nothing is written.  End it before the terminal
 * is given to anybody else; again is fine. */
void watch_begin(struct crm_cmd *c);
void watch_end(struct crm_cmd *c);
/* Keeps off the line of the terminal, while others write there or somebody is
 * asked. */
void watch_hush(const struct crm_cmd *c, bool hushed);
/* Around a commit. */
void watch_commit(const struct crm_cmd *c);
void watch_committed(const struct crm_cmd *c);
/* Whether what a command prints goes out as it comes. */
bool streams_out(const struct crm_cmd *c);

/* pager.c: what a reading command has spooled, at its end. */
enum crm_status print_to_terminal(struct crm_cmd *c, struct crm_err *err);

/* ask.c: whether somebody at the terminal agrees to do so much; where nobody is
 * there, or -y says so, it is agreed.  CRM_RULE where not. */
enum crm_status ask_first(struct crm_cmd *c, struct crm_err *err);

/* What messages are made in.  It is kept, and so large before a commit that
 * behind it no memory is asked for: what is done is never called failed. */
struct crm_notes {
	struct crm_buf summary, text, line;
};

/* message.c: makes room for what is said behind a commit. */
void reserve_notes(struct crm_notes *n);
void free_notes(struct crm_notes *n);
/* message.c: says what was held back, and holds nothing any more. */
void crm_say_held(struct crm_cmd *c);

/* header.c: whether a name is that of a column that is wanted; ctx is headers. */
struct headers {
	const struct crm_dict *dict;
	const struct crm_entity *entity;
	const char **map; /* of --map, or NULL */
};
bool header_known(const void *ctx, struct crm_text name);
/* Whether a sheet of a workbook has the name of the kind, in either language, in
 * the plural too. */
bool sheet_meant(const void *ctx, struct crm_text sheet);

/*
 * via.c: a stream of other records gives those that refer to them.  `field` is
 * the reference of the verb's own kind, -1: the stream has that kind's own key;
 * `to` the kind that the ids of the stream's `column` are of.
 */
struct via {
	int field;
	const struct crm_entity *to;
	const char *column;
};
/* What --via says; `to` stays NULL where the field leads to any kind. */
enum crm_status
via_named(struct crm_cmd *c, struct via *v, struct crm_err *err);
/* `column` is the one that --ref or a key names, or -1.  Where there is none,
 * and the stream has the key of records that are referred to, this becomes the
 * column, and what v leads through is told. */
enum crm_status via_column(struct crm_cmd *c, const struct crm_reader *r,
    struct via *v, int *column, struct crm_err *err);
/* Behind an error about an id of another kind, whose records those of this verb may
 * refer to: how they are had. */
void
via_hint(const struct crm_cmd *c, struct crm_text cell, struct crm_err *err);
/* The records that refer to those. */
enum crm_status via_records(struct crm_cmd *c, const struct via *v,
    const struct crm_id_list *in, bool hidden, struct crm_id_list *out,
    struct crm_err *err);

/* input.c: ids from operands or -, before a transaction. */
enum crm_status collect_ids(struct crm_cmd *c, struct crm_err *err);
/* Whether one of its operands is -. */
bool names_stream(const struct crm_cmd *c);
/* The version that a record had in the stream, or 0 where none was there. */
int64_t crm_seen_version(const struct crm_cmd *c, int64_t id);
/* `import`: the headers that one may have, or NULL for a stream of records. */
enum crm_status open_input(struct crm_cmd *c, const char *path,
    const struct headers *import, struct crm_reader **r, struct crm_err *err);

/* What a reader says of its input, or NULL: said, unless -q. */
void tell_note(
    const struct crm_cmd *c, const struct crm_reader *r, const char *note);
/* stream.c: standard input.  Its keys have the names of their columns, also where
 * the header has their labels. */
enum crm_status
open_stream(struct crm_cmd *c, struct crm_reader **r, struct crm_err *err);
/* An error with a line of the input gets the input's name; gives st. */
enum crm_status
name_input(const char *name, enum crm_status st, struct crm_err *err);

/* words.c: takes NAME=VALUE out of the operands, by the verb's words; needs no
 * book.  Then what they mean, in the book. */
enum crm_status take_words(struct crm_cmd *c, struct crm_err *err);
enum crm_status read_words(struct crm_cmd *c, struct crm_err *err);
/* What usage calls a word: "wake_on=DATE", "field=value…". */
void word_usage(struct crm_buf *b, const struct crm_word *w);
/* The operands and words of a verb as usage has them, each behind a blank. */
void verb_usage(struct crm_buf *b, const struct crm_verb *v);

/* fields.c: field=value of the command, read once. */
enum crm_status read_fields(struct crm_cmd *c, struct crm_err *err);
/* Whether a verb may give a field; the version apart. */
bool may_give(const struct crm_verb *v, const struct crm_entity *e, int field);

/* computed.c: field:=expression.  Parsed once; then for each record what it
 * needs of the book is loaded, and a value computed, null where something in it
 * is blank.  `currency` is that of the amounts of the record. */
enum crm_status
computed_parse(struct crm_cmd *c, struct crm_assign *a, struct crm_err *err);
enum crm_status
computed_load(struct crm_cmd *c, int64_t id, struct crm_err *err);
enum crm_status computed_value(struct crm_cmd *c, const struct crm_assign *a,
    struct crm_text currency, struct crm_value *out, struct crm_err *err);
void computed_close(struct crm_cmd *c);

/* verb-*.c */
enum crm_status verb_list(struct crm_cmd *c, struct crm_err *err);
enum crm_status verb_show(struct crm_cmd *c, struct crm_err *err);
/* show --all, of a view by id. */
enum crm_status
show_all(struct crm_cmd *c, struct crm_view *v, struct crm_err *err);
/* The fields of a record that have a value, as a table of two columns. */
enum crm_status show_profile(
    struct crm_cmd *c, struct crm_view *v, int64_t id, struct crm_err *err);
enum crm_status verb_history(struct crm_cmd *c, struct crm_err *err);
enum crm_status verb_fields(struct crm_cmd *c, struct crm_err *err);
enum crm_status verb_template(struct crm_cmd *c, struct crm_err *err);
enum crm_status verb_import(struct crm_cmd *c, struct crm_err *err);
enum crm_status each_delete(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status each_restore(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status each_watch(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status each_unwatch(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
/* like.c: what a new record is like.  before refuses it where --duplicates says
 * so; after keeps what it found for tell, which is for when all is committed. */
struct like_list;
/* What --duplicates says; CRM_LIKE_REPORT where it is not there. */
enum crm_status like_policy(
    const struct crm_cmd *c, enum crm_like_policy *out, struct crm_err *err);
enum crm_status
like_open(struct crm_cmd *c, struct like_list **out, struct crm_err *err);
enum crm_status like_before(struct crm_cmd *c, struct like_list *l,
    const struct crm_record *r, struct crm_err *err);
void like_after(struct crm_cmd *c, struct like_list *l, int64_t id);
void like_tell(struct crm_cmd *c, const struct like_list *l);

/* told.c: what a write tells beside its rows, but for its summary. */
void tell_beside(const struct crm_cmd *c);
/* write.c: says a summary, behind what was done: refused, dry run, batch. */
void end_summary(const struct crm_cmd *c);

/* lines.c: a line a record in c->changed, with what the batch changed. */
enum crm_status
print_lines(struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err);

/* output.c: the columns of list, which may come back: all of them end with the
 * version, by which an import knows that a row has moved on. */
enum crm_status columns_of_list(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_columns *out, struct crm_err *err);
/* output.c: the records in c->changed with the columns of list, and with more
 * behind them or where -c names them, whose cells of the i-th record `fill`
 * gives. */
struct more_columns {
	const struct crm_column *column;
	size_t n;
	void (*fill)(
	    const struct crm_cmd *c, size_t i, struct crm_value *cells);
};
enum crm_status print_changed(struct crm_cmd *c, const struct crm_entity *e,
    const struct more_columns *more, struct crm_err *err);
/* Whether -c names columns that there are: for before the input is read. */
enum crm_status check_columns(struct crm_cmd *c, const struct crm_entity *e,
    const struct more_columns *more, struct crm_err *err);
/* output.c: standard output is /dev/null, where printing is for nothing. */
bool output_is_null(void);

/* rejects-book.c: a workbook of them, on a sheet of the input's name. */
struct rejects_book {
	struct crm_writer *writer; /* NULL: not begun */
	struct crm_column *column;
	size_t n; /* columns */
	struct crm_arena arena, row;
	struct crm_err err; /* of the first row that did not fit */
};
void rejects_book_row(struct rejects_book *b, struct crm_out *out,
    const struct crm_reader *r, const struct crm_cell *cell, size_t n);
enum crm_status rejects_book_end(struct rejects_book *b, struct crm_out *out,
    const struct crm_reader *r, struct crm_err *err);
void rejects_book_close(struct rejects_book *b);

/* rejects-json.c: a record of JSON with the reason, in a list or as a line. */
void rejects_json_row(struct crm_buf *out, const struct crm_row *row,
    bool first, bool list, struct crm_text fields, struct crm_text texts);

/* rejects.c: rows in their original columns with the reason behind each. */
struct rejects {
	const char *path; /* --rejects, or NULL: none of this does anything */
	bool direct;      /* takes no new name: written once all is committed */
	int stream;       /* of ours that it is; -1: it is none */
	bool excel;       /* in the form for spreadsheets, not the input's */
	bool ready;       /* the file is written, and waits for its name */
	bool is_book;     /* a workbook, by its name */
	bool is_json;     /* as the input is */
	bool begun;       /* a row of it was put */
	struct rejects_book book;
	struct crm_out *spool;
	struct crm_place place;
};
/* CRM_USAGE where it would go over the input or the book. */
enum crm_status rejects_open(struct rejects *j, struct crm_cmd *c,
    const char *input, const struct crm_reader *r, struct crm_err *err);
/* Forgets what was refused. */
enum crm_status rejects_begin(struct rejects *j, struct crm_err *err);
void reject_row(struct rejects *j, const struct crm_reader *r,
    const struct crm_row *row, const struct crm_err *err, size_t n);
/* Before the commit, all that could fail. */
enum crm_status rejects_write(
    struct rejects *j, const struct crm_reader *r, struct crm_err *err);
/* Behind it: the name.  Nothing in a dry run. */
enum crm_status rejects_keep(struct rejects *j, const struct crm_cmd *c,
    const struct crm_reader *r, struct crm_err *err);
void rejects_close(struct rejects *j);

/* capacity.c: what users bear before and behind an import, and a note about
 * each who bears more now than they should.  Inside the import's batch; nothing
 * where the records have no pools. */
struct capacity {
	struct crm_load *before, *after;
	size_t n_before, n_after;
};
enum crm_status
capacity_before(struct crm_cmd *c, struct capacity *k, struct crm_err *err);
enum crm_status
capacity_after(struct crm_cmd *c, struct capacity *k, struct crm_err *err);
void capacity_note(const struct crm_cmd *c, const struct capacity *k);

/* import-summary.c: `written` is false where nothing was, for the rows refused. */
struct crm_import_count;
void import_summary(
    struct crm_cmd *c, const struct crm_import_count *n, bool written);

/* import-form.c: how a file writes numbers and dates, as options say it. */
struct crm_import_opts;
struct import_form {
	const char *date_format, *century, *numbers; /* or NULL */
	bool comma, point, round;
};
/* What the command line says. */
struct import_form import_form(const struct crm_cmd *c);
enum crm_status read_form(const struct import_form *form,
    struct crm_import_opts *o, struct crm_err *err);
/* Fails for a text that is none of the words, which end with a NULL. */
struct import_word {
	const char *text;
	int value;
};
enum crm_status import_word(const char *option, const char *text,
    const struct import_word *words, int *out, struct crm_err *err);

/* mapping.c: --mapping into an import's options, those of its form that the
 * command line does not say into `form`; --save-mapping keeps all of both, inside the
 * import's batch. */
enum crm_status import_mapping(struct crm_cmd *c, struct crm_import_opts *o,
    struct import_form *form, struct crm_err *err);
enum crm_status save_mapping(struct crm_cmd *c, const struct crm_import_opts *o,
    const struct import_form *form, struct crm_err *err);

#endif
