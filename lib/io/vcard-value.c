/* Properties of vCards: their parameters, and how a value is written. */
#include "vcard.h"

#include <string.h>

#include "source.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool
vcard_is(struct crm_text t, const char *word)
{
	size_t i;

	for (i = 0; i < t.n && word[i] != '\0'; i++)
		if (lower(t.p[i]) != lower(word[i]))
			return false;
	return i == t.n && word[i] == '\0';
}

/* Up to a byte outside of quotes; *rest is left behind it. */
static bool
next_item(struct crm_text *rest, char end, struct crm_text *item)
{
	bool quoted = false;
	size_t i;

	if (rest->n == 0)
		return false;
	for (i = 0; i < rest->n && (quoted || rest->p[i] != end); i++)
		quoted ^= rest->p[i] == '"';
	*item = (struct crm_text){ rest->p, i };
	i += i < rest->n;
	rest->p += i;
	rest->n -= i;
	return true;
}

static struct crm_text
unquoted(struct crm_text t)
{
	t = crm_text_trim(t);
	if (t.n >= 2 && t.p[0] == '"' && t.p[t.n - 1] == '"')
		return (struct crm_text){ t.p + 1, t.n - 2 };
	return t;
}

/* "TYPE=cell" into both; a word alone has no name. */
static void
split_param(
    struct crm_text param, struct crm_text *name, struct crm_text *value)
{
	const char *eq = param.n == 0 ? NULL : memchr(param.p, '=', param.n);

	*name = (struct crm_text){ param.p, 0 };
	*value = unquoted(param);
	if (eq == NULL)
		return;
	name->n = (size_t)(eq - param.p);
	*name = crm_text_trim(*name);
	*value = unquoted(
	    (struct crm_text){ eq + 1, param.n - (size_t)(eq + 1 - param.p) });
}

bool
vcard_param(const struct vcard_prop *p, const char *word)
{
	struct crm_text rest = p->params, param, name, value, one;

	while (next_item(&rest, ';', &param)) {
		split_param(param, &name, &value);
		if (name.n > 0 && !vcard_is(name, "TYPE") &&
		    !vcard_is(name, "ENCODING"))
			continue;
		while (next_item(&value, ',', &one))
			if (vcard_is(crm_text_trim(one), word))
				return true;
	}
	return false;
}

struct crm_text
vcard_param_value(const struct vcard_prop *p, const char *word)
{
	struct crm_text rest = p->params, param, name, value;

	while (next_item(&rest, ';', &param)) {
		split_param(param, &name, &value);
		if (vcard_is(name, word))
			return value;
	}
	return (struct crm_text){ "", 0 };
}

/* ---- values ---- */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=E4=B8=8A"; what is no such sign stays. */
static struct crm_text
quoted_printable(struct crm_text t, struct crm_arena *a)
{
	char *to = crm_alloc(a, t.n + 1), *start = to;
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.p[i] == '=' && i + 2 < t.n && hex(t.p[i + 1]) >= 0 &&
		    hex(t.p[i + 2]) >= 0) {
			*to++ = (char)(hex(t.p[i + 1]) << 4 | hex(t.p[i + 2]));
			i += 2;
		} else
			*to++ = t.p[i];
	return (struct crm_text){ start, (size_t)(to - start) };
}

static enum crm_status
recode(const struct vcard_prop *p, struct crm_text charset, struct crm_arena *a,
    struct crm_text *t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_buf b = CRM_BUF_INIT;
	const char *name = crm_strndup(a, charset.p, charset.n);
	bool good;

	/* What GB2312 calls itself is as often GBK. */
	if (vcard_is(charset, "GB2312") || vcard_is(charset, "GBK"))
		name = "gb18030";
	crm_buf_str(&b, "");
	good = crm_recode(&b, *t, name);
	if (good)
		*t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return good ? CRM_OK
		    : crm_fail_line(err, p->line, 0, "is not in %s",
			  crm_quote(quoted, charset));
}

enum crm_status
vcard_decode(const struct vcard_prop *p, struct crm_arena *a,
    struct crm_text *out, struct crm_err *err)
{
	struct crm_text charset = vcard_param_value(p, "CHARSET");
	bool encoded = vcard_param(p, "QUOTED-PRINTABLE");
	enum crm_status st;

	*out = encoded ? quoted_printable(p->value, a) : p->value;
	/* A file that was brought to UTF-8 as a whole is so already. */
	if (charset.n > 0 && !vcard_is(charset, "UTF-8") &&
	    (encoded || crm_utf8_valid(*out) < out->n) &&
	    (st = recode(p, charset, a, out, err)) != CRM_OK)
		return st;
	return crm_text_check(*out, p->line, err);
}

struct crm_text
vcard_plain(struct crm_text t, struct crm_arena *a)
{
	char *to = crm_alloc(a, t.n + 1), *start = to;
	size_t i;

	for (i = 0; i < t.n; i++) {
		if (t.p[i] != '\\' || i + 1 == t.n) {
			*to++ = t.p[i];
			continue;
		}
		i++;
		if (t.p[i] == 'n' || t.p[i] == 'N')
			*to++ = '\n';
		else {
			if (strchr(",;:\\", t.p[i]) == NULL || t.p[i] == '\0')
				*to++ = '\\';
			*to++ = t.p[i];
		}
	}
	return (struct crm_text){ start, (size_t)(to - start) };
}

void
vcard_split(
    struct crm_text t, struct crm_arena *a, struct crm_text out[VCARD_PARTS])
{
	size_t i, from = 0, n = 0;

	for (i = 0; i < VCARD_PARTS; i++)
		out[i] = (struct crm_text){ "", 0 };
	for (i = 0; i < t.n && n + 1 < VCARD_PARTS; i++) {
		if (t.p[i] == '\\')
			i++;
		else if (t.p[i] == ';') {
			out[n++] = crm_text_trim(vcard_plain(
			    (struct crm_text){ t.p + from, i - from }, a));
			from = i + 1;
		}
	}
	out[n] = crm_text_trim(
	    vcard_plain((struct crm_text){ t.p + from, t.n - from }, a));
}
