/* Whose an address is; texts that come from outside. */
#include "intake.h"

#include <crm/base/sha256.h>
#include <crm/store/files.h>

#include <stdlib.h>
#include <string.h>

enum crm_status
crm_person_of(struct crm_store *s, struct crm_text address,
    struct crm_person *out, struct crm_err *err)
{
	static const char *const kinds[] = { "user", "contact", "customer",
		"lead" };
	struct crm_buf norm = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct crm_person){ .entity = NULL };
	if (!crm_email_norm(&norm, address))
		return CRM_OK;
	for (i = 0; i < COUNT(kinds) && out->entity == NULL; i++) {
		const struct crm_entity *e = crm_dict_find(
		    crm_store_dict(s), kinds[i]);

		st = crm_resolve(s, e, (struct crm_text){ norm.data, norm.len },
		    false, &out->id, err);
		if (st == CRM_OK)
			out->entity = e;
		else if (st == CRM_RULE)
			break; /* several: it is theirs, and no one's */
		else if (st != CRM_NOTFOUND)
			break;
	}
	crm_buf_free(&norm);
	return st == CRM_RULE || st == CRM_NOTFOUND ? CRM_OK : st;
}

bool
crm_person_is_user(const struct crm_person *p)
{
	return p->entity != NULL && strcmp(p->entity->def->name, "user") == 0;
}

struct crm_value
line_value(struct crm_text t, size_t most, struct crm_arena *a)
{
	char *to;
	size_t i;

	t = crm_text_trim(clean_cut(t, most));
	to = crm_alloc(a, t.n + 1);
	for (i = 0; i < t.n; i++)
		to[i] = (unsigned char)t.p[i] < ' ' || t.p[i] == 0x7f ? ' '
								      : t.p[i];
	return crm_value_text(crm_text_trim((struct crm_text){ to, t.n }));
}

struct crm_value
note_value(struct crm_text t, size_t most, struct crm_arena *a)
{
	char *to;
	size_t i, n = 0;

	t = crm_text_trim(clean_cut(t, most));
	to = crm_alloc(a, t.n + 1);
	for (i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] >= ' '
			? t.p[i] != 0x7f
			: t.p[i] == '\n' || t.p[i] == '\t')
			to[n++] = t.p[i];
	return crm_value_text(crm_text_trim((struct crm_text){ to, n }));
}

struct crm_text
clean_cut(struct crm_text t, size_t most)
{
	if (t.n <= most)
		return t;
	t.n = most;
	while (t.n > 0 && (t.p[t.n] & 0xc0) == 0x80)
		t.n--;
	return t;
}

struct crm_value
address_value(struct crm_text t, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value v = CRM_VALUE_NULL;

	if (crm_email_norm(&b, t))
		v = crm_value_text(
		    (struct crm_text){ crm_strndup(a, b.data, b.len), b.len });
	crm_buf_free(&b);
	return v;
}

void
set_value(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

struct crm_value
typed_value(const struct crm_person *p, struct crm_arena *a)
{
	return p->entity == NULL
	    ? CRM_VALUE_NULL
	    : crm_value_text(crm_text_of(typed_id(a, p->entity, p->id)));
}

void
put_contact(struct crm_record *r, const struct crm_person *who)
{
	if (who->entity != NULL &&
	    strcmp(who->entity->def->name, "contact") == 0)
		set_value(r, "contact", crm_value_int(who->id));
}

struct crm_text
ext_of(struct crm_text id, struct crm_arena *a)
{
	struct crm_sha256 sum;
	char hex[CRM_SHA256_HEX + 1];
	struct crm_value v;

	if (id.n <= EXT_MOST) {
		v = line_value(id, EXT_MOST, a);
		return v.kind == CRM_STR ? v.t : crm_text_of("?");
	}
	crm_sha256_init(&sum);
	crm_sha256_add(&sum, id.p, id.n);
	crm_sha256_hex(&sum, hex);
	return crm_text_of(crm_sprintf(a, "sha256:%s", hex));
}

static int
by_text(const void *a, const void *b)
{
	return crm_text_cmp(
	    *(const struct crm_text *)a, *(const struct crm_text *)b);
}

/* The external ids of deleted records: there is no index of those, and few. */
static enum crm_status
load_gone(
    struct crm_intake *in, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_stmt *q;
	size_t cap = 0;
	enum crm_status st;
	bool row;

	in->gone_read = true;
	st = crm_sql(in->store,
	    crm_sprintf(in->arena,
		"SELECT \"ext\" FROM %s WHERE \"deleted\" IS NOT NULL "
		"AND \"ext\" IS NOT NULL",
		e->def->table),
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		in->gone_ext = crm_grow(in->arena, in->gone_ext, in->n_gone,
		    &cap, sizeof *in->gone_ext);
		in->gone_ext[in->n_gone++] = (struct crm_text){
			crm_strndup(in->arena, t.p, t.n), t.n
		};
	}
	if (in->n_gone > 0)
		qsort(in->gone_ext, in->n_gone, sizeof *in->gone_ext, by_text);
	return st;
}

enum crm_status
known_as(struct crm_intake *in, const struct crm_entity *e, struct crm_text ext,
    int64_t *id, bool *deleted, struct crm_err *err)
{
	struct crm_value v = { CRM_STR, { .t = ext } }, found;
	enum crm_status st = crm_get_int(in->store,
	    crm_sprintf(in->arena,
		"SELECT \"id\" FROM %s WHERE \"ext\" = ? "
		"AND \"deleted\" IS NULL",
		e->def->table),
	    &v, 1, &found, err);

	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	*deleted = false;
	if (st != CRM_OK || *id != 0)
		return st;
	if (!in->gone_read && (st = load_gone(in, e, err)) != CRM_OK)
		return st;
	*deleted = in->n_gone > 0 &&
	    bsearch(&ext, in->gone_ext, in->n_gone, sizeof ext, by_text) !=
		NULL;
	return CRM_OK;
}

enum crm_status
activity_of(struct crm_intake *in, struct crm_text ext, int64_t *id,
    bool *deleted, struct crm_err *err)
{
	return known_as(in,
	    crm_dict_find(crm_store_dict(in->store), "activity"), ext, id,
	    deleted, err);
}

enum age
age_of(const struct crm_record *old, const struct crm_event *e)
{
	struct crm_value revision = *value_of(old, "revision");
	struct crm_value at = *value_of(old, "revised_at");
	int64_t had = revision.kind == CRM_INT ? revision.i : 0;

	if (e->revision != had)
		return e->revision > had ? NEWER : OLDER;
	if (!e->revised || at.kind != CRM_INT)
		return NEWER; /* nobody says: what differs is written */
	return e->revised_at > at.i ? NEWER
	    : e->revised_at == at.i ? SAME
				    : OLDER;
}

void
intake_met(struct crm_intake *in, int64_t id)
{
	in->met = crm_grow(
	    in->arena, in->met, in->n_met, &in->cap_met, sizeof *in->met);
	in->met[in->n_met++] = id;
}
