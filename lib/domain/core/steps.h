/*
 * The steps of a document through its states: what leads where is a table of the
 * area, and so is what goes with each step.  Taking one is the same for all: the
 * record is locked and read, its state looked at, the step prepared, the row written,
 * and what follows done.
 */
#ifndef CRM_DOMAIN_STEPS_H
#define CRM_DOMAIN_STEPS_H

#include "core.h"

enum { STEP_FROM_MAX = 6 };

struct stepping;

/* A part of a step; CRM_RULE where it may not be taken. */
typedef enum crm_status step_hook(struct stepping *v, struct crm_err *err);

struct step {
	const char *from[STEP_FROM_MAX + 1]; /* states; ends with NULL */
	const char *to;     /* NULL: what follows says it (consent) */
	const char *verb;   /* as a user types it */
	const char *words;  /* which states it is for, as a refusal says it */
	step_hook *prepare; /* what must hold, and what else is written; NULL:
			     * nothing */
	step_hook *follow;  /* what is done behind the row; NULL: nothing */
};

/* The steps of a kind of record, whose states are in its field `status`. */
struct steps {
	const char *entity;
	const struct step *step;
	size_t n;
	step_hook *say; /* what every step writes of what was said; NULL */
	step_hook
	    *refuse; /* a better reason than the words of the step where the
			    * state is none of `from`; CRM_OK: there is none; NULL */
};

/* A step while it is taken.  Its hooks read all of it, and write the patch, `done`
 * and what `how` points to for what came of it. */
struct stepping {
	struct crm_store *s;
	const struct step *step;
	const void *how; /* the area's own: what was said to the verb */
	const struct crm_entity *e;
	struct crm_arena a;
	const char *id;        /* for messages */
	struct crm_record now; /* in `follow`: as it was written */
	struct crm_record patch;
	enum crm_action *done;
};

/* Adds a field to what is written. */
void step_set(struct stepping *v, const char *field, struct crm_value x);

/* Takes a step, by its place in the table. */
enum crm_status
step_take(struct crm_store *s, const struct steps *k, size_t step, int64_t id,
    const void *how, enum crm_action *done, struct crm_err *err);

/* That a record which somebody adds is in the state that the dictionary gives it, from
 * where its steps lead; part of its `save`.  An import has what is, and is not
 * asked, but moves none that a step moved. */
enum crm_status step_check_first(
    const struct steps *k, const struct crm_saving *w, struct crm_err *err);

#endif
