/* What the text of a bank line says: numbers of documents, what it is, who paid. */
#include "match.h"

#include <string.h>

/* ---- numbers ---- */

struct marking {
	struct crm_banking *b;
	size_t marked;
};

static void
mark(void *ctx, int64_t receivable)
{
	struct marking *m = ctx;
	size_t i;

	for (i = 0; i < m->b->n; i++)
		if (m->b->open[i].id == receivable) {
			m->marked += !m->b->open[i].named;
			m->b->open[i].named = true;
			return;
		}
}

size_t
name_in(struct crm_banking *b, struct crm_text text)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct marking m = { b, 0 };
	size_t i;

	for (i = 0; i < b->n; i++)
		b->open[i].named = false;
	named_in(b->number, b->numbers, crm_fold_dup(&a, text), mark, &m);
	crm_arena_free(&a);
	return m.marked;
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
