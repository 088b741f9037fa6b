/*
 * Names of columns: each once, found by a table of hashes, for a record may have
 * as many keys as there are columns, in any order.
 */
#include "impl.h"

#include <stdlib.h>
#include <string.h>

/* Where a name stands in the table, or the free place that would be its own. */
static size_t
place_of(const struct crm_reader *r, struct crm_text name)
{
	size_t at = (size_t)crm_text_hash(name) & (r->places - 1);

	while (r->place[at] != 0 &&
	    !crm_text_eq(r->column[r->place[at] - 1], name))
		at = (at + 1) & (r->places - 1);
	return at;
}

size_t
crm_reader_find_column(
    const struct crm_reader *r, struct crm_text name, size_t hint)
{
	size_t at;

	if (hint < r->columns && crm_text_eq(r->column[hint], name))
		return hint;
	if (r->columns == 0)
		return 0;
	at = place_of(r, name);
	return r->place[at] != 0 ? r->place[at] - 1 : r->columns;
}

/* Twice as many places, half of them free at least. */
static void
make_places(struct crm_reader *r)
{
	size_t i, n = r->places == 0 ? 64 : r->places * 2;

	free(r->place);
	r->place = calloc(n, sizeof *r->place);
	if (r->place == NULL)
		crm_oom();
	r->places = n;
	for (i = 0; i < r->columns; i++)
		r->place[place_of(r, r->column[i])] = (uint32_t)i + 1;
}

enum crm_status
crm_reader_add_column(
    struct crm_reader *r, struct crm_text name, struct crm_err *err)
{
	struct crm_text *at;

	if (r->columns == CRM_COLUMNS_MAX)
		return crm_fail(
		    err, CRM_INVALID, "more than %d columns", CRM_COLUMNS_MAX);
	r->column = crm_grow(
	    NULL, r->column, r->columns, &r->columns_cap, sizeof *at);
	r->called = crm_grow(
	    NULL, r->called, r->columns, &r->called_cap, sizeof *at);
	at = &r->column[r->columns++];
	at->p = crm_strndup(&r->names, name.p, name.n);
	at->n = name.n;
	r->called[r->columns - 1] = *at;
	if (r->columns * 2 > r->places)
		make_places(r);
	else
		r->place[place_of(r, *at)] = (uint32_t)r->columns;
	if (r->naming != NULL)
		r->naming(r->naming_ctx, r, r->columns - 1);
	return CRM_OK;
}

bool
crm_reader_widen(struct crm_reader *r, int64_t n)
{
	struct crm_err err;
	bool wide = r->format == CRM_FMT_XLSX && n <= CRM_COLUMNS_MAX;

	while (wide && (int64_t)r->columns < n)
		wide = crm_reader_add_column(r, CRM_TEXT(""), &err) == CRM_OK;
	return n <= (int64_t)r->columns;
}

/* ---- what they are called ---- */

struct crm_text
crm_reader_column(const struct crm_reader *r, size_t i)
{
	return r->called[i];
}

struct crm_text
crm_reader_header_of(const struct crm_reader *r, size_t i)
{
	return r->column[i];
}

void
crm_reader_rename(struct crm_reader *r, size_t i, struct crm_text name)
{
	r->called[i].p = crm_strndup(&r->names, name.p, name.n);
	r->called[i].n = name.n;
}

void
crm_reader_name_by(struct crm_reader *r, crm_naming *naming, void *ctx)
{
	size_t i;

	r->naming = naming;
	r->naming_ctx = ctx;
	for (i = 0; i < r->columns; i++)
		naming(ctx, r, i);
}

/* ---- the header ---- */

static size_t
named_columns(const struct crm_cell *cell, size_t n)
{
	while (n > 0 && crm_text_trim(cell[n - 1].text).n == 0)
		n--;
	return n;
}

void
crm_reader_put_place(const struct crm_reader *r, size_t i, struct crm_buf *out)
{
	if (r->ops->place != NULL)
		r->ops->place(r, i, out);
	else
		crm_buf_printf(out, "%zu", i + 1);
}

static enum crm_status
name_column(
    struct crm_reader *r, size_t i, struct crm_text name, struct crm_err *err)
{
	size_t same = crm_reader_find_column(r, name, i);
	struct crm_buf here = CRM_BUF_INIT, there = CRM_BUF_INIT;
	enum crm_status status = CRM_OK;

	crm_reader_put_place(r, i, &here);
	if (name.n == 0 && !r->opts->twice) {
		status = crm_fail(
		    err, CRM_INVALID, "column %s has no name", here.data);
	} else if (same < r->columns && !r->opts->twice) {
		crm_reader_put_place(r, same, &there);
		status = crm_fail(err, CRM_INVALID,
		    "column '%.*s' is there twice, as %s and %s",
		    (int)(name.n > 64 ? 64 : name.n), name.p, there.data,
		    here.data);
	} else {
		status = crm_reader_add_column(r, name, err);
	}
	crm_buf_free(&here);
	crm_buf_free(&there);
	return status;
}

enum crm_status
crm_reader_header(struct crm_reader *r, const struct crm_cell *cell, size_t n,
    struct crm_err *err)
{
	enum crm_status status = CRM_OK;

	r->named = named_columns(cell, n);
	if (r->named == 0)
		return crm_fail(err, CRM_INVALID, "no column has a name");
	if (!r->opts->twice || n > CRM_COLUMNS_MAX)
		n = r->named;
	for (size_t i = 0; i < n && status == CRM_OK; i++)
		status = name_column(r, i, crm_text_trim(cell[i].text), err);
	return status;
}

/* ---- the row ---- */

void
crm_reader_room(struct crm_reader *r, size_t n)
{
	struct crm_cell *cell;
	size_t cap = r->cells_cap == 0 ? 32 : r->cells_cap;

	if (n <= r->cells_cap)
		return;
	while (cap < n)
		cap *= 2;
	cell = realloc(r->row.cell, cap * sizeof *cell);
	if (cell == NULL)
		crm_oom();
	r->row.cell = cell;
	r->cells_cap = cap;
}
