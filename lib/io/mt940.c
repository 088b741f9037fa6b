/*
 * Statements in MT940: fields ":61:…" that go on until the next line that begins with
 * one.  Around them may be the blocks of a message, which say nothing here.
 */
#include "statement.h"

#include <crm/base/date.h>

#include <string.h>

struct mt940 {
	struct statement *s;
	const char *account;
	const char *currency;
	struct statement_balance balance;
	struct statement_line *last; /* the :61: that a :86: belongs to */
	int64_t line;                /* of the field at hand */
};

struct field {
	char tag[4]; /* "61", "60F" */
	struct crm_text text;
	int64_t line;
};

static enum crm_status
bad(const struct mt940 *m, const char *what, struct crm_err *err)
{
	return crm_fail(
	    err, CRM_INVALID, "line %lld: %s", (long long)m->line, what);
}

/* ---- fields ---- */

/* The line at `at`, without its end; *at moves behind it. */
static struct crm_text
line_at(struct crm_text all, size_t *at)
{
	const char *p = all.p + *at;
	const char *lf = memchr(p, '\n', all.n - *at);
	struct crm_text t = { p, lf != NULL ? (size_t)(lf - p) : all.n - *at };

	*at += t.n + (lf != NULL);
	while (t.n > 0 && t.p[t.n - 1] == '\r')
		t.n--;
	return t;
}

/* ":61:…": how long the tag with its colons is; 0: it begins none. */
static size_t
tag_of(struct crm_text t, char tag[4])
{
	size_t n = 1;

	if (t.n < 4 || t.p[0] != ':')
		return 0;
	while (n < 4 && n < t.n &&
	    ((t.p[n] >= '0' && t.p[n] <= '9') ||
		(n == 3 && t.p[n] >= 'A' && t.p[n] <= 'Z')))
		n++;
	if (n < 3 || n >= t.n || t.p[n] != ':')
		return 0;
	memcpy(tag, t.p + 1, n - 1);
	tag[n - 1] = '\0';
	return n + 1;
}

/* A line that ends a message, or begins the next one. */
static bool
is_frame(struct crm_text t)
{
	return (t.n > 0 && t.p[0] == '-') || (t.n > 0 && t.p[0] == '{');
}

/* The next field, with the lines that belong to it; false at the end. */
static bool
next_field(struct crm_text all, size_t *at, int64_t *line, struct field *out)
{
	size_t skip = 0, end;

	while (*at < all.n && skip == 0) {
		struct crm_text t = line_at(all, at);

		++*line;
		/* The text block of a message begins on the line of its blocks. */
		if (t.n > 0 && t.p[0] == '{' && memchr(t.p, ':', t.n) != NULL) {
			const char *p = t.p + t.n;

			while (p > t.p && p[-1] != '{')
				p--;
			if (t.p + t.n - p > 3 && p[0] == '4' && p[1] == ':')
				t = (struct crm_text){ p + 2,
					(size_t)(t.p + t.n - p - 2) };
		}
		skip = tag_of(t, out->tag);
		out->text = (struct crm_text){ t.p + skip, t.n - skip };
		out->line = *line;
	}
	if (skip == 0)
		return false;
	for (end = *at; end < all.n;) {
		char tag[4];
		struct crm_text t = line_at(all, &end);

		if (tag_of(t, tag) > 0 || is_frame(t))
			break;
		out->text.n = (size_t)(t.p + t.n - out->text.p);
		*at = end;
		++*line;
	}
	return true;
}

/* ---- dates, amounts ---- */

static bool
digits(struct crm_text t, size_t at, size_t n, int *out)
{
	size_t i;

	*out = 0;
	if (t.n < at + n)
		return false;
	for (i = at; i < at + n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		*out = *out * 10 + (t.p[i] - '0');
	}
	return true;
}

static bool
is_day(int y, int m, int d)
{
	struct crm_ymd ymd;

	if (m < 1 || m > 12 || d < 1)
		return false;
	ymd = crm_date_ymd(crm_date_from(y, m, d));
	return ymd.y == y && ymd.m == m && ymd.d == d;
}

