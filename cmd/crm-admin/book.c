/* init, migrate, backup, restore: the book as a file. */
#include "admin.h"

#include <crm/domain/book.h>
#include <crm/store/upkeep.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The directories above a path, as far as they are missing. */
static enum crm_status
make_parents(struct crm_cmd *c, const char *path, struct crm_err *err)
{
	char *p = crm_strdup(c->arena, path), *at;

	for (at = p + 1; (at = strchr(at, '/')) != NULL; at++) {
		*at = '\0';
		if (mkdir(p, 0777) != 0 && errno != EEXIST)
			return crm_fail(
			    err, CRM_FAIL, "%s: %s", p, strerror(errno));
		*at = '/';
	}
	return CRM_OK;
}

static enum crm_status
begin_book(struct crm_cmd *c, struct crm_store *s, struct crm_err *err)
{
	const char *currency = c->opt[CRM_OPT_CURRENCY];
	const char *language = c->opt[CRM_OPT_LANGUAGE];
	int64_t batch;
	enum crm_status st;

	if ((st = crm_begin(s, &c->batch, err)) != CRM_OK)
		return st;
	if ((st = crm_book_begin(s, crm_store_login(s),
		 currency == NULL ? "CNY" : currency,
		 language == NULL ? "en" : language, err)) != CRM_OK ||
	    (st = crm_commit(s, &batch, err)) != CRM_OK)
		crm_rollback(s);
	return st;
}

/* On a server: in one schema, which must be free. */
static enum crm_status
init_on_server(struct crm_cmd *c, const char *where, struct crm_err *err)
{
	struct crm_store_opts o;
	struct crm_store *s = NULL;
	enum crm_status st;

	crm_cmd_store_opts(c, where, &o);
	o.create = o.write = true;
	if ((st = crm_store_open(&o, &s, err)) != CRM_OK)
		return st;
	if ((st = begin_book(c, s, err)) == CRM_OK &&
	    !crm_has(c, CRM_OPT_QUIET)) {
		crm_note(c, "made %s; %s is its admin",
		    crm_store_shown(c->arena, where), crm_store_login(s));
		crm_buf_str(crm_out_buf(c->out), crm_book_grants);
	}
	crm_store_close(s);
	return st;
}

/* What lay beside the name of a new file, from a book that is gone. */
static void
tell_leftovers(struct crm_cmd *c, const char *path, const char *aside)
{
	if (aside != NULL)
		crm_note(c,
		    "%s: a log of another book lay beside it; it is now beside "
		    "%s",
		    path, aside);
}

static enum crm_status
make_file(struct crm_cmd *c, struct crm_part *p, struct crm_err *err)
{
	struct crm_store_opts o;
	struct crm_store *s = NULL;
	enum crm_status st;

	crm_cmd_store_opts(c, p->name, &o);
	o.create = o.write = true;
	if ((st = crm_store_open(&o, &s, err)) == CRM_OK)
		st = begin_book(c, s, err);
	crm_store_close(s);
	if (st != CRM_OK || (st = crm_part_keep(p, err)) != CRM_OK)
		return st;
	/* Is it that one that others will open? */
	o.where = p->path;
	o.create = o.write = false;
	s = NULL;
	st = crm_store_open(&o, &s, err);
	crm_store_close(s);
	return st;
}

static enum crm_status
init_file(struct crm_cmd *c, const char *where, struct crm_err *err)
{
	struct crm_part p;
	enum crm_status st;

	crm_makes(c, where);
	if ((st = make_parents(c, where, err)) != CRM_OK ||
	    (st = crm_part_new(&p, c->arena, where, NULL, err)) != CRM_OK)
		return st;
	if ((st = make_file(c, &p, err)) != CRM_OK)
		crm_part_drop(&p);
	tell_leftovers(c, where, p.aside);
	if (st == CRM_OK && !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "made %s; %s is its admin", where, crm_cmd_login());
	return st;
}

enum crm_status
admin_init(struct crm_cmd *c, struct crm_err *err)
{
	const char *where = crm_cmd_book(c);

	if (crm_has(c, CRM_OPT_CURRENCY) &&
	    crm_currency_digits(c->opt[CRM_OPT_CURRENCY]) < 0)
		return crm_fail(err, CRM_USAGE,
		    "--currency: '%s' is not an "
		    "ISO 4217 code",
		    c->opt[CRM_OPT_CURRENCY]);
	if (crm_has(c, CRM_OPT_LANGUAGE) &&
	    strcmp(c->opt[CRM_OPT_LANGUAGE], "en") != 0 &&
	    strcmp(c->opt[CRM_OPT_LANGUAGE], "zh") != 0)
		return crm_fail(err, CRM_USAGE,
		    "--language: '%s' is not en or zh",
		    c->opt[CRM_OPT_LANGUAGE]);
	return crm_store_is_file(where) ? init_file(c, where, err)
					: init_on_server(c, where, err);
}

/* Prints what was done. */
static enum crm_status
migrated(struct crm_cmd *c, struct crm_buf *done, enum crm_status st)
{
	if (st == CRM_OK)
		crm_out_write(c->out, done->data, done->len);
	crm_buf_free(done);
	return st;
}

