/* What the text of a bank line says: numbers of documents, what it is, who paid. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

int
number_cmp(const void *x, const void *y)
{
	const struct number *a = x, *b = y;
	int order = crm_text_cmp(a->text, b->text);

	return order != 0                   ? order
	    : a->receivable < b->receivable ? -1
					    : a->receivable > b->receivable;
}

/* ---- numbers ---- */

static bool
is_in_number(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	    c == '_' || c == '/' || c == '.' || c == '#';
}

static size_t
mark(struct crm_banking *b, int64_t receivable)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->open[i].id == receivable) {
			if (b->open[i].named)
				return 0;
			b->open[i].named = true;
			return 1;
		}
	return 0;
}

/* All receivables that a word is the number of. */
static size_t
find(struct crm_banking *b, struct crm_text word)
{
	const struct number key = { word, -1 };
	size_t low = 0, high = b->numbers, marked = 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (number_cmp(&b->number[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < b->numbers && crm_text_eq(b->number[low].text, word);
	     low++)
		marked += mark(b, b->number[low].receivable);
	return marked;
}

/* A run of what numbers are made of: all of it, else what slashes part. */
static size_t
find_run(struct crm_banking *b, struct crm_text run)
{
	size_t marked, i, from = 0;

	while (run.n > 0 && strchr("./-", run.p[run.n - 1]) != NULL)
		run.n--;
	while (run.n > 0 && strchr("./-#", run.p[0]) != NULL)
		run.p++, run.n--;
	if ((marked = find(b, run)) > 0)
		return marked;
	for (i = 0; i <= run.n; i++)
		if (i == run.n || run.p[i] == '/') {
			marked += find(
			    b, (struct crm_text){ run.p + from, i - from });
			from = i + 1;
		}
	return marked;
}

size_t
name_in(struct crm_banking *b, struct crm_text text)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text folded = crm_fold_dup(&a, text);
	size_t i, from = 0, marked = 0;

	for (i = 0; i < b->n; i++)
		b->open[i].named = false;
	for (i = 0; i <= folded.n; i++)
		if (i == folded.n || !is_in_number(folded.p[i])) {
			marked += find_run(
			    b, (struct crm_text){ folded.p + from, i - from });
			from = i + 1;
		}
	crm_arena_free(&a);
	return marked;
}

/* ---- what it is ---- */

static const struct said {
	const char *word; /* folded */
	const char *class;
} said[] = {
	{ "refund", "refund" },
	{ "repayment", "refund" },
	{ "退款", "refund" },
	{ "退回", "refund" },
	{ "interest", "interest" },
	{ "利息", "interest" },
	{ "结息", "interest" },
	{ "fee", "fee" },
	{ "charge", "fee" },
	{ "手续费", "fee" },
	{ "服务费", "fee" },
};

static bool
contains(struct crm_text t, const char *word)
{
	return memmem(t.p, t.n, word, strlen(word)) != NULL;
}

const char *
class_of(struct crm_text text, int64_t amount)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text folded = crm_fold_dup(&a, text);
	const char *class = NULL;
	size_t i;

	for (i = 0; i < COUNT(said) && class == NULL; i++)
		/* What comes in is no fee, and no refund of ours. */
		if (contains(folded, said[i].word) &&
		    (amount < 0 || strcmp(said[i].class, "interest") == 0))
			class = said[i].class;
	crm_arena_free(&a);
	return class != NULL ? class : amount > 0 ? "receipt" : "other";
}

int64_t
name_like(struct crm_banking *b, struct crm_text x, struct crm_text y)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company one, other;
	int64_t like = 0;

	if (x.n > 0 && y.n > 0) {
		crm_company_read(b->words, x, &a, &one);
		crm_company_read(b->words, y, &a, &other);
		like = (int64_t)(crm_jaro_winkler(one.key, other.key) *
		    CRM_WHOLE);
	}
	crm_arena_free(&a);
	return like;
}
