/*
 * What an engine is: a table of functions.  The rest of lib/store calls an
 * engine through this table alone; one file an engine implements it
 * (sqlite.c, postgres.c).  SQL given to it is in the shared dialect with ?
 * marks.
 */
#ifndef CRM_STORE_ENGINE_H
#define CRM_STORE_ENGINE_H

#include <crm/store/store.h>

enum crm_tune {
	CRM_TUNE_LOAD,   /* rows into a table without indexes */
	CRM_TUNE_INDEX,  /* indexes made anew */
	CRM_TUNE_UPDATE, /* many rows, indexes kept */
};

/* How the views for SQL show values.  In the texts $ is the value as it is
 * stored, @ the power of ten that it is multiplied with, # that power's digits. */
struct crm_shown {
	const char *date, *instant, *money, *decimal;
	const char *integer, *number; /* types */
	const char *today, *now;      /* what {today} and {now} are */
	const char *no_writes;        /* behind the table in FROM: none can be
				       * written through the view */
};

struct crm_engine {
	/* Opens; *db is the engine's connection. */
	enum crm_status (*open)(
	    const struct crm_store_opts *o, void **db, struct crm_err *err);
	/* Ends also the transaction that is open. */
	void (*close)(void *db);
	/* Once, of a book that is opened: runs statements, whose marks are bound
	 * and whose rows are few, in one trip and keeps their rows until they are
	 * stepped.  `snapshot`: then a transaction has begun that only reads, and
	 * the first `begin` of such a one finds it.  NULL: nothing is a trip. */
	enum crm_status (*start)(
	    void *db, void **st, size_t n, bool snapshot, struct crm_err *err);
	/* Makes room for a new book, inside a transaction; NULL: the file is
	 * enough. */
	enum crm_status (*create)(void *db, struct crm_err *err);
	/* Who logged in; NULL where nobody has to. */
	const char *(*login)(void *db);

	/* `few`: the caller knows that its result is short. */
	enum crm_status (*prepare)(void *db, const char *sql, bool few,
	    void **st, struct crm_err *err);
	/* From now on many rows go through this INSERT; may be NULL. */
	void (*load)(void *st);
	void (*bind_int)(void *st, int mark, int64_t i);
	/* The bytes must live until the statement is reset. */
	void (*bind_text)(void *st, int mark, const char *p, size_t n);
	void (*bind_null)(void *st, int mark);
	enum crm_status (*step)(
	    void *db, void *st, bool *row, struct crm_err *err);
	bool (*col_null)(void *st, int col);
	int64_t (*col_int)(void *st, int col);
	/* Ends with NUL; empty where it is null. */
	struct crm_text (*col_text)(void *st, int col);
	/* The first n columns of a row; `text` says which are text, the others
	 * are integers. */
	void (*cells)(
	    void *st, const bool *text, size_t n, struct crm_value *out);
	void (*reset)(void *st);
	void (*finalize)(void *st);

	/* Several statements without marks: schema changes. */
	enum crm_status (*script)(
	    void *db, const char *sql, struct crm_err *err);
	/* Begins a transaction; a writing one holds the lock at once.  `input`
	 * is how many bytes an import will read, else 0. */
	enum crm_status (*begin)(
	    void *db, bool write, int64_t input, struct crm_err *err);
	enum crm_status (*commit)(void *db, struct crm_err *err);
	void (*rollback)(void *db);
	/* Whether the last failure was a race lost to another program, or the
	 * connection: nothing was written, and the same again may do. */
	bool (*lost_race)(void *db);
	/* Whether the last commit failed without an answer: it may have come to
	 * pass.  May be NULL. */
	bool (*unsure)(void *db);
	/* What ids come from; what is there already stays. */
	enum crm_status (*make_counters)(
	    struct crm_store *s, struct crm_err *err);
	/* Ids: first of n new ones of a counter, never given twice. */
	enum crm_status (*take_ids)(struct crm_store *s, const char *counter,
	    int64_t n, int64_t *first, struct crm_err *err);
	/* Gives ids back that were not used, where nobody has taken any since. */
	enum crm_status (*give_ids)(struct crm_store *s, const char *counter,
	    int64_t first, int64_t last, struct crm_err *err);
	/* Counters stay where they are when a transaction is rolled back. */
	bool keeps_counters;
	/* Locks the numbers of batches until the end of the transaction. */
	enum crm_status (*lock_numbers)(
	    struct crm_store *s, struct crm_err *err);
	/* Locks which days are open until the end of the transaction: with those
	 * who only rely on it, or alone, to change it.  NULL where a writer has
	 * the whole book to itself. */
	enum crm_status (*lock_days)(
	    struct crm_store *s, bool alone, struct crm_err *err);
	/* Locks what is not there yet until the end of the transaction: of those
	 * who look for a record and make it where there is none, one does.  NULL
	 * as above. */
	enum crm_status (*lock_first)(struct crm_store *s, struct crm_err *err);
	/* Locks, until the end of the transaction, the looking for what a new record
	 * is like: who comes second finds the first.  NULL as above. */
	enum crm_status (*lock_likes)(struct crm_store *s, struct crm_err *err);
	/* Locks imports until the end of the transaction: one follows the other.
	 * NULL as above. */
	enum crm_status (*lock_imports)(
	    struct crm_store *s, struct crm_err *err);
	/* Fits the connection's memory to what comes. */
	enum crm_status (*tune)(void *db, enum crm_tune t, struct crm_err *err);

