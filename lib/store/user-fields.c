/*
 * Users' fields: how their definitions, which are records, join the dictionary.
 *
 * What is deleted leaves the dictionary; the log, and whoever reads it, still
 * speaks of it, and asks for a dictionary that has all.
 */
#include "internal.h"

#include <string.h>

/* "a|b|c" as choices. */
static const struct crm_choice *
parse_choices(struct crm_arena *a, struct crm_text t)
{
	struct crm_choice *list;
	size_t i, n = 1, from = 0;

	for (i = 0; i < t.n; i++)
		n += t.p[i] == '|';
	list = crm_alloc_n(a, n + 1, sizeof *list);
	for (i = 0, n = 0; i <= t.n; i++) {
		if (i < t.n && t.p[i] != '|')
			continue;
		list[n].code = crm_strndup(a, t.p + from, i - from);
		list[n].en = list[n].zh = list[n].code;
		from = i + 1;
		n++;
	}
	return list;
}

static const char *
text_col(struct crm_arena *a, const struct crm_stmt *q, int col)
{
	struct crm_text t = crm_col_text(q, col);

	return t.n == 0 ? NULL : crm_strndup(a, t.p, t.n);
}

static enum crm_status
read_field(struct crm_arena *a, const struct crm_stmt *q, struct crm_field *f,
    struct crm_err *err)
{
	const char *type = text_col(a, q, 3);

	f->custom_id = crm_col_int(q, 0);
	f->name = text_col(a, q, 2);
	f->flags = CRM_F_CUSTOM;
	if (f->name == NULL || type == NULL)
		return crm_fail(err, CRM_FAIL, "has no %s",
		    f->name == NULL ? "name" : "type");
	if (!crm_type_find(type, &f->type))
		return crm_fail(
		    err, CRM_FAIL, "has the unknown type '%.40s'", type);
	if (f->type == CRM_T_TEXT)
		f->flags |= CRM_F_FOLDED;
	f->en = text_col(a, q, 4);
	f->zh = text_col(a, q, 5);
	if (f->en == NULL)
		f->en = f->zh != NULL ? f->zh : f->name;
	if (f->zh == NULL)
		f->zh = f->en;
	if (f->type == CRM_T_ENUM)
		f->choices = parse_choices(a, crm_col_text(q, 6));
	f->ref = text_col(a, q, 7);
	if (crm_col_int(q, 8) != 0)
		f->flags |= CRM_F_SHORT;
	return CRM_OK;
}

/* One that is deleted goes by its id where another has its name by now. */
static void
name_apart(struct crm_arena *a, const struct crm_dict *d, const char *entity,
    struct crm_field *f)
{
	const struct crm_entity *e = crm_dict_find(d, entity);

	if (e != NULL && crm_field_index(e, crm_text_of(f->name)) >= 0)
		f->name = crm_sprintf(a, "fd%lld", (long long)f->custom_id);
}

static enum crm_status
add_field(struct crm_arena *a, struct crm_dict *d, const struct crm_stmt *q,
    bool deleted, struct crm_err *err)
{
	struct crm_field *f = crm_alloc(a, sizeof *f);
	const char *entity = text_col(a, q, 1);
	struct crm_err why;
	enum crm_status st;

	if (entity == NULL)
		st = crm_fail(&why, CRM_FAIL, "is of no kind of record");
	else if ((st = read_field(a, q, f, &why)) == CRM_OK) {
		if (deleted)
			name_apart(a, d, entity, f);
		st = crm_dict_add(d, entity, f, &why);
	}
	if (st == CRM_OK)
		return CRM_OK;
	return crm_fail(err, CRM_FAIL,
	    "the field FD%lld cannot be used: %s; another program changed it: "
	    "crm-admin check",
	    (long long)f->custom_id, why.text);
}

const char fields_sql[] =
    "SELECT \"id\", \"entity\", \"name\", \"type\", \"label\", "
    "\"label_zh\", \"choices\", \"ref\", \"short\" FROM custom_field "
    "WHERE \"deleted\" IS NULL ORDER BY \"id\"";

enum crm_status
fields_load(struct crm_store *s, struct crm_arena *a, bool deleted,
    struct crm_dict **out, struct crm_err *err)
{
	struct crm_dict *d = *out = crm_dict_new(a);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    deleted ? "SELECT \"id\", \"entity\", \"name\", \"type\", "
		      "\"label\", \"label_zh\", \"choices\", \"ref\", "
		      "\"short\" FROM custom_field "
		      "ORDER BY \"deleted\" IS NOT NULL, \"id\""
		    : fields_sql,
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		st = add_field(a, d, q, deleted, err);
		if (st != CRM_OK && !s->opts.lenient)
			break;
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}
