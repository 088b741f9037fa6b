/* Training: from the records that are won and lost to those of a model. */
#include "bayes.h"

#include <string.h>

#define WON "status = converted"
#define LOST "status = unqualified"

struct training {
	struct crm_store *s;
	const struct crm_bayes_training *t;
	struct crm_arena *a;
	struct bayes_field *field;
	size_t fields;
	struct bayes_rows rows;
	struct bayes_table *table; /* by field */
	int64_t *weight;           /* the intercept, then by field */
	struct bayes_how how;
	struct bayes_choice choice;
};

/* ---- what is learned ---- */

static enum crm_status
read_records(struct training *n, struct crm_err *err)
{
	enum crm_status st;

	n->rows = (struct bayes_rows){ .field = n->field, .fields = n->fields };
	st = bayes_read(n->s, n->t, n->a, &n->rows, err);
	if (st != CRM_OK || (n->rows.n_won > 0 && n->rows.n_lost > 0))
		return st;
	return crm_fail(err, CRM_RULE,
	    "there are %lld won and %lld lost "
	    "%ss to learn from; it takes at least one of each (won='%s' "
	    "lost='%s')",
	    (long long)n->rows.n_won, (long long)n->rows.n_lost,
	    crm_entity_word(n->t->of), n->t->won, n->t->lost);
}

/* What a value says then stands beside it, calibrated: with a weight of 1. */
static void
refine(struct training *n, const struct crm_bayes_data *d)
{
	double scale = n->choice.scale;
	size_t f, v;

	n->weight[0] = crm_bayes_millionths(
	    bayes_refine(d, n->table, n->weight, n->choice.pull, false, n->a));
	for (f = 0; f < n->fields; f++)
		for (v = 0; v < n->table[f].n; v++)
			n->table[f].own[v] *= scale;
}

static void
learn(struct training *n, bool *tells)
{
	size_t size = n->rows.n * n->fields, i;
	uint32_t *value = crm_alloc_n(n->a, size, sizeof *value);
	const double **odds = crm_alloc_n(n->a, n->fields, sizeof *odds);
	struct crm_bayes_data d = { n->rows.n, n->fields, value, odds,
		(const bool *)(const void *)n->rows.won.data };
	struct bayes_choice choice = bayes_choose(&n->rows, n->t->plain);

	n->choice = choice;
	*tells = choice.tells;
	n->how = (struct bayes_how){ .plain = n->t->plain,
		.least = choice.least };
	n->table = crm_alloc_n(n->a, n->fields, sizeof *n->table);
	n->weight = crm_alloc_n(n->a, n->fields + 1, sizeof *n->weight);
	for (i = 0; i < n->fields; i++) {
		bayes_count(&n->rows, i, &n->how, n->a, &n->table[i], value);
		odds[i] = n->table[i].odds;
		n->weight[i + 1] = CRM_WHOLE;
	}
	if (n->t->plain)
		n->weight[0] = crm_bayes_prior(n->rows.n_won, n->rows.n_lost);
	else
		crm_bayes_fit(&d, false, n->weight);
	if (choice.pull > 0)
		refine(n, &d);
	for (i = 0; i <= n->fields; i++)
		n->weight[i] = crm_bayes_millionths(
		    choice.scale * (double)n->weight[i] / CRM_WHOLE +
		    (i == 0 ? choice.shift : 0));
}

/* ---- what is written ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* What is below 0 is not known. */
static struct crm_value
figure(double v)
{
	return v < 0 ? CRM_VALUE_NULL : crm_value_int(crm_bayes_millionths(v));
}

static struct crm_value
field_list(struct training *n)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < n->fields; i++)
		crm_buf_printf(&b, "%s%s", i > 0 ? "," : "", n->field[i].name);
	text = crm_strdup(n->a, b.data);
	crm_buf_free(&b);
	return crm_value_text(crm_text_of(text));
}

static enum crm_status
write_model(struct training *n, int64_t *model, bool *made, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(n->s), "model");
	struct crm_text name = crm_text_trim(crm_text_of(n->t->name));
	struct crm_value folded = crm_value_text(crm_fold_dup(n->a, name));
	struct crm_value found;
	struct crm_record r;
	enum crm_action done;
	enum crm_status st;

	st = crm_get_int(n->s,
	    "SELECT \"id\" FROM model "
	    "WHERE \"name_f\" = ? AND \"deleted\" IS NULL",
	    &folded, 1, &found, err);
	if (st != CRM_OK)
		return st;
	crm_record_init(&r, e, n->a);
	put(&r, "name", crm_value_text(name));
	put(&r, "trained_at", crm_value_int(crm_store_clock(n->s)->now));
	put(&r, "won", crm_value_int(n->rows.n_won));
	put(&r, "lost", crm_value_int(n->rows.n_lost));
	put(&r, "fields", field_list(n));
	put(&r, "won_when", crm_value_text(crm_text_of(n->t->won)));
	put(&r, "lost_when", crm_value_text(crm_text_of(n->t->lost)));
	put(&r, "active", crm_value_int(1));
	put(&r, "intercept", crm_value_int(n->weight[0]));
	put(&r, "min_count", crm_value_int(n->how.least));
	put(&r, "kind", crm_value_text(crm_text_of(n->t->of->def->name)));
	put(&r, "class", crm_value_text(n->t->class));
	put(&r, "learner",
	    crm_value_text(
		crm_text_of(n->choice.pull > 0 ? "logistic" : "bayes")));
	put(&r, "auc", figure(n->choice.auc));
	put(&r, "brier", figure(n->choice.brier));
	put(&r, "log_loss", figure(n->choice.log_loss));
	*made = found.kind == CRM_NULL;
	if (*made) {
		st = crm_insert(n->s, &r, err);
	} else {
		r.id = found.i;
		st = crm_update(n->s, &r, &done, err);
	}
	*model = r.id;
	return st;
}

