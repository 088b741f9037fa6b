/*
 * What the write path asks of the rules of a kind, and when: before a row,
 * behind it, at the commit, at an undo.  Stages and words stand for records of
 * the trade, for nothing else has rules here.
 */
#include <crm/store/log.h>
#include <crm/store/write.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../tap.h"

/* What the hooks below do and see; a test sets and reads it. */
static struct {
	bool write_in_save; /* what is forbidden */
	int echo;           /* a word writes another behind itself, so often */
	int saved, settled;
	int64_t old_id;
	char old_text[32];
	enum crm_undo_way way;
	bool refuse_undo, refuse_settle;
	int64_t ids[8];
	size_t n_ids;
} seen;

static const struct crm_batch batch = { .args = "test" };

static struct crm_value
text(const char *s)
{
	return crm_value_text(crm_text_of(s));
}

static int
field(const struct crm_record *r, const char *name)
{
	return crm_field_index(r->entity, crm_text_of(name));
}

static enum crm_status
insert_word(
    struct crm_store *s, const char *word, int64_t *id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, crm_dict_find(crm_store_dict(s), "word"), &a);
	crm_record_set(&r, field(&r, "kind"), text("region"));
	crm_record_set(&r, field(&r, "word"), text(word));
	st = crm_insert(s, &r, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

/* Fills a text in the arena of the write, as a number of a document would be. */
static enum crm_status
word_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value *v = &w->new->v[field(w->new, "word")];
	int64_t id;

	if (seen.write_in_save)
		return insert_word(w->store, "inside", &id, err);
	if (w->old == NULL && v->kind == CRM_STR)
		*v = text(crm_sprintf(w->arena, "%.*s!", (int)v->t.n, v->t.p));
	return CRM_OK;
}

static enum crm_status
word_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *v = &w->new->v[field(w->new, "word")];
	enum crm_status st = CRM_OK;
	char name[16];
	int64_t id;

	seen.saved++;
	if (seen.echo > 0) {
		snprintf(name, sizeof name, "echo%d", --seen.echo);
		st = insert_word(w->store, name, &id, err);
	}
	/* What was written behind it has left the record as it was. */
	seen.old_id = w->new->id;
	snprintf(
	    seen.old_text, sizeof seen.old_text, "%.*s", (int)v->t.n, v->t.p);
	return st;
}

static enum crm_status
word_settle(struct crm_store *s, const struct crm_entity *e, const int64_t *ids,
    size_t n, struct crm_err *err)
{
	size_t i;

	(void)s;
	(void)e;
	seen.settled++;
	for (i = 0; i < n && seen.n_ids < 8; i++)
		seen.ids[seen.n_ids++] = ids[i];
	return seen.refuse_settle ? crm_fail(err, CRM_RULE, "does not add up")
				  : CRM_OK;
}

static enum crm_status
word_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)u;
	*way = seen.way;
	return seen.refuse_undo
	    ? crm_fail(err, CRM_RULE, "was sent; take it back with: unsend")
	    : CRM_OK;
}

static enum crm_status
word_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_action done;
	int64_t id;

	if (way == CRM_UNDO_REVERSED)
		return insert_word(u->store, "counter", &id, err);
	crm_record_init(&patch, u->now->entity, u->arena);
	patch.id = u->now->id;
	crm_record_set(&patch, field(&patch, "word"), text("void"));
	return crm_update(u->store, &patch, &done, err);
}

static const struct crm_rules *
rules(const char *entity)
{
	static const struct crm_rules word = {
		.save = word_save,
		.saved = word_saved,
		.settle = word_settle,
		.undo = word_undo,
		.reverse = word_reverse,
	};

	return strcmp(entity, "word") == 0 ? &word : NULL;
}

/* ---- a book ---- */

