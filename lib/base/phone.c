/* Phone numbers in their stored form: what stands around the digits is read, then
 * the country and the extension are settled by how the digits stand apart. */
#include <crm/base/text.h>

#include <string.h>

enum {
	PHONE_MIN = 3,
	PHONE_MAX = 20,
	PHONE_ROOM = PHONE_MAX + 2, /* 00 may stand before the digits */
	FLOAT_MIN = 8,  /* digits of a phone that was once a float */
	CODE_MAX = 3,   /* digits of a country code */
	LONG_LOCAL = 8, /* digits of a Chinese number without its area */
	SHORT_LOCAL = 7,
	DESK_MAX = 6,     /* digits of an extension behind a dash */
	SERVICE_LEN = 10, /* 400-820-8820 */
};

/* Where digits stand apart, and by what. */
struct gap {
	size_t at; /* digits before it */
	unsigned char by;
};

struct phone {
	char num[PHONE_ROOM];
	char ext[PHONE_MAX];
	size_t n, n_ext;
	size_t bracket; /* n where the last bracket opened */
	struct gap gap[PHONE_ROOM];
	size_t gaps;
	bool plus;
	bool lone_one; /* a 1 stands apart: "1 415 555 2671" */
};

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

static unsigned
next_narrow(const char **p, const char *end)
{
	unsigned c = crm_utf8_next(p, end);

	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
}

static bool
is_dash(unsigned c)
{
	return c == '-' || c == 0x2212 || (c >= 0x2010 && c <= 0x2015);
}

static bool
is_separator(unsigned c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '.':
	case '/':
	case 0xA0:
	case 0x3000:
	case 0x202F:
	case 0x2009:
	case 0x30FB:
		return true;
	default:
		return is_dash(c);
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

/* ---- words around the digits ---- */

/* Passes one of the words, in either case; long ones come first. */
static bool
pass_word(
    const char **p, const char *end, const struct crm_text *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_text m = words[i];
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

/* Passes what marks an extension, if it is at *p. */
static bool
pass_marker(const char **p, const char *end)
{
	static const struct crm_text markers[] = {
		CRM_TEXT(";ext="),
		CRM_TEXT("extension"),
		CRM_TEXT("extn"),
		CRM_TEXT("ext"),
		CRM_TEXT("x"),
		CRM_TEXT("#"),
		CRM_TEXT("转"),
		CRM_TEXT("轉"),
		CRM_TEXT("分机"),
		CRM_TEXT("分機"),
		CRM_TEXT("内线"),
		CRM_TEXT("＃"),
	};

	if (end - *p > 1 && (*p)[0] == ',')
		for (++*p; *p < end && **p == ' '; ++*p)
			continue;
	return pass_word(p, end, markers, sizeof markers / sizeof markers[0]);
}

/* "Tel.", "电话：" before a number: a label with its colon. */
static struct crm_text
without_label(struct crm_text t)
{
	static const struct crm_text labels[] = {
		CRM_TEXT("telephone"),
		CRM_TEXT("mobile"),
		CRM_TEXT("office"),
		CRM_TEXT("phone"),
		CRM_TEXT("cell"),
		CRM_TEXT("home"),
		CRM_TEXT("work"),
		CRM_TEXT("mob"),
		CRM_TEXT("tel"),
		CRM_TEXT("m"),
		CRM_TEXT("t"),
		CRM_TEXT("p"),
		CRM_TEXT("联系电话"),
		CRM_TEXT("联系方式"),
		CRM_TEXT("办公电话"),
		CRM_TEXT("手机号码"),
		CRM_TEXT("手机号"),
		CRM_TEXT("手机"),
		CRM_TEXT("电话"),
		CRM_TEXT("座机"),
		CRM_TEXT("固话"),
	};
	static const struct crm_text colons[] = { CRM_TEXT(":"), CRM_TEXT("："),
		CRM_TEXT(".") };
	const char *p = t.p, *end = p + t.n;

	if (t.n == 0 ||
	    !pass_word(&p, end, labels, sizeof labels / sizeof labels[0]) ||
	    !pass_word(&p, end, colons, sizeof colons / sizeof colons[0]))
		return t;
	return crm_text_trim((struct crm_text){ p, (size_t)(end - p) });
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
		    ((c != ':' && c != '=') || ph->n_ext > 0)) {
			return false;
		}
	}
	return ph->n_ext > 0;
}

