/* Transactions: one batch each, whose number and time are taken last. */
#include "internal.h"

#include <time.h>

/* So many records reach more pages than an engine keeps by itself. */
enum { MANY_RECORDS = 1000 };

enum crm_status
crm_begin(struct crm_store *s, const struct crm_batch *b, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (b->records >= MANY_RECORDS)
		st = s->engine->tune(s->db, CRM_TUNE_UPDATE, err);
	if (st == CRM_OK && !s->making)
		st = s->engine->begin(s->db, true, b->input, err);
	if (st != CRM_OK)
		return st;
	s->making = false;
	s->again = false;
	s->tx = (struct tx){ .open = true,
		.dry_run = b->dry_run,
		.now = s->clock.fixed ? s->clock.now : time(NULL),
		.args = b->args,
		.reason = b->reason,
		.guarding = b->guarding,
		.sure = b->sure,
		.notify = b->notify,
		.automate = b->automate,
		.explain = b->explain,
		.undoes = b->undoes };
	hooks_begin(s);
	ran_begin(s);
	crm_counts_forget(s);
	known_forget(s);
	ahead_forget(s);
	wait_forget(s);
	return CRM_OK;
}

/* The batch's row.  Records printed before the commit show its time, so it is
 * there from the first change on; time and number are made final at the commit.
 * Until then its number is one that no other batch can have. */
enum { BATCH_ID, BATCH_NUMBER, BATCH_AT, BATCH_COLUMNS = 9 };

static void
batch_row(
    const struct crm_store *s, struct crm_value number, struct crm_value *v)
{
	v[BATCH_ID] = crm_value_int(s->tx.id);
	v[BATCH_NUMBER] = number;
	v[BATCH_AT] = crm_value_int(s->tx.at);
	v[3] = s->actor == 0 ? CRM_VALUE_NULL : crm_value_int(s->actor);
	v[4] = crm_value_text(crm_text_of(s->opts.login));
	v[5] = crm_value_text(crm_text_of(s->opts.program));
	v[6] = crm_value_text(crm_text_of(s->tx.args));
	v[7] = crm_value_text(crm_text_of(s->tx.reason));
	v[8] = s->tx.undoes == 0 ? CRM_VALUE_NULL : crm_value_int(s->tx.undoes);
}

int64_t
tx_number_yet(const struct crm_store *s)
{
	return s->tx.number != 0 ? s->tx.number : -s->tx.id;
}

