/* Lines of bank statements as records, and what is booked of them. */
#include "match.h"

#include <crm/domain/period.h>
#include <crm/domain/rate.h>
#include <crm/domain/receivable.h>

#include <string.h>

/* ---- the record ---- */

/* A line that is no payment, a fee or interest, is booked on its own day. */
bool
bank_line_posts(const struct crm_record *r)
{
	return crm_text_is(text_of(r, "status"), "matched") &&
	    value_of(r, "payment")->kind != CRM_INT;
}

/* What was booked of a line, or was not to be, was of it as it stood. */
enum crm_status
bank_line_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "account", "line_ref", "booked_on",
		"amount", "currency", "rate", NULL };
	static const struct reached_by reached[] = {
		{ "matched", "crm-order bank-line match" }, { NULL, NULL }
	};
	static const char *const days[] = { "booked_on", NULL };
	const char *const *name;
	struct crm_text status;
	enum crm_status st;

	if (comes_back(w->old, w->new) || w->undo)
		return CRM_OK;
	if (text_of(w->new, "account").n == 0)
		crm_record_set(w->new, field_of(w->new->entity, "account"),
		    crm_value_text(crm_text_of(
			w->new->entity
			    ->field[field_of(w->new->entity, "account")]
			    ->def)));
	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (bank_int(w->new, "amount") == 0)
		return crm_fail_field(err, CRM_INVALID, "amount",
		    "is above zero of what came in, below of what went out");
	if ((st = crm_rate_fill(w, days, err)) != CRM_OK ||
	    (st = check_rate(w->new, err)) != CRM_OK)
		return st;
	if (bank_line_posts(w->new) &&
	    (w->old == NULL || !bank_line_posts(w->old)) &&
	    (st = crm_rate_booked(w, "amount", days, err)) != CRM_OK)
		return st;
	status = text_of(w->old != NULL ? w->old : w->new, "status");
	if (w->old == NULL || crm_text_is(status, "open"))
		return CRM_OK;
	if (crm_text_is(status, "matched") &&
	    (st = check_booked(w, NULL, err)) != CRM_OK)
		return st;
	for (name = fixed; *name != NULL; name++)
		/* Without a rate it says no amount in the books: that may still
		 * be said. */
		if (differs(w->old, w->new, *name) &&
		    (strcmp(*name, "rate") != 0 ||
			value_of(w->old, "rate")->kind != CRM_NULL))
			return crm_fail_field(err, CRM_RULE, *name,
			    "stays: the line is %.*s",
			    (int)word_of(w->old, "status").n,
			    word_of(w->old, "status").p);
	return CRM_OK;
}

/* What was booked of it would lose where it came from. */
enum crm_status
bank_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);

	if (is_as_it_was(w) ||
	    !crm_text_is(text_of(w->new, "status"), "matched"))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is matched and stays, as what was booked of it does; crm-admin "
	    "undo of its match takes both back",
	    id);
}

/* ---- booking ---- */

static enum crm_status
load_open(struct crm_store *s, int64_t line, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "bank-line");
	struct crm_text status;
	enum crm_status st;

	if ((st = crm_lock(s, e, line, err)) != CRM_OK ||
	    (st = crm_load(s, e, line, a, out, err)) != CRM_OK)
		return st;
	status = text_of(out, "status");
	return crm_text_is(status, "open")
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is %.*s; what is open is matched or ignored",
		  typed_id(a, e, line), (int)word_of(out, "status").n,
		  word_of(out, "status").p);
}

/* What is booked by the line itself, and is of a day that is closed, is booked on the
 * first that is open; its notes say of which day it is. */
static void
put_open_day(struct crm_store *s, const struct crm_record *line,
    struct crm_record *patch, struct crm_arena *a)
{
	int64_t own = bank_int(line, "booked_on");
	int64_t day = crm_period_open(s, "bank", own);
	struct crm_text notes = text_of(line, "notes");

	if (day == own)
		return;
	bank_put(patch, "booked_on", crm_value_int(day));
	bank_put(patch, "notes",
	    crm_value_text(crm_text_of(crm_sprintf(a,
		crm_tr("%.*s%sof %s by the bank, whose period is closed"),
		(int)notes.n, notes.n > 0 ? notes.p : "",
		notes.n > 0 ? "\n" : "", date_dup(a, own)))));
}

static enum crm_status
put_status(struct crm_store *s, const struct crm_record *line,
    const char *status, const char *class, int64_t payment, struct crm_arena *a,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_record patch;

	crm_record_init(&patch, line->entity, a);
	patch.id = line->id;
	bank_put(&patch, "status", crm_value_text(crm_text_of(status)));
	bank_put(&patch, "class", crm_value_text(crm_text_of(class)));
	if (payment != 0)
		bank_put(&patch, "payment", crm_value_int(payment));
	else if (strcmp(status, "matched") == 0)
		put_open_day(s, line, &patch, a);
	return crm_update(s, &patch, done, err);
}