/* ---- digits and what is between them ---- */

static void
note_gap(struct phone *ph, unsigned c)
{
	struct gap *last = ph->gaps > 0 ? &ph->gap[ph->gaps - 1] : NULL;
	unsigned char by = is_dash(c) ? '-' : c < 0x80 ? (unsigned char)c : ' ';

	if (ph->n == 0)
		return;
	if (last != NULL && last->at == ph->n) {
		if (by == '-')
			last->by = by; /* " - " */
		return;
	}
	ph->lone_one |= ph->n == 1 && ph->num[0] == '1';
	ph->gap[ph->gaps++] = (struct gap){ ph->n, by };
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
		note_gap(ph, c);
	}
	return ph->n > 0;
}

/* 13800138000.0 went through a float: the digit behind its point is none of
 * the number's. */
static void
drop_fraction(struct phone *ph)
{
	if (ph->gaps == 1 && ph->gap[0].by == '.' && ph->n > FLOAT_MIN &&
	    ph->gap[0].at == ph->n - 1 && ph->num[ph->n - 1] == '0') {
		ph->n--;
		ph->gaps = 0;
	}
}

static bool
has_gap(const struct phone *ph, size_t at)
{
	for (size_t i = 0; i < ph->gaps; i++)
		if (ph->gap[i].at == at)
			return true;
	return false;
}

/* Takes digits out; those behind them move up. */
static void
drop_digits(struct phone *ph, size_t from, size_t n)
{
	memmove(ph->num + from, ph->num + from + n, ph->n - from - n);
	ph->n -= n;
	for (size_t i = 0; i < ph->gaps; i++)
		if (ph->gap[i].at > from)
			ph->gap[i].at -= ph->gap[i].at - from < n
			    ? ph->gap[i].at - from
			    : n;
}

/* ---- the country ---- */

static bool
is_chinese_mobile(const char *num)
{
	return num[0] == '1' && num[1] >= '3';
}

/*
 * Length of the code at the beginning of a number, where it is one of a country
 * that puts a 0 before its areas, which from abroad is not dialled.  In Italy,
 * or the Ivory Coast, it is; so only these are known.
 */
static size_t
trunk_code(const char *num, size_t n)
{
	static const char codes[] =
	    " 20 27 31 32 33 40 41 43 44 46 49 51 54 55"
	    " 60 61 62 63 64 66 81 82 84 86 90 91 92 93"
	    " 94 95 98 212 213 233 234 251 254 255 256"
	    " 260 263 353 355 358 359 380 381 385 386 387"
	    " 389 421 855 856 880 886 961 962 963 964 966"
	    " 967 971 972 977 ";
	char code[CODE_MAX + 3] = " ";

	for (size_t i = 1; i <= CODE_MAX && i < n; i++) {
		code[i] = num[i - 1];
		code[i + 1] = ' ';
		code[i + 2] = '\0';
		if (i > 1 && strstr(codes, code) != NULL)
			return i;
	}
	return 0;
}

bool
crm_phone_has_trunk(struct crm_text t)
{
	size_t code;

	/* No code is shorter than two digits where there is a trunk 0. */
	if (t.n < 2 + CODE_MAX || t.p[0] != '+' ||
	    (t.p[CODE_MAX] != '0' && t.p[CODE_MAX + 1] != '0'))
		return false;
	code = trunk_code(t.p + 1, t.n - 1);
	return code > 0 && code + 1 < t.n && t.p[code + 1] == '0';
}

static void
drop_trunk(struct phone *ph)
{
	size_t code = trunk_code(ph->num, ph->n), zeros = 0;

	while (code > 0 && code + zeros < ph->n && ph->num[code + zeros] == '0')
		zeros++;
	if (zeros > 0)
		drop_digits(ph, code, zeros);
}

/* 86 standing apart before an area: "86-0571-88888888". */
static bool
is_chinese_code(const struct phone *ph)
{
	size_t n = ph->n - 2;

	return ph->n > 2 && memcmp(ph->num, "86", 2) == 0 && has_gap(ph, 2) &&
	    (ph->num[2] == '0' ? n >= 10 : n == 10 || n == 11);
}

