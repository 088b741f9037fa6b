/*
 * Write-offs: what is given up of a receivable, within authority or with consent, and
 * what of that is taken back.  A write-off that is posted has a row in the ledger.
 */
#include "ledger.h"

#include <crm/domain/approval.h>
#include <crm/domain/period.h>
#include <crm/domain/right.h>

static enum crm_status decided(struct crm_store *s,
    const struct crm_record *now, bool agreed, struct crm_err *err);

const struct crm_consent write_off_consent = { .waits = "pending",
	.agreed = "posted",
	.back = "draft",
	.dropped = "void",
	.decided = decided,
	.submit = crm_write_off_submit };

static const struct crm_entity *
kind_of(struct crm_store *s)
{
	return crm_dict_find(crm_store_dict(s), "write-off");
}

static bool
is_in(const struct crm_record *r, const char *status)
{
	return crm_text_is(text_of(r, "status"), status);
}

static enum crm_status
set_status(
    struct crm_store *s, int64_t id, const char *status, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, kind_of(s), &a);
	patch.id = id;
	set(&patch, "status", crm_value_text(crm_text_of(status)));
	st = crm_update_agreed(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

/* ---- authority ---- */

/* What is written off of a receivable already, in the base currency. */
static enum crm_status
written_off(
    struct crm_store *s, int64_t receivable, int64_t *base, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(receivable);
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(\"relieved_base\") AS BIGINT) FROM allocation "
	    "WHERE \"receivable\" = ? AND \"write_off\" IS NOT NULL "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &sum, err);

	*base = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

/* Where the book gives this right to nobody, everybody has it. */
static enum crm_status
is_ruled(struct crm_store *s, bool *yes, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM role_right WHERE \"right\" = 'write_off' "
	    "AND \"deleted\" IS NULL",
	    NULL, 0, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* CRM_DENIED where who acts may not; a payment is a sum of its own. */
static enum crm_status
judge(struct crm_store *s, const struct side *x, int64_t amount, int64_t *sum,
    struct crm_err *err)
{
	int digits = crm_currency_digits(crm_store_currency(s));
	enum crm_status st;
	bool ruled;

	*sum = 0;
	if ((st = is_ruled(s, &ruled, err)) != CRM_OK || !ruled ||
	    (!x->payment && (st = written_off(s, x->id, sum, err)) != CRM_OK))
		return st;
	*sum += side_base(x, amount);
	return crm_right_check(
	    s, "write_off", money_decimal(*sum, digits), err);
}

enum crm_status
write_off_base_judged(struct crm_store *s, int64_t base, struct crm_err *err)
{
	int digits = crm_currency_digits(crm_store_currency(s));
	bool ruled;
	enum crm_status st = is_ruled(s, &ruled, err);

	return st == CRM_OK && ruled
	    ? crm_right_check(s, "write_off", money_decimal(base, digits), err)
	    : st;
}

enum crm_status
write_off_judged(struct crm_store *s, const struct side *x, int64_t amount,
    struct crm_err *err)
{
	int64_t sum;

	return judge(s, x, amount, &sum, err);
}

enum crm_status
write_off_authority(struct crm_store *s, const struct side *x, int64_t amount,
    bool *may, int64_t *sum, struct crm_err *err)
{
	struct crm_err why;
	enum crm_status st = judge(s, x, amount, sum, &why);

	*may = st == CRM_OK;
	if (st != CRM_OK && st != CRM_DENIED)
		*err = why;
	return st == CRM_DENIED ? CRM_OK : st;
}

/* Why somebody has to agree though the matrix may name nobody. */
static enum crm_status
beyond(struct crm_store *s, const struct crm_record *now, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	int digits = crm_currency_digits(crm_store_currency(s));
	struct crm_buf b = CRM_BUF_INIT;
	struct side owed;
	enum crm_status st;
	int64_t sum;
	bool may;

	*why = CRM_TEXT("");
	if ((st = side_load(s, false, number(now, "receivable"), &owed, err)) !=
		CRM_OK ||
	    (st = write_off_authority(
		 s, &owed, number(now, "amount"), &may, &sum, err)) != CRM_OK ||
	    may)
		return st;
	crm_number_format(&b, sum, digits, true);
	*why = crm_text_of(crm_sprintf(a, "%s %s written off of %s in all",
	    b.data, crm_store_currency(s), side_id(s, a, &owed)));
	crm_buf_free(&b);
	return CRM_OK;
}

/* ---- the record ---- */

static enum crm_status
check_open(const struct crm_saving *w, struct crm_err *err)
{
	struct side owed;
	enum crm_status st;

	if (number(w->new, "amount") <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "amount", "is above zero");
	st = side_load(
	    w->store, false, number(w->new, "receivable"), &owed, err);
	if (st != CRM_OK)
		return st;
	set(w->new, "currency",
	    crm_value_text(crm_text_of(crm_strdup(w->arena, owed.currency))));
	return w->import || number(w->new, "amount") <= owed.left
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s has %s open, and no more can be written off",
		  side_id(w->store, w->arena, &owed),
		  side_money(w->arena, &owed, owed.left));
}

static enum crm_status
check_edit(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const said[] = { "receivable", "kind", "amount",
		"written_on" };
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	bool worth = false;
	enum crm_status st;
	size_t i;

	if ((is_in(w->old, "posted") || is_in(w->old, "void")) &&
	    (st = check_booked(w, NULL, err)) != CRM_OK)
		return st;
	for (i = 0; i < COUNT(said); i++) {
		if (!differs(w->old, w->new, said[i]))
			continue;
		worth = true;
		if (is_in(w->old, "posted") || is_in(w->old, "void"))
			return crm_fail_field(err, CRM_RULE, said[i],
			    "of %s stays, for it is in the ledger; take it "
			    "back with: crm-order write-off take-back %s",
			    id, id);
	}
	return worth ? check_open(w, err) : CRM_OK;
}

enum crm_status
write_off_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = {
		{ "pending", "crm-order write-off submit" },
		{ "posted", "crm-order write-off submit" },
		{ "void", "crm-order write-off take-back" }, { NULL, NULL }
	};
	enum crm_status st;

	if (is_no_edit(w) || value_of(w->new, "receivable")->kind != CRM_INT)
		return CRM_OK;
	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (value_of(w->new, "written_on")->kind == CRM_NULL)
		set(w->new, "written_on",
		    crm_value_int(crm_store_clock(w->store)->today));
	st = w->old == NULL ? check_open(w, err) : check_edit(w, err);
	return st == CRM_OK ? crm_consent_save(w, err) : st;
}

static enum crm_status
post(struct crm_store *s, const struct crm_record *now, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct side owed;
	enum crm_status st = side_load(
	    s, false, number(now, "receivable"), &owed, err);
	const struct row row = {
		.kind = text_dup(&a, text_of(now, "kind")),
		.receivable = number(now, "receivable"),
		.write_off = now->id,
		.amount = number(now, "amount"),
		.day = side_open_day(s, &owed, number(now, "written_on")),
	};

	if (st == CRM_OK)
		st = row_insert(s, &row, NULL, err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
decided(struct crm_store *s, const struct crm_record *now, bool agreed,
    struct crm_err *err)
{
	return agreed ? post(s, now, err) : CRM_OK;
}

/* A file brings what was posted elsewhere, as far as who reads it may write off. */
static enum crm_status
post_imported(const struct crm_saving *w, struct crm_err *err)
{
	struct side owed;
	enum crm_status st = side_load(
	    w->store, false, number(w->new, "receivable"), &owed, err);

	if (st == CRM_OK)
		st = write_off_judged(
		    w->store, &owed, number(w->new, "amount"), err);
	return st == CRM_OK ? post(w->store, w->new, err) : st;
}

enum crm_status
write_off_saved(const struct crm_saving *w, struct crm_err *err)
{
	if (crm_text_is(text_of(w->new, "kind"), "bad_debt"))
		queue_given_up_stale(w->store);
	if (w->old == NULL && w->import && is_in(w->new, "posted"))
		return post_imported(w, err);
	return crm_consent_saved(w, err);
}

enum crm_status
write_off_hide(const struct crm_saving *w, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);

	if (is_no_edit(w) || is_in(w->new, "draft") ||
	    text_of(w->new, "status").n == 0)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is %s and stays; take it back with: crm-order write-off "
	    "take-back %s",
	    id, text_dup(w->arena, word_of(w->new, "status")), id);
}

/* Its row is taken back by itself; it is void then. */
enum crm_status
write_off_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)err;
	*way = u->born && (is_in(u->now, "posted") || is_in(u->now, "void"))
	    ? CRM_UNDO_VOIDED
	    : CRM_UNDO_BACK;
	return CRM_OK;
}

