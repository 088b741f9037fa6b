/*
 * Which sign is the decimal one.  A file is read as it comes, so what 25.000 is
 * may be said by a row further down: when a number is in doubt the run ends, and
 * in the next one all numbers are looked at before the first row is taken.  Of
 * each column only what its numbers say is kept.
 */
#include "import.h"

enum {
	AROUND = CRM_NUM_MONEY | CRM_NUM_PERCENT,
	SAID = CRM_NUM_COMMA | CRM_NUM_POINT,
};

/* What the numbers of a column say, and who says so. */
struct evidence {
	bool point, comma, either;
	struct crm_text text; /* the first that settles it */
	int64_t line;
	int said; /* by rows that were with them before */
};

/* Whether the sign of a column is open: no option says it. */
static bool
is_open(const struct import *im, const struct feed *f)
{
	return crm_type_is_number(im->e->field[f->field]->type) &&
	    (im->o->numbers & SAID) == 0;
}

int
look_beside(const struct import *im)
{
	return crm_reader_delimiter(im->r) == ';' && !im->points ? CRM_NUM_MIXED
								 : 0;
}

static enum crm_separators
says(const struct import *im, struct crm_text t)
{
	return crm_number_separators(
	    t, AROUND | im->o->numbers | look_beside(im));
}

bool
import_doubts(const struct import *im, const struct feed *f, struct crm_text t)
{
	enum crm_separators s;

	if (im->o->look || !is_open(im, f))
		return false;
	s = says(im, t);
	return s == CRM_SEP_EITHER || s == CRM_SEP_COMMA;
}

static void
keep_first(
    struct import *im, struct evidence *e, struct crm_text t, int64_t line)
{
	if (e->text.n > 0)
		return;
	e->text = (struct crm_text){ crm_strndup(&im->arena, t.p, t.n), t.n };
	e->line = line;
}

static void
weigh(struct import *im, struct evidence *e, struct crm_text t, int64_t line)
{
	switch (says(im, t)) {
	case CRM_SEP_PLAIN:
		break;
	case CRM_SEP_EITHER:
		e->either = true;
		break;
	case CRM_SEP_POINT:
		e->point = true;
		keep_first(im, e, t, line);
		break;
	case CRM_SEP_COMMA:
		e->comma = true;
		keep_first(im, e, t, line);
		break;
	}
}

/* What the rows said that the file had before these were refused. */
static void
weigh_former(struct import *im, const struct feed *f, struct evidence *e,
    const struct crm_row *row)
{
	static const int sign[] = { CRM_NUM_COMMA, CRM_NUM_POINT,
		CRM_NUM_MIXED };

	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		e->said |= refused_sign(im, f, row, sign[i]) ? sign[i] : 0;
}

static void
weigh_row(struct import *im, struct evidence *all, const struct crm_row *row)
{
	for (size_t i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];
		bool clear = false, number = false;
		struct crm_text t;

		if (f->n == 0 || !is_open(im, f))
			continue;
		weigh_former(im, f, &all[i], row);
		if (import_text(im, f, row, &clear, &number, &t, NULL) ==
			CRM_OK &&
		    t.n > 0 && !number)
			weigh(im, &all[i], t, row->line);
	}
}

static void
settle(struct import *im, struct feed *f, const struct evidence *e)
{
	char quoted[CRM_QUOTE_SIZE];

	if ((e->said & SAID) != SAID && e->said != 0) {
		f->numbers = e->said;
		return;
	}
	if (e->point == e->comma)
		return; /* nothing says, or they contradict each other */
	f->numbers = e->point ? CRM_NUM_POINT : CRM_NUM_COMMA;
	if (im->o->note != NULL && (e->comma || e->either))
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "%s: the %s is the decimal sign, as '%s' in line %lld "
			    "says"),
			im->e->field[f->field]->name,
			e->point ? crm_tr("point") : crm_tr("comma"),
			crm_quote(quoted, e->text), (long long)e->line));
}

/* One file has one sign: where a column has the comma, 25,000 in one that does not
 * say is in doubt. */
static void
doubt_others(struct import *im)
{
	bool comma = false, point = false;
	size_t i;

	for (i = 0; i < im->n_feeds; i++) {
		comma |= (im->feed[i].numbers & CRM_NUM_COMMA) != 0;
		point |= (im->feed[i].numbers & CRM_NUM_POINT) != 0;
	}
	im->points = point && !comma;
	for (i = 0; i < im->n_feeds && comma; i++)
		if (im->feed[i].numbers == 0 && is_open(im, &im->feed[i]))
			im->feed[i].numbers = CRM_NUM_MIXED;
}

enum crm_status
import_look(struct import *im, struct crm_err *err)
{
	struct evidence *all = crm_alloc_n(
	    &im->arena, im->n_feeds + 1, sizeof *all);
	struct crm_row *row;
	struct crm_err bad;
	enum crm_status st;

	do {
		crm_arena_reset(&im->row);
		st = crm_reader_next(im->r, &row, &bad);
		if (row != NULL && st == CRM_OK)
			weigh_row(im, all, row);
	} while (row != NULL);
	/* Where the file breaks off, the run itself says so. */
	for (size_t i = 0; i < im->n_feeds; i++)
		settle(im, &im->feed[i], &all[i]);
	doubt_others(im);
	return crm_reader_rewind(im->r, err);
}