	/* Behind a SELECT: locks the rows that it finds until the end of the
	 * transaction, to change them, to hide them, or to refer to them, which
	 * keeps others from hiding them and from nothing else.  NULL where a
	 * writer has the whole book to itself. */
	const char *to_change, *to_hide, *to_refer;
	/* What stands behind CREATE TABLE (…). */
	const char *table_suffix;
	/* Type of a primary key, of one that counts by itself, and of the other
	 * columns. */
	const char *id_type, *auto_id_type, *int_type, *text_type;
	/* Behind the type of a reference; %s is the table.  May be "". */
	const char *references;
	/* Prefixes of the book's tables and of temporary ones, which shadow the
	 * former where there is no prefix. */
	const char *book_schema, *temp_schema;
	/* The last id of a counter, %s. */
	const char *last_id_sql;
	/* Run when a copy has brought all rows; may be NULL. */
	const char *filled_sql;
	/* A row that refers to one that is not there: its table and its id.  NULL
	 * where nothing keeps that from being so. */
	const char *dangling_sql;
	/* Before a SELECT: says how it would be run, with how many " rows=" it
	 * may give in the first line.  NULL: a record more or less costs no
	 * more there than it does here. */
	const char *explain;
	/* Columns of a table: one row a column, its name first; no row where
	 * there is no such table.  ? is the table's name. */
	const char *columns_sql;
	/* The same for the indexes of a table; NULL: they stay during a load. */
	const char *indexes_sql;
	struct crm_shown shown;
	/* Who may read a view, ?, as statements that say so; NULL: whoever may
	 * read the file. */
	const char *grants_sql;
	/* The secondary indexes of all tables of the book: name, and 1 where it
	 * is unique; and the names of its triggers. */
	const char *all_indexes_sql, *triggers_sql;
	/* The statement that made a view, ?; NULL where only its meaning is kept. */
	const char *view_sql;
	/* Tables that take values of any type; NULL where there can be none. */
	const char *lax_tables_sql;
	/* Deep check of the file: rows of text, "ok" alone where it is sound. */
	const char *check_sql;
	/* Copies the whole book to a file, which is there and empty, while
	 * others work; NULL, as all below, where the engine has no file. */
	enum crm_status (*copy)(
	    void *db, const char *dest, struct crm_err *err);
	/* Keeps others from writing to a book, all of which is in its file
	 * then; *hold is NULL where the file is no book.  CRM_BUSY: they work
	 * on longer than the wait. */
	enum crm_status (*hold)(
	    const char *where, int busy_ms, void **hold, struct crm_err *err);
	/* Lets it go; `now` is what it is called now. */
	void (*let_go)(void *hold, const char *now);
	/* Whether a journal beside a file is its own, of an import that was killed. */
	bool (*own_journal)(const char *where);
	/* Whether the book's name names another file by now, or none. */
	bool (*moved)(void *db);
};

extern const struct crm_engine crm_engine_sqlite;
extern const struct crm_engine crm_engine_postgres;

#endif
