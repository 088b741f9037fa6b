/*
 * Where text comes from: a file or standard input, read twice where need be,
 * decoded into UTF-8 and checked.
 */
#include "source.h"
#include <crm/base/sha256.h>

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW_SIZE = 64 * 1024 };

struct crm_source {
	char *name;
	int fd;
	bool own_fd;
	off_t start;    /* of the text: stdin may be part read */
	off_t size;     /* bytes from start to the end */
	off_t at;       /* bytes read so far */
	char *encoding; /* NULL: as it is */
	iconv_t cd;
	char *raw; /* bytes not yet decoded */
	size_t raw_len;
	int64_t line; /* lines decoded, for messages */
};

static enum crm_status
fail_errno(struct crm_err *err, const char *what)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", crm_tr(what), strerror(errno));
}

static ssize_t
read_some(int fd, char *p, size_t n)
{
	ssize_t got;

	do
		got = read(fd, p, n);
	while (got == -1 && errno == EINTR);
	return got;
}

static ssize_t
read_at(const struct crm_source *s, char *p, size_t n, off_t at)
{
	ssize_t got;

	do
		got = pread(s->fd, p, n, s->start + at);
	while (got == -1 && errno == EINTR);
	return got;
}

/* Copies what cannot be read twice to a temporary file, which replaces fd. */
static enum crm_status
spool(struct crm_source *s, struct crm_err *err)
{
	enum crm_status status = CRM_OK;
	char *tmp = malloc(RAW_SIZE);
	int fd = -1, error;
	ssize_t got;

	if (tmp == NULL)
		crm_oom();
	fd = crm_temp_file(err);
	if (fd == -1) {
		status = CRM_FAIL;
		goto out;
	}
	while ((got = read_some(s->fd, tmp, RAW_SIZE)) > 0) {
		error = crm_write_all(fd, tmp, (size_t)got);
		if (error != 0) {
			status = crm_fail(err, CRM_FAIL,
			    "cannot keep the input in '%s': %s", crm_temp_dir(),
			    strerror(error));
			goto out;
		}
		s->size += got;
	}
	if (got == -1) {
		status = fail_errno(err, "cannot read");
		goto out;
	}
	if (s->own_fd)
		close(s->fd);
	s->fd = fd;
	s->own_fd = true;
	fd = -1;
out:
	if (fd != -1)
		close(fd);
	free(tmp);
	return status;
}

static enum crm_status
open_fd(struct crm_source *s, const char *path, struct crm_err *err)
{
	struct stat st;

	s->fd = STDIN_FILENO;
	if (path != NULL) {
		s->fd = open(path, O_RDONLY | O_CLOEXEC);
		s->own_fd = true;
	}
	if (s->fd == -1 || fstat(s->fd, &st) == -1)
		return fail_errno(err, "cannot open");
	if (S_ISDIR(st.st_mode))
		return crm_fail(err, CRM_FAIL, "is a directory");
	s->start = S_ISREG(st.st_mode) ? lseek(s->fd, 0, SEEK_CUR) : -1;
	if (s->start == -1) {
		s->start = 0;
		return spool(s, err);
	}
	s->size = st.st_size > s->start ? st.st_size - s->start : 0;
	return CRM_OK;
}

enum crm_status
crm_source_kind(
    struct crm_source *s, enum crm_source_kind *kind, struct crm_err *err)
{
	char b[4] = { 0 };

	*kind = CRM_SOURCE_TEXT;
	if (read_at(s, b, sizeof b, 0) == -1)
		return fail_errno(err, "cannot read");
	if (memcmp(b, "PK\003\004", 4) == 0 || memcmp(b, "PK\005\006", 4) == 0)
		*kind = CRM_SOURCE_ZIP;
	else if (memcmp(b, "\xd0\xcf\x11\xe0", 4) == 0)
		*kind = CRM_SOURCE_OLE;
	return CRM_OK;
}

/* What is not UTF-8 and has commas, ends of lines and the like as two bytes, all of
 * them one way round: UTF-16 that begins with a word in Chinese. */
