/*
 * Who signed a contract.  Parties are the seller, the customer, and whoever else
 * stands in `parties`, a line each; when each of them has signed, the contract is
 * signed, on the last of their days.
 */
#include "contract.h"

#include "domain/document/part.h"

#include <crm/domain/approval.h>
#include <crm/store/log.h>

static bool
same_name(struct crm_text a, struct crm_text b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	bool same;

	crm_fold(&x, a);
	crm_fold(&y, b);
	same = x.len == y.len &&
	    (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);
	crm_buf_free(&x);
	crm_buf_free(&y);
	return same;
}

/* The next line of a text, trimmed; blank ones are left out. */
static bool
next_party(struct crm_text *rest, struct crm_text *out)
{
	while (rest->n > 0) {
		const char *end = memchr(rest->p, '\n', rest->n);
		size_t n = end == NULL ? rest->n : (size_t)(end - rest->p);

		*out = crm_text_trim((struct crm_text){ rest->p, n });
		rest->p += n + (end != NULL);
		rest->n -= n + (end != NULL);
		if (out->n > 0)
			return true;
	}
	return false;
}

static bool
is_party(const struct crm_record *contract, struct crm_text party)
{
	struct crm_text rest = text_of(contract, "parties"), name;

	if (crm_text_is(party, "seller") || crm_text_is(party, "customer"))
		return true;
	while (next_party(&rest, &name))
		if (same_name(name, party))
			return true;
	return false;
}

static enum crm_status
load(const struct crm_saving *w, struct crm_record *contract,
    struct crm_err *err)
{
	return crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "contract"),
	    value_of(w->new, "contract")->i, w->arena, contract, err);
}

/* ---- who signed already ---- */

/* A signature of a contract, of one party (NULL: of any), but for one of them. */
static enum crm_status
find_signature(struct crm_store *s, int64_t contract,
    const struct crm_text *party, int64_t but, int64_t born,
    struct crm_arena *a, int64_t *id, struct crm_text *of, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(contract),
		crm_value_int(but), crm_value_int(born) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*id = 0;
	st = crm_sql(s,
	    "SELECT \"id\", \"party\" FROM signature WHERE \"contract\" = ? "
	    "AND \"id\" <> ? AND coalesce(\"born\", -1) <> ? AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while (*id == 0 && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (party != NULL && !same_name(*party, crm_col_text(q, 1)))
			continue;
		*id = crm_col_int(q, 0);
		*of = crm_text_of(text_dup(a, crm_col_text(q, 1)));
	}
	crm_reset(q);
	return st;
}

enum crm_status
contract_unsigned(struct crm_store *s, int64_t contract, int64_t born,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_text party;
	enum crm_status st;
	const char *sign;
	int64_t id;

	st = find_signature(s, contract, NULL, 0, born, a, &id, &party, err);
	if (st != CRM_OK || id == 0)
		return st;
	sign = typed_id(a, crm_dict_find(d, "signature"), id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is signed by %.*s as it stands: crm-order signature delete %s "
	    "takes that back; it is edited then, and signed anew",
	    typed_id(a, crm_dict_find(d, "contract"), contract), (int)party.n,
	    party.p, sign);
}

/* Each signs once. */
static enum crm_status
check_first(const struct crm_saving *w, int64_t contract, struct crm_err *err)
{
	struct crm_text party = text_of(w->new, "party"), of;
	enum crm_status st;
	int64_t id;

	st = find_signature(
	    w->store, contract, &party, w->new->id, 0, w->arena, &id, &of, err);
	if (st != CRM_OK || id == 0)
		return st;
	return crm_fail_field(err, CRM_RULE, "party",
	    "%.*s has signed already: %s", (int)of.n, of.p,
	    typed_id(w->arena, w->new->entity, id));
}

/* Nobody signs what is not drawn up, nor before the day comes. */
static enum crm_status
check_day(const struct crm_saving *w, const struct crm_record *contract,
    struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, "signed_on");
	const struct crm_value *drawn = value_of(contract, "drawn_on");

	if (day->kind != CRM_INT)
		return CRM_OK;
	if (day->i > crm_store_clock(w->store)->today)
		return crm_fail_field(err, CRM_RULE, "signed_on",
		    "is a day to come: nobody has signed yet");
	if (drawn->kind != CRM_INT || day->i >= drawn->i)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "signed_on",
	    "is before %s was drawn up, on %s",
	    typed_id(w->arena, contract->entity, contract->id),
	    date_dup(w->arena, drawn->i));
}

