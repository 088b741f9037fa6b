/* Fuzz target: filters, sort lists and lists of columns, over every kind of
 * record.  What parses has SQL and an answer, and `not` the opposite one. */
#include <crm/query/filter.h>

#include "fuzz.h"

static const struct crm_clock clock = {
	.now = 1795251600, .today = 20778, .fixed = true, .fiscal_start = 4
};

static enum crm_status
blank(void *ctx, const struct crm_path *where, int field, struct crm_value *out,
    struct crm_err *err)
{
	const int64_t *n = ctx;

	(void)err;
	*out = (struct crm_value){ .kind = CRM_NULL };
	if (*n == 0)
		return CRM_OK;
	*out = crm_type_is_text(where->entity->field[field]->type)
	    ? crm_value_text(CRM_TEXT("a"))
	    : crm_value_int(*n);
	return CRM_OK;
}

static bool
answer(const struct crm_filter *f, int64_t n)
{
	struct crm_getter get = { blank, &n };
	struct crm_err err;
	bool yes = false;

	must(crm_filter_eval(f, &get, &yes, &err) == CRM_OK, "it is answered");
	return yes;
}

static void
filter(const struct crm_dict *d, const struct crm_entity *e, const char *text,
    struct crm_arena *a)
{
	struct crm_filter_env env = { .clock = &clock, .base_currency = "CNY" };
	struct crm_filter *f, *not_f;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_sql sql;
	struct crm_err err;

	if (crm_filter_parse(d, e, text, &env, a, &f, &err) != CRM_OK)
		return;
	crm_sql_init(&sql, a);
	crm_filter_sql(f, "t", &sql);
	crm_sql_free(&sql);
	crm_buf_str(&b, "not (");
	crm_buf_str(&b, text);
	crm_buf_str(&b, ")");
	if (crm_filter_parse(d, e, b.data, &env, a, &not_f, &err) == CRM_OK)
		for (int64_t n = 0; n < 2; n++)
			must(answer(f, n) != answer(not_f, n),
			    "not is the opposite");
	crm_buf_free(&b);
}

static void
lists(const struct crm_dict *d, const struct crm_entity *e, const char *text,
    bool is_short, struct crm_arena *a)
{
	struct crm_columns columns;
	struct crm_sort sort;
	struct crm_sql sql;
	struct crm_err err;

	crm_sql_init(&sql, a);
	if (crm_sort_parse(d, e, text, a, &sort, &err) == CRM_OK)
		crm_sort_sql(e, &sort, CRM_TEXT("CNY"), "t", &sql);
	if (crm_columns_parse(d, e, text, is_short, a, &columns, &err) ==
	    CRM_OK)
		for (size_t i = 0; i < columns.n; i++)
			crm_path_sql(&columns.path[i], "t", &sql);
	crm_sql_free(&sql);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct crm_arena kept = CRM_ARENA_INIT;
	static struct crm_dict *d;
	struct fuzz f = { data, n };
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e;
	unsigned what = fuzz_below(&f, 4);
	char *s;

	if (d == NULL)
		d = crm_dict_new(&kept);
	e = d->entity[fuzz_below(&f, (unsigned)d->n)];
	s = fuzz_string(&f);
	if (what > 1)
		filter(d, e, s, &a);
	else
		lists(d, e, s, what == 0, &a);
	free(s);
	crm_arena_free(&a);
	return 0;
}
