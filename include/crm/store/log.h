/*
 * Reading the change log: batches, history, undo, as-of, the feed.
 */
#ifndef CRM_LOG_H
#define CRM_LOG_H

#include <crm/io/writer.h>
#include <crm/store/write.h>

/* "B41" or "41"; CRM_NOTFOUND where there is no such batch. */
enum crm_status crm_batch_parse(struct crm_store *s, struct crm_text t,
    int64_t *number, struct crm_err *err);

/* What lists give as the version of a record, a batch by its number; whether there
 * is such a batch is not asked.  CRM_INVALID. */
enum crm_status
crm_version_parse(struct crm_text t, int64_t *version, struct crm_err *err);

/* A batch of the log; its texts are valid until the next. */
struct crm_logged {
	int64_t number, at;
	struct crm_text login, program, args, reason;
	struct crm_value inserted; /* records it made; null: none */
	int64_t changed;           /* records it changed */
	struct crm_value undoes; /* number of the batch it took back, or null */
};

/* Which of them. */
struct crm_log_choice {
	int64_t number;                 /* this one; 0: all */
	int64_t since;                  /* only later ones than this; 0: all */
	int64_t limit;                  /* at most; below 0: all */
	const char *actor, *program;    /* login, "crm-lead"; or NULL */
	const struct crm_filter *where; /* over crm_log_kind; or NULL */
};

/* A batch as filters see it, by the columns of the log; in the arena. */
const struct crm_entity *crm_log_kind(struct crm_arena *a);
/* "B41", a day or a period: the batches since are those behind that one, or from the
 * beginning of that day or of the first of the period.  Gives the number of the last one before them. */
enum crm_status crm_since_parse(struct crm_store *s, const char *text,
    int64_t *number, struct crm_err *err);
/* CRM_INVALID where nobody bears the actor's name, in the log or as a user, or no
 * program has that name; with the nearest. */
enum crm_status crm_log_names(struct crm_store *s,
    const struct crm_log_choice *which, struct crm_err *err);
/* The batches, newest first, until `each` has enough. */
enum crm_status
crm_log_batches(struct crm_store *s, const struct crm_log_choice *which,
    enum crm_status (*each)(void *ctx, const struct crm_logged *b, bool *enough,
	struct crm_err *err),
    void *ctx, struct crm_err *err);
/* When it was written; null where there is no such batch. */
enum crm_status crm_batch_at(struct crm_store *s, int64_t number,
    struct crm_value *at, struct crm_err *err);

/*
 * How many records of a kind a user took out of a pool since an instant, with
 * batches of their own that stand, the open one too: the pool's no more, and
 * the user's.  Reads all that these batches changed: ask once a command.
 */
enum crm_status crm_log_taken(struct crm_store *s, const struct crm_entity *e,
    int64_t pool, int64_t user, int64_t since, int64_t *n, struct crm_err *err);

/* Whether this batch, by its number, gave a record the value that it has in a field
 * where nothing was. */
enum crm_status crm_log_gave(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err);
/* Whether it gave it that where something else was. */
enum crm_status crm_log_moved(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err);
/* Whether any batch changed a field of a record after that was made; of the record 0:
 * of any of the kind. */
enum crm_status crm_log_ever(struct crm_store *s, const struct crm_entity *e,
    int64_t record, const char *field, bool *yes, struct crm_err *err);
/* To whom but one a batch set a reference, or from whom it took it; 0: to nobody. */
enum crm_status crm_log_other(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, int64_t but, int64_t *other,
    struct crm_err *err);
/* The record of another kind that referred in a field to this one once the batch was over
 * that made this one; 0: there is none. */
enum crm_status crm_log_maker(struct crm_store *s, const struct crm_record *r,
    const char *kind, const char *field, int64_t *maker, struct crm_err *err);
/* One of another kind that referred in a field to this one, and does not any more, of those
 * that have the same in the field `with`; 0: there is none. */
enum crm_status
crm_log_named(struct crm_store *s, const struct crm_record *r, const char *kind,
    const char *field, const char *with, int64_t *by, struct crm_err *err);
