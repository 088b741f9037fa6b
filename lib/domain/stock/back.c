/*
 * What comes back, and says by which issue it left: those of its goods that are still
 * out, the newest first; before them those for the same document and from the same place.
 * So it costs what it did, and no more comes back than went.
 */
#include "stock.h"

#include <string.h>

static enum crm_status
read_issues(struct crm_store *s, const struct crm_record *back,
    struct crm_arena *a, int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_value *lot = value_of(back, "lot");
	const struct crm_value v[] = { *value_of(back, "product"),
		lot->kind == CRM_INT ? *lot : crm_value_int(0),
		*value_of(back, "moved_on"),
		crm_value_text(text_of(back, "about")),
		*value_of(back, "warehouse") };

	return crm_ids(s,
	    "SELECT \"id\" FROM move WHERE \"product\" = ? "
	    "AND \"kind\" = 'issue' AND \"deleted\" IS NULL "
	    "AND coalesce(\"lot\", 0) = ? AND \"moved_on\" <= ? ORDER BY "
	    "CASE WHEN \"about\" = ? THEN 0 ELSE 1 END, "
	    "CASE WHEN \"warehouse\" = ? THEN 0 ELSE 1 END, "
	    "\"moved_on\" DESC, \"id\" DESC",
	    v, COUNT(v), a, ids, n, err);
}

/* So many of an issue can come back here; none where the documents of another area take
 * them back, which *theirs says. */
static enum crm_status
left_here(struct crm_store *s, const struct crm_record *back, int64_t id,
    struct crm_arena *a, int64_t *left, struct crm_err *theirs,
    struct crm_err *err)
{
	struct crm_record issue, r = *back;
	struct crm_saving w = { .store = s, .new = &r, .arena = a };
	struct crm_err other;
	int64_t value;
	enum crm_status st;

	if ((st = crm_load(s, back->entity, id, a, &issue, err)) != CRM_OK ||
	    (st = issue_left(s, &issue, left, &value, err)) != CRM_OK ||
	    *left <= 0)
		return st;
	r.v = crm_alloc_n(a, back->entity->n, sizeof *r.v);
	memcpy(r.v, back->v, back->entity->n * sizeof *r.v);
	*value_of(&r, "of") = crm_value_int(id);
	st = move_of_others(&w, &other);
	if (st != CRM_RULE) {
		if (st != CRM_OK)
			*err = other;
		return st;
	}
	*left = 0;
	if (theirs->status == CRM_OK)
		*theirs = other;
	return CRM_OK;
}

static enum crm_status
too_many(struct crm_store *s, const struct crm_record *back, int64_t quantity,
    int64_t out, struct crm_arena *a, struct crm_err *err)
{
	struct goods g;
	enum crm_status st = goods_load(
	    s, value_of(back, "product")->i, a, &g, err);

	/* Of a lot that is not said, or is here, that is told. */
	if (st != CRM_OK ||
	    (st = lot_check(s, &g, NULL, back, false, err)) != CRM_OK)
		return st;
	return crm_fail(err, CRM_RULE,
	    "%s: of what was issued %s can come back, not %s; what left "
	    "before this book began comes in with: crm-stock receive",
	    g.name, quantity_dup(a, out), quantity_dup(a, quantity));
}

enum crm_status
issues_out(struct crm_store *s, const struct crm_record *back, int64_t quantity,
    struct crm_arena *a, struct still_out **out, size_t *n, struct crm_err *err)
{
	int64_t *ids, left, all = 0;
	struct crm_err theirs = { .status = CRM_OK };
	enum crm_status st;
	size_t i, n_ids;

	*n = 0;
	st = read_issues(s, back, a, &ids, &n_ids, err);
	if (st != CRM_OK)
		return st;
	*out = crm_alloc_n(a, n_ids + 1, sizeof **out);
	for (i = 0; i < n_ids && all < quantity; i++) {
		st = left_here(s, back, ids[i], a, &left, &theirs, err);
		if (st != CRM_OK)
			return st;
		if (left <= 0)
			continue;
		if (left > quantity - all)
			left = quantity - all;
		(*out)[(*n)++] = (struct still_out){ ids[i], left };
		all += left;
	}
	if (all >= quantity)
		return CRM_OK;
	if (theirs.status != CRM_OK) {
		*err = theirs;
		return theirs.status;
	}
	return too_many(s, back, quantity, all, a, err);
}

enum crm_status
back_of_issue(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record *r = w->new;
	bool scrap = crm_text_is(text_of(r, "kind"), "scrap");
	int64_t quantity = value_of(r, scrap ? "scrapped" : "quantity")->i;
	struct still_out *out;
	enum crm_status st;
	size_t n;

	if ((!scrap && !crm_text_is(text_of(r, "kind"), "return")) ||
	    value_of(r, "of")->kind != CRM_NULL || quantity <= 0)
		return CRM_OK;
	/* What a file says it cost is history. */
	if (w->import && value_of(r, "value")->kind != CRM_NULL)
		return CRM_OK;
	st = issues_out(w->store, r, quantity, w->arena, &out, &n, err);
	if (st != CRM_OK)
		return st;
	if (!w->import && value_of(r, "value")->kind != CRM_NULL)
		return crm_fail_field(err, CRM_RULE, "value",
		    "of what comes back follows from what it cost when it "
		    "left");
	if (n > 1)
		return crm_fail_field(err, CRM_INVALID, "of",
		    "is required: so many left by several issues; "
		    "crm-stock return finds these");
	set_int(r, "of", out[0].move);
	return CRM_OK;
}
