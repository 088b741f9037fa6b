/*
 * Keys of rows and records.  A table of 64-bit hashes in memory leads to notes
 * in a temporary file, which have the keys themselves: so the answer is exact,
 * the memory small, and the book need not be asked.
 */
#include "import.h"

#include <crm/base/hash.h>
#include <crm/io/temp.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	TAIL_BYTES = 1 << 18, /* the newest notes, not written yet */
	READ_BYTES = 256,     /* most notes are shorter */
};

/* What a note begins with; the lengths of its texts follow, then these. */
struct head {
	int64_t id, line;
	uint64_t who;
};

uint64_t
key_hash(uint64_t h, const char *p, size_t n)
{
	h = crm_mix(crm_mix_text(h, (struct crm_text){ p, n }), 0);
	return h == 0 ? 1 : h;
}

/* ---- hashes ---- */

static void
keymap_grow(struct keymap *m, size_t cap)
{
	struct keymap old = *m;
	size_t i, at;

	m->cap = cap;
	m->slot = calloc(m->cap, sizeof *m->slot);
	if (m->slot == NULL)
		crm_oom();
	for (i = 0; i < old.cap; i++) {
		if (old.slot[i].hash == 0)
			continue;
		at = (size_t)old.slot[i].hash & (m->cap - 1);
		while (m->slot[at].hash != 0)
			at = (at + 1) & (m->cap - 1);
		m->slot[at] = old.slot[i];
	}
	free(old.slot);
}

/* The next free slot from a place on. */
static void
keymap_put(struct keymap *m, size_t at, uint64_t hash, int64_t what)
{
	while (m->slot[at].hash != 0)
		at = (at + 1) & (m->cap - 1);
	m->slot[at] = (struct key_slot){ hash, what };
	m->n++;
}

static void
keymap_make_room(struct keymap *m)
{
	if ((m->n + 1) * 10 > m->cap * 7)
		keymap_grow(m, m->cap == 0 ? 1 << 12 : m->cap * 2);
}

void
keymap_add(struct keymap *m, uint64_t hash, int64_t what)
{
	keymap_make_room(m);
	keymap_put(m, (size_t)hash & (m->cap - 1), hash, what);
}

static const struct key_slot *
run_from(const struct keymap *m, uint64_t hash, size_t at)
{
	for (;; at++) {
		const struct key_slot *s = &m->slot[at & (m->cap - 1)];

		if (s->hash == 0)
			return NULL;
		if (s->hash == hash)
			return s;
	}
}

const struct key_slot *
keymap_first(const struct keymap *m, uint64_t hash)
{
	return m->cap == 0 ? NULL : run_from(m, hash, (size_t)hash);
}

const struct key_slot *
keymap_next(const struct keymap *m, uint64_t hash, const struct key_slot *s)
{
	return run_from(m, hash, (size_t)(s - m->slot) + 1);
}

void
keymap_free(struct keymap *m)
{
	free(m->slot);
	*m = (struct keymap){ NULL, 0, 0 };
}

/* ---- notes ---- */

static enum crm_status
write_tail(struct notes *n, struct crm_err *err)
{
	int error;

	if (!n->file && (n->fd = crm_temp_file(err)) == -1)
		return CRM_FAIL;
	n->file = true;
	error = crm_write_all(n->fd, n->tail.data, n->tail.len);
	if (error != 0)
		return crm_fail(err, CRM_FAIL,
		    "cannot write a temporary file "
		    "in '%s': %s",
		    crm_temp_dir(), strerror(error));
	n->start += (int64_t)n->tail.len;
	crm_buf_clear(&n->tail);
	return CRM_OK;
}

enum crm_status
notes_add(struct notes *n, const struct note *note, size_t texts, int64_t *at,
    struct crm_err *err)
{
	struct head head = { note->id, note->line, note->who };
	size_t i, bytes = sizeof head + texts * sizeof(uint32_t);
	uint32_t length;
	char *to;

	if (n->tail.len >= TAIL_BYTES && write_tail(n, err) != CRM_OK)
		return CRM_FAIL;
	*at = n->start + (int64_t)n->tail.len;
	for (i = 0; i < texts; i++)
		bytes += note->text[i].n;
	to = crm_buf_room(&n->tail, bytes);
	n->tail.len += bytes;
	memcpy(to, &head, sizeof head);
	to += sizeof head;
	for (i = 0; i < texts; i++, to += sizeof length) {
		length = (uint32_t)note->text[i].n;
		memcpy(to, &length, sizeof length);
	}
	for (i = 0; i < texts; to += note->text[i].n, i++)
		if (note->text[i].n > 0)
			memcpy(to, note->text[i].p, note->text[i].n);
	return CRM_OK;
}

/* At least `bytes` of the note, which are there. */
static enum crm_status
read_back(struct notes *n, int64_t at, size_t bytes, struct crm_err *err)
{
	size_t most = bytes > READ_BYTES ? bytes : READ_BYTES;

	while (n->back.len < bytes) {
		char *to = crm_buf_room(&n->back, most - n->back.len);
		ssize_t got = pread(
		    n->fd, to, most - n->back.len, at + (int64_t)n->back.len);

		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return crm_fail(err, CRM_FAIL,
			    "cannot read a temporary "
			    "file in '%s': %s",
			    crm_temp_dir(),
			    got == 0 ? crm_tr("it has become shorter")
				     : strerror(errno));
		n->back.len += (size_t)got;
	}
	return CRM_OK;
}

/* The first `bytes` of the note; NULL with err filled. */
static const char *
note_bytes(struct notes *n, int64_t at, size_t bytes, struct crm_err *err)
{
	if (at >= n->start)
		return n->tail.data + (at - n->start);
	return read_back(n, at, bytes, err) == CRM_OK ? n->back.data : NULL;
}

enum crm_status
notes_read(struct notes *n, int64_t at, struct note *note, size_t texts,
    struct crm_err *err)
{
	size_t i, bytes = sizeof(struct head) + texts * sizeof(uint32_t);
	uint32_t length;
	struct head head;
	const char *p;

	crm_buf_clear(&n->back);
	if ((p = note_bytes(n, at, bytes, err)) == NULL)
		return CRM_FAIL;
	memcpy(&head, p, sizeof head);
	note->id = head.id;
	note->line = head.line;
	note->who = head.who;
	for (i = 0; i < texts; i++) {
		memcpy(&length, p + sizeof head + i * sizeof length,
		    sizeof length);
		note->text[i].n = length;
		bytes += length;
	}
	if ((p = note_bytes(n, at, bytes, err)) == NULL)
		return CRM_FAIL;
	p += bytes;
	for (i = texts; i-- > 0;) {
		p -= note->text[i].n;
		note->text[i].p = p;
	}
	return CRM_OK;
}

void
notes_free(struct notes *n)
{
	if (n->file)
		close(n->fd);
	crm_buf_free(&n->tail);
	crm_buf_free(&n->back);
	*n = (struct notes){ 0 };
}
