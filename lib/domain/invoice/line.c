/* The lines of invoices as records: what they share with it, what they come to, and that
 * it is their sum. */
#include "invoice.h"

#include "domain/document/part.h"

#include <crm/domain/document.h>
#include <crm/domain/receivable.h>

/* What a line shares with its invoice. */
struct shared {
	struct crm_text status, currency;
};

static enum crm_status
shared_of(const struct crm_saving *w, struct shared *out, struct crm_err *err)
{
	const struct crm_value id = *value_of(w->new, "invoice");
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct shared){ { NULL, 0 }, { NULL, 0 } };
	if (id.kind != CRM_INT)
		return CRM_OK;
	st = crm_sql(w->store,
	    "SELECT \"status\", \"currency\" FROM invoice WHERE \"id\" = ?", &q,
	    err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, id);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		out->status = crm_text_of(
		    text_dup(w->arena, crm_col_text(q, 0)));
		out->currency = crm_text_of(
		    text_dup(w->arena, crm_col_text(q, 1)));
		crm_reset(q);
	}
	return st;
}

static int
digits_of(struct crm_store *s, struct crm_text currency)
{
	return currency.n > 0 ? crm_currency_digits_n(currency)
			      : crm_currency_digits(crm_store_currency(s));
}

static const char *const sums_of_line[] = { "net", "tax", "gross" };

/* The same figure in a currency that may have other digits. */
static enum crm_status
rescale(struct crm_record *line, const char *field, int from, int to,
    struct crm_err *err)
{
	const struct crm_value *v = value_of(line, field);
	int64_t out;

	if (v->kind != CRM_INT || from == to)
		return CRM_OK;
	if (!crm_mul_div(v->i, crm_pow10(to), crm_pow10(from), &out))
		return crm_fail_field(
		    err, CRM_INVALID, field, "is more than money can be");
	invoice_put(line, field, crm_value_int(out));
	return CRM_OK;
}

/* A line is in the currency of its invoice: what is said of it was read before that
 * was known. */
static enum crm_status
take_currency(
    const struct crm_saving *w, struct crm_text is, struct crm_err *err)
{
	struct crm_text was = text_of(w->new, "currency");
	int from = digits_of(w->store, was), to = digits_of(w->store, is);
	enum crm_status st = CRM_OK;
	size_t i;

	if (is.n == 0 || crm_text_eq(was, is))
		return CRM_OK;
	for (i = 0; i < COUNT(sums_of_line) && st == CRM_OK; i++)
		if (w->old == NULL || differs(w->old, w->new, sums_of_line[i]))
			st = rescale(w->new, sums_of_line[i], from, to, err);
	invoice_put(w->new, "currency", crm_value_text(is));
	return st;
}

/* What somebody says of a line in part: gross or net, or a quantity and its net price;
 * until something is said it comes to nothing. */
static enum crm_status
fill(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *gross = value_of(w->new, "gross");
	const struct crm_value *net = value_of(w->new, "net");
	int64_t rate = invoice_int(w->new, "tax_rate"), value;
	int digits = digits_of(w->store, text_of(w->new, "currency"));
	struct crm_line_sums sums;
	bool good = true;

	if (gross->kind == CRM_INT && net->kind == CRM_INT) {
		invoice_put(w->new, "tax", crm_value_int(gross->i - net->i));
		return CRM_OK;
	}
	if (gross->kind == CRM_INT)
		good = crm_line_tax(gross->i, rate, true, &sums);
	else if (net->kind == CRM_INT)
		good = crm_line_tax(net->i, rate, false, &sums);
	else if (value_of(w->new, "quantity")->kind == CRM_INT &&
	    value_of(w->new, "unit_price")->kind == CRM_INT)
		good = crm_line_value(invoice_int(w->new, "quantity"),
			   invoice_int(w->new, "unit_price"), CRM_LEFT_ALL,
			   digits, &value) &&
		    crm_line_tax(value, rate, false, &sums);
	else
		return CRM_OK;
	if (!good)
		return crm_fail_field(
		    err, CRM_INVALID, "gross", "is more than money can be");
	invoice_put(w->new, "net", crm_value_int(sums.net));
	invoice_put(w->new, "tax", crm_value_int(sums.tax));
	invoice_put(w->new, "gross", crm_value_int(sums.gross));
	return CRM_OK;
}

/* What a letter credited is said of its lines once it is issued, and changes nothing of
 * it. */
static bool
says_credit(const struct crm_saving *w)
{
	return w->old != NULL && !w->undo && !w->import &&
	    (differs(w->old, w->new, "credit") ||
		differs(w->old, w->new, "credit_net"));
}

enum crm_status
invoice_line_save(const struct crm_saving *w, struct crm_err *err)
{
	struct shared of;
	enum crm_status st = check_percent(w->new, "tax_rate", err);
	bool is_free;

	if (says_credit(w))
		return st;
	if (st == CRM_OK)
		st = document_part_free(w, "invoice", &is_free, err);
	if (st != CRM_OK)
		return st;
	if (w->undo) {
		st = invoice_check_back(w, invoice_int(w->new, "invoice"), err);
		return st == CRM_OK ? fill(w, err) : st;
	}
	if ((st = shared_of(w, &of, err)) != CRM_OK)
		return st;
	if (!is_free && invoice_is_fixed(of.status))
		return invoice_stays(
		    w, invoice_int(w->new, "invoice"), of.status, err);
	st = take_currency(w, of.currency, err);
	if (st == CRM_OK && !is_free && !w->import)
		st = invoice_line_rate(w, err);
	return st == CRM_OK ? fill(w, err) : st;
}

