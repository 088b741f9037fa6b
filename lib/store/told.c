/* What a batch has to tell beside its rows, kept until its commit. */
#include "internal.h"

void
crm_note_asked(struct crm_store *s, const struct crm_entity *e, int64_t record,
    int64_t approval)
{
	struct crm_asked x = { e, record, approval };

	crm_buf_add(&s->notes.asked, &x, sizeof x);
}

void
crm_note_back(struct crm_store *s, const struct crm_entity *e, int64_t record)
{
	struct crm_back x = { e, record };
	const struct crm_back *told;
	size_t i, n = crm_back(s, &told);

	for (i = 0; i < n; i++)
		if (told[i].entity == e && told[i].record == record)
			return;
	crm_buf_add(&s->notes.back, &x, sizeof x);
}

size_t
crm_back(const struct crm_store *s, const struct crm_back **out)
{
	*out = (const struct crm_back *)(const void *)s->notes.back.data;
	return s->notes.back.len / sizeof(struct crm_back);
}

size_t
crm_asked(const struct crm_store *s, const struct crm_asked **out)
{
	*out = (const struct crm_asked *)(const void *)s->notes.asked.data;
	return s->notes.asked.len / sizeof(struct crm_asked);
}

size_t
crm_recorded(const struct crm_store *s)
{
	return s->notes.recorded;
}

void
crm_note_behind(struct crm_store *s, const struct crm_entity *e, int64_t record,
    int64_t first)
{
	struct crm_behind x = { e, record, first };

	crm_buf_add(&s->notes.behind, &x, sizeof x);
}

size_t
crm_behind(const struct crm_store *s, const struct crm_behind **out)
{
	*out = (const struct crm_behind *)(const void *)s->notes.behind.data;
	return s->notes.behind.len / sizeof(struct crm_behind);
}
