/*
 * Answers to what is no verb, noun or option here: what was meant, as far as that
 * can be told.  Who meant to read is never sent to a verb that writes.
 */
#include "internal.h"

#include <string.h>

/* ---- verbs ---- */

/* So many letters are the beginning of a verb. */
enum { BEGINNING = 3 };

/* How far a word is from a verb; SIZE_MAX where it cannot be meant.  One that writes
 * only where a single letter behind the first is wrong, for who meant to read shall
 * not write; the beginning of a verb is that verb. */
static size_t
far_from(const struct crm_verb *v, const char *word)
{
	bool writes = (v->flags & CRM_V_WRITE) != 0;
	size_t d, n = strlen(word);

	if (!writes && n >= BEGINNING && strncmp(v->name, word, n) == 0)
		return 0;
	d = crm_distance(crm_text_of(word), crm_text_of(v->name));
	if (writes && v->name[0] != word[0])
		return SIZE_MAX;
	return d <= (writes ? 1 : 2) ? d : SIZE_MAX;
}

static const char *
nearest_verb(const struct crm_noun *n, const char *name)
{
	const struct crm_verb *lists[2] = { n->verbs,
		n->generic ? generic_verbs() : NULL };
	const char *near = NULL;
	size_t best = SIZE_MAX, d, i;

	for (i = 0; i < 2; i++) {
		const struct crm_verb *v = lists[i];

		for (; v != NULL && v->name != NULL; v++)
			if ((d = far_from(v, name)) < best) {
				best = d;
				near = v->name;
			}
	}
	return near;
}

/* A noun behind the first that has such a verb, as crm-admin has no list of its own;
 * NULL for none. */
static const struct crm_noun *
noun_with(const struct crm_cmd *c, const char *verb)
{
	const struct crm_noun *n = c->program->nouns + 1;

	if (c->noun != c->program->nouns)
		return NULL;
	while (n->entity != NULL && find_verb(n, verb) == NULL)
		n++;
	return n->entity != NULL ? n : NULL;
}

/* The program that another kind of record is of, or NULL. */
static const char *
program_of(const struct crm_cmd *c, const char *name)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_dict_new(c->arena), spoken_kind(c->arena, name));

	return e == NULL || e->def->program == NULL ||
		strcmp(e->def->program, c->program->name) == 0
	    ? NULL
	    : e->def->program;
}

enum crm_status
unknown_verb(const struct crm_cmd *c, const char *name, struct crm_err *err)
{
	const char *near = spoken_verb(name), *program;
	const struct crm_noun *of;

	if (strcmp(name, "undo") == 0)
		return crm_fail(err, CRM_USAGE,
		    "unknown verb 'undo'; a whole batch is taken back by: "
		    "crm-admin undo BATCH (crm-admin log lists them)");
	if (near != NULL && find_verb(c->noun, near) != NULL)
		return crm_fail(err, CRM_USAGE,
		    "unknown verb '%s'; here it is %s: %s", name, near,
		    crm_tr(find_verb(c->noun, near)->help));
	if ((of = noun_with(c, near != NULL ? near : name)) != NULL)
		return crm_fail(err, CRM_USAGE,
		    "unknown verb '%s'; say of what, as in: %s %s %s", name,
		    c->program->name, of->entity, near != NULL ? near : name);
	if ((program = program_of(c, name)) != NULL)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is a matter of another program: %s", name, program);
	near = nearest_verb(c->noun, name);
	if (near != NULL)
		return crm_fail(err, CRM_USAGE,
		    "unknown verb '%s'; did you "
		    "mean %s?",
		    name, near);
	return crm_fail(err, CRM_USAGE, "unknown verb '%s'; see %s --help",
	    name, c->program->name);
}

/* ---- options ---- */

static const char *
nearest_option(const struct crm_verb *v, const char *name)
{
	size_t n, best = 4, d;
	const struct crm_option *o = crm_option_table(&n);
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		d = crm_distance(crm_text_of(name), crm_text_of(o[i].name));
		if (d < best && o[i].help != NULL && option_fits(&o[i], v)) {
			best = d;
			found = o[i].name;
		}
	}
	return found;
}

/* --company=Acme: the name of a field, or NULL. */
static const char *
field_meant(const struct crm_cmd *c, const char *name)
{
	const struct crm_entity *e = c->noun->entity == NULL
	    ? NULL
	    : crm_dict_find(crm_dict_new(c->arena), c->noun->entity);
	struct crm_text t = { name, strcspn(name, "=") };
	int field;

	if (e == NULL || crm_field_named(e, t, &field, NULL, NULL) != CRM_OK)
		return NULL;
	return e->field[field]->name;
}

static bool
takes_fields(const struct crm_verb *v)
{
	const struct crm_word *w = v->words;

	while (w != NULL && w->name != NULL && (w->flags & CRM_W_FIELDS) == 0)
		w++;
	return w != NULL && w->name != NULL;
}

enum crm_status
unknown_option(const struct crm_cmd *c, const char *arg, struct crm_err *err)
{
	bool is_long = arg[1] == '-';
	const char *field = is_long ? field_meant(c, arg + 2) : NULL;
	const char *near = is_long ? nearest_option(c->verb, arg + 2) : NULL;

	if (field != NULL && takes_fields(c->verb))
		return crm_fail(err, CRM_USAGE,
		    "unknown option %s; fields are given as words: %s=…", arg,
		    field);
	if (field != NULL &&
	    (c->verb->groups & (CRM_G_LIST | CRM_G_WHERE)) != 0)
		return crm_fail(err, CRM_USAGE,
		    "unknown option %s; conditions stand behind -w: -w '%s = "
		    "…'",
		    arg, field);
	if (near != NULL)
		return crm_fail(err, CRM_USAGE,
		    "unknown option %s; did you "
		    "mean --%s?",
		    arg, near);
	return crm_fail(err, CRM_USAGE, "unknown option %s; see --help", arg);
}
