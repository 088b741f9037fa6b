/* Models: read from their records, asked about one record after another. */
#include "bayes.h"

#include "score.h"

#include <stdlib.h>

struct evidence {
	struct bayes_value v;
	double log_odds; /* weighted, or its own; 0 where met too rarely */
	bool own;
};

struct known {
	struct bayes_field f;
	struct evidence *all; /* values, then bins; each in order */
	size_t n, texts, bins, cap;
	const struct evidence *blank; /* or NULL */
	double weight;
};

struct bayes_model {
	const struct crm_dict *dict;
	const struct crm_entity *of;
	int64_t id, n;         /* n: training records */
	struct crm_text class; /* or empty */
	int64_t least;         /* values met less often say nothing */
	double intercept;
	struct known *known;
	size_t fields;
};

/* ---- what is checked when it is saved: it comes by import too ---- */

enum { WEIGHT_MAX = 1000 };

static enum crm_status
check_weight(const struct crm_record *r, const char *field, struct crm_err *err)
{
	const struct crm_value *v = value_of(r, field);
	int64_t most = (int64_t)WEIGHT_MAX * CRM_WHOLE;

	if (v->kind == CRM_NULL || (v->i >= -most && v->i <= most))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, field,
	    "must be between -%d "
	    "and %d",
	    WEIGHT_MAX, WEIGHT_MAX);
}

static enum crm_status
check_learned(
    const struct crm_record *r, const char *weight, struct crm_err *err)
{
	enum crm_status st = check_at_least(r, "won", 0, err);

	if (st == CRM_OK)
		st = check_at_least(r, "lost", 0, err);
	return st == CRM_OK ? check_weight(r, weight, err) : st;
}

enum crm_status
model_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_at_least(w->new, "min_count", 1, err);

	return st == CRM_OK ? check_learned(w->new, "intercept", err) : st;
}

enum crm_status
model_value_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_learned(w->new, "weight", err);

	return st == CRM_OK ? check_weight(w->new, "log_odds", err) : st;
}

/* ---- reading it ---- */

/* Texts first, then bins, both ascending; then the others. */
static int
by_value(const void *a, const void *b)
{
	const struct bayes_value *x = &((const struct evidence *)a)->v;
	const struct bayes_value *y = &((const struct evidence *)b)->v;

	if (x->part != y->part)
		return (int)x->part - (int)y->part;
	if (x->part == BAYES_VALUE)
		return crm_text_cmp(x->text, y->text);
	if (x->has_low != y->has_low)
		return x->has_low ? 1 : -1;
	return (x->low > y->low) - (x->low < y->low);
}

static void
finish(struct known *k, int64_t least)
{
	struct crm_bayes_sums sums = { 0, 0, k->n };
	size_t i;

	if (k->n == 0)
		return;
	qsort(k->all, k->n, sizeof *k->all, by_value);
	for (i = 0; i < k->n; i++) {
		sums.won += k->all[i].v.won;
		sums.lost += k->all[i].v.lost;
	}
	for (i = 0; i < k->n; i++) {
		struct evidence *e = &k->all[i];

		if (!e->own)
			e->log_odds = k->weight *
			    bayes_odds(&e->v, least, &sums);
		else if (e->v.won + e->v.lost < least)
			e->log_odds = 0;
		k->texts += e->v.part == BAYES_VALUE;
		k->bins += e->v.part == BAYES_BIN;
		if (e->v.part == BAYES_EMPTY)
			k->blank = e;
	}
}

static enum bayes_part
part_of(struct crm_text t)
{
	return crm_text_is(t, "bin")  ? BAYES_BIN
	    : crm_text_is(t, "blank") ? BAYES_EMPTY
	    : crm_text_is(t, "rest")  ? BAYES_REST
				      : BAYES_VALUE;
}

static void
add_value(struct known *k, const struct crm_stmt *q, struct crm_arena *a)
{
	struct crm_text text = crm_col_text(q, 1);
	struct evidence *e;

	k->all = crm_grow(a, k->all, k->n, &k->cap, sizeof *k->all);
	e = &k->all[k->n++];
	*e = (struct evidence){
		.v = { .part = part_of(crm_col_text(q, 5)),
		    .text = { crm_strndup(a, text.n > 0 ? text.p : "", text.n),
			text.n },
		    .has_low = !crm_col_null(q, 2),
		    .won = crm_col_int(q, 3),
		    .lost = crm_col_int(q, 4) }
	};
	if (e->v.has_low)
		e->v.low = crm_col_int(q, 2);
	e->own = !crm_col_null(q, 7);
	if (e->own)
		e->log_odds = (double)crm_col_int(q, 7) / CRM_WHOLE;
	k->weight = crm_col_null(q, 6) ? 1
				       : (double)crm_col_int(q, 6) / CRM_WHOLE;
}

