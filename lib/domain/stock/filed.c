/*
 * What a file says of moves of another book.  That is history, and taken as given, but for
 * what no ledger can have: worth that goes the other way than its goods, one end of a
 * transfer, what takes back nothing, or another sum than it was, and worth of nothing.
 */
#include "stock.h"

#include <crm/base/number.h>

static bool
is_kind(const struct crm_record *move, const char *kind)
{
	return crm_text_is(text_of(move, "kind"), kind);
}

/* Goods that come bring worth along, goods that leave take it. */
static enum crm_status
check_worth_of(const struct crm_record *move, struct crm_err *err)
{
	const struct crm_value *value = value_of(move, "value");
	int64_t quantity = value_of(move, "quantity")->i;
	struct crm_text word = word_of(move, "kind");

	if (value->kind != CRM_INT || quantity == 0 || value->i == 0 ||
	    (quantity > 0) == (value->i > 0))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "value",
	    quantity > 0 ? N_("of a move of the kind %.*s that brings goods is "
			      "at least zero")
			 : N_("of a move of the kind %.*s that takes goods is "
			      "at most zero"),
	    (int)word.n, word.p);
}

/* The move that this one takes back, or whose goods arrive by it, says as many of the
 * same, the other way round. */
static enum crm_status
check_half(const struct crm_saving *w, const char *kind,
    struct crm_record *other, struct crm_err *err)
{
	const struct crm_record *move = w->new;
	const struct crm_value *of = value_of(move, "of");
	struct crm_text word = word_of(move, "kind");
	enum crm_status st;

	if (of->kind != CRM_INT)
		return crm_fail_field(err, CRM_INVALID, "of",
		    "is required: a move of the kind %.*s names the one that it "
		    "%s",
		    (int)word.n, word.p,
		    kind == NULL ? crm_tr("takes back")
				 : crm_tr("arrives from"));
	st = crm_load(w->store, move->entity, of->i, w->arena, other, err);
	return st != CRM_OK ||
		((kind == NULL || is_kind(other, kind)) &&
		    value_of(other, "product")->i ==
			value_of(move, "product")->i &&
		    value_of(other, "quantity")->i ==
			-value_of(move, "quantity")->i)
	    ? st
	    : crm_fail_field(err, CRM_RULE, "of",
		  "%s is not such a move: of the same goods, of as many, the "
		  "other way round",
		  typed_id(w->arena, move->entity, of->i));
}

/* What arrives is worth what left, and what is taken back what it was. */
static enum crm_status
check_other(const struct crm_saving *w, const char *kind, struct crm_err *err)
{
	const struct crm_value *value = value_of(w->new, "value");
	struct crm_record other;
	enum crm_status st = check_half(w, kind, &other, err);
	const char *id;

	if (st != CRM_OK)
		return st;
	id = typed_id(w->arena, other.entity, other.id);
	if (value->kind == CRM_INT && value->i != -value_of(&other, "value")->i)
		return crm_fail_field(err, CRM_RULE, "value",
		    kind == NULL
			? N_("is not what %s was worth; leave it blank")
			: N_("is not what %s took along; leave it blank"),
		    id);
	set_int(w->new, "value", -value_of(&other, "value")->i);
	return CRM_OK;
}

enum crm_status
move_filed(const struct crm_saving *w, bool *filed, struct crm_err *err)
{
	enum crm_status st;

	*filed = w->import && !move_follows(w->store);
	if (!*filed)
		return CRM_OK;
	if ((st = check_worth_of(w->new, err)) != CRM_OK)
		return st;
	if (is_kind(w->new, "reversal"))
		return check_other(w, NULL, err);
	if (is_kind(w->new, "transfer") && value_of(w->new, "quantity")->i > 0)
		return check_other(w, "transfer", err);
	return difference_said(w, err);
}

static enum crm_status
not_worth(struct crm_store *s, int64_t worth, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_number_format(
	    &b, worth, crm_currency_digits(crm_store_currency(s)), true);
	st = crm_fail_field(err, CRM_RULE, "value",
	    "is not what it takes along, which is %s; leave it blank", b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
move_filed_worth(const struct crm_saving *w, const struct goods *g,
    const struct cost_pool *pool, struct crm_err *err)
{
	const struct crm_record *r = w->new;
	const int64_t value = value_of(r, "value")->i;
	const int64_t left = pool->on_hand + value_of(r, "quantity")->i;
	struct cost_part *part;
	int64_t worth = 0;
	size_t i, n;

	/* What fills a hole, or makes it larger, is what it is thought to be. */
	if (pool->on_hand < 0 || left < 0)
		return CRM_OK;
	if (left == 0 && pool->value + value != 0)
		return not_worth(w->store, -pool->value, err);
	if (pool->value + value < 0)
		return check_worth(w->store, pool->value, value, err);
	part = parts_read(w->arena, text_of(r, "parts"), &n);
	for (i = 0; i < n; i++)
		worth += part[i].value;
	return !g->fifo || value_of(r, "quantity")->i > 0 || worth == value
	    ? CRM_OK
	    : not_worth(w->store, worth, err);
}

enum crm_status
transfer_arrived(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value of = crm_value_int(id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM move WHERE \"of\" = ? "
	    "AND \"kind\" = 'transfer' AND \"deleted\" IS NULL",
	    &of, 1, &n, err);

	if (st == CRM_OK && n.i == 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s leaves and arrives nowhere: the file needs the row of "
		    "the kind transfer by which as many come, which names this "
		    "one in the column of",
		    typed_id(&a, e, id));
	crm_arena_free(&a);
	return st;
}
