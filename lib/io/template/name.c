/* Names in a template, and what they are. */
#include "template.h"

#include <ctype.h>

enum { NEAR_MOST = 3, NEAR_SIZE = 160 };

static const struct {
	const char *name;
	enum special special;
	enum crm_type type;
	bool of_loop;
} specials[] = {
	{ "@no", AT_NO, CRM_T_INT, true },
	{ "@first", AT_FIRST, CRM_T_BOOL, true },
	{ "@last", AT_LAST, CRM_T_BOOL, true },
	{ "@today", AT_TODAY, CRM_T_DATE, false },
};

/* ---- words ---- */

static void
skip_blanks(struct crm_text *rest)
{
	while (rest->n > 0 && isspace((unsigned char)*rest->p)) {
		rest->p++;
		rest->n--;
	}
}

static void
skip(struct crm_text *rest, size_t n)
{
	rest->p += n;
	rest->n -= n;
}

static bool
ends_word(char c)
{
	return isspace((unsigned char)c) || strchr("|=!\"", c) != NULL;
}

/* "a \" b", of which the quote is there. */
static bool
take_quoted(struct crm_arena *a, struct crm_text *rest, struct crm_text *out)
{
	char *copy = crm_alloc(a, rest->n);
	size_t i, n = 0;

	for (i = 1; i < rest->n && rest->p[i] != '"'; i++) {
		if (rest->p[i] == '\\' && i + 1 < rest->n)
			i++;
		copy[n++] = rest->p[i];
	}
	if (i >= rest->n)
		return false;
	skip(rest, i + 1);
	*out = (struct crm_text){ copy, n };
	return true;
}

bool
take_word(struct crm_arena *a, struct crm_text *rest, struct crm_text *out)
{
	size_t n = 0;

	skip_blanks(rest);
	if (rest->n > 0 && *rest->p == '"')
		return take_quoted(a, rest, out);
	while (n < rest->n && rest->p[n] != '\0' && !ends_word(rest->p[n]))
		n++;
	*out = (struct crm_text){ rest->p, n };
	skip(rest, n);
	skip_blanks(rest);
	return n > 0;
}

/* ---- what is near ---- */

/* How far a word may be from a name that was meant. */
static size_t
reach_of(size_t n)
{
	return n < 4 ? 1 : n < 8 ? 2 : 3;
}

/* "; is it customer, contact?", or nothing. */
static const char *
near_names(
    const struct reader *r, const void *shape, struct crm_text name, char *out)
{
	const struct crm_template_source *s = &r->t->source;
	size_t used = 0, found = 0;
	const char *one;

	*out = '\0';
	for (size_t far = 1; far <= reach_of(name.n); far++)
		for (size_t i = 0; (one = s->nth(s->ctx, shape, i)) != NULL &&
		     found < NEAR_MOST;
		     i++) {
			size_t n = strlen(one);

			if (crm_distance(name, (struct crm_text){ one, n }) !=
				far ||
			    used + n + 3 > NEAR_SIZE)
				continue;
			used += (size_t)snprintf(out + used, NEAR_SIZE - used,
			    "%s%s", found++ == 0 ? "" : ", ", one);
		}
	return out;
}

static enum crm_status
unknown(const struct reader *r, const struct tag *tag, const void *shape,
    struct crm_text name, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE], near[NEAR_SIZE];

	crm_quote(quoted, name);
	if (*near_names(r, shape, name, near) == '\0')
		return crm_fail_line(err, tag->line, tag->column,
		    "nothing here is called '%s'", quoted);
	return crm_fail_line(err, tag->line, tag->column,
	    "nothing here is called '%s'; near to it: %s", quoted, near);
}

/* ---- finding ---- */

