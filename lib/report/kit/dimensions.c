/* The dimensions of a report: the list of --by, and --across behind it. */
#include "kit.h"

#include <string.h>

/* How far back is moved what is compared. */
static void
shift(const struct crm_report_opts *o, struct dimension *d)
{
	d->shift_months = o->shift_months;
	d->shift_days = o->shift_days;
}

static enum crm_status
add(struct crm_store *s, const char *entity, const char *option,
    const char *word, const struct crm_report_opts *o, struct crm_arena *a,
    struct dimensions *out, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	if (out->n == MOST_DIMENSIONS)
		return crm_fail_field(err, CRM_USAGE, option,
		    "%d dimensions at most, with --across", MOST_DIMENSIONS);
	st = dimension_parse(
	    s, entity, word, o->chinese, a, &out->d[out->n], err);
	if (st != CRM_OK) {
		crm_err_in_field(err, option);
		return st;
	}
	if (o->by_id)
		dimension_by_id(&out->d[out->n]);
	/* By its name, for a word may be a label. */
	for (i = 0; i < out->n; i++)
		if (strcmp(out->d[i].column.name, out->d[out->n].column.name) ==
		    0)
			return crm_fail_field(
			    err, CRM_USAGE, option, "%s is named twice", word);
	shift(o, &out->d[out->n++]);
	return CRM_OK;
}

enum crm_status
dimensions_parse(struct crm_store *s, const char *entity,
    const struct crm_report_opts *o, struct crm_arena *a,
    struct dimensions *out, struct crm_err *err)
{
	const char *list = o->by;
	enum crm_status st = CRM_OK;
	struct crm_text word;

	*out = (struct dimensions){ .n = 0 };
	while (list != NULL && st == CRM_OK) {
		word = (struct crm_text){ list, strcspn(list, ",") };
		list += word.n;
		list = *list == ',' ? list + 1 : NULL;
		word = crm_text_trim(word);
		st = add(s, entity, "--by", crm_strndup(a, word.p, word.n), o,
		    a, out, err);
	}
	if (st != CRM_OK || o->across == NULL)
		return st;
	st = add(s, entity, "--across", o->across, o, a, out, err);
	if (st == CRM_OK)
		out->across = out->d[out->n - 1].column.laid = true;
	return st;
}

void
dimensions_sql(const struct dimensions *all, struct crm_sql *out)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		dimension_sql(&all->d[i], out);
}

bool
dimensions_same_date(const struct dimensions *all, size_t x, size_t y)
{
	return x != y && strcmp(all->d[x].path.name, all->d[y].path.name) == 0;
}

bool
dimensions_finest(const struct dimensions *all, size_t which)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (dimensions_same_date(all, which, i) &&
		    all->d[i].period < all->d[which].period)
			return false;
	return true;
}
