/* Segments: the saved filters of the book, as filters ask for them. */
#include "internal.h"

enum { NEAREST = 3 };

struct near {
	struct crm_text name;
	size_t distance;
};

/* The nearest first; of equals, who came first. */
static void
note_near(struct near near[NEAREST], struct crm_text name, size_t distance)
{
	size_t i = NEAREST;

	while (i > 0 && distance < near[i - 1].distance) {
		i--;
		if (i + 1 < NEAREST)
			near[i + 1] = near[i];
	}
	if (i < NEAREST)
		near[i] = (struct near){ name, distance };
}

static enum crm_status
no_segment(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_text folded, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_value of = crm_value_text(crm_text_of(e->def->name));
	struct near near[NEAREST];
	char quoted[CRM_QUOTE_SIZE];
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, far = folded.n / 3 + 2;
	bool row;

	for (i = 0; i < NEAREST; i++)
		near[i] = (struct near){ { NULL, 0 }, far };
	st = crm_sql(s,
	    "SELECT \"name\", \"name_f\" FROM segment "
	    "WHERE \"entity\" = ? AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, of);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text name = crm_col_text(q, 0);

		name.p = crm_strndup(a, name.p, name.n);
		note_near(near, name, crm_distance(folded, crm_col_text(q, 1)));
	}
	if (st != CRM_OK)
		return st;
	for (i = 0; i < NEAREST && near[i].distance < far; i++) {
		crm_buf_str(&b, i == 0 ? crm_tr("; nearest: @") : ", @");
		crm_escape(&b, near[i].name);
	}
	if (i == 0)
		crm_buf_str(&b, crm_tr("; see: crm-admin segment list"));
	st = crm_fail(err, CRM_USAGE, "no segment '%s' of %s%s",
	    crm_quote(quoted, text), crm_entity_word(e), b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
find_segment(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_text folded, struct crm_arena *a, const char **expression,
    struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(e->def->name)),
		crm_value_text(folded) };
	struct crm_store *s = ctx;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT \"when\", \"id\" FROM segment WHERE \"entity\" = ? "
	    "AND \"name_f\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, 2);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row &&
	    pretend_lacks(
		s, crm_dict_find(s->dict, "segment"), crm_col_int(q, 1))) {
		crm_reset(q);
		row = false;
	}
	if (!row)
		return no_segment(s, e, text, folded, a, err);
	v[0] = crm_col(q, 0, true);
	*expression = v[0].kind == CRM_STR ? crm_strndup(a, v[0].t.p, v[0].t.n)
					   : "";
	crm_reset(q);
	return CRM_OK;
}
