/*
 * What a book begins with: a record that the user has already is passed over;
 * one that a rule refuses is an error, not a record that is missing.
 */
#include <crm/domain/area.h>
#include <crm/domain/book.h>

#include <stdlib.h>
#include <unistd.h>

#include "../../tap.h"

static enum crm_status
refuse(const struct crm_saving *w, struct crm_err *err)
{
	(void)w;
	return crm_fail(err, CRM_RULE, "no words here");
}

static const struct crm_rules *
refuse_words(const char *entity)
{
	static const struct crm_rules words = { .save = refuse };

	return strcmp(entity, "word") == 0 ? &words : NULL;
}

static struct crm_store *
new_book(const char *where, const struct crm_hooks *hooks)
{
	struct crm_clock clock;
	struct crm_store_opts o = { .where = where,
		.create = true,
		.write = true,
		.login = "ann",
		.program = "test",
		.clock = &clock,
		.hooks = hooks };
	struct crm_store *s = NULL;
	struct crm_err err = { .text = "" };

	crm_clock_init(&clock, "2026-11-21T09:00:00Z", 1, &err);
	unlink(where);
	ok(crm_store_open(&o, &s, &err) == CRM_OK, "a book: %s", err.text);
	return s;
}

/* Of a customer added before: the errors that code can tell apart. */
static void
test_why(struct crm_store *s)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "customer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_err err = { .text = "" };
	enum crm_action done;
	struct crm_record r, patch;
	int code = crm_field_index(e, CRM_TEXT("code"));

	crm_record_init(&r, e, &a);
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("name")),
	    crm_value_text(CRM_TEXT("A")));
	crm_record_set(&r, code, crm_value_text(CRM_TEXT("K1")));
	is_int(crm_insert(s, &r, &err), CRM_OK, "a customer");
	crm_record_init(&patch, e, &a);
	patch.id = r.id;
	patch.version = 77;
	crm_record_set(&patch, code, crm_value_text(CRM_TEXT("K2")));
	is_int(crm_update(s, &patch, &done, &err), CRM_RULE, "another version");
	is_int(err.why, CRM_WHY_STALE, "why");
	r.id = 0;
	is_int(crm_insert(s, &r, &err), CRM_RULE, "its key again");
	is_int(err.why, CRM_WHY_TAKEN, "why");
	is_str(err.field, "code", "the field");
	is_int(crm_unhide(s, e, patch.id, &err), CRM_RULE, "it is not deleted");
	is_int(err.why, CRM_WHY_OTHER, "none of these");
	is_str(err.record, "C1", "the record that the text begins with");
	crm_arena_free(&a);
}

int
main(void)
{
	static const struct crm_batch batch = { .args = "test" };
	char where[] = "/tmp/crm-test-XXXXXX";
	struct crm_err err = { .text = "" };
	struct crm_hooks strict = crm_domain_hooks;
	struct crm_store *s;

	strict.rules = refuse_words;
	close(mkstemp(where));
	s = new_book(where, &crm_domain_hooks);
	crm_begin(s, &batch, &err);
	is_int(
	    crm_book_begin(s, "ann", "CNY", "en", &err), CRM_OK, "a new book");
	is_int(crm_book_defaults(s, 0, &err), CRM_OK, "all is there already");
	test_why(s);
	crm_store_close(s);

	s = new_book(where, &strict);
	crm_begin(s, &batch, &err);
	is_int(
	    crm_book_begin(s, "ann", "CNY", "en", &err), CRM_RULE, "refused");
	is_str(err.text, "no words here", "by what");
	crm_store_close(s);
	unlink(where);
	return tap_done();
}
