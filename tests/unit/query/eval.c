/* What an expression means, on records made by hand; agree.c shows that SQL
 * means the same. */
#include <crm/query/filter.h>

#include <stdlib.h>

#include "../tap.h"

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_dict *dict;
static struct crm_clock fixed = { .fiscal_start = 1 };

/* The record: "field=value" in a list, owner.x through the owner. */
struct given {
	const struct crm_entity *e;
	const char *const *pairs;
};

static enum crm_status
get(void *ctx, const struct crm_path *where, int field, struct crm_value *out,
    struct crm_err *err)
{
	const struct given *g = ctx;
	const struct crm_entity *e = where->entity;
	const struct crm_parse how = { .dict = dict,
		.clock = &fixed,
		.base_currency = "JPY",
		.arena = &arena };
	const char *name = e->field[field]->name;
	const char *currency = g->pairs[0] + strlen("currency=");

	if (*currency == '\0')
		currency = "JPY";
	*out = CRM_VALUE_NULL;
	for (size_t i = where->steps; i-- > 0;)
		name = crm_sprintf(&arena, "%s.%s",
		    where->step[i].of->field[where->step[i].ref]->name, name);
	for (const char *const *p = g->pairs; *p != NULL; p++) {
		size_t n = strlen(name);

		if (strncmp(*p, name, n) != 0 || (*p)[n] != '=')
			continue;
		if (e->field[field]->type == CRM_T_REF ||
		    e->field[field]->type == CRM_T_ID)
			*out = crm_value_int(atoi(*p + n + 1));
		else if (crm_value_parse(&how, e->field[field],
			     crm_text_of(*p + n + 1), crm_text_of(currency),
			     out, err) != CRM_OK)
			return err->status;
	}
	return CRM_OK;
}

static void
check(const char *const *pairs, const char *text, bool want)
{
	const struct crm_entity *e = crm_dict_find(dict, "deal");
	const struct crm_filter_env env = { .clock = &fixed,
		.base_currency = "JPY" };
	struct given g = { e, pairs };
	const struct crm_getter getter = { get, &g };
	struct crm_filter *f;
	struct crm_err err = { 0 };
	bool yes = !want;

	if (crm_filter_parse(dict, e, text, &env, &arena, &f, &err) == CRM_OK)
		crm_filter_eval(f, &getter, &yes, &err);
	ok(yes == want && err.status == CRM_OK, "%s: %s", want ? "yes" : "no",
	    text);
	if (err.status != CRM_OK)
		printf("# %s: %s\n", err.field, err.text);
}

/* A dollar deal. */
static const char *const usd[] = { "currency=USD", "deal_id=7",
	"name=Müller Straße 上海", "amount=1000.50", "amount_base=150000",
	"score=50", "probability=15%", "closed_on=2026-11-21",
	"created=2026-11-21T05:30:00Z", "tags=old, vip", "region=East",
	"owner=3", "owner.team.name=East", "owner.name=Li Na",
	"owner.email=li.na@example.com", "contact.phone=+8613800138000",
	"category=best_case", NULL };
/* A dinar deal with little in it, and one in the base currency by default. */
static const char *const kwd[] = { "currency=KWD", "amount=1.005", NULL };
static const char *const clf[] = { "currency=CLF", "amount=1.0005", NULL };
static const char *const none[] = { "currency=", "amount=1000", NULL };

