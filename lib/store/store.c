/* Opening a book: its schema, settings, users' fields, actor. */
#include "internal.h"

#include <crm/base/zone.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#ifdef CRM_WITH_POSTGRES
/* What libpq does not take for a URL it takes for a name, and quotes it with the
 * password that is in it. */
static const char *
lower_scheme(struct crm_arena *a, const char *url)
{
	char *lower = crm_strdup(a, url), *p;

	for (p = lower; *p != ':'; p++)
		*p = (char)tolower((unsigned char)*p);
	return lower;
}
#endif

static enum crm_status
pick_engine(struct crm_store *s, struct crm_err *err)
{
	s->opts.shown = crm_store_shown(&s->arena, s->opts.where);
	s->engine = &crm_engine_sqlite;
	if (crm_store_is_file(s->opts.where))
		return CRM_OK;
#ifdef CRM_WITH_POSTGRES
	(void)err;
	s->opts.where = lower_scheme(&s->arena, s->opts.where);
	s->engine = &crm_engine_postgres;
	return CRM_OK;
#else
	return crm_fail(err, CRM_FAIL,
	    "this build has no PostgreSQL engine; "
	    "CRM_DB must name a file");
#endif
}

/* Whether there is a table of settings, which only a book has. */
static bool
is_book(struct crm_store *s)
{
	struct crm_stmt *q;
	bool row = false;

	if (crm_sql(s, s->engine->columns_sql, &q, NULL) != CRM_OK)
		return false;
	crm_bind(q, 1, crm_value_text(CRM_TEXT("book")));
	if (crm_step(q, &row, NULL) == CRM_OK && row)
		crm_reset(q);
	return row;
}

static enum crm_status
no_book(struct crm_store *s, struct crm_err *err)
{
	if (crm_store_is_file(s->opts.where))
		return crm_fail(err, CRM_FAIL,
		    "%s is a database, but not a "
		    "book of these programs",
		    s->opts.shown);
	return crm_fail(err, CRM_FAIL,
	    "no book at %s; make one with: "
	    "crm-admin init --db %s",
	    s->opts.shown, s->opts.shown);
}

/* What is read of every book when it is opened. */
static const char schema_sql[] =
    "SELECT \"value\" FROM book WHERE \"key\" = 'schema'";
static const char actor_sql[] =
    "SELECT \"id\", \"role\", \"active\" FROM app_user "
    "WHERE \"login_f\" = ? AND \"deleted\" IS NULL";
static const char settings_sql[] =
    "SELECT \"name\", \"value\" FROM setting WHERE \"deleted\" IS NULL";

static enum crm_status
check_schema(struct crm_store *s, struct crm_err *err)
{
	const char *where = s->opts.shown;
	struct crm_err e;
	struct crm_stmt *q;
	struct crm_text t;
	enum crm_status st;
	bool row = false, said;
	char *end;

	st = crm_sql(s, schema_sql, &q, &e);
	if (st == CRM_OK)
		st = crm_step(q, &row, &e);
	/* A server hides the tables that a role may not see. */
	if (st == CRM_NOTFOUND && is_book(s))
		return crm_fail(err, CRM_DENIED,
		    "%s: the role %s may not look "
		    "at this book; its owner grants that with what crm-admin "
		    "init prints",
		    where, s->opts.login);
	if (st != CRM_OK && st != CRM_NOTFOUND &&
	    (st != CRM_FAIL || s->engine->login != NULL || is_book(s)))
		return crm_fail(err, e.status, "%s", e.text);
	if (st != CRM_OK || !row)
		return no_book(s, err);
	t = crm_col_text(q, 0);
	s->schema = strtoll(t.p, &end, 10);
	said = t.n > 0 && *end == '\0' && s->schema >= 0;
	crm_reset(q);
	if (!said)
		return crm_fail(err, CRM_FAIL,
		    "%s does not say its schema: another program changed it; "
		    "restore a backup with: crm-admin restore",
		    where);
	if (s->schema > CRM_SCHEMA)
		return crm_fail(err, CRM_FAIL,
		    "%s has schema %lld, newer than "
		    "this program's %d; upgrade the programs",
		    where, (long long)s->schema, CRM_SCHEMA);
	if (s->schema < CRM_SCHEMA && !s->opts.any_schema)
		return crm_fail(err, CRM_FAIL,
		    "%s has schema %lld, older than "
		    "this program's %d; run: crm-admin migrate --db %s",
		    where, (long long)s->schema, CRM_SCHEMA, where);
	return CRM_OK;
}