static struct crm_store *
new_book(const char *where)
{
	static const struct crm_hooks hooks = { .rules = rules };
	struct crm_clock clock;
	struct crm_store_opts o = { .where = where,
		.create = true,
		.write = true,
		.login = "ann",
		.program = "test",
		.clock = &clock,
		.hooks = &hooks };
	struct crm_store *s = NULL;
	struct crm_err err = { .text = "" };
	struct crm_record r;
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t number;

	crm_clock_init(&clock, "2026-11-21T09:00:00Z", 1, &err);
	unlink(where);
	ok(crm_store_open(&o, &s, &err) == CRM_OK, "a book: %s", err.text);
	crm_begin(s, &batch, &err);
	crm_record_init(&r, crm_dict_find(crm_store_dict(s), "user"), &a);
	crm_record_set(&r, field(&r, "login"), text("ann"));
	crm_record_set(&r, field(&r, "name"), text("Ann"));
	is_int(crm_insert(s, &r, &err), CRM_OK, "with a user");
	is_int(crm_commit(s, &number, &err), CRM_OK, "B1");
	crm_arena_free(&a);
	return s;
}

static int64_t
count(struct crm_store *s, const char *where)
{
	struct crm_value n = CRM_VALUE_NULL;
	struct crm_buf sql = CRM_BUF_INIT;

	crm_buf_printf(&sql, "SELECT count(*) FROM word WHERE %s", where);
	crm_get_int(s, sql.data, NULL, 0, &n, NULL);
	crm_buf_free(&sql);
	return n.kind == CRM_INT ? n.i : -1;
}

/* One batch that inserts a word; its number, 0 where it was refused. */
static int64_t
add(struct crm_store *s, const char *word, struct crm_err *err)
{
	int64_t id, number = 0;

	memset(seen.ids, 0, sizeof seen.ids);
	seen.saved = seen.settled = 0;
	seen.n_ids = 0;
	crm_begin(s, &batch, err);
	if (insert_word(s, word, &id, err) != CRM_OK ||
	    crm_commit(s, &number, err) != CRM_OK)
		crm_rollback(s);
	return number;
}

/* ---- the tests ---- */

static void
test_texts(struct crm_store *s)
{
	struct crm_err err = { .text = "" };

	ok(add(s, "one", &err) > 0, "a record: %s", err.text);
	is_int(count(s, "\"word\" = 'one!'"), 1,
	    "a text that a hook made is written");
	is_int(seen.saved, 1, "behind it a hook is called once");
	is_int(seen.settled, 1, "and once at the commit");
	is_int((int64_t)seen.n_ids, 1, "for what was written");
}

static void
test_behind(struct crm_store *s)
{
	struct crm_err err = { .text = "" };
	int64_t number;

	seen.echo = 3;
	number = add(s, "two", &err);
	ok(number > 0, "hooks that write: %s", err.text);
	is_int(seen.saved, 4, "each write calls its own");
	is_str(seen.old_text, "two!", "the first is as it was");
	is_int((int64_t)seen.n_ids, 4, "all are looked at together");
	is_int(count(s, "\"word\" LIKE 'echo%'"), 3, "three more records");

	seen.echo = 100;
	is_int(add(s, "three", &err), 0, "without an end: refused");
	ok(strstr(err.text, "16 behind each other: WD") != NULL &&
		strstr(err.text, " -> WD") != NULL,
	    "with the chain: %s", err.text);
	is_int(count(s, "\"word\" = 'three!'"), 0, "nothing of it stays");
	seen.echo = 0;
	ok(add(s, "four", &err) > 0, "the next one is well: %s", err.text);
}