/* The contract whose text is another since a signature was taken back; NULL: it is the
 * same, and the signature may come back to it. */
static enum crm_status
edited_since(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, const char **id, struct crm_err *err)
{
	static const char *const part[] = { "contract-line", "clause" };
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "contract");
	const struct crm_value own = crm_value_int(r->id);
	int64_t contract = value_of(r, "contract")->i;
	struct crm_value since;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"version\" FROM signature WHERE \"id\" = ?", &own, 1,
	    &since, err);
	bool yes = false;
	size_t i;

	for (i = 0; i < COUNT(part) && st == CRM_OK && !yes; i++)
		st = crm_log_edited(s, e, contract, crm_dict_find(d, part[i]),
		    "contract", since.i, &yes, err);
	*id = yes ? typed_id(a, e, contract) : NULL;
	return st;
}

enum crm_status
signature_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	const char *id = NULL;
	enum crm_status st = CRM_OK;

	*way = CRM_UNDO_BACK;
	if (u->now->v[u->now->entity->deleted].kind != CRM_NULL)
		st = edited_since(u->store, u->now, u->arena, &id, err);
	return id != NULL
	    ? crm_fail(err, CRM_RULE,
		  "is of %s as it stood, which was edited since", id)
	    : st;
}

static enum crm_status
check_same_text(const struct crm_saving *w, struct crm_err *err)
{
	const char *id = NULL;
	enum crm_status st = CRM_OK;

	if (w->old != NULL && comes_back(w->old, w->new))
		st = edited_since(w->store, w->old, w->arena, &id, err);
	return id != NULL
	    ? crm_fail_record(err, CRM_RULE,
		  "%s was edited since its signature was taken back: "
		  "crm-order contract sign %s signs it as it is",
		  id, id)
	    : st;
}

enum crm_status
signature_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text party = text_of(w->new, "party");
	const struct crm_value *amount;
	struct crm_record contract;
	enum crm_status st = check_same_text(w, err);
	const char *id;
	bool is_free;

	if (st == CRM_OK)
		st = document_part_free(w, "contract", &is_free, err);
	if (st != CRM_OK || is_free || w->undo)
		return st;
	if ((st = load(w, &contract, err)) != CRM_OK)
		return st;
	id = typed_id(w->arena, contract.entity, contract.id);
	if (!is_party(&contract, party))
		return crm_fail_field(err, CRM_INVALID, "party",
		    "'%.*s' is no party of %s: say seller, customer, or one "
		    "of its further parties",
		    (int)party.n, party.p, id);
	if ((st = crm_consent_waits(w->store, &contract, err)) != CRM_OK)
		return st;
	if (!crm_text_is(text_of(&contract, "status"), "approved"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s: what is approved is signed; crm-order "
		    "contract submit comes before",
		    id, (int)word_of(&contract, "status").n,
		    word_of(&contract, "status").p);
	amount = value_of(&contract, "amount");
	if (amount->kind == CRM_INT && amount->i < 0 &&
	    value_of(&contract, "amends")->kind == CRM_NULL)
		return crm_fail_record(err, CRM_RULE,
		    "%s comes to less than nothing: what takes off is at most "
		    "what the rest comes to",
		    id);
	if ((st = check_day(w, &contract, err)) != CRM_OK)
		return st;
	return check_first(w, contract.id, err);
}

/* ---- has everybody signed? ---- */

struct signed_by {
	struct crm_text party;
	int64_t day;
};

static enum crm_status
signatures(struct crm_store *s, int64_t contract, struct crm_arena *a,
    struct signed_by **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"party\", \"signed_on\" FROM signature "
	    "WHERE \"contract\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(contract));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct signed_by){
			crm_text_of(text_dup(a, crm_col_text(q, 0))),
			crm_col_int(q, 1)
		};
	}
	return st;
}

static bool
has_signed(const struct signed_by *by, size_t n, struct crm_text party)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (same_name(by[i].party, party))
			return true;
	return false;
}

