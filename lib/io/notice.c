/* How notices read, wherever they go. */
#include "mime.h"

#include <crm/base/date.h>

/* Controls as blanks: a line end would begin another notice. */
static void
in_one_line(struct crm_buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		crm_buf_char(
		    out, (unsigned char)*s < ' ' || *s == 0x7f ? ' ' : *s);
}

void
notice_line(struct crm_buf *out, const struct crm_notice *n, bool chinese)
{
	if (n->all_day)
		crm_date_format(out, crm_instant_date(n->at));
	else
		crm_instant_short(out, n->at);
	crm_buf_printf(out, "  %s", n->about);
	if (n->name[0] != '\0') {
		crm_buf_char(out, ' ');
		in_one_line(out, n->name);
	}
	crm_buf_str(out, chinese ? "：" : ": ");
	in_one_line(out, n->why);
}

/* "2 due, 1 overdue, 3 notices" */
static void
put_counts(struct crm_buf *out, const struct crm_message *m, bool chinese)
{
	size_t due = 0, overdue = 0, news = 0;

	for (size_t i = 0; i < m->n; i++) {
		due += !m->notice[i].news;
		overdue += m->notice[i].overdue;
		news += m->notice[i].news;
	}
	if (due > 0)
		crm_buf_printf(out, chinese ? "%zu 项提醒" : "%zu due", due);
	if (overdue > 0)
		crm_buf_printf(out,
		    chinese ? "，其中 %zu 项逾期" : ", %zu overdue", overdue);
	if (news > 0 && due > 0)
		crm_buf_str(out, chinese ? "，" : ", ");
	if (news > 0 && chinese)
		crm_buf_printf(out, "%zu 条通知", news);
	else if (news > 0)
		crm_buf_printf(out, "%zu notice%s", news, news == 1 ? "" : "s");
}

void
notice_subject(struct crm_buf *out, const struct crm_message *m, bool chinese)
{
	if (m->title != NULL) {
		in_one_line(out, m->title);
		return;
	}
	put_counts(out, m, chinese);
	crm_buf_printf(out, "%s%s%s", chinese ? "：" : ": ",
	    m->notice[0].name[0] == '\0' ? m->notice[0].about
					 : m->notice[0].name,
	    m->n == 1     ? ""
		: chinese ? " 等"
			  : " …");
}
