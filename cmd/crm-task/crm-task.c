/* crm-task: tasks and activities; its nouns and verbs. */
#include "task.h"

#include <crm/domain/notice.h>
#include <crm/domain/project.h>
#include <crm/domain/task.h>

/* What was missed of a task that is done.  A rule without an end may have been
 * missed often, and a stream may have many of those: a command makes so many and
 * no more. */
static enum crm_status
catch_up(struct crm_cmd *c, int64_t id, int64_t **made, size_t *n,
    struct crm_err *err)
{
	enum crm_status st = crm_task_catch_up(
	    c->store, id, c->arena, made, n, err);

	if (st == CRM_OK && c->count[CRM_ACT_INSERTED] + *n > CRM_CATCH_UP_ALL)
		st = crm_fail(err, CRM_RULE,
		    "catching up makes more than %d tasks; take fewer at once, "
		    "or do without --catch-up",
		    CRM_CATCH_UP_ALL);
	return st;
}

/* A task done, and what comes behind one that repeats: with --catch-up those
 * that were missed, and the next. */
static enum crm_status
finish(struct crm_cmd *c, const struct crm_record *patch, enum crm_action *done,
    struct crm_err *err)
{
	int64_t before, next, *made = NULL;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_task_open_of_series(c->store, patch->id, &before, err)) !=
		CRM_OK ||
	    (st = crm_update(c->store, patch, done, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_CATCH_UP) && *done == CRM_ACT_UPDATED)
		st = catch_up(c, patch->id, &made, &n, err);
	if (st != CRM_OK ||
	    (st = crm_task_open_of_series(c->store, patch->id, &next, err)) !=
		CRM_OK)
		return st;
	/* It is printed before what comes of it. */
	crm_cmd_count(c, patch->id, *done);
	*done = CRM_ACT_NONE;
	for (i = 0; i < n; i++)
		crm_cmd_count(c, made[i], CRM_ACT_INSERTED);
	if (before == 0 && next != 0)
		crm_cmd_count(c, next, CRM_ACT_INSERTED);
	return CRM_OK;
}

static bool
is_done(const struct crm_record *task)
{
	struct crm_value v =
	    task->v[crm_field_index(task->entity, CRM_TEXT("status"))];

	return v.kind == CRM_STR && crm_text_is(v.t, "done");
}

static enum crm_status
each_done(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int done_on = crm_field_index(c->entity, CRM_TEXT("done_on"));
	int status = crm_field_index(c->entity, CRM_TEXT("status"));
	struct crm_record patch, task;
	enum crm_status st;

	crm_record_init(&patch, c->entity, c->arena);
	patch.id = id;
	patch.held = CRM_HELD_REFUSED;
	if ((st = crm_fill_fields(c, &patch, err)) != CRM_OK ||
	    (st = crm_load(c->store, c->entity, id, c->arena, &task, err)) !=
		CRM_OK)
		return st;
	if (patch.given[status] && !is_done(&patch))
		return crm_fail_field(err, CRM_USAGE, "status",
		    "done says it itself; for another one: crm-task set ID "
		    "status=…");
	if ((st = crm_assign_field(
		 c, &patch, "status", CRM_TEXT("done"), err)) != CRM_OK)
		return st;
	/* One that is done already keeps its day unless another is said. */
	if (crm_arg(c, "done_on")->given)
		crm_record_set(
		    &patch, done_on, crm_value_int(crm_arg_int(c, "done_on")));
	else if (!is_done(&task))
		crm_record_set(&patch, done_on, crm_value_int(c->clock.today));
	return finish(c, &patch, done, err);
}

static enum crm_status
each_claim(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_task_claim(c->store, id, done, err);
}

static enum crm_status
each_snooze(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_text said = crm_arg_text(c, "until");
	int64_t until;
	enum crm_status st = crm_instant_expr(said, &c->clock, &until, err);

	if (st != CRM_OK) {
		crm_err_in_field(err, "until");
		return st;
	}
	if (until <= c->clock.now)
		return crm_fail(err, CRM_USAGE,
		    "until=%.*s is not ahead; such as until=+2h, until=mon",
		    (int)said.n, said.p);
	return crm_task_snooze(c->store, id, until, done, err);
}

