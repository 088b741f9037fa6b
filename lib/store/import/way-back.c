/*
 * Whoever refuses a row takes back what was written for it: what was made for it by the
 * way and, where good rows are kept without it, the row itself, for what is done behind
 * it may refuse too.
 */
#include "import.h"

#include <string.h>

/* Whether what is done behind a row may refuse it. */
static enum crm_status
is_looked_at(struct import *im, bool *yes, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(im->s, im->e);

	*yes = rules != NULL && rules->saved != NULL && !rules->live;
	return *yes ? CRM_OK : hooks_is_followed(im->s, im->e, yes, err);
}

/* The place to come back to, of the row at hand. */
static enum crm_status
mark(struct import *im, struct crm_err *err)
{
	enum crm_status st;

	if (!im->way_back.row || im->way_back.marked)
		return CRM_OK;
	if ((st = crm_savepoint(im->s, err)) != CRM_OK)
		return st;
	im->way_back.marked = true;
	memcpy(
	    im->way_back.before, im->count->made, sizeof im->way_back.before);
	im->way_back.n_before = im->count->n_made;
	return CRM_OK;
}

enum crm_status
way_back_made(struct import *im, struct crm_err *err)
{
	im->way_back.made = true;
	return mark(im, err);
}

enum crm_status
way_back_write(struct import *im, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if (!im->o->keep_good || im->bulk)
		return CRM_OK;
	st = is_looked_at(im, &yes, err);
	return st == CRM_OK && yes ? mark(im, err) : st;
}

void
way_back_row(struct import *im)
{
	im->way_back.row = true;
	im->way_back.marked = im->way_back.made = false;
}

enum crm_status
way_back_end(
    struct import *im, enum crm_status row, bool kept, struct crm_err *err)
{
	/* Nobody needs what was made for a row that changes nothing. */
	const bool keep = row == CRM_OK && (kept || !im->way_back.made);

	im->way_back.row = false;
	if (!im->way_back.marked)
		return CRM_OK;
	im->way_back.marked = false;
	if (!keep) {
		memcpy(im->count->made, im->way_back.before,
		    sizeof im->way_back.before);
		im->count->n_made = im->way_back.n_before;
		import_forget_names(im);
	}
	return crm_savepoint_end(im->s, keep, err);
}
