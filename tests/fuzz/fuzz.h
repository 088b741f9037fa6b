/*
 * What the targets of the fuzzer share.  A target is one parser: it gets any
 * bytes and must give an answer, the same one twice, within memory that is its
 * own.  What must hold beyond that is said with must().
 */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static inline void
must(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "fuzz: it does not hold that %s\n", what);
		abort();
	}
}

/* The first bytes of an input choose what is done with the rest. */
struct fuzz {
	const uint8_t *p;
	size_t n;
};

static inline unsigned
fuzz_below(struct fuzz *f, unsigned most)
{
	if (f->n == 0)
		return 0;
	f->n--;
	return *f->p++ % most;
}

/* What is left, as a string of its own, so that who reads behind its end is
 * seen; freed by the caller. */
static inline char *
fuzz_string(const struct fuzz *f)
{
	char *s = malloc(f->n + 1);

	memcpy(s, f->p, f->n);
	s[f->n] = '\0';
	return s;
}

enum { FUZZ_PATH = 32 };

/* A file of these bytes that is nowhere; its name goes to path. */
static inline int
fuzz_file(const void *p, size_t n, char path[FUZZ_PATH])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	must(fd >= 0 && write(fd, p, n) == (ssize_t)n, "a file can be made");
	snprintf(path, FUZZ_PATH, "/proc/self/fd/%d", fd);
	return fd;
}

/* So that a text that lies outside its memory is seen. */
static inline unsigned
fuzz_touch(struct crm_text t)
{
	volatile unsigned sum = 0;

	for (size_t i = 0; i < t.n; i++)
		sum += (unsigned char)t.p[i];
	return sum;
}

#endif
