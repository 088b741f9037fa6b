/*
 * What an engine is: a table of functions.  The rest of lib/store calls an
 * engine through this table alone; one file an engine implements it
 * (sqlite.c).  SQL given to it is in the shared dialect with ? marks.
 */
#ifndef CRM_STORE_ENGINE_H
#define CRM_STORE_ENGINE_H

#include <crm/store.h>

enum crm_tune {
	CRM_TUNE_LOAD,			/* rows into a table without indexes */
	CRM_TUNE_INDEX,			/* indexes made anew */
	CRM_TUNE_UPDATE,		/* many rows, indexes kept */
};

struct crm_engine {
	/* Opens; *db is the engine's connection. */
	enum crm_status (*open)(const struct crm_store_opts *o, void **db,
	    struct crm_err *err);
	void (*close)(void *db);

	enum crm_status (*prepare)(void *db, const char *sql, void **st,
	    struct crm_err *err);
	void (*bind_int)(void *st, int mark, int64_t i);
	/* The bytes must live until the statement is reset. */
	void (*bind_text)(void *st, int mark, const char *p, size_t n);
	void (*bind_null)(void *st, int mark);
	enum crm_status (*step)(void *db, void *st, bool *row,
	    struct crm_err *err);
	bool (*col_null)(void *st, int col);
	int64_t (*col_int)(void *st, int col);
	struct crm_text (*col_text)(void *st, int col);
	void (*reset)(void *st);
	void (*finalize)(void *st);

	/* Several statements without marks: schema changes. */
	enum crm_status (*script)(void *db, const char *sql,
	    struct crm_err *err);
	/* Begins a transaction; a writing one holds the lock at once.  `input`
	 * is how many bytes an import will read, else 0. */
	enum crm_status (*begin)(void *db, bool write, int64_t input,
	    struct crm_err *err);
	enum crm_status (*commit)(void *db, struct crm_err *err);
	void (*rollback)(void *db);
	/* Ids: first of n new ones of a counter, never given twice. */
	enum crm_status (*take_ids)(struct crm_store *s, const char *counter,
	    int64_t n, int64_t *first, struct crm_err *err);
	/* Locks one row until the end of the transaction. */
	enum crm_status (*lock_row)(struct crm_store *s, const char *table,
	    int64_t id, struct crm_err *err);
	/* Fits the connection's memory to what comes. */
	enum crm_status (*tune)(void *db, enum crm_tune t,
	    struct crm_err *err);

	/* What stands behind CREATE TABLE (…). */
	const char *table_suffix;
	/* Type of a primary key and of the other columns. */
	const char *id_type, *int_type, *text_type;
	/* Columns of a table: one row a column, its name first; no row where
	 * there is no such table.  ? is the table's name. */
	const char *columns_sql;
	/* The same for the indexes of a table. */
	const char *indexes_sql;
	/* Deep check of the file: rows of text, "ok" alone where it is sound. */
	const char *check_sql;
	/* Copies the whole book to a new file while others work; NULL where
	 * the engine has no file. */
	enum crm_status (*copy)(void *db, const char *dest, struct crm_err *err);
};

extern const struct crm_engine crm_engine_sqlite;

#endif
