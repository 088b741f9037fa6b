/* What the files of the import share. */
#ifndef CRM_STORE_IMPORT_H
#define CRM_STORE_IMPORT_H

#include <crm/import.h>
#include <crm/like.h>

#include "internal.h"

enum { JOIN_MAX = 4 };

/* A text that stands for another, in one field. */
struct value_map {
	struct crm_text from, to;
	struct value_map *next;
};

/* What feeds one field. */
struct feed {
	int field;
	const struct crm_entity *ref;	/* of a reference */
	int column[JOIN_MAX];		/* of the reader; joined by a blank */
	int n;				/* 0: only the default */
	int id_column;			/* a reference's typed id, or -1 */
	bool own_id;			/* the record's id; other ids go to ext */
	int64_t scale;
	struct value_map *values;
	struct crm_text def;		/* p NULL: none */
};

/* Keys of rows and records: hash → record and the line it stood on. */
struct keymap {
	struct key_slot {
		uint64_t hash;		/* 0: free */
		int32_t id;
		uint32_t line;		/* 0: it was in the book */
	} *slot;
	size_t n, cap;
};

/* What tells whether a row is new. */
struct identity {
	int kind;			/* 0: none */
	int field[CRM_KEY_FIELDS];
	int n;
	uint64_t hash;
};

/* A reference to the same entity that is resolved behind the last row. */
struct deferred {
	int64_t id;
	int field;
	struct crm_text text;
	int64_t line;
	struct deferred *next;
};

struct import {
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_reader *r;
	const struct crm_import_opts *o;
	struct crm_import_count *count;
	struct crm_arena arena;		/* the import's */
	struct crm_arena row;		/* one row's */
	struct crm_parse parse;

	struct feed *feed;
	size_t n_feeds;
	int *by_field;			/* index into feed, or -1 */
	size_t mapped_columns;		/* reader columns seen so far */
	bool *used;			/* columns that feed something */
	size_t cap_used;

	struct crm_record rec;
	bool *cleared;			/* fields that \N clears */

	int key;			/* --key, or -1 */
	bool has_identity;
	bool bulk;
	struct keymap ident;
	struct keymap merged;		/* keys of merged records */
	bool by_alias;			/* the row at hand has such a key */
	struct identity who;		/* the row at hand */

	struct keymap like;		/* `line` is an index into kind */
	int *like_field;		/* fields that tell likeness */
	uint64_t *like_hash;		/* of the row at hand, beside them */
	size_t n_like;
	const struct crm_entity *kind[CRM_LIKE_KINDS]; /* e, then the others
					 * that its rows are compared with */
	size_t n_kinds;
	bool like_mapped;		/* the others are in `like` */
	int like_asked;			/* rows before they were */

	struct name_slot *names;	/* references resolved before */
	size_t n_names, cap_names;
	struct deferred *deferred, **deferred_end, **deferred_row;
	bool defers;			/* the row at hand has such references */
	enum crm_status worst;		/* of the refused rows */
	bool *wanted;			/* columns that preloading reads */
	struct crm_buf join;
};

/* map.c: what feeds what, from the headers and the options. */
enum crm_status import_map(struct import *im, struct crm_err *err);
/* JSON rows may bring new columns. */
enum crm_status import_map_more(struct import *im, struct crm_err *err);

/* row.c: a row's cells as im->rec. */
enum crm_status import_convert(struct import *im, const struct crm_row *row,
    struct crm_err *err);
/* Defaults of the command line for a new record. */
enum crm_status import_defaults(struct import *im, int64_t line,
    struct crm_err *err);

/* refs.c */
enum crm_status import_reference(struct import *im, const struct feed *f,
    struct crm_text text, bool typed, struct crm_value *out, bool *later,
    struct crm_err *err);
void import_defer(struct import *im, int field, struct crm_text text,
    int64_t line);
/* Gives the deferred references of the row at hand their record. */
void import_defer_id(struct import *im, int64_t line, int64_t id);
enum crm_status import_resolve_deferred(struct import *im,
    struct crm_err *err);
void import_forget_names(struct import *im);

/* ident.c */
enum crm_status ident_start(struct import *im, struct crm_err *err);
/* The record that the row's identity names: 0 for a new one; *line is where
 * the same identity stood before in this file, or 0. */
enum crm_status ident_find(struct import *im, int64_t *id, int64_t *line,
    struct crm_err *err);
/* Once the row is a record, before anything else of this: its keys, and word
 * to the memory behind them that they will be asked for. */
void ident_row(struct import *im);
void ident_note(struct import *im, int64_t id, int64_t line);

/* A merged record keeps its keys: the row at hand leaves them alone. */
void ident_leave_keys(struct import *im);

/* keymap.c */
enum { KIND_ID = 1, KIND_EXT, KIND_KEY, KIND_OTHER, KIND_LIKE };

uint64_t hash_bytes(uint64_t h, const char *p, size_t n);
uint64_t like_hash(enum crm_type type, struct crm_text t);
void keymap_add(struct keymap *m, uint64_t hash, int64_t id, int64_t line);
/* The same, unless there are so many of this hash and line. */
void keymap_add_some(struct keymap *m, uint64_t hash, int64_t id,
    int64_t line, size_t most);
/* Where the run of a hash may begin. */
static inline size_t
keymap_start(const struct keymap *m, uint64_t hash)
{
	return m->cap == 0 ? 0 : (size_t)hash & (m->cap - 1);
}

/* The next slot with this hash from *at on; NULL at the end of its run. */
static inline const struct key_slot *
keymap_next(const struct keymap *m, uint64_t hash, size_t *at)
{
	if (m->cap == 0)
		return NULL;
	for (;; (*at)++) {
		const struct key_slot *s = &m->slot[*at & (m->cap - 1)];

		if (s->hash == 0)
			return NULL;
		if (s->hash == hash) {
			(*at)++;
			return s;
		}
	}
}

/* Word to the memory behind a hash that it will be asked for. */
static inline void
keymap_prefetch(const struct keymap *m, uint64_t hash)
{
	if (m->cap > 0)
		__builtin_prefetch(&m->slot[hash & (m->cap - 1)]);
}

void keymap_free(struct keymap *m);

/* like.c of the import */
enum crm_status like_start(struct import *im, struct crm_err *err);
/* The hashes of the row at hand. */
void like_row(struct import *im);
/* Records like the row's, at most one of each kind. */
enum crm_status like_find(struct import *im, struct crm_like *out, size_t *n,
    struct crm_err *err);
void like_note(struct import *im, int64_t id);

#endif