enum crm_status
invoice_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct shared of;
	enum crm_status st;

	crm_receivables_renamed(w->store);
	if (is_as_it_was(w))
		return CRM_OK;
	st = shared_of(w, &of, err);
	return st == CRM_OK && invoice_is_fixed(of.status)
	    ? invoice_stays(w, invoice_int(w->new, "invoice"), of.status, err)
	    : st;
}

/* An invoice is the sum of its lines. */
static enum crm_status
sum_up(struct crm_store *s, int64_t invoice, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "invoice");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_action done;
	struct crm_record p;
	struct crm_stmt *q;
	enum crm_status st;
	bool row = false;

	crm_record_init(&p, e, &a);
	p.id = invoice;
	st = crm_sql(s,
	    "SELECT CAST(coalesce(sum(\"net\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(\"tax\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(\"gross\"), 0) AS BIGINT) FROM invoice_line "
	    "WHERE \"invoice\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st == CRM_OK) {
		crm_bind(q, 1, crm_value_int(invoice));
		st = crm_step(q, &row, err);
	}
	if (st == CRM_OK && row) {
		invoice_put(&p, "net", crm_value_int(crm_col_int(q, 0)));
		invoice_put(&p, "tax", crm_value_int(crm_col_int(q, 1)));
		invoice_put(&p, "gross", crm_value_int(crm_col_int(q, 2)));
		crm_reset(q);
		st = crm_update(s, &p, &done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* One that came with sums has them: its lines come to the same. */
static enum crm_status
check_sum(
    struct crm_store *s, const struct crm_record *invoice, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(invoice->id);
	struct crm_text currency = text_of(invoice, "currency");
	int64_t gross = invoice_int(invoice, "gross");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(\"gross\") AS BIGINT) FROM invoice_line "
	    "WHERE \"invoice\" = ? AND \"deleted\" IS NULL",
	    &id, 1, &sum, err);

	if (st == CRM_OK && sum.kind == CRM_INT && sum.i != gross)
		st = crm_fail_record(err, CRM_RULE,
		    "%s comes to %s, its lines to %s: a file brings all lines "
		    "of an invoice at once, and what is issued stays as it is",
		    typed_id(&a, invoice->entity, invoice->id),
		    invoice_money(s, &a, currency, gross),
		    invoice_money(s, &a, currency, sum.i));
	crm_arena_free(&a);
	return st;
}

/* Lines that a file brings to one that came without sums, or is not issued, say these; a
 * red letter's are not over the blue one. */
static enum crm_status
lines_came(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	enum crm_status st = crm_load(s, e, id, &a, &now, err);

	if (st == CRM_OK)
		st = value_of(&now, "gross")->kind == CRM_NULL ||
			!invoice_is_fixed(text_of(&now, "status"))
		    ? sum_up(s, id, err)
		    : check_sum(s, &now, err);
	if (st == CRM_OK && value_of(&now, "red_of")->kind == CRM_INT)
		st = invoice_check_red(s, e, invoice_int(&now, "red_of"), err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
invoice_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	int64_t invoice = invoice_int(w->new, "invoice");
	enum crm_status st;

	crm_receivables_renamed(w->store);
	if (w->import && !w->undo && invoice != 0)
		crm_later(w->store, lines_came,
		    crm_dict_find(crm_store_dict(w->store), "invoice"),
		    invoice);
	if (w->undo || w->import || invoice == 0 || says_credit(w))
		return CRM_OK;
	st = sum_up(w->store, invoice, err);
	return st == CRM_OK ? invoice_check_back(w, invoice, err) : st;
}

/* ---- behind the invoice itself ---- */

static enum crm_status
line_follows(void *ctx, int64_t line, struct crm_err *err)
{
	const struct crm_saving *w = ctx;
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "invoice-line");
	struct crm_text is = text_of(w->new, "currency");
	int from, to = digits_of(w->store, is);
	enum crm_action done;
	struct crm_record now, p;
	enum crm_status st = crm_load(w->store, e, line, w->arena, &now, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	from = digits_of(w->store, text_of(&now, "currency"));
	crm_record_init(&p, e, w->arena);
	p.id = line;
	invoice_put(
	    &p, "currency", is.n > 0 ? crm_value_text(is) : CRM_VALUE_NULL);
	for (i = 0; i < COUNT(sums_of_line) && st == CRM_OK; i++) {
		invoice_put(
		    &p, sums_of_line[i], *value_of(&now, sums_of_line[i]));
		st = rescale(&p, sums_of_line[i], from, to, err);
	}
	return st == CRM_OK ? crm_update(w->store, &p, &done, err) : st;
}

/* In another currency its figures are the same, and so are those of its lines. */
enum crm_status
invoice_lines_follow(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_saving of = *w;

	if (w->old == NULL || is_as_it_was(w) || w->import ||
	    !differs(w->old, w->new, "currency"))
		return CRM_OK;
	return each_id(w->store,
	    "SELECT \"id\" FROM invoice_line WHERE \"invoice\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &id, 1, line_follows, &of, err);
}
