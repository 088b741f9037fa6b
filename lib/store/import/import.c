/* Import: the loop over the rows. */
#include "import.h"

#include <stdio.h>
#include <string.h>

enum {
	BULK_ROWS = 5000, /* fewer are not worth the rebuild */
	ROW_BYTES = 150,  /* a guess, before the first row */
};

static int64_t
table_rows(struct import *im)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = CRM_VALUE_NULL;

	crm_buf_printf(
	    &sql, "SELECT max(\"id\") FROM \"%s\"", im->e->def->table);
	crm_get_int(im->s, sql.data, NULL, 0, &v, NULL);
	crm_buf_free(&sql);
	return v.kind == CRM_INT ? v.i : 0;
}

/* Whether a column feeds a field, or a default does. */
static bool
is_fed(const struct import *im, const char *field)
{
	int f = crm_field_index(im->e, crm_text_of(field));
	size_t i = 0;

	while (i < im->n_feeds && im->feed[i].field != f)
		i++;
	return i < im->n_feeds;
}

/* Whether what is done behind a row, and before others, reads none of its kind, and
 * no row that it refuses has to be taken back alone. */
static bool
hooks_look_away(const struct import *im, const struct crm_rules *rules)
{
	return rules == NULL || rules->saved == NULL || rules->live ||
	    (rules->seldom && im->s->engine->load == NULL &&
		!im->o->keep_good) ||
	    (rules->puts_off &&
		(rules->unless == NULL || !is_fed(im, rules->unless)));
}

/* Whether nothing has to see a row in the table before the last is read. */
static enum crm_status
takes_bulk(struct import *im, bool *yes, struct crm_err *err)
{
	bool followed;
	enum crm_status st = hooks_is_followed(im->s, im->e, &followed, err);

	*yes = !followed && !self_refers(im) && !im->e->def->no_bulk &&
	    im->lines.n_stands == 0 &&
	    (im->parts.owner < 0 || !im->refused.all) &&
	    hooks_look_away(im, hooks_rules(im->s, im->e));
	return st;
}

/* When many rows meet a small table, its indexes are made anew behind them. */
static enum crm_status
start_bulk(struct import *im, struct crm_err *err)
{
	int64_t rows = crm_reader_size(im->r) / ROW_BYTES;

	const struct crm_engine *engine = im->s->engine;
	bool *filled = crm_alloc_n(&im->arena, im->e->n, sizeof *filled);
	enum crm_status st;
	size_t i;

	if (rows >= BULK_ROWS && rows * 2 >= table_rows(im) &&
	    (st = takes_bulk(im, &im->bulk, err)) != CRM_OK)
		return st;
	if (!im->bulk)
		return engine->tune(im->s->db, CRM_TUNE_UPDATE, err);
	crm_reader_ahead(im->r);
	for (i = 0; i < im->n_feeds; i++)
		filled[im->feed[i].field] = true;
	st = engine->tune(im->s->db, CRM_TUNE_LOAD, err);
	return st != CRM_OK ? st
			    : schema_drop_indexes(im->s, im->e, filled, err);
}

/* What the table has was noted: from here on it is loaded. */
static void
load_rows(struct import *im)
{
	if (im->bulk)
		im->s->tx.bulk = im->e;
}

static enum crm_status
end_bulk(struct import *im, struct crm_err *err)
{
	enum crm_status st;

	if (!im->bulk)
		return CRM_OK;
	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK)
		return st;
	im->s->tx.bulk = NULL;
	im->bulk = false;
	note_free(im);
	if (im->s->engine->indexes_sql == NULL)
		return CRM_OK; /* they were never away */
	st = im->s->engine->tune(im->s->db, CRM_TUNE_INDEX, err);
	return st != CRM_OK ? st : schema_make_indexes(im->s, im->e, err);
}

/* ---- a row ---- */

static enum crm_status
check_like(
    struct import *im, struct crm_like *like, size_t *n, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = like_find(im, like, n, err);
	bool by_name;

	if (st != CRM_OK || *n == 0)
		return st;
	by_name = !crm_like_rejects(CRM_LIKE_REJECT, like, *n);
	im->count->like++;
	im->count->like_name += by_name;
	if (crm_like_rejects(im->o->duplicates, like, *n)) {
		crm_like_names(&b, like, *n);
		st = crm_fail(err, CRM_INVALID, "has the same %s as %s",
		    by_name ? crm_tr("company name")
			    : crm_tr("e-mail or phone"),
		    b.data);
		crm_buf_free(&b);
	}
	return st;
}

/* A new record has every field that a column feeds, blank or not, so that one
 * statement serves for all rows. */
