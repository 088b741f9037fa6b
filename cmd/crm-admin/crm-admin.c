/*
 * crm-admin: the book itself, its users' fields, approvals, rules and the log;
 * the tables of its nouns and verbs.
 */
#include "admin.h"

#include <crm/domain/book.h>

static const struct crm_verb verbs[] = {
	{ "init", CRM_V_NO_BOOK, CRM_G_INIT, "",
	    "make an empty book; the caller becomes its admin", admin_init,
	    NULL },
	{ "migrate", CRM_V_WRITE | CRM_V_ANY_SCHEMA, 0, "",
	    "bring an older book up to date, after a backup", admin_migrate,
	    NULL },
	{ "check", 0, CRM_G_OUT, "",
	    "verify the file, the references and the log (exit 4)", admin_check,
	    NULL },
	{ "log", CRM_V_FREE, CRM_G_OUT | CRM_G_LIMIT, "[BATCH…]",
	    "the batches, newest first", admin_log, NULL },
	{ "undo", CRM_V_WRITE | CRM_V_FREE, CRM_G_OUT | CRM_G_WRITE, "BATCH",
	    "take a batch back; undoing an undo redoes", admin_undo, NULL },
	{ "feed", 0, CRM_G_FEED, "", "changes as NDJSON, for other systems",
	    admin_feed, NULL },
	{ "backup", CRM_V_FILE, 0, "FILE",
	    "copy the book while others work, and verify the copy",
	    admin_backup, NULL },
	{ "copy", CRM_V_FILE, 0, "FILE|URL",
	    "copy the book, log included, to a new file or server, and verify",
	    admin_copy, NULL },
	{ "restore", CRM_V_NO_BOOK | CRM_V_FILE, CRM_G_YES, "FILE",
	    "put a backup in the place of the book", admin_restore, NULL },
	{ .name = NULL },
};

#define FLAGS (CRM_V_WRITE | CRM_V_IDS | CRM_V_ASSIGN)
#define GROUPS (CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP)

static const struct crm_verb approval_verbs[] = {
	{ "approve", FLAGS, GROUPS, "ID… | - [comment=TEXT]",
	    "agree: the change takes effect", NULL, approval_approve },
	{ "reject", FLAGS, GROUPS, "ID… | - [comment=TEXT]",
	    "the change is not made", NULL, approval_reject },
	{ "revoke", FLAGS, GROUPS, "ID… | - [comment=TEXT]",
	    "take back what you asked for", NULL, approval_revoke },
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
	{ "grade", true, NULL },
	{ "calendar", true, NULL },
	{ "holiday", true, NULL },
	{ "sla", true, NULL },
	{ "word", true, NULL },
	{ "guard", true, NULL },
	{ "approval", true, approval_verbs },
	{ "segment", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-admin",
	"the book itself: making, keeping, history, settings",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
