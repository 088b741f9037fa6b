/*
 * What the rows of a stream say of their records beside the ids: columns that bear the
 * name of a word which says such a thing (CRM_W_ROW).  A record may have several rows.
 */
#include "source.h"

#include <string.h>

static bool
is_asked(const struct crm_word *w)
{
	return w->name != NULL && (w->flags & CRM_W_ROW) != 0;
}

void
row_said(
    struct crm_cmd *c, const struct crm_reader *r, const struct crm_row *row)
{
	const struct crm_word *w = c->verb->words;
	size_t n = 0;
	int col;

	for (; w != NULL && w->name != NULL; w++) {
		if (!is_asked(w) || n == CRM_ROW_WORDS)
			continue;
		col = column_index(r, w->name);
		c->row.text[n++] = col < 0 || (size_t)col >= row->n
		    ? (struct crm_text){ NULL, 0 }
		    : crm_text_trim(row->cell[col].text);
	}
}

void
row_keep(struct crm_cmd *c, int64_t id)
{
	struct crm_row_said *to;
	bool any = false;
	size_t i;

	for (i = 0; i < CRM_ROW_WORDS; i++)
		any = any || c->row.text[i].n > 0;
	if (!any)
		return;
	c->rows = crm_grow(
	    c->whole, c->rows, c->n_rows, &c->cap_rows, sizeof *c->rows);
	to = &c->rows[c->n_rows++];
	to->id = id;
	for (i = 0; i < CRM_ROW_WORDS; i++)
		to->text[i] = crm_text_of(crm_strndup(c->whole,
		    c->row.text[i].n > 0 ? c->row.text[i].p : "",
		    c->row.text[i].n));
}

bool
crm_row_next(const struct crm_cmd *c, int64_t id, size_t *at)
{
	size_t i = *at;

	while (i < c->n_rows && c->rows[i].id != id)
		i++;
	*at = i + 1;
	return i < c->n_rows;
}

struct crm_text
crm_row_text(const struct crm_cmd *c, size_t at, const char *name)
{
	const struct crm_word *w = c->verb->words;
	struct crm_text said = { NULL, 0 };
	size_t n = 0;

	for (; at > 0 && w->name != NULL; w++) {
		if (!is_asked(w))
			continue;
		if (strcmp(w->name, name) == 0)
			said = c->rows[at - 1].text[n];
		n++;
	}
	return said.n > 0 ? said : crm_arg_text(c, name);
}
