/* The tables of lint, and the texts that it knows to be wrong. */
#include "domain/lint/lint.h"

#include "../../tap.h"

static const struct {
	const char *text, *why; /* NULL: right */
} codes[] = {
	/* the example of GB 32100-2015, and companies of that name */
	{ "91350100M000100Y43", NULL },
	{ "91330100799655058B", NULL },
	{ "9144030071526726XG", NULL },
	{ "914403001922038216", NULL },
	{ "91110000802100433B", NULL },
	{ "91350100m000100y43", NULL },
	{ " 91350100M000100Y43", NULL },
	{ "91350100M000100Y4", "it has 18 characters" },
	{ "91350100M000100Y433", "it has 18 characters" },
	{ "", "it has 18 characters" },
	{ "91350100M000100Y44", "its last character would be 3" },
	{ "91350100M000100Y34", "its last character would be 0" },
	{ "9135O100M000100Y43", "its characters are digits and letters other "
	    "than I, O, S, V, Z" },
	{ "91350100M000100Y4Z", "its characters are digits and letters other "
	    "than I, O, S, V, Z" },
	{ "91350100M000100Y\xe4\xba", "its characters are digits and letters "
	    "other than I, O, S, V, Z" },
}, phones[] = {
	{ "+8613800138000", NULL },
	{ "02155551234x12", NULL },
	{ "5551234", NULL },
	{ "95588", NULL },
	{ "+442079460000", NULL },
	{ "555123", "it is too short" },
	{ "110", "it is too short" },
	{ "12345x678", NULL },
	{ "95", "it is too short" },
	{ "0000000", "all its digits are the same" },
	{ "+8888888888", "all its digits are the same" },
	{ "1234567", "its digits count up" },
	{ "x12", "it is too short" },
}, mobiles[] = {
	{ "+8613800138000", NULL },
	{ "+447700900123", NULL },
	{ "7700900123", NULL },
	{ "+8612800138000", "it is no Chinese mobile number" },
	{ "+862155551234", "it is no Chinese mobile number" },
	{ "+861380013800", "it is no Chinese mobile number" },
	{ "123", "it is too short" },
};

static void
check_text(const char *what, bool (*test)(struct crm_text, struct crm_buf *),
    const char *text, const char *why)
{
	struct crm_buf got = CRM_BUF_INIT;
	bool wrong;

	crm_buf_str(&got, "");
	wrong = test(crm_text_of(text), &got);
	ok(wrong == (why != NULL), "%s '%s'", what, text);
	is_str(got.data, why == NULL ? "" : why, "and why");
	crm_buf_free(&got);
}

/* A check can be run: its field is there, its condition can be read. */
static void
check_check(const struct crm_dict *d, const struct crm_entity *e,
    const struct crm_lint_check *c, struct crm_arena *a)
{
	const struct crm_clock clock = { .now = 0 };
	const struct crm_filter_env env = { .clock = &clock };
	const struct crm_lint_check *other;
	struct crm_err err = { .text = "" };
	struct crm_filter *f;

	for (other = crm_lint_checks(e); other != c; other++)
		ok(strcmp(other->code, c->code) != 0, "%s: %s is no %s",
		    e->def->name, c->code, other->code);
	ok(c->code[strspn(c->code, "abcdefghijklmnopqrstuvwxyz-")] == '\0',
	    "%s is words", c->code);
	ok(crm_field_index(e, crm_text_of(c->field)) >= 0, "%s has %s",
	    e->def->name, c->field);
	ok(c->message != NULL && c->message[0] != '\0', "%s says what it is",
	    c->code);
	ok(c->where != NULL || c->sql != NULL || c->record != NULL,
	    "%s has a condition", c->code);
	if (c->where != NULL)
		ok(crm_filter_parse(d, e, c->where, &env, a, &f, &err) ==
			CRM_OK,
		    "%s: %s", c->code, err.text);
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_dict *d = crm_dict_new(&a);
	const struct crm_lint_check *c;
	size_t i, tables = 0;

	for (i = 0; i < COUNT(codes); i++)
		check_text("credit code", lint_credit_code, codes[i].text,
		    codes[i].why);
	for (i = 0; i < COUNT(phones); i++)
		check_text("phone", lint_phone, phones[i].text, phones[i].why);
	for (i = 0; i < COUNT(mobiles); i++)
		check_text(
		    "mobile", lint_mobile, mobiles[i].text, mobiles[i].why);
	for (i = 0; i < d->n; i++) {
		c = crm_lint_checks(d->entity[i]);
		tables += c != NULL;
		for (; c != NULL && c->code != NULL; c++)
			check_check(d, d->entity[i], c, &a);
	}
	is_int(tables, 8, "entities that are looked at");
	crm_arena_free(&a);
	return tap_done();
}
