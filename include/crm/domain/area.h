/*
 * What the areas of the trade tell the rest: one row for each kind of record,
 * one table for each area (lib/domain/AREA/area.c, listed in
 * lib/domain/areas.c).  Whoever needs to know what a kind means asks its row
 * and compares no names.
 *
 * Conditions are in the filter language, which becomes SQL for many records and
 * is tested in memory for one, with the same answer.
 */
#ifndef CRM_AREA_H
#define CRM_AREA_H

#include <crm/store/rules.h>
#include <crm/store/store.h>
#include <crm/store/upkeep.h>
#include <crm/store/write.h>

struct crm_lint_check;

/* The live record beside this one that says the same, or null: what is said
 * once of a record, and was said of two that are merged. */
typedef enum crm_status crm_same(struct crm_store *s,
    const struct crm_record *r, struct crm_value *same, struct crm_err *err);

/* What happens to the state of a record that changes hands; words of its field
 * `status`. */
struct crm_hands {
	const char *given;          /* one that waits for an owner, with one */
	const char *pooled;         /* one that lies in a pool */
	const char *const *cleared; /* fields that go then; ends with NULL */
	const char *fixed;          /* it stays with whom it is … */
	const char *fixed_words;    /* … because it "is converted and …" */
};

/* Who had its like before: SQL that gives owner and id of a record of the kind
 * `code`, for the value of a field and, as a second mark, the record's id. */
struct crm_before {
	const char *field; /* its value; NULL: its own id */
	const char *sql;
	int marks;
	const char *code, *words;
};

/* How its records are searched for duplicates. */
struct crm_likeness {
	const char *among;    /* only these; NULL: all that there are */
	const char *employer; /* reference to the company a person works at */
};

/* What the matrix of approvals is asked about (crm/domain/approval.h). */
struct crm_consent {
	/* Words of its `status`; `dropped`, which needs no consent, may be NULL. */
	const char *waits, *agreed, *back, *dropped;
	/* Why somebody must agree to one as it stands, whatever the matrix says: who
	 * acts may not give so much away; *why is empty where nobody must.  NULL:
	 * nobody ever. */
	enum crm_status (*judge)(struct crm_store *s,
	    const struct crm_record *now, struct crm_arena *a,
	    struct crm_text *why, struct crm_err *err);
	/* Behind the row that got the state `agreed` or `back` by a decision, in the
	 * same batch: what follows from that.  NULL: nothing. */
	enum crm_status (*decided)(struct crm_store *s,
	    const struct crm_record *now, bool agreed, struct crm_err *err);
	/* Its step that submits one, which automation may call; NULL: it may not. */
	enum crm_status (*submit)(struct crm_store *s, int64_t id,
	    enum crm_action *done, struct crm_err *err);
};

/* How its records are learned from as they were while their end was not known. */
struct crm_life {
	const char *opened, *closed; /* dates: open from the one to the other */
	const char *age;             /* derived: the days since `opened` */
	/* What tells how it ended, or is filled in then; both end with NULL. */
	const char *const *late, *const *final;
	/* What people themselves thought of its chance then: a reference, and the
	 * share of what it refers to. */
	const char *step, *share;
};

struct crm_trade {
	const char *entity;
	struct crm_rules rules; /* what the write path asks */

	/* ---- whose work it is; NULL where it is nobody's ---- */
	const char *open;   /* its work is not over */
	const char *status; /* the enumerated field of which "open" says just
			     * that; NULL: there is none */
	const char *status_now; /* derived: what it is today, which is as open;
				 * NULL: that is `status` */
	const char *awake;      /* and it can be done today; NULL: as `open` */
	const char *waits;      /* without an owner it waits for one */
	const char *limit; /* the user's field that limits how many are open */
	const char *words; /* what messages call open ones: "open leads" */
	const char *state; /* the field that says how it ended … */
	const char *ended; /* … or the word for all that did; both NULL: it may
			     * have an owner all the same */
	const struct crm_hands *hands;
	const struct crm_before *before; /* ends with sql NULL */
	const char *place; /* reference to what it lies where it lies, beside
			    * its own country, region … */

