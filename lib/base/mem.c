/* Arenas and growing buffers. */
#include <crm/base/err.h>
#include <crm/base/mem.h>

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 16 * 1024, FIRST_MEMBERS = 16 };

struct crm_chunk {
	struct crm_chunk *older;
	size_t size;
	alignas(max_align_t) char data[];
};

static void
push_chunk(struct crm_arena *a, size_t size)
{
	struct crm_chunk *c;

	if (size < CHUNK_SIZE)
		size = CHUNK_SIZE;
	c = malloc(sizeof *c + size);
	if (c == NULL)
		crm_oom();
	c->older = a->chunk;
	c->size = size;
	a->chunk = c;
	a->used = 0;
}

static void *
take(struct crm_arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	void *p;

	if (size > SIZE_MAX / 2)
		crm_oom();
	size = (size + align - 1) / align * align;
	if (a->chunk == NULL || a->chunk->size - a->used < size)
		push_chunk(a, size);
	p = a->chunk->data + a->used;
	a->used += size;
	return p;
}

void *
crm_room(struct crm_arena *a, size_t size)
{
	return take(a, size);
}

void *
crm_alloc(struct crm_arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

void *
crm_alloc_n(struct crm_arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 2 / size)
		crm_oom();
	return crm_alloc(a, n * size);
}

void *
crm_grow(struct crm_arena *a, void *list, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return list;
	*cap = *cap == 0 ? FIRST_MEMBERS : *cap * 2;
	if (a == NULL) {
		more = *cap > SIZE_MAX / size ? NULL
					      : realloc(list, *cap * size);
		if (more == NULL)
			crm_oom();
		return more;
	}
	more = crm_alloc_n(a, *cap, size);
	if (n > 0)
		memcpy(more, list, n * size);
	return more;
}

char *
crm_strndup(struct crm_arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
crm_strdup(struct crm_arena *a, const char *s)
{
	return crm_strndup(a, s, strlen(s));
}

char *
crm_sprintf(struct crm_arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		crm_oom();
	p = take(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

static void
drop_chunks(struct crm_chunk *c)
{
	while (c != NULL) {
		struct crm_chunk *older = c->older;

		free(c);
		c = older;
	}
}

void
crm_arena_reset(struct crm_arena *a)
{
	if (a->chunk == NULL)
		return;
	drop_chunks(a->chunk->older);
	a->chunk->older = NULL;
	a->used = 0;
}

void
crm_arena_free(struct crm_arena *a)
{
	drop_chunks(a->chunk);
	a->chunk = NULL;
	a->used = 0;
}

char *
crm_buf_room(struct crm_buf *b, size_t n)
{
	if (n >= SIZE_MAX / 2 - b->len)
		crm_oom();
	if (b->len + n + 1 > b->cap) {
		size_t cap = b->cap < 128 ? 128 : b->cap * 2;

		if (cap < b->len + n + 1)
			cap = b->len + n + 1;
		b->data = realloc(b->data, cap);
		if (b->data == NULL)
			crm_oom();
		b->cap = cap;
	}
	return b->data + b->len;
}

void
crm_buf_str(struct crm_buf *b, const char *s)
{
	crm_buf_add(b, s, strlen(s));
}

void
crm_buf_vprintf(struct crm_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		crm_oom();
	vsnprintf(crm_buf_room(b, (size_t)n), (size_t)n + 1, fmt, again);
	va_end(again);
	b->len += (size_t)n;
}

void
crm_buf_printf(struct crm_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	crm_buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
crm_buf_clear(struct crm_buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
crm_buf_free(struct crm_buf *b)
{
	free(b->data);
	*b = (struct crm_buf)CRM_BUF_INIT;
}
