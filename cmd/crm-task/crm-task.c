/* crm-task: tasks and activities; its nouns and verbs. */
#include "task.h"

#include <crm/domain/notice.h>
#include <crm/domain/task.h>

/* A task done, and what comes behind one that repeats: with catch_up those that
 * were missed, and the next. */
static enum crm_status
finish(struct crm_cmd *c, const struct crm_record *patch, enum crm_action *done,
    struct crm_err *err)
{
	const struct crm_arg *catch_up = crm_arg(c, "catch_up");
	int64_t before, next, *made = NULL;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_task_open_of_series(c->store, patch->id, &before, err)) !=
		CRM_OK ||
	    (st = crm_update(c->store, patch, done, err)) != CRM_OK)
		return st;
	if (catch_up->given && catch_up->v.i != 0)
		st = crm_task_catch_up(
		    c->store, patch->id, c->arena, &made, &n, err);
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

static enum crm_status
each_done(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int done_on = crm_field_index(c->entity, CRM_TEXT("done_on"));
	struct crm_record patch;
	enum crm_status st;

	crm_record_init(&patch, c->entity, c->arena);
	patch.id = id;
	patch.held = CRM_HELD_REFUSED;
	if ((st = crm_fill_fields(c, &patch, err)) != CRM_OK ||
	    (st = crm_assign_field(
		 c, &patch, "status", CRM_TEXT("done"), err)) != CRM_OK)
		return st;
	crm_record_set(&patch, done_on,
	    crm_value_int(crm_arg(c, "done_on")->given
		    ? crm_arg_int(c, "done_on")
		    : c->clock.today));
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

	if (st != CRM_OK)
		return st;
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
	{ .name = "catch_up",
	    .type = CRM_T_BOOL,
	    .help = "of one that repeats: make those that were missed" },
	CRM_WORD_FIELDS(0),
	{ .name = NULL },
};

static const struct crm_verb task_verbs[] = {
	{ .name = "done",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
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

static const struct crm_noun nouns[] = {
	{ "task", true, task_verbs },
	{ "activity", true, NULL },
	{ "notice", true, notice_verbs },
	{ "watch", true, NULL },
	{ "preference", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-task",
	"tasks and activities",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
