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

/* ---- what is written ---- */

/* What a line comes to less its share, in memory. */
static enum crm_status
work_out(struct totals *t, size_t i, struct crm_err *err)
{
	struct crm_record *r = &t->line[i];

	return t->priced[i] || line_get(r, "amount").kind == CRM_INT
	    ? line_write(r, &t->h, t->value[i] - t->share[i], err)
	    : CRM_OK;
}

static enum crm_status
write_line(struct totals *t, size_t i, struct crm_err *err)
{
	static const char *const kept[] = { "quantity", "unit_price", "amount",
		"net", "tax", "gross", "list_price", "floor_price", NULL };
	const struct crm_record *r = &t->line[i];
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	const char *const *f;

	/* What a line without a value shares with its document all the same is the
	 * currency. */
	if (!t->priced[i] && line_get(r, "amount").kind != CRM_INT &&
	    !t->foreign[i])
		return CRM_OK;
	if ((st = work_out(t, i, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, r->entity, t->a);
	patch.id = r->id;
	for (f = kept; *f != NULL; f++)
		line_put(&patch, *f, line_get(r, *f));
	if (t->foreign[i] || t->h.currency.n > 0)
		line_put(&patch, "currency",
		    crm_value_text(totals_currency(t, t->h.currency)));
	return crm_update(t->s, &patch, &done, err);
}

/* All of them, or only those that were in another currency. */
static enum crm_status
write_lines(struct totals *t, bool all, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < t->n && st == CRM_OK; i++)
		if (all || t->foreign[i])
			st = write_line(t, i, err);
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
	crm_record_init(&patch, totals_kind(t), t->a);
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
			st = totals_worth(t, i, err);
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
		st = totals_worth(t, i, err);
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
		st = totals_spread(t, err);
	return st;
}

static enum crm_status
add_up(struct crm_store *s, const struct crm_lines *k, int64_t document,
    const struct cause *c, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct totals t = { .s = s, .k = k, .a = &a };
	enum crm_status st;

	*adding(s, k) = document;
	if ((st = crm_lock(s, totals_kind(&t), document, err)) == CRM_OK &&
	    (st = totals_load(&t, document, err)) == CRM_OK &&
	    (st = lines_first(&t, c, err)) == CRM_OK &&
	    (st = write_lines(
		 &t, c->first != FIRST_NONE || lacks_share(&t), err)) == CRM_OK)
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

/* What the lines follow of a change of their document: FIRST_NONE, nothing. */
static enum crm_status
why_saved(const struct crm_lines *k, const struct crm_saving *w,
    struct head *was, struct cause *c, struct crm_err *err)
{
	bool anew = has_changed(w, "customer") || has_changed(w, "partner") ||
	    has_changed(w, "currency") || has_changed(w, "rate") ||
	    has_changed(w, k->day) || has_changed(w, "tax_included") ||
	    has_changed(w, "tax");
	enum crm_status st = head_of(w->store, k, w->old, w->arena, was, err);

	was->other_day = has_changed(w, k->day) &&
	    crm_value_eq(
		line_get(w->old, "status"), crm_value_text(CRM_TEXT("draft")));
	c->first = anew                  ? FIRST_PRICE
	    : has_changed(w, "discount") ? FIRST_WORTH
					 : FIRST_NONE;
	return st;
}

enum crm_status
crm_lines_saved(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	struct head was;
	struct cause c = { .was = &was };
	enum crm_status st;

	/* Of all lines no more is taken off than they come to. */
	if (!w->undo && crm_field_of(w->new->entity, "discount") >= 0 &&
	    (st = check_percent(w->new, "discount", err)) != CRM_OK)
		return st;
	if (w->old == NULL || w->undo || crm_merge_moves(w->store) ||
	    *adding(w->store, k) == w->new->id)
		return CRM_OK;
	if (w->import && (!w->met || comes_back(w->old, w->new))) {
		/* A file of documents may say another amount than their lines. */
		if (k->imported != NULL && has_changed(w, "amount"))
			crm_later(
			    w->store, k->imported, w->new->entity, w->new->id);
		return CRM_OK;
	}
	if ((st = why_saved(k, w, &was, &c, err)) != CRM_OK ||
	    c.first == FIRST_NONE)
		return st;
	/* A row of a file that meets a document is an edit of it as any other. */
	if (w->import)
		crm_by_hand(w->store, true);
	st = add_up(w->store, k, w->new->id, &c, err);
	if (w->import)
		crm_by_hand(w->store, false);
	return st;
}

enum crm_status
totals_foresee(struct totals *t, const struct crm_saving *w, struct sums *out,
    struct crm_err *err)
{
	struct head was;
	struct cause c = { .was = &was };
	enum crm_status st = why_saved(t->k, w, &was, &c, err);
	size_t i;

	*out = (struct sums){ .worth = false };
	if (st != CRM_OK ||
	    (st = head_of(w->store, t->k, w->new, t->a, &t->h, err)) !=
		CRM_OK ||
	    (st = totals_load_lines(t, err)) != CRM_OK ||
	    (st = lines_first(t, &c, err)) != CRM_OK)
		return st;
	for (i = 0; i < t->n && st == CRM_OK; i++) {
		if (c.first != FIRST_NONE)
			st = work_out(t, i, err);
		if (st == CRM_OK)
			st = sums_add(t, i, out, err);
	}
	return st;
}
