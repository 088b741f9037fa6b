/* attach, attachments, attachment get, attachment collect: files of records. */
#include "task.h"

#include <crm/domain/attach.h>
#include <crm/io/place.h>
#include <crm/io/temp.h>
#include <crm/model/activity.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- attach ---- */

/* One file of the command. */
struct attaching {
	struct crm_text name;
	struct crm_incoming *in;
	struct crm_file file;
};

struct attach {
	struct crm_text about; /* "L12" */
	struct attaching *file;
	size_t n;
};

/* What it is called where it lies is its name here, without where that is. */
static struct crm_text
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return crm_text_of(slash == NULL ? path : slash + 1);
}

static enum crm_status
open_file(const char *path, int *fd, struct crm_err *err)
{
	struct stat st;

	if (strcmp(path, "-") == 0) {
		*fd = STDIN_FILENO;
		return CRM_OK;
	}
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd == -1 || fstat(*fd, &st) != 0)
		return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
	return S_ISDIR(st.st_mode)
	    ? crm_fail(err, CRM_USAGE, "%s is a folder; name its files", path)
	    : CRM_OK;
}

/* All of it, before the lock is taken. */
static enum crm_status
read_file(struct crm_cmd *c, const char *path, struct attaching *x,
    struct crm_err *err)
{
	int fd = -1;
	enum crm_status st = open_file(path, &fd, err);

	x->name = name_of(path);
	if (st == CRM_OK &&
	    (st = crm_incoming_open(c->store, crm_attachment_max(c->store),
		 c->batch.dry_run, &x->in, err)) == CRM_OK)
		st = crm_incoming_read(x->in, fd, path, err);
	if (st == CRM_RULE)
		crm_err_in_file(err, path);
	if (st == CRM_OK)
		st = crm_incoming_end(x->in, &x->file, err);
	if (fd > STDIN_FILENO)
		close(fd);
	return st;
}

