/* Files that take their name once they are whole. */
#include <crm/io/place.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	MODE_NEW = 0666, /* the umask takes from it */
	OPEN_TRIES = 10
};

static enum crm_status
failed(const char *path, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
}

/* ---- parts ---- */

/* Whether `name` is BASE.part-PID. */
static bool
is_part_of(const char *name, const char *base)
{
	static const char part[] = ".part-";
	size_t n = strlen(base);

	if (strncmp(name, base, n) != 0 ||
	    strncmp(name + n, part, sizeof part - 1) != 0)
		return false;
	name += n + sizeof part - 1;
	return *name != '\0' && name[strspn(name, "0123456789")] == '\0';
}

void
crm_parts_sweep(struct crm_arena *a, const char *path,
    void (*remove)(struct crm_arena *a, const char *name))
{
	const char *dir = crm_directory_of(a, path),
		   *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	DIR *d = opendir(dir);
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		const char *name;
		int fd;

		if (!is_part_of(e->d_name, base))
			continue;
		name = crm_sprintf(a, "%s/%s", dir, e->d_name);
		fd = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (fd == -1)
			continue;
		/* Held while it is removed, so that who has just made it, and
		 * does not hold it yet, sees that it is gone. */
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			remove(a, name);
		close(fd);
	}
	closedir(d);
}

/* A link to what is no file, or to one that a descriptor of ours is. */
static bool
is_stream(const char *path)
{
	struct stat st;

	return crm_is_link(path) && stat(path, &st) == 0 &&
	    (!S_ISREG(st.st_mode) || crm_own_stream(path) != -1);
}

enum crm_status
crm_part_make(struct crm_arena *a, const char *path, mode_t mode,
    const char **name, int *out, struct crm_err *err)
{
	struct stat ours, named;
	int i, fd;

	*out = -1;
	if (is_stream(path))
		return crm_fail(
		    err, CRM_USAGE, "%s is a stream; name a file", path);
	*name = crm_sprintf(a, "%s.part-%ld", path, (long)getpid());
	/* Another process may take it for one that was left, between the making
	 * and the holding. */
	for (i = 0; i < OPEN_TRIES; i++) {
		fd = open(*name,
		    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd == -1)
			return failed(path, err);
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 &&
		    fstat(fd, &ours) == 0 && lstat(*name, &named) == 0 &&
		    ours.st_ino == named.st_ino &&
		    ours.st_dev == named.st_dev) {
			*out = fd;
			return CRM_OK;
		}
		close(fd);
	}
	return crm_fail(err, CRM_BUSY, "%s: others remove it", *name);
}

void
crm_part_abandon(const char *path)
{
	/* With what SQLite keeps beside a file. */
	static const char *const tails[] = { "", "-journal", "-wal", "-shm" };
	char name[PATH_MAX];

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		int n = snprintf(name, sizeof name, "%s.part-%ld%s", path,
		    (long)getpid(), tails[i]);

		if (n > 0 && (size_t)n < sizeof name)
			unlink(name);
	}
}

/* ---- places ---- */

static void
remove_part(struct crm_arena *a, const char *name)
{
	(void)a;
	unlink(name);
}

/* The group of what it comes from may be another than that of who makes it. */
static enum crm_status
share(struct crm_place *p, const struct stat *as, struct crm_err *err)
{
	struct stat own;
	mode_t mode;

	if (fstat(p->fd, &own) != 0)
		return failed(p->path, err);
	mode = own.st_mode & 0777;
	if (own.st_gid == as->st_gid ||
	    fchown(p->fd, (uid_t)-1, as->st_gid) == 0)
		return CRM_OK;
	return fchmod(p->fd, mode & ~(mode_t)0070) == 0 ? CRM_OK
							: failed(p->path, err);
}

enum crm_status
crm_place_open(struct crm_place *p, struct crm_arena *a, const char *path,
    const char *like, struct crm_err *err)
{
	struct stat st, as;
	bool is_like = like != NULL && stat(like, &as) == 0;
	mode_t mode = is_like ? MODE_NEW & as.st_mode : MODE_NEW;
	enum crm_status made;

	*p = (struct crm_place){ .arena = a, .path = path, .fd = -1 };
	crm_parts_sweep(a, path, remove_part);
	made = crm_part_make(a, path, mode, &p->part, &p->fd, err);
	if (made != CRM_OK) {
		p->part = NULL;
		return made;
	}
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		made = fchmod(p->fd, st.st_mode & 0777) == 0
		    ? CRM_OK
		    : failed(path, err);
	else if (is_like)
		made = share(p, &as, err);
	if (made != CRM_OK)
		crm_place_drop(p);
	return made;
}

enum crm_status
crm_place_empty(struct crm_place *p, struct crm_err *err)
{
	if (ftruncate(p->fd, 0) != 0 || lseek(p->fd, 0, SEEK_SET) != 0)
		return failed(p->path, err);
	return CRM_OK;
}

enum crm_status
crm_place_sync(struct crm_place *p, struct crm_err *err)
{
	return fsync(p->fd) == 0 ? CRM_OK : failed(p->path, err);
}

enum crm_status
crm_place_take(struct crm_place *p, struct crm_err *err)
{
	if (rename(p->part, p->path) != 0)
		return failed(p->path, err);
	p->part = NULL;
	return crm_sync_directory(p->arena, p->path, err);
}

void
crm_place_drop(struct crm_place *p)
{
	if (p->part != NULL)
		unlink(p->part);
	if (p->fd != -1)
		close(p->fd);
	p->part = NULL;
	p->fd = -1;
}

const char *
crm_directory_of(struct crm_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/"
			     : crm_strndup(a, path, (size_t)(slash - path));
}

enum crm_status
crm_sync_directory(struct crm_arena *a, const char *path, struct crm_err *err)
{
	const char *dir = crm_directory_of(a, path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum crm_status st = CRM_OK;

	/* A directory that may be written and not read cannot be synced, nor
	 * can those of some file systems. */
	if (fd == -1)
		return errno == EACCES ? CRM_OK : failed(dir, err);
	if (fsync(fd) != 0 && errno != EINVAL)
		st = failed(dir, err);
	close(fd);
	return st;
}

bool
crm_is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

int
crm_own_stream(const char *path)
{
	enum { LAST = 9 }; /* what shells hand over */
	struct stat file, st;

	if (stat(path, &file) != 0)
		return -1;
	for (int fd = STDOUT_FILENO; fd <= LAST; fd++)
		if (fstat(fd, &st) == 0 && st.st_dev == file.st_dev &&
		    st.st_ino == file.st_ino &&
		    (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY)
			return fd;
	return -1;
}

bool
crm_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}
