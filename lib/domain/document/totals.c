/*
 * A document and all its lines: the discount on the whole is taken once, from the sum
 * of the lines, and spread over them; its totals are the sums of its lines.
 */
#include "summed.h"

#include <string.h>

/* The document that is being added up: its lines are written for it. */
static int64_t *
adding(struct crm_store *s, const struct crm_lines *k)
{
	struct crm_arena *a;

	return crm_batch_memory(s, k, sizeof(int64_t), &a);
}

void
totals_adding(struct crm_store *s, const struct crm_lines *k, int64_t document)
{
	*adding(s, k) = document;
}

bool
totals_write(struct crm_store *s, const struct crm_lines *k, int64_t document)
{
	return *adding(s, k) == document;
}

static const struct crm_entity *
kind_of_lines(const struct totals *t)
{
	return crm_dict_find(crm_store_dict(t->s), t->k->kind);
}

static const struct crm_entity *
kind_of_document(const struct totals *t)
{
	const struct crm_entity *e = kind_of_lines(t);

	return crm_dict_find(
	    crm_store_dict(t->s), e->field[field_of(e, t->k->of)]->ref);
}

/* What a line comes to before the discount on the whole. */
static enum crm_status
find_worth(struct totals *t, size_t i, struct crm_err *err)
{
	struct crm_value value;
	enum crm_status st = line_worth(&t->line[i], &t->h, &value, err);

	if (st != CRM_OK)
		return st;
	t->priced[i] = value.kind == CRM_INT;
	if (!t->priced[i])
		value = line_get(&t->line[i], "amount");
	t->value[i] = value.kind == CRM_INT ? value.i : 0;
	t->worth |= value.kind == CRM_INT;
	return CRM_OK;
}

/* For what is found of each line. */
static void
make_room(struct totals *t)
{
	t->value = crm_alloc_n(t->a, t->n + 1, sizeof *t->value);
	t->share = crm_alloc_n(t->a, t->n + 1, sizeof *t->share);
	t->priced = crm_alloc_n(t->a, t->n + 1, sizeof *t->priced);
}

enum crm_status
totals_of_line(struct totals *t, struct crm_record *line, struct crm_err *err)
{
	t->n = 1;
	t->line = line;
	make_room(t);
	return find_worth(t, 0, err);
}

static enum crm_status
load(struct totals *t, int64_t document, struct crm_err *err)
{
	const struct crm_entity *e = kind_of_lines(t);
	enum crm_status st;
	int64_t *ids;
	size_t i;

	if ((st = head_load(t->s, t->k, document, t->a, &t->h, err)) !=
		CRM_OK ||
	    (st = crm_referring(t->s, e, field_of(e, t->k->of),
		 kind_of_document(t), &document, 1, false, t->a, &ids, &t->n,
		 err)) != CRM_OK)
		return st;
	t->line = crm_alloc_n(t->a, t->n + 1, sizeof *t->line);
	make_room(t);
	for (i = 0; i < t->n; i++)
		if ((st = crm_load(t->s, e, ids[i], t->a, &t->line[i], err)) !=
			CRM_OK ||
		    (st = find_worth(t, i, err)) != CRM_OK)
			return st;
	return CRM_OK;
}

enum crm_status
totals_too_large(struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID,
	    "all lines together are more than an amount can be");
}

bool
totals_add(int64_t *sum, int64_t v)
{
	*sum += v;
	return *sum <= CRM_MONEY_MAX && *sum >= -CRM_MONEY_MAX;
}

/* Each line's share of the discount on the whole. */
static enum crm_status
spread(struct totals *t, struct crm_err *err)
{
	int64_t *weight = crm_alloc_n(t->a, t->n + 1, sizeof *weight);
	int64_t sum = 0;
	size_t i;

	memset(t->share, 0, (t->n + 1) * sizeof *t->share);
	for (i = 0; i < t->n; i++) {
		weight[i] = t->priced[i] ? t->value[i] : 0;
		if (!totals_add(&sum, weight[i]))
			return totals_too_large(err);
	}
	if (t->h.discount != 0)
		(void)crm_spread(
		    crm_share_of(sum, t->h.discount), weight, t->n, t->share);
	return CRM_OK;
}

enum crm_status
totals_read(struct totals *t, int64_t document, struct crm_err *err)
{
	enum crm_status st = load(t, document, err);

	return st == CRM_OK ? spread(t, err) : st;
}

/* ---- what is written ---- */

/* What a line without a value shares with its document all the same. */
static bool
is_in_its_currency(const struct totals *t, const struct crm_record *line)
{
	struct crm_value v = line_get(line, "currency");

	return t->h.currency.n == 0 ||
	    crm_value_eq(v, crm_value_text(t->h.currency));
}

