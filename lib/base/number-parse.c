/*
 * A number as people write it: signs, groups, currencies, and why it is
 * refused.
 */
#include <crm/base/number.h>

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum {
	SYMBOLS_MAX = 96, /* characters of the longest number read */
	PLAIN_MAX = 18,   /* digits that cannot overflow 64 bits */
	GROUP = 3,
	CODE_LEN = 3,
};

enum trouble {
	FINE,
	NOT_A_NUMBER,
	BAD_GROUPS,
	TOO_MANY_DECIMALS,
	TOO_LARGE,
	EXPONENT,
};

/* A number in the making: its characters made narrow, and what was peeled. */
struct form {
	char s[SYMBOLS_MAX];
	size_t from, to;
	bool sign, negative;
	bool currency_before, currency_behind;
	bool percent;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26;
}

/*
 * The common form: a minus, digits, a point, digits.  False says nothing but
 * that the long way has to be taken.
 */
static bool
parse_plain(struct crm_text t, int digits, bool comma, int64_t *out)
{
	bool negative = t.n > 0 && t.p[0] == '-';
	size_t i = negative, first = i;
	int64_t v = 0;

	if (t.n == 0 || t.n > PLAIN_MAX)
		return false;
	for (; i < t.n && is_digit(t.p[i]); i++)
		v = v * 10 + (t.p[i] - '0');
	if (i == first)
		return false;
	if (i < t.n) {
		if (t.p[i++] != '.' || comma)
			return false;
		for (; i < t.n && is_digit(t.p[i]) && digits > 0; digits--)
			v = v * 10 + (t.p[i++] - '0');
		if (i < t.n)
			return false;
	}
	if (__builtin_mul_overflow(v, crm_pow10(digits), &v))
		return false;
	*out = negative ? -v : v;
	return true;
}

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
	case 0x00A5:
	case 0xFFE5:
	case 0x20AC: /* ¥ ￥ € */
	case 0x00A3:
	case 0xFFE1:
	case 0x5143: /* £ ￡ 元 */
		return '$';
	default:
		return '?';
	}
}

static bool
make_form(struct form *f, struct crm_text t)
{
	const char *p = t.p, *end;

	memset(f, 0, sizeof *f);
	if (t.n == 0)
		return true;
	for (end = p + t.n; p < end;) {
		if (f->to == SYMBOLS_MAX)
			return false;
		f->s[f->to++] = narrow(crm_utf8_next(&p, end));
	}
	return true;
}

