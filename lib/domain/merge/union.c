/* Fields of a merge that keep what several records say: tags, notes, phones. */
#include "merge.h"

#include <string.h>

enum crm_status
put_list(struct fields *x, int field, struct crm_err *err)
{
	const struct group *g = x->g;
	struct crm_parse how = { .dict = crm_store_dict(g->s), .arena = g->a };
	struct crm_buf all = CRM_BUF_INIT;
	struct crm_value v;
	enum crm_status st;
	size_t i;

	for (i = 0; i < g->n; i++) {
		v = value_in(g, i, field);
		if (v.kind != CRM_STR)
			continue;
		crm_buf_str(&all, all.len > 0 ? ", " : "");
		crm_buf_add(&all, v.t.p, v.t.n);
	}
	st = crm_value_parse(&how, g->e->field[field],
	    crm_text_of(
		crm_strndup(g->a, all.len > 0 ? all.data : "", all.len)),
	    CRM_TEXT(""), &v, err);
	crm_buf_free(&all);
	return st != CRM_OK ? st
			    : put_value(x, field, v, 0,
				  crm_merge_how_name(CRM_MERGE_UNION), err);
}

/* A line, or several, unless an earlier member said the same. */
static void
add_note(const struct group *g, int field, size_t member, struct crm_buf *out)
{
	struct crm_value v = value_in(g, member, field);
	size_t i;

	if (v.kind != CRM_STR)
		return;
	for (i = 0; i < member; i++)
		if (crm_value_eq(value_in(g, i, field), v))
			return;
	crm_buf_str(out, out->len > 0 ? "\n" : "");
	crm_buf_add(out, v.t.p, v.t.n);
}

enum crm_status
put_note(struct fields *x, int field, struct crm_err *err)
{
	const struct group *g = x->g;
	struct crm_buf all = CRM_BUF_INIT;
	struct crm_value v;
	bool takes_numbers = strcmp(g->e->field[field]->name, "notes") == 0;
	const char *how = crm_merge_how_name(CRM_MERGE_UNION);
	size_t i, member = 0;

	if (g->m->how[field] == CRM_MERGE_UNION) {
		for (i = 0; i < g->n; i++)
			add_note(g, field, i, &all);
	} else if ((member = choose_value(x, field, g->m->how[field])) < g->n) {
		v = value_in(g, member, field);
		crm_buf_add(&all, v.t.p, v.t.n);
	}
	if (takes_numbers && x->numbers.len > 0) {
		crm_buf_str(&all, all.len > 0 ? "\n" : "");
		crm_buf_add(&all, x->numbers.data, x->numbers.len);
	} else if (g->m->how[field] != CRM_MERGE_UNION) {
		crm_buf_free(&all);
		return put_from(x, field, member, err);
	}
	v = all.len == 0 ? CRM_VALUE_NULL
			 : crm_value_text((struct crm_text){
			       crm_strndup(g->a, all.data, all.len), all.len });
	crm_buf_free(&all);
	return put_value(x, field, v, 0, how, err);
}

struct slot {
	int field; /* -1: the record has none */
	struct crm_value v;
	int64_t from;
};

static bool
same_number(const struct slot *s, struct crm_value v)
{
	return s->field >= 0 && crm_value_eq(s->v, v);
}

/* A number into its own place, else into the other one, else among the
 * notes. */
static void
place(struct fields *x, struct slot *own, struct slot *other,
    struct crm_value v, int64_t from)
{
	const char *name = x->g->e->field[own->field]->name;

	if (v.kind == CRM_NULL || same_number(own, v) || same_number(other, v))
		return;
	if (own->v.kind != CRM_NULL && other->field >= 0)
		own = other;
	if (own->v.kind == CRM_NULL) {
		own->v = v;
		own->from = from;
		return;
	}
	crm_buf_printf(
	    &x->numbers, "%s%s: ", x->numbers.len > 0 ? "\n" : "", name);
	crm_buf_add(&x->numbers, v.t.p, v.t.n);
}

enum crm_status
put_phones(struct fields *x, struct crm_err *err)
{
	const struct group *g = x->g;
	const char *how = crm_merge_how_name(CRM_MERGE_UNION);
	struct slot s[2] = {
		{ crm_field_index(g->e, CRM_TEXT("phone")), CRM_VALUE_NULL, 0 },
		{ crm_field_index(g->e, CRM_TEXT("mobile")), CRM_VALUE_NULL, 0 }
	};
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (j = 0; j < 2; j++)
		if (s[j].field >= 0 &&
		    g->m->how[s[j].field] != CRM_MERGE_UNION) {
			/* One of them was asked for: each by itself. */
			for (i = 0; i < 2 && st == CRM_OK; i++)
				if (s[i].field >= 0)
					st = one_field(x, s[i].field, err);
			return st;
		}
	for (i = 0; i < g->n; i++)
		for (j = 0; j < 2; j++)
			if (s[j].field >= 0)
				place(x, &s[j], &s[1 - j],
				    value_in(g, i, s[j].field),
				    g->member[i].rec.id);
	for (j = 0; j < 2 && st == CRM_OK; j++)
		if (s[j].field >= 0)
			st = put_value(
			    x, s[j].field, s[j].v, s[j].from, how, err);
	return st;
}
