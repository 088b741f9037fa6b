/* Everything that is said on standard error. */
#include "internal.h"

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
	crm_buf_printf(line, "%s: ", c->program->name);
	add_text(line, (struct crm_text){ text->data, text->len });
	crm_buf_char(line, '\n');
	say(c, line);
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
	struct crm_buf b = CRM_BUF_INIT;
	char line[CRM_PLACE_SIZE];

	crm_buf_printf(&b,
	    c->color_err ? "\033[31m%s:\033[0m " : "%s: ", c->program->name);
	if (place != NULL) {
		crm_escape(&b, crm_text_of(place));
		crm_buf_str(&b, ": ");
	}
	if (err->field[0] != '\0') {
		crm_escape(&b, crm_text_of(err->field));
		crm_buf_str(&b, ": ");
	}
	crm_buf_str(&b, crm_err_place(err, line));
	add_text(&b, crm_text_of(err->text));
	crm_buf_char(&b, '\n');
	if (err->source[0] != '\0')
		add_caret(err, &b);
	say(c, &b);
	crm_buf_free(&b);
}
