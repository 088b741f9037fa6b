/* --compare: beside each figure that of the other period, the difference and, where
 * it says something, the ratio of both. */
#include "sheet.h"

#include <string.h>

struct join {
	struct sheet *now;
	const struct sheet *before;
	struct groups found; /* by labels: which row of before */
	bool *used;
	struct sheet out;
};

/* The labels of a row as one text. */
static struct crm_value
labels_of(
    const struct sheet *s, const struct crm_value *row, struct crm_buf *tmp)
{
	size_t i;

	crm_buf_clear(tmp);
	crm_buf_char(tmp, '.'); /* of no labels at all, too */
	for (i = 0; i < s->n; i++) {
		if (!is_label(&s->columns[i]))
			continue;
		if (row[i].kind == CRM_STR)
			crm_buf_printf(tmp, "s%zu:%.*s", row[i].t.n,
			    (int)row[i].t.n, row[i].t.p);
		else if (row[i].kind == CRM_INT)
			crm_buf_printf(tmp, "i%lld:", (long long)row[i].i);
		else
			crm_buf_char(tmp, 'n');
	}
	return crm_value_text((struct crm_text){ tmp->data, tmp->len });
}

static struct crm_column
beside(const struct sheet *s, size_t i, enum crm_compared as, const char *name,
    const char *en, const char *zh)
{
	struct crm_column c = s->columns[i];

	c.compared = as;
	c.name = crm_sprintf(s->arena, "%s_%s", c.name, name);
	c.label = crm_sprintf(
	    s->arena, "%s (%s)", c.label, s->o->chinese ? zh : en);
	return c;
}

static void
make_columns(struct join *j)
{
	const struct sheet *s = j->now;
	struct sheet *out = &j->out;
	size_t i, *moved = crm_alloc_n(s->arena, s->n + 1, sizeof *moved);

	out->columns = crm_alloc_n(
	    s->arena, 4 * s->n + 1, sizeof *out->columns);
	for (i = 0; i < s->n; i++) {
		moved[i] = out->n;
		out->columns[out->n++] = s->columns[i];
		if (!is_figure(&s->columns[i]))
			continue;
		out->columns[out->n++] = beside(
		    s, i, CRM_COMPARED_BEFORE, "before", "before", "上期");
		out->columns[out->n++] = beside(
		    s, i, CRM_COMPARED_CHANGE, "change", "change", "变化");
		if (!has_ratio(&s->columns[i]))
			continue;
		out->columns[out->n] = beside(
		    s, i, CRM_COMPARED_CHANGE, "ratio", "ratio", "比率");
		out->columns[out->n].type = CRM_T_PERCENT;
		out->columns[out->n].role = CRM_ROLE_FIGURE;
		out->columns[out->n].total = false;
		out->columns[out->n++].currency = -1;
	}
	for (i = 0; i < out->n; i++)
		if (out->columns[i].currency >= 0)
			out->columns[i].currency = (int)
			    moved[out->columns[i].currency];
}

static void
index_before(struct join *j)
{
	struct crm_buf tmp = CRM_BUF_INIT;
	size_t i;

	groups_init(&j->found, j->out.arena, sizeof(size_t));
	for (i = 0; i < j->before->n_rows; i++)
		*(size_t *)groups_at(&j->found,
		    labels_of(j->before, j->before->row[i], &tmp)) = i + 1;
	j->used = crm_alloc_n(
	    j->out.arena, j->before->n_rows + 1, sizeof *j->used);
	crm_buf_free(&tmp);
}

/* Whether a row is of records: then its first count or sum of them is there. */
static bool
is_of_records(const struct sheet *s, const struct crm_value *row)
{
	size_t i = 0;

	while (i < s->n && !s->columns[i].nothing)
		i++;
	return i < s->n && row[i].kind != CRM_NULL;
}

/* What a row that is missing on one side has there: a sum that has no row is nothing,
 * but of what the other has no figure of either there is none. */
static struct crm_value
missing(const struct sheet *s, size_t i, const struct crm_value *other)
{
	const struct crm_column *c = &s->columns[i];

	return other[i].kind != CRM_NULL &&
		(c->role == CRM_ROLE_MEASURE ||
		    (c->nothing && is_of_records(s, other)))
	    ? crm_value_int(0)
	    : CRM_VALUE_NULL;
}

