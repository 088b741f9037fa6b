/* Several reports as one document: sheets of a workbook, sections of a page. */
#include "crm-report.h"

#include <string.h>

void
document_begin(struct crm_cmd *c, struct document *d)
{
	d->w = NULL;
	c->document = crm_writer_has_sheets(c->format) ? &d->w : NULL;
}

enum crm_status
document_end(struct crm_cmd *c, struct document *d, enum crm_status st,
    struct crm_err *err)
{
	struct crm_err late;
	enum crm_status end;

	c->document = NULL;
	if (d->w == NULL)
		return st;
	/* What stands before an error is whole. */
	end = crm_writer_end(d->w, st == CRM_OK ? err : &late);
	crm_writer_close(d->w);
	return st == CRM_OK ? end : st;
}

/* Whether what the whole is compared with says something of a part: it has the days
 * that this is reckoned from, and a day has none before it. */
static bool
can_compare(const struct crm_cmd *c, const struct crm_report *part)
{
	const char *with = c->opt[CRM_OPT_COMPARE];

	return with != NULL &&
	    (part->one_day ? part->takes_on && strcmp(with, "previous") != 0
			   : c->opt[CRM_OPT_FROM] != NULL);
}

static bool
is_meant(const struct crm_cmd *c, const struct crm_cmd *part, enum crm_opt o)
{
	const struct crm_report *r = crm_reports[part->verb->step];

	if (o == CRM_OPT_COMPARE)
		return can_compare(c, r);
	/* A report about a day has no others. */
	return !r->one_day || (o != CRM_OPT_FROM && o != CRM_OPT_TO);
}

/* What was said of the whole holds for a part that knows it. */
static void
hand_on(const struct crm_cmd *c, struct crm_cmd *part)
{
	static const enum crm_opt said[] = { CRM_OPT_WHERE, CRM_OPT_FROM,
		CRM_OPT_TO, CRM_OPT_ON, CRM_OPT_COMPARE, CRM_OPT_TARGET,
		CRM_OPT_WIN_RATE, CRM_OPT_CYCLE, CRM_OPT_STAGE, CRM_OPT_AMOUNT,
		CRM_OPT_DRAWS, CRM_OPT_SEED };
	size_t n, i;
	const struct crm_option *table = crm_option_table(&n);

	for (i = 0; i < sizeof said / sizeof *said; i++)
		if ((table[said[i]].groups & part->verb->groups) != 0 &&
		    is_meant(c, part, said[i])) {
			part->opt[said[i]] = c->opt[said[i]];
			part->opt_all[said[i]] = c->opt_all[said[i]];
		}
}

/* Which of the reports are of other days than what stands beside them is said. */
static void
note_alone(struct crm_cmd *c, const char *names)
{
	if (c->opt[CRM_OPT_COMPARE] == NULL || names[0] == '\0')
		return;
	crm_note(c,
	    c->opt[CRM_OPT_FROM] == NULL
		? N_("not compared, for they are of all days: %s; --from gives "
		     "them the same days")
		: N_("not compared, for they are about one day: %s"),
	    names);
}

enum crm_status
run_beside(struct crm_cmd *c, const struct crm_report *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	const char *alone = "";
	struct crm_cmd *part;
	size_t i;

	for (i = 0; r->beside[i] != NULL && st == CRM_OK; i++) {
		/* The writer knows it until the document ends. */
		part = crm_alloc(c->arena, sizeof *part);
		st = crm_cmd_inner(
		    c, r->beside[i], c->out, c->format, part, err);
		if (st != CRM_OK)
			return st;
		/* The name of a sheet is short: sales, sales 2. */
		if (c->format != CRM_FMT_XLSX)
			part->title = r->beside[i];
		hand_on(c, part);
		if (part->opt[CRM_OPT_COMPARE] == NULL)
			alone = crm_sprintf(c->arena, "%s%s%s", alone,
			    alone[0] == '\0' ? "" : ", ", r->beside[i]);
		st = part->verb->run(part, err);
	}
	if (st == CRM_OK)
		note_alone(c, alone);
	return st;
}
