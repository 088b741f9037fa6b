/*
 * Invoices as records: what may be edited in which state, and what an undo may not take
 * back.  Once issued an invoice stays as it is; a red letter
 * takes it back.
 */
#include "invoice.h"

#include "domain/document/part.h"
#include "domain/document/numbered.h"

#include <crm/domain/document.h>
#include <crm/domain/receivable.h>
#include <crm/domain/rate.h>
#include <crm/store/log.h>

#include <string.h>

const char invoice_prefix[] = "INV";

bool
invoice_is_fixed(struct crm_text status)
{
	return status.n > 0 && !crm_text_is(status, "requested");
}

enum crm_status
invoice_stays(const struct crm_saving *w, int64_t id, struct crm_text status,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "invoice");
	const char *text = typed_id(w->arena, e, id);
	struct crm_text word = word_for(e, "status", status);

	if (crm_text_is(status, "void"))
		return crm_fail_record(
		    err, CRM_RULE, "%s is void and stays as it is", text);
	if (value_of(w->new, "red_of")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s is a red letter that is issued, and stays", text);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s and stays as it is; crm-order invoice red %s takes it "
	    "back",
	    text, (int)word.n, word.p, text);
}

/* ---- invoices ---- */

static enum crm_status
check_day(const struct crm_saving *w, const char *field, struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, field);

	if (day->kind != CRM_INT || day->i <= crm_store_clock(w->store)->today)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, field,
	    "%s is in the future: an invoice is dated today or before",
	    date_dup(w->arena, day->i));
}

/* Without a rate it says no amount in the books: that may still be said. */
static bool
lacks(const struct crm_record *r, const char *field)
{
	return strcmp(field, "rate") == 0 &&
	    value_of(r, field)->kind == CRM_NULL;
}

/* Whether its tax is owed from now on. */
static bool
is_booked(const struct crm_saving *w)
{
	struct crm_text status = text_of(w->new, "status");

	return invoice_is_fixed(status) && !crm_text_is(status, "void") &&
	    (w->old == NULL || !invoice_is_fixed(text_of(w->old, "status")));
}

/* What an invoice that comes without lines says of its sums: of two the third. */
static enum crm_status
fill_sums(const struct crm_saving *w, struct crm_err *err)
{
	bool net = value_of(w->new, "net")->kind == CRM_INT;
	bool tax = value_of(w->new, "tax")->kind == CRM_INT;
	bool gross = value_of(w->new, "gross")->kind == CRM_INT;
	int64_t of_net = invoice_int(w->new, "net");
	int64_t of_tax = invoice_int(w->new, "tax");
	int64_t all = invoice_int(w->new, "gross");

	if (w->old != NULL || w->undo)
		return CRM_OK;
	if (net && tax && gross && of_net + of_tax != all)
		return crm_fail_field(
		    err, CRM_INVALID, "gross", "is not net and tax together");
	if (net && tax && !gross)
		invoice_put(w->new, "gross", crm_value_int(of_net + of_tax));
	else if (gross && net && !tax)
		invoice_put(w->new, "tax", crm_value_int(all - of_net));
	else if (gross && tax && !net)
		invoice_put(w->new, "net", crm_value_int(all - of_tax));
	return CRM_OK;
}

/* What comes back may be asked for by another invoice meanwhile. */
enum crm_status
invoice_check_back(
    const struct crm_saving *w, int64_t invoice, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	if (!comes_back(w->old, w->new) || invoice == 0)
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "invoice"), invoice, &a, &r,
	    err);
	/* A part may come back before the whole. */
	if (st == CRM_NOTFOUND)
		st = CRM_OK;
	else if (st == CRM_OK)
		st = invoice_check_limits(w->store, &r, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
invoice_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "official_no", "kind", "customer",
		"order", "contract", "seller", "title", "tax_no", "address",
		"phone", "bank", "bank_account", "currency", "rate", NULL };
	static const char *const days[] = { "issued_on", "requested_on", NULL };
	/* What red letters and the tax authority do to it later: of one that came
	 * as it was a file may say that, too. */
	static const char *const later[] = { "status", "status_reason",
		"confirmation", "confirmation_no", NULL };
	enum crm_status st;
	size_t i;

	if ((st = check_day(w, "issued_on", err)) != CRM_OK ||
	    (st = check_day(w, "requested_on", err)) != CRM_OK ||
	    (st = crm_rate_fill(w, days, err)) != CRM_OK ||
	    (st = check_rate(w->new, err)) != CRM_OK ||
	    (st = fill_sums(w, err)) != CRM_OK)
		return st;
	if (is_booked(w) &&
	    (st = crm_rate_booked(w, "gross", days, err)) != CRM_OK)
		return st;
	if (w->undo)
		return invoice_check_back(w, w->new->id, err);
	if (is_as_it_was(w))
		return CRM_OK;
	if (w->old != NULL && invoice_is_fixed(text_of(w->old, "status")) &&
	    (st = check_booked(w, later, err)) != CRM_OK)
		return st;
	/* A red letter is written by its verb. */
	if (value_of(w->new, "red_of")->kind == CRM_NULL &&
	    (st = step_check_first(&invoice_steps, w, err)) != CRM_OK)
		return st;
	if (w->old == NULL || differs(w->old, w->new, "status") ||
	    !invoice_is_fixed(text_of(w->old, "status")))
		return CRM_OK;
	for (i = 0; fixed[i] != NULL; i++)
		if (differs(w->old, w->new, fixed[i]) &&
		    !lacks(w->old, fixed[i]))
			return invoice_stays(
			    w, w->new->id, text_of(w->old, "status"), err);
	return CRM_OK;
}

