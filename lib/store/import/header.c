/* What is wrong with the headers of a file, told all at once. */
#include "import.h"

#include <string.h>

enum { LIST_MAX = 500 }; /* bytes of a map that is proposed */

int
header_named(const struct import *im, struct crm_text name, size_t from)
{
	for (; name.n > 0 && from < crm_reader_columns(im->r); from++)
		if (crm_text_eq(crm_reader_column(im->r, from), name))
			return (int)from;
	return -1;
}

enum crm_status
header_twice(const struct import *im, struct crm_text name, size_t a, size_t b,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_USAGE,
	    "%s: column '%s' is there twice, as %zu and %zu; --map "
	    "'#%zu=FIELD,#%zu=FIELD' says which is which, and '#%zu=' leaves "
	    "one out",
	    crm_reader_name(im->r), crm_quote(quoted, name), a + 1, b + 1,
	    a + 1, b + 1, b + 1);
}

static enum crm_status
unknown_column(
    struct import *im, struct crm_text header, bool alone, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *near = crm_field_nearest(im->e, header, &im->arena);
	const char *out = "";

	crm_quote(quoted, header);
	if (alone)
		out = crm_sprintf(&im->arena,
		    crm_tr(
			"; say --map '%s=FIELD', --map '%s=' to leave it out, or "
			"--ignore-unknown"),
		    quoted, quoted);
	return crm_fail(err, CRM_USAGE,
	    "%s: column '%s' matches no field of %s%s%s%s",
	    crm_reader_name(im->r), quoted, crm_entity_word(im->e),
	    near[0] != '\0' ? crm_tr("; nearest: ") : "", near, out);
}

enum crm_status
header_both_mean(
    const struct import *im, int a, int b, int field, struct crm_err *err)
{
	struct crm_text one = crm_reader_column(im->r, (size_t)a);
	struct crm_text other = crm_reader_column(im->r, (size_t)b);

	if (crm_text_eq(one, other))
		return header_twice(im, one, (size_t)a, (size_t)b, err);
	return crm_fail(err, CRM_USAGE,
	    "%s: columns '%.*s' and '%.*s' both mean %s; say which with --map",
	    crm_reader_name(im->r), (int)one.n, one.p, (int)other.n, other.p,
	    im->e->field[field]->name);
}

static void
tell(const struct import *im, const struct crm_err *err)
{
	if (im->o->mistake != NULL)
		im->o->mistake(im->o->ctx, err);
}

void
header_unknown(struct import *im, struct header_faults *f, int column)
{
	f->unknown = crm_grow(
	    &im->arena, f->unknown, f->n, &f->cap, sizeof *f->unknown);
	f->unknown[f->n++] = column;
}

/* From the second on they are told as they are met. */
void
header_fault(
    struct import *im, struct header_faults *f, const struct crm_err *err)
{
	if (f->others == 1)
		tell(im, &f->first);
	if (f->others > 0)
		tell(im, err);
	else
		f->first = *err;
	f->others++;
}

/* A header as --map takes it. */
static void
put_header(const struct import *im, struct crm_buf *out, int column)
{
	struct crm_text h = crm_reader_column(im->r, (size_t)column);
	int first = header_named(im, h, 0);
	bool quote = false;
	size_t i;

	if (first != column || header_named(im, h, (size_t)column + 1) >= 0) {
		crm_buf_printf(out, "#%d", column + 1);
		return;
	}
	for (i = 0; i < h.n; i++)
		quote = quote || strchr("+=,", h.p[i]) != NULL;
	crm_buf_printf(out, "%s%.*s%s", quote ? "\"" : "", (int)h.n, h.p,
	    quote ? "\"" : "");
}

static enum crm_status
many_unknown(
    struct import *im, const struct header_faults *f, struct crm_err *err)
{
	struct crm_buf list = CRM_BUF_INIT, shown = CRM_BUF_INIT;
	enum crm_status st;
	struct crm_err e;
	size_t i;

	for (i = 0; i < f->n; i++) {
		unknown_column(im,
		    crm_reader_column(im->r, (size_t)f->unknown[i]), false, &e);
		tell(im, &e);
		if (list.len < LIST_MAX) {
			crm_buf_str(&list, list.len > 0 ? "," : "");
			put_header(im, &list, f->unknown[i]);
			crm_buf_char(&list, '=');
		} else if (list.data[list.len - 1] != '.') {
			crm_buf_str(&list, ",...");
		}
	}
	crm_escape(&shown, (struct crm_text){ list.data, list.len });
	st = crm_fail(err, CRM_USAGE,
	    "%s: %zu columns match no field: --map '%s' leaves them out, a "
	    "FIELD behind a = takes that one; --ignore-unknown leaves out all",
	    crm_reader_name(im->r), f->n, shown.data);
	crm_buf_free(&list);
	crm_buf_free(&shown);
	return st;
}

enum crm_status
header_tell(
    struct import *im, const struct header_faults *f, struct crm_err *err)
{
	if (f->n + f->others == 0)
		return CRM_OK;
	if (f->others == 1 && f->n > 0)
		tell(im, &f->first);
	if (f->n == 1)
		return unknown_column(im,
		    crm_reader_column(im->r, (size_t)f->unknown[0]), true, err);
	if (f->n > 1)
		return many_unknown(im, f, err);
	if (f->others > 1)
		return crm_fail(err, CRM_USAGE, "%s: %zu columns are not clear",
		    crm_reader_name(im->r), f->others);
	*err = f->first;
	return err->status;
}
