/*
 * Reading ahead: a second thread cuts rows while the first works on those
 * before.  Rows travel in batches that are copied, so nothing is shared but the
 * ring; only the thread that cuts touches the reader's own state meanwhile.
 */
#include "ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BATCHES = 4, BATCH_ROWS = 256, BATCH_BYTES = 256 * 1024 };

/* A row of a batch: its cells, and what was wrong with it. */
struct ahead_row {
	size_t first, n; /* in cell */
	int64_t line;
	bool apart;
	struct crm_text raw;
	enum crm_status status;
	struct crm_err *err; /* in the batch's arena, or NULL */
};

struct batch {
	struct ahead_row row[BATCH_ROWS];
	size_t rows;
	struct crm_cell *cell;
	size_t cells, cells_cap;
	struct crm_arena arena; /* texts and errors */
	size_t bytes;
	int64_t offset; /* of the input behind it */
	bool last;      /* the end, and how it came to it */
	enum crm_status status;
	struct crm_err err;
};

struct crm_ahead {
	struct crm_reader *r;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t turn;
	struct batch ring[BATCHES];
	unsigned made, taken; /* batches so far */
	bool quit;

	size_t at;          /* row of the batch in use */
	struct crm_row row; /* given to the caller */
	int64_t offset;
};

static void
batch_add(struct batch *b, const struct crm_row *row, enum crm_status status,
    const struct crm_err *err)
{
	struct ahead_row *to = &b->row[b->rows++];
	size_t i, bytes = 0;
	char *text;

	*to = (struct ahead_row){ b->cells, row->n, row->line, row->apart,
		{ crm_strndup(
		      &b->arena, row->raw.n > 0 ? row->raw.p : "", row->raw.n),
		    row->raw.n },
		status, NULL };
	b->bytes += row->raw.n;
	if (b->cells + row->n > b->cells_cap) {
		b->cells_cap = (b->cells + row->n) * 2;
		b->cell = realloc(b->cell, b->cells_cap * sizeof *b->cell);
		if (b->cell == NULL)
			crm_oom();
	}
	for (i = 0; i < row->n; i++)
		bytes += row->cell[i].text.n;
	b->bytes += bytes;
	text = crm_room(&b->arena, bytes);
	for (i = 0; i < row->n; i++) {
		struct crm_cell *c = &b->cell[b->cells++];

		*c = row->cell[i];
		if (c->text.n == 0)
			continue;
		c->text.p = memcpy(text, c->text.p, c->text.n);
		text += c->text.n;
	}
	if (status != CRM_OK) {
		to->err = crm_alloc(&b->arena, sizeof *to->err);
		*to->err = *err;
	}
}

static void
batch_fill(struct crm_reader *r, struct batch *b)
{
	struct crm_row *row;
	enum crm_status st;

	crm_arena_reset(&b->arena);
	b->rows = b->cells = b->bytes = 0;
	while (b->rows < BATCH_ROWS && b->bytes < BATCH_BYTES) {
		st = r->ops->next(r, &row, &b->err);
		if (row == NULL) {
			b->last = true;
			b->status = st;
			break;
		}
		batch_add(b, row, st, &b->err);
	}
	b->offset = crm_reader_here(r);
}

static void *
cut_rows(void *ctx)
{
	struct crm_ahead *a = ctx;
	struct batch *b;

	do {
		pthread_mutex_lock(&a->lock);
		while (a->made - a->taken == BATCHES && !a->quit)
			pthread_cond_wait(&a->turn, &a->lock);
		b = a->quit ? NULL : &a->ring[a->made % BATCHES];
		pthread_mutex_unlock(&a->lock);
		if (b == NULL)
			return NULL;
		batch_fill(a->r, b);
		pthread_mutex_lock(&a->lock);
		a->made++;
		pthread_cond_signal(&a->turn);
		pthread_mutex_unlock(&a->lock);
	} while (!b->last);
	return NULL;
}

struct crm_ahead *
crm_ahead_start(struct crm_reader *r)
{
	struct crm_ahead *a = calloc(1, sizeof *a);

	if (a == NULL)
		crm_oom();
	a->r = r;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->turn, NULL);
	if (pthread_create(&a->thread, NULL, cut_rows, a) != 0) {
		free(a);
		return NULL; /* one thread does it as well */
	}
	return a;
}

void
crm_ahead_stop(struct crm_ahead *a)
{
	size_t i;

	if (a == NULL)
		return;
	pthread_mutex_lock(&a->lock);
	a->quit = true;
	pthread_cond_signal(&a->turn);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	for (i = 0; i < BATCHES; i++) {
		free(a->ring[i].cell);
		crm_arena_free(&a->ring[i].arena);
	}
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->turn);
	free(a);
}

/* The batch in use; waits for it. */
static struct batch *
current(struct crm_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->made == a->taken)
		pthread_cond_wait(&a->turn, &a->lock);
	pthread_mutex_unlock(&a->lock);
	return &a->ring[a->taken % BATCHES];
}

static void
give_back(struct crm_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->taken++;
	pthread_cond_signal(&a->turn);
	pthread_mutex_unlock(&a->lock);
	a->at = 0;
}

enum crm_status
crm_ahead_next(struct crm_ahead *a, struct crm_row **row, struct crm_err *err)
{
	struct batch *b = current(a);
	const struct ahead_row *from;

	if (a->at == b->rows && !b->last) {
		give_back(a);
		b = current(a);
	}
	a->offset = b->offset;
	if (a->at == b->rows) {
		*row = NULL;
		*err = b->err;
		return b->status;
	}
	from = &b->row[a->at++];
	a->row = (struct crm_row){ b->cell + from->first, from->n, from->line,
		from->apart, from->raw };
	*row = &a->row;
	if (from->err != NULL)
		*err = *from->err;
	return from->status;
}

int64_t
crm_ahead_offset(const struct crm_ahead *a)
{
	return a->offset;
}
