/* Everything that is said on standard error. */
#include "internal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SAID_MAX = 512 }; /* behind a commit; more is asked for */

void
reserve_notes(struct crm_notes *n)
{
	crm_buf_room(&n->summary, SAID_MAX);
	crm_buf_room(&n->text, SAID_MAX);
	crm_buf_room(&n->line, SAID_MAX);
}

void
free_notes(struct crm_notes *n)
{
	crm_buf_free(&n->summary);
	crm_buf_free(&n->text);
	crm_buf_free(&n->line);
}

static void
say(const struct crm_cmd *c, const struct crm_buf *b)
{
	size_t at = 0;

	if (c->held != NULL) {
		crm_buf_add(c->held, b->data, b->len);
		return;
	}
	watch_hush(c, true);
	while (at < b->len) {
		ssize_t n = write(STDERR_FILENO, b->data + at, b->len - at);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	watch_hush(c, false);
}

void
crm_say_held(struct crm_cmd *c)
{
	struct crm_buf *b = c->held;

	c->held = NULL;
	if (b->len > 0)
		say(c, b);
	crm_buf_free(b);
}

/* Messages quote what they show escaped already; what is left are control bytes
 * and backslashes, which stay as they are. */
static void
add_text(struct crm_buf *b, struct crm_text t)
{
	size_t n;

	while (t.n > 0) {
		const char *slash = memchr(t.p, '\\', t.n);

		n = slash == NULL ? t.n : (size_t)(slash - t.p);
		crm_escape(b, (struct crm_text){ t.p, n });
		if (slash != NULL)
			crm_buf_char(b, '\\'), n++;
		t.p += n;
		t.n -= n;
	}
}

/* ---- as wide as the terminal ---- */

enum { INDENT = 2, NARROW = 20 };

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80) != 0;
}

/* Whether a quote opens or closes: one within a word is an apostrophe. */
static bool
is_mark(struct crm_text t, size_t i)
{
	return t.p[i] == '\'' &&
	    !(i > 0 && i + 1 < t.n && is_word(t.p[i - 1]) &&
		is_word(t.p[i + 1]));
}

/* A character of Han, before which a line may end. */
static bool
is_han(char c)
{
	return (unsigned char)c >= 0xE4 && (unsigned char)c <= 0xE9;
}

/* Blanks, and behind them what stays on one line: a word, or what is quoted, which
 * somebody may copy. */
static size_t
piece(struct crm_text t)
{
	bool quoted = false;
	size_t i = 0;

	while (i < t.n && t.p[i] == ' ')
		i++;
	for (; i < t.n && (quoted || t.p[i] != ' '); i++) {
		if (is_mark(t, i))
			quoted = !quoted;
		if (!quoted && i > 0 && t.p[i - 1] != ' ' && is_han(t.p[i]))
			break;
	}
	return i;
}

/* Appends a text whose first line has so many columns already, folded where it is
 * for a terminal. */
static void
add_folded(const struct crm_cmd *c, struct crm_buf *b, size_t column,
    struct crm_text t)
{
	size_t wide = c->err_width;

	while (t.n > 0) {
		struct crm_text p = { t.p, wide < NARROW ? t.n : piece(t) };
		size_t width = crm_width(p);

		t.p += p.n;
		t.n -= p.n;
		if (wide >= NARROW && column > INDENT &&
		    column + width > wide) {
			crm_buf_printf(b, "\n%*s", INDENT, "");
			column = INDENT;
			p = crm_text_trim(p);
			width = crm_width(p);
		}
		crm_buf_add(b, p.p, p.n);
		column += width;
	}
}

void
crm_note(const struct crm_cmd *c, const char *fmt, ...)
{
	struct crm_buf *text = &c->notes->text, *line = &c->notes->line;
	va_list ap;

	crm_buf_clear(text);
	crm_buf_clear(line);
	va_start(ap, fmt);
	crm_buf_vprintf(text, crm_tr(fmt), ap);
	va_end(ap);
	add_text(line, (struct crm_text){ text->data, text->len });
	crm_buf_clear(text);
	crm_buf_printf(text, "%s: ", c->program->name);
	add_folded(
	    c, text, text->len, (struct crm_text){ line->data, line->len });
	crm_buf_char(text, '\n');
	say(c, text);
}

/* The expression, and the caret under the place. */
static void
add_caret(const struct crm_err *err, struct crm_buf *b)
{
	size_t len = strlen(err->source), at = err->at < len ? err->at : len;
	size_t i, width;
	struct crm_buf shown = CRM_BUF_INIT;

	crm_buf_str(b, "  ");
	crm_escape(b, crm_text_of(err->source));
	crm_buf_str(b, "\n  ");
	crm_escape(&shown, (struct crm_text){ err->source, at });
	width = crm_width((struct crm_text){ shown.data, shown.len });
	for (i = 0; i < width; i++)
		crm_buf_char(b, ' ');
	crm_buf_str(b, "^\n");
	crm_buf_free(&shown);
}

void
crm_print_err(
    const struct crm_cmd *c, const char *place, const struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, text = CRM_BUF_INIT;
	char line[CRM_PLACE_SIZE];

	if (place != NULL) {
		crm_escape(&text, crm_text_of(place));
		crm_buf_str(&text, ": ");
	}
	if (err->field[0] != '\0') {
		crm_escape(&text, crm_text_of(err->field));
		crm_buf_str(&text, ": ");
	}
	crm_buf_str(&text, crm_err_place(err, line));
	add_text(&text, crm_text_of(err->text));
	crm_buf_printf(&b,
	    c->color_err ? "\033[31m%s:\033[0m " : "%s: ", c->program->name);
	add_folded(c, &b, strlen(c->program->name) + strlen(": "),
	    (struct crm_text){ text.data, text.len });
	crm_buf_char(&b, '\n');
	if (err->source[0] != '\0')
		add_caret(err, &b);
	say(c, &b);
	crm_buf_free(&b);
	crm_buf_free(&text);
}
