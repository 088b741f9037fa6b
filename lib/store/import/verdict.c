/*
 * A column that says how a record ended, beside its stage: other systems keep the
 * last stage of a deal that was won or lost, and say so in a status of its own.
 * Here the stage says it: such a row goes to the first stage of that end in the
 * pipeline of the one that it names, and what it is closed on follows.
 */
#include "import.h"

#include <string.h>

enum { KNOWN = 64 };

/* Which stage stands for one, and an end. */
struct verdict_slot {
	int64_t from, to;
	const struct crm_choice *end;
};

/* A column of the day of one end, beside that of the other. */
static bool
is_day(struct import *im, int column, struct crm_text header)
{
	struct feed *f;

	if (!crm_header_is(header, im->e->def->either->end_days))
		return false;
	f = feed_of(im, im->either_closed);
	if ((f->n > 0 && !f->first) || f->n == JOIN_MAX)
		return false;
	f->first = true;
	f->column[f->n++] = column;
	im->used[column] = true;
	return true;
}

bool
verdict_header(struct import *im, int column, struct crm_text header)
{
	const struct crm_either *e = im->e->def->either;

	if (e != NULL && is_day(im, column, header))
		return true;
	if (e == NULL || im->verdict.slot != NULL ||
	    !crm_header_is(header, e->end_headers))
		return false;
	im->verdict.column = column;
	im->verdict.slot = crm_alloc_n(
	    &im->arena, KNOWN, sizeof *im->verdict.slot);
	im->used[column] = true;
	feed_of(im, im->either_by);
	return true;
}

/* What the row says; NULL where it is blank. */
static enum crm_status
said(struct import *im, const struct crm_row *row,
    const struct crm_choice **end, struct crm_err *err)
{
	const struct crm_either *e = im->e->def->either;
	char quoted[CRM_QUOTE_SIZE], header[CRM_QUOTE_SIZE];
	size_t at = (size_t)im->verdict.column;
	struct crm_text t;

	*end = NULL;
	if (at >= row->n || (t = crm_text_trim(row->cell[at].text)).n == 0)
		return CRM_OK;
	if ((*end = crm_choice_find(e->ends, t)) != NULL)
		return CRM_OK;
	crm_quote(header, crm_reader_column(im->r, at));
	return crm_fail_field(err, CRM_INVALID, e->by,
	    "'%s' is neither open, won nor lost; --map '%s=%s' takes the column "
	    "for the %s, '%s=' leaves it out",
	    crm_quote(quoted, t), header, e->by, e->by, header);
}

/* The stage that the row, or its record, is in; 0: none. */
static enum crm_status
stage_of(struct import *im, int64_t id, int64_t *stage, struct crm_err *err)
{
	struct crm_value v = im->rec.v[im->either_by];
	struct crm_record now;
	enum crm_status st = CRM_OK;

	if (v.kind != CRM_INT && id != 0 &&
	    (st = met_load(im, id, &now, err)) == CRM_OK)
		v = now.v[im->either_by];
	*stage = v.kind == CRM_INT ? v.i : 0;
	return st;
}

/* The first stage of an end in the pipeline of one, or of the first there is. */
static enum crm_status
first_of(struct import *im, int64_t from, const struct crm_choice *end,
    int64_t *to, struct crm_err *err)
{
	const struct crm_either *e = im->e->def->either;
	const struct crm_entity *by = crm_dict_find(
	    im->s->dict, im->e->field[im->either_by]->ref);
	const char *table = by->def->table, *key = by->field[by->key[0]]->name;
	struct crm_value v[2] = { crm_value_text(crm_text_of(end->code)),
		crm_value_int(from) },
			 found;
	enum crm_status st;

	st = crm_get_int(im->s,
	    crm_sprintf(&im->row,
		"SELECT o.\"id\" FROM \"%s\" o WHERE o.\"%s\" = ? AND "
		"o.\"deleted\" IS NULL AND o.\"%s_f\" = (SELECT p.\"%s_f\" FROM "
		"\"%s\" p WHERE p.\"id\" = coalesce(nullif(?, 0), (SELECT "
		"min(m.\"id\") FROM \"%s\" m WHERE m.\"deleted\" IS NULL))) "
		"ORDER BY o.\"%s\", o.\"id\" LIMIT 1",
		table, e->state, key, key, table, table, e->order),
	    v, 2, &found, err);
	*to = found.kind == CRM_INT ? found.i : 0;
	return st;
}

static enum crm_status
contradiction(
    struct import *im, const struct crm_choice *end, struct crm_err *err)
{
	struct crm_text header = crm_reader_column(
	    im->r, (size_t)im->verdict.column);
	char quoted[CRM_QUOTE_SIZE];
	const char *by = im->e->def->either->by;

	return crm_fail_field(err, CRM_INVALID, by,
	    "the %s of the row is closed otherwise, and '%s' says %s; --map '%s=' "
	    "leaves that out",
	    by, crm_quote(quoted, header), end->code, quoted);
}

/* What stands for a stage where the row says such an end. */
static enum crm_status
settle(struct import *im, int64_t from, const struct crm_choice *end,
    int64_t *to, struct crm_err *err)
{
	const struct crm_either *e = im->e->def->either;
	enum crm_status st = CRM_OK;
	bool is = false, open = true;

	*to = from;
	if (from != 0 &&
	    ((st = either_is(im, from, end->code, &is, err)) != CRM_OK ||
		(st = either_is(im, from, e->is_open, &open, err)) != CRM_OK ||
		is))
		return st;
	if (!open)
		return contradiction(im, end, err);
	if (strcmp(end->code, e->is_open) == 0)
		return CRM_OK; /* it begins there */
	if ((st = first_of(im, from, end, to, err)) != CRM_OK || *to != 0)
		return st;
	return crm_fail_field(err, CRM_INVALID, e->by,
	    "the pipeline has no %s that is %s", e->by, end->code);
}

enum crm_status
verdict_place(struct import *im, const struct crm_row *row, int64_t id,
    struct crm_err *err)
{
	struct verdict_slot *slot = im->verdict.slot;
	const struct crm_choice *end;
	enum crm_status st;
	int64_t from, to = 0;
	size_t i;

	if ((st = said(im, row, &end, err)) != CRM_OK || end == NULL ||
	    (st = stage_of(im, id, &from, err)) != CRM_OK)
		return st;
	for (i = 0; i < im->verdict.n; i++)
		if (slot[i].from == from && slot[i].end == end)
			to = slot[i].to;
	if (to == 0 && (st = settle(im, from, end, &to, err)) != CRM_OK)
		return st;
	if (to != 0 && i == im->verdict.n && im->verdict.n < KNOWN)
		slot[im->verdict.n++] = (struct verdict_slot){ from, to, end };
	if (to == from)
		return CRM_OK;
	im->verdict.moved += im->rec.v[im->either_by].kind == CRM_INT;
	crm_record_set(&im->rec, im->either_by, crm_value_int(to));
	return CRM_OK;
}

void
verdict_tell(struct import *im)
{
	int64_t n = im->verdict.moved;
	char quoted[CRM_QUOTE_SIZE];

	if (n == 0 || im->o->note == NULL)
		return;
	crm_quote(quoted, crm_reader_column(im->r, (size_t)im->verdict.column));
	im->o->note(im->o->ctx,
	    crm_sprintf(&im->arena,
		crm_tr(
		    "%lld row%s won or lost by '%s': in the stage of that, not "
		    "in the one beside it"),
		(long long)n, n == 1 ? "" : "s", quoted));
}
