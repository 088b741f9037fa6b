/* Mail that comes in: messages one after another, their headers. */
#include "mailbox.h"

#include <crm/base/sha256.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- opening ---- */

static enum crm_status
no_mail(struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID,
	    "is no mail: neither a mailbox, which begins with \"From \", nor a "
	    "message, which begins with its headers");
}

/* "From " begins a mailbox, a header a message; anything else is none. */
static enum crm_status
look_at_front(struct crm_mailbox *m, struct crm_err *err)
{
	char front[256];
	ssize_t n = pread(m->fd, front, sizeof front, (off_t)m->start), i;

	m->many = n >= 5 && memcmp(front, "From ", 5) == 0;
	m->empty = n == 0;
	if (m->many || m->empty)
		return CRM_OK;
	for (i = 0;
	     i < n && front[i] > ' ' && front[i] != ':' && front[i] != 0x7f;
	     i++)
		;
	return i > 0 && i < n && front[i] == ':' ? CRM_OK : no_mail(err);
}

static void
drop_parser(struct crm_mailbox *m)
{
	if (m->message != NULL)
		m->lib.g_object_unref(m->message);
	if (m->parser != NULL)
		m->lib.g_object_unref(m->parser);
	if (m->stream != NULL)
		m->lib.g_object_unref(m->stream);
	m->message = NULL;
	m->parser = NULL;
	m->stream = NULL;
	m->files = 0;
}

enum crm_status
crm_mailbox_rewind(struct crm_mailbox *m, struct crm_err *err)
{
	int fd = fcntl(m->fd, F_DUPFD_CLOEXEC, 0);

	drop_parser(m);
	if (fd == -1)
		return crm_fail(
		    err, CRM_FAIL, "cannot read: %s", strerror(errno));
	m->stream = m->lib.g_mime_stream_fs_new_with_bounds(fd, m->start, -1);
	m->parser = m->lib.g_mime_parser_new_with_stream(m->stream);
	m->lib.g_mime_parser_set_format(
	    m->parser, m->many ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
	/* Contents stay in the file until they are asked for. */
	m->lib.g_mime_parser_set_persist_stream(m->parser, TRUE);
	return CRM_OK;
}

enum crm_status
crm_mailbox_open(
    const char *path, struct crm_mailbox **out, struct crm_err *err)
{
	/* Of headers that do not say theirs. */
	static const char *charsets[] = { "utf-8", "gb18030", "windows-1252",
		NULL };
	struct crm_mailbox *m = calloc(1, sizeof *m);
	enum crm_status st;
	FILE *f;

	if (m == NULL)
		crm_oom();
	*out = m;
	m->fd = -1;
	if ((st = crm_source_open(path, NULL, &m->src, err)) != CRM_OK) {
		crm_err_in_file(err, path);
		return st;
	}
	f = crm_source_file(m->src, &m->start, err);
	if (f == NULL)
		return CRM_FAIL;
	m->fd = fcntl(fileno(f), F_DUPFD_CLOEXEC, 0);
	fclose(f);
	if (m->fd == -1)
		return crm_fail(
		    err, CRM_FAIL, "cannot read: %s", strerror(errno));
	if ((st = look_at_front(m, err)) != CRM_OK ||
	    (st = crm_mail_load(&m->lib, err)) != CRM_OK)
		return st;
	m->options = m->lib.g_mime_parser_options_new();
	m->lib.g_mime_parser_options_set_fallback_charsets(
	    m->options, charsets);
	return crm_mailbox_rewind(m, err);
}

void
crm_mailbox_place(const struct crm_mailbox *m, int64_t *offset, int64_t *size)
{
	*offset = m->lib.g_mime_parser_tell(m->parser) - m->start;
	*size = crm_source_size(m->src);
}

void
crm_mailbox_close(struct crm_mailbox *m)
{
	if (m == NULL)
		return;
	drop_parser(m);
	if (m->options != NULL)
		m->lib.g_mime_parser_options_free(m->options);
	if (m->fd != -1)
		close(m->fd);
	crm_source_close(m->src);
	free(m);
}

enum crm_status
crm_mailbox_file(struct crm_mailbox *m, size_t i, int *fd, struct crm_err *err)
{
	return mail_decode(m, m->file[i], fd, err);
}

/* ---- headers ---- */

static bool
read_person(struct crm_mailbox *m, InternetAddressList *list, int i,
    struct crm_arena *a, struct crm_mail_person *out)
{
	InternetAddress *x = m->lib.internet_address_list_get_address(list, i);

	if (x == NULL ||
	    !m->lib.g_type_check_instance_is_a(
		(GTypeInstance *)x, m->lib.internet_address_mailbox_get_type()))
		return false; /* the name of a group */
	*out = (struct crm_mail_person){
		.name = mail_text(a, m->lib.internet_address_get_name(x)),
		.address = mail_text(a,
		    m->lib.internet_address_mailbox_get_addr(
			(InternetAddressMailbox *)x))
	};
	return out->address.n > 0;
}

static void
read_people(struct crm_mailbox *m, struct crm_arena *a, struct crm_mail *out)
{
	InternetAddressList *from = m->lib.g_mime_message_get_from(m->message);
	InternetAddressList *to = m->lib.g_mime_message_get_all_recipients(
	    m->message);
	int i, n = from == NULL ? 0 : m->lib.internet_address_list_length(from);

	for (i = 0; i < n && !read_person(m, from, i, a, &out->from); i++)
		;
	n = to == NULL ? 0 : m->lib.internet_address_list_length(to);
	if (n > CRM_MAIL_PEOPLE)
		n = CRM_MAIL_PEOPLE;
	out->to = crm_alloc_n(a, (size_t)n + 1, sizeof *out->to);
	for (i = 0; i < n; i++)
		out->n_to += read_person(m, to, i, a, &out->to[out->n_to]);
	if (to != NULL)
		m->lib.g_object_unref(to);
}

static const char *
header(struct crm_mailbox *m, const char *name)
{
	return m->lib.g_mime_object_get_header((GMimeObject *)m->message, name);
}

/* The ids between < and > of a header, behind those that are there. */
static void
add_references(struct crm_mail *out, const char *s, struct crm_arena *a)
{
	const char *from, *to;

	while (s != NULL && (from = strchr(s, '<')) != NULL &&
	    (to = strchr(from, '>')) != NULL) {
		if (out->references == CRM_MAIL_REFERENCES) {
			memmove(out->reference, out->reference + 1,
			    (CRM_MAIL_REFERENCES - 1) * sizeof *out->reference);
			out->references--;
		}
		out->reference[out->references++] = mail_text(
		    a, crm_strndup(a, from + 1, (size_t)(to - from - 1)));
		s = to + 1;
	}
}

static bool
is_automatic(struct crm_mailbox *m)
{
	const char *precedence = header(m, "Precedence");
	const char *automatic = header(m, "Auto-Submitted");

	return header(m, "List-Id") != NULL ||
	    (automatic != NULL && strncasecmp(automatic, "no", 2) != 0) ||
	    (precedence != NULL &&
		(strcasestr(precedence, "bulk") != NULL ||
		    strcasestr(precedence, "list") != NULL ||
		    strcasestr(precedence, "junk") != NULL));
}

static void
sum_up(struct crm_mail *x)
{
	const struct crm_text part[] = { x->from.address, x->subject, x->body };
	struct crm_sha256 sum;

	crm_sha256_init(&sum);
	crm_sha256_add(&sum, &x->at, sizeof x->at);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		crm_sha256_add(&sum, &part[i].n, sizeof part[i].n);
		crm_sha256_add(&sum, part[i].p, part[i].n);
	}
	crm_sha256_hex(&sum, x->hash);
}

