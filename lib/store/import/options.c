/* What --value, --null, --scale and --default say about the fields that are
 * fed. */
#include "import.h"

#include <stdio.h>
#include <string.h>

struct feed *
feed_of(struct import *im, int field)
{
	struct feed *f;

	if (im->by_field[field] >= 0)
		return &im->feed[im->by_field[field]];
	f = &im->feed[im->n_feeds];
	im->by_field[field] = (int)im->n_feeds++;
	*f = (struct feed){
		.field = field, .id_column = -1, .part_column = -1, .scale = 1
	};
	if (im->e->field[field]->type == CRM_T_REF)
		f->ref = crm_dict_find(im->s->dict, im->e->field[field]->ref);
	f->company = f->ref != NULL ? missing_company(im, f->ref) : -1;
	f->beside = about_tells_apart(im, f);
	f->any = im->e->field[field]->type == CRM_T_ANY;
	f->takes_more = further_has(im, im->e->field[field]->type);
	f->prose = crm_field_is_prose(im->e->field[field]);
	f->minutes = minutes_has(im->e->field[field]);
	return f;
}

enum crm_status
field_named(struct import *im, struct crm_text name, const char *option,
    int *field, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const struct crm_entity *e = im->e;

	*field = crm_field_index(e, name);
	if (*field < 0)
		*field = crm_field_match(e, name, NULL);
	crm_quote(quoted, name);
	if (*field < 0) {
		const char *near = crm_field_nearest(e, name, &im->arena);

		return crm_fail(err, CRM_USAGE, "%s: no field '%s' in %s%s%s",
		    option, quoted, crm_entity_word(e),
		    near[0] != '\0' ? crm_tr("; nearest: ") : "", near);
	}
	if ((e->field[*field]->flags & CRM_F_READONLY) != 0)
		return crm_fail(err, CRM_USAGE,
		    "%s: %s is kept by the book "
		    "itself and cannot be imported",
		    option, quoted);
	return CRM_OK;
}

/* "name<sep>rest": the field and what is behind. */
static enum crm_status
split_option(struct import *im, const char *text, char sep, const char *option,
    int *field, const char **rest, struct crm_err *err)
{
	const char *at = strchr(text, sep);

	if (at == NULL)
		return crm_fail(err, CRM_USAGE,
		    "%s: expected field%c…, got "
		    "'%s'",
		    option, sep, text);
	*rest = at + 1;
	*field = strcmp(option, "--value") == 0
	    ? qualifier_named(
		  im, (struct crm_text){ text, (size_t)(at - text) })
	    : -1;
	if (*field >= 0)
		return CRM_OK;
	return field_named(im, (struct crm_text){ text, (size_t)(at - text) },
	    option, field, err);
}

static enum crm_status
add_value(struct import *im, const char *text, struct crm_err *err)
{
	struct value_map *v = crm_alloc(&im->arena, sizeof *v);
	const char *rest = "", *eq;
	struct feed *f;
	enum crm_status st;
	int field;

	st = split_option(im, text, ':', "--value", &field, &rest, err);
	if (st != CRM_OK)
		return st;
	if ((eq = strrchr(rest, '=')) == NULL)
		return crm_fail(err, CRM_USAGE,
		    "--value: expected "
		    "field:TEXT=value, got '%s'",
		    text);
	v->from = (struct crm_text){ rest, (size_t)(eq - rest) };
	v->to = crm_text_of(eq + 1);
	f = feed_of(im, field);
	v->next = f->values;
	f->values = v;
	return CRM_OK;
}

static enum crm_status
add_scale(struct import *im, const char *text, struct crm_err *err)
{
	const char *rest = NULL;
	enum crm_status st;
	int64_t scale;
	int field = 0;

	st = split_option(im, text, '=', "--scale", &field, &rest, err);
	if (st != CRM_OK)
		return st;
	if (crm_number_parse(crm_text_of(rest), 0, 0, &scale, NULL) != CRM_OK ||
	    scale <= 0 || scale > 1000000)
		return crm_fail(err, CRM_USAGE,
		    "--scale: '%s' is not a whole "
		    "number from 1 to 1000000",
		    rest);
	if (!crm_type_is_number(im->e->field[field]->type))
		return crm_fail(err, CRM_USAGE, "--scale: %s is no number",
		    im->e->field[field]->name);
	feed_of(im, field)->scale = scale;
	return CRM_OK;
}

