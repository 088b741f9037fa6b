/* Views and files of reports: run, and looked through for what has gone. */
#include "crm-report.h"

#include <crm/store/log.h>
#include <crm/store/write.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one line ---- */

/* Says of which view or file an error is. */
static enum crm_status
in_view(const char *name, enum crm_status st, struct crm_err *err)
{
	const struct crm_err why = *err;

	if (st == CRM_OK)
		return st;
	return why.field[0] == '\0'
	    ? crm_fail(err, st, "%s: %s", name, why.text)
	    : crm_fail(err, st, "%s: %s: %s", name, why.field, why.text);
}

/* A view or a line of a file that is being run, and what runs it. */
struct running {
	const char *name;
	const struct running *outer;
};

/* One that is run by itself would be so for ever. */
static enum crm_status
check_circle(const struct crm_cmd *c, const char *name, struct crm_err *err)
{
	const struct running *r = c->state;

	for (; r != NULL; r = r->outer)
		if (strcmp(r->name, name) == 0)
			return crm_fail(err, CRM_RULE,
			    "it is run by itself, so it would never end");
	return CRM_OK;
}

enum crm_status
view_run(struct crm_cmd *c, const char *name, const char *line,
    struct crm_out *out, enum crm_format format, struct crm_err *err)
{
	/* The writer of a document knows it until that ends. */
	struct crm_cmd *inner = crm_alloc(c->arena, sizeof *inner);
	struct running r = { .name = name, .outer = c->state };
	enum crm_status st;

	if ((st = check_circle(c, name, err)) == CRM_OK)
		st = crm_cmd_inner(c, line, out, format, inner, err);
	if (st == CRM_OK) {
		inner->state = &r;
		st = inner->verb->run(inner, err);
		inner->state = NULL;
	}
	return in_view(name, st, err);
}

enum crm_status
view_read(struct crm_cmd *c, int64_t id, const char **name,
    const char **command, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "view");
	struct crm_record r;
	enum crm_status st = crm_load(c->store, e, id, c->arena, &r, err);
	struct crm_text t;

	if (st != CRM_OK)
		return st;
	t = r.v[crm_field_index(e, CRM_TEXT("name"))].t;
	*name = crm_strndup(c->arena, t.p, t.n);
	t = r.v[crm_field_index(e, CRM_TEXT("command"))].t;
	*command = crm_strndup(c->arena, t.p, t.n);
	return CRM_OK;
}

/* ---- run ---- */

/* A line of a file: between two tables stands a blank line. */
static enum crm_status
run_file_line(struct crm_cmd *c, const char *place, char *text, bool *first,
    struct crm_err *err)
{
	struct crm_text line = crm_text_trim(crm_text_of(text));

	if (line.n == 0 || line.p[0] == '#')
		return CRM_OK;
	if (!*first && c->document == NULL)
		crm_buf_char(crm_out_buf(c->out), '\n');
	*first = false;
	return view_run(c, place, crm_strndup(c->arena, line.p, line.n), c->out,
	    c->format, err);
}

/* Behind the mark that some editors write at the start of a file. */
static char *
behind_mark(char *line, size_t n)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t len = sizeof mark - 1;

	return n == 1 && strncmp(line, mark, len) == 0 ? line + len : line;
}

/* A file: a report a line, blank ones and those behind # left out. */
static enum crm_status
run_file(struct crm_cmd *c, const char *path, struct crm_err *err)
{
	FILE *f = fopen(path, "r");
	enum crm_status st = CRM_OK;
	struct document d;
	char *line = NULL;
	size_t room = 0, n = 0;
	bool first = true;

	if (f == NULL)
		return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
	document_begin(c, &d);
	while (st == CRM_OK && getline(&line, &room, f) != -1) {
		n++;
		st = run_file_line(c, crm_sprintf(c->arena, "%s:%zu", path, n),
		    behind_mark(line, n), &first, err);
	}
	if (st == CRM_OK && ferror(f))
		st = crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
	free(line);
	fclose(f);
	return document_end(c, &d, st, err);
}

static enum crm_status
find_view(struct crm_cmd *c, const char **name, const char **command,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "view");
	enum crm_status st;
	int64_t id;

	st = crm_resolve(
	    c->store, e, crm_text_of(c->operand[0]), false, &id, err);
	return st == CRM_OK ? view_read(c, id, name, command, err) : st;
}

/* As it is now: a view that was saved today is run on the book of last month. */
static enum crm_status
find_view_of_now(struct crm_cmd *c, const char **name, const char **command,
    struct crm_err *err)
{
	enum crm_status st, back;
	struct crm_err worse;

	if (!crm_as_of_asked(c->store))
		return find_view(c, name, command, err);
	if ((st = crm_as_of_pause(c->store, err)) != CRM_OK)
		return st;
	st = find_view(c, name, command, err);
	back = crm_as_of_resume(c->store, st == CRM_OK ? err : &worse);
	return st == CRM_OK ? back : st;
}

