/* -s of a report: by its own columns, nulls last; sums of rows stay behind. */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 8 };

struct sort_key {
	size_t column;
	bool down;
};

static enum crm_status
no_column(const struct sheet *s, struct crm_text name, struct crm_err *err)
{
	struct crm_buf all = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	size_t i;

	for (i = 0; i < s->n; i++)
		crm_buf_printf(
		    &all, "%s%s", i > 0 ? ", " : "", s->columns[i].name);
	st = crm_fail_field(err, CRM_USAGE, "--sort",
	    "there is no column '%s'; there are %s", crm_quote(quoted, name),
	    all.data);
	crm_buf_free(&all);
	return st;
}

static enum crm_status
read_key(const struct sheet *s, struct crm_text word, struct sort_key *out,
    struct crm_err *err)
{
	word = crm_text_trim(word);
	out->down = word.n > 0 && word.p[0] == '-';
	if (word.n > 0 && (word.p[0] == '-' || word.p[0] == '+')) {
		word.p++;
		word.n--;
	}
	for (out->column = 0; out->column < s->n; out->column++)
		if (is_called(&s->columns[out->column], word))
			return CRM_OK;
	return no_column(s, word, err);
}

static enum crm_status
read_keys(const struct sheet *s, struct sort_key *keys, size_t *n,
    struct crm_err *err)
{
	const char *list = s->o->sort;
	enum crm_status st = CRM_OK;

	for (*n = 0; st == CRM_OK; (*n)++) {
		struct crm_text word = { list, strcspn(list, ",") };

		if (*n == MOST_KEYS)
			return crm_fail_field(err, CRM_USAGE, "--sort",
			    "%d columns at most", MOST_KEYS);
		if ((st = read_key(s, word, &keys[*n], err)) != CRM_OK)
			return st;
		list += word.n;
		if (*list++ == '\0') {
			(*n)++;
			return CRM_OK;
		}
	}
	return st;
}

/* What puts one row before another, which qsort hands to nobody: so rows are
 * merged, and equal ones stay in their order. */
struct order {
	const struct sheet *s;
	struct sort_key keys[MOST_KEYS];
	size_t n;
};

static int
value_order(struct crm_value a, struct crm_value b, bool down)
{
	int order;

	if (a.kind == CRM_NULL || b.kind == CRM_NULL)
		return (a.kind == CRM_NULL) - (b.kind == CRM_NULL);
	order = a.kind == CRM_STR && b.kind == CRM_STR
	    ? crm_text_cmp(a.t, b.t)
	    : (a.i > b.i) - (a.i < b.i);
	return down ? -order : order;
}

/* An amount in its row's currency, split at the point: numbers that people see are
 * compared, whatever their digits, and no product is too large. */
static int
money_order(const struct sheet *s, size_t column, const struct crm_value *a,
    const struct crm_value *b, bool down)
{
	int64_t unit_a = crm_pow10(crm_column_digits(&s->columns[column], a));
	int64_t unit_b = crm_pow10(crm_column_digits(&s->columns[column], b));
	int64_t x = a[column].i, y = b[column].i;
	int order = (x / unit_a > y / unit_b) - (x / unit_a < y / unit_b);

	if (order == 0) {
		x = x % unit_a * unit_b;
		y = y % unit_b * unit_a;
		order = (x > y) - (x < y);
	}
	return down ? -order : order;
}

static int
cell_order(const struct sheet *s, const struct sort_key *key,
    const struct crm_value *a, const struct crm_value *b)
{
	size_t c = key->column;

	if (s->columns[c].type == CRM_T_MONEY && a[c].kind == CRM_INT &&
	    b[c].kind == CRM_INT)
		return money_order(s, c, a, b, key->down);
	return value_order(a[c], b[c], key->down);
}

static int
row_order(
    const struct order *x, const struct crm_value *a, const struct crm_value *b)
{
	bool plain_a = row_is_plain(x->s, a), plain_b = row_is_plain(x->s, b);
	size_t i;
	int order;

	if (plain_a != plain_b)
		return plain_a ? -1 : 1;
	for (i = 0; i < x->n && plain_a; i++) {
		order = cell_order(x->s, &x->keys[i], a, b);
		if (order != 0)
			return order;
	}
	return 0;
}

static void
merge_sort(const struct order *x, struct crm_value **v, struct crm_value **tmp,
    size_t n)
{
	size_t half = n / 2, i = 0, j = half, k;

	if (n < 2)
		return;
	merge_sort(x, v, tmp, half);
	merge_sort(x, v + half, tmp, n - half);
	for (k = 0; k < n; k++)
		if (j == n || (i < half && row_order(x, v[i], v[j]) <= 0))
			tmp[k] = v[i++];
		else
			tmp[k] = v[j++];
	memcpy(v, tmp, n * sizeof *v);
}

static void
put_in_order(const struct order *x, struct sheet *s)
{
	struct crm_value **tmp = crm_alloc_n(
	    s->arena, s->n_rows + 1, sizeof *tmp);

	merge_sort(x, s->row, tmp, s->n_rows);
}

void
sheet_order(struct sheet *s, size_t column)
{
	const struct order x = {
		.s = s, .keys = { { column, false } }, .n = 1
	};

	put_in_order(&x, s);
}

enum crm_status
sheet_sort(struct sheet *s, struct crm_err *err)
{
	struct order x = { .s = s };
	enum crm_status st = read_keys(s, x.keys, &x.n, err);

	if (st == CRM_OK)
		put_in_order(&x, s);
	return st;
}
