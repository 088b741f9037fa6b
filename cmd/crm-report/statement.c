/* statement: the accounts of customers, each on a sheet or page of its own where the
 * format has several. */
#include "crm-report.h"

#include <string.h>

/* ---- whose ---- */

static enum crm_status
add_customer(struct crm_cmd *c, struct crm_text name, struct crm_err *err)
{
	int64_t id;
	enum crm_status st = crm_resolve(c->store,
	    crm_dict_find(c->dict, "customer"), name, false, &id, err);

	if (st == CRM_OK)
		crm_id_list_add(&c->ids, c->arena, id);
	return st;
}

static enum crm_status
take_cell(
    struct crm_cmd *c, void *ctx, struct crm_text cell, struct crm_err *err)
{
	(void)ctx;
	return add_customer(c, cell, err);
}

/* All that the filter lets through. */
static enum crm_status
add_all(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "customer");
	struct crm_filter *where;
	enum crm_status st = crm_cmd_filter(c, e, &where, err);

	return st == CRM_OK ? crm_cmd_select(c, e, NULL, where, &c->ids, err)
			    : st;
}

static enum crm_status
read_customers(struct crm_cmd *c, struct crm_err *err)
{
	static const char *const keys[] = { "customer_id", "customer", NULL };
	enum crm_status st = CRM_OK;
	size_t i;

	if (c->n_operands == 0)
		return add_all(c, err);
	if (crm_has(c, CRM_OPT_WHERE))
		return crm_fail(err, CRM_USAGE,
		    "-w chooses among all customers: name them or filter them");
	if (strcmp(c->operand[0], "-") == 0)
		return crm_read_cells(c, keys, take_cell, NULL, err);
	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = add_customer(c, crm_text_of(c->operand[i]), err);
	return st;
}

/* ---- sheets ---- */

static enum crm_status
print_one(struct crm_cmd *c, int64_t id, struct crm_err *err)
{
	/* The writer knows it until the document ends. */
	struct crm_cmd *part = crm_alloc(c->arena, sizeof *part);
	struct crm_text name;
	enum crm_status st = crm_display(
	    c->store, crm_dict_find(c->dict, "customer"), id, &name, err);

	if (st != CRM_OK)
		return st;
	*part = *c;
	part->ids = (struct crm_id_list){ NULL, 0, 0 };
	crm_id_list_add(&part->ids, c->arena, id);
	part->title = crm_strndup(c->arena, name.p, name.n);
	part->paper = true;
	return print_report(part, &crm_report_statement, NULL, err);
}

static enum crm_status
run_statement(struct crm_cmd *c, struct crm_err *err)
{
	struct document d;
	enum crm_status st = read_customers(c, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	if (c->document != NULL || !crm_writer_has_sheets(c->format) ||
	    crm_has(c, CRM_OPT_DEFINE) || c->ids.n == 0)
		return print_report(c, &crm_report_statement, NULL, err);
	document_begin(c, &d);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = print_one(c, c->ids.id[i], err);
	return document_end(c, &d, st, err);
}

const struct crm_verb statement_verb = {
	.name = "statement",
	.group = "Receivables",
	.flags = CRM_V_FREE | CRM_V_DRAWS,
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_REPORT | CRM_G_AS_OF | CRM_G_ON |
	    CRM_G_DRAW,
	.operands = "[CUSTOMER… | -]",
	.example = "C12 --from som",
	.help = "accounts of customers: opening, movements, closing, ages",
	.run = run_statement,
};
