/* What is refused, with which words, and where the caret stands. */
#include <crm/query/filter.h>

#include <stdlib.h>

#include "../tap.h"

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_dict *dict;
static struct crm_clock fixed = { .fiscal_start = 1 };

static enum crm_status
nobody(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_arena *a, int64_t **ids, size_t *n, struct crm_err *err)
{
	(void)ctx, (void)a, (void)ids, (void)n;
	return crm_fail(err, CRM_NOTFOUND, "no %s '%.*s'", e->def->name,
	    (int)text.n, text.p);
}

static const char *const segments[][2] = {
	{ "big", "amount > 1000" },
	{ "big ones", "@big and stage is not null" },
	{ "either", "@big or @\"big ones\"" },
	{ "none", "" },
	{ "bad", "amount > 1 and nonesuch = 1" },
	{ "worse", "score = 1 or @bad" },
	{ "me", "not @me" },
	{ "ping", "@pong" },
	{ "pong", "score = 1 or @ping" },
	{ "outer", "@ping" },
	{ "half", "(score = 1" },
	{ "more", "score = 1)" },
};

/* Besides these: dN is two of d(N-1), d0 is one test. */
static enum crm_status
saved(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_text folded, struct crm_arena *a, const char **expression,
    struct crm_err *err)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
		if (crm_text_is(folded, segments[i][0])) {
			*expression = segments[i][1];
			return CRM_OK;
		}
	if (folded.p[0] == 'd' && folded.n > 1) {
		int n = atoi(crm_strndup(a, folded.p + 1, folded.n - 1));

		*expression = n == 0
		    ? "score = 1"
		    : crm_sprintf(a, "@d%d or @d%d", n - 1, n - 1);
		return CRM_OK;
	}
	return crm_fail(err, CRM_USAGE, "no segment '%.*s' of %s", (int)text.n,
	    text.p, e->def->name);
}

static enum crm_status
parse(const char *text, bool resolve, struct crm_err *err)
{
	static const struct crm_resolver resolver = { nobody, NULL, saved };
	const struct crm_filter_env env = { .clock = &fixed,
		.resolver = resolve ? &resolver : NULL,
		.base_currency = "CNY" };
	struct crm_filter *f;

	memset(err, 0, sizeof *err);
	return crm_filter_parse(
	    dict, crm_dict_find(dict, "deal"), text, &env, &arena, &f, err);
}

