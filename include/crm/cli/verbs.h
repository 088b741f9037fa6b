/*
 * Verbs that several programs have (lib/cli/verb): rows for their tables of
 * verbs, and the headings that help puts them under.
 */
#ifndef CRM_VERBS_H
#define CRM_VERBS_H

#include <crm/cli/cli.h>

#define CRM_GROUP_OWNERS "Owners and pools"
#define CRM_GROUP_SCORES "Scores"
#define CRM_GROUP_QUALITY "Duplicates and mistakes"

enum crm_status crm_verb_print(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_config(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_export(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_assign(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_dupes(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_merge(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_classify(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_suggest(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_score(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_lint(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_verb_claim(struct crm_cmd *c, struct crm_err *err);
enum crm_status crm_each_claim(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status crm_each_release(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status crm_each_transfer(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* How right a model is by a split in time, beside the steps' own; nothing where it
 * was not judged. */
struct crm_bayes_judged;
void crm_tell_judged(const struct crm_cmd *c, const struct crm_bayes_judged *j);

extern const struct crm_word crm_merge_words[];
extern const struct crm_word crm_claim_words[];
extern const struct crm_word crm_release_words[];
extern const struct crm_word crm_transfer_words[];

/* Of what people get on paper; a template for the kind is all that it needs. */
#define CRM_VERB_PRINT \
	{ \
		.name = "print", .group = "Printing", \
		.flags = CRM_V_IDS | CRM_V_PRINTS, \
		.groups = CRM_G_PRINT | CRM_G_IN | CRM_G_AS_OF, \
		.operands = "ID… | -", \
		.help = \
		    "documents for people, by a template: text, md or html", \
		.run = crm_verb_print \
	}

/* Of what has an owner: leads, customers, deals, tasks. */
#define CRM_VERB_ASSIGN \
	{ \
		.name = "assign", .group = CRM_GROUP_OWNERS, \
		.flags = CRM_V_WRITE | CRM_V_IDS, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_EXPLAIN | \
		    CRM_G_STRICT, \
		.operands = "[ID… | -]", \
		.help = \
		    "give to people or pools, by the rules; all that wait, or these", \
		.run = crm_verb_assign \
	}

/* Of leads and deals. */
#define CRM_VERB_SCORE \
	{ \
		.name = "score", .group = CRM_GROUP_SCORES, \
		.flags = CRM_V_WRITE | CRM_V_IDS, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_WHERE | \
		    CRM_G_EXPLAIN, \
		.operands = "[ID… | -]", \
		.help = \
		    "count the points of the rules; without ids of all that are open", \
		.run = crm_verb_score \
	}

/* Of what is parted by one of its fields: leads, deals; cases have their own row. */
extern const struct crm_word crm_classify_words[];

#define CRM_VERB_CLASSIFY \
	{ \
		.name = "classify", .group = CRM_GROUP_SCORES, \
		.flags = CRM_V_WRITE | CRM_V_FREE, \
		.groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_WHERE, \
		.operands = "NAME", .example = "kinds fields=source", \
		.words = crm_classify_words, \
		.help = \
		    "learn the industries of leads, or classes of deals, from " \
		    "those that have one", \
		.run = crm_verb_classify \
	}
#define CRM_VERB_SUGGEST \
	{ \
		.name = "suggest", .group = CRM_GROUP_SCORES, \
		.flags = CRM_V_IDS, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE, \
		.operands = "[ID… | -]", \
		.help = "the likeliest one; of all without one, or these", \
		.run = crm_verb_suggest \
	}

/* Of leads, customers and contacts: what has CRM_F_ALIAS. */
#define CRM_VERB_DUPES \
	{ \
		.name = "dupes", .group = CRM_GROUP_QUALITY, \
		.flags = CRM_V_IDS, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF, \
		.operands = "[ID… | -]", \
		.help = \
		    "find pairs that may be the same, all or those of these records", \
		.run = crm_verb_dupes \
	}
#define CRM_VERB_MERGE \
	{ \
		.name = "merge", .group = CRM_GROUP_QUALITY, \
		.flags = CRM_V_WRITE | CRM_V_FREE, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP | \
		    CRM_G_POLICY | CRM_G_EXPLAIN, \
		.operands = "ID ID… | -", .words = crm_merge_words, \
		.help = \
		    "make one record of several; what refers to them follows", \
		.hint = "--policy says which values stay", \
		.run = crm_verb_merge \
	}

/* Of what has checks (crm/domain/lint.h). */
#define CRM_VERB_LINT \
	{ \
		.name = "lint", .group = CRM_GROUP_QUALITY, \
		.flags = CRM_V_IDS, \
		.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_DEFINE, \
		.operands = "[ID… | -]", \
		.help = "what is amiss, one line each; exit " \
			"status 4 where anything is", \
		.run = crm_verb_lint \
	}

/* Of what has an owner or lies in a pool: leads, customers. */
#define CRM_OWN_ROW \
	.group = CRM_GROUP_OWNERS, .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define CRM_VERBS_OWN \
	{ .name = "claim", \
		CRM_OWN_ROW, \
		.words = crm_claim_words, \
		.help = "take out of a pool, as their owner", \
		.run = crm_verb_claim, \
		.each = crm_each_claim }, \
	    { .name = "release", \
		    CRM_OWN_ROW, \
		    .words = crm_release_words, \
		    .help = "give up for others: into a pool", \
		    .each = crm_each_release }, \
	{ \
		.name = "transfer", CRM_OWN_ROW, .words = crm_transfer_words, \
		.help = "give to another owner, with the open tasks about it", \
		.each = crm_each_transfer \
	}

/* The verbs of the noun `pool` of a program whose first noun is what lies in
 * these pools; ends with name NULL. */
extern const struct crm_verb crm_pool_verbs[];

#endif
