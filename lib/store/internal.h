/* What the files of lib/store share; nobody else may include it. */
#ifndef CRM_STORE_INTERNAL_H
#define CRM_STORE_INTERNAL_H

#include "store/state.h"

/* ---- known.c ---- */

/* Records that may have a value; `all`: no others have it.  */
enum { KNOWN_MOST = 8 };

struct known_ids {
	bool all;
	size_t n;
	int64_t id[KNOWN_MOST];
};

/* Those that may have it in the field, as its column has it; `live`: deleted ones
 * are not asked for.  Not all where an index can tell better, where they are many,
 * or nothing is written. */
enum crm_status
known_ids(struct crm_store *s, const struct crm_entity *e, int field, bool live,
    struct crm_text value, struct known_ids *out, struct crm_err *err);
/* Of a record that was inserted or changed. */
void known_wrote(struct crm_store *s, const struct crm_record *r);
void known_forget(struct crm_store *s);

/* ---- pretend.c ---- */

/* Whether a record is one of those that are not there. */
bool pretend_lacks(
    const struct crm_store *s, const struct crm_entity *e, int64_t id);

/* ---- picked.c ---- */

/* pinyin.c: the table pinyin, for the texts that a sort asks of it; nothing where it
 * asks none. */
enum crm_status pinyin_places(struct crm_store *s, const struct crm_entity *e,
    const struct crm_sort *sort, struct crm_err *err);
/* Makes the temporary table picked of these ids, unless they are few: "n" counts them
 * from 0, "id" is each.  One list at a time. */
enum crm_status pick_ids(
    struct crm_store *s, const int64_t *ids, size_t n, struct crm_err *err);
/* Puts it into a statement; few ids stand there themselves. */
void put_picked(const int64_t *ids, size_t n, struct crm_sql *q);

/* ---- segments.c ---- */

/* For crm_resolver: the expression of a segment. */
enum crm_status find_segment(void *ctx, const struct crm_entity *e,
    struct crm_text text, struct crm_text folded, struct crm_arena *a,
    const char **expression, struct crm_err *err);

/* ---- stmt.c ---- */

/* As crm_sql, of a result that is known to be short. */
enum crm_status crm_sql_few(struct crm_store *s, const char *sql,
    struct crm_stmt **out, struct crm_err *err);

/* ---- hooks.c, for crm_resolver: what a value means ---- */

const char *find_word(void *ctx, const struct crm_entity *e,
    const struct crm_field *f, struct crm_text folded);

/* ---- schema.c, schema-index.c ---- */

/* Whether an index looks at the column of a field; at that of deleted records too. */
bool schema_is_indexed(const struct crm_entity *e, size_t i);
bool schema_is_indexed_deleted(const struct crm_entity *e, size_t i);
/* The statement that makes an index, with a ; behind it; `where` may be empty. */
void schema_put_index(struct crm_buf *b, const char *table, const char *name,
    bool unique, const char *columns, const char *where);

/* Makes every table and index of the dictionary that is missing, and every
 * missing column; gives what was done as lines of text (may be NULL). */
enum crm_status
schema_apply(struct crm_store *s, struct crm_buf *done, struct crm_err *err);
/* Secondary indexes of an entity's table, dropped before a load of many rows
 * and made again behind it, in the same transaction.  `filled` says which
 * fields the rows have. */
enum crm_status schema_drop_indexes(struct crm_store *s,
    const struct crm_entity *e, const bool *filled, struct crm_err *err);
enum crm_status schema_make_indexes(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err);

/* The secondary indexes of a kind: `each` is told of every one, by its name in
 * the book. */
struct schema_indexes {
	const struct crm_entity *entity;
	void (*each)(void *ctx, const struct crm_entity *e, const char *name,
	    bool unique, const char *columns, const char *where);
	void *ctx;
};
void schema_each_index(const struct schema_indexes *to);
/* Those of the tables that are no entities. */
void schema_each_own_index(
    void (*each)(void *ctx, const char *name, bool unique), void *ctx);

