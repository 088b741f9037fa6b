/* --across: the values of one dimension become columns, each with the figures that
 * -c leaves. */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

struct across {
	const struct sheet *in;
	struct sheet out;
	size_t by;      /* the column whose values are laid out */
	size_t kind;    /* the one that tells what a row is, or n */
	size_t *label;  /* columns that stay, */
	size_t *figure; /* and those that are laid out */
	size_t n_labels, n_figures;
	struct crm_value *value; /* in order; behind them the rest of --top and
				  * the sum over all */
	size_t n_values;
	struct groups places; /* of the values: a size_t each */
	bool rest;            /* there is one */
	struct groups rows; /* of the result, by their labels: a pointer each */
	struct crm_value *labels; /* of the row at hand */
	struct crm_buf key;
};

/* Whether -c names a column, or nothing is named. */
static bool
is_wanted(const struct crm_report_opts *o, const struct crm_column *c)
{
	const char *list = o->columns;

	if (list == NULL || strcmp(list, "all") == 0)
		return true;
	for (;;) {
		struct crm_text word = { list, strcspn(list, ",") };

		if (is_called(c, crm_text_trim(word)))
			return true;
		list += word.n;
		if (*list++ == '\0')
			return false;
	}
}

static bool
has_column(const struct sheet *s, struct crm_text name)
{
	size_t i = 0;

	while (i < s->n &&
	    (s->columns[i].laid || !is_called(&s->columns[i], name)))
		i++;
	return i < s->n || name.n == 0 || crm_text_is(name, "all");
}

static enum crm_status
no_column(const struct sheet *s, struct crm_text name, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const char *all = "";
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!s->columns[i].laid && !is_label(&s->columns[i]))
			all = crm_sprintf(s->arena, "%s%s%s", all,
			    all[0] == '\0' ? "" : ", ", s->columns[i].name);
	return crm_fail_field(err, CRM_USAGE, "-c",
	    "there is no column '%s' to lay across; there are %s",
	    crm_quote(quoted, name), all);
}

/* What -c names must be there: a table without it would say nothing of it. */
static enum crm_status
check_wanted(const struct sheet *s, struct crm_err *err)
{
	const char *list = s->o->columns;
	struct crm_text word;

	if (list == NULL)
		return CRM_OK;
	for (;; list++) {
		word = (struct crm_text){ list, strcspn(list, ",") };
		list += word.n;
		word = crm_text_trim(word);
		if (!has_column(s, word))
			return no_column(s, word, err);
		if (*list == '\0')
			return CRM_OK;
	}
}

/* Labels stay whatever is wanted: without them rows would be told by nothing. */
static void
part_columns(struct across *x)
{
	const struct sheet *s = x->in;
	size_t i;

	x->label = crm_alloc_n(s->arena, s->n + 1, sizeof *x->label);
	x->figure = crm_alloc_n(s->arena, s->n + 1, sizeof *x->figure);
	for (i = 0; i < s->n; i++) {
		if (i == x->by)
			continue;
		if (is_label(&s->columns[i]))
			x->label[x->n_labels++] = i;
		else if (s->columns[i].role != CRM_ROLE_NONE &&
		    is_wanted(s->o, &s->columns[i]))
			x->figure[x->n_figures++] = i;
	}
}

static bool
has_sign(const struct across *x, const struct crm_value *row, char sign)
{
	return x->kind < x->in->n && row[x->kind].kind == CRM_STR &&
	    row[x->kind].t.p[0] == sign;
}

/* The row is over all values: its kind says so by a plus. */
static bool
is_over_all(const struct across *x, const struct crm_value *row)
{
	return has_sign(x, row, '+');
}

/* The row is of the values that are not on top: a minus. */
static bool
is_rest(const struct across *x, const struct crm_value *row)
{
	return has_sign(x, row, '-');
}

static int
value_order(const void *a, const void *b)
{
	const struct crm_value *x = a, *y = b;

	if (x->kind == CRM_NULL || y->kind == CRM_NULL)
		return (x->kind == CRM_NULL) - (y->kind == CRM_NULL);
	return x->kind == CRM_STR && y->kind == CRM_STR
	    ? crm_text_cmp(x->t, y->t)
	    : (x->i > y->i) - (x->i < y->i);
}

