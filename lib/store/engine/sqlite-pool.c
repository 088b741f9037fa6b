/*
 * The memory that SQLite works with.  To open a book SQLite makes some
 * thousands of small blocks (each table, column and index) and gives them back
 * at the end; with malloc that was a fifth of what a short command cost.
 *
 * Blocks come in steps of STEP bytes, a list of free ones for each size; a list
 * that is empty takes from the chunk at hand.  Nothing goes back to malloc, so
 * a long command has of each size as many as it needed at once.  Large blocks
 * are malloc's own.  In front of each block stands how much it holds.
 *
 * SQLite has one allocator a process and gives it no context: the pool is the
 * one thing here that is global.
 *
 * Where programs watch their memory, nobody but the pool may touch a front or a free
 * block, so that writing past a block and using one that was given back are seen as
 * with malloc.  What is not given back when the last connection has closed ends the
 * program: the pool still knows such blocks, so nobody else would miss them.
 */
#include "sqlite-pool.h"

#include <pthread.h>
#ifdef CRM_SANITIZED
#include <sanitizer/asan_interface.h>
#endif
#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEP = 16,
	SIZES = 66, /* up to a piece of a journal in memory, 1 KiB */
	CHUNK = 64 * 1024 - 128, /* with malloc's own, below a power of two */
};

/* What stands in front; behind it, the next free one where it is free. */
struct block {
	uint64_t holds; /* bytes behind */
	struct block *next;
};

enum { FRONT = offsetof(struct block, next) };

/* What begins a chunk: the one before. */
struct chunk {
	struct chunk *before;
	uint64_t pad; /* blocks begin at whole steps */
};

struct pool {
	pthread_mutex_t lock; /* held where `shared` */
	bool shared;
	unsigned connections; /* counted where memory is watched, like blocks */
	size_t out,
	    began; /* blocks; when the first of the connections opened */
	struct chunk *chunks;
	char *chunk, *end; /* what is left of the chunk at hand */
	struct block *free[SIZES];
};

static struct pool pool = { .lock = PTHREAD_MUTEX_INITIALIZER };

#ifdef CRM_SANITIZED
/* The pool's own hands. */
#define UNWATCHED __attribute__((no_sanitize_address))

static void
open_up(struct block *b, uint64_t holds)
{
	ASAN_UNPOISON_MEMORY_REGION(&b->next, holds);
}

static void
shut(struct block *b, uint64_t holds)
{
	ASAN_POISON_MEMORY_REGION(&b->next, holds);
}

static void
shut_chunk(struct chunk *c)
{
	ASAN_POISON_MEMORY_REGION(c + 1, CHUNK - sizeof *c);
}

static void
count(int n)
{
	__atomic_add_fetch(&pool.out, (size_t)n, __ATOMIC_RELAXED);
}

void
crm_sqlite_pool_opens(void)
{
	if (pool.connections++ == 0) {
		sqlite3_initialize();
		pool.began = pool.out;
	}
}

void
crm_sqlite_pool_closed(void)
{
	if (--pool.connections == 0 && pool.out != pool.began)
		__builtin_trap();
}
#else
#define UNWATCHED

static void
open_up(struct block *b, uint64_t holds)
{
	(void)b, (void)holds;
}

static void
shut(struct block *b, uint64_t holds)
{
	(void)b, (void)holds;
}

static void
shut_chunk(struct chunk *c)
{
	(void)c;
}

static void
count(int n)
{
	(void)n;
}

void
crm_sqlite_pool_opens(void)
{
}

void
crm_sqlite_pool_closed(void)
{
}
#endif

static void
enter(void)
{
	if (pool.shared)
		pthread_mutex_lock(&pool.lock);
}

static void
leave(void)
{
	if (pool.shared)
		pthread_mutex_unlock(&pool.lock);
}

static struct block *
block_of(void *p)
{
	return (struct block *)((char *)p - FRONT);
}

/* Which list: blocks with their front are 1 to SIZES steps long. */
static size_t
list_of(uint64_t holds)
{
	return (size_t)(holds + FRONT) / STEP - 1;
}

/* What a block for n bytes holds: with its front, whole steps. */
static int
round_up(int n)
{
	return (int)(((unsigned)n + FRONT + STEP - 1) / STEP * STEP) - FRONT;
}

/* From the chunk at hand; what was left of the one before is too little to
 * matter. */
static struct block *
cut(size_t bytes)
{
	struct block *b;

	if ((size_t)(pool.end - pool.chunk) < bytes) {
		struct chunk *chunk = malloc(CHUNK);

		if (chunk == NULL)
			return NULL;
		chunk->before = pool.chunks;
		shut_chunk(chunk);
		pool.chunks = chunk;
		pool.chunk = (char *)(chunk + 1);
		pool.end = (char *)chunk + CHUNK;
	}
	b = (struct block *)pool.chunk;
	pool.chunk += bytes;
	return b;
}

UNWATCHED static struct block *
take(int holds)
{
	size_t i = list_of((uint64_t)holds);
	struct block *b;

	if (i >= SIZES)
		return malloc((size_t)holds + FRONT);
	enter();
	if ((b = pool.free[i]) != NULL)
		pool.free[i] = b->next;
	else
		b = cut((size_t)holds + FRONT);
	leave();
	if (b != NULL)
		open_up(b, (uint64_t)holds);
	return b;
}

UNWATCHED static void *
pool_malloc(int n)
{
	int holds = round_up(n);
	struct block *b = take(holds);

	if (b == NULL)
		return NULL;
	count(1);
	b->holds = (uint64_t)holds;
	return &b->next;
}

UNWATCHED static void
pool_free(void *p)
{
	struct block *b = block_of(p);
	size_t i = list_of(b->holds);

	count(-1);
	if (i >= SIZES) {
		free(b);
		return;
	}
	shut(b, b->holds);
	enter();
	b->next = pool.free[i];
	pool.free[i] = b;
	leave();
}

UNWATCHED static int
pool_size(void *p)
{
	return p == NULL ? 0 : (int)block_of(p)->holds;
}

/* A block that does not come from a list goes to malloc, and stays with it. */
UNWATCHED static void *
pool_realloc(void *p, int n)
{
	struct block *b = block_of(p);
	int holds = round_up(n);
	void *q;

	if ((uint64_t)holds == b->holds)
		return p;
	if (list_of(b->holds) >= SIZES && list_of((uint64_t)holds) >= SIZES) {
		if ((b = realloc(b, (size_t)holds + FRONT)) == NULL)
			return NULL;
		b->holds = (uint64_t)holds;
		return &b->next;
	}
	if ((q = pool_malloc(n)) == NULL)
		return NULL;
	memcpy(q, p, b->holds < (uint64_t)holds ? b->holds : (size_t)holds);
	pool_free(p);
	return q;
}

static int
pool_init(void *context)
{
	(void)context;
	return SQLITE_OK;
}

static void
pool_shutdown(void *context)
{
	(void)context;
}

void
crm_sqlite_pool_use(void)
{
	static const struct sqlite3_mem_methods methods = {
		.xMalloc = pool_malloc,
		.xFree = pool_free,
		.xRealloc = pool_realloc,
		.xSize = pool_size,
		.xRoundup = round_up,
		.xInit = pool_init,
		.xShutdown = pool_shutdown,
	};

	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void
crm_sqlite_pool_share(bool shared)
{
	pool.shared = shared;
}
