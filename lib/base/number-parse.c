/* Numbers as people write them: what stands around the digits is peeled off,
 * then separators and digits are judged. */
#include "number-people.h"

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
	TWO_WAYS,
};

/* A number in the making: its characters made narrow, and what was peeled. */
struct form {
	char s[SYMBOLS_MAX];
	size_t from, to;
	bool sign, negative;
	bool currency_before, currency_behind;
	bool percent;
	int power; /* of ten: of 万, k and the like behind the digits */
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
parse_plain(struct crm_text t, int digits, int flags, int64_t *out)
{
	const bool comma = (flags & CRM_NUM_COMMA) != 0;
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
		if (t.p[i++] != '.' || comma ||
		    (t.n - i == GROUP && (flags & CRM_NUM_DOUBT) != 0))
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
currency_before(const struct form *f, int flags)
{
	const char *s = f->s + f->from;
	size_t n = f->to - f->from, sign;

	if (*s == '$')
		return 1;
	if ((flags & CRM_NUM_PEOPLE) != 0 && (sign = dollar_sign(s, n)) > 0)
		return sign;
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
	    ((flags & CRM_NUM_MONEY) != 0 && peel_currency(f, flags)) ||
	    ((flags & CRM_NUM_PEOPLE) != 0 && peel_unit(f));
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
	bool up; /* the first digit that is too many rounds up */
};

static void
body_digit(struct body *b, char c, int digits)
{
	b->any = true;
	b->run++;
	if (b->point) {
		if (b->decimals++ >= digits) {
			b->up |= b->decimals == digits + 1 && c >= '5';
			b->too_many |= c != '0';
			return;
		}
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

/* The digits and separators of a number; false where there is more. */
static bool
scan_body(const struct form *f, int digits, bool comma, struct body *b,
    enum trouble *what)
{
	const char *s = f->s + f->from, *end = f->s + f->to;
	const char point = comma ? ',' : '.', group = comma ? '.' : ',';

	*b = (struct body){ 0 };
	for (; s < end; s++) {
		if (is_digit(*s))
			body_digit(b, *s, digits);
		else if (*s == point)
			body_point(b);
		else if (*s == group || *s == ' ' || *s == '\'')
			body_group(b, *s);
		else
			break;
	}
	*what = b->any && is_exponent(s, end) ? EXPONENT : NOT_A_NUMBER;
	return s == end && b->any;
}

/* The value of a body with that sign, times 10^digits. */
static enum trouble
body_value(
    const struct body *b, int digits, int flags, bool negative, int64_t *out)
{
	const uint64_t most = (uint64_t)INT64_MAX + negative;
	int lacks = b->decimals < digits ? digits - b->decimals : 0;
	uint64_t v;

	if (b->overflow ||
	    __builtin_mul_overflow(b->v, (uint64_t)crm_pow10(lacks), &v) ||
	    __builtin_add_overflow(v, (uint64_t)b->up, &v) || v > most)
		return TOO_LARGE;
	if (b->too_many && (flags & CRM_NUM_ROUND) == 0)
		return TOO_MANY_DECIMALS;
	*out = (int64_t)(negative ? 0 - v : v);
	return FINE;
}

/* ---- what a separator means ---- */

/* Dots and commas of a number, and the digits around them. */
struct marks {
	int dots, commas, others; /* others: blanks and apostrophes */
	char last;                /* of dots and commas */
	size_t before, behind;    /* digits before the first, behind the last */
	bool zero;                /* there is no other digit */
	bool leading_zero;
};

static struct marks
read_marks(const struct form *f)
{
	struct marks m = { .zero = true };

	m.leading_zero = f->from < f->to && f->s[f->from] == '0';
	for (size_t i = f->from; i < f->to; i++) {
		char c = f->s[i];

		if (is_digit(c)) {
			m.before += m.last == 0;
			m.behind++;
			m.zero &= c == '0';
		} else if (c == '.' || c == ',') {
			m.dots += c == '.';
			m.commas += c == ',';
			m.last = c;
			m.behind = 0;
		} else {
			m.others++;
		}
	}
	return m;
}

/* Whether the one dot or comma there is may part thousands. */
static bool
may_group(const struct marks *m)
{
	return m->behind == GROUP && m->before >= 1 && m->before <= GROUP &&
	    !m->leading_zero && m->others == 0;
}

static enum crm_separators
meaning(const struct form *f)
{
	struct marks m = read_marks(f);

	if (m.dots + m.commas == 0 || m.zero)
		return CRM_SEP_PLAIN;
	if (m.dots > 0 && m.commas > 0)
		return m.last == '.' ? CRM_SEP_POINT : CRM_SEP_COMMA;
	if (m.dots + m.commas > 1)
		return m.commas > 0 ? CRM_SEP_POINT : CRM_SEP_COMMA;
	if (may_group(&m))
		return m.dots > 0 ? CRM_SEP_EITHER : CRM_SEP_PLAIN;
	return m.dots > 0 ? CRM_SEP_POINT : CRM_SEP_COMMA;
}

/*
 * Whether the value could be a thousandfold: 25.000.  Three decimals are no
 * doubt where the field writes them so itself: with three it always does, with
 * more never with a 0 at the end.
 */
static bool
is_doubtful(const struct form *f, int digits, int flags)
{
	return (flags & CRM_NUM_DOUBT) != 0 &&
	    (flags & (CRM_NUM_COMMA | CRM_NUM_POINT)) == 0 &&
	    (digits < GROUP || (digits > GROUP && f->s[f->to - 1] == '0')) &&
	    meaning(f) == CRM_SEP_EITHER;
}

static bool
peeled_form(struct form *f, struct crm_text t, int flags)
{
	if (!make_form(f, t))
		return false;
	while (peel(f, flags))
		continue;
	return f->from < f->to;
}

/* Whether separators stand where they part thousands, or where --numbers people
 * has them. */
static bool
is_grouped(const struct form *f, const struct body *b, int flags)
{
	return (!b->bad_groups &&
		   (b->point || b->group == 0 || b->run == GROUP)) ||
	    ((flags & CRM_NUM_PEOPLE) != 0 &&
		is_lakh(f->s + f->from, f->to - f->from));
}

enum crm_separators
crm_number_separators(struct crm_text t, int flags)
{
	enum crm_separators says;
	enum trouble ignored;
	struct form f;
	struct body b;

	if (!peeled_form(&f, t, flags))
		return CRM_SEP_PLAIN;
	says = meaning(&f);
	/* A date among the amounts is no number, and says nothing of them. */
	return scan_body(&f, PLAIN_MAX, says == CRM_SEP_COMMA, &b, &ignored) &&
		is_grouped(&f, &b, flags)
	    ? says
	    : CRM_SEP_PLAIN;
}

/* ---- the whole ---- */

static enum trouble
parse_long(
    struct crm_text t, int digits, int flags, int64_t *out, bool *rounded)
{
	struct form f;
	struct body b;
	enum trouble what;

	if (!peeled_form(&f, t, flags) || digits + f.power > PLAIN_MAX)
		return NOT_A_NUMBER;
	digits += f.power;
	if (!scan_body(&f, digits, (flags & CRM_NUM_COMMA) != 0, &b, &what))
		return what;
	if (is_doubtful(&f, digits, flags))
		return TWO_WAYS;
	if (!is_grouped(&f, &b, flags))
		return BAD_GROUPS;
	what = body_value(&b, digits, flags, f.negative, out);
	*rounded = what == FINE && b.too_many;
	return what;
}

/* Whether t would be a number under other flags. */
static bool
would_parse(struct crm_text t, int digits, int flags)
{
	int64_t ignored;
	bool rounded;
	enum trouble what = parse_long(
	    t, digits, flags & ~CRM_NUM_DOUBT, &ignored, &rounded);

	return what == FINE || what == TOO_MANY_DECIMALS;
}

/* Why thousands separators are wrong, and the way out. */
static const char *
explain_groups(struct crm_text t, int digits, int flags)
{
	if (would_parse(t, digits, flags ^ CRM_NUM_COMMA))
		return (flags & CRM_NUM_COMMA) == 0
		    ? N_("is not a number with thousands separators; a decimal"
			 " comma needs --decimal-comma")
		    : N_("is not a number with thousands separators; with"
			 " --decimal-comma the dot is one");
	if ((flags & CRM_NUM_IMPORT) != 0 &&
	    would_parse(t, digits, flags | CRM_NUM_PEOPLE))
		return N_("is not a number with thousands separators; say"
			  " --numbers people to read it");
	return N_("is not a number with thousands separators");
}

/* Why it is no number at all. */
static const char *
explain_other(struct crm_text t, int digits, int flags)
{
	if (would_parse(t, digits, flags | CRM_NUM_MONEY))
		return N_("has a currency; a plain number is expected");
	if (would_parse(t, digits, flags | CRM_NUM_PERCENT))
		return N_("has a percent sign; a plain number is expected");
	if ((flags & CRM_NUM_IMPORT) != 0 &&
	    would_parse(t, digits, flags | CRM_NUM_PEOPLE))
		return N_(
		    "is not a plain number; say --numbers people to read it");
	return N_("is not a number");
}

static enum crm_status
explain_decimals(const char *quoted, int digits, int flags, struct crm_err *err)
{
	if (digits == 0)
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not a whole number%s", quoted,
		    (flags & CRM_NUM_IMPORT) != 0 &&
			    (flags & CRM_NUM_MONEY) != 0
			? crm_tr("; --round rounds it")
			: "");
	return crm_fail(err, CRM_INVALID, "'%s' has more than %d decimal%s%s",
	    quoted, digits, digits == 1 ? "" : "s",
	    (flags & CRM_NUM_IMPORT) != 0 ? crm_tr("; --round rounds it") : "");
}

static enum crm_status
explain(struct crm_text t, int digits, int flags, enum trouble what,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *q = crm_quote(quoted, t), *why;

	switch (what) {
	case TOO_MANY_DECIMALS:
		return explain_decimals(q, digits, flags, err);
	case TWO_WAYS:
		why = (flags & CRM_NUM_IMPORT) != 0
		    ? N_("can be read in two ways; --decimal-point says that its"
			 " point is a decimal sign, --decimal-comma that it parts"
			 " thousands")
		    : N_("can be read in two ways; write it without a point, or"
			 " with fewer decimals");
		break;
	case TOO_LARGE:
		why = N_("is too large a number");
		break;
	case EXPONENT:
		why = N_("has an exponent; a spreadsheet may have destroyed the"
			 " number");
		break;
	case BAD_GROUPS:
		why = explain_groups(t, digits, flags);
		break;
	default:
		why = explain_other(t, digits, flags);
		break;
	}
	return crm_fail(err, CRM_INVALID, "'%s' %s", q, crm_tr(why));
}

enum crm_status
crm_number_read(struct crm_text t, int digits, int flags, int64_t *out,
    bool *rounded, struct crm_err *err)
{
	enum trouble what;

	assert(digits >= 0 && digits <= PLAIN_MAX);
	*rounded = false;
	if (parse_plain(t, digits, flags, out))
		return CRM_OK;
	what = parse_long(t, digits, flags, out, rounded);
	return what == FINE ? CRM_OK : explain(t, digits, flags, what, err);
}

enum crm_status
crm_number_parse(
    struct crm_text t, int digits, int flags, int64_t *out, struct crm_err *err)
{
	bool rounded;

	return crm_number_read(t, digits, flags, out, &rounded, err);
}
