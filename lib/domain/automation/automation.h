/* What the files of automation share. */
#ifndef CRM_DOMAIN_AUTOMATION_H
#define CRM_DOMAIN_AUTOMATION_H

#include "domain/core/given.h"
#include "domain/lint/lint.h"

#include <crm/domain/area.h>
#include <crm/domain/automation.h>

/* Rules behind one another; a circle of different ones is found before. */
enum { CHAIN_MAX = 8 };

enum event { ON_INSERT, ON_CHANGE, ON_MOVE, ON_DAY, ON_BEFORE };
enum action { DO_SET, DO_ASSIGN, DO_TASK, DO_PLAYBOOK, DO_NOTICE, DO_APPROVAL };

/* A rule as it is used. */
struct rule {
	int64_t id;
	const char *name; /* "" where it has none */
	bool active;
	const struct crm_entity *of;
	enum event event;
	int field; /* the one that is changed, or the date; -1: any, none */
	int64_t days;
	const char *when; /* "" : always */
	struct crm_filter *filter;
	enum action action;
	struct given_list given;
	const char *text;         /* of a notice */
	int64_t person, playbook; /* 0: none */
	int64_t ran_on;           /* the last day on which it was looked at */
	struct rule *next;
};

/* ---- rule.c: what is written in a rule ---- */

/* The hook of the kind. */
crm_hook automation_save;
extern const struct crm_lint_check lint_automation[];

/* The field that steps of a kind change, or -1. */
int state_field(const struct crm_entity *e);
/* "AU3", or "AU3 (Follow up)". */
const char *
rule_title(struct crm_store *s, const struct rule *r, struct crm_arena *a);
/* "the field status is changed" */
const char *event_words(const struct rule *r, struct crm_arena *a);

/* ---- load.c ---- */

/* Active rules about a kind, by seq, in the arena; and one by its id, on or off (0:
 * none).  CRM_RULE, with what to do about it, where one cannot be used any more. */
enum crm_status rules_of(struct crm_store *s, const struct crm_entity *e,
    int64_t also, struct crm_arena *a, struct rule **out, struct crm_err *err);
/* Kinds about which there are active rules. */
enum crm_status automated_kinds(struct crm_store *s, struct crm_arena *a,
    const struct crm_entity ***out, size_t *n, struct crm_err *err);

/* ---- act.c: what a rule does to a record ---- */

/* What is about to be done. */
struct deed {
	bool nothing;         /* it is so already */
	struct crm_record r;  /* a patch, or a task */
	struct crm_buf words; /* where somebody asks; the caller frees it */
};

/* Works it out and writes nothing; `say`: with words. */
enum crm_status deed_plan(struct crm_store *s, const struct rule *r,
    const struct crm_record *now, bool say, struct crm_arena *a, struct deed *d,
    struct crm_err *err);
/* Does it; adds to the words what came of it. */
enum crm_status
deed_do(struct crm_store *s, const struct rule *r, const struct crm_record *now,
    struct crm_arena *a, struct deed *d, struct crm_err *err);

/* ---- run.c ---- */

/* Rules about a kind as they run in the open batch: what this calls for is seen with
 * one rule that is off, too (0: none); before anything is written. */
enum crm_status rules_with(struct crm_store *s, const struct crm_entity *e,
    int64_t also, struct rule **out, struct crm_err *err);

/* Whether its condition holds. */
enum crm_status rule_fits(struct crm_store *s, const struct rule *r,
    const struct crm_record *now, bool *yes, struct crm_err *err);
/* Runs a rule for a record, where that fits it, and has not run for it in this
 * batch.  CRM_RULE where it is a loop. */
enum crm_status rule_run(
    struct crm_store *s, const struct rule *r, int64_t id, struct crm_err *err);

#endif
