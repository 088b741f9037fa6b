/* What the names of a template are of a record: it is read once, where something of it
 * is asked for. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

static struct record *
new_record(struct names *n, const struct shape *s, int64_t id)
{
	struct record *r = crm_alloc(&n->records, sizeof *r);

	r->shape = s;
	r->id = id;
	return r;
}

static enum crm_status
open_view(struct names *n, struct shape *s, struct crm_err *err)
{
	struct crm_columns *columns = crm_alloc(n->a, sizeof *columns);
	const struct crm_view_opts o = {
		.columns = columns, .by_id = true, .chinese = n->chinese
	};
	enum crm_status st;

	st = crm_columns_parse(n->d, s->e, NULL, 0, n->a, columns, err);
	if (st == CRM_OK)
		st = crm_view_open(n->s, s->e, &o, n->a, &s->view, err);
	if (st == CRM_OK)
		s->column = crm_view_columns(s->view, &s->n_columns);
	return st;
}

static enum crm_status
read_record(struct names *n, struct record *r, struct crm_err *err)
{
	struct shape *s = &n->shape[r->shape - n->shape];
	struct crm_value *cells;
	enum crm_status st;
	size_t width;

	if (r->cell != NULL)
		return CRM_OK;
	if (s->view == NULL && (st = open_view(n, s, err)) != CRM_OK)
		return st;
	if ((st = crm_view_seek(s->view, r->id, &cells, err)) != CRM_OK)
		return st;
	width = crm_view_width(s->view);
	r->cell = crm_alloc_n(&n->records, width + 1, sizeof *r->cell);
	for (size_t i = 0; i < width; i++)
		r->cell[i] = crm_value_dup(&n->records, cells[i]);
	return CRM_OK;
}

/* The cell of a field, or of the id that it refers to; NULL: it has none. */
static const struct crm_column *
find_column(const struct record *r, const char *field, bool is_id,
    const struct crm_value **cell)
{
	const struct shape *s = r->shape;
	size_t len = strlen(field);

	for (size_t i = 0; i < s->n_columns; i++) {
		const char *name = s->column[i].name;

		if (strncmp(name, field, len) != 0 ||
		    strcmp(name + len, is_id ? "_id" : "") != 0)
			continue;
		*cell = &r->cell[i];
		return &s->column[i];
	}
	return NULL;
}

/* ---- values ---- */

/* In which currency its amounts are, and its prices: its own; the book's. */
static struct crm_text
currency_of(const struct names *n, const struct record *r)
{
	const struct crm_entity *e = r->shape->e;
	const struct crm_value *cell;

	if (e->currency >= 0 &&
	    find_column(r, e->field[e->currency]->name, false, &cell) != NULL &&
	    cell->kind == CRM_STR)
		return cell->t;
	return crm_text_of(crm_store_currency(n->s));
}

static void
get_tax(const struct record *r, struct crm_text name,
    struct crm_template_value *out)
{
	size_t i = 0;

	while (!crm_text_is(name, names_of_tax[i].name))
		i++;
	out->v = i == 0 ? r->rate : crm_value_int(r->sum[i - 1]);
	out->column.name = names_of_tax[i].name;
	out->column.type = names_of_tax[i].type;
	out->currency = r->currency;
}

static void
put_record(struct names *n, const struct crm_entity *e, int64_t id,
    struct crm_template_value *out)
{
	const void **one = crm_alloc(&n->records, sizeof *one);

	*one = names_record(n, e, id);
	out->record = one;
	out->n = 1;
}

/* Where a document names no seller it is the only one that is active. */
static enum crm_status
only_seller(
    struct names *n, struct crm_template_value *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(n->d, "seller");
	enum crm_status st;
	struct crm_text name;
	int64_t *id;
	size_t found;

	st = crm_ids(n->s,
	    "SELECT \"id\" FROM seller WHERE \"deleted\" IS NULL"
	    " AND \"active\" = 1",
	    NULL, 0, &n->records, &id, &found, err);
	if (st != CRM_OK || found != 1)
		return st;
	if ((st = crm_display(n->s, e, id[0], &name, err)) != CRM_OK)
		return st;
	out->v = crm_value_dup(&n->records, crm_value_text(name));
	put_record(n, e, id[0], out);
	return CRM_OK;
}

static enum crm_status
get_field(struct names *n, struct record *r, struct crm_text name,
    struct crm_template_value *out, struct crm_err *err)
{
	const struct crm_value *cell, *id;
	const struct crm_column *column;
	const struct crm_field *f;
	enum crm_status st;
	bool is_id;