static struct open *
open_of(struct crm_banking *b, int64_t receivable)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->open[i].id == receivable)
			return &b->open[i];
	return NULL;
}

/* Another customer that the bank names as who paid; nobody where that is no name of the
 * book, or of several. */
static enum crm_status
put_payer(struct crm_banking *b, const struct crm_record *line,
    struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "customer");
	const struct crm_text payer = text_of(line, "payer");
	const struct crm_reference by = { .text = payer,
		.how = CRM_REFER_NO_ID };
	struct crm_err no;
	int64_t id = 0;
	enum crm_status st;

	if (payer.n == 0)
		return CRM_OK;
	st = crm_refer(b->s, e, &by, &id, &no);
	if (st != CRM_OK) {
		*err = no;
		return st == CRM_NOTFOUND || st == CRM_RULE || st == CRM_USAGE
		    ? CRM_OK
		    : st;
	}
	if (id == bank_int(r, "customer"))
		return CRM_OK;
	bank_put(r, "payer", crm_value_int(id));
	bank_put(r, "payer_reason",
	    crm_value_text(
		crm_text_of(crm_sprintf(b->a, crm_tr("as the bank says: %s"),
		    typed_id(b->a, line->entity, line->id)))));
	return CRM_OK;
}

/* The payment that a line is, on its day, or the first that is open. */
static enum crm_status
pay(struct crm_banking *b, const struct crm_record *line,
    const struct crm_bank_candidate *c, int64_t *payment, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(b->s);
	const struct open *first = open_of(b, c->receivable[0]);
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, crm_dict_find(d, "payment"), b->a);
	bank_put(&r, "kind", crm_value_text(CRM_TEXT("receipt")));
	bank_put(&r, "customer", crm_value_int(c->customer));
	bank_put(&r, "received_on",
	    crm_value_int(crm_period_open_seller(b->s, "receivable",
		first != NULL ? first->seller : 0,
		bank_int(line, "booked_on"))));
	bank_put(&r, "amount", *value_of(line, "amount"));
	bank_put(&r, "currency", *value_of(line, "currency"));
	bank_put(&r, "rate", *value_of(line, "rate"));
	bank_put(&r, "payer_account", *value_of(line, "payer_account"));
	bank_put(&r, "reference", *value_of(line, "text"));
	bank_put(&r, "document", *value_of(line, "line_ref"));
	if (first != NULL && first->seller != 0)
		bank_put(&r, "seller", crm_value_int(first->seller));
	if ((st = put_payer(b, line, &r, err)) == CRM_OK)
		st = crm_insert(b->s, &r, err);
	*payment = r.id;
	return st;
}

static enum crm_status
allocate(struct crm_banking *b, const struct crm_bank_candidate *c,
    int64_t payment, struct crm_err *err)
{
	struct crm_allocate_to *to = crm_alloc_n(b->a, c->n, sizeof *to);
	struct crm_allocating how = { .by = CRM_ALLOCATE_EXPLICIT,
		.to = to,
		.n_to = c->n,
		.rate = c->rate,
		.day = CRM_DATE_MIN };
	struct open *o;
	size_t i;

	for (i = 0; i < c->n; i++) {
		to[i] = (struct crm_allocate_to){ c->receivable[i], 0 };
		/* No other line finds it open. */
		if ((o = open_of(b, c->receivable[i])) != NULL)
			o->open = 0;
	}
	return crm_allocate(b->s, payment, &how, err);
}

/* Nothing is booked of a day that is to come. */
static enum crm_status
check_come(struct crm_store *s, const struct crm_record *line,
    struct crm_arena *a, struct crm_err *err)
{
	int64_t day = bank_int(line, "booked_on");

	return day <= crm_store_clock(s)->today
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is of %s, and is booked on that day at the earliest",
		  typed_id(a, line->entity, line->id), date_dup(a, day));
}

enum crm_status
crm_bank_post(struct crm_banking *b, int64_t line, const char *class,
    const struct crm_bank_candidate *c, struct crm_err *err)
{
	struct crm_record r;
	enum crm_action done;
	int64_t payment = c != NULL ? c->refund : 0;
	enum crm_status st = load_open(b->s, line, b->a, &r, err);

	if (st == CRM_OK)
		st = check_come(b->s, &r, b->a, err);
	if (st == CRM_OK && c != NULL && c->n > 0 &&
	    (st = pay(b, &r, c, &payment, err)) == CRM_OK)
		st = allocate(b, c, payment, err);
	return st == CRM_OK
	    ? put_status(b->s, &r, "matched", class, payment, b->a, &done, err)
	    : st;
}

/* ---- what is named for a line ---- */