/* YYMMDD; the years 80 to 99 are of the last century. */
static bool
date_at(struct crm_text t, size_t at, int64_t *day)
{
	enum { CENTURY = 80 };
	int y, m, d;

	if (!digits(t, at, 2, &y) || !digits(t, at + 2, 2, &m) ||
	    !digits(t, at + 4, 2, &d))
		return false;
	y += y >= CENTURY ? 1900 : 2000;
	if (!is_day(y, m, d))
		return false;
	*day = crm_date_from(y, m, d);
	return true;
}

/* MMDD, of the year in which it is next to the day of value. */
static bool
booked_at(struct crm_text t, size_t at, int64_t value, int64_t *day)
{
	enum { HALF = 183 };
	int y = crm_date_ymd(value).y, m, d;

	if (!digits(t, at, 2, &m) || !digits(t, at + 2, 2, &d))
		return false;
	if (!is_day(y, m, d))
		return false;
	*day = crm_date_from(y, m, d);
	if (*day - value > HALF && is_day(y - 1, m, d))
		*day = crm_date_from(y - 1, m, d);
	else if (value - *day > HALF && is_day(y + 1, m, d))
		*day = crm_date_from(y + 1, m, d);
	return true;
}

static const char *
day_dup(struct statement *s, int64_t day)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_date_format(&b, day);
	text = crm_strdup(&s->a, b.data);
	crm_buf_free(&b);
	return text;
}

static struct crm_text
part(struct crm_text t, size_t from, size_t to)
{
	return (struct crm_text){ t.p + from, to - from };
}

/* ---- balances ---- */

/* "C261120EUR1234,56" */
static enum crm_status
read_balance(
    struct mt940 *m, struct crm_text t, int64_t *out, struct crm_err *err)
{
	enum { DATE = 1, CURRENCY = 7, AMOUNT = 10 };
	int64_t day;

	t = crm_text_trim(t);
	if (t.n <= AMOUNT || (t.p[0] != 'C' && t.p[0] != 'D') ||
	    !date_at(t, DATE, &day) ||
	    !statement_amount(part(t, AMOUNT, t.n), ',', out))
		return bad(
		    m, crm_tr("no balance such as C261120EUR1234,56"), err);
	if (t.p[0] == 'D')
		*out = -*out;
	m->currency = statement_dup(m->s, part(t, CURRENCY, AMOUNT));
	return CRM_OK;
}

/* ---- :61: ---- */

/* What kind of movement it is, which ends the amount: NTRF; without that the amount may
 * be cut, or mangled. */
static bool
is_type(struct crm_text t, size_t at)
{
	enum { LETTERS = 4 };

	return at + LETTERS <= t.n &&
	    (t.p[at] == 'N' || t.p[at] == 'F' || t.p[at] == 'S');
}

/* C and D, and what takes one of them back, RC and RD; 0: neither. */
static int
sign_at(struct crm_text t, size_t *at)
{
	bool back = *at < t.n && t.p[*at] == 'R';
	char c;

	*at += back;
	c = *at < t.n ? t.p[*at] : '\0';
	++*at;
	if (c != 'C' && c != 'D')
		return 0;
	return (c == 'C') != back ? 1 : -1;
}

/* "NTRFreference//bank's reference", and further words on the next line. */
static void
read_references(struct mt940 *m, struct statement_line *l, struct crm_text t)
{
	enum { CODE = 4 };
	const char *lf = memchr(t.p, '\n', t.n);
	struct crm_text own = part(
	    t, t.n < CODE ? t.n : CODE, lf != NULL ? (size_t)(lf - t.p) : t.n);
	const char *bank = NULL;
	size_t i;

	if (lf != NULL && (size_t)(lf - t.p) < CODE)
		own = (struct crm_text){ t.p, 0 };
	for (i = 0; i + 1 < own.n && bank == NULL; i++)
		if (own.p[i] == '/' && own.p[i + 1] == '/')
			bank = own.p + i;
	if (bank != NULL) {
		l->text[ST_LINE_REF] = statement_dup(m->s,
		    (struct crm_text){
			bank + 2, (size_t)(own.p + own.n - bank - 2) });
		own.n = (size_t)(bank - own.p);
	}
	if (lf != NULL)
		l->text[ST_TEXT] = statement_dup(m->s,
		    (struct crm_text){ lf + 1, (size_t)(t.p + t.n - lf - 1) });
	if (l->text[ST_TEXT] == NULL &&
	    !crm_text_is(crm_text_trim(own), "NONREF"))
		l->text[ST_TEXT] = statement_dup(m->s, own);
}

