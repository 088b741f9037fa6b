/*
 * Books as files: how one is made, and how it takes its name.
 *
 * A file is made beside its name, as a part (crm_part_make), which nobody else
 * reads.  SQLite would apply a log or a journal that lies beside a name to
 * whatever file has that name, so whatever lies there is moved aside first.
 */
#include "store/internal.h"

#include <crm/io/place.h>
#include <crm/store/upkeep.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What SQLite keeps beside a file. */
static const char *const tails[] = { "-journal", "-wal", "-shm" };

enum { TAILS = sizeof tails / sizeof *tails };

static bool
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static enum crm_status
exists(const char *path, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL,
	    "%s exists already; an existing file is never overwritten", path);
}

static enum crm_status
failed(const char *path, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
}

/* ---- beginning ---- */

void
crm_book_remove(struct crm_arena *a, const char *path)
{
	size_t i;

	unlink(path);
	for (i = 0; i < TAILS; i++)
		unlink(crm_sprintf(a, "%s%s", path, tails[i]));
}

/* As another book is; its group, only where that can be given. */
static enum crm_status
set_mode(const struct crm_part *p, const struct stat *as, struct crm_err *err)
{
	mode_t mode = as->st_mode & 0666;
	struct stat own;

	if (fstat(p->fd, &own) != 0)
		return failed(p->name, err);
	if (own.st_gid != as->st_gid &&
	    fchown(p->fd, (uid_t)-1, as->st_gid) != 0)
		mode &= ~(mode_t)0060;
	return fchmod(p->fd, mode) == 0 ? CRM_OK : failed(p->name, err);
}

enum crm_status
crm_part_open(struct crm_part *p, struct crm_arena *a, const char *path,
    const char *like, struct crm_err *err)
{
	struct stat as, dir;
	bool of_group = stat(crm_directory_of(a, path), &dir) == 0 &&
	    (dir.st_mode & S_ISGID) != 0;
	enum crm_status st;

	*p = (struct crm_part){ .arena = a, .path = path, .fd = -1 };
	crm_parts_sweep(a, path, crm_book_remove);
	/* A directory that hands its group down is one that a group shares. */
	st = crm_part_make(
	    a, path, of_group ? 0660 : 0600, &p->name, &p->fd, err);
	if (st == CRM_OK && like != NULL && stat(like, &as) == 0)
		st = set_mode(p, &as, err);
	if (st != CRM_OK)
		crm_part_drop(p);
	return st;
}

enum crm_status
crm_part_new(struct crm_part *p, struct crm_arena *a, const char *path,
    const char *like, struct crm_err *err)
{
	*p = (struct crm_part){ .fd = -1 };
	if (is_there(path))
		return exists(path, err);
	return crm_part_open(p, a, path, like, err);
}

/* ---- taking the name ---- */

static bool
has_tails(struct crm_arena *a, const char *path)
{
	bool has = false;
	size_t i;

	for (i = 0; i < TAILS; i++)
		has = has || is_there(crm_sprintf(a, "%s%s", path, tails[i]));
	return has;
}

const char *
crm_free_name(struct crm_arena *a, const char *path)
{
	const char *name = path;
	int i;

	for (i = 2; is_there(name) || has_tails(a, name); i++)
		name = crm_sprintf(a, "%s-%d", path, i);
	return name;
}

/* What lies beside a name, all of it, beside another one. */
static enum crm_status
move_tails(
    struct crm_arena *a, const char *from, const char *to, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < TAILS; i++) {
		const char *x = crm_sprintf(a, "%s%s", from, tails[i]);
		const char *y = crm_sprintf(a, "%s%s", to, tails[i]);

		if (rename(x, y) != 0 && errno != ENOENT)
			return failed(x, err);
	}
	return CRM_OK;
}

static enum crm_status
move_leftovers(struct crm_part *p, struct crm_err *err)
{
	if (!has_tails(p->arena, p->path))
		return CRM_OK;
	p->aside = crm_free_name(
	    p->arena, crm_sprintf(p->arena, "%s.leftover", p->path));
	return move_tails(p->arena, p->path, p->aside, err);
}

