/* The account map: rows that say which account a role goes to, the narrower wins. */
#include "journal.h"

#include <string.h>

/* Codes of account.role, in the order of enum role, and what has one of its own by
 * product category. */
static const struct role_row {
	const char *code;
	bool by_category;
} roles[ROLE_N] = {
	[ROLE_RECEIVABLE] = { "receivable", false },
	[ROLE_REVENUE] = { "revenue", true },
	[ROLE_OUTPUT_TAX] = { "output_tax", false },
	[ROLE_PENDING_TAX] = { "pending_tax", false },
	[ROLE_CASH] = { "cash", false },
	[ROLE_ADVANCES] = { "advances", false },
	[ROLE_BILLS] = { "bills", false },
	[ROLE_PAYABLE] = { "payable", false },
	[ROLE_DISCOUNT] = { "discount", false },
	[ROLE_BAD_DEBT] = { "bad_debt", false },
	[ROLE_ROUNDING] = { "rounding", false },
	[ROLE_FEE] = { "fee", false },
	[ROLE_WITHHOLDING] = { "withholding", false },
	[ROLE_INTEREST] = { "interest", false },
	[ROLE_DUNNING] = { "dunning", false },
	[ROLE_EXCHANGE] = { "exchange", false },
	[ROLE_REVALUATION] = { "revaluation", false },
	[ROLE_UNREALISED] = { "unrealised", false },
	[ROLE_DEFERRED] = { "deferred", true },
	[ROLE_OPENING] = { "opening", false },
	[ROLE_INVENTORY] = { "inventory", true },
	[ROLE_COST] = { "cost", true },
};

/* ---- the map ---- */

struct account {
	int64_t seller;           /* 0: of all */
	struct crm_text category; /* folded; empty: of all */
	struct crm_text name;
	struct account *next; /* of the same role */
};

struct accounts {
	struct crm_arena *a;
	const struct crm_entity *entity;
	struct account *of[ROLE_N];
};

static enum role
role_of(struct crm_text code)
{
	enum role r;

	for (r = 0; r < ROLE_N; r++)
		if (crm_text_is(code, roles[r].code))
			break;
	return r;
}

static void
take(struct accounts *all, const struct crm_stmt *q)
{
	enum role role = role_of(crm_col_text(q, 0));
	struct account *one;

	if (role == ROLE_N)
		return;
	one = crm_alloc(all->a, sizeof *one);
	one->seller = crm_col_null(q, 1) ? 0 : crm_col_int(q, 1);
	if (!crm_col_null(q, 2))
		one->category = crm_text_of(
		    text_dup(all->a, crm_col_text(q, 2)));
	one->name = crm_text_of(text_dup(all->a, crm_col_text(q, 3)));
	one->next = all->of[role];
	all->of[role] = one;
}

enum crm_status
accounts_load(struct crm_store *s, struct crm_arena *a, struct accounts **out,
    struct crm_err *err)
{
	struct accounts *all = crm_alloc(a, sizeof *all);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = all;
	all->a = a;
	all->entity = crm_dict_find(crm_store_dict(s), "account");
	st = crm_sql(s,
	    "SELECT \"role\", \"seller\", \"category_f\", \"account\" "
	    "FROM account WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		take(all, q);
	return st;
}

bool
accounts_are_whole(const struct accounts *all)
{
	const struct account *one;
	enum role r;

	for (r = 0; r < ROLE_N; r++) {
		for (one = all->of[r]; one != NULL; one = one->next)
			if (one->seller == 0 && one->category.n == 0)
				break;
		if (one == NULL)
			return false;
	}
	return true;
}

size_t
accounts_count(const struct accounts *all)
{
	const struct account *one;
	size_t n = 0;
	enum role r;

	for (r = 0; r < ROLE_N; r++)
		for (one = all->of[r]; one != NULL; one = one->next)
			n++;
	return n;
}

bool
accounts_ask_category(const struct accounts *all)
{
	const struct account *one;
	enum role r;

	for (r = 0; r < ROLE_N; r++)
		for (one = all->of[r]; one != NULL; one = one->next)
			if (one->category.n > 0)
				return true;
	return false;
}

static enum crm_status
refuse(const struct accounts *all, enum role role, struct crm_err *err)
{
	const struct crm_field *f =
	    all->entity->field[field_of(all->entity, "role")];
	const struct crm_choice *c = crm_choice_find(
	    f->choices, crm_text_of(roles[role].code));

	return crm_fail(err, CRM_RULE,
	    "there is no account for %s (%s): crm-order account add role=%s "
	    "account=NAME",
	    roles[role].code, c->en, roles[role].code);
}

enum crm_status
accounts_find(const struct accounts *all, enum role role, int64_t seller,
    struct crm_text category, struct crm_text *out, struct crm_err *err)
{
	const struct account *one, *best = NULL;
	int most = -1, fit;

