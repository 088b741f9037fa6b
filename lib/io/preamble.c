/*
 * What stands before the header of a text: "sep=;", which says what parts the
 * cells, and lines that are no part of the table (a title, comments, when it was
 * made).  Only who reads the table knows its columns, so that is asked which line
 * is the header.
 */
#include "impl.h"

#include <string.h>
#include <strings.h>

enum {
	LOOK_LINES = 30,         /* in which a header is looked for */
	LOOK_BYTES = 256 * 1024, /* and not behind so many */
	SURE = 2,   /* known names that make a header of any line */
	SHOWN = 40, /* bytes of a line that are shown */
	DRAWN =
	    3, /* strokes that make a line: two mean that there is no value */
};

/* A walk over the first lines of a text. */
struct head {
	struct crm_reader *r;
	const struct crm_reader_opts *o;
	size_t at; /* of the next line, behind where the text begins */
	int64_t n; /* lines before it */
	struct crm_text line; /* the last one, until the window is filled */
	bool comments;        /* all lines so far are, or are blank */
};

/* The next line; false behind the last. */
static enum crm_status
next_line(struct head *h, bool *more, struct crm_err *err)
{
	struct crm_input *in = &h->r->in;
	enum crm_status status;
	size_t end = h->at, n;
	const char *p;

	for (;;) {
		p = in->data + in->pos;
		n = in->len - in->pos;
		while (end < n && p[end] != '\n' && p[end] != '\r')
			end++;
		/* LF behind CR must be in sight, too. */
		if (end + 1 < n || in->eof || end > LOOK_BYTES)
			break;
		if ((status = crm_input_fill(in, err)) != CRM_OK)
			return status;
	}
	*more = h->at < n;
	h->line = (struct crm_text){ p + h->at, end - h->at };
	if (end < n)
		end += p[end] == '\r' && end + 1 < n && p[end + 1] == '\n' ? 2
									   : 1;
	h->at = end;
	h->n += *more;
	return CRM_OK;
}

/* ---- sep= ---- */

/* "sep=;", with or without quotes around it: what parts the cells. */
static bool
says_separator(struct crm_text t, char *out)
{
	static const char word[] = "sep=";
	size_t n = sizeof word - 1;

	if (t.n >= 2 && t.p[0] == '"' && t.p[t.n - 1] == '"')
		t = (struct crm_text){ t.p + 1, t.n - 2 };
	if (t.n != n + 1 || strncasecmp(t.p, word, n) != 0)
		return false;
	*out = t.p[n];
	return true;
}

static void
set_delimiter(struct crm_reader *r, const struct crm_reader_opts *o, char c)
{
	if (o->delimiter != 0)
		return;
	r->delimiter = c;
	if (o->format == CRM_FMT_AUTO)
		r->format = c == '\t' ? CRM_FMT_TSV : CRM_FMT_CSV;
}

/* ---- which line is the header ---- */

struct crm_known
crm_known_count(
    const struct crm_reader_opts *o, struct crm_text name, struct crm_known k)
{
	name = crm_text_trim(name);
	k.cells += name.n > 0;
	k.known += name.n > 0 && o->knows != NULL && o->knows(o->ctx, name);
	return k;
}

bool
crm_known_is_header(struct crm_known k)
{
	return k.known > 0 && k.known * 2 >= k.cells;
}

bool
crm_known_is_later_header(struct crm_known k, struct crm_known first)
{
	return crm_known_is_header(k) && k.known >= SURE &&
	    k.known > first.known;
}

/* The cells of a line, quotes taken off. */
static struct crm_known
count_line(const struct crm_reader_opts *o, struct crm_text t, char delimiter)
{
	struct crm_known k = { 0, 0 };
	size_t i, start = 0;
	bool quoted = false;

	for (i = 0; i <= t.n; i++) {
		struct crm_text cell = { t.p + start, i - start };

		quoted ^= i < t.n && t.p[i] == '"';
		if (i < t.n && (quoted || t.p[i] != delimiter))
			continue;
		cell = crm_text_trim(cell);
		if (cell.n >= 2 && cell.p[0] == '"')
			cell = (struct crm_text){ cell.p + 1, cell.n - 2 };
		k = crm_known_count(o, cell, k);
		start = i + 1;
	}
	return k;
}

/* What parts the cells of a line, where that is open. */
static char
delimiter_of(const struct head *h, struct crm_text line, bool said)
{
	return said || h->o->delimiter != 0 || h->o->format != CRM_FMT_AUTO
	    ? h->r->delimiter
	    : crm_guess_delimiter(line);
}

