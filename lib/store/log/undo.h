/* What the files of undo share. */
#ifndef CRM_STORE_UNDO_H
#define CRM_STORE_UNDO_H

#include "store/internal.h"

#include <crm/store/log.h>

enum { REASONS = 10 };

struct undo {
	struct crm_store *s;
	int64_t batch, number;  /* its id and number */
	struct crm_buf reasons; /* the first, joined by "; " */
	int n_reasons;
	bool is_last, is_last_asked; /* no batch came behind it */
	bool field_gone; /* one of them is that a field is deleted */
	void (*each)(
	    void *, const struct crm_entity *, int64_t, enum crm_action);
	void *ctx;
	struct crm_arena arena;
	struct net *net; /* what the batch changed */
	size_t n_net;
	struct birth *birth; /* and what it inserted */
	size_t n_birth;
	struct born *born; /* of kinds that say how, one after another */
	size_t n_born, cap_born;
};

struct birth {
	const struct crm_entity *entity;
	int64_t first, last;
	bool by_record; /* it says how, or days are closed */
};

/* A record that the batch inserted, of a kind that says how to undo it. */
struct born {
	const struct crm_entity *entity;
	int64_t id;
	enum crm_undo_way way;
};

/* Net change of one field by the batch: rows of the log with the same record
 * and field, first old and last new. */
struct net {
	const struct crm_entity *entity;
	int64_t record;
	int field;                 /* index, -1: gone */
	struct crm_value old, new; /* as logged, in the arena */
	enum crm_undo_way way;     /* of the record; in its first */
};

enum pass {
	PASS_CHECK, /* has it changed again since? */
	PASS_WRITE,
	PASS_VERIFY, /* does the book hold together? */
};

/* ---- nets.c ---- */

/* A reason against the undo; of all but the first ten only the number counts. */
void undo_reason(struct undo *u, const struct crm_entity *e, int64_t record,
    const char *field, const char *what);
/* The same, as a rule of the domain said it: its sentence names a record, which may be
 * another, or begins behind this one or a field of it. */
void undo_refused(struct undo *u, const struct crm_entity *e, int64_t record,
    const struct crm_err *why);
/* The next net changes of a statement over (entity, record, field, old, new)
 * that is ordered by these. */
enum crm_status read_nets(struct undo *u, struct crm_stmt *q, struct net **list,
    size_t *n, struct crm_err *err);
/* How the domain wants a record undone; what it refuses is a reason. */
enum crm_status ask_way(struct undo *u, const struct crm_record *now, bool born,
    enum crm_undo_way *way, struct crm_err *err);
/* What is written where a record stays. */
enum crm_status write_way(struct undo *u, const struct crm_record *now,
    bool born, enum crm_undo_way way, struct crm_err *err);

/* ---- undo-worked.c ---- */

/* Whether a field has another value than behind the batch. */
enum crm_status undo_moved(struct undo *u, const struct crm_record *now,
    size_t field, bool *yes, struct crm_err *err);
/* Figures that were worked out since of what goes back: of the record, which is as it
 * stands, and of its parts.  x[0] to x[n - 1] are the fields that go back. */
enum crm_status undo_check_worked(struct undo *u, const struct crm_record *now,
    const struct net *x, size_t n, struct crm_err *err);

/* ---- undo-born.c ---- */

enum crm_status read_births(struct undo *u, struct crm_err *err);
enum crm_status
undo_births(struct undo *u, enum pass pass, struct crm_err *err);

#endif
