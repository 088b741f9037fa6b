/*
 * Which currency a number says that it is in: by codes, by signs, and by signs with
 * the letters of a country before them.  number-peel.c takes them off; here all of
 * them must be the one of the record, for "USD 1 CNY" and "5k USD" are no yuan.
 */
#include "number-form.h"

#include <string.h>

/* Currencies that a sign may mean; a code means itself. */
static const struct {
	unsigned sign;
	const char *codes;
} signs[] = {
	{ 0x00A5, "CNY JPY" }, /* ¥ */
	{ 0xFFE5, "CNY JPY" }, /* ￥ */
	{ 0x5143, "CNY" },     /* 元 */
	{ 0x20AC, "EUR" },     /* € */
	{ 0x00A3, "GBP" },     /* £ */
	{ 0xFFE1, "GBP" },     /* ￡ */
	{ '$', "USD AUD CAD NZD HKD SGD TWD MXN BRL ARS CLP COP" },
};

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

/* Letters that are no code are a unit, as k is. */
static bool
code_agrees(const struct letters *l, struct crm_text currency)
{
	if (l->n != CODE_LEN || !is_currency_code(l->s))
		return true;
	return memcmp(l->s, currency.p, CODE_LEN) == 0 ||
	    (memcmp(l->s, "RMB", CODE_LEN) == 0 &&
		crm_text_is(currency, "CNY"));
}

static bool
sign_agrees(
    const char *codes, const struct letters *before, struct crm_text currency)
{
	const char *code = before->n > 0 && before->n < CODE_LEN
	    ? dollar_code(before->s, before->n)
	    : NULL;

	if (code != NULL)
		return crm_text_is(currency, code);
	return memmem(codes, strlen(codes), currency.p, currency.n) != NULL &&
	    code_agrees(before, currency);
}

static const char *
codes_of_sign(unsigned c)
{
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i].sign == c)
			return signs[i].codes;
	return NULL;
}

bool
crm_number_is_in(struct crm_text t, struct crm_text currency)
{
	const char *p = t.p, *end = t.p + t.n, *codes;
	struct letters l = { .n = 0 };
	unsigned c;

	while (p < end) {
		c = crm_utf8_next(&p, end);
		if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms of ASCII */
			c = c - 0xFF01 + '!';
		if (c < 0x80 && is_letter((char)c)) {
			add_letter(&l, (char)c);
			continue;
		}
		codes = codes_of_sign(c);
		if (codes != NULL ? !sign_agrees(codes, &l, currency)
				  : !code_agrees(&l, currency))
			return false;
		l.n = 0;
	}
	return code_agrees(&l, currency);
}