bool
crm_is_rule(struct crm_text t)
{
	size_t i, strokes = 0;

	t = crm_text_trim(t);
	for (i = 0; i < t.n; i++) {
		if (strchr("-=+|:", t.p[i]) == NULL || t.p[i] == '\0')
			return false;
		strokes += t.p[i] == '-' || t.p[i] == '=';
	}
	return strokes >= DRAWN;
}

/* The lines before the header; 0 where the first may be it. */
static enum crm_status
find_header(struct head *h, bool said, struct crm_err *err)
{
	struct crm_known k, first = { 0, 0 };
	bool begun = false, more = true;
	enum crm_status status = CRM_OK;

	h->comments = true;
	while (h->n < LOOK_LINES && h->at < LOOK_BYTES) {
		int64_t before = h->n;
		char c;

		status = next_line(h, &more, err);
		if (status != CRM_OK || !more)
			return status;
		c = delimiter_of(h, h->line, said);
		k = count_line(h->o, h->line, c);
		if (k.cells == 0 || crm_is_rule(h->line))
			continue;
		if (!begun ? crm_known_is_header(k)
			   : crm_known_is_later_header(k, first) ||
			    (h->comments && crm_known_is_header(k))) {
			h->r->skip = before;
			set_delimiter(h->r, h->o, c);
			return CRM_OK;
		}
		if (!begun) {
			h->r->skip = before;
			set_delimiter(h->r, h->o, c);
			first = k;
		}
		begun = true;
		h->comments = h->comments && h->line.p[0] == '#';
	}
	return CRM_OK;
}

/* ---- all of it ---- */

void
crm_head_note(
    struct crm_reader *r, const char *what, int64_t n, struct crm_text title)
{
	struct crm_buf shown = CRM_BUF_INIT;

	if (title.n > SHOWN) {
		title.n = SHOWN;
		while (title.n > 0 && (title.p[title.n] & 0xC0) == 0x80)
			title.n--;
	}
	crm_escape(&shown, title);
	crm_buf_clear(&r->note);
	crm_buf_printf(&r->note,
	    crm_tr(
		"the header is in %s %lld, and what stands before it is left out "
		"('%s'); --skip 0 takes the first %s for the header"),
	    crm_tr(what), (long long)n, shown.data == NULL ? "" : shown.data,
	    crm_tr(what));
	crm_buf_free(&shown);
}

/* The lines left out are kept for whoever writes the file anew, and said. */
static enum crm_status
leave_out(struct head *h, bool said, struct crm_err *err)
{
	struct crm_reader *r = h->r;
	enum crm_status status = CRM_OK;
	bool more = true, told = h->o->skip != CRM_SKIP_PLAIN;

	h->at = 0;
	h->n = 0;
	while (h->n < r->skip && status == CRM_OK && more) {
		status = next_line(h, &more, err);
		if (told || (h->n == 1 && said) ||
		    count_line(h->o, h->line, r->delimiter).cells == 0 ||
		    crm_is_rule(h->line))
			continue;
		crm_head_note(r, "line", r->skip + 1, crm_text_trim(h->line));
		told = true;
	}
	crm_buf_add(&r->head, r->in.data + r->in.pos, h->at);
	return status;
}

enum crm_status
crm_preamble(
    struct crm_reader *r, const struct crm_reader_opts *o, struct crm_err *err)
{
	struct head h = { .r = r, .o = o };
	enum crm_status status;
	bool more, said;
	char c = ',';

	if ((status = next_line(&h, &more, err)) != CRM_OK || !more)
		return status;
	said = says_separator(h.line, &c);
	if (said) {
		set_delimiter(r, o, c);
		r->skip = 1;
	} else {
		h.at = 0;
		h.n = 0;
	}
	if (o->skip > 0) {
		r->skip = o->skip;
		while (h.n < o->skip && status == CRM_OK && more)
			status = next_line(&h, &more, err);
		do
			status = next_line(&h, &more, err);
		while (status == CRM_OK && more && h.line.n == 0);
		if (status == CRM_OK && more)
			set_delimiter(r, o, delimiter_of(&h, h.line, said));
	} else if (o->skip == CRM_SKIP_PLAIN && o->knows != NULL) {
		status = find_header(&h, said, err);
	}
	return status == CRM_OK && r->skip > 0 ? leave_out(&h, said, err)
					       : status;
}
