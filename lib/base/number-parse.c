/* Numbers as people write them: what stands around the digits is peeled off
 * (number-peel.c), then separators and digits are judged. */
#include "number-form.h"

#include <assert.h>
#include <string.h>

enum {
	PLAIN_MAX = 18, /* digits that cannot overflow 64 bits */
	SPARE_MAX = 12, /* decimals kept until a number is multiplied */
	GROUP = 3,
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

/* How many decimals behind `digits` count until the number is multiplied: 1.2345
 * times 10000 has none. */
static int
spare_digits(int digits, int64_t scale)
{
	int room = PLAIN_MAX - digits;

	return scale == 1 ? 0 : room < SPARE_MAX ? room : SPARE_MAX;
}

/* The value of a body that kept the spare decimals, with that sign, times the
 * scale, times 10^digits. */
static enum trouble
body_value(struct body *b, int digits, int64_t scale, int flags, bool negative,
    int64_t *out)
{
	const uint64_t most = (uint64_t)INT64_MAX + negative;
	int spare = spare_digits(digits, scale), kept = digits + spare;
	int lacks = b->decimals < kept ? kept - b->decimals : 0;
	unsigned __int128 v = b->v;

	if (b->overflow ||
	    __builtin_mul_overflow(
		v, (unsigned __int128)crm_pow10(lacks), &v) ||
	    __builtin_mul_overflow(v, (unsigned __int128)scale, &v))
		return TOO_LARGE;
	if (spare > 0) {
		unsigned __int128 unit = (unsigned __int128)crm_pow10(spare);

		b->too_many |= v % unit != 0;
		b->up = v % unit >= unit / 2;
		v /= unit;
	}
	v += b->up;
	if (v > most)
		return TOO_LARGE;
	if (b->too_many && (flags & CRM_NUM_ROUND) == 0)
		return TOO_MANY_DECIMALS;
	*out = (int64_t)(negative ? 0 - (uint64_t)v : (uint64_t)v);
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
meaning(const struct form *f, int flags)
{
	struct marks m = read_marks(f);

	if (m.dots + m.commas == 0 || m.zero)
		return CRM_SEP_PLAIN;
	if (m.dots > 0 && m.commas > 0)
		return m.last == '.' ? CRM_SEP_POINT : CRM_SEP_COMMA;
	if (m.dots + m.commas > 1)
		return m.commas > 0 ? CRM_SEP_POINT : CRM_SEP_COMMA;
	if (may_group(&m))
		return m.dots > 0 || (flags & CRM_NUM_MIXED) != 0
		    ? CRM_SEP_EITHER
		    : CRM_SEP_PLAIN;
	return m.dots > 0 ? CRM_SEP_POINT : CRM_SEP_COMMA;
}

/*
 * Whether the value could be a thousandfold: 25.000.  Three decimals are no
 * doubt where the field writes them so itself: with three it always does, with
 * more never with a 0 at the end.  25,000 is in doubt where others beside it have a
 * decimal comma.
 */
static bool
is_doubtful(const struct form *f, int digits, int flags)
{
	struct marks m;

	if ((flags & CRM_NUM_DOUBT) == 0 ||
	    (flags & (CRM_NUM_COMMA | CRM_NUM_POINT)) != 0)
		return false;
	m = read_marks(f);
	if ((flags & CRM_NUM_MIXED) != 0 && m.commas == 1 && m.dots == 0 &&
	    !m.zero && may_group(&m))
		return true;
	return (digits < GROUP || (digits > GROUP && f->s[f->to - 1] == '0')) &&
	    meaning(f, flags) == CRM_SEP_EITHER;
}

static bool
peeled_form(struct form *f, struct crm_text t, int flags)
{
	if (!form_make(f, t))
		return false;
	while (form_peel(f, flags))
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
	says = meaning(&f, flags);
	/* A date among the amounts is no number, and says nothing of them. */
	return scan_body(&f, PLAIN_MAX, says == CRM_SEP_COMMA, &b, &ignored) &&
		is_grouped(&f, &b, flags)
	    ? says
	    : CRM_SEP_PLAIN;
}

/* ---- the whole ---- */

static enum trouble
parse_long(struct crm_text t, int digits, int flags, int64_t scale,
    int64_t *out, bool *rounded)
{
	struct form f;
	struct body b;
	enum trouble what;

	if (!peeled_form(&f, t, flags) || digits + f.power > PLAIN_MAX)
		return NOT_A_NUMBER;
	digits += f.power;
	if (!scan_body(&f, digits + spare_digits(digits, scale),
		(flags & CRM_NUM_COMMA) != 0, &b, &what))
		return what;
	if (is_doubtful(&f, digits, flags))
		return TWO_WAYS;
	if (!is_grouped(&f, &b, flags))
		return BAD_GROUPS;
	what = body_value(&b, digits, scale, flags, f.negative, out);
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
	    t, digits, flags & ~CRM_NUM_DOUBT, 1, &ignored, &rounded);

	return what == FINE || what == TOO_MANY_DECIMALS;
}

/* Why thousands separators are wrong, and the way out. */
static const char *
explain_groups(struct crm_text t, int digits, int flags)
{
	bool turned = would_parse(t, digits, flags ^ CRM_NUM_COMMA);

	/* Who has no such option is not sent to it. */
	if (turned && (flags & (CRM_NUM_IMPORT | CRM_NUM_COMMA)) == 0)
		return N_("is not a number with thousands separators; its"
			  " decimals stand behind a point");
	if (turned)
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

/* Whether --round would help: amounts are rounded, counts never. */
static bool
may_round(int digits, int flags)
{
	return (flags & CRM_NUM_IMPORT) != 0 &&
	    (digits > 0 || (flags & CRM_NUM_MONEY) != 0);
}

static enum crm_status
explain_decimals(const char *quoted, int digits, int flags, int64_t scale,
    struct crm_err *err)
{
	const char *way_out = may_round(digits, flags)
	    ? crm_tr("; --round rounds it")
	    : "";

	if (digits == 0 && scale == 1)
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not a whole number%s", quoted, way_out);
	if (digits == 0)
		return crm_fail(err, CRM_INVALID,
		    "'%s' times %lld is not a whole number%s", quoted,
		    (long long)scale, way_out);
	if (scale == 1)
		return crm_fail(err, CRM_INVALID,
		    "'%s' has more than %d decimal%s%s", quoted, digits,
		    digits == 1 ? "" : "s", way_out);
	return crm_fail(err, CRM_INVALID,
	    "'%s' times %lld has more than %d decimal%s%s", quoted,
	    (long long)scale, digits, digits == 1 ? "" : "s", way_out);
}

static enum crm_status
explain(struct crm_text t, int digits, int flags, int64_t scale,
    enum trouble what, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *q = crm_quote(quoted, t), *why;

	switch (what) {
	case TOO_MANY_DECIMALS:
		return explain_decimals(q, digits, flags, scale, err);
	case TWO_WAYS:
		why = (flags & CRM_NUM_IMPORT) != 0 &&
			memchr(t.p, ',', t.n) != NULL
		    ? N_("can be read in two ways, for files with semicolons, or "
			 "with other numbers that have one, have a decimal comma; "
			 "--decimal-comma says that this is one, --decimal-point "
			 "that it parts thousands")
		    : (flags & CRM_NUM_IMPORT) != 0
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
crm_number_read(struct crm_text t, int digits, int flags, int64_t scale,
    int64_t *out, bool *rounded, struct crm_err *err)
{
	enum trouble what;

	assert(digits >= 0 && digits <= PLAIN_MAX);
	*rounded = false;
	if (scale == 1 && parse_plain(t, digits, flags, out))
		return CRM_OK;
	what = parse_long(t, digits, flags, scale, out, rounded);
	return what == FINE ? CRM_OK
			    : explain(t, digits, flags, scale, what, err);
}

enum crm_status
crm_number_parse(
    struct crm_text t, int digits, int flags, int64_t *out, struct crm_err *err)
{
	bool rounded;

	return crm_number_read(t, digits, flags, 1, out, &rounded, err);
}
