/* check, log, undo, feed: what happened to the book. */
#include "admin.h"

#include <crm/domain/area.h>
#include <crm/store/log.h>
#include <crm/store/upkeep.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TEXT_COLUMN(n) \
	{ \
		.name = n, .label = n, .type = CRM_T_TEXT, .currency = -1 \
	}

/* ---- check ---- */

static const struct crm_column finding_columns[] = {
	TEXT_COLUMN("code"),
	TEXT_COLUMN("id"),
	TEXT_COLUMN("field"),
	TEXT_COLUMN("message"),
};

struct findings {
	struct crm_rows *rows;
	size_t n;
};

static enum crm_status
finding(void *ctx, const struct crm_finding *f, struct crm_err *err)
{
	struct findings *out = ctx;
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_value v[4];
	enum crm_status st;

	if (f->entity != NULL)
		crm_id_format(&id, f->entity, f->record);
	else if (f->batch != 0)
		crm_buf_printf(&id, "B%lld", (long long)f->batch);
	v[0] = crm_value_text(crm_text_of(f->code));
	v[1] = crm_value_text((struct crm_text){ id.data, id.len });
	v[2] = crm_value_text(crm_text_of(f->field));
	v[3] = crm_value_text(crm_text_of(crm_tr(f->text)));
	out->n++;
	st = crm_rows_put(out->rows, v, err);
	crm_buf_free(&id);
	return st;
}

enum crm_status
admin_check(struct crm_cmd *c, struct crm_err *err)
{
	struct findings f = { NULL, 0 };
	enum crm_status st;
	bool whole = false;

	st = crm_rows_open_hushed(c, finding_columns, 4, &f.rows, err);
	if (st == CRM_OK)
		st = crm_check(c->store, crm_has(c, CRM_OPT_DEEP), finding, &f,
		    &whole, err);
	if (st == CRM_OK && whole)
		st = crm_check_books(c->store, finding, &f, err);
	if ((st = crm_rows_end(f.rows, st, err)) != CRM_OK)
		return st;
	if (f.n > 0)
		return crm_fail(err, CRM_INVALID,
		    "the book is not sound: %zu "
		    "finding%s",
		    f.n, f.n == 1 ? "" : "s");
	if (!crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "the book is sound");
	return CRM_OK;
}

/* ---- log ---- */

static const struct crm_column log_columns[] = {
	{ .name = "batch",
	    .label = "batch",
	    .type = CRM_T_ID,
	    .code = "B",
	    .currency = -1 },
	{ .name = "at", .label = "at", .type = CRM_T_INSTANT, .currency = -1 },
	TEXT_COLUMN("actor"),
	TEXT_COLUMN("program"),
	TEXT_COLUMN("args"),
	TEXT_COLUMN("reason"),
	{ .name = "inserted",
	    .label = "inserted",
	    .type = CRM_T_INT,
	    .currency = -1 },
	{ .name = "changed",
	    .label = "changed",
	    .type = CRM_T_INT,
	    .currency = -1 },
	{ .name = "undoes",
	    .label = "undoes",
	    .type = CRM_T_ID,
	    .code = "B",
	    .currency = -1 },
};

enum { LOG_COLUMNS = sizeof log_columns / sizeof *log_columns };

struct log_list {
	struct crm_cmd *c;
	struct crm_rows *rows;
};

static enum crm_status
put_batch(
    void *ctx, const struct crm_logged *b, bool *enough, struct crm_err *err)
{
	struct log_list *l = ctx;
	const struct crm_value v[LOG_COLUMNS] = { crm_value_int(b->number),
		crm_value_int(b->at), crm_value_text(b->login),
		crm_value_text(b->program), crm_value_text(b->args),
		crm_value_text(b->reason), b->inserted,
		crm_value_int(b->changed), b->undoes };
	enum crm_status st = crm_rows_put(l->rows, v, err);

	*enough = crm_out_closed(l->c->out);
	return st;
}

/* What the options say of the batches that count. */
static enum crm_status
read_choice(
    struct crm_cmd *c, struct crm_log_choice *which, struct crm_err *err)
{
	struct crm_filter *where;
	enum crm_status st;

	*which = (struct crm_log_choice){ .actor = c->opt[CRM_OPT_ACTOR],
		.program = c->opt[CRM_OPT_PROGRAM] };
	if ((st = crm_cmd_limit(c, &which->limit, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_SINCE) &&
	    (st = crm_since_parse(c->store, c->opt[CRM_OPT_SINCE],
		 &which->since, err)) != CRM_OK)
		return st;
	st = crm_cmd_filter(c, crm_log_kind(c->arena), &where, err);
	which->where = where;
	return st == CRM_OK ? crm_log_names(c->store, which, err) : st;
}

/* The batches that the operands name, or all. */
static enum crm_status
put_batches(
    struct log_list *l, struct crm_log_choice *which, struct crm_err *err)
{
	struct crm_cmd *c = l->c;
	enum crm_status st = CRM_OK;
	size_t i;