/* A currency code: three letters that ISO 4217 knows, or RMB. */
static bool
is_code(const char *s)
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
currency_before(const struct form *f)
{
	const char *s = f->s + f->from;
	size_t n = f->to - f->from;

	if (*s == '$')
		return 1;
	if (n > CODE_LEN && is_code(s) && !is_letter(s[CODE_LEN]))
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
	if (n > CODE_LEN && is_code(end - CODE_LEN) &&
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
peel_currency(struct form *f)
{
	size_t n;

	if (!f->currency_before && (n = currency_before(f)) > 0) {
		f->from += n;
		return f->currency_before = true;
	}
	if (!f->currency_behind && (n = currency_behind(f)) > 0) {
		f->to -= n;
		return f->currency_behind = true;
	}
	return false;
}

/* Takes one thing off either end that is not the number itself. */
static bool
peel(struct form *f, int flags)
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
	    ((flags & CRM_NUM_MONEY) != 0 && peel_currency(f));
}

/* Whether s, from an e on, is an exponent to the end. */
static bool
is_exponent(const char *s, const char *end)
{
	if (s == end || (*s | 0x20) != 'e')
		return false;
	s++;
	if (s < end && (*s == '+' || *s == '-'))
		s++;
	if (s == end)
		return false;
	while (s < end && is_digit(*s))
		s++;
	return s == end;
}

/* What scan_body knows of the digits it has passed. */
struct body {
	uint64_t v;
	int run; /* digits since the last separator */
	int decimals;
	char group; /* the separator in use, or 0 */
	bool any, point, bad_groups, too_many, overflow;
};

static void
body_digit(struct body *b, char c, int digits)
{
	b->any = true;
	b->run++;
	if (b->point) {
		if (b->decimals == digits) {
			b->too_many |= c != '0';
			return;
		}
		b->decimals++;
	}
	b->overflow |= __builtin_mul_overflow(b->v, UINT64_C(10), &b->v) ||
	    __builtin_add_overflow(b->v, (uint64_t)(c - '0'), &b->v);
}

/* A separator between thousands: up to three digits before the first, but
 * not 0, exactly three before every other. */
static void
body_group(struct body *b, char c)
{
	if (b->point ||
	    (b->group == 0 ? b->run < 1 || b->run > GROUP || b->v == 0
			   : b->group != c || b->run != GROUP))
		b->bad_groups = true;
	b->group = c;
	b->run = 0;
}

static void
body_point(struct body *b)
{
	if (b->point || (b->group != 0 && b->run != GROUP))
		b->bad_groups = true;
	b->point = true;
	b->run = 0;
}

static enum trouble
scan_body(const struct form *f, int digits, bool comma, int64_t *out)
{
	const char *s = f->s + f->from, *end = f->s + f->to;
	const char point = comma ? ',' : '.', group = comma ? '.' : ',';
	const uint64_t most = (uint64_t)INT64_MAX + f->negative;
	struct body b = { 0 };

	for (; s < end; s++) {
		if (is_digit(*s))
			body_digit(&b, *s, digits);
		else if (*s == point)
			body_point(&b);
		else if (*s == group || *s == ' ' || *s == '\'')
			body_group(&b, *s);
		else
			return b.any && is_exponent(s, end) ? EXPONENT
							    : NOT_A_NUMBER;
	}
	if (!b.any)
		return NOT_A_NUMBER;
	if (b.bad_groups || (!b.point && b.group != 0 && b.run != GROUP))
		return BAD_GROUPS;
	if (b.overflow ||
	    __builtin_mul_overflow(
		b.v, (uint64_t)crm_pow10(digits - b.decimals), &b.v) ||
	    b.v > most)
		return TOO_LARGE;
	if (b.too_many)
		return TOO_MANY_DECIMALS;
	*out = (int64_t)(f->negative ? 0 - b.v : b.v);
	return FINE;
}

static enum trouble
parse_long(struct crm_text t, int digits, int flags, int64_t *out)
{
	struct form f;

	if (!make_form(&f, t))
		return NOT_A_NUMBER;
	while (peel(&f, flags))
		continue;
	return scan_body(&f, digits, (flags & CRM_NUM_COMMA) != 0, out);
}

/* Whether t would be a number under other flags. */
static bool
would_parse(struct crm_text t, int digits, int flags)
{
	int64_t ignored;
	enum trouble what = parse_long(t, digits, flags, &ignored);

	return what == FINE || what == TOO_MANY_DECIMALS;
}

static enum crm_status
explain(struct crm_text t, int digits, int flags, enum trouble what,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *q = crm_quote(quoted, t), *why = "is not a number";

	switch (what) {
	case TOO_MANY_DECIMALS:
		if (digits == 0)
			why = "is not a whole number";
		else
			return crm_fail(err, CRM_INVALID,
			    "'%s' has more than"
			    " %d decimal%s",
			    q, digits, digits == 1 ? "" : "s");
		break;
	case TOO_LARGE:
		why = "is too large a number";
		break;
	case EXPONENT:
		why = "has an exponent; a spreadsheet may have destroyed the"
		      " number";
		break;
	case BAD_GROUPS:
		why = "is not a number with thousands separators";
		if (!would_parse(t, digits, flags ^ CRM_NUM_COMMA))
			break;
		why = (flags & CRM_NUM_COMMA) == 0
		    ? "is not a number with thousands separators; a decimal"
		      " comma needs --decimal-comma"
		    : "is not a number with thousands separators; with"
		      " --decimal-comma the dot is one";
		break;
	default:
		if (would_parse(t, digits, flags | CRM_NUM_MONEY))
			why = "has a currency; a plain number is expected";
		else if (would_parse(t, digits, flags | CRM_NUM_PERCENT))
			why = "has a percent sign; a plain number is expected";
		break;
	}
	return crm_fail(err, CRM_INVALID, "'%s' %s", q, why);
}

enum crm_status
crm_number_parse(
    struct crm_text t, int digits, int flags, int64_t *out, struct crm_err *err)
{
	enum trouble what;

	assert(digits >= 0 && digits <= PLAIN_MAX);
	if (parse_plain(t, digits, (flags & CRM_NUM_COMMA) != 0, out))
		return CRM_OK;
	what = parse_long(t, digits, flags, out);
	return what == FINE ? CRM_OK : explain(t, digits, flags, what, err);
}
