/*
 * Memory: an arena for what lives as long as a command or a record, and a
 * growable buffer for bytes.
 *
 * One arena a command, one scratch arena a record that is reset after each, so
 * that a million rows stream in constant space.  What the library returns is
 * freed by the arena it was given, or by its own _close; the caller frees
 * nothing.  Running out of memory ends the process (crm_oom).
 */
#ifndef CRM_MEM_H
#define CRM_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct crm_arena {
	struct crm_chunk *chunk; /* the newest, filled from its start */
	size_t used;             /* bytes used in it */
};

#define CRM_ARENA_INIT \
	{ \
		NULL, 0 \
	}

/* Zeroed memory, aligned for any type.  Never NULL. */
void *crm_alloc(struct crm_arena *a, size_t size);
/* The same as it is, for who fills all of it. */
void *crm_room(struct crm_arena *a, size_t size);
/* The same for n members, zeroed; ends the process where n * size overflows. */
void *crm_alloc_n(struct crm_arena *a, size_t n, size_t size);
/*
 * Room for one more in a list of n members of `size` bytes, of which *cap fit:
 * the list as it is, or a larger copy, which doubles.  A list begins as NULL
 * with *cap 0.  Without an arena the list is memory of its own, to be freed.
 */
void *
crm_grow(struct crm_arena *a, void *list, size_t n, size_t *cap, size_t size);
char *crm_strdup(struct crm_arena *a, const char *s);
char *crm_strndup(struct crm_arena *a, const char *s, size_t n);
char *crm_sprintf(struct crm_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Forgets everything allocated, keeps one chunk for reuse. */
void crm_arena_reset(struct crm_arena *a);
/* Gives everything back. */
void crm_arena_free(struct crm_arena *a);

/* Bytes; data is NUL-terminated after any append, the NUL not counted. */
struct crm_buf {
	char *data;
	size_t len;
	size_t cap;
};

#define CRM_BUF_INIT \
	{ \
		NULL, 0, 0 \
	}

/* Makes room for n more bytes and the NUL; returns where they go.  The caller
 * writes them and adds to len. */
char *crm_buf_room(struct crm_buf *b, size_t n);

static inline void
crm_buf_add(struct crm_buf *b, const void *p, size_t n)
{
	char *at = b->cap - b->len > n ? b->data + b->len : crm_buf_room(b, n);

	if (n > 0)
		memcpy(at, p, n);
	at[n] = '\0';
	b->len += n;
}

static inline void
crm_buf_char(struct crm_buf *b, char c)
{
	char *at = b->cap - b->len > 1 ? b->data + b->len : crm_buf_room(b, 1);

	at[0] = c;
	at[1] = '\0';
	b->len++;
}

void crm_buf_str(struct crm_buf *b, const char *s);
void crm_buf_printf(struct crm_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void crm_buf_vprintf(struct crm_buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
/* Decimal digits of v. */
void crm_buf_int(struct crm_buf *b, int64_t v);
/* len = 0, the memory kept. */
void crm_buf_clear(struct crm_buf *b);
void crm_buf_free(struct crm_buf *b);

#endif