	if (c->n_operands == 0)
		return crm_log_batches(c->store, which, put_batch, l, err);
	which->limit = -1;
	for (i = 0; i < c->n_operands && st == CRM_OK; i++) {
		st = crm_batch_parse(
		    c->store, crm_text_of(c->operand[i]), &which->number, err);
		if (st == CRM_OK)
			st = crm_log_batches(
			    c->store, which, put_batch, l, err);
	}
	return st;
}

enum crm_status
admin_log(struct crm_cmd *c, struct crm_err *err)
{
	struct log_list l = { .c = c };
	struct crm_log_choice which;
	enum crm_status st;

	if ((st = read_choice(c, &which, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, log_columns, LOG_COLUMNS, &l.rows, err);
	if (st == CRM_OK)
		st = put_batches(&l, &which, err);
	return crm_rows_end(l.rows, st, err);
}

/* ---- undo ---- */

static const struct crm_column undo_columns[] = {
	TEXT_COLUMN("id"),
	TEXT_COLUMN("entity"),
	TEXT_COLUMN("_action"),
};

struct undone_record {
	const struct crm_entity *entity;
	int64_t id;
	enum crm_action done;
};

struct undone {
	struct crm_cmd *c;
	struct undone_record *list;
	size_t n, cap;
};

static void
undone(void *ctx, const struct crm_entity *e, int64_t id, enum crm_action done)
{
	struct undone *u = ctx;

	u->c->count[done]++;
	u->list = crm_grow(
	    u->c->arena, u->list, u->n, &u->cap, sizeof *u->list);
	u->list[u->n++] = (struct undone_record){ e, id, done };
}

static enum crm_status
put_undone(
    struct crm_rows *rows, const struct undone_record *r, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value v[3];
	enum crm_status st;

	crm_id_format(&b, r->entity, r->id);
	v[0] = crm_value_text(crm_text_of(b.data));
	v[1] = crm_value_text(crm_text_of(r->entity->def->name));
	v[2] = crm_value_text(crm_text_of(crm_action_name(r->done)));
	st = crm_rows_put(rows, v, err);
	crm_buf_free(&b);
	return st;
}

static enum crm_status
tell_undone(const struct undone *u, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++)
		st = crm_cmd_tell(u->c, u->list[i].entity, u->list[i].id, err);
	return st;
}

static enum crm_status
print_undone(const struct undone *u, struct crm_err *err)
{
	struct crm_rows *rows;
	enum crm_status st;
	size_t i;

	st = crm_rows_open(u->c, undo_columns, 3, &rows, err);
	for (i = 0; i < u->n && st == CRM_OK; i++)
		st = put_undone(rows, &u->list[i], err);
	return crm_rows_end(rows, st, err);
}

static enum crm_status
undo_body(struct crm_cmd *c, struct crm_err *err)
{
	struct undone u = { .c = c };
	enum crm_status st;

	st = crm_undo(c->store, c->batch.undoes, undone, &u, err);
	if (st != CRM_OK)
		return st;
	return crm_cmd_tells(c) && u.n > 0 ? tell_undone(&u, err)
					   : print_undone(&u, err);
}

enum crm_status
admin_undo(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;

	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "undo takes one batch; "
		    "crm-admin log lists them");
	st = crm_batch_parse(
	    c->store, crm_text_of(c->operand[0]), &c->batch.undoes, err);
	return st != CRM_OK ? st : crm_cmd_write(c, undo_body, err);
}

/* ---- feed ---- */

enum { FOLLOW_MS = 500 };

enum crm_status
admin_feed(struct crm_cmd *c, struct crm_err *err)
{
	struct timespec nap = { 0, FOLLOW_MS * 1000000L };
	int64_t since = 0;
	enum crm_status st;
	bool closed;

	if (crm_has(c, CRM_OPT_SINCE) &&
	    (st = crm_since_parse(
		 c->store, c->opt[CRM_OPT_SINCE], &since, err)) != CRM_OK)
		return st;
	for (;;) {
		if ((st = crm_store_snapshot(c->store, err)) != CRM_OK)
			return st;
		if (crm_store_moved(c->store))
			return crm_fail(err, CRM_FAIL,
			    "another book has taken the place of this one; its "
			    "batches are others, so read its feed from the "
			    "start (the last batch read is B%lld)",
			    (long long)since);
		st = crm_feed(c->store, since, c->out, &since, err);
		if (st != CRM_OK || !crm_has(c, CRM_OPT_FOLLOW))
			return st;
		if ((st = crm_out_flush(c->out, &closed, err)) != CRM_OK ||
		    closed)
			return st;
		/* No snapshot keeps others waiting while nothing happens. */
		crm_rollback(c->store);
		nanosleep(&nap, NULL);
	}
}
