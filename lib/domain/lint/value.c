/* Texts that are wrong by themselves. */
#include "lint.h"

#include <string.h>

/* ---- credit codes ---- */

/*
 * GB 32100-2015, "Coding rule of the unified social credit identifier for legal
 * entities and other organizations": 18 characters of 31 (no I, O, S, V, Z).
 * The last one is 31 less the sum, modulo 31, of the values of the others, each
 * by its weight 3^(i-1) modulo 31; 31 itself is 0.
 */
enum { CODE_LENGTH = 18, CODE_BASE = 31 };

static const char code_characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static int
code_value(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c == '\0' ? NULL : strchr(code_characters, c);
	return at == NULL ? -1 : (int)(at - code_characters);
}

bool
lint_credit_code(struct crm_text value, struct crm_buf *why)
{
	int i, v, sum = 0, weight = 1;

	value = crm_text_trim(value);
	if (value.n != CODE_LENGTH) {
		crm_buf_printf(why, crm_tr("it has 18 characters"));
		return true;
	}
	for (i = 0; i < CODE_LENGTH - 1; i++) {
		if ((v = code_value(value.p[i])) < 0)
			break;
		sum += v * weight;
		weight = weight * 3 % CODE_BASE;
	}
	if (i < CODE_LENGTH - 1 || (v = code_value(value.p[i])) < 0) {
		crm_buf_printf(why,
		    crm_tr("its characters are digits and letters "
			   "other than I, O, S, V, Z"));
		return true;
	}
	sum = (CODE_BASE - sum % CODE_BASE) % CODE_BASE;
	if (v != sum)
		crm_buf_printf(why, crm_tr("its last character would be %c"),
		    code_characters[sum]);
	return v != sum;
}

/* ---- phones ---- */

/* Shorter ones work inside one town or company alone. */
enum { CALLABLE = 7, SHORT_SERVICE = 5, CHINESE_MOBILE = 13 };

/* The number without + and extension. */
static struct crm_text
digits_of(struct crm_text value)
{
	size_t i;

	if (value.n > 0 && value.p[0] == '+') {
		value.p++;
		value.n--;
	}
	for (i = 0; i < value.n && value.p[i] != 'x'; i++)
		;
	value.n = i;
	return value;
}

/* Banks, carriers and public services in China: 95588, 10086, 12345. */
static bool
is_service(struct crm_text d)
{
	static const char *const begins[] = { "95", "96", "10", "12" };
	size_t i;

	for (i = 0; i < COUNT(begins); i++)
		if (d.n >= SHORT_SERVICE && memcmp(d.p, begins[i], 2) == 0)
			return true;
	return false;
}

/* Whether each digit is the one before plus `step`. */
static bool
is_pattern(struct crm_text d, int step)
{
	size_t i;

	for (i = 1; i < d.n; i++)
		if (d.p[i] != d.p[i - 1] + step)
			return false;
	return d.n > 0;
}

bool
lint_phone(struct crm_text value, struct crm_buf *why)
{
	struct crm_text d = digits_of(value);

	if (d.n < CALLABLE && !is_service(d))
		crm_buf_str(why, crm_tr("it is too short"));
	else if (is_pattern(d, 0))
		crm_buf_str(why, crm_tr("all its digits are the same"));
	else if (d.n >= CALLABLE && is_pattern(d, 1))
		crm_buf_str(why, crm_tr("its digits count up"));
	return why->len > 0;
}

bool
lint_mobile(struct crm_text value, struct crm_buf *why)
{
	struct crm_text d = digits_of(value);

	if (lint_phone(value, why))
		return true;
	if (d.n < 4 || value.p[0] != '+' || memcmp(d.p, "86", 2) != 0)
		return false;
	if (d.n == CHINESE_MOBILE && d.p[2] == '1' && d.p[3] >= '3')
		return false;
	crm_buf_str(why, crm_tr("it is no Chinese mobile number"));
	return true;
}