static size_t
place_of_value(struct across *x, struct crm_value v)
{
	const size_t *place = groups_find(&x->places, v);

	return place == NULL ? x->n_values : *place;
}

static void
collect_values(struct across *x)
{
	const struct sheet *s = x->in;
	size_t i;

	groups_init(&x->places, s->arena, sizeof(size_t));
	for (i = 0; i < s->n_rows; i++) {
		x->rest |= is_rest(x, s->row[i]);
		if (!is_over_all(x, s->row[i]) && !is_rest(x, s->row[i]))
			groups_index(&x->places, s->row[i][x->by]);
	}
	x->n_values = x->places.n;
	x->value = crm_alloc_n(s->arena, x->n_values + 1, sizeof *x->value);
	for (i = 0; i < x->n_values; i++)
		x->value[i] = x->places.all[i].key;
	if (x->n_values > 0)
		qsort(x->value, x->n_values, sizeof *x->value, value_order);
	for (i = 0; i < x->n_values; i++)
		*(size_t *)groups_find(&x->places, x->value[i]) = i;
}

/* The text of a value in the header: as tables show it, or as files do. */
static const char *
header(const struct across *x, struct crm_value v, bool shown)
{
	const struct crm_column *c = &x->in->columns[x->by];
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (v.kind == CRM_NULL)
		crm_buf_str(&b, shown ? "-" : "none");
	else if (v.kind == CRM_STR && !shown)
		crm_buf_add(&b, v.t.p, v.t.n);
	else
		crm_cell_show(&b, c, 0, &v, x->in->o->chinese);
	text = crm_strndup(x->in->arena, b.data, b.len);
	crm_buf_free(&b);
	return text;
}

static bool
is_taken(const struct across *x, const char *name)
{
	size_t i = 0;

	while (i < x->out.n && strcmp(x->out.columns[i].name, name) != 0)
		i++;
	return i < x->out.n;
}

/* A value may be called what another column is: it is told apart by the dimension
 * before it, for what reads a row by its names has one of a name. */
static const char *
free_name(const struct across *x, const char *name)
{
	while (is_taken(x, name))
		name = crm_sprintf(
		    x->in->arena, "%s.%s", x->in->columns[x->by].name, name);
	return name;
}

/* One figure alone needs no name of its own. */
static void
add_columns(struct across *x, enum crm_across_at of, struct crm_value at,
    const char *name, const char *label)
{
	const struct sheet *s = x->in;
	size_t i;

	for (i = 0; i < x->n_figures; i++) {
		struct crm_column c = s->columns[x->figure[i]];
		struct crm_across *where = crm_alloc(s->arena, sizeof *where);

		*where = (struct crm_across){
			.figure = &s->columns[x->figure[i]],
			.by = &s->columns[x->by],
			.of = of,
			.at = at,
			.label = label
		};
		c.across = where;
		if (x->n_figures > 1) {
			c.label = crm_sprintf(
			    s->arena, "%s %s", label, c.label);
			c.name = crm_sprintf(s->arena, "%s.%s", name, c.name);
		} else {
			c.label = label;
			c.name = name;
		}
		c.name = free_name(x, c.name);
		x->out.columns[x->out.n++] = c;
	}
}

