/* The verbs of dunning: notices are made. */
#include "order.h"

#include <crm/cli/verbs.h>

#include <crm/domain/address.h>
#include <crm/domain/dunning.h>
#include <crm/domain/print.h>
#include <crm/io/message.h>

static const struct crm_word run_words[] = {
	{ .name = "customer",
	    .type = CRM_T_REF,
	    .entity = "customer",
	    .help = "of this one alone" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the business day; else today" },
	{ .name = "channel",
	    .type = CRM_T_TEXT,
	    .arg = "TEXT",
	    .help = "how they are sent: mail, phone, letter" },
	{ .name = NULL },
};

static int64_t
day_of(const struct crm_cmd *c)
{
	return crm_arg(c, "on")->given ? crm_arg_int(c, "on") : CRM_DATE_MIN;
}

static void
count(void *ctx, int64_t notice)
{
	crm_cmd_count(ctx, notice, CRM_ACT_INSERTED);
}

static enum crm_status
run_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_dunning_run r = { .day = day_of(c),
		.customer = crm_arg_int(c, "customer"),
		.channel = crm_arg_text(c, "channel"),
		.each = count,
		.ctx = c };
	enum crm_status st = crm_dunning_run(c->store, &r, err);

	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

static enum crm_status
dunning_run(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, run_body, err);
}

/* ---- charge ---- */

static const struct crm_word charge_words[] = {
	{ .name = "payment",
	    .type = CRM_T_REF,
	    .entity = "payment",
	    .help = "out of what is left of this one" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the business day; else today" },
	{ .name = NULL },
};

static enum crm_status
charge(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t receivable;

	return crm_dunning_charge(c->store, id, crm_arg_int(c, "payment"),
	    day_of(c), &receivable, done, err);
}

/* ---- mail: each as a letter, by the templates that print uses ---- */

struct mailing {
	struct crm_delivery d;
	struct crm_print *text, *html;
};

static enum crm_status
open_prints(struct crm_cmd *c, struct mailing *m, struct crm_err *err)
{
	struct crm_print_ask ask = { .entity = c->entity,
		.format = CRM_TEMPLATE_TEXT,
		.chinese = c->chinese };
	enum crm_status st;

	st = crm_print_open(c->store, &ask, c->whole, &m->text, err);
	ask.format = CRM_TEMPLATE_HTML;
	return st == CRM_OK
	    ? crm_print_open(c->store, &ask, c->whole, &m->html, err)
	    : st;
}

static int64_t
number_in(const struct crm_record *r, const char *field)
{
	return r->v[crm_field_index(r->entity, crm_text_of(field))].i;
}

static const char *
subject(struct crm_cmd *c, const struct crm_record *r)
{
	struct crm_text name = { "", 0 };
	struct crm_err ignored;

	crm_display(c->store, crm_dict_find(c->dict, "receivable"),
	    number_in(r, "receivable"), &name, &ignored);
	return crm_sprintf(c->arena, crm_tr("Payment of %.*s is overdue"),
	    (int)name.n, name.p);
}

static enum crm_status
mail_one(struct crm_cmd *c, struct mailing *m, int64_t id, struct crm_err *err)
{
	struct crm_buf text = CRM_BUF_INIT, html = CRM_BUF_INIT;
	struct crm_address to;
	struct crm_record r;
	enum crm_status st;

	if ((st = crm_load(c->store, c->entity, id, c->arena, &r, err)) !=
		CRM_OK ||
	    (st = crm_customer_address(c->store, number_in(&r, "customer"),
		 c->arena, &to, err)) != CRM_OK)
		return st;
	if (to.email == NULL || !crm_mail_can(to.email)) {
		crm_note(c, "DN%lld: %s has no e-mail address; left out",
		    (long long)id, to.name);
		return CRM_OK;
	}
	if ((st = crm_print_one(m->text, id, &text, err)) == CRM_OK &&
	    (st = crm_print_one(m->html, id, &html, err)) == CRM_OK) {
		const struct crm_letter_part part[] = {
			{ .type = "text/plain",
			    .data = text.data,
			    .n = text.len },
			{ .type = "text/html",
			    .file = crm_sprintf(
				c->arena, "DN%lld.html", (long long)id),
			    .data = html.data,
			    .n = html.len },
		};

		crm_letter_write(crm_out_buf(c->out), &m->d,
		    &(struct crm_letter){ .name = to.name,
			.address = to.email,
			.subject = subject(c, &r),
			.key = crm_sprintf(c->arena, "DN%lld", (long long)id),
			.part = part,
			.n = sizeof part / sizeof *part },
		    true);
		crm_out_check(c->out);
	}
	crm_buf_free(&text);
	crm_buf_free(&html);
	return st;
}

static enum crm_status
dunning_mail(struct crm_cmd *c, struct crm_err *err)
{
	struct mailing m = { .text = NULL };
	enum crm_status st = crm_cmd_delivery(c, &m.d, err);
	size_t i;

	if (st == CRM_OK)
		st = open_prints(c, &m, err);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = mail_one(c, &m, c->ids.id[i], err);
	crm_print_close(m.text);
	crm_print_close(m.html);
	return st;
}

const struct crm_verb order_dunning_verbs[] = {
	{ .name = "run",
	    .group = "Dunning",
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .words = run_words,
	    .help = "a notice for all that has reached a level nobody was "
		    "told of",
	    .run = dunning_run },
	{ .name = "mail",
	    .group = "Dunning",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_IN | CRM_G_SEND,
	    .operands = "ID… | -",
	    .help = "notices as letters by mail, for sendmail",
	    .run = dunning_mail },
	{ .name = "charge",
	    .group = "Dunning",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = charge_words,
	    .help = "fee and interest of what is paid, as a receivable",
	    .each = charge },
	CRM_VERB_PRINT,
	{ .name = NULL },
};
