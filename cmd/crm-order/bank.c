/* The verbs of bank statements. */
#include "books.h"

#include <crm/domain/banking.h>

#include <string.h>

static const struct crm_word match_words[] = {
	{ .name = "apply",
	    .type = CRM_T_BOOL,
	    .help = "book what is sure; of lines that are named, what is left "
		    "to choose from is one" },
	{ .name = "to",
	    .type = CRM_T_TEXT,
	    .arg = "R1,…",
	    .help = "what the line is for, instead of what is proposed; of "
		    "money that went out the refund: P2" },
	{ .name = "rate",
	    .type = CRM_T_TEXT,
	    .arg = "N",
	    .help = "with to: how many of the line's currency one of the other "
		    "is" },
	{ .name = NULL },
};

/* ---- what is proposed ---- */

enum { COL_AMOUNT = 3, COL_CURRENCY };

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}

static const struct crm_column columns[] = {
	COLUMN("bank_line_id", "Bank line ID", CRM_T_TEXT),
	COLUMN("line_ref", "Line reference", CRM_T_TEXT),
	COLUMN("booked_on", "Booked on", CRM_T_DATE),
	{ .name = "amount",
	    .label = "Amount",
	    .type = CRM_T_MONEY,
	    .currency = COL_CURRENCY },
	COLUMN("currency", "Currency", CRM_T_TEXT),
	COLUMN("class", "Class", CRM_T_TEXT),
	COLUMN("sure", "Sure", CRM_T_BOOL),
	COLUMN("rank", "Rank", CRM_T_INT),
	COLUMN("for", "For", CRM_T_TEXT),
	COLUMN("customer", "Customer", CRM_T_TEXT),
	COLUMN("why", "Why", CRM_T_TEXT),
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static struct crm_text
typed(struct crm_cmd *c, const struct crm_bank_candidate *x)
{
	const char *kind = x->refund != 0 ? "payment" : "receivable";
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text out;
	size_t i;

	if (x->refund != 0)
		crm_id_format(&b, crm_dict_find(c->dict, kind), x->refund);
	for (i = 0; i < x->n; i++) {
		crm_buf_str(&b, i > 0 ? ", " : "");
		crm_id_format(
		    &b, crm_dict_find(c->dict, kind), x->receivable[i]);
	}
	out = crm_text_of(crm_strdup(c->arena, b.data));
	crm_buf_free(&b);
	return out;
}

/* "number, account, sum of 3, 2 days after it was due, name 93 %" */
static struct crm_text
why(struct crm_cmd *c, const struct crm_bank_candidate *x)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text out;

	if (x->number)
		crm_buf_printf(&b, "%s, ", crm_tr("number"));
	if (x->account)
		crm_buf_printf(&b, "%s, ", crm_tr("account"));
	if (x->n > 1)
		crm_buf_printf(&b, crm_tr("sum of %zu, "), x->n);
	crm_buf_printf(&b, crm_tr("days %lld"), (long long)x->days);
	if (x->n > 0)
		crm_buf_printf(&b, crm_tr(", name %lld %%"),
		    (long long)(x->like / (CRM_WHOLE / 100)));
	out = crm_text_of(crm_strdup(c->arena, b.data));
	crm_buf_free(&b);
	return out;
}

static enum crm_status
put_row(struct crm_cmd *c, struct crm_rows *rows, const struct crm_record *r,
    const struct crm_bank_proposal *p, size_t rank, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	const struct crm_bank_candidate *x = rank < p->n ? &p->candidate[rank]
							 : NULL;
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_value cells[COLUMNS];
	enum crm_status st;

	crm_id_format(&id, e, r->id);
	cells[0] = crm_value_text((struct crm_text){ id.data, id.len });
	cells[1] = r->v[crm_field_index(e, CRM_TEXT("line_ref"))];
	cells[2] = r->v[crm_field_index(e, CRM_TEXT("booked_on"))];
	cells[COL_AMOUNT] = r->v[crm_field_index(e, CRM_TEXT("amount"))];
	cells[COL_CURRENCY] = r->v[e->currency];
	cells[5] = crm_value_text(crm_text_of(p->class));
	cells[6] = crm_value_int(p->sure);
	cells[7] = x == NULL ? CRM_VALUE_NULL
			     : crm_value_int((int64_t)rank + 1);
	cells[8] = x == NULL ? CRM_VALUE_NULL : crm_value_text(typed(c, x));
	cells[9] = x == NULL ? CRM_VALUE_NULL : crm_value_text(x->name);
	cells[10] = x == NULL ? CRM_VALUE_NULL : crm_value_text(why(c, x));
	st = crm_rows_put(rows, cells, err);
	crm_buf_free(&id);
	return st;
}

static enum crm_status
put_line(struct crm_cmd *c, struct crm_rows *rows, struct crm_banking *b,
    int64_t line, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "bank-line");
	struct crm_bank_proposal p;
	struct crm_record r;
	enum crm_status st;
	size_t i = 0;

	if ((st = crm_load(c->store, e, line, c->arena, &r, err)) != CRM_OK ||
	    (st = crm_bank_propose(b, line, &p, err)) != CRM_OK)
		return st;
	do
		st = put_row(c, rows, &r, &p, i, err);
	while (st == CRM_OK && ++i < p.n);
	return st;
}