static const struct crm_word snooze_words[] = {
	{ .name = "until",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "WHEN",
	    .help = "when it is told again: +2h, tomorrow+9h, mon" },
	{ .name = NULL },
};

static const struct crm_word done_words[] = {
	{ .name = "done_on", .type = CRM_T_DATE, .help = "when, if not today" },
	CRM_WORD_FIELDS(0),
	{ .name = NULL },
};

static const struct crm_word attach_words[] = {
	{ .name = "name",
	    .type = CRM_T_TEXT,
	    .help = "what it is called, if not as its file" },
	{ .name = NULL },
};

#define WORD_ABOUT \
	{ \
		.name = "about", .type = CRM_T_TEXT, .arg = "RECORD", \
		.help = "the record that all are about, whomever they name" \
	}
static const struct crm_word calendar_words[] = {
	{ .name = "until",
	    .type = CRM_T_DATE,
	    .help = "of what comes again: up to this day; else 90 days ahead" },
	WORD_ABOUT,
	{ .name = "kind",
	    .type = CRM_T_TEXT,
	    .arg = "KIND",
	    .help = "of activity; else meeting" },
	{ .name = NULL },
};

static const struct crm_verb task_verbs[] = {
	{ .name = "done",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP |
		CRM_G_CATCH_UP,
	    .operands = "ID… | -",
	    .words = done_words,
	    .help = "mark tasks done",
	    .each = each_done },
	{ .name = "due",
	    .group = "Work",
	    .groups = CRM_G_OUT | CRM_G_UNTIL | CRM_G_TELL | CRM_G_WHERE |
		CRM_G_STRICT,
	    .help = "what falls due, of every kind of record: who, what, when, "
		    "why",
	    .run = task_due },
	{ .name = "digest",
	    .group = "Work",
	    .groups = CRM_G_OUT | CRM_G_DIGEST | CRM_G_ON | CRM_G_STRICT,
	    .help = "a day or a week, mine or a team's: what was done, what is "
		    "due",
	    .run = task_digest },
	{ .name = "tick",
	    .group = "Work",
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .help = "run the automation of today, once a day however often it "
		    "is called",
	    .run = task_tick },
	{ .name = "claim",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "take tasks that nobody has, out of my queues",
	    .each = each_claim },
	{ .name = "snooze",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = snooze_words,
	    .help = "be told of tasks later",
	    .each = each_snooze },
	CRM_VERB_ASSIGN,
	{ .name = "mail",
	    .group = "Coming in",
	    .flags = CRM_V_WRITE | CRM_V_FILE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_MAIL,
	    .operands = "[FILE | -]",
	    .example = "inbox.mbox",
	    .help = "messages of a mailbox or an .eml file as activities, each "
		    "once",
	    .run = task_mail },
	{ .name = "calendar",
	    .group = "Coming in",
	    .flags = CRM_V_WRITE | CRM_V_FILE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_IN,
	    .operands = "[FILE | -]",
	    .example = "meetings.ics",
	    .words = calendar_words,
	    .help =
		"events of an .ics file as activities, to-dos as tasks, each once",
	    .run = task_calendar },
	{ .name = "attach",
	    .group = "Files",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .operands = "RECORD FILE…",
	    .example = "L1 offer.pdf",
	    .words = attach_words,
	    .help = "keep files with a record of any kind",
	    .run = task_attach },
	{ .name = "attachments",
	    .group = "Files",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_AS_OF,
	    .operands = "RECORD",
	    .example = "L1",
	    .help = "list the files of a record",
	    .run = task_attachments },
	{ .name = NULL },
};

static const struct crm_verb attachment_verbs[] = {
	{ .name = "get",
	    .group = "Files",
	    .flags = CRM_V_FREE,
	    .operands = "ATTACHMENT [FILE | -]",
	    .example = "AT1 offer.pdf",
	    .help = "write what is in one, to a new file or a pipe",
	    .run = attachment_get },
	{ .name = "collect",
	    .group = "Files",
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .help = "remove the files that no attachment has any more",
	    .run = attachment_collect },
	{ .name = NULL },
};