enum crm_status
admin_migrate(struct crm_cmd *c, struct crm_err *err)
{
	const char *where = crm_cmd_book(c);
	struct crm_buf done = CRM_BUF_INIT;
	enum crm_status st;

	if (crm_store_schema(c->store) == CRM_SCHEMA) {
		crm_note(c, "the book is up to date: schema %d", CRM_SCHEMA);
		if ((st = crm_views_refresh(c->store, err)) == CRM_OK)
			st = crm_refold(c->store, &done, err);
		return migrated(c, &done, st);
	}
	if (!crm_store_is_file(where))
		where = "book"; /* in the directory where we are */
	st = crm_migrate(c->store, &c->batch,
	    crm_free_name(
		c->arena, crm_sprintf(c->arena, "%s.before-migrate", where)),
	    crm_book_defaults, &done, err);
	return migrated(c, &done, st);
}

/* ---- backup ---- */

static enum crm_status
backup_to_pipe(struct crm_cmd *c, struct crm_err *err)
{
	if (crm_has(c, CRM_OPT_KEEP) || crm_has(c, CRM_OPT_FORCE))
		return crm_fail(err, CRM_USAGE,
		    "backup -: --keep and --force are for files");
	if (c->tty_out)
		return crm_fail(err, CRM_USAGE,
		    "a backup is not for a terminal; send it to a file or a "
		    "pipe");
	return crm_backup_out(c->store, c->out, err);
}

/* --keep N; 0 where it is not given. */
static enum crm_status
read_keep(const struct crm_cmd *c, size_t *keep, struct crm_err *err)
{
	const char *text = c->opt[CRM_OPT_KEEP];
	char *end;
	long n;

	*keep = 0;
	if (text == NULL)
		return CRM_OK;
	errno = 0;
	n = strtol(text, &end, 10);
	if (end == text || *end != '\0' || n < 1 || errno != 0)
		return crm_fail(err, CRM_USAGE,
		    "--keep: '%s' is no number of backups from 1 on", text);
	*keep = (size_t)n;
	return CRM_OK;
}

static void
tell_removed(void *ctx, const char *gone)
{
	struct crm_cmd *c = ctx;

	if (!crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "removed the older backup %s", gone);
}

static enum crm_status
backup_to_file(struct crm_cmd *c, const char *path, struct crm_err *err)
{
	const char *dest = path, *aside;
	enum crm_status st;
	size_t keep;

	if ((st = read_keep(c, &keep, err)) != CRM_OK)
		return st;
	if (keep > 0)
		dest = crm_backup_name(c->arena, path, c->clock.now);
	crm_makes(c, dest);
	st = crm_backup(c->store, dest, crm_has(c, CRM_OPT_FORCE), &aside, err);
	tell_leftovers(c, dest, aside);
	if (st != CRM_OK)
		return st;
	if (!crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "backed up to %s and verified", dest);
	return keep == 0 ? CRM_OK
			 : crm_backup_rotate(c->store, c->arena, path, dest,
			       keep, tell_removed, c, err);
}

enum crm_status
admin_backup(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE,
		    "backup needs the file to "
		    "write");
	return strcmp(c->operand[0], "-") == 0
	    ? backup_to_pipe(c, err)
	    : backup_to_file(c, c->operand[0], err);
}

enum crm_status
admin_copy(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_store_opts o;
	const char *dest, *aside;
	enum crm_status st;
	int64_t rows;

	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE,
		    "copy needs the file or the "
		    "postgresql:// URL of the new book");
	dest = c->operand[0];
	crm_cmd_store_opts(c, dest, &o);
	if (crm_store_is_file(dest))
		crm_makes(c, dest);
	st = crm_copy(c->store, &o, &rows, &aside, err);
	tell_leftovers(c, dest, aside);
	if (st != CRM_OK || crm_has(c, CRM_OPT_QUIET))
		return st;
	crm_note(c, "copied %lld rows to %s and verified", (long long)rows,
	    crm_store_shown(c->arena, dest));
	if (!crm_store_is_file(dest))
		crm_buf_str(crm_out_buf(c->out), crm_book_grants);
	return CRM_OK;
}

static enum crm_status
restore_file(struct crm_cmd *c, const char *where, struct crm_err *err)
{
	const char *from = c->operand[0], *kept = NULL, *aside, *gone = NULL;
	struct crm_store_opts o;
	struct crm_store *s = NULL;
	enum crm_status st;

	crm_cmd_store_opts(c, from, &o);
	o.backup = true;
	crm_makes(c, where);
	st = crm_backup_alone(c->arena, from, &aside, err);
	if (st == CRM_OK)
		tell_leftovers(c, from, aside);
	if (st == CRM_OK && (st = crm_store_open(&o, &s, err)) == CRM_OK &&
	    (st = make_parents(c, where, err)) == CRM_OK)
		st = crm_restore(s, where, &kept, &gone, err);
	tell_leftovers(c, where, gone);
	if (st == CRM_OK && !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "restored %s from %s%s%s", where, from,
		    kept == NULL ? "" : crm_tr("; what was there is now "),
		    kept == NULL ? "" : kept);
	crm_store_close(s);
	return st;
}

enum crm_status
admin_restore(struct crm_cmd *c, struct crm_err *err)
{
	const char *where = crm_cmd_book(c);
	struct stat found;

	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE,
		    "restore needs the backup to "
		    "read");
	if (!crm_store_is_file(where))
		return crm_fail(err, CRM_USAGE,
		    "a book on a server is made "
		    "from its backup with: crm-admin copy URL --db %s",
		    c->operand[0]);
	if (lstat(where, &found) == 0 && !crm_has(c, CRM_OPT_YES))
		return crm_fail(err, CRM_RULE,
		    "%s exists; with --yes it is "
		    "moved aside, never overwritten",
		    where);
	return restore_file(c, where, err);
}
