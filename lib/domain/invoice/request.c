/*
 * Requests: what is not invoiced yet goes onto the invoice that the batch has begun for
 * its customer, seller, currency, rate and kind, so that one may cover several orders, and an
 * order may be covered by several.
 */
#include "lines.h"

/* ---- which invoice ---- */

/* One that the batch has begun. */
struct begun {
	int64_t customer, seller, invoice;
	int64_t rate; /* 0: none */
	const char *currency, *kind;
	struct begun *next;
};

static struct begun **
begun_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;

	return crm_batch_memory(s, &owner, sizeof(struct begun *), a);
}

/* What is put onto an invoice: a receivable, an order or a contract, of which it takes
 * over who and in which currency. */
struct request {
	struct crm_store *s;
	const struct crm_invoicing *how;
	struct crm_arena a;
	struct crm_record of;
	struct invoice_part part;
	int64_t invoice;
	int64_t rest; /* of the amount that is asked for; 0: all that is left */
};

static void
put_text(struct request *v, struct crm_record *r, const char *field,
    const struct crm_record *from, const char *name)
{
	struct crm_text t = text_of(from, name);

	if (t.n > 0)
		invoice_put(
		    r, field, crm_value_text(crm_text_of(text_dup(&v->a, t))));
}

/* The title block is the customer's as it is now, and stays. */
static enum crm_status
put_title(struct request *v, struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "customer");
	struct crm_record c;
	enum crm_status st = crm_load(
	    v->s, e, invoice_int(&v->of, "customer"), &v->a, &c, err);

	if (st != CRM_OK)
		return st;
	put_text(v, r, "title", &c,
	    text_of(&c, "invoice_title").n > 0 ? "invoice_title" : "name");
	put_text(v, r, "tax_no", &c, "tax_no");
	put_text(v, r, "address", &c, "invoice_address");
	put_text(v, r, "phone", &c, "invoice_phone");
	put_text(v, r, "bank", &c, "bank");
	put_text(v, r, "bank_account", &c, "bank_account");
	return CRM_OK;
}

static void
put_ref(struct crm_record *r, const char *field, int64_t id)
{
	if (id != 0)
		invoice_put(r, field, crm_value_int(id));
}

/* It would be asked for when the invoice is issued. */
static enum crm_status
check_rate_known(
    struct request *v, const struct crm_record *invoice, struct crm_err *err)
{
	struct crm_text is = text_of(invoice, "currency");
	const char *currency = text_dup(&v->a, is);

	if (is.n == 0 || crm_text_is(is, crm_store_currency(v->s)) ||
	    value_of(invoice, "rate")->kind == CRM_INT)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "rate",
	    "is needed of %s, which is in %s: that of the day, crm-admin rate "
	    "add currency=%s rate=N",
	    typed_id(&v->a, v->of.entity, v->of.id), currency, currency);
}

static enum crm_status
make(struct request *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &v->a);
	put_ref(&r, "customer", invoice_int(&v->of, "customer"));
	put_ref(&r, "seller", invoice_int(&v->of, "seller"));
	put_ref(&r, "order", v->part.order);
	put_ref(&r, "contract", v->part.contract);
	invoice_put(&r, "currency", *value_of(&v->of, "currency"));
	invoice_put(&r, "rate", *value_of(&v->of, "rate"));
	if (v->how->kind.n > 0)
		invoice_put(&r, "kind", crm_value_text(v->how->kind));
	if ((st = put_title(v, &r, err)) != CRM_OK ||
	    (st = crm_insert(v->s, &r, err)) != CRM_OK)
		return st;
	v->invoice = r.id;
	return check_rate_known(v, &r, err);
}

static bool
is_for(const struct request *v, const struct begun *b)
{
	return b->customer == invoice_int(&v->of, "customer") &&
	    b->seller == invoice_int(&v->of, "seller") &&
	    b->rate == invoice_int(&v->of, "rate") &&
	    crm_text_is(text_of(&v->of, "currency"), b->currency) &&
	    crm_text_is(v->how->kind, b->kind);
}