static enum crm_status
read_line(struct mt940 *m, struct crm_text t, struct crm_err *err)
{
	struct statement_line *l = statement_add(m->s);
	int64_t value, day;
	size_t at = 6, end;
	int sign;

	m->last = l;
	l->line = m->line;
	if (!date_at(t, 0, &value))
		return bad(m, crm_tr("no day such as 261120"), err);
	day = value;
	if (at < t.n && t.p[at] >= '0' && t.p[at] <= '9') {
		if (!booked_at(t, at, value, &day))
			return bad(m, crm_tr("no day such as 1120"), err);
		at += 4;
	}
	sign = sign_at(t, &at);
	/* The third letter of the currency may stand there. */
	if (at < t.n && t.p[at] >= 'A' && t.p[at] <= 'Z')
		at++;
	for (end = at; end < t.n &&
	     ((t.p[end] >= '0' && t.p[end] <= '9') || t.p[end] == ',');)
		end++;
	if (sign == 0 || !statement_amount(part(t, at, end), ',', &l->amount) ||
	    !is_type(t, end))
		return bad(m,
		    crm_tr("neither C nor D and an amount such as "
			   "C1234,56NTRF"),
		    err);
	l->amount *= sign;
	if (__builtin_add_overflow(m->balance.sum, l->amount, &m->balance.sum))
		return bad(m, crm_tr("more than money can be"), err);
	l->text[ST_BOOKED_ON] = day_dup(m->s, day);
	l->text[ST_ACCOUNT] = m->account;
	l->text[ST_CURRENCY] = m->currency;
	read_references(m, l, part(t, end, t.n));
	return CRM_OK;
}

/* ---- :86: ---- */

/* What a part "?20…" belongs to. */
static int
column_of(int code)
{
	if ((code >= 20 && code <= 29) || (code >= 60 && code <= 63))
		return ST_TEXT;
	if (code == 32 || code == 33)
		return ST_PAYER;
	return code == 31 || code == 38 ? ST_PAYER_ACCOUNT : -1;
}

/* "166?00…?20…?32name": a code of three digits, then parts behind a sign that is no
 * letter or digit. */
static bool
is_parted(struct crm_text t)
{
	int code, part_no;

	return t.n > 6 && digits(t, 0, 3, &code) &&
	    strchr("?<>^~$|", t.p[3]) != NULL && digits(t, 4, 2, &part_no);
}

static void
append(struct crm_buf *b, struct crm_text t, bool apart)
{
	size_t i;

	if (b->len > 0 && apart)
		crm_buf_str(b, " ");
	/* Lines of the file are no lines of the text. */
	for (i = 0; i < t.n; i++)
		if (t.p[i] != '\r' && t.p[i] != '\n')
			crm_buf_add(b, t.p + i, 1);
}

