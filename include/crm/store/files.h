/*
 * Files that belong to a book, each kept once, by the SHA-256 of what is in it.
 *
 * Of a book that is a file they lie beside it, in BOOK.files, under their hash
 * and nothing else: no name that a user gave is ever one of these.  On a server
 * they are rows of the book (file_part), so that its rights, its backups and its
 * transactions are theirs too.  A book that came from a server, or through a
 * pipe, has them as rows as well; both are looked at, the folder first.
 *
 * A file is on the device before the record that names it is committed, and stays
 * when that is deleted: only crm_file_remove() takes it away.  Whoever writes such
 * a record holds the lock of writers, and so does who removes files: what
 * crm_file_enter() has seen is there until the commit.
 */
#ifndef CRM_FILES_H
#define CRM_FILES_H

#include <crm/store/write.h>

enum { CRM_SHA256_HEX = 64 };

struct crm_file {
	char sha256[CRM_SHA256_HEX + 1];
	int64_t size;
};

/* ---- in ---- */

/* One that comes in. */
struct crm_incoming;

/* Begins one of at most `most` bytes.  `dry`: it is only looked at, for a dry run. */
enum crm_status crm_incoming_open(struct crm_store *s, int64_t most, bool dry,
    struct crm_incoming **out, struct crm_err *err);
/* CRM_RULE where it becomes too large. */
enum crm_status crm_incoming_add(
    struct crm_incoming *in, const char *p, size_t n, struct crm_err *err);
/* All that a descriptor gives, to its end; `name` is for messages. */
enum crm_status crm_incoming_read(
    struct crm_incoming *in, int fd, const char *name, struct crm_err *err);
/* That was all: beside a book that is a file it is there, on the device. */
enum crm_status crm_incoming_end(
    struct crm_incoming *in, struct crm_file *out, struct crm_err *err);
/* Inside of the transaction that writes its record: it is in the book, and stays.
 * More than once where that runs again. */
enum crm_status
crm_incoming_enter(struct crm_incoming *in, struct crm_err *err);
void crm_incoming_close(struct crm_incoming *in); /* NULL is fine */

/* ---- out ---- */

typedef enum crm_status
crm_file_take(void *ctx, const char *p, size_t n, struct crm_err *err);

/* What is in a file, piece by piece.  CRM_FAIL where it is not there, or is not
 * what it was: the latter is known behind its last piece. */
enum crm_status crm_file_read(struct crm_store *s, const struct crm_file *f,
    crm_file_take *take, void *ctx, struct crm_err *err);

enum crm_file_state { CRM_FILE_SOUND, CRM_FILE_MISSING, CRM_FILE_CHANGED };

/* Whether it is there, and with `deep` whether it is what it was, to the last
 * byte; without, only whether it has its size. */
enum crm_status crm_file_look(struct crm_store *s, const struct crm_file *f,
    bool deep, enum crm_file_state *state, struct crm_err *err);

/* ---- all of them ---- */

typedef enum crm_status
crm_file_each(void *ctx, const struct crm_file *f, struct crm_err *err);

/*
 * Takes away for good what nobody needs: the files whose hash is not in "sha256", the
 * one column of the statement `used`, which ends in conditions.  Calls `each` for every one of them, by their hashes, its size -1 where that
 * cannot be told without reading it.  `dry`: nothing goes.  A transaction of its own,
 * and no batch.
 */
enum crm_status crm_file_collect(struct crm_store *s, const char *used,
    bool dry, crm_file_each *each, void *ctx, struct crm_err *err);

#endif