/* The tables that are no entities, each with its columns in one text, where a
 * name with a + is text; ends with name NULL. */
struct own_table {
	const char *name, *columns;
};
extern const struct own_table schema_own[];

/* The columns that a table has, for schema_has_column; empty where there is no
 * such table. */
enum crm_status schema_columns(struct crm_store *s, const char *table,
    struct crm_buf *out, struct crm_err *err);
bool schema_has_column(
    const struct crm_buf *columns, const char *name, const char *suffix);
/* An engine's text with a name for its %s. */
void schema_put_name(struct crm_buf *b, const char *text, const char *name);

/* book/counter.c: the last id that a counter gave, 0: none; the largest that a table
 * has, or had by the log. */
enum crm_status counter_last(
    struct crm_store *s, const char *name, int64_t *out, struct crm_err *err);
enum crm_status counter_most(struct crm_store *s, const char *name,
    const char *table, int64_t *out, struct crm_err *err);
/* Sets counters that go back with their transaction on the last id of their table:
 * those that came from a server stand further on. */
enum crm_status counters_level(struct crm_store *s, struct crm_err *err);

/* ---- views.c ---- */

/* Makes the views anew, by the users' fields as they are in the transaction that
 * is open, where there are views. */
enum crm_status views_refresh(struct crm_store *s, struct crm_err *err);
/* The statement that makes the view of a kind, with a ; behind it. */
enum crm_status views_sql(struct crm_store *s, const struct crm_dict *d,
    const struct crm_entity *e, struct crm_buf *out, struct crm_err *err);
/* Makes those of a copy, in the transaction in which its rows were written, where
 * the book that it is of has views. */
enum crm_status
views_copy(struct crm_store *from, struct crm_store *to, struct crm_err *err);

/* ---- gather.c ---- */

/* Whether a list may gather what its fields ask of other tables; and whether that
 * costs less than asking for each record, of all that meet its conditions where `all`
 * says so. */
struct crm_view_opts;
bool gather_may(const struct crm_store *s, const struct crm_view_opts *o);
enum crm_status gather_pays(struct crm_store *s, const struct crm_entity *e,
    const struct crm_view_opts *o, const struct crm_gathers *g, bool all,
    struct crm_arena *a, bool *yes, struct crm_err *err);

/* ---- copy.c ---- */

/* As crm_copy, into a file that has no name yet, or to a server. */
enum crm_status copy_rows(struct crm_store *s,
    const struct crm_store_opts *dest, int64_t *rows, struct crm_err *err);

/* ---- user-fields.c ---- */

/* What it reads of those that are not deleted. */
extern const char fields_sql[];

/* The dictionary with the users' fields, in the arena; with `deleted` also with
 * those that are deleted now, of which the log speaks. */
enum crm_status fields_load(struct crm_store *s, struct crm_arena *a,
    bool deleted, struct crm_dict **out, struct crm_err *err);

/* ---- store.c ---- */

/* What a book says of itself: schema, users' fields, settings, the actor. */
enum crm_status store_read_book(struct crm_store *s, struct crm_err *err);

/* Forgets names that may have changed. */
void store_forget_names(struct crm_store *s);

/* ---- seal.c: sums of what is stored, kept beside it ---- */

#define CRM_SEAL_MASK INT64_C(0xffffffffffff)
/* Adding to a seal, in SQL: ? is what is added. */
#define CRM_SEAL_ADD "\"seal\" = (\"seal\" + ?) & 281474976710655"

int64_t seal_add(int64_t a, int64_t b);
int64_t seal_less(int64_t a, int64_t b);
/* Whether a field is in the seal of its record; what a value of it adds to that,
 * by its seed, which is the same for all records; and what does that the record
 * was born. */