enum crm_status
run_view(struct crm_cmd *c, struct crm_err *err)
{
	const char *name, *command;
	enum crm_status st;

	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "run takes one view or a file; crm-report view list has "
		    "the views");
	if (strchr(c->operand[0], '/') != NULL)
		return run_file(c, c->operand[0], err);
	if ((st = find_view_of_now(c, &name, &command, err)) != CRM_OK)
		return st;
	return view_run(c, name, command, c->out, c->format, err);
}

/* ---- views that cannot be run: refused at entry, found by lint ---- */

/* Runs it into nothing; what it would say beside its rows is not asked. */
static enum crm_status
run_hushed(struct crm_cmd *c, const char *name, const char *command,
    struct crm_err *err)
{
	struct crm_buf said = CRM_BUF_INIT;
	struct crm_cmd hushed = *c;
	struct crm_out *out;
	enum crm_status st = crm_out_spool(&out, err);

	if (st != CRM_OK)
		return st;
	hushed.held = &said;
	st = view_run(&hushed, name, command, out, CRM_FMT_CSV, err);
	crm_out_close(out);
	crm_buf_free(&said);
	return st;
}

/* ---- at entry ---- */

/* Whether the verb at hand says what the view is; others leave it as it was. */
static bool
says_command(const struct crm_cmd *c, const struct crm_entity *e)
{
	int command = crm_field_index(e, CRM_TEXT("command"));
	size_t i;

	if (c->n_assign == 0)
		return strcmp(c->verb->name, "add") == 0 ||
		    strcmp(c->verb->name, "import") == 0;
	for (i = 0; i < c->n_assign; i++)
		if (c->assign[i].field == command)
			return true;
	return false;
}

enum crm_status
judge_view(struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "view");
	struct crm_cmd asks = *c;
	const char *name, *command;
	enum crm_status st;
	struct crm_err why;

	/* What it is about is of the verb that writes. */
	asks.state = NULL;
	asks.ids = asks.changed = (struct crm_id_list){ NULL, 0, 0 };
	if (!says_command(c, e))
		return CRM_OK;
	if ((st = view_read(c, id, &name, &command, err)) != CRM_OK)
		return st;
	st = run_hushed(&asks, name, command, &why);
	/* Who may see it is another matter. */
	if (st == CRM_OK || st == CRM_DENIED)
		return CRM_OK;
	if (st == CRM_USAGE || st == CRM_NOTFOUND)
		st = CRM_INVALID;
	return crm_fail_field(err, st, "command", "%s", why.text);
}

/* ---- lint ---- */

/* What its report, a field, a choice or a file has become is found by doing what it
 * says. */
static enum crm_status
try_view(struct crm_cmd *c, int64_t id, struct crm_rows *rows, size_t *n,
    struct crm_err *err)
{
	const char *name, *command;
	struct crm_err why = { .status = CRM_OK };
	enum crm_status st = view_read(c, id, &name, &command, err);

	if (st != CRM_OK)
		return st;
	st = run_hushed(c, name, command, &why);
	if (st == CRM_OK)
		return CRM_OK;
	if (st == CRM_DENIED || st == CRM_BUSY) {
		*err = why;
		return st;
	}
	++*n;
	return crm_rows_put(rows,
	    (struct crm_value[]){ crm_value_int(id),
		crm_value_text(crm_text_of(name)),
		crm_value_text(st == CRM_RULE ? CRM_TEXT("view-circle")
					      : CRM_TEXT("view-gone")),
		crm_value_text(crm_text_of(why.text)) },
	    err);
}

enum crm_status
lint_views(struct crm_cmd *c, struct crm_err *err)
{
	static const struct crm_column columns[] = {
		{ .name = "view_id",
		    .label = "View ID",
		    .type = CRM_T_ID,
		    .code = "VW",
		    .currency = -1 },
		{ .name = "view",
		    .label = "View",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "code",
		    .label = "Code",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "detail",
		    .label = "Detail",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
	};
	const struct crm_entity *e = crm_dict_find(c->dict, "view");
	struct crm_id_list all = { NULL, 0, 0 };
	struct crm_rows *rows = NULL;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_cmd_select(c, e, NULL, NULL, &all, err)) != CRM_OK ||
	    (st = crm_rows_open(c, columns, sizeof columns / sizeof *columns,
		 &rows, err)) != CRM_OK)
		return st;
	for (i = 0; i < all.n && st == CRM_OK; i++)
		st = try_view(c, all.id[i], rows, &n, err);
	st = crm_rows_end(rows, st, err);
	if (st != CRM_OK || n == 0)
		return st;
	return crm_fail(err, CRM_INVALID, "views that cannot be run: %zu", n);
}
