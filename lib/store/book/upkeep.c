/* Migration and backup. */
#include "store/internal.h"

#include <crm/store/upkeep.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char crm_book_grants[] =
    "-- What a role needs to work with this book; in place of GROUP, a role\n"
    "-- whose members its users are.\n"
    "GRANT USAGE ON SCHEMA crm TO GROUP;\n"
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA crm "
    "TO GROUP;\n"
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA crm TO GROUP;\n"
    "-- A role that only reads: the first of these, and SELECT ON ALL "
    "TABLES.\n";

static enum crm_status
count_rows(
    struct crm_store *s, const char *table, int64_t *n, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v;
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT count(*) FROM \"%s\"", table);
	st = crm_get_int(s, sql.data, NULL, 0, &v, err);
	crm_buf_free(&sql);
	*n = v.kind == CRM_INT ? v.i : -1;
	return st;
}

static enum crm_status
same_rows(struct crm_store *a, struct crm_store *b, struct crm_err *err)
{
	static const char *const own[] = { "batch", "change", "birth", "custom",
		"book" };
	size_t i, n = sizeof own / sizeof *own;
	enum crm_status st;

	for (i = 0; i < n + a->dict->n; i++) {
		const char *t = i < n ? own[i]
				      : a->dict->entity[i - n]->def->table;
		int64_t x, y;

		if ((st = count_rows(a, t, &x, err)) != CRM_OK ||
		    (st = count_rows(b, t, &y, err)) != CRM_OK)
			return st;
		/* The book may have grown meanwhile, never shrunk. */
		if (y > x)
			return crm_fail(err, CRM_FAIL,
			    "the copy %s has %lld "
			    "rows in %s, the book %lld",
			    b->opts.where, (long long)y, t, (long long)x);
	}
	return CRM_OK;
}

/* Opens the copy as a book and looks whether it is sound. */
static enum crm_status
verify(struct crm_store *s, const char *dest, struct crm_err *err)
{
	struct crm_store_opts o = s->opts;
	struct crm_store *copy = NULL;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	o.where = dest;
	o.write = false;
	if ((st = crm_store_open(&o, &copy, err)) != CRM_OK)
		return st;
	if (!o.any_schema && (st = same_rows(s, copy, err)) != CRM_OK)
		goto out;
	if ((st = crm_sql(copy, copy->engine->check_sql, &q, err)) != CRM_OK ||
	    (st = crm_step(q, &row, err)) != CRM_OK)
		goto out;
	if (!row || !crm_text_is(crm_col_text(q, 0), "ok"))
		st = crm_fail(err, CRM_FAIL, "the copy %s is damaged", dest);
	crm_reset(q);
out:
	crm_store_close(copy);
	return st;
}

const char *
crm_part_name(struct crm_arena *a, const char *path)
{
	return crm_sprintf(a, "%s.part-%ld", path, (long)getpid());
}

/* What a file's name rests on is its directory. */
static void
sync_directory(const char *path)
{
	char dir[PATH_MAX];
	char *slash;
	int fd;

	snprintf(dir, sizeof dir, "%s", path);
	slash = strrchr(dir, '/');
	if (slash == NULL)
		snprintf(dir, sizeof dir, ".");
	else
		slash[slash == dir] = '\0';
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return;
	fsync(fd);
	close(fd);
}

enum crm_status
crm_part_keep(const char *part, const char *path, struct crm_err *err)
{
	char wal[PATH_MAX];

	/* Closing it should have emptied its log into it. */
	snprintf(wal, sizeof wal, "%s-wal", part);
	if (access(wal, F_OK) == 0)
		return crm_fail(err, CRM_FAIL,
		    "%s: could not be written to its "
		    "end; is there space left on the device?",
		    path);
	/* A link never takes the place of a file; some file systems have none. */
	if (link(part, path) == 0)
		unlink(part);
	else if (errno == EEXIST || access(path, F_OK) == 0)
		return crm_fail(err, CRM_FAIL,
		    "%s exists already; an existing "
		    "file is never overwritten",
		    path);
	else if (rename(part, path) != 0)
		return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
	sync_directory(path);
	return CRM_OK;
}

void
crm_part_drop(const char *part)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	char name[PATH_MAX];
	size_t i;

	for (i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s%s", part, tails[i]);
		unlink(name);
	}
}

/* Of a book on a server: row by row, all as it is at one moment. */
static enum crm_status
copy_out(struct crm_store *s, const char *part, struct crm_err *err)
{
	struct crm_store_opts o = s->opts;
	enum crm_status st;
	int64_t rows;

	o.where = part;
	if ((st = crm_store_snapshot(s, err)) != CRM_OK)
		return st;
	st = crm_copy(s, &o, &rows, err);
	s->engine->rollback(s->db);
	return st;
}

enum crm_status
crm_backup(struct crm_store *s, const char *dest, struct crm_err *err)
{
	const char *part;
	enum crm_status st;

	if (access(dest, F_OK) == 0)
		return crm_fail(err, CRM_FAIL,
		    "%s exists already; an existing "
		    "file is never overwritten",
		    dest);
	part = crm_part_name(&s->arena, dest);
	if ((st = s->engine->copy == NULL
		    ? copy_out(s, part, err)
		    : s->engine->copy(s->db, part, err)) != CRM_OK ||
	    (st = verify(s, part, err)) != CRM_OK ||
	    (st = crm_part_keep(part, dest, err)) != CRM_OK)
		crm_part_drop(part);
	return st;
}

enum crm_status
crm_migrate(struct crm_store *s, const char *backup, struct crm_buf *done,
    struct crm_err *err)
{
	enum crm_status st;

	if ((st = crm_backup(s, backup, err)) != CRM_OK)
		return st;
	crm_buf_printf(done, "backed up to %s\n", backup);
	if ((st = s->engine->begin(s->db, true, 0, err)) != CRM_OK)
		return st;
	if ((st = schema_apply(s, done, err)) != CRM_OK) {
		s->engine->rollback(s->db);
		return st;
	}
	return s->engine->commit(s->db, err);
}
