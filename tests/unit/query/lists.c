/* Columns, sort lists, and the SQL that comes of them and of filters. */
#include <crm/query/filter.h>

#include <stdlib.h>

#include "../tap.h"

static struct crm_arena arena = CRM_ARENA_INIT;
static struct crm_dict *dict;
static const struct crm_entity *deal;
static struct crm_clock fixed = { .fiscal_start = 1 };

static const char *
columns(const char *text, unsigned flags)
{
	struct crm_columns c;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	const char *s;

	crm_buf_str(&b, "");
	if (crm_columns_parse(dict, deal, text, flags, &arena, &c, &err) !=
	    CRM_OK)
		crm_buf_printf(&b, "%d %s", err.status, err.text);
	else
		for (size_t i = 0; i < c.n; i++)
			crm_buf_printf(&b, "%s%s%s", i > 0 ? "," : "",
			    c.path[i].name, c.path[i].as_id ? "*" : "");
	s = crm_strdup(&arena, b.data);
	crm_buf_free(&b);
	return s;
}

static void
check_columns(void)
{
	const char *all = columns(NULL, 0);
	const char *few = columns(NULL, CRM_COLUMNS_SHORT);

	ok(strncmp(all, "deal_id,customer_id*,customer,contact_id*,contact,",
	       49) == 0,
	    "a reference gives two columns: %.60s", all);
	ok(strstr(all, ",created,") != NULL, "system fields are there");
	ok(strstr(all, "version") == NULL, "version only when asked");
	is_str(few,
	    "deal_id,customer,name,stage,amount,currency,"
	    "expected_close,owner",
	    "the short list");
	is_str(columns(NULL, CRM_COLUMNS_KEYS),
	    "deal_id,customer_id*,customer,contact_id*,name,stage_id*,stage,"
	    "product_id*,amount,currency,expected_close,campaign_id*,"
	    "partner_id*,owner_id*,owner",
	    "the short list with keys");
	is_str(columns("all", CRM_COLUMNS_SHORT), all, "all");
	is_str(columns("name,owner.team, owner_id,customer.grade,id",
		   CRM_COLUMNS_SHORT),
	    "name,owner.team,owner_id*,customer.grade,id", "as they are named");
	is_str(columns("+version,-stage,amount", CRM_COLUMNS_SHORT),
	    "deal_id,customer,"
	    "name,currency,expected_close,owner,version",
	    "more and less");
	is_str(columns("name,name", CRM_COLUMNS_SHORT), "name", "each once");
	is_str(columns("stagee", CRM_COLUMNS_SHORT),
	    "2 no field 'stagee' in deal; nearest:"
	    " stage, stage_id",
	    "an unknown one");
	ok(columns("name,,amount", CRM_COLUMNS_SHORT)[0] == '2',
	    "an empty name");
	ok(columns("", CRM_COLUMNS_SHORT)[0] == '2', "no name");
	ok(columns("-deal_id,customer,name,stage,amount,currency,"
		   "expected_close,owner",
	       CRM_COLUMNS_SHORT)[0] == '2',
	    "no column left");
}

/* What a list ends with, which may come back. */
static void
check_version(void)
{
	static const unsigned flags = CRM_COLUMNS_VERSION;
	const char *all = columns(NULL, flags);

	is_str(all, crm_sprintf(&arena, "%s,version", columns(NULL, 0)),
	    "the version is last");
	is_str(columns("all", flags | CRM_COLUMNS_SHORT), all, "with all");
	is_str(columns("+owner.team", flags),
	    crm_sprintf(&arena, "%s,owner.team,version", columns(NULL, 0)),
	    "behind what is added");
	is_str(columns("-version", flags), columns(NULL, 0), "it can be left");
	is_str(columns("all,-version", flags | CRM_COLUMNS_SHORT),
	    columns(NULL, 0), "from all, too");
	is_str(columns("name", flags), "name", "not beside named ones");
	is_str(columns("version,name", flags), "version,name", "or as named");
	is_str(columns(NULL, flags | CRM_COLUMNS_SHORT),
	    columns(NULL, CRM_COLUMNS_SHORT), "nor on the short list");
}

static const char *
sort(const char *text)
{
	struct crm_sort s;
	struct crm_sql sql;
	struct crm_err err;
	const char *out;

	if (crm_sort_parse(dict, deal, text, &arena, &s, &err) != CRM_OK)
		return crm_sprintf(&arena, "%d %s", err.status, err.text);
	crm_sql_init(&sql, &arena);
	crm_sort_sql(deal, &s, CRM_TEXT("CNY"), "t", &sql);
	out = crm_strdup(&arena, sql.text.data);
	crm_sql_free(&sql);
	return out;
}

static void
check_sort(void)
{
	is_str(sort(NULL), "t.\"id\"", "nothing");
	is_str(sort("-closed_on,name"),
	    "t.\"closed_on\" DESC NULLS LAST, "
	    "t.\"name_f\" NULLS LAST, t.\"id\"",
	    "down and up");
	is_str(sort("-deal_id,name"), "t.\"id\" DESC", "nothing after the id");
	is_str(sort("+owner"),
	    "(SELECT n_.\"login_f\" FROM \"app_user\" n_ WHERE "
	    "n_.\"id\" = t.\"owner\") NULLS LAST, t.\"id\"",
	    "by what is shown");
	is_str(
	    sort("owner_id"), "t.\"owner\" NULLS LAST, t.\"id\"", "by the id");
	is_str(sort("owner.team"),
	    "(SELECT n_.\"name_f\" FROM \"team\" n_ "
	    "WHERE n_.\"id\" = (SELECT r_.\"team\" FROM \"app_user\" r_ WHERE "
	    "r_.\"id\" = t.\"owner\")) NULLS LAST, t.\"id\"",
	    "two away");
	ok(sort("nonesuch")[0] == '2', "an unknown one");
	ok(sort("name,")[0] == '2', "an empty one");
}

