/*
 * Which values a field has that no index knows: names of deals, people, leads, further
 * numbers, sites; keys of deleted records.  Values that are the same though they are
 * written otherwise, and those of one list, have one place.
 * A file that refers to records of any kind asks for thousands of texts whether
 * which record is called so, and each answer would read the table.  So a transaction
 * that asks often reads it once, and keeps a hash of each value with its record.
 *
 * What it keeps is more than there is: values that have changed stay, deleted
 * records count, and hashes meet.  The table is asked for these records alone.  A
 * record that a server took from somebody else meanwhile is as if it had come a
 * moment later.
 */
#include <crm/base/hash.h>

#include <stdlib.h>

#include "like.h"
#include "same.h"

enum {
	SCANS = 8,     /* so many questions are put to the table itself */
	FIRST = 1024,  /* slots, a power of two */
	HALF = 32,     /* bits of a hash that are kept */
	MOST_FULL = 2, /* one of so many slots is taken */
};

/* A record that has, or had, a value; hash 0: free. */
struct slot {
	uint32_t hash;
	int64_t id;
};

struct known {
	const struct crm_entity *e;
	int field;
	unsigned asked;
	struct slot *slot; /* NULL: the table was not read */
	size_t cap, n;
	struct crm_arena scratch;
	struct known *next;
};

static uint32_t
hash_of(struct known *k, struct crm_text t)
{
	uint32_t h;

	t = same_text(k->e->field[k->field], t, &k->scratch);
	h = (uint32_t)(crm_mix_text(0, t) >> HALF);
	crm_arena_reset(&k->scratch);
	return h == 0 ? 1 : h;
}

/* Puts it behind all that begin at the same slot, unless it is there. */
static void
put(struct known *k, struct slot x)
{
	size_t i = x.hash & (k->cap - 1);

	for (; k->slot[i].hash != 0; i = (i + 1) & (k->cap - 1))
		if (k->slot[i].hash == x.hash && k->slot[i].id == x.id)
			return;
	k->slot[i] = x;
	k->n++;
}

static void
resize(struct known *k, size_t cap)
{
	struct known old = *k;
	size_t i;

	k->cap = cap;
	k->n = 0;
	k->slot = calloc(cap, sizeof *k->slot);
	if (k->slot == NULL)
		crm_oom();
	for (i = 0; old.slot != NULL && i < old.cap; i++)
		if (old.slot[i].hash != 0)
			put(k, old.slot[i]);
	free(old.slot);
}

/* Of a list, each of them. */
static void
add(struct known *k, int64_t id, struct crm_text value)
{
	const struct like_field f = { .list = crm_type_is_list(
					  k->e->field[k->field]->type) };
	struct crm_text item;

	while (like_next(&f, &value, &item)) {
		if (k->n * MOST_FULL >= k->cap)
			resize(k, 2 * k->cap);
		put(k, (struct slot){ hash_of(k, item), id });
	}
}

static enum crm_status
read_table(struct crm_store *s, struct known *k, struct crm_err *err)
{
	const struct crm_field *f = k->e->field[k->field];
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	/* Without those that have none: the hashes of these would all meet. */
	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL",
	    f->name, f->flags & CRM_F_FOLDED ? "_f" : "", k->e->def->table,
	    f->name);
	if ((st = crm_sql(s, sql.data, &q, err)) == CRM_OK) {
		resize(k, FIRST);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			add(k, crm_col_int(q, 0), crm_col_text(q, 1));
		crm_reset(q);
	}
	crm_buf_free(&sql);
	return st;
}

static struct known *
known(struct crm_store *s, const struct crm_entity *e, int field)
{
	struct known *k = s->known;

	while (k != NULL && (k->e != e || k->field != field))
		k = k->next;
	if (k != NULL)
		return k;
	if ((k = calloc(1, sizeof *k)) == NULL)
		crm_oom();
	k->e = e;
	k->field = field;
	k->next = s->known;
	s->known = k;
	return k;
}

static void
take(const struct known *k, uint32_t hash, struct known_ids *out)
{
	size_t i = hash & (k->cap - 1);

	out->n = 0;
	for (; k->slot[i].hash != 0; i = (i + 1) & (k->cap - 1)) {
		if (k->slot[i].hash != hash)
			continue;
		if (out->n == KNOWN_MOST)
			return;
		out->id[out->n++] = k->slot[i].id;
	}
	out->all = true;
}

enum crm_status
known_ids(struct crm_store *s, const struct crm_entity *e, int field, bool live,
    struct crm_text value, struct known_ids *out, struct crm_err *err)
{
	struct known *k;
	enum crm_status st = CRM_OK;

	out->all = false;
	if (!s->tx.open || !is_column(e->field[field]) ||
	    (live ? schema_is_indexed(e, (size_t)field)
		  : schema_is_indexed_deleted(e, (size_t)field)))
		return CRM_OK;
	k = known(s, e, field);
	if (k->slot == NULL && ++k->asked <= SCANS)
		return CRM_OK;
	if (k->slot == NULL)
		st = read_table(s, k, err);
	if (st == CRM_OK)
		take(k, hash_of(k, value), out);
	return st;
}

void
known_wrote(struct crm_store *s, const struct crm_record *r)
{
	struct crm_buf fold = CRM_BUF_INIT;
	struct known *k;

	for (k = s->known; k != NULL; k = k->next)
		if (k->e == r->entity && k->slot != NULL &&
		    r->v[k->field].kind == CRM_STR)
			add(k, r->id,
			    crm_value_key(k->e->field[k->field],
				r->v[k->field].t, &fold));
	crm_buf_free(&fold);
}

void
known_forget(struct crm_store *s)
{
	struct known *k;

	while ((k = s->known) != NULL) {
		s->known = k->next;
		free(k->slot);
		crm_arena_free(&k->scratch);
		free(k);
	}
}