static enum crm_status
is_there(struct request *v, int64_t invoice, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(invoice);
	struct crm_value n;
	enum crm_status st = crm_get_int(v->s,
	    "SELECT \"id\" FROM invoice WHERE \"id\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

/* What is of several orders or contracts is of none. */
static enum crm_status
join(struct request *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice");
	enum crm_action done;
	struct crm_record now, p;
	enum crm_status st = crm_load(v->s, e, v->invoice, &v->a, &now, err);

	if (st != CRM_OK)
		return st;
	crm_record_init(&p, e, &v->a);
	p.id = v->invoice;
	if (invoice_int(&now, "order") != v->part.order)
		invoice_put(&p, "order", CRM_VALUE_NULL);
	if (invoice_int(&now, "contract") != v->part.contract)
		invoice_put(&p, "contract", CRM_VALUE_NULL);
	return crm_update(v->s, &p, &done, err);
}

static enum crm_status
find_invoice(struct request *v, struct crm_err *err)
{
	struct crm_arena *a;
	struct begun **list = begun_of(v->s, &a), *b;
	enum crm_status st = CRM_OK;
	bool there;

	/* The parts of one document stand together. */
	if (v->invoice != 0)
		return join(v, err);
	for (b = *list; b != NULL && !v->how->each; b = b->next) {
		if (!is_for(v, b))
			continue;
		if ((st = is_there(v, b->invoice, &there, err)) != CRM_OK)
			return st;
		if (there) {
			v->invoice = b->invoice;
			return join(v, err);
		}
	}
	if ((st = make(v, err)) != CRM_OK)
		return st;
	b = crm_alloc_n(a, 1, sizeof *b);
	*b = (struct begun){ .customer = invoice_int(&v->of, "customer"),
		.seller = invoice_int(&v->of, "seller"),
		.invoice = v->invoice,
		.rate = invoice_int(&v->of, "rate"),
		.currency = text_dup(a, text_of(&v->of, "currency")),
		.kind = text_dup(a, v->how->kind),
		.next = *list };
	*list = b;
	return CRM_OK;
}

/* ---- one part ---- */

/* What a draft of the next revision comes to nobody has agreed to yet, and it may be given
 * up: nothing of it is asked for until then. */
static enum crm_status
check_order(struct request *v, struct crm_err *err)
{
	struct crm_record order;
	enum crm_status st;

	if (v->part.order == 0)
		return CRM_OK;
	st = crm_load(v->s, crm_dict_find(crm_store_dict(v->s), "order"),
	    v->part.order, &v->a, &order, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	return value_of(&order, "confirmed_at")->kind == CRM_INT
	    ? invoice_check_agreed(&order, false, err)
	    : CRM_OK;
}

static enum crm_status
put_part(struct request *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice");
	struct crm_record now;
	enum crm_status st;

	if (value_of(&v->of, "customer")->kind != CRM_INT)
		return crm_fail_field(err, CRM_RULE, "customer",
		    "of %s is needed: to whom is the invoice made out?",
		    typed_id(&v->a, v->of.entity, v->of.id));
	if ((st = check_order(v, err)) != CRM_OK ||
	    (st = find_invoice(v, err)) != CRM_OK ||
	    (st = invoice_add_lines(v->s, v->invoice, &v->part, err)) !=
		CRM_OK ||
	    (st = crm_load(v->s, e, v->invoice, &v->a, &now, err)) != CRM_OK)
		return st;
	return invoice_check_limits(v->s, &now, err);
}

static enum crm_status
nothing(struct request *v, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "nothing of %s is left to invoice; crm-order invoice red takes "
	    "back what is",
	    typed_id(&v->a, v->of.entity, v->of.id));
}

static enum crm_status
begin(struct request *v, const char *kind, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(v->s), kind);
	enum crm_status st = crm_lock(v->s, e, id, err);

	return st == CRM_OK ? crm_load(v->s, e, id, &v->a, &v->of, err) : st;
}

/* ---- a receivable ---- */

static enum crm_status
add_receivable(struct request *v, bool must, bool any, struct crm_err *err)
{
	const struct crm_value *net = value_of(&v->of, "net");
	int64_t left;
	enum crm_status st;

	if (value_of(&v->of, "void_on")->kind == CRM_INT)
		return !must ? CRM_OK
			     : crm_fail_record(err, CRM_RULE, "%s is void",
				   typed_id(&v->a, v->of.entity, v->of.id));
	v->part = (struct invoice_part){ .receivable = v->of.id,
		.order = invoice_int(&v->of, "order"),
		.contract = invoice_int(&v->of, "contract"),
		.of = invoice_int(&v->of, "amount"),
		.net = net->kind == CRM_INT ? net->i
					    : invoice_int(&v->of, "amount"),
		.any = any };
	if ((st = invoice_left_to_ask(v->s, &v->of, &v->part, &left, err)) !=
	    CRM_OK)
		return st;
	if (left <= 0)
		return must ? nothing(v, err) : CRM_OK;
	v->part.amount = v->rest != 0 && v->rest < left ? v->rest : left;
	return put_part(v, err);
}

enum crm_status
crm_invoice_receivable(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err)
{
	struct request v = { .s = s, .how = how, .a = CRM_ARENA_INIT };
	enum crm_status st = begin(&v, "receivable", id, err);

	if (st == CRM_OK)
		st = add_receivable(&v, false, false, err);
	if (st == CRM_OK && v.invoice == 0)
		st = add_receivable(&v, true, true, err);
	*invoice = v.invoice;
	crm_arena_free(&v.a);
	return st;
}

static enum crm_status
add_each(struct request *v, const int64_t *one, size_t n, bool any,
    struct crm_err *err)
{
	bool some = v->rest != 0;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && st == CRM_OK && (!some || v->rest > 0); i++) {
		v->part.amount = 0;
		if ((st = begin(v, "receivable", one[i], err)) == CRM_OK)
			st = add_receivable(v, false, any, err);
		v->rest -= some ? v->part.amount : 0;
		if (some && v->rest == 0)
			break;
	}
	return st;
}

