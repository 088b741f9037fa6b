/* What is left of contact data in a masked pool. */
#include <crm/domain/pool.h>

#include "../../tap.h"

static const struct crm_field phone = { .name = "mobile", .type = CRM_T_PHONE };
static const struct crm_field email = { .name = "email", .type = CRM_T_EMAIL };
static const struct crm_field wechat = { .name = "wechat", .type = CRM_T_TEXT };
static const struct crm_field invoice = { .name = "invoice_phone",
	.type = CRM_T_TEXT };
static const struct crm_field other = { .name = "company", .type = CRM_T_TEXT };

static const struct row {
	const struct crm_field *f;
	const char *text, *want; /* NULL: not masked */
} rows[] = {
	{ &phone, "+8613800138000", "+8613*****000" },
	{ &phone, "+86138001380001x12", "+8613*****x12" },
	{ &phone, "02112345678", "0211*****78" },
	{ &phone, "123", "1*****" },
	{ &phone, "1", "*****" },
	{ &phone, "", "*****" },
	{ &invoice, "5551234", "55*****4" },
	{ &email, "lee@example.com", "l***@example.com" },
	{ &email, "l@example.com", "l***@example.com" },
	{ &email, "李@example.com", "李***@example.com" },
	{ &email, "no address", "n***" },
	{ &wechat, "lee_1", "l***" },
	{ &wechat, "张三", "张***" },
	{ &wechat, "", "***" },
	{ &other, "Lee", NULL },
};

int
main(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];

		crm_buf_clear(&b);
		crm_buf_str(&b, "");
		ok(crm_pool_mask(r->f, crm_text_of(r->text), &b) ==
			(r->want != NULL),
		    "%s '%s'", r->f->name, r->text);
		is_str(b.data, r->want == NULL ? "" : r->want, "is shown so");
	}
	crm_buf_free(&b);
	return tap_done();
}