enum crm_status
write_off_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return is_in(u->now, "void")
	    ? CRM_OK
	    : set_status(u->store, u->now->id, "void", err);
}

/* ---- verbs ---- */

static enum crm_status
submit(struct crm_store *s, int64_t id, bool *asked, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	struct crm_text why;
	enum crm_status st;

	if ((st = crm_lock(s, kind_of(s), id, err)) == CRM_OK &&
	    (st = crm_load(s, kind_of(s), id, &a, &now, err)) == CRM_OK &&
	    (st = beyond(s, &now, &a, &why, err)) == CRM_OK)
		st = crm_consent_submit(s, kind_of(s), id, why, asked, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_write_off_submit(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	bool asked;
	enum crm_status st = submit(s, id, &asked, err);

	if (st == CRM_OK)
		*done = CRM_ACT_UPDATED;
	return st;
}

static enum crm_status
add(struct crm_store *s, const struct crm_writing_off *w, int64_t *id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	struct side owed;
	enum crm_status st = side_load(s, false, w->receivable, &owed, err);

	if (st != CRM_OK)
		return st;
	if (owed.left == 0) {
		st = crm_fail_record(err, CRM_RULE,
		    "nothing of %s is open to be written off",
		    side_id(s, &a, &owed));
		crm_arena_free(&a);
		return st;
	}
	crm_record_init(&r, kind_of(s), &a);
	set(&r, "receivable", crm_value_int(w->receivable));
	set(&r, "kind", crm_value_text(crm_text_of(w->kind)));
	set(&r, "amount",
	    crm_value_int(w->amount != 0 ? w->amount : owed.left));
	if (w->day != CRM_DATE_MIN)
		set(&r, "written_on", crm_value_int(w->day));
	set(&r, "reason", crm_value_text(w->reason));
	if (w->allocation != 0)
		set(&r, "allocation", crm_value_int(w->allocation));
	if (crm_store_actor(s) != 0)
		set(&r, "owner", crm_value_int(crm_store_actor(s)));
	st = crm_insert(s, &r, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_write_off(struct crm_store *s, const struct crm_writing_off *w, int64_t *id,
    struct crm_err *err)
{
	bool asked;

	return write_off_asked(s, w, id, &asked, err);
}

enum crm_status
write_off_asked(struct crm_store *s, const struct crm_writing_off *w,
    int64_t *id, bool *asked, struct crm_err *err)
{
	enum crm_status st = add(s, w, id, err);

	return st == CRM_OK ? submit(s, *id, asked, err) : st;
}

enum crm_status
write_off_drop(struct crm_store *s, int64_t id, struct crm_err *err)
{
	return set_status(s, id, "void", err);
}

enum crm_status
write_off_agreed(
    struct crm_store *s, const struct crm_writing_off *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	int64_t id;
	enum crm_status st;

	if ((st = add(s, w, &id, err)) == CRM_OK &&
	    (st = set_status(s, id, "posted", err)) == CRM_OK &&
	    (st = crm_load(s, kind_of(s), id, &a, &now, err)) == CRM_OK)
		st = post(s, &now, err);
	crm_arena_free(&a);
	return st;
}

/* ---- and back ---- */

enum crm_status
write_off_left(struct crm_store *s, int64_t id, int64_t *row, int64_t *left,
    int64_t *day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_stmt *q;
	enum crm_status st;
	bool any;

	*row = *left = *day = 0;
	st = crm_sql(s,
	    "SELECT min(\"id\"), CAST(sum(\"amount\") AS BIGINT), "
	    "max(\"allocated_on\") FROM allocation "
	    "WHERE \"write_off\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	if ((st = crm_step(q, &any, err)) == CRM_OK && any) {
		*row = crm_col_int(q, 0);
		*left = crm_col_int(q, 1);
		*day = crm_col_int(q, 2);
		crm_reset(q);
	}
	return st;
}

enum crm_status
write_off_follow(struct crm_store *s, int64_t id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	const char *is;
	int64_t row, left, on;
	enum crm_status st;

	if ((st = write_off_left(s, id, &row, &left, &on, err)) == CRM_OK &&
	    (st = crm_load(s, kind_of(s), id, &a, &now, err)) == CRM_OK) {
		is = left == 0 ? "void" : "posted";
		if (!is_in(&now, is))
			st = set_status(s, id, is, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_write_off_back(struct crm_store *s, int64_t id, int64_t amount, int64_t day,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t row, left, on;
	enum crm_status st;

	*done = CRM_ACT_UPDATED;
	if ((st = crm_lock(s, kind_of(s), id, err)) != CRM_OK ||
	    (st = write_off_left(s, id, &row, &left, &on, err)) != CRM_OK)
		goto out;
	if (left == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "nothing of %s is in the ledger",
		    typed_id(&a, kind_of(s), id));
	else
		st = row_back(s, row, amount, day, NULL, err);
out:
	crm_arena_free(&a);
	return st;
}
