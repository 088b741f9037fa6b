/*
 * Companies of one name but for legal form and punctuation, asked for by the rows of a
 * file: the first few of the book, by crm_company_find; when there are more the names
 * of a kind are read once, and from then on a row is one look into a table.
 */
#include "match.h"

#include <crm/store/like.h>
#include <crm/store/write.h>

#include <stdlib.h>
#include <string.h>

enum {
	ASKED = 8, /* rows worth a search through all names each */
	ROOM = 1024,
};

struct known {
	uint64_t hash; /* 0: free */
	int64_t id;
};

struct table {
	const struct crm_entity *e;
	struct known *slot;
	size_t n, cap; /* cap 0: not read yet */
	size_t asked;
};

struct crm_companies {
	struct crm_store *s;
	struct crm_arena arena;
	struct crm_words *words; /* once they are needed */
	struct table table[CRM_LIKE_KINDS];
	size_t n;
	struct crm_arena scratch;
	/* The name that was asked for last: mostly it is the one that comes. */
	struct crm_buf last;
	uint64_t hash;
};

struct crm_companies *
crm_companies_open(struct crm_store *s, struct crm_arena *a)
{
	struct crm_companies *x = crm_alloc(a, sizeof *x);

	*x = (struct crm_companies){ .s = s,
		.arena = CRM_ARENA_INIT,
		.scratch = CRM_ARENA_INIT,
		.last = CRM_BUF_INIT };
	return x;
}

void
crm_companies_close(struct crm_companies *x)
{
	size_t i;

	for (i = 0; i < x->n; i++)
		free(x->table[i].slot);
	crm_arena_free(&x->arena);
	crm_arena_free(&x->scratch);
	crm_buf_free(&x->last);
}

static struct table *
table_of(struct crm_companies *x, const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < x->n; i++)
		if (x->table[i].e == e)
			return &x->table[i];
	if (x->n == CRM_LIKE_KINDS)
		return NULL;
	x->table[x->n] = (struct table){ .e = e };
	return &x->table[x->n++];
}

/* Of its key and flags; 0: it has no key. */
static uint64_t
hash_of(struct crm_companies *x, struct crm_text name)
{
	struct crm_company c;

	if (x->last.len == name.n && name.n > 0 &&
	    memcmp(x->last.data, name.p, name.n) == 0)
		return x->hash;
	crm_arena_reset(&x->scratch);
	crm_company_read(x->words, name, &x->scratch, &c);
	x->hash = c.key.n > 0 ? hash_text(c.flags, c.key) | 1 : 0;
	crm_buf_clear(&x->last);
	crm_buf_add(&x->last, name.p, name.n);
	return x->hash;
}

static struct known *
slot_of(const struct table *t, uint64_t hash)
{
	size_t i = (size_t)(hash >> 1) & (t->cap - 1);

	while (t->slot[i].hash != 0 && t->slot[i].hash != hash)
		i = (i + 1) & (t->cap - 1);
	return &t->slot[i];
}

static void
grow(struct table *t)
{
	struct table old = *t;
	size_t i;

	t->cap = old.cap == 0 ? ROOM : old.cap * 2;
	t->slot = calloc(t->cap, sizeof *t->slot);
	if (t->slot == NULL)
		crm_oom();
	for (i = 0; i < old.cap; i++)
		if (old.slot[i].hash != 0)
			*slot_of(t, old.slot[i].hash) = old.slot[i];
	free(old.slot);
}

/* The first of a name stays. */
static void
put(struct crm_companies *x, struct table *t, struct crm_text name, int64_t id)
{
	uint64_t hash = hash_of(x, name);
	struct known *slot;

	if (hash == 0)
		return;
	if (t->n * 2 >= t->cap)
		grow(t);
	slot = slot_of(t, hash);
	if (slot->hash != 0)
		return;
	*slot = (struct known){ hash, id };
	t->n++;
}

static enum crm_status
read_all(struct crm_companies *x, struct table *t, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	grow(t);
	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "AND \"%s\" IS NOT NULL ORDER BY \"id\"",
	    t->e->field[t->e->company]->name, t->e->def->table,
	    t->e->field[t->e->company]->name);
	st = crm_sql(x->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		put(x, t, crm_col_text(q, 1), crm_col_int(q, 0));
	return st;
}

/* Whether the record has that name still. */
static enum crm_status
is_still(struct crm_companies *x, const struct crm_entity *e, int64_t id,
    uint64_t hash, bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(x->s, e, id, &a, &r, err);

	*yes = st == CRM_OK && r.v[e->deleted].kind == CRM_NULL &&
	    r.v[e->company].kind == CRM_STR &&
	    hash_of(x, r.v[e->company].t) == hash;
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
crm_companies_find(struct crm_companies *x, const struct crm_entity *e,
    struct crm_text name, int64_t *id, struct crm_err *err)
{
	struct table *t = table_of(x, e);
	const struct known *slot;
	enum crm_status st = CRM_OK;
	uint64_t hash;
	bool yes;

	*id = 0;
	if (t == NULL)
		return CRM_OK;
	if (x->words == NULL)
		st = crm_words_load(x->s, &x->arena, &x->words, err);
	if (st == CRM_OK && t->cap == 0 && t->asked++ < ASKED)
		return crm_company_find(x->s, x->words, e, name, id, err);
	if (st == CRM_OK && t->cap == 0)
		st = read_all(x, t, err);
	if (st != CRM_OK || (hash = hash_of(x, name)) == 0)
		return st;
	slot = slot_of(t, hash);
	if (slot->hash == 0)
		return CRM_OK;
	st = is_still(x, e, slot->id, hash, &yes, err);
	if (st == CRM_OK && yes)
		*id = slot->id;
	return st;
}

void
crm_companies_add(struct crm_companies *x, const struct crm_entity *e,
    struct crm_text name, int64_t id)
{
	struct table *t = table_of(x, e);

	if (t != NULL && t->cap > 0)
		put(x, t, name, id);
}
