/*
 * Columns without a header.  One that has no values either is left out, and said where
 * it stands between others; one that has some is nothing until --map says what.
 */
#include "import.h"

#include <string.h>

bool
unnamed_header(struct import *im, int column)
{
	struct unnamed *u = &im->unnamed;

	if (crm_reader_column(im->r, (size_t)column).n > 0) {
		u->between = u->n;
		return false;
	}
	if (im->used[column])
		return true;
	u->column = crm_grow(
	    &im->arena, u->column, u->n, &u->cap, sizeof *u->column);
	u->column[u->n++] = (struct unnamed_column){ .at = column };
	return true;
}

/* Whether the row has a value in such a column that none had before. */
static bool
finds_value(struct import *im, const struct crm_row *row)
{
	struct unnamed *u = &im->unnamed;
	bool found = false;
	size_t i;

	for (i = 0; i < u->n; i++) {
		struct unnamed_column *c = &u->column[i];

		if (c->valued || (size_t)c->at >= row->n ||
		    crm_text_trim(row->cell[c->at].text).n == 0)
			continue;
		found = c->valued = true;
	}
	return found;
}

/* "B, D" for people, and "#2=FIELD,#4=FIELD" for --map. */
static void
put_valued(struct import *im, struct crm_buf *places, struct crm_buf *map)
{
	const struct unnamed *u = &im->unnamed;
	size_t i;

	for (i = 0; i < u->n; i++) {
		if (!u->column[i].valued)
			continue;
		crm_buf_str(places, places->len > 0 ? ", " : "");
		crm_reader_put_place(im->r, (size_t)u->column[i].at, places);
		crm_buf_printf(map, "%s#%d=FIELD", map->len > 0 ? "," : "",
		    u->column[i].at + 1);
	}
}

/* All of them at once: the rest of the rows is looked at, too. */
static enum crm_status
refuse(struct import *im, int64_t line, struct crm_err *err)
{
	struct crm_buf places = CRM_BUF_INIT, map = CRM_BUF_INIT;
	struct crm_err bad;
	const char *merged;
	struct crm_row *row;
	enum crm_status st;

	do {
		st = crm_reader_next(im->r, &row, &bad);
		if (row != NULL && st == CRM_OK)
			finds_value(im, row);
	} while (row != NULL);
	put_valued(im, &places, &map);
	merged = crm_reader_end_note(im->r);
	st = crm_fail(err, CRM_USAGE,
	    "%s:%lld: values without a header, in column%s %s; --map '%s' says "
	    "what is what, and nothing behind a = leaves a column out%s%s",
	    crm_reader_name(im->r), (long long)line,
	    map.len > 0 && strchr(map.data, ',') != NULL ? "s" : "",
	    places.data, map.data, merged != NULL ? "; " : "",
	    merged != NULL ? merged : "");
	crm_buf_free(&places);
	crm_buf_free(&map);
	return st;
}

enum crm_status
unnamed_row(struct import *im, const struct crm_row *row, struct crm_err *err)
{
	if (im->unnamed.n == 0 || !finds_value(im, row) ||
	    im->o->ignore_unknown)
		return CRM_OK;
	return refuse(im, row->line, err);
}

void
unnamed_tell(struct import *im)
{
	const struct unnamed *u = &im->unnamed;
	struct crm_buf b = CRM_BUF_INIT;
	size_t i, n = 0;

	for (i = 0; i < u->n; i++) {
		if (i >= u->between && !u->column[i].valued)
			continue;
		crm_buf_str(&b, n++ > 0 ? ", " : "");
		crm_reader_put_place(im->r, (size_t)u->column[i].at, &b);
	}
	if (n > 0 && im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr("left out: column%s %s without a header"),
			n > 1 ? "s" : "", b.data));
	crm_buf_free(&b);
}
