/* E-mail addresses and phone numbers: the one form in which they are stored. */
#include <crm/base/text.h>

#include <string.h>

enum {
	EMAIL_MAX = 254, /* RFC 5321: a path is 256 with its brackets */
	PHONE_MIN = 3,
	PHONE_MAX = 20,
	PHONE_ROOM = PHONE_MAX + 2, /* 00 may stand before the digits */
	FLOAT_MIN = 8, /* digits of a phone that was once a float */
};

/* ---- e-mail ---- */

static bool
is_digit(unsigned c)
{
	return c - '0' < 10;
}

static bool
is_letter(unsigned c)
{
	return (c | 0x20) - 'a' < 26;
}

static bool
in_local(unsigned char c)
{
	if (c <= ' ' || c == 0x7F)
		return false;
	switch (c) {
	case '"':
	case '(':
	case ')':
	case ',':
	case ':':
	case ';':
	case '<':
	case '>':
	case '@':
	case '[':
	case '\\':
	case ']':
		return false;
	default:
		return true;
	}
}

static bool
in_domain(unsigned char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c >= 0x80;
}

/* Blanks, controls and marks of direction beyond ASCII. */
static bool
is_unseen(unsigned c)
{
	return (c >= 0x80 && c <= 0xA0) || c == 0xAD || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
	    (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

static bool
seen_utf8(struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;

	if (crm_utf8_valid(t) != t.n)
		return false;
	while (p < end) {
		if (is_unseen(crm_utf8_next(&p, end)))
			return false;
	}
	return true;
}

/* At least two labels, none of them empty; or localhost. */
static bool
domain_ok(const char *p, size_t n)
{
	bool dot = false;

	if (n == 0 || p[0] == '.' || p[n - 1] == '.')
		return false;
	for (size_t i = 1; i < n; i++) {
		if (p[i] != '.')
			continue;
		if (p[i - 1] == '.')
			return false;
		dot = true;
	}
	return dot || (n == 9 && memcmp(p, "localhost", 9) == 0);
}

/* Lower-cases t into `to`; its check in the same pass. */
static bool
email_form(char *to, struct crm_text t)
{
	size_t at = t.n;
	unsigned char high = 0;

	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if ((unsigned)(c - 'A') < 26)
			c |= 0x20;
		to[i] = (char)c;
		high |= c;
		if (at == t.n && c == '@')
			at = i;
		else if (!(at == t.n ? in_local(c) : in_domain(c)))
			return false;
	}
	return at > 0 && at < t.n && domain_ok(to + at + 1, t.n - at - 1) &&
	    (high < 0x80 || seen_utf8(t));
}

bool
crm_email_norm(struct crm_buf *out, struct crm_text t)
{
	char *to;

	t = crm_text_trim(t);
	if (t.n == 0 || t.n > EMAIL_MAX)
		return false;
	to = crm_buf_room(out, t.n);
	if (!email_form(to, t)) {
		*to = '\0';
		return false;
	}
	to[t.n] = '\0';
	out->len += t.n;
	return true;
}

/* ---- phone ---- */

struct phone {
	char num[PHONE_ROOM];
	char ext[PHONE_MAX];
	size_t n, n_ext;
	size_t bracket;    /* n where the last bracket opened */
	size_t breaks;     /* separators between digits */
	size_t last_break; /* n at the last of them */
	bool plus;
	bool lone_one;    /* a 1 stands apart: "1 415 555 2671" */
	bool float_point; /* the last separator was a dot */
};

static unsigned
next_narrow(const char **p, const char *end)
{
	unsigned c = crm_utf8_next(p, end);

	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
}

static bool
is_separator(unsigned c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '.':
	case '-':
	case '/':
	case 0xA0:
	case 0x3000:
	case 0x202F:
	case 0x2009:
	case 0x2212:
	case 0x30FB:
		return true;
	default:
		return c >= 0x2010 && c <= 0x2015;
	}
}

static bool
add_digit(char *digits, size_t *n, size_t room, unsigned c)
{
	if (*n == room)
		return false;
	digits[(*n)++] = (char)c;
	return true;
}

