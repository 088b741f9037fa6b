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

enum {
	COMMON = 5, /* records that may have one number */
	TAIL = 7,   /* digits by which numbers meet */
	RADIX = 256,
	DIGITS = 8,
};

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
	KEY_SWITCHBOARD,
};

struct maker {
	struct crm_buf entry; /* of struct block_entry */
	uint32_t party;
};

static void
put(struct maker *m, uint64_t key)
{
	struct block_entry e;

	memset(&e, 0, sizeof e);
	e.key = key;
	e.party = m->party;
	crm_buf_add(&m->entry, &e, sizeof e);
}

static void
put_one(struct maker *m, enum seed seed, struct crm_text t)
{
	if (t.n > 0)
		put(m, hash_text(seed, t));
}

static void
put_two(struct maker *m, enum seed seed, struct crm_text t, struct crm_text u)
{
	if (t.n > 0 && u.n > 0)
		put(m, hash_text(hash_text(seed, t), u));
}

static struct crm_text
last_bytes(struct crm_text t, size_t n)
{
	return t.n <= n ? t : (struct crm_text){ t.p + t.n - n, n };
}

/* ---- the keys of a record ---- */

static void
put_exact(struct maker *m, const struct crm_party *p)
{
	struct crm_text others = p->other_emails, email;
	int i;

	put_one(m, KEY_EMAIL, p->email);
	while (crm_list_next(&others, &email))
		put_one(m, KEY_EMAIL, email);
	put_one(m, KEY_CREDIT, p->credit_code);
	put_one(m, KEY_WECHAT, p->wechat);
	put_one(m, KEY_EXT, p->ext);
	for (i = 0; i < CRM_PARTY_PHONES; i++)
		if (!p->common[i])
			put_one(m, KEY_PHONE, last_bytes(p->phone[i], TAIL));
}

/* The sum of hashes knows no order: "Acme Steel" is "Steel Acme". */
static void
put_words(struct maker *m, struct crm_text words)
{
	struct crm_text word[8];
	size_t i, n = split_words(words, word, 8);
	uint64_t sum = 0;

	for (i = 0; i < n; i++)
		sum += hash_text(KEY_WORDS, word[i]);
	if (n > 1)
		put(m, sum);
}

static void
put_company(struct maker *m, const struct crm_party *p)
{
	const struct crm_company *c = &p->company;
	bool han = has_han(c->key);
	struct crm_text head = first_chars(c->bare, han ? 2 : 4);

	if (!p->common_domain)
		put_one(m, KEY_DOMAIN, p->domain);
	put_one(m, KEY_COMPANY, c->key);
	if (c->bare.n != c->key.n)
		put_one(m, KEY_COMPANY, c->bare);
	put_one(m, KEY_HEAD, first_chars(c->bare, han ? 3 : 7));
	put_one(m, KEY_TAIL, last_bytes(c->bare, han ? 9 : 7));
	put_two(m, KEY_HEAD_CITY, head, first_chars(p->city, 4));
	put_two(m, KEY_HEAD_POST, head, p->postcode);
	put_words(m, c->words);
}

/* A word of a name by its sound, Han ones by themselves. */
static struct crm_text
sound(struct crm_text word, char to[4])
{
	return (unsigned char)word.p[0] >= 0x80 ? word : sound_of(word, to);
}

static void
put_person(struct maker *m, const struct crm_party *p)
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
		put_two(m, KEY_SOUND_POST, s[i], p->postcode);
		put_two(m, KEY_SOUND_CITY, s[i], first_chars(p->city, 4));
		if (p->birthday != 0)
			put_two(m, KEY_SOUND_YEAR, s[i], born);
		for (j = 0; j < i; j++)
			put(m,
			    hash_text(KEY_SOUNDS, s[i]) +
				hash_text(KEY_SOUNDS, s[j]));
	}
	put(m, name);
	put_two(m, KEY_SOUND_COMPANY, s[0], p->company.bare);
	put_two(m, KEY_SOUND_DOMAIN, s[0], p->domain);
	if (p->birthday != 0)
		put(m,
		    hash_text(KEY_BIRTHDAY,
			(struct crm_text){
			    (const char *)&p->birthday, sizeof p->birthday }));
}

static void
put_place(struct maker *m, const struct crm_party *p)
{
	put_two(m, KEY_STREET, p->house, first_chars(p->street, 5));
	put_two(m, KEY_HOUSE_POST, p->house, p->postcode);
	put_two(m, KEY_STREET_POST, first_chars(p->street, 3), p->postcode);
}

/* Those who work at a company are not the company: only what they are called
 * makes them meet. */
static bool
is_contact(const struct crm_party *p)
{
	return strcmp(p->entity->def->name, "contact") == 0;
}

