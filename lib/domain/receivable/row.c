/* Rows of the ledger as the areas write them, and take them back; their undo. */
#include "ledger.h"

#include <crm/domain/period.h>
#include <crm/store/log.h>

#include <string.h>

enum crm_status
rest_of(struct crm_store *s, int64_t id, struct rest *out, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct rest){ 0 };
	st = crm_sql(s,
	    "WITH RECURSIVE back(\"id\") AS (SELECT CAST(? AS BIGINT) "
	    "UNION SELECT a.\"id\" FROM allocation a JOIN back b "
	    "ON a.\"reverses\" = b.\"id\" WHERE a.\"deleted\" IS NULL) "
	    "SELECT CAST(sum(a.\"amount\") AS BIGINT), "
	    "CAST(sum(a.\"paid\") AS BIGINT), "
	    "CAST(sum(a.\"relieved_base\") AS BIGINT), "
	    "CAST(sum(a.\"paid_base\") AS BIGINT) "
	    "FROM allocation a JOIN back b ON b.\"id\" = a.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct rest){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2), crm_col_int(q, 3) };
		crm_reset(q);
	}
	return st;
}

/* ---- writing ---- */

struct ours {
	bool now;
};

static struct ours *
ours_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct ours), &a);
}

bool
row_is_ours(struct crm_store *s)
{
	return ours_of(s)->now;
}

static enum crm_status
insert(struct crm_store *s, const struct row *row, int64_t *id,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "allocation");
	const struct {
		const char *field;
		int64_t i;
	} whole[] = { { "payment", row->payment },
		{ "receivable", row->receivable }, { "refund", row->refund },
		{ "write_off", row->write_off }, { "amount", row->amount },
		{ "paid", row->paid }, { "reverses", row->reverses } };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;
	size_t i;

	crm_record_init(&r, e, &a);
	for (i = 0; i < COUNT(whole); i++)
		if (whole[i].i != 0)
			set(&r, whole[i].field, crm_value_int(whole[i].i));
	if (row->kind != NULL)
		set(&r, "kind", crm_value_text(crm_text_of(row->kind)));
	if (row->day != CRM_DATE_MIN)
		set(&r, "allocated_on", crm_value_int(row->day));
	st = crm_insert(s, &r, err);
	if (st == CRM_OK && id != NULL)
		*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
row_insert(struct crm_store *s, const struct row *row, int64_t *id,
    struct crm_err *err)
{
	bool was = row_is_ours(s);
	enum crm_status st;

	ours_of(s)->now = true;
	st = insert(s, row, id, err);
	ours_of(s)->now = was;
	return st;
}

static struct row
back_of(struct crm_store *s, int64_t allocation, int64_t amount, int64_t day)
{
	return (struct row){
		.reverses = allocation,
		.amount = -amount,
		.day = day != CRM_DATE_MIN ? day : crm_store_clock(s)->today,
	};
}

enum crm_status
row_back(struct crm_store *s, int64_t allocation, int64_t amount, int64_t day,
    int64_t *id, struct crm_err *err)
{
	const struct row row = back_of(s, allocation, amount, day);

	return row_insert(s, &row, id, err);
}

enum crm_status
row_back_rest(void *ctx, int64_t id, struct crm_err *err)
{
	struct rows_back *b = ctx;
	struct rest rest;
	enum crm_status st = rest_of(b->s, id, &rest, err);

	if (st != CRM_OK || rest.amount == 0)
		return st;
	b->n++;
	return row_back(b->s, id, 0, b->day, NULL, err);
}

enum crm_status
crm_unallocate(
    struct crm_store *s, int64_t allocation, int64_t day, struct crm_err *err)
{
	const struct row row = back_of(s, allocation, 0, day);

	/* Of a row that took back, that is giving up again. */
	return insert(s, &row, NULL, err);
}

/* ---- undo ---- */

enum crm_status
allocation_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	struct rest rest;
	enum crm_status st;

	*way = CRM_UNDO_BACK;
	if (!u->born)
		return CRM_OK;
	/* What is taken back already stays so. */
	st = rest_of(u->store, u->now->id, &rest, err);
	*way = st == CRM_OK && rest.amount == 0 ? CRM_UNDO_STAYS
						: CRM_UNDO_REVERSED;
	return st;
}

/* What the same batch made void, behind its rows, is so no more. */
static enum crm_status
revive(const struct crm_undoing *u, const char *field, struct crm_err *err)
{
	bool payment = strcmp(field, "receivable") != 0, gave = false;
	const struct crm_value *id = value_of(u->now, field);
	struct crm_record r;
	enum crm_status st;

	if (id->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(u->store,
	    crm_dict_find(
		crm_store_dict(u->store), payment ? "payment" : "receivable"),
	    id->i, u->arena, &r, err);
	if (st == CRM_OK && value_of(&r, "void_on")->kind == CRM_INT)
		st = crm_log_gave(
		    u->store, &r, "void_on", u->batch, &gave, err);
	return st == CRM_OK && gave ? side_revive(u->store, payment, id->i, err)
				    : st;
}

/* On its own day, where that is open; another row of the batch may have taken it back. */
enum crm_status
allocation_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	static const char *const sides[] = { "receivable", "payment",
		"refund" };
	int64_t day = value_of(u->now, "allocated_on")->i;
	struct rest rest;
	enum crm_status st = rest_of(u->store, u->now->id, &rest, err);
	struct side x;
	size_t i;

	(void)way;
	if (st != CRM_OK || rest.amount == 0 ||
	    (st = revive(u, "payment", err)) != CRM_OK ||
	    (st = revive(u, "refund", err)) != CRM_OK ||
	    (st = revive(u, "receivable", err)) != CRM_OK)
		return st;
	for (i = 0; i < COUNT(sides) && st == CRM_OK; i++)
		if (given(u->now, sides[i]) &&
		    (st = side_load(u->store, i > 0, number(u->now, sides[i]),
			 &x, err)) == CRM_OK)
			day = side_open_day(u->store, &x, day);
	return st == CRM_OK ? row_back(u->store, u->now->id, 0, day, NULL, err)
			    : st;
}
