/* Files as rows of the book, in pieces, for no row should be as large as a file. */
#include "store/book/files.h"

#include <crm/base/base64.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum crm_status
rows_have(
    struct crm_store *s, const char *sha256, bool *yes, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(sha256)), found;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_str(&sql,
	    "SELECT \"part\" FROM file_part WHERE \"sha256\" = ? "
	    "AND \"part\" = 0");
	/* Locked against who removes files. */
	if (s->tx.open && s->engine->to_refer != NULL)
		crm_buf_str(&sql, s->engine->to_refer);
	st = crm_get_int(s, sql.data, &v, 1, &found, err);
	crm_buf_free(&sql);
	*yes = st == CRM_OK && found.kind == CRM_INT;
	return st;
}

/* As much as there is, up to n. */
static ssize_t
read_full(int fd, char *p, size_t n, off_t from)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = pread(fd, p + got, n - got, from + (off_t)got);

		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (ssize_t)got;
}

static enum crm_status
write_piece(struct crm_store *s, const char *sha256, int64_t part,
    struct crm_text data, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(sha256)),
		crm_value_int(part), crm_value_text(data) };

	return crm_run(s,
	    "INSERT INTO file_part (\"sha256\", \"part\", \"data\") "
	    "VALUES (?, ?, ?) ON CONFLICT (\"sha256\", \"part\") DO NOTHING",
	    v, sizeof v / sizeof *v, err);
}

/* One that is empty has a piece, too: null. */
enum crm_status
rows_write(struct crm_store *s, const char *sha256, int fd, struct crm_err *err)
{
	struct crm_buf piece = CRM_BUF_INIT, text = CRM_BUF_INIT;
	char *to = crm_buf_room(&piece, FILE_CHUNK);
	enum crm_status st = CRM_OK;
	int64_t part = 0;
	ssize_t n;

	do {
		n = read_full(fd, to, FILE_CHUNK, (off_t)part * FILE_CHUNK);
		if (n == -1)
			st = crm_fail(
			    err, CRM_FAIL, "%s: %s", sha256, strerror(errno));
		if (n < 0 || (n == 0 && part > 0))
			break;
		crm_buf_clear(&text);
		crm_buf_str(&text, "");
		crm_base64(&text, to, (size_t)n);
		st = write_piece(s, sha256, part++,
		    (struct crm_text){ text.data, text.len }, err);
	} while (st == CRM_OK && n == FILE_CHUNK);
	crm_buf_free(&piece);
	crm_buf_free(&text);
	return st;
}

enum crm_status
rows_read(struct crm_store *s, const char *sha256, bool *found,
    crm_file_take *take, void *ctx, struct crm_err *err)
{
	struct crm_buf piece = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*found = false;
	st = crm_sql(s,
	    "SELECT \"data\" FROM file_part WHERE \"sha256\" = ? "
	    "ORDER BY \"part\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(sha256)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*found = true;
		crm_buf_clear(&piece);
		/* What is no base64 is not what it was: the hash tells. */
		if (crm_base64_read(&piece, crm_col_text(q, 0)) &&
		    (st = take(ctx, piece.data, piece.len, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	crm_buf_free(&piece);
	return st;
}

enum crm_status
rows_remove(struct crm_store *s, const char *sha256, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(sha256));

	return crm_run(
	    s, "DELETE FROM file_part WHERE \"sha256\" = ?", &v, 1, err);
}

enum crm_status
rows_lock(struct crm_store *s, const char *sha256, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(sha256)), found;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	/* As who removes it: who is about to name it only refers to it. */
	if (s->engine->to_hide == NULL)
		return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT \"part\" FROM file_part WHERE \"sha256\" = ? "
	    "AND \"part\" = 0%s",
	    s->engine->to_hide);
	st = crm_get_int(s, sql.data, &v, 1, &found, err);
	crm_buf_free(&sql);
	return st;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum crm_status
rows_list(struct crm_store *s, struct crm_arena *a, const char ***names,
    size_t *n, struct crm_err *err)
{
	size_t cap = *n;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(
	    s, "SELECT \"sha256\" FROM file_part WHERE \"part\" = 0", &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		if (t.n != CRM_SHA256_HEX)
			continue;
		*names = crm_grow(a, *names, *n, &cap, sizeof **names);
		(*names)[(*n)++] = crm_strndup(a, t.p, t.n);
	}
	if (*n > 0)
		qsort(*names, *n, sizeof **names, by_name);
	return st;
}
