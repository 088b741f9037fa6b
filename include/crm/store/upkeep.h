/*
 * Keeping a book: migration, backup, checks.
 */
#ifndef CRM_UPKEEP_H
#define CRM_UPKEEP_H

#include <crm/store/write.h>

/* Adds what the dictionary has and the book lacks, after a backup to `backup`,
 * and calls `fill` for the records that came with the schemas behind the
 * book's, all of it in one transaction; appends a line for each thing done. */
enum crm_status crm_migrate(struct crm_store *s, const struct crm_batch *batch,
    const char *backup,
    enum crm_status (*fill)(
	struct crm_store *s, int64_t schema, struct crm_err *err),
    struct crm_buf *done, struct crm_err *err);

/* Where there is nothing to migrate: what names are compared by as this release makes
 * it, in a transaction of its own; a line for each key that another record has. */
enum crm_status
crm_refold(struct crm_store *s, struct crm_buf *done, struct crm_err *err);

/* Read-only views for SQL, one a kind of record, with the columns of its lists as
 * CSV has them; live records only.  Where they are there, they follow the users'
 * fields with each batch that changes these, and the dictionary with a migration;
 * crm_views_refresh where there is nothing to migrate. */
enum crm_status crm_views_make(struct crm_store *s, struct crm_err *err);
enum crm_status crm_views_refresh(struct crm_store *s, struct crm_err *err);
enum crm_status crm_views_drop(struct crm_store *s, struct crm_err *err);
const char *crm_view_name(const struct crm_entity *e, struct crm_arena *a);

/* What the owner of a book on a server runs for each group of users, as SQL. */
extern const char crm_book_grants[];

/* Copies the book to a new file while others work, and verifies the copy: its
 * pages, and the number of rows of every table.  A book on a server becomes a
 * file of its own.  The file has its name only when its pages are verified, and
 * can be read where its directory cannot be written.  With `over` a backup that
 * has the name is replaced; what is no book is not, nor is the book itself.
 * *aside, where something
 * was left beside the name by a book that is gone, is where that is now; else
 * NULL. */
enum crm_status crm_backup(struct crm_store *s, const char *dest, bool over,
    const char **aside, struct crm_err *err);

struct crm_out;

/* The same to a pipe, once it is verified. */
enum crm_status
crm_backup_out(struct crm_store *s, struct crm_out *out, struct crm_err *err);

/* "daily.db" with a time in it: "daily-20261121T090000Z.db"; a second later for
 * each that is there already. */
const char *crm_backup_name(struct crm_arena *a, const char *path, int64_t now);
/* Of the backups that were named so, removes all but `made` and the newest others,
 * `keep` together; calls `each` for every one that is gone.  The book itself, and
 * what is no book, is none of them, whatever its name.  What killed commands left
 * of such files goes too. */
enum crm_status crm_backup_rotate(struct crm_store *s, struct crm_arena *a,
    const char *path, const char *made, size_t keep,
    void (*each)(void *ctx, const char *gone), void *ctx, struct crm_err *err);

/* Before a backup is opened: what SQLite would write into it is not its own.  The
 * log of another book goes aside, as above; a journal is refused. */
enum crm_status crm_backup_alone(struct crm_arena *a, const char *path,
    const char **aside, struct crm_err *err);

/* Puts a copy of the book in the place of the one at `where`, which may be
 * there: it waits until nobody writes to that one, and keeps it, with what
 * belongs to it, as *kept; NULL where nothing was there.  *aside as above.
 * CRM_BUSY where others use it longer than the wait; nothing has moved then, as
 * after every failure. */
enum crm_status crm_restore(struct crm_store *s, const char *where,
    const char **kept, const char **aside, struct crm_err *err);

/* Copies every row of the book, log included, into a new book, on this engine
 * or the other one, and reads it again: number and sum of the rows of every
 * table must be the same.  Best behind crm_store_snapshot(). */
enum crm_status crm_copy(struct crm_store *s, const struct crm_store_opts *dest,
    int64_t *rows, const char **aside, struct crm_err *err);

/*
 * A file that is being made: under a name of its own, so that what fails on the
 * way is in nobody's way, and readable by its owner alone, or, where its
 * directory hands its group down (set-group-ID), by that group.
 */
struct crm_part {
	struct crm_arena *arena;
	const char *path;  /* what it will be called */
	const char *name;  /* what it is called now; NULL: there is none */
	const char *aside; /* where what lay beside `path` is now, or NULL */
	const char *kept;  /* what had the name before, or NULL */
	int fd;            /* holds it; -1 once it has its name */
};

/* Makes the file, empty; removes what killed commands left of the same.  Where
 * `like` is a file, it may be read and written by whom that may.  With _new the
 * name must be free.  `path` lives as long as the part. */
enum crm_status crm_part_open(struct crm_part *p, struct crm_arena *a,
    const char *path, const char *like, struct crm_err *err);
enum crm_status crm_part_new(struct crm_part *p, struct crm_arena *a,
    const char *path, const char *like, struct crm_err *err);
/* Gives it its name, which must be free, and waits for the device.  Nobody may
 * have it open: locks would be lost. */
enum crm_status crm_part_keep(struct crm_part *p, struct crm_err *err);
/* The same where a book has the name, which the caller holds: it is `kept` from
 * then on. */
enum crm_status
crm_part_replace(struct crm_part *p, const char *kept, struct crm_err *err);
/* Removes it, whatever it is called, and puts back what had the name. */
void crm_part_drop(struct crm_part *p);
/* Removes a book's file with all that lies beside it. */
void crm_book_remove(struct crm_arena *a, const char *path);

/* `path`, or with a number behind it where that, or what would belong to it, is
 * there. */
const char *crm_free_name(struct crm_arena *a, const char *path);

/* Inside a transaction: dates a batch that is ahead of the clock again, and all
 * behind it, with the records that they gave; null: to now.  The batch keeps in its
 * reason what they had, which *said is, in the arena.  CRM_RULE where it is not
 * ahead, or the time is not between the batch before it and now. */
enum crm_status
crm_redate(struct crm_store *s, int64_t number, struct crm_value at,
    struct crm_arena *a, const char **said, struct crm_err *err);

/* One lie that a check found. */
struct crm_finding {
	const char *code;                /* stable: "reference", "fold", … */
	const struct crm_entity *entity; /* or NULL */
	int64_t record;
	int64_t batch;     /* its number, where it is about one; else 0 */
	const char *field; /* or NULL */
	const char *text;
};

/* Verifies the file, its shape, the references, the keys, copies and values of
 * every record, and that the log gave them and led to them; with `deep` also
 * that each change in the log goes on from the one before.  Calls `each` for
 * every lie.  *whole is false where tables or columns lack, so that nothing else
 * could be looked at. */
enum crm_status crm_check(struct crm_store *s, bool deep,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, bool *whole, struct crm_err *err);

#endif
