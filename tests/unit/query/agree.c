/*
 * The promise of the filter language: SQL and memory give the same answer, and
 * `not` is the exact complement.  Every entity of the dictionary gets a table
 * of random records (nulls, Chinese, extremes, dangling references, users'
 * fields), random expressions are made as text over every field and operator,
 * and both ways have to name the same records.
 *
 *   CRM_SEED=n agree     another run; CRM_N=n expressions an entity
 */
#include <crm/query/filter.h>

#include <sqlite3.h>
#include <stdlib.h>

#include "../tap.h"

enum { ROWS = 120, FEW_ROWS = 25, CUSTOM_FIRST = 900 };

/* One loaded entity: ids run from 1. */
struct table {
	const struct crm_entity *e;
	struct crm_value *v; /* n rows of e->n values */
	size_t n;
};

static struct crm_arena arena = CRM_ARENA_INIT; /* as long as the test */
static struct crm_dict *dict;
static struct table *tables;
static sqlite3 *db;
static uint64_t state;

static unsigned
rnd(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 11) % n);
}

#define PICK(a) (a)[rnd(sizeof(a) / sizeof *(a))]

static void
die(const char *what)
{
	printf("Bail out! %.200s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

static struct table *
table_of(const struct crm_entity *e)
{
	for (size_t i = 0; i < dict->n; i++)
		if (tables[i].e == e)
			return &tables[i];
	return NULL;
}

/* ---- random records ---- */

static const char *const texts[] = {
	"Acme",
	"ACME",
	"acme",
	"Acme Ltd",
	"上海",
	"上海贸易有限公司",
	"北京",
	"Müller",
	"MULLER",
	"müller",
	"Straße",
	"STRASSE",
	"ﬁne",
	"fine",
	"a",
	"A",
	"%",
	"_",
	"100%",
	"a_b",
	"a\\b",
	"it's",
	"say \"hi\"",
	"a,b",
	"or",
	"null",
	"x (y)",
	"  padded ",
	"ＡＢＣ",
	"abc",
	"\xF0\x9F\x98\x80",
	"\xC2\xAD",
	"line\nbreak",
	"10",
	"9",
	"-1",
	"and",
	"İstanbul",
	"a..b",
	"~",
};
static const char *const tags[] = { "vip", "VIP", "old", "老客户", "a", "ab",
	"b c" };
static const char *const currencies[] = { "CNY", "USD", "JPY", "KWD", "CLF",
	"VND", "EUR" };
static const char *const emails[] = { "a@b.cn", "li.na@example.com",
	"x@localhost", "sales@acme.com" };
static const char *const phones[] = { "+8613800138000", "02112345678",
	"+442071234567", "+8613900139000x12" };
static const char *const anys[] = { "C1", "C12", "D7", "L1", "L2", "U3" };

static int64_t
random_int(void)
{
	static const int64_t odd[] = { 0, 1, -1, 2, 5, 10, 99, 100, 101, 1000,
		-1000, 12345, 100000, 150000, 1000000, 1000001,
		9007199254740993, INT64_MAX, INT64_MIN, CRM_MONEY_MAX,
		-CRM_MONEY_MAX };

	return rnd(3) ? (int64_t)rnd(2000) - 500 : PICK(odd);
}

static int64_t
random_money(void)
{
	static const int64_t odd[] = { 0, 1, -1, 5, 50, 100, 1000, 10000,
		100000, 1000000, 999, 1001, CRM_MONEY_MAX, -CRM_MONEY_MAX };

	return rnd(3) ? (int64_t)rnd(3000) * 10 : PICK(odd);
}

static const char *
random_tags(void)
{
	const char *a = PICK(tags), *b = PICK(tags);

	if (rnd(2) || strcmp(a, b) == 0)
		return a;
	return crm_sprintf(&arena, "%s, %s", strcmp(a, b) < 0 ? a : b,
	    strcmp(a, b) < 0 ? b : a);
}

static const char *
random_code(const struct crm_field *f)
{
	unsigned n = 0;

	while (f->choices[n].code != NULL)
		n++;
	return f->choices[rnd(n)].code;
}

/* One, or another beside it. */
static const char *
random_pair(const char *one, const char *other)
{
	if (rnd(2) == 0 || strcmp(one, other) == 0)
		return one;
	return crm_sprintf(&arena, "%s, %s", one, other);
}

static const char *
random_text(const struct crm_field *f)
{
	switch (f->type) {
	case CRM_T_EMAIL:
		return PICK(emails);
	case CRM_T_PHONE:
		return PICK(phones);
	case CRM_T_TAGS:
		return random_tags();
	case CRM_T_EMAILS:
		return random_pair(PICK(emails), PICK(emails));
	case CRM_T_PHONES:
		return random_pair(PICK(phones), PICK(phones));
	case CRM_T_CURRENCY:
		return PICK(currencies);
	case CRM_T_ENUM:
		return random_code(f);
	case CRM_T_ANY:
		return PICK(anys);
	default:
		return PICK(texts);
	}
}

static struct crm_value
random_value(const struct crm_field *f)
{
	if (rnd(5) == 0)
		return CRM_VALUE_NULL;
	if (crm_type_is_text(f->type))
		return crm_value_text(crm_text_of(random_text(f)));
	switch (f->type) {
	case CRM_T_BOOL:
		return crm_value_int(rnd(2));
	case CRM_T_REF: /* some lead nowhere */
		return crm_value_int(1 + rnd(FEW_ROWS + 3));
	case CRM_T_DATE:
		return crm_value_int(
		    rnd(9) == 0 ? CRM_DATE_MAX : 20770 + (int64_t)rnd(60));
	case CRM_T_INSTANT:
		return crm_value_int((20770 + (int64_t)rnd(60)) * 86400 +
		    (rnd(2) ? rnd(86400) : 57600));
	case CRM_T_MONEY:
		return crm_value_int(random_money());
	default:
		return crm_value_int(random_int());
	}
}

/* ---- tables ---- */

static void
run(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sql);
}

static bool
stored(const struct crm_field *f)
{
	return (f->flags & (CRM_F_DERIVED | CRM_F_CUSTOM)) == 0 &&
	    f->type != CRM_T_ID;
}

static bool
has_copy(const struct crm_field *f)
{
	return (f->flags & CRM_F_FOLDED) != 0;
}

static void
create(const struct crm_entity *e)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_printf(&b,
	    "CREATE TABLE \"%s\" (id INTEGER PRIMARY KEY, "
	    "born INTEGER, version INTEGER",
	    e->def->table);
	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (!stored(f))
			continue;
		crm_buf_printf(&b, ", \"%s\" %s", f->name,
		    crm_type_is_text(f->type) ? "TEXT" : "INTEGER");
		if (has_copy(f))
			crm_buf_printf(&b, ", \"%s_f\" TEXT", f->name);
	}
	crm_buf_str(&b, ") STRICT");
	run(b.data);
	crm_buf_free(&b);
}