static const struct refused {
	const char *text;
	size_t at;
	const char *field, *says; /* the beginning of the message */
} refused[] = {
	/* names */
	{ "stagee = x", 0, "", "no field 'stagee' in deal; nearest: stage" },
	{ "amount > 1 and nonesuch = 1", 15, "",
	    "no field 'nonesuch' in deal" },
	{ "owner.nonesuch = 1", 0, "", "no field 'nonesuch' in user" },
	{ "amount.x = 1", 0, "", "amount of a deal is not a reference" },
	{ "owner.team.nonesuch = 1", 0, "", "no field 'nonesuch' in team" },
	{ "owner.team.name.x = 1", 0, "", "'owner.team.name.x': two steps" },
	{ "owner.name.x = 1", 0, "", "name of a user is not a reference" },
	{ "owner..x = 1", 0, "", "no field '' in user" },
	/* the form */
	{ "", 0, "", "a field expected at the end" },
	{ "   ", 3, "", "a field expected at the end" },
	{ "name", 4, "", "an operator expected at the end" },
	{ "name and amount > 1", 5, "", "an operator expected before 'and'" },
	{ "name =", 6, "", "a value is missing" },
	{ "(name = )", 8, "", "a value is missing" },
	{ "name = a b", 9, "",
	    "'and' or 'or' (or quotes round a value with blanks) expected "
	    "before 'b'" },
	{ "name = a)", 8, "", "'and' or 'or'" },
	{ "(name = a", 0, "", "the bracket is never closed" },
	{ "(name = a name = b)", 10, "", "'and', 'or' or ')' expected" },
	{ "name = 'a", 7, "", "the quote is never closed" },
	{ "name == a", 5, "", "'==' is not an operator here; write =" },
	{ "name <> a", 5, "", "'<>' is not an operator here; write !=" },
	{ "name is a", 8, "", "null expected before 'a'" },
	{ "name = null", 7, "", "nothing equals null" },
	{ "name in ()", 9, "", "a value is missing" },
	{ "name in (a b)", 11, "", "a comma or ')' expected before 'b'" },
	{ "name in", 7, "", "a list in brackets or a range" },
	{ "and", 0, "", "no field 'and'" },
	{ "amount > 1 and", 14, "", "a field expected at the end" },
	{ "= 1", 0, "", "a field expected before '='" },
	{ "name = \xFF", 7, "", "the expression is not UTF-8" },
	/* types */
	{ "amount >= abc", 10, "amount", "'abc' is not a number" },
	{ "amount = 0.00001", 9, "amount", "'0.00001' has more than 4" },
	{ "amount > 99999999999999999999", 9, "amount",
	    "'99999999999999999999' is too large" },
	{ "score > 1.5", 8, "score", "'1.5' is not a whole number" },
	{ "score in 5..1", 12, "score", "the range ends before it begins" },
	{ "score in 5", 9, "score", "a list in brackets or a range" },
	{ "score in ..", 9, "score", "a range needs an end" },
	{ "score ~ 1", 8, "score", "~ needs text, and this is int" },
	{ "category = nonesuch", 11, "category", "'nonesuch'" },
	{ "category < best_case", 11, "category", "one of a list of words" },
	{ "owner > U1", 8, "owner", "a reference has no order" },
	{ "deal_id = C12", 10, "deal_id",
	    "expected a deal like D1, got customer" },
	{ "deal_id = x", 10, "deal_id", "" },
	{ "customer_id = D7", 14, "customer_id",
	    "expected a customer like C1, got" },
	{ "closed_on in last", 13, "closed_on", "'last' is not a date" },
	{ "closed_on in last day", 13, "closed_on",
	    "'last day' is not a date" },
	{ "closed_on in 2026-13", 13, "closed_on",
	    "'2026-13' is not a date: expected a day like 2026-11-21, today, "
	    "+30d, som, eoq-1d, mon, or a period like 2026-11, 2026-Q4, last "
	    "month, last 7 days" },
	{ "created < last", 10, "created",
	    "'last' is not a date: expected a day like" },
	{ "closed_on in 2026-12..2026-10", 22, "closed_on",
	    "the range ends before it begins" },
	{ "score in 2026", 9, "score", "a list in brackets or a range" },
	{ "closed_on > soon", 12, "closed_on", "'soon' is not a date" },
	{ "closed_on in 2026-01-01..soon", 25, "closed_on",
	    "'soon' is not a date" },
	{ "created >= 25:00", 11, "created", "'25:00' is not" },
	{ "name = ''", 8, "name", "blank text is kept as null" },
	{ "name ~ \"\"", 8, "name", "~ needs some text" },
	{ "tags = 'a, b'", 8, "tags", "a tag has no comma" },
	{ "tags < a", 7, "tags", "tags has no order" },
};

static void
check_refused(const struct refused *r)
{
	struct crm_err err;
	enum crm_status st = parse(r->text, false, &err);
	int good = st == CRM_USAGE && err.status == CRM_USAGE &&
	    err.at == r->at && strcmp(err.source, r->text) == 0 &&
	    strcmp(err.field, r->field) == 0 &&
	    strncmp(err.text, r->says, strlen(r->says)) == 0;

	/* A byte that is not UTF-8 would not be TAP. */
	ok(good, "refused: %.*s", (int)strcspn(r->text, "\xFF"), r->text);
	if (!good)
		printf("# status %d, at %zu, field '%s': %s\n", st, err.at,
		    err.field, err.text);
}

