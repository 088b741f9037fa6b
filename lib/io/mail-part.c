/* Parts of a message: which is its text, what is attached, and what is in them. */
#include "mailbox.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { DEPTH = 20, PARTS = 1000, READ_MOST = 4 * CRM_MAIL_BODY };

/* A walk through a message. */
struct walk {
	struct crm_mailbox *m;
	GMimeObject *plain, *html; /* the first of each */
	size_t parts;
};

/* What is no UTF-8 is shown as it can be: nothing may fail for that. */
struct crm_text
mail_text(struct crm_arena *a, const char *s)
{
	struct crm_text t = crm_text_of(s);
	struct crm_buf b = CRM_BUF_INIT;

	if (crm_utf8_valid(t) == t.n)
		return (struct crm_text){ crm_strndup(a, t.p, t.n), t.n };
	if (!crm_recode(&b, t, "gb18030") &&
	    !crm_recode(&b, t, "windows-1252")) {
		crm_buf_clear(&b);
		for (size_t i = 0; i < t.n; i++)
			crm_buf_char(
			    &b, (unsigned char)t.p[i] < 0x80 ? t.p[i] : '?');
	}
	t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

static bool
is_a(const struct crm_mailbox *m, gpointer object, GType type)
{
	return object != NULL &&
	    m->lib.g_type_check_instance_is_a(object, type);
}

/* Whether its headers say that it is to be kept, not read. */
static bool
is_file(struct crm_mailbox *m, GMimeObject *part)
{
	GMimeContentDisposition *d =
	    m->lib.g_mime_object_get_content_disposition(part);
	GMimeContentType *type = m->lib.g_mime_object_get_content_type(part);
	const char *said = d == NULL
	    ? NULL
	    : m->lib.g_mime_content_disposition_get_disposition(d);

	if (said != NULL && strcasecmp(said, "attachment") == 0)
		return true;
	return type == NULL ||
	    !m->lib.g_mime_content_type_is_type(type, "text", "*") ||
	    (is_a(m, part, m->lib.g_mime_part_get_type()) &&
		m->lib.g_mime_part_get_filename((GMimePart *)part) != NULL);
}

static void
look_at(struct walk *w, GMimeObject *part)
{
	struct crm_mailbox *m = w->m;
	GMimeContentType *type = m->lib.g_mime_object_get_content_type(part);

	if (is_file(m, part)) {
		if (m->files < CRM_MAIL_FILES)
			m->file[m->files++] = part;
		return;
	}
	if (m->lib.g_mime_content_type_is_type(type, "text", "html"))
		w->html = w->html == NULL ? part : w->html;
	else
		w->plain = w->plain == NULL ? part : w->plain;
}

static void
walk(struct walk *w, GMimeObject *part, int depth)
{
	struct crm_mailbox *m = w->m;
	GMimeMultipart *multi = (GMimeMultipart *)part;
	int i, n;

	if (part == NULL || depth == DEPTH || w->parts++ >= PARTS)
		return;
	if (!is_a(m, part, m->lib.g_mime_multipart_get_type())) {
		look_at(w, part);
		return;
	}
	n = m->lib.g_mime_multipart_get_count(multi);
	for (i = 0; i < n; i++)
		walk(w, m->lib.g_mime_multipart_get_part(multi, i), depth + 1);
}

/* ---- what is in a part ---- */

/* A message within a message is written as it is. */
static bool
write_part(struct crm_mailbox *m, GMimeObject *part, GMimeStream *to)
{
	if (is_a(m, part, m->lib.g_mime_message_part_get_type())) {
		GMimeMessage *inner = m->lib.g_mime_message_part_get_message(
		    (GMimeMessagePart *)part);

		return inner != NULL &&
		    m->lib.g_mime_object_write_to_stream(
			(GMimeObject *)inner, NULL, to) != -1;
	}
	if (is_a(m, part, m->lib.g_mime_part_get_type())) {
		GMimeDataWrapper *content = m->lib.g_mime_part_get_content(
		    (GMimePart *)part);

		return content == NULL ||
		    m->lib.g_mime_data_wrapper_write_to_stream(content, to) !=
		    -1;
	}
	return true;
}

enum crm_status
mail_decode(
    struct crm_mailbox *m, GMimeObject *part, int *fd, struct crm_err *err)
{
	GMimeStream *to;
	bool good;
	int copy;

	*fd = crm_temp_file(err);
	if (*fd == -1)
		return CRM_FAIL;
	copy = dup(*fd);
	to = copy == -1 ? NULL : m->lib.g_mime_stream_fs_new(copy);
	errno = EIO;
	/* Not flushed, which would wait for the device. */
	good = to != NULL && write_part(m, part, to);
	if (to != NULL)
		m->lib.g_object_unref(to);
	if (good && lseek(*fd, 0, SEEK_SET) == 0)
		return CRM_OK;
	close(*fd);
	*fd = -1;
	return crm_fail(err, CRM_FAIL,
	    "a temporary file in '%s' cannot be written: %s", crm_temp_dir(),
	    strerror(errno));
}

/* ---- the text ---- */

/* As much of it as is read at all. */
static enum crm_status
read_front(struct crm_mailbox *m, GMimeObject *part, struct crm_buf *b,
    bool *cut, struct crm_err *err)
{
	enum crm_status st;
	ssize_t n;
	int fd;

	if ((st = mail_decode(m, part, &fd, err)) != CRM_OK)
		return st;
	do {
		n = read(fd, crm_buf_room(b, READ_MOST), READ_MOST - b->len);
		if (n > 0)
			b->len += (size_t)n;
	} while (n > 0 && b->len < READ_MOST);
	*cut = b->len == READ_MOST;
	close(fd);
	crm_buf_str(b, "");
	return CRM_OK;
}

static const char *
charset_of(struct crm_mailbox *m, GMimeObject *part)
{
	const char *name = m->lib.g_mime_content_type_get_parameter(
	    m->lib.g_mime_object_get_content_type(part), "charset");

	/* What GB2312 calls itself is as often GBK. */
	if (name != NULL &&
	    (strcasecmp(name, "gb2312") == 0 || strcasecmp(name, "gbk") == 0))
		return "gb18030";
	return name;
}

/* The book keeps none: it would end the text. */
static struct crm_text
without_nul(char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] == '\0')
			p[i] = ' ';
	return (struct crm_text){ p, n };
}

