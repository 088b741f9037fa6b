/*
 * Keeping a book: migration, backup, checks.
 */
#ifndef CRM_UPKEEP_H
#define CRM_UPKEEP_H

#include <crm/store/store.h>

/* Adds what the dictionary has and the book lacks, after a backup to
 * `backup`; appends a line for each thing done. */
enum crm_status crm_migrate(struct crm_store *s, const char *backup,
    struct crm_buf *done, struct crm_err *err);

/* What the owner of a book on a server runs for each group of users, as SQL. */
extern const char crm_book_grants[];

/* Copies the book to a new file while others work, and verifies the copy: its
 * pages, and the number of rows of every table.  A book on a server becomes a
 * file of its own.  The file has its name only
 * when all that is done. */
enum crm_status
crm_backup(struct crm_store *s, const char *dest, struct crm_err *err);

/* Copies every row of the book, log included, into a new book, on this engine
 * or the other one, and reads it again: number and sum of the rows of every
 * table must be the same.  Best behind crm_store_snapshot(). */
enum crm_status crm_copy(struct crm_store *s, const struct crm_store_opts *dest,
    int64_t *rows, struct crm_err *err);

/* A file is made under another name beside its own, crm_part_name(), so that
 * what fails on the way is in nobody's way; crm_part_keep() gives it the name,
 * which must be free, and crm_part_drop() removes it. */
const char *crm_part_name(struct crm_arena *a, const char *path);
enum crm_status
crm_part_keep(const char *part, const char *path, struct crm_err *err);
void crm_part_drop(const char *part);

/* One lie that a check found. */
struct crm_finding {
	const char *code;                /* stable: "reference", "fold", … */
	const struct crm_entity *entity; /* or NULL */
	int64_t record;
	const char *field; /* or NULL */
	const char *text;
};

/* Verifies the file, the references, the keys and copies of every record, and
 * the log; calls `each` for every lie. */
enum crm_status crm_check(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
