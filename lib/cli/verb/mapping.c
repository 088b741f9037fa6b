/* Saved mappings: the options of an import under a name. */
#include "cli/internal.h"

#include <crm/store/import.h>

#include <string.h>

/* A list that ends with NULL, of what the lines "word rest" hold. */
static const char **
lines_of(
    struct crm_cmd *c, const char *text, const char *word, const char **more)
{
	size_t n = 0, len = strlen(word);
	const char **list, *p, *end;

	for (; more != NULL && more[n] != NULL; n++)
		;
	list = crm_alloc_n(c->arena, n + strlen(text) + 2, sizeof *list);
	/* What the command line says comes first, so that it decides. */
	if (n > 0)
		memcpy(list, more, n * sizeof *list);
	for (p = text; *p != '\0'; p = *end == '\0' ? end : end + 1) {
		end = strchr(p, '\n');
		if (end == NULL)
			end = p + strlen(p);
		if ((size_t)(end - p) > len && strncmp(p, word, len) == 0 &&
		    p[len] == ' ')
			list[n++] = crm_strndup(
			    c->arena, p + len + 1, (size_t)(end - p) - len - 1);
	}
	return n == 0 ? NULL : list;
}

static const char *
text_field(struct crm_cmd *c, const struct crm_record *r, const char *name)
{
	int i = crm_field_index(r->entity, crm_text_of(name));

	return r->v[i].kind != CRM_STR
	    ? ""
	    : crm_strndup(c->arena, r->v[i].t.p, r->v[i].t.n);
}

/* The one line of a word, or NULL. */
static const char *
line_of(struct crm_cmd *c, const char *text, const char *word)
{
	const char **list = lines_of(c, text, word, NULL);

	return list == NULL ? NULL : list[0];
}

/* What the command line does not say; one decimal sign excludes the other. */
static void
load_form(struct crm_cmd *c, const char *options, struct import_form *f)
{
	bool sign = f->comma || f->point;

	if (f->date_format == NULL)
		f->date_format = line_of(c, options, "date-format");
	if (f->century == NULL)
		f->century = line_of(c, options, "century");
	if (f->numbers == NULL)
		f->numbers = line_of(c, options, "numbers");
	if (!sign) {
		f->comma = line_of(c, options, "decimal-comma") != NULL;
		f->point = line_of(c, options, "decimal-point") != NULL;
	}
	f->round |= line_of(c, options, "round") != NULL;
}

static enum crm_status
load_mapping(struct crm_cmd *c, struct crm_import_opts *o,
    struct import_form *form, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "mapping");
	const char *name = c->opt[CRM_OPT_MAPPING], *options, *missing;
	const char **said;
	struct crm_record r;
	size_t said_n;
	enum crm_status st;
	int64_t id;

	if ((st = crm_refer(c->store, e,
		 &(struct crm_reference){ .text = crm_text_of(name) }, &id,
		 err)) != CRM_OK ||
	    (st = crm_load(c->store, e, id, c->arena, &r, err)) != CRM_OK)
		return st;
	if (strcmp(text_field(c, &r, "entity"), c->entity->def->name) != 0)
		return crm_fail(err, CRM_USAGE,
		    "--mapping: %s is a mapping "
		    "for %s, not for %s",
		    name, text_field(c, &r, "entity"), c->entity->def->name);
	options = text_field(c, &r, "options");
	for (said = o->map; said != NULL && *said != NULL; said++)
		continue;
	said_n = said == NULL ? 0 : (size_t)(said - o->map);
	o->map = lines_of(c, text_field(c, &r, "map"), "map", o->map);
	o->saved = o->map == NULL ? NULL : o->map + said_n;
	o->value = lines_of(c, options, "value", o->value);
	o->null = lines_of(c, options, "null", o->null);
	o->scale = lines_of(c, options, "scale", o->scale);
	o->def = lines_of(c, options, "default", o->def);
	if (o->key == NULL)
		o->key = line_of(c, options, "key");
	load_form(c, options, form);
	o->ignore_unknown |= line_of(c, options, "ignore-unknown") != NULL;
	missing = line_of(c, options, "create-missing");
	o->create_missing |= missing != NULL;
	o->create_users |= missing != NULL && strcmp(missing, "user") == 0;
	return CRM_OK;
}

static void
add_lines(struct crm_buf *b, const char *word, const char **list)
{
	for (; list != NULL && *list != NULL; list++)
		crm_buf_printf(b, "%s %s\n", word, *list);
}

/* The options of this command as lines. */
static void
options_text(struct crm_cmd *c, struct crm_buf *b)
{
	static const struct {
		enum crm_opt o;
		const char *word;
	} flags[] = {
		{ CRM_OPT_DECIMAL_COMMA, "decimal-comma yes\n" },
		{ CRM_OPT_DECIMAL_POINT, "decimal-point yes\n" },
		{ CRM_OPT_ROUND, "round yes\n" },
		{ CRM_OPT_IGNORE_UNKNOWN, "ignore-unknown yes\n" },
	};
	size_t i;

	add_lines(b, "value", c->opt_all[CRM_OPT_VALUE]);
	add_lines(b, "null", c->opt_all[CRM_OPT_NULL]);
	add_lines(b, "scale", c->opt_all[CRM_OPT_SCALE]);
	add_lines(b, "default", c->opt_all[CRM_OPT_DEFAULT]);
	add_lines(b, "key", c->opt_all[CRM_OPT_KEY]);
	add_lines(b, "date-format", c->opt_all[CRM_OPT_DATE_FORMAT]);
	add_lines(b, "century", c->opt_all[CRM_OPT_CENTURY]);
	add_lines(b, "numbers", c->opt_all[CRM_OPT_NUMBERS]);
	if (crm_has(c, CRM_OPT_CREATE_MISSING))
		crm_buf_printf(b, "create-missing %s\n",
		    c->opt[CRM_OPT_CREATE_MISSING][0] != '\0' ? "user" : "yes");
	for (i = 0; i < sizeof flags / sizeof *flags; i++)
		if (crm_has(c, flags[i].o))
			crm_buf_str(b, flags[i].word);
}

/* Inside the import's own batch. */
enum crm_status
save_mapping(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "mapping");
	struct crm_buf map = CRM_BUF_INIT, options = CRM_BUF_INIT;
	struct crm_text name = crm_text_of(c->opt[CRM_OPT_SAVE_MAPPING]);
	struct crm_record r;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&r, e, c->arena);
	add_lines(&map, "map", c->opt_all[CRM_OPT_MAP]);
	options_text(c, &options);
	crm_record_set(
	    &r, crm_field_index(e, CRM_TEXT("name")), crm_value_text(name));
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("entity")),
	    crm_value_text(crm_text_of(c->entity->def->name)));
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("map")),
	    crm_value_text((struct crm_text){ map.data, map.len }));
	crm_record_set(&r, crm_field_index(e, CRM_TEXT("options")),
	    crm_value_text((struct crm_text){ options.data, options.len }));
	st = crm_refer(c->store, e,
	    &(struct crm_reference){ .text = name, .by = "name" }, &r.id, err);
	if (st == CRM_NOTFOUND)
		st = crm_insert(c->store, &r, err);
	else if (st == CRM_OK)
		st = crm_update(c->store, &r, &done, err);
	crm_buf_free(&map);
	crm_buf_free(&options);
	return st;
}

enum crm_status
import_mapping(struct crm_cmd *c, struct crm_import_opts *o,
    struct import_form *form, struct crm_err *err)
{
	if (!crm_has(c, CRM_OPT_MAPPING))
		return CRM_OK;
	return load_mapping(c, o, form, err);
}
