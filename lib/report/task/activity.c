/* Activity: who did what, and about how many. */
#include "report/kit/kit.h"

#include <crm/model/activity.h>

/* The kinds that have a column; what is of another counts in all. */
enum { CALL, VISIT, EMAIL, MEETING, CHAT, DEMO, NOTE, KINDS };

static const char *const kinds[KINDS] = {
	[CALL] = "call",
	[VISIT] = "visit",
	[EMAIL] = "email",
	[MEETING] = "meeting",
	[CHAT] = "chat",
	[DEMO] = "demo",
	[NOTE] = "note",
};

struct sums {
	int64_t all, of[KINDS], minutes;
	struct set *about;
};

static const struct heading headings[] = {
	{ "activities", "Activities", "活动数", CRM_T_INT },
	{ "calls", "Calls", "电话", CRM_T_INT },
	{ "visits", "Visits", "拜访", CRM_T_INT },
	{ "emails", "E-mails", "邮件", CRM_T_INT },
	{ "meetings", "Meetings", "会议", CRM_T_INT },
	{ "chats", "Chats", "聊天", CRM_T_INT },
	{ "demos", "Demos", "演示", CRM_T_INT },
	{ "notes", "Notes", "记录", CRM_T_INT },
	{ "minutes", "Minutes", "时长（分钟）", CRM_T_INT },
	{ "about", "Records", "涉及记录数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
};

enum { AT, KIND, MINUTES, ABOUT };

static enum crm_status
add(struct tally_run *r, struct sums *x, const struct crm_value *cell,
    struct crm_err *err)
{
	size_t i;

	x->all++;
	for (i = 0; i < KINDS; i++)
		x->of[i] += cell[KIND].kind == CRM_STR &&
		    crm_text_is(cell[KIND].t, kinds[i]);
	set_add(&x->about, cell[ABOUT], r->arena);
	return cell[MINUTES].kind != CRM_INT
	    ? CRM_OK
	    : add_money(&x->minutes, cell[MINUTES].i, err);
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	return within_instants(r->o, cell[AT]) && was_held(r, cell[AT])
	    ? add(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "t.\"at\", t.\"kind\", t.\"minutes\", t.\"about\"",
		.text = { [KIND] = true, [ABOUT] = true },
		.n = 4,
		.also = CRM_ACTIVITY_HELD("t"),
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	size_t i;

	x->all += y->all;
	for (i = 0; i < KINDS; i++)
		x->of[i] += y->of[i];
	set_merge(&x->about, y->about, r->arena);
	return add_money(&x->minutes, y->minutes, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->all;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;
	struct crm_value cell[COUNT(headings)] = { crm_value_int(x->all) };
	size_t i;

	for (i = 0; i < KINDS; i++)
		cell[i + 1] = crm_value_int(x->of[i]);
	cell[i + 1] = crm_value_int(x->minutes);
	cell[i + 2] = crm_value_int(set_size(x->about));
	return tally_put(row, cell, err);
}

static const struct tally tally = {
	.entity = "activity",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.date = "at",
};

const struct crm_report report_activity = {
	.name = "activity",
	.group = "Work",
	.help = "calls, visits, e-mails, meetings … of each person",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "activity",
	.default_by = "owner",
	.define =
	    "activities = all of them, those of other kinds too; calls, visits "
	    "… = those of the kind; minutes = sum of what is given; about = "
	    "different records that they are about.\n"
	    "Counted: " HELD_DEFINED ".\n"
	    "Date: the day of `at', within --from and --to, at most --on.\n"
	    "Whose: the activity's owner.\n",
	.tally = &tally,
};
