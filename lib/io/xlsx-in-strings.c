/*
 * Texts that cells share by number.  A book of a million rows may have millions
 * of them: they are in pages of which only some are in memory, and where each
 * begins is in pages too.
 */
#include "xlsx-in.h"

#include <string.h>

/* The text at hand, and where its tags stand. */
struct shared {
	struct xlsx_in *x;
	struct crm_buf text;
	size_t run;
	bool item, collects, preserve, phonetic;
};

bool
xlsx_preserves(const char **attr)
{
	const char *space = xlsx_attr(attr, "space");

	return space != NULL && strcmp(space, "preserve") == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void
xlsx_end_run(struct crm_buf *text, size_t at, bool preserve)
{
	size_t end = text->len, from = at;
	struct crm_buf plain = CRM_BUF_INIT;

	while (!preserve && end > from && is_blank(text->data[end - 1]))
		end--;
	while (!preserve && from < end && is_blank(text->data[from]))
		from++;
	if (end == from) {
		text->len = at;
		return;
	}
	if (from == at && memchr(text->data + at, '_', end - at) == NULL) {
		text->len = end;
		return;
	}
	xlsx_unescape(
	    &plain, (struct crm_text){ text->data + from, end - from });
	text->len = at;
	crm_buf_add(text, plain.data, plain.len);
	crm_buf_free(&plain);
}

static void
start(void *ctx, struct xlsx_part *p, const char *name, const char **attr,
    int depth)
{
	struct shared *s = ctx;

	(void)p;
	if (depth == 2) {
		s->item = strcmp(name, "si") == 0;
		crm_buf_clear(&s->text);
		s->phonetic = false;
	} else if (strcmp(name, "rPh") == 0) {
		s->phonetic = true;
	} else if (strcmp(name, "t") == 0) {
		s->collects = s->item && !s->phonetic;
		s->preserve = xlsx_preserves(attr);
		s->run = s->text.len;
	}
}

static void
text(void *ctx, struct xlsx_part *p, const char *t, int n)
{
	struct shared *s = ctx;

	if (!s->collects)
		return;
	crm_buf_add(&s->text, t, (size_t)n);
	if (s->text.len > XLSX_TEXT_MAX) {
		crm_fail(&p->err, CRM_INVALID, "%s: a text of more than 1 MB",
		    p->name);
		xlsx_part_stop(p);
	}
}

static void
keep(struct shared *s, struct xlsx_part *p)
{
	struct xlsx_strings *all = &s->x->strings;
	int64_t at = all->text.size;

	if (crm_paged_add(&all->index, &at, sizeof at, &p->err) != CRM_OK ||
	    (s->text.len > 0 &&
		crm_paged_add(&all->text, s->text.data, s->text.len, &p->err) !=
		    CRM_OK))
		xlsx_part_stop(p);
	all->n++;
}

static void
end(void *ctx, struct xlsx_part *p, const char *name, int depth)
{
	struct shared *s = ctx;

	if (depth == 2) {
		if (s->item)
			keep(s, p);
	} else if (strcmp(name, "rPh") == 0) {
		s->phonetic = false;
	} else if (s->collects && strcmp(name, "t") == 0) {
		s->collects = false;
		xlsx_end_run(&s->text, s->run, s->preserve);
	}
}

enum crm_status
xlsx_strings_read(struct xlsx_in *x, struct crm_err *err)
{
	static const struct xlsx_handler handler = { start, end, text };
	struct shared s = { .x = x };
	enum crm_status status = xlsx_part_read(
	    x, x->strings_part, &handler, &s, err);

	crm_buf_free(&s.text);
	return status;
}

enum crm_status
xlsx_string(
    struct xlsx_in *x, int64_t i, struct crm_buf *out, struct crm_err *err)
{
	struct xlsx_strings *all = &x->strings;
	int64_t bound[2] = { 0, all->text.size };
	enum crm_status status;
	size_t n;

	if (i < 0 || i >= all->n)
		return crm_fail(err, CRM_INVALID,
		    "a cell refers to the shared text %lld, and there are %lld",
		    (long long)i, (long long)all->n);
	status = crm_paged_read(&all->index, i * (int64_t)sizeof bound[0],
	    bound, i + 1 < all->n ? sizeof bound : sizeof bound[0], err);
	if (status != CRM_OK)
		return status;
	n = (size_t)(bound[1] - bound[0]);
	if (n == 0)
		return CRM_OK;
	status = crm_paged_read(
	    &all->text, bound[0], crm_buf_room(out, n), n, err);
	if (status == CRM_OK) {
		out->len += n;
		out->data[out->len] = '\0';
	}
	return status;
}
