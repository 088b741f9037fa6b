/*
 * What was submitted is known by a hash over the record and its lines.  What else is
 * a part of it (who signed, what was delivered) comes behind the consent.
 */
#include "approval.h"

#include <crm/base/sha256.h>

#include <string.h>

/* What is said about a document: terms and clauses are notes too, and are what is
 * agreed to. */
static bool
is_remark(const struct crm_field *f)
{
	return f->type == CRM_T_TAGS || strcmp(f->name, "notes") == 0 ||
	    strcmp(f->name, "feedback") == 0;
}

bool
hash_counts(const struct crm_field *f)
{
	return (f->flags &
		   (CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_EXT | CRM_F_KEPT |
		       CRM_F_VERB)) == 0 &&
	    !is_remark(f) && f->type != CRM_T_ID &&
	    strcmp(f->name, "status") != 0;
}

static bool
is_line(const struct crm_entity *e)
{
	return e->def->line != NULL;
}

static void
put_record(struct crm_store *s, struct crm_buf *out, const struct crm_record *r)
{
	size_t i;

	crm_buf_str(out, r->entity->def->name);
	for (i = 0; i < r->entity->n; i++)
		if (hash_counts(r->entity->field[i]))
			approval_put(s, out, r, (int)i, r->v[i]);
}

static enum crm_status
put_parts(struct crm_store *s, struct crm_buf *out, const struct crm_entity *e,
    int64_t id, const struct crm_entity *part, int field, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_referring(s, part, field, e, &id, 1, false, &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if ((st = crm_load(s, part, ids[i], &a, &r, err)) == CRM_OK)
			put_record(s, out, &r);
	crm_arena_free(&a);
	return st;
}

enum crm_status
hash_of(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    const char **out, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_sha256 sum;
	char hex[65];
	enum crm_status st = CRM_OK;
	size_t i, j;

	put_record(s, &text, r);
	for (i = 0; i < d->n && st == CRM_OK; i++)
		for (j = 0; j < d->entity[i]->n && st == CRM_OK; j++) {
			const struct crm_field *f = d->entity[i]->field[j];

			if (is_line(d->entity[i]) &&
			    (f->flags & CRM_F_OWNER) != 0 && f->ref != NULL &&
			    strcmp(f->ref, r->entity->def->name) == 0)
				st = put_parts(s, &text, r->entity, r->id,
				    d->entity[i], (int)j, err);
		}
	crm_sha256_init(&sum);
	crm_sha256_add(&sum, text.data, text.len);
	crm_sha256_hex(&sum, hex);
	*out = crm_strdup(a, hex);
	crm_buf_free(&text);
	return st;
}