static void
make_columns(struct across *x)
{
	const struct sheet *s = x->in;
	size_t i, k;

	x->out.columns = crm_alloc_n(s->arena,
	    x->n_labels + (x->n_values + 2) * x->n_figures + 1,
	    sizeof *x->out.columns);
	for (i = 0; i < x->n_labels; i++)
		x->out.columns[x->out.n++] = s->columns[x->label[i]];
	for (i = 0; i < x->n_values; i++)
		add_columns(x, CRM_AT_VALUE, x->value[i],
		    header(x, x->value[i], false),
		    header(x, x->value[i], true));
	if (x->rest)
		add_columns(x, CRM_AT_REST, CRM_VALUE_NULL, "rest",
		    s->o->chinese ? "其余" : "Rest");
	if (s->o->totals)
		add_columns(x, CRM_AT_TOTAL, CRM_VALUE_NULL, "total",
		    s->o->chinese ? "合计" : "Total");
	/* Sums of those before them, which add up to nothing. */
	for (k = x->out.n - (s->o->totals ? x->n_figures : 0); k < x->out.n;
	     k++)
		x->out.columns[k].role = CRM_ROLE_FIGURE;
	for (k = 0; k < x->out.n; k++) {
		size_t at = sheet_role(&x->out, CRM_ROLE_CURRENCY);

		if (x->out.columns[k].currency >= 0)
			x->out.columns[k].currency = (int)at;
	}
}

/* What the row is, without the sign. */
static struct crm_value
kind_of(const struct across *x, const struct crm_value *row)
{
	struct crm_value v = row[x->kind];

	if (is_over_all(x, row) || is_rest(x, row)) {
		v.t.p++;
		v.t.n--;
		v = crm_value_text(v.t);
	}
	return v;
}

/* What finds the row of the result that has the labels at hand. */
static struct crm_value
key_of_labels(struct across *x)
{
	size_t i;

	crm_buf_clear(&x->key);
	for (i = 0; i < x->n_labels; i++) {
		struct crm_value v = x->labels[i];

		crm_buf_add(&x->key, &v.kind, sizeof v.kind);
		if (v.kind == CRM_INT)
			crm_buf_add(&x->key, &v.i, sizeof v.i);
		if (v.kind != CRM_STR)
			continue;
		crm_buf_add(&x->key, &v.t.n, sizeof v.t.n);
		crm_buf_add(&x->key, v.t.p, v.t.n);
	}
	return crm_value_text((struct crm_text){ x->key.data, x->key.len });
}

/* The row of the result that has these labels. */
static struct crm_value *
row_of(struct across *x, const struct crm_value *row)
{
	struct crm_value **of;
	size_t i;

	for (i = 0; i < x->n_labels; i++)
		x->labels[i] = x->label[i] == x->kind ? kind_of(x, row)
						      : row[x->label[i]];
	of = groups_at(&x->rows, key_of_labels(x));
	if (*of != NULL)
		return *of;
	*of = crm_alloc_n(x->out.arena, x->out.n + 1, sizeof **of);
	memcpy(*of, x->labels, x->n_labels * sizeof **of);
	for (i = x->n_labels; i < x->out.n; i++)
		(*of)[i] = CRM_VALUE_NULL;
	sheet_add(&x->out, *of);
	return *of;
}

/* Which of the values, or what is behind them, a row is of. */
static size_t
place_of_row(struct across *x, const struct crm_value *row)
{
	if (is_over_all(x, row))
		return x->n_values + x->rest;
	return is_rest(x, row) ? x->n_values : place_of_value(x, row[x->by]);
}

enum crm_status
sheet_across(struct sheet *s, struct crm_err *err)
{
	struct across x = { .in = s, .out = *s, .key = CRM_BUF_INIT };
	size_t i, k;

	if (check_wanted(s, err) != CRM_OK)
		return err->status;
	x.out.n = x.out.n_rows = x.out.cap = 0;
	x.out.row = NULL;
	x.kind = sheet_role(s, CRM_ROLE_ROW);
	for (x.by = 0; !s->columns[x.by].laid; x.by++)
		;
	part_columns(&x);
	collect_values(&x);
	make_columns(&x);
	groups_init(&x.rows, s->arena, sizeof(struct crm_value *));
	x.labels = crm_alloc_n(s->arena, x.n_labels + 1, sizeof *x.labels);
	for (i = 0; i < s->n_rows; i++) {
		struct crm_value *to = row_of(&x, s->row[i]);
		size_t at = place_of_row(&x, s->row[i]);

		for (k = 0; k < x.n_figures; k++)
			to[x.n_labels + at * x.n_figures + k] =
			    s->row[i][x.figure[k]];
	}
	crm_buf_free(&x.key);
	*s = x.out;
	return CRM_OK;
}
