/*
 * What the domain has to say to the write path: a row for each kind of record,
 * asked for once a command.  The order of one write is
 *
 *   guard    takes out of a change what somebody must agree to first
 *   dated    before the row of a kind with a day in the books: is that open?
 *   save     before the row: fills kept fields, refuses; reads, never writes
 *   keep     behind that: what is worked out of the record alone
 *   (keys, references, the row and the log)
 *   saved    behind the row: writes other records, in the same batch
 *   follow   of every kind, behind `saved`: what users want to follow by itself
 *   settle   before the batch takes its number: what only all of it can fulfil
 *
 * Behind `saved` come the hooks that other areas join to the kind, and before the
 * batch settles what any of them put off (crm_later); and of every kind `news` notes behind the row whom it concerns, and `tell` writes
 * that before the batch settles.
 *
 * An import records what is: it asks `dated`, `save` and `settle`, and tells `saved` that
 * it is one, for balances are kept then too, and nobody is told.  A row of it that meets
 * a record which was here edits that, and is told as such (`met`).
 */
#ifndef CRM_RULES_H
#define CRM_RULES_H

#include <crm/model/model.h>

struct crm_store;

/* One write while it is decided. */
struct crm_saving {
	struct crm_store *store;
	const struct crm_record *old; /* NULL: it is inserted */
	/* Complete, and in `save` to be changed; its `deleted` differs from the
	 * old one's where the record is hidden or comes back, which is no edit:
	 * what forbids those lets it be.  `given` tells what an insert or an
	 * update says from what was there. */
	struct crm_record *new;
	/* Lives until the row is written: for texts that a hook fills in. */
	struct crm_arena *arena;
	bool import;
	/* A row of that import meets a record that was here: what it changes is an
	 * edit as any other, and what forbids those forbids it. */
	bool met;
	/* It is done even where rules name what goes: --yes, an import, which
	 * records what is, and an undo, which is no edit. */
	bool sure;
	/* An undo writes it: what came of it comes back out of the log too. */
	bool undo;
	/* An undo has written all its rows, and asks of each whether it may stand:
	 * nothing changes between such questions. */
	bool verified;
};

typedef enum crm_status
crm_hook(const struct crm_saving *w, struct crm_err *err);
/* Whether a record is in the books. */
typedef bool crm_posts(const struct crm_record *r);
/* Whether a record with a day, which another may be a part of, is in no books yet. */
typedef enum crm_status crm_waits(struct crm_store *s,
    const struct crm_record *dated, bool *yes, struct crm_err *err);

/* How the undo of a batch treats one of its records. */
enum crm_undo_way {
	CRM_UNDO_BACK,     /* as it was before: written back, or hidden */
	CRM_UNDO_STAYS,    /* it follows from other records, which are undone */
	CRM_UNDO_REVERSED, /* it stays; `reverse` writes what takes it back */
	CRM_UNDO_VOIDED,   /* it stays, with its number; `reverse` marks it */
};

struct crm_undoing {
	struct crm_store *store;
	const struct crm_record *now; /* as it stands */
	bool born;                    /* the batch made it; else changed it */
	int64_t batch;                /* the number that is undone */
	struct crm_arena *arena;
	int64_t
	    born_in; /* the same as the column `born` of what it made has it */
};

/* Decides, and writes nothing: CRM_RULE where it cannot be undone, with the
 * verb that takes it back. */
typedef enum crm_status crm_undo_hook(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err);
/* Writes, through the write path. */
typedef enum crm_status crm_reverse_hook(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err);

/* Fills kept fields that are worked out of the record alone and of the book's
 * settings: whoever asks it twice gets the same.  Every write asks it behind `save`,
 * so does what an undo writes back, and the check proves by it what is stored. */
typedef enum crm_status
crm_keep_hook(struct crm_store *s, struct crm_record *r, struct crm_err *err);

/* Figures that a write works out of other fields, and that somebody may say himself, so
 * that nothing can make them anew: they go back with those, or neither does.  All
 * end with NULL. */
struct crm_worked {
	const char *const *figures;
	const char *const *of; /* fields of the record */
	const char *const
	    *whole; /* and of that which it is a part of; or NULL */
};

/* The records of a kind that were written since the last such look, each once,
 * by id, deleted ones among them.  Reads, and refuses with CRM_RULE. */
typedef enum crm_status
crm_settle_hook(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, struct crm_err *err);

/* A row of an import meets a record: what it gives that was kept otherwise when it came is
 * turned into what was kept, so that the same row is no other one. */
