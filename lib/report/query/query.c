/* A table that is asked for: records of a kind by any dimensions. */
#include "query.h"

#include <string.h>

/* What was measured of a group's records of one currency. */
struct part {
	const char *currency;
	int64_t records;
	struct measured *of; /* a figure each */
};

/* A group: a part a currency, in the order met; of records without money one. */
struct sums {
	struct part *part;
	size_t n, cap;
};

/* Columns before the figures'. */
enum { CURRENCY, DATE, FIGURES };

static struct query *
query_of(const struct tally_run *r)
{
	return r->ctx;
}

static struct part *
part_of(struct tally_run *r, struct sums *x, struct crm_text currency)
{
	const struct query *q = query_of(r);
	struct part *new;
	size_t i;

	for (i = 0; i < x->n; i++)
		if (crm_text_is(currency, x->part[i].currency))
			return &x->part[i];
	x->part = crm_grow(r->arena, x->part, x->n, &x->cap, sizeof *x->part);
	new = &x->part[x->n++];
	*new = (struct part){ .currency = crm_strndup(
				  r->arena, currency.p, currency.n),
		.of = crm_alloc_n(r->arena, q->n + 1, sizeof *new->of) };
	return new;
}

/* ---- the records ---- */

struct rows {
	struct crm_stmt *q;
	struct crm_value *cell;
	bool *text;
	size_t n;
};

static void
figures_sql(const struct query *q, struct crm_sql *out)
{
	struct crm_path own;
	size_t i;

	for (i = 0; i < q->n; i++) {
		crm_buf_str(&out->text, ", ");
		crm_path_sql(&q->figure[i].path, "t", out);
	}
	/* Behind them the amounts as they stand. */
	for (i = 0; i < q->n; i++) {
		if (q->figure[i].base_of < 0)
			continue;
		own = q->figure[i].path;
		own.field = q->figure[i].base_of;
		crm_buf_str(&out->text, ", ");
		crm_path_sql(&own, "t", out);
		crm_buf_printf(&out->text, ", t.\"currency\"");
	}
}

static void
select_sql(struct tally_run *r, struct crm_sql *out)
{
	const struct query *q = query_of(r);

	crm_buf_str(&out->text, "SELECT ");
	if (q->has_currency)
		crm_path_sql(&q->currency, "t", out);
	else
		crm_buf_str(&out->text, "NULL");
	crm_buf_str(&out->text, ", ");
	crm_path_sql(&q->date, "t", out);
	dimensions_sql(&r->d, out);
	figures_sql(q, out);
	crm_buf_printf(&out->text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    q->spec->entity->def->table);
	where_sql(r->o, out);
}

static void
make_room(struct tally_run *r, struct rows *x)
{
	const struct query *q = query_of(r);
	size_t i, at = FIGURES + r->d.n;

	x->n = at + 3 * q->n;
	x->cell = crm_alloc_n(r->arena, x->n, sizeof *x->cell);
	x->text = crm_alloc_n(r->arena, x->n, sizeof *x->text);
	x->text[CURRENCY] = q->has_currency;
	for (i = 0; i < r->d.n; i++)
		x->text[FIGURES + i] = dimension_is_text(&r->d.d[i]);
	for (i = 0; i < q->n; i++)
		x->text[at++] = crm_type_is_text(q->figure[i].field->type);
	for (i = 0; i < q->n; i++)
		if (q->figure[i].base_of >= 0) {
			x->text[at++] = false;
			x->text[at++] = true;
		}
	x->n = at;
}