static const char *const accepted[] = {
	"name = a",
	"(((name=a)))",
	"not not name = a",
	"NOT name = a",
	"name in (a,b , 'c d')",
	"name not in (a)",
	"name = \"a \\\" b\"",
	"name='a'and amount>1",
	"amount in 1..",
	"amount in ..5",
	"amount in 1..5",
	"amount in '1,000'..2000",
	"closed_on in today",
	"closed_on in som..eom",
	"closed_on in today..+30d",
	"closed_on in \"som..eom\"",
	"created in 2026-01-01..",
	"created > '2026-01-01 08:00'",
	"created = now",
	"owner is null",
	"owner = U1 or owner_id = U2",
	"owner ~ li",
	"customer.grade = A",
	"owner.team = TM1",
	"deal_id > D5",
	"id in (D1, D2)",
	"probability >= 15%",
	"class = OR",
	"name\u3000=\u3000a",
	"name = =U1",
	"stage_type = won",
	"contact.do_not_contact or not contact.do_not_contact",
	"category = 'Best case' and category = best_case",
	"name is not null\n and\tname is null",
	"name = a..b",
};

static void
check_accepted(const char *text)
{
	struct crm_err err;
	enum crm_status st = parse(text, false, &err);

	ok(st == CRM_OK, "accepted: %.*s", (int)strcspn(text, "\n"), text);
	if (st != CRM_OK)
		printf("# at %zu, %s: %s\n", err.at, err.field, err.text);
}

static char *
repeated(const char *head, const char *s, int n, const char *tail)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *text;

	crm_buf_str(&b, head);
	while (n-- > 0)
		crm_buf_str(&b, s);
	crm_buf_str(&b, tail);
	text = crm_strdup(&arena, b.data);
	crm_buf_free(&b);
	return text;
}

static void
hostile(void)
{
	struct crm_err err;

	is_int(parse(repeated("", "(", 200, "name = a"), false, &err),
	    CRM_USAGE, "200 open brackets");
	ok(strstr(err.text, "never closed") != NULL, "are read: %s", err.text);
	is_int(parse(repeated("", "(", 1000000, "name = a"), false, &err),
	    CRM_USAGE, "a million brackets");
	ok(strstr(err.text, "deep") != NULL, "are too deep: %s", err.text);
	is_int(parse(repeated("", "not ", 1000000, "name = a"), false, &err),
	    CRM_OK, "a million nots");
	is_int(parse(repeated("name = '", "x", 1000000, "'"), false, &err),
	    CRM_OK, "a million letters");
	is_int(parse(repeated("", "score = 1 or ", 4999, "score = 1"), false,
		   &err),
	    CRM_OK, "5000 tests");
	is_int(parse(repeated("", "score = 1 or ", 5000, "score = 1"), false,
		   &err),
	    CRM_USAGE, "5001 tests");
	is_int(parse(repeated("", "(score = 1 and (score = 2 or ", 8,
			 repeated("id = D1", "))", 8, "")),
		   false, &err),
	    CRM_OK, "16 and/or deep");
	is_int(parse(repeated("name = a or ", "(score = 1 and (score = 2 or ",
			 8, repeated("id = D1", "))", 8, "")),
		   false, &err),
	    CRM_USAGE, "17 and/or deep");
	ok(strstr(err.text, "16 deep") != NULL, "says: %s", err.text);
	is_int(parse(repeated("", "score = 1 or ", 1000, "score = abc or 1"),
		   false, &err),
	    CRM_USAGE, "an error far behind");
	ok(strncmp(err.source + err.at, "abc or 1", 8) == 0,
	    "the caret stands in the part shown");
	parse(repeated("name = '", "\xE4\xB8\x8A", 1000, "' x"), false, &err);
	ok(err.source[err.at] == 'x' &&
		crm_utf8_valid(crm_text_of(err.source)) == strlen(err.source),
	    "the part begins at a character");
}

