/*
 * Where input comes from: the one opener of files, standard input and pipes.
 *
 * A source gives bytes; an input is a window over them that the readers of
 * formats scan.  Nothing here knows about records.
 */
#ifndef CRM_IO_SOURCE_H
#define CRM_IO_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/io/temp.h>
#include <crm/base/text.h>

enum { CRM_INPUT_CHUNK = 256 * 1024 };
/* No record is longer: a quote that is never closed must not read the rest of
 * a large file into memory. */
enum { CRM_RECORD_MAX = 64 * 1024 * 1024 };

struct crm_source;

/* `path` NULL or "-" is standard input.  A pipe is spooled to its end. */
enum crm_status crm_source_open(const char *path, const char *encoding,
    struct crm_source **out, struct crm_err *err);
void crm_source_close(struct crm_source *s);

/* What the first bytes say that it is. */
enum crm_source_kind {
	CRM_SOURCE_TEXT, /* or anything else */
	CRM_SOURCE_ZIP,
	CRM_SOURCE_OLE, /* of old office programs; also around encrypted files */
};
enum crm_status crm_source_kind(
    struct crm_source *s, enum crm_source_kind *kind, struct crm_err *err);
/* Refuses what is no text, or in an encoding that was not named. */
enum crm_status crm_source_text(struct crm_source *s, struct crm_err *err);
/* The bytes as they are stored, from *start on, as a stream of its own, which
 * the caller closes; NULL with err filled where it fails. */
FILE *
crm_source_file(struct crm_source *s, int64_t *start, struct crm_err *err);
/* Whether these bytes are somewhere in what is stored. */
enum crm_status crm_source_holds(struct crm_source *s, struct crm_text what,
    bool *holds, struct crm_err *err);

/* NULL: UTF-8. */
const char *crm_source_encoding(const struct crm_source *s);
const char *crm_source_name(const struct crm_source *s);
int64_t crm_source_size(const struct crm_source *s);
int64_t crm_source_offset(const struct crm_source *s);
void crm_source_rewind(struct crm_source *s);
/* Up to n (at least 64) bytes of UTF-8; *got is 0 at the end. */
enum crm_status crm_source_read(
    struct crm_source *s, char *p, size_t n, size_t *got, struct crm_err *err);
/* SHA-256 of the bytes as they are stored, in hex. */
enum crm_status
crm_source_hash(struct crm_source *s, char hex[65], struct crm_err *err);

/* Encodings that text which is not UTF-8 may be in, the likely ones first. */
enum { CRM_ENCODINGS = 4 };
extern const char *const crm_encodings[CRM_ENCODINGS];

/* Lines beyond ASCII: that are UTF-8, and that are not. */
struct crm_verdict {
	int64_t good, bad;
};
/* Reads all of the source, and appends the names of encodings in which every line is
 * text to `fit`. */
enum crm_status crm_source_judge(struct crm_source *s, struct crm_verdict *v,
    struct crm_buf *fit, struct crm_err *err);

/* Appends the names of encodings in which the bytes would be valid text,
 * ", " between; nothing where none is. */
void crm_encodings_fit(struct crm_buf *out, struct crm_text bytes);
/* Appends the text in UTF-8; false where the encoding is not known or does not
 * fit, out is then unchanged. */
bool
crm_recode(struct crm_buf *out, struct crm_text bytes, const char *encoding);

struct crm_input {
	struct crm_source *src;
	char *data;
	size_t len, cap;
	size_t pos;   /* the next byte to look at */
	size_t keep;  /* bytes before it may be dropped */
	int64_t base; /* offset in the text of data[0] */
	bool eof;
};

/* Begins (again): window empty, byte order mark skipped. */
enum crm_status crm_input_start(struct crm_input *in, struct crm_err *err);
/* Drops what is before keep, moves pos with it, reads more or sets eof.  Data
 * moves: only offsets survive a call. */
enum crm_status crm_input_fill(struct crm_input *in, struct crm_err *err);
void crm_input_free(struct crm_input *in);

#endif