static void
give_all(struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_feeds; i++) {
		int f = im->feed[i].field;

		if ((im->e->field[f]->flags & CRM_F_READONLY) == 0 &&
		    f != im->e->id)
			im->rec.given[f] = true;
	}
}

/* A row that becomes nothing. */
static enum crm_status
leave_row(struct import *im, int64_t *count)
{
	++*count;
	self_row(im, im->count->read, 0, false);
	return CRM_OK;
}

/* *kept: the row is a record, or changed one. */
static enum crm_status
take_row(struct import *im, const struct crm_row *row, bool *kept,
    struct crm_err *err)
{
	enum crm_action done = CRM_ACT_INSERTED;
	struct crm_like like[CRM_LIKE_KINDS];
	int64_t id, before;
	enum crm_status st;
	size_t n_like = 0;
	bool flagged;

	im->stands_for = 0;
	if (im->flag.n > 0 &&
	    ((st = flagged_row(im, row, &flagged, err)) != CRM_OK || flagged))
		return st == CRM_OK ? leave_row(im, &im->count->flagged) : st;
	st = import_convert(im, row, err);
	if ((st == CRM_OK || is_row_error(st)) &&
	    footing_is(im, row, st == CRM_OK)) {
		rows_leave_out(im, row);
		footing_part(im);
		return leave_row(im, &im->count->sums);
	}
	if (st == CRM_OK || is_row_error(st))
		footing_add(im, row);
	if (st != CRM_OK || (st = import_same_defaults(im, row, err)) != CRM_OK)
		return st;
	note_row(im);
	if ((st = ident_find(im, &id, &before, err)) != CRM_OK ||
	    (st = qualified_alone(im, row, id, err)) != CRM_OK ||
	    (st = beside_place(im, id, err)) != CRM_OK ||
	    (im->verdict.slot != NULL &&
		(st = verdict_place(im, row, id, err)) != CRM_OK) ||
	    (im->either_on.kind != CRM_NULL &&
		(st = either_place(im, id, err)) != CRM_OK))
		return st;
	if (im->gone_id != 0) {
		if ((st = gone_decide(im, &id, err)) != CRM_OK)
			return st;
		if (im->gone_id != 0 && id == 0)
			return leave_row(im, &im->count->done[CRM_ACT_SKIPPED]);
	}
	if (id == 0 && im->o->on_duplicate == CRM_DUP_UPDATE_ONLY)
		return leave_row(im, &im->count->unmade);
	if (id != 0) {
		if ((st = way_back_write(im, err)) != CRM_OK ||
		    (st = meet_record(im, row, id, before, &done, err)) !=
			CRM_OK)
			return st;
		if (im->gone_id != 0)
			done = CRM_ACT_RESTORED;
		if (before == 0 &&
		    (st = note_met(im, id, row->line, err)) != CRM_OK)
			return st;
	} else {
		give_all(im);
		if ((st = odd_stay(im, NULL, err)) != CRM_OK ||
		    (st = import_defaults(im, row, err)) != CRM_OK ||
		    (st = money_of_owner(im, row, NULL, err)) != CRM_OK ||
		    (st = money_settled(im, err)) != CRM_OK ||
		    (st = check_like(im, like, &n_like, err)) != CRM_OK)
			return st;
		told_blank(im);
		if ((st = way_back_write(im, err)) != CRM_OK)
			return st;
		if ((st = crm_insert(im->s, &im->rec, err)) != CRM_OK)
			return continued_refuse(im, st, err);
		told_worked_out(im);
		id = im->rec.id;
		im->rec.id = 0;
		if ((st = note_new(im, id, row->line, err)) != CRM_OK ||
		    (im->stands_for != 0 &&
			(st = lines_note_stand(im, id, im->stands_for, err)) !=
			    CRM_OK))
			return st;
	}
	self_row(im, im->count->read, done == CRM_ACT_SKIPPED ? 0 : id,
	    done == CRM_ACT_INSERTED);
	if ((st = either_undated(im, id, done, err)) != CRM_OK)
		return st;
	im->count->done[done]++;
	*kept = done != CRM_ACT_SKIPPED && done != CRM_ACT_UNCHANGED;
	if (im->o->taken != NULL)
		im->o->taken(im->o->ctx, id, done, like, n_like);
	return CRM_OK;
}

static void
refuse(struct import *im, const struct crm_row *row, struct crm_err *err)
{
	im->count->rejected++;
	im->count->stale += err->why == CRM_WHY_STALE;
	im->worst = crm_status_worse(
	    im->worst, err->status == CRM_RULE ? CRM_RULE : CRM_INVALID);
	if (im->n_bad == 0)
		mistakes_add(im, err);
	refused_keep_signs(im);
	im->o->refused(im->o->ctx, row, im->bad, im->n_bad);
}