static enum crm_status
add_default(struct import *im, const char *text, struct crm_err *err)
{
	const char *rest = NULL;
	enum crm_status st;
	int field;

	st = split_option(im, text, '=', "--default", &field, &rest, err);
	if (st == CRM_OK)
		feed_of(im, field)->def = crm_text_of(rest);
	return st;
}

/* The currencies in one of which a default may be read: the one that --default says, else
 * the book's; where the rows may say another, that with the most decimals too. */
static void
currencies(const struct import *im, struct crm_text could[2])
{
	const struct crm_parse p = default_parse(im);
	int field = im->e->currency;
	const struct feed *f = field < 0 || im->by_field[field] < 0
	    ? NULL
	    : &im->feed[im->by_field[field]];
	struct crm_err none;
	struct crm_value v;

	could[0] = could[1] = crm_text_of(im->parse.base_currency);
	if (f == NULL)
		return;
	if (f->def.p != NULL &&
	    crm_value_parse(&p, im->e->field[field], f->def,
		(struct crm_text){ NULL, 0 }, &v, &none) == CRM_OK)
		could[0] = could[1] = v.t;
	if (f->n > 0)
		could[1] = CRM_TEXT("KWD");
}

/* What no row could take is refused before one is read.  References are left to the
 * rows: the file may bring what they name. */
static enum crm_status
judge_default(
    const struct import *im, const struct feed *f, struct crm_err *err)
{
	const struct crm_parse p = default_parse(im);
	const struct crm_field *fd = im->e->field[f->field];
	struct crm_text could[2];
	enum crm_status st = CRM_INVALID;
	struct crm_value v;
	size_t i;

	if (f->def.p == NULL || f->def.n == 0 || f->ref != NULL || f->any)
		return CRM_OK;
	currencies(im, could);
	for (i = 2; i > 0 && st != CRM_OK; i--)
		st = crm_value_parse(&p, fd, f->def, could[i - 1], &v, err);
	if (st != CRM_OK)
		snprintf(
		    err->field, sizeof err->field, "--default %s", fd->name);
	return st;
}

static enum crm_status
judge_defaults(const struct import *im, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < im->n_feeds && st == CRM_OK; i++)
		st = judge_default(im, &im->feed[i], err);
	return st;
}

static enum crm_status
all_of(struct import *im, const char **list,
    enum crm_status (*add)(struct import *, const char *, struct crm_err *),
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (; list != NULL && *list != NULL && st == CRM_OK; list++)
		st = add(im, *list, err);
	return st;
}

/* The field that "field:TEXT" names; -1 where the text is one for all fields,
 * as in "n:a". */
static int
field_of_null(struct import *im, const char *text, const char **rest)
{
	const char *colon = strchr(text, ':');
	int field;

	if (colon == NULL || colon == text ||
	    field_named(im, (struct crm_text){ text, (size_t)(colon - text) },
		"--null", &field, NULL) != CRM_OK)
		return -1;
	*rest = colon + 1;
	return field;
}

static void
add_nulls(struct import *im)
{
	const char **list = im->o->null, *rest;
	size_t n = 0, count = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	im->nulls = crm_alloc_n(&im->arena, n + 1, sizeof *im->nulls);
	for (; list != NULL && *list != NULL; list++) {
		int field = field_of_null(im, *list, &rest);
		struct null_text *t;
		struct feed *f;

		if (field < 0) {
			im->nulls[count++] = *list;
			continue;
		}
		f = feed_of(im, field);
		t = crm_alloc(&im->arena, sizeof *t);
		*t = (struct null_text){ crm_text_of(rest), f->nulls };
		f->nulls = t;
	}
}

enum crm_status
import_options(struct import *im, struct crm_err *err)
{
	enum crm_status st;

	add_nulls(im);
	if ((st = all_of(im, im->o->value, add_value, err)) != CRM_OK ||
	    (st = all_of(im, im->o->scale, add_scale, err)) != CRM_OK ||
	    (st = all_of(im, im->o->def, add_default, err)) != CRM_OK)
		return st;
	return judge_defaults(im, err);
}
