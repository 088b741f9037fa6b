/* Layers as they were: what moves behind a day did to them, taken off. */
#include "stock.h"

#include <stdlib.h>

static int
by_layer(const void *a, const void *b)
{
	const struct crm_layer_change *x = a, *y = b;

	return (x->layer > y->layer) - (x->layer < y->layer);
}

/* One of each layer. */
static size_t
sum_up(struct crm_layer_change *c, size_t n)
{
	size_t i, k = 0;

	if (n > 0)
		qsort(c, n, sizeof *c, by_layer);
	for (i = 0; i < n; i++) {
		if (k > 0 && c[k - 1].layer == c[i].layer) {
			c[k - 1].quantity += c[i].quantity;
			c[k - 1].value += c[i].value;
		} else
			c[k++] = c[i];
	}
	return k;
}

enum crm_status
crm_layers_since(struct crm_store *s, int64_t day, struct crm_arena *a,
    struct crm_layer_change **out, size_t *n, struct crm_err *err)
{
	struct cost_part *part;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, parts, cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"parts\" FROM move WHERE \"moved_on\" > ? "
	    "AND \"deleted\" IS NULL AND \"parts\" IS NOT NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(day));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		part = parts_read(a, crm_col_text(q, 0), &parts);
		for (i = 0; i < parts; i++) {
			*out = crm_grow(a, *out, *n, &cap, sizeof **out);
			(*out)[(*n)++] = (struct crm_layer_change){
				part[i].layer, part[i].quantity, part[i].value
			};
		}
	}
	*n = sum_up(*out, *n);
	return st;
}
