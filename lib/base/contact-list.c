/* Several addresses or numbers in one cell, as people join them. */
#include <crm/base/text.h>

#include <string.h>

enum {
	FULL_DIGITS = 7,   /* fewer are no number of their own */
	WHOLE_DIGITS = 10, /* so many need none of those behind a slash */
};

/* ---- what parts them ---- */

/* Length of the separator at p, or 0. */
static size_t
separator(const char *p, const char *end)
{
	static const char *const words[] = { "、", "，", "；", "或", "和",
		" or ", " and ", " und " };

	if (strchr(",;|\n\r&", *p) != NULL && *p != '\0')
		return 1;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(end - p) >= n && strncasecmp(p, words[i], n) == 0)
			return n;
	}
	return 0;
}

/* The pieces between separators, trimmed, blank ones left out; `also` is one
 * more separator, or 0.  Gives their number, most + 1 where they are more. */
static size_t
cut(struct crm_text t, char also, struct crm_text *part, size_t most)
{
	const char *p = t.p, *end = p + t.n, *from = p;
	size_t n = 0;
	bool quoted = false, bracket = false;

	for (;;) {
		size_t skip = 0;

		if (p < end) {
			quoted ^= *p == '"';
			bracket = *p == '<' || (bracket && *p != '>');
			if (!quoted && !bracket)
				skip = *p == also && also != 0
				    ? 1
				    : separator(p, end);
		}
		if (p == end || skip > 0) {
			struct crm_text one = crm_text_trim(
			    (struct crm_text){ from, (size_t)(p - from) });

			if (one.n > 0 && n == most)
				return most + 1;
			if (one.n > 0)
				part[n++] = one;
			from = p + skip;
		}
		if (p == end)
			return n;
		p += skip > 0 ? skip : 1;
	}
}

/* ---- phones ---- */

static size_t
count_digits(struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;
	size_t n = 0;

	while (p < end) {
		unsigned c = crm_utf8_next(&p, end);

		n += c - '0' < 10 || c - 0xFF10 < 10;
	}
	return n;
}

static bool
are_phones(const struct crm_text *part, size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool good = n > 1;

	for (size_t i = 0; i < n && good; i++)
		good = count_digits(part[i]) >= FULL_DIGITS &&
		    crm_phone_norm(&b, part[i]);
	crm_buf_free(&b);
	return good;
}

/* "0571-88888888/9": two numbers, and the second is not written out. */
static bool
is_cut_short(struct crm_text t)
{
	const char *slash = memchr(t.p, '/', t.n);
	struct crm_text head, tail;

	if (slash == NULL)
		return false;
	head = (struct crm_text){ t.p, (size_t)(slash - t.p) };
	tail = (struct crm_text){ slash + 1, t.n - head.n - 1 };
	return count_digits(head) >= WHOLE_DIGITS &&
	    count_digits(tail) == crm_text_trim(tail).n;
}

size_t
crm_phones_split(struct crm_text t, struct crm_text *part, size_t most)
{
	/* The slash and the blank stand within a number, too. */
	static const char also[] = { '\0', '/', ' ' };

	if (t.n == 0)
		return 0;
	for (size_t i = 0; i < sizeof also; i++) {
		size_t n = cut(t, also[i], part, most);

		if (n <= most && are_phones(part, n))
			return n;
	}
	if (is_cut_short(t))
		return 0;
	part[0] = t;
	return 1;
}

/* ---- e-mail ---- */

static bool
has(struct crm_text t, char c)
{
	return t.n > 0 && memchr(t.p, c, t.n) != NULL;
}

/* "Li Na <li@b.cn>", "mailto:li@b.cn", "<li@b.cn>" and "(li@b.cn)" are
 * li@b.cn. */
static struct crm_text
bare_address(struct crm_text t)
{
	const char *open = t.n > 0 ? memchr(t.p, '<', t.n) : NULL;

	if (open != NULL && t.p[t.n - 1] == '>') {
		size_t before = (size_t)(open + 1 - t.p);

		t = (struct crm_text){ open + 1, t.n - before - 1 };
	} else if (t.n > 2 && t.p[0] == '(' && t.p[t.n - 1] == ')') {
		t = (struct crm_text){ t.p + 1, t.n - 2 };
	}
	t = crm_text_trim(t);
	if (t.n > strlen("mailto:") &&
	    strncasecmp(t.p, "mailto:", strlen("mailto:")) == 0)
		t = (struct crm_text){ t.p + strlen("mailto:"),
			t.n - strlen("mailto:") };
	return crm_text_trim(t);
}

/* A name with a comma in it, "Li, Na <li@b.cn>", was cut: its first piece has
 * no address and the next one a bracket. */
static size_t
join_names(struct crm_text *part, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (!has(part[i], '@') && i + 1 < n && has(part[i + 1], '<'))
			continue;
		part[kept++] = part[i];
	}
	return kept;
}