static const char *
utf16_by_signs(const unsigned char *b, size_t n)
{
	size_t i, little = 0, big = 0;

	for (i = 0; i + 1 < n; i += 2) {
		little += b[i] != 0 && b[i] < 0x80 && b[i + 1] == 0;
		big += b[i] == 0 && b[i + 1] != 0 && b[i + 1] < 0x80;
	}
	if ((little > 0) == (big > 0) ||
	    crm_utf8_valid((struct crm_text){ (const char *)b, n }) + 4 > n)
		return NULL;
	return little > 0 ? "UTF-16LE" : "UTF-16BE";
}

/* UTF-16 by its mark, by the NUL bytes of its first two letters, or by its signs. */
static const char *
looks_like_utf16(const unsigned char *b, ssize_t n)
{
	if (n >= 2 &&
	    ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff)))
		return "UTF-16";
	if (n >= 4 && b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0)
		return "UTF-16LE";
	if (n >= 4 && b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0)
		return "UTF-16BE";
	return n > 0 ? utf16_by_signs(b, (size_t)n) : NULL;
}

enum crm_status
crm_source_text(struct crm_source *s, struct crm_err *err)
{
	unsigned char b[256] = { 0 };
	ssize_t n = read_at(s, (char *)b, sizeof b, 0);
	const char *utf16 = looks_like_utf16(b, n);
	enum crm_source_kind kind;
	enum crm_status status = crm_source_kind(s, &kind, err);

	if (status == CRM_OK && kind != CRM_SOURCE_TEXT)
		return crm_fail(err, CRM_INVALID, "a spreadsheet, not text");
	if (status != CRM_OK || s->encoding != NULL || utf16 == NULL)
		return status;
	return crm_fail_line(err, 1, 1, "not UTF-8: give --encoding %s", utf16);
}

FILE *
crm_source_file(struct crm_source *s, int64_t *start, struct crm_err *err)
{
	int fd = fcntl(s->fd, F_DUPFD_CLOEXEC, 0);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "rb");

	*start = s->start;
	if (f == NULL) {
		fail_errno(err, "cannot read");
		if (fd != -1)
			close(fd);
	}
	return f;
}

enum crm_status
crm_source_holds(struct crm_source *s, struct crm_text what, bool *holds,
    struct crm_err *err)
{
	char *tmp = malloc(RAW_SIZE);
	off_t at = 0;
	ssize_t got = 0;

	if (tmp == NULL)
		crm_oom();
	*holds = false;
	/* Pieces overlap by what may be cut in two. */
	while (!*holds && (got = read_at(s, tmp, RAW_SIZE, at)) > 0) {
		*holds = memmem(tmp, (size_t)got, what.p, what.n) != NULL;
		at += got < RAW_SIZE ? got : got - (ssize_t)what.n;
	}
	free(tmp);
	return *holds || got == 0 ? CRM_OK : fail_errno(err, "cannot read");
}

static enum crm_status
open_encoding(struct crm_source *s, const char *encoding, struct crm_err *err)
{
	if (encoding == NULL || strcasecmp(encoding, "utf-8") == 0 ||
	    strcasecmp(encoding, "utf8") == 0)
		return CRM_OK;
	s->cd = iconv_open("UTF-8", encoding);
	if (s->cd == (iconv_t)-1)
		return crm_fail(err, CRM_USAGE,
		    "unknown encoding '%s' (iconv -l lists them)", encoding);
	s->encoding = strdup(encoding);
	s->raw = malloc(RAW_SIZE);
	if (s->encoding == NULL || s->raw == NULL)
		crm_oom();
	return CRM_OK;
}

enum crm_status
crm_source_open(const char *path, const char *encoding, struct crm_source **out,
    struct crm_err *err)
{
	struct crm_source *s = calloc(1, sizeof *s);
	enum crm_status status;

