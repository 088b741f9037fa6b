/*
 * Which currency a number says that it is in: by codes, by signs, and by signs with
 * the letters of a country before them.  number-peel.c takes them off; here all of
 * them must be the one of the record, for "USD 1 CNY" and "5k USD" are no yuan.
 */
#include "currency-word.h"
#include "number-form.h"

#include <string.h>

/* Letters that stand together; of more than CODE_LEN the first are kept. */
struct letters {
	char s[CODE_LEN];
	size_t n;
};

static void
add_letter(struct letters *l, char c)
{
	if (l->n < sizeof l->s)
		l->s[l->n] = (char)(c & ~0x20);
	l->n++;
}

/* What a number says of its currency, piece by piece. */
struct saying {
	const char *p, *end;
	struct letters before; /* that stand before p */
	const char *codes;     /* that the piece may mean, blanks between */
	char code[CODE_LEN + 1];
};

/* The letters as a piece: false where they are no code but a unit, as k is. */
static bool
say_code(struct saying *s)
{
	bool is = s->before.n == CODE_LEN && is_currency_code(s->before.s);

	s->before.n = 0;
	if (!is)
		return false;
	memcpy(s->code, s->before.s, CODE_LEN);
	s->codes = memcmp(s->code, "RMB", CODE_LEN) == 0 ? "CNY" : s->code;
	return true;
}

/* A sign behind letters: theirs, where they are of a country. */
static const char *
say_sign(const char *codes, const struct letters *before)
{
	const char *code = before->n > 0 && before->n < CODE_LEN
	    ? dollar_code(before->s, before->n)
	    : NULL;

	return code != NULL ? code : codes;
}

/* The next piece; false at the end. */
static bool
say_next(struct saying *s)
{
	while (s->p < s->end) {
		const char *from = s->p;
		size_t len;
		unsigned c = crm_utf8_next(&s->p, s->end);

		if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms of ASCII */
			c = c - 0xFF01 + '!';
		if (c < 0x80 && is_letter((char)c)) {
			add_letter(&s->before, (char)c);
			continue;
		}
		if (s->before.n >= CODE_LEN) {
			s->p = from;
			if (say_code(s))
				return true;
			continue;
		}
		s->codes = currency_sign(c);
		if (s->codes != NULL)
			s->codes = say_sign(s->codes, &s->before);
		else if (c >= 0x80 &&
		    (s->codes = currency_word(from, s->end, &len)) != NULL)
			s->p = from + len;
		s->before.n = 0;
		if (s->codes != NULL)
			return true;
	}
	return say_code(s);
}

bool
crm_number_is_in(struct crm_text t, struct crm_text currency)
{
	struct saying s = { .p = t.p, .end = t.p + t.n };

	while (say_next(&s))
		if (memmem(s.codes, strlen(s.codes), currency.p, currency.n) ==
		    NULL)
			return false;
	return true;
}

bool
crm_number_names(struct crm_text t, char code[CRM_CURRENCY_SIZE], bool *surely)
{
	struct saying s = { .p = t.p, .end = t.p + t.n };

	*surely = false;
	code[0] = '\0';
	while (!*surely && say_next(&s)) {
		*surely = strlen(s.codes) == CODE_LEN;
		if (*surely || code[0] == '\0')
			memcpy(code, s.codes, CODE_LEN);
		code[CODE_LEN] = '\0';
	}
	return code[0] != '\0' && crm_number_is_in(t, crm_text_of(code));
}
