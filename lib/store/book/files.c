/* Files that belong to a book: in, out, all of them. */
#include "store/book/files.h"

#include <crm/base/sha256.h>

#include <crm/io/place.h>
#include <crm/io/temp.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- in ---- */

struct crm_incoming {
	struct crm_store *store;
	struct crm_arena arena;
	const char *folder; /* NULL: the book has rows */
	const char *part;   /* its name as long as it has no other */
	int fd;
	bool dry;
	int64_t most;
	struct crm_sha256 sum;
	struct crm_file file;
};

static enum crm_status
failed(const char *name, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", name, strerror(errno));
}

enum crm_status
crm_incoming_open(struct crm_store *s, int64_t most, bool dry,
    struct crm_incoming **out, struct crm_err *err)
{
	struct crm_incoming *in = calloc(1, sizeof *in);
	enum crm_status st = CRM_OK;

	if (in == NULL)
		crm_oom();
	*out = in;
	in->store = s;
	in->most = most;
	in->dry = dry;
	in->fd = -1;
	crm_sha256_init(&in->sum);
	if (!dry)
		in->folder = folder_of(&in->arena, s->opts.where);
	if (in->folder == NULL) {
		in->fd = crm_temp_file(err);
		return in->fd == -1 ? CRM_FAIL : CRM_OK;
	}
	if ((st = folder_make(&in->arena, s->opts.where, s->opts.where, err)) !=
	    CRM_OK)
		return st;
	st = folder_part(&in->arena, in->folder, &in->part, &in->fd, err);
	if (st != CRM_OK)
		in->part = NULL;
	return st;
}

enum crm_status
crm_incoming_add(
    struct crm_incoming *in, const char *p, size_t n, struct crm_err *err)
{
	if ((int64_t)n > in->most - in->file.size)
		return crm_fail(err, CRM_RULE,
		    "is larger than %lld bytes, the most that an attachment may "
		    "have (crm-admin setting add name=attachment_max value=…)",
		    (long long)in->most);
	in->file.size += (int64_t)n;
	crm_sha256_add(&in->sum, p, n);
	errno = crm_write_all(in->fd, p, n);
	return errno == 0
	    ? CRM_OK
	    : failed(in->part == NULL ? crm_temp_dir() : in->part, err);
}

enum crm_status
crm_incoming_read(
    struct crm_incoming *in, int fd, const char *name, struct crm_err *err)
{
	char piece[1 << 16];
	enum crm_status st = CRM_OK;
	ssize_t n;

	do {
		n = read(fd, piece, sizeof piece);
		if (n == -1 && errno != EINTR)
			return failed(name, err);
		if (n > 0)
			st = crm_incoming_add(in, piece, (size_t)n, err);
	} while (st == CRM_OK && n != 0);
	return st;
}

static enum crm_status
place(struct crm_incoming *in, struct crm_err *err)
{
	enum crm_status st = folder_keep(&in->arena, in->folder,
	    in->store->opts.where, in->part, in->fd, in->file.sha256, err);

	if (st == CRM_OK)
		in->part = NULL;
	return st;
}

enum crm_status
crm_incoming_end(
    struct crm_incoming *in, struct crm_file *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	crm_sha256_hex(&in->sum, in->file.sha256);
	if (in->folder != NULL)
		st = place(in, err);
	*out = in->file;
	return st;
}

/* Somebody has removed it since, before a record named it: what is still open is
 * written once more. */
static enum crm_status
place_again(struct crm_incoming *in, struct crm_err *err)
{
	char piece[1 << 16];
	int from = in->fd;
	off_t at = 0;
	ssize_t n = 0;
	enum crm_status st = folder_part(
	    &in->arena, in->folder, &in->part, &in->fd, err);

	if (st != CRM_OK) {
		in->part = NULL;
		in->fd = from;
		return st;
	}
	while (st == CRM_OK && (n = pread(from, piece, sizeof piece, at)) > 0) {
		errno = crm_write_all(in->fd, piece, (size_t)n);
		if (errno != 0)
			st = failed(in->part, err);
		at += n;
	}
	if (st == CRM_OK && n == -1)
		st = failed(in->part, err);
	close(from);
	return st == CRM_OK ? place(in, err) : st;
}

