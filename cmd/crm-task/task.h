/* What the files of crm-task share. */
#ifndef CRM_TASK_H
#define CRM_TASK_H

#include <crm/cli/cli.h>
#include <crm/cli/verbs.h>
#include <crm/domain/area.h>
#include <crm/store/notice.h>

/* ---- due.c ---- */

enum crm_status task_due(struct crm_cmd *c, struct crm_err *err);
/* Whose things --for asks for: me, team, a user, else a team. */
enum crm_status
due_read_for(struct crm_cmd *c, struct crm_due_ask *ask, struct crm_err *err);

/* ---- due-line.c ---- */

#define DUE_COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}
#define DUE_WORD(n) \
	{ \
		.name = n, .label = n, .type = CRM_T_TEXT, .worded = true, \
		.currency = -1 \
	}

/* What a line shows: who, what, about, when, why, level, key; it lives in the
 * arena. */
enum { DUE_CELLS = 7 };
extern const struct crm_column due_columns[DUE_CELLS];
enum crm_status due_cells(struct crm_cmd *c, const struct crm_due *d,
    struct crm_arena *a, struct crm_value *cells, struct crm_err *err);
/* Whether its time is over; what has happened is never late. */
bool due_is_late(const struct crm_cmd *c, const struct crm_due *d);
/* Rows of such columns; the id of a line is what it is about. */
enum crm_status
due_rows_open(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_rows **out, struct crm_err *err);
/* "owner", or NULL for none. */
extern const char *const due_levels[];
extern const struct crm_choice due_level_choices[];

/* ---- digest.c ---- */

enum crm_status task_digest(struct crm_cmd *c, struct crm_err *err);

/* ---- due-where.c ---- */

/* Keeps the lines that fulfil -w: who, what, about, when, why, level, key, and one
 * step through who. */
enum crm_status due_where(
    struct crm_cmd *c, struct crm_due **list, size_t *n, struct crm_err *err);

/* ---- due-send.c ---- */

/* What must be so before anything is read. */
enum crm_status due_send_check(struct crm_cmd *c, struct crm_err *err);
/* Lines on their way to people. */
struct due_post {
	struct crm_due *const *due;
	size_t n;
	const char *title;     /* of a mail; NULL: what its lines are */
	bool alone;            /* all is for one person: no mailbox around it */
	bool *said;            /* by line: it got into a message */
	struct crm_said *keys; /* by line, with --mark; NULL: without */
};

/* Writes the lines as messages, or gives them to the command of --pipe.  CRM_FAIL
 * where that did not take all of them, CRM_RULE where somebody has no address and
 * --strict. */
enum crm_status
due_send(struct crm_cmd *c, const struct due_post *post, struct crm_err *err);

/* ---- due-pipe.c ---- */

/* A line, and where it stands in the post. */
struct due_item {
	const struct crm_due *d;
	size_t line;
};

/* Of the lines of a message those that are still this command's to say; without
 * --pipe and --mark all of them. */
enum crm_status due_hold(struct crm_cmd *c, const struct due_post *post,
    struct due_item *item, size_t *n, struct crm_err *err);
/* A message with these lines: to the command of --pipe, and they are said once that
 * has taken it, and come again where it has not (*taken is false); else to the
 * output. */
enum crm_status due_deliver(struct crm_cmd *c, const struct due_post *post,
    const struct due_item *item, size_t n, const char *whom,
    const struct crm_buf *message, bool *taken, struct crm_err *err);

/* ---- tick.c ---- */

enum crm_status task_tick(struct crm_cmd *c, struct crm_err *err);

/* ---- playbook.c ---- */

enum { PLAYBOOK_START, PLAYBOOK_STOP };
extern const struct crm_word playbook_start_words[], playbook_run_words[];
enum crm_status playbook_change(struct crm_cmd *c, struct crm_err *err);
enum crm_status playbook_runs(struct crm_cmd *c, struct crm_err *err);

/* ---- project.c ---- */

enum { PROJECT_JOIN, PROJECT_LEAVE };
extern const struct crm_word project_member_words[], project_comment_words[];
enum crm_status project_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status project_member(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status project_comment(struct crm_cmd *c, struct crm_err *err);

/* ---- attach.c ---- */

enum crm_status task_attach(struct crm_cmd *c, struct crm_err *err);
/* The record that something is about, "L12": of any kind, by its id, its key or its
 * name. */
enum crm_status task_find_about(struct crm_cmd *c, const char *word,
    struct crm_text *out, struct crm_err *err);
enum crm_status task_attachments(struct crm_cmd *c, struct crm_err *err);
enum crm_status attachment_get(struct crm_cmd *c, struct crm_err *err);
enum crm_status attachment_collect(struct crm_cmd *c, struct crm_err *err);

/* ---- calendar.c ---- */

enum crm_status task_calendar(struct crm_cmd *c, struct crm_err *err);

/* ---- mail.c ---- */

enum crm_status task_mail(struct crm_cmd *c, struct crm_err *err);

/* ---- meeting.c ---- */

enum crm_status activity_agenda(struct crm_cmd *c, struct crm_err *err);
enum crm_status activity_minutes(struct crm_cmd *c, struct crm_err *err);

#endif
