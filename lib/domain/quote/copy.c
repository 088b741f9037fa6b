/* What a quote becomes: the next version of it, or an order. */
#include "quote.h"

#include <string.h>

/* Copies what both kinds have and somebody may give, but states and numbers. */
static void
copy(struct crm_record *to, const struct crm_record *from)
{
	static const char *const own[] = { "number", "status", "revision",
		"previous", "feedback", "reason", "sent_on", "decided_on",
		"order", "valid_until", "quoted_on", "quote", "ext", NULL };
	const struct crm_entity *e = from->entity;
	size_t i, j;
	int at;

	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		for (j = 0; own[j] != NULL && strcmp(f->name, own[j]) != 0; j++)
			;
		if (own[j] != NULL || (int)i == e->id ||
		    (f->flags & (CRM_F_READONLY | CRM_F_CUSTOM)) != 0 ||
		    from->v[i].kind == CRM_NULL)
			continue;
		at = crm_field_index(to->entity, crm_text_of(f->name));
		if (at >= 0 && to->entity->field[at]->type == f->type)
			crm_record_set(to, at, from->v[i]);
	}
}

enum crm_status
quote_lines(struct crm_store *s, int64_t quote, struct crm_arena *a,
    int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(quote);

	return crm_ids(s,
	    "SELECT \"id\" FROM quote_line WHERE \"quote\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY coalesce(\"line\", 2147483647), \"id\"",
	    &v, 1, a, ids, n, err);
}

/* What quantity and price give is worked out anew: a share of the discount on the
 * whole is in the amount. */
static void
drop_amount(struct crm_record *line)
{
	int at = crm_field_index(line->entity, crm_text_of("amount"));

	if (value_of(line, "quantity")->kind != CRM_INT ||
	    value_of(line, "unit_price")->kind != CRM_INT)
		return;
	line->v[at] = (struct crm_value){ .kind = CRM_NULL };
	line->given[at] = false;
}

/* Its lines as those of another document. */
static enum crm_status
copy_lines(struct crm_store *s, int64_t quote, const char *kind, const char *of,
    int64_t document, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *from = crm_dict_find(d, "quote-line");
	const struct crm_entity *e = crm_dict_find(d, kind);
	struct crm_record line, r;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = quote_lines(s, quote, a, &ids, &n, err);
	crm_lines_copying(s, true);
	for (i = 0; i < n && st == CRM_OK; i++) {
		if ((st = crm_load(s, from, ids[i], a, &line, err)) != CRM_OK)
			break;
		crm_record_init(&r, e, a);
		copy(&r, &line);
		drop_amount(&r);
		crm_record_set(&r, field_of(e, of), crm_value_int(document));
		st = crm_insert(s, &r, err);
	}
	crm_lines_copying(s, false);
	return st;
}

/* QT-20261121-0001-R2 of QT-20261121-0001. */
static struct crm_text
next_number(
    struct crm_arena *a, const struct crm_record *quote, int64_t revision)
{
	struct crm_text number = text_of(quote, "number");
	size_t n = number.n;

	while (n > 0 && number.p[n - 1] >= '0' && number.p[n - 1] <= '9')
		n--;
	if (n >= 2 && n < number.n && number.p[n - 1] == 'R' &&
	    number.p[n - 2] == '-')
		number.n = n - 2;
	if (number.n == 0)
		return number;
	return crm_text_of(crm_sprintf(
	    a, "%.*s-R%lld", (int)number.n, number.p, (long long)revision));
}

enum crm_status
quote_next(struct crm_store *s, const struct crm_record *quote, int64_t until,
    int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = quote->entity;
	const struct crm_value *revision = value_of(quote, "revision");
	int64_t next = (revision->kind == CRM_INT ? revision->i : 1) + 1;
	const struct crm_value *valid = value_of(quote, "valid_until");
	int64_t today = crm_store_clock(s)->today;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	copy(&r, quote);
	/* What has not ended goes on. */
	if (until == CRM_DATE_MIN && valid->kind == CRM_INT &&
	    valid->i >= today)
		until = valid->i;
	crm_record_set(&r, field_of(e, "number"),
	    crm_value_text(next_number(&a, quote, next)));
	crm_record_set(&r, field_of(e, "revision"), crm_value_int(next));
	crm_record_set(&r, field_of(e, "previous"), crm_value_int(quote->id));
	crm_record_set(&r, field_of(e, "quoted_on"), crm_value_int(today));
	if (until != CRM_DATE_MIN)
		crm_record_set(
		    &r, field_of(e, "valid_until"), crm_value_int(until));
	if ((st = crm_insert(s, &r, err)) == CRM_OK)
		st = copy_lines(
		    s, quote->id, "quote-line", "quote", r.id, &a, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
quote_order(struct crm_store *s, const struct crm_record *quote, int64_t *id,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	copy(&r, quote);
	crm_record_set(&r, field_of(e, "ordered_on"),
	    crm_value_int(crm_store_clock(s)->today));
	if ((st = crm_insert(s, &r, err)) == CRM_OK)
		st = copy_lines(
		    s, quote->id, "order-line", "order", r.id, &a, err);
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
quote_origin(struct crm_store *s, const struct crm_record *document,
    const struct crm_lines **lines, int64_t *id, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(document->id);
	struct crm_value quote;
	enum crm_status st;

	if (strcmp(document->entity->def->name, "order") != 0)
		return CRM_OK;
	st = crm_get_int(s,
	    "SELECT max(\"id\") FROM quote WHERE \"order\" = ? "
	    "AND \"status\" = 'accepted' AND \"deleted\" IS NULL",
	    &of, 1, &quote, err);
	if (st == CRM_OK && quote.kind == CRM_INT) {
		*lines = &quote_lines_kind;
		*id = quote.i;
	}
	return st;
}
