/*
 * Classes: one model for each value of a field, which tells the records that
 * have it from those that have another; asked about a record, the one that holds
 * it likeliest has it.
 */
#include "bayes.h"

/* With fewer records a class has nothing that it could be told by. */
enum { CLASS_LEAST = 5 };

struct classes {
	struct crm_store *s;
	const struct crm_class_training *t;
	struct crm_arena *a;
	struct crm_text *class;
	size_t n, cap;
	struct crm_class_trained *out;
};

/* ---- training ---- */

/* Those that there are among what counts, by how they are written. */
static enum crm_status
find_classes(struct classes *c, struct crm_err *err)
{
	const struct crm_entity *e = c->t->of;
	const struct crm_field *f = e->field[field_of(e, c->t->field)];
	const char *folded = (f->flags & CRM_F_FOLDED) != 0 ? "_f" : "";
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, c->a);
	crm_buf_printf(&sql.text,
	    "SELECT min(t.\"%s\"), count(*) FROM \"%s\" t WHERE "
	    "t.\"deleted\" IS NULL AND t.\"%s\" IS NOT NULL AND ",
	    c->t->field, e->def->table, c->t->field);
	if ((st = sql_is(c->s, e, c->t->when, &sql, err)) != CRM_OK)
		goto out;
	if (c->t->where != NULL) {
		crm_buf_str(&sql.text, " AND ");
		crm_filter_sql(c->t->where, "t", &sql);
	}
	crm_buf_printf(&sql.text, " GROUP BY t.\"%s%s\" ORDER BY t.\"%s%s\"",
	    c->t->field, folded, c->t->field, folded);
	if ((st = crm_sql(c->s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, sql.bind, sql.n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text name = crm_col_text(q, 0);

		if (crm_col_int(q, 1) < CLASS_LEAST) {
			c->out->small++;
			continue;
		}
		c->class = crm_grow(
		    c->a, c->class, c->n, &c->cap, sizeof *c->class);
		c->class[c->n++] = crm_text_of(text_dup(c->a, name));
	}
out:
	crm_sql_free(&sql);
	return st;
}

static enum crm_status
train_class(struct classes *c, size_t i, struct crm_err *err)
{
	const char *class = filter_quote(c->a, c->class[i]);
	struct crm_bayes_training t = { .fields = c->t->fields,
		.where = c->t->where,
		.of = c->t->of,
		.class = c->class[i] };

	t.name = crm_sprintf(
	    c->a, "%s: %s", c->t->name, text_dup(c->a, c->class[i]));
	t.won = crm_sprintf(
	    c->a, "(%s) and %s = %s", c->t->when, c->t->field, class);
	t.lost = crm_sprintf(c->a, "(%s) and %s is not null and %s != %s",
	    c->t->when, c->t->field, c->t->field, class);
	return crm_bayes_train(c->s, &t, &c->out->model[i], err);
}

/* What was learned of a class that is there no more tells nothing now. */
static enum crm_status
turn_old_off(struct classes *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "model");
	struct crm_value v = crm_value_text(crm_text_of(c->t->of->def->name));
	enum crm_action done;
	enum crm_status st;
	int64_t *ids;
	size_t i, j, n;

	st = crm_ids(c->s,
	    "SELECT \"id\" FROM model WHERE \"deleted\" IS NULL "
	    "AND \"active\" = 1 AND \"kind\" = ? AND \"class\" IS NOT NULL "
	    "ORDER BY \"id\"",
	    &v, 1, c->a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_record r;

		for (j = 0; j < c->n && c->out->model[j].model != ids[i]; j++)
			;
		if (j < c->n)
			continue;
		crm_record_init(&r, e, c->a);
		r.id = ids[i];
		crm_record_set(&r, field_of(e, "active"), crm_value_int(0));
		st = crm_update(c->s, &r, &done, err);
	}
	return st;
}

enum crm_status
crm_classes_train(struct crm_store *s, const struct crm_class_training *t,
    struct crm_arena *a, struct crm_class_trained *out, struct crm_err *err)
{
	struct classes c = { .s = s, .t = t, .a = a, .out = out };
	enum crm_status st;
	size_t i;

	*out = (struct crm_class_trained){ .n = 0 };
	if ((st = find_classes(&c, err)) != CRM_OK)
		return st;
	if (c.n < 2)
		return crm_fail(err, CRM_RULE,
		    "there %s %zu value%s of %s with %d %ss or more to learn "
		    "from; it takes two",
		    c.n == 1 ? "is" : "are", c.n, c.n == 1 ? "" : "s", t->field,
		    CLASS_LEAST, crm_entity_word(t->of));
	out->model = crm_alloc_n(a, c.n, sizeof *out->model);
	out->n = c.n;
	for (i = 0; i < c.n && st == CRM_OK; i++)
		st = train_class(&c, i, err);
	return st == CRM_OK ? turn_old_off(&c, err) : st;
}

/* ---- asking ---- */

/* What a model asks about a record, whose id is the last mark. */
struct question {
	struct bayes_model *model;
	const char *select;
	struct crm_value *bind;
	size_t marks;
};

struct crm_suggester {
	struct crm_store *s;
	const struct crm_entity *e;
	struct question *question;
	size_t n;
};

static void
ask(const struct crm_suggester *g, struct question *k, struct crm_arena *a)
{
	struct crm_sql sql;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT t.\"id\"");
	bayes_select(k->model, &sql);
	crm_buf_printf(
	    &sql.text, " FROM \"%s\" t WHERE t.\"id\" = ?", g->e->def->table);
	k->select = crm_strdup(a, sql.text.data);
	k->bind = sql.bind;
	k->marks = sql.n;
	crm_sql_free(&sql);
}

enum crm_status
crm_suggester_open(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_suggester **out, struct crm_err *err)
{
	struct crm_suggester *g = crm_alloc(a, sizeof *g);
	struct bayes_model **model;
	enum crm_status st;

	*out = g;
	*g = (struct crm_suggester){ .s = s, .e = e };
	st = bayes_load_classes(s, e, a, &model, &g->n, err);
	if (st != CRM_OK)
		return st;
	g->question = crm_alloc_n(a, g->n + 1, sizeof *g->question);
	for (size_t i = 0; i < g->n; i++) {
		g->question[i].model = model[i];
		ask(g, &g->question[i], a);
	}
	return CRM_OK;
}

static enum crm_status
weigh(const struct crm_suggester *g, const struct question *k, int64_t id,
    double *sum, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*sum = 0;
	if ((st = crm_sql(g->s, k->select, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, k->bind, k->marks);
	crm_bind(q, (int)k->marks + 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	for (size_t j = 0; j < bayes_size(k->model); j++) {
		struct bayes_evidence e;

		bayes_weigh(k->model, q, 1, j, &e);
		*sum += e.log_odds;
	}
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_suggest(const struct crm_suggester *g, int64_t id,
    struct crm_suggestion *out, struct crm_err *err)
{
	double best = 0, sum;
	enum crm_status st = CRM_OK;

	*out = (struct crm_suggestion){ .probability = 0 };
	for (size_t i = 0; i < g->n && st == CRM_OK; i++) {
		st = weigh(g, &g->question[i], id, &sum, err);
		if (st != CRM_OK || (i > 0 && sum <= best))
			continue;
		best = sum;
		out->class = bayes_class(g->question[i].model);
		out->probability = crm_bayes_probability(sum);
	}
	return st;
}