/* Each receivable of a document that has something left, as far as is asked for: of its own
 * lines, and what they were invoiced by others of what these have left. */
static enum crm_status
add_all(struct request *v, const char *sql, int64_t id, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(id);
	const struct crm_record self = v->of;
	bool some = v->rest != 0;
	enum crm_status st;
	int64_t *one;
	size_t n;

	st = crm_ids(v->s, sql, &of, 1, &v->a, &one, &n, err);
	if (st == CRM_OK)
		st = add_each(v, one, n, false, err);
	if (st == CRM_OK && (!some || v->rest > 0))
		st = add_each(v, one, n, true, err);
	v->of = self;
	return st;
}

/* ---- deliveries, orders, contracts ---- */

enum crm_status
crm_invoice_delivery(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err)
{
	struct request v = { .s = s, .how = how, .a = CRM_ARENA_INIT };
	enum crm_status st = begin(&v, "delivery", id, err);

	if (st == CRM_OK)
		st = add_all(&v,
		    "SELECT \"id\" FROM receivable WHERE \"delivery\" = ? "
		    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL "
		    "ORDER BY \"id\"",
		    id, err);
	if (st == CRM_OK && v.invoice == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "nothing of %s is left to invoice: its receivables are, or "
		    "its order is not charged on delivery; crm-order order "
		    "invoice takes an order",
		    typed_id(&v.a, v.of.entity, id));
	*invoice = v.invoice;
	crm_arena_free(&v.a);
	return st;
}

#define RECEIVABLES_OF(field) \
	"SELECT \"id\" FROM receivable WHERE \"" field "\" = ? " \
	"AND \"void_on\" IS NULL AND \"deleted\" IS NULL " \
	"ORDER BY coalesce(\"due_on\", 2932896), \"id\""

static enum crm_status
left_of_whole(struct crm_store *s, int64_t id, bool *known, int64_t *left,
    struct crm_err *err)
{
	return invoice_left_of_order(s, id, 0, known, left, err);
}

