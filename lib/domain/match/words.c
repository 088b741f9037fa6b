/* The words that comparing names has to know. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

struct word {
	struct crm_text text; /* folded */
	unsigned nth;         /* among the words of its kind */
};

/* One kind of words, the longest first where their first bytes are equal: few
 * enough kinds to ask them by name. */
struct kind {
	const char *name;
	struct word *word;
	size_t n, cap;
	size_t first[257]; /* of the words that begin with a byte */
	bool sorted;
};

enum { KINDS = 4 };

struct crm_words {
	struct kind kind[KINDS];
	struct crm_arena *arena;
};

struct crm_words *
crm_words_new(struct crm_arena *a)
{
	static const char *const names[KINDS] = { "legal_form", "flag",
		"region", "mail_domain" };
	struct crm_words *w = crm_alloc(a, sizeof *w);
	size_t i;

	w->arena = a;
	for (i = 0; i < KINDS; i++)
		w->kind[i].name = names[i];
	return w;
}

static struct kind *
find_kind(const struct crm_words *w, const char *name)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (strcmp(w->kind[i].name, name) == 0)
			return (struct kind *)&w->kind[i];
	return NULL;
}

static int
word_cmp(const void *pa, const void *pb)
{
	const struct word *a = pa, *b = pb;

	if (a->text.p[0] != b->text.p[0])
		return (unsigned char)a->text.p[0] < (unsigned char)b->text.p[0]
		    ? -1
		    : 1;
	if (a->text.n != b->text.n)
		return a->text.n > b->text.n ? -1 : 1;
	return crm_text_cmp(a->text, b->text);
}

static void
sort_kind(struct kind *k)
{
	size_t i, c = 0;

	qsort(k->word, k->n, sizeof *k->word, word_cmp);
	for (i = 0; i < k->n; i++)
		while (c <= (unsigned char)k->word[i].text.p[0])
			k->first[c++] = i;
	while (c <= 256)
		k->first[c++] = k->n;
	k->sorted = true;
}

void
crm_words_add(struct crm_words *w, const char *kind, struct crm_text word)
{
	struct kind *k = find_kind(w, kind);
	struct crm_text t = crm_fold_dup(w->arena, crm_text_trim(word));

	if (k == NULL || t.n == 0)
		return;
	k->word = crm_grow(w->arena, k->word, k->n, &k->cap, sizeof *k->word);
	k->word[k->n] = (struct word){ t, (unsigned)k->n };
	k->n++;
	sort_kind(k);
}

enum crm_status
crm_words_load(struct crm_store *s, struct crm_arena *a, struct crm_words **out,
    struct crm_err *err)
{
	struct crm_words *w = *out = crm_words_new(a);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT \"kind\", \"word\" FROM \"word\" "
	    "WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text kind = crm_col_text(q, 0);

		crm_words_add(
		    w, crm_strndup(a, kind.p, kind.n), crm_col_text(q, 1));
	}
	return st;
}

size_t
words_at(const struct crm_words *w, const char *kind, struct crm_text t,
    unsigned *nth)
{
	const struct kind *k = find_kind(w, kind);
	size_t i, end;

	if (t.n == 0 || !k->sorted)
		return 0;
	i = k->first[(unsigned char)t.p[0]];
	end = k->first[(unsigned char)t.p[0] + 1];
	for (; i < end; i++) {
		struct crm_text x = k->word[i].text;

		if (x.n <= t.n && memcmp(x.p, t.p, x.n) == 0) {
			*nth = k->word[i].nth;
			return x.n;
		}
	}
	return 0;
}

bool
words_is(const struct crm_words *w, const char *kind, struct crm_text t,
    unsigned *nth)
{
	return t.n > 0 && words_at(w, kind, t, nth) == t.n;
}

bool
crm_words_public(const struct crm_words *w, struct crm_text domain)
{
	unsigned nth;

	return words_is(w, "mail_domain", domain, &nth);
}