enum crm_status
invoice_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status");

	return w->undo ||
		(!invoice_is_fixed(status) && text_of(w->new, "number").n == 0)
	    ? CRM_OK
	    : invoice_stays(w, w->new->id, status, err);
}

/* Of what a file brings, whatever comes first: a verb looks at each line. */
enum crm_status
invoice_check_red(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value red;
	struct crm_record blue;
	enum crm_status st = crm_load(s, e, id, &a, &blue, err);

	if (st == CRM_OK && value_of(&blue, "gross")->kind == CRM_INT) {
		st = crm_get_int(s,
		    "SELECT CAST(sum(CASE WHEN x.l > x.g THEN x.l "
		    "ELSE x.g END) AS BIGINT) FROM (SELECT "
		    "-coalesce(i.\"gross\", 0) AS g, -coalesce((SELECT "
		    "CAST(sum(l.\"gross\") AS BIGINT) FROM invoice_line l "
		    "WHERE l.\"invoice\" = i.\"id\" "
		    "AND l.\"deleted\" IS NULL), 0) AS l FROM invoice i "
		    "WHERE i.\"red_of\" = ? AND i.\"deleted\" IS NULL "
		    "AND i.\"status\" <> 'void') x",
		    &v, 1, &red, err);
		if (st == CRM_OK && red.kind == CRM_INT &&
		    red.i > invoice_int(&blue, "gross"))
			st = crm_fail_record(err, CRM_RULE,
			    "%s are more than the %s of %s: red letters are "
			    "never over their blue one",
			    invoice_money(
				s, &a, text_of(&blue, "currency"), red.i),
			    invoice_money(s, &a, text_of(&blue, "currency"),
				invoice_int(&blue, "gross")),
			    typed_id(&a, e, id));
	}
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* The authority gives a number once.  A file is looked at as a whole: numbers have no
 * index. */
static enum crm_status
official_once(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(s,
	    "SELECT i.\"official_no\", i.\"id\", o.\"id\" FROM invoice i "
	    "JOIN invoice o ON o.\"official_no_f\" = i.\"official_no_f\" "
	    "AND o.\"id\" <> i.\"id\" WHERE i.\"version\" = "
	    "(SELECT max(\"version\") FROM invoice) "
	    "AND i.\"deleted\" IS NULL AND i.\"status\" <> 'void' "
	    "AND o.\"deleted\" IS NULL AND o.\"status\" <> 'void' "
	    "ORDER BY i.\"id\" DESC, o.\"id\" LIMIT 1",
	    &q, err);

	(void)id;
	if (st != CRM_OK || (st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	st = crm_fail_field(err, CRM_RULE, "official_no",
	    "%s of %s is that of %s: a number is given once",
	    text_dup(&a, crm_col_text(q, 0)),
	    typed_id(&a, e, crm_col_int(q, 1)),
	    typed_id(&a, e, crm_col_int(q, 2)));
	crm_reset(q);
	crm_arena_free(&a);
	return st;
}

static bool
says_official(const struct crm_saving *w)
{
	return !w->undo && text_of(w->new, "official_no").n > 0 &&
	    (w->old == NULL || differs(w->old, w->new, "official_no"));
}

enum crm_status
invoice_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	crm_receivables_renamed(w->store);
	if (says_official(w))
		crm_later(w->store, official_once, w->new->entity, 0);
	if (w->import && invoice_int(w->new, "red_of") != 0)
		crm_later(w->store, invoice_check_red, w->new->entity,
		    invoice_int(w->new, "red_of"));
	invoice_stays_same(w);
	st = invoice_lines_follow(w, err);
	if (st == CRM_OK && !w->undo)
		st = invoice_check_back(w, w->new->id, err);
	return st == CRM_OK ? document_number_saved(w, invoice_prefix, err)
			    : st;
}

/* What was issued is known to the tax authority. */
enum crm_status
invoice_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	const char *id = typed_id(u->arena, u->now->entity, u->now->id);
	bool red = value_of(u->now, "red_of")->kind == CRM_INT;
	enum crm_status st = CRM_OK;
	bool given = u->born;

	*way = CRM_UNDO_BACK;
	if (!invoice_is_fixed(text_of(u->now, "status")) ||
	    crm_text_is(text_of(u->now, "status"), "void"))
		return CRM_OK;
	if (!u->born)
		st = crm_log_gave(
		    u->store, u->now, "number", u->batch, &given, err);
	if (st != CRM_OK || !given)
		return st;
	return red
	    ? crm_fail_record(err, CRM_RULE,
		  "%s is a red letter that is issued, and stays; what it took "
		  "back can be invoiced anew",
		  id)
	    : crm_fail_record(err, CRM_RULE,
		  "%s is issued: crm-order invoice red %s takes it back", id,
		  id);
}
