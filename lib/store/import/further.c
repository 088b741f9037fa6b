/* The further addresses and numbers of a row: what a cell for one holds besides
 * goes to other_emails and other_phones. */
#include "import.h"

static const struct {
	const char *name;
	enum crm_type type, one;
} lists[] = {
	{ "other_emails", CRM_T_EMAILS, CRM_T_EMAIL },
	{ "other_phones", CRM_T_PHONES, CRM_T_PHONE },
};

enum { LISTS = sizeof lists / sizeof lists[0] };

void
further_start(struct import *im)
{
	for (size_t i = 0; i < LISTS; i++)
		im->further[i].field = crm_field_index(
		    im->e, crm_text_of(lists[i].name));
}

bool
further_has(const struct import *im, enum crm_type type)
{
	for (size_t i = 0; i < LISTS; i++)
		if (lists[i].one == type)
			return im->further[i].field >= 0;
	return false;
}

/* Two lists as one, each item once. */
static enum crm_status
unite(struct import *im, int field, struct crm_text a, struct crm_text b,
    struct crm_text *out, struct crm_err *err)
{
	struct crm_parse p = { .dict = im->s->dict, .arena = &im->row };
	struct crm_value v;
	enum crm_status st;

	if (a.n == 0 || b.n == 0) {
		*out = a.n == 0 ? b : a;
		return CRM_OK;
	}
	st = crm_value_parse(&p, im->e->field[field],
	    crm_text_of(crm_sprintf(&im->row, "%.*s%s%.*s", (int)a.n, a.p,
		CRM_LIST_BETWEEN, (int)b.n, b.p)),
	    CRM_TEXT(""), &v, err);
	if (st == CRM_OK)
		*out = v.t;
	return st;
}

enum crm_status
further_take(struct import *im, const struct feed *f, struct crm_err *err)
{
	struct crm_text more = im->more;

	im->more.n = 0;
	for (size_t i = 0; i < LISTS; i++) {
		struct further *list = &im->further[i];

		if (more.n > 0 && list->field >= 0 &&
		    lists[i].one == im->e->field[f->field]->type)
			return unite(im, list->field, list->list, more,
			    &list->list, err);
	}
	return CRM_OK;
}

static struct crm_text
text_in(const struct crm_record *r, int field)
{
	return r->v[field].kind == CRM_STR ? r->v[field].t
					   : (struct crm_text){ NULL, 0 };
}

enum crm_status
further_put(struct import *im, struct crm_err *err)
{
	for (size_t i = 0; i < LISTS; i++) {
		const struct further *list = &im->further[i];
		struct crm_text all;
		enum crm_status st;

		if (list->list.n == 0)
			continue;
		/* From here on all rows have the field: one statement. */
		feed_of(im, list->field);
		st = unite(im, list->field, text_in(&im->rec, list->field),
		    list->list, &all, err);
		if (st != CRM_OK)
			return st;
		crm_record_set(&im->rec, list->field, crm_value_text(all));
	}
	return CRM_OK;
}

enum crm_status
further_join(
    struct import *im, const struct crm_record *now, struct crm_err *err)
{
	for (size_t i = 0; i < LISTS; i++) {
		const struct further *list = &im->further[i];
		struct crm_text all;
		enum crm_status st;

		if (list->list.n == 0)
			continue;
		st = unite(im, list->field, text_in(now, list->field),
		    text_in(&im->rec, list->field), &all, err);
		if (st != CRM_OK)
			return st;
		crm_record_set(&im->rec, list->field, crm_value_text(all));
	}
	return CRM_OK;
}
