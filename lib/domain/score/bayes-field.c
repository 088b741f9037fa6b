/* The fields that a model looks at, and what their values are to it. */
#include "bayes.h"

#include <string.h>

static bool
is_number(enum crm_type type)
{
	switch (type) {
	case CRM_T_INT:
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_RATE:
	case CRM_T_MONEY:
	case CRM_T_DATE:
	case CRM_T_INSTANT:
		return true;
	default:
		return false;
	}
}

/* Ids tell records apart, and what only verbs change tells how it ended. */
static enum crm_status
check_field(const struct crm_entity *e, const struct bayes_field *f,
    struct crm_err *err)
{
	if (f->field->type == CRM_T_ID)
		return crm_fail_field(err, CRM_USAGE, "fields",
		    "%s is "
		    "different in every record: nothing can be learned from it",
		    f->name);
	if ((f->field->flags & CRM_F_VERB) != 0 ||
	    strcmp(f->field->name, "status_now") == 0 ||
	    (f->path.steps == 0 && bayes_is_late(e, f->field->name)))
		return crm_fail_field(err, CRM_USAGE, "fields",
		    "%s tells how a %s ended; name what is known before",
		    f->name, crm_entity_word(e));
	return CRM_OK;
}

enum crm_status
bayes_fields(struct crm_store *s, const struct crm_entity *e,
    struct crm_text list, struct crm_arena *a, struct bayes_field **out,
    size_t *n, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct bayes_field *all = crm_alloc_n(a, list.n + 1, sizeof *all);
	struct crm_text item;
	enum crm_status st;
	size_t i;

	for (*n = 0; list_item(&list, &item); ++*n) {
		struct bayes_field *f = &all[*n];

		f->name = text_dup(a, item);
		for (i = 0; i < *n; i++)
			if (strcmp(all[i].name, f->name) == 0)
				return crm_fail_field(err, CRM_USAGE, "fields",
				    "%s is there twice", f->name);
		if ((st = crm_path_parse(d, e, item, a, &f->path, err)) !=
		    CRM_OK)
			return st;
		f->field = f->path.entity->field[f->path.field];
		f->number = is_number(f->field->type);
		if ((st = check_field(e, f, err)) != CRM_OK)
			return st;
	}
	*out = all;
	if (*n == 0)
		return crm_fail_field(err, CRM_USAGE, "fields",
		    "name what to "
		    "learn from: fields=source,industry,…");
	return CRM_OK;
}

/* A number as it is stored in millionths; the ends of 64 bits for more. */
static int64_t
millionths(const struct bayes_field *f, int64_t i)
{
	int64_t factor = CRM_WHOLE, v;

	switch (f->field->type) {
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
		return i;
	case CRM_T_RATE:
		return i / 100;
	case CRM_T_MONEY:
		factor = CRM_WHOLE / 100;
		break;
	default:
		break;
	}
	if (__builtin_mul_overflow(i, factor, &v))
		return i < 0 ? -INT64_MAX : INT64_MAX;
	return v;
}

void
bayes_cell(const struct crm_dict *d, const struct bayes_field *f,
    struct crm_value v, struct crm_buf *tmp, struct bayes_cell *out)
{
	struct crm_buf plain = CRM_BUF_INIT;

	*out = (struct bayes_cell){ .blank = v.kind == CRM_NULL };
	if (out->blank)
		return;
	if (f->number) {
		out->number = millionths(f, v.i);
		return;
	}
	crm_buf_clear(tmp);
	crm_value_format(&plain, d, f->path.entity, f->field, v, 0);
	crm_fold(
	    tmp, crm_text_trim((struct crm_text){ plain.data, plain.len }));
	crm_buf_free(&plain);
	out->text = (struct crm_text){ tmp->data, tmp->len };
	out->blank = tmp->len == 0;
}

static void
show(const struct bayes_field *f, int64_t v, struct crm_buf *out)
{
	switch (f->field->type) {
	case CRM_T_DATE:
		crm_date_format(out, v / CRM_WHOLE);
		break;
	case CRM_T_INSTANT:
		crm_instant_format(out, v / CRM_WHOLE);
		break;
	case CRM_T_PERCENT:
		crm_number_format(out, v, CRM_DECIMAL_DIGITS - 2, false);
		break;
	default:
		crm_number_format(out, v, CRM_DECIMAL_DIGITS, false);
		break;
	}
}

void
bayes_range(const struct bayes_field *f, const int64_t *from, const int64_t *to,
    struct crm_buf *out)
{
	if (from != NULL)
		show(f, *from, out);
	crm_buf_str(out, "..");
	if (to != NULL)
		show(f, *to, out);
}
