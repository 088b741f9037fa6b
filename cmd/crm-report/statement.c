/* statement: the accounts of customers, each on a sheet or page of its own where the
 * format has several. */
#include "crm-report.h"

#include <crm/domain/address.h>
#include <crm/io/message.h>

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

/* ---- mail: a page and a workbook to each ---- */

static const struct crm_word mail_words[] = {
	{ .name = "since",
	    .type = CRM_T_DATE,
	    .help = "the first day; else of the month of the last" },
	{ .name = "until",
	    .type = CRM_T_DATE,
	    .help = "the last day; else today" },
	{ .name = NULL },
};

static void
add_day(struct crm_cmd *c, struct crm_buf *line, const char *word,
    const char *option)
{
	const struct crm_arg *day = crm_arg(c, word);

	if (!day->given || day->v.kind != CRM_INT)
		return;
	crm_buf_printf(line, " %s ", option);
	crm_date_format(line, day->v.i);
}

/* The statement in a format, as it is printed. */
static enum crm_status
render(struct crm_cmd *c, int64_t id, enum crm_format format,
    struct crm_buf *into, struct crm_err *err)
{
	/* A paper has none, but what is read in a mail runs no script. */
	static const struct crm_pictures mailed = { NULL, NULL };
	struct crm_buf line = CRM_BUF_INIT;
	struct crm_cmd *inner = crm_alloc(c->arena, sizeof *inner);
	struct crm_out *out;
	enum crm_status st;

	if ((st = crm_out_spool(&out, err)) != CRM_OK)
		return st;
	crm_buf_printf(&line, "statement id:C%lld", (long long)id);
	add_day(c, &line, "since", "--from");
	add_day(c, &line, "until", "--to");
	st = crm_cmd_inner(
	    c, crm_strdup(c->arena, line.data), out, format, inner, err);
	inner->pictures = &mailed;
	if (st == CRM_OK)
		st = inner->verb->run(inner, err);
	if (st == CRM_OK)
		st = crm_out_bytes(out, into, err);
	crm_out_close(out);
	crm_buf_free(&line);
	return st;
}

static void
write_letter(struct crm_cmd *c, const struct crm_delivery *d, int64_t id,
    const struct crm_address *to, const struct crm_buf *page,
    const struct crm_buf *book)
{
	const struct crm_letter_part part[] = {
		{ .type = "text/html", .data = page->data, .n = page->len },
		{ .type = "application/vnd.openxmlformats-officedocument."
			  "spreadsheetml.sheet",
		    .file = crm_sprintf(
			c->arena, "statement-C%lld.xlsx", (long long)id),
		    .data = book->data,
		    .n = book->len },
	};

	crm_letter_write(crm_out_buf(c->out), d,
	    &(struct crm_letter){ .name = to->name,
		.address = to->email,
		.subject = crm_tr("Statement of account"),
		.key = crm_sprintf(c->arena, "statement-C%lld", (long long)id),
		.part = part,
		.n = sizeof part / sizeof *part },
	    true);
	crm_out_check(c->out);
}

static enum crm_status
mail_one(struct crm_cmd *c, const struct crm_delivery *d, int64_t id,
    struct crm_err *err)
{
	struct crm_buf page = CRM_BUF_INIT, book = CRM_BUF_INIT;
	struct crm_address to;
	enum crm_status st = crm_customer_address(
	    c->store, id, c->arena, &to, err);

	if (st != CRM_OK)
		return st;
	if (to.email == NULL || !crm_mail_can(to.email)) {
		crm_note(c, "C%lld: %s has no e-mail address; left out",
		    (long long)id, to.name);
		return CRM_OK;
	}
	if ((st = render(c, id, CRM_FMT_HTML, &page, err)) == CRM_OK &&
	    (st = render(c, id, CRM_FMT_XLSX, &book, err)) == CRM_OK)
		write_letter(c, d, id, &to, &page, &book);
	crm_buf_free(&page);
	crm_buf_free(&book);
	return st;
}

static enum crm_status
mail_statements(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_delivery d;
	enum crm_status st = crm_cmd_delivery(c, &d, err);
	size_t i;

	if (st == CRM_OK)
		st = read_customers(c, err);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = mail_one(c, &d, c->ids.id[i], err);
	return st;
}

const struct crm_verb mail_statement_verb = {
	.name = "mail-statement",
	.group = "Receivables",
	.flags = CRM_V_FREE,
	.groups = CRM_G_IN | CRM_G_SEND | CRM_G_WHERE,
	.operands = "[CUSTOMER… | -]",
	.words = mail_words,
	.help = "the same by mail, a page and a workbook each, for sendmail",
	.run = mail_statements,
};

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
