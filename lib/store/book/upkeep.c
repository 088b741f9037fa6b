/* Migration, backup, restore. */
#include "store/book/files.h"

#include <crm/io/place.h>
#include <crm/io/temp.h>
#include <crm/io/writer.h>
#include <crm/store/upkeep.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The log is written and never rewritten: a batch gets its number, its time and
 * its seal at its end, and that is all.  Deleting hides, but for the values of users'
 * fields. */
const char crm_book_grants[] =
    "-- What a role needs to work with this book; in place of GROUP, a role\n"
    "-- whose members its users are.  Nobody but the owner can change the log.\n"
    "GRANT USAGE ON SCHEMA crm TO GROUP;\n"
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA crm TO GROUP;\n"
    "REVOKE DELETE ON ALL TABLES IN SCHEMA crm FROM GROUP;\n"
    "GRANT DELETE ON crm.custom TO GROUP;\n"
    "REVOKE UPDATE ON crm.batch, crm.change, crm.birth, crm.import_file "
    "FROM GROUP;\n"
    "GRANT UPDATE (number, at, seal) ON crm.batch TO GROUP;\n"
    "REVOKE INSERT, UPDATE ON crm.book FROM GROUP;\n"
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

static enum crm_status
open_copy(struct crm_store *s, const char *path, bool write,
    struct crm_store **copy, struct crm_err *err)
{
	struct crm_store_opts o = s->opts;

	o.where = path;
	o.write = write;
	return crm_store_open(&o, copy, err);
}

/* Whether the pages of a copy are sound. */
static enum crm_status
verify_pages(struct crm_store *s, const char *path, struct crm_err *err)
{
	struct crm_store *copy = NULL;
	struct crm_stmt *q;
	enum crm_status st = open_copy(s, path, false, &copy, err);
	bool row;

	if (st == CRM_OK &&
	    (st = crm_sql(copy, copy->engine->check_sql, &q, err)) == CRM_OK &&
	    (st = crm_step(q, &row, err)) == CRM_OK) {
		if (!row || !crm_text_is(crm_col_text(q, 0), "ok"))
			st = crm_fail(
			    err, CRM_FAIL, "the copy %s is damaged", path);
		crm_reset(q);
	}
	crm_store_close(copy);
	return st;
}

/* Whether what one opens by the name is that copy. */
static enum crm_status
verify_name(
    struct crm_store *s, const char *path, bool write, struct crm_err *err)
{
	struct crm_store *copy = NULL;
	enum crm_status st = open_copy(s, path, write, &copy, err);

	if (st == CRM_OK && !s->opts.any_schema)
		st = same_rows(s, copy, err);
	crm_store_close(copy);
	return st;
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
	st = copy_rows(s, &o, &rows, err);
	s->engine->rollback(s->db);
	return st;
}

static enum crm_status
fill_part(struct crm_store *s, const struct crm_part *p, struct crm_err *err)
{
	enum crm_status st = s->engine->copy == NULL
	    ? copy_out(s, p->name, err)
	    : s->engine->copy(s->db, p->name, err);

	return st == CRM_OK ? verify_pages(s, p->name, err) : st;
}

/* Whether a file says that it is a book, however damaged. */
static bool
says_it_is_a_book(const char *path)
{
	static const unsigned char mark[] = { 'c', 'r', 'm', '1' };
	enum { MARK_AT = 68 }; /* in the header of a file of SQLite's */
	unsigned char found[sizeof mark];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is;

	if (fd == -1)
		return false;
	is = pread(fd, found, sizeof found, MARK_AT) == sizeof found &&
	    memcmp(found, mark, sizeof mark) == 0;
	close(fd);
	return is;
}

static bool
is_the_book(const struct crm_store *s, const char *path)
{
	return crm_store_is_file(s->opts.where) &&
	    crm_same_file(s->opts.where, path);
}

/* Plain files alone: what a link leads to is somebody else's. */
static bool
is_plain_book(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    says_it_is_a_book(path);
}

