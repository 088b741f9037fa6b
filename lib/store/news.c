/* What people are to hear of a batch (crm/store/news.h). */
#include "internal.h"

#include <crm/store/news.h>

#include <stdlib.h>
#include <string.h>

static bool
same_line(const struct crm_news *a, const struct crm_news *b)
{
	return a->whom == b->whom && a->entity == b->entity &&
	    strcmp(a->event, b->event) == 0 &&
	    (!a->apart || strcmp(a->what, b->what) == 0);
}

static struct crm_news *
noted(struct crm_store *s, size_t *n)
{
	*n = s->notes.news.len / sizeof(struct crm_news);
	return (struct crm_news *)(void *)s->notes.news.data;
}

/* Only what came behind the savepoint is added to: what was there before it must be
 * the same when it goes back. */
void
crm_news_add(struct crm_store *s, const struct crm_news *one)
{
	size_t n, i;
	struct crm_news *list = noted(s, &n), new = *one;

	for (i = n; i > s->notes.mark.news; i--)
		if (same_line(&list[i - 1], one)) {
			/* Two hooks may speak of one change. */
			list[i - 1].n += list[i - 1].last != one->record;
			list[i - 1].last = one->record;
			return;
		}
	new.n = 1;
	new.last = one->record;
	if (one->what != NULL)
		new.what = crm_strdup(&s->notes.texts, one->what);
	crm_buf_add(&s->notes.news, &new, sizeof new);
}

static int
by_line(const void *a, const void *b)
{
	const struct crm_news *x = a, *y = b;
	int order;

	if (x->whom != y->whom)
		return x->whom < y->whom ? -1 : 1;
	if ((order = strcmp(x->event, y->event)) != 0)
		return order;
	if (x->entity != y->entity)
		return strcmp(x->entity->def->name, y->entity->def->name);
	if (x->apart && (order = strcmp(x->what, y->what)) != 0)
		return order;
	return (x->record > y->record) - (x->record < y->record);
}

struct crm_news *
crm_news_list(struct crm_store *s, size_t *n)
{
	size_t all, i, kept = 0;
	struct crm_news *list = noted(s, &all);

	if (all > 0)
		qsort(list, all, sizeof *list, by_line);
	for (i = 0; i < all; i++)
		if (kept > 0 && same_line(&list[kept - 1], &list[i]))
			list[kept - 1].n += list[i].n;
		else
			list[kept++] = list[i];
	*n = kept;
	return list;
}
