/* Fuzz target: what a cell says, as a value of each type: numbers, money,
 * dates, e-mail, phones, tags, codes.  A value is written so that it is read
 * again as the same. */
#include <crm/model/model.h>

#include "fuzz.h"

static const struct crm_clock clock = {
	.now = 1795251600, .today = 20778, .fixed = true, .fiscal_start = 4
};

/* How texts are meant, by the first bytes. */
static struct crm_parse
manner(struct fuzz *f, const struct crm_dict *d, struct crm_arena *a)
{
	static const int flags[] = { 0, CRM_NUM_COMMA, CRM_NUM_POINT,
		CRM_NUM_PEOPLE, CRM_NUM_ROUND };

	return (struct crm_parse){
		.dict = d,
		.clock = &clock,
		.dates = { .order = (enum crm_date_order)fuzz_below(f, 3),
		    .said = fuzz_below(f, 2) == 0,
		    .century = fuzz_below(f, 2) == 0 ? 2000 : 0,
		    .serial = fuzz_below(f, 4) == 0 },
		.numbers = flags[fuzz_below(f, 5)],
		.file = fuzz_below(f, 2) == 0,
		.base_currency = "CNY",
		.arena = a,
	};
}

/* As it is written, it is the same value to whoever reads plainly. */
static void
again(const struct crm_dict *d, const struct crm_entity *e,
    const struct crm_field *field, struct crm_value v, struct crm_text currency,
    struct crm_arena *a)
{
	struct crm_parse plain = {
		.dict = d, .clock = &clock, .base_currency = "CNY", .arena = a
	};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value back;
	struct crm_err err;

	crm_value_format(&b, d, e, field, v, crm_currency_digits_n(currency));
	if (crm_value_parse(&plain, field, (struct crm_text){ b.data, b.len },
		currency, &back, &err) != CRM_OK)
		must(false, err.text);
	must(crm_value_eq(v, back), "what is written is read as the same");
	crm_buf_free(&b);
}

static void
cell(const struct crm_parse *p, const struct crm_entity *e,
    const struct crm_field *field, struct crm_text t, struct crm_text currency)
{
	struct crm_value v;
	struct crm_err err;

	if (crm_value_parse(p, field, t, currency, &v, &err) != CRM_OK)
		return;
	if (v.kind == CRM_STR) {
		fuzz_touch(v.t);
		must(crm_utf8_valid(v.t) == v.t.n, "a text stays UTF-8");
	}
	if (v.kind != CRM_NULL)
		again(p->dict, e, field, v, currency, p->arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct crm_arena kept = CRM_ARENA_INIT;
	static struct crm_dict *d;
	struct fuzz f = { data, n };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text more = { 0 }, t;
	struct crm_parse p;
	const struct crm_entity *e;
	const struct crm_field *field;
	char *s;

	if (d == NULL)
		d = crm_dict_new(&kept);
	p = manner(&f, d, &a);
	if (fuzz_below(&f, 2) == 0)
		p.more = &more;
	e = d->entity[fuzz_below(&f, (unsigned)d->n)];
	field = e->field[fuzz_below(&f, (unsigned)e->n)];
	s = fuzz_string(&f);
	t = (struct crm_text){ s, f.n };
	if (field->type != CRM_T_REF && memchr(s, '\0', t.n) == NULL &&
	    crm_utf8_valid(t) == t.n)
		cell(&p, e, field, t, CRM_TEXT("CNY"));
	free(s);
	crm_arena_free(&a);
	return 0;
}
