/*
 * Whether a document says what was agreed to before it was made: an order of what a
 * quote offered.  Nothing of it is dearer to us then: of each product no less is sold,
 * for no less a piece, no more is given; what is of no product comes to no less, and
 * what came beside it is at list price.
 */
#include "totals.h"

#include "submit.h"

/* All of a product that lines of a document sell, or give. */
struct sold {
	int64_t product;
	bool gift;
	struct crm_text unit;
	int64_t quantity, net;
	struct off_list off;
	int64_t lines;
};

struct deal {
	struct totals t;
	struct sold *sold;
	size_t n;
	int64_t bare; /* what lines of no product come to */
	bool part;    /* what is made of it need not take all */
};

static bool
is_same(const struct sold *a, const struct sold *b)
{
	return a->product == b->product && a->gift == b->gift &&
	    crm_text_eq(a->unit, b->unit);
}

static struct sold *
find(const struct deal *d, const struct sold *like)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (is_same(&d->sold[i], like))
			return &d->sold[i];
	return NULL;
}

static enum crm_status
add(struct deal *d, size_t i, struct crm_err *err)
{
	const struct crm_record *r = &d->t.line[i];
	struct crm_value unit = line_get(r, "unit");
	struct sold one = { .product = line_get(r, "product").i,
		.gift = line_get(r, "gift").i != 0,
		.unit = unit.kind == CRM_STR ? unit.t : CRM_TEXT("") };
	struct sold *to = find(d, &one);

	if (to == NULL) {
		to = &d->sold[d->n++];
		*to = one;
	}
	to->quantity += line_get(r, "quantity").i;
	to->net += line_get(r, "net").i;
	to->lines++;
	return off_list_add(&d->t, i, &to->off, err);
}

static enum crm_status
read(struct deal *d, int64_t document, struct crm_err *err)
{
	enum crm_status st = totals_read(&d->t, document, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	d->sold = crm_alloc_n(d->t.a, d->t.n + 1, sizeof *d->sold);
	for (i = 0; i < d->t.n && st == CRM_OK; i++)
		if (line_get(&d->t.line[i], "product").kind == CRM_INT)
			st = add(d, i, err);
		else
			d->bare += line_get(&d->t.line[i], "net").i;
	return st;
}

/* Of more, no more is given away than was: a cent a line is rounded. */
static bool
gives_more(const struct sold *is, const struct sold *was)
{
	return is->quantity > was->quantity &&
	    is->off.list - is->off.value >
	    was->off.list - was->off.value + is->lines;
}

/* What was rounded by the line may be so otherwise: a cent each is no less. */
static bool
is_worse(const struct sold *is, const struct sold *was, bool part)
{
	if (is->gift)
		return is->quantity > was->quantity;
	return (!part && is->quantity < was->quantity) ||
	    (__int128)(is->net + is->lines) * was->quantity <
	    (__int128)was->net * is->quantity;
}

static bool
any_is_worse(const struct deal *is, const struct deal *was)
{
	const struct sold *other;
	size_t i;

	if (is->t.h.customer != was->t.h.customer ||
	    !crm_text_eq(is->t.h.currency, was->t.h.currency) ||
	    is->bare < (was->part && was->bare > 0 ? 0 : was->bare))
		return true;
	for (i = 0; i < was->n; i++) {
		other = find(is, &was->sold[i]);
		if (other == NULL && !was->sold[i].gift && !was->part)
			return true;
	}
	for (i = 0; i < is->n; i++) {
		other = find(was, &is->sold[i]);
		if (other != NULL
			? is_worse(&is->sold[i], other, was->part) ||
			    (!was->part && gives_more(&is->sold[i], other))
			: is->sold[i].off.value < is->sold[i].off.list ||
			    is->sold[i].off.below)
			return true;
	}
	return false;
}

static enum crm_status
origin_of(struct crm_store *s, const struct crm_record *document,
    struct crm_origin *out, struct crm_err *err)
{
	const struct crm_area *const *area;
	enum crm_status st = CRM_OK;

	*out = (struct crm_origin){ .id = 0 };
	for (area = crm_areas; *area != NULL && out->id == 0 && st == CRM_OK;
	     area++)
		if ((*area)->origin != NULL)
			st = (*area)->origin(s, document, out, err);
	return st;
}

enum crm_status
is_as_agreed(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a, bool *yes,
    struct crm_err *err)
{
	struct deal is = { .t = { .s = s, .k = k, .a = a } };
	struct deal was = { .t = { .s = s, .a = a } };
	struct crm_origin from;
	enum crm_status st;

	*yes = false;
	if ((st = origin_of(s, document, &from, err)) != CRM_OK || from.id == 0)
		return st;
	was.t.k = from.lines;
	was.part = from.part;
	if ((st = read(&was, from.id, err)) != CRM_OK ||
	    (st = read(&is, document->id, err)) != CRM_OK)
		return st;
	*yes = !any_is_worse(&is, &was);
	return CRM_OK;
}
