/*
 * The one write path: every insert, update, hide and restore of a business
 * record validates against the dictionary, asks the access policy, calls the
 * domain's hook and writes the change log here.
 *
 * A transaction is one batch.  Its number and time are taken last, at the
 * commit; rows carry the batch's id meanwhile.  A batch that changed nothing
 * leaves no trace.
 */
#ifndef CRM_WRITE_H
#define CRM_WRITE_H

#include <crm/store/store.h>

/* What becomes of a change to a guarded field. */
enum crm_guarding {
	CRM_GUARD_ASK,    /* somebody must agree first */
	CRM_GUARD_RECORD, /* an import: it is written, and counted */
};

struct crm_batch {
	const char *args;   /* the command line */
	const char *reason; /* --reason, or NULL */
	bool dry_run;       /* crm_commit rolls back; new ids are negative and
				 * are shown L+1 */
	int64_t undoes;     /* number of the batch it takes back, or 0 */
	enum crm_guarding guarding;
	bool sure;   /* what rules name may go (--yes) */
	bool notify; /* an import that tells people (--notify) */
	bool
	    automate; /* what users want to follow does, though it is an import */
	bool explain;   /* what followed is told: crm_ran */
	int64_t input;  /* bytes that an import is about to read, or 0 */
	size_t records; /* that are about to be changed, where known */
};

/* Waits for the write lock at most busy_ms, then CRM_BUSY. */
enum crm_status
crm_begin(struct crm_store *s, const struct crm_batch *b, struct crm_err *err);
/* *number is 0 where nothing was changed or it was a dry run. */
enum crm_status
crm_commit(struct crm_store *s, int64_t *number, struct crm_err *err);
/* By how many seconds the clock was behind the batch before the committed one,
 * which got that one's time; else 0. */
int64_t crm_clock_ahead(const struct crm_store *s);
void crm_rollback(struct crm_store *s);
/* Whether a failure was a race lost to another program, or a connection lost
 * before anything was committed: the same again may do, from the beginning. */
bool crm_lost_race(struct crm_store *s, enum crm_status st);
/* Inside a transaction: a place to come back to (--keep-going). */
enum crm_status crm_savepoint(struct crm_store *s, struct crm_err *err);
enum crm_status
crm_savepoint_end(struct crm_store *s, bool keep, struct crm_err *err);

/* That what was written since the last call fulfils what only all of it can
 * (struct crm_rules, settle); crm_commit does it for the rest.  CRM_RULE. */
enum crm_status crm_settle(struct crm_store *s, struct crm_err *err);

/* The reference of a kind to the record that it is a part of, in whose currency its
 * amounts are, as it has none of its own to say; -1: it is no such kind. */
int crm_currency_owner(struct crm_store *s, const struct crm_entity *e);
/* The currency of what that refers to, in the arena: the book's where it says none, or is
 * not there. */
enum crm_status
crm_currency_from(struct crm_store *s, const struct crm_entity *e, int field,
    int64_t id, struct crm_arena *a, struct crm_text *out, struct crm_err *err);

/* What a hook writes from here on, until it says no, is as if somebody did it by hand,
 * also behind a row of an import. */
void crm_by_hand(struct crm_store *s, bool yes);

/* Puts off what follows from a record until all of the batch is there that it
 * follows from: before the batch settles `fn` is called for it, once however often
 * it was put off, and may write, and put off more; the record may be gone by then. */
typedef enum crm_status crm_later_fn(struct crm_store *s,
    const struct crm_entity *e, int64_t id, struct crm_err *err);
void crm_later(struct crm_store *s, crm_later_fn *fn,
    const struct crm_entity *e, int64_t id);
/* Does what was put off until now: who prints a record says what became of it. */
enum crm_status crm_follow_up(struct crm_store *s, struct crm_err *err);

/* What somebody must agree to before it is written, of the open batch. */
struct crm_asked {
	const struct crm_entity *entity; /* of the record to be changed */
	int64_t record, approval;
};
size_t crm_asked(const struct crm_store *s, const struct crm_asked **out);
/* For the guard: that it asked. */
void crm_note_asked(struct crm_store *s, const struct crm_entity *e,
    int64_t record, int64_t approval);
/* A document that an edit in the open batch made a draft again. */
struct crm_back {
	const struct crm_entity *entity;
	int64_t record;
};
size_t crm_back(const struct crm_store *s, const struct crm_back **out);
/* For what takes it back: that it did; once is told, however often. */
void
crm_note_back(struct crm_store *s, const struct crm_entity *e, int64_t record);
/* A new rule that stands behind another of its number, which was there before the batch and
 * comes first. */
struct crm_behind {
	const struct crm_entity *entity;
	int64_t record, first;
};
size_t crm_behind(const struct crm_store *s, const struct crm_behind **out);
/* For who makes it. */
void crm_note_behind(struct crm_store *s, const struct crm_entity *e,
    int64_t record, int64_t first);
/* How many guarded changes an import has written as given. */
size_t crm_recorded(const struct crm_store *s);

/* A rule that has run for a record in the open batch. */
struct crm_ran {
	int64_t rule;
	const struct crm_entity *entity;
	int64_t record;
	const char *what; /* why, and what it did; NULL where nobody asked */
};
/* For what follows by itself: notes one, `what` is copied; whether it is noted;
 * whether somebody asks what it did.  What is taken back to a savepoint has not
 * run. */
void crm_note_ran(struct crm_store *s, const struct crm_ran *one);
bool crm_has_run(const struct crm_store *s, int64_t rule,
    const struct crm_entity *e, int64_t record);
