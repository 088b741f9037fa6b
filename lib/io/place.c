/* Files that take their name once they are whole. */
#include <crm/io/place.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_NEW = 0666 }; /* the umask takes from it */

static enum crm_status
failed(const char *path, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
}

/* Our own process id was another's when that was killed. */
static int
create(const char *path)
{
	int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = open(path, flags, MODE_NEW);

	if (fd == -1 && errno == EEXIST && unlink(path) == 0)
		fd = open(path, flags, MODE_NEW);
	return fd;
}

enum crm_status
crm_place_open(struct crm_place *p, struct crm_arena *a, const char *path,
    struct crm_err *err)
{
	struct stat st;

	*p = (struct crm_place){ .arena = a, .path = path, .fd = -1 };
	p->part = crm_sprintf(a, "%s.part-%ld", path, (long)getpid());
	p->fd = create(p->part);
	if (p->fd == -1) {
		p->part = NULL;
		return failed(path, err);
	}
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    fchmod(p->fd, st.st_mode & 0777) != 0) {
		failed(path, err);
		crm_place_drop(p);
		return CRM_FAIL;
	}
	return CRM_OK;
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
crm_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}