static const struct row {
	const char *const *pairs;
	const char *yes;
} rows[] = {
	/* money, in whatever digits its currency has */
	{ usd, "amount = 1000.5" },
	{ usd, "amount > 1000.499" },
	{ usd, "not amount > 1000.5" },
	{ usd, "amount >= 1000.5000" },
	{ usd, "amount < 1000.5001" },
	{ usd, "not amount = 1000.5001" },
	{ usd, "amount in 1000..1001" },
	{ usd, "amount != 1000" },
	{ usd, "amount in (1, 1000.5)" },
	{ usd, "not amount in 1000.501.." },
	{ usd, "not amount in (1000.501, 1000.499)" },
	{ usd, "amount_base = 150000" },
	{ usd, "amount_base < 150000.5" },
	{ kwd, "amount = 1.005" },
	{ kwd, "amount > 1.0049" },
	{ kwd, "amount < 1.0051" },
	{ kwd, "not amount < 1.005" },
	{ clf, "amount = 1.0005" },
	{ clf, "amount > 1.0004" },
	{ clf, "amount <= 1.0005" },
	{ clf, "not amount > 1.0005" },
	{ none, "amount = 1000" },
	{ none, "amount > 999.99" },
	/* numbers */
	{ usd, "score in 50..50" },
	{ usd, "score < 51 and score > 49" },
	{ usd, "not score < 50" },
	{ usd, "probability = 15" },
	{ usd, "probability > 14.9%" },
	/* null: a comparison is false, its negation true */
	{ kwd, "not score = 1" },
	{ kwd, "score != 1" },
	{ kwd, "not score < 1 and not score >= 1" },
	{ kwd, "not (score < 1 or score >= 1)" },
	{ kwd, "score is null" },
	{ kwd, "name !~ a" },
	{ kwd, "not name ~ a" },
	{ kwd, "not score in 1.." },
	{ kwd, "score not in (1, 2)" },
	{ kwd, "not tags = vip" },
	{ kwd, "owner != U3" },
	{ kwd, "owner !~ li" },
	{ kwd, "owner.name is null" },
	{ kwd, "not owner.name = x" },
	{ kwd, "not score is not null" },
	/* text */
	{ usd, "name = 'MÜLLER STRASSE 上海'" },
	{ usd, "name ~ strasse" },
	{ usd, "name ~ 上海" },
	{ usd, "region = East" },
	{ usd, "region != east" },
	{ usd, "region !~ east" },
	{ usd, "region ~ as" },
	{ usd, "region < a and region > A" },
	{ usd, "region in D..F" },
	{ usd, "region in (West, East)" },
	{ usd, "not name ~ '%'" },
	/* tags */
	{ usd, "tags = vip" },
	{ usd, "tags in (new, old)" },
	{ usd, "tags != new" },
	{ usd, "not tags = vi" },
	{ usd, "tags ~ 'd, v'" },
	/* e-mail and phone in their stored form */
	{ usd, "owner.email = ' Li.Na@Example.COM '" },
	{ usd, "owner.email ~ EXAMPLE" },
	{ usd, "owner.team.name = east" },
	{ usd, "owner.team ~ eas" },
	{ usd, "owner.team.manager is null" },
	{ usd, "contact.phone = '138 0013 8000'" },
	{ usd, "contact.phone ~ 0013-8" },
	/* references and ids */
	{ usd, "owner = U3" },
	{ usd, "owner in (U1, U3)" },
	{ usd, "owner_id != U4" },
	{ usd, "owner ~ LI" },
	{ usd, "deal_id = D7" },
	{ usd, "id < D8" },
	{ usd, "id in D7..D9" },
	{ usd, "category = 'Best case'" },
	/* days and instants: 05:30 UTC is half past midnight in New York */
	{ usd, "closed_on = today" },
	{ usd, "closed_on in som..eom" },
	{ usd, "closed_on < tomorrow and closed_on > yesterday" },
	{ usd, "created = 2026-11-21" },
	{ usd, "created <= 2026-11-21" },
	{ usd, "not created < 2026-11-21" },
	{ usd, "not created > today" },
	{ usd, "created > yesterday and created < tomorrow" },
	{ usd, "created in 2026-11-01..2026-11-21" },
	{ usd, "created in today" },
	{ usd, "created != yesterday" },
	{ usd, "created = 2026-11-21T05:30:00Z" },
	{ usd, "created = '2026-11-21 00:30'" },
	{ usd, "created > '2026-11-21 00:29:59'" },
	{ usd, "not created > '2026-11-21 00:30'" },
	/* and binds tighter than or */
	{ usd, "score = 50 or score = 1 and score = 2" },
	{ usd, "not (score = 1 or score = 2) and (score = 1 or score = 50)" },
	{ usd, "not not score = 50" },
};

int
main(void)
{
	setenv("TZ", "America/New_York", 1);
	fixed.today = crm_date_from(2026, 11, 21);
	fixed.now = crm_date_start(fixed.today);
	dict = crm_dict_new(&arena);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		check(rows[i].pairs, rows[i].yes, true);
		check(rows[i].pairs,
		    crm_sprintf(&arena, "not (%s)", rows[i].yes), false);
	}
	crm_arena_free(&arena);
	return tap_done();
}