static enum crm_status
open_rows(struct tally_run *r, struct rows *x, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	make_room(r, x);
	crm_sql_init(&q, r->arena);
	select_sql(r, &q);
	if ((st = crm_sql(r->s, q.text.data, &x->q, err)) == CRM_OK)
		crm_bind_all(x->q, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

/* Whether the record is of the days that are asked for. */
static bool
is_within(const struct tally_run *r, struct crm_value date)
{
	const struct query *q = query_of(r);

	if (date.kind == CRM_INT &&
	    q->date.entity->field[q->date.field]->type == CRM_T_INSTANT)
		date.i = crm_instant_date(date.i);
	if (r->o->on != CRM_DATE_MAX &&
	    (date.kind != CRM_INT || date.i > r->o->on))
		return false;
	return in_period(r->o, date);
}

static enum crm_status
note_unrated(struct tally_run *r, struct part *part,
    const struct crm_value *figure, struct crm_err *err)
{
	const struct query *q = query_of(r);
	const struct crm_value *own = figure + q->n;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < q->n && st == CRM_OK; i++) {
		if (q->figure[i].base_of < 0)
			continue;
		if (figure[i].kind == CRM_NULL && own[0].kind == CRM_INT &&
		    own[1].kind == CRM_STR) {
			part->of[i].unrated = true;
			st = unrated_add(
			    &r->unrated, r->arena, own[1].t, own[0].i, err);
		}
		own += 2;
	}
	return st;
}

static enum crm_status
add_row(struct tally_run *r, const struct rows *x, struct crm_err *err)
{
	const struct query *q = query_of(r);
	const struct crm_value *figure = x->cell + FIGURES + r->d.n;
	struct crm_text currency = x->cell[CURRENCY].kind == CRM_STR
	    ? x->cell[CURRENCY].t
	    : crm_text_of(r->base);
	struct crm_value key[MOST_DIMENSIONS];
	enum crm_status st = CRM_OK;
	struct part *part;
	size_t i;

	for (i = 0; i < r->d.n; i++)
		key[i] = dimension_of(&r->d.d[i], x->cell[FIGURES + i]);
	part = part_of(r, cube_at(&r->cube, key), currency);
	part->records++;
	for (i = 0; i < q->n && st == CRM_OK; i++)
		st = measure_add(
		    &part->of[i], &q->figure[i], figure[i], r->arena, err);
	return st == CRM_OK ? note_unrated(r, part, figure, err) : st;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct rows x = { .q = NULL };
	enum crm_status st = open_rows(r, &x, err);
	bool row;

	while (
	    st == CRM_OK && (st = crm_step(x.q, &row, err)) == CRM_OK && row) {
		crm_cells(x.q, x.text, x.n, x.cell);
		if (is_within(r, x.cell[DATE]))
			st = add_row(r, &x, err);
	}
	if (x.q != NULL)
		crm_reset(x.q);
	return st;
}

/* ---- groups ---- */

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	const struct query *q = query_of(r);
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	struct part *to;
	size_t i, k;

	for (i = 0; i < y->n; i++) {
		to = part_of(r, sums, crm_text_of(y->part[i].currency));
		to->records += y->part[i].records;
		for (k = 0; k < q->n && st == CRM_OK; k++)
			st = measure_merge(&to->of[k], &q->figure[k],
			    &y->part[i].of[k], r->arena, err);
	}
	return st;
}

/* By the first sum of the book's currency, else by the number of records. */
static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct query *q = query_of(r);
	const struct sums *x = sums;
	int64_t n = 0;
	size_t i, k;

	for (i = 0; i < x->n; i++)
		n += x->part[i].records;
	for (k = 0; k < q->n; k++) {
		if (q->figure[k].how != CRM_SUM)
			continue;
		n = 0;
		for (i = 0; i < x->n; i++)
			if (strcmp(x->part[i].currency, r->base) == 0)
				n = x->part[i].of[k].sum;
		break;
	}
	return n;
}

static enum crm_status
put_part(
    const struct tally_row *row, const struct part *part, struct crm_err *err)
{
	const struct query *q = query_of(row->run);
	struct crm_value *cell = crm_alloc_n(
	    row->run->arena, q->n_headings, sizeof *cell);
	size_t i;

	cell[0] = crm_value_int(part->records);
	for (i = 0; i < q->n; i++)
		cell[i + 1] = measure_value(&part->of[i], &q->figure[i]);
	if (q->has_currency || q->has_base)
		cell[++i] = crm_value_text(crm_text_of(part->currency));
	if (q->has_currency && q->has_base)
		cell[++i] = crm_value_text(crm_text_of(row->base));
	return tally_put(row, cell, err);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	if (x->n == 0) /* a period without anything */
		part_of(row->run, x, crm_text_of(row->base));
	for (i = 0; i < x->n && st == CRM_OK; i++)
		st = put_part(row, &x->part[i], err);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct query q;
	enum crm_status st = query_read(s, o, a, &q, err);
	const struct tally tally = {
		.entity = o->query->entity->def->name,
		.headings = q.headings,
		.n_headings = q.n_headings,
		.size = sizeof(struct sums),
		.scan = scan,
		.merge = merge,
		.print = print,
		.weight = weight,
		.date = q.date.name,
		.unrated = { N_("amount"), NULL },
		.ctx = &q,
	};

	return st == CRM_OK ? tally_run(&tally, s, o, a, sink, err) : st;
}

const struct crm_report crm_report_query = {
	.name = "query",
	.group = "Any records",
	.help = "records of a kind by any dimensions: counts, sums, means",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.define =
	    "records = records of the kind; count = those whose field is not "
	    "blank; distinct = its different values; sum, mean, median, min "
	    "and max of what is not blank. A mean is rounded once, half away "
	    "from zero: of whole numbers to two decimals; a median of an even "
	    "number is the mean of the two in the middle. Amounts are in the "
	    "currency of their record, a row each; names that end in _base in "
	    "the base currency, which base_currency names where there are both, "
	    "without what has no rate, which standard error tells, and blank where "
	    "nothing has one.\n"
	    "Counted: live records.\n"
	    "Date: that of --date, within --from and --to, at most --on; else "
	    "the day a deal was opened, a lead or customer was entered, an "
	    "order was ordered, else that on which the record was made.\n"
	    "Whose: as the record says (use --by and -w).\n",
	.run = run,
};
