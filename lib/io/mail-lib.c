/* The functions of gmime, and of glib below it, loaded with the first mail. */
#include "mail-lib.h"

#include <crm/base/dl.h>

/* Complaints about forms are ours to make. */
static void
hush(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer ctx)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)ctx;
}

enum crm_status
crm_mail_load(struct crm_mail_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_GMIME_SONAME,
		"libgmime-3.0-0", "reading mail needs", "" };
	const struct crm_symbol symbols[] = {
#define X(name) { #name, &lib->name },
		CRM_MAIL_FUNCTIONS(X)
#undef X
	};
	enum crm_status st = crm_library_load(&lib->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);

	if (st == CRM_OK) {
		lib->g_log_set_default_handler(hush, NULL);
		lib->g_mime_init();
	}
	return st;
}