bool
may_be_replaced(const struct crm_store *s, const char *path)
{
	return is_plain_book(path) && !is_the_book(s, path);
}

static enum crm_status
may_go_over(struct crm_store *s, const char *dest, struct crm_err *err)
{
	if (is_the_book(s, dest))
		return crm_fail(err, CRM_FAIL, "%s is the book itself", dest);
	if (!is_plain_book(dest))
		return crm_fail(err, CRM_FAIL,
		    "%s is no backup of a book; it is not overwritten", dest);
	return CRM_OK;
}

/* In the place of an older one, which is there until this one is verified. */
static enum crm_status
backup_over(struct crm_store *s, struct crm_part *p, const char *dest,
    const char *like, struct crm_err *err)
{
	const char *older = crm_free_name(
	    &s->arena, crm_sprintf(&s->arena, "%s.older", dest));
	enum crm_status st;

	if ((st = may_go_over(s, dest, err)) != CRM_OK ||
	    (st = crm_part_open(p, &s->arena, dest, like, err)) != CRM_OK ||
	    (st = fill_part(s, p, err)) != CRM_OK ||
	    (st = files_copy(s->opts.where, dest, err)) != CRM_OK ||
	    (st = crm_part_replace(p, older, err)) != CRM_OK ||
	    (st = verify_name(s, dest, false, err)) != CRM_OK)
		return st;
	crm_book_remove(&s->arena, older);
	return CRM_OK;
}

/* The files first: where the book has its name, it is whole. */
static enum crm_status
backup_new(struct crm_store *s, struct crm_part *p, const char *dest,
    const char *like, struct crm_err *err)
{
	enum crm_status st;

	if ((st = crm_part_new(p, &s->arena, dest, like, err)) != CRM_OK ||
	    (st = fill_part(s, p, err)) != CRM_OK)
		return st;
	if ((st = files_copy(s->opts.where, dest, err)) != CRM_OK ||
	    (st = crm_part_keep(p, err)) != CRM_OK ||
	    (st = verify_name(s, dest, false, err)) != CRM_OK)
		folder_remove(&s->arena, dest);
	return st;
}

/* One file has all of it: what lies beside the book becomes rows of the copy. */
static enum crm_status
take_files_in(struct crm_store *s, const char *part, struct crm_err *err)
{
	struct crm_store *copy = NULL;
	enum crm_status st = CRM_OK;

	if (!files_in_folder(s))
		return CRM_OK;
	if ((st = open_copy(s, part, true, &copy, err)) == CRM_OK &&
	    (st = copy->engine->begin(copy->db, true, 0, err)) == CRM_OK &&
	    (st = files_to_rows(s, copy, err)) == CRM_OK &&
	    (st = files_verify(s, copy, err)) == CRM_OK)
		st = copy->engine->commit(copy->db, err);
	crm_store_close(copy);
	return st;
}

enum crm_status
crm_backup_out(struct crm_store *s, struct crm_out *out, struct crm_err *err)
{
	const char *where = crm_sprintf(
	    &s->arena, "%s/crm-backup-%ld", crm_temp_dir(), (long)geteuid());
	struct crm_part p;
	enum crm_status st;
	char block[1 << 16];
	ssize_t n = 0;

	if ((st = crm_part_open(&p, &s->arena, where, NULL, err)) == CRM_OK &&
	    (st = fill_part(s, &p, err)) == CRM_OK &&
	    (st = take_files_in(s, p.name, err)) == CRM_OK) {
		while ((n = read(p.fd, block, sizeof block)) > 0)
			crm_out_write(out, block, (size_t)n);
		if (n < 0)
			st = crm_fail(
			    err, CRM_FAIL, "%s: %s", p.name, strerror(errno));
	}
	crm_part_drop(&p);
	return st;
}

enum crm_status
crm_backup(struct crm_store *s, const char *dest, bool over, const char **aside,
    struct crm_err *err)
{
	const char *like = crm_store_is_file(s->opts.where) ? s->opts.where
							    : NULL;
	struct crm_part p = { .fd = -1 };
	struct stat found;
	enum crm_status st;

