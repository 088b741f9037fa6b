/* due -o mail, ics, dingtalk, wecom, feishu: lines as messages to people. */
#include "task.h"

#include <crm/domain/notice.h>
#include <crm/io/message.h>

#include <stdlib.h>
#include <string.h>

/* Lines by whom they are for. */
static int
by_whom(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	if (x->d->whom != y->d->whom)
		return x->d->whom < y->d->whom ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* A command that does nothing, such as a variable that is not set; false where none
 * is given. */
static bool
is_blank(const char *command)
{
	return command != NULL && command[strspn(command, " \t\n")] == '\0';
}

enum crm_status
due_send_check(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text name, address;

	if (crm_has(c, CRM_OPT_PIPE) && c->format < CRM_FMT_MAIL)
		return crm_fail(err, CRM_USAGE,
		    "--pipe hands on messages: -o mail, ics, dingtalk, wecom or "
		    "feishu");
	if (is_blank(c->opt[CRM_OPT_PIPE]))
		return crm_fail(err, CRM_USAGE,
		    "--pipe needs a command, such as 'sendmail -t -oi'; an empty "
		    "one would take all of it to nowhere");
	if (crm_has(c, CRM_OPT_SENDER))
		return crm_mail_parse(
		    crm_text_of(c->opt[CRM_OPT_SENDER]), &name, &address, err);
	return c->format != CRM_FMT_MAIL
	    ? CRM_OK
	    : crm_fail(err, CRM_USAGE,
		  "-o mail needs to know who sends it: --from "
		  "'Sales <crm@example.com>'");
}

/* ---- what is said ---- */

static enum crm_status
make_notice(struct crm_cmd *c, const struct crm_due *d, struct crm_notice *out,
    struct crm_err *err)
{
	const char *id = crm_sprintf(
	    c->arena, "%s%lld", d->entity->def->code, (long long)d->record);
	struct crm_text name;
	enum crm_status st = crm_display(
	    c->store, d->entity, d->record, &name, err);

	if (st != CRM_OK)
		return st;
	*out = (struct crm_notice){ .kind = d->kind,
		.about = id,
		.name = crm_text_is(name, id)
		    ? ""
		    : crm_strndup(c->arena, name.p, name.n),
		.why = d->why,
		.key = d->key,
		.at = d->at,
		.all_day = d->all_day,
		.overdue = due_is_late(c, d),
		.news = d->notice != 0 };
	return CRM_OK;
}

static const char *
text_in(struct crm_cmd *c, const struct crm_record *r, const char *field)
{
	struct crm_value v =
	    r->v[crm_field_index(r->entity, crm_text_of(field))];

	return v.kind != CRM_STR || v.t.n == 0
	    ? NULL
	    : crm_strndup(c->arena, v.t.p, v.t.n);
}

/* On which channel it goes, for who has another id there. */
static const char *
channel_of(const struct crm_cmd *c)
{
	return crm_has(c, CRM_OPT_MARK) ? c->opt[CRM_OPT_MARK]
					: crm_format_name(c->format);
}

/* Who it is for; nobody has a name and no address. */
static enum crm_status
make_person(struct crm_cmd *c, const struct crm_prefs *prefs, int64_t whom,
    struct crm_message *m, struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(c->dict, "user");
	struct crm_record r;
	enum crm_status st;

	*m = (struct crm_message){ .name = "" };
	if (whom == 0)
		return CRM_OK;
	if ((st = crm_load(c->store, user, whom, c->arena, &r, err)) != CRM_OK)
		return st;
	m->name = text_in(c, &r, "name");
	if (m->name == NULL)
		m->name = text_in(c, &r, "login");
	m->address = text_in(c, &r, "email");
	m->phone = text_in(c, &r, "phone");
	m->chat = crm_prefs_chat(prefs, whom, channel_of(c));
	if (m->chat == NULL)
		m->chat = text_in(c, &r, "chat");
	return CRM_OK;
}

/* ---- how ---- */

struct sending {
	struct crm_cmd *c;
	struct crm_delivery delivery;
	struct crm_chat_run run;
	struct crm_prefs *prefs;
	const struct due_post *post;
	size_t unreached;         /* people without an address */
	size_t messages, refused; /* of --pipe: by the command */
};

/* What is written is delivered before the next is. */
static enum crm_status
hand_on(struct sending *s, const struct due_item *item, size_t n,
    const char *whom, struct crm_buf *message, struct crm_err *err)
{
	bool taken;
	enum crm_status st = due_deliver(
	    s->c, s->post, item, n, whom, message, &taken, err);

	s->messages++;
	s->refused += st == CRM_OK && !taken;
	crm_buf_clear(message);
	return st;
}

static enum crm_status
send_mail(struct sending *s, const struct crm_message *m,
    const struct due_item *item, struct crm_buf *out, struct crm_err *err)
{
	struct crm_cmd *c = s->c;

	if (!crm_mail_can(m->address)) {
		s->unreached++;
		crm_note(c, "%s has no e-mail address: %zu left out",
		    m->name[0] == '\0' ? "nobody" : m->name, m->n);
		return CRM_OK;
	}
	crm_mail_write(
	    out, &s->delivery, m, !s->post->alone && !crm_has(c, CRM_OPT_PIPE));
	return hand_on(s, item, m->n, m->name, out, err);
}

static enum crm_status
send_chat(struct sending *s, const struct crm_message *m,
    const struct due_item *item, struct crm_buf *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t from = 0, n;

	while (st == CRM_OK && from < m->n &&
	    (n = crm_chat_post(out, &s->run, &s->delivery, m, from)) > 0) {
		st = hand_on(s, item + from, n, m->name, out, err);
		from += n;
	}
	return st;
}

/* All lines of one person. */
static enum crm_status
send_to(struct sending *s, struct due_item *item, size_t n, size_t behind,
    struct crm_err *err)
{
	struct crm_cmd *c = s->c;
	int64_t whom = item->d->whom;
	struct crm_notice *notice;
	struct crm_message m;
	struct crm_buf out = CRM_BUF_INIT;
	enum crm_status st = due_hold(c, s->post, item, &n, err);

	if (st != CRM_OK || n == 0 ||
	    (st = make_person(c, s->prefs, whom, &m, err)) != CRM_OK)
		return st;
	notice = crm_alloc_n(c->arena, n, sizeof *notice);
	for (size_t i = 0; i < n; i++)
		if ((st = make_notice(c, item[i].d, &notice[i], err)) != CRM_OK)
			return st;
	m.notice = notice;
	m.n = n;
	m.title = s->post->title;
	s->run.behind = behind;
	st = c->format == CRM_FMT_MAIL ? send_mail(s, &m, item, &out, err)
				       : send_chat(s, &m, item, &out, err);
	crm_buf_free(&out);
	return st;
}

/* One person after another. */
static enum crm_status
send_people(struct sending *s, struct due_item *item, struct crm_err *err)
{
	size_t n = s->post->n;
	enum crm_status st = CRM_OK;
	size_t from, to;

	if (n > 0)
		qsort(item, n, sizeof *item, by_whom);
	for (from = 0; from < n && st == CRM_OK; from = to) {
		for (to = from;
		     to < n && item[to].d->whom == item[from].d->whom; to++)
			;
		st = send_to(s, item + from, to - from, n - to, err);
	}
	return st;
}

/* What has happened is in nobody's calendar. */
static enum crm_status
send_calendar(struct sending *s, struct due_item *item, struct crm_err *err)
{
	struct crm_cmd *c = s->c;
	size_t n = s->post->n, i, dated = 0;
	struct crm_notice *notice = crm_alloc_n(c->arena, n, sizeof *notice);
	struct crm_buf out = CRM_BUF_INIT;
	enum crm_status st;

	for (i = 0; i < n; i++)
		if (item[i].d->notice == 0)
			item[dated++] = item[i];
	st = due_hold(c, s->post, item, &dated, err);
	for (i = 0; i < dated && st == CRM_OK; i++)
		st = make_notice(c, item[i].d, &notice[i], err);
	if (st == CRM_OK) {
		crm_ics_write(&out, &s->delivery, notice, dated);
		st = hand_on(s, item, dated, "ics", &out, err);
	}
	crm_buf_free(&out);
	return st;
}

static enum crm_chat
service_of(enum crm_format format)
{
	return format == CRM_FMT_DINGTALK ? CRM_DINGTALK
	    : format == CRM_FMT_WECOM     ? CRM_WECOM
					  : CRM_FEISHU;
}

enum crm_status
due_send(struct crm_cmd *c, const struct due_post *post, struct crm_err *err)
{
	struct sending s = {
		.c = c, .post = post, .run.service = service_of(c->format)
	};
	struct due_item *item = crm_alloc_n(c->arena, post->n, sizeof *item);
	enum crm_status st = crm_cmd_sent(c, &s.delivery, err);
	size_t i;

	if (st == CRM_OK)
		st = crm_prefs_load(c->store, c->arena, &s.prefs, err);
	for (i = 0; i < post->n; i++)
		item[i] = (struct due_item){ post->due[i], i };
	if (st == CRM_OK)
		st = c->format == CRM_FMT_ICS ? send_calendar(&s, item, err)
					      : send_people(&s, item, err);
	if (st != CRM_OK)
		return st;
	if (s.run.left_out > 0)
		crm_note(c,
		    "left out %zu: a robot takes %d messages a minute; run it "
		    "again then",
		    s.run.left_out, CRM_CHAT_MOST);
	if (s.refused > 0)
		return crm_fail(err, CRM_FAIL,
		    "not delivered: %zu of %zu messages; they come with the next "
		    "run",
		    s.refused, s.messages);
	if (s.unreached > 0 && crm_has(c, CRM_OPT_STRICT))
		return crm_fail(err, CRM_RULE,
		    "%zu of them without an e-mail address; crm-team set LOGIN "
		    "email=ADDRESS",
		    s.unreached);
	return CRM_OK;
}
