/*
 * Preloaded: makes one call of a kind fail, or kills the program there.
 *
 *	FAULT_CALL	write, sync, open, rename, malloc, send, or libpq: a malloc
 *			that libpq asks for
 *	FAULT_AT	which: 1 is the first; 0: none
 *	FAULT_DO	an errno (ENOSPC, EIO, EMFILE): this call fails;
 *			full: it and all after it fail, half of the first done;
 *			kill: the program dies, half of the call done
 *	FAULT_COUNT	a file for the number of calls there were
 *
 * The standard streams are spared, so that a program can say what happened.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { NONE, WRITE, SYNC, OPEN, RENAME, MALLOC, SEND, LIBPQ };

static const char *const kinds[] = { "none", "write", "sync", "open", "rename",
	"malloc", "send", "libpq" };
static enum kind kind;
static bool full, dies;
static int error;
static long at, calls;
static const char *count_file;

__attribute__((constructor)) static void
start(void)
{
	const char *call = getenv("FAULT_CALL"), *act = getenv("FAULT_DO");
	const char *n = getenv("FAULT_AT");
	size_t i;

	count_file = getenv("FAULT_COUNT");
	at = n == NULL ? 0 : atol(n);
	if (act == NULL)
		act = "EIO";
	full = strcmp(act, "full") == 0;
	dies = strcmp(act, "kill") == 0;
	error = strcmp(act, "EIO") == 0  ? EIO
	    : strcmp(act, "EMFILE") == 0 ? EMFILE
					 : ENOSPC;
	for (i = 1; call != NULL && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(call, kinds[i]) == 0)
			kind = (enum kind)i;
}

__attribute__((destructor)) static void
stop(void)
{
	char text[32];
	int fd, n;

	kind = NONE;
	if (count_file == NULL ||
	    (fd = (int)syscall(SYS_openat, AT_FDCWD, count_file,
		 O_WRONLY | O_CREAT | O_TRUNC, 0666)) == -1)
		return;
	n = snprintf(text, sizeof text, "%ld\n", calls);
	(void)!syscall(SYS_write, fd, text, n);
	close(fd);
}

/* Is it this call's turn?  *half: it is to do half of its work first. */
static bool
hit(enum kind k, bool *half)
{
	*half = false;
	if (k != kind)
		return false;
	calls++;
	if (at == 0 || calls < at || (calls > at && !full))
		return false;
	*half = calls == at && (full || dies);
	errno = error;
	return true;
}

static int
fail(void)
{
	if (dies)
		raise(SIGKILL);
	errno = error;
	return -1;
}

#define NEXT(type, name, ...) \
	static type (*next)(__VA_ARGS__); \
	if (next == NULL) \
	*(void **)&next = dlsym(RTLD_NEXT, name)

ssize_t
write(int fd, const void *p, size_t n)
{
	bool half;

	if (fd <= STDERR_FILENO || !hit(WRITE, &half))
		return syscall(SYS_write, fd, p, n);
	if (half)
		(void)!syscall(SYS_write, fd, p, n / 2);
	return fail();
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t where)
{
	bool half;

	if (!hit(WRITE, &half))
		return syscall(SYS_pwrite64, fd, p, n, where);
	if (half)
		(void)!syscall(SYS_pwrite64, fd, p, n / 2, where);
	return fail();
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t where)
{
	return pwrite64(fd, p, n, where);
}

int
ftruncate64(int fd, off64_t size)
{
	bool half;

	return hit(WRITE, &half) ? fail()
				 : (int)syscall(SYS_ftruncate, fd, size);
}

int
ftruncate(int fd, off_t size)
{
	return ftruncate64(fd, size);
}

int
fsync(int fd)
{
	bool half;

	return hit(SYNC, &half) ? fail() : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	bool half;

	return hit(SYNC, &half) ? fail() : (int)syscall(SYS_fdatasync, fd);
}

int
open64(const char *path, int flags, ...)
{
	bool half;
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return hit(OPEN, &half)
	    ? fail()
	    : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return open64(path, flags, mode);
}

int
mkostemp(char *template, int flags)
{
	bool half;
	NEXT(int, "mkostemp", char *, int);

	return hit(OPEN, &half) ? fail() : next(template, flags);
}

int
rename(const char *from, const char *to)
{
	bool half;

	return hit(RENAME, &half) ? fail() : (int)syscall(SYS_rename, from, to);
}

/* What goes to a server. */
ssize_t
send(int fd, const void *p, size_t n, int flags)
{
	bool half;

	return hit(SEND, &half) ? fail()
				: syscall(SYS_sendto, fd, p, n, flags, NULL, 0);
}

static bool
no_memory(const void *asker)
{
	bool half;
	Dl_info lib;

	if (kind != LIBPQ)
		return hit(MALLOC, &half);
	return dladdr(asker, &lib) != 0 && lib.dli_fname != NULL &&
	    strstr(lib.dli_fname, "libpq") != NULL && hit(LIBPQ, &half);
}

void *
malloc(size_t n)
{
	NEXT(void *, "malloc", size_t);

	return no_memory(__builtin_return_address(0)) ? NULL : next(n);
}

void *
realloc(void *p, size_t n)
{
	NEXT(void *, "realloc", void *, size_t);

	return no_memory(__builtin_return_address(0)) ? NULL : next(p, n);
}