static enum crm_status
write_lines(struct totals *t, struct crm_err *err)
{
	static const char *const kept[] = { "quantity", "unit_price", "amount",
		"net", "tax", "gross", "list_price", "floor_price", NULL };
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st = CRM_OK;
	const char *const *f;
	size_t i;

	for (i = 0; i < t->n && st == CRM_OK; i++) {
		struct crm_record *r = &t->line[i];
		bool worth = t->priced[i] ||
		    line_get(r, "amount").kind == CRM_INT;

		if (!worth && is_in_its_currency(t, r))
			continue;
		if (worth &&
		    (st = line_write(
			 r, &t->h, t->value[i] - t->share[i], err)) != CRM_OK)
			break;
		crm_record_init(&patch, r->entity, t->a);
		patch.id = r->id;
		for (f = kept; *f != NULL; f++)
			line_put(&patch, *f, line_get(r, *f));
		if (t->h.currency.n > 0)
			line_put(
			    &patch, "currency", crm_value_text(t->h.currency));
		st = crm_update(t->s, &patch, &done, err);
	}
	return st;
}

static enum crm_status
write_document(struct totals *t, bool lost, struct crm_err *err)
{
	struct crm_record patch;
	struct sums sums = { .worth = false };
	enum crm_action done;
	enum crm_status st = CRM_OK;
	size_t i;

	/* One whose lines say nothing has whatever amount somebody gave it. */
	if (!t->worth && !lost)
		return CRM_OK;
	crm_record_init(&patch, kind_of_document(t), t->a);
	patch.id = t->h.id;
	if (!t->worth)
		sums_blank(&patch);
	else {
		for (i = 0; i < t->n && st == CRM_OK; i++)
			st = sums_add(t, i, &sums, err);
		sums_put(&sums, &patch);
	}
	return st == CRM_OK ? crm_update(t->s, &patch, &done, err) : st;
}

/* Whether the price of a line is asked for: it has no price and no amount yet, or the one
 * that the lists had of the document as it was. */
static enum crm_status
is_asked(const struct totals *t, struct crm_record *r, const struct head *was,
    bool *yes, struct crm_err *err)
{
	enum crm_status st;

	*yes = line_get(r, "amount").kind != CRM_INT;
	if (*yes || was == NULL)
		return CRM_OK;
	st = line_other_document(t->s, t->k, r, was, &t->h, yes, err);
	if (*yes)
		line_put(r, "unit_price", CRM_VALUE_NULL);
	return st;
}

/* Of another customer, day, currency, rate or tax. */
static enum crm_status
price_anew(struct totals *t, const struct head *was, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < t->n && st == CRM_OK; i++) {
		struct crm_record *r = &t->line[i];
		bool fill;

		if ((st = is_asked(t, r, was, &fill, err)) != CRM_OK)
			break;
		st = line_price(t->s, r, &t->h, fill, err);
		if (st == CRM_RULE && fill)
			st = CRM_OK;
		if (st == CRM_OK && fill)
			st = find_worth(t, i, err);
	}
	return st;
}

/* Whether a line has all of its worth where the whole has a discount: it came without
 * its share of that. */
static bool
lacks_share(const struct totals *t)
{
	size_t i;

	for (i = 0; i < t->n && t->h.discount != 0; i++)
		if (t->priced[i] && t->value[i] != 0 &&
		    line_get(&t->line[i], "amount").i == t->value[i])
			return true;
	return false;
}

/* What is done to the lines before they are added up. */
enum first {
	FIRST_WORTH, /* they come to what their prices give */
	FIRST_PRICE, /* they are priced anew, and come to that */
	FIRST_NONE,  /* they came as they are */
};

/* Why a document is added up. */
struct cause {
	enum first first;
	const struct head *was; /* as it was, where that was changed; or NULL */
	bool lost; /* a line that came to something was taken from it */
};

/* Where the whole gets its first discount, what is an amount alone has its share too. */
static enum crm_status
price_bare(struct totals *t, const struct cause *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (c->was == NULL || c->was->discount != 0)
		return CRM_OK;
	for (i = 0; i < t->n && st == CRM_OK; i++) {
		line_as_one(&t->line[i], &t->h);
		st = find_worth(t, i, err);
	}
	return st;
}

static enum crm_status
lines_first(struct totals *t, const struct cause *c, struct crm_err *err)
{
	enum crm_status st = price_bare(t, c, err);

	if (st == CRM_OK && c->first == FIRST_PRICE)
		st = price_anew(t, c->was, err);
	/* How far the whole is below the lists counts their shares of it too. */
	if (st == CRM_OK)
		st = spread(t, err);
	if (st != CRM_OK || (c->first == FIRST_NONE && !lacks_share(t)))
		return st;
	return write_lines(t, err);
}

