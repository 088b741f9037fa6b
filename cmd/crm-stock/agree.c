/*
 * A row may say what it is about twice, by an id and a name, a sku and a barcode.  What
 * contradicts itself is refused: which of the two is meant nobody can know.
 */
#include "columns.h"

#include <string.h>

enum { SHOWN = 60 };

static int
head(struct crm_text t)
{
	return (int)(t.n > SHOWN ? SHOWN : t.n);
}

static enum crm_status
contradict(const char *word, const struct told *a, const struct told *b,
    struct crm_err *err)
{
	return crm_fail_field(err, CRM_INVALID, word,
	    "'%.*s' and '%.*s' contradict each other; clear one of the columns "
	    "'%.*s' and '%.*s'",
	    head(a->text), a->text.p, head(b->text), b->text.p, head(a->header),
	    a->header.p, head(b->header), b->header.p);
}

static enum crm_status
find_product(
    struct crm_cmd *c, struct told *t, int64_t *product, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "product");
	struct crm_text unit;
	enum crm_status st;

	if (t->id)
		return crm_refer(c->store, e,
		    &(struct crm_reference){
			.text = t->text, .how = CRM_REFER_ID },
		    product, err);
	st = crm_product_find(c->store, t->text, c->arena, product, &unit, err);
	t->pack = st == CRM_OK && unit.n > 0;
	return st;
}

static enum crm_status
names_product(struct crm_cmd *c, int64_t product, struct told *t, bool *yes,
    struct crm_err *err)
{
	struct crm_text unit = { NULL, 0 };
	enum crm_status st;
	int64_t other;

	if (t->id) {
		st = find_product(c, t, &other, err);
		*yes = st == CRM_OK && other == product;
		return st;
	}
	st = crm_product_named(
	    c->store, product, t->text, c->arena, &unit, yes, err);
	t->pack = unit.n > 0;
	return st;
}

enum crm_status
told_of_product(struct crm_cmd *c, int64_t product, struct crm_text shown,
    struct told *t, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	st = names_product(c, product, t, &yes, err);
	return st != CRM_OK || yes
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "product",
		  "'%.*s' in column '%.*s' is not what %.*s is of",
		  head(t->text), t->text.p, head(t->header), t->header.p,
		  (int)shown.n, shown.p);
}

static enum crm_status
same_product(struct crm_cmd *c, struct told *a, struct told *b, bool *yes,
    struct crm_err *err)
{
	enum crm_status st;
	int64_t product;

	st = find_product(c, a, &product, err);
	return st == CRM_OK ? names_product(c, product, b, yes, err) : st;
}

/* A record of a kind, by its id or its name. */
static enum crm_status
same_record(struct crm_cmd *c, const struct crm_entity *e, const struct told *a,
    const struct told *b, bool *yes, struct crm_err *err)
{
	int64_t id, other;
	enum crm_status st = crm_refer(c->store, e,
	    &(struct crm_reference){
		.text = a->text, .how = a->id ? CRM_REFER_ID : CRM_REFER_NAME },
	    &id, err);

	if (st != CRM_OK)
		return st;
	if (!b->id)
		return crm_is_name(c->store, e, id, b->text, yes, err);
	st = crm_refer(c->store, e,
	    &(struct crm_reference){ .text = b->text, .how = CRM_REFER_ID },
	    &other, err);
	*yes = st == CRM_OK && id == other;
	return st;
}

/* A value of any other type. */
static enum crm_status
same_value(struct crm_cmd *c, const struct line_part *p, const struct told *a,
    const struct told *b, bool *yes, struct crm_err *err)
{
	struct crm_record one, two;
	enum crm_status st;
	int field;

	crm_record_init(&one, crm_dict_find(c->dict, p->entity), c->arena);
	crm_record_init(&two, one.entity, c->arena);
	field = crm_field_index(one.entity, crm_text_of(p->field));
	if ((st = crm_assign_field(c, &one, p->field, a->text, err)) !=
		CRM_OK ||
	    (st = crm_assign_field(c, &two, p->field, b->text, err)) != CRM_OK)
		return st;
	*yes = crm_value_eq(one.v[field], two.v[field]);
	return CRM_OK;
}

static const struct crm_field *
field_of_part(const struct crm_cmd *c, const struct line_part *p)
{
	const struct crm_entity *e;

	if (p->field == NULL)
		return NULL;
	e = crm_dict_find(c->dict, p->entity);
	return e->field[crm_field_index(e, crm_text_of(p->field))];
}

enum crm_status
told_agree(struct crm_cmd *c, const struct line_part *p, struct told *a,
    struct told *b, struct crm_err *err)
{
	const struct crm_field *f = field_of_part(c, p);
	struct told *first = b->id ? b : a, *second = b->id ? a : b;
	enum crm_status st = CRM_OK;
	bool yes = crm_text_eq(
	    crm_fold_dup(c->arena, a->text), crm_fold_dup(c->arena, b->text));

	if (yes)
		return CRM_OK;
	if (f != NULL && f->type == CRM_T_REF && strcmp(f->ref, "product") == 0)
		st = same_product(c, first, second, &yes, err);
	else if (f != NULL && f->type == CRM_T_REF &&
	    (first->id || strcmp(f->ref, "lot") != 0))
		st = same_record(c, crm_dict_find(c->dict, f->ref), first,
		    second, &yes, err);
	else if (f != NULL && f->type != CRM_T_REF && !p->text)
		st = same_value(c, p, first, second, &yes, err);
	return st != CRM_OK || yes ? st
				   : contradict(p->word, first, second, err);
}