/* A row, and what is made for it by the way: nothing for one that is refused, or
 * changes nothing. */
static enum crm_status
try_row(struct import *im, const struct crm_row *row, struct crm_err *err)
{
	enum crm_status st, end;
	struct crm_err own;
	bool kept = false;

	way_back_row(im);
	st = take_row(im, row, &kept, err);
	end = way_back_end(im, st, kept, &own);
	if (end == CRM_OK)
		return st;
	*err = own;
	return end;
}

static enum crm_status
all_rows(struct import *im, struct crm_err *err)
{
	struct crm_row *row;
	enum crm_status st;

	for (;;) {
		crm_arena_reset(&im->row);
		st = rows_next(im, &row, err);
		if (row == NULL)
			return st;
		im->count->read++;
		im->n_bad = 0;
		refused_row(im, row);
		if (!im->o->look && refused_has_signs(im)) {
			im->count->doubt = true;
			return CRM_OK;
		}
		if (st == CRM_OK &&
		    crm_reader_columns(im->r) > im->mapped_columns)
			st = import_map_more(im, err);
		if (st == CRM_OK)
			st = unnamed_row(im, row, err);
		if (st == CRM_OK)
			st = self_known(im, im->count->read, err);
		if (st == CRM_OK)
			st = try_row(im, row, err);
		if (im->count->doubt)
			return CRM_OK;
		if (st != CRM_OK && !is_row_error(st))
			return st;
		if (st != CRM_OK)
			refuse(im, row, err);
		if (im->o->progress != NULL)
			im->o->progress(im->o->ctx, im->count->read);
	}
}

static enum crm_status
run(struct import *im, struct crm_err *err)
{
	enum crm_status st;
	char hash[65];

	/* The header comes first: what writes it into a pipe may be an import. */
	if ((st = import_map(im, err)) != CRM_OK ||
	    (st = lock_imports(im->s, err)) != CRM_OK)
		return st;
	refused_start(im);
	if (!im->has_identity && (st = seen_before(im, hash, err)) != CRM_OK)
		return st;
	if (im->o->look && (st = import_look(im, err)) != CRM_OK)
		return st;
	if ((st = lines_start(im, err)) != CRM_OK ||
	    (st = start_bulk(im, err)) != CRM_OK ||
	    (st = note_start(im, err)) != CRM_OK)
		return st;
	load_rows(im);
	if ((st = all_rows(im, err)) != CRM_OK || im->count->doubt ||
	    (st = end_bulk(im, err)) != CRM_OK ||
	    (st = self_resolve(im, err)) != CRM_OK)
		return st;
	own_id_end(im);
	im->count->whole = true;
	unnamed_tell(im);
	told_all(im);
	mistakes_tell(im);
	flagged_tell(im);
	merged_tell(im);
	verdict_tell(im);
	lost_tell(im);
	if (!im->has_identity && im->count->done[CRM_ACT_INSERTED] > 0 &&
	    (st = seen_note(im, hash, err)) != CRM_OK)
		return st;
	if (im->count->rejected > 0)
		return crm_fail(err, im->worst, "%lld of %lld rows refused",
		    (long long)im->count->rejected, (long long)im->count->read);
	return CRM_OK;
}

enum crm_status
crm_import(struct crm_store *s, const struct crm_entity *e,
    struct crm_reader *r, const struct crm_import_opts *o,
    struct crm_import_count *count, struct crm_err *err)
{
	struct import im = { .s = s, .e = e, .r = r, .o = o, .count = count };
	enum crm_status st;

	*count = (struct crm_import_count){ 0 };
	if ((st = crm_allow(s, CRM_WRITE, e->def, err)) != CRM_OK)
		return st;
	im.parse = (struct crm_parse){ .dict = s->dict,
		.clock = &s->clock,
		.dates = o->dates,
		.file = true,
		.base_currency = s->currency,
		.arena = &im.row,
		.did = &im.did };
	crm_record_init(&im.rec, e, &im.arena);
	im.cleared = crm_alloc_n(&im.arena, e->n, sizeof *im.cleared);
	im.odd = crm_alloc_n(&im.arena, e->n, sizeof *im.odd);
	self_start(&im);
	s->tx.import = true;
	st = run(&im, err);
	s->tx.bulk = NULL;
	import_forget_names(&im);
	keymap_free(&im.layout.keys);
	parts_forget(&im);
	lines_forget(&im);
	self_free(&im);
	note_free(&im);
	rows_free(&im);
	mistakes_free(&im);
	crm_buf_free(&im.join);
	crm_buf_free(&im.kept_out);
	crm_arena_free(&im.row);
	crm_arena_free(&im.met_arena);
	crm_arena_free(&im.arena);
	return st;
}