	if (path != NULL && strcmp(path, "-") == 0)
		path = NULL;
	if (s == NULL || (s->name = strdup(path ? path : "stdin")) == NULL)
		crm_oom();
	s->fd = -1;
	s->cd = (iconv_t)-1;
	status = open_encoding(s, encoding, err);
	if (status == CRM_OK)
		status = open_fd(s, path, err);
	if (status != CRM_OK) {
		crm_source_close(s);
		s = NULL;
	}
	*out = s;
	return status;
}

void
crm_source_close(struct crm_source *s)
{
	if (s == NULL)
		return;
	if (s->cd != (iconv_t)-1)
		iconv_close(s->cd);
	if (s->own_fd && s->fd != -1)
		close(s->fd);
	free(s->encoding);
	free(s->raw);
	free(s->name);
	free(s);
}

const char *
crm_source_encoding(const struct crm_source *s)
{
	return s->encoding;
}

const char *
crm_source_name(const struct crm_source *s)
{
	return s->name;
}

int64_t
crm_source_size(const struct crm_source *s)
{
	return s->size;
}

int64_t
crm_source_offset(const struct crm_source *s)
{
	return s->at;
}

void
crm_source_rewind(struct crm_source *s)
{
	s->at = 0;
	s->raw_len = 0;
	s->line = 0;
	if (s->cd != (iconv_t)-1)
		iconv(s->cd, NULL, NULL, NULL, NULL);
}

static enum crm_status
bad_bytes(struct crm_source *s, struct crm_err *err)
{
	return crm_fail_line(err, s->line + 1, 0, "not valid %s", s->encoding);
}

static void
count_lines(struct crm_source *s, const char *p, size_t n)
{
	const char *end = p + n;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		s->line++;
		p++;
	}
}

/*
 * One step of decoding.  Bytes that are bad come out as an error only when
 * all the text before them was given, so that it can be read and counted.
 */
static enum crm_status
decode(struct crm_source *s, char *p, size_t n, bool last, size_t *got,
    struct crm_err *err)
{
	char *in = s->raw, *out = p;
	size_t left = s->raw_len, room = n;
	size_t rc = iconv(s->cd, &in, &left, &out, &room);
	int error = rc == (size_t)-1 ? errno : 0;

	if (error == 0 && last)
		iconv(s->cd, NULL, NULL, &out, &room);
	*got = (size_t)(out - p);
	memmove(s->raw, in, left);
	s->raw_len = left;
	count_lines(s, p, *got);
	if (*got == 0 && (error == EILSEQ || (error == EINVAL && last)))
		return bad_bytes(s, err);
	return CRM_OK;
}

enum crm_status
crm_source_read(
    struct crm_source *s, char *p, size_t n, size_t *got, struct crm_err *err)
{
	*got = 0;
	while (*got == 0) {
		bool raw = s->encoding == NULL;
		char *to = raw ? p : s->raw + s->raw_len;
		size_t room = raw ? n : RAW_SIZE - s->raw_len;
		ssize_t n_read = read_at(s, to, room, s->at);
		enum crm_status status;

		if (n_read == -1)
			return fail_errno(err, "cannot read");
		s->at += n_read;
		if (raw) {
			*got = (size_t)n_read;
			return CRM_OK;
		}
		s->raw_len += (size_t)n_read;
		if (s->raw_len == 0)
			return CRM_OK;
		status = decode(s, p, n, n_read == 0, got, err);
		if (status != CRM_OK)
			return status;
	}
	return CRM_OK;
}

enum crm_status
crm_source_hash(struct crm_source *s, char hex[65], struct crm_err *err)
{
	enum crm_status status = CRM_OK;
	struct crm_sha256 sha;
	char *tmp = malloc(RAW_SIZE);
	off_t at = 0;
	ssize_t got;

	if (tmp == NULL)
		crm_oom();
	crm_sha256_init(&sha);
	while ((got = read_at(s, tmp, RAW_SIZE, at)) > 0) {
		crm_sha256_add(&sha, tmp, (size_t)got);
		at += got;
	}
	if (got == -1)
		status = fail_errno(err, "cannot read");
	crm_sha256_hex(&sha, hex);
	free(tmp);
	return status;
}