static enum crm_status
attach_body(struct crm_cmd *c, struct crm_err *err)
{
	struct attach *a = c->state;
	enum crm_action done;
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;

	for (i = 0; i < a->n && st == CRM_OK; i++) {
		struct attaching *x = &a->file[i];

		st = crm_attach(c->store, a->about, x->name, x->in, &x->file,
		    &id, &done, err);
		if (st == CRM_OK)
			crm_cmd_count(c, id, done);
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
task_find_about(struct crm_cmd *c, const char *word, struct crm_text *out,
    struct crm_err *err)
{
	const struct crm_entity *e;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	int64_t id;

	st = crm_refer_any(c->store, CRM_KINDS_ABOUT,
	    &(struct crm_reference){ .text = crm_text_of(word) }, &e, &id, err);
	if (st != CRM_OK)
		return st;
	crm_id_format(&b, e, id);
	*out = (struct crm_text){ crm_strndup(c->arena, b.data, b.len), b.len };
	crm_buf_free(&b);
	return CRM_OK;
}

enum crm_status
task_attach(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text called = crm_arg_text(c, "name");
	struct attach a = { .n = 0 };
	enum crm_status st = CRM_OK;
	size_t i, files = c->n_operands > 0 ? c->n_operands - 1 : 0;

	if (files == 0)
		return crm_fail(err, CRM_USAGE,
		    "attach needs a record and its files: crm-task attach L12 "
		    "offer.pdf");
	if (called.n > 0 && files > 1)
		return crm_fail(
		    err, CRM_USAGE, "name= is for one file, not %zu", files);
	if (called.n == 0)
		for (i = 1; i < c->n_operands; i++)
			if (strcmp(c->operand[i], "-") == 0)
				return crm_fail(err, CRM_USAGE,
				    "attach -: say what it is called: "
				    "name=offer.pdf");
	c->entity = crm_dict_find(c->dict, "attachment");
	a.file = crm_alloc_n(c->arena, files, sizeof *a.file);
	st = task_find_about(c, c->operand[0], &a.about, err);
	for (; a.n < files && st == CRM_OK; a.n++)
		st = read_file(c, c->operand[a.n + 1], &a.file[a.n], err);
	if (called.n > 0)
		a.file[0].name = called;
	c->state = &a;
	if (st == CRM_OK)
		st = crm_cmd_write(c, attach_body, err);
	c->state = NULL;
	for (i = 0; i < a.n; i++)
		crm_incoming_close(a.file[i].in);
	return st;
}

/* ---- attachments ---- */

enum crm_status
task_attachments(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_view_opts o = { .chinese = c->chinese, .limit = -1 };
	struct crm_filter_env env = crm_store_env(c->store);
	struct crm_columns columns;
	struct crm_filter *where;
	struct crm_text about;
	enum crm_status st;

	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "attachments needs the record that they are about");
	c->entity = crm_dict_find(c->dict, "attachment");
	if ((st = task_find_about(c, c->operand[0], &about, err)) != CRM_OK ||
	    (st = crm_cmd_columns(c, c->entity, &columns, err)) != CRM_OK ||
	    (st = crm_filter_parse(c->dict, c->entity,
		 crm_sprintf(c->arena, "about = %s", about.p), &env, c->arena,
		 &where, err)) != CRM_OK)
		return st;
	o.where = where;
	o.columns = &columns;
	return crm_cmd_print_view(c, c->entity, &o, err);
}

/* ---- attachment get ---- */

static enum crm_status
to_output(void *ctx, const char *p, size_t n, struct crm_err *err)
{
	struct crm_cmd *c = ctx;

	(void)err;
	crm_out_write(c->out, p, n);
	return CRM_OK;
}

static enum crm_status
to_file(void *ctx, const char *p, size_t n, struct crm_err *err)
{
	const struct crm_place *place = ctx;

	errno = crm_write_all(place->fd, p, n);
	return errno == 0
	    ? CRM_OK
	    : crm_fail(err, CRM_FAIL, "%s: %s", place->path, strerror(errno));
}

/* What is wrong with a file, of which attachment. */
static enum crm_status
name_it(const struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_id_format(&b, c->entity, id);
	crm_err_in_file(err, b.data);
	crm_buf_free(&b);
	return err->status;
}

/* It has its name when it is whole; what has it already stays. */
static enum crm_status
get_into(struct crm_cmd *c, int64_t id, const struct crm_file *f,
    const char *path, struct crm_err *err)
{
	struct crm_place place;
	struct stat found;
	enum crm_status st;

	if (lstat(path, &found) == 0)
		return crm_fail(err, CRM_FAIL,
		    "%s exists already; an existing file is never overwritten",
		    path);
	crm_makes(c, path);
	st = crm_place_open(&place, c->arena, path, crm_book_file(c), err);
	if (st == CRM_OK &&
	    (st = crm_file_read(c->store, f, to_file, &place, err)) != CRM_OK)
		st = name_it(c, id, err);
	if (st == CRM_OK && (st = crm_place_sync(&place, err)) == CRM_OK)
		st = crm_place_take(&place, err);
	crm_place_drop(&place);
	return st;
}

/* Its name is what people read, and no path: who gets it says where it goes. */
enum crm_status
attachment_get(struct crm_cmd *c, struct crm_err *err)
{
	const char *path = c->n_operands > 1 ? c->operand[1] : "-";
	struct crm_text name;
	struct crm_file f;
	enum crm_status st;
	int64_t id;

	if (c->n_operands < 1 || c->n_operands > 2)
		return crm_fail(err, CRM_USAGE,
		    "get needs an attachment, and the file to write: crm-task "
		    "attachment get AT1 offer.pdf");
	st = crm_resolve(
	    c->store, c->entity, crm_text_of(c->operand[0]), false, &id, err);
	if (st == CRM_OK)
		st = crm_attachment_file(
		    c->store, id, c->arena, &f, &name, err);
	if (st != CRM_OK)
		return st;
	if (strcmp(path, "-") != 0)
		return get_into(c, id, &f, path, err);
	if (c->tty_out)
		return crm_fail(err, CRM_USAGE,
		    "a file is not for a terminal; name one to write, or send it "
		    "to a pipe");
	st = crm_file_read(c->store, &f, to_output, c, err);
	return st == CRM_OK ? st : name_it(c, id, err);
}

/* ---- attachment collect ---- */

static const struct crm_column collected[] = {
	{ .name = "sha256",
	    .label = "SHA-256",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "size", .label = "Bytes", .type = CRM_T_INT, .currency = -1 },
};

struct collecting {
	struct crm_rows *rows;
	size_t n;
};

static enum crm_status
tell_collected(void *ctx, const struct crm_file *f, struct crm_err *err)
{
	struct collecting *k = ctx;
	struct crm_value cells[] = { crm_value_text(crm_text_of(f->sha256)),
		f->size < 0 ? CRM_VALUE_NULL : crm_value_int(f->size) };

	k->n++;
	return crm_rows_put(k->rows, cells, err);
}

enum crm_status
attachment_collect(struct crm_cmd *c, struct crm_err *err)
{
	struct collecting k = { .n = 0 };
	enum crm_status st = crm_rows_open(
	    c, collected, sizeof collected / sizeof *collected, &k.rows, err);

	if (st == CRM_OK)
		st = crm_attachments_collect(
		    c->store, c->batch.dry_run, tell_collected, &k, err);
	st = crm_rows_end(k.rows, st, err);
	if (st != CRM_OK || crm_has(c, CRM_OPT_QUIET))
		return st;
	if (c->batch.dry_run)
		crm_note(c, "would remove %zu file%s that no attachment has",
		    k.n, k.n == 1 ? "" : "s");
	else
		crm_note(c, "removed %zu file%s that no attachment has", k.n,
		    k.n == 1 ? "" : "s");
	return st;
}