static void
bind(sqlite3_stmt *st, int mark, struct crm_value v)
{
	if (v.kind == CRM_INT)
		sqlite3_bind_int64(st, mark, v.i);
	else if (v.kind == CRM_STR)
		sqlite3_bind_text(st, mark, v.t.p != NULL ? v.t.p : "",
		    (int)v.t.n, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(st, mark);
}

static struct crm_clock now = { .now = 1795305600, .fiscal_start = 1 };

static sqlite3_stmt *
prepare(const char *sql)
{
	struct crm_buf timed = CRM_BUF_INIT;
	sqlite3_stmt *st;

	crm_sql_clock(&timed, sql, &now);
	if (sqlite3_prepare_v2(db, timed.data, -1, &st, NULL) != SQLITE_OK)
		die(sql);
	crm_buf_free(&timed);
	return st;
}

static struct crm_value
folded(struct crm_value v)
{
	if (v.kind == CRM_STR)
		v.t = crm_fold_dup(&arena, v.t);
	return v;
}

static void
set_custom(const struct crm_field *f, int64_t id, struct crm_value v)
{
	sqlite3_stmt *st;

	if (v.kind == CRM_NULL && rnd(2))
		return;
	st = prepare("INSERT INTO custom VALUES (?, ?, ?, ?, ?)");
	bind(st, 1, crm_value_int(f->custom_id));
	bind(st, 2, crm_value_int(id));
	if (crm_type_is_text(f->type)) {
		bind(st, 4, v);
		bind(st, 5, folded(v));
	} else {
		bind(st, 3, v);
	}
	sqlite3_step(st);
	sqlite3_finalize(st);
}

static void
set_field(const struct crm_entity *e, const struct crm_field *f, int64_t id)
{
	struct crm_value v = random_value(f);
	sqlite3_stmt *st;

	if (f->flags & CRM_F_CUSTOM)
		set_custom(f, id, v);
	if (!stored(f))
		return;
	st = prepare(crm_sprintf(&arena,
	    has_copy(f)
		? "UPDATE \"%s\" SET \"%s\" = ?1, \"%s_f\" = ?3 WHERE id = ?2"
		: "UPDATE \"%s\" SET \"%s\" = ?1 WHERE id = ?2",
	    e->def->table, f->name, f->name));
	bind(st, 1, v);
	bind(st, 2, crm_value_int(id));
	if (has_copy(f))
		bind(st, 3, folded(v));
	if (sqlite3_step(st) != SQLITE_DONE)
		die(f->name);
	sqlite3_finalize(st);
}

static void
fill(const struct crm_entity *e, int rows)
{
	for (int id = 1; id <= rows; id++) {
		run(crm_sprintf(&arena,
		    "INSERT INTO \"%s\" (id, version) "
		    "VALUES (%d, %d)",
		    e->def->table, id, id % 7));
		for (size_t i = 0; i < e->n; i++)
			set_field(e, e->field[i], id);
	}
}

static struct crm_value
column(sqlite3_stmt *st, int i)
{
	switch (sqlite3_column_type(st, i)) {
	case SQLITE_NULL:
		return CRM_VALUE_NULL;
	case SQLITE_INTEGER:
		return crm_value_int(sqlite3_column_int64(st, i));
	default:
		break;
	}
	return (struct crm_value){ CRM_STR,
		{ .t = crm_text_of(crm_strdup(
		      &arena, (const char *)sqlite3_column_text(st, i))) } };
}

/* What memory knows of a record is what the field's own SQL says. */
static void
load(struct table *t)
{
	struct crm_sql s;
	sqlite3_stmt *st;

	crm_sql_init(&s, &arena);
	for (size_t i = 0; i < t->e->n; i++) {
		crm_buf_str(&s.text, i > 0 ? ", " : "SELECT ");
		crm_sql_field(&s, t->e, t->e->field[i], "t");
	}
	crm_buf_printf(&s.text, " FROM \"%s\" t ORDER BY id", t->e->def->table);
	st = prepare(s.text.data);
	t->v = crm_alloc_n(&arena, (size_t)ROWS * t->e->n, sizeof *t->v);
	for (t->n = 0; sqlite3_step(st) == SQLITE_ROW; t->n++)
		for (size_t i = 0; i < t->e->n; i++)
			t->v[t->n * t->e->n + i] = column(st, (int)i);
	sqlite3_finalize(st);
	crm_sql_free(&s);
}

static void
add_custom(const struct crm_entity *e, const char *name, enum crm_type type,
    unsigned flags, const char *ref)
{
	static int64_t next = CUSTOM_FIRST;
	struct crm_field *f = crm_alloc(&arena, sizeof *f);
	struct crm_err err;

	f->name = f->en = f->zh = name;
	f->type = type;
	f->flags = flags | CRM_F_CUSTOM;
	f->ref = ref;
	f->custom_id = next++;
	if (crm_dict_add(dict, e->def->name, f, &err) != CRM_OK)
		die(err.text);
}

static void
set_up(void)
{
	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		die("open");
	run("CREATE TABLE batch (id INTEGER PRIMARY KEY, number INT, at INT)");
	run("INSERT INTO batch VALUES (1, 1, 1795000000), (2, 2, 1795600000),"
	    " (3, 3, 1796000000), (4, 4, NULL)");
	run("CREATE TABLE custom (field INTEGER NOT NULL, record INTEGER NOT "
	    "NULL, num INTEGER, txt TEXT, txt_f TEXT, PRIMARY KEY (field, "
	    "record)) STRICT, WITHOUT ROWID");
	dict = crm_dict_new(&arena);
	tables = crm_alloc_n(&arena, dict->n, sizeof *tables);
	for (size_t i = 0; i < dict->n; i++) {
		const struct crm_entity *e = dict->entity[i];

		add_custom(e, "x_text", CRM_T_TEXT, CRM_F_FOLDED, NULL);
		add_custom(e, "x_exact", CRM_T_TEXT, 0, NULL);
		add_custom(e, "x_int", CRM_T_INT, 0, NULL);
		add_custom(e, "x_money", CRM_T_MONEY, 0, NULL);
		add_custom(e, "x_tags", CRM_T_TAGS, CRM_F_FOLDED, NULL);
		add_custom(e, "x_any", CRM_T_ANY, 0, NULL);
		add_custom(e, "x_bool", CRM_T_BOOL, 0, NULL);
		add_custom(e, "x_day", CRM_T_DATE, 0, NULL);
		add_custom(e, "x_rate", CRM_T_RATE, 0, NULL);
		add_custom(e, "x_user", CRM_T_REF, 0, "user");
		tables[i].e = e;
		create(e);
	}
	run("BEGIN");
	for (size_t i = 0; i < dict->n; i++)
		fill(dict->entity[i],
		    strcmp(dict->entity[i]->def->name, "deal") == 0 ? ROWS
								    : FEW_ROWS);
	run("COMMIT");
	for (size_t i = 0; i < dict->n; i++)
		load(&tables[i]);
}

/* ---- random expressions ---- */

static void
quote(struct crm_buf *b, const char *s)
{
	char q = rnd(2) ? '"' : '\'';

	if (rnd(2) && *s != '\0' && strpbrk(s, " ,()'\"\\\n\xC2\xE3") == NULL &&
	    strcmp(s, "null") != 0) {
		crm_buf_str(b, s);
		return;
	}
	crm_buf_char(b, q);
	for (; *s != '\0'; s++) {
		if (*s == q || *s == '\\')
			crm_buf_char(b, '\\');
		crm_buf_char(b, *s);
	}
	crm_buf_char(b, q);
}

static const char *
some_word(const struct crm_field *f)
{
	static const char *const days[] = { "today", "2026-11-21", "yesterday",
		"+5d", "som", "eom", "2026-11-21", "mon", "soy", "9999-12-31",
		"2026-11", "2026-Q4", "2026", "9999-12", "last month",
		"last 7 days", "this week", "next quarter", "FY2026" };
	static const char *const times[] = { "now", "2026-11-21T00:00", "+3h",
		"2026-11-01", "today", "2026-11-21 08:30:00", "-1d",
		"2026-11-01T01:30:00-05:00", "som", "now-2d", "2026-11",
		"2026-Q4", "this month", "last week" };
	static const char *const amounts[] = { "0", "10", "100.00", "1,000",
		"0.005", "12.345", "-5", "1000.5", "90000000000000", "0.0001",
		"100000" };

	switch (f->type) {
	case CRM_T_BOOL:
		return rnd(2) ? "yes" : "no";
	case CRM_T_DATE:
		return PICK(days);
	case CRM_T_INSTANT:
		return PICK(times);
	case CRM_T_MONEY:
		return PICK(amounts);
	case CRM_T_PERCENT:
		return rnd(2) ? "15%" : "12.5";
	case CRM_T_INT:
		return rnd(9) ? "100" : "9223372036854775807";
	default:
		return "12.5";
	}
}

/* A literal of the field's type: one from the data, or another. */
static void
literal(struct crm_buf *out, const struct crm_entity *e, int field)
{
	const struct crm_field *f = e->field[field];
	struct table *t = table_of(e);
	struct crm_value v = t->v[rnd((unsigned)t->n) * e->n + (size_t)field];
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_str(&b, "");
	if (f->type == CRM_T_ENUM && rnd(8) == 0)
		v = crm_value_text(crm_text_of(rnd(2) ? "open" : "Open"));
	if (v.kind == CRM_NULL && crm_type_is_text(f->type))
		v = crm_value_text(crm_text_of(random_text(f)));
	if (f->type == CRM_T_REF)
		crm_id_format(
		    &b, crm_dict_find(dict, f->ref), 1 + rnd(FEW_ROWS));
	else if (f->type == CRM_T_ID)
		crm_id_format(&b, e, 1 + rnd(FEW_ROWS));
	else if (f->type == CRM_T_TAGS)
		crm_buf_str(&b, PICK(tags));
	else if (f->type == CRM_T_EMAILS)
		crm_buf_str(&b, PICK(emails));
	else if (f->type == CRM_T_PHONES)
		crm_buf_str(&b, PICK(phones));
	else if (v.kind == CRM_NULL ||
	    (rnd(3) == 0 && !crm_type_is_text(f->type)))
		crm_buf_str(&b, some_word(f));
	else
		crm_value_format(&b, dict, e, f, v, 2);
	quote(out, b.data);
	crm_buf_free(&b);
}

static bool
has_order(enum crm_type type)
{
	return type != CRM_T_REF && type != CRM_T_ENUM && type != CRM_T_ANY &&
	    !crm_type_is_list(type) && type != CRM_T_BOOL;
}

static void
needle(struct crm_buf *out)
{
	static const char *const some[] = { "a", "A", "cme", "海", "%", "_",
		"\\", "ss", "fi", "138", "@", "vip", ", ", "ü", "Ü", "1", "x",
		"ABC", "i", "\"", " " };

	quote(out, PICK(some));
}

static void
list(struct crm_buf *out, const struct crm_entity *e, int field)
{
	crm_buf_char(out, '(');
	for (unsigned n = 1 + rnd(4); n > 0; n--) {
		literal(out, e, field);
		crm_buf_str(out, n > 1 ? " , " : ")");
	}
}

static void
range(struct crm_buf *out, const struct crm_entity *e, int field)
{
	unsigned how = rnd(5);

	if (how != 0) {
		crm_buf_char(out, '"');
		struct crm_buf b = CRM_BUF_INIT;

		/* Quoted as a whole, and so without quotes of its own. */
		literal(&b, e, field);
		for (size_t i = 0; i < b.len; i++)
			if (strchr("\"'\\", b.data[i]) == NULL)
				crm_buf_char(out, b.data[i]);
		crm_buf_free(&b);
		crm_buf_char(out, '"');
	}
	crm_buf_str(out, "..");
	if (how != 1)
		literal(out, e, field);
}

static bool
has_text(enum crm_type type)
{
	return type == CRM_T_REF ||
	    (crm_type_is_text(type) && type != CRM_T_ENUM &&
		type != CRM_T_ANY && type != CRM_T_CURRENCY);
}

static void
equality(struct crm_buf *out, const struct crm_entity *e, int field)
{
	crm_buf_str(out, rnd(3) ? " = " : "!=");
	literal(out, e, field);
}

static void
inequality(struct crm_buf *out, const struct crm_entity *e, int field)
{
	static const char *const order[] = { " < ", "<=", " > ", " >=" };

	if (rnd(3) == 0) {
		crm_buf_str(out, " in ");
		range(out, e, field);
		return;
	}
	crm_buf_str(out, PICK(order));
	literal(out, e, field);
}

static void
test_of(struct crm_buf *out, const struct crm_entity *e, int field)
{
	enum crm_type type = e->field[field]->type;
	unsigned how = rnd(8);

	if (how == 0) {
		crm_buf_str(out, rnd(2) ? " is null" : " IS NOT NULL");
	} else if (how == 1) {
		crm_buf_str(out, rnd(4) ? " in " : " not in ");
		list(out, e, field);
	} else if (how < 4 && has_text(type)) {
		crm_buf_str(out, rnd(3) ? " ~ " : " !~ ");
		needle(out);
	} else if (how < 6 && has_order(type)) {
		inequality(out, e, field);
	} else if (how != 6 || type != CRM_T_BOOL) {
		equality(out, e, field);
	} /* else a yes/no field alone */
}

/* Expressions that the one at hand names: @s0, @s1 ... */
static char *segments[64];
static unsigned n_segments, all_segments;

static void
forget_segments(void)
{
	all_segments += n_segments;
	while (n_segments > 0)
		free(segments[--n_segments]);
}

static void
expression(struct crm_buf *out, const struct crm_entity *e, int depth);

/* A part of an expression, in brackets or under a name. */
static void
part(struct crm_buf *out, const struct crm_entity *e, int depth)
{
	struct crm_buf b = CRM_BUF_INIT;

	expression(&b, e, depth);
	if (n_segments == sizeof segments / sizeof *segments || rnd(2)) {
		crm_buf_printf(out, "(%s)", b.data);
	} else {
		crm_buf_printf(out, rnd(2) ? "@s%u" : "@\"S%u\"", n_segments);
		segments[n_segments++] = strdup(b.data);
	}
	crm_buf_free(&b);
}

/* Names of two steps that were made. */
static unsigned far_names;

static int
some_reference(const struct crm_entity *e)
{
	int i;

	do
		i = (int)rnd((unsigned)e->n);
	while (e->field[i]->type != CRM_T_REF); /* all have x_user */
	return i;
}

/* A field of e, or of a record that it leads to in one step or two; gives whose
 * it is. */
static const struct crm_entity *
name(struct crm_buf *out, const struct crm_entity *e, int *field)
{
	unsigned steps = rnd(4) ? 0 : 1 + rnd(CRM_PATH_STEPS);

	far_names += steps == 2;
	for (; steps > 0; steps--) {
		const struct crm_field *f = e->field[some_reference(e)];

		crm_buf_printf(out, "%s.", f->name);
		e = crm_dict_find(dict, f->ref);
	}
	*field = (int)rnd((unsigned)e->n);
	crm_buf_str(out, e->field[*field]->name);
	return e;
}

static void
expression(struct crm_buf *out, const struct crm_entity *e, int depth)
{
	int field;
	unsigned how = depth > 0 ? rnd(6) : 5;

	if (how == 0)
		crm_buf_str(out, "not ");
	if (how < 2) {
		part(out, e, depth - 1);
	} else if (how < 4) {
		expression(out, e, depth - 1);
		crm_buf_str(out, how == 2 ? " and " : " or ");
		expression(out, e, depth - 1);
	} else {
		crm_buf_str(out, rnd(8) ? "" : "not ");
		e = name(out, e, &field);
		test_of(out, e, field);
	}
}

/* ---- both ways ---- */

static enum crm_status
find_ids(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_arena *a, int64_t **ids, size_t *n, struct crm_err *err)
{
	(void)ctx;
	*ids = crm_alloc_n(a, 2, sizeof **ids);
	*n = 2; /* a name that two bear */
	(*ids)[1] = 3;
	return crm_id_parse(dict, e, text, *ids, err);
}

static enum crm_status
find_segment(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_text folded, struct crm_arena *a, const char **expression_,
    struct crm_err *err)
{
	unsigned i = (unsigned)atoi(folded.p + 1);

	(void)ctx, (void)e, (void)text, (void)err;
	if (folded.p[0] != 's' || i >= n_segments)
		die("a segment that is none");
	*expression_ = crm_strdup(a, segments[i]);
	return CRM_OK;
}

/* Words that mean an expression: one that looks a step away, one that does not. */
static const char *
find_word(void *ctx, const struct crm_entity *e, const struct crm_field *f,
    struct crm_text folded)
{
	(void)ctx, (void)f;
	if (!crm_text_is(folded, "open"))
		return NULL;
	return strcmp(e->def->name, "task") == 0
	    ? "status is null or status in (todo, doing)"
	    : "not x_user.active or x_int > 5";
}

struct row {
	struct table *t;
	size_t i;
};

static enum crm_status
get(void *ctx, const struct crm_path *where, int field, struct crm_value *out,
    struct crm_err *err)
{
	struct row *row = ctx;
	const struct table *at = row->t;
	size_t i = row->i;

	(void)err;
	*out = CRM_VALUE_NULL;
	for (size_t n = 0; n < where->steps; n++) {
		const struct crm_step *s = &where->step[n];
		struct crm_value v = at->v[i * s->of->n + (size_t)s->ref];

		at = table_of(n + 1 < where->steps ? where->step[n + 1].of
						   : where->entity);
		if (v.kind != CRM_INT || v.i > (int64_t)at->n)
			return CRM_OK;
		i = (size_t)v.i - 1;
	}
	*out = at->v[i * at->e->n + (size_t)field];
	return CRM_OK;
}

static void
by_sql(struct table *t, const struct crm_filter *f, struct crm_arena *a,
    const char *before, const char *after, char *hit)
{
	struct crm_sql s;
	sqlite3_stmt *st;

	crm_sql_init(&s, a);
	crm_buf_printf(&s.text, "SELECT t.id FROM \"%s\" t WHERE %s",
	    t->e->def->table, before);
	crm_filter_sql(f, "t", &s);
	crm_buf_str(&s.text, after);
	st = prepare(s.text.data);
	for (size_t i = 0; i < s.n; i++)
		bind(st, (int)i + 1, s.bind[i]);
	memset(hit, 0, ROWS);
	while (sqlite3_step(st) == SQLITE_ROW)
		hit[sqlite3_column_int(st, 0) - 1] = 1;
	sqlite3_finalize(st);
	crm_sql_free(&s);
}

static void
by_memory(struct table *t, const struct crm_filter *f, char *hit)
{
	memset(hit, 0, ROWS);
	for (size_t i = 0; i < t->n; i++) {
		struct row row = { t, i };
		struct crm_getter getter = { get, &row };
		bool yes = false;

		crm_filter_eval(f, &getter, &yes, NULL);
		hit[i] = yes;
	}
}

static bool
parse(const char *text, struct table *t, struct crm_arena *a,
    struct crm_filter **out)
{
	static const struct crm_resolver resolver = { find_ids, NULL,
		find_segment, find_word };
	const struct crm_filter_env env = {
		.clock = &now, .resolver = &resolver, .base_currency = "USD"
	};
	struct crm_err err;

	if (crm_filter_parse(dict, t->e, text, &env, a, out, &err) == CRM_OK)
		return true;
	/* A range of random ends is often one that runs backwards. */
	if (strstr(err.text, "ends before") == NULL)
		printf("# refused: %s: %s: %s\n", text, err.field, err.text);
	return false;
}

static bool
same(const char *what, const char *text, const char *a, const char *b, int mask)
{
	for (int i = 0; i < ROWS; i++) {
		if (a[i] == (b[i] ^ mask))
			continue;
		printf("# %s: record %d: %s\n", what, i + 1, text);
		return false;
	}
	return true;
}

static bool
agree(struct table *t, const char *text, struct crm_arena *a, bool *parsed)
{
	char sql[ROWS], memory[ROWS], not_sql[ROWS], not_memory[ROWS];
	char embedded[ROWS], complement[ROWS] = { 0 };
	struct crm_filter *f, *g;

	*parsed = parse(text, t, a, &f);
	if (!*parsed)
		return true;
	if (!parse(crm_sprintf(a, "not(%s)", text), t, a, &g))
		return false;
	by_sql(t, f, a, "", "", sql);
	by_memory(t, f, memory);
	by_sql(t, g, a, "", "", not_sql);
	by_memory(t, g, not_memory);
	by_sql(t, f, a, "(", ") IS NOT TRUE", embedded);
	for (size_t i = 0; i < t->n; i++)
		complement[i] = !sql[i];
	return same("sql and memory", text, sql, memory, 0) &&
	    same("not: sql", text, not_sql, complement, 0) &&
	    same("not: memory", text, not_memory, complement, 0) &&
	    same("is not true", text, embedded, complement, 0);
}

static void
check_entity(struct table *t, int n)
{
	struct crm_arena scratch = CRM_ARENA_INIT;
	struct crm_buf text = CRM_BUF_INIT;
	int bad = 0, parsed = 0;

	for (int i = 0; i < n && bad < 5; i++) {
		bool good;

		crm_buf_clear(&text);
		expression(&text, t->e, (int)rnd(5));
		bad += !agree(t, text.data, &scratch, &good);
		parsed += good;
		crm_arena_reset(&scratch);
		forget_segments();
	}
	ok(bad == 0, "%s: sql, memory and not agree", t->e->def->name);
	ok(parsed > n / 2, "%s: %d of %d expressions read", t->e->def->name,
	    parsed, n);
	crm_buf_free(&text);
	crm_arena_free(&scratch);
}

/* What is as long or as deep as a filter may be is not too much for SQLite. */
static void
check_limits(void)
{
	struct table *t = table_of(crm_dict_find(dict, "deal"));
	struct crm_arena scratch = CRM_ARENA_INIT;
	struct crm_buf b = CRM_BUF_INIT;
	bool parsed;

	crm_buf_str(&b, "score = 100");
	for (int i = 1; i < 5000; i++)
		crm_buf_printf(&b, " or score != %d", i);
	ok(agree(t, b.data, &scratch, &parsed) && parsed, "5000 tests");
	crm_buf_clear(&b);
	crm_buf_str(&b, "score in (1");
	for (int i = 1; i < 30000; i++)
		crm_buf_printf(&b, ", %d", i * 2);
	crm_buf_char(&b, ')');
	ok(agree(t, b.data, &scratch, &parsed) && parsed, "30000 values");
	crm_buf_clear(&b);
	for (int i = 0; i < 8; i++)
		crm_buf_str(&b, "(score != 1 and (score = 2 or ");
	crm_buf_str(&b, "not (customer.owner.x_user ~ a)");
	for (int i = 0; i < 8; i++)
		crm_buf_str(&b, "))");
	ok(agree(t, b.data, &scratch, &parsed) && parsed, "16 deep");
	crm_buf_free(&b);
	crm_arena_free(&scratch);
}

int
main(void)
{
	const char *seed = getenv("CRM_SEED"), *n = getenv("CRM_N");

	/* A zone whose clocks change within the dates used. */
	setenv("TZ", "America/New_York", 1);
	now.today = crm_instant_date(now.now);
	state = seed != NULL ? strtoull(seed, NULL, 10) | 1 : 20261121;
	printf("# seed %llu\n", (unsigned long long)state);
	set_up();
	for (size_t i = 0; i < dict->n; i++)
		check_entity(&tables[i], n != NULL ? atoi(n) : 400);
	ok(far_names > 1000, "%u names of two steps", far_names);
	ok(all_segments > 100, "%u segments were named", all_segments);
	check_limits();
	sqlite3_close(db);
	crm_arena_free(&arena);
	return tap_done();
}
