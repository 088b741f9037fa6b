/* due -w: the filter language over lines of the due list, which are no records. */
#include "task.h"

enum { KEY, WHO, WHAT, ABOUT, WHEN, WHY, LEVEL, FIELDS };

static const struct crm_field fields[] = {
	[KEY] = { .name = "key", .type = CRM_T_TEXT },
	[WHO] = { .name = "who", .type = CRM_T_REF, .ref = "user" },
	[WHAT] = { .name = "what", .type = CRM_T_TEXT },
	[ABOUT] = { .name = "about", .type = CRM_T_ANY },
	[WHEN] = { .name = "when", .type = CRM_T_INSTANT },
	[WHY] = { .name = "why", .type = CRM_T_TEXT },
	[LEVEL] = { .name = "level",
	    .type = CRM_T_ENUM,
	    .choices = due_level_choices },
	[FIELDS] = { .name = NULL },
};

static const struct crm_entity_def definition = { .name = "due",
	.program = "crm-task",
	.en = "Due",
	.zh = "待办",
	.fields = fields };

/* One line while it is looked at. */
struct line {
	struct crm_cmd *c;
	const struct crm_due *d;
	struct crm_arena arena;
};

/* A field of the record that the steps behind who lead to; users and teams have
 * stored fields alone. */
static enum crm_status
of_user(struct line *l, const struct crm_path *where, int field,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_value id = crm_value_int(l->d->whom);
	struct crm_record r;
	enum crm_status st;
	size_t i;

	*out = CRM_VALUE_NULL;
	if (l->d->whom == 0)
		return CRM_OK;
	for (i = 1; i <= where->steps; i++) {
		bool last = i == where->steps;

		st = crm_load(l->c->store,
		    last ? where->entity : where->step[i].of, id.i, &l->arena,
		    &r, err);
		if (st != CRM_OK)
			return st == CRM_NOTFOUND ? CRM_OK : st;
		id = r.v[last ? field : where->step[i].ref];
		if (id.kind == CRM_NULL)
			return CRM_OK;
	}
	*out = field == where->entity->id ? crm_value_int(r.id) : id;
	return CRM_OK;
}

static struct crm_value
text(const char *s)
{
	return s == NULL ? CRM_VALUE_NULL : crm_value_text(crm_text_of(s));
}

static enum crm_status
get(void *ctx, const struct crm_path *where, int field, struct crm_value *out,
    struct crm_err *err)
{
	struct line *l = ctx;
	const struct crm_due *d = l->d;

	if (where->steps > 0)
		return of_user(l, where, field, out, err);
	switch (field) {
	case KEY:
		*out = text(d->key);
		break;
	case WHO:
		*out = d->whom == 0 ? CRM_VALUE_NULL : crm_value_int(d->whom);
		break;
	case WHAT:
		*out = text(d->kind);
		break;
	case ABOUT:
		*out = text(crm_sprintf(&l->arena, "%s%lld",
		    d->entity->def->code, (long long)d->record));
		break;
	case WHEN:
		*out = crm_value_int(d->at);
		break;
	case WHY:
		*out = text(d->why);
		break;
	default:
		*out = text(due_levels[d->level]);
	}
	return CRM_OK;
}

enum crm_status
due_where(
    struct crm_cmd *c, struct crm_due **due, size_t *n, struct crm_err *err)
{
	const struct crm_entity *e = crm_entity_rows(&definition, c->arena);
	struct line l = { .c = c, .arena = CRM_ARENA_INIT };
	const struct crm_getter getter = { get, &l };
	struct crm_filter *where;
	enum crm_status st = crm_cmd_filter(c, e, &where, err);
	size_t i, kept = 0;
	bool yes;

	if (st != CRM_OK || where == NULL)
		return st;
	for (i = 0; i < *n && st == CRM_OK; i++) {
		l.d = due[i];
		crm_arena_reset(&l.arena);
		st = crm_filter_eval(where, &getter, &yes, err);
		if (st == CRM_OK && yes)
			due[kept++] = due[i];
	}
	crm_arena_free(&l.arena);
	*n = kept;
	return st;
}
