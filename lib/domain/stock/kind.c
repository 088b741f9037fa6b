/* What a move of each kind says: how many, for how much, and where it goes. */
#include "stock.h"

enum sign { EITHER, ABOVE, BELOW, NONE };

static const struct {
	const char *kind;
	enum sign sign;
} signs[] = { { "receipt", ABOVE }, { "issue", BELOW }, { "return", ABOVE },
	{ "scrap", NONE }, { "supplier-return", BELOW }, { "cost", NONE },
	{ "difference", NONE } };

static bool
is_kind(const struct crm_record *move, const char *kind)
{
	return crm_text_is(text_of(move, "kind"), kind);
}

static bool
given(const struct crm_record *move, const char *name)
{
	return value_of(move, name)->kind != CRM_NULL;
}

static enum crm_status
check_sign(const struct crm_record *move, struct crm_err *err)
{
	static const char *const words[] = {
		[ABOVE] = N_("of a move of the kind %.*s is above zero"),
		[BELOW] = N_("of a move of the kind %.*s is below zero"),
		[NONE] = N_("of a move of the kind %.*s is zero: it moves no "
			    "goods"),
	};
	int64_t quantity = value_of(move, "quantity")->i;
	enum sign is = quantity > 0 ? ABOVE : quantity < 0 ? BELOW : NONE;
	struct crm_text kind = text_of(move, "kind"), word;
	size_t i = 0;

	while (i < COUNT(signs) && !crm_text_is(kind, signs[i].kind))
		i++;
	if (i == COUNT(signs) || signs[i].sign == is)
		return CRM_OK;
	word = word_of(move, "kind");
	return crm_fail_field(err, CRM_INVALID, "quantity",
	    words[signs[i].sign], (int)word.n, word.p);
}

/* What comes in is worth something or nothing; what a supplier credits likewise. */
static enum crm_status
check_sums(const struct crm_record *move, struct crm_err *err)
{
	if (is_kind(move, "supplier-return"))
		return check_at_least(move, "expense", 0, err);
	return value_of(move, "quantity")->i > 0
	    ? check_at_least(move, "value", 0, err)
	    : CRM_OK;
}

/* Goods that are sent go somewhere; none else do.  What arrives follows from that. */
static enum crm_status
check_way(const struct crm_record *move, struct crm_err *err)
{
	bool transfer = is_kind(move, "transfer");
	int64_t quantity = value_of(move, "quantity")->i;

	if ((transfer || is_kind(move, "count")) && quantity == 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is required");
	if (transfer && quantity < 0 && !given(move, "to"))
		return crm_fail_field(err, CRM_INVALID, "to", "is required");
	return !transfer && given(move, "to")
	    ? crm_fail_field(err, CRM_INVALID, "to", "is where a transfer goes")
	    : CRM_OK;
}

/* What names a document counts for that; what names another move follows from it; and
 * money goes past the stock where goods go back, are thrown away or cost more. */
static const struct {
	const char *field;
	bool history; /* a file of another book may say it of any kind */
	const char *kinds[7];
} names[] = {
	{ "purchase_line", false,
	    { "receipt", "supplier-return", "reversal" } },
	{ "reservation", false, { "issue", "reversal" } },
	{ "of", true,
	    { "return", "scrap", "cost", "supplier-return", "transfer",
		"difference", "reversal" } },
	{ "expense", true, { "cost", "supplier-return", "scrap", "reversal" } },
};

static bool
may_name(const struct crm_record *move, size_t i)
{
	size_t j;

	for (j = 0; j < COUNT(names[i].kinds) && names[i].kinds[j] != NULL; j++)
		if (is_kind(move, names[i].kinds[j]))
			return true;
	return false;
}

static enum crm_status
check_names(const struct crm_record *move, bool import, struct crm_err *err)
{
	struct crm_text word;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		if (!given(move, names[i].field) ||
		    (import && names[i].history) || may_name(move, i))
			continue;
		word = word_of(move, "kind");
		return crm_fail_field(err, CRM_INVALID, names[i].field,
		    "a move of the kind %.*s has none", (int)word.n, word.p);
	}
	return CRM_OK;
}

/* What comes back costs what it did when it left. */
static enum crm_status
check_cost(const struct crm_record *move, struct crm_err *err)
{
	return is_kind(move, "return") && given(move, "of") &&
		given(move, "value")
	    ? crm_fail_field(err, CRM_RULE, "value",
		  "of what comes back follows from what it cost when it left")
	    : CRM_OK;
}

enum crm_status
check_decimals(const struct goods *g, const char *field, int64_t quantity,
    struct crm_err *err)
{
	return quantity % g->step == 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, field,
		  "has more decimals than the unit of %s has; crm-stock set "
		  "%s decimals=N changes that",
		  g->name, g->name);
}

/* What a file has of another book is history, but for what cannot be counted. */
enum crm_status
move_says(const struct goods *g, const struct crm_record *move, bool import,
    struct crm_err *err)
{
	enum crm_status st = check_sign(move, err);

	if (st == CRM_OK)
		st = check_decimals(
		    g, "quantity", value_of(move, "quantity")->i, err);
	if (st == CRM_OK)
		st = check_names(move, import, err);
	if (st != CRM_OK || import)
		return st;
	if ((st = check_cost(move, err)) == CRM_OK)
		st = check_way(move, err);
	return st == CRM_OK ? check_sums(move, err) : st;
}
