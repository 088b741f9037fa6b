/*
 * Statements in CAMT.053, and reports and notices of the same kind (CAMT.052, CAMT.054):
 * what of their elements is a line.
 */
#include "camt.h"

#include <string.h>

enum { DAY_CHARS = 10 };

static bool
is_statement(const char *name)
{
	return strcmp(name, "Stmt") == 0 || strcmp(name, "Rpt") == 0 ||
	    strcmp(name, "Ntfctn") == 0;
}

/* ---- values ---- */

static const char *
dup(struct camt *c)
{
	return statement_dup(
	    c->s, (struct crm_text){ c->text.data, c->text.len });
}

/* The first one counts. */
static void
once(struct camt *c, const char **field)
{
	if (*field == NULL)
		*field = dup(c);
}

/* Those behind each other are one text. */
static void
join(struct camt *c, const char **field)
{
	const char *more = dup(c);

	if (more != NULL)
		*field = *field == NULL
		    ? more
		    : crm_sprintf(&c->s->a, "%s %s", *field, more);
}

static int64_t
read_amount(struct camt *c)
{
	int64_t amount = 0;

	if (!statement_amount(
		crm_text_trim((struct crm_text){ c->text.data, c->text.len }),
		'.', &amount))
		camt_stop(c, crm_tr("no amount such as 1234.56"));
	return amount;
}

static int
read_sign(struct camt *c)
{
	struct crm_text t = crm_text_trim(
	    (struct crm_text){ c->text.data, c->text.len });

	if (crm_text_is(t, "CRDT"))
		return 1;
	if (!crm_text_is(t, "DBIT"))
		camt_stop(c, crm_tr("neither CRDT nor DBIT"));
	return -1;
}

static void
read_day(struct camt *c)
{
	const char *t = dup(c);

	if (t == NULL || strlen(t) < DAY_CHARS)
		camt_stop(c, crm_tr("no day such as 2026-11-20"));
	else
		c->day = crm_strndup(&c->s->a, t, DAY_CHARS);
}

/* ---- a balance ---- */

static void
end_balance(struct camt *c)
{
	int64_t amount = c->sign * c->amount;

	if (c->kind == NULL)
		return;
	if (strcmp(c->kind, "OPBD") == 0 ||
	    (strcmp(c->kind, "PRCD") == 0 && !c->balance.opens)) {
		c->balance.opening = amount;
		c->balance.opens = true;
	} else if (strcmp(c->kind, "CLBD") == 0) {
		c->balance.closing = amount;
		c->balance.closes = true;
	}
}

static void
in_balance(struct camt *c)
{
	if (camt_is_in(c, "CdOrPrtry/Cd"))
		c->kind = dup(c);
	else if (camt_is_in(c, "Bal/Amt"))
		c->amount = read_amount(c);
	else if (camt_is_in(c, "Bal/CdtDbtInd"))
		c->sign = read_sign(c);
}

/* ---- a movement ---- */

static struct movement *
movement_of(struct camt *c)
{
	return c->parts > 0 && camt_is_within(c, "TxDtls")
	    ? &c->part[c->parts - 1]
	    : &c->entry;
}

static void
party(struct camt *c, struct movement *m)
{
	if (camt_is_in(c, "Dbtr/Nm") || camt_is_in(c, "Dbtr/Pty/Nm"))
		once(c, &m->debtor);
	else if (camt_is_in(c, "Cdtr/Nm") || camt_is_in(c, "Cdtr/Pty/Nm"))
		once(c, &m->creditor);
	else if (camt_is_in(c, "DbtrAcct/Id/IBAN") ||
	    camt_is_in(c, "DbtrAcct/Id/Othr/Id"))
		once(c, &m->debtor_account);
	else if (camt_is_in(c, "CdtrAcct/Id/IBAN") ||
	    camt_is_in(c, "CdtrAcct/Id/Othr/Id"))
		once(c, &m->creditor_account);
}

static void
words(struct camt *c, struct movement *m)
{
	if (camt_is_in(c, "RmtInf/Ustrd") || camt_is_in(c, "CdtrRefInf/Ref"))
		join(c, &m->text);
	else if (camt_is_in(c, "AddtlTxInf") || camt_is_in(c, "AddtlNtryInf"))
		once(c, &m->further);
	else if (camt_is_in(c, "Refs/EndToEndId"))
		once(c, &m->end_to_end);
	else if (camt_is_in(c, "AcctSvcrRef"))
		once(c, &m->ref);
}

static void
in_entry(struct camt *c)
{
	struct movement *m = movement_of(c);

	if (camt_is_in(c, "Ntry/Amt") || camt_is_in(c, "TxDtls/Amt") ||
	    (camt_is_in(c, "TxAmt/Amt") && m != &c->entry && !m->has_amount)) {
		m->amount = read_amount(c);
		m->has_amount = true;
		m->currency = c->currency_attr;
	} else if (camt_is_in(c, "Ntry/CdtDbtInd") ||
	    camt_is_in(c, "TxDtls/CdtDbtInd")) {
		m->sign = read_sign(c);
	} else if (camt_is_in(c, "BookgDt/Dt") ||
	    camt_is_in(c, "BookgDt/DtTm")) {
		read_day(c);
	} else if (c->day == NULL &&
	    (camt_is_in(c, "ValDt/Dt") || camt_is_in(c, "ValDt/DtTm"))) {
		read_day(c);
	} else if (camt_is_in(c, "Ntry/Sts") || camt_is_in(c, "Ntry/Sts/Cd")) {
		once(c, &c->status);
	} else {
		party(c, m);
		words(c, m);
	}
}

