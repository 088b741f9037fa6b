/* A template's nodes and a record -> text. */
#include "template.h"

/* Nodes that are passed before it is taken for a mistake: loops within loops. */
enum { PASSED_MOST = 20000000 };

/* The records that names are of: the template's own, then those of loops. */
struct scope {
	const void *record;
	size_t no, n;
};

struct render {
	const struct crm_template *t;
	const struct crm_template_opts *o;
	struct scope scope[TEMPLATE_DEEP + 1];
	size_t n_scopes;
	bool in_table;
	size_t passed;
};

static enum crm_status put_nodes(struct render *r, const struct node *n,
    struct crm_buf *out, struct crm_err *err);

/* ---- values ---- */

static void
get_special(
    const struct render *r, const struct name *n, struct crm_template_value *v)
{
	const struct scope *in = &r->scope[r->n_scopes - 1];
	int64_t value = n->special == AT_NO ? (int64_t)in->no
	    : n->special == AT_FIRST        ? in->no == 1
	    : n->special == AT_LAST         ? in->no == in->n
					    : r->o->today;

	v->column = (struct crm_column){
		.name = "", .type = n->is.type, .currency = -1
	};
	v->v = crm_value_int(value);
}

static enum crm_status
get(const struct render *r, const struct name *n, struct crm_template_value *v,
    struct crm_err *err)
{
	const struct crm_template_source *s = &r->t->source;
	const void *record;
	enum crm_status st;

	*v = (struct crm_template_value){ .column.currency = -1 };
	if (n->n == 0)
		return CRM_OK;
	if (n->special != NOT_SPECIAL) {
		get_special(r, n, v);
		return CRM_OK;
	}
	record = r->scope[r->n_scopes - 1 - n->up].record;
	for (size_t i = 0; i < n->n; i++) {
		*v = (struct crm_template_value){ .column.currency = -1 };
		st = s->get(s->ctx, n->shape[i], record, n->step[i], v, err);
		if (st != CRM_OK)
			return st;
		if (i + 1 < n->n && v->n == 0) {
			*v = (struct crm_template_value){
				.column.currency = -1
			};
			return CRM_OK;
		}
		record = v->n > 0 ? v->record[0] : NULL;
	}
	return CRM_OK;
}

static enum crm_status
put_value(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	struct escape e = { r->t->format, r->in_table };
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_template_value v;
	enum crm_status st = get(r, &n->name, &v, err);

	if (st != CRM_OK)
		return st;
	if (n->name.n == 0) {
		v.v = crm_value_text(n->text);
		v.column = (struct crm_column){
			.name = "", .type = CRM_T_TEXT, .currency = -1
		};
	}
	crm_buf_str(&text, "");
	filters_apply(n, &v, r->o, &text);
	escape_text(out, &e, (struct crm_text){ text.data, text.len });
	crm_buf_free(&text);
	return CRM_OK;
}

/* ---- conditions ---- */

static bool
is_said(const struct node *n, const struct crm_template_value *v)
{
	if (n->name.is.what == CRM_NAMES_LIST)
		return v->n > 0;
	return v->v.kind == CRM_STR || (v->v.kind == CRM_INT && v->v.i != 0) ||
	    v->n > 0;
}

/* Choices by their code, all else as it is shown. */
static bool
is_equal(const struct node *n, const struct crm_template_value *v)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool same;

	if (v->v.kind == CRM_STR)
		return crm_text_eq(v->v.t, n->text);
	crm_buf_str(&b, "");
	crm_cell_show(&b, &v->column, 0, &v->v, false);
	same = crm_text_eq((struct crm_text){ b.data, b.len }, n->text);
	crm_buf_free(&b);
	return same;
}

static enum crm_status
put_if(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_template_value v;
	enum crm_status st = get(r, &n->name, &v, err);
	bool holds;

	if (st != CRM_OK)
		return st;
	holds = n->compares ? is_equal(n, &v) != n->differs : is_said(n, &v);
	return holds == n->not ? CRM_OK : put_nodes(r, n->first, out, err);
}

/* ---- blocks ---- */

static enum crm_status
put_loop(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_template_value v;
	enum crm_status st = get(r, &n->name, &v, err);
	struct scope *in = &r->scope[r->n_scopes];

	if (st != CRM_OK)
		return st;
	r->n_scopes++;
	for (size_t i = 0; i < v.n && st == CRM_OK; i++) {
		*in = (struct scope){ v.record[i], i + 1, v.n };
		st = put_nodes(r, n->first, out, err);
	}
	r->n_scopes--;
	return st;
}

static enum crm_status
put_table(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_buf rows = CRM_BUF_INIT;
	enum crm_status st;

	r->in_table = true;
	st = put_nodes(r, n->first, &rows, err);
	r->in_table = false;
	if (st == CRM_OK && rows.len > 0)
		table_put(out, r->t->format,
		    (struct crm_text){ rows.data, rows.len }, n->width);
	crm_buf_free(&rows);
	return st;
}

/* Text of the template itself, whose bars part cells where they stand in a table. */
static void
put_text(const struct render *r, struct crm_text t, struct crm_buf *out)
{
	size_t start = out->len;

	crm_buf_add(out, t.p, t.n);
	for (size_t i = start; r->in_table && i < out->len; i++)
		if (out->data[i] == '|')
			out->data[i] = CELL_SEP;
}

static enum crm_status
put_node(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	switch (n->is) {
	case NODE_TEXT:
		put_text(r, n->text, out);
		return CRM_OK;
	case NODE_VALUE:
		return put_value(r, n, out, err);
	case NODE_LOOP:
		return put_loop(r, n, out, err);
	case NODE_IF:
		return put_if(r, n, out, err);
	case NODE_TABLE:
		return put_table(r, n, out, err);
	}
	return CRM_OK;
}

static enum crm_status
put_nodes(struct render *r, const struct node *n, struct crm_buf *out,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (; n != NULL && st == CRM_OK; n = n->next) {
		st = put_node(r, n, out, err);
		if (st == CRM_OK &&
		    (++r->passed > PASSED_MOST || out->len > CRM_TEMPLATE_MOST))
			st = crm_fail(err, CRM_INVALID,
			    "the template makes more than a document of %d MB "
			    "of it",
			    (int)(CRM_TEMPLATE_MOST >> 20));
	}
	return st;
}

enum crm_status
crm_template_render(const struct crm_template *t, const void *record,
    const struct crm_template_opts *o, struct crm_buf *out, struct crm_err *err)
{
	struct render r = { .t = t, .o = o, .n_scopes = 1 };

	r.scope[0] = (struct scope){ record, 0, 0 };
	return put_nodes(&r, t->first, out, err);
}