static struct crm_value
ratio_of(struct crm_value now, struct crm_value before)
{
	return now.kind == CRM_INT && before.kind == CRM_INT && before.i > 0
	    ? percent(now.i, before.i)
	    : CRM_VALUE_NULL;
}

/* What stands beside a figure. */
static enum crm_status
put_beside(const struct crm_column *c, struct crm_value now,
    struct crm_value before, struct crm_value *cell, size_t *at,
    struct crm_err *err)
{
	int64_t change;

	cell[(*at)++] = before;
	cell[*at] = CRM_VALUE_NULL;
	if (now.kind == CRM_INT && before.kind == CRM_INT) {
		if (__builtin_sub_overflow(now.i, before.i, &change))
			return crm_fail(err, CRM_FAIL, "sum overflows");
		cell[*at] = crm_value_int(change);
	}
	(*at)++;
	if (has_ratio(c))
		cell[(*at)++] = ratio_of(now, before);
	return CRM_OK;
}

/* A row of what is now and was before; either may be missing. */
static enum crm_status
join_rows(struct join *j, const struct crm_value *now,
    const struct crm_value *before, struct crm_err *err)
{
	struct crm_value *cell = crm_alloc_n(
	    j->out.arena, j->out.n + 1, sizeof *cell);
	const struct sheet *s = j->now;
	enum crm_status st = CRM_OK;
	size_t i, at = 0;

	for (i = 0; i < s->n && st == CRM_OK; i++) {
		const struct crm_column *c = &s->columns[i];
		struct crm_value mine = now != NULL ? now[i]
		    : is_label(c)                   ? before[i]
						    : missing(s, i, before);

		cell[at++] = mine;
		if (is_figure(c))
			st = put_beside(c, mine,
			    before == NULL ? missing(s, i, now) : before[i],
			    cell, &at, err);
	}
	sheet_add(&j->out, cell);
	return st;
}

/* What was before and is no more. */
static enum crm_status
join_gone(struct join *j, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < j->before->n_rows && st == CRM_OK; i++)
		if (!j->used[i] && row_is_plain(j->before, j->before->row[i]))
			st = join_rows(j, NULL, j->before->row[i], err);
	return st;
}

static void
find_used(struct join *j, size_t *match)
{
	struct crm_buf tmp = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < j->now->n_rows; i++) {
		match[i] = *(size_t *)groups_at(
		    &j->found, labels_of(j->now, j->now->row[i], &tmp));
		if (match[i] > 0)
			j->used[match[i] - 1] = true;
	}
	crm_buf_free(&tmp);
}

/* Periods that were before alone have their places; not among subtotals, which stand
 * behind what they are of. */
static void
order_periods(struct sheet *s)
{
	size_t kind = sheet_role(s, CRM_ROLE_ROW), i;

	if (s->n == 0 || s->columns[0].role != CRM_ROLE_TIME)
		return;
	for (i = 0; i < s->n_rows && kind < s->n; i++)
		if (s->row[i][kind].kind == CRM_STR &&
		    crm_text_is(s->row[i][kind].t, "subtotal"))
			return;
	sheet_order(s, 0);
}

enum crm_status
sheet_compare(struct sheet *s, const struct sheet *before, struct crm_err *err)
{
	struct join j = { .now = s, .before = before, .out = *s };
	size_t *match = crm_alloc_n(s->arena, s->n_rows + 1, sizeof *match), i;
	enum crm_status st = CRM_OK;
	bool gone = false;

	j.out.row = NULL;
	j.out.n = j.out.n_rows = j.out.cap = 0;
	make_columns(&j);
	index_before(&j);
	find_used(&j, match);
	for (i = 0; i < s->n_rows && st == CRM_OK; i++) {
		if (!gone && !row_is_plain(s, s->row[i])) {
			gone = true;
			st = join_gone(&j, err);
		}
		if (st == CRM_OK)
			st = join_rows(&j, s->row[i],
			    match[i] == 0 ? NULL : before->row[match[i] - 1],
			    err);
	}
	if (st == CRM_OK && !gone)
		st = join_gone(&j, err);
	*s = j.out;
	order_periods(s);
	return st;
}

void
sheet_compare_sums(const struct sheet *s, struct crm_value *row)
{
	size_t i;

	for (i = 0; i + 3 < s->n; i++)
		if (adds_up(&s->columns[i]) &&
		    s->columns[i + 1].compared == CRM_COMPARED_BEFORE &&
		    has_ratio(&s->columns[i]))
			row[i + 3] = ratio_of(row[i], row[i + 1]);
}
