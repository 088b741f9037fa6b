/*
 * A day and a time of it in two columns, as exports of activities and tasks have them:
 * Date and Time, Start Date and Start Time, 截止日期 and 截止时间.  They feed one
 * field, an instant, or a date that has a time beside it.
 */
#include "import.h"

#include <string.h>

enum { NONE = -1 };

/* What a header says before its last word, squeezed, where that is one of these;
 * false where it is none. */
static bool
stem(struct crm_text header, const char *const *words, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_squeeze(out, crm_header_bare(header));
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (out->len < n ||
		    memcmp(out->data + out->len - n, *words, n) != 0)
			continue;
		out->len -= n;
		return true;
	}
	return false;
}

static const char *const days[] = { "date", "日期", NULL };
static const char *const times[] = { "time", "时间", NULL };

/* The column that has these words behind the same stem as `column`, which has
 * `own`; NONE where no other does, or where several do. */
static int
partner(struct import *im, int column, const char *const *own,
    const char *const *words)
{
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;
	size_t i, n = crm_reader_columns(im->r);
	int found = NONE, many = 0;

	if (stem(crm_reader_column(im->r, (size_t)column), own, &a))
		for (i = 0; i < n; i++)
			if ((int)i != column && !im->used[i] &&
			    stem(crm_reader_column(im->r, i), words, &b) &&
			    b.len == a.len &&
			    (a.len == 0 ||
				memcmp(a.data, b.data, a.len) == 0)) {
				found = (int)i;
				many++;
			}
	crm_buf_free(&a);
	crm_buf_free(&b);
	return many == 1 ? found : NONE;
}

static bool
holds_time(const struct crm_field *f)
{
	return (f->flags & CRM_F_READONLY) == 0 &&
	    (f->type == CRM_T_INSTANT ||
		(f->type == CRM_T_DATE && f->time != NULL));
}

/* The field that both feed: that of the day; that of the time, where the header of
 * the day says nothing here.  NONE where each is of its own. */
static int
field_of(const struct import *im, int day, int time)
{
	const struct crm_entity *e = im->e;
	int d = crm_field_match(e, crm_reader_column(im->r, (size_t)day), NULL);
	int t = crm_field_match(
	    e, crm_reader_column(im->r, (size_t)time), NULL);

	if (d < 0)
		return t >= 0 && e->field[t]->type == CRM_T_INSTANT &&
			holds_time(e->field[t])
		    ? t
		    : NONE;
	if (!holds_time(e->field[d]))
		return NONE;
	if (t < 0 || t == d ||
	    (e->field[d]->time != NULL &&
		t == crm_field_index(e, crm_text_of(e->field[d]->time))))
		return d;
	return NONE;
}

static void
tell(struct import *im, const struct feed *f)
{
	struct crm_text day = crm_reader_column(im->r, (size_t)f->column[0]),
			time = crm_reader_column(im->r, (size_t)f->column[1]);

	const char *both = crm_sprintf(&im->arena, "'%.*s', '%.*s'", (int)day.n,
	    day.p, (int)time.n, time.p);

	if (im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena, crm_tr("%s is joined from %s"),
			im->e->field[f->field]->name, both));
}

enum crm_status
clock_header(struct import *im, int column, bool *taken, struct crm_err *err)
{
	int day = column, time = partner(im, column, days, times), field;
	struct feed *f;

	*taken = false;
	if (time == NONE) {
		time = column;
		day = partner(im, column, times, days);
		if (day == NONE)
			return CRM_OK;
	}
	if ((field = field_of(im, day, time)) == NONE)
		return CRM_OK;
	*taken = true;
	im->used[day] = im->used[time] = true;
	f = feed_of(im, field);
	if (f->n > 0)
		return header_both_mean(im, f->column[0], column, field, err);
	f->column[f->n++] = day;
	f->column[f->n++] = time;
	f->clocked = true;
	tell(im, f);
	return CRM_OK;
}

/* ---- the cells ---- */

static bool
ends_with(struct crm_text t, struct crm_text end)
{
	return t.n > end.n && memcmp(t.p + t.n - end.n, end.p, end.n) == 0;
}

/* A day that a spreadsheet gave a midnight, without it. */
static struct crm_text
without_midnight(struct crm_text t)
{
	static const char *const midnight[] = { " 00:00:00", "T00:00:00",
		" 00:00", " 0:00", " 0:00:00", " 12:00:00 AM", " 12:00 AM" };
	size_t i;

	for (i = 0; i < sizeof midnight / sizeof midnight[0]; i++)
		if (ends_with(t, crm_text_of(midnight[i]))) {
			t.n -= strlen(midnight[i]);
			return crm_text_trim(t);
		}
	return t;
}

void
clock_join(struct import *im, const struct crm_text *part)
{
	struct crm_text day = without_midnight(part[0]), time = part[1];

	crm_buf_clear(&im->join);
	/* One that has all of it says it alone. */
	if (time.n > day.n && memcmp(time.p, day.p, day.n) == 0)
		day.n = 0;
	else if (ends_with(day, time))
		time.n = 0;
	crm_buf_add(&im->join, day.p, day.n);
	if (day.n > 0 && time.n > 0)
		crm_buf_char(&im->join, ' ');
	crm_buf_add(&im->join, time.p, time.n);
}