static void
read_parts(struct mt940 *m, struct crm_text t)
{
	struct crm_buf part_of[ST_COLUMNS];
	char sign = t.p[3];
	size_t i = 3, end;
	int code, column;

	for (end = 0; end < ST_COLUMNS; end++)
		part_of[end] = (struct crm_buf)CRM_BUF_INIT;
	while (i < t.n) {
		bool coded = digits(t, i + 1, 2, &code);
		size_t from = coded ? i + 3 : i + 1;

		for (end = from; end < t.n && t.p[end] != sign;)
			end++;
		column = coded ? column_of(code) : -1;
		/* The IBAN says more than a number of the country. */
		if (coded && code == 38)
			crm_buf_clear(&part_of[ST_PAYER_ACCOUNT]);
		if (column >= 0)
			append(&part_of[column], part(t, from, end),
			    column == ST_PAYER_ACCOUNT ||
				(column == ST_TEXT && code % 10 == 0));
		i = end;
	}
	for (i = 0; i < ST_COLUMNS; i++) {
		if (part_of[i].len > 0)
			m->last->text[i] = statement_dup(m->s,
			    (struct crm_text){
				part_of[i].data, part_of[i].len });
		crm_buf_free(&part_of[i]);
	}
}

/* "/NAME/Acme/REMI/…": what stands behind a word, up to the next one. */
static const char *
behind_word(struct mt940 *m, struct crm_text t, const char *word)
{
	size_t n = strlen(word), i, end;

	for (i = 0; i + n <= t.n; i++) {
		if (memcmp(t.p + i, word, n) != 0)
			continue;
		for (end = i + n; end < t.n && t.p[end] != '/';)
			end++;
		return statement_dup(m->s, part(t, i + n, end));
	}
	return NULL;
}

static void
read_words(struct mt940 *m, struct crm_text t)
{
	const char *name = behind_word(m, t, "/NAME/");
	const char *iban = behind_word(m, t, "/IBAN/");
	const char *text = statement_dup(m->s, t);

	if (name != NULL)
		m->last->text[ST_PAYER] = name;
	if (iban != NULL)
		m->last->text[ST_PAYER_ACCOUNT] = iban;
	if (text != NULL)
		m->last->text[ST_TEXT] = text;
}

static void
read_information(struct mt940 *m, struct crm_text t)
{
	if (m->last == NULL)
		return;
	if (is_parted(t))
		read_parts(m, t);
	else
		read_words(m, t);
}

/* ---- a statement ---- */

static void
end_statement(struct mt940 *m)
{
	statement_check(m->s, &m->balance);
	m->balance = (struct statement_balance){ .name = "?" };
	m->last = NULL;
}

static enum crm_status
read_field(struct mt940 *m, const struct field *f, struct crm_err *err)
{
	const char *tag = f->tag;
	enum crm_status st = CRM_OK;

	m->line = f->line;
	if (strcmp(tag, "20") == 0) {
		end_statement(m);
		m->account = m->currency = NULL;
	} else if (strcmp(tag, "25") == 0) {
		m->account = statement_dup(m->s, f->text);
	} else if (strncmp(tag, "28", 2) == 0) {
		m->balance.name = statement_dup(m->s, f->text);
		if (m->balance.name == NULL)
			m->balance.name = "?";
	} else if (strncmp(tag, "60", 2) == 0) {
		st = read_balance(m, f->text, &m->balance.opening, err);
		m->balance.opens = true;
	} else if (strncmp(tag, "62", 2) == 0) {
		st = read_balance(m, f->text, &m->balance.closing, err);
		m->balance.closes = true;
		m->last = NULL;
	} else if (strcmp(tag, "61") == 0) {
		st = m->currency != NULL
		    ? read_line(m, f->text, err)
		    : bad(m,
			  crm_tr("a line before the balance :60F:, which names "
				 "its currency"),
			  err);
	} else if (strcmp(tag, "86") == 0) {
		read_information(m, f->text);
	}
	return st;
}

enum crm_status
mt940_parse(struct statement *s, struct crm_text all, struct crm_err *err)
{
	struct mt940 m = { .s = s, .balance = { .name = "?" } };
	enum crm_status st = CRM_OK;
	int64_t line = 0;
	struct field f;
	size_t at = 0;
	bool any = false;

	while (st == CRM_OK && next_field(all, &at, &line, &f)) {
		any = true;
		st = read_field(&m, &f, err);
	}
	if (st == CRM_OK && !any)
		st = crm_fail(err, CRM_INVALID,
		    "it is no MT940: no line begins with a field such as :61:");
	if (st == CRM_OK)
		end_statement(&m);
	return st;
}