static enum crm_status
insert_batch(struct crm_store *s, struct crm_err *err)
{
	struct crm_value v[BATCH_COLUMNS];

	s->tx.at = s->tx.now;
	batch_row(s, crm_value_int(tx_number_yet(s)), v);
	return crm_run(s,
	    "INSERT INTO batch (\"id\", \"number\", \"at\", "
	    "\"actor\", \"login\", \"program\", \"args\", \"reason\", "
	    "\"undoes\") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    v, BATCH_COLUMNS, err);
}

enum crm_status
tx_batch(struct crm_store *s, int64_t *id, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (s->tx.id == 0) {
		st = s->engine->take_ids(s, "batch", 1, &s->tx.id, err);
		if (st == CRM_OK)
			st = insert_batch(s, err);
	}
	*id = s->tx.id;
	s->tx.dirty = true;
	return st;
}

/* The time of the batch before this one, by number; null where it is the
 * first. */
static enum crm_status
last_time(struct crm_store *s, struct crm_value *at, struct crm_err *err)
{
	return crm_get_int(s,
	    "SELECT \"at\" FROM batch WHERE \"number\" > 0 "
	    "ORDER BY \"number\" DESC LIMIT 1",
	    NULL, 0, at, err);
}

enum crm_status
tx_number(struct crm_store *s, int64_t *number, struct crm_err *err)
{
	struct crm_value v[2], n, last;
	enum crm_status st;

	*number = s->tx.number;
	if (s->tx.number != 0)
		return CRM_OK;
	/* The time of those who wait for the lock is not earlier than ours. */
	if ((st = s->engine->lock_numbers(s, err)) != CRM_OK ||
	    (st = last_time(s, &last, err)) != CRM_OK)
		return st;
	v[0] = crm_value_int(s->clock.fixed ? s->clock.now : time(NULL));
	v[1] = crm_value_int(s->tx.id);
	/* The book as of a day is that behind the day's last batch: a clock
	 * that goes wrong must not make it another. */
	if (last.kind == CRM_INT) {
		s->tx.ahead = v[0].i - last.i;
		if (s->tx.ahead < 0)
			v[0] = last;
	}
	s->tx.at = v[0].i;
	st = crm_get_int(s,
	    "UPDATE batch SET \"number\" = (SELECT "
	    "coalesce(max(\"number\"), 0) + 1 FROM batch "
	    "WHERE \"number\" > 0), \"at\" = ? WHERE \"id\" = ? "
	    "RETURNING \"number\"",
	    v, 2, &n, err);
	*number = s->tx.number = n.kind == CRM_INT ? n.i : 0;
	return st;
}

/* What a batch says of itself is in its seal, beside the lines that it wrote. */
static enum crm_status
seal_batch(struct crm_store *s, struct crm_err *err)
{
	struct crm_value v[BATCH_COLUMNS];
	int64_t seal;

	batch_row(s, crm_value_int(s->tx.number), v);
	seal = seal_line("batch", v + BATCH_NUMBER, BATCH_COLUMNS - 1);
	v[0] = crm_value_int(seal_add(s->tx.seal, seal));
	v[1] = crm_value_int(s->tx.id);
	return crm_run(
	    s, "UPDATE batch SET \"seal\" = ? WHERE \"id\" = ?", v, 2, err);
}

int64_t
crm_clock_ahead(const struct crm_store *s)
{
	return s->tx.ahead;
}

/* Nobody answered the commit: looks whether the batch is in the book.  Whoever
 * worked for us holds the lock of the numbers until he is done. */
static enum crm_status
find_out(struct crm_store *s, struct crm_err *err)
{
	struct crm_value id = crm_value_int(s->tx.id), found = CRM_VALUE_NULL;
	struct crm_err e;
	enum crm_status st;

	if ((st = s->engine->begin(s->db, true, 0, &e)) == CRM_OK &&
	    (st = s->engine->lock_numbers(s, &e)) == CRM_OK)
		st = crm_get_int(s,
		    "SELECT \"id\" FROM batch "
		    "WHERE \"id\" = ?",
		    &id, 1, &found, &e);
	s->engine->rollback(s->db);
	if (st != CRM_OK)
		return crm_fail(err, CRM_FAIL,
		    "the connection broke while the "
		    "change was being committed, and it is not known whether "
		    "it was; if so, it is batch B%lld, which crm-admin log "
		    "shows: %.500s",
		    (long long)s->tx.number, e.text);
	if (found.kind == CRM_INT)
		return CRM_OK;
	s->again = true;
	return err->status;
}

static enum crm_status
commit(struct crm_store *s, struct crm_err *err)
{
	struct crm_err own;
	struct crm_err *e = err == NULL ? &own : err;
	enum crm_status st = s->engine->commit(s->db, e);

	return st != CRM_OK && s->engine->unsure != NULL &&
		s->engine->unsure(s->db)
	    ? find_out(s, e)
	    : st;
}

enum crm_status
crm_commit(struct crm_store *s, int64_t *number, struct crm_err *err)
{
	enum crm_status st;

	*number = 0;
	if ((st = later_run(s, err)) != CRM_OK ||
	    (st = hooks_tell(s, err)) != CRM_OK ||
	    (st = crm_settle(s, err)) != CRM_OK ||
	    (st = wait_write(s, err)) != CRM_OK || !s->tx.dirty ||
	    s->tx.dry_run) {
		crm_rollback(s);
		return st;
	}
	if ((st = plan_settle(s, err)) != CRM_OK ||
	    (st = refs_hold(s, err)) != CRM_OK ||
	    (s->tx.redefined && (st = views_refresh(s, err)) != CRM_OK) ||
	    (st = tx_number(s, number, err)) != CRM_OK ||
	    (st = seal_batch(s, err)) != CRM_OK ||
	    (st = commit(s, err)) != CRM_OK) {
		crm_rollback(s);
		*number = 0;
		return st;
	}
	s->tx.open = false;
	refs_forget(s);
	wait_forget(s);
	return CRM_OK;
}

void
crm_rollback(struct crm_store *s)
{
	s->engine->rollback(s->db);
	s->tx.open = false;
	s->scratch = &s->level[s->depth = 0];
	s->following = 0;
	refs_forget(s);
	wait_forget(s);
	if (s->engine->keeps_counters)
		plan_return(s);
	plan_forget(s);
	store_forget_names(s);
}

bool
crm_lost_race(struct crm_store *s, enum crm_status st)
{
	return st != CRM_OK &&
	    (s->again || (st == CRM_BUSY && s->engine->lost_race(s->db)));
}

enum crm_status
crm_savepoint(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st;

	if ((st = wait_write(s, err)) != CRM_OK)
		return st;
	wait_forget(s);
	s->tx.marked = true;
	s->tx.mark_id = s->tx.id;
	s->tx.mark_number = s->tx.number;
	s->tx.mark_dirty = s->tx.dirty;
	s->tx.mark_days = s->tx.days;
	s->tx.mark_seal = s->tx.seal;
	plan_mark(s);
	hooks_mark(s);
	ahead_mark(s);
	counts_mark(s);
	ran_mark(s);
	return s->engine->script(s->db, "SAVEPOINT record", err);
}

enum crm_status
crm_savepoint_end(struct crm_store *s, bool keep, struct crm_err *err)
{
	if (!keep) {
		wait_forget(s); /* all of it came behind the savepoint */
		s->tx.id = s->tx.mark_id;
		s->tx.number = s->tx.mark_number;
		s->tx.dirty = s->tx.mark_dirty;
		s->tx.days = s->tx.mark_days;
		s->tx.seal = s->tx.mark_seal;
		plan_go_back(s);
		hooks_go_back(s);
		ahead_go_back(s);
		counts_go_back(s);
		ran_go_back(s);
		store_forget_names(s);
	}
	return s->engine->script(s->db,
	    keep ? "RELEASE SAVEPOINT record"
		 : "ROLLBACK TO SAVEPOINT record; RELEASE SAVEPOINT record",
	    err);
}
