/* Saved mappings: the options of an import under a name. */
#include "cli/internal.h"

#include <crm/store/import.h>

#include <string.h>

static size_t
count(const char **list)
{
	size_t n = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	return n;
}

/* What the lines "word rest" of a text hold. */
static const char **
lines_of(struct crm_cmd *c, const char *text, const char *word)
{
	size_t n = 0, len = strlen(word);
	const char **list = crm_alloc_n(
	    c->arena, strlen(text) + 1, sizeof *list);
	const char *p, *end;

	for (p = text; *p != '\0'; p = *end == '\0' ? end : end + 1) {
		end = strchr(p, '\n');
		if (end == NULL)
			end = p + strlen(p);
		if ((size_t)(end - p) > len && strncmp(p, word, len) == 0 &&
		    p[len] == ' ')
			list[n++] = crm_strndup(
			    c->arena, p + len + 1, (size_t)(end - p) - len - 1);
	}
	return list;
}

/* Both lists, which may be NULL; NULL where they are empty. */
static const char **
both(struct crm_cmd *c, const char **a, const char **b)
{
	size_t n = count(a), m = count(b);
	const char **list = crm_alloc_n(c->arena, n + m + 1, sizeof *list);

	if (n > 0)
		memcpy(list, a, n * sizeof *list);
	if (m > 0)
		memcpy(list + n, b, m * sizeof *list);
	return n + m == 0 ? NULL : list;
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
	return lines_of(c, text, word)[0];
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
	struct crm_record r;
	size_t said;
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
	/* Of maps the first that names a column decides, of all else the last. */
	said = count(o->map);
	o->map = both(c, o->map, lines_of(c, text_field(c, &r, "map"), "map"));
	o->saved = o->map == NULL ? NULL : o->map + said;
	o->value = both(c, lines_of(c, options, "value"), o->value);
	o->null = both(c, lines_of(c, options, "null"), o->null);
	o->scale = both(c, lines_of(c, options, "scale"), o->scale);
	o->def = both(c, lines_of(c, options, "default"), o->def);
	if (o->key == NULL)
		o->key = line_of(c, options, "key");
	load_form(c, options, form);
	o->ignore_unknown |= line_of(c, options, "ignore-unknown") != NULL;
	missing = line_of(c, options, "create-missing");
	o->create_missing |= missing != NULL;
	o->create_users |= missing != NULL && strcmp(missing, "user") == 0;
	return CRM_OK;
}

/* Whether the one at `i` is in the list twice, and this is not the one that decides. */
static bool
is_again(const char **list, size_t i, bool first)
{
	size_t from = first ? 0 : i + 1, to = first ? i : count(list);

	for (; from < to; from++)
		if (strcmp(list[from], list[i]) == 0)
			return true;
	return false;
}

static void
add_lines(struct crm_buf *b, const char *word, const char **list, bool first)
{
	size_t n = count(list), i;

	for (i = 0; i < n; i++)
		if (!is_again(list, i, first))
			crm_buf_printf(b, "%s %s\n", word, list[i]);
}

static void
add_line(struct crm_buf *b, const char *word, const char *text)
{
	if (text != NULL)
		crm_buf_printf(b, "%s %s\n", word, text);
}

static void
add_flag(struct crm_buf *b, const char *word, bool yes)
{
	add_line(b, word, yes ? "yes" : NULL);
}

/* The options of this import as lines. */
static void
options_text(const struct crm_import_opts *o, const struct import_form *f,
    struct crm_buf *b)
{
	add_lines(b, "value", o->value, false);
	add_lines(b, "null", o->null, false);
	add_lines(b, "scale", o->scale, false);
	add_lines(b, "default", o->def, false);
	add_line(b, "key", o->key);
	add_line(b, "date-format", f->date_format);
	add_line(b, "century", f->century);
	add_line(b, "numbers", f->numbers);
	if (o->create_missing)
		add_line(b, "create-missing", o->create_users ? "user" : "yes");
	add_flag(b, "decimal-comma", f->comma);
	add_flag(b, "decimal-point", f->point);
	add_flag(b, "round", f->round);
	add_flag(b, "ignore-unknown", o->ignore_unknown);
}

/* Names are those of all kinds: that of another kind's mapping is taken. */
static enum crm_status
kept_for_others(
    struct crm_cmd *c, const struct crm_record *r, struct crm_err *err)
{
	struct crm_record old;
	enum crm_status st = crm_load(
	    c->store, r->entity, r->id, c->arena, &old, err);

	return st != CRM_OK ||
		strcmp(text_field(c, &old, "entity"), c->entity->def->name) == 0
	    ? st
	    : crm_fail(err, CRM_RULE,
		  "--save-mapping: %s is a mapping for %s; another name keeps "
		  "both",
		  c->opt[CRM_OPT_SAVE_MAPPING], text_field(c, &old, "entity"));
}

/* Inside the import's own batch. */
enum crm_status
save_mapping(struct crm_cmd *c, const struct crm_import_opts *o,
    const struct import_form *form, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "mapping");
	struct crm_buf map = CRM_BUF_INIT, options = CRM_BUF_INIT;
	struct crm_text name = crm_text_of(c->opt[CRM_OPT_SAVE_MAPPING]);
	struct crm_record r;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&r, e, c->arena);
	add_lines(&map, "map", o->map, true);
	options_text(o, form, &options);
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
	else if (st == CRM_OK && (st = kept_for_others(c, &r, err)) == CRM_OK)
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
