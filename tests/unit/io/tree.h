/* A tree of values for templates: an order with two lines, of which one says next to
 * nothing.  Its texts try to be markup. */
#ifndef TEST_TREE_H
#define TEST_TREE_H

#include <crm/io/template.h>

struct leaf {
	const char *name;
	enum crm_type type;
	const char *text; /* or NULL */
	int64_t number;
	const struct branch *branch; /* records; ends with NULL names */
	size_t n;
	bool list;
};

struct branch {
	const struct leaf *leaf; /* ends with name NULL */
};

static const struct crm_choice tree_status[] = {
	{ "draft", "Draft", "草稿", NULL },
	{ "sent", "Sent", "已发送", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct leaf tree_owner[] = {
	{ "name", CRM_T_TEXT, "Li Na" },
	{ .name = NULL },
};
static const struct branch tree_owners[] = { { tree_owner } };

static const struct leaf tree_customer[] = {
	{ "name", CRM_T_TEXT, "A|B <b>\"Co\"</b> & *Sons*" },
	{ "address", CRM_T_NOTE, "1 High St\n# Town" },
	{ "owner", CRM_T_TEXT, "Li Na", 0, tree_owners, 1 },
	{ .name = NULL },
};
static const struct branch tree_customers[] = { { tree_customer } };

static const struct leaf tree_line1[] = {
	{ "product", CRM_T_TEXT, "网关 GW-200 工业级边缘计算网关，带四个网口" },
	{ "quantity", CRM_T_DECIMAL, NULL, 12500000 },
	{ "price", CRM_T_DECIMAL, NULL, 1999500000 },
	{ "amount", CRM_T_MONEY, NULL, 2499375 },
	{ .name = NULL },
};
static const struct leaf tree_line2[] = {
	{ "product", CRM_T_TEXT, "Cable" },
	{ "quantity", CRM_T_DECIMAL, NULL, 1000000 },
	{ "price", CRM_T_DECIMAL, NULL, 1234500 },
	{ "amount", CRM_T_MONEY, NULL, 123 },
	{ .name = NULL },
};
static const struct branch tree_lines[] = { { tree_line1 }, { tree_line2 } };

static const struct leaf tree_order[] = {
	{ "number", CRM_T_TEXT, "SO-1" },
	{ "status", CRM_T_ENUM, "draft" },
	{ "day", CRM_T_DATE, NULL, 20778 },
	{ "blank", CRM_T_TEXT, NULL, INT64_MIN },
	{ "nought", CRM_T_MONEY, NULL, 0 },
	{ "rate", CRM_T_PERCENT, NULL, 130000 },
	{ "gross", CRM_T_MONEY, NULL, 140950 },
	{ "back", CRM_T_MONEY, NULL, -500 },
	{ "customer", CRM_T_TEXT, "A|B", 0, tree_customers, 1 },
	{ "partner", CRM_T_TEXT, NULL, INT64_MIN, tree_customers, 0 },
	{ "lines", CRM_T_TEXT, NULL, 0, tree_lines, 2, true },
	{ "none", CRM_T_TEXT, NULL, 0, tree_lines, 0, true },
	{ .name = NULL },
};
static const struct branch tree_root = { tree_order };

static const struct leaf *
tree_find(const void *shape, struct crm_text name)
{
	const struct leaf *l = ((const struct branch *)shape)->leaf;

	while (l->name != NULL && !crm_text_is(name, l->name))
		l++;
	return l->name == NULL ? NULL : l;
}

static bool
tree_name(void *ctx, const void *shape, struct crm_text name,
    struct crm_template_name *out)
{
	const struct leaf *l = tree_find(shape, name);

	(void)ctx;
	if (l == NULL)
		return false;
	*out = (struct crm_template_name){ .what = l->branch == NULL
		    ? CRM_NAMES_CELL
		    : l->list ? CRM_NAMES_LIST
			      : CRM_NAMES_RECORD,
		.shape = l->branch,
		.type = l->type,
		.choices = l->type == CRM_T_ENUM ? tree_status : NULL };
	return true;
}

static const char *
tree_nth(void *ctx, const void *shape, size_t i)
{
	(void)ctx;
	return ((const struct branch *)shape)->leaf[i].name;
}

static enum crm_status
tree_get(void *ctx, const void *shape, const void *record, struct crm_text name,
    struct crm_template_value *out, struct crm_err *err)
{
	static const void *found[2];
	const struct leaf *l = tree_find(record, name);

	(void)ctx;
	(void)shape;
	(void)err;
	out->column = (struct crm_column){ .name = "",
		.type = l->type,
		.choices = l->type == CRM_T_ENUM ? tree_status : NULL,
		.money_digits = 2,
		.currency = -1 };
	out->currency = CRM_TEXT("CNY");
	if (l->text != NULL)
		out->v = crm_value_text(crm_text_of(l->text));
	else if (l->number != INT64_MIN)
		out->v = crm_value_int(l->number);
	if (l->branch == NULL)
		return CRM_OK;
	/* One list alone has more than one. */
	found[0] = &l->branch[0];
	out->record = found;
	out->n = l->n;
	if (l->list) {
		static const void *both[2] = { &tree_lines[0], &tree_lines[1] };

		out->record = both;
	}
	return CRM_OK;
}

static const struct crm_template_source tree_source = { tree_name, tree_nth,
	tree_get, NULL };

#endif