static void
test_settle(struct crm_store *s)
{
	struct crm_err err = { .text = "" };
	const struct crm_batch dry = { .args = "test", .dry_run = true };
	int64_t id, number;

	seen.refuse_settle = true;
	is_int(add(s, "odd", &err), 0, "what does not add up is refused");
	is_str(err.text, "does not add up", "by the hook's word");
	is_int(count(s, "\"word\" = 'odd!'"), 0, "and is not there");
	crm_begin(s, &dry, &err);
	insert_word(s, "odd", &id, &err);
	is_int(crm_commit(s, &number, &err), CRM_RULE, "in a dry run too");
	seen.refuse_settle = false;

	/* A refused record behind a savepoint is not asked about. */
	crm_begin(s, &batch, &err);
	crm_savepoint(s, &err);
	insert_word(s, "gone", &id, &err);
	crm_savepoint_end(s, false, &err);
	seen.settled = 0;
	is_int(crm_commit(s, &number, &err), CRM_OK, "nothing to settle");
	is_int(seen.settled, 0, "so nobody was asked");
}

static void
note(void *ctx, const struct crm_entity *e, int64_t id, enum crm_action done)
{
	(void)e;
	(void)id;
	*(enum crm_action *)ctx = done;
}

static enum crm_status
undo(
    struct crm_store *s, int64_t of, enum crm_action *done, struct crm_err *err)
{
	const struct crm_batch b = { .args = "undo", .undoes = of };
	enum crm_status st;
	int64_t number;

	*done = CRM_ACT_NONE;
	crm_begin(s, &b, err);
	if ((st = crm_undo(s, of, note, done, err)) != CRM_OK ||
	    (st = crm_commit(s, &number, err)) != CRM_OK)
		crm_rollback(s);
	return st;
}

static void
test_undo(struct crm_store *s)
{
	struct crm_err err = { .text = "" };
	enum crm_action done;
	int64_t b = add(s, "five", &err);

	seen.refuse_undo = true;
	is_int(undo(s, b, &done, &err), CRM_RULE, "an undo that is refused");
	ok(strstr(err.text, "take it back with: unsend") != NULL,
	    "names the verb: %s", err.text);
	seen.refuse_undo = false;

	seen.way = CRM_UNDO_REVERSED;
	is_int(undo(s, b, &done, &err), CRM_OK, "by a row against it");
	is_str(crm_action_name(done), "reversed", "and says so");
	is_int(count(s, "\"word\" = 'five!' AND \"deleted\" IS NULL"), 1,
	    "the row stays");
	is_int(count(s, "\"word\" = 'counter!'"), 1, "the other is there");

	b = add(s, "six", &err);
	seen.way = CRM_UNDO_VOIDED;
	is_int(undo(s, b, &done, &err), CRM_OK, "by a mark");
	is_str(crm_action_name(done), "voided", "and says so");
	is_int(count(s, "\"word\" = 'void' AND \"deleted\" IS NULL"), 1,
	    "it stays with its id");

	b = add(s, "seven", &err);
	seen.way = CRM_UNDO_STAYS;
	is_int(undo(s, b, &done, &err), CRM_OK, "what follows from others");
	is_int(count(s, "\"word\" = 'seven!' AND \"deleted\" IS NULL"), 1,
	    "is left to them");

	b = add(s, "eight", &err);
	seen.way = CRM_UNDO_BACK;
	is_int(undo(s, b, &done, &err), CRM_OK, "as it was before");
	is_str(crm_action_name(done), "deleted", "and says so");
	is_int(count(s, "\"word\" = 'eight!' AND \"deleted\" IS NULL"), 0,
	    "it is gone");
}

/* A write from inside is a programmer's error: the process ends there. */
static void
test_inside(struct crm_store *s)
{
	struct crm_err err;
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		fclose(stderr);
		seen.write_in_save = true;
		add(s, "nine", &err);
		_exit(0);
	}
	waitpid(child, &status, 0);
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT,
	    "writing before the row is an assertion");
}

int
main(void)
{
	char where[] = "/tmp/crm-test-XXXXXX";
	struct crm_store *s;

	close(mkstemp(where));
	s = new_book(where);
	test_texts(s);
	test_behind(s);
	test_settle(s);
	test_undo(s);
	test_inside(s);
	crm_store_close(s);
	unlink(where);
	return tap_done();
}
