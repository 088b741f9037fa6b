/*
 * What a number format shows around a number, where that is a part of what the cell says:
 * its currency, or a unit that multiplies it.  People see €7, or 5万, and the file has a
 * 7 and a 5.
 */
#include "xlsx-in-value.h"

#include <crm/base/number.h>

#include <string.h>
#include <strings.h>

/* The first section of a code, read from left to right. */
struct section {
	struct crm_buf before, after; /* of the digits */
	bool digits;                  /* some were met */
	bool scaled;                  /* it shows thousands of the number */
	bool bound;                   /* it is of some numbers only */
};

static void
put(struct section *s, const char *p, size_t n)
{
	crm_buf_add(s->digits ? &s->after : &s->before, p, n);
}

/* [$€-407], [$USD], [$-804] - which is a language alone -, [Red], [>=5]. */
static const char *
bracket(struct section *s, const char *p)
{
	const char *end = strchr(p, ']');

	if (end == NULL)
		return p + strlen(p);
	if (p[1] == '$')
		put(s, p + 2, strcspn(p + 2, "-]"));
	else if (p[1] == '<' || p[1] == '>' || p[1] == '=')
		s->bound = true;
	return end + 1;
}

/* The length of the character at p. */
static size_t
width(const char *p)
{
	const char *q = p;

	(void)crm_utf8_next(&q, p + strlen(p));
	return (size_t)(q - p);
}

/* Digits, with the marks between them: commas behind the last divide by a thousand. */
static const char *
placeholder(struct section *s, const char *p)
{
	s->digits = true;
	crm_buf_clear(&s->after);
	for (; *p != '\0' && strchr("0#?.,", *p) != NULL; p++)
		s->scaled = *p == ',';
	return p;
}

static const char *
step(struct section *s, const char *p)
{
	const char *end;

	if (strncasecmp(p, "general", 7) == 0) {
		s->digits = true;
		return p + 7;
	}
	if (strchr("0#?", *p) != NULL)
		return placeholder(s, p);
	switch (*p) {
	case '"':
		end = strchr(p + 1, '"');
		if (end == NULL)
			return p + strlen(p);
		put(s, p + 1, (size_t)(end - p - 1));
		return end + 1;
	case '\\':
	case '!': /* the same, of East Asian editions */
		if (p[1] != '\0')
			put(s, p + 1, width(p + 1));
		return p[1] == '\0' ? p + 1 : p + 1 + width(p + 1);
	case '_': /* the width of a character */
	case '*': /* a character that fills */
		return p[1] == '\0' ? p + 1 : p + 1 + width(p + 1);
	case '[':
		return bracket(s, p);
	default:
		/* Other letters and signs of ASCII say how, not what. */
		if (*p == '$' || *p == ' ' || (unsigned char)*p >= 0x80)
			put(s, p, width(p));
		return p + width(p);
	}
}

static struct crm_text
shown(const struct section *s, struct crm_buf *b)
{
	crm_buf_clear(b);
	crm_buf_add(b, s->before.data, s->before.len);
	crm_buf_char(b, '1');
	crm_buf_add(b, s->after.data, s->after.len);
	return (struct crm_text){ b->data, b->len };
}

/* Whether a one that is shown so is another number. */
static bool
multiplies(struct crm_text one)
{
	struct crm_err err;
	int64_t v;

	return crm_number_parse(one, 0,
		   CRM_NUM_MONEY | CRM_NUM_PEOPLE | CRM_NUM_POINT, &v,
		   &err) == CRM_OK &&
	    v != 1;
}

bool
xlsx_around(const char *code, struct crm_arena *a, struct xlsx_around *out)
{
	struct section s = { .digits = false };
	struct crm_buf b = CRM_BUF_INIT;
	char currency[CRM_CURRENCY_SIZE];
	struct crm_text one;
	bool surely = false, any, unit;

	while (*code != '\0' && *code != ';')
		code = step(&s, code);
	one = shown(&s, &b);
	unit = multiplies(one);
	any = s.digits && !s.bound &&
	    (unit || crm_number_names(one, currency, &surely));
	/* What is divided is shown with its unit: the file has all of it. */
	if (any && unit && s.scaled) {
		any = crm_number_names(one, currency, &surely);
		crm_buf_clear(&s.after);
		if (any && surely) {
			crm_buf_clear(&s.before);
			crm_buf_str(&s.after, currency);
		}
	}
	if (any) {
		out->before = crm_strndup(a, s.before.data, s.before.len);
		out->after = crm_strndup(a, s.after.data, s.after.len);
	}
	crm_buf_free(&s.before);
	crm_buf_free(&s.after);
	crm_buf_free(&b);
	return any;
}
