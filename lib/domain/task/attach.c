/* Attachments: their records, and whether their files are what they were. */
#include "task.h"

#include <crm/domain/attach.h>

#include <stdlib.h>
#include <string.h>

enum { MEGABYTE = 1000 * 1000, MAX_MEGABYTES = 25 };

int64_t
crm_attachment_max(const struct crm_store *s)
{
	const char *said = crm_setting(s, "attachment_max");

	return MEGABYTE *
	    (said == NULL ? MAX_MEGABYTES : strtoll(said, NULL, 10));
}

/* ---- what a record may say ---- */

static bool
is_hash(struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (!((t.p[i] >= '0' && t.p[i] <= '9') ||
			(t.p[i] >= 'a' && t.p[i] <= 'f')))
			return false;
	return t.n == CRM_SHA256_HEX;
}

static void
file_of(const struct crm_record *r, struct crm_file *out)
{
	struct crm_text hash = text_of(r, "sha256");

	*out = (struct crm_file){ .size = value_of(r, "size")->i };
	memcpy(out->sha256, hash.p,
	    hash.n > CRM_SHA256_HEX ? CRM_SHA256_HEX : hash.n);
}

/* One that comes from a file, or back, needs what it stands for. */
static enum crm_status
check_there(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_file_state state;
	struct crm_file f;
	enum crm_status st;

	if (!w->import && (w->old == NULL || !comes_back(w->old, w->new)))
		return CRM_OK;
	file_of(w->new, &f);
	st = crm_file_look(w->store, &f, false, &state, err);
	return st != CRM_OK || state != CRM_FILE_MISSING
	    ? st
	    : crm_fail_field(err, CRM_RULE, "sha256",
		  "the book does not have this file (any more): attach it with "
		  "crm-task attach");
}

enum crm_status
attachment_save(const struct crm_saving *w, struct crm_err *err)
{
	if (w->old != NULL &&
	    (differs(w->old, w->new, "sha256") ||
		differs(w->old, w->new, "size")))
		return crm_fail_field(err, CRM_RULE, "sha256",
		    "an attachment keeps its file; attach the other one, and "
		    "delete this");
	if (!is_hash(text_of(w->new, "sha256")))
		return crm_fail_field(err, CRM_INVALID, "sha256",
		    "is no SHA-256: 64 digits from 0 to f");
	return check_there(w, err);
}

/* ---- making one ---- */

static enum crm_status
find_same(struct crm_store *s, struct crm_text about, struct crm_text name,
    const struct crm_file *f, struct crm_value *found, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(about),
		crm_value_text(crm_text_of(f->sha256)), crm_value_text(name) };

	return crm_get_int(s,
	    "SELECT min(\"id\") FROM attachment WHERE \"about\" = ? "
	    "AND \"sha256\" = ? AND \"name\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), found, err);
}

enum crm_status
crm_attach(struct crm_store *s, struct crm_text about, struct crm_text name,
    struct crm_incoming *in, const struct crm_file *f, int64_t *id,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "attachment");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value same;
	struct crm_record r;
	enum crm_status st;

	if ((st = find_same(s, about, name, f, &same, err)) != CRM_OK)
		return st;
	*done = CRM_ACT_UNCHANGED;
	if (same.kind == CRM_INT) {
		*id = same.i;
		return CRM_OK;
	}
	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "about"), crm_value_text(about));
	crm_record_set(&r, field_of(e, "name"), crm_value_text(name));
	crm_record_set(&r, field_of(e, "size"), crm_value_int(f->size));
	crm_record_set(
	    &r, field_of(e, "owner"), crm_value_int(crm_store_actor(s)));
	crm_record_set(
	    &r, field_of(e, "sha256"), crm_value_text(crm_text_of(f->sha256)));
	if ((st = crm_incoming_enter(in, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	*id = r.id;
	*done = CRM_ACT_INSERTED;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_attachment_file(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_file *out, struct crm_text *name, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "attachment");
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, a, &r, err);

	if (st != CRM_OK)
		return st;
	file_of(&r, out);
	*name = text_of(&r, "name");
	return CRM_OK;
}

enum crm_status
crm_attachments_collect(struct crm_store *s, bool dry, crm_file_each *each,
    void *ctx, struct crm_err *err)
{
	enum crm_status st = crm_allow(s, CRM_ADMIN, NULL, err);

	return st != CRM_OK ? st
			    : crm_file_collect(s,
				  "SELECT \"sha256\" FROM attachment "
				  "WHERE \"deleted\" IS NULL",
				  dry, each, ctx, err);
}

/* ---- the check of the books ---- */

static enum crm_status
audit_one(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_finding lie = { .code = "attachment",
		.entity = e,
		.record = id,
		.field = "sha256" };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_file_state state;
	struct crm_text name;
	struct crm_file f;
	enum crm_status st = crm_attachment_file(s, id, &a, &f, &name, err);

	if (st == CRM_OK)
		st = crm_file_look(s, &f, true, &state, err);
	if (st == CRM_OK && state != CRM_FILE_SOUND) {
		lie.text = state == CRM_FILE_MISSING
		    ? "its file is not there"
		    : "its file is not what it was";
		st = each(ctx, &lie, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
attachments_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "attachment");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *id;
	size_t i, n;

	st = crm_ids(s,
	    "SELECT \"id\" FROM attachment WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    NULL, 0, &a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = audit_one(s, e, id[i], each, ctx, err);
	crm_arena_free(&a);
	return st;
}