static bool
all_signed(const struct crm_record *contract, const struct signed_by *by,
    size_t n, int64_t *day)
{
	struct crm_text rest = text_of(contract, "parties"), name;
	size_t i;

	if (!has_signed(by, n, CRM_TEXT("seller")) ||
	    !has_signed(by, n, CRM_TEXT("customer")))
		return false;
	while (next_party(&rest, &name))
		if (!has_signed(by, n, name))
			return false;
	for (*day = CRM_DATE_MIN, i = 0; i < n; i++)
		if (by[i].day > *day)
			*day = by[i].day;
	return true;
}

/* The last signature signs it, whoever wrote that down: also an import, which signs by
 * hand what was approved here, and what came approved as it came, without what follows
 * from signing. */
enum crm_status
signature_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record contract;
	struct signed_by *by;
	enum crm_action done;
	enum crm_status st;
	int64_t day;
	size_t n;
	bool came;

	if (w->undo || crm_merge_moves(w->store) ||
	    value_of(w->new, "contract")->kind != CRM_INT)
		return CRM_OK;
	if ((st = load(w, &contract, err)) != CRM_OK ||
	    !crm_text_is(text_of(&contract, "status"), "approved") ||
	    (st = signatures(w->store, contract.id, w->arena, &by, &n, err)) !=
		CRM_OK ||
	    !all_signed(&contract, by, n, &day) ||
	    (st = document_part_free(w, "contract", &came, err)) != CRM_OK)
		return st;
	if (!came)
		crm_by_hand(w->store, true);
	st = step_take(w->store, &contract_steps, CRM_CONTRACT_SIGN,
	    contract.id, &day, &done, err);
	if (!came)
		crm_by_hand(w->store, false);
	return st;
}

/* What came signed as a draft is signed once it is agreed to. */
enum crm_status
contract_agreed(const struct crm_saving *w, struct crm_err *err)
{
	struct signed_by *by;
	enum crm_action done;
	enum crm_status st;
	int64_t day;
	size_t n;

	if (w->undo || w->import || w->old == NULL ||
	    !differs(w->old, w->new, "status") ||
	    !crm_text_is(text_of(w->new, "status"), "approved"))
		return CRM_OK;
	st = signatures(w->store, w->new->id, w->arena, &by, &n, err);
	return st == CRM_OK && all_signed(w->new, by, n, &day)
	    ? step_take(w->store, &contract_steps, CRM_CONTRACT_SIGN,
		  w->new->id, &day, &done, err)
	    : st;
}

/* What made a contract binding stays. */
enum crm_status
signature_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record contract;
	enum crm_status st;

	if (is_as_it_was(w))
		return CRM_OK;
	if ((st = load(w, &contract, err)) != CRM_OK)
		return st;
	if (!contract_is_fixed(text_of(&contract, "status")))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s: its signatures stay; crm-order contract terminate "
	    "ends it",
	    typed_id(w->arena, contract.entity, contract.id),
	    (int)word_of(&contract, "status").n,
	    word_of(&contract, "status").p);
}

enum crm_status
crm_contract_sign(struct crm_store *s, int64_t id,
    const struct crm_signing *how, enum crm_action *done, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "signature");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "contract"), crm_value_int(id));
	crm_record_set(&r, field_of(e, "party"), crm_value_text(how->party));
	crm_record_set(
	    &r, field_of(e, "signed_by"), crm_value_text(how->signed_by));
	if (how->channel.n > 0)
		crm_record_set(
		    &r, field_of(e, "channel"), crm_value_text(how->channel));
	if (how->reference.n > 0)
		crm_record_set(&r, field_of(e, "reference"),
		    crm_value_text(how->reference));
	crm_record_set(&r, field_of(e, "signed_on"),
	    crm_value_int(how->day == CRM_DATE_MIN ? crm_store_clock(s)->today
						   : how->day));
	if ((st = crm_lock(s, crm_dict_find(d, "contract"), id, err)) ==
		CRM_OK &&
	    (st = crm_insert(s, &r, err)) == CRM_OK)
		*done = CRM_ACT_UPDATED;
	crm_arena_free(&a);
	return st;
}
