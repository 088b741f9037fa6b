/* Lines of cards that say two things. */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

enum { HAN = 3 };

static struct crm_text
slice(struct crm_text t, size_t from, size_t to)
{
	return crm_text_trim((struct crm_text){ t.p + from, to - from });
}

bool
card_split_name(
    struct crm_text t, struct crm_text *name, struct crm_text *title)
{
	size_t i;

	for (i = 1; i + 1 < t.n; i++) {
		if (t.p[i] != ' ' && t.p[i] != ',')
			continue;
		*name = slice(t, 0, i);
		*title = slice(t, i + 1, t.n);
		/* A Latin name has blanks itself. */
		if ((t.p[i] == ',' || card_han(*name) > 0) &&
		    card_is_name(*name) && card_is_title(*title))
			return true;
		if (card_han(*title) > 0 && card_is_name(*title) &&
		    card_is_title(*name)) {
			struct crm_text swap = *name;

			*name = *title;
			*title = swap;
			return true;
		}
	}
	return false;
}

bool
card_split_department(
    struct crm_text t, struct crm_text *department, struct crm_text *title)
{
	const char *at = t.n == 0 ? NULL : memmem(t.p, t.n, "部", HAN);
	const char *comma = t.n == 0 ? NULL : memchr(t.p, ',', t.n);
	size_t n;

	if (at != NULL && at > t.p) {
		n = (size_t)(at - t.p) + HAN;
		*department = slice(t, 0, n);
		*title = slice(t, n, t.n);
		return title->n > 0 &&
		    (title->n < HAN || memcmp(title->p, "长", HAN) != 0) &&
		    card_is_title(*title);
	}
	if (comma == NULL)
		return false;
	n = (size_t)(comma - t.p);
	*title = slice(t, 0, n);
	*department = slice(t, n + 1, t.n);
	return card_is_title(*title) && card_is_department(*department);
}

bool
card_split_company(const struct crm_words *w, struct crm_text t,
    struct crm_text *company, struct crm_text *rest)
{
	size_t i;

	for (i = 1; i + 1 < t.n; i++) {
		if (t.p[i] != ' ')
			continue;
		*company = slice(t, 0, i);
		*rest = slice(t, i, t.n);
		if (card_han(*company) > 0 && card_is_company(w, *company) &&
		    !card_is_company(w, *rest) &&
		    (card_is_title(*rest) || card_is_department(*rest)))
			return true;
	}
	return false;
}

static size_t
digits(struct crm_text t)
{
	size_t i, n = 0;

	for (i = 0; i < t.n; i++)
		n += t.p[i] >= '0' && t.p[i] <= '9';
	return n;
}

/* The last word of a text, and what is before it. */
static struct crm_text
last_word(struct crm_text *t)
{
	size_t i = t->n;
	struct crm_text word;

	while (i > 0 && t->p[i - 1] != ' ' && t->p[i - 1] != ',')
		i--;
	word = (struct crm_text){ t->p + i, t->n - i };
	while (i > 0 && (t->p[i - 1] == ' ' || t->p[i - 1] == ','))
		i--;
	t->n = i;
	return word;
}

static bool
is_state(struct crm_text t)
{
	return t.n == 2 && t.p[0] >= 'A' && t.p[0] <= 'Z' && t.p[1] >= 'A' &&
	    t.p[1] <= 'Z';
}

bool
card_split_place(struct crm_text t, struct crm_text *city,
    struct crm_text *region, struct crm_text *postcode)
{
	const char *blank = t.n == 0 ? NULL : memchr(t.p, ' ', t.n);
	size_t n = blank == NULL ? t.n : (size_t)(blank - t.p);

	*postcode = (struct crm_text){ t.p, n };
	*city = slice(t, n, t.n);
	*region = (struct crm_text){ t.p, 0 };
	if (n >= 4 && n <= 6 && digits(*postcode) == n && city->n > 1 &&
	    digits(*city) == 0)
		return true;
	*city = t;
	*postcode = last_word(city);
	*region = last_word(city);
	return digits(*postcode) == 5 && postcode->n == 5 &&
	    is_state(*region) && city->n > 1 && digits(*city) == 0;
}
