/* Loading libcjson. */
#include "json-lib.h"

#include <crm/base/dl.h>

enum crm_status
crm_json_load(struct crm_json_lib *lib, struct crm_err *err)
{
	static const struct crm_library library = { CRM_CJSON_SONAME,
		"libcjson1", N_("reading JSON needs"), N_(", or give csv") };
	const struct crm_symbol symbols[] = {
#define X(name) { #name, &lib->name },
		CRM_JSON_FUNCTIONS(X)
#undef X
	};

	return crm_library_load(&lib->handle, &library, symbols,
	    sizeof symbols / sizeof symbols[0], err);
}

void
crm_json_unload(struct crm_json_lib *lib)
{
	crm_library_close(lib->handle);
	lib->handle = NULL;
}
