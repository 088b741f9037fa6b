/* The distinct texts of a field and how often they were met. */
#include "bayes.h"

static size_t
hash(struct crm_text t)
{
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.p[i]) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static size_t
find_slot(const struct bayes_words *w, struct crm_text t)
{
	size_t i = hash(t) & (w->n_slots - 1);

	while (w->slot[i] != 0 && !crm_text_eq(w->word[w->slot[i] - 1].text, t))
		i = (i + 1) & (w->n_slots - 1);
	return i;
}

static void
grow(struct bayes_words *w)
{
	size_t i;

	w->word = crm_grow(w->arena, w->word, w->n, &w->cap, sizeof *w->word);
	w->n_slots = 2 * w->cap;
	w->slot = crm_alloc_n(w->arena, w->n_slots, sizeof *w->slot);
	for (i = 0; i < w->n; i++)
		w->slot[find_slot(w, w->word[i].text)] = (uint32_t)i + 1;
}

size_t
bayes_word(struct bayes_words *w, struct crm_text t)
{
	size_t i;

	if (w->n == w->cap)
		grow(w);
	i = find_slot(w, t);
	if (w->slot[i] == 0) {
		w->word[w->n++] = (struct bayes_word){
			.text = { crm_strndup(w->arena, t.p, t.n), t.n }
		};
		w->slot[i] = (uint32_t)w->n;
	}
	return w->slot[i] - 1;
}
