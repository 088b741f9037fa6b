/*
 * crm-admin: the book itself, its users' fields, approvals, rules and the log;
 * the tables of its nouns and verbs.
 */
#include "admin.h"

#include <crm/cli/verbs.h>

#include <crm/domain/approval.h>
#include <crm/domain/book.h>

static const struct crm_verb verbs[] = {
	{ .name = "init",
	    .group = "The book",
	    .flags = CRM_V_NO_BOOK,
	    .groups = CRM_G_INIT,
	    .help = "make an empty book; the caller becomes its admin",
	    .run = admin_init },
	{ .name = "migrate",
	    .group = "The book",
	    .flags = CRM_V_WRITE | CRM_V_ANY_SCHEMA,
	    .help = "bring an older book up to date, after a backup",
	    .run = admin_migrate },
	{ .name = "check",
	    .group = "The book",
	    .flags = CRM_V_LENIENT,
	    .groups = CRM_G_OUT | CRM_G_DEEP,
	    .help = "verify the file, every record against the log, and the "
		    "rules (exit 4)",
	    .run = admin_check },
	{ .name = "backup",
	    .group = "The book",
	    .flags = CRM_V_FILE,
	    .groups = CRM_G_BACKUP,
	    .operands = "FILE | -",
	    .help = "copy the book while others work, and verify the copy",
	    .run = admin_backup },
	{ .name = "copy",
	    .group = "The book",
	    .flags = CRM_V_FILE,
	    .operands = "FILE|URL",
	    .help =
		"copy the book, log included, to a new file or server, and verify",
	    .run = admin_copy },
	{ .name = "views",
	    .group = "The book",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT,
	    .operands = "[drop]",
	    .help = "make read-only views for SQL, one a kind of record",
	    .run = admin_views },
	{ .name = "restore",
	    .group = "The book",
	    .flags = CRM_V_NO_BOOK | CRM_V_FILE,
	    .groups = CRM_G_YES,
	    .operands = "FILE",
	    .help = "put a backup in the place of the book",
	    .run = admin_restore },
	{ .name = "config",
	    .group = "Settings",
	    .flags = CRM_V_NO_BOOK,
	    .groups = CRM_G_OUT,
	    .help =
		"what holds for a command of yours, and where it comes from",
	    .run = crm_verb_config },
	{ .name = "explain",
	    .group = "Access",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT,
	    .operands = "[USER]",
	    .help = "which rights somebody has, and by what",
	    .run = admin_explain },
	{ .name = "log",
	    .group = "History",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_LIMIT | CRM_G_WHERE | CRM_G_SINCE |
		CRM_G_LOG,
	    .operands = "[BATCH…]",
	    .help = "the batches, newest first",
	    .run = admin_log },
	{ .name = "undo",
	    .group = "History",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .operands = "BATCH",
	    .example = "B7",
	    .help = "take a batch back; undoing an undo redoes",
	    .run = admin_undo },
	{ .name = "clock",
	    .group = "History",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_WRITE,
	    .operands = "BATCH",
	    .example = "B7 at='2026-11-21 09:00'",
	    .words = clock_words,
	    .help = "date batches again that a wrong clock dated ahead",
	    .run = admin_clock },
	{ .name = "feed",
	    .group = "History",
	    .groups = CRM_G_FEED,
	    .help = "changes as NDJSON, for other systems",
	    .run = admin_feed },
	{ .name = NULL },
};

#define DECISION \
	.group = "Approvals", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -", .words = approval_words, \
	.each = approval_decide

static const struct crm_verb approval_verbs[] = {
	{ .name = "approve",
	    DECISION,
	    .help = "agree: the change takes effect",
	    .step = CRM_APPROVE },
	{ .name = "reject",
	    DECISION,
	    .help = "the change is not made",
	    .step = CRM_REJECT },
	{ .name = "revoke",
	    DECISION,
	    .help = "take back what you asked for",
	    .step = CRM_REVOKE },
	{ .name = "test",
	    .group = "Approvals",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT,
	    .operands = "[ID…]",
	    .words = route_words,
	    .help = "the route that the matrix gives, step by step",
	    .run = approval_test },
	{ .name = NULL },
};

static const struct crm_verb matrix_verbs[] = {
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_verb automation_verbs[] = {
	{ .name = "test",
	    .group = "Rules",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_LIMIT,
	    .operands = "ID…",
	    .example = "AU1",
	    .help = "of a record the rules, of a rule the records: what would "
		    "be done, and why",
	    .run = automation_test },
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_verb period_verbs[] = {
	{ .name = "close",
	    .group = "Periods",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .operands = "PERIOD [AREA]",
	    .example = "2026-10 stock",
	    .words = period_close_words,
	    .help = "nothing is booked any more up to its last day",
	    .run = period_close },
	{ .name = "reopen",
	    .group = "Periods",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = period_reopen_words,
	    .help = "days that were closed are open again; says --reason",
	    .each = period_reopen },
	{ .name = "check",
	    .group = "Periods",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_LIMIT,
	    .operands = "PERIOD [AREA]",
	    .example = "2026-10 stock",
	    .help = "what is dated up to its last day and not posted yet",
	    .run = period_check },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ NULL, false, verbs },
	{ "field", true, NULL },
	{ "stage", true, NULL },
	{ "mapping", true, NULL },
	{ "setting", true, NULL },
	{ "pool", true, NULL },
	{ "assign-rule", true, NULL },
	{ "score-rule", true, NULL },
	{ "reclaim-rule", true, NULL },
	{ "escalation", true, NULL },
	{ "grade", true, NULL },
	{ "calendar", true, NULL },
	{ "holiday", true, NULL },
	{ "sla", true, NULL },
	{ "case-state", true, NULL },
	{ "word", true, NULL },
	{ "guard", true, NULL },
	{ "approval", true, approval_verbs },
	{ "approval-rule", true, matrix_verbs },
	{ "segment", true, NULL },
	{ "automation", true, automation_verbs },
	{ "seller", true, NULL },
	{ "tax", true, NULL },
	{ "series", true, NULL },
	{ "period", true, period_verbs },
	{ "right", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-admin",
	N_("the book itself: making, keeping, history, settings"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