enum crm_status
crm_incoming_enter(struct crm_incoming *in, struct crm_err *err)
{
	enum crm_status st;
	bool have;
	int fd;

	if (in->dry)
		return CRM_OK;
	if (in->folder == NULL) {
		st = rows_have(in->store, in->file.sha256, &have, err);
		if (st == CRM_OK && !have)
			st = rows_write(
			    in->store, in->file.sha256, in->fd, err);
		return st;
	}
	fd = folder_open(&in->arena, in->folder, in->file.sha256);
	if (fd == -1)
		return place_again(in, err);
	close(fd);
	return CRM_OK;
}

void
crm_incoming_close(struct crm_incoming *in)
{
	if (in == NULL)
		return;
	if (in->part != NULL)
		unlink(in->part);
	if (in->fd != -1)
		close(in->fd);
	crm_arena_free(&in->arena);
	free(in);
}

/* ---- out ---- */

/* Passes pieces on, and knows what they were. */
struct passing {
	crm_file_take *take;
	void *ctx;
	struct crm_sha256 sum;
	int64_t size;
};

static enum crm_status
pass(void *ctx, const char *p, size_t n, struct crm_err *err)
{
	struct passing *x = ctx;

	x->size += (int64_t)n;
	crm_sha256_add(&x->sum, p, n);
	return x->take == NULL ? CRM_OK : x->take(x->ctx, p, n, err);
}

static enum crm_status
read_open(int fd, const char *name, struct passing *x, struct crm_err *err)
{
	char piece[1 << 16];
	enum crm_status st = CRM_OK;
	ssize_t n;

	do {
		n = read(fd, piece, sizeof piece);
		if (n == -1 && errno != EINTR)
			return failed(name, err);
		if (n > 0)
			st = pass(x, piece, (size_t)n, err);
	} while (st == CRM_OK && n != 0);
	return st;
}

/* From the folder, else from the rows. */
static enum crm_status
read_any(struct crm_store *s, const struct crm_file *f, struct passing *x,
    bool *found, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int fd = folder_open(&a, folder_of(&a, s->opts.where), f->sha256);
	enum crm_status st;

	crm_sha256_init(&x->sum);
	*found = fd != -1;
	if (fd != -1) {
		st = read_open(fd, f->sha256, x, err);
		close(fd);
	} else
		st = rows_read(s, f->sha256, found, pass, x, err);
	crm_arena_free(&a);
	return st;
}

static bool
is_same(struct passing *x, const struct crm_file *f)
{
	char hex[CRM_SHA256_HEX + 1];

	crm_sha256_hex(&x->sum, hex);
	return x->size == f->size && strcmp(hex, f->sha256) == 0;
}

enum crm_status
crm_file_read(struct crm_store *s, const struct crm_file *f,
    crm_file_take *take, void *ctx, struct crm_err *err)
{
	struct passing x = { .take = take, .ctx = ctx };
	bool found;
	enum crm_status st = read_any(s, f, &x, &found, err);

	if (st != CRM_OK)
		return st;
	if (!found)
		return crm_fail(err, CRM_FAIL,
		    "its file is not there: %s; attach it again, or take it from a "
		    "backup; crm-admin check lists all such",
		    f->sha256);
	return is_same(&x, f)
	    ? CRM_OK
	    : crm_fail(err, CRM_FAIL,
		  "its file is not what it was: %s; attach it again, or take it from a "
		  "backup; crm-admin check lists all such",
		  f->sha256);
}

static enum crm_status
look_deep(struct crm_store *s, const struct crm_file *f,
    enum crm_file_state *state, struct crm_err *err)
{
	struct passing x = { .take = NULL };
	bool found;
	enum crm_status st = read_any(s, f, &x, &found, err);

	*state = !found      ? CRM_FILE_MISSING
	    : is_same(&x, f) ? CRM_FILE_SOUND
			     : CRM_FILE_CHANGED;
	return st;
}