/* The documents that charge by receivables of their own. */
static const struct charging {
	const char *kind, *receivables;
	enum crm_status (*left)(struct crm_store *s, int64_t id, bool *known,
	    int64_t *left, struct crm_err *err);
} order_charges = { "order", RECEIVABLES_OF("order"), left_of_whole },
  contract_charges = { "contract", RECEIVABLES_OF("contract"),
	  invoice_owed_of_contract };

static enum crm_status
too_much(struct request *v, int64_t left, struct crm_err *err)
{
	struct crm_text currency = text_of(&v->of, "currency");

	return crm_fail_field(err, CRM_RULE, "amount",
	    "of %s is more than the %s that are left to invoice of %s",
	    invoice_money(v->s, &v->a, currency, v->rest),
	    invoice_money(v->s, &v->a, currency, left),
	    typed_id(&v->a, v->of.entity, v->of.id));
}

/* How much is asked for, which is left. */
static enum crm_status
read_amount(struct request *v, const struct charging *by, struct crm_err *err)
{
	int64_t left;
	bool known;
	enum crm_status st;

	if (v->how->amount == 0)
		return CRM_OK;
	st = invoice_minor(v->s, "amount", text_of(&v->of, "currency"),
	    v->how->amount, &v->rest, err);
	if (st == CRM_OK)
		st = by->left(v->s, v->of.id, &known, &left, err);
	if (st == CRM_OK && known && left <= 0)
		return nothing(v, err);
	return st == CRM_OK && known && v->rest > left ? too_much(v, left, err)
						       : st;
}

static enum crm_status
check_charged(struct request *v, bool order, struct crm_err *err)
{
	enum crm_status st = invoice_check_agreed(&v->of, false, err);

	if (st != CRM_OK || order ||
	    !crm_text_is(text_of(&v->of, "kind"), "framework"))
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s is a framework contract: its orders are charged and invoiced, "
	    "crm-order invoice takes one",
	    typed_id(&v->a, v->of.entity, v->of.id));
}

/* An amount of a document itself: what nothing is charged for yet. */
static enum crm_status
add_amount(struct request *v, const struct charging *by, struct crm_err *err)
{
	const struct crm_value *gross = value_of(&v->of, "gross");
	const struct crm_value *net = value_of(&v->of, "net");
	int64_t left = 0, id = v->of.id;
	bool known, order = by == &order_charges;
	enum crm_status st = check_charged(v, order, err);

	if (st == CRM_OK)
		st = by->left(v->s, id, &known, &left, err);
	if (st != CRM_OK)
		return st;
	v->part = (struct invoice_part){ .order = order ? id : 0,
		.contract = order ? invoice_int(&v->of, "contract") : id,
		.of = gross->kind == CRM_INT ? gross->i
					     : invoice_int(&v->of, "amount"),
		.amount = v->rest != 0 ? v->rest : left };
	v->part.net = net->kind == CRM_INT ? net->i : v->part.of;
	return v->part.amount <= 0 ? nothing(v, err) : put_part(v, err);
}

/* What is charged, the oldest due first, and beyond that the document itself. */
static enum crm_status
request(struct crm_store *s, const struct charging *by, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err)
{
	struct request v = { .s = s, .how = how, .a = CRM_ARENA_INIT };
	enum crm_status st = begin(&v, by->kind, id, err);

	if (st == CRM_OK)
		st = read_amount(&v, by, err);
	if (st == CRM_OK)
		st = add_all(&v, by->receivables, id, err);
	if (st == CRM_OK && (v.invoice == 0 || v.rest > 0))
		st = add_amount(&v, by, err);
	*invoice = v.invoice;
	crm_arena_free(&v.a);
	return st;
}

enum crm_status
crm_invoice_order(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err)
{
	return request(s, &order_charges, id, how, invoice, err);
}

enum crm_status
crm_invoice_contract(struct crm_store *s, int64_t id,
    const struct crm_invoicing *how, int64_t *invoice, struct crm_err *err)
{
	return request(s, &contract_charges, id, how, invoice, err);
}