static enum crm_status
list(struct crm_cmd *c, const struct crm_id_list *ids, struct crm_err *err)
{
	struct crm_column own[COLUMNS];
	struct crm_banking *b = NULL;
	struct crm_rows *rows;
	enum crm_status st;
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		own[i] = columns[i];
		own[i].money_digits = crm_currency_digits(
		    crm_store_currency(c->store));
		own[i].choices = strcmp(own[i].name, "class") == 0
		    ? crm_choices_of(c, "bank-line", "class")
		    : NULL;
	}
	if ((st = crm_bank_open(c->store, c->arena, &b, err)) != CRM_OK ||
	    (st = crm_rows_open(c, own, COLUMNS, &rows, err)) != CRM_OK)
		return st;
	for (i = 0; i < ids->n && st == CRM_OK; i++)
		st = put_line(c, rows, b, ids->id[i], err);
	return crm_rows_end(rows, st, err);
}

/* ---- booking it ---- */

struct matching {
	struct crm_id_list ids;
	bool named; /* by the user: more than what is sure is booked */
};

static enum crm_status
cannot(
    struct crm_cmd *c, const struct crm_bank_proposal *p, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&id, crm_dict_find(c->dict, "bank-line"), p->line);
	st = p->n == 0
	    ? crm_fail_record(err, CRM_RULE,
		  "%s fits nothing that is open; say what it is for with "
		  "to=R1, or pass it over: crm-order bank-line ignore %s",
		  id.data, id.data)
	    : crm_fail_record(err, CRM_RULE,
		  "%s may be for %zu things; say which with to=R1, or pass it "
		  "over: crm-order bank-line ignore %s",
		  id.data, p->n, id.data);
	crm_buf_free(&id);
	return st;
}

/* Whether there is nothing to be paid by it: the bank's own. */
static bool
is_bank(const struct crm_bank_proposal *p)
{
	return strcmp(p->class, "fee") == 0 ||
	    strcmp(p->class, "interest") == 0;
}

static enum crm_status
post_named(struct crm_cmd *c, struct crm_banking *b, int64_t line,
    struct crm_text to, struct crm_err *err)
{
	struct crm_bank_candidate said;
	enum crm_status st = crm_bank_named(b, line, to, &said, err);

	if (st == CRM_OK)
		st = cash_rate(c, &said.rate, err);
	return st == CRM_OK
	    ? crm_bank_post(
		  b, line, said.refund != 0 ? "refund" : "receipt", &said, err)
	    : st;
}

static enum crm_status
post(struct crm_cmd *c, struct crm_banking *b, int64_t line, bool named,
    struct crm_err *err)
{
	struct crm_text to = crm_arg_text(c, "to");
	struct crm_bank_proposal p;
	enum crm_status st = crm_bank_propose(b, line, &p, err);

	if (st != CRM_OK)
		return st;
	if (to.n > 0)
		st = post_named(c, b, line, to, err);
	else if (p.n == 1 && (p.sure || named))
		st = crm_bank_post(b, line, p.class, p.candidate, err);
	else if (named && (is_bank(&p) || !p.open))
		/* Which says what became of one that is open no more. */
		st = crm_bank_post(b, line, p.class, NULL, err);
	else if (named)
		return cannot(c, &p, err);
	else
		return CRM_OK;
	if (st == CRM_OK)
		crm_cmd_count(c, line, CRM_ACT_UPDATED);
	return st;
}

/* A line that nobody named and that cannot be booked now, of a day to come or without a
 * rate, is told and keeps no other back. */
static enum crm_status
post_if_it_can(struct crm_cmd *c, struct crm_banking **b, int64_t line,
    struct crm_err *err)
{
	struct crm_err why;
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st = crm_savepoint(c->store, err), end;

	if (st != CRM_OK)
		return st;
	st = post(c, *b, line, false, &why);
	if ((end = crm_savepoint_end(c->store, st == CRM_OK, err)) != CRM_OK)
		return end;
	if (st != CRM_RULE && st != CRM_INVALID) {
		if (st != CRM_OK)
			*err = why;
		return st;
	}
	crm_id_format(&id, crm_dict_find(c->dict, "bank-line"), line);
	if (strstr(why.text, id.data) != NULL)
		crm_note(c, "left out: %s", why.text);
	else
		crm_note(c, "left out: %s: %s", id.data, why.text);
	crm_buf_free(&id);
	return crm_bank_open(c->store, c->arena, b, err);
}

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	const struct matching *m = c->state;
	struct crm_banking *b = NULL;
	enum crm_status st = crm_bank_open(c->store, c->arena, &b, err);
	size_t i;

	for (i = 0; i < m->ids.n && st == CRM_OK; i++)
		st = m->named ? post(c, b, m->ids.id[i], true, err)
			      : post_if_it_can(c, &b, m->ids.id[i], err);
	return st == CRM_OK
	    ? crm_cmd_print_changed(c, crm_dict_find(c->dict, "bank-line"), err)
	    : st;
}

static enum crm_status
match(struct crm_cmd *c, struct crm_err *err)
{
	struct matching m = { .named = c->ids.n > 0 };
	enum crm_status st = crm_cmd_ids(c, "status = open", &m.ids, err);

	if (st != CRM_OK)
		return st;
	if (crm_arg_int(c, "apply") != 1)
		return list(c, &m.ids, err);
	c->state = &m;
	return crm_cmd_write(c, body, err);
}

static enum crm_status
ignore(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_bank_ignore(c->store, id, done, err);
}

const struct crm_verb bank_line_verbs[] = {
	{ .name = "match",
	    .group = "Bank statements",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_WHERE,
	    .operands = "[ID… | -]",
	    .words = match_words,
	    .help = "what lines are for: proposals, or with apply=yes their "
		    "payments; without ids all that are open",
	    .run = match },
	{ .name = "ignore",
	    .group = "Bank statements",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "nothing is to be booked of it",
	    .each = ignore },
	{ .name = NULL },
};
