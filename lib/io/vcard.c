/*
 * vCards 2.1, 3.0 and 4.0.  They differ in how a long line goes on, and in how a
 * value is written; what telephones and mail programs make of them differs more.
 * So everything is read that can be understood, and what is not known is passed.
 */
#include "vcard.h"

#include <string.h>

struct vcards {
	struct crm_text rest;
	int64_t line; /* of rest */
	struct crm_arena *a;
	struct crm_card *card; /* NULL: outside of one */
	struct crm_text full;  /* FN */
	struct crm_text made;  /* a name made of the parts of N */
	int depth;             /* cards within each other: an agent's */
	bool old;              /* version 2.1 */
	bool firm;             /* a card of a company */
};

/* ---- lines ---- */

/* A physical line, and how many bytes it takes with its end. */
static struct crm_text
physical(struct crm_text t, size_t *taken)
{
	size_t n = 0;

	while (n < t.n && t.p[n] != '\n' && t.p[n] != '\r')
		n++;
	*taken = n + (n < t.n);
	if (n + 1 < t.n && t.p[n] == '\r' && t.p[n + 1] == '\n')
		*taken = n + 2;
	return (struct crm_text){ t.p, n };
}

static struct crm_text
take(struct vcards *v)
{
	size_t taken;
	struct crm_text t = physical(v->rest, &taken);

	v->rest.p += taken;
	v->rest.n -= taken;
	v->line++;
	return t;
}

/* Where the value of a line begins: behind the first colon outside of quotes;
 * its length where it has none. */
static size_t
value_at(struct crm_text t)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < t.n && (quoted || t.p[i] != ':'); i++)
		quoted ^= t.p[i] == '"';
	return i < t.n ? i + 1 : t.n;
}

static bool
names_encoding(struct crm_text head)
{
	struct vcard_prop p = { .params = head };
	const char *semi = head.n == 0 ? NULL : memchr(head.p, ';', head.n);

	if (semi == NULL)
		return false;
	p.params = (struct crm_text){ semi + 1,
		head.n - (size_t)(semi + 1 - head.p) };
	return vcard_param(&p, "QUOTED-PRINTABLE");
}

/* A logical line: the next ones that begin with a blank belong to it, and of
 * quoted-printable those behind a line that ends in "=". */
