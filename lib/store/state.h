/* What a store is: its book, the transaction that is open, and what it keeps of both.
 * Files of lib/store include it with internal.h. */
#ifndef CRM_STORE_STATE_H
#define CRM_STORE_STATE_H

#include <crm/store/counts.h>
#include <crm/store/write.h>

#include "store/ahead.h"
#include "store/engine/engine.h"

struct crm_stmt {
	const struct crm_engine *engine;
	void *db, *st;
	struct crm_store *store;
	unsigned reads; /* what may wait: WAIT_… */
	const char *sql;
	struct crm_stmt *next; /* in the store's bucket */
};

/* What is not in its table yet: records of again.c, rows of insert.c, lines of the log. */
enum { WAIT_AGAIN = 1, WAIT_ROWS = 2, WAIT_LINES = 4 };

enum { STMT_BUCKETS = 64, DISPLAY_SLOTS = 1024, QUEUE_ROWS = 16 };
/* Writes that hooks set off behind one another. */
enum { HOOK_DEPTH = 16 };

struct display_slot {
	const struct crm_entity *entity;
	int64_t id;
	struct crm_buf text;
};

/* Indexes of fields that have something in common. */
struct field_list {
	int *field;
	size_t n;
};

/* Ids that a batch has taken, one after another. */
struct id_range {
	int64_t first, last;
	struct id_range *next;
};

/* Statements and ids of one entity, while a command works with it.  The lists
 * spare an import sixty looks at flags for every row. */
struct plan {
	const struct crm_rules *rules; /* NULL: none */
	bool asked;                    /* for `rules` */
	crm_hook *joined[CRM_JOINED_MAX];
	size_t n_joined;
	bool joined_asked;
	bool guard_asked, guarded;
	bool watch_asked, watched;
	bool follow_asked, followed;
	bool behind_asked, behind; /* it refers to kinds whose rows wait */
	struct crm_stmt *load;
	bool *text;             /* which columns of `load` are */
	struct crm_value *cell; /* its row, while that is read */
	size_t cells;
	struct crm_stmt *insert;
	struct crm_stmt *insert_many; /* the same for QUEUE_ROWS rows */
	bool *given;                  /* fields of the record it was made for */
	struct field_list columns;    /* what `insert` binds */
	uint64_t *seed;               /* of each field, for seals */
	struct crm_value *def;        /* defaults, parsed once */
	struct field_list defaults, required, kept, custom, refs;
	struct bound {
		enum crm_kind kind;
		int64_t i;
	} * bound; /* to insert_many, when it last ran; not the texts */
	struct crm_value *queue; /* rows that wait, `width` values each; a
					 * text's p is its place in queue_text */
	size_t queued, width;
	struct crm_buf queue_text;
	int64_t next_id, last_id;            /* ids taken and not used yet */
	int64_t block;                       /* how many were taken last */
	struct id_range *taken;              /* the newest first */
	int64_t born_first, born_last, born; /* inserted by this batch */
	struct {
		int64_t next_id, last_id, block, born_first, born_last, born;
	} mark; /* these at the savepoint */
};

/* Records that a batch writes again and again: again.c. */
struct again_all {
	struct again **slot, *first, *last;
	size_t n;
	bool writing;
	struct crm_arena arena;
};

/* Kinds of which rows wait: those beyond do not. */
enum { WAITING_KINDS = 4 };

struct waiting_rows {
	const struct crm_entity *of[WAITING_KINDS];
	size_t n;
};

/* Records that a transaction refers to. */
struct ref {
	const struct crm_entity *entity; /* NULL: a free slot */
	int64_t id;
	const struct crm_field *field; /* the first that refers to it */
};

struct refs {
	struct ref *slot;
	size_t n, cap;
};

/* One transaction, from crm_begin to crm_commit. */
struct tx {
	bool open, dry_run, dirty;
	bool redefined; /* users' fields changed */
	enum crm_guarding guarding;
	bool import; /* names are resolved inside of it */
	/* The record that a row of it meets, while that is written. */
	const struct crm_entity *met;
	int64_t met_id;
	bool sure;                     /* what rules name may go */
	bool notify;                   /* an import that tells people */
	bool told;                     /* what follows concerns nobody */
	bool automate;                 /* an import is followed, too */
	bool explain;                  /* what followed is told */
	const struct crm_entity *bulk; /* its keys are checked by the caller */
	int64_t id;                    /* the batch's id, 0: not taken yet */
	int64_t number;                /* and its number, likewise */
	int64_t mark_id, mark_number;  /* these at the savepoint */
	bool marked;                   /* there was a savepoint */
	bool mark_dirty;
	/* crm_lock_days, which goes with the savepoint that it came behind. */
	enum { DAYS_FREE, DAYS_SHARED, DAYS_ALONE } days, mark_days;
	int64_t seal, mark_seal; /* of the lines that it wrote into the log */
	int64_t now;             /* created of what it inserts */
	int64_t at;              /* when it was, as its row has it */
	int64_t ahead; /* seconds from the batch before to the clock */
	const char *args, *reason;
	int64_t undoes;
	bool
	    verifies; /* its rows are written; of each is asked whether it may stand */
};