static struct crm_text
currency_of(struct crm_store *s, const struct crm_record *r)
{
	struct crm_text own = text_of(r, "currency");

	return own.n > 0 ? own : crm_text_of(crm_store_currency(s));
}

static enum crm_status
check_refund(struct crm_banking *b, const struct crm_record *line,
    const struct crm_record *r, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(r->id);
	const char *id = typed_id(b->a, r->entity, r->id);
	const char *own = typed_id(b->a, line->entity, line->id);
	struct crm_value other;
	enum crm_status st;

	if (!crm_text_is(text_of(r, "kind"), "refund") ||
	    value_of(r, "void_on")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s is no refund that stands; money that goes out is one: "
		    "crm-order payment refund",
		    id);
	if (bank_int(r, "amount") != -bank_int(line, "amount") ||
	    !crm_text_eq(currency_of(b->s, r), currency_of(b->s, line)))
		return crm_fail_record(err, CRM_RULE,
		    "%s is of another amount than what went out with %s", id,
		    own);
	st = crm_get_int(b->s,
	    "SELECT min(\"id\") FROM bank_line WHERE \"payment\" = ? "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &other, err);
	return st != CRM_OK || other.kind != CRM_INT || other.i == line->id
	    ? st
	    : crm_fail_record(err, CRM_RULE, "%s is matched by %s already", id,
		  typed_id(b->a, line->entity, other.i));
}

static enum crm_status
refund_named(struct crm_banking *b, const struct crm_record *line,
    struct crm_text name, struct crm_bank_candidate *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "payment");
	struct crm_record r;
	enum crm_status st = crm_resolve(
	    b->s, e, name, false, &out->refund, err);

	if (st == CRM_OK)
		st = crm_load(b->s, e, out->refund, b->a, &r, err);
	return st == CRM_OK ? check_refund(b, line, &r, err) : st;
}

static enum crm_status
receivables_named(struct crm_banking *b, struct crm_text list,
    struct crm_bank_candidate *out, struct crm_err *err)
{
	struct crm_allocate_to *to;
	const struct open *o;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	if ((st = crm_allocate_read(b->s, list, b->a, &to, &n, err)) != CRM_OK)
		return st;
	ids = crm_alloc_n(b->a, n + 1, sizeof *ids);
	for (i = 0; i < n; i++) {
		ids[i] = to[i].receivable;
		if ((o = open_of(b, ids[i])) == NULL)
			return crm_fail_record(err, CRM_RULE,
			    "%s is not open, and nothing is paid for it",
			    typed_id(b->a,
				crm_dict_find(
				    crm_store_dict(b->s), "receivable"),
				ids[i]));
		if (i == 0)
			out->customer = o->customer;
	}
	out->receivable = ids;
	out->n = n;
	return CRM_OK;
}

enum crm_status
crm_bank_named(struct crm_banking *b, int64_t line, struct crm_text list,
    struct crm_bank_candidate *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "bank-line");
	struct crm_record r;
	enum crm_status st = crm_load(b->s, e, line, b->a, &r, err);

	*out = (struct crm_bank_candidate){ .number = true };
	if (st != CRM_OK)
		return st;
	return bank_int(&r, "amount") < 0
	    ? refund_named(b, &r, list, out, err)
	    : receivables_named(b, list, out, err);
}

enum crm_status
crm_bank_ignore(struct crm_store *s, int64_t line, enum crm_action *done,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = load_open(s, line, &a, &r, err);

	if (st == CRM_OK)
		st = put_status(s, &r, "ignored", "other", 0, &a, done, err);
	crm_arena_free(&a);
	return st;
}

/* ---- what was booked of it is void ---- */

static enum crm_status
reopen(void *ctx, int64_t line, struct crm_err *err)
{
	const struct crm_saving *w = ctx;
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch,
	    crm_dict_find(crm_store_dict(w->store), "bank-line"), w->arena);
	patch.id = line;
	bank_put(&patch, "status", crm_value_text(CRM_TEXT("open")));
	crm_record_set(&patch, field_of(patch.entity, "class"), CRM_VALUE_NULL);
	crm_record_set(
	    &patch, field_of(patch.entity, "payment"), CRM_VALUE_NULL);
	return crm_update(w->store, &patch, &done, err);
}

/* The money did come: its line waits for another match. */
enum crm_status
bank_payment_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_saving seen = *w;

	if (w->old == NULL || w->undo ||
	    value_of(w->old, "void_on")->kind != CRM_NULL ||
	    value_of(w->new, "void_on")->kind == CRM_NULL)
		return CRM_OK;
	return each_id(w->store,
	    "SELECT \"id\" FROM bank_line WHERE \"payment\" = ? "
	    "AND \"status\" = 'matched' AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &id, 1, reopen, &seen, err);
}
