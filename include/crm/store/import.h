/*
 * Import: rows of a file into records of one entity, from the dictionary
 * alone.  It records what is: fields and references are checked, no gate or
 * move of the trade runs.
 */
#ifndef CRM_IMPORT_H
#define CRM_IMPORT_H

#include <crm/store/like.h>
#include <crm/io/reader.h>
#include <crm/store/write.h>

enum crm_on_duplicate {
	CRM_DUP_ERROR,
	CRM_DUP_SKIP,
	CRM_DUP_FILL,
	CRM_DUP_UPDATE,
	CRM_DUP_UPDATE_ONLY /* and what is new is counted, not made */
};

/* What becomes of a row whose record was deleted. */
enum crm_on_deleted {
	CRM_GONE_ERROR,
	CRM_GONE_RESTORE, /* then it meets the record, as any other */
	CRM_GONE_SKIP,
	CRM_GONE_NEW
};

/* A row that turned out bad once the last row was read: it refers to a record
 * of its own kind that is nowhere, or to that of another such row. */
struct crm_late {
	int64_t row;               /* its place among the rows, from 1 */
	const struct crm_err *err; /* NULL: it is bad if what it refers to is
				    * not there when it is met again */
	struct crm_late *next;
};

struct crm_import_opts {
	const char **map;   /* "A+B=field,C=other"; ends with NULL, or
					 * NULL itself; so the next ones */
	const char **saved; /* where those of a saved mapping begin in `map`, or
			     * NULL: columns that these name may be absent */
	const char **value; /* "field:TEXT=value" */
	const char **null;  /* "TEXT", or "field:TEXT": texts that mean blank */
	const char **scale; /* "field=100" */
	const char **def;   /* "field=value" */
	const char *key;    /* field that is the identity */
	enum crm_on_duplicate on_duplicate;
	enum crm_on_deleted deleted;
	enum crm_like_policy duplicates; /* a row like another record is bad */
	bool keep_good;                  /* commit good rows, refuse the bad */
	struct crm_date_form dates;
	int numbers; /* enum crm_number_flag: how they are written */
	bool blank_clears;
	bool create_missing; /* but no users */
	bool create_users;
	bool ignore_unknown;
	bool again;

	/* All rows are looked at before the first is taken: what settles the
	 * decimal sign of a column may stand in any of them. */
	bool look;
	/* Rows that an earlier run over the same input found bad late. */
	const struct crm_late *late;
	/* Such a row; err is NULL where it depends on another one.  The run is
	 * then of no use: roll back, add the row to `late` and run again. */
	void (*too_late)(void *ctx, int64_t row, const struct crm_err *err);

	/* A row that is refused, and the n >= 1 reasons; the cells may be
	 * written back.  At most once a row. */
	void (*refused)(void *ctx, const struct crm_row *row,
	    const struct crm_err *err, size_t n);
	/* Behind the last row: a value that means nothing in a field, and how
	 * many rows have it. */
	void (*unknown)(
	    void *ctx, const char *field, struct crm_text value, int64_t rows);
	/* A row that was taken, and the n records it is like. */
	void (*taken)(void *ctx, int64_t id, enum crm_action done,
	    const struct crm_like *like, size_t n);
	void (*progress)(void *ctx, int64_t rows);
	/* A mistake of the file as a whole that is not the only one; the last
	 * is what the import fails with. */
	void (*mistake)(void *ctx, const struct crm_err *err);
	/* Something worth a line: columns left out, records made. */
	void (*note)(void *ctx, const char *text);
	void *ctx;
};

enum { CRM_MADE_KINDS = 12, CRM_MADE_SHOWN = 3 };

/* Records of one kind that were made because rows refer to them. */
struct crm_import_made {
	const struct crm_entity *kind;
	int64_t n;
	char first[CRM_MADE_SHOWN][CRM_QUOTE_SIZE]; /* the first names */
};

struct crm_import_count {
	int64_t read, rejected, like;
	int64_t blank;     /* rows without a value, not among those read */
	int64_t like_name; /* of these, by the company's name alone */
	int64_t stale;     /* of the rejected: changed since they were read */
	int64_t done[CRM_ACT_COUNT];
	int64_t too_late; /* rows given to too_late */
	bool doubt;       /* a number may be settled by another row: the run is
			   * of no use, roll back and run again with `look` */
	struct crm_import_made made[CRM_MADE_KINDS]; /* the rest of the kinds
						      * in the last */
	size_t n_made;
	int64_t unmade;  /* new rows, of an update alone */
	int64_t flagged; /* rows that are deleted where they come from */
	int64_t sums;    /* of the rows read: what stands below the columns */
	bool whole;      /* the input was read to its end */
};

/*
 * Inside a transaction.  CRM_INVALID, or CRM_RULE where one of them was stale
 * or took another record's key, where rows were refused: with keep_good
 * the rest may be committed, else nothing may be.  CRM_USAGE for a mapping
 * that cannot be.
 */
enum crm_status crm_import(struct crm_store *s, const struct crm_entity *e,
    struct crm_reader *r, const struct crm_import_opts *o,
    struct crm_import_count *count, struct crm_err *err);

#endif