/* ---- its lines ---- */

static void
add_line(struct camt *c, const struct movement *m, int sign)
{
	struct statement_line *l = statement_add(c->s);
	const struct movement *e = &c->entry;
	bool in = sign > 0;
	const char *name = in ? m->debtor : m->creditor;
	const char *from = in ? m->debtor_account : m->creditor_account;

	l->line = m->line;
	l->amount = sign * m->amount;
	l->text[ST_ACCOUNT] = c->account;
	l->text[ST_LINE_REF] = m->ref != NULL ? m->ref : e->ref;
	l->text[ST_BOOKED_ON] = c->day;
	l->text[ST_CURRENCY] = m->currency != NULL ? m->currency : e->currency;
	l->text[ST_PAYER] = name != NULL ? name : in ? e->debtor : e->creditor;
	l->text[ST_PAYER_ACCOUNT] = from != NULL ? from
	    : in                                 ? e->debtor_account
						 : e->creditor_account;
	l->text[ST_TEXT] = m->text != NULL ? m->text
	    : m->further != NULL           ? m->further
	    : e->text != NULL              ? e->text
					   : e->further;
	if (l->text[ST_TEXT] == NULL && m->end_to_end != NULL &&
	    strcmp(m->end_to_end, "NOTPROVIDED") != 0)
		l->text[ST_TEXT] = m->end_to_end;
}

/* Whether the parts are all of the entry, each with its own sum. */
static bool
is_whole(const struct camt *c)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < c->parts; i++) {
		const struct movement *m = &c->part[i];
		int sign = m->sign != 0 ? m->sign : c->entry.sign;

		if (!m->has_amount ||
		    __builtin_add_overflow(sum, sign * m->amount, &sum))
			return false;
	}
	return sum == c->entry.sign * c->entry.amount;
}

/* What the one part says is of the entry. */
static void
take_part(struct movement *e, const struct movement *m)
{
	e->ref = e->ref != NULL ? e->ref : m->ref;
	e->end_to_end = m->end_to_end;
	e->text = m->text;
	e->further = m->further != NULL ? m->further : e->further;
	e->debtor = m->debtor;
	e->debtor_account = m->debtor_account;
	e->creditor = m->creditor;
	e->creditor_account = m->creditor_account;
}

static void
end_entry(struct camt *c)
{
	struct movement *e = &c->entry;
	size_t i;

	if (c->status != NULL && strcmp(c->status, "BOOK") != 0) {
		c->s->left++;
		return;
	}
	if (!e->has_amount || e->sign == 0 || c->day == NULL) {
		camt_stop(c,
		    crm_tr("an entry without its amount, its sign or its "
			   "day"));
		return;
	}
	if (__builtin_add_overflow(
		c->balance.sum, e->sign * e->amount, &c->balance.sum)) {
		camt_stop(c, crm_tr("more than money can be"));
		return;
	}
	if (c->parts > 1 && is_whole(c)) {
		for (i = 0; i < c->parts; i++)
			add_line(c, &c->part[i],
			    c->part[i].sign != 0 ? c->part[i].sign : e->sign);
		return;
	}
	if (c->parts > 0)
		take_part(e, &c->part[0]);
	add_line(c, e, e->sign);
}

/* ---- elements ---- */

static void
begin_statement(struct camt *c)
{
	c->any = true;
	c->account = NULL;
	c->balance = (struct statement_balance){ .name = "?" };
}

static void
begin_part(struct camt *c, int64_t line)
{
	c->part = crm_grow(
	    &c->s->a, c->part, c->parts, &c->cap, sizeof *c->part);
	c->part[c->parts++] = (struct movement){ .line = line };
}

static void
begin_entry(struct camt *c, int64_t line)
{
	c->entry = (struct movement){ .line = line };
	c->parts = 0;
	c->day = c->status = NULL;
}

void
camt_begin(struct camt *c, int64_t line)
{
	if (is_statement(camt_name(c, 0)))
		begin_statement(c);
	else if (camt_is_in(c, "Ntry"))
		begin_entry(c, line);
	else if (camt_is_in(c, "TxDtls"))
		begin_part(c, line);
	else if (camt_is_in(c, "Bal"))
		c->kind = NULL;
}

void
camt_end(struct camt *c)
{
	if (is_statement(camt_name(c, 0)))
		statement_check(c->s, &c->balance);
	else if (camt_is_in(c, "Ntry"))
		end_entry(c);
	else if (camt_is_in(c, "Bal"))
		end_balance(c);
	else if (camt_is_within(c, "Ntry"))
		in_entry(c);
	else if (camt_is_within(c, "Bal"))
		in_balance(c);
	else if (camt_is_in(c, "Stmt/Id") || camt_is_in(c, "Rpt/Id") ||
	    camt_is_in(c, "Ntfctn/Id")) {
		const char *id = dup(c);

		c->balance.name = id != NULL ? id : "?";
	} else if (camt_is_in(c, "Acct/Id/IBAN") ||
	    camt_is_in(c, "Acct/Id/Othr/Id"))
		once(c, &c->account);
}