/* When it came, of one that does not say when it was written. */
static bool
came_at(struct crm_mailbox *m, int64_t *at)
{
	const char *came = header(m, "Received");
	GDateTime *date;

	came = came == NULL ? NULL : strrchr(came, ';');
	if (came == NULL ||
	    (date = m->lib.g_mime_utils_header_decode_date(came + 1)) == NULL)
		return false;
	*at = m->lib.g_date_time_to_unix(date);
	m->lib.g_date_time_unref(date);
	return true;
}

static enum crm_status
read_message(struct crm_mailbox *m, struct crm_arena *a, struct crm_mail *out,
    struct crm_err *err)
{
	GDateTime *date = m->lib.g_mime_message_get_date(m->message);
	enum crm_status st;

	*out = (struct crm_mail){
		.id = crm_text_trim(mail_text(
		    a, m->lib.g_mime_message_get_message_id(m->message))),
		.subject = mail_text(
		    a, m->lib.g_mime_message_get_subject(m->message)),
		.dated = date != NULL,
		.at = date == NULL ? 0 : m->lib.g_date_time_to_unix(date),
		.automatic = is_automatic(m)
	};
	out->reference = crm_alloc_n(
	    a, CRM_MAIL_REFERENCES, sizeof *out->reference);
	add_references(out, header(m, "References"), a);
	add_references(out, header(m, "In-Reply-To"), a);
	read_people(m, a, out);
	st = mail_parts(m, a, out, err);
	sum_up(out);
	/* Behind that: what tells a message apart is in it. */
	if (!out->dated)
		out->dated = came_at(m, &out->at);
	return st;
}

/* Whether it says who sent it, when, or what it is. */
static bool
is_message(struct crm_mailbox *m)
{
	static const char *const any[] = { "From", "Date", "Message-Id",
		"Received", "Subject" };

	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		if (header(m, any[i]) != NULL)
			return true;
	return false;
}

enum crm_status
crm_mailbox_next(struct crm_mailbox *m, struct crm_arena *a,
    struct crm_mail *out, bool *there, size_t *passed, struct crm_err *err)
{
	gint64 before = -1, at = m->lib.g_mime_parser_tell(m->parser);

	*there = false;
	/* What the library cannot get past it never leaves. */
	while (
	    !m->empty && at != before && !m->lib.g_mime_parser_eos(m->parser)) {
		if (m->message != NULL)
			m->lib.g_object_unref(m->message);
		m->message = m->lib.g_mime_parser_construct_message(
		    m->parser, m->options);
		*there = m->message != NULL && is_message(m);
		if (*there)
			return read_message(m, a, out, err);
		if (!m->many)
			return no_mail(err);
		++*passed;
		before = at;
		at = m->lib.g_mime_parser_tell(m->parser);
	}
	return CRM_OK;
}