/* Those of its kind that tell the same, or no class where it tells none. */
static enum crm_status
turn_others_off(struct training *n, int64_t model, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(n->s), "model");
	struct crm_value v[] = { crm_value_int(model),
		crm_value_text(crm_text_of(n->t->of->def->name)),
		n->t->class.n > 0 ? crm_value_text(n->t->class)
				  : crm_value_text(CRM_TEXT(" ")) };
	enum crm_action done;
	enum crm_status st;
	int64_t *ids;
	size_t i, n_ids;

	st = crm_ids(n->s,
	    "SELECT \"id\" FROM model WHERE \"deleted\" IS NULL "
	    "AND \"active\" = 1 AND \"id\" <> ? "
	    "AND coalesce(\"kind\", 'lead') = ? "
	    "AND coalesce(\"class\", ' ') = ? ORDER BY \"id\"",
	    v, COUNT(v), n->a, &ids, &n_ids, err);
	for (i = 0; st == CRM_OK && i < n_ids; i++) {
		struct crm_record r;

		crm_record_init(&r, e, n->a);
		r.id = ids[i];
		put(&r, "active", crm_value_int(0));
		st = crm_update(n->s, &r, &done, err);
	}
	return st;
}

static enum crm_status
hide_values(struct training *n, const struct crm_entity *e, int64_t model,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(model);
	enum crm_status st;
	int64_t *ids;
	size_t i, n_ids;

	st = crm_ids(n->s,
	    "SELECT \"id\" FROM model_value WHERE \"model\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &v, 1, n->a, &ids, &n_ids, err);
	for (i = 0; st == CRM_OK && i < n_ids; i++)
		st = crm_hide(n->s, e, ids[i], err);
	return st;
}

static enum crm_status
write_value(struct training *n, const struct crm_entity *e, int64_t model,
    size_t f, size_t i, struct crm_err *err)
{
	const struct bayes_table *t = &n->table[f];
	const struct bayes_value *v = &t->value[i];
	static const char *const part[] = { "value", "bin", "blank", "rest" };
	struct crm_arena one = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &one);
	put(&r, "model", crm_value_int(model));
	put(&r, "field", crm_value_text(crm_text_of(n->field[f].name)));
	put(&r, "part", crm_value_text(crm_text_of(part[v->part])));
	put(&r, "value", crm_value_text(v->text));
	put(&r, "low", v->has_low ? crm_value_int(v->low) : CRM_VALUE_NULL);
	put(&r, "won", crm_value_int(v->won));
	put(&r, "lost", crm_value_int(v->lost));
	put(&r, "weight", crm_value_int(n->weight[f + 1]));
	put(&r, "log_odds",
	    t->own != NULL ? crm_value_int(crm_bayes_millionths(t->own[i]))
			   : CRM_VALUE_NULL);
	st = crm_insert(n->s, &r, err);
	crm_arena_free(&one);
	return st;
}

static enum crm_status
write_all(struct training *n, int64_t *model, bool *made, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(n->s), "model-value");
	enum crm_status st;
	size_t f, i;

	if ((st = write_model(n, model, made, err)) != CRM_OK ||
	    (st = turn_others_off(n, *model, err)) != CRM_OK ||
	    (st = hide_values(n, e, *model, err)) != CRM_OK)
		return st;
	for (f = 0; f < n->fields; f++)
		for (i = 0; i < n->table[f].n && st == CRM_OK; i++)
			st = write_value(n, e, *model, f, i, err);
	return st;
}

enum crm_status
crm_bayes_train(struct crm_store *s, const struct crm_bayes_training *t,
    struct crm_bayes_trained *out, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_bayes_training full = *t;
	struct training n = { .s = s, .t = &full, .a = &a };
	enum crm_status st;

	if (full.won == NULL)
		full.won = WON;
	if (full.lost == NULL)
		full.lost = LOST;
	if (full.of == NULL)
		full.of = crm_dict_find(crm_store_dict(s), "lead");
	if ((st = bayes_fields(s, full.of, crm_text_of(t->fields), &a, &n.field,
		 &n.fields, err)) == CRM_OK &&
	    (st = read_records(&n, err)) == CRM_OK) {
		out->judged = (struct crm_bayes_judged){ .learned = 0 };
		if (full.class.n == 0)
			bayes_judge(&n.rows, full.plain, &out->judged);
		learn(&n, &out->tells);
		out->won = n.rows.n_won;
		out->lost = n.rows.n_lost;
		st = write_all(&n, &out->model, &out->made, err);
	}
	bayes_rows_free(&n.rows);
	crm_arena_free(&a);
	return st;
}
