/* Typed ids: what is one, what is not, and how an error names the kind. */
#include "../tap.h"

#include <sys/types.h>

#include <crm/model/model.h>

static void
test_split(void)
{
	static const char *const bad[] = { "", "C", "12", "c12", "C012", "C0",
		"C-1", "C1x", "C 1", " C1", "C9007199254740993", "C1.0",
		"客1" };
	struct crm_text code;
	int64_t n;

	ok(crm_id_split(CRM_TEXT("OL12"), &code, &n) &&
		crm_text_is(code, "OL") && n == 12,
	    "letters and a number");
	ok(crm_id_split(CRM_TEXT("C9007199254740992"), &code, &n) &&
		n == INT64_C(1) << 53,
	    "the largest");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ok(!crm_id_split(crm_text_of(bad[i]), &code, &n),
		    "'%s' is no id", bad[i]);
}

static void
test_parse(const struct crm_dict *d)
{
	const struct crm_entity *deal = crm_dict_find(d, "deal");
	const struct crm_entity *order = crm_dict_find(d, "order");
	struct crm_err err;
	int64_t n;

	ok(crm_id_parse(d, deal, CRM_TEXT(" D7 "), &n, &err) == CRM_OK &&
		n == 7,
	    "an id of the kind");
	is_int(crm_id_parse(d, deal, CRM_TEXT("C12"), &n, &err), CRM_USAGE,
	    "an id of another");
	is_str(
	    err.text, "expected a deal like D1, got customer C12", "says so");
	crm_id_parse(d, order, CRM_TEXT("OL3"), &n, &err);
	is_str(err.text, "expected an order like O1, got order line OL3",
	    "an order");
	is_int(crm_id_parse(d, deal, CRM_TEXT("acme"), &n, &err), CRM_NOTFOUND,
	    "no id at all");
	is_str(err.text, "'acme' is not the id of a deal (D1)", "says so");
	is_int(crm_id_parse(d, deal, CRM_TEXT("ZZ1"), &n, &err), CRM_NOTFOUND,
	    "an unknown kind");
}

int
main(void)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_dict *d = crm_dict_new(&arena);
	struct crm_buf b = CRM_BUF_INIT;

	test_split();
	test_parse(d);
	crm_id_format(&b, crm_dict_find(d, "order-line"), 12);
	is_str(b.data, "OL12", "format");
	crm_buf_free(&b);
	crm_arena_free(&arena);
	return tap_done();
}