	for (one = all->of[role]; one != NULL; one = one->next) {
		if (one->seller != 0 && one->seller != seller)
			continue;
		if (one->category.n > 0 &&
		    !crm_text_eq(one->category, category))
			continue;
		fit = (one->category.n > 0 ? 2 : 0) + (one->seller != 0);
		if (fit > most) {
			most = fit;
			best = one;
		}
	}
	if (best == NULL)
		return refuse(all, role, err);
	*out = best->name;
	return CRM_OK;
}

enum crm_status
crm_journal_accounts(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, struct crm_text account, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT DISTINCT \"account\" FROM account "
	    "WHERE \"deleted\" IS NULL ORDER BY \"account\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = each(ctx, crm_col_text(q, 0), err)) != CRM_OK)
			crm_reset(q);
	return st;
}

/* ---- its rows ---- */

/* What ledgers read as something else: two blanks end the name, a semicolon begins a
 * remark, a bracket in front makes a posting that need not balance. */
static enum crm_status
check_name(struct crm_text name, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < name.n; i++)
		if (name.p[i] == ';' || (unsigned char)name.p[i] < ' ' ||
		    (i > 0 && name.p[i] == ' ' && name.p[i - 1] == ' '))
			return crm_fail_field(err, CRM_INVALID, "account",
			    "ledgers cannot read a name with two blanks in a "
			    "row, a tab, a line end or a semicolon");
	if (name.n > 0 && strchr("([*!#%=~", name.p[0]) != NULL)
		return crm_fail_field(err, CRM_INVALID, "account",
		    "ledgers cannot read a name that begins with %c",
		    name.p[0]);
	return CRM_OK;
}

/* A second row for the same would never count. */
static enum crm_status
check_once(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *seller = value_of(w->new, "seller");
	const struct crm_value v[] = { *value_of(w->new, "role"),
		crm_value_int(seller->kind == CRM_INT ? seller->i : 0),
		crm_value_text(
		    crm_fold_dup(w->arena, text_of(w->new, "category"))),
		crm_value_int(w->new->id) };
	struct crm_value id;
	enum crm_status st;

	st = crm_get_int(w->store,
	    "SELECT \"id\" FROM account WHERE \"deleted\" IS NULL "
	    "AND \"role\" = ? AND coalesce(\"seller\", 0) = ? "
	    "AND coalesce(\"category_f\", '') = "
	    "coalesce(CAST(? AS TEXT), '') AND \"id\" <> ?",
	    v, COUNT(v), &id, err);
	if (st != CRM_OK || id.kind != CRM_INT)
		return st;
	st = crm_fail_field(err, CRM_RULE, "role",
	    "has an account for the same already, %s",
	    typed_id(w->arena, w->new->entity, id.i));
	crm_err_why(err, CRM_WHY_TAKEN);
	return st;
}

enum crm_status
account_save(const struct crm_saving *w, struct crm_err *err)
{
	enum role role = role_of(text_of(w->new, "role"));
	enum crm_status st;

	if (w->old != NULL && value_of(w->new, "deleted")->kind != CRM_NULL)
		return CRM_OK;
	if ((st = check_name(text_of(w->new, "account"), err)) != CRM_OK)
		return st;
	if (text_of(w->new, "category").n > 0 &&
	    (role == ROLE_N || !roles[role].by_category))
		return crm_fail_field(err, CRM_RULE, "category",
		    "is for revenue, deferred, inventory and cost");
	return check_once(w, err);
}

/* clang-format off */
static const char *const accounts_en[] = {
	"receivable", "assets:receivable",
	"revenue", "income:sales",
	"output_tax", "liabilities:output tax",
	"pending_tax", "liabilities:output tax pending",
	"cash", "assets:bank",
	"advances", "liabilities:customer advances",
	"bills", "assets:bills receivable",
	"payable", "liabilities:payable",
	"discount", "expenses:discounts given",
	"bad_debt", "expenses:bad debts",
	"rounding", "expenses:rounding",
	"fee", "expenses:bank fees",
	"withholding", "assets:tax withheld",
	"interest", "expenses:interest",
	"dunning", "income:dunning",
	"exchange", "income:exchange",
	"revaluation", "assets:exchange differences",
	"unrealised", "income:exchange unrealised",
	"deferred", "liabilities:deferred revenue",
	"opening", "equity:opening balances",
	"inventory", "assets:inventory",
	"cost", "expenses:cost of sales",
	NULL,
};

static const char *const accounts_zh[] = {
	"receivable", "资产:应收账款",
	"revenue", "收入:主营业务收入",
	"output_tax", "负债:应交税费:销项税额",
	"pending_tax", "负债:应交税费:待转销项税额",
	"cash", "资产:银行存款",
	"advances", "负债:预收账款",
	"bills", "资产:应收票据",
	"payable", "负债:应付账款",
	"discount", "费用:现金折扣",
	"bad_debt", "费用:坏账损失",
	"rounding", "费用:尾差",
	"fee", "费用:财务费用:手续费",
	"withholding", "资产:预缴税款",
	"interest", "费用:财务费用:利息",
	"dunning", "收入:滞纳金",
	"exchange", "收入:汇兑损益",
	"revaluation", "资产:汇率调整",
	"unrealised", "收入:未实现汇兑损益",
	"deferred", "负债:递延收入",
	"opening", "权益:期初余额",
	"inventory", "资产:库存商品",
	"cost", "费用:主营业务成本",
	NULL,
};
/* clang-format on */

const struct crm_defaults journal_defaults[] = {
	{ 8, "account", { "role", "account" }, accounts_en, accounts_zh },
	{ .entity = NULL },
};