/* Whether a file has no log: what `backup` writes, and a book that nobody has
 * written to since.  SQLite says so in two bytes at its beginning, and a log that
 * lies beside such a file all the same is another's. */
static bool
has_no_log(const char *path)
{
	enum { VERSIONS_AT = 18, ROLLBACK = 1 };
	char v[2] = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool none = fd != -1 &&
	    pread(fd, v, sizeof v, VERSIONS_AT) == (ssize_t)sizeof v &&
	    v[0] == ROLLBACK && v[1] == ROLLBACK;

	if (fd != -1)
		close(fd);
	return none;
}

enum crm_status
crm_backup_alone(struct crm_arena *a, const char *path, const char **aside,
    struct crm_err *err)
{
	const char *journal = crm_sprintf(a, "%s-journal", path);
	struct stat st;

	*aside = NULL;
	if (stat(journal, &st) == 0 && st.st_size > 0)
		return crm_engine_sqlite.own_journal(path)
		    ? crm_fail(err, CRM_FAIL,
			  "%s is of an import that was killed, and would be "
			  "written into the backup; to do so, run: crm-admin "
			  "check --db %s",
			  journal, path)
		    : crm_fail(err, CRM_FAIL,
			  "%s would be written into the backup: move it away",
			  journal);
	if (!is_there(crm_sprintf(a, "%s-wal", path)) || !has_no_log(path))
		return CRM_OK;
	*aside = crm_free_name(a, crm_sprintf(a, "%s.leftover", path));
	return move_tails(a, path, *aside, err);
}

/* A name that must be free; some file systems have no links. */
static enum crm_status
give_name(struct crm_part *p, struct crm_err *err)
{
	if (link(p->name, p->path) == 0)
		unlink(p->name);
	else if (errno == EEXIST || is_there(p->path))
		return exists(p->path, err);
	else if (rename(p->name, p->path) != 0)
		return failed(p->path, err);
	p->name = p->path;
	return CRM_OK;
}

/* Closing it should have emptied its log into it, and all must be on the
 * device before the name is. */
static enum crm_status
finish(const struct crm_part *p, struct crm_err *err)
{
	if (has_tails(p->arena, p->name))
		return crm_fail(err, CRM_FAIL,
		    "%s: could not be written to its end; is there space left "
		    "on the device?",
		    p->path);
	return fsync(p->fd) == 0 ? CRM_OK : failed(p->name, err);
}

static void
let_go(struct crm_part *p)
{
	if (p->fd != -1)
		close(p->fd);
	p->fd = -1;
}

enum crm_status
crm_part_keep(struct crm_part *p, struct crm_err *err)
{
	enum crm_status st;

	if ((st = finish(p, err)) != CRM_OK ||
	    (st = move_leftovers(p, err)) != CRM_OK ||
	    (st = give_name(p, err)) != CRM_OK)
		return st;
	let_go(p);
	return crm_sync_directory(p->arena, p->path, err);
}

enum crm_status
crm_part_replace(struct crm_part *p, const char *kept, struct crm_err *err)
{
	enum crm_status st;

	if ((st = finish(p, err)) != CRM_OK)
		return st;
	/* The name is never without a whole book, where there are links. */
	if (link(p->path, kept) != 0 && rename(p->path, kept) != 0)
		return failed(p->path, err);
	p->kept = kept;
	if ((st = move_tails(p->arena, p->path, kept, err)) != CRM_OK)
		return st;
	if (rename(p->name, p->path) != 0)
		return failed(p->path, err);
	p->name = p->path;
	let_go(p);
	return crm_sync_directory(p->arena, p->path, err);
}

void
crm_part_drop(struct crm_part *p)
{
	let_go(p);
	if (p->name != NULL)
		crm_book_remove(p->arena, p->name);
	if (p->kept != NULL) {
		/* Two names of one file stay both when one becomes the other. */
		if (rename(p->kept, p->path) == 0)
			unlink(p->kept);
		move_tails(p->arena, p->kept, p->path, NULL);
	}
	p->name = p->kept = NULL;
}
