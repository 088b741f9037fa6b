/*
 * What the lines of a card are that have no label: by what each looks like,
 * then by what remains.
 */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

static bool
has(const struct card_reading *r, enum crm_card_part part)
{
	return r->card->part[part].n > 0;
}

static void
put(struct card_reading *r, enum crm_card_part part, struct crm_text t)
{
	crm_card_put(r->card, part, t, false, r->a);
}

/* ---- what it looks like ---- */

static void
take_title(struct card_reading *r, struct crm_text t)
{
	struct crm_text one, other;

	if (!has(r, CRM_CARD_NAME) && card_split_name(t, &one, &other)) {
		put(r, CRM_CARD_NAME, one);
		t = other;
	}
	if (card_split_department(t, &one, &other)) {
		put(r, CRM_CARD_DEPARTMENT, one);
		t = other;
	}
	put(r, CRM_CARD_TITLE, t);
}

/* An address that goes on over several lines is one. */
static void
take_address(struct card_reading *r, struct crm_text t)
{
	struct crm_text *address = &r->card->part[CRM_CARD_ADDRESS];

	if (address->n == 0)
		put(r, CRM_CARD_ADDRESS, t);
	else
		*address = crm_text_of(
		    crm_sprintf(r->a, "%.*s%s%.*s", (int)address->n, address->p,
			card_han(t) > 0 ? " " : ", ", (int)t.n, t.p));
}

static bool
take_place(struct card_reading *r, struct crm_text t)
{
	struct crm_text city, region, postcode;

	if (has(r, CRM_CARD_CITY) || has(r, CRM_CARD_POSTCODE) ||
	    !card_split_place(t, &city, &region, &postcode))
		return false;
	put(r, CRM_CARD_CITY, city);
	put(r, CRM_CARD_REGION, region);
	put(r, CRM_CARD_POSTCODE, postcode);
	return true;
}

static bool
take_line(struct card_reading *r, struct crm_text t)
{
	struct crm_text company, rest;
	bool address;

	if (card_split_company(r->w, t, &company, &rest)) {
		put(r, CRM_CARD_COMPANY, company);
		t = rest;
	}
	/* The name of a Chinese company may well have a place in it. */
	address = card_is_address(t) &&
	    (card_han(t) == 0 || has(r, CRM_CARD_COMPANY) ||
		!card_is_company(r->w, t));
	if (take_place(r, t))
		return true;
	if (address)
		take_address(r, t);
	else if (card_is_company(r->w, t))
		put(r, CRM_CARD_COMPANY, t);
	else if (card_is_title(t))
		take_title(r, t);
	else if (card_is_department(t))
		put(r, CRM_CARD_DEPARTMENT, t);
	else
		return false;
	return true;
}

static void
drop(struct card_reading *r, size_t i)
{
	memmove(
	    r->loose + i, r->loose + i + 1, (r->n - i - 1) * sizeof *r->loose);
	r->n--;
}

/* ---- what remains ---- */

/* The part of the e-mail before the @, or of its domain before the first dot
 * (of the website where the e-mail is a public one). */
static struct crm_text
email_part(const struct card_reading *r, bool domain)
{
	struct crm_text t = r->card->part[CRM_CARD_EMAIL], host;
	const char *at = t.n == 0 ? NULL : memchr(t.p, '@', t.n);
	const char *dot;

	if (at == NULL)
		return (struct crm_text){ "", 0 };
	if (!domain)
		return (struct crm_text){ t.p, (size_t)(at - t.p) };
	host = (struct crm_text){ at + 1, t.n - (size_t)(at + 1 - t.p) };
	if (crm_words_public(r->w, host))
		return (struct crm_text){ "", 0 };
	dot = memchr(host.p, '.', host.n);
	return (struct crm_text){ host.p,
		dot == NULL ? host.n : (size_t)(dot - host.p) };
}

/* "李 娜" is written with a gap for its looks. */
static void
put_name(struct card_reading *r, struct crm_text t)
{
	char *name = crm_alloc(r->a, t.n + 1);
	size_t i, n = 0;

	for (i = 0; i < t.n; i++)
		if (card_han(t) == 0 || t.p[i] != ' ')
			name[n++] = t.p[i];
	put(r, CRM_CARD_NAME, (struct crm_text){ name, n });
}

/* The name: one that the e-mail has too, else the first. */
static void
guess_name(struct card_reading *r)
{
	struct crm_text local = email_part(r, false);
	size_t i, best = r->n;

	if (has(r, CRM_CARD_NAME))
		return;
	for (i = 0; i < r->n; i++) {
		if (!card_is_name(r->loose[i]))
			continue;
		if (card_shares(r->loose[i], local)) {
			best = i;
			break;
		}
		if (best == r->n)
			best = i;
	}
	if (best == r->n)
		return;
	put_name(r, r->loose[best]);
	drop(r, best);
}

/* "张三 Zhang San": the name and how it is said. */
static void
guess_mixed_name(struct card_reading *r)
{
	struct crm_text t, head, tail;
	size_t i, k;

	for (i = 0; i < r->n && !has(r, CRM_CARD_NAME); i++) {
		t = r->loose[i];
		for (k = 1; k + 1 < t.n; k++) {
			if (t.p[k] != ' ')
				continue;
			head = (struct crm_text){ t.p, k };
			tail = crm_text_trim(
			    (struct crm_text){ t.p + k, t.n - k });
			if (card_han(head) == 0 || !card_is_name(head) ||
			    card_han(tail) > 0)
				continue;
			put(r, CRM_CARD_NAME, head);
			crm_card_note(r->card, "name", tail, r->a);
			drop(r, i);
			return;
		}
	}
}

/* The company: a line that the domain of the e-mail has too, else the first. */
static void
guess_company(struct card_reading *r)
{
	struct crm_text domain = email_part(r, true);
	size_t i;

	if (has(r, CRM_CARD_COMPANY) || r->n == 0)
		return;
	for (i = 0; i < r->n; i++)
		if (card_shares(r->loose[i], domain))
			break;
	i = i == r->n ? 0 : i;
	put(r, CRM_CARD_COMPANY, r->loose[i]);
	drop(r, i);
}

void
card_guess(struct card_reading *r)
{
	size_t i = 0;

	while (i < r->n)
		if (take_line(r, r->loose[i]))
			drop(r, i);
		else
			i++;
	guess_mixed_name(r);
	guess_name(r);
	guess_company(r);
	for (i = 0; i < r->n; i++)
		crm_card_note(r->card, "", r->loose[i], r->a);
}
