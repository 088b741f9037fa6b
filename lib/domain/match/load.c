/* The keys of all records that are searched, read in one pass a kind. */
#include "match.h"

#include <string.h>

/* What crm_party_read asks for. */
static const char *const wanted[] = { "name", "company", "email", "phone",
	"mobile", "wechat", "website", "ext", "credit_code", "address",
	"bill_address", "city", "region", "postcode", "birthday",
	"other_emails", "other_phones" };

enum { WANTED = sizeof wanted / sizeof *wanted };

struct load {
	struct crm_store *s;
	const struct crm_entity *e;
	const struct crm_words *words;
	int field[WANTED]; /* of each column */
	size_t n;
	bool person; /* the last column is its customer */
};

/* Leads that are done with are no duplicates of what they became. */
static void
say_where(
    const struct load *l, const struct crm_filter *where, struct crm_sql *sql)
{
	crm_buf_printf(&sql->text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    l->e->def->table);
	if (strcmp(l->e->def->name, "lead") == 0)
		crm_buf_str(&sql->text,
		    " AND coalesce(t.\"status\", '') "
		    "NOT IN ('converted', 'duplicate')");
	if (where != NULL) {
		crm_buf_str(&sql->text, " AND ");
		crm_filter_sql(where, "t", sql);
	}
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
	say_where(l, where, &sql);
	st = crm_get_int(l->s, sql.text.data, sql.bind, sql.n, &v, err);
	crm_sql_free(&sql);
	*n = st == CRM_OK ? (size_t)v.i : 0;
	return st;
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
	for (i = 0; i < WANTED; i++) {
		int f = crm_field_index(l->e, crm_text_of(wanted[i]));

		if (f < 0)
			continue;
		l->field[l->n++] = f;
		crm_buf_printf(&sql.text, ", t.\"%s\"", wanted[i]);
	}
	l->person = strcmp(l->e->def->name, "contact") == 0;
	if (l->person)
		crm_buf_str(&sql.text,
		    ", (SELECT x_customer.\"name\" FROM "
		    "customer x_customer WHERE x_customer.\"id\" = "
		    "t.\"customer\")");
	say_where(l, where, &sql);
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
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
		if (l->person && !crm_col_null(q, (int)l->n + 1))
			company = crm_col_text(q, (int)l->n + 1);
		crm_party_read(l->words, &r, company, a, &out->party[out->n++]);
	}
	return st;
}

enum crm_status
parties_load(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, struct crm_arena *a, struct parties *out,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	bool leads = strcmp(e->def->name, "lead") == 0;
	const struct crm_entity *kind[3] = { e, crm_dict_find(d, "customer"),
		crm_dict_find(d, "contact") };
	size_t kinds = leads ? 3 : 1, i, n[3], all = 0;
	struct crm_words *words;
	struct load l = { .s = s };
	enum crm_status st;

	*out = (struct parties){ .n = 0 };
	st = crm_words_load(s, a, &words, err);
	l.words = words;
	for (i = 0; i < kinds && st == CRM_OK; i++) {
		l.e = kind[i];
		st = count(&l, i == 0 ? where : NULL, a, &n[i], err);
		all += n[i];
	}
	out->party = crm_alloc_n(a, all > 0 ? all : 1, sizeof *out->party);
	for (i = 0; i < kinds && st == CRM_OK; i++) {
		l.e = kind[i];
		st = load_kind(&l, i == 0 ? where : NULL, n[i], a, out, err);
		if (i == 0)
			out->searched = out->n;
	}
	return st;
}