bool seal_has(const struct crm_entity *e, size_t field);
uint64_t seal_seed(const struct crm_field *f);
int64_t seal_value(uint64_t seed, const struct crm_value *v);
/* The sum of those of some fields of a record; `seed` is of each of its kind. */
int64_t seal_fields(const struct crm_record *r, const uint64_t *seed,
    const int *field, size_t n);
int64_t seal_born(int64_t id, int64_t born);
/* What a line of the log adds to the seal of its batch: the columns behind that
 * of the batch, in their order; and that of the open batch is told of one. */
int64_t seal_line(const char *table, const struct crm_value *v, size_t n);
void seal_note(struct crm_store *s, const char *table,
    const struct crm_value *v, size_t n);
/* book/upkeep.c: whether a file is a backup that a newer one may replace: a book,
 * however damaged, but not the one that is open, whatever it is called. */
bool may_be_replaced(const struct crm_store *s, const char *path);

/* book/seals.c: seals what has no seal yet, as in a book that an older release
 * made. */
enum crm_status seal_all(struct crm_store *s, struct crm_err *err);
/* book/refold.c: writes the folded copies that other releases made otherwise; keys
 * that cannot be written, for another record has them, are told in `done`. */
enum crm_status
refold_all(struct crm_store *s, struct crm_buf *done, struct crm_err *err);

/* ---- tx.c, log.c ---- */

/* The open batch's id; takes it where that has not happened yet. */
enum crm_status tx_batch(struct crm_store *s, int64_t *id, struct crm_err *err);
/* What its row has as its number by now: one that no other batch can have, until its
 * own is taken. */
int64_t tx_number_yet(const struct crm_store *s);
/* The open batch's number, which is taken with this: nobody else gets one
 * until the end of the transaction. */
enum crm_status
tx_number(struct crm_store *s, int64_t *number, struct crm_err *err);
/* Logs that a stored field changed; old and new as the column holds them. */
enum crm_status log_change(struct crm_store *s, const struct crm_entity *e,
    int64_t record, const char *field, struct crm_value old,
    struct crm_value new, struct crm_err *err);
/* Writes the lines that wait; forgets them. */
enum crm_status log_flush(struct crm_store *s, struct crm_err *err);
void log_forget(struct crm_store *s);
void log_free(struct crm_store *s);
/* A line of six values, at once or with others.  Where it waits, the name of its kind
 * has to stay as it is. */
enum crm_status
log_line(struct crm_store *s, const struct crm_value *v, struct crm_err *err);
/* The number of the last batch before a day; 0 where there is none. */
enum crm_status log_last_before(
    struct crm_store *s, int64_t day, int64_t *number, struct crm_err *err);
/* How the log names a field: its name, or #12 for a user's. */
const char *log_field_name(const struct crm_field *f, char buf[32]);
/* And back: the field's index, or -1 for a user's field that is gone. */
int log_field_index(const struct crm_entity *e, struct crm_text name);
/* A value as the log holds it; numbers are written into buf. */
struct crm_value log_value(struct crm_value v, char buf[CRM_INT_SIZE]);
/* A logged text as the field's value. */
struct crm_value log_value_read(const struct crm_field *f, struct crm_value v);
/* Digits of a field of money as it was behind a batch; `now` is the record as it
 * is.  Of other fields: any. */
enum crm_status log_digits(struct crm_store *s, const struct crm_record *now,
    const struct crm_field *f, int64_t number, int *digits,
    struct crm_err *err);

/* ---- hooks.c: what the domain has to say ---- */

/* The rules of a kind, or NULL. */
const struct crm_rules *
hooks_rules(struct crm_store *s, const struct crm_entity *e);
/* A write as hooks see it. */
struct crm_saving hooks_saving(
    struct crm_store *s, const struct crm_record *old, struct crm_record *new);
/* keep.c, before the row: `save`, or `hide` where it is about to be hidden; and what is
 * worked out of the record alone. */
