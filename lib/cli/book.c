/* Which book a command is of, and how it is opened. */
#include "internal.h"

#include <crm/domain/area.h>

const char *
crm_cmd_book(const struct crm_cmd *c)
{
	const char *said = c->opt[CRM_OPT_DB] != NULL ? c->opt[CRM_OPT_DB]
						      : env_book(c->arena);

	return said == NULL ? NULL : config_book(c, said);
}

const char *
crm_book_file(const struct crm_cmd *c)
{
	const char *book = crm_cmd_book(c);

	return book != NULL && crm_store_is_file(book) ? book : NULL;
}

const char *
crm_cmd_login(void)
{
	return env_login();
}

void
crm_cmd_store_opts(
    const struct crm_cmd *c, const char *where, struct crm_store_opts *o)
{
	*o = (struct crm_store_opts){ .where = where,
		.write = (c->verb->flags & CRM_V_WRITE) != 0 ||
		    crm_has(c, CRM_OPT_MARK),
		.streamed = names_stream(c),
		.any_schema = (c->verb->flags & CRM_V_ANY_SCHEMA) != 0,
		.lenient = (c->verb->flags & CRM_V_LENIENT) != 0,
		.login = env_login(),
		.user = env_user(),
		.program = c->program->name,
		.clock = &c->clock,
		.busy_ms = c->busy_ms,
		.hooks = &crm_domain_hooks };
}

/* A book is never looked for, or made, where one happens to stand. */
enum crm_status
find_book(const struct crm_cmd *c, struct crm_err *err)
{
	if (crm_cmd_book(c) != NULL)
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "which book? HOME is no absolute path to look for it in; say --db "
	    "FILE, or set CRM_DB");
}
