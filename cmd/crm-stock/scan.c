/*
 * A list of codes from a scanner, one a line and without a header: each is one piece of
 * its product, or one of the unit that its barcode is of.
 */
#include "columns.h"

#include <crm/base/number.h>

bool
scans_of_lots(struct crm_cmd *c, struct crm_text product)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "product");
	int tracking = crm_field_index(e, CRM_TEXT("tracking"));
	struct crm_record r;
	struct crm_text unit;
	int64_t id;

	return product.n > 0 &&
	    crm_product_find(c->store, product, c->arena, &id, &unit, NULL) ==
	    CRM_OK &&
	    crm_load(c->store, e, id, c->arena, &r, NULL) == CRM_OK &&
	    r.v[tracking].kind == CRM_STR &&
	    !crm_text_is(r.v[tracking].t, "none");
}

/* What is no column may be the first code. */
bool
scans_are(struct crm_cmd *c, const struct columns *l,
    const struct crm_reader *in, struct crm_text said)
{
	enum crm_format format = crm_reader_format(in);
	struct crm_text unit;
	int64_t product;

	if (crm_reader_columns(in) != 1)
		return false;
	if (format == CRM_FMT_IDS)
		return crm_field_index(l->words, CRM_TEXT("of")) < 0;
	return (format == CRM_FMT_CSV || format == CRM_FMT_TSV) &&
	    crm_field_match(l->words, crm_reader_column(in, 0), NULL) < 0 &&
	    (crm_product_find(c->store, crm_reader_column(in, 0), c->arena,
		 &product, &unit, NULL) == CRM_OK ||
		scans_of_lots(c, said));
}

static struct scan *
find(struct scans *s, struct crm_text code)
{
	size_t i = 0;

	while (i < s->n && !crm_text_eq(s->of[i].code, code))
		i++;
	return i < s->n ? &s->of[i] : NULL;
}

static enum crm_status
take(struct crm_cmd *c, struct scans *s, bool lots, struct crm_text code,
    int64_t line, struct crm_err *err)
{
	struct scan *x = find(s, code);
	struct scan new = { .times = 1, .line = line };
	enum crm_status st = CRM_OK;

	if (x != NULL) {
		x->times++;
		return CRM_OK;
	}
	new.code = crm_text_of(crm_strndup(c->arena, code.p, code.n));
	if (!lots)
		st = crm_product_find(
		    c->store, new.code, c->arena, &new.product, &new.unit, err);
	if (st != CRM_OK)
		return st;
	s->of = crm_grow(c->arena, s->of, s->n, &s->cap, sizeof *s->of);
	s->of[s->n++] = new;
	return CRM_OK;
}

enum crm_status
scans_read(struct crm_cmd *c, struct crm_reader *in, bool lots,
    struct scans *out, struct crm_err *err)
{
	struct crm_row *row;
	enum crm_status st = CRM_OK;
	struct crm_text code;

	*out = (struct scans){ NULL, 0, 0 };
	if (crm_reader_format(in) != CRM_FMT_IDS)
		st = take(c, out, lots, crm_reader_column(in, 0),
		    crm_reader_form(in).skip + 1, err);
	while (st == CRM_OK &&
	    (st = crm_reader_next(in, &row, err)) == CRM_OK && row != NULL) {
		code = crm_text_trim(row->cell[0].text);
		if ((st = crm_row_check(in, row, err)) != CRM_OK ||
		    (code.n > 0 &&
			(st = take(c, out, lots, code, row->line, err)) !=
			    CRM_OK))
			crm_err_in_line(err, row->line);
	}
	return st;
}