static enum crm_status
find_special(const struct reader *r, const struct tag *tag, struct name *out,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	bool in_loop = false;

	for (size_t i = 0; i < r->n_open; i++)
		in_loop = in_loop || r->open[i].loop;
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
		if (!crm_text_is(out->step[0], specials[i].name))
			continue;
		if (specials[i].of_loop && !in_loop)
			return crm_fail_line(err, tag->line, tag->column,
			    "%s stands within a loop alone: {{#lines}}",
			    specials[i].name);
		out->special = specials[i].special;
		out->is.what = CRM_NAMES_CELL;
		out->is.type = specials[i].type;
		return CRM_OK;
	}
	return crm_fail_line(err, tag->line, tag->column,
	    "nothing here is called '%s'; near to it: %s",
	    crm_quote(quoted, out->step[0]), "@no, @first, @last, @today");
}

/* In which block around the tag the first step is known. */
static enum crm_status
find_first(const struct reader *r, const struct tag *tag, struct name *out,
    struct crm_err *err)
{
	const struct crm_template_source *s = &r->t->source;

	for (size_t i = r->n_open; i-- > 0;) {
		if (i > 0 && !r->open[i].loop)
			continue;
		out->shape[0] = r->open[i].shape;
		if (s->name(s->ctx, out->shape[0], out->step[0], &out->is))
			return CRM_OK;
		out->up++;
	}
	for (size_t i = r->n_open; i-- > 0;)
		if (r->open[i].loop || i == 0)
			return unknown(
			    r, tag, r->open[i].shape, out->step[0], err);
	return CRM_OK;
}

static enum crm_status
find_rest(const struct reader *r, const struct tag *tag, struct name *out,
    struct crm_err *err)
{
	const struct crm_template_source *s = &r->t->source;
	char before[CRM_QUOTE_SIZE], step[CRM_QUOTE_SIZE];

	for (size_t i = 1; i < out->n; i++) {
		if (out->is.what != CRM_NAMES_RECORD)
			return crm_fail_line(err, tag->line, tag->column,
			    "'%s' is no record that '%s' could be of",
			    crm_quote(before, out->step[i - 1]),
			    crm_quote(step, out->step[i]));
		out->shape[i] = out->is.shape;
		if (!s->name(s->ctx, out->shape[i], out->step[i], &out->is))
			return unknown(
			    r, tag, out->shape[i], out->step[i], err);
	}
	return CRM_OK;
}

/* "customer.owner.name" */
static enum crm_status
split(const struct tag *tag, struct crm_text word, struct name *out,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	for (;;) {
		const char *dot = word.n == 0 ? NULL
					      : memchr(word.p, '.', word.n);
		struct crm_text step = { word.p,
			dot == NULL ? word.n : (size_t)(dot - word.p) };

		if (step.n == 0)
			return crm_fail_line(err, tag->line, tag->column,
			    "a name is missing in '{{%s}}'",
			    crm_quote(quoted, tag->text));
		if (out->n == TEMPLATE_STEPS)
			return crm_fail_line(err, tag->line, tag->column,
			    "a name has at most %d steps", (int)TEMPLATE_STEPS);
		out->step[out->n++] = step;
		if (dot == NULL)
			return CRM_OK;
		skip(&word, step.n + 1);
	}
}

enum crm_status
name_read(const struct reader *r, const struct tag *tag, struct crm_text *rest,
    struct name *out, struct crm_err *err)
{
	struct crm_text word = { rest->p, 0 };
	enum crm_status st;

	*out = (struct name){ .special = NOT_SPECIAL };
	if (rest->n > 0 && *rest->p != '"')
		take_word(r->arena, rest, &word);
	if ((st = split(tag, word, out, err)) != CRM_OK)
		return st;
	if (*word.p == '@' && out->n == 1)
		return find_special(r, tag, out, err);
	if ((st = find_first(r, tag, out, err)) != CRM_OK)
		return st;
	return find_rest(r, tag, out, err);
}

enum crm_status
name_compare(const struct name *n, const struct tag *tag,
    struct crm_text *value, struct crm_err *err)
{
	const struct crm_choice *choice;
	char quoted[CRM_QUOTE_SIZE];

	if (n->is.choices == NULL)
		return CRM_OK;
	choice = crm_choice_find(n->is.choices, *value);
	if (choice == NULL)
		return crm_fail_line(err, tag->line, tag->column,
		    "'%s' is none of the choices", crm_quote(quoted, *value));
	*value = crm_text_of(choice->code);
	return CRM_OK;
}