static const struct crm_word agenda_words[] = {
	{ .name = "of",
	    .type = CRM_T_TEXT,
	    .arg = "KIND",
	    .help = "of record: deal (the default), task, order …" },
	{ .name = NULL },
};

static const struct crm_verb activity_verbs[] = {
	{ .name = "agenda",
	    .group = "Meetings",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_LIST,
	    .operands = "ACTIVITY",
	    .example = "A1 of=deal",
	    .words = agenda_words,
	    .help =
		"what there is to talk about: open deals of its customer, …",
	    .run = activity_agenda },
	{ .name = "minutes",
	    .group = "Meetings",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ACTIVITY [FILE | -]",
	    .example = "A1 minutes.txt",
	    .help = "keep its minutes, and make tasks of their \"- [ ]\" lines",
	    .run = activity_minutes },
	{ .name = NULL },
};

static enum crm_status
each_seen(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_notice_seen(c->store, id, done, err);
}

static const struct crm_verb notice_verbs[] = {
	{ .name = "seen",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "mark notices read: they are told no more",
	    .each = each_seen },
	{ .name = NULL },
};

static const struct crm_verb playbook_verbs[] = {
	{ .name = "start",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "PLAYBOOK ID… | PLAYBOOK -",
	    .example = "PB1 L1",
	    .words = playbook_start_words,
	    .help = "make the tasks of its steps about these records",
	    .step = PLAYBOOK_START,
	    .run = playbook_change },
	{ .name = "stop",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "PLAYBOOK ID… | PLAYBOOK -",
	    .example = "PB1 L1",
	    .help = "cancel its open tasks about these records",
	    .step = PLAYBOOK_STOP,
	    .run = playbook_change },
	{ .name = "runs",
	    .group = "Work",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT,
	    .operands = "[PLAYBOOK]",
	    .words = playbook_run_words,
	    .help = "what was started about which record, and how far it is",
	    .run = playbook_runs },
	{ .name = NULL },
};

#define PROJECT(heading) \
	.group = heading, .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"

static const struct crm_verb project_verbs[] = {
	{ .name = "start",
	    PROJECT("States"),
	    .help = "work begins, or goes on",
	    .step = CRM_PROJECT_START,
	    .each = project_move },
	{ .name = "hold",
	    PROJECT("States"),
	    .help = "work rests",
	    .step = CRM_PROJECT_HOLD,
	    .each = project_move },
	{ .name = "close",
	    PROJECT("States"),
	    .help = "it is done; no task of it is open",
	    .step = CRM_PROJECT_CLOSE,
	    .each = project_move },
	{ .name = "cancel",
	    PROJECT("States"),
	    .help = "it is given up, and its open tasks with it",
	    .step = CRM_PROJECT_CANCEL,
	    .each = project_move },
	{ .name = "reopen",
	    PROJECT("States"),
	    .help = "what was done or given up goes on",
	    .step = CRM_PROJECT_REOPEN,
	    .each = project_move },
	{ .name = "join",
	    PROJECT("People"),
	    .words = project_member_words,
	    .help = "somebody takes part",
	    .step = PROJECT_JOIN,
	    .each = project_member },
	{ .name = "leave",
	    PROJECT("People"),
	    .words = project_member_words,
	    .help = "somebody takes part no more",
	    .step = PROJECT_LEAVE,
	    .each = project_member },
	{ .name = "comment",
	    .group = "People",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ID… | -",
	    .words = project_comment_words,
	    .help = "say something about it: a note of yours",
	    .run = project_comment },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "task", true, task_verbs,
	    .add = "subject='Call back' about=L1 due=mon" },
	{ "activity", true, activity_verbs },
	{ "attendee", true, NULL },
	{ "attachment", true, attachment_verbs },
	{ "notice", true, notice_verbs },
	{ "watch", true, NULL, .add = "user=U1 about=L1",
	    .set = "WA1 about=L2" },
	{ "preference", true, NULL },
	{ "playbook", true, playbook_verbs },
	{ "playbook-step", true, NULL },
	{ "project", true, project_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-task",
	N_("tasks, activities, playbooks and projects"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