enum crm_status
crm_file_look(struct crm_store *s, const struct crm_file *f, bool deep,
    enum crm_file_state *state, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t size;
	bool have, in_folder;

	if (deep)
		return look_deep(s, f, state, err);
	in_folder = folder_size(
	    &a, folder_of(&a, s->opts.where), f->sha256, &size);
	crm_arena_free(&a);
	if (in_folder) {
		*state = size == f->size ? CRM_FILE_SOUND : CRM_FILE_CHANGED;
		return CRM_OK;
	}
	st = rows_have(s, f->sha256, &have, err);
	*state = have ? CRM_FILE_SOUND : CRM_FILE_MISSING;
	return st;
}

/* ---- what nobody needs ---- */

static enum crm_status
take_away(struct crm_store *s, const char *sha256, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *folder = folder_of(&a, s->opts.where), *path;
	enum crm_status st = CRM_OK;

	if (folder != NULL) {
		path = folder_path(&a, folder, sha256);
		if (unlink(path) != 0 && errno != ENOENT)
			st = failed(path, err);
	}
	crm_arena_free(&a);
	return st == CRM_OK ? rows_remove(s, sha256, err) : st;
}

struct collecting {
	const char *used;
	const char **known; /* what it gave, sorted: most files are there */
	size_t n;
	bool dry;
	crm_file_each *each;
	void *ctx;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_known(const struct collecting *c, const char *sha256)
{
	return c->n > 0 &&
	    bsearch(&sha256, c->known, c->n, sizeof *c->known, by_name) != NULL;
}

static enum crm_status
load_known(struct crm_store *s, struct collecting *c, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, c->used, &q, err);
	size_t cap = 0;
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		c->known = crm_grow(a, c->known, c->n, &cap, sizeof *c->known);
		c->known[c->n++] = crm_strndup(a, t.p, t.n);
	}
	if (c->n > 0)
		qsort(c->known, c->n, sizeof *c->known, by_name);
	return st;
}

/* Locked first: who is about to name it has it until then, and is seen. */
static enum crm_status
collect_one(struct crm_store *s, const struct collecting *c,
    const struct crm_file *f, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool used = is_known(c, f->sha256);

	if (used)
		return CRM_OK;
	if ((st = rows_lock(s, f->sha256, err)) != CRM_OK)
		return st;
	crm_buf_printf(&sql, "%s AND \"sha256\" = ? LIMIT 1", c->used);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(f->sha256)));
	if ((st = crm_step(q, &used, err)) != CRM_OK)
		return st;
	if (used) {
		crm_reset(q);
		return CRM_OK;
	}
	if (!c->dry && (st = take_away(s, f->sha256, err)) != CRM_OK)
		return st;
	return c->each(c->ctx, f, err);
}

/* Those of the folder, and those that are rows. */
static enum crm_status
list_all(struct crm_store *s, struct crm_arena *a, struct crm_file **list,
    size_t *n, struct crm_err *err)
{
	const char *folder = folder_of(a, s->opts.where), **names;
	enum crm_status st;
	size_t i, in_folder;

	if ((st = folder_list(a, folder, &names, &in_folder, err)) != CRM_OK)
		return st;
	if ((st = rows_list(s, a, &names, &in_folder, err)) != CRM_OK)
		return st;
	*list = crm_alloc_n(a, in_folder + 1, sizeof **list);
	for (i = *n = 0; i < in_folder; i++) {
		struct crm_file *f = &(*list)[*n];

		memcpy(f->sha256, names[i], sizeof f->sha256);
		if (*n > 0 && strcmp(f[-1].sha256, f->sha256) == 0)
			continue;
		if (folder == NULL ||
		    !folder_size(a, folder, f->sha256, &f->size))
			f->size = -1;
		++*n;
	}
	return CRM_OK;
}

enum crm_status
crm_file_collect(struct crm_store *s, const char *used, bool dry,
    crm_file_each *each, void *ctx, struct crm_err *err)
{
	struct collecting c = {
		.used = used, .dry = dry, .each = each, .ctx = ctx
	};
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_file *list;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = s->engine->begin(s->db, true, 0, err)) == CRM_OK &&
	    (st = load_known(s, &c, &a, err)) == CRM_OK)
		st = list_all(s, &a, &list, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = collect_one(s, &c, &list[i], err);
	if (st == CRM_OK && !dry)
		st = s->engine->commit(s->db, err);
	if (st != CRM_OK || dry)
		s->engine->rollback(s->db);
	crm_arena_free(&a);
	return st;
}