enum crm_status hooks_save(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err);
enum crm_status
hooks_keep(struct crm_store *s, struct crm_record *r, struct crm_err *err);
/* Behind it. */
enum crm_status hooks_saved(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err);
/* Notes what people are to hear of a row that was written; and writes what they
 * hear of the batch. */
enum crm_status hooks_news(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err);
/* later.c: calls what was put off; back to a savepoint. */
enum crm_status later_run(struct crm_store *s, struct crm_err *err);
void later_go_back(struct crm_store *s);
enum crm_status hooks_tell(struct crm_store *s, struct crm_err *err);
/* Whether anything follows by itself behind rows of a kind. */
enum crm_status hooks_is_followed(struct crm_store *s,
    const struct crm_entity *e, bool *yes, struct crm_err *err);
/* Whether somebody must agree to anything of a kind. */
enum crm_status hooks_is_guarded(struct crm_store *s,
    const struct crm_entity *e, bool *yes, struct crm_err *err);
/* Takes guarded fields out of a patch. */
enum crm_status hooks_guard(struct crm_store *s, const struct crm_record *now,
    struct crm_record *patch, struct crm_err *err);
/* Notes that a record was written, for those that settle. */
void hooks_note(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* How to undo it; and the writing of that, where it stays. */
enum crm_status hooks_undo(struct crm_store *s, const struct crm_undoing *u,
    enum crm_undo_way *way, struct crm_err *err);
enum crm_status hooks_reverse(struct crm_store *s, const struct crm_undoing *u,
    enum crm_undo_way way, struct crm_err *err);
/* The notes of a batch begin anew; are marked at a savepoint; go back to it. */
void hooks_begin(struct crm_store *s);
void hooks_mark(struct crm_store *s);
void hooks_go_back(struct crm_store *s);

/* ---- ran.c ---- */

/* A batch begins; at a savepoint, and back to it. */
void ran_begin(struct crm_store *s);
void ran_mark(struct crm_store *s);
void ran_go_back(struct crm_store *s);
/* What the memory of the batch holds of rows is read anew. */
void ran_forget(struct crm_store *s);
void ran_free(struct crm_store *s);

/* ---- counts.c ---- */

/* A row was written: what was counted may be no longer so. */
enum crm_status counts_wrote(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err);
/* At a savepoint, and back to it. */
void counts_mark(struct crm_store *s);
void counts_go_back(struct crm_store *s);

/* ---- stmt.c ---- */

/* Ends all that are kept: none that was asked for before may be used. */
void stmt_forget(struct crm_store *s);
/* Those alone that name a table. */
void stmt_forget_of(struct crm_store *s, const char *table);

/* ---- log/as-of.c ---- */

/* Appends, in brackets, the rows that a table had as of the batch that is seen. */
void as_of_rows(struct crm_store *s, const char *table, struct crm_buf *sql);

/* ---- plan.c ---- */

struct plan *plan_of(struct crm_store *s, const struct crm_entity *e);
/* After the dictionary changed. */
void plan_forget(struct crm_store *s);
/* The next id of an entity: negative in a dry run. */
enum crm_status plan_next_id(struct crm_store *s, const struct crm_entity *e,
    int64_t *id, struct crm_err *err);
/* Whether the record was inserted by the batch that is open. */
bool plan_is_new(struct crm_store *s, const struct crm_entity *e, int64_t id);
/* A savepoint takes back ids that were taken behind it. */
void plan_mark(struct crm_store *s);
void plan_go_back(struct crm_store *s);
/* Gives unused ids back and notes which ids the batch gave; at the commit. */
enum crm_status plan_settle(struct crm_store *s, struct crm_err *err);
/* Gives all of them back, as far as that can be; behind a rollback. */
void plan_return(struct crm_store *s);

/* ---- keys.c ---- */

/* Who refers to a record: how many, and the first of them. */
enum { REFERRERS_SHOWN = 4 };

struct referrer {
	const struct crm_entity *entity;
	const struct crm_field *field;
	int64_t id;
};

struct referrers {
	struct referrer first[REFERRERS_SHOWN];
	size_t n;
};

/* Whether a field of any kind may refer to a record of `e`; that of its parts
 * where `owned`, keys_is_part. */
bool keys_may_refer(const struct crm_store *s, const struct crm_field *f,
    const struct crm_entity *e, bool owned);
bool keys_is_part(const struct crm_store *s, const struct crm_field *f,
    const struct crm_entity *e);
/* CRM_RULE where a live record other than r->id has its ext or natural key. */
enum crm_status
keys_free(struct crm_store *s, const struct crm_record *r, struct crm_err *err);
/* CRM_RULE where live records refer to this one. */
enum crm_status keys_unreferred(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);
/* The first live records that refer to this one, as "D1, D2"; its own parts
 * count where `owned`. */
enum crm_status keys_referrers(struct crm_store *s, const struct crm_entity *e,
    int64_t id, bool owned, struct crm_buf *list, struct crm_err *err);
/* CRM_RULE where a record's own rules do not let it be deleted, with what they say. */
enum crm_status stays_by_rule(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);
/* Refuses, CRM_RULE, to delete what these refer to, with the way that works. */
enum crm_status
stays_referred(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const struct referrers *r, const char *list, struct crm_err *err);
/* Whether a reference leads to a live record. */
enum crm_status keys_is_live(struct crm_store *s, const struct crm_field *f,
    struct crm_value v, bool *yes, struct crm_err *err);
/* CRM_RULE where it refers to a deleted record. */
enum crm_status keys_refer_to_live(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err);

/* What a field refers to: false where it refers to nothing. */
bool keys_target(const struct crm_store *s, const struct crm_field *f,
    struct crm_value v, const struct crm_entity **e, int64_t *id);

/* ---- refs.c, locks.c ---- */

/* Notes what is referred to from now on. */
void
refs_note(struct crm_store *s, const struct crm_field *f, struct crm_value v);
/* The same for the fields of a record, all of them or some. */
void refs_note_all(
    struct crm_store *s, const struct crm_record *r, const bool *only);
void refs_forget(struct crm_store *s);
/* Locks what was noted, so that it lives until the commit; CRM_NOTFOUND where
 * it does not live any more. */
enum crm_status refs_hold(struct crm_store *s, struct crm_err *err);

/* Until the commit nobody else imports: what a row looks for and does not find,
 * another file could be making. */
enum crm_status lock_imports(struct crm_store *s, struct crm_err *err);
/* As crm_lock, and nobody comes to refer to it. */
enum crm_status lock_to_hide(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);
/* The live ones of what a batch has inserted, likewise. */
enum crm_status lock_born(struct crm_store *s, const struct crm_entity *e,
    int64_t first, int64_t last, int64_t batch, struct crm_err *err);

/* ---- load.c, insert.c, update.c ---- */

/* Which fields differ, and how many; whether a key is among them. */
size_t find_changes(const struct crm_record *old, const struct crm_record *new,
    bool *changed, bool *key);

/* As crm_load, hidden records too. */
enum crm_status
load_any(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out, struct crm_err *err);
/* CRM_RULE where a patch was made to another version than the record has. */
enum crm_status
check_version(struct crm_store *s, const struct crm_record *patch,
    const struct crm_record *old, struct crm_err *err);
/* Writes the rows that wait: before the table is read. */
enum crm_status insert_flush(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err);
/* CRM_NOTFOUND: it is deleted, and how it comes back. */
enum crm_status load_deleted(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);
/* Sets or, for null, removes a user's field of a record. */
enum crm_status write_custom(struct crm_store *s, const struct crm_field *f,
    int64_t id, struct crm_value v, struct crm_err *err);
/* Writes the changed fields and logs each, nothing else. */
enum crm_status update_fields(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const bool *changed, struct crm_err *err);

/* Of two states of a record what differs, likewise. */
enum crm_status update_write(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err);

/* ---- again.c ---- */

/* Whether the open batch has written a record, and keeps it; then it is locked. */
bool
again_has(const struct crm_store *s, const struct crm_entity *e, int64_t id);
bool again_load(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out);
/* Unless it *waits it is to be written at once.  *first: nothing of it waited before. */
enum crm_status again_update(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, bool *waits, bool *first,
    struct crm_err *err);
/* Writes what waits; forgets all. */
enum crm_status again_write(struct crm_store *s, struct crm_err *err);
void again_forget(struct crm_store *s);
/* Before a statement steps that names a table of such records. */
enum crm_status again_step(struct crm_stmt *st, struct crm_err *err);

/* ---- wait.c ---- */

/* Of what a statement names, what may wait. */
unsigned wait_reads(const struct crm_store *s, const char *sql);
/* Before it steps. */
enum crm_status wait_step(struct crm_stmt *st, struct crm_err *err);
/* Writes the rows of a kind, unless they wait until somebody looks. */
enum crm_status wait_flush(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err);
/* Writes those rows that a row of a kind may refer to: before it is written. */
enum crm_status wait_before(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err);
/* Whether a row may wait in its queue. */
bool wait_row(struct crm_store *s, const struct crm_entity *e);
/* Writes all that waits; forgets it. */
enum crm_status wait_write(struct crm_store *s, struct crm_err *err);
void wait_forget(struct crm_store *s);

/* ---- money.c ---- */

/* Whether a patch gives a currency. */
bool money_says(const struct crm_record *patch);
/* Where a patch gives another currency, the amounts that it does not give keep
 * their numbers: they are given, too.  CRM_INVALID, with the field, where one
 * has more digits than the currency.  Where it gives a blank one beside an amount, the
 * book's stays said; CRM_INVALID where that was in another. */
enum crm_status money_follow(struct crm_store *s, const struct crm_record *old,
    struct crm_record *patch, struct crm_err *err);
/* Whether a field is an amount or a price, in the currency of its record. */
bool money_bears(const struct crm_record *r, size_t field);
/* Whether b is a in another currency, so that an amount of it that stays as it is kept
 * is another. */
bool money_apart(struct crm_store *s, const struct crm_record *a,
    const struct crm_record *b, size_t field);
/* Digits of a currency, of the book's where there is none such. */
int money_digits(const struct crm_store *s, struct crm_text currency);

/* ---- alias.c ---- */

/* The live record that a merged one leads to; 0 where it is live itself, or
 * leads nowhere. */
enum crm_status alias_of(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t *to, struct crm_err *err);
/* Where what a record refers to was merged, it refers to what stands for that:
 * for one that was away.  Texts live in the scratch arena. */
enum crm_status
alias_follow(struct crm_store *s, struct crm_record *r, struct crm_err *err);

/* ---- stored columns ---- */

/* Whether two values are seen to be equal without a look at their texts: most of a
 * record that is written again are. */
static inline bool
looks_same(const struct crm_value *a, const struct crm_value *b)
{
	return a->kind == b->kind &&
	    (a->kind == CRM_INT ? a->i == b->i
		    : a->kind == CRM_NULL
		    ? true
		    : a->t.p == b->t.p && a->t.n == b->t.n);
}

/* Stored: a column of the entity's table. */
static inline bool
is_column(const struct crm_field *f)
{
	return (f->flags & (CRM_F_DERIVED | CRM_F_CUSTOM)) == 0 &&
	    f->type != CRM_T_ID;
}

/* An amount in the base currency, whatever that of its record is. */
static inline bool
is_in_base(const struct crm_entity *e, const struct crm_field *f)
{
	return e->currency < 0 || crm_field_in_base(f);
}

#endif
