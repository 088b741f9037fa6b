/* What the files about files that belong to a book share. */
#ifndef CRM_STORE_BOOK_FILES_H
#define CRM_STORE_BOOK_FILES_H

#include "store/internal.h"

#include <crm/store/files.h>

enum { FILE_CHUNK = 96 * 1024 }; /* a multiple of three: base64 without = */

/* ---- folder.c: beside a book that is a file ---- */

/* The folder of a book's files, whether it is there or not; NULL on a server.  Through
 * links: whoever opens the book by another name finds the same. */
const char *folder_of(struct crm_arena *a, const char *book);
/* Makes the folder of a book where it is missing, for those who may use the book
 * `like`. */
enum crm_status folder_make(struct crm_arena *a, const char *book,
    const char *like, struct crm_err *err);
/* The name of a file in it. */
const char *
folder_path(struct crm_arena *a, const char *folder, const char *sha256);
/* A new part in it, to be written; what killed commands left of such goes. */
enum crm_status folder_part(struct crm_arena *a, const char *folder,
    const char **part, int *fd, struct crm_err *err);
/* Gives a part its name, once it is on the device, and the mode of the book
 * `like`. */
enum crm_status
folder_keep(struct crm_arena *a, const char *folder, const char *like,
    const char *part, int fd, const char *sha256, struct crm_err *err);
/* Opens one, -1 where it is not there (err untouched). */
int folder_open(struct crm_arena *a, const char *folder, const char *sha256);
/* Its size; false where it is not there. */
bool folder_size(
    struct crm_arena *a, const char *folder, const char *sha256, int64_t *size);
/* Names of files in it; none where there is no folder. */
enum crm_status folder_list(struct crm_arena *a, const char *folder,
    const char ***names, size_t *n, struct crm_err *err);
/* Removes it with all that is in it, as far as that is ours. */
void folder_remove(struct crm_arena *a, const char *book);

/* ---- file-rows.c: as rows of the book ---- */

#define FILE_ROWS "file_part"

/* Whether it has one; inside of a transaction it then stays until its end. */
enum crm_status rows_have(
    struct crm_store *s, const char *sha256, bool *yes, struct crm_err *err);
/* Writes what a descriptor gives from its beginning. */
enum crm_status rows_write(
    struct crm_store *s, const char *sha256, int fd, struct crm_err *err);
enum crm_status rows_read(struct crm_store *s, const char *sha256, bool *found,
    crm_file_take *take, void *ctx, struct crm_err *err);
/* Locks one against whoever is about to name it. */
enum crm_status
rows_lock(struct crm_store *s, const char *sha256, struct crm_err *err);
/* Adds the names of those that there are; all sorted. */
enum crm_status rows_list(struct crm_store *s, struct crm_arena *a,
    const char ***names, size_t *n, struct crm_err *err);
enum crm_status
rows_remove(struct crm_store *s, const char *sha256, struct crm_err *err);

/* ---- file-copy.c ---- */

/* The files in the folder of one book into that of another one, which need not be
 * there yet: the same ones on the same device, copies else; what is there stays. */
enum crm_status
files_copy(const char *from, const char *to, struct crm_err *err);
/* Those in the folder of a book as rows of another one, in a transaction of it. */
enum crm_status
files_to_rows(struct crm_store *s, struct crm_store *to, struct crm_err *err);
/* Whether the other one has them, to the last byte. */
enum crm_status
files_verify(struct crm_store *s, struct crm_store *to, struct crm_err *err);
/* Whether a book has any in its folder. */
bool files_in_folder(const struct crm_store *s);

#endif