const char *
crm_setting(const struct crm_store *s, const char *name)
{
	const struct setting *x;

	for (x = s->settings; x != NULL; x = x->next)
		if (x->name != NULL && strcmp(x->name, name) == 0)
			return x->value;
	return NULL;
}

static const char *
keep_text(struct crm_store *s, const struct crm_stmt *q, int col)
{
	struct crm_text t = crm_col_text(q, col);

	return t.n == 0 ? NULL : crm_strndup(&s->arena, t.p, t.n);
}

static enum crm_status
find_actor(struct crm_store *s, struct crm_err *err)
{
	struct crm_text login = crm_fold_dup(
	    &s->arena, crm_text_of(s->opts.login));
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s, actor_sql, &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(login));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail(err, CRM_DENIED,
		    "%s is no user of %s; a user "
		    "of the book can add you: crm-team user add login=%s",
		    s->opts.login, s->opts.shown, s->opts.login);
	s->actor = crm_col_int(q, 0);
	s->role = keep_text(s, q, 1);
	if (s->role == NULL)
		s->role = "rep";
	if (!crm_col_null(q, 2) && crm_col_int(q, 2) == 0)
		st = crm_fail(
		    err, CRM_DENIED, "user %s is not active", s->opts.login);
	crm_reset(q);
	return st;
}

static enum crm_status
load_settings(struct crm_store *s, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s, settings_sql, &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct setting *x = crm_alloc(&s->arena, sizeof *x);

		x->name = keep_text(s, q, 0);
		x->value = keep_text(s, q, 1);
		x->next = s->settings;
		s->settings = x;
	}
	return st;
}

static enum crm_status
read_currency(struct crm_store *s, const char *code, struct crm_err *err)
{
	s->currency = "CNY";
	if (code == NULL)
		return CRM_OK;
	if (crm_currency_digits(code) >= 0)
		s->currency = code;
	else if (!s->opts.lenient)
		return crm_fail(err, CRM_FAIL,
		    "setting base_currency: '%.40s' is no currency", code);
	return CRM_OK;
}

static enum crm_status
read_fiscal(struct crm_store *s, const char *month, struct crm_err *err)
{
	long m = strtol(month, NULL, 10);

	if (m >= 1 && m <= 12)
		s->clock.fiscal_start = (int)m;
	else if (!s->opts.lenient)
		return crm_fail(err, CRM_FAIL,
		    "setting fiscal_start: '%.40s' is no month (1 to 12)",
		    month);
	return CRM_OK;
}

/* The book has one today: that of its own zone, where it names one. */
static enum crm_status
read_zone(struct crm_store *s, const char *name, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_zone *zone;
	enum crm_status st = crm_zone_load(&a, name, &zone, err);

	if (st == CRM_OK)
		s->clock.today = crm_instant_date_in(zone, s->clock.now);
	else if (s->opts.lenient)
		st = CRM_OK;
	else
		crm_err_in_field(err, "setting zone");
	crm_arena_free(&a);
	return st;
}

static enum crm_status
read_settings(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = load_settings(s, err);
	const char *fiscal = crm_setting(s, "fiscal_start");
	const char *zone = crm_setting(s, "zone");

	if (st != CRM_OK ||
	    (st = read_currency(s, crm_setting(s, "base_currency"), err)) !=
		CRM_OK)
		return st;
	if (zone != NULL && (st = read_zone(s, zone, err)) != CRM_OK)
		return st;
	return fiscal == NULL ? CRM_OK : read_fiscal(s, fiscal, err);
}

/* The transaction stays open: a book without its first batch is none. */
static enum crm_status
make_book(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st;

	s->dict = crm_dict_new(&s->arena);
	s->currency = "CNY";
	s->role = "admin";
	if ((st = s->engine->begin(s->db, true, 0, err)) != CRM_OK)
		return st;
	s->making = true;
	if (s->engine->create != NULL &&
	    (st = s->engine->create(s->db, err)) != CRM_OK)
		return st;
	return schema_apply(s, NULL, err);
}

enum crm_status
store_read_book(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st;

	if (s->dict != NULL)
		plan_forget(s);
	if ((st = check_schema(s, err)) != CRM_OK)
		return st;
	if (s->schema < CRM_SCHEMA) {
		/* Nothing else can be read before crm_migrate. */
		s->dict = crm_dict_new(&s->arena);
		s->currency = "CNY";
		return find_actor(s, err);
	}
	if ((st = fields_load(s, &s->arena, false, &s->dict, err)) != CRM_OK ||
	    (st = read_settings(s, err)) != CRM_OK)
		return st;
	return find_actor(s, err);
}

