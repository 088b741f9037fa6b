/* What the files of assignment share; see include/crm/assign.h. */
#ifndef CRM_DOMAIN_ASSIGN_H
#define CRM_DOMAIN_ASSIGN_H

#include "domain/team/team.h"

#include <crm/domain/assign.h>
#include <crm/domain/own.h>

enum method {
	BY_PERSON,
	BY_POOL,
	BY_ROUND_ROBIN,
	BY_LEAST_LOAD,
	BY_WEIGHT,
	BY_TERRITORY,
	BY_SKILL,
	BY_PREVIOUS,
};

struct person {
	int64_t id;
	struct crm_text login;
	int64_t team; /* 0: none */
	bool active, is_rep;
	struct crm_text skills; /* folded, parted by commas */
	int64_t capacity;       /* 0: none given */
	struct crm_load *load;
};

/* A skill that a rule asks for. */
struct skill {
	struct crm_text name; /* folded */
	int64_t weight;       /* x 10^-6 */
};

enum { PLACE_FIELDS = 5 };

struct territory {
	int64_t id, owner;
	struct crm_text is[PLACE_FIELDS]; /* folded; empty: anything */
};

struct rule {
	int64_t id;
	struct crm_text name;
	enum method method;
	struct crm_filter *when;    /* NULL: always */
	int64_t person, team, pool; /* 0: none */
	struct crm_text pool_name;  /* empty: the pool cannot be used */
	struct skill *skill;
	size_t n_skills;
	int64_t penalty;     /* x 10^-6 a record */
	struct person **who; /* who is asked, by login */
	size_t n_who;
	struct crm_text turn; /* round robin: login of the last one */
	int64_t *credit;      /* weighted: of each of `who` */
	struct crm_text was;  /* the turn as the book has it */
};

/* One run. */
struct run {
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_arena arena;
	const int64_t *ids; /* NULL: those that wait */
	size_t n;
	struct person *person; /* all users, by login */
	size_t n_people;
	struct rule *rule;
	size_t n_rules, cap_rules;
	struct territory *territory; /* by id */
	size_t n_territories;
	struct exclusion *exclude;
	struct crm_arena one;     /* reset after each record */
	struct crm_record record; /* the one at hand */
	bool counts;              /* needs a place */
};

/* Who a rule gives a record to, and why; or why not. */
struct choice {
	struct person *to; /* NULL: nobody, or a pool */
	bool pool;
	const char *why;
};

/* ---- assign-load.c ---- */

/* Locks the rules of the kind, then the records, then users whose places are
 * limited; loads what decides. */
enum crm_status run_load(struct run *u, struct crm_err *err);
struct person *run_person(struct run *u, int64_t id);
const char *method_code(enum method m);

/* ---- assign-waiting.c ---- */

/* Fills u->ids with what waits for an owner. */
enum crm_status find_waiting(struct run *u, struct crm_err *err);
/* Takes out what somebody else has given away since. */
enum crm_status drop_given(struct run *u, struct crm_err *err);
/* That the record at hand is open: what is over is nobody's work any more. */
enum crm_status check_open(struct run *u, struct crm_err *err);
/* Whether a lead reads as new. */
crm_hook assign_rule_save;

/* ---- assign-turn.c ---- */

/* What a rule remembers of whose turn it is; in the arena. */
void turn_read(struct run *u, struct rule *r);
struct crm_text turn_text(struct run *u, const struct rule *r);

/* ---- assign-method.c ---- */

enum crm_status rule_choose(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err);
/* Whether somebody can take the record at hand; else *why not. */
enum crm_status can_take(struct run *u, struct person *p, bool *yes,
    const char **why, struct crm_err *err);

/* ---- assign-place.c ---- */

/* Best territory whose owner can take the record; of the rule's team, where it
 * has one. */
enum crm_status choose_territory(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err);
/* Who had it, or had what belongs to it. */
enum crm_status choose_previous(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err);

/* ---- assign-rule.c ---- */

/* "german:2, medical" as skills; the weight is 1 where none is given.
 * CRM_INVALID with the place. */
enum crm_status skills_parse(struct crm_text text, struct crm_arena *a,
    struct skill **out, size_t *n, struct crm_err *err);

#endif