static struct crm_text
logical(struct vcards *v)
{
	struct crm_text first = take(v), t;
	struct crm_buf b = CRM_BUF_INIT;
	size_t at = value_at(first);
	bool soft = names_encoding(
	    (struct crm_text){ first.p, at > 0 ? at - 1 : 0 });

	crm_buf_str(&b, "");
	crm_buf_add(&b, first.p, first.n);
	while (v->rest.n > 0) {
		if (soft && b.len > 0 && b.data[b.len - 1] == '=') {
			b.len--;
			t = take(v);
		} else if (v->rest.p[0] == ' ' || v->rest.p[0] == '\t') {
			t = take(v);
			if (!v->old || soft) {
				t.p++;
				t.n--;
			}
		} else
			break;
		crm_buf_add(&b, t.p, t.n);
	}
	t = (struct crm_text){ crm_strndup(v->a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

/* False for a line that is no property. */
static bool
read_prop(struct vcards *v, struct vcard_prop *p)
{
	int64_t line = v->line;
	struct crm_text t = logical(v), head;
	size_t at = value_at(t), i;

	*p = (struct vcard_prop){ .line = line };
	if (at == 0 || t.p[at - 1] != ':')
		return false;
	p->value = (struct crm_text){ t.p + at, t.n - at };
	head = (struct crm_text){ t.p, at - 1 };
	for (i = 0; i < head.n && head.p[i] != ';'; i++)
		if (head.p[i] == '.') { /* a group */
			head.p += i + 1;
			head.n -= i + 1;
			i = (size_t)-1;
		}
	p->name = crm_text_trim((struct crm_text){ head.p, i });
	if (i < head.n)
		p->params = (struct crm_text){ head.p + i + 1, head.n - i - 1 };
	return true;
}

/* ---- properties ---- */

static bool
preferred(const struct vcard_prop *p)
{
	return vcard_param(p, "PREF") ||
	    crm_text_is(vcard_param_value(p, "PREF"), "1");
}

static bool
is_han(struct crm_text t)
{
	const char *p = t.p;
	unsigned c;

	while (p < t.p + t.n) {
		c = crm_utf8_next(&p, t.p + t.n);
		if (c >= 0x3400 && c <= 0x9FFF)
			return true;
	}
	return false;
}

static struct crm_text
join(struct crm_arena *a, const char *between, const struct crm_text *part,
    size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text t;
	size_t i;

	crm_buf_str(&b, "");
	for (i = 0; i < n; i++) {
		if (part[i].n == 0)
			continue;
		crm_buf_str(&b, b.len > 0 ? between : "");
		crm_buf_add(&b, part[i].p, part[i].n);
	}
	t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

/* family; given; more; before; behind */
static void
read_n(struct vcards *v, struct crm_text text)
{
	struct crm_text part[VCARD_PARTS];

	vcard_split(text, v->a, part);
	if (is_han(part[0]) || is_han(part[1]))
		v->made = join(v->a, "", part, 2);
	else {
		const struct crm_text order[] = { part[3], part[1], part[2],
			part[0], part[4] };

		v->made = join(v->a, " ", order, 5);
	}
}

static void
read_org(struct vcards *v, struct crm_text text)
{
	struct crm_text part[VCARD_PARTS];

	vcard_split(text, v->a, part);
	crm_card_put(v->card, CRM_CARD_COMPANY, part[0], false, v->a);
	crm_card_put(v->card, CRM_CARD_DEPARTMENT,
	    join(v->a, " ", part + 1, VCARD_PARTS - 1), false, v->a);
}

/* box; more; street; city; region; postcode; country.  One place is taken as a
 * whole; another goes to the notes. */
static void
read_adr(struct vcards *v, struct crm_text text)
{
	static const enum crm_card_part where[VCARD_PARTS] = { CRM_CARD_ADDRESS,
		CRM_CARD_ADDRESS, CRM_CARD_ADDRESS, CRM_CARD_CITY,
		CRM_CARD_REGION, CRM_CARD_POSTCODE, CRM_CARD_COUNTRY };
	struct crm_text part[VCARD_PARTS];
	size_t i;

	vcard_split(text, v->a, part);
	for (i = 2; i < VCARD_PARTS; i++)
		if (v->card->part[where[i]].n > 0) {
			crm_card_note(v->card, "address",
			    join(v->a, ", ", part, VCARD_PARTS), v->a);
			return;
		}
	part[2] = join(v->a, is_han(part[2]) ? " " : ", ",
	    (struct crm_text[]){ part[2], part[1], part[0] }, 3);
	for (i = 2; i < VCARD_PARTS; i++)
		crm_card_put(v->card, where[i], part[i], false, v->a);
}

static void
read_tel(struct vcards *v, const struct vcard_prop *p, struct crm_text text)
{
	enum crm_phone_kind kind = CRM_PHONE_ANY;

	if (vcard_param(p, "CELL") || vcard_param(p, "IPHONE") ||
	    vcard_param(p, "MOBILE"))
		kind = CRM_PHONE_MOBILE;
	else if (vcard_param(p, "FAX") || vcard_param(p, "PAGER"))
		kind = CRM_PHONE_FAX;
	crm_card_phone(v->card, kind, text, preferred(p), v->a);
}

/* "weixin:abc" */
static void
read_impp(struct vcards *v, struct crm_text text)
{
	static const char *const schemes[] = { "weixin:", "wechat:" };
	size_t i;

	for (i = 0; i < 2; i++) {
		size_t n = strlen(schemes[i]);

		if (text.n > n &&
		    vcard_is((struct crm_text){ text.p, n }, schemes[i])) {
			text.p += n;
			text.n -= n;
			crm_card_put(
			    v->card, CRM_CARD_WECHAT, text, false, v->a);
			return;
		}
	}
	crm_card_note(v->card, "chat", text, v->a);
}

static void
put_prop(struct vcards *v, const struct vcard_prop *p, struct crm_text raw)
{
	static const struct {
		const char *name;
		enum crm_card_part part;
	} plain[] = { { "TITLE", CRM_CARD_TITLE }, { "URL", CRM_CARD_WEBSITE },
		{ "NOTE", CRM_CARD_NOTES }, { "X-WECHAT", CRM_CARD_WECHAT },
		{ "X-WEIXIN", CRM_CARD_WECHAT }, { "ROLE", CRM_CARD_TITLE } };
	struct crm_text text = crm_text_trim(vcard_plain(raw, v->a));
	size_t i;

	for (i = 0; i < sizeof plain / sizeof *plain; i++)
		if (vcard_is(p->name, plain[i].name))
			crm_card_put(
			    v->card, plain[i].part, text, preferred(p), v->a);
	if (vcard_is(p->name, "FN"))
		v->full = text;
	else if (vcard_is(p->name, "N"))
		read_n(v, raw);
	else if (vcard_is(p->name, "ORG"))
		read_org(v, raw);
	else if (vcard_is(p->name, "ADR"))
		read_adr(v, raw);
	else if (vcard_is(p->name, "TEL"))
		read_tel(v, p, text);
	else if (vcard_is(p->name, "EMAIL"))
		crm_card_email(v->card, text, preferred(p), v->a);
	else if (vcard_is(p->name, "IMPP"))
		read_impp(v, text);
	else if (vcard_is(p->name, "VERSION"))
		v->old = crm_text_is(text, "2.1");
	else if (vcard_is(p->name, "KIND") ||
	    vcard_is(p->name, "X-ADDRESSBOOKSERVER-KIND"))
		v->firm = vcard_is(text, "org");
	else if (vcard_is(p->name, "X-ABSHOWAS"))
		v->firm = vcard_is(text, "COMPANY");
}

/* ---- cards ---- */

static void
end_card(struct vcards *v)
{
	struct crm_text name = v->full.n > 0 ? v->full : v->made;
	struct crm_text firm = v->card->part[CRM_CARD_COMPANY];

	if (v->firm && firm.n == 0)
		crm_card_put(v->card, CRM_CARD_COMPANY, name, false, v->a);
	else if (v->made.n > 0 || !crm_text_eq(name, firm))
		crm_card_put(v->card, CRM_CARD_NAME, name, false, v->a);
	v->card = NULL;
	v->full = v->made = (struct crm_text){ NULL, 0 };
	v->old = v->firm = false;
}

static enum crm_status
read_one(struct vcards *v, const struct vcard_prop *p, struct crm_cards *out,
    struct crm_err *err)
{
	struct crm_text value = crm_text_trim(p->value);
	enum crm_status st;

	if (vcard_is(p->name, "BEGIN") && vcard_is(value, "VCARD")) {
		if (v->depth++ == 0)
			v->card = crm_cards_add(out, v->a, p->line);
	} else if (vcard_is(p->name, "END") && vcard_is(value, "VCARD")) {
		if (v->depth == 0)
			return crm_fail_line(err, p->line, 0,
			    "END:VCARD without its BEGIN:VCARD");
		if (--v->depth == 0)
			end_card(v);
	} else if (v->depth == 1 && !vcard_param(p, "BASE64") &&
	    !vcard_param(p, "b")) {
		if ((st = vcard_decode(p, v->a, &value, err)) != CRM_OK)
			return st;
		put_prop(v, p, value);
	}
	return CRM_OK;
}

enum crm_status
crm_vcards_read(struct crm_text t, struct crm_arena *a, struct crm_cards *out,
    struct crm_err *err)
{
	struct vcards v = { .rest = t, .line = 1, .a = a };
	struct vcard_prop p;
	enum crm_status st = CRM_OK;

	while (v.rest.n > 0 && st == CRM_OK)
		if (read_prop(&v, &p))
			st = read_one(&v, &p, out, err);
	if (st == CRM_OK && v.depth > 0)
		st = crm_fail_line(err, v.card->line, 0,
		    "the card that begins here never ends (END:VCARD)");
	return st;
}

bool
crm_is_vcards(struct crm_text t)
{
	size_t taken;

	while (t.n > 0) {
		if (vcard_is(crm_text_trim(physical(t, &taken)), "BEGIN:VCARD"))
			return true;
		t.p += taken;
		t.n -= taken;
	}
	return false;
}