static enum crm_status
add_up(struct crm_store *s, const struct crm_lines *k, int64_t document,
    const struct cause *c, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct totals t = { .s = s, .k = k, .a = &a };
	enum crm_status st;

	*adding(s, k) = document;
	if ((st = crm_lock(s, kind_of_document(&t), document, err)) == CRM_OK &&
	    (st = load(&t, document, err)) == CRM_OK &&
	    (st = lines_first(&t, c, err)) == CRM_OK)
		st = write_document(&t, c->lost, err);
	*adding(s, k) = 0;
	crm_arena_free(&a);
	/* The whole goes, and its lines with it. */
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
crm_lines_add_up(struct crm_store *s, const struct crm_lines *k,
    int64_t document, struct crm_err *err)
{
	static const struct cause c = { .first = FIRST_NONE };
	bool done;
	enum crm_status st = summed_write(s, k, document, &done, err);

	return st != CRM_OK || done ? st : add_up(s, k, document, &c, err);
}

/* Puts it off for the document that a line says. */
static void
sum_later(const struct crm_lines *k, const struct crm_saving *w,
    const struct crm_record *line)
{
	const struct crm_entity *e = line->entity;
	const struct crm_value of = line_get(line, k->of);

	if (of.kind == CRM_INT && *adding(w->store, k) != of.i)
		crm_later(w->store, k->imported,
		    crm_dict_find(crm_store_dict(w->store),
			e->field[field_of(e, k->of)]->ref),
		    of.i);
}

/* An import's: of the document that it is of, and of that which it was of. */
static enum crm_status
imported_line(const struct crm_lines *k, const struct crm_saving *w)
{
	sum_later(k, w, w->new);
	if (w->old != NULL && differs(w->old, w->new, k->of))
		sum_later(k, w, w->old);
	return CRM_OK;
}

static bool
is_hidden(const struct crm_saving *w)
{
	return w->new->v[w->new->entity->deleted].kind != CRM_NULL;
}

enum crm_status
crm_line_saved(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value of = line_get(w->new, k->of);
	bool worth = w->old != NULL &&
	    line_get(w->old, "amount").kind == CRM_INT;
	const struct cause left = { .lost = worth },
			   here = { .lost = worth && is_hidden(w) };
	struct crm_value was = of;
	enum crm_status st;

	summed_line(k, w);
	if (w->import && k->imported != NULL)
		return imported_line(k, w);
	if ((w->import && !k->sums_imports) || w->undo ||
	    crm_merge_moves(w->store) || of.kind != CRM_INT ||
	    *adding(w->store, k) == of.i)
		return CRM_OK;
	if (w->old != NULL)
		was = line_get(w->old, k->of);
	if (!w->import && (st = gift_follow(k, w, err)) != CRM_OK)
		return st;
	st = add_up(w->store, k, of.i, &here, err);
	/* It left another document. */
	return st == CRM_OK && was.kind == CRM_INT && was.i != of.i
	    ? add_up(w->store, k, was.i, &left, err)
	    : st;
}

static bool
has_changed(const struct crm_saving *w, const char *field)
{
	return !crm_value_eq(line_get(w->old, field), line_get(w->new, field));
}

enum crm_status
crm_lines_saved(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	struct head was;
	struct cause c = { .was = &was };
	enum crm_status st;
	bool anew;

	/* Of all lines no more is taken off than they come to. */
	if (!w->undo && crm_field_of(w->new->entity, "discount") >= 0 &&
	    (st = check_percent(w->new, "discount", err)) != CRM_OK)
		return st;
	if (w->old == NULL || w->undo || crm_merge_moves(w->store) ||
	    *adding(w->store, k) == w->new->id)
		return CRM_OK;
	if (w->import && !has_changed(w, "currency")) {
		/* A file of documents may say another amount than their lines. */
		if (k->imported != NULL && has_changed(w, "amount"))
			crm_later(
			    w->store, k->imported, w->new->entity, w->new->id);
		return CRM_OK;
	}
	/* Lines are in its currency; a file says what they cost, too. */
	anew = !w->import &&
	    (has_changed(w, "customer") || has_changed(w, "partner") ||
		has_changed(w, "currency") || has_changed(w, "rate") ||
		has_changed(w, k->day) || has_changed(w, "tax_included") ||
		has_changed(w, "tax"));
	if (!anew && !w->import && !has_changed(w, "discount"))
		return CRM_OK;
	if ((st = head_of(w->store, k, w->old, w->arena, &was, err)) != CRM_OK)
		return st;
	was.other_day = has_changed(w, k->day) &&
	    crm_value_eq(
		line_get(w->old, "status"), crm_value_text(CRM_TEXT("draft")));
	c.first = anew ? FIRST_PRICE : FIRST_WORTH;
	return add_up(w->store, k, w->new->id, &c, err);
}

enum crm_status
crm_lines_sum(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const struct crm_entity *e = crm_dict_find(d, k->kind);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *ids;
	size_t n = 0;

	if (w->old == NULL || w->import || w->undo ||
	    !has_changed(w, "amount") || has_changed(w, "currency") ||
	    *adding(w->store, k) == w->new->id)
		return CRM_OK;
	st = crm_referring(w->store, e, field_of(e, k->of), w->new->entity,
	    &w->new->id, 1, false, &a, &ids, &n, err);
	crm_arena_free(&a);
	return st != CRM_OK || n == 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "amount",
		  "is the sum of its %zu line%s; change these", n,
		  n == 1 ? "" : "s");
}