	if ((st = read_record(n, r, err)) != CRM_OK)
		return st;
	f = r->shape->e->field[find_field(r->shape, name, &is_id)];
	column = find_column(r, f->name, is_id, &cell);
	if (column == NULL) /* shown only when named: the version */
		return CRM_OK;
	out->column = *column;
	out->column.currency = -1;
	out->v = *cell;
	out->currency = currency_of(n, r);
	if (f->type == CRM_T_CURRENCY && cell->kind == CRM_NULL)
		out->v = crm_value_text(out->currency);
	if (f->type != CRM_T_REF || is_id)
		return CRM_OK;
	if (find_column(r, f->name, true, &id) != NULL && id->kind == CRM_INT)
		put_record(n, crm_dict_find(n->d, f->ref), id->i, out);
	return out->n == 0 && strcmp(f->ref, "seller") == 0
	    ? only_seller(n, out, err)
	    : CRM_OK;
}

/* ---- lists of records ---- */

/* Lines in the order of their numbers, those without behind; the rest by id. */
static enum crm_status
part_ids(struct names *n, const struct part *p, int64_t of, int64_t **ids,
    size_t *found, struct crm_err *err)
{
	const struct crm_entity_def *def = p->entity->def;
	const struct crm_value v = crm_value_int(of);
	const char *order = def->line == NULL
	    ? ""
	    : crm_sprintf(&n->records, "\"%s\" IS NULL, \"%s\", ", def->line,
		  def->line);

	return crm_ids(n->s,
	    crm_sprintf(&n->records,
		"SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ?"
		" AND \"deleted\" IS NULL ORDER BY %s\"id\"",
		def->table, p->entity->field[p->field]->name, order),
	    &v, 1, &n->records, ids, found, err);
}

static enum crm_status
get_part(struct names *n, const struct record *r, const struct part *p,
    struct crm_template_value *out, struct crm_err *err)
{
	const void **list;
	enum crm_status st;
	int64_t *ids;
	size_t found;

	if ((st = part_ids(n, p, r->id, &ids, &found, err)) != CRM_OK)
		return st;
	list = crm_alloc_n(&n->records, found + 1, sizeof *list);
	for (size_t i = 0; i < found; i++)
		list[i] = names_record(n, p->entity, ids[i]);
	out->record = list;
	out->n = found;
	return CRM_OK;
}

/* The sums of a rate that lines have, a new one where it is the first. */
static struct record *
tax_of(struct names *n, const void **list, size_t *found, struct crm_value rate)
{
	struct record *r;

	for (size_t i = 0; i < *found; i++) {
		r = (struct record *)list[i];
		if (crm_value_eq(r->rate, rate))
			return r;
	}
	r = new_record(n, &n->shape[n->d->n], 0);
	r->rate = rate;
	list[(*found)++] = r;
	return r;
}

static enum crm_status
add_taxes(struct names *n, struct record *line, const void **list,
    size_t *found, struct crm_err *err)
{
	static const char *const sums[] = { "net", "tax", "gross" };
	const struct crm_value *cell;
	enum crm_status st = read_record(n, line, err);
	struct record *tax;

	if (st != CRM_OK ||
	    find_column(line, "tax_rate", false, &cell) == NULL ||
	    cell->kind != CRM_INT)
		return st;
	tax = tax_of(n, list, found, *cell);
	tax->currency = currency_of(n, line);
	for (size_t i = 0; i < COUNT(sums); i++)
		if (find_column(line, sums[i], false, &cell) != NULL &&
		    cell->kind == CRM_INT)
			tax->sum[i] += cell->i;
	return CRM_OK;
}

static int
by_rate(const void *a, const void *b)
{
	const struct record *const *x = a, *const *y = b;

	return crm_by_int64(&(*y)->rate.i, &(*x)->rate.i);
}

/* What the lines come to by their rate, the highest first. */
static enum crm_status
get_taxes(struct names *n, const struct record *r,
    struct crm_template_value *out, struct crm_err *err)
{
	struct crm_template_value lines = { .n = 0 };
	const struct part *p = r->shape->part;
	const void **list;
	enum crm_status st;

	while (p->entity != r->shape->lines)
		p++;
	if ((st = get_part(n, r, p, &lines, err)) != CRM_OK)
		return st;
	list = crm_alloc_n(&n->records, lines.n + 1, sizeof *list);
	for (size_t i = 0; i < lines.n && st == CRM_OK; i++)
		st = add_taxes(
		    n, (struct record *)lines.record[i], list, &out->n, err);
	qsort(list, out->n, sizeof *list, by_rate);
	out->record = list;
	return st;
}

enum crm_status
names_get(void *ctx, const void *shape, const void *record,
    struct crm_text name, struct crm_template_value *out, struct crm_err *err)
{
	struct names *n = ctx;
	const struct shape *s = shape;
	struct record *r = (struct record *)record;
	const struct part *part;

	if (s->e == NULL) {
		get_tax(r, name, out);
		return CRM_OK;
	}
	if (crm_text_is(name, "taxes") && s->lines != NULL)
		return get_taxes(n, r, out, err);
	if ((part = find_part(s, name)) != NULL)
		return get_part(n, r, part, out, err);
	return get_field(n, r, name, out, err);
}

const void *
names_record(struct names *n, const struct crm_entity *e, int64_t id)
{
	return new_record(n, names_shape(n, e), id);
}