	/* ---- what it is to others ---- */
	const struct crm_likeness *likeness; /* NULL: as it stands */
	crm_same *same;
	/* Reference of a part to the record whose own past it is: where that is
	 * merged, it stays with it. */
	const char *history;
	const char *const *became; /* references to what it was converted into:
				    * read-only then; ends with NULL */
	const char *moves; /* the field that its steps change, where that is
			    * neither `state` nor `status` */
	const char *near;  /* reference: what is about this is about that too */
	const char *chance; /* the field that a learned probability goes into */
	const struct crm_life
	    *life;         /* NULL: they are learned from as they are */
	const char *first; /* which comes first in a section of the 360 view: a
			    * number over the row t, least first */
	const struct crm_lint_check *lint; /* ends with code NULL */
	/* Of what is dated (rules.dated): it is not booked yet, and has to be
	 * before its days are closed; NULL: it always is. */
	const char *unposted;
	const struct crm_consent *consent; /* NULL: the matrix is not asked */
};

/* Records that a book begins with: fields of a kind, and the values of one
 * record after another, as a user would write them; a line ends with NULL. */
struct crm_defaults {
	int schema; /* with which they came */
	const char *entity;
	const char *fields[7];
	const char *const *values;
	const char *const *chinese; /* the same for a book in Chinese; NULL:
				     * these.  What code names is the same. */
};

/* ---- clocks: what `crm-task due` lists ---- */

/* Whom something is for, as it goes up. */
enum crm_level {
	CRM_TO_NOBODY,
	CRM_TO_OWNER,
	CRM_TO_MANAGER,
	CRM_TO_DIRECTOR,
};

struct crm_due {
	const char *kind; /* stable: "response" */
	const struct crm_entity *entity;
	int64_t record;  /* what it is about */
	int64_t at;      /* the instant it is, or was, due */
	bool all_day;    /* a day, of which `at` is the first instant */
	int64_t owner;   /* whose it is: id of a user, 0: nobody */
	const char *why; /* the rule and its numbers; until the call returns */
	/* Where nobody owns it: in whose queue it lies, of a team, of a pool, or
	 * of the role that this user is of; 0: in none. */
	int64_t team, pool, peer;
	/* Who asked for it, and is told of it in nobody's place; 0: nobody did. */
	int64_t asker;
	/* The day from which it is told, where that is before its own; 0: that. */
	int64_t from;
	/* How much of the time that was promised is over, as CRM_T_PERCENT has
	 * it; 0: there is no promise. */
	int64_t spent;
	/* The notice that it is, which is told once and never goes up; 0: it
	 * falls due. */
	int64_t notice;
	const char *part; /* tells it from others of its kind about the same
			   * record; NULL: there are none */
	/* ---- filled by crm_due_list ---- */
	int64_t whom;         /* who is told, 0: nobody */
	enum crm_level level; /* how far up it went; CRM_TO_NOBODY: not yet */
	const char *key;      /* the same as long as it is the same thing */
};

/* What is asked of the clocks. */
struct crm_due_ask {
	int64_t now;      /* the instant */
	int64_t until;    /* up to the end of this day */
	const char *kind; /* of this clock alone; NULL: of all */
	/* Of one user, or of all in a team and below it: what they own, and what
	 * they are told; to the one user all of it is told.  0: everybody's. */
	int64_t user, team;
	/* Of crm_due_list to the clocks: this user's alone can be meant; 0:
	 * everybody's.  A clock may give more. */
	int64_t owner;
	/* ---- of crm_due_list alone ---- */
	bool ahead; /* people hear of things as early as they want to */
	/* They are told on this channel, as they want to be; NULL: somebody looks
	 * at what there is. */
	const char *channel;
};

typedef enum crm_status
crm_due_each(void *ctx, const struct crm_due *d, struct crm_err *err);

/* Calls `each` for all that is asked for. */
struct crm_alarm {
	const char *kind;
	const char *help; /* one line: what it is, and when */
	enum crm_status (*list)(struct crm_store *s,
	    const struct crm_due_ask *ask, crm_due_each *each, void *ctx,
	    struct crm_err *err);
};

/* ---- books: what `crm-admin check` proves ---- */

typedef enum crm_status crm_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* ---- slots: what an area asks of those to its right ---- */

/* What will be needed of a product (in millionths of its unit, by how probable it
 * is) by a day, and is in no order yet. */
typedef enum crm_status crm_demand_each(void *ctx, int64_t product, int64_t day,
    int64_t quantity, struct crm_err *err);
typedef enum crm_status crm_demand_slot(struct crm_store *s, int64_t until,
    crm_demand_each *each, void *ctx, struct crm_err *err);

/* What an account, a customer and all below it, owes for certain: adds what the area
 * knows of it to the sums, in the base currency; CRM_RULE where something of it has no
 * rate. */
