/* A draft becomes a document: it gets its number, and who must agree is asked. */
#include "submit.h"

#include "totals.h"

#include <crm/domain/approval.h>
#include <crm/domain/numbering.h>

enum crm_status
document_number(struct stepping *v, const char *prefix, const char *day_field,
    struct crm_err *err)
{
	const struct crm_value *seller = value_of(&v->now, "seller");
	const struct crm_value *day = value_of(&v->now, day_field);
	struct crm_numbering n = { .prefix = prefix,
		.seller = seller->kind == CRM_INT ? seller->i : 0,
		.day = day->i };
	struct crm_text number;
	enum crm_status st;

	if (day->kind != CRM_INT) {
		n.day = crm_store_clock(v->s)->today;
		step_set(v, day_field, crm_value_int(n.day));
	}
	if (text_of(&v->now, "number").n > 0)
		return CRM_OK;
	st = crm_number_next(v->s, &n, &v->a, &number, err);
	if (st == CRM_OK)
		step_set(v, "number", crm_value_text(number));
	return st;
}

enum crm_status
document_for(struct stepping *v, struct crm_err *err)
{
	return value_of(&v->now, "customer")->kind == CRM_INT
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is with nobody: %s set %s customer=…", v->id,
		  crm_entity_command(v->e, &v->a), v->id);
}

static const struct crm_entity *
lines_of(const struct stepping *v, const struct crm_lines *k)
{
	return crm_dict_find(crm_store_dict(v->s), k->kind);
}

/* What a column of its lines comes to, of those of which `is` holds. */
static enum crm_status
ask_lines(struct stepping *v, const struct crm_lines *k, const char *what,
    const char *is, struct crm_value *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->now.id);

	return crm_get_int(v->s,
	    crm_sprintf(&v->a,
		"SELECT %s FROM \"%s\" WHERE \"%s\" = ? "
		"AND \"deleted\" IS NULL%s",
		what, lines_of(v, k)->def->table, k->of, is),
	    &id, 1, out, err);
}

/* In another currency a rate converts the price that there is. */
static enum crm_status
refuse_bare(struct stepping *v, const char *line, struct crm_err *err)
{
	struct crm_text currency = text_of(&v->now, "currency");

	if (currency.n == 0 ||
	    crm_text_is(currency, crm_store_currency(v->s)) ||
	    value_of(&v->now, "rate")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s has no price: set its unit_price or its amount", line);
	return crm_fail_record(err, CRM_RULE,
	    "%s has no price in %.*s: set its unit_price or its amount, or "
	    "the rate by which that of the product is converted: %s set %s "
	    "rate=RATE",
	    line, (int)currency.n, currency.p, crm_entity_command(v->e, &v->a),
	    v->id);
}

/* A file of what was sold once has what came back among it; nobody agrees to deliver
 * less than nothing. */
static enum crm_status
check_quantities(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err)
{
	struct crm_value less;
	enum crm_status st = ask_lines(
	    v, k, "min(\"id\")", " AND \"quantity\" < 0", &less, err);

	return st != CRM_OK || less.kind != CRM_INT
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s has a quantity below zero: what came back is a return, "
		  "and what is taken off a line with an amount alone",
		  typed_id(&v->a, lines_of(v, k), less.i));
}

enum crm_status
document_priced(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err)
{
	struct crm_value bare;
	enum crm_status st = check_quantities(v, k, err);

	if (st != CRM_OK)
		return st;
	st = ask_lines(v, k, "min(\"id\")",
	    " AND \"amount\" IS NULL AND (\"unit_price\" IS NULL OR "
	    "\"quantity\" IS NOT NULL)",
	    &bare, err);

	return st != CRM_OK || bare.kind != CRM_INT
	    ? st
	    : refuse_bare(v, typed_id(&v->a, lines_of(v, k), bare.i), err);
}

/* Lines may take off the rest, and no more than that comes to. */
static enum crm_status
check_worth(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *amount = value_of(&v->now, "amount");

	return amount->kind != CRM_INT || amount->i >= 0
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s comes to less than nothing: what takes off is at most "
		  "what the rest comes to",
		  v->id);
}

enum crm_status
document_offers(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st = document_priced(v, k, err);

	if (st == CRM_OK)
		st = check_worth(v, err);
	if (st == CRM_OK)
		st = ask_lines(v, k, "count(*)", "", &n, err);
	return st != CRM_OK || n.i > 0 ||
		value_of(&v->now, "amount")->kind != CRM_NULL
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s offers nothing: %s add %s=%s …", v->id,
		  crm_entity_command(lines_of(v, k), &v->a), k->of, v->id);
}

enum crm_status
document_judge(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	enum crm_status st;
	bool agreed;

	*why = CRM_TEXT("");
	st = is_as_agreed(s, k, document, a, &agreed, err);
	return st != CRM_OK || agreed
	    ? st
	    : discount_authority(s, k, document, a, why, err);
}

enum crm_status
document_ask(struct stepping *v, const struct crm_lines *k, struct crm_err *err)
{
	struct crm_text why = CRM_TEXT("");
	bool asked;
	int64_t id = v->now.id;
	enum crm_status st;

	/* Whatever its amount came to be: what is asked about is its lines. */
	if ((st = crm_lines_add_up(v->s, k, id, err)) == CRM_OK &&
	    (st = crm_load(v->s, v->e, id, &v->a, &v->now, err)) == CRM_OK)
		st = document_judge(v->s, k, &v->now, &v->a, &why, err);
	if (st == CRM_OK)
		st = crm_consent_submit(v->s, v->e, id, why, &asked, err);
	*v->done = CRM_ACT_UPDATED;
	return st;
}

enum crm_status
document_waits(struct stepping *v, struct crm_err *err)
{
	return crm_consent_waits(v->s, &v->now, err);
}
