/* A report's rows in memory. */
#include "sheet.h"

#include <string.h>

static enum crm_status
begin(
    void *ctx, const struct crm_column *columns, size_t n, struct crm_err *err)
{
	struct sheet *s = ctx;

	(void)err;
	s->columns = crm_alloc_n(s->arena, n + 1, sizeof *columns);
	memcpy(s->columns, columns, n * sizeof *columns);
	s->n = n;
	return CRM_OK;
}

static enum crm_status
row(void *ctx, const struct crm_value *cells, struct crm_err *err)
{
	struct sheet *s = ctx;
	struct crm_value *copy = crm_alloc_n(s->arena, s->n + 1, sizeof *copy);
	size_t i;

	(void)err;
	for (i = 0; i < s->n; i++)
		copy[i] = crm_value_dup(s->arena, cells[i]);
	sheet_add(s, copy);
	return CRM_OK;
}

static void
note(void *ctx, const char *text)
{
	const struct sheet *s = ctx;

	if (s->notes != NULL)
		s->notes->note(s->notes->ctx, text);
}

struct crm_sink
sheet_sink(struct sheet *out)
{
	return (struct crm_sink){ begin, row, note, out };
}

enum crm_status
sheet_emit(
    const struct sheet *s, const struct crm_sink *sink, struct crm_err *err)
{
	enum crm_status st = sink->begin(sink->ctx, s->columns, s->n, err);
	size_t i;

	for (i = 0; i < s->n_rows && st == CRM_OK; i++) {
		if (s->o->limit >= 0 && i >= (uint64_t)s->o->limit)
			break;
		st = sink->row(sink->ctx, s->row[i], err);
	}
	return st;
}

void
sheet_add(struct sheet *s, struct crm_value *cells)
{
	s->row = crm_grow(s->arena, s->row, s->n_rows, &s->cap, sizeof *s->row);
	s->row[s->n_rows++] = cells;
}

size_t
sheet_role(const struct sheet *s, enum crm_role role)
{
	size_t i;

	for (i = 0; i < s->n && s->columns[i].role != role; i++)
		;
	return i;
}

bool
is_called(const struct crm_column *c, struct crm_text word)
{
	return crm_text_is(word, c->name) ||
	    (c->zh != NULL && crm_text_is(word, c->zh)) ||
	    (c->typed != NULL && crm_text_is(word, c->typed));
}

bool
is_label(const struct crm_column *c)
{
	return c->role == CRM_ROLE_DIMENSION || c->role == CRM_ROLE_TIME ||
	    c->role == CRM_ROLE_CURRENCY || c->role == CRM_ROLE_ROW;
}

bool
is_figure(const struct crm_column *c)
{
	return c->role >= CRM_ROLE_MEASURE && c->role <= CRM_ROLE_SHARE &&
	    c->scale != CRM_SCALE_NAME &&
	    (c->type == CRM_T_INT || c->type == CRM_T_MONEY ||
		c->type == CRM_T_DECIMAL || c->type == CRM_T_PERCENT);
}

bool
has_ratio(const struct crm_column *c)
{
	return c->type != CRM_T_PERCENT && c->scale == CRM_SCALE_RATIO;
}

bool
adds_up(const struct crm_column *c)
{
	return c->role == CRM_ROLE_MEASURE && !c->overlaps;
}

/* A part of what may be below nothing is none. */
bool
has_share(const struct crm_column *c)
{
	return adds_up(c) && c->compared != CRM_COMPARED_CHANGE &&
	    c->scale == CRM_SCALE_RATIO;
}

bool
row_is_plain(const struct sheet *s, const struct crm_value *cells)
{
	size_t kind = sheet_role(s, CRM_ROLE_ROW);

	return kind == s->n || cells[kind].kind == CRM_NULL;
}