/* Passes what marks an extension, if it is at *p. */
static bool
pass_marker(const char **p, const char *end)
{
	static const struct crm_text markers[] = {
		/* long ones first */
		CRM_TEXT("extension"),
		CRM_TEXT("ext"),
		CRM_TEXT("x"),
		CRM_TEXT("#"),
		CRM_TEXT("转"),
		CRM_TEXT("轉"),
		CRM_TEXT("分机"),
		CRM_TEXT("分機"),
		CRM_TEXT("＃"),
	};

	for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++) {
		struct crm_text m = markers[i];
		size_t j = 0;

		if ((size_t)(end - *p) < m.n)
			continue;
		while (j < m.n &&
		    ((*p)[j] == m.p[j] ||
			(is_letter((unsigned char)(*p)[j]) &&
			    ((*p)[j] | 0x20) == m.p[j])))
			j++;
		if (j == m.n) {
			*p += m.n;
			return true;
		}
	}
	return false;
}

/* The digits behind a marker, to the end. */
static bool
read_extension(struct phone *ph, const char *p, const char *end)
{
	while (p < end) {
		unsigned c = next_narrow(&p, end);

		if (is_digit(c)) {
			if (!add_digit(ph->ext, &ph->n_ext, PHONE_MAX, c))
				return false;
		} else if (!is_separator(c) && c != ')' &&
		    (c != ':' || ph->n_ext > 0)) {
			return false;
		}
	}
	return ph->n_ext > 0;
}

static void
note_break(struct phone *ph, unsigned c)
{
	if (ph->n == 0 || ph->n == ph->last_break)
		return;
	ph->lone_one |= ph->n == 1 && ph->num[0] == '1';
	ph->float_point = c == '.';
	ph->breaks++;
	ph->last_break = ph->n;
}

/* A bracket closes: the trunk 0 in +44 (0)20 is not dialled. */
static void
close_bracket(struct phone *ph)
{
	if (ph->bracket > 0 && ph->n == ph->bracket + 1 &&
	    ph->num[ph->bracket] == '0')
		ph->n--;
	ph->bracket = 0;
}

static bool
read_phone(struct phone *ph, const char *p, const char *end)
{
	while (p < end) {
		const char *from = p;
		unsigned c = next_narrow(&p, end);

		if (is_digit(c)) {
			if (!add_digit(ph->num, &ph->n, PHONE_ROOM, c))
				return false;
			continue;
		}
		if (c == '+' && !ph->plus && ph->n == 0) {
			ph->plus = true;
			continue;
		}
		if (c == ')')
			close_bracket(ph);
		else if (c == '(')
			ph->bracket = ph->n;
		else if (!is_separator(c))
			return ph->n > 0 && pass_marker(&from, end) &&
			    read_extension(ph, from, end);
		note_break(ph, c);
	}
	return ph->n > 0;
}

/* 13800138000.0 is a phone that went through a float. */
static bool
was_float(const struct phone *ph)
{
	return ph->breaks == 1 && ph->float_point && ph->n > FLOAT_MIN &&
	    ph->last_break == ph->n - 1 && ph->num[ph->n - 1] == '0';
}

static bool
is_chinese_mobile(const char *num)
{
	return num[0] == '1' && num[1] >= '3';
}

/* Finds the country code; gives the digits to store. */
static struct crm_text
settle_country(struct phone *ph, const char **code)
{
	struct crm_text num = { ph->num, ph->n };
	bool plus = ph->plus;

	while (num.n >= 2 && num.p[0] == '0' && num.p[1] == '0') {
		plus = true;
		num.p += 2;
		num.n -= 2;
	}
	*code = plus ? "+" : "";
	if (plus)
		return num;
	if (num.n == 11 && ph->lone_one && num.p[1] >= '2')
		*code = "+";
	else if (num.n == 11 && is_chinese_mobile(num.p))
		*code = "+86";
	else if (num.n == 13 && memcmp(num.p, "86", 2) == 0 &&
	    is_chinese_mobile(num.p + 2))
		*code = "+";
	return num;
}

bool
crm_phone_norm(struct crm_buf *out, struct crm_text t)
{
	struct phone ph;
	struct crm_text num;
	const char *code;

	memset(&ph, 0, sizeof ph);
	t = crm_text_trim(t);
	if (t.n > 1 && t.p[0] == '\'') /* of a spreadsheet, to keep the + */
		t.p++, t.n--;
	if (t.n == 0 || !read_phone(&ph, t.p, t.p + t.n) || was_float(&ph))
		return false;
	num = settle_country(&ph, &code);
	if (num.n < PHONE_MIN || num.n > PHONE_MAX)
		return false;
	crm_buf_str(out, code);
	crm_buf_add(out, num.p, num.n);
	if (ph.n_ext > 0) {
		crm_buf_char(out, 'x');
		crm_buf_add(out, ph.ext, ph.n_ext);
	}
	return true;
}
