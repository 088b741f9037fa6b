/* Strings and numbers of JSON. */
#include "json-scan.h"

#include <string.h>

/* 2^53 has 16 digits. */
#define EXACT_MAX "9007199254740992"
enum { EXACT_DIGITS = sizeof EXACT_MAX - 1 };

static void
note(struct crm_json_scan *s, enum crm_json_problem p)
{
	if (s->problem == CRM_JSON_FINE)
		s->problem = p;
}

/* ---- strings ---- */

/* Four hexadecimal digits at in->pos, or -1. */
static int
hex4(struct crm_json_scan *s)
{
	int v = 0;

	for (int i = 0; i < 4; i++) {
		int c = crm_json_look(s);

		if (c >= '0' && c <= '9')
			v = v * 16 + c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f' && c < 0x80)
			v = v * 16 + (c | 32) - 'a' + 10;
		else
			return -1;
		s->in->pos++;
	}
	return v;
}

/* Behind a first half: the second, as an escape of its own. */
static enum crm_status
second_half(struct crm_json_scan *s)
{
	int v;

	if (!crm_json_have(s, 2) ||
	    memcmp(s->in->data + s->in->pos, "\\u", 2) != 0) {
		note(s, CRM_JSON_SURROGATE);
		return s->status;
	}
	s->in->pos += 2;
	v = hex4(s);
	if (v < 0)
		return crm_json_found(s, "a hexadecimal digit");
	if (v < 0xdc00 || v > 0xdfff)
		note(s, CRM_JSON_SURROGATE);
	return CRM_OK;
}

static enum crm_status
scan_escape(struct crm_json_scan *s)
{
	int c, v;

	s->in->pos++;
	c = crm_json_look(s);
	if (c != 'u') {
		if (c <= 0 || strchr("\"\\/bfnrt", c) == NULL)
			return crm_json_found(s, "an escape");
		s->in->pos++;
		return CRM_OK;
	}
	s->in->pos++;
	v = hex4(s);
	if (v < 0)
		return crm_json_found(s, "a hexadecimal digit");
	if (v == 0)
		note(s, CRM_JSON_NUL);
	if (v >= 0xdc00 && v <= 0xdfff)
		note(s, CRM_JSON_SURROGATE);
	if (v >= 0xd800 && v <= 0xdbff)
		return second_half(s);
	return CRM_OK;
}

/* A character of more than one byte. */
static void
scan_wide(struct crm_json_scan *s, int lead)
{
	size_t n = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	struct crm_text t;

	if (!crm_json_have(s, n))
		n = s->in->len - s->in->pos;
	t = (struct crm_text){ s->in->data + s->in->pos, n };
	if (crm_utf8_valid(t) < n) {
		note(s, CRM_JSON_UTF8);
		n = 1;
	}
	s->in->pos += n;
	s->behind += (int64_t)n - 1;
}

enum crm_status
crm_json_string(struct crm_json_scan *s)
{
	s->in->pos++;
	for (;;) {
		int c = crm_json_look(s);

		if (c == '"') {
			s->in->pos++;
			return CRM_OK;
		}
		if (c == CRM_JSON_END)
			return crm_json_bad(s, "a string that is never closed");
		if (c < ' ')
			return crm_json_bad(
			    s, "a control character in a string");
		if (c == '\\') {
			enum crm_status status = scan_escape(s);

			if (status != CRM_OK)
				return status;
		} else if (c >= 0x80) {
			scan_wide(s, c);
		} else {
			s->in->pos++;
		}
	}
}

/* ---- numbers ---- */

static size_t
digits(struct crm_json_scan *s)
{
	size_t n = 0;
	int c;

	while ((c = crm_json_look(s)) >= '0' && c <= '9') {
		s->in->pos++;
		n++;
	}
	return n;
}

static void
keep_number(struct crm_json_scan *s, size_t at)
{
	struct crm_json_token *t;

	s->number = crm_grow(
	    NULL, s->number, s->numbers, &s->numbers_cap, sizeof *t);
	t = &s->number[s->numbers++];
	t->at = at;
	t->n = s->in->pos - s->in->keep - at;
	if (t->n > CRM_JSON_NUMBER_MAX)
		note(s, CRM_JSON_LONG);
}

/* Fraction and exponent; *whole is false where there is one. */
static enum crm_status
scan_rest(struct crm_json_scan *s, bool *whole)
{
	if (crm_json_look(s) == '.') {
		*whole = false;
		s->in->pos++;
		if (digits(s) == 0)
			return crm_json_found(s, "a digit");
	}
	if (crm_json_look(s) == 'e' || crm_json_look(s) == 'E') {
		*whole = false;
		s->in->pos++;
		if (crm_json_look(s) == '+' || crm_json_look(s) == '-')
			s->in->pos++;
		if (digits(s) == 0)
			return crm_json_found(s, "a digit");
	}
	return CRM_OK;
}

enum crm_status
crm_json_number(struct crm_json_scan *s)
{
	size_t at = s->in->pos - s->in->keep, first, n;
	enum crm_status status;
	bool whole = true, zero;

	if (crm_json_look(s) == '-')
		s->in->pos++;
	zero = crm_json_look(s) == '0';
	first = s->in->pos - s->in->keep;
	n = digits(s);
	if (n == 0)
		return crm_json_found(s, "a digit");
	if (zero && n > 1)
		return crm_json_bad(s, "a number with a leading zero");
	status = scan_rest(s, &whole);
	if (status != CRM_OK)
		return status;
	if (whole &&
	    (n > EXACT_DIGITS ||
		(n == EXACT_DIGITS &&
		    memcmp(s->in->data + s->in->keep + first, EXACT_MAX, n) >
			0)))
		note(s, CRM_JSON_BIG);
	keep_number(s, at);
	return CRM_OK;
}