/* ---- sorting ---- */

/* By key, equal ones in the order they came: a radix sort, byte by byte. */
static void
sort_entries(struct block_entry *e, size_t n)
{
	struct crm_buf room = CRM_BUF_INIT;
	struct block_entry *from = e, *to, *other;
	size_t count[RADIX], i, sum, at;
	int digit;

	to = (struct block_entry *)(void *)crm_buf_room(
	    &room, (n + 1) * sizeof *e);
	for (digit = 0; digit < DIGITS; digit++) {
		memset(count, 0, sizeof count);
		for (i = 0; i < n; i++)
			count[from[i].key >> 8 * digit & (RADIX - 1)]++;
		for (i = sum = 0; i < RADIX; i++) {
			at = count[i];
			count[i] = sum;
			sum += at;
		}
		for (i = 0; i < n; i++)
			to[count[from[i].key >> 8 * digit & (RADIX - 1)]++] =
			    from[i];
		other = from;
		from = to;
		to = other;
	}
	crm_buf_free(&room); /* an even number of rounds: all is in e */
}

static struct block_entry *
entries(const struct crm_buf *b, size_t *n)
{
	*n = b->len / sizeof(struct block_entry);
	return (struct block_entry *)(void *)b->data;
}

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

static bool
is_customer(const struct crm_party *p)
{
	return strcmp(p->entity->def->name, "customer") == 0;
}

static uint64_t
phone_hash(const struct crm_party *p, int i)
{
	return hash_text(KEY_SWITCHBOARD, last_bytes(p->phone[i], 2 * TAIL));
}

static void
mark_one(struct crm_party *p, uint64_t key)
{
	int i;

	for (i = 0; i < CRM_PARTY_PHONES; i++)
		p->common[i] |= p->phone[i].n > 0 && phone_hash(p, i) == key;
	p->common_domain |= p->domain.n > 0 &&
	    hash_text(KEY_DOMAIN, p->domain) == key;
}

/* What more than COMMON records have: numbers, and domains of customers, whose
 * website is then a page of a market or a portal. */
static void
mark_common(struct parties *p)
{
	struct maker m = { .entry = CRM_BUF_INIT };
	struct block_entry *e;
	size_t i, j, n;
	int k;

	for (i = 0; i < p->n; i++) {
		const struct crm_party *x = &p->party[i];

		m.party = (uint32_t)i;
		for (k = 0; k < CRM_PARTY_PHONES; k++)
			if (x->phone[k].n > 0)
				put(&m, phone_hash(x, k));
		if (is_customer(x))
			put_one(&m, KEY_DOMAIN, x->domain);
	}
	e = entries(&m.entry, &n);
	sort_entries(e, n);
	for (i = 0; i < n; i = j) {
		size_t parties = 1;

		for (j = i + 1; j < n && e[j].key == e[i].key; j++)
			parties += e[j].party != e[j - 1].party;
		for (; parties > COMMON && i < j; i++)
			mark_one(&p->party[e[i].party], e[i].key);
	}
	crm_buf_free(&m.entry);
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
put_party(struct maker *m, const struct crm_party *p)
{
	put_exact(m, p);
	if (!is_contact(p))
		put_company(m, p);
	if (p->names > 0)
		put_person(m, p);
	put_place(m, p);
}

/* The parties in order of their names: the numbers of them as entries. */
static void
order_parties(const struct parties *p, struct crm_buf *out)
{
	struct maker order = { .entry = CRM_BUF_INIT };
	size_t i;

	for (i = 0; i < p->n; i++) {
		order.party = (uint32_t)i;
		put(&order, order_of(&p->party[i]));
	}
	*out = order.entry;
	if (p->n > 0)
		sort_entries(entries(out, &i), p->n);
}

/* Those of other kinds than the noun's come first, so that each block begins
 * with them. */
void
blocks_make(struct parties *p, struct crm_arena *a, struct blocks *out)
{
	struct maker m = { .entry = CRM_BUF_INIT };
	struct crm_buf order;
	const struct block_entry *e;
	size_t i, n;
	int others;

	mark_common(p);
	order_parties(p, &order);
	e = entries(&order, &n);
	for (others = 1; others >= 0; others--)
		for (i = 0; i < n; i++) {
			m.party = e[i].party;
			if ((m.party >= p->searched) == others)
				put_party(&m, &p->party[m.party]);
		}
	crm_buf_free(&order);
	out->bytes = m.entry;
	out->entry = entries(&out->bytes, &out->n);
	if (out->n > 0)
		sort_entries(out->entry, out->n);
	find_places(out, p->n, a);
}

void
blocks_free(struct blocks *b)
{
	crm_buf_free(&b->bytes);
}
