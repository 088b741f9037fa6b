/* query: a table that is asked for. */
#include "crm-report.h"

#include <crm/report/query.h>

#include <string.h>

/* The measures of one option, fields between commas, behind those before. */
static void
add_measures(struct crm_cmd *c, enum crm_measure_how how, const char *list,
    struct crm_measure *m, size_t *n)
{
	for (;;) {
		struct crm_text word = { list, strcspn(list, ",") };

		list += word.n;
		word = crm_text_trim(word);
		m[(*n)++] = (struct crm_measure){ how,
			crm_strndup(c->arena, word.p, word.n) };
		if (*list++ == '\0')
			return;
	}
}

static void
read_measures(struct crm_cmd *c, struct crm_query *q)
{
	struct crm_measure *m;
	size_t i, k, room = 0;

	for (i = 0; i < CRM_MEASURES; i++)
		for (k = 0; c->opt_all[CRM_OPT_COUNT + i] != NULL &&
		     c->opt_all[CRM_OPT_COUNT + i][k] != NULL;
		     k++)
			room += strlen(c->opt_all[CRM_OPT_COUNT + i][k]) + 1;
	m = crm_alloc_n(c->arena, room + 1, sizeof *m);
	q->measure = m;
	for (i = 0; i < CRM_MEASURES; i++)
		for (k = 0; c->opt_all[CRM_OPT_COUNT + i] != NULL &&
		     c->opt_all[CRM_OPT_COUNT + i][k] != NULL;
		     k++)
			add_measures(c, (enum crm_measure_how)i,
			    c->opt_all[CRM_OPT_COUNT + i][k], m, &q->n);
}

static enum crm_status
run_query(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_query q = { .date = c->opt[CRM_OPT_DATE] };
	char quoted[CRM_QUOTE_SIZE];

	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "query takes one kind of records: query deal --by owner "
		    "--sum amount");
	q.entity = crm_dict_kind(c->dict, crm_text_of(c->operand[0]));
	if (q.entity == NULL)
		return crm_fail(err, CRM_USAGE,
		    "there are no records '%s'; it is a noun, like lead, "
		    "customer or deal",
		    crm_quote(quoted, crm_text_of(c->operand[0])));
	read_measures(c, &q);
	return print_report(c, &crm_report_query, &q, err);
}

const struct crm_verb query_verb = {
	.name = "query",
	.group = "Any records",
	.flags = CRM_V_FREE | CRM_V_DRAWS,
	.groups = CRM_G_OUT | CRM_G_REPORT | CRM_G_AS_OF | CRM_G_BY | CRM_G_ON |
	    CRM_G_DRAW | CRM_G_QUERY,
	.operands = "KIND",
	.example = "deal --by owner --sum amount",
	.help = "records of a kind by any dimensions: counts, sums, means",
	.run = run_query,
};