bool crm_explains(const struct crm_store *s);
/* Those of the batch, the last one too, in their order. */
size_t crm_ran(const struct crm_store *s, const struct crm_ran **out);
/* Memory of an owner, which an address of its own names, zeroed for each batch, and
 * an arena beside it; until the next one begins. */
void *crm_batch_memory(struct crm_store *s, const void *owner, size_t size,
    struct crm_arena **arena);
/* How often the batch went back to its savepoint: what is in that memory of rows
 * written since holds no more. */
size_t crm_went_back(const struct crm_store *s);

/* Whether the open batch made it: where that fails its id says nothing to anybody. */
bool crm_is_new(struct crm_store *s, const struct crm_entity *e, int64_t id);

/* What --reason says of the open batch, trimmed; empty where it says nothing. */
struct crm_text crm_batch_reason(const struct crm_store *s);

/* Locks one record until the commit: before reading in order to decide. */
enum crm_status crm_lock(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);

/* The same for many, in the order of their ids, each once; `to_hide` where
 * nobody may come to refer to them. */
enum crm_status crm_lock_all(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, bool to_hide, struct crm_err *err);

/* Until the commit nobody changes which days are open: before reading which are.
 * `alone`: to change it, when all who rely on it are done.  *anew: it was not held,
 * and what is known of them may be old. */
enum crm_status
crm_lock_days(struct crm_store *s, bool alone, bool *anew, struct crm_err *err);

/* Until the commit nobody else makes a record that others look for: where none was
 * found, before looking once more and making it. */
enum crm_status crm_lock_first(struct crm_store *s, struct crm_err *err);
/* Until the commit nobody else adds a record by hand that is compared with others: who
 * does so at the same time is told of this one.  An import neither waits nor is waited
 * for. */
enum crm_status crm_lock_likes(struct crm_store *s, struct crm_err *err);

/* That these are about to be asked for, in this order: of those that the last
 * crm_lock_all() has locked. */
void crm_read_ahead(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n);

/* All stored fields of a live record (custom ones included); CRM_NOTFOUND. */
enum crm_status
crm_load(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out, struct crm_err *err);
/* The same of these fields alone, up to NULL: a wide record costs twice as much.  The
 * others may be null; a kind may lack a field. */
enum crm_status crm_load_some(struct crm_store *s, const struct crm_entity *e,
    int64_t id, const char *const *fields, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err);

/* The first live record whose field of users' own (FD5: 5) refers to a deleted
 * one, and that; 0 where there is none. */
enum crm_status crm_custom_to_deleted(struct crm_store *s, int64_t field,
    const struct crm_entity *e, const struct crm_entity *to, int64_t *record,
    int64_t *target, struct crm_err *err);

/* How many records have a text as the value of a users' field. */
enum crm_status crm_custom_uses(struct crm_store *s, int64_t field,
    struct crm_text text, int64_t *n, struct crm_err *err);

/* Of a record that is about to be changed, and locked with many others: false where
 * it is known that no live record of a kind is about it, which is asked for all of
 * them at once; else true. */
enum crm_status crm_may_have(struct crm_store *s, const struct crm_entity *e,
    int64_t id, const struct crm_entity *from, bool *any, struct crm_err *err);

enum crm_action {
	CRM_ACT_NONE,
	CRM_ACT_INSERTED,
	CRM_ACT_UPDATED,
	CRM_ACT_FILLED,
	CRM_ACT_UNCHANGED,
	CRM_ACT_SKIPPED,
	CRM_ACT_DELETED,
	CRM_ACT_RESTORED,
	CRM_ACT_REVERSED, /* undone by rows that take it back */
	CRM_ACT_VOIDED,   /* undone, but for its number */
	CRM_ACT_COUNT,
};
const char *crm_action_name(enum crm_action a);

/* Applies defaults to fields not given, gives r->id. */
enum crm_status
crm_insert(struct crm_store *s, struct crm_record *r, struct crm_err *err);
/* Writes the given fields of patch->id that differ.  CRM_RULE where
 * patch->version is not the record's any more, or a key is taken.  What is
 * guarded is asked for instead (crm_asked). */
enum crm_status crm_update(struct crm_store *s, const struct crm_record *patch,
    enum crm_action *done, struct crm_err *err);
/* The same of a record that was loaded behind a lock which keeps others from changing
 * it, and has not been written since. */
enum crm_status
crm_update_loaded(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *patch, enum crm_action *done, struct crm_err *err);
/*
 * A record of the open import of which only what it comes to is written (`rewritten`),
 * once it was changed: as it is, until something else is written.  What only the program
 * writes of it may then be changed by crm_keep: no rule is asked, and an import tells
 * nobody.  NULL: it is loaded and updated as any other.
 */
const struct crm_record *
crm_kept(const struct crm_store *s, const struct crm_entity *e, int64_t id);
void crm_keep(struct crm_store *s, const struct crm_record *patch);
/* The same for what was agreed to: no guard is asked. */
enum crm_status crm_update_agreed(struct crm_store *s,
    const struct crm_record *patch, enum crm_action *done, struct crm_err *err);
/* Whether a live record, which is locked, is as it was at a version; CRM_RULE where
 * another batch has changed it since. */
enum crm_status crm_unmoved(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t version, struct crm_err *err);
/* Refused (CRM_RULE) where live records refer to it. */
enum crm_status crm_hide(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);
/* Refused where its key has been taken since. */
enum crm_status crm_unhide(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err);

#endif
