/*
 * Counts that a transaction keeps: rows tell of themselves, a savepoint takes
 * back what came behind it, and nothing outlives the transaction.
 */
#include <crm/store/counts.h>
#include <crm/store/rules.h>
#include <crm/store/write.h>

#include <stdlib.h>
#include <unistd.h>

#include "../tap.h"

static const char live[] = "live", other[] = "other";

static struct crm_count_of
words(const struct crm_entity *e)
{
	return (struct crm_count_of){ live, e, 7 };
}

/* Counts live words. */
static enum crm_status
wrote(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	int was = old != NULL && old->v[old->entity->deleted].kind == CRM_NULL;
	int is = new->v[new->entity->deleted].kind == CRM_NULL;

	(void)err;
	crm_count_add(s, words(new->entity), is - was);
	return CRM_OK;
}

static const struct crm_rules *
no_rules(const char *entity)
{
	(void)entity;
	return NULL;
}

static int64_t
insert_word(struct crm_store *s, const struct crm_entity *e, const char *word)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_err err = { .text = "" };
	struct crm_record r;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("kind")),
	    crm_value_text(CRM_TEXT("region")));
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("word")),
	    crm_value_text(crm_text_of(word)));
	ok(crm_insert(s, &r, &err) == CRM_OK, "a word %s: %s", word, err.text);
	crm_arena_free(&a);
	return r.id;
}

/* What is kept, or -1. */
static int64_t
kept(struct crm_store *s, struct crm_count_of of)
{
	int64_t n = -1;

	return crm_count_kept(s, of, &n) ? n : -1;
}

static void
test_rows(struct crm_store *s, const struct crm_entity *e)
{
	struct crm_count_of of = words(e);
	struct crm_err err;
	int64_t id, number;

	crm_begin(s, &(struct crm_batch){ .args = "test" }, &err);
	is_int(kept(s, of), -1, "nothing is kept at first");
	crm_count_add(s, of, 5);
	is_int(kept(s, of), -1, "and nothing is added to it");
	crm_count_keep(s, of, 10);
	id = insert_word(s, e, "one");
	is_int(kept(s, of), 11, "a row that is inserted is told");
	is_int(crm_hide(s, e, id, &err), CRM_OK, "hidden");
	is_int(kept(s, of), 10, "one that is hidden");
	is_int(crm_unhide(s, e, id, &err), CRM_OK, "restored");
	is_int(kept(s, of), 11, "and one that comes back");
	of.whom = 8;
	is_int(kept(s, of), -1, "another is another");
	of.whom = 7;
	of.what = other;
	is_int(kept(s, of), -1, "and so is what is counted");
	is_int(crm_commit(s, &number, &err), CRM_OK, "committed");
	crm_count_keep(s, words(e), 3);
	crm_begin(s, &(struct crm_batch){ .args = "test" }, &err);
	is_int(kept(s, words(e)), -1, "nothing outlives the transaction");
	crm_rollback(s);
}

static void
test_savepoint(struct crm_store *s, const struct crm_entity *e)
{
	struct crm_count_of of = words(e);
	struct crm_err err;

	crm_begin(s, &(struct crm_batch){ .args = "test" }, &err);
	crm_savepoint(s, &err);
	crm_count_keep(s, of, 10);
	insert_word(s, e, "two");
	is_int(crm_savepoint_end(s, true, &err), CRM_OK, "a record is kept");
	is_int(kept(s, of), 11, "with what it adds");
	crm_savepoint(s, &err);
	insert_word(s, e, "three");
	insert_word(s, e, "four");
	is_int(kept(s, of), 13, "two more");
	of.what = other;
	crm_count_keep(s, of, 13);
	is_int(crm_savepoint_end(s, false, &err), CRM_OK, "taken back");
	is_int(kept(s, words(e)), 11, "and what they added with them");
	is_int(kept(s, of), -1, "what was counted behind them has them in it");
	crm_savepoint(s, &err);
	crm_count_keep(s, of, 11);
	insert_word(s, e, "five");
	crm_savepoint_end(s, false, &err);
	is_int(kept(s, of), 11, "what was counted before a row holds");
	is_int(kept(s, words(e)), 11, "so does what was kept before");
	crm_rollback(s);
}

int
main(void)
{
	static const struct crm_hooks hooks = { .rules = no_rules,
		.wrote = wrote };
	struct crm_clock clock;
	char where[] = "/tmp/crm-test-XXXXXX";
	struct crm_store_opts o = { .where = where,
		.create = true,
		.write = true,
		.login = "ann",
		.program = "test",
		.clock = &clock,
		.hooks = &hooks };
	struct crm_err err = { .text = "" };
	const struct crm_entity *e;
	struct crm_store *s;

	crm_clock_init(&clock, "2026-11-21T09:00:00Z", 1, &err);
	close(mkstemp(where));
	unlink(where);
	ok(crm_store_open(&o, &s, &err) == CRM_OK, "a book: %s", err.text);
	e = crm_dict_find(crm_store_dict(s), "word");
	test_rows(s, e);
	test_savepoint(s, e);
	crm_store_close(s);
	unlink(where);
	return tap_done();
}
