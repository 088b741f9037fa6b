/* The records that are won or lost, as a model sees them. */
#include "bayes.h"

#include <string.h>

enum { BAYES_FIRST = 5 }; /* column of the first field */

static enum crm_status
parse(struct crm_store *s, const struct crm_entity *e, const char *name,
    const char *text, struct crm_arena *a, struct crm_filter **out,
    struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	enum crm_status st = crm_filter_parse(
	    crm_store_dict(s), e, text, &env, a, out, err);

	if (st != CRM_OK)
		crm_err_in_field(err, name);
	return st;
}

/* The one order of records that both engines agree upon: sums of doubles
 * depend on it. */
static enum crm_status
select_rows(struct crm_store *s, const struct crm_bayes_training *t,
    const struct bayes_rows *r, struct crm_sql *sql, struct crm_err *err)
{
	/* A class is what a record is, not what becomes of it. */
	const struct crm_life *life = t->class.n > 0 ? NULL
						     : trade_of(t->of)->life;
	struct crm_filter *won, *lost;
	enum crm_status st;
	size_t i;

	if ((st = parse(s, t->of, "won", t->won, sql->arena, &won, err)) !=
		CRM_OK ||
	    (st = parse(s, t->of, "lost", t->lost, sql->arena, &lost, err)) !=
		CRM_OK)
		return st;
	crm_buf_str(&sql->text, "SELECT CASE WHEN ");
	crm_filter_sql(won, "t", sql);
	crm_buf_str(&sql->text, " THEN 1 ELSE 0 END, t.\"id\"");
	bayes_time_sql(s, t->of, life, sql);
	for (i = 0; i < r->fields; i++) {
		crm_buf_str(&sql->text, ", ");
		bayes_value_sql(t->of, life, &r->field[i], sql);
	}
	if ((st = bayes_from(s, t->of, life, sql, err)) != CRM_OK)
		return st;
	crm_buf_str(&sql->text, " WHERE t.\"deleted\" IS NULL AND (");
	crm_filter_sql(won, "t", sql);
	crm_buf_str(&sql->text, " OR ");
	crm_filter_sql(lost, "t", sql);
	crm_buf_char(&sql->text, ')');
	if (t->where != NULL) {
		crm_buf_str(&sql->text, " AND ");
		crm_filter_sql(t->where, "t", sql);
	}
	crm_buf_str(&sql->text, " ORDER BY t.\"id\"");
	if (life != NULL)
		crm_buf_str(&sql->text, ", m.column1");
	return CRM_OK;
}

static void
add_row(const struct crm_dict *d, const struct crm_stmt *q,
    struct bayes_rows *r, struct crm_buf *tmp)
{
	bool won = crm_col_int(q, 0) != 0;
	int64_t id = crm_col_int(q, 1);
	bool again = r->n > 0 && id == r->last;
	struct crm_value own = crm_col(q, 4, false);
	struct bayes_time time = { crm_col_int(q, 2), crm_col_int(q, 3),
		own.kind == CRM_NULL ? BAYES_BLANK : own.i };
	struct bayes_cell cell;
	size_t i;

	for (i = 0; i < r->fields; i++) {
		const struct bayes_field *f = &r->field[i];
		int64_t v = BAYES_BLANK;

		bayes_cell(d, f,
		    crm_col(q, (int)i + BAYES_FIRST,
			crm_type_is_text(f->field->type)),
		    tmp, &cell);
		if (!cell.blank)
			v = f->number
			    ? cell.number
			    : (int64_t)bayes_word(&r->words[i], cell.text);
		crm_buf_add(&r->cells, &v, sizeof v);
	}
	crm_buf_add(&r->won, &won, sizeof won);
	crm_buf_add(&r->again, &again, sizeof again);
	crm_buf_add(&r->time, &time, sizeof time);
	r->last = id;
	*(won ? &r->n_won : &r->n_lost) += 1;
	r->n++;
}

enum crm_status
bayes_read(struct crm_store *s, const struct crm_bayes_training *t,
    struct crm_arena *a, struct bayes_rows *r, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_buf tmp = CRM_BUF_INIT;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;
	size_t i;

	r->words = crm_alloc_n(a, r->fields, sizeof *r->words);
	for (i = 0; i < r->fields; i++)
		r->words[i].arena = a;
	crm_sql_init(&sql, a);
	if ((st = select_rows(s, t, r, &sql, err)) == CRM_OK &&
	    (st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			add_row(d, q, r, &tmp);
	}
	crm_sql_free(&sql);
	crm_buf_free(&tmp);
	return st;
}

int64_t
bayes_at(const struct bayes_rows *r, size_t record, size_t field)
{
	int64_t v;

	memcpy(&v, r->cells.data + (record * r->fields + field) * sizeof v,
	    sizeof v);
	return v;
}

bool
bayes_won(const struct bayes_rows *r, size_t record)
{
	return r->won.data[record] != 0;
}

struct bayes_time
bayes_time(const struct bayes_rows *r, size_t record)
{
	struct bayes_time t;

	memcpy(&t, r->time.data + record * sizeof t, sizeof t);
	return t;
}

void
bayes_rows_free(struct bayes_rows *r)
{
	crm_buf_free(&r->cells);
	crm_buf_free(&r->won);
	crm_buf_free(&r->again);
	crm_buf_free(&r->time);
}

bool
bayes_again(const struct bayes_rows *r, size_t record)
{
	return r->again.data[record] != 0;
}
