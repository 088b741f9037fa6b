/* Likeness: the same e-mail or phone under another identity. */
#include "import.h"

bool
like_is(const struct crm_field *f)
{
	return (f->flags & CRM_F_LIKE) != 0;
}

static uint64_t
like_hash(const struct crm_field *f, struct crm_text t)
{
	return key_hash((uint64_t)f->type, t.p, t.n);
}

/* Whether the record has the value in any field of that type. */
static enum crm_status
like_verified(struct import *im, enum crm_type type, struct crm_text t,
    int64_t only, int64_t self, int64_t *id, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;
	int mark = 1;

	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK)
		return st;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" "
	    "IS NULL AND \"id\" <> ?", im->e->def->table);
	if (only != 0)
		crm_buf_str(&sql, " AND \"id\" = ?");
	crm_buf_str(&sql, " AND (0 = 1");
	for (i = 0; i < im->e->n; i++)
		if (like_is(im->e->field[i]) && im->e->field[i]->type == type)
			crm_buf_printf(&sql, " OR \"%s\" = ?",
			    im->e->field[i]->name);
	/* The first of them.  Not by the plain id: who walks its index meets
	 * every row where none has the value. */
	crm_buf_str(&sql, ") ORDER BY \"id\" + 0 LIMIT 1");
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, mark++, crm_value_int(self));
	if (only != 0)
		crm_bind(q, mark++, crm_value_int(only));
	for (i = 0; i < im->e->n; i++)
		if (like_is(im->e->field[i]) && im->e->field[i]->type == type)
			crm_bind(q, mark++, crm_value_text(t));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*id = crm_col_int(q, 0);
		crm_reset(q);
	}
	return st;
}

uint64_t
like_hash_of(struct import *im, size_t i)
{
	int f = im->like_field[i];

	if (im->like_hash[i] == 0)
		im->like_hash[i] = like_hash(im->e->field[f], im->rec.v[f].t);
	return im->like_hash[i];
}

/* Whether what was read back has the value in a field of that type. */
static bool
found_has(const struct import *im, enum crm_type type, struct crm_text t)
{
	size_t i;

	for (i = 0; i < im->n_like; i++)
		if (im->e->field[im->like_field[i]]->type == type &&
		    crm_text_eq(im->found.text[i + 1], t))
			return true;
	return false;
}

/* The first record that was noted with the row's value in field i. */
static enum crm_status
like_noted(struct import *im, size_t i, int64_t self, int64_t *like,
    struct crm_err *err)
{
	int f = im->like_field[i];
	enum crm_type type = im->e->field[f]->type;
	struct crm_text t = im->rec.v[f].t;
	uint64_t hash = like_hash_of(im, i);
	enum crm_status st = CRM_OK;
	const struct key_slot *s;

	for (s = keymap_first(&im->like, hash); s != NULL && *like == 0 &&
	    st == CRM_OK; s = keymap_next(&im->like, hash, s)) {
		if ((st = ident_read(im, s, err)) != CRM_OK)
			return st;
		if (im->found.id == self || !found_has(im, type, t))
			continue;
		if (ident_was_changed(im, im->found.id))
			st = like_verified(im, type, t, im->found.id, self,
			    like, err);
		else
			*like = im->found.id;
	}
	return st;
}

enum crm_status
like_find(struct import *im, int64_t self, int64_t *like, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	*like = 0;
	for (i = 0; i < im->n_like && st == CRM_OK && *like == 0; i++) {
		int f = im->like_field[i];

		if (im->rec.v[f].kind != CRM_STR)
			continue;
		if (im->bulk)
			st = like_noted(im, i, self, like, err);
		else
			st = like_verified(im, im->e->field[f]->type,
			    im->rec.v[f].t, 0, self, like, err);
	}
	return st;
}
