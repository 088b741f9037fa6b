/* What was said to whom, on which day and channel. */
#include "store/internal.h"

#include <crm/store/notice.h>

enum { RACES_MAX = 20, NEVER = -1 };

/* One of both transactions. */
struct step {
	const char *channel;
	int64_t now;
	struct crm_said *list;
	size_t n;
	bool *got; /* of taking: by key; it may run again after a lost race */
	enum crm_status (*run)(
	    struct crm_store *s, const struct step *t, struct crm_err *err);
};

/* A row is there once a key, person and channel, and is taken again on another
 * day, unless it is said once for all. */
static enum crm_status
take(struct crm_store *s, const struct step *t, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < t->n && st == CRM_OK; i++) {
		const struct crm_said *x = &t->list[i];
		struct crm_value v[] = {
			crm_value_text(crm_text_of(x->key)),
			crm_value_int(x->whom),
			crm_value_text(crm_text_of(t->channel)),
			crm_value_int(s->clock.today),
			crm_value_int(t->now),
			crm_value_int(x->once ? 1 : 0),
			crm_value_int(t->now - CRM_NOTICE_HELD),
			crm_value_int(x->taken ? x->held : NEVER),
		};
		struct crm_value got;

		st = crm_get_int(s,
		    "INSERT INTO notice (\"key\", \"whom\", \"channel\", "
		    "\"day\", \"taken\") VALUES (?, ?, ?, ?, ?) "
		    "ON CONFLICT (\"key\", \"whom\", \"channel\") DO UPDATE "
		    "SET \"day\" = excluded.\"day\", "
		    "\"taken\" = excluded.\"taken\", \"said\" = NULL "
		    "WHERE (notice.\"day\" <> excluded.\"day\" AND ? = 0) OR "
		    "(notice.\"said\" IS NULL AND (notice.\"taken\" <= ? "
		    "OR notice.\"taken\" = ?)) "
		    "RETURNING 1",
		    v, sizeof v / sizeof *v, &got, err);
		t->got[i] = st == CRM_OK && got.kind == CRM_INT;
	}
	return st;
}

/* Given back: free at once. */
static enum crm_status
note(struct crm_store *s, const struct step *t, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < t->n && st == CRM_OK; i++) {
		const struct crm_said *x = &t->list[i];
		struct crm_value v[] = {
			x->said ? crm_value_int(t->now) : CRM_VALUE_NULL,
			crm_value_int(x->said ? t->now : 0),
			crm_value_text(crm_text_of(x->key)),
			crm_value_int(x->whom),
			crm_value_text(crm_text_of(t->channel)),
			crm_value_int(x->held),
		};

		if (x->taken)
			st = crm_run(s,
			    "UPDATE notice SET \"said\" = ?, \"taken\" = ? "
			    "WHERE \"key\" = ? AND \"whom\" = ? "
			    "AND \"channel\" = ? AND \"said\" IS NULL "
			    "AND \"taken\" = ?",
			    v, sizeof v / sizeof *v, err);
	}
	return st;
}

/* No batch: nothing of the business has changed. */
static enum crm_status
run_step(struct crm_store *s, const struct step *t, struct crm_err *err)
{
	enum crm_status st;
	int races = 0;

	do {
		st = s->engine->begin(s->db, true, 0, err);
		if (st == CRM_OK)
			st = t->run(s, t, err);
		if (st == CRM_OK)
			st = s->engine->commit(s->db, err);
		if (st != CRM_OK)
			s->engine->rollback(s->db);
	} while (
	    st != CRM_OK && s->engine->lost_race(s->db) && races++ < RACES_MAX);
	return st;
}

enum crm_status
crm_notices_take(struct crm_store *s, const char *channel, int64_t now,
    struct crm_said *list, size_t n, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct step t = { channel, now, list, n,
		crm_alloc_n(&a, n, sizeof(bool)), take };
	enum crm_status st = run_step(s, &t, err);

	for (size_t i = 0; i < n; i++) {
		list[i].taken = st == CRM_OK && t.got[i];
		list[i].held = now;
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_notices_said(struct crm_store *s, const char *channel, int64_t now,
    struct crm_said *list, size_t n, struct crm_err *err)
{
	struct step t = { channel, now, list, n, NULL, note };

	return run_step(s, &t, err);
}