/* Asks for all that is read of a book at once, where a question is a trip. */
static enum crm_status
ask_together(struct crm_store *s, struct crm_err *err)
{
	const char *const sql[] = { schema_sql, fields_sql, settings_sql,
		actor_sql };
	enum { N = sizeof sql / sizeof *sql };
	void *handle[N];
	struct crm_stmt *q = NULL;
	enum crm_status st;
	size_t i;

	if (s->engine->start == NULL)
		return CRM_OK;
	for (i = 0; i < N; i++) {
		if ((st = crm_sql(s, sql[i], &q, err)) != CRM_OK)
			return st;
		handle[i] = q->st;
	}
	/* The last one's. */
	crm_bind(q, 1,
	    crm_value_text(
		crm_fold_dup(&s->arena, crm_text_of(s->opts.login))));
	return s->engine->start(
	    s->db, handle, N, !s->opts.write && !s->opts.streamed, err);
}

enum crm_status
crm_store_open(const struct crm_store_opts *opts, struct crm_store **out,
    struct crm_err *err)
{
	struct crm_store *s = calloc(1, sizeof *s);
	enum crm_status st;

	if (s == NULL)
		crm_oom();
	s->scratch = s->level;
	s->opts = *opts;
	s->clock = *opts->clock;
	if ((st = pick_engine(s, err)) != CRM_OK ||
	    (st = s->engine->open(&s->opts, &s->db, err)) != CRM_OK)
		goto out;
	if (s->engine->login != NULL)
		s->opts.login = s->engine->login(s->db);
	if (opts->create)
		st = make_book(s, err);
	else if ((st = ask_together(s, err)) == CRM_OK)
		st = store_read_book(s, err);
out:
	if (st != CRM_OK) {
		crm_store_close(s);
		return st;
	}
	*out = s;
	return CRM_OK;
}

void
store_forget_names(struct crm_store *s)
{
	size_t i;

	if (s->display == NULL)
		return;
	for (i = 0; i < DISPLAY_SLOTS; i++) {
		crm_buf_free(&s->display[i].text);
		s->display[i].entity = NULL;
	}
}

void
crm_store_close(struct crm_store *s)
{
	size_t i;

	if (s == NULL)
		return;
	stmt_forget(s);
	if (s->db != NULL)
		s->engine->close(s->db);
	refs_forget(s);
	log_free(s);
	known_forget(s);
	store_forget_names(s);
	free(s->display);
	if (s->dict != NULL)
		plan_forget(s);
	for (i = 0; i <= HOOK_DEPTH; i++)
		crm_arena_free(&s->level[i]);
	crm_buf_free(&s->notes.written);
	crm_buf_free(&s->notes.asked);
	crm_buf_free(&s->notes.back);
	crm_buf_free(&s->notes.behind);
	crm_buf_free(&s->notes.later);
	crm_buf_free(&s->notes.news);
	crm_arena_free(&s->notes.texts);
	ran_free(s);
	crm_buf_free(&s->counts.kept);
	crm_buf_free(&s->counts.steps);
	crm_buf_free(&s->ahead.lock_ids);
	crm_buf_free(&s->ahead.ahead_ids);
	crm_arena_free(&s->ahead.arena);
	crm_arena_free(&s->ahead.beside_arena);
	crm_arena_free(&s->plans);
	crm_arena_free(&s->arena);
	free(s);
}

enum crm_status
crm_store_snapshot(struct crm_store *s, struct crm_err *err)
{
	s->engine->rollback(s->db);
	return s->engine->begin(s->db, false, 0, err);
}

bool
crm_store_moved(const struct crm_store *s)
{
	return s->engine->moved != NULL && s->engine->moved(s->db);
}

int64_t
crm_store_schema(const struct crm_store *s)
{
	return s->schema;
}

const struct crm_dict *
crm_store_dict(const struct crm_store *s)
{
	return s->dict;
}

const struct crm_clock *
crm_store_clock(const struct crm_store *s)
{
	return &s->clock;
}

const char *
crm_store_currency(const struct crm_store *s)
{
	return s->currency;
}

const char *
crm_store_login(const struct crm_store *s)
{
	return s->opts.login;
}

int64_t
crm_store_actor(const struct crm_store *s)
{
	return s->actor;
}

const char *
crm_store_role(const struct crm_store *s)
{
	return s->role;
}
