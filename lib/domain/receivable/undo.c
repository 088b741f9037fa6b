/* Undo of receivables and payments: what of it are rows of the ledger, which are turned
 * round, and what is void or served as before. */
#include "ledger.h"

#include <crm/domain/period.h>
#include <crm/domain/receivable.h>
#include <crm/store/log.h>

#include <string.h>

/* The rows that name a payment or a receivable, and those of them that the batch
 * wrote with all that took them back since: these are gone when the batch is. */
#define ROWS_OF(names, sum) \
	"WITH RECURSIVE own(\"id\") AS (SELECT a.\"id\" FROM allocation a " \
	"WHERE a.\"born\" = ? AND " names " AND a.\"deleted\" IS NULL " \
	"UNION SELECT a.\"id\" FROM allocation a JOIN own o " \
	"ON a.\"reverses\" = o.\"id\" WHERE a.\"deleted\" IS NULL) " \
	"SELECT CAST(sum(CASE WHEN a.\"born\" = ? THEN 1 ELSE 0 END) AS BIGINT), " \
	"CAST(sum(CASE WHEN a.\"id\" IN (SELECT \"id\" FROM own) THEN 0 " \
	"ELSE a.\"" sum "\" END) AS BIGINT) FROM allocation a WHERE " names \
	" " \
	"AND a.\"deleted\" IS NULL"
#define OF_PAYMENT "(a.\"payment\" = ? OR a.\"refund\" = ?)"
#define OF_RECEIVABLE "a.\"receivable\" = ?"

/* How many rows that name it the batch wrote, and what those come to that stay. */
static enum crm_status
rows_of_batch(const struct owed_kind *k, const struct crm_undoing *u,
    int64_t *own, int64_t *others, struct crm_err *err)
{
	const struct crm_value batch = crm_value_int(u->born_in),
			       id = crm_value_int(u->now->id);
	const struct crm_value of_payment[] = { batch, id, id, batch, id, id },
			       of_receivable[] = { batch, id, batch, id };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*own = *others = 0;
	st = crm_sql(u->store,
	    k->payment ? ROWS_OF(OF_PAYMENT, "paid")
		       : ROWS_OF(OF_RECEIVABLE, "amount"),
	    &q, err);
	if (st != CRM_OK)
		return st;
	if (k->payment)
		crm_bind_all(q, of_payment, 6);
	else
		crm_bind_all(q, of_receivable, 4);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*own = crm_col_int(q, 0);
		*others = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* What is left of it follows from the batch's rows.  Made valid with them, it is void
 * again when they are taken back; what it is served for comes back. */
static enum crm_status
undo_followed(const struct owed_kind *k, const struct crm_undoing *u,
    enum crm_undo_way *way, struct crm_err *err)
{
	bool revived, cut = false;
	enum crm_status st = crm_log_took(
	    u->store, u->now, "void_on", u->batch, &revived, err);

	if (st == CRM_OK && k->served != NULL)
		st = crm_log_touched(
		    u->store, u->now, k->served, u->batch, &cut, err);
	*way = st == CRM_OK && (revived || cut) ? CRM_UNDO_REVERSED
						: CRM_UNDO_STAYS;
	return st;
}

static bool
is_served(const struct crm_field *f)
{
	const char *const *name = receivable_kind.served;

	for (; *name != NULL; name++)
		if (strcmp(f->name, *name) == 0)
			return true;
	return false;
}

/* It is served as before the batch. */
static enum crm_status
serve_again(const struct owed_kind *k, const struct crm_undoing *u,
    bool *changed, struct crm_err *err)
{
	struct crm_record p;
	enum crm_status st = crm_log_touched(
	    u->store, u->now, k->served, u->batch, changed, err);

	if (st != CRM_OK || !*changed)
		return st;
	crm_record_init(&p, u->now->entity, u->arena);
	p.id = u->now->id;
	st = crm_log_before(u->store, &p, u->born_in, is_served, u->arena, err);
	return st == CRM_OK ? crm_receivable_follow(u->store, &p, err) : st;
}

static enum crm_status
has_later(const struct crm_undoing *u, struct crm_err *err)
{
	const char *id = typed_id(u->arena, u->now->entity, u->now->id);

	return crm_fail_record(err, CRM_RULE,
	    "%s has allocations of later; take them back first: "
	    "crm-order %s unallocate %s",
	    id, u->now->entity->def->name, id);
}

/* What was paid or credited since is so of what is booked. */
static enum crm_status
undo_booked(
    const struct owed_kind *k, const struct crm_undoing *u, struct crm_err *err)
{
	bool books = false;
	enum crm_status st = crm_log_gave(
	    u->store, u->now, k->day, u->batch, &books, err);

	return st == CRM_OK && books ? has_later(u, err) : st;
}

enum crm_status
owed_undo(const struct owed_kind *k, const struct crm_undoing *u,
    enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_value *day = value_of(u->now, k->day);
	int64_t own, others, rows, net;
	enum crm_status st = rows_of_batch(k, u, &own, &others, err);

	*way = CRM_UNDO_BACK;
	if (st != CRM_OK)
		return st;
	if (!u->born && own > 0)
		return undo_followed(k, u, way, err);
	if (!u->born)
		return others == 0 ? CRM_OK : undo_booked(k, u, err);
	if (others != 0)
		return has_later(u, err);
	st = side_rows(u->store, k->payment, u->now->id, &rows, &net, err);
	if (rows > 0 ||
	    (day->kind == CRM_INT &&
		crm_period_open_seller(u->store, "receivable",
		    number(u->now, "seller"), day->i) != day->i))
		*way = CRM_UNDO_VOIDED;
	return st;
}

static bool
is_void_on(const struct crm_field *f)
{
	return strcmp(f->name, "void_on") == 0;
}

/* The day from which on it was void before the batch; CRM_DATE_MIN: it was not. */
static enum crm_status
void_before(const struct crm_undoing *u, int64_t *day, struct crm_err *err)
{
	struct crm_record p;
	enum crm_status st;

	crm_record_init(&p, u->now->entity, u->arena);
	p.id = u->now->id;
	st = crm_log_before(
	    u->store, &p, u->born_in, is_void_on, u->arena, err);
	*day = st == CRM_OK && given(&p, "void_on")
	    ? crm_period_open_seller(u->store, "receivable",
		  number(u->now, "seller"), number(&p, "void_on"))
	    : CRM_DATE_MIN;
	return st;
}

/* What the batch made was never owed: from its own day on, where that is open; what it
 * made valid is void from the day on that it was. */
enum crm_status
owed_reverse(const struct owed_kind *k, const struct crm_undoing *u,
    enum crm_undo_way way, struct crm_err *err)
{
	const struct crm_value *own = value_of(u->now, k->day);
	int64_t day = way == CRM_UNDO_VOIDED && own->kind == CRM_INT
	    ? crm_period_open_seller(
		  u->store, "receivable", number(u->now, "seller"), own->i)
	    : CRM_DATE_MIN;
	enum crm_action done;
	bool served = false;

	if (!u->born && k->served != NULL) {
		enum crm_status st = serve_again(k, u, &served, err);

		if (st != CRM_OK || served)
			return st;
	}
	if (!u->born) {
		enum crm_status st = void_before(u, &day, err);

		if (st != CRM_OK)
			return st;
	}
	return given(u->now, "void_on")
	    ? CRM_OK
	    : owed_void(u->store, k, u->now->id, day, &done, err);
}