static const struct refused not_segments[] = {
	{ "@\"big one\"", 0, "", "no segment 'big one' of deal" },
	{ "@bigg", 0, "", "no segment 'bigg' of deal" },
	{ "score = 1 and not @bigg", 18, "", "no segment 'bigg' of deal" },
	{ "@", 0, "", "the name of a segment is missing behind @" },
	{ "@\"\" and score = 1", 0, "", "the name of a segment is missing" },
	{ "@\"big", 1, "", "the quote is never closed" },
	{ "@big = 1", 5, "", "'and' or 'or'" },
	{ "@big @big", 5, "", "'and' or 'or'" },
	{ "score = 2 or @bad", 13, "", "@bad: no field 'nonesuch' in deal" },
	{ "@worse", 0, "", "@bad: no field 'nonesuch' in deal" },
	{ "@none", 0, "", "@none: a field expected at the end" },
	{ "@half", 0, "", "@half: the bracket is never closed" },
	{ "@more", 0, "", "@more: 'and' or 'or'" },
	{ "@me", 0, "",
	    "@me: segments that name each other in a circle: "
	    "@me -> @me" },
	{ "@PING", 0, "",
	    "@pong: segments that name each other in a "
	    "circle: @PING -> @pong -> @PING" },
	{ "@outer", 0, "",
	    "@pong: segments that name each other "
	    "in a circle: @ping -> @pong -> @ping" },
	{ "@d20", 0, "", "@d" },
};

static void
check_segments(void)
{
	static const char *const good[] = { "@big", "not @big", "@BIG",
		"@\"Big ones\"", "(@either)",
		"@either and not(@big or score=1)", "score = 1 and@big",
		"not(@big)", "@'big ones'or @big", "name = a and @d12" };
	struct crm_err err;

	for (size_t i = 0; i < sizeof not_segments / sizeof *not_segments;
	     i++) {
		const struct refused *r = &not_segments[i];
		int st = parse(r->text, true, &err);

		ok(st == CRM_USAGE && err.at == r->at &&
			strncmp(err.text, r->says, strlen(r->says)) == 0,
		    "refused: %s", r->text);
		if (st != CRM_USAGE || err.at != r->at)
			printf(
			    "# status %d, at %zu: %s\n", st, err.at, err.text);
	}
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		int st = parse(good[i], true, &err);

		ok(st == CRM_OK, "accepted: %s", good[i]);
		if (st != CRM_OK)
			printf("# at %zu: %s\n", err.at, err.text);
	}
	is_int(parse("@big", false, &err), CRM_USAGE, "without a book");
	is_str(err.text, "there are no segments here", "says so");
	ok(parse("@d5000", true, &err) == CRM_USAGE &&
		strstr(err.text, "deep") != NULL,
	    "5000 within each other: %s", err.text);
}

int
main(void)
{
	struct crm_err err;

	setenv("TZ", "UTC", 1);
	fixed.now = crm_date_start(fixed.today = crm_date_from(2026, 11, 21));
	dict = crm_dict_new(&arena);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		check_refused(&refused[i]);
	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
		check_accepted(accepted[i]);
	hostile();
	check_segments();
	is_int(parse("name = a and owner in (U1, Zoe)", true, &err),
	    CRM_NOTFOUND, "the resolver's status");
	is_int(err.at, 23, "the resolver's caret");
	is_str(err.text, "no user 'U1'", "the resolver's words");
	is_int(crm_filter_parse(dict, crm_dict_find(dict, "deal"),
		   "x =", &(struct crm_filter_env){ .clock = &fixed }, &arena,
		   &(struct crm_filter *){ NULL }, NULL),
	    CRM_USAGE, "no err");
	crm_arena_free(&arena);
	return tap_done();
}
