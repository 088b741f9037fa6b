/* Temporary files without a name, and writing all of a buffer. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *
crm_temp_dir(void)
{
	const char *dir = getenv("TMPDIR");

	return dir == NULL || dir[0] == '\0' ? "/tmp" : dir;
}

int
crm_temp_file(struct crm_err *err)
{
	char path[PATH_MAX];
	int fd;

	if ((size_t)snprintf(path, sizeof path, "%s/crm-XXXXXX",
		crm_temp_dir()) >= sizeof path) {
		crm_fail(err, CRM_FAIL, "TMPDIR is too long");
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd == -1)
		crm_fail(err, CRM_FAIL,
		    "cannot make a temporary file in '%s': %s", crm_temp_dir(),
		    strerror(errno));
	else
		unlink(path);
	return fd;
}

int
crm_write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1)
			return errno;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}
