/* What stands around a number - signs, currencies, units, a percent sign - is taken
 * off. */
#include "currency-word.h"
#include "number-form.h"

#include <string.h>

/* The ASCII character that stands for c here, or '?'. */
static char
narrow(unsigned c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms of ASCII */
		c = c - 0xFF01 + '!';
	if (c < 0x80)
		return c == '\t' ? ' ' : c < ' ' ? '?' : (char)c;
	switch (c) {
	case 0x00A0:
	case 0x2009:
	case 0x202F:
	case 0x3000: /* spaces */
		return ' ';
	case 0x2019: /* ’ */
		return '\'';
	case 0x2212: /* − */
		return '-';
	case 0x5343: /* 千 */
		return CRM_UNIT_THOUSAND;
	case 0x767E: /* 百 */
		return CRM_UNIT_HUNDRED;
	case 0x4E07:
	case 0x842C: /* 万 萬 */
		return CRM_UNIT_MYRIAD;
	case 0x4EBF:
	case 0x5104: /* 亿 億 */
		return CRM_UNIT_MYRIADS;
	default:
		return currency_sign(c) != NULL ? '$' : '?';
	}
}

bool
form_make(struct form *f, struct crm_text t)
{
	const char *p = t.p, *end;
	size_t word;

	memset(f, 0, sizeof *f);
	if (t.n == 0)
		return true;
	for (end = p + t.n; p < end;) {
		if (f->to == SYMBOLS_MAX)
			return false;
		/* A word for a currency is a sign of it. */
		if ((unsigned char)*p >= 0x80 &&
		    currency_word(p, end, &word) != NULL) {
			f->s[f->to++] = '$';
			p += word;
			continue;
		}
		f->s[f->to++] = narrow(crm_utf8_next(&p, end));
	}
	return true;
}

bool
is_currency_code(const char *s)
{
	char code[CODE_LEN];

	for (int i = 0; i < CODE_LEN; i++) {
		if (!is_letter(s[i]))
			return false;
		code[i] = (char)(s[i] & ~0x20);
	}
	return memcmp(code, "RMB", CODE_LEN) == 0 ||
	    crm_currency_digits_n((struct crm_text){ code, CODE_LEN }) >= 0;
}

static size_t
currency_before(const struct form *f, int flags)
{
	const char *s = f->s + f->from;
	size_t n = f->to - f->from, sign;

	if (*s == '$')
		return 1;
	if ((flags & CRM_NUM_PEOPLE) != 0 && (sign = dollar_sign(s, n)) > 0)
		return sign;
	if (n > CODE_LEN && is_currency_code(s) && !is_letter(s[CODE_LEN]))
		return CODE_LEN;
	return 0;
}

static size_t
currency_behind(const struct form *f)
{
	const char *end = f->s + f->to;
	size_t n = f->to - f->from;

	if (end[-1] == '$')
		return 1;
	if (n > CODE_LEN && is_currency_code(end - CODE_LEN) &&
	    !is_letter(end[-CODE_LEN - 1]))
		return CODE_LEN;
	return 0;
}

static bool
peel_sign(struct form *f)
{
	char first = f->s[f->from], last = f->s[f->to - 1];

	if (f->sign)
		return false;
	f->sign = true;
	if (first == '(' && last == ')' && f->to - f->from > 2) {
		f->from++;
		f->to--;
		f->negative = true;
	} else if (first == '-' || first == '+') {
		f->from++;
		f->negative = first == '-';
	} else if (last == '-') {
		f->to--;
		f->negative = true;
	} else {
		f->sign = false;
	}
	return f->sign;
}

static bool
peel_currency(struct form *f, int flags)
{
	size_t n;

	if (!f->currency_before && (n = currency_before(f, flags)) > 0) {
		f->from += n;
		return f->currency_before = true;
	}
	if (!f->currency_behind && (n = currency_behind(f)) > 0) {
		f->to -= n;
		return f->currency_behind = true;
	}
	return false;
}

static bool
peel_unit(struct form *f)
{
	int power;
	size_t n = people_unit(f->s + f->from, f->to - f->from, &power);

	f->power += power;
	f->to -= n;
	return n > 0;
}

bool
form_peel(struct form *f, int flags)
{
	if (f->from == f->to)
		return false;
	if (f->s[f->from] == ' ') {
		f->from++;
		return true;
	}
	if (f->s[f->to - 1] == ' ') {
		f->to--;
		return true;
	}
	if ((flags & CRM_NUM_PERCENT) != 0 && !f->percent &&
	    f->s[f->to - 1] == '%') {
		f->to--;
		return f->percent = true;
	}
	return peel_sign(f) ||
	    ((flags & CRM_NUM_MONEY) != 0 && peel_currency(f, flags)) ||
	    ((flags & CRM_NUM_PEOPLE) != 0 && peel_unit(f));
}
