/*
 * A record with the same company name, asked of the book for one name: its
 * folded copy is searched for the first word of the key, and what is found is
 * compared key by key.
 */
#include "match.h"

enum { HAN_CHARS = 2 };

/* What the names of one company have in common, as LIKE wants it. */
static struct crm_text
pattern(const struct crm_company *c, struct crm_arena *a)
{
	struct crm_text word[2], first;

	if (split_words(c->words, word, 2) == 0)
		return (struct crm_text){ NULL, 0 };
	first = word[0];
	if (has_han(first))
		first = first_chars(first, HAN_CHARS);
	return crm_text_of(crm_sprintf(a, "%%%.*s%%", (int)first.n, first.p));
}

static bool
is_same(const struct crm_words *w, const struct crm_company *c,
    struct crm_text name)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company other;
	bool yes;

	crm_company_read(w, name, &a, &other);
	yes = same(c->key, other.key) && c->flags == other.flags;
	crm_arena_free(&a);
	return yes;
}

enum crm_status
crm_company_find(struct crm_store *s, const struct crm_words *w,
    const struct crm_entity *e, struct crm_text name, int64_t *id,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	const char *field = e->field[e->company]->name;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_company c;
	struct crm_text like;
	struct crm_stmt *q;
	enum crm_status st = CRM_OK;
	bool row;

	*id = 0;
	crm_company_read(w, name, &a, &c);
	like = pattern(&c, &a);
	if (like.n == 0)
		goto out;
	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" "
	    "WHERE \"deleted\" IS NULL AND \"%s_f\" LIKE ? ORDER BY \"id\"",
	    field, e->def->table, field);
	st = crm_sql(s, sql.data, &q, err);
	if (st != CRM_OK)
		goto out;
	crm_bind(q, 1, crm_value_text(like));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (is_same(w, &c, crm_col_text(q, 1))) {
			*id = crm_col_int(q, 0);
			crm_reset(q);
			break;
		}
out:
	crm_buf_free(&sql);
	crm_arena_free(&a);
	return st;
}