/* A record of a kind that settles. */
struct written {
	const struct crm_entity *entity;
	int64_t id;
};

/* What is kept of a batch until its commit. */
struct batch_notes {
	struct crm_buf written; /* of struct written */
	size_t settled;         /* so many of them were looked at */
	struct crm_buf asked;   /* of struct crm_asked */
	struct crm_buf back;    /* of struct crm_back */
	struct crm_buf behind;  /* of struct crm_behind */
	size_t recorded;        /* guarded changes written as given */
	struct crm_buf later;   /* of struct put_off */
	size_t followed;        /* so many of them were called */
	struct crm_buf news;    /* of struct crm_news … */
	struct crm_arena texts; /* … whose texts are here */
	struct {
		size_t written, asked, back, behind, recorded, news, later;
	} mark; /* these at the savepoint */
};

/* What somebody remembers as long as the batch. */
struct owned {
	const void *owner;
	void *memory;
	struct owned *next;
};

/* Rules that have run, in their order, and found by what they ran for. */
struct ran {
	struct crm_buf list; /* of struct crm_ran */
	uint32_t *slot;      /* place in the list + 1; 0: free */
	size_t slots, mark;
	struct crm_arena arena; /* of the batch: texts, and what is below */
	struct owned *memory;   /* crm_batch_memory */
	size_t went_back;       /* to the savepoint, so often */
};

struct kept_count {
	struct crm_count_of of;
	int64_t n;
};

/* Counts that a transaction keeps, and what they were since the savepoint. */
struct counts {
	struct crm_buf kept;  /* of struct kept_count */
	struct crm_buf steps; /* back to the savepoint */
	size_t firm;          /* bytes of kept that outlive the way back */
	bool wrote;           /* a row, since the savepoint */
};

struct setting {
	const char *name, *value;
	struct setting *next;
};

struct crm_store {
	const struct crm_engine *engine;
	void *db;
	struct crm_store_opts opts;
	struct crm_clock clock;
	struct crm_arena arena;
	struct crm_dict *dict;
	struct crm_dict *real;             /* while it is another, by … */
	const struct crm_without *without; /* … crm_store_pretend, or NULL */
	struct crm_stmt *stmt[STMT_BUCKETS];
	/* The last one of each place in memory that a text was at. */
	struct crm_stmt *stmt_at[STMT_BUCKETS];
	struct display_slot *display; /* DISPLAY_SLOTS, made when first used */
	int64_t schema;               /* the book's */
	int64_t actor;
	const char *role;
	const char *currency;
	struct setting *settings; /* as they were when it was opened */
	struct crm_resolver resolver;
	bool making; /* a book, in a transaction already */
	struct tx tx;
	struct again_all again_all;
	struct waiting_rows rows;
	struct log_lines *lines; /* log/lines.c */
	struct refs refs;        /* of tx */
	bool vanished_before;    /* one of these, at a commit */
	bool again;              /* the batch may be tried again */
	struct plan *plan;       /* one an entity, as in dict */
	struct crm_arena plans;  /* what plans point to */
	struct crm_arena level[HOOK_DEPTH + 1];
	/* One record's, reset by each write: the one of `level` at `depth`, for
	 * what is written behind a record leaves that as it is. */
	struct crm_arena *scratch;
	int depth;
	struct {
		const struct crm_entity *entity;
		int64_t id;
	} chain[HOOK_DEPTH]; /* what set off what */
	bool deciding;       /* a hook runs that must not write */
	int following; /* hooks that follow by themselves, in one another */
	struct batch_notes notes;
	struct counts counts;
	struct ran ran;
	struct ahead ahead;
	struct known *known;
	struct {
		int64_t batch, number;
	} numbered;    /* the last batch whose number was asked for */
	bool in_past;  /* it is seen as of … */
	int64_t as_of; /* … this batch, by its number */
	struct crm_clock then, asked; /* the clock of then, and that of now */
	bool as_of_paused;
	/* Of log/ended.c: whether it is known which records differ, up to which batch,
	 * and whether any does; and whether they are seen so. */
	struct {
		bool known, any, seen;
		int64_t last;
	} ended;
};

#endif
