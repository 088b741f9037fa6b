/* Lists parted by commas: the fields that a stage needs. */
#include "domain/core/core.h"

#include "../../tap.h"

static void
check(const char *list, const char *want)
{
	struct crm_text rest = crm_text_of(list), item;
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_str(&b, "");
	while (list_item(&rest, &item))
		crm_buf_printf(&b, "[%.*s]", (int)item.n, item.p);
	is_str(b.data, want, list);
	crm_buf_free(&b);
}

int
main(void)
{
	check("", "");
	check(" ", "");
	check(",", "");
	check("amount", "[amount]");
	check(" amount , owner ", "[amount][owner]");
	check("a,,b,", "[a][b]");
	return tap_done();
}