static bool
are_addresses(struct crm_text *part, size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool good = n > 0;

	for (size_t i = 0; i < n && good; i++) {
		part[i] = bare_address(part[i]);
		good = crm_email_norm(&b, part[i]);
	}
	crm_buf_free(&b);
	return good;
}

/* Cuts t where one way of joining addresses makes all its pieces some; 0 where
 * none does. */
static size_t
cut_addresses(struct crm_text t, struct crm_text *part, size_t most)
{
	static const char also[] = { '\0', '/', ' ' };

	for (size_t i = 0; i < sizeof also; i++) {
		size_t n = cut(t, also[i], part, most);

		if (n > most)
			continue;
		n = join_names(part, n);
		if (are_addresses(part, n))
			return n;
	}
	return 0;
}

/* Whether the addresses are read as the same again: one from a bracket may have
 * in it what parts others ("Li <a,b@c.cn>"), which does no harm only where it
 * stands alone and its pieces are no addresses. */
static bool
are_whole(const struct crm_text *part, size_t n)
{
	struct crm_text piece[CRM_LIST_MOST];

	if (n == 1) {
		size_t k = cut_addresses(part[0], piece, CRM_LIST_MOST);

		return k == 0 || (k == 1 && crm_text_eq(piece[0], part[0]));
	}
	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; at < part[i].n; at++)
			if (separator(part[i].p + at, part[i].p + part[i].n) >
			    0)
				return false;
	return true;
}

size_t
crm_emails_split(struct crm_text t, struct crm_text *part, size_t most)
{
	size_t n;

	if (t.n == 0)
		return 0;
	n = cut_addresses(t, part, most);
	if (n > 0 && are_whole(part, n))
		return n;
	part[0] = t;
	return 1;
}

bool
crm_email_of_name(
    struct crm_text t, struct crm_text *name, struct crm_text *address)
{
	struct crm_buf b = CRM_BUF_INIT;
	char close;
	size_t at;
	bool is;

	t = crm_text_trim(t);
	close = t.n > 2 ? t.p[t.n - 1] : '\0';
	if (close != ')' && close != '>')
		return false;
	for (at = t.n - 1; at > 0 && t.p[at] != (close == ')' ? '(' : '<');)
		at--;
	*name = crm_text_trim((struct crm_text){ t.p, at });
	*address = (struct crm_text){ t.p + at + 1, t.n - at - 2 };
	is = name->n > 0 && crm_email_norm(&b, *address);
	crm_buf_free(&b);
	return is;
}

/* ---- lists ---- */

bool
crm_list_next(struct crm_text *list, struct crm_text *item)
{
	static const struct crm_text between = CRM_TEXT(CRM_LIST_BETWEEN);
	const char *next;

	if (list->n == 0)
		return false;
	next = memmem(list->p, list->n, between.p, between.n);
	*item = (struct crm_text){ list->p,
		next == NULL ? list->n : (size_t)(next - list->p) };
	list->p += item->n;
	list->n -= item->n;
	if (next != NULL) {
		list->p += between.n;
		list->n -= between.n;
	}
	return true;
}

/* Whether the list has the item already. */
static bool
is_in(struct crm_text list, struct crm_text item)
{
	struct crm_text one;

	while (crm_list_next(&list, &one))
		if (crm_text_eq(item, one))
			return true;
	return false;
}

static bool
join(struct crm_buf *out, const struct crm_text *part, size_t n,
    bool (*norm)(struct crm_buf *, struct crm_text))
{
	size_t start = out->len;
	struct crm_buf one = CRM_BUF_INIT;
	bool good = n > 0;

	for (size_t i = 0; i < n && good; i++) {
		struct crm_text t;

		crm_buf_clear(&one);
		good = norm(&one, part[i]);
		t = (struct crm_text){ one.data, one.len };
		if (!good ||
		    (out->len > start &&
			is_in((struct crm_text){ out->data + start,
				  out->len - start },
			    t)))
			continue;
		crm_buf_str(out, out->len > start ? CRM_LIST_BETWEEN : "");
		crm_buf_add(out, t.p, t.n);
	}
	if (!good && out->len > start) {
		out->len = start;
		out->data[start] = '\0';
	}
	crm_buf_free(&one);
	return good;
}

bool
crm_phones_list(struct crm_buf *out, struct crm_text t)
{
	struct crm_text part[CRM_LIST_MOST];
	size_t n = crm_phones_split(t, part, CRM_LIST_MOST);

	if (join(out, part, n, crm_phone_norm))
		return true;
	/* Of a list short numbers are numbers, too. */
	n = t.n == 0 ? 0 : cut(t, '\0', part, CRM_LIST_MOST);
	return n <= CRM_LIST_MOST && join(out, part, n, crm_phone_norm);
}

bool
crm_emails_list(struct crm_buf *out, struct crm_text t)
{
	struct crm_text part[CRM_LIST_MOST];
	size_t n = crm_emails_split(t, part, CRM_LIST_MOST);

	return join(out, part, n, crm_email_norm);
}
