/*
 * Which records are compared at all: those that share a key.
 *
 * Every record gives about a dozen keys, exact ones (e-mail, number, credit
 * code) and parts of what may be misspelt (how a name sounds and the postcode).
 * Entries are sorted by key, and within one by name; a record is compared with
 * the WINDOW entries before and behind its own (match-find.c), so that a key
 * that half the book has costs no more than another.
 */
#include "match.h"

#include <string.h>

/* Digits by which numbers meet. */
enum { TAIL = 7 };

/* Kinds of keys. */
enum seed {
	KEY_EMAIL = 1,
	KEY_PHONE,
	KEY_CREDIT,
	KEY_WECHAT,
	KEY_EXT,
	KEY_DOMAIN,
	KEY_COMPANY,
	KEY_HEAD,
	KEY_TAIL,
	KEY_HEAD_CITY,
	KEY_WORDS,
	KEY_HEAD_POST,
	KEY_NAME,
	KEY_SOUNDS,
	KEY_SOUND_POST,
	KEY_SOUND_CITY,
	KEY_SOUND_YEAR,
	KEY_BIRTHDAY,
	KEY_STREET,
	KEY_HOUSE_POST,
	KEY_STREET_POST,
	KEY_SOUND_COMPANY,
	KEY_SOUND_DOMAIN,
};

static struct crm_text
last_bytes(struct crm_text t, size_t n)
{
	return t.n <= n ? t : (struct crm_text){ t.p + t.n - n, n };
}

/* ---- the keys of a record ---- */

static void
put_exact(struct entries *m, const struct crm_party *p)
{
	struct crm_text others = p->other_emails, email;
	int i;

	if (!p->common_email)
		entry_put_one(m, KEY_EMAIL, p->email);
	while (crm_list_next(&others, &email))
		entry_put_one(m, KEY_EMAIL, email);
	entry_put_one(m, KEY_CREDIT, p->credit_code);
	entry_put_one(m, KEY_WECHAT, p->wechat);
	entry_put_one(m, KEY_EXT, p->ext);
	for (i = 0; i < CRM_PARTY_PHONES; i++)
		if (!p->common[i])
			entry_put_one(
			    m, KEY_PHONE, last_bytes(p->phone[i], TAIL));
}

/* The sum of hashes knows no order: "Acme Steel" is "Steel Acme". */
static void
put_words(struct entries *m, struct crm_text words)
{
	struct crm_text word[8];
	size_t i, n = split_words(words, word, 8);
	uint64_t sum = 0;

	for (i = 0; i < n; i++)
		sum += hash_text(KEY_WORDS, word[i]);
	if (n > 1)
		entry_put(m, sum);
}

static void
put_company(struct entries *m, const struct crm_party *p)
{
	const struct crm_company *c = &p->company;
	bool han = has_han(c->key);
	struct crm_text head = first_chars(c->bare, han ? 2 : 4);

	if (!p->common_domain)
		entry_put_one(m, KEY_DOMAIN, p->domain);
	entry_put_one(m, KEY_COMPANY, c->key);
	if (c->bare.n != c->key.n)
		entry_put_one(m, KEY_COMPANY, c->bare);
	entry_put_one(m, KEY_HEAD, first_chars(c->bare, han ? 3 : 7));
	entry_put_one(m, KEY_TAIL, last_bytes(c->bare, han ? 9 : 7));
	entry_put_two(m, KEY_HEAD_CITY, head, first_chars(p->city, 4));
	entry_put_two(m, KEY_HEAD_POST, head, p->postcode);
	put_words(m, c->words);
}

/* A word of a name by its sound, Han ones by themselves. */
static struct crm_text
sound(struct crm_text word, char to[4])
{
	return (unsigned char)word.p[0] >= 0x80 ? word : sound_of(word, to);
}