/* Finds the country code; what is dialled before one is taken off. */
static const char *
settle_country(struct phone *ph)
{
	while (ph->n >= 2 && ph->num[0] == '0' && ph->num[1] == '0') {
		ph->plus = true;
		drop_digits(ph, 0, 2);
	}
	if (!ph->plus && is_chinese_code(ph))
		ph->plus = true;
	if (ph->plus) {
		drop_trunk(ph);
		return "+";
	}
	if (ph->n == 11 && ph->lone_one && ph->num[1] >= '2')
		return "+";
	if (ph->n == 11 && is_chinese_mobile(ph->num))
		return "+86";
	if (ph->n == 13 && memcmp(ph->num, "86", 2) == 0 &&
	    is_chinese_mobile(ph->num + 2))
		return "+";
	return "";
}

/* ---- an extension behind a dash ---- */

/* Digits of a Chinese number before its local part: country and area; 0 where
 * there is no area at the beginning. */
static size_t
area_end(const struct phone *ph)
{
	size_t at = 0;

	if (ph->plus && ph->n > 4 && memcmp(ph->num, "86", 2) == 0)
		at = 2;
	else if (ph->plus || ph->n < 4 || ph->num[0] != '0')
		return 0;
	else
		at = 1;
	if (ph->num[at] == '2' ||
	    (ph->num[at] == '1' && ph->num[at + 1] == '0'))
		return at + 2;
	return ph->num[at] >= '3' ? at + 3 : 0;
}

/* Whether the digits from there on are all that stands behind a last dash. */
static bool
is_desk(const struct phone *ph, size_t from, size_t least)
{
	const struct gap *last = ph->gaps > 0 ? &ph->gap[ph->gaps - 1] : NULL;

	return last != NULL && last->at == from && last->by == '-' &&
	    ph->n >= from + least && ph->n <= from + DESK_MAX;
}

/* Digits of the number itself where a desk's stand behind it, as Chinese
 * switchboards write them: 0571-88888888-8001, 400-820-8820-12, 88888888-801. */
static size_t
before_desk(const struct phone *ph)
{
	size_t area = area_end(ph);

	if (area > 0 && has_gap(ph, area)) {
		if (is_desk(ph, area + LONG_LOCAL, 1))
			return area + LONG_LOCAL;
		/* One digit more may be a local number of eight. */
		return is_desk(ph, area + SHORT_LOCAL, 2) ? area + SHORT_LOCAL
							  : ph->n;
	}
	if (ph->plus || ph->n < LONG_LOCAL)
		return ph->n;
	if ((memcmp(ph->num, "400", 3) == 0 ||
		memcmp(ph->num, "800", 3) == 0) &&
	    is_desk(ph, SERVICE_LEN, 1))
		return SERVICE_LEN;
	if (ph->num[0] >= '2' && ph->num[0] <= '8' && ph->gaps == 1 &&
	    is_desk(ph, LONG_LOCAL, 3))
		return LONG_LOCAL;
	return ph->n;
}

static void
split_desk(struct phone *ph)
{
	size_t n = before_desk(ph);

	if (ph->n_ext > 0 || n == ph->n)
		return;
	ph->n_ext = ph->n - n;
	memcpy(ph->ext, ph->num + n, ph->n_ext);
	ph->n = n;
}

/* ---- the whole ---- */

/* Invisible characters, the apostrophe that keeps a + in a spreadsheet, and a
 * label are no part of a number. */
static struct crm_text
undressed(struct crm_text t)
{
	t = crm_text_trim(t);
	if (t.n > 1 && t.p[0] == '\'')
		t.p++, t.n--;
	return without_label(t);
}

bool
crm_phone_norm(struct crm_buf *out, struct crm_text t)
{
	struct phone ph;
	const char *code;

	memset(&ph, 0, sizeof ph);
	t = undressed(t);
	if (t.n == 0 || !read_phone(&ph, t.p, t.p + t.n))
		return false;
	drop_fraction(&ph);
	code = settle_country(&ph);
	split_desk(&ph);
	if (ph.n < PHONE_MIN || ph.n > PHONE_MAX)
		return false;
	crm_buf_str(out, code);
	crm_buf_add(out, ph.num, ph.n);
	if (ph.n_ext > 0) {
		crm_buf_char(out, 'x');
		crm_buf_add(out, ph.ext, ph.n_ext);
	}
	return true;
}