/* Whether a later batch than this, by its number, changed a field. */
enum crm_status crm_log_after(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err);
/* Whether a record, or a part of it (of the kind `part`, which refers to it by `of`), is
 * another than it was behind a batch, of that id as `born` and `version` have it: what was
 * set back since, or came and went, does not count. */
enum crm_status crm_log_edited(struct crm_store *s, const struct crm_entity *e,
    int64_t id, const struct crm_entity *part, const char *of, int64_t behind,
    bool *yes, struct crm_err *err);
/* What a batch, of that id as `born` has it, added to a number of a record, *sum, where
 * it changed nothing else of that. */
enum crm_status crm_log_added(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t batch, bool *alone, int64_t *sum,
    struct crm_err *err);
/* The last batch (its id, as `born` has it), no undo, that gave a field the value that it
 * has; 0: the log has nothing of that. */
enum crm_status crm_log_since(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t *batch, struct crm_err *err);
/* Sets in a patch, whose id says of which record, what each field had that a batch, of
 * that id, or a later one changed, where `takes` wants it.  Into the arena. */
enum crm_status crm_log_before(struct crm_store *s, struct crm_record *patch,
    int64_t batch, bool (*takes)(const struct crm_field *f),
    struct crm_arena *a, struct crm_err *err);
/* A record as it was behind a batch, of that id; its users' fields are as they are now.
 * *there: it was, and was not deleted. */
enum crm_status crm_load_behind(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t batch, struct crm_arena *a, struct crm_record *out,
    bool *there, struct crm_err *err);
/* The batch, of that id, behind which a field of a record has had what it has: that which
 * gave it that, else the one that made the record. */
enum crm_status crm_log_from(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t *batch, struct crm_err *err);
/* The day on which a batch, of that id, was written. */
enum crm_status crm_batch_day(
    struct crm_store *s, int64_t batch, int64_t *day, struct crm_err *err);
/* Whether a batch, of that id, changed a field of a record. */
enum crm_status
crm_log_in(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *field, int64_t batch, bool *yes, struct crm_err *err);
/* Whether the open batch changed a field of a record, or (`deleted`) hid it or brought
 * it back. */
enum crm_status crm_log_now(struct crm_store *s, const struct crm_entity *e,
    int64_t record, const char *field, bool *yes, struct crm_err *err);
/* Whether it left nothing in the field, where something was. */
enum crm_status crm_log_took(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err);

/* Whether it changed any of these fields (ends with NULL) of a record. */
enum crm_status crm_log_touched(struct crm_store *s, const struct crm_record *r,
    const char *const *fields, int64_t number, bool *yes, struct crm_err *err);
/* What stood in a field of texts or choices before it got the value that it has; empty
 * where the log has nothing of that.  In the arena. */
enum crm_status
crm_log_was(struct crm_store *s, const struct crm_record *r, const char *field,
    struct crm_arena *a, struct crm_text *out, struct crm_err *err);

/* The inverse of a batch, inside the caller's transaction.  CRM_RULE with the
 * first reasons where it cannot be; `each` is called for every record that it
 * changed. */
enum crm_status crm_undo(struct crm_store *s, int64_t number,
    void (*each)(void *ctx, const struct crm_entity *e, int64_t id,
	enum crm_action done),
    void *ctx, struct crm_err *err);

/* The last instant of what was recorded by a day or a time, "2026-11-21T08:30". */
enum crm_status crm_as_of_last(struct crm_text text,
    const struct crm_clock *clock, int64_t *last, struct crm_err *err);
/* From here on every query of this store sees the book as it was recorded at
 * the end of a day, at a time, or at the end of a batch, "B40": temporary views shadow the tables by
 * name; and its clock is the one of then, or of now where that is earlier.  Only for
 * a store that is not written to.  *began is when the book began, where that was
 * later, and nothing is seen; else null. */
enum crm_status crm_as_of_text(struct crm_store *s, const char *text,
    struct crm_value *began, struct crm_err *err);
/* Between both, queries of such a store see the book as it is now, by the clock of
 * now; the dictionary stays what it was then.  No statement of before may be used behind either. */