typedef enum crm_status crm_met_hook(struct crm_store *s,
    const struct crm_record *now, struct crm_record *row, struct crm_err *err);

/* Of one kind of record; what is NULL has nothing to say. */
struct crm_rules {
	crm_hook *save; /* of what is inserted, changed, restored */
	crm_keep_hook *keep;
	const struct crm_worked *worked;
	crm_hook *hide; /* the same, of what is about to be hidden */
	crm_hook *saved;
	bool live; /* `saved` has nothing to say of an import */
	/* Of what an import inserts, `saved` reads none of its kind and only puts off
	 * what follows; nor does `save`, but of what has this field (NULL: never). */
	bool puts_off;
	const char *unless;
	/* Of what an import inserts, hooks seldom look into the table of their kind, which
	 * is `queued`: who does finds its rows and its indexes there. */
	bool seldom;
	crm_met_hook *met;
	crm_settle_hook *settle;
	crm_undo_hook *undo; /* NULL: back, always */
	crm_reverse_hook *reverse;
	/* ---- what `dated` asks about; NULL: any day is as good ---- */
	const char *dated;   /* the field with its day in the books … */
	const char *part_of; /* … of the record that this reference leads to */
	const char *const
	    *sold_by; /* references to records whose sellers it is of, where
		       * it names none itself; ends with NULL */
	const char *takes_back; /* a reference to what it takes back, which lies
				 * between the same */
	const char *const
	    *undated; /* fields that change on days of their own, and
				     * are no figures of that one; ends with NULL */
	crm_posts
	    *posts; /* whether it is in the books of that day; NULL: it is */
	crm_waits *
	    waits; /* whether nothing of it is booked yet: then it is edited whatever
		     * is closed, and dated anew; NULL: it is booked */
};

/*
 * Takes the fields out of a patch of the record `now` to which somebody must
 * agree first, and where `ask` asks for them by records of its own, which
 * crm_note_asked() is told of.  *held is their number.
 */
typedef enum crm_status crm_guard_hook(struct crm_store *s,
    const struct crm_record *now, struct crm_record *patch, bool ask,
    struct crm_arena *a, size_t *held, struct crm_err *err);

/* Behind every row, inserted (`old` is NULL), changed or hidden, while counts are
 * kept (counts.h): brings them up to date, and writes nothing. */
typedef enum crm_status
crm_wrote_hook(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err);

/* Hooks of other areas behind the rows of a kind. */
enum { CRM_JOINED_MAX = 4 };

struct crm_hooks {
	/* NULL for a kind without rules. */
	const struct crm_rules *(*rules)(const char *entity);
	/* What others do behind its rows, behind its own `saved`; how many.  They
	 * have nothing to say of an import, which records what is, nor of an undo,
	 * whose batch has what came of it. */
	size_t (*joined)(const char *entity, crm_hook *out[CRM_JOINED_MAX]);
	/* Whether anything of a kind is guarded. */
	enum crm_status (*is_guarded)(struct crm_store *s,
	    const struct crm_entity *e, bool *yes, struct crm_err *err);
	crm_guard_hook *guard;
	/* Before the row of a kind that is dated: whether its days are open. */
	crm_hook *dated;
	/* Whether any day is closed that such a kind may have. */
	enum crm_status (*is_closed)(struct crm_store *s,
	    const struct crm_entity *e, bool *yes, struct crm_err *err);
	crm_wrote_hook *wrote;
	/* Whether anybody watches a record of a kind. */
	enum crm_status (*is_watched)(struct crm_store *s,
	    const struct crm_entity *e, bool *yes, struct crm_err *err);
	/* Behind every row of what people are to hear of: notes it (news.h), and
	 * writes nothing. */
	crm_wrote_hook *news;
	/* Before the batch settles: writes what was noted. */
	enum crm_status (*tell)(struct crm_store *s, struct crm_err *err);
	/* Behind every row that is inserted, changed, hidden or comes back, of the
	 * kinds of which `is_followed` says so, asked once a kind: what users want
	 * to follow by itself.  Not behind an undo, whose batch has it all, nor
	 * behind an import that is not told to (crm_batch.automate). */
	enum crm_status (*is_followed)(struct crm_store *s,
	    const struct crm_entity *e, bool *yes, struct crm_err *err);
	crm_hook *follow;
	/* What a folded value of an enumerated field means beyond its choices,
	 * as an expression; NULL: nothing. */
	const char *(*word)(
	    const char *entity, const char *field, struct crm_text folded);
};

#endif
