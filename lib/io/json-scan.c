/*
 * Judges the text of one JSON value and finds its end, so that no more of an
 * input than a record is held; strings and numbers are in json-token.c.
 */
#include "json-scan.h"

#include <stdlib.h>

static enum crm_status scan_value(struct crm_json_scan *s);

void
crm_json_start(struct crm_json_scan *s, struct crm_input *in)
{
	s->in = in;
	s->status = CRM_OK;
	s->line = 1;
	s->line_start = in->base + (int64_t)in->pos;
	s->behind = 0;
	s->depth = 0;
	crm_json_begin(s);
}

void
crm_json_begin(struct crm_json_scan *s)
{
	s->numbers = 0;
	s->problem = CRM_JSON_FINE;
	s->key.n = 0;
}

void
crm_json_free(struct crm_json_scan *s)
{
	free(s->number);
}

const char *
crm_json_problem_text(enum crm_json_problem p)
{
	switch (p) {
	case CRM_JSON_NUL:
		return N_("\\u0000 in text");
	case CRM_JSON_SURROGATE:
		return N_("half of a surrogate pair in text");
	case CRM_JSON_UTF8:
		return N_("not UTF-8");
	case CRM_JSON_BIG:
		return N_("an integer beyond 2^53, which other programs round: "
			  "write it as text");
	case CRM_JSON_LONG:
		return N_("a number of more than 63 characters");
	default:
		return "";
	}
}

static int
skip_blank(struct crm_json_scan *s)
{
	for (;;) {
		int c = crm_json_look(s);

		if (c == '\n') {
			s->line++;
			s->line_start = s->in->base + (int64_t)s->in->pos + 1;
			s->behind = 0;
		} else if (c != ' ' && c != '\t' && c != '\r') {
			return c;
		}
		s->in->pos++;
	}
}

/* ---- values ---- */

static enum crm_status
scan_word(struct crm_json_scan *s, const char *word)
{
	for (const char *p = word; *p != '\0'; p++, s->in->pos++)
		if (crm_json_look(s) != *p)
			return crm_json_found(s, word);
	return CRM_OK;
}

static enum crm_status
scan_key(struct crm_json_scan *s)
{
	size_t at;
	bool fine = s->problem == CRM_JSON_FINE;
	enum crm_status status;

	if (skip_blank(s) != '"')
		return crm_json_found(s, "a key in quotes");
	at = s->in->pos - s->in->keep + 1;
	status = crm_json_string(s);
	if (status != CRM_OK)
		return status;
	/* The key of the record's own under which the first problem is. */
	if (fine && s->problem == CRM_JSON_FINE)
		s->key = (struct crm_json_token){ at,
			s->in->pos - s->in->keep - at - 1 };
	if (skip_blank(s) != ':')
		return crm_json_found(s, "':'");
	s->in->pos++;
	return CRM_OK;
}

static enum crm_status
scan_members(struct crm_json_scan *s, bool object)
{
	const char close = object ? '}' : ']';

	s->in->pos++;
	if (skip_blank(s) == close) {
		s->in->pos++;
		return CRM_OK;
	}
	for (;;) {
		enum crm_status status = CRM_OK;
		int c;

		if (object)
			status = scan_key(s);
		if (status == CRM_OK)
			status = scan_value(s);
		if (status != CRM_OK)
			return status;
		c = skip_blank(s);
		if (c != ',' && c != close)
			return crm_json_found(
			    s, object ? "',' or '}'" : "',' or ']'");
		s->in->pos++;
		if (c == close)
			return CRM_OK;
	}
}

static enum crm_status
scan_nested(struct crm_json_scan *s, bool object)
{
	enum crm_status status;

	if (s->depth == CRM_JSON_DEPTH)
		return crm_json_bad(s, "nested deeper than 64 levels");
	s->depth++;
	status = scan_members(s, object);
	s->depth--;
	return status;
}

static enum crm_status
scan_value(struct crm_json_scan *s)
{
	int c = skip_blank(s);

	switch (c) {
	case '{':
	case '[':
		return scan_nested(s, c == '{');
	case '"':
		return crm_json_string(s);
	case 't':
		return scan_word(s, "true");
	case 'f':
		return scan_word(s, "false");
	case 'n':
		return scan_word(s, "null");
	default:
		if (c == '-' || (c >= '0' && c <= '9'))
			return crm_json_number(s);
		return crm_json_found(s, "a value");
	}
}

int
crm_json_peek(struct crm_json_scan *s, struct crm_err *err)
{
	s->err = err;
	return skip_blank(s);
}

enum crm_status
crm_json_value(struct crm_json_scan *s, struct crm_err *err)
{
	s->err = err;
	return scan_value(s);
}

enum crm_status
crm_json_expected(
    struct crm_json_scan *s, const char *what, struct crm_err *err)
{
	s->err = err;
	return crm_json_found(s, what);
}
