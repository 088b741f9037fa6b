/* crm-order: orders and their lines. */
#include <crm/cli/cli.h>
#include <crm/domain/order.h>

static enum crm_status
submit(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_order_submit(c->store, id, done, err);
}

static const struct crm_verb verbs[] = {
	{ .name = "submit",
	    .group = "Orders",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "a draft gets its number and waits for what comes next",
	    .each = submit },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "order", true, verbs },
	{ "order-line", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-order",
	N_("orders and their lines"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