/* A character that was cut at the end is left out. */
static struct crm_text
to_utf8(struct crm_mailbox *m, GMimeObject *part, struct crm_buf *raw, bool cut,
    struct crm_arena *a)
{
	const char *charset = charset_of(m, part);
	struct crm_text t = { raw->data, raw->len };
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < 4 && i < t.n && charset != NULL; i++) {
		if (crm_recode(
			&b, (struct crm_text){ t.p, t.n - i }, charset)) {
			t = without_nul(crm_strndup(a, b.data, b.len), b.len);
			crm_buf_free(&b);
			return t;
		}
		if (!cut)
			break;
	}
	crm_buf_free(&b);
	i = crm_utf8_valid(t);
	if (cut && i + 4 > t.n)
		t.n = i;
	return mail_text(a, without_nul(crm_strndup(a, t.p, t.n), t.n).p);
}

/* Lines that a mailbox has quoted, for "From " begins the next message there. */
static struct crm_text
unquote_from(struct crm_text t, struct crm_arena *a)
{
	char *to = crm_alloc(a, t.n + 1);
	size_t i, n = 0;

	for (i = 0; i < t.n; i++) {
		size_t k = i;

		if (i == 0 || t.p[i - 1] == '\n')
			while (k < t.n && t.p[k] == '>')
				k++;
		if (k > i && t.n - k >= 5 && memcmp(t.p + k, "From ", 5) == 0)
			continue; /* one of them */
		to[n++] = t.p[i];
	}
	return (struct crm_text){ to, n };
}

static struct crm_text
cut_text(struct crm_text t, bool *cut)
{
	if (t.n <= CRM_MAIL_BODY)
		return t;
	*cut = true;
	t.n = CRM_MAIL_BODY;
	while (t.n > 0 && (t.p[t.n] & 0xc0) == 0x80)
		t.n--;
	return t;
}

static enum crm_status
read_body(struct crm_mailbox *m, const struct walk *w, struct crm_arena *a,
    struct crm_mail *out, struct crm_err *err)
{
	GMimeObject *part = w->plain != NULL ? w->plain : w->html;
	struct crm_buf raw = CRM_BUF_INIT, text = CRM_BUF_INIT;
	enum crm_status st;

	out->body = (struct crm_text){ "", 0 };
	if (part == NULL)
		return CRM_OK;
	st = read_front(m, part, &raw, &out->cut, err);
	if (st == CRM_OK) {
		out->body = to_utf8(m, part, &raw, out->cut, a);
		if (part == w->html) {
			crm_html_text(&text, out->body);
			out->body = (struct crm_text){
				crm_strndup(a,
				    text.data == NULL ? "" : text.data,
				    text.len),
				text.len
			};
		}
		if (m->many)
			out->body = unquote_from(out->body, a);
		out->body = cut_text(crm_text_trim(out->body), &out->cut);
	}
	crm_buf_free(&raw);
	crm_buf_free(&text);
	return st;
}

static struct crm_text
file_name(struct crm_mailbox *m, GMimeObject *part, struct crm_arena *a)
{
	if (is_a(m, part, m->lib.g_mime_part_get_type()))
		return mail_text(
		    a, m->lib.g_mime_part_get_filename((GMimePart *)part));
	return CRM_TEXT("message.eml");
}

enum crm_status
mail_parts(struct crm_mailbox *m, struct crm_arena *a, struct crm_mail *out,
    struct crm_err *err)
{
	struct walk w = { .m = m };

	m->files = 0;
	walk(&w, m->lib.g_mime_message_get_mime_part(m->message), 0);
	out->file = crm_alloc_n(a, m->files + 1, sizeof *out->file);
	for (; out->files < m->files; out->files++)
		out->file[out->files] = file_name(m, m->file[out->files], a);
	return read_body(m, &w, a, out, err);
}