struct crm_exposed_of {
	int64_t account;
	int64_t overdue_before; /* what was due before that day is overdue */
};
struct crm_exposed {
	int64_t booked,
	    overdue;   /* booked and open, and what of it is overdue */
	int64_t cash;  /* paid for nothing in particular */
	int64_t bills; /* taken in payment, and not collected yet */
};
typedef enum crm_status
crm_exposure_slot(struct crm_store *s, const struct crm_exposed_of *of,
    struct crm_exposed *sum, struct crm_err *err);

/* ---- what an area does behind rows of kinds to its left ---- */

/* Behind the kind's own `saved`, not of an import or an undo; it may write, and put
 * off (crm_later) what all of a document is needed for. */
struct crm_joined {
	const char *entity;
	crm_hook *saved;
};

/* The document that one was made from, with what its customer agreed to there: an
 * order's quote, or the contract that it calls off. */
struct crm_lines;
struct crm_origin {
	int64_t id; /* 0: it is none of this area's */
	const struct crm_lines *lines;
	bool part; /* so much of it as is needed is taken, not all */
};
typedef enum crm_status
crm_origin_slot(struct crm_store *s, const struct crm_record *document,
    struct crm_origin *out, struct crm_err *err);

/* Of documents, before the row: CRM_RULE where one that was deleted or given up comes back,
 * and what it was made of has become another since. */
typedef enum crm_status
crm_back_slot(const struct crm_saving *w, struct crm_err *err);

/* Of orders: CRM_RULE where nothing is to be shipped to a customer, with what lets it
 * go all the same. */
typedef enum crm_status
crm_ship_slot(struct crm_store *s, int64_t customer, struct crm_err *err);

/* Of an order: adds what its subscriptions come to in all their periods beyond one of each,
 * in its currency. */
typedef enum crm_status crm_served_slot(
    struct crm_store *s, int64_t order, int64_t *sum, struct crm_err *err);

/* Of a line of an order: what of it may be credited (crm/domain/order.h). */
struct crm_line_left;
typedef enum crm_status crm_left_slot(struct crm_store *s, int64_t line,
    struct crm_line_left *out, struct crm_err *err);

/* ---- an area ---- */

struct crm_area {
	const char *name;
	const struct crm_trade *kinds;       /* ends with entity NULL */
	const struct crm_defaults *defaults; /* ends with entity NULL */
	const struct crm_alarm *alarms;      /* ends with kind NULL */
	crm_audit *const *audits;            /* ends with NULL */
	/* What a book begins with beside the defaults, and one that comes from an
	 * older schema gets, or NULL. */
	enum crm_status (*begin)(
	    struct crm_store *s, int64_t schema, struct crm_err *err);
	const struct crm_joined *joined; /* ends with entity NULL */
	crm_demand_slot *demand;         /* of stock, until a day; NULL: none */
	crm_origin_slot *origin;         /* of documents; NULL: none */
	crm_back_slot *back;             /* of documents; NULL: none */
	crm_exposure_slot
	    *exposed;            /* of credit; NULL: it knows nothing of it */
	crm_ship_slot *ships;    /* of orders; NULL: it holds nobody's goods */
	crm_served_slot *served; /* of credit; NULL: it serves nothing */
	crm_left_slot *left;     /* of returns; NULL: it credits nothing */
	/* Of stock, before a move that somebody books, and before a promise that
	 * somebody points at something else: CRM_RULE where its own documents
	 * move such goods, with what does; NULL: none do. */
	crm_hook *moves;
};

/* All areas, each using only those before it; ends with NULL. */
extern const struct crm_area *const crm_areas[];

/* The area of a kind; NULL where none has it. */
const char *crm_area_of(const char *entity);
/* The row of a kind; one that says nothing where no area has it. */
const struct crm_trade *crm_trade(const char *entity);

/* What lib/cli gives to the store (struct crm_store_opts). */
extern const struct crm_hooks crm_domain_hooks;

/* The clock of that name, or NULL. */
const struct crm_alarm *crm_alarm_find(const char *kind);

/*
 * All that is due, of every area, by time, kind and record; lives in the arena.
 *
 * Until it is overdue a thing is its owner's; then it is at the levels of owner,
 * manager and director (the manager's manager) as the rules of the kind escalation
 * say.  Where there is nobody there, the one below is told.  What nobody owns is told to
 * whoever leads the team or the pool, or the people of the role, in whose queue it lies,
 * from the beginning, and goes up from there.  Whoever is not active is stood in for by
 * the manager; whoever is on leave, by the delegate, else by the manager.
 */
enum crm_status crm_due_list(struct crm_store *s, const struct crm_due_ask *ask,
    struct crm_arena *a, struct crm_due ***out, size_t *n, struct crm_err *err);

/* The books of every area. */
enum crm_status crm_check_books(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err);

#endif