enum crm_status crm_as_of_pause(struct crm_store *s, struct crm_err *err);
enum crm_status crm_as_of_resume(struct crm_store *s, struct crm_err *err);
/* ---- ended.c ---- */

/* How records of a kind end: `ref` leads to a state, whose `type` is another than `open`
 * once they have; and the reference that counts for them as it was then. */
struct crm_ending {
	const char *kind, *field;
	const char *ref, *state, *type, *open;
};

/* Until crm_see_now, queries see each record of the kind that has ended with what the
 * reference had behind the batch that brought it there, or that it came into the book
 * with; where that was nothing, with what it was first given.  Only for a store whose
 * records of the kind are not written to, and none of whose statements about them is
 * being read, at either. */
enum crm_status crm_see_ended(
    struct crm_store *s, const struct crm_ending *how, struct crm_err *err);
enum crm_status crm_see_now(
    struct crm_store *s, const struct crm_ending *how, struct crm_err *err);

/* Appends what a reference of a row of the kind had at the end of a day, both in SQL, as
 * "coalesce(...)": what was filled in where nothing was is no change.  `today` tells how
 * far the zone is from UTC. */
void crm_sql_on_day(struct crm_buf *sql, struct crm_text kind, const char *row,
    const char *field, const char *day, int64_t today);

/* What one that has ended counts with, as above; null where that is what it has. */
enum crm_status
crm_ended_with(struct crm_store *s, const struct crm_ending *how,
    int64_t record, struct crm_value *was, struct crm_err *err);

/* Whether the book is seen as of a time. */
bool crm_as_of_asked(const struct crm_store *s);
/* The clock of who asks, even where that of the book is of an earlier time. */
const struct crm_clock *crm_as_of_now(const struct crm_store *s);

/* One change of one record, newest last. */
struct crm_change {
	int64_t batch, at, record;
	struct crm_text actor, program, reason;
	const struct crm_entity *entity;
	enum crm_action action;
	const struct crm_field *field; /* NULL for an insert */
	struct crm_text old, new;      /* formatted; empty for null */
};

enum crm_status
crm_history(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* What the open batch, which has changed something, did to one record. */
enum crm_status
crm_changes(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* ---- stands.c: who counts from the log counts what stands ---- */

/* Batches, by number, that do not count: what was undone and not brought again, and
 * undos themselves, for what they bring again is their first batch's. */
struct crm_fallen {
	int64_t *batch;
	size_t n;
};

/* In the book as it is seen; they live in the arena. */
enum crm_status crm_log_fallen(struct crm_store *s, struct crm_arena *a,
    struct crm_fallen *out, struct crm_err *err);
bool crm_log_stands(const struct crm_fallen *f, int64_t number);

/* A change of a field of a record, with its values as they are stored; they live
 * until the next. */
struct crm_log_change {
	int64_t record, at, batch; /* the batch's number */
	const struct crm_field *field;
	struct crm_value old, new;
};

typedef enum crm_status
crm_log_each(void *ctx, const struct crm_log_change *c, struct crm_err *err);

/* The changes of these fields (ends with NULL) of all records of a kind from an
 * instant on, those of one record in their order.  What was inserted has none. */
enum crm_status crm_log_fields(struct crm_store *s, const struct crm_entity *e,
    const char *const *fields, int64_t since, crm_log_each *each, void *ctx,
    struct crm_err *err);

/* The changes of every batch after `since`, as NDJSON, in batch order. */
enum crm_status crm_feed(struct crm_store *s, int64_t since,
    struct crm_out *out, int64_t *last, struct crm_err *err);

/* ---- then.c: of the rows t of a kind ---- */

/* Appends whether a field was ever changed after the record was made. */
void crm_changed_sql(
    const struct crm_entity *e, const char *field, struct crm_sql *sql);
/* Appends what a stored field, which is none of the users', had just before an
 * instant, which is an expression. */
void crm_value_then_sql(const struct crm_entity *e, const struct crm_field *f,
    const char *at, struct crm_sql *sql);

/* Whether any record of a kind had a value in a field that was changed since, or has now. */
enum crm_status crm_log_has(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, bool *yes, struct crm_err *err);

#endif
