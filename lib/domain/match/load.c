/* The keys of all records that are searched, read in one pass a kind. */
#include "match.h"

#include <crm/store/like.h>

#include "domain/core/core.h"

/* What crm_party_read asks for, beside the website. */
static const char *const wanted[] = { "name", "company", "email", "phone",
	"mobile", "wechat", "ext", "credit_code", "address", "bill_address",
	"city", "region", "postcode", "birthday", "other_emails",
	"other_phones" };

enum { WANTED = sizeof wanted / sizeof *wanted };

struct load {
	struct crm_store *s;
	const struct crm_entity *e;
	const struct crm_likeness *likeness; /* of the kind */
	const struct crm_words *words;
	int field[WANTED + 1]; /* of each column */
	size_t n;
	const struct crm_field *employer; /* its name is the last column */
};

static enum crm_status
say_where(const struct load *l, const struct crm_filter *where,
    struct crm_sql *sql, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	crm_buf_printf(&sql->text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    l->e->def->table);
	if (l->likeness->among != NULL) {
		crm_buf_str(&sql->text, " AND ");
		st = sql_is(l->s, l->e, l->likeness->among, sql, err);
	}
	if (where != NULL) {
		crm_buf_str(&sql->text, " AND ");
		crm_filter_sql(where, "t", sql);
	}
	return st;
}

static enum crm_status
count(const struct load *l, const struct crm_filter *where, struct crm_arena *a,
    size_t *n, struct crm_err *err)
{
	struct crm_value v;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT count(*)");
	st = say_where(l, where, &sql, err);
	if (st == CRM_OK)
		st = crm_get_int(l->s, sql.text.data, sql.bind, sql.n, &v, err);
	crm_sql_free(&sql);
	*n = st == CRM_OK ? (size_t)v.i : 0;
	return st;
}

/* The name of the company behind a reference. */
static void
put_employer(const struct load *l, struct crm_buf *sql)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(l->s), l->employer->ref);

	crm_buf_printf(sql,
	    ", (SELECT x_employer.\"%s\" FROM \"%s\" x_employer "
	    "WHERE x_employer.\"id\" = t.\"%s\")",
	    e->field[e->company]->name, e->def->table, l->employer->name);
}

static enum crm_status
prepare(struct load *l, const struct crm_filter *where, struct crm_arena *a,
    struct crm_stmt **q, struct crm_err *err)
{
	struct crm_sql sql;
	enum crm_status st;
	size_t i;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT t.\"id\"");
	l->n = 0;
	for (i = 0; i <= WANTED; i++) {
		int f = i < WANTED
		    ? crm_field_index(l->e, crm_text_of(wanted[i]))
		    : l->e->site;

		if (f < 0)
			continue;
		l->field[l->n++] = f;
		crm_buf_printf(&sql.text, ", t.\"%s\"", l->e->field[f]->name);
	}
	if (l->employer != NULL)
		put_employer(l, &sql.text);
	st = say_where(l, where, &sql, err);
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
	if (st == CRM_OK)
		st = crm_sql(l->s, sql.text.data, q, err);
	if (st == CRM_OK)
		crm_bind_all(*q, sql.bind, sql.n);
	crm_sql_free(&sql);
	return st;
}

static enum crm_status
load_kind(struct load *l, const struct crm_filter *where, size_t n,
    struct crm_arena *a, struct parties *out, struct crm_err *err)
{
	size_t most = out->n + n;
	struct crm_record r;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i;
	bool row;

	if ((st = prepare(l, where, a, &q, err)) != CRM_OK)
		return st;
	crm_record_init(&r, l->e, a);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text company = { "", 0 };

		if (out->n == most) /* never: one state of the book */
			continue;
		r.id = crm_col_int(q, 0);
		for (i = 0; i < l->n; i++)
			r.v[l->field[i]] = crm_col(q, (int)i + 1,
			    crm_type_is_text(l->e->field[l->field[i]]->type));
		if (l->employer != NULL && !crm_col_null(q, (int)l->n + 1))
			company = crm_col_text(q, (int)l->n + 1);
		crm_party_read(l->words, &r, company, a, &out->party[out->n++]);
	}
	return st;
}

static void
of_kind(struct load *l, const struct crm_entity *e)
{
	static const struct crm_likeness as_it_stands;
	const struct crm_likeness *x = trade_of(e)->likeness;

	l->e = e;
	l->likeness = x != NULL ? x : &as_it_stands;
	l->employer = l->likeness->employer == NULL
	    ? NULL
	    : e->field[field_of(e, l->likeness->employer)];
}

enum crm_status
parties_load(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, struct crm_arena *a, struct parties *out,
    struct crm_err *err)
{
	const struct crm_entity *kind[CRM_LIKE_KINDS];
	size_t kinds = crm_like_kinds(s, e, kind), i, n[CRM_LIKE_KINDS];
	size_t all = 0;
	struct crm_words *words;
	struct load l = { .s = s };
	enum crm_status st;

	*out = (struct parties){ .n = 0 };
	st = crm_words_load(s, a, &words, err);
	l.words = words;
	for (i = 0; i < kinds && st == CRM_OK; i++) {
		of_kind(&l, kind[i]);
		st = count(&l, i == 0 ? where : NULL, a, &n[i], err);
		all += n[i];
	}
	out->party = crm_alloc_n(a, all > 0 ? all : 1, sizeof *out->party);
	for (i = 0; i < kinds && st == CRM_OK; i++) {
		of_kind(&l, kind[i]);
		st = load_kind(&l, i == 0 ? where : NULL, n[i], a, out, err);
		if (i == 0)
			out->searched = out->n;
	}
	return st;
}
