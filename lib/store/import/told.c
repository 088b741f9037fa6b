/* What was done to the values of a column, said once behind the last row. */
#include "import.h"

#include <string.h>

enum { ONE_PERCENT = 10000 }; /* 1 %, as a share in millionths */

/* A percent under 1 may be a share: 0.25 for 25 %. */
static void
weigh_percent(struct feed *f, const struct crm_value *v, struct crm_text text)
{
	if (v->kind != CRM_INT || v->i == 0)
		return;
	if (v->i > ONE_PERCENT || v->i < 0 || memchr(text.p, '%', text.n))
		f->met.wholes++;
	else if (v->i < ONE_PERCENT)
		f->met.fractions++;
}

void
told_value(struct import *im, struct feed *f, struct crm_text t)
{
	const struct crm_field *fd = im->e->field[f->field];

	f->met.undressed += (im->did & CRM_DID_UNDRESS) != 0;
	f->met.unseen += (im->did & CRM_DID_UNSEEN) != 0;
	f->met.rounded += (im->did & CRM_DID_ROUND) != 0;
	f->met.timed += (im->did & CRM_DID_TIME) != 0;
	if (fd->type == CRM_T_PERCENT)
		weigh_percent(f, &im->rec.v[f->field], t);
}

/* ---- amounts that were worked out ---- */

static bool
may_be_worked_out(const struct crm_field *f)
{
	return f->type == CRM_T_MONEY &&
	    (f->flags & (CRM_F_READONLY | CRM_F_VERB | CRM_F_CUSTOM)) == 0;
}

static void
find_amounts(struct import *im)
{
	size_t i;

	im->worked = crm_alloc_n(&im->arena, im->e->n + 1, sizeof *im->worked);
	for (i = 0; i < im->e->n; i++)
		if (may_be_worked_out(im->e->field[i]))
			im->worked[im->n_worked++] = (struct worked_out){
				.field = (int)i
			};
}

void
told_blank(struct import *im)
{
	size_t i;

	if (im->worked == NULL)
		find_amounts(im);
	for (i = 0; i < im->n_worked; i++)
		im->worked[i].blank = im->rec.v[im->worked[i].field].kind ==
		    CRM_NULL;
}

void
told_worked_out(struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_worked; i++)
		im->worked[i].n += im->worked[i].blank &&
		    im->rec.v[im->worked[i].field].kind != CRM_NULL;
}

/* ---- what is said ---- */

static void
tell(struct import *im, const char *field, int64_t n, const char *what)
{
	if (n > 0)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena, crm_tr("%s: %lld value%s %s"),
			field, (long long)n, n == 1 ? "" : "s", crm_tr(what)));
}

static void
tell_column(struct import *im, const struct feed *f)
{
	const struct crm_field *fd = im->e->field[f->field];
	const struct met_values *met = &f->met;

	tell(im, fd->name, met->undressed,
	    "taken out of what a spreadsheet put around it (=\"…\", ', .0)");
	tell(im, fd->name, met->unseen,
	    "without the characters in it that nobody sees");
	tell(im, fd->name, met->rounded, "rounded");
	tell(im, fd->name, met->clocks,
	    "read as hours and minutes: 00:30 is 30, 1:30 is 90");
	tell(im, fd->name, met->timed,
	    "without the time of day: the field holds days");
	tell(im, fd->name, met->several,
	    fd->type == CRM_T_PHONE
		? "with several numbers; other_phones has the further ones"
		: "with several addresses; other_emails has the further ones");
	tell(im, fd->name, met->outdone,
	    "from its own column, not the other date of the row");
	if (met->fractions > 0 && met->wholes == 0 && f->scale == 1)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "%s: no value is over 1, and each is read as a "
			    "percent; where they are shares (0.25 for 25 %%), say "
			    "--scale %s=100"),
			fd->name, fd->name));
}

/* Our own lists have such columns, which say what the book has; in another file
 * they may say something else. */
static void
tell_kept_out(struct import *im)
{
	if (im->kept_out.len > 0 && !im->own.ours &&
	    (!is_our_list(im) || !im->has_identity))
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr("left out, for the book keeps it itself: %s"),
			im->kept_out.data));
}

void
told_all(struct import *im)
{
	layout_tell(im);
	if (im->o->note == NULL)
		return;
	for (size_t i = 0; i < im->n_feeds; i++)
		tell_column(im, &im->feed[i]);
	for (size_t i = 0; i < im->n_worked; i++)
		tell(im, im->e->field[im->worked[i].field]->name,
		    im->worked[i].n, "worked out from the rest of the row");
	if (im->money.named > 0)
		tell(im, im->e->field[im->e->currency]->name, im->money.named,
		    "taken from the amounts or their header, which name it");
	about_told(im);
	either_tell(im);
	if (im->met_nothing)
		im->o->note(im->o->ctx,
		    crm_tr("cells of nothing but blanks or signs that nobody "
			   "sees are read as empty"));
	tell_kept_out(im);
}