static void
put_person(struct entries *m, const struct crm_party *p)
{
	char sounds[CRM_PARTY_NAMES][4], year[12];
	struct crm_text s[CRM_PARTY_NAMES], born;
	uint64_t name = 0;
	unsigned i, j;

	born = (struct crm_text){ year, 4 };
	memset(year, 0, sizeof year);
	for (i = 0; i < 4; i++)
		year[i] = (char)('0' +
		    p->birthday /
			(int[]){ 10000000, 1000000, 100000, 10000 }[i] % 10);
	for (i = 0; i < p->names; i++) {
		s[i] = sound(p->name[i], sounds[i]);
		name += hash_text(KEY_NAME, p->name[i]);
		entry_put_two(m, KEY_SOUND_POST, s[i], p->postcode);
		entry_put_two(m, KEY_SOUND_CITY, s[i], first_chars(p->city, 4));
		if (p->birthday != 0)
			entry_put_two(m, KEY_SOUND_YEAR, s[i], born);
		for (j = 0; j < i; j++)
			entry_put(m,
			    hash_text(KEY_SOUNDS, s[i]) +
				hash_text(KEY_SOUNDS, s[j]));
	}
	entry_put(m, name);
	entry_put_two(m, KEY_SOUND_COMPANY, s[0], p->company.bare);
	entry_put_two(m, KEY_SOUND_DOMAIN, s[0], p->domain);
	if (p->birthday != 0)
		entry_put(m,
		    hash_text(KEY_BIRTHDAY,
			(struct crm_text){
			    (const char *)&p->birthday, sizeof p->birthday }));
}

static void
put_place(struct entries *m, const struct crm_party *p)
{
	entry_put_two(m, KEY_STREET, p->house, first_chars(p->street, 5));
	entry_put_two(m, KEY_HOUSE_POST, p->house, p->postcode);
	entry_put_two(
	    m, KEY_STREET_POST, first_chars(p->street, 3), p->postcode);
}

/* Those who work at a company are not the company: only what they are called
 * makes them meet. */
static bool
is_person(const struct crm_party *p)
{
	return p->entity->company < 0;
}

/* ---- the blocks ---- */

/* The first eight bytes of a name, as a number that sorts as they do. */
static uint64_t
order_of(const struct crm_party *p)
{
	struct crm_text t = p->names > 0 ? p->name[p->names - 1]
					 : p->company.bare;
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		key = key << 8 | (i < t.n ? (unsigned char)t.p[i] : 0);
	return key;
}

/* Where the entries of each party are. */
static void
find_places(struct blocks *b, size_t parties, struct crm_arena *a)
{
	size_t i;

	b->first = crm_alloc_n(a, parties + 2, sizeof *b->first);
	b->place = crm_alloc_n(a, b->n + 1, sizeof *b->place);
	for (i = 0; i < b->n; i++)
		b->first[b->entry[i].party + 2]++;
	for (i = 2; i < parties + 2; i++)
		b->first[i] += b->first[i - 1];
	for (i = 0; i < b->n; i++)
		b->place[b->first[b->entry[i].party + 1]++] = (uint32_t)i;
}

static void
put_party(struct entries *m, const struct crm_party *p)
{
	put_exact(m, p);
	if (!is_person(p))
		put_company(m, p);
	if (p->names > 0)
		put_person(m, p);
	put_place(m, p);
}

/* The parties in order of their names: the numbers of them as entries. */
static const struct block_entry *
order_parties(const struct parties *p, struct entries *order, size_t *n)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		order->party = (uint32_t)i;
		entry_put(order, order_of(&p->party[i]));
	}
	return entries_sorted(order, n);
}

/* Those of other kinds than the noun's come first, so that each block begins
 * with them. */
void
blocks_make(const struct parties *p, struct crm_arena *a, struct blocks *out)
{
	struct entries order = { .bytes = CRM_BUF_INIT };
	const struct block_entry *e;
	size_t i, n;
	int others;

	e = order_parties(p, &order, &n);
	out->all = (struct entries){ .bytes = CRM_BUF_INIT };
	for (others = 1; others >= 0; others--)
		for (i = 0; i < n; i++) {
			uint32_t party = out->all.party = e[i].party;

			if ((party >= p->searched) == others)
				put_party(&out->all, &p->party[party]);
		}
	entries_free(&order);
	out->entry = entries_sorted(&out->all, &out->n);
	find_places(out, p->n, a);
}

void
blocks_free(struct blocks *b)
{
	entries_free(&b->all);
}
