/*
 * Files that take their name once they are whole: whoever opens the name finds
 * what was there before, or all of what is new.
 */
#ifndef CRM_PLACE_H
#define CRM_PLACE_H

#include <stdbool.h>
#include <sys/types.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>

struct crm_place {
	struct crm_arena *arena;
	const char *path; /* what it will be called */
	const char *part; /* what it is called now; NULL: there is none */
	int fd;           /* to be written; -1: there is none */
};

/* A new file beside `path`, which lives as long as the place; with the mode of
 * what is there, else read by nobody who may not read the file `like`, which what it
 * holds comes from (NULL: no file).  What killed commands left beside it goes. */
enum crm_status crm_place_open(struct crm_place *p, struct crm_arena *a,
    const char *path, const char *like, struct crm_err *err);
/* Empty again. */
enum crm_status crm_place_empty(struct crm_place *p, struct crm_err *err);
/* On the device, to the last byte. */
enum crm_status crm_place_sync(struct crm_place *p, struct crm_err *err);
/* Gives it the name; a link that has it is replaced, not followed. */
enum crm_status crm_place_take(struct crm_place *p, struct crm_err *err);
/* Removes it, unless it has its name. */
void crm_place_drop(struct crm_place *p);

/* ---- a part: PATH.part-PID, what is made beside its name ---- */

/* Makes one, and holds it with a lock as long as *fd is open: what a killed
 * command left is known by that nobody holds it.  CRM_BUSY where it cannot be
 * held, CRM_USAGE where the path is a link to a stream, as /dev/stdout is: it would be
 * replaced for all. */
enum crm_status crm_part_make(struct crm_arena *a, const char *path,
    mode_t mode, const char **name, int *fd, struct crm_err *err);
/* Calls `remove` for each part of a path that nobody holds. */
void crm_parts_sweep(struct crm_arena *a, const char *path,
    void (*remove)(struct crm_arena *a, const char *name));

/* Removes what this process has begun for a path, if it has: for who is about to
 * die in the midst of it.  Asks for no memory. */
void crm_part_abandon(const char *path);

/* ---- names ---- */

/* Waits until a change of names in the file's directory is on the device. */
enum crm_status
crm_sync_directory(struct crm_arena *a, const char *path, struct crm_err *err);
/* The directory of a path, "." where it names none. */
const char *crm_directory_of(struct crm_arena *a, const char *path);
/* Whether both name one file, through links too. */
bool crm_same_file(const char *a, const char *b);

bool crm_is_link(const char *path);
/* The descriptor of ours that writes to what a path names; -1: none does. */
int crm_own_stream(const char *path);

#endif
