/* Month-end values of what is owed in foreign currencies. */
#include "books.h"

#include <crm/domain/journal.h>

const struct crm_word order_revalue_words[] = {
	{ .name = "rates",
	    .type = CRM_T_TEXT,
	    .arg = "CURRENCY:RATE,…",
	    .help =
		"what one of each is worth on that day; else what crm-admin "
		"rate says" },
	{ .name = NULL },
};

struct valuing {
	struct crm_cmd *c;
	size_t had;
};

static enum crm_status
bad_rate(struct crm_text item, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail_field(err, CRM_INVALID, "rates",
	    "%s is no rate; write USD:7.1234, several with commas",
	    crm_quote(quoted, item));
}

/* "USD:7.1234" */
static enum crm_status
read_rate(struct crm_arena *a, struct crm_text item, struct crm_rate *out,
    struct crm_err *err)
{
	const char *colon = memchr(item.p, ':', item.n);
	struct crm_err why;
	size_t n;

	if (colon == NULL)
		return bad_rate(item, err);
	n = (size_t)(colon - item.p);
	out->currency = crm_text_trim((struct crm_text){ item.p, n });
	if (crm_currency_digits_n(out->currency) < 0 ||
	    crm_number_parse((struct crm_text){ colon + 1, item.n - n - 1 },
		CRM_RATE_DIGITS, 0, &out->rate, &why) != CRM_OK ||
	    out->rate <= 0)
		return bad_rate(item, err);
	out->currency = crm_text_of(
	    crm_strndup(a, out->currency.p, out->currency.n));
	return CRM_OK;
}

static enum crm_status
read_rates(struct crm_cmd *c, struct crm_revaluing *r, struct crm_err *err)
{
	struct crm_text rest = crm_arg_text(c, "rates");
	struct crm_rate *list = NULL;
	enum crm_status st = CRM_OK;
	size_t cap = 0, n;

	while (rest.n > 0 && st == CRM_OK) {
		const char *comma = memchr(rest.p, ',', rest.n);

		n = comma != NULL ? (size_t)(comma - rest.p) : rest.n;
		list = crm_grow(c->whole, list, r->n, &cap, sizeof *list);
		st = read_rate(c->whole,
		    crm_text_trim((struct crm_text){ rest.p, n }),
		    &list[r->n++], err);
		n += comma != NULL;
		rest.p += n;
		rest.n -= n;
	}
	r->rate = list;
	return st;
}

static void
made(void *ctx, int64_t id)
{
	struct valuing *v = ctx;

	crm_cmd_count(v->c, id, CRM_ACT_INSERTED);
}

static void
had(void *ctx, int64_t id)
{
	struct valuing *v = ctx;

	v->had++;
	crm_cmd_count(v->c, id, CRM_ACT_UNCHANGED);
}

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_revaluing r = *(struct crm_revaluing *)c->state;
	struct valuing v = { .c = c };
	enum crm_status st;

	r.made = made;
	r.had = had;
	r.ctx = &v;
	if ((st = crm_revalue(c->store, &r, err)) != CRM_OK)
		return st;
	if (v.had > 0)
		crm_note(c,
		    "%zu receivables have a value of that day already, which "
		    "stays; crm-admin undo of its batch takes it back",
		    v.had);
	return crm_cmd_print_changed(
	    c, crm_dict_find(c->dict, "revaluation"), err);
}

enum crm_status
order_revalue(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_revaluing r = { .day = c->clock.today };
	enum crm_status st;

	if (crm_has(c, CRM_OPT_ON) &&
	    (st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock,
		 &r.day, err)) != CRM_OK)
		return st;
	if ((st = read_rates(c, &r, err)) != CRM_OK)
		return st;
	c->state = &r;
	return crm_cmd_write(c, body, err);
}