static enum crm_status
load_values(struct crm_store *s, struct bayes_model *m, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;

	st = crm_sql(s,
	    "SELECT \"field\", \"value\", \"low\", \"won\", "
	    "\"lost\", \"part\", \"weight\", \"log_odds\" FROM model_value WHERE \"model\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(m->id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		for (i = 0; i < m->fields; i++)
			if (crm_text_is(crm_col_text(q, 0), m->known[i].f.name))
				add_value(&m->known[i], q, a);
	for (i = 0; i < m->fields; i++)
		finish(&m->known[i], m->least);
	return st;
}

static enum crm_status
load_fields(struct crm_store *s, struct bayes_model *m, struct crm_text list,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(m->dict, "model");
	const char *id = typed_id(a, e, m->id);
	struct bayes_field *field;
	struct crm_err why;
	enum crm_status st;
	size_t i;

	st = bayes_fields(s, m->of, list, a, &field, &m->fields, &why);
	if (st == CRM_USAGE)
		return crm_fail(err, CRM_RULE,
		    "the model %s cannot be asked: "
		    "%s; train it anew, or turn it off: crm-lead model set %s "
		    "active=no",
		    id, why.text, id);
	if (st != CRM_OK) {
		*err = why;
		return st;
	}
	m->known = crm_alloc_n(a, m->fields, sizeof *m->known);
	for (i = 0; i < m->fields; i++) {
		m->known[i].f = field[i];
		m->known[i].weight = 1;
	}
	return load_values(s, m, a, err);
}

static enum crm_status
load_model(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct bayes_model **out, struct crm_err *err)
{
	struct bayes_model *m = crm_alloc(a, sizeof *m);
	struct crm_record r;
	struct crm_value v;
	enum crm_status st;

	*out = m;
	*m = (struct bayes_model){
		.dict = crm_store_dict(s), .of = e, .id = id
	};
	st = crm_load(s, crm_dict_find(m->dict, "model"), id, a, &r, err);
	if (st != CRM_OK)
		return st;
	m->n = value_of(&r, "won")->i + value_of(&r, "lost")->i;
	v = *value_of(&r, "intercept");
	if (v.kind != CRM_NULL)
		m->intercept = (double)v.i / CRM_WHOLE;
	else if (value_of(&r, "won")->i > 0 && value_of(&r, "lost")->i > 0)
		m->intercept = (double)crm_bayes_prior(value_of(&r, "won")->i,
				   value_of(&r, "lost")->i) /
		    CRM_WHOLE;
	v = *value_of(&r, "min_count");
	m->least = v.kind == CRM_NULL ? CRM_BAYES_LEAST : v.i;
	m->class = text_of(&r, "class");
	return load_fields(s, m, text_of(&r, "fields"), a, err);
}

/* A model of an older book is one of leads. */
#define ACTIVE \
	"SELECT \"id\" FROM model WHERE \"deleted\" IS NULL " \
	"AND \"active\" = 1 AND coalesce(\"kind\", 'lead') = ? "

enum crm_status
bayes_load(struct crm_store *s, const struct crm_entity *e, struct crm_arena *a,
    struct bayes_model **out, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(e->def->name)), id;
	enum crm_status st = crm_get_int(s,
	    ACTIVE "AND \"class\" IS NULL ORDER BY "
		   "coalesce(\"trained_at\", 0) DESC, \"id\" DESC LIMIT 1",
	    &v, 1, &id, err);

	*out = NULL;
	return st != CRM_OK || id.kind == CRM_NULL
	    ? st
	    : load_model(s, e, id.i, a, out, err);
}

enum crm_status
bayes_load_classes(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct bayes_model ***out, size_t *n,
    struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(e->def->name));
	int64_t *ids;
	enum crm_status st = crm_ids(s,
	    ACTIVE "AND \"class\" IS NOT NULL ORDER BY \"id\"", &v, 1, a, &ids,
	    n, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	*out = crm_alloc_n(a, *n + 1, sizeof **out);
	for (i = 0; i < *n && st == CRM_OK; i++)
		st = load_model(s, e, ids[i], a, &(*out)[i], err);
	return st;
}

struct crm_text
bayes_class(const struct bayes_model *m)
{
	return m->class;
}

/* ---- asking it ---- */

size_t
bayes_size(const struct bayes_model *m)
{
	return m == NULL ? 0 : m->fields + 1;
}

void
bayes_select(const struct bayes_model *m, struct crm_sql *sql)
{
	size_t i;

	for (i = 0; i < m->fields; i++) {
		crm_buf_str(&sql->text, ", ");
		crm_path_sql(&m->known[i].f.path, "t", sql);
	}
}

static const struct evidence *
find_text(const struct known *k, struct crm_text t)
{
	size_t low = 0, high = k->texts;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = crm_text_cmp(k->all[mid].v.text, t);

		if (order == 0)
			return &k->all[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static const struct evidence *
find_bin(const struct known *k, int64_t number)
{
	const struct evidence *bin = k->all + k->texts, *found = NULL;
	size_t i;

	for (i = 0; i < k->bins; i++)
		if (!bin[i].v.has_low || bin[i].v.low <= number)
			found = &bin[i];
	return found;
}

void
bayes_weigh(const struct bayes_model *m, const struct crm_stmt *q, int col,
    size_t i, struct bayes_evidence *out)
{
	const struct evidence *e;
	const struct known *k;
	struct crm_buf tmp = CRM_BUF_INIT;
	struct bayes_cell cell;

	if (i == 0) {
		*out = (struct bayes_evidence){ "(all)", { NULL, 0 },
			m->intercept, m->n };
		return;
	}
	k = &m->known[i - 1];
	bayes_cell(m->dict, &k->f,
	    crm_col(q, col + (int)i - 1, crm_type_is_text(k->f.field->type)),
	    &tmp, &cell);
	e = cell.blank    ? k->blank
	    : k->f.number ? find_bin(k, cell.number)
			  : find_text(k, cell.text);
	crm_buf_free(&tmp);
	*out = (struct bayes_evidence){ .field = k->f.name };
	if (cell.blank)
		out->value = CRM_TEXT("(blank)");
	else if (e == NULL)
		out->value = CRM_TEXT("(rare)");
	else
		out->value = e->v.text;
	if (e != NULL) {
		out->log_odds = e->log_odds;
		out->n = e->v.won + e->v.lost;
	}
}
