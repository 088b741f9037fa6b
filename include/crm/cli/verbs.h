/*
 * Verbs that several programs have (lib/cli/verb-*.c): lines for their tables of
 * verbs.
 */
#ifndef CRM_VERBS_H
#define CRM_VERBS_H

#include <crm/cli/cli.h>

enum crm_status crm_verb_assign(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_dupes(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_merge(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_score(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_lint(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_claim(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_release(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_transfer(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_each_claim(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status crm_each_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status crm_each_transfer(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* Of what has an owner: leads, customers, deals, tasks. */
#define CRM_VERB_ASSIGN \
	{ \
		"assign", CRM_V_WRITE | CRM_V_IDS, \
		    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_EXPLAIN | \
		    CRM_G_STRICT, \
		    "[ID… | -]", \
		    "give to people or pools, by the rules; all that wait, or these", \
		    crm_verb_assign, NULL \
	}

/* Of leads and deals. */
#define CRM_VERB_SCORE \
	{ \
		"score", CRM_V_WRITE | CRM_V_IDS, \
		    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_WHERE | \
		    CRM_G_EXPLAIN, \
		    "[ID… | -]", \
		    "count the points of the rules; without ids of all that are open", \
		    crm_verb_score, NULL \
	}

/* Of leads, customers and contacts: what has CRM_F_ALIAS. */
#define CRM_VERB_DUPES \
	{ \
		"dupes", CRM_V_IDS, \
		    CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF, \
		    "[ID… | -]", \
		    "find pairs that may be the same, all or those of these records", \
		    crm_verb_dupes, NULL \
	}
#define CRM_VERB_MERGE \
	{ \
		"merge", CRM_V_WRITE | CRM_V_ASSIGN | CRM_V_FREE, \
		    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP | \
		    CRM_G_POLICY | CRM_G_EXPLAIN, \
		    "ID ID… | - [into=ID]", \
		    "make one record of several; what refers to them follows", \
		    crm_verb_merge, NULL \
	}

/* Of what has checks (crm/lint.h). */
#define CRM_VERB_LINT \
	{ \
		"lint", CRM_V_IDS, \
		    CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_DEFINE, \
		    "[ID… | -]", \
		    "what is amiss, one line each; exit " \
		    "status 4 where anything is", \
		    crm_verb_lint, NULL \
	}

/* Of what has an owner or lies in a pool: leads, customers. */
#define CRM_OWN_FLAGS (CRM_V_WRITE | CRM_V_IDS | CRM_V_ASSIGN | CRM_V_LOCK)
#define CRM_OWN_GROUPS (CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP)
#define CRM_VERBS_OWN \
	{ "claim", CRM_OWN_FLAGS, CRM_OWN_GROUPS, "ID… | - [reason=TEXT]", \
		"take out of a pool, as their owner", crm_verb_claim, \
		crm_each_claim }, \
	    { "release", CRM_OWN_FLAGS, CRM_OWN_GROUPS, \
		    "ID… | - [pool=NAME] [reason=TEXT]", \
		    "give up for others: into a pool", crm_verb_release, \
		    crm_each_release }, \
	{ \
		"transfer", CRM_OWN_FLAGS, CRM_OWN_GROUPS, \
		    "ID… | - to=USER [reason=TEXT]", \
		    "give to another owner, with the open tasks about it", \
		    crm_verb_transfer, crm_each_transfer \
	}

/* The verbs of the noun `pool` of a program whose first noun is what lies in
 * these pools; ends with name NULL. */
extern const struct crm_verb crm_pool_verbs[];

#endif
