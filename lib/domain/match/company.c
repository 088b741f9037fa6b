/*
 * Names of companies: what is left of one without punctuation, legal form and
 * flag words.
 *
 * Latin forms stand at the end, a word each, or letters apart ("S. A."); where
 * a script has no blanks they are taken out wherever they stand, except at the
 * very beginning, where a short one may be part of the name.
 */
#include "match.h"

#include <string.h>

enum {
	WORDS_MAX = 24,
	LEADING_FORM = 12, /* bytes: 株式会社 may begin a name */
	JOINED_MAX = 4,    /* letters of a form that stand apart */
	FLAG_BITS = 64,
};

struct name {
	const struct crm_words *w;
	struct crm_text word[WORDS_MAX];
	size_t n;
	uint64_t flags;
};

static bool
is_form(const struct crm_words *w, struct crm_text t, bool head, size_t *n)
{
	unsigned nth;

	*n = (unsigned char)*t.p < 0x80 ? 0
					: words_at(w, "legal_form", t, &nth);
	return *n > 0 && (!head || *n >= LEADING_FORM);
}

/* One word without blanks: forms and flags go, the rest closes up; `first`
 * while nothing of the name has been kept. */
static struct crm_text
cut_han(struct name *name, struct crm_text t, bool first, char *to)
{
	struct crm_text rest = t;
	char *start = to;
	unsigned nth;
	size_t n;

	while (rest.n > 0) {
		bool head = first && to == start;

		n = (unsigned char)*rest.p < 0x80
		    ? 0
		    : words_at(name->w, "flag", rest, &nth);
		if (n > 0 && !head)
			name->flags |= UINT64_C(1) << nth % FLAG_BITS;
		else if (!is_form(name->w, rest, head, &n)) {
			n = first_chars(rest, 1).n;
			memcpy(to, rest.p, n);
			to += n;
		}
		rest.p += n;
		rest.n -= n;
	}
	return (struct crm_text){ start, (size_t)(to - start) };
}

/* How many of the last words are one legal form: 1, or single letters. */
static size_t
form_at_end(const struct name *name)
{
	char joined[JOINED_MAX];
	unsigned nth;
	size_t k;

	if (words_is(name->w, "legal_form", name->word[name->n - 1], &nth))
		return 1;
	for (k = 1; k <= JOINED_MAX && k < name->n; k++) {
		struct crm_text x = name->word[name->n - k];

		/* "z o.o.", "S.A.": the letters of a form. */
		if (x.n != 1)
			return 0;
		joined[JOINED_MAX - k] = x.p[0];
		if (k > 1 &&
		    words_is(name->w, "legal_form",
			(struct crm_text){ joined + JOINED_MAX - k, k }, &nth))
			return k;
	}
	return 0;
}

static void
cut_end(struct name *name)
{
	size_t k;
	unsigned nth;

	while (name->n > 1) {
		if (words_is(name->w, "flag", name->word[name->n - 1], &nth)) {
			name->flags |= UINT64_C(1) << nth % FLAG_BITS;
			k = 1;
		} else if ((k = form_at_end(name)) == 0)
			return;
		name->n -= k;
	}
}

static void
read_words(struct name *name, const struct crm_words *w, struct crm_text folded,
    struct crm_arena *a)
{
	struct crm_text all[WORDS_MAX];
	size_t i, n = split_words(folded, all, WORDS_MAX);

	*name = (struct name){ .w = w };
	for (i = 0; i < n; i++) {
		struct crm_text t = all[i];

		if (has_han(t))
			t = cut_han(
			    name, t, name->n == 0, crm_alloc(a, t.n + 1));
		if (t.n > 0)
			name->word[name->n++] = t;
	}
	if (name->n > 0)
		cut_end(name);
	if (name->n == 0) { /* nothing else: that is its name */
		memcpy(name->word, all, n * sizeof *all);
		name->n = n;
		name->flags = 0;
	}
}

static struct crm_text
join(const struct crm_text *word, size_t n, const char *between,
    struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text t;
	size_t i;

	if (n == 1)
		return word[0];
	for (i = 0; i < n; i++) {
		crm_buf_str(&b, i > 0 ? between : "");
		crm_buf_add(&b, word[i].p, word[i].n);
	}
	t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

/* A region and what may follow it: 北京市, 广东省. */
static size_t
region_at(const struct crm_words *w, struct crm_text t, size_t *bare)
{
	static const struct crm_text tails[] = { CRM_TEXT("省"), CRM_TEXT("市"),
		CRM_TEXT("自治区"), CRM_TEXT("特别行政区") };
	size_t n, i;
	unsigned nth;

	*bare = n = words_at(w, "region", t, &nth);
	for (i = 0; n > 0 && i < sizeof tails / sizeof *tails; i++)
		if (t.n - n >= tails[i].n &&
		    crm_text_eq(
			(struct crm_text){ t.p + n, tails[i].n }, tails[i]))
			return n + tails[i].n;
	return n;
}

/* Takes regions from the front, and words that are nothing else. */
static void
cut_region(
    const struct name *name, struct crm_arena *a, struct crm_company *out)
{
	struct crm_text kept[WORDS_MAX];
	size_t i, n = 0, len, bare;

	for (i = 0; i < name->n; i++) {
		struct crm_text t = name->word[i];
		bool last = i + 1 == name->n && n == 0;

		while ((len = region_at(name->w, t, &bare)) > 0 &&
		    (len < t.n ? n == 0 && (unsigned char)t.p[0] >= 0x80
			       : !last)) {
			if (out->region.n == 0)
				out->region = (struct crm_text){ t.p, bare };
			t.p += len;
			t.n -= len;
		}
		if (t.n > 0)
			kept[n++] = t;
	}
	if (out->region.n > 0 && n > 0)
		out->bare = join(kept, n, "", a);
}

void
crm_company_read(const struct crm_words *w, struct crm_text name,
    struct crm_arena *a, struct crm_company *out)
{
	struct name words;

	*out = (struct crm_company){ .flags = 0 };
	read_words(&words, w, crm_fold_dup(a, name), a);
	if (words.n == 0)
		return;
	out->flags = words.flags;
	out->words = join(words.word, words.n, " ", a);
	out->bare = out->key = join(words.word, words.n, "", a);
	cut_region(&words, a, out);
}