	if (over && lstat(dest, &found) == 0)
		st = backup_over(s, &p, dest, like, err);
	else
		st = backup_new(s, &p, dest, like, err);
	*aside = p.aside;
	if (st != CRM_OK)
		crm_part_drop(&p);
	return st;
}

/* Holds the book that has the name, so that nobody writes to it while it goes
 * aside. */
static enum crm_status
take_place(struct crm_store *s, struct crm_part *p, struct crm_err *err)
{
	const char *kept = crm_free_name(
	    &s->arena, crm_sprintf(&s->arena, "%s.before-restore", p->path));
	enum crm_status st;
	void *hold;

	st = crm_engine_sqlite.hold(p->path, s->opts.busy_ms, &hold, err);
	if (st != CRM_OK)
		return st;
	if ((st = files_copy(p->path, kept, err)) == CRM_OK)
		st = crm_part_replace(p, kept, err);
	crm_engine_sqlite.let_go(hold, p->kept);
	return st;
}

enum crm_status
crm_restore(struct crm_store *s, const char *where, const char **kept,
    const char **aside, struct crm_err *err)
{
	struct crm_part p = { .fd = -1 };
	struct stat found;
	bool there = stat(where, &found) == 0;
	enum crm_status st;

	*kept = *aside = NULL;
	if (crm_same_file(s->opts.where, where))
		return crm_fail(
		    err, CRM_FAIL, "%s is the book itself", s->opts.where);
	if ((st = crm_part_open(&p, &s->arena, where, where, err)) == CRM_OK &&
	    (st = fill_part(s, &p, err)) == CRM_OK &&
	    (st = files_copy(s->opts.where, where, err)) == CRM_OK &&
	    (st = there ? take_place(s, &p, err) : crm_part_keep(&p, err)) ==
		CRM_OK)
		st = verify_name(s, where, true, err);
	*kept = p.kept;
	*aside = p.aside;
	if (st != CRM_OK)
		crm_part_drop(&p);
	return st;
}

/* Inside a transaction, which goes on as that of the batch. */
static enum crm_status
apply(struct crm_store *s, const struct crm_batch *batch,
    enum crm_status (*fill)(struct crm_store *, int64_t, struct crm_err *),
    struct crm_buf *done, struct crm_err *err)
{
	int64_t before = s->schema, number;
	const char *role;
	enum crm_status st;

	if ((st = schema_apply(s, done, err)) != CRM_OK ||
	    (st = store_read_book(s, err)) != CRM_OK ||
	    (st = counters_level(s, err)) != CRM_OK ||
	    (st = seal_all(s, err)) != CRM_OK ||
	    (st = refold_all(s, done, err)) != CRM_OK ||
	    (st = views_refresh(s, err)) != CRM_OK)
		return st;
	s->making = true;
	if ((st = crm_begin(s, batch, err)) != CRM_OK)
		return st;
	/* What a book begins with is the system's, whoever migrates it. */
	role = s->role;
	s->role = "admin";
	st = fill(s, before, err);
	s->role = role;
	if (st != CRM_OK)
		return st;
	/* Without records there is no batch, and the tables stand all the
	 * same. */
	return s->tx.dirty ? crm_commit(s, &number, err)
			   : s->engine->commit(s->db, err);
}

enum crm_status
crm_migrate(struct crm_store *s, const struct crm_batch *batch,
    const char *backup,
    enum crm_status (*fill)(struct crm_store *, int64_t, struct crm_err *),
    struct crm_buf *done, struct crm_err *err)
{
	const char *aside;
	enum crm_status st;

	if ((st = crm_backup(s, backup, false, &aside, err)) != CRM_OK)
		return st;
	crm_buf_printf(done, crm_tr("backed up to %s\n"), backup);
	if ((st = s->engine->begin(s->db, true, 0, err)) != CRM_OK)
		return st;
	if ((st = apply(s, batch, fill, done, err)) != CRM_OK)
		crm_rollback(s);
	return st;
}
