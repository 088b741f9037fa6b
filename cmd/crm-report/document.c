/* Several reports as one document: sheets of a workbook, sections of a page. */
#include "crm-report.h"

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
	c->document = NULL;
	if (d->w == NULL)
		return st;
	if (st == CRM_OK)
		st = crm_writer_end(d->w, err);
	crm_writer_close(d->w);
	return st;
}

/* What was said of the whole holds for a part that knows it. */
static void
hand_on(const struct crm_cmd *c, struct crm_cmd *part)
{
	static const enum crm_opt said[] = { CRM_OPT_WHERE, CRM_OPT_FROM,
		CRM_OPT_TO, CRM_OPT_ON, CRM_OPT_TARGET, CRM_OPT_WIN_RATE,
		CRM_OPT_CYCLE, CRM_OPT_STAGE, CRM_OPT_AMOUNT, CRM_OPT_DRAWS,
		CRM_OPT_SEED };
	size_t n, i;
	const struct crm_option *table = crm_option_table(&n);

	for (i = 0; i < sizeof said / sizeof *said; i++)
		if ((table[said[i]].groups & part->verb->groups) != 0) {
			part->opt[said[i]] = c->opt[said[i]];
			part->opt_all[said[i]] = c->opt_all[said[i]];
		}
}

enum crm_status
run_beside(struct crm_cmd *c, const struct crm_report *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_cmd *part;
	size_t i;

	for (i = 0; r->beside[i] != NULL && st == CRM_OK; i++) {
		/* The writer knows it until the document ends. */
		part = crm_alloc(c->arena, sizeof *part);
		st = crm_cmd_inner(
		    c, r->beside[i], c->out, c->format, part, err);
		if (st != CRM_OK)
			return st;
		hand_on(c, part);
		st = part->verb->run(part, err);
	}
	return st;
}
