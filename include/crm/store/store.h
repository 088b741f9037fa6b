/*
 * The book: an open database, statements, transactions, names.
 *
 * One process, one store, one transaction.  SQL is written in the dialect that
 * SQLite and PostgreSQL share, identifiers in double quotes, values bound to
 * ? marks; what an engine must do differently is behind struct crm_engine
 * (lib/store/engine.h).  Nothing outside lib/store knows which engine it is.
 */
#ifndef CRM_STORE_H
#define CRM_STORE_H

#include <crm/query/filter.h>
#include <crm/model/model.h>
#include <crm/store/rules.h>
#include <crm/store/schema.h>

struct crm_store;

struct crm_store_opts {
	const char *where; /* file path, or postgresql:// URL */
	bool create;       /* make an empty book (crm-admin init), in the
				 * transaction of the first batch */
	bool copied;       /* into that one all rows of another are copied:
				 * what they refer to is looked for behind the last */
	bool any_schema;   /* older schemas too (crm-admin migrate) */
	bool write;        /* false: the command only reads */
	bool streamed;     /* it reads a stream first: whoever writes that may
				 * yet write the book, so what it reads is of
				 * behind it */
	bool backup;       /* it is one of a book, for messages */
	bool lenient;      /* settings and users' fields that are senseless are
				 * left out, as if they were not there: for the
				 * check, which tells them */
	const char *login; /* the actor; on a server, the role that logs in */
	const char *user;  /* CRM_USER: the role to log in as, or NULL */
	const char *shown; /* `where` without a password; set when opened */
	const char *program; /* for messages and the log */
	const struct crm_clock *clock;
	int busy_ms;                   /* longest wait for a lock */
	const struct crm_hooks *hooks; /* the domain's; NULL: none */
};

/*
 * Opens a book and reads its settings, its users' fields and its actor.
 * CRM_FAIL: missing, not a database, not a book, schema older or newer (with
 * the command to run), read-only where `write`.  CRM_DENIED: the actor is no
 * user of the book.
 */
enum crm_status crm_store_open(const struct crm_store_opts *opts,
    struct crm_store **out, struct crm_err *err);
void crm_store_close(struct crm_store *s); /* rolls back; NULL is fine */

/* Whether `where` names a file, and not a server's database. */
bool crm_store_is_file(const char *where);
/* `where` as it may be shown and logged: without a password. */
const char *crm_store_shown(struct crm_arena *a, const char *where);

/* From here on reads see one state of the book, whatever others commit; again
 * for a newer one. */
enum crm_status crm_store_snapshot(struct crm_store *s, struct crm_err *err);

/* Whether the book's name names another file by now: it was restored or moved
 * away.  Never on a server. */
bool crm_store_moved(const struct crm_store *s);

/* Number of the last migration that the book has had. */
int64_t crm_store_schema(const struct crm_store *s);
const struct crm_dict *crm_store_dict(const struct crm_store *s);
const struct crm_clock *crm_store_clock(const struct crm_store *s);
/* The book's base currency, "CNY". */
const char *crm_store_currency(const struct crm_store *s);
/* A setting's value when the book was opened, or NULL. */
const char *crm_setting(const struct crm_store *s, const char *name);
/* Who acts. */
const char *crm_store_login(const struct crm_store *s);
/* Id of the acting user, 0 where the book is being made. */
int64_t crm_store_actor(const struct crm_store *s);
/* The role of the acting user, "rep". */
const char *crm_store_role(const struct crm_store *s);
/* What filters need of this store. */
struct crm_filter_env crm_store_env(struct crm_store *s);

/* What is not there: a record, for filters that name it (one that is `renamed`
 * is found by its id still), and a users' field (FD5: 5), or choices of it other
 * than these. */
struct crm_without {
	const struct crm_entity *entity; /* or NULL */
	int64_t record;
	bool renamed;
	int64_t field; /* or 0 */
	const struct crm_choice *choices;
};

/* From here on the dictionary and the names that filters find are as if it were
 * not there; NULL: as they are.  For finding out what names it, before it goes:
 * nothing may be written meanwhile.  Both live as long as the pretence. */
void crm_store_pretend(
    struct crm_store *s, const struct crm_without *w, struct crm_arena *a);

/* ---- access: the one place that is asked ---- */

enum crm_access { CRM_READ, CRM_WRITE, CRM_ADMIN };

/* CRM_DENIED with the reason where the actor may not. */
enum crm_status crm_allow(const struct crm_store *s, enum crm_access what,
    const struct crm_entity_def *entity, struct crm_err *err);

/* ---- statements ---- */

struct crm_stmt;

/* Prepared once per text and kept by the store: closing is the store's work.
 * A statement is in use by one loop at a time.  {today} and {now} in any text
 * below become the numbers of the store's clock (crm_sql_clock): callers give
 * the SQL of a filter or a derived field as it is. */
enum crm_status crm_sql(struct crm_store *s, const char *sql,
    struct crm_stmt **out, struct crm_err *err);