/* The text with the values in place of the marks. */
static const char *
sql_of(const char *text)
{
	const struct crm_filter_env env = { .clock = &fixed,
		.base_currency = "CNY" };
	struct crm_filter *f;
	struct crm_sql s;
	struct crm_err err;
	struct crm_buf b = CRM_BUF_INIT;
	const char *out;
	size_t n = 0;

	if (crm_filter_parse(dict, deal, text, &env, &arena, &f, &err) !=
	    CRM_OK)
		return crm_sprintf(&arena, "%s", err.text);
	crm_sql_init(&s, &arena);
	crm_filter_sql(f, "t", &s);
	for (const char *p = s.text.data; *p != '\0'; p++) {
		if (*p != '?')
			crm_buf_char(&b, *p);
		else if (s.bind[n].kind == CRM_INT)
			crm_buf_int(&b, s.bind[n++].i);
		else
			crm_buf_printf(
			    &b, "<%.*s>", (int)s.bind[n].t.n, s.bind[n].t.p),
			    n++;
	}
	if (n != s.n)
		crm_buf_str(&b, " and values left");
	out = crm_strdup(&arena, b.data);
	crm_buf_free(&b);
	crm_sql_free(&s);
	return out;
}

static const struct {
	const char *text, *sql;
} compiled[] = {
	{ "score = 5", "t.\"score\" = 5" },
	{ "score != 5", "(t.\"score\" <> 5 OR t.\"score\" IS NULL)" },
	{ "not score < 5", "(t.\"score\" > 4 OR t.\"score\" IS NULL)" },
	{ "score in 1..5", "t.\"score\" BETWEEN 1 AND 5" },
	{ "score in (5, 1, 5)", "t.\"score\" IN (1, 5)" },
	{ "not (score = 5 or class is null) and id > D3",
	    "((t.\"score\" <> 5 OR t.\"score\" IS NULL) AND t.\"class\" IS NOT "
	    "NULL AND t.\"id\" >= 4)" },
	{ "name ~ '50%'", "t.\"name_f\" LIKE <%50\\%%> ESCAPE '\\'" },
	{ "class !~ X",
	    "(t.\"class\" <> replace(t.\"class\", <X>, '')) "
	    "IS NOT TRUE" },
	{ "tags = vip",
	    "', ' || t.\"tags\" || ', ' <> replace(', ' || "
	    "t.\"tags\" || ', ', <, vip, >, '')" },
	{ "owner.name = 'LI'",
	    "(SELECT r_.\"name_f\" = <li> FROM \"app_user\" r_ "
	    "WHERE r_.\"id\" = t.\"owner\")" },
	{ "owner !~ 'LI'",
	    "((SELECT r_.\"name_f\" LIKE <%li%> ESCAPE '\\' "
	    "FROM \"app_user\" r_ WHERE r_.\"id\" = t.\"owner\")) IS NOT TRUE" },
	{ "amount_base > 10", "t.\"amount_base\" >= 1001" },
	{ "amount >= 10",
	    "CASE WHEN t.\"currency\" IS NULL OR t.\"currency\" "
	    "= <CNY> THEN t.\"amount\" >= 1000 WHEN t.\"currency\" IN ('BIF',"
	    "'CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI',"
	    "'VND','VUV','XAF','XOF','XPF') THEN t.\"amount\" >= 10 WHEN "
	    "t.\"currency\" IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND') THEN "
	    "t.\"amount\" >= 10000 WHEN t.\"currency\" IN ('CLF','UYW') THEN "
	    "t.\"amount\" >= 100000 ELSE t.\"amount\" >= 1000 END" },
	{ "cycle > 5", "((t.\"closed_on\" - t.\"opened_on\")) >= 6" },
};

/* The lists of currencies in that SQL are those of lib/base. */
static void
check_currencies(void)
{
	const char *s = sql_of("amount = 1");
	char code[] = "'AAA'";
	int wrong = 0;

	for (int i = 0; i < 26 * 26 * 26; i++) {
		int digits;

		code[1] = (char)('A' + i / 676);
		code[2] = (char)('A' + i / 26 % 26);
		code[3] = (char)('A' + i % 26);
		digits = crm_currency_digits_n(
		    (struct crm_text){ code + 1, 3 });
		wrong += (digits >= 0 && digits != 2) !=
		    (strstr(s, code) != NULL);
	}
	is_int(wrong, 0, "every currency is in its class");
}

int
main(void)
{
	setenv("TZ", "UTC", 1);
	dict = crm_dict_new(&arena);
	deal = crm_dict_find(dict, "deal");
	check_columns();
	check_version();
	check_sort();
	for (size_t i = 0; i < sizeof compiled / sizeof *compiled; i++)
		is_str(sql_of(compiled[i].text), compiled[i].sql,
		    compiled[i].text);
	check_currencies();
	crm_arena_free(&arena);
	return tap_done();
}