void crm_bind(struct crm_stmt *st, int mark, struct crm_value v); /* from 1 */
void crm_bind_all(struct crm_stmt *st, const struct crm_value *v, size_t n);
/* *row is false at the end; the statement is then reset. */
enum crm_status crm_step(struct crm_stmt *st, bool *row, struct crm_err *err);
bool crm_col_null(const struct crm_stmt *st, int col); /* from 0 */
int64_t crm_col_int(const struct crm_stmt *st, int col);
/* Valid until the next step. */
struct crm_text crm_col_text(const struct crm_stmt *st, int col);
struct crm_value crm_col(const struct crm_stmt *st, int col, bool is_text);
/* The first n columns; `text` says which are text, the others are integers.
 * Valid until the next step. */
void crm_cells(const struct crm_stmt *st, const bool *text, size_t n,
    struct crm_value *out);
void crm_reset(struct crm_stmt *st);
/* Binds, runs to the end, resets; rows are dropped. */
enum crm_status crm_run(struct crm_store *s, const char *sql,
    const struct crm_value *v, size_t n, struct crm_err *err);
/* The first column of every row, into the arena: the ids that a statement
 * gives; never NULL, even where it gives none. */
enum crm_status crm_ids(struct crm_store *s, const char *sql,
    const struct crm_value *v, size_t n_v, struct crm_arena *a, int64_t **ids,
    size_t *n, struct crm_err *err);
/* The first column of the first row; null where there is no row. */
enum crm_status
crm_get_int(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct crm_value *out, struct crm_err *err);

/* ---- names ---- */

/*
 * The record that `text` names behind a verb: by its typed id, its natural key,
 * its external id, its e-mail address or number, its name, where one record alone
 * has it; in that order.  "=TEXT" is a key or a name, "ext:KEY" an external id,
 * "id:C3" an id.  CRM_USAGE for the id of another kind, CRM_NOTFOUND, CRM_RULE for
 * an ambiguous name with its candidates.  Hidden records are not found unless
 * `hidden`: else one that was merged gives the record that stands for it, where no
 * live one has the name.
 */
enum crm_status crm_resolve(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool hidden, int64_t *id, struct crm_err *err);
/* The first of these ids that no record has, hidden ones only where `hidden`; 0
 * where all are there. */
enum crm_status crm_first_missing(struct crm_store *s,
    const struct crm_entity *e, const int64_t *id, size_t n, bool hidden,
    int64_t *missing, struct crm_err *err);

/* How the text of a reference is to be understood. */
enum crm_refer {
	CRM_REFER_NAME,    /* a cell, or field=value */
	CRM_REFER_KEY,     /* of a column that is headed by the key: an id is
			    * the last that it may be */
	CRM_REFER_ID,      /* of a column of our ids: these come first */
	CRM_REFER_FOREIGN, /* of another's column of ids: external ids do, and
			    * that it is one of ours is told */
	CRM_REFER_EXT,     /* the same, and none of ours */
	CRM_REFER_NO_ID,   /* a name, and no id */
};

struct crm_reference {
	struct crm_text text;
	enum crm_refer how;
	const char *by; /* the field that has it; NULL: any way */
	/* Of several those whose field of that name refers to that record. */
	const char *within;
	int64_t within_id;
};

/*
 * The record that a reference in a file or in field=value names: as crm_resolve,
 * but its typed id comes last.  CRM_RULE where it names one record and is the id of
 * another: the error says how each is written.
 */
enum crm_status crm_refer(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, int64_t *id, struct crm_err *err);
/* The same among the kinds of a list joined by |, or any for an id, and where the
 * text begins with the kind: "deal:Big one". */
enum crm_status crm_refer_any(struct crm_store *s, const char *kinds,
    const struct crm_reference *r, const struct crm_entity **e, int64_t *id,
    struct crm_err *err);
/* Reads the value of any field from a user's text: what refers to a record by its
 * names, `how` they are meant, the rest as crm_value_parse.  The text \N is null,
 * and blanks are where the field is no text. */
enum crm_status crm_value_read(struct crm_store *s, const struct crm_parse *p,
    const struct crm_field *f, enum crm_refer how, struct crm_text text,
    struct crm_text currency, struct crm_value *out, struct crm_err *err);
/* Ids of merged records become those of the records that stand for them; the
 * others stay. */
enum crm_status crm_follow_aliases(struct crm_store *s,
    const struct crm_entity *e, int64_t *id, size_t n, struct crm_err *err);
/* Ids of the records whose reference `field`, one to `to` or to any kind, is one
 * of these: in the order of `ids`, then by id.  Live ones only unless `hidden`.
 * For each the records are found by the field's index where it has one. */
enum crm_status
crm_referring(struct crm_store *s, const struct crm_entity *e, int field,
    const struct crm_entity *to, const int64_t *ids, size_t n, bool hidden,
    struct crm_arena *a, int64_t **out, size_t *n_out, struct crm_err *err);
/* What a reference shows: the natural key, else the display name, else the
 * typed id.  Cached; valid until the next call. */
enum crm_status crm_display(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_text *out, struct crm_err *err);
/* Whether `text` is a name of record `id`: its key, its name, or its id. */
enum crm_status crm_is_name(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_text text, bool *yes, struct crm_err *err);

#endif
